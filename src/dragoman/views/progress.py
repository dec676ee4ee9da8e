"""The progress of an ingest, on standard error: a bar on a terminal, lines elsewhere."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Self

from dragoman.reports.loading import Unread
from dragoman.views.terminal import complain

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from dragoman.schema import Report


class Progress:
    """Hears of every page and shows how far the ingest is; failures are lines of their own."""

    def __init__(self, files: int) -> None:
        self.files = files
        self.done: set[str] = set()
        self.bar: Bar | None = None
        self.task: TaskID | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            self.bar, self.task = _bar(self.files)
            self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self.bar is not None:
            self.bar.stop()

    def tell(self, found: Report | Unread | str) -> None:
        """Take notice of a page that was read, failed, or was known (its id)."""
        if isinstance(found, Unread):
            complain(f"{found.location}: {found.error}")
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, advance=1)


def _bar(files: int) -> tuple[Bar, TaskID]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    bar = Bar(
        TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TextColumn("pages"),
        TimeElapsedColumn(), console=Console(stderr=True), transient=True,
    )  # fmt: skip
    return bar, bar.add_task("reading", total=files)
