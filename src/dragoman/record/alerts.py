"""Watch lists: saved queries, their matches numbered as they arrive, and what was posted of them.

A match is entered once, in the transaction that moves its list on, and so keeps its number for
ever. Posting is claimed by lease, and a match counts as sent only when its receiver said so:
whoever is killed in between has posted at most once too often, never once too little.
"""

from __future__ import annotations

import base64
import secrets
import uuid
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.errors import QueryError
from dragoman.record import tables
from dragoman.record.inserting import insert_or_leave, now
from dragoman.record.query import parse
from dragoman.record.search import Hit, condition_of, hit_of
from dragoman.record.view import View

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from dragoman.record.store import Store

MAX_NAME = 200
"""Characters of a list's name."""

LATE = 10_000
"""PostgreSQL numbers readings before they are committed: so far below the newest one that was
looked at, one may still arrive."""

SIGNED_WITH = "whsec_"
"""What a secret begins with, as receivers of standard webhooks expect it."""

_ALERT, _MATCH = tables.alert, tables.alert_match


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """A watch list and how it stands; `last` is the number of its newest match.

    `url` is where its matches are posted, `sent` the number of the last that arrived there.
    """

    key: int
    id: str
    name: str
    query: str
    at: str
    last: int
    url: str | None
    sent: int
    failures: int
    said: str | None


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """A report that a list found: its number in the list, and when it was found."""

    n: int
    report: str
    at: str


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A match with the passage that answers the list's query."""

    n: int
    at: str
    hit: Hit

    @property
    def path(self) -> str:
        """Where the reader shows the passage."""
        return f"/reports/{self.hit.report}#c{self.hit.start}"

    def as_record(self) -> dict[str, object]:
        """Number, moment and the hit's fields side by side."""
        return {"n": self.n, "at": self.at, **msgspec.structs.asdict(self.hit)}


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Who may post the matches of a list, and with what they are signed."""

    alert: Alert
    url: str
    secret: str
    holder: str


class Alerts:
    """The watch lists of a store."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, name: str, query: str, *, past: bool = False) -> Alert:
        """A new list of that name; with `past`, reports on record are matches, too.

        Raises QueryError for a query that cannot be parsed and a name that is taken or none.
        """
        name = " ".join(name.split())
        if not 1 <= len(name) <= MAX_NAME:
            raise QueryError(
                f"name of a watch list has {len(name)} characters, not 1 to {MAX_NAME}"
            )
        parse(query)
        with self.store.transaction() as connection:
            newest = 0 if past else _newest(connection)
            row = {
                "id": str(uuid.uuid4()), "name": name, "query": query, "at": now(),
                "begin": newest, "seen": newest, "last": 0, "sent": 0, "due": 0.0, "until": 0.0,
                "failures": 0,
            }  # fmt: skip
            command = insert_or_leave(connection, _ALERT, "name").returning(_ALERT.c.key)
            added = connection.execute(command, row).scalar()
        if added is None:
            raise QueryError(f"a watch list {name!r} is there already; remove it or take another")
        return self.named(name)

    def remove(self, key: int) -> None:
        """Take a list and its matches away; the reports stay."""
        with self.store.transaction() as connection:
            connection.execute(sa.delete(_MATCH).where(_MATCH.c.alert == key))
            connection.execute(sa.delete(_ALERT).where(_ALERT.c.key == key))

    def all(self) -> tuple[Alert, ...]:
        """Every list, by name."""
        with self.store.connected() as connection:
            rows = connection.execute(sa.select(_ALERT).order_by(_ALERT.c.name))
            return tuple(_alert(row) for row in rows)

    def named(self, name: str) -> Alert:
        """The list of that name or number; raises QueryError when there is none."""
        wanted = _ALERT.c.name == " ".join(name.split())
        if name.isascii() and name.isdigit() and len(name) < 18:
            wanted = wanted | (_ALERT.c.key == int(name))
        with self.store.connected() as connection:
            row = connection.execute(sa.select(_ALERT).where(wanted)).first()
        if row is None:
            raise QueryError(f"no watch list {name[:MAX_NAME]!r}; `dragoman alerts list` has them")
        return _alert(row)

    def matches(self, key: int, *, after: int = 0, limit: int = 50) -> tuple[Match, ...]:
        """The matches of a list above a number, in order of arrival."""
        query = sa.select(_MATCH.c.n, _MATCH.c.report, _MATCH.c.at)
        query = query.where(_MATCH.c.alert == key, _MATCH.c.n > after).order_by(_MATCH.c.n)
        with self.store.connected() as connection:
            rows = connection.execute(query.limit(limit))
            return tuple(Match(n=row.n, report=row.report, at=row.at) for row in rows)

    def found(self, alert: Alert, *, after: int = 0, limit: int = 50) -> tuple[Found, ...]:
        """As `matches`, each with its passage."""
        tree, view = parse(alert.query), View(self.store)
        return tuple(
            Found(n=one.n, at=one.at, hit=hit_of(view.report(one.report), tree))
            for one in self.matches(alert.key, after=after, limit=limit)
        )

    def note(self) -> int:
        """Enter what has come since and matches; returns how many matches are new."""
        with self.store.connected() as connection:
            keys = list(
                connection.execute(sa.select(_ALERT.c.key).order_by(_ALERT.c.key)).scalars()
            )
        return sum(self._note(key) for key in keys)

    def _note(self, key: int) -> int:
        sqlite, at = self.store.is_sqlite, now()
        with self.store.transaction() as connection:
            own = sa.select(_ALERT).where(_ALERT.c.key == key).with_for_update()
            row = connection.execute(own).first()
            if row is None:
                return 0
            seen = max(row.seen, _newest(connection))
            report = tables.report.c
            known = sa.select(_MATCH.c.report).where(_MATCH.c.alert == key)
            begin = max(row.begin, row.seen - (0 if sqlite else LATE))
            query = (
                sa.select(report.id)
                .where(report.current, report.key > begin, report.id.not_in(known))
                .where(condition_of(parse(row.query), sqlite=sqlite))
                .order_by(report.key)
            )
            found = connection.execute(query).scalars().all()
            new = [
                {"alert": key, "n": n, "report": one, "at": at}
                for n, one in enumerate(found, row.last + 1)
            ]
            if new:
                connection.execute(sa.insert(_MATCH), new)
            if seen != row.seen or new:
                values = {"seen": seen, "last": row.last + len(new)}
                connection.execute(sa.update(_ALERT).where(_ALERT.c.key == key).values(values))
        return len(new)

    def post_to(self, key: int, url: str | None) -> str | None:
        """Post the matches from now on to an address; returns the secret that signs them.

        None posts to nobody. What was found before is not posted.
        """
        secret = None
        if url is not None:
            secret = SIGNED_WITH + base64.b64encode(secrets.token_bytes(32)).decode()
        values = {
            "url": url, "secret": secret, "sent": _ALERT.c.last, "due": 0.0, "failures": 0,
            "said": None, "holder": None, "until": 0.0,
        }  # fmt: skip
        with self.store.transaction() as connection:
            connection.execute(sa.update(_ALERT).where(_ALERT.c.key == key).values(values))
        return secret

    def claim(self, holder: str, *, at: float, seconds: float) -> Turn | None:
        """Take the turn to post what has waited longest, for some seconds; None when none waits."""
        waiting = (_ALERT.c.url.is_not(None)) & (_ALERT.c.sent < _ALERT.c.last)
        query = (
            sa.select(_ALERT)
            .where(waiting, _ALERT.c.due <= at, _ALERT.c.until <= at)
            .order_by(_ALERT.c.due, _ALERT.c.key)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        with self.store.transaction() as connection:
            row = connection.execute(query).first()
            if row is None:
                return None
            held = {"holder": holder, "until": at + seconds}
            connection.execute(sa.update(_ALERT).where(_ALERT.c.key == row.key).values(held))
        return Turn(alert=_alert(row), url=row.url, secret=row.secret, holder=holder)

    def arrived(self, turn: Turn, last: int) -> None:
        """The receiver has the matches up to this number."""
        self._settle(turn, {"sent": last, "failures": 0, "said": None, "due": 0.0})

    def failed(self, turn: Turn, said: str, *, due: float) -> None:
        """Nothing arrived, and why; it is tried again when due."""
        self._settle(turn, {"failures": turn.alert.failures + 1, "said": said, "due": due})

    def _settle(self, turn: Turn, values: dict[str, object]) -> None:
        held = (_ALERT.c.key == turn.alert.key) & (_ALERT.c.holder == turn.holder)
        values = {**values, "holder": None, "until": 0.0}
        with self.store.transaction() as connection:
            connection.execute(
                sa.update(_ALERT).where(held, _ALERT.c.url == turn.url).values(values)
            )

    def next_due(self) -> float | None:
        """When something waits to be posted next, seconds since 1970; None when nothing does."""
        moment = sa.case((_ALERT.c.due < _ALERT.c.until, _ALERT.c.until), else_=_ALERT.c.due)
        waiting = (_ALERT.c.url.is_not(None)) & (_ALERT.c.sent < _ALERT.c.last)
        with self.store.connected() as connection:
            found = connection.execute(sa.select(sa.func.min(moment)).where(waiting)).scalar()
        return None if found is None else float(found)


def _newest(connection: Connection) -> int:
    return connection.execute(sa.select(sa.func.max(tables.report.c.key))).scalar() or 0


def _alert(row: sa.Row[tuple[object, ...]]) -> Alert:
    return Alert(**{name: getattr(row, name) for name in Alert.__struct_fields__})
