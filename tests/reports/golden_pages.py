"""Whole pages of our own and what is read from them, kept as JSON.

Rewrite the JSON after a change that is meant: python -m tests.reports.golden_pages, and review it
as a diff. Roles that name a kind of furniture are folded into one, for they are learned.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.reports.reading import Origin, read_html, read_text

if TYPE_CHECKING:
    from dragoman.schema import Report

PAGES = Path(__file__).parent / "pages"
GOLDEN = Path(__file__).parent / "golden"
READ_ON = date(2026, 1, 1)
FURNITURE = frozenset(
    "other navigation advert related newsletter comments disclaimer embed".split()
)


def paths() -> list[Path]:
    """The pages, in the order of their names."""
    return sorted(path for path in PAGES.iterdir() if path.suffix in (".txt", ".html"))


def report_of(path: Path) -> Report:
    """The report of a page of ours."""
    text = path.read_bytes().decode("utf-8")
    origin = Origin(location=path.name, read_on=READ_ON)
    return read_html(text, origin) if path.suffix == ".html" else read_text(text, origin)


def summary_of(report: Report) -> dict[str, Any]:
    """What is read from a page, with quotes in the place of offsets."""
    text = report.text

    def plain(value: Any) -> Any:
        found = msgspec.to_builtins(value)
        if isinstance(found, dict):
            found.pop("span", None)
            if {"start", "end"} <= found.keys():
                found = {"quote": text[found.pop("start") : found.pop("end")], **found}
        return found

    fields = ("language", "headline", "authors", "desks", "agency", "publisher")
    summary: dict[str, Any] = {name: plain(getattr(report, name)) for name in fields}
    for name in ("dateline", "published", "updated"):
        summary[name] = plain(getattr(report, name))
    summary["captions"] = [plain(caption) for caption in report.captions]
    summary["signoff"] = [span.quote(text) for span in report.signoff]
    summary["corrections"] = [span.quote(text) for span in report.corrections]
    summary["live_entries"] = [
        {**plain(entry), "time": entry.time.as_printed if entry.time else None}
        for entry in report.live_entries
    ]
    summary["segments"] = [
        [
            "furniture" if segment.role in FURNITURE else segment.role,
            text[segment.start : segment.end],
        ]
        for segment in report.segments
    ]
    summary["warnings"] = [warning.code for warning in report.warnings]
    return summary


def golden_of(path: Path) -> Path:
    """The file that keeps what is read from a page."""
    return GOLDEN / f"{path.name}.json"


def rewrite() -> None:
    """Write what is read today."""
    for path in paths():
        summary = json.dumps(summary_of(report_of(path)), ensure_ascii=False, indent=1)
        golden_of(path).write_text(f"{summary}\n", encoding="utf-8")


if __name__ == "__main__":
    rewrite()
