"""The full text index: FTS5 without content on SQLite, a tsvector under GIN on PostgreSQL.

Both hold the words that `rows.searchable` makes, stemmed; neither keeps the text a second time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

SQLITE = (
    "CREATE VIRTUAL TABLE report_text USING fts5"
    "(article, content='', tokenize='porter unicode61 remove_diacritics 0')",
)

POSTGRESQL = (
    # English stems without a list of stop words, so that phrases are found as they are written
    "CREATE TEXT SEARCH DICTIONARY dragoman_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION dragoman (COPY = english)",
    "ALTER TEXT SEARCH CONFIGURATION dragoman"
    " ALTER MAPPING FOR asciiword, word, numword WITH dragoman_stem",
    "CREATE TABLE report_text (report bigint PRIMARY KEY, article tsvector NOT NULL)",
    "CREATE INDEX ix_report_text_article ON report_text USING gin (article)",
)

DROP_SQLITE = ("DROP TABLE report_text",)

DROP_POSTGRESQL = (
    "DROP TABLE report_text",
    "DROP TEXT SEARCH CONFIGURATION dragoman",
    "DROP TEXT SEARCH DICTIONARY dragoman_stem",
)


def create_text_index(connection: Connection) -> None:
    """Make the index of the dialect in use."""
    for command in SQLITE if connection.dialect.name == "sqlite" else POSTGRESQL:
        connection.exec_driver_sql(command)


def drop_text_index(connection: Connection) -> None:
    """Drop the index of the dialect in use."""
    for command in DROP_SQLITE if connection.dialect.name == "sqlite" else DROP_POSTGRESQL:
        connection.exec_driver_sql(command)
