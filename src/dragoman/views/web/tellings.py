"""Who else told it: the copies of a report folded, its revisions compared, and its story."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import msgspec
from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import FromPath

from dragoman.errors import QueryError
from dragoman.record import Store, View
from dragoman.record.alignment import Alignment, align
from dragoman.record.judgements import Judgements, groups
from dragoman.record.rows import day_of
from dragoman.record.sentences import MIN_WORDS
from dragoman.schema import Report
from dragoman.schema.judgements import FAMILY, Judgement
from dragoman.views.web.pages import show

Kept = NamedDependency[Store]
MOST = 100
"""Reports of one story that are shown."""


class Revision(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of one text and how their sentences pair."""

    earlier: Report
    later: Report
    found: Alignment
    judged: Judgement


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one text, the first one first; `why` are the judgements that fold them."""

    reports: tuple[Report, ...]
    revisions: tuple[Revision, ...]
    why: tuple[Judgement, ...]


def tellings_of(store: Store, report: Report) -> tuple[tuple[Telling, ...], bool]:
    """What tells the same story, a text each, the earliest first; and whether some is left out.

    Only what was judged before counts: `ingest` folds copies, `stories` finds the others.
    """
    judged, cut = _around(store, report.id)
    family = groups(one for one in judged if one.relation in FAMILY)
    of = {one: family.get(one, one) for one in {report.id, *_ids(judged)}}
    story = groups(
        msgspec.structs.replace(one, left=of[one.left], right=of[one.right])
        for one in judged
        if one.relation == "same_story" and of[one.left] != of[one.right]
    )
    name = {text: story.get(text, text) for text in of.values()}
    told: dict[str, list[Report]] = {}
    view = View(store)
    for one in sorted(of):
        if name[of[one]] != name[of[report.id]]:
            continue
        with suppress(QueryError):
            told.setdefault(of[one], []).append(view.report(one))
    found = [_telling(reports, judged) for reports in told.values() if reports]
    return tuple(sorted(found, key=lambda one: _when(one.reports[0]))), cut


def _around(store: Store, start: str) -> tuple[tuple[Judgement, ...], bool]:
    """The judgements on a report and on what these lead to, and whether there are more."""
    book, seen, waiting = Judgements(store), {start}, deque([start])
    found: dict[Judgement, None] = {}
    cut = False
    while waiting:
        for one in book.about(waiting.popleft()):
            if one.relation not in (*FAMILY, "same_story"):
                continue
            new = {one.left, one.right} - seen
            if new and (one.verdict != "yes" or len(seen) >= MOST):
                cut |= one.verdict == "yes"
                continue
            seen |= new
            waiting.extend(sorted(new))
            found[one] = None
    return tuple(found), cut


def _ids(judged: tuple[Judgement, ...]) -> set[str]:
    return {one for found in judged for one in (found.left, found.right)}


def _telling(reports: list[Report], judged: tuple[Judgement, ...]) -> Telling:
    known = {one.id: one for one in reports}
    why = tuple(
        one
        for one in judged
        if one.verdict == "yes" and one.relation in FAMILY and {one.left, one.right} <= known.keys()
    )
    revisions = tuple(
        Revision(
            earlier=known[one.left], later=known[one.right], judged=one,
            found=align(known[one.left], known[one.right]),
        )
        for one in why
        if one.relation == "revision"
    )  # fmt: skip
    revised = Counter(one.later.id for one in revisions)
    ordered = sorted(reports, key=lambda one: (_when(one)[0], revised[one.id], one.id))
    return Telling(reports=tuple(ordered), revisions=revisions, why=why)


def _when(report: Report) -> tuple[str, str]:
    return day_of(report) or "9999", report.id


@get("/reports/{report_id:str}/story", sync_to_thread=True, include_in_schema=False)
def story(store: Kept, report_id: FromPath[str]) -> Response[str]:
    """All who told it, copies folded, revisions compared sentence by sentence."""
    report = View(store).report(report_id)
    tellings, cut = tellings_of(store, report)
    return show(
        "story", report=report, tellings=tellings, cut=cut, most=MOST, least=MIN_WORDS
    )  # fmt: skip


TELLINGS: tuple[Callable[..., Any], ...] = (story,)
