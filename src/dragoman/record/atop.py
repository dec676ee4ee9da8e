"""Pacts from ATOP files: promises directed, by member and phase, with every condition coded.

The member-level file gives the pacts; the alliance-level file adds its own dates, numbers and the
states an alliance is directed against. Dates on which files or versions differ stay side by side.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from dragoman.errors import TableError
from dragoman.knowledge.sovereignty import borders_of_cow, party_of_cow
from dragoman.record.atop_rows import (
    CONDITIONS,
    ENTRY,
    EXIT,
    TYPES,
    UNKNOWN,
    refuse_repeated,
)
from dragoman.schema.pacts import Dated, Membership, Pact, Promise, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dragoman.record.atop_rows import Row, Table

NAMED_STATES = "1"
"""SPECTHRT: the alliance is directed against states that STATTHR1 and STATTHR2 name."""

SECONDARY_SOURCE = "2"
BEGUN, ENDED = ("begyr", "begmo", "begday"), ("endyr", "endmo", "endday")


@dataclass(frozen=True, slots=True)
class Stay:
    """A member's row, or the part of it in which its number means one party."""

    party: str
    row: Row
    since: Dated
    until: Dated | None
    carried_on: bool


def pacts_of(tables: Sequence[Table]) -> tuple[Pact, ...]:
    """The pacts of ATOP tables, all together or none. Raises TableError."""
    members = [table for table in tables if table.level == "member"]
    if not members:
        names = ", ".join(table.file for table in tables)
        raise TableError(
            f"{names}: the alliance-level file does not say who promised what to whom;"
            " give the member-level file, or both"
        )
    alliances: dict[str, list[Row]] = {}
    for table in tables:
        if table.level == "alliance":
            refuse_repeated(table.rows, ("atopid",))
            for row in table.rows:
                alliances.setdefault(row["atopid"], []).append(row)
    found: dict[str, Pact] = {}
    for table in members:
        refuse_repeated(table.rows, ("atopid", "member", "phase", *ENTRY))
        for pact in _of_table(table, alliances):
            found[pact.id] = side_by_side(found[pact.id], pact) if pact.id in found else pact
    return tuple(found.values())


def _of_table(table: Table, alliances: dict[str, list[Row]]) -> Iterator[Pact]:
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        rows.setdefault(str(row.number("atopid")), []).append(row)
    for number, members in rows.items():
        yield _pact(number, members, alliances.get(number, []), table)


def _pact(number: str, rows: Sequence[Row], alliance: Sequence[Row], table: Table) -> Pact:
    stays = [stay for row in rows for stay in _stays(row)]
    ends = tuple(end for row in alliance for end in [row.day(ENDED)] if end)
    begins = tuple(day for row in alliance for day in [row.day(BEGUN)] if day)
    codes = {name: row[name] for row in rows for name in ("cow4id", "cowid") if row[name]}
    for name, column in (("bilateral", "bilat"), ("asymmetric", "asymm")):
        codes[name] = str(int(any(row[column] == "1" for row in rows)))
    first = min((stay.since for stay in stays), key=lambda day: day.earliest)
    live = any(stay.until is None for stay in stays)
    last = max((s.until for s in stays if s.until), key=lambda day: day.latest, default=None)
    ended = () if live or last is None else (last,)
    return Pact(
        id=f"atop:{number}",
        names=(f"ATOP {number}",),
        kind="alliance",
        parties=tuple(dict.fromkeys(stay.party for stay in stays)),
        memberships=tuple(_membership(stay) for stay in stays),
        signed=_values((first, *begins)),
        ended=_values((*ended, *ends)),
        status="in_force" if live else "ended",
        seen=table.seen,
        text_public=None,
        promises=tuple(p for stay in stays for p in _promises(stay, stays, alliance)),
        citations=tuple(row.citation for row in alliance),
        codes={"atop": number, "source": f"ATOP {table.version}", **codes},
    )


def _membership(stay: Stay) -> Membership:
    left = None if stay.until is None else Dated(stay.until.value)
    return Membership(stay.party, Dated(stay.since.value), left)


def _stays(row: Row) -> Iterator[Stay]:
    """A member's row, cut on the days on which its number passes to another party."""
    number = row.number("member")
    since, until = row.day(ENTRY), row.day(EXIT)
    if since is None:
        raise row.wrong(ENTRY[0], "a year")
    if until is not None and until.latest < since.earliest:
        raise row.wrong(", ".join(EXIT), f"a day after {since.value}", until.value)
    if until is None and not row.flag("ineffect"):
        raise row.wrong(EXIT[0], "a year, though the row says that the alliance has ended")
    last = until.latest if until else date.max
    cuts = [day for day in borders_of_cow(number) if since.latest < day < last]
    for start, end in zip((None, *cuts), (*cuts, None), strict=True):
        begins = since if start is None else Dated(start.isoformat(), (row.citation,))
        last_day = None if end is None else (end - timedelta(days=1)).isoformat()
        ends = until if last_day is None else Dated(last_day, (row.citation,))
        party = party_of_cow(number, begins.latest)
        yield Stay(party, row, begins, ends, carried_on=start is not None)


def _promises(stay: Stay, stays: Sequence[Stay], alliance: Sequence[Row]) -> Iterator[Promise]:
    promised = {
        column: _terms(column, stay.row, alliance) for column in TYPES if stay.row.flag(column)
    }
    partners = dict.fromkeys(
        other.party
        for other in stays
        if other.row["member"] != stay.row["member"]
        and other.party != stay.party
        and _overlap(stay, other)
    )
    if not partners:
        return
    for column, terms in promised.items():
        yield Promise(
            type=TYPES[column],
            owed_by=stay.party,
            owed_to=tuple(partners),
            since=(Dated(stay.since.value),),
            until=(Dated(stay.until.value),) if stay.until else (),
            terms=terms,
            grade="official_summary" if stay.row["source"] == SECONDARY_SOURCE else "text",
            note=_note(stay),
            citations=(stay.row.citation,),
        )


def _overlap(one: Stay, other: Stay) -> bool:
    one_ends = one.until.latest if one.until else date.max
    other_ends = other.until.latest if other.until else date.max
    return one.since.earliest <= other_ends and other.since.earliest <= one_ends


def _note(stay: Stay) -> str | None:
    notes = []
    if stay.row["source"] == SECONDARY_SOURCE:
        notes.append("coded from a secondary source")
    if stay.carried_on:
        notes.append(f"ATOP carries the promise on for {stay.party}")
    return "; ".join(notes) or None


def _terms(column: str, row: Row, alliance: Sequence[Row]) -> Terms:
    """The conditions of one promise. ATOP codes that there is one, mostly not which."""
    of = {name[3:]: row.flag(name) for name in CONDITIONS[column]}
    named, complete = _adversaries(row, alliance) if of.get("coadv") else (None, True)
    return Terms(
        attacker_in=named,
        attackers_complete=complete,
        location_in=() if of.get("coloc") else None,
        ongoing=True if of.get("cocon") else None,
        min_adversaries=0 if of.get("conum") else None,
        demands=of.get("codem") or None,
        non_provocation=of.get("conpr") or None,
        on_request=of.get("coreq") or None,
        only_if_attacked=of.get("coatt") or None,
        addressees_vary=row.flag("obvary") or None,
    )


def _adversaries(row: Row, alliance: Sequence[Row]) -> tuple[tuple[str, ...], bool]:
    """The states it is directed against; two cells may hold only the first of several."""
    day = row.day(ENTRY)
    assert day is not None
    for source in (row, *alliance):
        if source["specthrt"] == NAMED_STATES:
            cells = [source[name] for name in ("statthr1", "statthr2")]
            numbers = [int(cell) for cell in cells if cell.isdigit() and cell not in UNKNOWN]
            if numbers:
                return tuple(party_of_cow(n, day.latest) for n in numbers), len(numbers) < len(
                    cells
                )
    return (), False


def side_by_side(one: Pact, other: Pact) -> Pact:
    """One pact from two sources of the same id: promises united, differing days kept together."""
    return Pact(
        id=one.id,
        names=tuple(dict.fromkeys((*one.names, *other.names))),
        kind=one.kind or other.kind,
        parties=tuple(dict.fromkeys((*one.parties, *other.parties))),
        memberships=tuple(dict.fromkeys((*one.memberships, *other.memberships))),
        signatories=tuple(dict.fromkeys((*one.signatories, *other.signatories))),
        signed=_values((*one.signed, *other.signed)),
        in_force=_values((*one.in_force, *other.in_force)),
        ended=_values((*one.ended, *other.ended)),
        status=max((one, other), key=lambda pact: pact.seen or "").status,
        asserted=min(one.asserted, other.asserted, key=("actual", "alleged", "denied").index),
        seen=max(filter(None, (one.seen, other.seen)), default=None),
        text_public=other.text_public if one.text_public is None else one.text_public,
        promises=_united((*one.promises, *other.promises)),
        citations=tuple(dict.fromkeys((*one.citations, *other.citations))),
        codes={**one.codes, **other.codes},
    )


def _united(promises: Iterable[Promise]) -> tuple[Promise, ...]:
    """Promises of the same spell made one, with the ends that each source gives."""
    found: dict[tuple[object, ...], Promise] = {}
    for promise in promises:
        begun = tuple(day.value for day in promise.since)
        key = (promise.type, promise.owed_by, begun, promise.terms, promise.grade, promise.note)
        before = found.get(key)
        found[key] = promise if before is None else _both(before, promise)
    return tuple(found.values())


def _both(one: Promise, other: Promise) -> Promise:
    return Promise(
        type=one.type,
        owed_by=one.owed_by,
        owed_to=tuple(dict.fromkeys((*one.owed_to, *other.owed_to))),
        since=_values(day for given in (one, other) for day in _cited(given.since, given)),
        until=_values(day for given in (one, other) for day in _cited(given.until, given)),
        terms=one.terms,
        grade=one.grade,
        trigger=one.trigger or other.trigger,
        modality=one.modality or other.modality,
        note=one.note,
        citations=tuple(dict.fromkeys((*one.citations, *other.citations))),
    )


def _cited(days: Sequence[Dated], promise: Promise) -> Iterator[Dated]:
    """The days with the sentences of the promise as their source, where they carry none."""
    for day in days:
        yield day if day.citations else Dated(day.value, promise.citations)


def _values(days: Iterable[Dated]) -> tuple[Dated, ...]:
    """Each value once, with everyone who gives it."""
    found: dict[str, Dated] = {}
    for day in days:
        before = found.get(day.value)
        cited = day.citations if before is None else (*before.citations, *day.citations)
        found[day.value] = Dated(day.value, tuple(dict.fromkeys(cited)))
    return tuple(found.values())
