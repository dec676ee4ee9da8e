"""The whole recipe on toy data: the real readers, trainer, exporter and runtime."""

from __future__ import annotations

import json
import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from dragoman import language
from dragoman.language.encoder import PACKAGED
from dragoman.language.reading import reading_of

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

torch = pytest.importorskip("torch", reason="torch is not installed: no training here")


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A toy model, trained in half a minute and exported."""
    from training import export, prepare, train

    from tests.training import toy

    folder = tmp_path_factory.mktemp("toy")
    toy.write(folder / "data")
    vocabulary = str(PACKAGED / "vocab.txt")
    prepare.main([str(folder / "data"), vocabulary, str(folder / "prepared")])
    common = [str(folder / "prepared"), "none", str(folder / "run"), "--size", "toy"]
    train.main([*common, "--pieces", "280000", "--batch", "512"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the exporter's and the optimizer's own notices
        export.main([str(folder / "run/averaged.pt"), vocabulary, str(folder / "model"), "--float"])
    return folder


@pytest.fixture(scope="module")
def nlp(run: Path) -> Language:
    return language.load(run / "model")


def test_the_log_holds_development_figures(run: Path) -> None:
    last = (run / "run/log.txt").read_text(encoding="utf-8").splitlines()[-1]
    figures = json.loads(last.split("dev 1.0 ", 1)[1])
    assert figures["ewt_las"] > 80
    assert figures["conll"] > 80


def test_the_exported_model_reads_what_was_taught(nlp: Language) -> None:
    doc = nlp("Okafor said Norland rejected the treaty .")
    assert [(t.text, t.dep_) for t in doc if t.dep_ in {"nsubj", "obj", "ccomp", "ROOT"}] == [
        ("Okafor", "nsubj"),
        ("said", "ROOT"),
        ("Norland", "nsubj"),
        ("rejected", "ccomp"),
        ("treaty", "obj"),
    ]
    assert ("Okafor", "PER") in {(e.text, e.label_) for e in doc.ents}
    assert {f.kind for f in reading_of(doc).fragments()} == {"SOURCE", "CUE", "CONTENT"}


def test_eight_bits_say_what_floats_say(run: Path) -> None:
    from dragoman.language.encoder import Encoder
    from dragoman.language.reader import Reader

    words = "Berg visited the bridge . Alba warned the fleet .".split()
    small = Reader(Encoder(run / "model")).layers_of(words, [0, 5])
    whole = Reader(Encoder(run / "model", weights="encoder.float.onnx")).layers_of(words, [0, 5])
    assert np.array_equal(small.heads, whole.heads)
    assert np.abs(small.reading.vectors - whole.reading.vectors).max() < 0.5


def test_a_run_goes_on_from_its_checkpoint(run: Path) -> None:
    from training import train

    before = len((run / "run/log.txt").read_text(encoding="utf-8").splitlines())
    arguments = [str(run / "prepared"), "none", str(run / "run"), "--size", "toy"]
    train.main([*arguments, "--pieces", "282000", "--batch", "512"])
    lines = (run / "run/log.txt").read_text(encoding="utf-8").splitlines()[before:]
    assert "resumed at step" in lines[0]


def test_float_weights_agree_with_torch(run: Path) -> None:
    from training.export import read_weights

    from dragoman.language.encoder import Encoder

    encoder = Encoder(run / "model", weights="encoder.float.onnx")
    sentence = encoder.sentence_of("Berg visited Alba .".split())
    ours = encoder.scores_of([[sentence]])[0]
    model = read_weights(run / "run/averaged.pt")
    pieces = torch.tensor([[101, *sentence.pieces.tolist(), 102]])
    shapes = torch.tensor([[16, *sentence.shapes.tolist(), 16]])
    blank = torch.zeros_like(pieces)
    with torch.no_grad():
        theirs = model.encoder(pieces, shapes, blank, blank)[0]
    first = np.concatenate(([0], 1 + np.cumsum(sentence.counts) - sentence.counts))
    # The exporter puts a fast form in GELU's place.
    assert np.abs(ours.vectors - theirs.numpy()[first]).max() < 0.01
