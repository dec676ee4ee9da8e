"""From a `Doc` to normalised elements: words of time, numbers, and the words patterns name."""

from __future__ import annotations

import re
from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.times.calendar import Period
from dragoman.findings.times.grammar import Element, is_known
from dragoman.findings.times.lexicon import MONTHS_SHORT, WEEKDAYS_SHORT, WORDS
from dragoman.findings.times.numbers import number_at

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

SHORT = "|".join([*MONTHS_SHORT, *WEEKDAYS_SHORT])
PIECE = re.compile(
    rf"""
    \d{{4}}-\d\d-\d\d(?!\d)                         # 1998-02-06
  | \d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}}(?!\d)         # 2/6/1998
  | \d{{1,2}}/\d{{1,2}}/\d\d(?!\d)                  # 2/6/98
  | 9/11\b
  | \d{{1,2}}:\d\d(?::\d\d)?                        # 7:15
  | \d\d?\.\d\d(?=\s?[ap]\.?m\b)                    # 7.15 pm
  | \d+(?:st|nd|rd|th)\b | (?:\d\d)?\d0['’]?s\b     # 21st, 1990s
  | \d/\d(?!\d)                                     # 1/2
  | \d+(?:,\d{{3}})+(?:\.\d+)? | \d+\.\d+ | \d+
  | (?:{SHORT})\.
  | [ap]\.\s?m\.(?!\w) | o['’]clock\b
  | (?:[A-Za-z]\.){{2,}}
  | ['’]s\b | ['’]\d\ds?\b
  | Q[1-4]\b
  | [^\W\d_]+
  | \S""",
    re.VERBOSE | re.IGNORECASE,
)
DASHES = "-–—‑"
NAMED_AFTER_DAYS = frozenset("times telegraph mirror express herald post mail".split())
"""Papers and programmes that carry a weekday in their name."""


class Piece(NamedTuple):
    """A stretch of characters that belongs together for reading times."""

    text: str
    start: int
    end: int


def elements_of(doc: Doc) -> list[Element]:
    """The elements of the whole `Doc` in order, each with its character offsets."""
    text = doc.text
    pieces = [Piece(m.group(), m.start(), m.end()) for m in PIECE.finditer(text)]
    lowered = [_folded(piece.text) for piece in pieces]
    tokens = _Tokens(doc)
    out: list[Element] = []
    at = 0
    while at < len(pieces):
        number = None if _is_clock(lowered, at) else number_at(lowered, at)
        if number:
            last = pieces[at + number.length - 1]
            start, end = pieces[at].start, last.end
            out.append(Element(number.kind, number.value, start, end, text[start:end].lower()))
            at += number.length
            continue
        out.append(_element(pieces, lowered, at, tokens))
        at += 1
    return out


def _is_clock(lowered: list[str], at: int) -> bool:
    """`7.15` before `p.m.` is no decimal."""
    return "." in lowered[at] and bool(AMPM & {*lowered[at + 1 : at + 2]})


AMPM = frozenset("a.m. p.m. am pm".split())


def _folded(word: str) -> str:
    lowered = word.lower().replace("’", "'")
    return "-" if lowered in DASHES else lowered


class _Tokens:
    """Finds the token that holds a character."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.starts = [token.idx for token in doc]

    def at(self, offset: int) -> Token:
        return self.doc[max(bisect_right(self.starts, offset) - 1, 0)]


def _element(pieces: list[Piece], lowered: list[str], at: int, tokens: _Tokens) -> Element:
    piece, word = pieces[at], lowered[at]
    kind, value = _kind(pieces, lowered, at, tokens)
    return Element(kind, value, piece.start, piece.end, word)


def _kind(pieces: list[Piece], lowered: list[str], at: int, tokens: _Tokens) -> tuple[str, object]:
    word = lowered[at]
    if word == "-":
        return ("-" if _is_glued(pieces, at) else "DASH"), None
    if word[0] == "q" and len(word) == 2 and word[1].isdigit():
        return "QUARTER", int(word[1])
    special = _figure(word)
    if special:
        return special
    known = WORDS.get(word.rstrip(".") if len(word) > 2 else word)
    if known is not None and _is_meant(known[0], pieces, lowered, at, tokens):
        return known
    return (word if is_known(word) and known is None else "WORD"), None


def _is_meant(kind: str, pieces: list[Piece], lowered: list[str], at: int, tokens: _Tokens) -> bool:
    """Whether a word that can be of time is: `may`, `sun`, `et`, `SEC` are others too."""
    text = pieces[at].text
    match kind:
        case "MONTH":
            return is_month(pieces, lowered, at, tokens)
        case "WEEKDAY" | "WEEKDAYS":
            return _is_day(text, lowered, at)
        case "MONTH_SHORT" | "WEEKDAY_SHORT":
            return text[0].isupper()
        case "UNIT_SHORT":
            return text.islower()
        case "ZONE":
            return text.isupper()
        case _:
            return True


def _is_glued(pieces: list[Piece], at: int) -> bool:
    left = at > 0 and pieces[at - 1].end == pieces[at].start
    right = at + 1 < len(pieces) and pieces[at].end == pieces[at + 1].start
    return left and right


def _figure(word: str) -> tuple[str, object] | None:
    """Dates, clocks and decades in figures."""
    if word == "9/11":
        return "NINE_ELEVEN", None
    if not (word[0].isdigit() or (word[0] == "'" and word[1:2].isdigit())):
        return None
    if re.fullmatch(r"\d{1,2}[:.]\d\d(:\d\d)?", word):
        hour, minute = (int(part) for part in re.split(r"[:.]", word)[:2])
        return ("CLOCK", (hour, minute)) if hour <= 24 and minute < 60 else ("WORD", None)
    decade = re.fullmatch(r"(\d\d)?(\d)0'?s|'(\d)0s", word)
    if decade:
        tens = int(decade[2] or decade[3])
        century = int(decade[1]) if decade[1] else 19 if tens > 1 else 20
        return "DECADE", Period("decade", century * 10 + tens)
    if re.fullmatch(r"'\d\d", word):
        short = int(word[1:])
        return "YEAR_SHORT", (1900 if short > 40 else 2000) + short
    day = _numeric_date(word)
    return ("NUMDATE", day) if day else ("WORD", None)


def _numeric_date(word: str) -> Period | None:
    """`1998-02-06`, `2/6/98`: slashes the American way unless that cannot be, points the other."""
    parts = [int(part) for part in re.split(r"[-/.]", word)]
    if "-" in word:
        year, month, day = parts
    elif "." in word or parts[0] > 12:
        day, month, year = parts
    else:
        month, day, year = parts
    if year < 100:
        year += 1900 if year > 40 else 2000
    try:
        return Period.of(date(year, month, day), "day")
    except ValueError:
        return None


MONTH_PREPOSITIONS = frozenset("in of by since until till through during last early late".split())
MONTH_CUES = MONTH_PREPOSITIONS | frozenset(
    "for from to next this mid and or between before after each every on past".split()
)


def is_month(pieces: list[Piece], lowered: list[str], at: int, tokens: _Tokens) -> bool:
    """Whether a month's name is the month: `May` and `March` are words too, April a person.

    Tags decide where there are any; without them the neighbours do.
    """
    piece, word = pieces[at], lowered[at]
    if not piece.text[0].isupper():
        return False
    if _beside_number(lowered, at):
        return True
    token = tokens.at(piece.start)
    if token.ent_type_ in ("PER", "PERSON", "ORG"):
        return False
    if word not in ("may", "march"):
        return True
    before = _before(lowered, at)
    if word == "march" and token.pos_ == "PROPN":
        return True
    if token.pos_ in ("AUX", "VERB"):  # no modal follows these, whatever the tagger says
        return before in MONTH_PREPOSITIONS
    return before in MONTH_CUES


def _before(lowered: list[str], at: int) -> str:
    """The word before, beyond a hyphen: `mid-May`."""
    step = 2 if at > 1 and lowered[at - 1] == "-" else 1
    return lowered[at - step] if at >= step else ""


def _beside_number(lowered: list[str], at: int) -> bool:
    near = lowered[max(at - 1, 0) : at] + lowered[at + 1 : at + 2]
    return any(word[0].isdigit() for word in near)


def _is_day(text: str, lowered: list[str], at: int) -> bool:
    after = lowered[at + 1] if at + 1 < len(lowered) else ""
    return text[0].isupper() and after not in NAMED_AFTER_DAYS
