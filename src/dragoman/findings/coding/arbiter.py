"""Two voices on the type of an event: the frames and the encoder's event head.

The head gives a probability to each type for a sentence with both sides marked; a frame that fits
between the same sides adds its vote. The weights are of one vote against logarithms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.labels import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from dragoman.schema import Event
    from dragoman.schema.findings import EventType

BOTH_SIDES = 2.0  # the vote of a frame that has both sides as given; in nats
ONE_SIDE = 1.0  # of one that shares a side with the pair
FLOOR = 1e-4  # least probability of a type, so that one voice alone never vetoes
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


def label_of(kind: EventType) -> str:
    """The head's name of a type; it does not part concessions from retreats."""
    return MERGED.get(kind, kind)


def votes_of(events: Iterable[Event], source: str, target: str) -> list[tuple[EventType, float]]:
    """The frames' votes for the pair: the strongest one of each type."""
    votes: dict[EventType, float] = {}
    for event in events:
        here = {*event.actors, *event.recipients} & {source, target}
        if here:
            ordered = source in event.actors or target in event.recipients
            weight = BOTH_SIDES if len(here) == len({source, target}) else ONE_SIDE
            weight = weight if ordered else weight / 2
            votes[event.type] = max(weight, votes.get(event.type, 0.0))
    return sorted(votes.items())


def decided(
    probabilities: NDArray[np.float32], votes: Iterable[tuple[EventType, float]]
) -> tuple[str, float]:
    """The label both voices together prefer, and its share; `none` is not among the choices."""
    scores = np.log(np.maximum(probabilities.astype(np.float64), FLOOR))
    scores[0] = -np.inf
    for kind, weight in votes:
        scores[EVENTS.index(label_of(kind))] += weight
    exp = np.exp(scores - scores.max())
    shares = exp / exp.sum()
    best = int(shares.argmax())
    return EVENTS[best], float(shares[best])
