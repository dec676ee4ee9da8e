"""The minimal groups of `cases/event_groups.txt`: sentences with the events they tell."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema import Event

CASES = Path(__file__).parent / "cases" / "event_groups.txt"
GROUP = re.compile(r"\[([\w-]+)\](\s*\[held\])?$")


@dataclass(frozen=True)
class Told:
    """An event a sentence tells: accepted types, sides as codes, factuality."""

    types: frozenset[str]
    actors: frozenset[str]
    recipients: frozenset[str]
    factuality: str

    def matches(self, types: str, actors: frozenset[str], recipients: frozenset[str]) -> bool:
        """Right type and sides; parties that all stand on one side are free in order."""
        if types not in self.types:
            return False
        if (actors, recipients) == (self.actors, self.recipients):
            return True
        if not self.recipients or not recipients:
            return actors | recipients == self.actors | self.recipients
        return False


@dataclass(frozen=True)
class Case:
    """A sentence of a group with everything it tells."""

    group: str
    held: bool
    text: str
    told: tuple[Told, ...]

    @property
    def actual(self) -> tuple[Told, ...]:
        """The events that happened."""
        return tuple(one for one in self.told if one.factuality == "actual")


def read_cases(path: Path = CASES) -> list[Case]:
    """All cases in the order of the file."""
    return list(_cases(path.read_text(encoding="utf-8").splitlines()))


def _cases(lines: Iterable[str]) -> Iterator[Case]:
    group, held = "", False
    for line in lines:
        marked = GROUP.match(line)
        if marked:
            group, held = marked[1], bool(marked[2])
        elif " = " in line and not line.startswith("#"):
            text, _, told = line.partition(" = ")
            events = [] if told.strip() == "-" else told.split(";")
            yield Case(group, held, text, tuple(_told(one.strip()) for one in events))


def _told(cell: str) -> Told:
    types, actors, _, recipients, factuality = cell.split()
    return Told(frozenset(types.split("/")), _codes(actors), _codes(recipients), factuality)


def _codes(cell: str) -> frozenset[str]:
    return frozenset() if cell == "-" else frozenset(cell.split(","))


def codes_of(ids: Iterable[str]) -> frozenset[str]:
    """State codes of actor ids: a former state by its own letters, others as they are."""
    return frozenset(one.removeprefix("former:") for one in ids)


def is_exact(case: Case, events: Iterable[Event]) -> bool:
    """Whether the events found actual are exactly those that happened."""
    left = list(case.actual)
    for event in events:
        if event.factuality != "actual" or event.candidate:
            continue
        sides = codes_of(event.actors), codes_of(event.recipients)
        found = next((one for one in left if one.matches(event.type, *sides)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def false_actuals(case: Case, events: Iterable[Event]) -> int:
    """How many told events that did not happen are found as if they had."""
    unreal = [one for one in case.told if one.factuality != "actual"]
    actual = [e for e in events if e.factuality == "actual" and not e.candidate]
    return sum(any(_same_act(one, event) for event in actual) for one in unreal)


def _same_act(told: Told, event: Event) -> bool:
    sides = codes_of(event.actors), codes_of(event.recipients)
    everybody = sides[0] | sides[1]
    return event.type in told.types and bool(everybody & (told.actors | told.recipients))
