"""The paths of watch lists: saved queries, their matches, and where these are posted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlsplit

import msgspec
from litestar import delete, get, post, put
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody, QueryParameter

from dragoman.corpus.posting import Doors
from dragoman.errors import FetchFailed, FetchRefused
from dragoman.record import Hit, Store
from dragoman.record.alerts import Alert, Alerts
from dragoman.views.guards import allow

Kept = NamedDependency[Store]
MAX_PAGE = 200
Limit = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE, description="Matches in the answer.")]
After = Annotated[
    int, QueryParameter(ge=0, le=2**31 - 1, description="Number of the last match that is known.")
]
Key = FromPath[int]


class List(msgspec.Struct, frozen=True, kw_only=True):
    """A watch list; `last` is the number of its newest match, `posted_to` a host or null."""

    key: int
    id: str
    name: str
    query: str
    at: str
    last: int
    posted_to: str | None
    sent: int
    failures: int
    said: str | None


class Wanted(msgspec.Struct, forbid_unknown_fields=True):
    """A watch list to be made; with `past`, reports that are on record count as new."""

    name: str
    query: str
    past: bool = False


class Receiver(msgspec.Struct, forbid_unknown_fields=True):
    """Where matches are posted."""

    url: str


class Signed(msgspec.Struct, frozen=True):
    """What signs the posts; it is told this once."""

    secret: str


class Numbered(msgspec.Struct, frozen=True, kw_only=True):
    """A match: its number in the list, when it was found, and the passage."""

    n: int
    at: str
    path: str
    hit: Hit


@get("/api/alerts", sync_to_thread=True, summary="The watch lists")
def alerts(store: Kept) -> list[List]:
    """By name."""
    return [_shown(one) for one in Alerts(store).all()]


@get("/api/alerts/{key:int}", sync_to_thread=True, summary="One watch list")
def one_list(store: Kept, key: Key) -> List:
    """How it stands."""
    return _shown(_of(Alerts(store), key))


@post("/api/alerts", sync_to_thread=True, guards=[allow("review")], summary="Watch a query")
def make(store: Kept, data: JSONBody[Wanted]) -> List:
    """The list under its number; the query is that of `/api/search`."""
    book = Alerts(store)
    made = book.add(data.name, data.query, past=data.past)
    book.note()
    return _shown(book.named(str(made.key)))


@get("/api/alerts/{key:int}/matches", sync_to_thread=True, summary="Matches, oldest first")
def matches(store: Kept, key: Key, after: After = 0, limit: Limit = 50) -> list[Numbered]:
    """Those with a higher number than `after`, so that a program can go on where it was."""
    book = Alerts(store)
    found = book.found(_of(book, key), after=after, limit=limit)
    return [Numbered(n=one.n, at=one.at, path=one.path, hit=one.hit) for one in found]


@delete(
    "/api/alerts/{key:int}", sync_to_thread=True, guards=[allow("review")],
    summary="Watch a query no longer",
)  # fmt: skip
def unmake(store: Kept, key: Key) -> None:
    """The list and its matches are gone; the reports stay."""
    book = Alerts(store)
    book.remove(_of(book, key).key)


@put(
    "/api/alerts/{key:int}/receiver", sync_to_thread=True, guards=[allow("admin")],
    summary="Have matches posted",
)  # fmt: skip
def receive(
    store: Kept, key: Key, data: JSONBody[Receiver], doors: NamedDependency[Doors]
) -> Signed:
    """To an address of the server's machine, or of a host it was started with."""
    book = Alerts(store)
    alert = _of(book, key)
    try:
        doors.place_of(data.url)
    except (FetchRefused, FetchFailed) as error:
        raise ValidationException(str(error)) from error
    return Signed(secret=book.post_to(alert.key, data.url) or "")


@delete(
    "/api/alerts/{key:int}/receiver", sync_to_thread=True, guards=[allow("admin")],
    summary="Have matches posted no longer",
)  # fmt: skip
def forget(store: Kept, key: Key) -> None:
    """Matches are numbered as before, and posted to nobody."""
    book = Alerts(store)
    book.post_to(_of(book, key).key, None)


def _of(book: Alerts, key: int) -> Alert:
    return book.named(str(key))


def _shown(one: Alert) -> List:
    host = None if one.url is None else urlsplit(one.url).netloc.rpartition("@")[2]
    names = [name for name in List.__struct_fields__ if name != "posted_to"]
    return List(posted_to=host, **{name: getattr(one, name) for name in names})


ALERTS: tuple[Callable[..., Any], ...] = (alerts, one_list, make, matches, unmake, receive, forget)
