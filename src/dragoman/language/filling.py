"""From decoded layers to spaCy's `Doc`: tags, lemmas, trees, sentences, entities."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.language.labels import ENTITIES, RELATIONS, UPOS, XPOS
from dragoman.language.lemmas import lemma_of
from dragoman.language.reading import KEY, Reading, spread
from dragoman.language.spans import spans_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc


@dataclass(eq=False)
class Layers:
    """The decoded layers, one row a word; heads are words of the text, a root its own head."""

    heads: NDArray[np.int64]
    relations: NDArray[np.int64]
    upos: NDArray[np.int64]
    xpos: NDArray[np.int64]
    entities: NDArray[np.int32]
    reading: Reading


def fill(doc: Doc, at: NDArray[np.int64], layers: Layers) -> None:
    """Write the layers into the doc. at: the token of each word; the others are white space,
    which hangs on the word before it.
    """
    from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG

    if len(doc):
        attributes: list[Any] = [HEAD, DEP, POS, LEMMA, TAG]
        table: Any = _table(doc, at, layers)
        doc.from_array(attributes, table)
        _set_entities(doc, at, layers.entities)
    doc.user_data[KEY] = (
        layers.reading if len(at) == len(doc) else spread(layers.reading, at, len(doc))
    )


def _table(doc: Doc, at: NDArray[np.int64], layers: Layers) -> NDArray[np.uint64]:
    """Head (as a distance), relation, part of speech, lemma and tag, one row a token."""
    from spacy.parts_of_speech import IDS

    add = doc.vocab.strings.add
    relations = _rows([add("ROOT" if name == "root" else name) for name in RELATIONS])
    lemmas = [
        add(lemma_of(doc[int(i)].text, UPOS[u], XPOS[x]))
        for i, u, x in zip(at, layers.upos, layers.xpos, strict=True)
    ]
    table = np.zeros((len(doc), 5), dtype=np.uint64)
    table[:, 0] = _distances(at, len(doc)).view(np.uint64)
    table[:, 1] = add("dep")
    table[:, 2] = IDS["SPACE"]
    table[:, 3] = _rows([add(token.text) if token.is_space else 0 for token in doc])
    table[:, 4] = add("_SP")
    if not len(at):
        table[0, 1] = add("ROOT")
        return table
    table[at, 0] = (at[layers.heads] - at).view(np.uint64)
    table[at, 1] = relations[layers.relations]
    table[at, 2] = _rows([IDS[name] for name in UPOS])[layers.upos]
    table[at, 3] = _rows(lemmas)
    table[at, 4] = _rows([add(name) for name in XPOS])[layers.xpos]
    return table


def _rows(values: list[int]) -> NDArray[np.uint64]:
    return np.array(values, dtype=np.uint64)


def _distances(at: NDArray[np.int64], size: int) -> NDArray[np.int64]:
    """From each token to the word it hangs on as white space: the one before, else the first."""
    tokens = np.arange(size)
    if not len(at):
        return -tokens
    before = np.clip(np.searchsorted(at, tokens, side="right") - 1, 0, None)
    return np.asarray(at[before] - tokens)


def _set_entities(doc: Doc, at: NDArray[np.int64], tags: NDArray[np.int32]) -> None:
    from spacy.tokens import Span as TokenSpan

    kinds = [name[2:] for name in ENTITIES[1::2]]
    doc.ents = [
        TokenSpan(doc, int(at[i]), int(at[j - 1]) + 1, label=kinds[kind])
        for i, j, kind in spans_of(tags)
    ]
