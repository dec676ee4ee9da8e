"""Judging in the browser: the form of a finding, the list of what is unsure, and undo."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Annotated, Any, get_args

import msgspec
from litestar import Request, Response, get, post
from litestar.di import NamedDependency
from litestar.exceptions import NotFoundException, ValidationException
from litestar.params import FromPath, QueryParameter

from dragoman.errors import QueryError
from dragoman.record import Store, View
from dragoman.record.doubts import UNSURE, contested, unsure
from dragoman.record.judgements import Entered, Judgements
from dragoman.record.reviews import finding_in
from dragoman.schema.corrections import CORRECTABLE, DAYS
from dragoman.schema.findings import AgreementStatus, EventType, Factuality, StatementAct
from dragoman.views.guards import allow
from dragoman.views.reviewing import RULINGS, Ruled, correction_in, judgement_of
from dragoman.views.web.forms import from_our_page, judging, signed_by, to
from dragoman.views.web.marking import findings_of
from dragoman.views.web.pages import show

Kept = NamedDependency[Store]
Fields = NamedDependency[dict[str, str]]
Before = Annotated[int | None, QueryParameter(ge=1)]
SHOWN = 20
"""Judgements on a page."""

OPTIONS: dict[str, tuple[str, ...]] = {
    "act": get_args(StatementAct),
    "type": get_args(EventType),
    "factuality": get_args(Factuality),
    "status": get_args(AgreementStatus),
}
DAY_HELP = "YYYY, YYYY-MM or YYYY-MM-DD; empty when unknown"
SIDE_HELP = "names or ids, with commas between"


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a finding in a form: as it stands, as it was read, and what it can be."""

    name: str
    label: str
    value: str
    read: str
    help: str
    options: tuple[str, ...] = ()


@get("/review", sync_to_thread=True, include_in_schema=False)
def review(
    store: Kept, request: Request[Any, Any, Any], before: Before = None, reading: Before = None
) -> Response[str]:
    """What is unsure or contested, and what was judged, the newest first.

    `before` is a judgement's number and `reading` a reading's, each left by the link to go on.
    """
    doubts, earlier = unsure(store, before=reading)
    entered = Judgements(store).latest(before=before, limit=SHOWN + 1)
    older = entered[SHOWN - 1].key if len(entered) > SHOWN else None
    disputed, entered = contested(store)[:SHOWN], entered[:SHOWN]
    lines = lines_of(store, [*entered, *(one for words in disputed for one in words)])
    return show(
        "review", doubts=doubts, earlier=earlier, here=request.url.query, disputed=disputed,
        entered=entered, lines=lines, older=older, limit=UNSURE, **judging(request),
    )  # fmt: skip


def lines_of(store: Store, entered: Sequence[Entered]) -> dict[str, str]:
    """In words, as they were read, the findings that were judged; those not found are left out."""
    view, lines = View(store), {}
    told = {one.judgement.right for one in entered if one.judgement.relation == "told"}
    for report in sorted(told):
        with suppress(QueryError):
            for one in findings_of(view.as_read(report)):
                lines[f"{report}/{one.id}"] = f"{one.label} {one.line}"
    return lines


@get(
    "/reports/{report_id:str}/findings/{finding:str}", sync_to_thread=True, include_in_schema=False
)
def one_finding(
    store: Kept, request: Request[Any, Any, Any], report_id: FromPath[str], finding: FromPath[str]
) -> Response[str]:
    """A finding with its words, a form to correct it, and what was judged of it."""
    return _form(store, request, f"{report_id}/{finding}", {})


@post(
    "/judge", sync_to_thread=True, guards=[from_our_page, allow("review")],
    include_in_schema=False,
)  # fmt: skip
def rule(store: Kept, request: Request[Any, Any, Any], fields: Fields) -> Response[Any]:
    """Enter a judgement or take one back, and return to where it was given."""
    by = signed_by(request)
    if "undo" in fields:
        return _undo(store, fields, by)
    ruling = next((one for one in RULINGS if one in fields), None)
    if ruling is None:
        raise ValidationException("nothing was chosen; accept, reject, correct or undo")
    finding = fields[ruling]
    finding = f"{fields['report']}/{finding}" if "report" in fields else finding
    try:
        given = {name: fields[name] for name in _names(finding) if name in fields}
        correction = correction_in(store, finding, given) if ruling == "correct" else None
        said = Ruled(
            finding=finding, ruling=ruling, by=by, reason=fields.get("reason", ""),
            correction=correction,
        )  # fmt: skip
        made = judgement_of(store, said)
    except QueryError as error:
        if ruling != "correct":
            raise
        return _form(store, request, finding, fields, wrong=str(error))
    Judgements(store).add([made])
    return to(fields.get("back") or _place(store, made.left))


def _undo(store: Store, fields: dict[str, str], by: str) -> Response[Any]:
    key = fields["undo"]
    if not (key.isascii() and key.isdigit() and len(key) < 19):
        raise ValidationException(f"no judgement {key[:40]!r}")
    reason = fields.get("reason") or "taken back in the browser"
    taken = Judgements(store).retract(int(key), by=by, reason=reason)
    here = taken.left if taken.relation == "told" else None
    return to(fields.get("back") or (_place(store, here) if here else "/review"))


def _place(store: Store, finding: str) -> str:
    """Where the reader shows a finding."""
    report, _, key = finding.partition("/")
    try:
        found = findings_of(View(store).as_read(report))
    except QueryError:
        return "/review"
    number = next((one.number for one in found if one.id == key), None)
    return f"/reports/{report}" + (f"#r{number}" if number else "")


def _names(finding: str) -> tuple[str, ...]:
    return CORRECTABLE.get(finding.partition("/")[2].partition(":")[0], ())


def _form(
    store: Store, request: Request[Any, Any, Any], finding: str, given: dict[str, str],
    wrong: str | None = None,
) -> Response[str]:  # fmt: skip
    view = View(store)
    prefix, _, key = finding.partition("/")
    report = view.as_read(prefix)
    one = next((found for found in findings_of(report) if found.id == key), None)
    read = finding_in(report, key)
    if one is None or read is None:
        raise NotFoundException(f"no finding {key!r} in report {report.id}")
    now = finding_in(view.report(report.id), key) or read
    entered = [
        judged for judged in Judgements(store).on_findings(report.id)
        if judged.judgement.finding == key
    ]  # fmt: skip
    quotes = [span.quote(report.text) for span in one.spans][:6]
    return show(
        "finding", 400 if wrong else 200, report=report, one=one, quotes=quotes, given=given,
        fields=[_field(name, read, now, given) for name in _names(finding)], wrong=wrong,
        actors=report.actors, lines={f"{report.id}/{key}": f"{one.label} {one.line}"},
        entered=entered[::-1], back=f"/reports/{report.id}#r{one.number}",
        **judging(request),
    )  # fmt: skip


def _field(name: str, read: Any, now: Any, given: dict[str, str]) -> Field:
    return Field(
        name=name, label=name.capitalize(), value=given.get(name, _text(getattr(now, name))),
        read=_text(getattr(read, name)), options=OPTIONS.get(name, ()),
        help=DAY_HELP if name in DAYS else SIDE_HELP,
    )  # fmt: skip


def _text(value: Any) -> str:
    if value is None:
        return ""
    return ", ".join(value) if isinstance(value, tuple) else str(value)


JUDGING: tuple[Callable[..., Any], ...] = (review, one_finding, rule)
