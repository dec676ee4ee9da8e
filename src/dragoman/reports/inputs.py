"""What a path holds: a page, or an archive, a table or JSON lines with many."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import PageError
from dragoman.reports.archives import reader_of
from dragoman.reports.loading import (
    MAX_PAGE_SIZE,
    Unread,
    articles_in,
    content_of,
    is_json_lines,
    page_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.reports.loading import Page


def pages_in(path: str | Path, *, limit: int = MAX_PAGE_SIZE) -> Iterator[Page | Unread]:
    """The pages of one file, in its order; a file of JSON lines holds one a line.

    Nothing is raised for a bad page: it comes as Unread, and the next one follows.
    """
    location = str(path)
    archive = reader_of(location)
    try:
        if archive is not None:
            yield from archive(Path(path), limit)
        elif is_json_lines(location):
            yield from articles_in(location, limit)
        else:
            yield page_of(content_of(path, limit=limit), location=location)
    except PageError as error:
        yield Unread(location, error)
