"""The rows of ATOP files as users download them (versions 4.01 and 5.1), read and checked.

ATOP, the Alliance Treaty Obligations and Provisions data (Leeds, Ritter, Mitchell and Long 2002),
comes as a member-level file, one row for each member and phase of an alliance, and an
alliance-level file. Nothing of it is shipped with dragoman.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dragoman.errors import TableError
from dragoman.schema.pacts import Citation, Dated

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from dragoman.schema.findings import ObligationType

Level = Literal["member", "alliance"]

TYPES: dict[str, ObligationType] = {
    "defense": "defense",
    "offense": "offense",
    "neutral": "neutrality",
    "nonagg": "nonaggression",
    "consul": "consultation",
}
"""The columns that say what is promised, and our names for the promises."""

CONDITIONS = {
    "defense": ("defcoadv", "defcoloc", "defcocon", "defconum", "defcodem", "defconpr"),
    "offense": ("offcoadv", "offcoloc", "offcocon", "offconum", "offcodem"),
    "neutral": (
        "neucoadv", "neucoloc", "neucocon", "neuconum", "neucodem", "neuconpr", "neucoatt",
    ),
    "nonagg": (),
    "consul": ("concoadv", "concoloc", "concocon", "concoreq"),
}  # fmt: skip

ENTRY = ("yrent", "moent", "dayent")
EXIT = ("yrexit", "moexit", "dayexit")
MEMBER_COLUMNS = (
    "atopid", "member", *ENTRY, *EXIT, "ineffect", "phase", *TYPES,
    *(column for columns in CONDITIONS.values() for column in columns),
)  # fmt: skip
ALLIANCE_COLUMNS = (
    "atopid", "begyr", "begmo", "begday", "endyr", "endmo", "endday", "ineffect", *TYPES, "mem1",
)  # fmt: skip

FIRST_YEAR, LAST_YEAR = 1648, 2100
"""Years outside are slips of the file; ATOP itself begins with 1815."""

UNKNOWN = {"", "0", "-9", "-8", "NA", "."}
"""How the files write a part of a date, or a cell, that holds nothing."""

LAST_DAYS = {"3": "2003-12-31", "4.01": "2016-12-31", "5.0": "2018-12-31", "5.1": "2018-12-31"}
"""The last day that each version of the data speaks for."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a file with its place in it: line, and code points of the file's text."""

    file: str
    line: int
    start: int
    text: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")

    def flag(self, column: str) -> bool:
        """A cell of 0 or 1; blank and missing codes count as 0."""
        cell = self[column]
        if cell in UNKNOWN or cell == "1":
            return cell == "1"
        raise self.wrong(column, "0 or 1")

    def number(self, column: str) -> int:
        """A cell that must hold a number."""
        try:
            return int(self[column])
        except ValueError:
            raise self.wrong(column, "a number") from None

    def day(self, columns: tuple[str, str, str]) -> Dated | None:
        """The day in three cells, to the year or month where the rest is blank; None: no day."""
        year, month, day = columns
        if self[year] in UNKNOWN:
            return None
        if not FIRST_YEAR <= self.number(year) <= LAST_YEAR:
            raise self.wrong(year, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
        value = f"{self.number(year):04d}"
        if self[month] not in UNKNOWN:
            value += f"-{self.number(month):02d}"
            if self[day] not in UNKNOWN:
                value += f"-{self.number(day):02d}"
        try:
            return Dated(value, (self.citation,))
        except ValueError:
            raise self.wrong(f"{year}, {month}, {day}", "a day of the calendar", value) from None

    @property
    def citation(self) -> Citation:
        """The row as evidence: its characters in the file."""
        return Citation(self.file, self.start, self.start + len(self.text), self.text)

    def wrong(self, column: str, expected: str, value: str | None = None) -> TableError:
        """The error for a cell, with file, row and column."""
        shown = self[column] if value is None else value
        place = f"{self.file}, row {self.line}, column {column}"
        return TableError(f"{place}: {shown!r} is not {expected}; nothing was imported")


@dataclass(frozen=True, slots=True)
class Table:
    """A file that was read: which level it is of, its version and its rows."""

    file: str
    level: Level
    version: str
    seen: str
    rows: tuple[Row, ...]


def read_table(path: Path) -> Table:
    """Read an ATOP file and check that it is one. Raises TableError with file, row and column."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise TableError(f"{path}: cannot be read ({reason}); give the path of a file") from None
    except UnicodeDecodeError:
        raise TableError(f"{path}: is no UTF-8 text; save the table as CSV, UTF-8") from None
    lines = text.splitlines(keepends=True)
    header = [name.strip().lower() for name in next(csv.reader(lines[:1]), [])]
    level = _level(path, header)
    rows = tuple(_rows(path.name, header, lines))
    if not rows:
        raise TableError(f"{path}: has a header but no rows; nothing was imported")
    version, seen = _version(rows, level)
    return Table(path.name, level, version, seen, rows)


def _level(path: Path, header: list[str]) -> Level:
    """Which file it is; when columns are missing, the error names those of the nearer kind."""
    if not header:
        raise TableError(f"{path}: is empty; nothing was imported")
    repeated = sorted({name for name in header if name and header.count(name) > 1})
    if repeated:
        raise TableError(f"{path}, row 1: column {repeated[0]} stands there twice")
    levels: tuple[tuple[Level, tuple[str, ...]], ...] = (
        ("member", MEMBER_COLUMNS),
        ("alliance", ALLIANCE_COLUMNS),
    )
    missing = [(level, [c for c in wanted if c not in header]) for level, wanted in levels]
    level, lacking = min(missing, key=lambda found: len(found[1]))
    if "member" in header or "yrent" in header:
        level, lacking = missing[0]
    if not lacking:
        return level
    names = ", ".join(lacking[:8]) + (", …" if len(lacking) > 8 else "")
    raise TableError(
        f"{path}, row 1: not an ATOP {level}-level file, it lacks the columns: {names};"
        " nothing was imported"
    )


def _rows(file: str, header: list[str], lines: list[str]) -> Iterator[Row]:
    at = len(lines[0])
    for number, line in enumerate(lines[1:], start=2):
        text = line.rstrip("\r\n")
        if text.strip(", \t"):
            cells = next(csv.reader([text]))
            if len(cells) != len(header):
                raise TableError(
                    f"{file}, row {number}: {len(cells)} cells for {len(header)} columns;"
                    " nothing was imported"
                )
            stripped = (cell.strip() for cell in cells)
            yield Row(file, number, at, text, dict(zip(header, stripped, strict=True)))
        at += len(line)


def _version(rows: tuple[Row, ...], level: Level) -> tuple[str, str]:
    """The version a file gives for itself, and the last day it speaks for."""
    written = rows[0]["version"]
    for version, day in LAST_DAYS.items():
        if written == version or (len(written) > 3 and written.startswith(version)):
            return version, day
    columns = ("yrent", "yrexit") if level == "member" else ("begyr", "endyr")
    years = [row.number(one) for row in rows for one in columns if row[one] not in UNKNOWN]
    if not years:
        raise TableError(f"{rows[0].file}: no row has a year in {' or '.join(columns)}")
    return written or "of unknown version", f"{max(years)}-12-31"


def refuse_repeated(rows: Iterable[Row], columns: tuple[str, ...]) -> None:
    """Raise TableError when two rows have the same cells in all the columns."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            what = ", ".join(f"{column} {row[column]}" for column in columns)
            raise TableError(
                f"{row.file}, row {row.line}, column {columns[0]}: {what} stands in row"
                f" {seen[key]} already; nothing was imported"
            )
        seen[key] = row.line
