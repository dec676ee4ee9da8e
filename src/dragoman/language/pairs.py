"""Heads that look at two stretches: the type of an event between two parties, and who is who."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.labels import EVENTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from dragoman.language.encoder import Encoder
    from dragoman.language.reading import Reading

SOURCE, TARGET = 1, 2
KEY = "dragoman.encoder"
Tokens = tuple[int, int]

MOST = 510
"""Pieces of one window: the encoder knows 512 places, two are its marks."""


@dataclass(frozen=True)
class Pair:
    """Who may do something to whom in a sentence: tokens of the doc, half-open.

    Without a target, or without both, the type is read from the rest.
    """

    sentence: Tokens
    source: Tokens | None
    target: Tokens | None


def encoder_behind(doc: Doc) -> Encoder | None:
    """The encoder that read the doc; None when another pipeline did."""
    return doc.user_data.get(KEY)


def event_types(encoder: Encoder, doc: Doc, pairs: Sequence[Pair]) -> NDArray[np.float32]:
    """The probability of each of `EVENTS` for each pair: (pairs, 16); the first is `none`.

    Each pair costs one pass of the encoder over its sentence; of one that is longer than the
    encoder sees, the words nearest to the two sides are read.
    """
    marked = []
    for pair in pairs:
        at = [i for i in range(*pair.sentence) if not doc[i].is_space]
        roles = np.zeros(len(at), dtype=np.int64)
        for role, stretch in ((SOURCE, pair.source), (TARGET, pair.target)):
            if stretch is not None:
                roles[[n for n, i in enumerate(at) if stretch[0] <= i < stretch[1]]] = role
        words = [doc[i].text for i in at]
        near = _near(encoder, words, roles)
        marked.append(([words[n] for n in near], roles[near]))
    return event_types_of_words(encoder, marked)


def _near(encoder: Encoder, words: Sequence[str], roles: NDArray[np.int64]) -> NDArray[np.intp]:
    """The words, in order, that the encoder can see at once, those nearest to a side first."""
    every = np.arange(len(words))
    pieces = np.array([len(encoder.vocabulary.pieces_of(word)) for word in words], dtype=np.int64)
    sides = np.flatnonzero(roles)
    if pieces.sum() <= MOST:
        return every
    gaps = np.abs(every[:, None] - sides).min(axis=1) if len(sides) else every
    order = np.argsort(gaps, kind="stable")
    return np.sort(order[pieces[order].cumsum() <= MOST])


def event_types_of_words(
    encoder: Encoder, marked: Sequence[tuple[Sequence[str], NDArray[np.int64]]]
) -> NDArray[np.float32]:
    """The same for sentences given as words and the role of each: 0, SOURCE or TARGET."""
    if not marked:
        return np.zeros((0, len(EVENTS)), dtype=np.float32)
    windows = [[encoder.sentence_of(words, roles)] for words, roles in marked]
    vectors = [
        _pair_vector(scores.vectors, roles)
        for scores, (_, roles) in zip(encoder.scores_of(windows), marked, strict=True)
    ]
    hidden = _gelu(encoder.dense("event.0", np.stack(vectors)))
    scores = encoder.dense("event.3", hidden)
    exp = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(exp / exp.sum(axis=1, keepdims=True), dtype=np.float32)


def _pair_vector(vectors: NDArray[np.float32], roles: NDArray[np.int64]) -> NDArray[np.float32]:
    """The root's vector, then the means of the source's and of the target's words."""
    words = vectors[1:]
    none = np.zeros(vectors.shape[1], dtype=np.float32)
    means = [
        words[roles == role].mean(axis=0) if (roles == role).any() else none for role in (1, 2)
    ]
    return np.concatenate([vectors[0], *means])


def mention_scores(
    encoder: Encoder, reading: Reading, mentions: Sequence[Tokens]
) -> NDArray[np.float32]:
    """How well each mention (row) answers to each earlier one (column): logits against 0 for
    "to none of them"; -inf on and after the diagonal. Mentions in text order, half-open.
    """
    count = len(mentions)
    if count == 0:
        return np.zeros((0, 0), dtype=np.float32)
    first, last = [i for i, _ in mentions], [j - 1 for _, j in mentions]
    vectors = np.concatenate([reading.vectors[first], reading.vectors[last]], axis=1)
    anaphor = _gelu(encoder.dense("anaphor", vectors))
    antecedent = _gelu(encoder.dense("antecedent", vectors))
    scores = anaphor @ antecedent.T + encoder.dense("antecedent_alone", antecedent)[:, 0]
    scores[np.triu_indices(count)] = -np.inf
    return np.asarray(scores, dtype=np.float32)


def _gelu(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """The exact GELU; the error function by Abramowitz and Stegun 7.1.26 (error below 2e-7)."""
    z = np.abs(x) * np.float32(0.7071067812)
    t = 1 / (1 + 0.3275911 * z)
    series = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - series * np.exp(-z * z))
    return np.asarray(0.5 * x * (1 + erf), dtype=np.float32)
