"""Corpora: the pipeline over many files at once, and over feeds as they bring new pages."""

from dragoman.corpus.ingesting import ingest
from dragoman.corpus.shards import (
    Done,
    FailedPage,
    Runner,
    Shard,
    read_shard,
    reports_in,
    run,
    shards_of,
)

__all__ = [
    "Done", "FailedPage", "Runner", "Shard", "ingest", "read_shard", "reports_in", "run",
    "shards_of",
]  # fmt: skip
