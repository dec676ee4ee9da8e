"""Bylines: who signs a report.

`By Ana López in Quito and Sam Reed, Reuters` names two people, a place and an agency; `By Web Desk`
a desk. A report that no person signs is signed by its desk or agency.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.cities import is_place
from dragoman.knowledge.portals import portal_named
from dragoman.reports.dates import clocks_in
from dragoman.reports.names import (
    DEGREES,
    Signature,
    Signer,
    is_person_name,
    signer_of,
    without_job,
)
from dragoman.reports.stamps import Conventions, printed_stamps

if TYPE_CHECKING:
    from collections.abc import Iterable

_WORK = (
    "story|words|text|written|reported|reporting|report|analysis|opinion|commentary|column|review|"
    "interview|photographs|kommentar|kolumne|analyse|ein gastbeitrag|gastbeitrag|reportage|bericht|"
    "textes?|propos recueillis|artículo|escrito"
)
_LEAD_IN = re.compile(
    rf"^\W*(?:(?:(?:{_WORK})\s+)?(?:by|von|par|por|door|di|a cura di|av|af|od|от)\s*:?\s+"
    r"|by(?=[A-ZÀ-Þ])"
    r"|(?:von|by|par|por|di|authors?|autor(?:en|es|a)?|auteure?s?|autori?|reporters?|text|texto|testo|words|"
    r"от|автор|текст|yazan|بقلم|كتب|كتبت|文|記者|记者|作者|责编|責編|編集|撰文)\s?[:：]\s*)",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"[,;(.]?\s*(?:with (?:additional )?reporting (?:by|from)|with contributions? (?:by|from)|"
    r"additional reporting by|"
    r"mit material von|avec)\b.*$",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\s*[|·•;/\n\t（）()【】〔〕]\s*|\s+[-–—]{1,2}\s+|\s+-$|(?:^|\s)@\S+|@\w+|\s{3,}|"
    r"\b\d+\s*min(?:ute)?s?(?:\s+read)?\b|\b(?:published|updated|posted|publiziert|erstellt|"
    r"publié|publicado)?\s*(?:on|am|le|el)?\s*:?\s*(?=\||$)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\s*(?:,|&|＆|、|，|\band\b|\bund\b|\bet\b|\by\b|\be\b|\boch\b|\bog\b|\bja\b|\ben\b|\bi\b|"
    r"\bve\b|\bи\b|\bта\b|\bа\b|\bwith\b|\bin\b(?=\s+[A-Z]))\s*",
    re.IGNORECASE,
)
_PARTICLES = frozenset("de del della der den van von bin al el la and und et dos da di".split())
_GENERIC = frozenset("news media press online staff video opinion world sport sports".split())
"""Words that are a desk only together with a name: sections are printed beside bylines too."""

_TRAILING = re.compile(r"[\s\d,.:;|·•–—-]+$")
_STAFF = re.compile(r"\s+(?:staff|editorial|newsroom|reporters?|desk)\b.*$", re.IGNORECASE)
MAX_BARE = 90
MAX_BYLINE = 300
"""Characters; longer lines are prose."""


class Byline(msgspec.Struct, frozen=True):
    """The signers of one line in order; `has_lead_in` tells `By ...` from a bare name."""

    signatures: tuple[Signature, ...]
    has_lead_in: bool

    def of(self, kind: str) -> tuple[str, ...]:
        """The names of one kind, in order, without repetitions."""
        return tuple(dict.fromkeys(s.name for s in self.signatures if s.kind == kind))


class Credits(msgspec.Struct, frozen=True):
    """Who a report is by: `authors` are people, or else whoever signs it."""

    authors: tuple[str, ...] = ()
    desks: tuple[str, ...] = ()
    agency: str | None = None


def byline_of(text: str, publisher: str | None = None) -> Byline:
    """Read one line as a byline; offsets are those of `text`.

    >>> byline_of("By Ana López and Sam Reed, Reuters").of("person")
    ('Ana López', 'Sam Reed')
    """
    if len(text) > MAX_BYLINE:
        return Byline((), has_lead_in=False)
    lead = _LEAD_IN.match(text)
    start = lead.end() if lead else 0
    end = len(text)
    helped = _HELPED.search(text, start)
    if helped is not None and helped.start() > start:
        end = helped.start()
    text = _without_times(text, start, end)
    pieces = _pieces(text, start, end, _PARTS)
    if lead is None and any(_is_prose(text[low:high]) for low, high in pieces):
        return Byline((), has_lead_in=False)
    found: list[Signature] = []
    for low, high in pieces:
        found += _signatures(text, (low, high), publisher, lead=lead is not None and not found)
    return Byline(tuple(found), has_lead_in=lead is not None)


def _without_times(text: str, start: int, end: int) -> str:
    """The text with bars in the place of stamps and clocks; offsets stay."""
    line = text[start:end]
    taken = [(stamp.start, stamp.end) for stamp in printed_stamps(line, Conventions())]
    taken += [(clock.start, clock.end) for clock in clocks_in(line)]
    for low, high in taken:
        line = f"{line[:low]}{'|' * (high - low)}{line[high:]}"
    return f"{text[:start]}{line}{text[end:]}"


_LOWER = re.compile(r"(?<!\S)[a-zà-ÿ]{2,}")


def _is_prose(piece: str) -> bool:
    """Whether a piece runs on like a sentence: four small words that no name has."""
    small = [word for word in _LOWER.findall(piece) if word not in _PARTICLES]
    return len(small) >= 4 or (len(small) >= 3 and piece.rstrip().endswith("."))


def _pieces(text: str, start: int, end: int, border: re.Pattern[str]) -> list[tuple[int, int]]:
    pieces = []
    at = start
    for match in border.finditer(text, start, end):
        pieces.append((at, match.start()))
        at = match.end()
    pieces.append((at, end))
    return [(low, high) for low, high in pieces if text[low:high].strip()]


def _signatures(
    text: str, part: tuple[int, int], publisher: str | None, *, lead: bool
) -> list[Signature]:
    """The signers in a part of the line, whole if it is one name, else split at its commas."""
    whole = _signature(text, *part, publisher)
    if whole is not None and whole.kind != "person" and not _NAMES.search(whole.name):
        return [whole]
    if whole is not None and (agency_named(whole.name) or portal_named(whole.name)):
        return [whole]
    found: list[Signature] = []
    for low, high in _pieces(text, *part, _NAMES):
        one = _signature(text, low, high, publisher)
        if one is None and lead and not found:
            one = _lone_name(text, low, high)
        if one is not None:
            found.append(one)
    return found


def _signature(text: str, low: int, high: int, publisher: str | None) -> Signature | None:
    raw = text[low:high]
    low += len(raw) - len(raw.lstrip(" \t\u00a0.,:;–—-"))
    name = _TRAILING.sub("", text[low:high])
    if not name:
        return None
    kind = signer_of(name, publisher)
    if kind is None or kind == "person" or (kind == "desk" and agency_named(name) is None):
        bare = _without_house(without_job(name))
        if bare != name and is_person_name(bare):
            name, kind = bare, "person"
    if kind is None or (kind == "desk" and name.casefold() in _GENERIC):
        return None
    return Signature(name=name, kind=kind, start=low, end=low + len(name))


def _without_house(name: str) -> str:
    """`TOM DAVIES Associated Press` without the house; names keep at least two words."""
    words = name.split(" ")
    for at in range(2, len(words)):
        house = " ".join(words[at:])
        known = agency_named(house) or portal_named(house)
        if known and is_person_name(" ".join(words[:at])):
            return " ".join(words[:at])
    return name


def _lone_name(text: str, low: int, high: int) -> Signature | None:
    """After `By`, one capitalised word is a name too; one in capitals is a desk (`By NTV`)."""
    word = text[low:high].strip()
    if (
        word.rstrip(".") in DEGREES
        or len(word.split()) != 1
        or not word[:1].isupper()
        or not word.isalpha()
        or is_place(word)
    ):
        return None
    at = text.index(word, low)
    kind: Signer = "desk" if word.isupper() else "person"
    return Signature(name=word, kind=kind, start=at, end=at + len(word))


def is_signed(text: str) -> bool:
    """Whether a line without a lead-in is a name with its job or its hour, and nothing else.

    >>> is_signed("Ana López Political Editor"), is_signed("Ana López resigns")
    (True, False)
    """
    if len(text) > MAX_BARE:
        return False
    bare = without_job(text)
    if bare != text and is_person_name(bare):
        return True
    byline = byline_of(text)
    timed = any(printed_stamps(text, Conventions()))
    return timed and bool(byline.of("person") or byline.of("agency"))


def credits_of(bylines: Iterable[Byline]) -> Credits:
    """What several bylines say together: people if any sign, else desks and agencies."""
    people: dict[str, str] = {}
    desks: dict[str, str] = {}
    agencies: dict[str, str] = {}
    for byline in bylines:
        for name in byline.of("person"):
            people.setdefault(_key(name), name)
        for name in byline.of("desk"):
            desks.setdefault(_key(name), name)
        for name in byline.of("agency"):
            agencies.setdefault(_key(name), name)
    signed = tuple(people.values()) or (*desks.values(), *agencies.values())
    named = [*agencies.values(), *(_STAFF.sub("", name) for name in desks.values())]
    wires = [agency for name in named if (agency := agency_named(name))]
    news = [agency.name for agency in wires if agency.kind == "news"]
    return Credits(authors=signed, desks=tuple(desks.values()), agency=news[0] if news else None)


def _key(name: str) -> str:
    return "".join(letter for letter in name.casefold() if letter.isalnum())
