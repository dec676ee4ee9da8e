"""The record: what was read, kept so that nothing is lost, doubled or overwritten."""

from dragoman.record.search import Hit, latest, matching, search
from dragoman.record.store import DEFAULT, Store, open_store
from dragoman.record.view import Entry, Period, View
from dragoman.record.writer import Failure, Run, Writer, Written, known_ids

__all__ = [
    "DEFAULT", "Entry", "Failure", "Hit", "Period", "Run", "Store", "View", "Writer", "Written",
    "known_ids", "latest", "matching", "open_store", "search",
]  # fmt: skip
