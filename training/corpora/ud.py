"""Universal Dependencies: EWT and GUM, CoNLL-U."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.labels import RELATIONS, UPOS, XPOS
from training.examples import Document, Sentence, tags

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def read(path: Path) -> list[Document]:
    """The documents of a treebank file. Words are syntactic words; empty nodes are left out."""
    documents: list[Document] = []
    for comments, rows in _blocks(path):
        name = next((c.split("=", 1)[1].strip() for c in comments if "newdoc id" in c), None)
        if name is not None or not documents:
            documents.append(Document(name or path.stem, []))
        documents[-1].sentences.append(_sentence(comments, rows))
    return documents


def _blocks(path: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    comments: list[str] = []
    rows: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("#"):
            comments.append(line)
        elif line:
            rows.append(line.split("\t"))
        elif rows:
            yield comments, rows
            comments, rows = [], []


def _sentence(comments: list[str], rows: list[list[str]]) -> Sentence:
    words = [row for row in rows if row[0].isdigit()]
    layers: dict[str, np.ndarray] = {
        "heads": np.array([int(row[6]) for row in words], dtype=np.int16),
        "relations": tags([row[7] for row in words], RELATIONS),
        "upos": tags([row[3] for row in words], UPOS),
        "xpos": np.array([XPOS.index(row[4]) if row[4] in XPOS else -1 for row in words]),
    }
    text = next((c.split("=", 1)[1].strip() for c in comments if c.startswith("# text =")), "")
    sentence = Sentence([row[1] for row in words], layers)
    sentence.offsets = _offsets(text, rows)
    return sentence


def _offsets(text: str, rows: list[list[str]]) -> list[tuple[int, int]]:
    """The characters of each word in the sentence's text; the parts of a fused word share them."""
    offsets: list[tuple[int, int]] = []
    at = 0
    fused: tuple[int, int, int] | None = None  # number of the last part, where it starts and ends
    for row in rows:
        if "." in row[0]:
            continue
        number = int(row[0].split("-")[-1])
        if fused and number <= fused[0] and "-" not in row[0]:
            offsets.append(_part(text, row[1], fused, offsets))
            continue
        start = text.find(row[1], at)
        if start < 0:
            start = at
        at = start + len(row[1])
        if "-" in row[0]:
            fused = (number, start, at)
        else:
            offsets.append((start, at))
    return offsets


def _part(
    text: str, form: str, fused: tuple[int, int, int], before: list[tuple[int, int]]
) -> tuple[int, int]:
    _, start, end = fused
    at = max(start, before[-1][1]) if before else start
    if text[at : at + len(form)].casefold() == form.casefold():
        return at, min(end, at + len(form))
    return (at, end) if at < end else (start, end)
