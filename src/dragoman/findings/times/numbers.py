"""Numbers in figures and words: `2 1/2`, `twenty-one`, `two hundred`, `nineteen ninety-seven`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.times.lexicon import CARDINALS, FRACTIONS, ORDINALS, SCALES, TENS

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURES = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
RANKED = re.compile(r"(\d+)(?:st|nd|rd|th)")
FRACTION = re.compile(r"(\d)/(\d)")
LONGEST_NUMBER = 8  # words and hyphens


class Number(NamedTuple):
    """A number and how many pieces it takes; `kind` is a kind of the grammar.

    DAYNUM could be the day of a month, YEARNUM a year, NUMBER only counts, ORDINAL ranks.
    """

    kind: str
    value: float
    length: int


def number_at(pieces: Sequence[str], at: int) -> Number | None:
    """The number that begins at a piece; pieces are in lower case, a glued hyphen is its own.

    >>> number_at(["nineteen", "ninety", "-", "seven", "ended"], 0)
    Number(kind='YEARNUM', value=1997, length=4)
    """
    word = pieces[at]
    if word[0].isdigit():
        return _figures(pieces, at)
    if word in FRACTIONS:
        return Number("NUMBER", FRACTIONS[word], 1)
    window = pieces[at : at + LONGEST_NUMBER]
    return _year_words(window) or _ordinal_words(window) or _words(window)


def _figures(pieces: Sequence[str], at: int) -> Number | None:
    word = pieces[at]
    ranked = RANKED.fullmatch(word)
    if ranked:
        return Number("ORDINAL", int(ranked[1]), 1)
    parts = FRACTION.fullmatch(word)
    if parts and parts[2] != "0":
        return Number("NUMBER", int(parts[1]) / int(parts[2]), 1)
    if not FIGURES.fullmatch(word):
        return None
    value = float(word.replace(",", ""))
    rest = _fraction_after(pieces, at + 1)
    if rest:
        return Number("NUMBER", value + rest[0], 1 + rest[1])
    return Number(_kind_of(word), int(value) if value.is_integer() else value, 1)


def _kind_of(figures: str) -> str:
    """Whether the figures can be a day of a month or a year."""
    if not figures.isdigit():
        return "NUMBER"
    if len(figures) <= 2 and 1 <= int(figures) <= 31:
        return "DAYNUM"
    return "YEARNUM" if len(figures) == 4 and 1000 <= int(figures) <= 2199 else "NUMBER"


def _fraction_after(pieces: Sequence[str], at: int) -> tuple[float, int] | None:
    """`1/2` or `-1/2` or `½` after a whole number: its value and length."""
    skip = 1 if pieces[at : at + 1] == ["-"] else 0
    if at + skip >= len(pieces):
        return None
    parts = FRACTION.fullmatch(pieces[at + skip])
    if parts and 0 < int(parts[1]) < int(parts[2]):
        return int(parts[1]) / int(parts[2]), 1 + skip
    if pieces[at + skip] in FRACTIONS:
        return FRACTIONS[pieces[at + skip]], 1 + skip
    return None


def _year_words(window: Sequence[str]) -> Number | None:
    """`nineteen ninety-seven`, `twenty twelve`: two two-digit numbers said in a row."""
    first = window[0]
    century = CARDINALS.get(first, 0) if first != "twenty" else 20
    if not 15 <= century <= 20 or len(window) < 2:
        return None
    if window[1] in CARDINALS and CARDINALS[window[1]] >= 10:
        return Number("YEARNUM", century * 100 + CARDINALS[window[1]], 2)
    if window[1] not in TENS:
        return None
    tail = _below_hundred(window[1:])
    return Number("YEARNUM", century * 100 + tail[0], 1 + tail[1]) if tail else None


def _below_hundred(window: Sequence[str]) -> tuple[int, int] | None:
    if not window:
        return None
    if window[0] in CARDINALS:
        return CARDINALS[window[0]], 1
    if window[0] not in TENS:
        return None
    skip = 2 if window[1:2] == ["-"] else 1
    unit = CARDINALS.get(window[skip], 0) if len(window) > skip else 0
    if 1 <= unit <= 9:
        return TENS[window[0]] + unit, skip + 1
    return TENS[window[0]], 1


def _ordinal_words(window: Sequence[str]) -> Number | None:
    """`twenty-first`; single ordinals are in the lexicon."""
    if window[0] not in TENS or len(window) < 2:
        return None
    skip = 2 if window[1] == "-" else 1
    rank = ORDINALS.get(window[skip], 0) if len(window) > skip else 0
    if window[skip : skip + 1] == ["second"]:
        rank = 2
    return Number("ORDINAL", TENS[window[0]] + rank, skip + 1) if 1 <= rank <= 9 else None


def _words(window: Sequence[str]) -> Number | None:
    if window[0] == "dozen":
        return Number("NUMBER", 12, 1)
    if SCALES.get(window[0], 0) > SCALES["thousand"]:
        return Number("NUMBER", SCALES[window[0]], 1)  # behind figures: "$1 billion"
    head = _below_hundred(window)
    total, at = head if head else (1, 0)
    if head is None and window[0] not in SCALES:
        return None
    value = 0
    while at < len(window):
        if window[at] in SCALES and SCALES[window[at]] > 1:
            value += total * SCALES[window[at]]
            total, at = 0, at + 1
            continue
        skip = 1 if window[at] == "and" else 0
        more = _below_hundred(window[at + skip :]) if total == 0 and value else None
        if more is None:
            break
        total, at = more[0], at + skip + more[1]
    return Number("NUMBER", value + total, at)
