"""PolNeAR: who said what, brat files beside plain text. One annotator an article.

A component in several fragments gives several spans; `link` names, for the first word of each
source and content fragment, the first word of its cue (counted over the document), else -1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.labels import ATTRIBUTION
from dragoman.language.sentences import sentence_starts
from dragoman.language.tokens import tokenizer
from training.examples import Document, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Fragment = tuple[int, int]


def read(folder: Path) -> list[Document]:
    """The articles of a part, `data/train` or `data/dev`, in the order of their names."""
    documents = []
    for path in sorted((folder / "text").glob("*.txt")):
        notes = sorted((folder / "attributions").glob(f"{path.stem}_*.ann"))
        if notes:
            text = path.read_text(encoding="utf-8")
            documents.append(_document(path.stem, text, list(events_of(notes[0]))))
    return documents


def events_of(path: Path) -> Iterator[dict[str, list[Fragment]]]:
    """The attributions of a file: fragments, in characters, of Source, Cue and Content."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").split("\n")]
    bounds: dict[str, list[Fragment]] = {}
    for columns in lines:
        if columns[0].startswith("T") and len(columns) == 3:
            spans = columns[1].split(" ", 1)[1].split(";")
            bounds[columns[0]] = [(int(a), int(b)) for a, b in (s.split() for s in spans)]
    for columns in lines:
        if columns[0].startswith("E") and len(columns) == 2:
            yield _event(columns[1].split(), bounds)


def _event(parts: list[str], bounds: dict[str, list[Fragment]]) -> dict[str, list[Fragment]]:
    event: dict[str, list[Fragment]] = {"Source": [], "Cue": [], "Content": []}
    for part in parts:
        role, name = part.split(":")
        kind = role.rstrip("0123456789")
        if kind in event:
            event[kind] += bounds[name]
    return event


def _document(name: str, text: str, events: list[dict[str, list[Fragment]]]) -> Document:
    words, offsets, starts, paragraphs = _words(text)
    tag_rows = np.zeros(len(words), dtype=np.int16)
    links = np.full(len(words), -1, dtype=np.int32)
    first_of = np.array([start for start, _ in offsets])
    last_of = np.array([end for _, end in offsets])

    def range_of(fragment: Fragment) -> tuple[int, int]:
        i = int(np.searchsorted(last_of, fragment[0], side="right"))
        return i, int(np.searchsorted(first_of, fragment[1], side="left"))

    for event in events:
        cues = [range_of(f) for f in event["Cue"]]
        anchor = min((i for i, j in cues if i < j), default=-1)
        for role, fragments in event.items():
            begin = ATTRIBUTION.index(f"B-{role.upper()}")
            for i, j in map(range_of, fragments):
                if i >= j:
                    continue
                tag_rows[i] = begin
                tag_rows[i + 1 : j] = begin + 1
                if role != "Cue":
                    links[i] = anchor
    sentences = []
    for i, j in zip(starts, [*starts[1:], len(words)], strict=True):
        layers: dict[str, np.ndarray] = {"attribution": tag_rows[i:j], "link": links[i:j]}
        sentences.append(Sentence(words[i:j], layers, offsets=offsets[i:j]))
    return Document(name, sentences, paragraphs=paragraphs)


def _words(text: str) -> tuple[list[str], list[tuple[int, int]], list[int], list[int]]:
    """Words, their characters, and the first word of each sentence and of each line."""
    cut = tokenizer()
    words: list[str] = []
    offsets: list[tuple[int, int]] = []
    starts: list[int] = []
    paragraphs: list[int] = []
    at = 0
    for line in text.split("\n"):
        tokens = [t for t in cut(line) if not t.is_space]
        paragraphs += [len(words)] if tokens else []
        starts += [len(words) + i for i in sentence_starts([t.text for t in tokens])]
        words += [t.text for t in tokens]
        offsets += [(at + t.idx, at + t.idx + len(t)) for t in tokens]
        at += len(line) + 1
    return words, offsets, starts, paragraphs
