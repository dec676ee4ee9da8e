"""The paths of the API; each calls one function of the record or the relations."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, FromQuery, JSONBody, QueryParameter

from dragoman.record import Entry, Period, Store, View, matching
from dragoman.record import search as search_record
from dragoman.relations.alliances import Network, network_on, what_if
from dragoman.relations.alliances.book import book_of
from dragoman.schema import Report, to_json
from dragoman.schema.whatif import Answer
from dragoman.views.disputes import Row, Side, between, disputes_in, said_in
from dragoman.views.guards import allow
from dragoman.views.keeping import Given, keep
from dragoman.views.questions import question_of

Kept = NamedDependency[Store]

MAX_PAGE = 200

Limit = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE, description="Items in the answer.")]
Offset = Annotated[int, QueryParameter(ge=0, le=1_000_000, description="Items to pass over.")]
AsRead = Annotated[bool, QueryParameter(description="With findings as they were read.")]
Optional = FromQuery[str | None]
Day = Annotated[str | None, QueryParameter(description="A day, YYYY-MM-DD.")]


class Page(msgspec.Struct, frozen=True):
    """A part of a list: its items and where the next part begins, null at the end."""

    items: list[Any]
    next_offset: int | None


class Said(msgspec.Struct, frozen=True):
    """A statement with the report it stands in."""

    report: str
    day: str | None
    publisher: str | None
    statement: Side


class Posted(msgspec.Struct, forbid_unknown_fields=True):
    """A page to read and keep."""

    content: str
    url: str | None = None
    published: str | None = None
    plain: bool = False


def cut(items: Sequence[Any], limit: int, offset: int) -> Page:
    """The part of a list that was asked for; the list may hold one item more than the part."""
    part = list(items[offset : offset + limit])
    more = len(items) > offset + limit
    return Page(items=part, next_offset=offset + limit if more else None)


@get("/api/search", sync_to_thread=True, summary="Find reports by a query, newest first")
def find(store: Kept, q: FromQuery[str], limit: Limit = 20, offset: Offset = 0) -> Page:
    """Words, "phrases", OR, -not and the fields actor: speaker: type: act: from: to: publisher:."""
    hits = search_record(store, q, limit=offset + limit + 1)
    return cut(hits, limit, offset)


@get("/api/reports/{report_id:str}", sync_to_thread=True, summary="One report with its findings")
def one_report(
    store: Kept,
    request: Request[Any, Any, Any],
    report_id: FromPath[str],
    *,
    as_read: AsRead = False,
) -> Response[bytes]:
    """The contract's JSON, as it stands after people judged its findings, or as it was read.

    The beginning of an id is enough. Answers 304 to a known ETag.
    """
    view = View(store)
    content = to_json(view.as_read(report_id) if as_read else view.report(report_id))
    tag = f'"{hashlib.sha256(content).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == tag:
        return Response(b"", status_code=304, headers={"ETag": tag})
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    return Response(content, media_type="application/json", headers=headers)


@get("/api/statements", sync_to_thread=True, summary="Who said what")
def statements(
    store: Kept,
    speaker: Optional = None,
    act: Optional = None,
    limit: Limit = 20,
    offset: Offset = 0,
) -> Page:
    """Statements by a speaker (an id, or the state acted for) with an act, newest report first."""
    fields = [f"{name}:{value}" for name, value in (("speaker", speaker), ("act", act)) if value]
    found: list[Said] = []
    for report in matching(store, " ".join(fields)) if fields else View(store).reports():
        found += [
            Said(report=report.id, day=report.anchor_date, publisher=report.publisher, statement=s)
            for s in said_in(report, speaker=speaker, act=act)
        ]
        if len(found) > offset + limit:
            break
    return cut(found, limit, offset)


@get("/api/timeline/{actor:str}", sync_to_thread=True, summary="Events an actor takes part in")
def timeline(
    store: Kept, actor: FromPath[str], first: Day = None, last: Day = None, limit: Limit = 100
) -> list[Entry]:
    """By day, each with the passage that says so."""
    return list(View(store).timeline(actor, Period(first=first, last=last), limit=limit))


@get("/api/dyad/{source:str}/{target:str}", sync_to_thread=True, summary="Events of a pair")
def dyad(
    store: Kept, source: FromPath[str], target: FromPath[str], first: Day = None, last: Day = None,
    limit: Limit = 100,
) -> list[Entry]:  # fmt: skip
    """What the source does to the target; joint acts count for both directions."""
    return list(View(store).dyad(source, target, Period(first=first, last=last), limit=limit))


@get("/api/disputes", sync_to_thread=True, summary="Claims and the denials that answer them")
def disputes(store: Kept, one: Optional = None, other: Optional = None) -> list[Row]:
    """Of all, of one party, or between two, by day."""
    parties = tuple(party for party in (one, other) if party is not None)
    told = View(store).disputed(parties=parties)
    rows = [row for report in told for row in disputes_in(report)]
    return rows if one is None else list(between(rows, one, other))


@get("/api/agreements", sync_to_thread=True, summary="Agreements on record, reports' and imported")
def agreements(store: Kept, party: Optional = None, limit: Limit = 50, offset: Offset = 0) -> Page:
    """Each field with all its sourced values; `party` keeps those of one state."""
    found = [pact for pact in book_of(store) if party is None or party in pact.parties]
    return cut(found, limit, offset)


@get("/api/network", sync_to_thread=True, summary="Who is bound to whom on a day")
def network(store: Kept, on: FromQuery[str]) -> Network:
    """A day, a month or a year."""
    return network_on(book_of(store), on, None)


@post("/api/whatif", sync_to_thread=True, status_code=200, summary="Who owes what if A attacks B")
def whatif(store: Kept, data: JSONBody[dict[str, Any]]) -> Answer:
    """The question as in DESIGN: attacker, target, on; location, ongoing, provoked, cascade."""
    pacts = book_of(store)
    return what_if(pacts, question_of(data, pacts))


@post(
    "/api/pages", sync_to_thread=True, guards=[allow("ingest")], summary="Read a page and keep it"
)
def post_page(store: Kept, data: JSONBody[Posted], max_page_size: NamedDependency[int]) -> Report:
    """The report that was made of the page; the same page again gives the same report."""
    given = Given(
        content=data.content.encode("utf-8", "replace"), url=data.url, published=data.published,
        plain=data.plain,
    )  # fmt: skip
    return keep(store, given, max_page_size=max_page_size)


@get("/health", public=True, summary="Whether the server runs")
async def health() -> dict[str, str]:
    """Always `ok` while the server answers."""
    return {"status": "ok"}


@get("/ready", public=True, sync_to_thread=True, summary="Whether the record can be read")
def ready(store: Kept) -> dict[str, str]:
    """`ready`, or 503 when the record cannot be read; no token is asked for, nothing is told."""
    View(store).counts("run")
    return {"status": "ready"}


ROUTES: tuple[Callable[..., Any], ...] = (
    find, one_report, statements, timeline, dyad, disputes, agreements, network, whatif, post_page,
    health, ready,
)  # fmt: skip
