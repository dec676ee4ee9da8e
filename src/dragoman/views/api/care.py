"""The paths by which people judge what belongs together, and take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from litestar import get, post
from litestar.di import NamedDependency
from litestar.exceptions import ValidationException
from litestar.params import FromPath, JSONBody, QueryParameter

from dragoman.record import Store
from dragoman.record.judgements import Entered, Judgements
from dragoman.schema.corrections import Correction
from dragoman.schema.judgements import PERSON, Judgement, Relation, Verdict
from dragoman.views.guards import allow
from dragoman.views.naming import record_meant
from dragoman.views.reviewing import Ruled, Ruling, judgement_of

Kept = NamedDependency[Store]
MAX_PAGE = 200
Limit = Annotated[int, QueryParameter(ge=1, le=MAX_PAGE, description="Items in the answer.")]
Offset = Annotated[int, QueryParameter(ge=0, le=1_000_000, description="Items to pass over.")]
Only = Annotated[Relation | None, QueryParameter(description="Only this relation.")]


class Said(msgspec.Struct, forbid_unknown_fields=True):
    """What a person judges: whether two records are in a relation, why, and who says so."""

    left: str
    right: str
    relation: Relation
    verdict: Verdict
    reason: str
    by: str


class SaidOfFinding(msgspec.Struct, forbid_unknown_fields=True):
    """What a person says of a finding; `correction` holds the fields of one that is corrected."""

    finding: str
    ruling: Ruling
    by: str
    reason: str = ""
    correction: Correction | None = None


class Taken(msgspec.Struct, forbid_unknown_fields=True):
    """Why a judgement is taken back, and by whom."""

    reason: str
    by: str


@get("/api/judgements", sync_to_thread=True, summary="What was judged, in order of arrival")
def judgements(
    store: Kept, relation: Only = None, limit: Limit = 50, offset: Offset = 0
) -> list[Entered]:
    """Those taken back included, with the reason."""
    return list(Judgements(store).all(relation)[offset : offset + limit])


@post("/api/judgements", sync_to_thread=True, guards=[allow("review")], summary="Judge two records")
def judge(store: Kept, data: JSONBody[Said]) -> Judgement:
    """Enter a person's judgement; it outranks the machine's, now and after every later run."""
    left, right = (record_meant(store, data.relation, one) for one in (data.left, data.right))
    try:
        made = Judgement(
            left=left, right=right, relation=data.relation, verdict=data.verdict,
            reason=data.reason, by=_person(data.by),
        )  # fmt: skip
    except ValueError as error:
        raise ValidationException(str(error)) from error
    Judgements(store).add([made])
    return made


@post(
    "/api/reports/{report_id:str}/judgements", sync_to_thread=True, guards=[allow("review")],
    summary="Accept, reject or correct a finding",
)  # fmt: skip
def judge_finding(
    store: Kept, report_id: FromPath[str], data: JSONBody[SaidOfFinding]
) -> Judgement:
    """Timelines, dyads, search and all else then use what stands; the report as read is kept."""
    said = Ruled(
        finding=f"{report_id}/{data.finding}", ruling=data.ruling, by=_person(data.by),
        reason=data.reason, correction=data.correction,
    )  # fmt: skip
    made = judgement_of(store, said)
    Judgements(store).add([made])
    return made


@post(
    "/api/judgements/{key:int}/retraction", sync_to_thread=True, guards=[allow("review")],
    summary="Take a judgement back",
)  # fmt: skip
def take_back(store: Kept, key: FromPath[int], data: JSONBody[Taken]) -> Judgement:
    """The row stays, marked; the former answer is there again."""
    if not data.reason.strip():
        raise ValidationException("a retraction without a reason; say why")
    return Judgements(store).retract(key, by=_person(data.by), reason=data.reason)


def _person(name: str) -> str:
    """`person:NAME` of a name that is given with or without it."""
    bare = name.removeprefix(PERSON).strip()
    if not bare:
        raise ValidationException("a judgement by nobody; give a name")
    return f"{PERSON}{bare}"


CARE: tuple[Callable[..., Any], ...] = (judgements, judge, judge_finding, take_back)
