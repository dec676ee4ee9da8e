"""dragoman reads news reports and keeps the diplomatic record.

>>> import dragoman
>>> report = dragoman.read(b"OSLO (Fjord Wire) - Norway signed a pact with Iceland on Monday.")
>>> report.language
'en'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.errors import DragomanError, PageError, QueryError, RecordError
    from dragoman.pipeline import Ingested, Reading, analyse, ingest, read, read_all
    from dragoman.record import Period, Store, View, open_store, search
    from dragoman.schema import Report, Span, from_json, to_json

__version__ = "0.1.0"

_PLACES = {
    "dragoman.errors": ("DragomanError", "PageError", "QueryError", "RecordError"),
    "dragoman.pipeline": ("Ingested", "Reading", "analyse", "ingest", "read", "read_all"),
    "dragoman.record": ("Period", "Store", "View", "open_store", "search"),
    "dragoman.schema": ("Report", "Span", "from_json", "to_json"),
}
"""Where the public names live; each place is imported when one of its names is first used."""

__all__ = [
    "DragomanError", "Ingested", "PageError", "Period", "QueryError", "Reading", "RecordError",
    "Report", "Span", "Store", "View", "analyse", "from_json", "ingest", "open_store", "read",
    "read_all", "search", "to_json",
]  # fmt: skip


def __getattr__(name: str) -> object:
    for place, names in _PLACES.items():
        if name in names:
            value: object = getattr(import_module(place), name)
            globals()[name] = value
            return value
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
