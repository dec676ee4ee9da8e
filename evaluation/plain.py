"""Plain texts as reports: every line a paragraph of the body, analysed as any page would be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.reports.lines import lines_of
from dragoman.schema import Report, Segment, Source, Stamp, content_id

if TYPE_CHECKING:
    from spacy.language import Language


def plain_report(text: str, published: str | None = None) -> Report:
    """A report whose whole text is body; `published` is an ISO date."""
    stamp = None
    if published is not None:
        stamp = Stamp(published, published, None, None, "user")
    return Report(
        id=content_id(text.encode("utf-8", "surrogatepass"), None, published),
        source=Source(location=None, url=None, media_type="text/plain"),
        language="en",
        text=text,
        segments=tuple(Segment("body", line.start, line.end) for line in lines_of(text)),
        published=stamp,
    )


def analysed(text: str, published: str | None = None) -> Report:
    """The report of a plain text with its findings."""
    return found_in(plain_report(text, published))


def found_in(report: Report) -> Report:
    """A report with its findings, by the shipped model."""
    from dragoman.findings.analysis import with_findings
    from dragoman.language.article import read_article

    return with_findings(report, read_article(_model(), report))


@cache
def _model() -> Language:
    from dragoman.language import load

    return load()
