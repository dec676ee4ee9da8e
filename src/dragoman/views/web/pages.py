"""The pages of the record. Each asks the record or the relations one question and shows it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from litestar import Request, Response, get
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException
from litestar.params import FromPath, FromQuery
from markupsafe import Markup

from dragoman.errors import QueryError
from dragoman.knowledge.organisations import body
from dragoman.knowledge.persons import person
from dragoman.knowledge.states import state
from dragoman.record import Entry, Store, View, latest
from dragoman.record import search as search_record
from dragoman.record.judgements import Judgements
from dragoman.relations.alliances import network_on, what_if
from dragoman.relations.alliances.book import book_of
from dragoman.schema import Report
from dragoman.schema.judgements import PERSON
from dragoman.schema.pacts import Pact
from dragoman.views.disputes import between, disputes_in
from dragoman.views.questions import question_of
from dragoman.views.web import drawing
from dragoman.views.web.forms import judging
from dragoman.views.web.marking import blocks_of, by_role, judged_findings, runs_of

Kept = NamedDependency[Store]
LATEST = 30
"""Reports on the first page, and hits of a search."""

EVENTS = 200
COMPARED = 500
"""Latest events of either party of a pair that its page counts."""

COUNTED = ("report", "statement", "agreement", "dispute")
"""Tables whose sizes the first page tells."""

SLUGS = ("person", "org", "collective", "group", "media")
"""Kinds of actor whose ids are made of their names."""

BEGINNING = 90
"""Characters by which a report without a headline is named."""

REPORT = re.compile(r"[0-9a-f]{24}")
MOST_MONTHS = 60
"""Above this a series counts years."""
CONFLICT = (3, 4)
SWITCHES = ("cascade", "retaliation", "ongoing", "provoked")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
STATIC = {
    "style.css": "text/css",
    "reader.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@cache
def templates() -> jinja2.Environment:
    """The templates; whatever comes from a page is escaped."""
    made = jinja2.Environment(
        loader=jinja2.PackageLoader("dragoman.views.web"), autoescape=True,
        trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    made.filters["party"] = name_of
    made.filters["person"] = lambda by: str(by).removeprefix(PERSON)
    made.filters["moment"] = lambda at: str(at).replace("T", " ").replace("Z", " UTC")
    made.filters["by_role"] = by_role
    made.filters["title_of"] = title_of
    made.tests["report"] = is_report
    made.filters["words"] = lambda code: str(code).replace("_", " ").lower()
    return made


def name_of(party: str) -> str:
    """The usual name of a state, a body or a person; the words of any other id.

    >>> name_of("FRA"), name_of("IGO:UNO"), name_of("person:jan-roe"), name_of("S07")
    ('France', 'United Nations', 'Jan Roe', 'S07')
    """
    known = state(party) or body(party) or person(party)
    if known:
        return known.name
    kind, _, words = party.partition(":")
    return words.replace("-", " ").title() if kind in SLUGS and words.isascii() else party


def title_of(report: Report) -> str:
    """A report's headline; of one without, how its article begins."""
    if report.headline:
        return report.headline
    words = report.article[:BEGINNING].split()
    return f"{' '.join(words)}{'…' if len(report.article) > BEGINNING else ''} (no headline)"


def is_report(source: str) -> bool:
    """Whether a citation is of a report; of an imported table otherwise."""
    return bool(REPORT.fullmatch(source))


def show(template: str, status: int = 200, **data: Any) -> Response[str]:
    """A page from its template."""
    page = templates().get_template(f"{template}.html").render(**data)
    return Response(page, status_code=status, media_type="text/html", headers=HEADERS)


@get("/", sync_to_thread=True, include_in_schema=False)
def home(store: Kept) -> Response[str]:
    """What is on record, the newest reports first."""
    counts = View(store).counts(*COUNTED)
    return show("home", reports=latest(store, LATEST), counts=counts, q="")


@get("/search", sync_to_thread=True, include_in_schema=False)
def find(store: Kept, q: FromQuery[str] = "") -> Response[str]:
    """Reports that match, with the passage; a query that cannot be parsed says where."""
    try:
        hits, wrong = search_record(store, q, limit=LATEST) if q.strip() else (), None
    except QueryError as error:
        hits, wrong = (), str(error)
    return show("search", 400 if wrong else 200, q=q, hits=hits, wrong=wrong)


@get("/reports/{report_id:str}", sync_to_thread=True, include_in_schema=False)
def reader(store: Kept, request: Request[Any, Any, Any], report_id: FromPath[str]) -> Response[str]:
    """The text with its roles, and beside it everything found, each tied to its words.

    What people rejected is struck through, what they corrected stands beside what was read.
    """
    view = View(store)
    read = view.as_read(report_id)
    report = view.report(read.id)
    findings = judged_findings(read, report, Judgements(store).on_findings(read.id))
    runs, rows = runs_of(blocks_of(read, findings)), list(disputes_in(report))
    return show("reader", report=read, findings=findings, runs=runs, rows=rows, **judging(request))


@get("/actors/{actor:str}", sync_to_thread=True, include_in_schema=False)
def actor(store: Kept, actor: FromPath[str]) -> Response[str]:
    """What an actor did and to whom, and what binds it."""
    entries = View(store).timeline(actor, limit=EVENTS, newest=True)
    pacts = [pact for pact in book_of(store) if actor in pact.parties]
    others = Counter(
        one for entry in entries for one in (*entry.actors, *entry.recipients) if one != actor
    )
    return show("actor", actor=actor, entries=entries, pacts=pacts, others=others.most_common(12))


@get("/dyads/{one:str}/{other:str}", sync_to_thread=True, include_in_schema=False)
def dyad(store: Kept, one: FromPath[str], other: FromPath[str]) -> Response[str]:
    """Two parties: what binds them, what they did, what they dispute, what is not known."""
    view = View(store)
    there, back = (
        view.dyad(a, b, limit=COMPARED, newest=True) for a, b in ((one, other), (other, one))
    )
    entries = list({entry.event: entry for entry in (*there, *back)}.values())
    entries.sort(key=lambda entry: (entry.day or "", entry.event), reverse=True)
    unit, months = by_month(entries)
    cut = COMPARED in (len(there), len(back))
    pacts = [pact for pact in book_of(store) if {one, other} <= set(pact.parties)]
    rows = [row for told in view.disputed(parties=(one, other)) for row in disputes_in(told)]
    return show(
        "dyad", one=one, other=other, entries=entries[:EVENTS], n=len(entries), pacts=pacts,
        promises=_promises(pacts, one, other), disputes=list(between(rows, one, other)),
        months=months, unit=unit, cut=cut, chart=Markup(drawing.series(months)),
    )  # fmt: skip


def by_month(entries: list[Entry]) -> tuple[str, list[tuple[str, int, int]]]:
    """Events that happened from the first month to the last, by year where that is long:
    the unit, and (YYYY-MM or YYYY, cooperation, conflict).
    """
    told = [one for one in entries if one.day and one.factuality == "actual"]
    days = sorted(one.day for one in told if one.day and len(one.day) >= len("2024-06"))
    if not days:
        return "month", []
    first, last = (12 * int(day[:4]) + int(day[5:7]) - 1 for day in (days[0], days[-1]))
    yearly = last - first > MOST_MONTHS
    length = len("2024") if yearly else len("2024-06")
    counts = Counter((day[:length], one.quad in CONFLICT) for one in told if (day := one.day))
    keys = dict.fromkeys(f"{n // 12:04}-{n % 12 + 1:02}"[:length] for n in range(first, last + 1))
    unit = "year" if yearly else "month"
    return unit, [(key, counts[key, False], counts[key, True]) for key in keys]


def _promises(pacts: list[Pact], one: str, other: str) -> list[tuple[Pact, Any]]:
    pair = {one, other}
    return [
        (pact, promise)
        for pact in pacts
        for promise in pact.promises
        if promise.owed_by in pair and pair & set(promise.owed_to)
    ]


@get("/agreements", sync_to_thread=True, include_in_schema=False)
def agreements(store: Kept, party: FromQuery[str] = "") -> Response[str]:
    """All agreements on record, or those of one party."""
    pacts = [pact for pact in book_of(store) if not party or party in pact.parties]
    return show("agreements", pacts=pacts[:EVENTS], n=len(pacts), party=party)


@get("/agreements/{key:str}", sync_to_thread=True, include_in_schema=False)
def agreement(store: Kept, key: FromPath[str]) -> Response[str]:
    """One agreement: every field with all its values, each with its sentence."""
    pact = next((one for one in book_of(store) if one.id == key), None)
    if pact is None:
        raise NotFoundException(f"no agreement {key!r} is on record")
    return show("agreement", pact=pact)


@get("/network", sync_to_thread=True, include_in_schema=False)
def network(store: Kept, on: FromQuery[str] = "") -> Response[str]:
    """Who is bound to whom on a day, drawn and as a table."""
    if not on:
        return show("network", on=on, found=None, chart="", wrong=None)
    try:
        found = network_on(book_of(store), on, None)
    except QueryError as error:
        return show("network", 400, on=on, found=None, chart="", wrong=str(error))
    ties = Counter(tuple(sorted((tie.owed_by, tie.owed_to))) for tie in found.ties)
    chart = Markup(drawing.network(ties, link="/actors/"))  # type: ignore[arg-type]
    return show("network", on=on, found=found, chart=chart, wrong=None)


@get("/whatif", sync_to_thread=True, include_in_schema=False)
def whatif(store: Kept, request: Request[Any, Any, Any]) -> Response[str]:
    """The question as a form, and its answer with the sentence behind each line."""
    given = {name: value for name, value in request.query_params.items() if value}
    asked: dict[str, Any] = {
        name: value for name, value in given.items() if name in ("attacker", "target", "on")
    }
    asked |= {name: True for name in SWITCHES if given.get(name) == "on"}
    if not given:
        return show("whatif", given={}, answer=None, wrong=None)
    try:
        pacts = book_of(store)
        answer = what_if(pacts, question_of(asked, pacts))
    except QueryError as error:
        return show("whatif", 400, given=given, answer=None, wrong=str(error))
    return show("whatif", given=given, answer=answer, wrong=None)


@get("/static/{name:str}", public=True, sync_to_thread=True, include_in_schema=False)
def static(name: FromPath[str]) -> Response[bytes]:
    """The style sheet and the script; nothing else is there."""
    if name not in STATIC:
        raise NotFoundException(f"no file {name!r} is here")
    content = (files("dragoman.views.web") / "static" / name).read_bytes()
    headers = {**HEADERS, "Cache-Control": "max-age=3600"}
    return Response(content, media_type=STATIC[name], headers=headers)


def wrong(request: Request[Any, Any, Any], status: int, message: str) -> Response[str]:
    """What went wrong, for people; `request` asked for a page."""
    return show("wrong", status, message=message, path=request.url.path)


PAGES: tuple[Callable[..., Any], ...] = (
    home, find, reader, actor, dyad, agreements, agreement, network, whatif, static,
)  # fmt: skip
