"""One event told by several reports: the same act between the same parties on the same day.

The rule is the one-a-day filter of event data: within a day, acts of one type between the same
sides are one. A telling without a day of its own stands under its report's, which may be a day
late. What is found is entered as judgements, which a person's outrank.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from dragoman.record.folding import families, name_of
from dragoman.record.judgements import Judgements
from dragoman.record.view import ALWAYS, View
from dragoman.schema.judgements import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from dragoman.record.store import Store
    from dragoman.record.view import Entry, Period

BY = "machine:happenings"
DAY = re.compile(r"\d{4}-\d\d-\d\d")
SAME_CODE, SAME_TYPE, LATE = 0.9, 0.8, 0.6
"""Scores of two tellings: equal CAMEO codes, only equal types, or days that differ by one."""


def find_same_events(store: Store, period: Period = ALWAYS) -> int:
    """Compare the events of a period; returns how many judgements were entered."""
    entries = View(store).events(period)
    return Judgements(store).add(same_events(entries, families(store)))


def same_events(entries: Iterable[Entry], family: Mapping[str, str]) -> Iterator[Judgement]:
    """A judgement for each telling that is not the first of its event, in the order of days.

    Copies of one text are compared once: they are told to be one elsewhere.
    """
    tellings: dict[tuple[object, ...], list[Entry]] = defaultdict(list)
    seen: set[tuple[object, ...]] = set()
    for one in entries:
        if one.day is None or not DAY.fullmatch(one.day):
            continue
        if len({*one.actors, *one.recipients}) < 2:
            continue  # what one state does at home on a day is seldom one thing
        act = (one.type, frozenset(one.actors), frozenset(one.recipients), one.factuality)
        text = (family.get(one.report, one.report), one.day, act)
        if text not in seen:
            seen.add(text)
            tellings[act].append(one)
    for some in tellings.values():
        yield from _joined(sorted(some, key=lambda one: (one.day or "", not one.dated, one.report)))


def _joined(some: list[Entry]) -> Iterator[Judgement]:
    first = some[0]
    for one in some[1:]:
        score = _score(first, one)
        if score is None or one.report == first.report:
            first = one if score is None else first
            continue
        days = first.day if first.day == one.day else f"{first.day} and, reported, {one.day}"
        yield Judgement(
            left=name_of(first), right=name_of(one), relation="same_event", verdict="yes", by=BY,
            reason=f"{one.type} between the same sides on {days}", score=score,
        )  # fmt: skip


def _score(first: Entry, other: Entry) -> float | None:
    """How likely two tellings are of one event; None when their days tell them apart."""
    apart = (date.fromisoformat(other.day or "") - date.fromisoformat(first.day or "")).days
    if apart == 0:
        return SAME_CODE if first.cameo == other.cameo else SAME_TYPE
    return LATE if apart == 1 and not other.dated else None
