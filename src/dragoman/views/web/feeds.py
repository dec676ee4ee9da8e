"""Watch lists in the browser and in feed readers: their matches as pages and as Atom 1.0."""

from __future__ import annotations

import hashlib
import re
import uuid
from collections.abc import Callable
from typing import Any

from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery
from lxml import etree

from dragoman import __version__
from dragoman.errors import QueryError
from dragoman.record import Store
from dragoman.record.alerts import Alert, Alerts, Found
from dragoman.views.guards import allow
from dragoman.views.web.forms import from_our_page, may, seal_of, to
from dragoman.views.web.pages import HEADERS, show

Kept = NamedDependency[Store]
Fields = NamedDependency[dict[str, str]]
LATEST = 50
"""Matches in a feed and on a page."""

ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(alert: Alert, found: tuple[Found, ...], base: str) -> bytes:
    """A list's matches, newest first, as Atom (RFC 4287); the same bytes for the same matches."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    here = f"{base}/alerts/{alert.key}"
    _add(feed, "id", f"urn:uuid:{alert.id}")
    _add(feed, "title", alert.name)
    _add(feed, "subtitle", alert.query)
    _add(feed, "updated", found[0].at if found else alert.at)
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{here}/feed")
    _add(feed, "link", rel="alternate", type="text/html", href=here)
    _add(feed, "generator", "dragoman", version=__version__)
    author = _add(feed, "author")
    _add(author, "name", "dragoman")
    for one in found:
        _entry(feed, alert, one, base)
    made: bytes = etree.tostring(feed, xml_declaration=True, encoding="utf-8")
    return made


def _entry(feed: Any, alert: Alert, one: Found, base: str) -> None:
    hit = one.hit
    entry = _add(feed, "entry")
    _add(entry, "id", uuid.uuid5(uuid.UUID(alert.id), hit.report).urn)
    _add(entry, "title", hit.headline or "(no headline)")
    _add(entry, "updated", one.at)
    _add(entry, "published", one.at)
    _add(entry, "link", rel="alternate", type="text/html", href=f"{base}{one.path}")
    if hit.publisher:
        author = _add(entry, "author")
        _add(author, "name", hit.publisher)
    told = f"{hit.day or 'day unknown'}: {hit.quote}"
    _add(entry, "summary", told, type="text")


def _add(parent: Any, name: str, text: str | None = None, **attributes: str) -> Any:
    """A child with its text; characters that XML does not have are left out."""
    clean = {key: _NOT_XML.sub("", value) for key, value in attributes.items()}
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}", clean)
    child.text = None if text is None else _NOT_XML.sub("", text)
    return child


def newest(store: Store, key: int) -> tuple[Alert, tuple[Found, ...]]:
    """A list and its latest matches, the newest first."""
    book = Alerts(store)
    alert = book.named(str(key))
    found = book.found(alert, after=max(0, alert.last - LATEST), limit=LATEST)
    return alert, tuple(reversed(found))


@get("/alerts", sync_to_thread=True, include_in_schema=False)
def lists(store: Kept, request: Request[Any, Any, Any], q: FromQuery[str] = "") -> Response[str]:
    """All watch lists, and a form for who may make one; `q` is a query to be watched."""
    return _lists(store, request, {"query": q})


@post(
    "/alerts/new", sync_to_thread=True, guards=[from_our_page, allow("review")],
    include_in_schema=False,
)  # fmt: skip
def make(store: Kept, request: Request[Any, Any, Any], fields: Fields) -> Response[Any]:
    """Keep the query, and go on to its list."""
    book = Alerts(store)
    name, query = fields.get("name", ""), fields.get("query", "")
    try:
        made = book.add(name, query, past=fields.get("past") == "on")
    except QueryError as error:
        return _lists(store, request, fields, wrong=str(error))
    book.note()
    return to(f"/alerts/{made.key}")


@post(
    "/alerts/{key:int}/removal", sync_to_thread=True, guards=[from_our_page, allow("review")],
    include_in_schema=False,
)  # fmt: skip
def remove(store: Kept, key: FromPath[int]) -> Response[Any]:
    """Take the list away."""
    book = Alerts(store)
    book.remove(book.named(str(key)).key)
    return to("/alerts")


@get("/alerts/{key:int}", sync_to_thread=True, include_in_schema=False)
def one_list(store: Kept, request: Request[Any, Any, Any], key: FromPath[int]) -> Response[str]:
    """A list's latest matches, each with its passage."""
    alert, found = newest(store, key)
    seal = seal_of(request) if may(request, "review") else None
    return show("alert", alert=alert, found=found, seal=seal)


@get("/alerts/{key:int}/feed", sync_to_thread=True, include_in_schema=False)
def feed(store: Kept, request: Request[Any, Any, Any], key: FromPath[int]) -> Response[bytes]:
    """The same as a feed; answers 304 to a known ETag."""
    alert, found = newest(store, key)
    content = atom(alert, found, str(request.base_url).rstrip("/"))
    tag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**HEADERS, "ETag": tag, "Cache-Control": "no-cache"}
    known = request.headers.get("if-none-match", "")
    if tag in (one.strip().removeprefix("W/") for one in known.split(",")):
        return Response(b"", status_code=304, headers=headers)
    return Response(content, media_type="application/atom+xml; charset=utf-8", headers=headers)


def _lists(
    store: Store, request: Request[Any, Any, Any], given: dict[str, str], wrong: str | None = None
) -> Response[str]:
    seal = seal_of(request) if may(request, "review") else None
    return show(
        "alerts", 400 if wrong else 200, alerts=Alerts(store).all(), given=given, wrong=wrong,
        seal=seal,
    )  # fmt: skip


FEEDS: tuple[Callable[..., Any], ...] = (lists, make, remove, one_list, feed)
