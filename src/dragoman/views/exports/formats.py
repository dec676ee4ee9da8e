"""The formats of export, and writing them."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.errors import DragomanError
from dragoman.schema import to_json
from dragoman.views.exports.annotations import annotations_of, page_of
from dragoman.views.exports.atop import alliance_rows
from dragoman.views.exports.coded import plover_records
from dragoman.views.exports.flat import KINDS
from dragoman.views.exports.gdelt import gdelt_lines
from dragoman.views.exports.money import entities_of
from dragoman.views.exports.stix import bundle_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dragoman.schema import Report
    from dragoman.views.exports.flat import Row

FORMULA = tuple("=+-@\t\r")
"""First characters that make a spreadsheet run a cell."""

PARQUET_ROWS = 20_000
"""Rows of one row group."""


def write_jsonl(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """One report a line, as `read --json` prints it."""
    return _write_lines((to_json(report).decode() for report in reports), out)


def write_csv(reports: Iterable[Report], out: Path, kind: str) -> int:
    """A table for spreadsheets: cells that a spreadsheet would run are quoted by an apostrophe."""
    rows = (row for report in reports for row in KINDS[kind](report))
    return _write_table(rows, out)


def write_gdelt(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """Actual events in the 61 columns of GDELT 2.0, tab-separated, without a head."""
    return _write_lines((line for report in reports for line in gdelt_lines(report)), out)


def write_atop(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """Agreements in the columns of ATOP's alliance-level file."""
    return _write_table((row for report in reports for row in alliance_rows(report)), out)


def write_plover(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """PLOVER event records, one a line."""
    found = (record for report in reports for record in plover_records(report))
    return _write_lines((msgspec.json.encode(record).decode() for record in found), out)


def write_stix(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """STIX 2.1 bundles, one a report and line."""
    return _write_lines((msgspec.json.encode(bundle_of(one)).decode() for one in reports), out)


def write_money(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """FollowTheMoney entities, one a line; an actor comes once."""
    seen: set[str] = set()

    def fresh() -> Iterator[str]:
        for report in reports:
            for entity in entities_of(report):
                if entity["id"] not in seen:
                    seen.add(entity["id"])
                    yield msgspec.json.encode(entity).decode()

    return _write_lines(fresh(), out)


def write_annotations(reports: Iterable[Report], out: Path, _kind: str) -> int:
    """W3C Web Annotations: one AnnotationPage a report and line."""
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for report in reports:
            found = tuple(annotations_of(report))
            count += len(found)
            file.write(msgspec.json.encode(page_of(report, found)).decode() + "\n")
    return count


def write_parquet(reports: Iterable[Report], out: Path, kind: str) -> int:
    """A table in Parquet (zstd), for DuckDB, pandas, R and Arrow."""
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        message = "Parquet needs pyarrow: in dragoman's checkout, pip install '.[parquet]'"
        raise DragomanError(message) from error
    count = 0
    writer: Any = None
    try:
        for rows in _in_groups(row for report in reports for row in KINDS[kind](report)):
            schema = pa.schema([(name, _type(pa, name)) for name in rows[0]])
            writer = writer or parquet.ParquetWriter(out, schema, compression="zstd")
            writer.write_table(pa.Table.from_pylist(rows, schema=schema))
            count += len(rows)
    finally:
        if writer is not None:
            writer.close()
    if not count:
        parquet.write_table(pa.table({}), out)
    return count


FORMATS: dict[str, Callable[[Iterable[Report], Path, str], int]] = {
    "jsonl": write_jsonl,
    "csv": write_csv,
    "parquet": write_parquet,
    "annotations": write_annotations,
    "plover": write_plover,
    "gdelt": write_gdelt,
    "atop": write_atop,
    "stix": write_stix,
    "ftm": write_money,
}
"""Formats by name."""


def export(reports: Iterable[Report], out: str | Path, form: str, *, kind: str = "events") -> int:
    """Write reports to a file; returns how many records were written.

    `kind` is what a row of `csv` and `parquet` is; the other formats decide that themselves. The
    file appears when it is complete.
    """
    if form not in FORMATS or kind not in KINDS:
        message = f"no format {form!r} of {kind!r}; there are {', '.join(FORMATS)}"
        raise DragomanError(f"{message} of {', '.join(KINDS)}")
    target = Path(out)
    if not target.parent.is_dir():
        raise DragomanError(f"no folder {target.parent} for {target.name}; make it first")
    partial = target.with_name(f".{target.name}.part")
    try:
        count = FORMATS[form](reports, partial, kind)
        partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)
    return count


def safe(value: object) -> object:
    """A cell that no spreadsheet runs.

    >>> safe("=1+1"), safe("Seoul"), safe(-1)
    ("'=1+1", 'Seoul', -1)
    """
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return value


def _write_table(rows: Iterable[Row], out: Path) -> int:
    count = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer: Any = None
        for row in rows:
            count += 1
            if writer is None:
                writer = csv.DictWriter(file, list(row), lineterminator="\r\n")
                writer.writeheader()
            writer.writerow({name: safe(value) for name, value in row.items()})
    return count


def _write_lines(lines: Iterable[str], out: Path) -> int:
    count = 0
    with out.open("w", encoding="utf-8", newline="\n") as file:
        for line in lines:
            count += 1
            file.write(line + "\n")
    return count


def _in_groups(rows: Iterable[Row]) -> Iterator[list[Row]]:
    group: list[Row] = []
    for row in rows:
        group.append(row)
        if len(group) == PARQUET_ROWS:
            yield group
            group = []
    if group:
        yield group


_NUMBERS = {"quad": "int32", "characters": "int64", "score": "float64"}
_TRUTHS = frozenset(
    "past text_public defense offense neutrality nonaggression consultation".split()
)


def _type(pa: Any, name: str) -> Any:
    if name in _TRUTHS:
        return pa.bool_()
    return getattr(pa, _NUMBERS[name])() if name in _NUMBERS else pa.string()
