"""Precision, recall and F of each kind of finding, what is right of those found, every miss.

Pairs are one to one, the likest first. Statements pair when half of their joint content words are
common and their sources touch (or both are empty); other findings when their places touch and what
names them (`key`) is the same; actors by id; segments are counted in characters.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.schema import Span
from dragoman.views.disputes import disputes_in
from dragoman.views.evaluate.counts import Count, TokenGrid, one_to_one
from dragoman.views.evaluate.gold import KINDS, Item, items_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.schema import Report
    from dragoman.views.evaluate.gold import GoldPage, Kind, Pieces

MIN_OVERLAP = 0.5
"""Share of the joint content words that two statements must have in common."""


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """One difference: `missed` (gold only), `extra` (ours only) or `wrong` (a trait)."""

    page: str
    kind: str
    what: str
    said: str
    start: int | None = None
    end: int | None = None
    quote: str = ""


class Scores(msgspec.Struct, frozen=True):
    """Counts by kind and by trait (`events actors`), and the differences in the gold's order."""

    counts: dict[str, Count] = {}
    traits: dict[str, Count] = {}
    misses: tuple[Miss, ...] = ()

    def __add__(self, other: Scores) -> Scores:
        return Scores(
            _added(self.counts, other.counts), _added(self.traits, other.traits),
            self.misses + other.misses,
        )  # fmt: skip


def _added(left: dict[str, Count], right: dict[str, Count]) -> dict[str, Count]:
    names = dict.fromkeys([*left, *right])
    return {name: left.get(name, Count()) + right.get(name, Count()) for name in names}


def score(gold: GoldPage, report: Report) -> Scores:
    """The scores of one page, for the kinds its gold has."""
    total = Scores()
    for kind in KINDS:
        if kind.name not in gold.raw:
            continue
        wanted = items_of(gold, kind, report)
        one = _Page(gold.place, kind, report, TokenGrid(report.text))
        total += one.segments(wanted) if kind.name == "segments" else one.findings(wanted)
    return total


def found_items(kind: Kind, report: Report) -> list[Item]:
    """What a report holds of a kind; events kept for review are none, attitudes are neutral."""
    if kind.name == "disputes":
        return [
            Item(values={}, places={"claim": (Span(row.claim.start, row.claim.end),),
                                    "denial": (Span(row.denial.start, row.denial.end),)})
            for row in disputes_in(report)
        ]  # fmt: skip
    found: Iterable[Any] = (
        (duty for pact in report.agreements for duty in pact.obligations)
        if kind.name == "obligations"
        else getattr(report, kind.name)
    )
    return [_as_item(one, kind) for one in found if not getattr(one, "candidate", False)]


def _as_item(one: Any, kind: Kind) -> Item:
    values = {name: getattr(one, name) for name in (*kind.key, *kind.traits)}
    places = {name: _places(one, name) for name in kind.places}
    return Item(
        values=values,
        places={name: spans for name, spans in places.items() if spans},
        optional=values.get("act") == "attitude",
    )


def _places(one: Any, name: str) -> Pieces:
    if name == "at":
        return (Span(one.start, one.end),)
    place = getattr(one, name)
    return (place,) if isinstance(place, Span) else tuple(place)


class _Page:
    """One page and one kind: pairs, counts and differences."""

    def __init__(self, place: str, kind: Kind, report: Report, grid: TokenGrid) -> None:
        self.place = place
        self.kind = kind
        self.report = report
        self.grid = grid

    def findings(self, wanted: Sequence[Item]) -> Scores:
        """Findings that are paired one to one."""
        found = found_items(self.kind, self.report)
        pairs = one_to_one(
            (-alike, at, other)
            for at, want in enumerate(wanted)
            for other, one in enumerate(found)
            if (alike := self.likeness(want, one)) > 0
        )
        paired = dict(pairs)
        needed = [at for at, want in enumerate(wanted) if not want.optional]
        hit = sum(at in paired for at in needed)
        extra = set(range(len(found))) - {other for _, other in pairs}
        extra = {other for other in extra if not found[other].optional}
        count = Count(hit, len(extra), len(needed) - hit)
        misses = [self.miss("missed", wanted[at]) for at in needed if at not in paired]
        misses += [self.miss("extra", found[other]) for other in sorted(extra)]
        scores = Scores({self.kind.name: count}, {}, tuple(misses))
        for at, other in sorted(pairs):
            scores += self.traits(wanted[at], found[other])
        return scores

    def likeness(self, want: Item, found: Item) -> float:
        """0 when the two cannot be the same finding; else more for the likelier pair."""
        if not all(agrees(want.values[name], found.values[name]) for name in self.kind.key):
            return 0.0
        if self.kind.name == "disputes":
            sides = [touches(want.places.get(n, ()), found.places[n]) for n in self.kind.places]
            return float(all(sides))
        if self.kind.name == "statements" and "content" in want.places:
            return self._content_overlap(want, found)
        if self.kind.places and not touches(want.spans, found.spans):
            return 0.0
        parties = set(want.values.get("parties", ())), set(found.values.get("parties", ()))
        if all(parties) and not parties[0] & parties[1]:
            return 0.0
        right = sum(
            agrees(want.values[n], found.values[n]) for n in self.kind.traits if n in want.values
        )
        return 1.0 + right + self._share(want.spans, found.spans)

    def _content_overlap(self, want: Item, found: Item) -> float:
        source = want.places.get("source", ())
        if source and not touches(source, found.places.get("source", ())):
            return 0.0
        overlap = self._share(want.places["content"], found.places.get("content", ()))
        return overlap if overlap >= MIN_OVERLAP else 0.0

    def _share(self, one: Pieces, other: Pieces) -> float:
        """The share of the joint words that both have."""
        left, right = self._words(one), self._words(other)
        return len(left & right) / max(len(left | right), 1)

    def _words(self, pieces: Pieces) -> frozenset[int]:
        return self.grid.words((piece.start, piece.end) for piece in pieces)

    def traits(self, want: Item, found: Item) -> Scores:
        """What is right and wrong of a finding that was found."""
        counts: dict[str, Count] = {}
        misses: list[Miss] = []
        for name in self.kind.traits:
            if name not in want.values:
                continue
            right = agrees(want.values[name], found.values[name])
            counts[f"{self.kind.name} {name}"] = Count(int(right), int(not right), int(not right))
            if not right:
                said = f"{name} {_said(found.values[name])}, gold {_said(want.values[name])}"
                misses.append(self.miss("wrong", want, said))
        return Scores({}, counts, tuple(misses))

    def miss(self, what: str, item: Item, said: str = "") -> Miss:
        """A difference with the words it is about."""
        spans = item.spans
        start = min((span.start for span in spans), default=None)
        end = max((span.end for span in spans), default=None)
        values = item.values.values() if what != "wrong" else ()
        return Miss(
            page=self.place, kind=self.kind.name, what=what,
            said=said or " ".join(_said(value) for value in values if value not in (None, ())),
            start=start, end=end,
            quote="" if start is None else " ".join(self.report.text[start:end].split()),
        )  # fmt: skip

    def segments(self, wanted: Sequence[Item]) -> Scores:
        """Roles, over the characters of the annotated stretches; white space does not count."""
        roles: dict[int, str] = {}
        for segment in self.report.segments:
            roles.update(dict.fromkeys(range(segment.start, segment.end), segment.role))
        counts: dict[str, Count] = {}
        misses: list[Miss] = []
        for want in wanted:
            said = Counter(roles[at] for at in self._letters(want.spans))
            role = str(want.values["role"])
            wrong = sum(said.values()) - said[role]
            if not want.optional:
                one = {self.kind.name: Count(said[role], wrong, wrong)}
                one[f"{self.kind.name} {role}"] = Count(said[role], 0, wrong)
                one |= {f"{self.kind.name} {other}": Count(0, n, 0)
                        for other, n in said.items() if other != role}  # fmt: skip
                counts = _added(counts, one)
            if wrong and not want.optional:
                others = ", ".join(f"{n} characters {r}" for r, n in said.items() if r != role)
                misses.append(self.miss("wrong", want, f"{others}, gold {role}"))
        return Scores(counts, {}, tuple(misses))

    def _letters(self, spans: Pieces) -> Iterator[int]:
        for span in spans:
            for at in range(span.start, span.end):
                if not self.report.text[at].isspace():
                    yield at


def touches(one: Pieces, other: Pieces) -> bool:
    """Whether two places share a character."""
    return any(left.overlaps(right) for left in one for right in other)


def agrees(want: Any, found: Any) -> bool:
    """Whether a value is the gold's; lists of actors are sets, other lists are alternatives."""
    if isinstance(found, tuple):
        return set(want) == set(found)
    return found in want if isinstance(want, list) else bool(found == want)


def _said(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "/".join(map(str, value)) or "none"
    return "none" if value is None else str(value)
