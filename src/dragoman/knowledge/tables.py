"""How the tables of this package are read: rows of a CSV file, cells that hold several values."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from dragoman.errors import TableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table in this package, by column name; TableError names a row that is torn."""
    text = (files("dragoman.knowledge") / table).read_text(encoding="utf-8")
    return read_rows(text.splitlines(), table)


def read_rows(lines: Iterable[str], table: str) -> Iterator[dict[str, str]]:
    """The rows under a line of column names, each with as many cells as there are columns.

    >>> next(read_rows(["city,state", "Oslo,NOR"], "cities.csv"))
    {'city': 'Oslo', 'state': 'NOR'}
    """
    cells = csv.reader(lines, strict=True)
    columns = next(cells)
    for row in cells:
        if len(row) != len(columns):
            raise TableError(
                f"{table}:{cells.line_num}: {len(row)} cells under {len(columns)} columns; "
                "put a cell that holds a comma into quotation marks"
            )
        yield dict(zip(columns, row, strict=True))


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several.

    >>> several("UK|Britain")
    ('UK', 'Britain')
    """
    return tuple(cell.split("|")) if cell else ()
