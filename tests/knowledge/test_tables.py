"""How the tables are read: by column name, torn rows refused."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from dragoman.errors import TableError
from dragoman.knowledge.tables import read_rows

ROOT = Path(__file__).parent.parent.parent
TABLES = sorted(
    table
    for folder in ("src", "evaluation", "training", "tests")
    for ending in ("csv", "tsv")
    for table in (ROOT / folder).rglob(f"*.{ending}")
)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_row_has_as_many_cells_as_the_first(table):
    mark, quotes = (",", csv.QUOTE_MINIMAL) if table.suffix == ".csv" else ("\t", csv.QUOTE_NONE)
    with table.open(encoding="utf-8", newline="") as lines:
        told = (line for line in lines if not line.startswith("#"))
        rows = list(csv.reader(told, delimiter=mark, quoting=quotes, strict=True))
    assert len(rows) > 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_cell_with_an_unquoted_comma_is_told_with_its_line():
    with pytest.raises(TableError, match=r"seats\.csv:3: 3 cells under 2 columns"):
        list(read_rows(["name,actor", '"Bern, old town",CHE', "Bern, new town,CHE"], "seats.csv"))
