"""Who is who: OntoGUM, one token a line with its bracketed chains, no sentence breaks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.language.sentences import sentence_starts
from training.examples import Document, Sentence

if TYPE_CHECKING:
    from pathlib import Path

OPENING = re.compile(r"\((\d+)(\))?")
CLOSING = re.compile(r"(?<![\d(])(\d+)\)")


def read(folder: Path, part: str) -> list[Document]:
    """The documents of a part, `train` or `dev`, by `splits.txt`."""
    lines = (folder / "splits.txt").read_text(encoding="utf-8").split("\n")
    names = sorted(line.split("\t")[1] for line in lines if line.startswith(f"{part}\t"))
    paths = [folder / "conll" / f"{name}.conll" for name in names]
    return [_document(path) for path in paths if path.exists()]


def _document(path: Path) -> Document:
    words: list[str] = []
    mentions: list[tuple[int, int, int]] = []
    opened: dict[int, list[int]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        columns = line.split("\t")
        if len(columns) < 3 or line.startswith("#"):
            continue
        at = len(words)
        words.append(columns[1])
        for chain, closed in OPENING.findall(columns[2]):
            opened.setdefault(int(chain), []).append(at)
            if closed:
                mentions.append((opened[int(chain)].pop(), at, int(chain)))
        closed_here = map(int, CLOSING.findall(OPENING.sub(" ", columns[2])))
        mentions += [(opened[c].pop(), at, c) for c in closed_here if opened.get(c)]
    starts = sentence_starts(words)
    ends = [*starts[1:], len(words)]
    sentences = [Sentence(words[i:j], {}) for i, j in zip(starts, ends, strict=True)]
    return Document(path.stem, sentences, sorted(mentions))
