"""One event told several times is one record with several evidences."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dragoman.schema.findings import Event

SAME_CLASS = 3  # digits of the CAMEO code that tellings of one event share


def folded(events: Iterable[Event]) -> tuple[Event, ...]:
    """The events with repeated tellings merged into the fullest, in the order of first telling."""
    kept: list[Event] = []
    for event in events:
        for at, other in enumerate(kept):
            if is_same(other, event):
                kept[at] = _merged(other, event)
                break
        else:
            kept.append(event)
    return tuple(kept)


def is_same(one: Event, other: Event) -> bool:
    """Whether two tellings are of one event: type, standing, parties, time and kind of act agree.

    In one sentence the kind need not: "killed a reporter by firing at him in an attack".
    """
    if one.type != other.type or one.factuality != other.factuality:
        return False
    if one.time and other.time and not _times_agree(one.time, other.time):
        return False
    if not _same_parties(one, other):
        return False
    beside = bool(set(one.evidence) & set(other.evidence))
    return beside or _same_act(one.cameo or "", other.cameo or "")


def _same_act(one: str, other: str) -> bool:
    """Whether two codes may be of one act: equal to three digits, or one says no more than two.

    >>> _same_act("0874", "087"), _same_act("190", "193"), _same_act("193", "195")
    (True, True, False)
    """
    if one[:SAME_CLASS] == other[:SAME_CLASS]:
        return True
    general = one[2:SAME_CLASS] == "0" or other[2:SAME_CLASS] == "0"
    return general and one[:2] == other[:2]


def _times_agree(one: str, other: str) -> bool:
    """Equal, or one is the month or year of the other.

    >>> _times_agree("2024-06", "2024-06-19"), _times_agree("2024-06-18", "2024-06-19")
    (True, False)
    """
    return one.startswith(other) or other.startswith(one)


def _same_parties(one: Event, other: Event) -> bool:
    """Whether each side of the telling that says less is part of the other's."""
    if not one.recipients and not other.recipients:
        return _agree(one.actors, other.actors)
    if not one.recipients or not other.recipients:
        whole = {*one.actors, *one.recipients}, {*other.actors, *other.recipients}
        if whole[0] == whole[1]:
            return True
    return _agree(one.actors, other.actors) and _agree(one.recipients, other.recipients)


def _agree(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    left, right = set(one), set(other)
    return left <= right or right <= left


def _merged(one: Event, other: Event) -> Event:
    """The fuller telling with the evidences of both; a candidate counts once a sure one joins."""
    fuller, lesser = (other, one) if _fullness(other) > _fullness(one) else (one, other)
    spans = tuple(dict.fromkeys((*one.evidence, *other.evidence)))
    return msgspec.structs.replace(
        fuller,
        evidence=tuple(sorted(spans)),
        time=fuller.time or lesser.time,
        place=fuller.place or lesser.place,
        mode=fuller.mode or lesser.mode,
        contexts=tuple(dict.fromkeys((*fuller.contexts, *lesser.contexts))),
        size={**lesser.size, **fuller.size},
        voices=tuple(dict.fromkeys((*fuller.voices, *lesser.voices))),
        score=max((s for s in (one.score, other.score) if s is not None), default=None),
    )


def _fullness(event: Event) -> tuple[bool, int, bool]:
    return (not event.candidate, len(event.actors) + len(event.recipients), event.time is not None)
