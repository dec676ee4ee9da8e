"""Agreements in the columns of ATOP's alliance-level file, as far as a report tells them.

A cell is 1 or 0 where the report says so and empty where it does not: "not reported" is not
"none". Members are numbers of the Correlates of War where a party has one. Ours besides: report,
agreement, names, status, spans and quotation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.knowledge.states import state

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Agreement, Report
    from dragoman.views.exports.flat import Row

MEMBERS = 12
"""Columns for members; agreements with more are written with the first ones and their number."""

_NUMBER = {True: 1, False: 0, None: None}
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def alliance_rows(report: Report) -> Iterator[Row]:
    """One row an agreement, history included."""
    for one in report.agreements:
        yield {
            "atopid": f"report:{report.id[:12]}:{one.id}",
            **_date("beg", one.in_force or one.signed),
            **_date("end", one.ended),
            "ineffect": _NUMBER[True if one.status == "in_force" else None],
            "bilat": _NUMBER[len(one.parties) == 2 if one.parties else None],
            "pubsecr": _NUMBER[one.text_public],
            "defense": _NUMBER[one.types.defense],
            "offense": _NUMBER[one.types.offense],
            "neutral": _NUMBER[one.types.neutrality],
            "nonagg": _NUMBER[one.types.nonaggression],
            "consul": _NUMBER[one.types.consultation],
            "conditio": _NUMBER[_conditional(one)],
            "nummem": len(one.parties) or None,
            **_members(one),
            "names": "; ".join(one.names),
            "status": one.status,
            "report": report.id,
            "publisher": report.publisher,
            "url": report.source.url,
            "spans": "; ".join(f"{span.start}-{span.end}" for span in one.evidence),
            "quote": " … ".join(span.quote(report.text) for span in one.evidence),
        }


def _date(prefix: str, value: str | None) -> Row:
    """Year, month and day of a TIMEX3 value; what it does not give stays empty."""
    found = _DATE.fullmatch(value or "")
    parts = [int(part) if part else None for part in found.groups()] if found else [None] * 3
    return {f"{prefix}{name}": part for name, part in zip(("yr", "mo", "day"), parts, strict=True)}


def _members(one: Agreement) -> Row:
    cells: list[int | str | None] = [None] * MEMBERS
    for place, party in enumerate(one.parties[:MEMBERS]):
        known = state(party)
        cells[place] = known.cow if known is not None and known.cow else party
    return {f"mem{place}": cell for place, cell in enumerate(cells, start=1)}


def _conditional(one: Agreement) -> bool | None:
    """Whether any obligation names a condition; None when the report gives no obligation."""
    if not one.obligations:
        return None
    given = [value for owed in one.obligations for value in owed.conditions.values()]
    return True if any(value is not None for value in given) else None
