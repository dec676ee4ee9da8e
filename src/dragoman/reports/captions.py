"""Captions: what a picture shows, who made it, through whose hands it came, and its day.

The chain of a credit is kept in the order printed, which runs from the maker or the source to the
distributor: `Sana/Rami Azar/Pool via AP` is ("Sana", "Rami Azar", "Pool", "AP").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.portals import portal_named
from dragoman.reports.dates import dates_in
from dragoman.reports.names import is_person_name
from dragoman.schema import Caption, Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from dragoman.schema import Segment

SHORT_CODE = 4
MAX_LINK = 5
"""Words of one link of a chain that stands alone; a title-cased caption has more."""

MAX_LABEL = 60
MAX_CAPTION = 1_200
MAX_CREDIT = 140
"""Characters; the longest credit of 141 English ones has 83."""

_WHAT = (
    r"(?:file |handout |stock |press |courtesy |representative |screen)?(?:photo(?:graph|s)?|"
    r"images?|pictures?|pics?|"
    r"symbolfoto|archivbild|archivfoto|illustration|graphic|map|video|screengrab|cover|collage|"
    r"composite|fotos?|fotografías?|"
    r"fotografia|"
    r"bild(?:er)?|imagen|imagem|immagine|foto(?:grafie)?|kuva|zdjęcie|fot|foto(?:grafía)?|"
    r"ljósmynd|nuotr|isithombe|фото|"
    r"写真|图片|圖片|사진)"
)
_LABEL = re.compile(
    rf"(?P<open>[(\[]\s*)?(?:(?:{_WHAT}\s*)?(?:credits?|courtesy(?: of)?|copyright|source|"
    rf"quelle|fuente|crédit|crédito)s?\s*[:/]\s*|"
    rf"(?:{_WHAT}|source|quelle|crédits?|créditos?)\s*(?:[:/]|\bby\b|\bvon\b|\bcourtesy of\b|"
    rf"\bvia\b)\s*|"
    r"[—–-]\s*picture by\s+|(?:photo|image|picture)s?\s+(?:by|courtesy of|via|from)\s+|©\s*|＝|"
    r"\(c\)\s*)",
    re.IGNORECASE,
)
"""A word that says that a credit follows; `Credit: Oliver Lane`, `Photo by`, `Foto:`, `©`."""

_SUPPLIED = re.compile(
    r"(?:(?<=[.!?\"”)])|^)\s*\(?((?:supplied|submitted|contributed|provided|courtesy|handout|"
    r"file|stock)(?: (?:photo|image|picture)s?)?)\)?\.?$",
    re.IGNORECASE,
)
_ROUND = re.compile(r"\(([^()]{2,90}(?:\([^()]{1,30}\)[^()]{0,30})?)\)\s*(?:more\s*>)?\.?$")
_SQUARE = re.compile(r"\[([^\[\]]{2,90})\]\s*\.?$")
_AFTER_STOP = re.compile(r"(?<=[.!?…\"”’)])\s*(?=[^\s.!?])")
_MAKER = r"[^\W\d_][\w.'’-]*(?:\s(?:[A-ZÀ-Þ][\w.'’-]*|de|van|von|der|al|el|bin)){0,3}"
_SLASHED = re.compile(
    rf"(?<=[\s|])(?P<chain>{_MAKER}\s?/\s?[^/.]{{2,40}}(?:/[^/.]{{2,40}}){{0,3}})\.?$"
)
_WIDE_GAP = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_BARRED = re.compile(r"\s[|/]\s(?P<chain>[^|]{2,60}(?:\|[^|]{2,40})?)$")
_SPLIT = re.compile(r"\s*(?:/|\||;|,|＝|\bvia\b|\bVIA\b|\bthrough\b|\s[-–—]\s|[()\[\]])\s*")
_UNNAMED = re.compile(r"\d(?!$)|\d\d|[$€£@#%<>]|://|\.com$|^www\.|[^\W\dA-Z_]{2}[.!?]\s")
"""Figures, addresses and ends of sentences, which no link of a chain has."""

_NOISE = re.compile(
    r"^(?:contributor|stringer|file(?: (?:photo|image|picture))?|photo|image|picture|pic|more >?|"
    r"all rights reserved|via|by|the|-|–|"
    r"copyright|\d{4}|archive|archivo|archiv)$",
    re.IGNORECASE,
)
_RUNS_ON = re.compile(r"[.!?]\s+(?:\S+\s+){3}\S")
"""Four words after a full stop: what began like a credit goes on as a caption."""

_TRAILER = re.compile(
    r"\b(?:(?:purchase|acquire) licensing rights|buy (?:this |a )?(?:photo|picture)|"
    r"enlarge(?: this)? image|hide caption|toggle caption|view image in fullscreen)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
"""Buttons that are printed behind a credit."""

_STOPS = re.compile(r"[^\W\dA-Z_][.!?]\s+\S|\d[.!?]\s+[A-Z]")
"""A full stop within: `FILE PHOTO: Ships off Oslo, May 3, 2021. NTB` begins with no credit."""

_LEADING = re.compile(
    r"^(?P<credit>(?:©|\(c\))\s?[^.©\n]{2,40}\.)\s+(?=(?:\S+\s+){3})", re.IGNORECASE
)
_SUFFIX = re.compile(r"(?:\sfile)?\s(?:photos?|images?|foto)$", re.IGNORECASE)


def credit_in(text: str) -> Span | None:
    """Where in a caption the credit stands, label and brackets included; None when there is none.

    >>> text = "Envoys arrive in Oslo on May 3, 2021. NTB/Kari Moe via AP"
    >>> credit_in(text).quote(text)
    'NTB/Kari Moe via AP'
    """
    if len(text) > MAX_CAPTION:
        return None
    bare = _TRAILER.sub("", text).rstrip()
    for find in (_labelled, _bracketed, _supplied, _after_sentence, _barred, _slashed):
        span = find(bare)
        if span is not None:
            return trimmed(text, span.start, len(text))
    return None


def is_credit(text: str) -> bool:
    """Whether a line is a credit and nothing else; a person's bare name is not enough."""
    bare = text.strip(" ()[]")
    if is_credit_label(bare):
        return True
    inner = [m for m in _LABEL.finditer(bare) if m.start() and re.search(r"[:©]|by\b", m.group())]
    chained = len(bare) <= MAX_CREDIT and _is_chain(bare) and _is_telling(bare)
    if chained and not inner:
        return all(len(link.split()) <= MAX_LINK for link in _SPLIT.split(bare))
    span = credit_in(text)
    return span is not None and not text[: span.start].strip(" (")


def is_credit_label(text: str) -> bool:
    """Whether a text is a label whose credit stands elsewhere: `Image:`."""
    match = _LABEL.match(f"{text.strip()} ")
    return match is not None and match.end() >= len(text.strip())


def chain_of(credit: str) -> tuple[str, ...]:
    """The links of a credit in print order, without its labels.

    >>> chain_of("Photo by PUNIT RAO /AFP via Getty Images"), chain_of("(AP Photo/Eva Lind)")
    (('PUNIT RAO', 'AFP', 'Getty Images'), ('AP', 'Eva Lind'))
    """
    bare = _TRAILER.sub("", credit).strip(" ()[]\u00a0")
    while (label := _LABEL.match(bare)) is not None and label.end() > 0 and bare[label.end() :]:
        bare = bare[label.end() :]
    if is_credit_label(bare):
        return ()
    links: list[str] = []
    for piece in _SPLIT.split(bare):
        link = piece.strip(" .:;,·•()[]\u00a0")
        label = _LABEL.match(link)
        link = link[label.end() :] if label and link[label.end() :] else link
        if link and not _NOISE.match(link):
            links += _for_house(link)
    return tuple(dict.fromkeys(map(_without_suffix, links)))


def _for_house(link: str) -> list[str]:
    """`Tara Quinn for Rest of World`: the photographer, then the house."""
    name, _, house = link.partition(" for ")
    if house and is_person_name(name):
        return [name, house]
    name, _, house = link.partition(" — ")
    return [name, house] if house else [link]


def _without_suffix(link: str) -> str:
    """`AP Photo` is AP; `Getty Images` is a name of its own."""
    bare = _SUFFIX.sub("", link)
    known = agency_named(bare) is not None
    return bare if known and (agency_named(link) is None or len(bare) <= SHORT_CODE) else link


def leading_credit(text: str) -> int:
    """Where a caption begins behind a credit, as in `© Reuters. Ships off Oslo ...`; else 0."""
    match = _LEADING.match(text)
    return match.end() if match else 0


def captions_of(
    text: str, segments: Sequence[Segment], language: str | None = None
) -> tuple[Caption, ...]:
    """Captions with the credits beside them; a credit alone is a picture without a caption.

    A credit belongs to the caption before it; one that has none before it, to the caption after.
    On one line, a credit before the caption names the house, which comes last in the chain.
    """
    found: list[Caption] = []
    last: Segment | None = None
    leading: tuple[str, ...] | None = None
    for segment in segments:
        piece = text[segment.start : segment.end]
        beside = last is not None and not text[last.end : segment.start].strip()
        joined = beside and last is not None and last.role in ("caption", "credit")
        if segment.role == "caption":
            if leading is not None and found:
                found.pop()
            found.append(_caption(segment, piece, leading or (), language))
            same_line = last is not None and "\n" not in text[last.end : segment.start]
            leading = leading if leading and same_line else None
        elif segment.role == "credit" and joined and found:
            ahead = () if leading else found[-1].credits
            links = _distinct((*ahead, *chain_of(piece), *(leading or ())))
            found[-1] = msgspec.structs.replace(found[-1], credits=links)
            leading = None
        elif segment.role == "credit" and (links := chain_of(piece)):
            found.append(Caption(segment.start, segment.end, links))
            leading = links
        elif segment.role != "credit":
            leading = None
        last = segment
    return tuple(found)


def _caption(segment: Segment, piece: str, links: tuple[str, ...], language: str | None) -> Caption:
    day = image_date(piece, language)
    end = segment.start + (len(piece.rstrip(" (\u00a0")) or len(piece))
    return Caption(segment.start, end, links, day.isoformat() if day else None)


def _distinct(links: Iterable[str]) -> tuple[str, ...]:
    """The links without repetitions; AP and ap are one, and the first spelling stays."""
    kept: dict[str, str] = {}
    for link in links:
        kept.setdefault(link.casefold(), link)
    return tuple(kept.values())


def image_date(caption: str, language: str | None = None) -> date | None:
    """The day a caption gives for its picture: its first full date."""
    for printed in dates_in(caption, language):
        if printed.day is not None:
            return printed.day
    return None


def _labelled(text: str) -> Span | None:
    for match in _LABEL.finditer(text, max(0, len(text) - MAX_CREDIT - MAX_LABEL)):
        before = text[: match.start()].rstrip()
        after = text[match.end() :]
        glued = bool(before) and match.start() == len(before) and before[-1].isalpha()
        if len(after) > MAX_CREDIT or not after.strip(" )]."):
            continue
        marked = match.group().rstrip()[-1:] in ":©＝" or match["open"] is not None
        stopped = not before or before[-1] in '.!?…"”’)],|—–-:'
        if glued and not (marked and not match.group()[0].islower()):
            continue
        by = match.group().rstrip().endswith("by") and after[:1].isupper()
        if not (marked or stopped or by):
            continue
        if _is_sentence(after) or _RUNS_ON.search(after):
            continue
        if (match.start() == 0 and _STOPS.search(after)) or _is_place_and_day(match, after):
            continue
        return trimmed(text, match.start(), len(text))
    return None


def _is_place_and_day(match: re.Match[str], after: str) -> bool:
    """`＝3日、東京都内` tells where and when, `＝ＡＰ` who."""
    return match.group() == "＝" and any(map(str.isdigit, after))


def _bracketed(text: str) -> Span | None:
    for pattern in (_ROUND, _SQUARE):
        match = pattern.search(text)
        if match is None or not (_is_bracketed_chain(text, match) or _is_code(text, match)):
            continue
        start = match.start()
        before = (
            _name_before(text[:start]) if agency_named(_SPLIT.split(match.group(1))[0]) else None
        )
        return trimmed(text, start if before is None else before, len(text))
    return None


def _is_bracketed_chain(text: str, match: re.Match[str]) -> bool:
    """`(Eva Lind/AP)` anywhere, `(Eva Lind)` only after a full stop or alone: it may be a name."""
    inside = match.group(1)
    alone = text[: match.start()].rstrip()[-1:] in ("", ".", "!", "?", "”", '"')
    return _is_chain(inside) and (alone or _is_telling(inside))


def _is_code(text: str, match: re.Match[str]) -> bool:
    """One short name in capitals after a full stop: `... in November. (NPA)`."""
    inside = match.group(1)
    return inside.isupper() and " " not in inside and text[: match.start()].rstrip()[-1:] in ".!?"


def _name_before(text: str) -> int | None:
    """Where a photographer's name begins that ends the text: `... in Lima. Eva Lind`."""
    borders = [match.end() for match in _AFTER_STOP.finditer(text)]
    for at in reversed(borders):
        if is_person_name(text[at:].strip()):
            return at
    return None


def _supplied(text: str) -> Span | None:
    match = _SUPPLIED.search(text)
    return trimmed(text, match.start(1), len(text)) if match else None


def _after_sentence(text: str) -> Span | None:
    """A short tail after the last full stop that is a chain of names."""
    for match in _AFTER_STOP.finditer(text):
        tail = text[match.end() :].rstrip(" .")
        named = tail[:1].isupper() or not tail[:1].isascii() or _is_house(_SPLIT.split(tail)[0])
        if named and 2 <= len(tail) <= MAX_CREDIT and _is_chain(tail):
            return trimmed(text, match.end(), len(text))
    for gap in _WIDE_GAP.finditer(text):
        if _is_chain(text[gap.end() :].strip(" .")):
            return trimmed(text, gap.end(), len(text))
    return None


def _barred(text: str) -> Span | None:
    match = _BARRED.search(text)
    if match is None or not _is_chain(match["chain"].strip()):
        return None
    return trimmed(text, match.start("chain"), len(text))


def _slashed(text: str) -> Span | None:
    """`... at Fashion Week Neil Moore/GC Images`: the house is known, the name is two words."""
    match = _SLASHED.search(text)
    if match is None:
        return None
    head, *houses = [part.strip() for part in match["chain"].split("/")]
    if not any(_is_house(house) for house in [*houses, head]):
        return None
    words = head.split(" ")
    keep = len(words) if _is_house(head) else min(len(words), 2)
    start = match.start("chain") + len(head) - len(" ".join(words[len(words) - keep :]))
    return trimmed(text, start, len(text))


def _is_telling(chain: str) -> bool:
    """Whether a chain can be nothing else: it has a known house, or passes a picture on."""
    if "/" in chain or re.search(r"\bvia\b", chain, re.IGNORECASE):
        return True
    return any(_is_house(link) for link in _SPLIT.split(chain))


def _is_house(name: str) -> bool:
    bare = re.sub(r"^(?:via|by)\s+", "", name.strip(), flags=re.IGNORECASE)
    pieces = [bare, _SUFFIX.sub("", bare), *re.split(r"\s+via\s+", bare)]
    return any(agency_named(piece) or portal_named(piece) for piece in pieces)


def _is_chain(text: str) -> bool:
    """Whether a text is nothing but names of people and houses."""
    if len(text) > MAX_CREDIT or _is_sentence(text):
        return False
    links = [link.strip(" .") for link in _SPLIT.split(text) if link.strip(" .")]
    if not links or len(links) > 6 or any(_UNNAMED.search(link) for link in links):
        return False
    if any(_is_house(link) for link in links):
        return all(
            _is_house(link) or (len(link.split()) <= 7 and _is_title(link)) for link in links
        )
    if len(links) == 1:
        name, _, house = links[0].partition(" for ")
        return is_person_name(name) and (not house or _is_title(house))
    return "/" in text and all(is_person_name(link) or _is_title(link) for link in links)


def _is_title(text: str) -> bool:
    """Whether the words are capitalised, small ones and codes such as `dpa` aside."""
    words = [word for word in re.findall(r"[^\W\d_][\w'’.&-]*", text) if len(word) > 3]
    return all(word[0].isupper() or not word[0].isalpha() or agency_named(word) for word in words)


_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|said|says|can|ist|sind|war|est|sont|es|son|è)\b"
)


def _is_sentence(text: str) -> bool:
    words = text.split()
    small = [word for word in words if word.isalpha() and word.islower() and len(word) > 2]
    return len(words) > 5 and (len(small) > len(words) // 2 or _VERB.search(text) is not None)
