"""OntoGUM documents as docs of ours, with the chains of the gold.

The words are the corpus's own; paragraphs are those of the running text (the `# newpar` marks of
the treebank), sentences and everything else come from the pipeline.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from dragoman.language.sentences import sentence_starts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language

DATA = Path("../shared/data")
ITEM = re.compile(r"\((\d+)\)|\((\d+)|(\d+)\)")

Span = tuple[int, int]


@dataclass(frozen=True)
class Chained:
    """A document: its name, its words, where paragraphs start, and chains of spans in words."""

    name: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    paragraphs: tuple[int, ...]
    chains: tuple[tuple[Span, ...], ...]

    @property
    def genre(self) -> str:
        """The genre in the document's name."""
        return self.name.split("_")[1]


def documents(part: str) -> Iterator[Chained]:
    """The documents of `train` or `dev`, sorted by name."""
    splits = (DATA / "coref/ontogum/splits.txt").read_text(encoding="utf-8").split("\n")
    names = sorted(line.split("\t")[1] for line in splits if line.startswith(part))
    layout = dict(_layout(DATA / f"ud/en_gum-ud-{part}.conllu"))
    for name in names:
        words, chains = _read(DATA / f"coref/ontogum/conll/{name}.conll")
        spaces, paragraphs = layout.get(name, ([], [0]))
        if len(spaces) != len(words):
            spaces = [True] * len(words)
        yield Chained(name, words, tuple(spaces), tuple(paragraphs), chains)


def as_doc(nlp: Language, document: Chained) -> Doc:
    """The document through the pipeline, sentences split by it inside each paragraph."""
    words = list(document.words)
    begins = [False] * len(words)
    borders = sorted({0, *document.paragraphs, len(words)})
    for start, end in pairwise(borders):
        for at in {0, *sentence_starts(words[start:end])}:
            begins[start + at] = True
    starts: list[bool | int | None] = [*begins]
    doc = Doc(nlp.vocab, words=words, spaces=list(document.spaces), sent_starts=starts)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _read(path: Path) -> tuple[tuple[str, ...], tuple[tuple[Span, ...], ...]]:
    words: list[str] = []
    chains: dict[str, list[Span]] = {}
    opened: dict[str, list[int]] = {}
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line or line.startswith("#"):
            continue
        _, word, marks = line.split("\t")
        at = len(words)
        words.append(word if word.strip() else "-")
        for whole, first, last in ITEM.findall(marks):
            if whole:
                chains.setdefault(whole, []).append((at, at + 1))
            elif first:
                opened.setdefault(first, []).append(at)
            else:
                chains.setdefault(last, []).append((opened[last].pop(), at + 1))
    found = (tuple(sorted(set(spans))) for spans in chains.values())
    return tuple(words), tuple(spans for spans in found if len(spans) > 1)


def _layout(path: Path) -> Iterator[tuple[str, tuple[list[bool], list[int]]]]:
    """Of each document of a treebank file: spaces after words, and first words of paragraphs."""
    name = ""
    spaces: list[bool] = []
    paragraphs: list[int] = [0]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc id"):
            if name:
                yield name, (spaces, paragraphs)
            name, spaces, paragraphs = line.split("=")[1].strip(), [], [0]
        elif line.startswith("# newpar"):
            paragraphs.append(len(spaces))
        elif line and line[0].isdigit():
            fields = line.split("\t")
            if fields[0].isdigit():
                spaces.append("SpaceAfter=No" not in fields[9])
    yield name, (spaces, paragraphs)
