"""Folding: one event told by many copies, or by several reports, is one line, and counts once."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.cameo import cameo
from dragoman.record.judgements import Judgements, groups
from dragoman.record.view import Entry
from dragoman.schema.judgements import FAMILY

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dragoman.record.store import Store


MONTH = re.compile(r"\d{4}-\d\d(?!\d)")


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """An event of a text, by the first report that tells it; `copies` are the other reports."""

    entry: Entry
    copies: tuple[str, ...] = ()

    def as_record(self) -> dict[str, object]:
        """The entry's fields with `copies` beside them."""
        return {**msgspec.structs.asdict(self.entry), "copies": self.copies}


class Month(msgspec.Struct, frozen=True, kw_only=True):
    """How often something was told in a month, and how often when copies count once.

    `quads` are the folded events by quad class, 1 to 4; `undated` is how many events of the month
    stand there by their report's day alone. `goldstein` is the mean of the folded events' values
    on that scale (-10 conflict, 10 cooperation) over the `coded` ones that have a CAMEO code; null
    when none has.
    """

    month: str
    reports: int
    events: int
    folded: int
    undated: int
    quads: tuple[int, int, int, int]
    coded: int
    goldstein: float | None


def families(store: Store) -> dict[str, str]:
    """For each report that is a copy, excerpt or revision of another, its family's name."""
    book = Judgements(store)
    return groups(one for relation in FAMILY for one in book.standing(relation))


def name_of(entry: Entry) -> str:
    """The id by which judgements name an event: its report's and its own."""
    return f"{entry.report}/{entry.event}"


def happenings(store: Store) -> dict[str, str]:
    """For each event that other reports tell, too, the name of its group."""
    return Judgements(store).groups("same_event")


def folded(
    entries: Iterable[Entry], family: Mapping[str, str], same: Mapping[str, str] | None = None
) -> tuple[Folded, ...]:
    """Entries with those of copies of the same text put together, in the order of the first.

    Two entries are the same when report family, day, type, parties and factuality are, or when
    `same` gives them one group.
    """
    group_of = same or {}
    texts: dict[tuple[object, ...], list[Entry]] = {}
    for one in entries:
        text = family.get(one.report, one.report)
        key = (text, one.day, one.type, one.actors, one.recipients, one.factuality)
        texts.setdefault(key, []).append(one)
    found: dict[object, list[Entry]] = {}
    for text_key, some in texts.items():
        group = next((group_of[name_of(one)] for one in some if name_of(one) in group_of), None)
        found.setdefault(text_key if group is None else group, []).extend(some)
    return tuple(_fold(some) for some in found.values())


def months(
    entries: Sequence[Entry], family: Mapping[str, str], same: Mapping[str, str] | None = None
) -> tuple[Month, ...]:
    """A panel by month; events without any day are left out."""
    by_month: dict[str, list[Entry]] = defaultdict(list)
    for one in entries:
        if one.day is not None and MONTH.match(one.day):
            by_month[one.day[:7]].append(one)
    return tuple(_month(month, by_month[month], family, same) for month in sorted(by_month))


def _fold(same: Sequence[Entry]) -> Folded:
    others = dict.fromkeys(one.report for one in same if one.report != same[0].report)
    return Folded(entry=same[0], copies=tuple(others))


def _month(
    month: str, entries: Sequence[Entry], family: Mapping[str, str], same: Mapping[str, str] | None
) -> Month:
    once = folded(entries, family, same)
    counts = [sum(one.entry.quad == quad for one in once) for quad in (1, 2, 3, 4)]
    values = [value for one in once if (value := _goldstein(one.entry.cameo)) is not None]
    return Month(
        month=month,
        coded=len(values),
        goldstein=round(sum(values) / len(values), 2) if values else None,
        reports=len({one.report for one in entries}),
        events=len(entries),
        folded=len(once),
        undated=sum(not one.dated for one in entries),
        quads=(counts[0], counts[1], counts[2], counts[3]),
    )


def _goldstein(code: str | None) -> float | None:
    known = cameo(code) if code else None
    return None if known is None else known.goldstein
