"""The encoder: a checked model folder as one ONNX session, windows of pieces in, scores out.

ONNX Runtime is imported when a model is opened, not before.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.errors import ModelError
from dragoman.language.labels import EVENTS, RELATIONS, TAGS
from dragoman.language.pieces import CLOSE, OPEN, SPECIAL, Vocabulary, shapes_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

RELEASE = 1  # of the model's inputs, outputs and labels; the exporter writes it
PACKAGED = Path(__file__).parent / "model"
REMEDY = "reinstall dragoman, or give a folder that `python -m training.export` wrote"
INPUTS = ("pieces", "shapes", "parity", "roles", "first")


@dataclass(frozen=True)
class Sentence:
    """The words of a sentence as pieces; `counts` of pieces and `roles` have one row a word."""

    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    counts: NDArray[np.int64]
    roles: NDArray[np.int64] | None = None


@dataclass(frozen=True, eq=False)
class Scores:
    """What the encoder says of one window, row 0 the root, unnormalised.

    vectors: (1 + words, width); tags: (1 + words, tags of all heads); arcs and links:
    (1 + words, 1 + words); label_dependent, label_head: (1 + words, hidden); extras:
    (1 + words, 3), factuality as UW and as UDS count it, and metonymy.
    """

    vectors: NDArray[np.float32]
    tags: NDArray[np.float32]
    arcs: NDArray[np.float32]
    label_dependent: NDArray[np.float32]
    label_head: NDArray[np.float32]
    links: NDArray[np.float32]
    extras: NDArray[np.float32]


class Encoder:
    """An opened model: a window gives the same scores whatever is read before or beside it.

    threads: of one session; processes scale better than threads, so one is the default.
    """

    def __init__(
        self, folder: Path = PACKAGED, *, threads: int = 1, weights: str = "encoder.onnx"
    ) -> None:
        self.folder = folder
        self.manifest = checked_manifest(folder)
        self.vocabulary = Vocabulary.read(folder / "vocab.txt")
        with np.load(folder / "heads.npz") as saved:
            self.heads = {name: saved[name].astype(np.float32) for name in saved.files}
        self._session = _session(folder / weights, threads)

    def sentence_of(self, words: Sequence[str], roles: NDArray[np.int64] | None = None) -> Sentence:
        """The pieces and shapes of the words of a sentence, or of a part of one."""
        cut = [self.vocabulary.pieces_of(word) for word in words]
        shapes = [
            s for word, rows in zip(words, cut, strict=True) for s in shapes_of(word, len(rows))
        ]
        return Sentence(
            np.array([row for rows in cut for row in rows], dtype=np.int64),
            np.array(shapes, dtype=np.int64),
            np.array([len(rows) for rows in cut], dtype=np.int64),
            roles,
        )

    def scores_of(self, windows: Sequence[Sequence[Sentence]]) -> list[Scores]:
        """The scores of each window, in order.

        They run one by one: activations of one window stay in the cache of a core, so that batches
        of any size are slower, and eight bits are measured out for the window alone.
        """
        return [
            Scores(*(array[0] for array in self._session.run(None, _inputs(window))))
            for window in windows
        ]

    def dense(self, name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        """One layer of a head that is kept for numpy."""
        weight, bias = self.heads[f"{name}.weight"], self.heads[f"{name}.bias"]
        return np.asarray(x @ weight.T + bias, dtype=np.float32)


def gelu_tanh(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """GELU by its usual approximation, as the label head was trained with."""
    inner = np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)
    return np.asarray(0.5 * x * (1 + np.tanh(inner)), dtype=np.float32)


def checked_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a model folder, once every file of it is there and unaltered."""
    path = folder / "manifest.json"
    try:
        manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ModelError(f"no model at {folder}: manifest.json is missing; {REMEDY}") from None
    except (OSError, ValueError) as error:
        raise ModelError(f"{path} cannot be read ({error}); {REMEDY}") from None
    if not isinstance(manifest, dict) or manifest.get("release") != RELEASE:
        found = manifest.get("release") if isinstance(manifest, dict) else None
        raise ModelError(f"{folder} holds model release {found}, this is for {RELEASE}; {REMEDY}")
    labels = (manifest.get("tags"), manifest.get("relations"), manifest.get("events"))
    if labels != (TAGS, RELATIONS, EVENTS):
        raise ModelError(f"{folder} was trained with other labels; {REMEDY}")
    for name, expected in manifest.get("sha256", {}).items():
        _check(folder / name, expected)
    return manifest


def _check(path: Path, expected: str) -> None:
    try:
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ModelError(f"{path} cannot be read ({error.strerror}); {REMEDY}") from None
    if digest != expected:
        size = path.stat().st_size
        raise ModelError(
            f"{path} is altered or cut short: {size} bytes with SHA-256 {digest[:12]}…,"
            f" expected {expected[:12]}…; {REMEDY}"
        )


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.execution_mode = onnxruntime.ExecutionMode.ORT_SEQUENTIAL
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            str(path), sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        # ONNX Runtime raises classes of its own for each fault; to the reader they are one.
        raise ModelError(
            f"ONNX Runtime {onnxruntime.__version__} cannot open {path} ({error});"
            " install onnxruntime 1.20 or newer"
        ) from error


def _inputs(window: Sequence[Sentence]) -> dict[str, NDArray[np.int64]]:
    """The window as the session takes it: a row of pieces between two marks, parity by sentence."""
    length = 2 + sum(len(s.pieces) for s in window)
    arrays = {name: np.zeros((1, length), dtype=np.int64) for name in INPUTS[:4]}
    first = np.zeros((1, 1 + sum(len(s.counts) for s in window)), dtype=np.int64)
    at, word = 1, 1
    for number, sentence in enumerate(window):
        here = slice(at, at + len(sentence.pieces))
        there = slice(word, word + len(sentence.counts))
        arrays["pieces"][0, here] = sentence.pieces
        arrays["shapes"][0, here] = sentence.shapes
        arrays["parity"][0, here] = number % 2
        if sentence.roles is not None:
            arrays["roles"][0, here] = np.repeat(sentence.roles, sentence.counts)
        first[0, there] = at + np.cumsum(sentence.counts) - sentence.counts
        at, word = here.stop, there.stop
    arrays["pieces"][0, [0, at]] = OPEN, CLOSE
    arrays["shapes"][0, [0, at]] = 2 * SPECIAL
    return {**arrays, "first": first}
