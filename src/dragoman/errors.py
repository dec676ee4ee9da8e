"""Every error dragoman raises on purpose.

DragomanError
├── PageError                 one page cannot be read; the rest of a batch goes on
│   ├── MissingPage           no such file
│   ├── NotAPage              a folder, a binary file, an unknown kind
│   ├── EmptyPage             no characters, or no visible text
│   ├── PageTooLarge          more bytes, nodes or lines than the limit
│   ├── DamagedPage           compressed data that cannot be unpacked
│   ├── UnreadableText        bytes that no encoding explains
│   ├── FetchFailed           the server did not answer, or not with the page; tried again later
│   ├── FetchRefused          an address we do not go to, or that robots.txt keeps us from
│   └── StageError            a fault of ours met a page that shows it
├── DateError                 a date given by the user is impossible
├── ModelError                a model file is missing, altered or of another release
├── QueryError                a search query cannot be parsed
├── TableError                a table of knowledge, ours or a user's, holds a row that cannot be
├── MissingExtra              an optional library that the call needs is not installed
└── RecordError               the database cannot be opened or is of another release

Each message says what happened, with which value, what was expected, and what to do.
"""

from __future__ import annotations


class DragomanError(Exception):
    """Base of every error dragoman raises on purpose."""


class PageError(DragomanError):
    """One page could not be read."""


class MissingPage(PageError):  # noqa: N818 - the tree reads as nouns
    """The page does not exist."""


class NotAPage(PageError):  # noqa: N818
    """What was given is a folder, a binary file or another thing that holds no page."""


class EmptyPage(PageError):  # noqa: N818
    """The page holds no visible text."""


class PageTooLarge(PageError):  # noqa: N818
    """The page is larger than the limit."""


class DamagedPage(PageError):  # noqa: N818
    """The page is compressed and cannot be unpacked."""


class UnreadableText(PageError):  # noqa: N818
    """The bytes of the page are text in no encoding we know."""


class FetchFailed(PageError):  # noqa: N818
    """A server did not answer in time or not with what was asked for; later it may."""

    def __init__(self, message: str, *, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after
        """Seconds the server asks us to wait; null when it does not say."""


class FetchRefused(PageError):  # noqa: N818
    """We do not fetch this: the address is not of the open web, or robots.txt forbids it."""


class StageError(PageError):
    """A stage of dragoman failed on the page; its message names the place."""


class DateError(DragomanError):
    """A date given by the user is impossible."""


class ModelError(DragomanError):
    """A model file of ours is missing, altered or of another release."""


class QueryError(DragomanError):
    """A search query or a question cannot be understood."""


class TableError(DragomanError):
    """A table to import lacks columns or holds impossible values; nothing of it was imported."""


class MissingExtra(DragomanError):  # noqa: N818
    """An optional library is not installed."""


class RecordError(DragomanError):
    """The database cannot be opened, or belongs to another release."""
