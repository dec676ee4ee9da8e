"""Stories: reports that tell of the same happening, in words of their own.

Reports of a period are taken in order of their day, copies once, and each joins the story it is
nearest to: by the cosine of its words (names count more) with the story's, less for every day
since the story was last told, more when the same actors act in both. A join is a judgement.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.folding import families
from dragoman.record.judgements import MAX_IDS, Judgements
from dragoman.record.rows import day_of
from dragoman.record.words import searchable
from dragoman.schema.judgements import Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.record.store import Store
    from dragoman.schema import Report

NEAR = 0.25
"""Nearness from which on a report joins a story (evaluation/stories.py)."""

NAMES = 1.5
"""How much more a word with a capital letter counts (evaluation/stories.py)."""

A_DAY = 0.97
"""What remains of nearness for every day since the story was last told."""

LAST_DAYS = 14
"""Days after which a story is over."""

ACTORS = 0.1
"""What equal actors add to nearness."""

FIRST_WORDS = 300
"""Words of an article that are compared; what is told comes first."""

BY = "machine:stories"

_COMMON = frozenset(
    "the a an of in to and at on for by with from as that this it its is are was were be been has "
    "have had he she they his her their not but or who which said says after before over into "
    "least more than also will would".split()
)
_NAME = re.compile(r"\b[A-Z]\w+")
_ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s")

Vector = dict[str, float]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A report as stories are made of it: its words and how often, its names, actors and day."""

    report: str
    day: date | None
    words: Mapping[str, int]
    names: frozenset[str]
    actors: frozenset[str]


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one happening, the first one first; copies are members, too."""

    id: str
    headline: str | None
    first: str | None
    last: str | None
    reports: tuple[str, ...]


class Head(NamedTuple):
    """What a list of stories tells of a report."""

    day: str | None
    id: str
    headline: str | None


class _Open(msgspec.Struct):
    """A story that is being told."""

    seed: str
    total: Vector
    actors: set[str]
    last: date | None


def told(report: Report) -> Told:
    """What of a report stories are made of."""
    text = f"{report.headline or ''}\n{report.article}"
    day = day_of(report)
    words = [_stem(one) for one in searchable(text).split()[:FIRST_WORDS] if one not in _COMMON]
    names = {_stem(part) for one in _NAME.findall(text) for part in searchable(one).split()}
    acting = {one for event in report.events for one in (*event.actors, *event.recipients)}
    return Told(
        report=report.id,
        day=date.fromisoformat(day) if day and len(day) == 10 else None,
        words=Counter(words),
        names=frozenset(names),
        actors=frozenset(acting),
    )


def cluster(given: Iterable[Told]) -> list[Judgement]:
    """Join each report to the story it is nearest to, in order of their days."""
    reports = sorted(given, key=lambda one: (one.day or date.max, one.report))
    weights = weights_of(reports)
    stories: list[_Open] = []
    by_word: dict[str, set[int]] = defaultdict(set)
    found: list[Judgement] = []
    for one in reports:
        vector = vector_of(one, weights)
        number, near = _nearest(one, vector, stories, by_word)
        if number is None:
            number = len(stories)
            stories.append(_Open(one.report, {}, set(), one.day))
        else:
            found.append(_joined(one.report, stories[number].seed, near))
        _tell(stories[number], one, vector)
        for word in vector:
            by_word[word].add(number)
    return found


def vector_of(one: Told, weights: Mapping[str, float]) -> Vector:
    """The report's words by how telling they are, of length 1."""
    raw = {
        word: (1 + math.log(count)) * weights[word] * (NAMES if word in one.names else 1.0)
        for word, count in one.words.items()
        if weights.get(word, 0.0) > 0
    }
    length = math.sqrt(sum(value * value for value in raw.values()))
    return {word: value / length for word, value in raw.items()} if length else {}


def cosine(left: Vector, right: Vector) -> float:
    """How alike two vectors of length 1 are."""
    if len(left) > len(right):
        left, right = right, left
    return sum(value * right.get(word, 0.0) for word, value in left.items())


def find_stories(store: Store, reports: Iterable[Report]) -> tuple[Story, ...]:
    """The stories of some reports, largest first; what was found is entered as judgements.

    A person's judgement that two reports are, or are not, one story outranks what is found here.
    """
    family = families(store)
    known: dict[str, Report] = {}
    members: dict[str, list[str]] = defaultdict(list)
    for report in reports:
        known[report.id] = report
        members[family.get(report.id, report.id)].append(report.id)
    chosen = [known[min(ids)] for ids in members.values()]
    book = Judgements(store)
    book.add(cluster(told(report) for report in chosen))
    group = book.groups("same_story")
    stories: dict[str, list[str]] = defaultdict(list)
    for ids in members.values():
        stories[group.get(min(ids), min(ids))] += ids
    heads = {one.id: Head(day_of(one), one.id, one.headline) for one in known.values()}
    made = [_story(name, [heads[one] for one in ids]) for name, ids in stories.items()]
    return tuple(sorted(made, key=_largest))


def kept_stories(store: Store, *, least: int = 2) -> tuple[Story, ...]:
    """The stories that were found before, of so many reports or more, largest first."""
    family = families(store)
    group = Judgements(store).groups("same_story")
    texts: dict[str, list[str]] = defaultdict(list)
    for one in {*family, *group}:
        texts[family.get(one, one)].append(one)
    stories: dict[str, list[str]] = defaultdict(list)
    for ids in texts.values():
        stories[next((group[one] for one in sorted(ids) if one in group), min(ids))] += ids
    told = {name: ids for name, ids in stories.items() if len(ids) >= least}
    heads = _heads(store, [one for ids in told.values() for one in ids])
    found = {name: [heads[one] for one in ids if one in heads] for name, ids in told.items()}
    made = [_story(name, some) for name, some in found.items() if len(some) >= least]
    return tuple(sorted(made, key=_largest))


def _heads(store: Store, ids: Sequence[str]) -> dict[str, Head]:
    report = tables.report.c
    found: dict[str, Head] = {}
    query = sa.select(report.id, report.day, report.headline).where(report.current)
    with store.connected() as connection:
        for at in range(0, len(ids), MAX_IDS):
            some = query.where(report.id.in_(ids[at : at + MAX_IDS]))
            found |= {
                row.id: Head(row.day, row.id, row.headline) for row in connection.execute(some)
            }
    return found


def _largest(one: Story) -> tuple[int, str, str]:
    return -len(one.reports), one.first or "", one.id


def weights_of(reports: Sequence[Told]) -> dict[str, float]:
    """How telling each word is: inverse document frequency."""
    counts = Counter(word for one in reports for word in one.words)
    total = len(reports)
    return {word: math.log((total + 1) / (count + 0.5)) for word, count in counts.items()}


def _nearest(
    one: Told, vector: Vector, stories: Sequence[_Open], by_word: Mapping[str, set[int]]
) -> tuple[int | None, float]:
    likely: set[int] = set()
    for word in sorted(vector, key=lambda word: -vector[word])[:20]:
        likely |= by_word.get(word, set())
    best, nearest = None, NEAR
    for number in sorted(likely):
        near = _nearness(one, vector, stories[number])
        if near >= nearest and (best is None or near > nearest):
            best, nearest = number, near
    return best, nearest


def _nearness(one: Told, vector: Vector, story: _Open) -> float:
    days = (one.day - story.last).days if one.day and story.last else 0
    if days > LAST_DAYS:
        return 0.0
    length = math.sqrt(sum(value * value for value in story.total.values()))
    near = cosine(vector, story.total) / length if length else 0.0
    if one.actors and story.actors:
        near += ACTORS * len(one.actors & story.actors) / len(one.actors | story.actors)
    return float(near * A_DAY**days)


def _tell(story: _Open, one: Told, vector: Vector) -> None:
    for word, value in vector.items():
        story.total[word] = story.total.get(word, 0.0) + value
    story.actors |= one.actors
    if one.day and (story.last is None or one.day > story.last):
        story.last = one.day


def _joined(report: str, seed: str, near: float) -> Judgement:
    return Judgement(
        left=report, right=seed, relation="same_story", verdict="yes", by=BY,
        reason=f"words, days and actors are near ({near:.2f})", score=round(min(near, 1.0), 3),
    )  # fmt: skip


def _story(name: str, reports: Sequence[Head]) -> Story:
    ordered = sorted(reports, key=lambda one: (one.day or "9999", one.id))
    days = [one.day for one in ordered if one.day]
    return Story(
        id=name,
        headline=ordered[0].headline,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        reports=tuple(one.id for one in ordered),
    )


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word[: -len(ending)]
    return word
