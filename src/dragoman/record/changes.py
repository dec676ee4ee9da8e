"""What a later reading of a page found that an earlier one did not, and the other way round."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema import Report, Span

Key = tuple[str, str, tuple[tuple[int, int], ...]]
"""Kind of finding, what it says, and the characters it rests on."""


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Findings gained and lost, each with its kind, what it says and where."""

    gained: tuple[Key, ...] = ()
    lost: tuple[Key, ...] = ()

    def by_kind(self) -> dict[str, tuple[int, int]]:
        """How many were gained and lost, by kind."""
        gained = Counter(kind for kind, _, _ in self.gained)
        lost = Counter(kind for kind, _, _ in self.lost)
        return {kind: (gained[kind], lost[kind]) for kind in sorted({*gained, *lost})}


def changes_between(before: Report, after: Report) -> Changes:
    """Compare two readings of one page; scores and ids do not count, what is said does."""
    old, new = Counter(_keys(before)), Counter(_keys(after))
    return Changes(
        gained=tuple(sorted((new - old).elements())), lost=tuple(sorted((old - new).elements()))
    )


def together(parts: Iterable[Changes]) -> Changes:
    """The changes of many pages as one."""
    found = list(parts)
    return Changes(
        gained=tuple(key for part in found for key in part.gained),
        lost=tuple(key for part in found for key in part.lost),
    )


def _keys(report: Report) -> Iterator[Key]:
    for actor in report.actors:
        yield "actor", actor.id, ()
    for time in report.times:
        yield "time", str(time.value), ((time.start, time.end),)
    for place in report.places:
        yield "place", place.name, ((place.start, place.end),)
    for said in report.statements:
        what = f"{said.act} {said.mode} {' '.join(said.speakers)}"
        yield "statement", what, _places((*said.cue, *said.content))
    for event in report.events:
        what = f"{event.type} {' '.join(event.actors)} > {' '.join(event.recipients)}"
        yield "event", f"{what} {event.factuality} {event.time}", _places((event.trigger,))
    for agreement in report.agreements:
        what = f"{agreement.status} {' '.join(sorted(agreement.parties))}"
        yield "agreement", what, _places(agreement.evidence)
    for dispute in report.disputes:
        yield "dispute", "", _places(dispute.evidence)
    for silence in report.non_responses:
        yield "silence", f"{silence.kind} {silence.actor}", _places((silence.cue,))


def _places(spans: Iterable[Span]) -> tuple[tuple[int, int], ...]:
    return tuple((span.start, span.end) for span in spans)
