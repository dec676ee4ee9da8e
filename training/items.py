"""Sentences as word pieces, with their layers and every casing: what preparation writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.language.pieces import shapes_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from dragoman.language.pieces import Vocabulary
    from training.examples import Document, Sentence

SMALL = frozenset(
    "a an the and but or nor for of in on at to by as from with over into vs via".split()
)


@dataclass
class Item:
    """A sentence as the encoder sees it. `shapes`: one row a casing, one column a piece."""

    words: list[str]
    pieces: NDArray[np.int32]
    counts: NDArray[np.int32]  # pieces of each word
    shapes: NDArray[np.uint8]
    layers: dict[str, NDArray[Any]]
    kind: int = -1
    quads: tuple[int, ...] = ()
    at: int = 0  # number of its first word in the text


@dataclass
class Text:
    """Consecutive items; mentions as in `Document`."""

    name: str
    items: list[Item]
    mentions: list[tuple[int, int, int]] = field(default_factory=list)


def _headline(words: list[str]) -> list[str]:
    return [w if n and w in SMALL else w[:1].upper() + w[1:] for n, w in enumerate(words)]


CASINGS: tuple[Callable[[list[str]], list[str]], ...] = (
    lambda words: words,
    lambda words: [w.lower() for w in words],
    lambda words: [w.title() for w in words],
    _headline,
    lambda words: [w.upper() for w in words],
)
"""How a sentence may be printed: as it is, lower, Title, Headline, UPPER."""


def item_of(sentence: Sentence, vocabulary: Vocabulary) -> Item:
    """The pieces and shapes of a sentence; pieces do not depend on case."""
    words = sentence.words
    cut = [vocabulary.pieces_of(word) for word in words]
    counts = np.array([len(rows) for rows in cut], dtype=np.int32)
    shapes = [
        [
            s
            for word, rows in zip(print_as(words), cut, strict=True)
            for s in shapes_of(word, len(rows))
        ]
        for print_as in CASINGS
    ]
    return Item(
        words,
        np.array([row for rows in cut for row in rows], dtype=np.int32),
        counts,
        np.array(shapes, dtype=np.uint8),
        sentence.layers,
        sentence.kind,
        sentence.quads,
    )


def texts_of(documents: Iterable[Document], vocabulary: Vocabulary) -> list[Text]:
    """The documents as items, empty sentences left out."""
    texts = []
    for document in documents:
        text = Text(document.name, [], document.mentions)
        at = 0
        for sentence in document.sentences:
            if sentence.words:
                text.items.append(item_of(sentence, vocabulary))
                text.items[-1].at = at
                at += len(sentence.words)
        texts.append(text)
    return texts
