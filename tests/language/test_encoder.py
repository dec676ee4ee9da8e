"""A model that is not whole is refused with a remedy; words fall into pieces as BERT's do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from dragoman import language
from dragoman.errors import ModelError
from dragoman.language.encoder import PACKAGED
from dragoman.language.pieces import MAX_PIECES, UNKNOWN, Vocabulary


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "model"))


def test_a_missing_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"no model at .*manifest.json is missing; reinstall"):
        language.load(tmp_path)


def test_a_truncated_model_is_refused(folder: Path) -> None:
    path = folder / "encoder.onnx"
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(ModelError, match="altered or cut short"):
        language.load(folder)


def test_an_altered_vocabulary_is_refused(folder: Path) -> None:
    path = folder / "vocab.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("treaty", "tready"), encoding="utf-8")
    with pytest.raises(ModelError, match="altered or cut short"):
        language.load(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / "heads.npz").unlink()
    with pytest.raises(ModelError, match=r"heads.npz cannot be read"):
        language.load(folder)


def test_a_model_of_another_release_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "release": 0}), encoding="utf-8")
    with pytest.raises(ModelError, match="holds model release 0"):
        language.load(folder)


def test_a_model_with_other_labels_is_refused(folder: Path) -> None:
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "events": ["WAR"]}), encoding="utf-8")
    with pytest.raises(ModelError, match="other labels"):
        language.load(folder)


def test_a_manifest_that_is_no_json_is_refused(folder: Path) -> None:
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(ModelError, match=r"manifest.json cannot be read"):
        language.load(folder)


def test_an_unknown_pipeline_is_named() -> None:
    with pytest.raises(ModelError, match="neither a model folder nor an installed"):
        language.load("no_such_pipeline")


def vocabulary() -> Vocabulary:
    return Vocabulary.read(PACKAGED / "vocab.txt")


@pytest.mark.parametrize("word", ["", " ", "\u0301", "\ud800", "x" * 300, "😀", "-" * 90])
def test_every_word_has_pieces(word: str) -> None:
    pieces = vocabulary().pieces_of(word)
    assert 1 <= len(pieces) <= MAX_PIECES


def test_case_and_accents_do_not_change_the_pieces() -> None:
    words = vocabulary()
    assert words.pieces_of("Élysée") == words.pieces_of("elysee")
    assert UNKNOWN not in words.pieces_of("denuclearisation")
