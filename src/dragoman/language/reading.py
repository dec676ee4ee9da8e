"""The layers of a text that spaCy's `Doc` has no place for, one row a token."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from dragoman.language.labels import ATTRIBUTION, SIDES
from dragoman.language.spans import spans_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

KEY = "dragoman.reading"
WIDTH = 384

Kind = Literal["SOURCE", "CUE", "CONTENT"]
KINDS: tuple[Kind, ...] = ("SOURCE", "CUE", "CONTENT")


@dataclass(frozen=True)
class Fragment:
    """A stretch of an attribution: tokens `start` to `end` (half-open) and the mean probability.

    `cue` is the first token of the cue that a source or content belongs to, None when the model
    finds none in reach; a cue names itself.
    """

    kind: Kind
    start: int
    end: int
    cue: int | None
    score: float


@dataclass(frozen=True, eq=False)
class Reading:
    """What the encoder read, one row a token; `known` is false when another pipeline was used.

    attribution: tags, rows of `labels.ATTRIBUTION`; attribution_score: the tag's probability;
    cue_of: at the first token of a source or content, the first token of its cue, else -1;
    factuality: -3 (certainly not) to 3 (certainly) as if the token were a predicate, as UW counts
    it; happened: the same as UDS It-Happened 2 counts it; metonymic: probability that the token,
    if it ends a place name, stands for who acts there; politics: rows of `labels.POLITICS`;
    entity_score: probability of the token's entity tag; sides: who may do something to whom in an
    event, rows of `labels.SIDES`; sides_score: the tag's probability; vectors: (tokens, 384),
    contextual.
    """

    attribution: NDArray[np.int32]
    attribution_score: NDArray[np.float32]
    cue_of: NDArray[np.int32]
    factuality: NDArray[np.float32]
    happened: NDArray[np.float32]
    metonymic: NDArray[np.float32]
    politics: NDArray[np.int32]
    entity_score: NDArray[np.float32]
    sides: NDArray[np.int32]
    sides_score: NDArray[np.float32]
    vectors: NDArray[np.float32]
    known: bool = True

    def __len__(self) -> int:
        return len(self.attribution)

    def fragments(self) -> Iterator[Fragment]:
        """The fragments of attributions in text order."""
        for start, end, kind in spans_of(self.attribution):
            name = KINDS[kind]
            found = start if name == "CUE" else int(self.cue_of[start])
            score = float(self.attribution_score[start:end].mean())
            yield Fragment(name, start, end, None if found < 0 else found, score)

    @cached_property
    def parties(self) -> tuple[tuple[int, int, str, float], ...]:
        """Start, end, `SOURCE` or `TARGET`, and the mean probability, in text order."""
        return tuple(
            (start, end, SIDES[1 + 2 * kind][2:], float(self.sides_score[start:end].mean()))
            for start, end, kind in spans_of(self.sides)
        )


def unread(tokens: int, width: int = WIDTH) -> Reading:
    """The reading of a pipeline that gives none: nothing tagged, nothing known.

    >>> list(unread(2).fragments())
    []
    """
    unknown = np.full(tokens, np.nan, dtype=np.float32)
    none = np.zeros(tokens, dtype=np.int32)
    return Reading(
        attribution=none,
        attribution_score=unknown,
        cue_of=np.full(tokens, -1, dtype=np.int32),
        factuality=unknown,
        happened=unknown,
        metonymic=unknown,
        politics=none,
        entity_score=unknown,
        sides=none,
        sides_score=unknown,
        vectors=np.zeros((tokens, width), dtype=np.float32),
        known=False,
    )


LAYERS = (
    "attribution", "attribution_score", "cue_of", "factuality", "happened", "metonymic",
    "politics", "entity_score", "sides", "sides_score", "vectors",
)  # fmt: skip


def joined(readings: Sequence[Reading]) -> Reading:
    """The readings of consecutive stretches as one; `cue_of` already counts over the whole."""
    rows: dict[str, Any] = {
        name: np.concatenate([getattr(reading, name) for reading in readings]) for name in LAYERS
    }
    return Reading(**rows)


def spread(reading: Reading, at: NDArray[np.int64], tokens: int) -> Reading:
    """The reading of the words at the tokens `at` with rows for the others, white space."""
    rows: dict[str, Any] = {}
    blank = unread(tokens, reading.vectors.shape[1])
    for name in LAYERS:
        layer = getattr(reading, name)
        rows[name] = getattr(blank, name).copy()
        if len(at):
            rows[name][at] = np.where(layer < 0, -1, at[layer]) if name == "cue_of" else layer
    return Reading(**rows)


def reading_of(doc: Doc) -> Reading:
    """The layers of a doc that our pipeline made; of any other doc, an unknown reading."""
    found = doc.user_data.get(KEY)
    return found if isinstance(found, Reading) else unread(len(doc))


assert len(ATTRIBUTION) == 1 + 2 * len(KINDS)
