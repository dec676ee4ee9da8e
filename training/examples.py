"""What a corpus reader gives: documents of sentences, each with its words and its layers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass
class Sentence:
    """Words and, by name, one array a layer; each array has one row a word.

    `heads` counts from 1 inside the sentence, 0 is the root. A missing label is -1 (NaN in
    `factuality`). `chain` is the number of a mention that starts at the word, see `Mentions`.
    """

    words: list[str]
    layers: dict[str, NDArray[Any]]
    kind: int = -1  # of the whole sentence, an event type
    quads: tuple[int, ...] = ()  # the event types it may have when `kind` is not known
    offsets: list[tuple[int, int]] = field(default_factory=list)


@dataclass
class Document:
    """Sentences that follow one another in one text."""

    name: str
    sentences: list[Sentence]
    mentions: list[tuple[int, int, int]] = field(default_factory=list)
    """First word, last word (both counted over the document) and chain of each mention."""
    paragraphs: list[int] = field(default_factory=list)
    """First word of each paragraph, where the corpus has any."""


def tags(values: list[str], names: list[str]) -> NDArray[np.int16]:
    """The rows of the values in the list of names."""
    row = {name: at for at, name in enumerate(names)}
    return np.array([row[value] for value in values], dtype=np.int16)


def key(words: list[str]) -> str:
    """What two copies of a sentence have in common, whatever their tokens: letters and digits."""
    return "".join(c for c in "".join(words).casefold() if c.isalnum())
