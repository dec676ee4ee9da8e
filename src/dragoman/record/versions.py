"""Which release a database belongs to, and how it is brought up to date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dragoman.errors import RecordError

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy.engine import Connection, Engine

VERSION_TABLE = "dragoman_version"
HEAD = "0005"
"""The newest migration; a test compares it with the scripts."""

WRITING = "dragoman_writing"
"""The option of a connection that is going to write: SQLite then takes its lock at once."""

SQLITE_MARK = 0x64726167
"""`drag`: the application id in the head of our SQLite files."""

LOCK = 0x64726167
"""The advisory lock that keeps two processes from making the same tables on a server."""


def bring_up_to_date(engine: Engine, address: str) -> None:
    """Make the tables of a new database, or migrate one of an earlier release."""
    if version_of(engine, address) == HEAD:
        return
    from alembic import command

    with engine.execution_options(**{WRITING: True}).begin() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if version_in(connection, address) != HEAD:
            command.upgrade(config_for(connection), "head")


def check_version(engine: Engine, address: str) -> None:
    """Raise RecordError unless the database is ours and of this release."""
    found = version_of(engine, address)
    if found is None:
        raise RecordError(f"database {address} holds no record; `dragoman ingest` makes one")
    if found != HEAD:
        message = f"database {address} is of an earlier release; `dragoman ingest` brings it up"
        raise RecordError(message)


def version_of(engine: Engine, address: str) -> str | None:
    """The version of a database; None for an empty one. Raises for others' and newer ones."""
    with engine.connect() as connection:
        return version_in(connection, address)


def version_in(connection: Connection, address: str) -> str | None:
    """As `version_of`, on a connection that is open."""
    tables = set(sa.inspect(connection).get_table_names())
    if VERSION_TABLE in tables:
        query = sa.text(f"SELECT version_num FROM {VERSION_TABLE}")
        version: str | None = connection.execute(query).scalar()
        if version is not None and version > HEAD:
            message = f"database {address} is of release {version}, newer than this ({HEAD}); "
            raise RecordError(message + "update dragoman")
        return version
    if tables:
        some = ", ".join(sorted(tables)[:3])
        message = f"database {address} holds tables of others ({some}); give another with --db"
        raise RecordError(message)
    return None


def config_for(connection: Connection) -> Config:
    """What Alembic needs to run our migrations on a connection."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def mark_file(connection: Connection) -> None:
    """Write our mark into the head of an SQLite file."""
    connection.exec_driver_sql(f"PRAGMA application_id = {SQLITE_MARK}")
