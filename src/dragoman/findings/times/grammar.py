"""Patterns over normalised elements: a rule rewrites a run of elements as one of a new kind.

A pattern is a regular expression whose atoms are kinds and words: upper case names a kind or a
class of kinds, lower case a word, `early|late` one of several, `name=KIND` captures the element.
Spaces only part the atoms; `( ) ? |` mean what they mean in a regular expression, with the bar
between groups set off by spaces.

    (WEEKDAY ,?)? m=MONTH d=DAYNUM (,? y=YEARNUM)?
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from dragoman.findings.times.lexicon import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ONE_UNITS = tuple(unit for unit in UNITS if unit != "second")
CLASSES: dict[str, tuple[str, ...]] = {
    "COUNT": ("DAYNUM", "YEARNUM", "NUMBER"),
    "DAY": ("DAYNUM", "ORDINAL", "SECOND"),
    "RANK": ("ORDINAL", "SECOND"),
    "UNIT": ONE_UNITS,
    "ONE_UNIT": (*ONE_UNITS, "SECOND"),
    "ANY_UNIT": (*ONE_UNITS, "UNITS", "SECOND"),
    "PART": ("PART", "night"),
    "ANY_MONTH": ("MONTH", "MONTH_SHORT"),
}
FIRST_LETTER = 0xE000  # private use: one letter for each kind
_ONE = r"(?:[A-Z_]+|[a-z.']+(?![a-z.']*=)|,|-)"
ATOM = re.compile(rf"(?:([a-z]+)=)?({_ONE}(?:\|{_ONE})*)")

_letters: dict[str, str] = {"WORD": chr(FIRST_LETTER)}


def letter_of(kind: str) -> str:
    """The letter that stands for a kind, the same for the whole run of the program."""
    if kind not in _letters:
        _letters[kind] = chr(FIRST_LETTER + len(_letters))
    return _letters[kind]


def is_known(word: str) -> bool:
    """Whether some pattern names the word."""
    return word in _letters


@dataclass(frozen=True, slots=True)
class Element:
    """A run of the text with its kind and value; offsets are characters of the `Doc`."""

    kind: str
    value: Any
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of elements that fits a pattern, with what it captured."""

    elements: Sequence[Element]
    start: int
    end: int
    found: re.Match[str]
    text: str

    def __getitem__(self, name: str) -> Any:
        """The value of a captured element, None when that part is not there."""
        element = self.get(name)
        return None if element is None else element.value

    def get(self, name: str) -> Element | None:
        """The captured element itself."""
        at = self.found.start(name) if name in self.found.re.groupindex else -1
        return None if at < 0 else self.elements[at]

    def word(self, name: str) -> str | None:
        """The text of a captured element, in lower case."""
        element = self.get(name)
        return None if element is None else element.text

    def before(self, steps: int = 1) -> Element | None:
        """The element so many steps before the match."""
        at = self.start - steps
        return self.elements[at] if at >= 0 else None

    def after(self, steps: int = 1) -> Element | None:
        """The element so many steps after the match."""
        at = self.end + steps - 1
        return self.elements[at] if at < len(self.elements) else None

    def rank(self, name: str) -> int:
        """The number of an ordinal; `second` is one of them."""
        value = self[name]
        return 2 if value == "second" else int(value)

    @property
    def is_title(self) -> bool:
        """Whether its last word is printed with a capital."""
        return self.text[self.elements[self.end - 1].start].isupper()

    @property
    def words(self) -> list[str]:
        """The texts of all its elements."""
        return [element.text for element in self.elements[self.start : self.end]]


Build = Callable[[Match], Any]
"""Makes the value of the new element; None refuses the match."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, the kind it makes, and the function that makes the value."""

    makes: str
    pattern: re.Pattern[str]
    build: Build


def rule(makes: str, pattern: str, build: Build) -> Rule:
    """A rule from the pattern language of this module."""
    return Rule(makes, re.compile(_translated(pattern)), build)


def _translated(pattern: str) -> str:
    pieces = []
    at = 0
    text = pattern
    while at < len(text):
        atom = ATOM.match(text, at)
        if atom:
            kinds = [one for kind in atom[2].split("|") for one in CLASSES.get(kind, (kind,))]
            letters = "[" + "".join(letter_of(kind) for kind in kinds) + "]"
            pieces.append(f"(?P<{atom[1]}>{letters})" if atom[1] else letters)
            at = atom.end()
            continue
        if text[at] == "(":
            pieces.append("(?:")
        elif not text[at].isspace():
            pieces.append(text[at])
        at += 1
    return "".join(pieces)


def rewrite(elements: list[Element], rules: Iterable[Rule], text: str) -> list[Element]:
    """The elements with every match replaced; the longest wins, then the earlier rule."""
    line = "".join(map(letter_of, (element.kind for element in elements)))
    matches = []
    for rank, one in enumerate(rules):
        matches += [
            (found.start() - found.end(), found.start(), rank, found, one)
            for found in one.pattern.finditer(line)
        ]
    taken = bytearray(len(elements))
    made: dict[int, tuple[int, Element]] = {}
    for _, start, _, found, one in sorted(matches, key=lambda match: match[:3]):
        end = found.end()
        if any(taken[start:end]):
            continue
        value = one.build(Match(elements, start, end, found, text))
        if value is None:
            continue
        taken[start:end] = b"\x01" * (end - start)
        first, last = elements[start].start, elements[end - 1].end
        made[start] = end, Element(one.makes, value, first, last, text[first:last].lower())
    if not made:
        return elements
    return _replaced(elements, made)


def _replaced(elements: list[Element], made: dict[int, tuple[int, Element]]) -> list[Element]:
    out: list[Element] = []
    at = 0
    while at < len(elements):
        if at in made:
            at, element = made[at]
            out.append(element)
            continue
        out.append(elements[at])
        at += 1
    return out
