"""Small ATOP files of our own: facts of real treaties, in the columns users' files have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.record.atop_rows import ALLIANCE_COLUMNS, MEMBER_COLUMNS

if TYPE_CHECKING:
    from pathlib import Path

EXTRA = ("cow4id", "source", "obvary", "specthrt", "statthr1", "statthr2", "version")
MEMBER = (*MEMBER_COLUMNS, *EXTRA)


def member(
    atopid: int, cow: int, entry: str, exit_: str = "", **cells: object
) -> dict[str, object]:
    """A member's row; days as `1961-7-6`, no exit for an alliance in effect."""
    left = dict(zip(("yrexit", "moexit", "dayexit"), exit_.split("-"), strict=False))
    entered = dict(zip(("yrent", "moent", "dayent"), entry.split("-"), strict=True))
    row: dict[str, object] = {"atopid": atopid, "member": cow, **entered}
    row |= left if exit_ else {"ineffect": 1}
    return {"source": 1, "version": "4.01", **row, **cells}


def write_members(
    folder: Path, rows: list[dict[str, object]], name: str = "members.csv", **options: object
) -> Path:
    """A member-level file; `columns` replaces its header."""
    columns = options.get("columns", MEMBER)
    assert isinstance(columns, tuple)
    return _write(folder / name, columns, rows)


def write_alliances(folder: Path, rows: list[dict[str, object]]) -> Path:
    """An alliance-level file."""
    return _write(folder / "alliances.csv", (*ALLIANCE_COLUMNS, "version"), rows)


def _write(path: Path, columns: tuple[str, ...], rows: list[dict[str, object]]) -> Path:
    lines = [",".join(columns)]
    lines += [",".join(str(row.get(column, 0)) for column in columns) for row in rows]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


KOREAS = [
    member(3440, 365, "1961-7-6", "1996-9-10", defense=1, nonagg=1, cow4id=264),
    member(3440, 731, "1961-7-6", "1996-9-10", defense=1, nonagg=1, cow4id=264),
    member(3445, 710, "1961-7-11", defense=1, nonagg=1),
    member(3445, 731, "1961-7-11", defense=1, nonagg=1),
    member(3240, 2, "1953-10-1", defense=1, nonagg=1, consul=1, defcoloc=1, concoloc=1),
    member(3240, 732, "1953-10-1", defense=1, nonagg=1, consul=1, defcoloc=1, concoloc=1),
    member(3375, 2, "1960-1-19", defense=1, nonagg=1, consul=1, concoloc=1, concoreq=1),
    member(3375, 740, "1960-1-19", nonagg=1, consul=1, concoloc=1, concoreq=1),
    member(4125, 731, "1991-12-13", nonagg=1),
    member(4125, 732, "1991-12-13", nonagg=1),
    member(4940, 365, "2000-2-9", consul=1),
    member(4940, 731, "2000-2-9", consul=1),
    member(3975, 40, "1986-3-11", defense=1, source=2),
    member(3975, 731, "1986-3-11", defense=1, source=2),
    member(3755, 710, "2003-10-8", nonagg=1),
    member(3755, 740, "2003-12-12", nonagg=1),
    member(3755, 732, "2004-11-27", nonagg=1),
    member(3755, 365, "2004-11-29", nonagg=1),
    member(3755, 731, "2008-7-24", nonagg=1),
    member(3755, 2, "2009-7-22", nonagg=1),
]
"""The promises around Korea, from the treaties' dates and obligations as ATOP codes them."""
