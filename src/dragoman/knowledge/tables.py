"""How the tables of this package are read: rows of a CSV file, cells that hold several values."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of a table in this package, by column name."""
    text = (files("dragoman.knowledge") / table).read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())


def several(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several.

    >>> several("UK|Britain")
    ('UK', 'Britain')
    """
    return tuple(cell.split("|")) if cell else ()
