"""Stamps: the times a page gives for itself, for readers and for machines.

A stamp keeps what is printed, the wall clock it shows, and the zone only when the page says it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal
from zoneinfo import ZoneInfo

import msgspec

from dragoman.knowledge.portals import DateOrder
from dragoman.reports.dates import PrintedClock, PrintedDate, clocks_in, dates_in, in_order
from dragoman.schema import Span, Stamp

if TYPE_CHECKING:
    from datetime import time

Kind = Literal["published", "updated"]
StampSource = Literal["json-ld", "meta", "time", "text", "user"]

_PUBLISHED = (
    "first published|date published|published|posted|issued|created|released|"
    "publicado|publicada|publicación|publicação|publié|publiée|paru|publiziert|veröffentlicht|"
    "erstellt|erschienen|"
    "geschrieben|pubblicato|pubblicata|pubblicazione|gepubliceerd|geplaatst|publicerad|"
    "publicerat|publisert|"
    "offentliggjort|udgivet|julkaistu|opublikowano|publikacja|data publikacji|publikováno|vydáno|"
    "zverejnené|megjelent|publicat|опубликовано|дата публикации|публикация|опубліковано|публікація|"
    "публикувано|yayınlanma|yayın tarihi|giriş|oluşturulma|δημοσιεύτηκε|δημοσίευση|公開日|公開|"
    "掲載|配信|"
    "发布时间|发布|發布|입력|등록|تاريخ النشر|نشر|"
    "diterbitkan|dipublikasikan|tayang|đăng|"
    "paskelbta|avaldatud|publicēts|objavljeno|birt|eingestellt"
)
_UPDATED = (
    "last updated|last modified|updated|modified|edited|revised|actualizado|actualizada|"
    "atualizado|atualizada|"
    "dernière mise à jour|mis à jour|mise à jour|modifié|actualisé|aktualisiert|geändert|"
    "aktualisierung|stand|"
    "aktualizacja|zaktualizowano|aktualizováno|aktualizované|aggiornato|aggiornamento|modifica|"
    "bijgewerkt|gewijzigd|"
    "uppdaterad|oppdatert|opdateret|päivitetty|muokattu|frissítve|actualizat|обновлено|оновлено|"
    "обновена|güncelleme|güncellenme|ενημερώθηκε|ενημέρωση|最終更新|"
    "更新日|更新|수정|آخر تحديث|تحديث|"
    "diperbarui|"
    "cập nhật|atnaujinta|uuendatud|atjaunots|ažurirano|uppfært"
)
_LABEL = re.compile(
    rf"(?:(?<![^\W\d_])|(?<=[APap][Mm])|(?<=[A-Z]T))(?:(?P<u>{_UPDATED})|(?P<p>{_PUBLISHED}))",
    re.IGNORECASE,
)
"""Words before a stamp. No border is asked for after the word: `Publiziert6. November`."""

_GAP = re.compile(r"[\s,;|•·/\-–—:()\[\]T]*(?:[^\W\d_]{1,12}\.?[\s,|•·:]*){0,2}")
"""What may stand between a date and its clock: marks, and `at`, `um`, `a las`, a weekday."""

_RELATIVE = re.compile(
    r"\b(?:(?:\d+|an?|one|few)\s*(?:s|secs?|seconds?|mins?|minutes?|h|hrs?|hours?|d|days?|"
    r"weeks?|wks?|"
    r"months?|mos?|years?|yrs?)\s+ago|just now|yesterday|today|"
    r"vor\s+\d+\s+\w+|il y a\s+\d+\s+\w+|hace\s+\d+\s+\w+|há\s+\d+\s+\w+|\d+\s+\w+\s+fa|"
    r"\d+\s+\w+\s+geleden|för\s+\d+\s+\w+\s+sedan|\d+\s+\w+\s+önce)(?![^\W\d_])|\d+\s?(?:分|時間|"
    r"小时|小時|天|日)前|\d+\s?(?:분|시간|일)\s?전",
    re.IGNORECASE,
)

_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)(?:[T\s]+(\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|"
    r"[+-]\d\d)?)?",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_BRACKET_ZONE = re.compile(r"\[\w+/\w+\]$")


class Conventions(msgspec.Struct, frozen=True):
    """How a page's publisher prints times; null where it is not known.

    `iso3` and `time_zone` are the publisher's; the zone is used as a recorded assumption only.
    """

    language: str | None = None
    iso3: str | None = None
    order: DateOrder | None = None
    time_zone: str | None = None


class PrintedStamp(msgspec.Struct, frozen=True):
    """A stamp in the text before its order of day and month is settled; offsets of the line."""

    start: int
    end: int
    kind: Kind | None
    dated: PrintedDate | None
    clock: PrintedClock | None
    relative: bool = False
    same_day_as: date | None = None


def printed_stamps(text: str, conventions: Conventions) -> tuple[PrintedStamp, ...]:
    """Every stamp of a line in order; a clock without a date counts only after a label."""
    dates = dates_in(text, conventions.language)
    clocks = clocks_in(text, dates, conventions.iso3)
    labels = _labels(text)
    used: set[int] = set()
    found: list[PrintedStamp] = []
    for at, printed in enumerate(dates):
        low = dates[at - 1].end if at else 0
        high = dates[at + 1].start if at + 1 < len(dates) else len(text)
        clock = _clock_of(printed, [c for c in clocks if c.start not in used], (low, high), text)
        if clock is not None:
            used.add(clock.start)
        start = min(printed.start, clock.start) if clock else printed.start
        end = max(printed.end, clock.end) if clock else printed.end
        kind = _kind_at(labels, text, start)
        found.append(PrintedStamp(start=start, end=end, kind=kind, dated=printed, clock=clock))
    found += _dateless(text, [c for c in clocks if c.start not in used], labels, found)
    found += [
        PrintedStamp(
            m.start(), m.end(), _kind_at(labels, text, m.start()), None, None, relative=True
        )
        for m in _RELATIVE.finditer(text)
    ]
    return tuple(sorted(found, key=lambda stamp: stamp.start))


def _labels(text: str) -> list[tuple[int, int, Kind]]:
    return [
        (match.start(), match.end(), "updated" if match["u"] else "published")
        for match in _LABEL.finditer(text)
    ]


def _kind_at(labels: list[tuple[int, int, Kind]], text: str, start: int) -> Kind | None:
    """The kind that the nearest label before a stamp gives, when only small words lie between."""
    before = [label for label in labels if label[1] <= start]
    if not before:
        return None
    _, end, kind = before[-1]
    between = text[end:start]
    return kind if len(between) <= 40 and not re.search(r"\d{2}", between) else None


def _clock_of(
    printed: PrintedDate, clocks: list[PrintedClock], limits: tuple[int, int], text: str
) -> PrintedClock | None:
    """The clock that belongs to a date: directly after it, or directly before it."""
    for clock in clocks:
        if limits[0] <= clock.start and clock.end <= printed.start:
            between = text[clock.end : printed.start]
            if _GAP.fullmatch(between) and not _LABEL.search(between):
                return clock
    for clock in clocks:
        if printed.end <= clock.start and clock.end <= limits[1]:
            between = text[printed.end : clock.start]
            if _GAP.fullmatch(between) and not _LABEL.search(between):
                return clock
            return None
    return None


def _dateless(
    text: str,
    clocks: list[PrintedClock],
    labels: list[tuple[int, int, Kind]],
    dated: list[PrintedStamp],
) -> list[PrintedStamp]:
    """Labelled clocks without a date: `Updated at 12.17` after the stamp of the same day."""
    found = []
    for clock in clocks:
        kind = _kind_at(labels, text, clock.start)
        before = [stamp for stamp in dated if stamp.end <= clock.start and stamp.dated]
        if kind is None or any(abs(s.start - clock.start) < 4 for s in dated):
            continue
        last = before[-1] if before else None
        later = last is not None and last.clock is not None and clock.time >= last.clock.time
        day = last.dated.day if later and last and last.dated else None
        found.append(
            PrintedStamp(clock.start, clock.end, kind, None, clock, same_day_as=day)
        )  # fmt: skip
    return found


def stamp_of(
    printed: PrintedStamp, text: str, offset: int, conventions: Conventions
) -> Stamp | None:
    """The stamp as the contract has it; None for a relative one, which has no value."""
    if printed.relative:
        return None
    day = printed.same_day_as
    if printed.dated is not None:
        day = in_order(printed.dated, text, conventions.order)
    span = Span(offset + printed.start, offset + printed.end)
    zone = printed.clock.zone if printed.clock else None
    clock = printed.clock.time if printed.clock else None
    return _stamp(text[printed.start : printed.end], day, clock, zone, (span, conventions))


def _stamp(
    as_printed: str,
    day: date | None,
    clock: time | None,
    zone: str | None,
    where: tuple[Span | None, Conventions],
) -> Stamp:
    span, conventions = where
    local = None
    instant = None
    if day is not None:
        local = day.isoformat() if clock is None else f"{day.isoformat()}T{clock.isoformat()}"
    if day is not None and clock is not None and zone is not None:
        instant = _instant(datetime.combine(day, clock), zone)
    known = zone if instant else None
    assumed = conventions.time_zone if known is None and local else None
    return Stamp(
        as_printed=as_printed,
        local=local,
        zone=known,
        instant=instant,
        source="text",
        span=span,
        zone_assumed=assumed,
    )


def machine_stamp(value: str, source: StampSource, conventions: Conventions) -> Stamp | None:
    """The stamp of a value written for machines; None when no date can be read from it.

    >>> machine_stamp("2024-06-18T19:56:00+0900", "meta", Conventions()).instant
    '2024-06-18T19:56:00+09:00'
    """
    bare = _BRACKET_ZONE.sub("", value.strip())
    match = _ISO.match(bare)
    if match is None and _EPOCH.fullmatch(bare):
        moment = datetime.fromtimestamp(int(bare[:10]), UTC)
        return _machine(
            value, moment.replace(tzinfo=None).isoformat(), "UTC", (source, conventions)
        )
    if match is not None:
        day, clock, zone = match.groups()
        local = f"{day}T{clock}{':00' if len(clock) == 5 else ''}" if clock else day
        return _machine(value, local, _offset(zone), (source, conventions))
    return _mailed(value, source, conventions) or _written(value, source, conventions)


def _machine(
    value: str, local: str, zone: str | None, where: tuple[StampSource, Conventions]
) -> Stamp | None:
    source, conventions = where
    try:
        moment = datetime.fromisoformat(local)
    except ValueError:
        return Stamp(as_printed=value, local=None, zone=None, instant=None, source=source)
    instant = _instant(moment, zone) if zone and "T" in local else None
    return Stamp(
        as_printed=value,
        local=local,
        zone=zone if instant else None,
        instant=instant,
        source=source,
        zone_assumed=None if instant else conventions.time_zone,
    )


def _offset(printed: str | None) -> str | None:
    if not printed:
        return None
    if printed.upper() in ("Z", "UTC", "GMT"):
        return "UTC"
    digits = printed[1:].replace(":", "").ljust(4, "0")
    return f"{printed[0]}{digits[:2]}:{digits[2:]}"


def _mailed(value: str, source: StampSource, conventions: Conventions) -> Stamp | None:
    """RFC 2822, as in feeds: `Tue, 18 Jun 2024 19:56:00 GMT`."""
    if not re.match(r"\w{3},? \d", value):
        return None
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    zone = None
    if moment.tzinfo is not None:
        zone = "UTC" if not moment.utcoffset() else moment.strftime("%z")
        zone = zone if zone == "UTC" else f"{zone[:3]}:{zone[3:]}"
    return _machine(value, moment.replace(tzinfo=None).isoformat(), zone, (source, conventions))


def _written(value: str, source: StampSource, conventions: Conventions) -> Stamp | None:
    for printed in printed_stamps(value, conventions):
        stamp = stamp_of(printed, value, 0, conventions)
        if stamp is not None and printed.dated is not None:
            return msgspec.structs.replace(stamp, as_printed=value, source=source, span=None)
    return None


def _instant(moment: datetime, zone: str) -> str | None:
    """The moment in RFC 3339; `zone` is an IANA name or an offset."""
    if zone[0] in "+-":
        return f"{moment.isoformat()}{zone}" if zone[1:] <= "24" else None
    aware = moment.replace(tzinfo=ZoneInfo(zone))
    return aware.isoformat()


def moment_of(stamp: Stamp) -> datetime | None:
    """The stamp as an aware moment; None without a zone."""
    return datetime.fromisoformat(stamp.instant) if stamp.instant else None


def agree(left: Stamp, right: Stamp) -> bool | None:
    """Whether two stamps can be the same moment; None when that cannot be told.

    With both zones known, within a minute; else the wall clocks must be equal to the minute, or
    differ by a whole number of quarter hours of at most 14 hours (another zone).
    """
    one, two = moment_of(left), moment_of(right)
    if one is not None and two is not None:
        return abs(one - two) <= timedelta(minutes=1)
    if left.local is None or right.local is None:
        return None
    if "T" not in left.local or "T" not in right.local:
        days = abs(
            datetime.fromisoformat(left.local[:10]) - datetime.fromisoformat(right.local[:10])
        )
        return days <= timedelta(days=1)
    gap = abs(datetime.fromisoformat(left.local) - datetime.fromisoformat(right.local))
    over = gap.total_seconds() % 900
    return gap <= timedelta(hours=14) and min(over, 900 - over) < 60
