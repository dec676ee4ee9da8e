"""The store: opening a database, and what is said when it cannot be opened."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError, OperationalError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from dragoman.errors import RecordError
from dragoman.record.versions import WRITING, bring_up_to_date, check_version

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.engine import Connection, Engine
    from sqlalchemy.engine.url import URL

DEFAULT = "dragoman.db"
IN_MEMORY = ":memory:"

BUSY_SECONDS = 15.0
"""How long a second process waits for the one that is writing."""


class Store:
    """An open database of ours. Reading and writing are done by `View` and `Writer`."""

    def __init__(self, engine: Engine, address: str) -> None:
        self.engine = engine
        self.address = address

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; a store in memory is gone after this."""
        self.engine.dispose()

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite; PostgreSQL otherwise."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def connected(self) -> Iterator[Connection]:
        """A connection to read with: one snapshot, nothing kept."""
        with said_plainly(self.address), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection to write with: all of it is kept, or nothing."""
        writing = self.engine.execution_options(**{WRITING: True})
        with said_plainly(self.address), writing.begin() as connection:
            yield connection


def open_store(address: str = DEFAULT, *, create: bool = True) -> Store:
    """Open a database: a path, `:memory:`, or the URL of a PostgreSQL database.

    A new database gets its tables, one of an earlier release is brought up to date when `create`
    is true. Raises RecordError for a database that is missing, damaged, not ours, or newer.
    """
    engine = _engine(address, create=create)
    store = Store(engine, address)
    try:
        with said_plainly(address):
            if create:
                bring_up_to_date(engine, address)
                _let_readers_in(engine)
            else:
                check_version(engine, address)
    except BaseException:
        store.close()
        raise
    return store


def is_server(address: str) -> bool:
    """Whether the address names a PostgreSQL server rather than a file."""
    return address.startswith(("postgresql:", "postgres:", "postgresql+psycopg:"))


def _engine(address: str, *, create: bool) -> Engine:
    if is_server(address):
        return _postgresql(address)
    if "://" in address:
        message = f"database {_hidden(address)!r} is of no known kind; give a path or postgresql://"
        raise RecordError(message)
    return _sqlite(address, create=create)


def _sqlite(address: str, *, create: bool) -> Engine:
    if address == IN_MEMORY:
        engine = sa.create_engine("sqlite://", poolclass=StaticPool)
    else:
        path = Path(address)
        _check_file(path, create=create)
        engine = sa.create_engine(
            sa.URL.create("sqlite", database=str(path)), connect_args={"timeout": BUSY_SECONDS}
        )
    sa.event.listen(engine, "connect", _prepare_sqlite)
    sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _check_file(path: Path, *, create: bool) -> None:
    if path.is_dir():
        raise RecordError(f"database {path} is a folder; give the path of a file")
    if not path.exists() and not create:
        raise RecordError(f"no database at {path}; `dragoman ingest` makes one, --db names another")
    if not path.parent.is_dir():
        raise RecordError(f"no folder {path.parent} for database {path.name}; make it first")


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun by _begin_sqlite alone
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cache_size = -65536")


def _let_readers_in(engine: Engine) -> None:
    """Have SQLite keep a write-ahead log, so that readers need not wait; the file remembers it."""
    if engine.dialect.name != "sqlite":
        return
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    finally:
        connection.close()


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get(WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _postgresql(address: str) -> Engine:
    try:
        import psycopg  # noqa: F401 - asked for here to say how to get it
    except ImportError as error:
        message = "PostgreSQL needs psycopg: in dragoman's checkout, pip install '.[postgresql]'"
        raise RecordError(message) from error
    try:
        url: URL = sa.make_url(address).set(drivername="postgresql+psycopg")
    except SQLAlchemyError as error:
        raise RecordError(f"database address cannot be read: {error}") from error
    return sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10})


@contextmanager
def said_plainly(address: str) -> Iterator[None]:
    """Turn a driver's error into a RecordError: one line, with the remedy."""
    try:
        yield
    except DBAPIError as error:
        raise RecordError(f"database {_hidden(address)}: {_reason(error.orig, error)}") from error
    except sqlite3.Error as error:
        raise RecordError(f"database {_hidden(address)}: {_reason(error, error)}") from error


_REMEDIES = (
    ("locked", "another process is writing; wait for it and run the command again"),
    ("readonly", "it is read-only; change its rights or give another with --db"),
    ("read-only", "it is read-only; change its rights or give another with --db"),
    ("not a database", "this file is no SQLite database; give another with --db"),
    ("malformed", "it is damaged; restore a backup, or run `sqlite3 FILE .recover`"),
    ("full", "the disk is full; make room and run the command again"),
    ("disk i/o", "the disk cannot be written or read; check it and run the command again"),
    ("unable to open", "it cannot be opened; check the path and its rights"),
    ("no space", "the server's disk is full; make room and run the command again"),
)
_SERVER_REMEDY = "the server does not answer; check address and server, then run it again"


def _reason(cause: Any, error: Exception) -> str:  # drivers' errors share no type
    said = " ".join(str(cause or error).split())
    for sign, remedy in _REMEDIES:
        if sign in said.lower():
            return f"{remedy} ({said})"
    if isinstance(error, OperationalError) and "sqlite" not in type(cause).__module__:
        return f"{_SERVER_REMEDY} ({said})"
    return said


def _hidden(address: str) -> str:
    """The address without its password."""
    if not is_server(address):
        return address
    try:
        return sa.make_url(address).render_as_string(hide_password=True)
    except SQLAlchemyError:
        return address.split("@")[-1]
