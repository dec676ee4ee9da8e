"""The paths of stories: which reports tell one, and how their texts differ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import msgspec
from litestar import get
from litestar.di import NamedDependency
from litestar.params import FromPath, QueryParameter

from dragoman.record import Store, View
from dragoman.record.rows import day_of
from dragoman.record.stories import Story, kept_stories
from dragoman.schema import Report
from dragoman.views.web.tellings import Revision, tellings_of

Kept = NamedDependency[Store]
Limit = Annotated[int, QueryParameter(ge=1, le=200, description="Stories in the answer.")]
Offset = Annotated[int, QueryParameter(ge=0, le=1_000_000, description="Stories to pass over.")]
Least = Annotated[int, QueryParameter(ge=1, le=1_000_000, description="Reports a story must have.")]


class Stories(msgspec.Struct, frozen=True):
    """A part of the list of stories and where the next part begins, null at the end."""

    items: list[Story]
    next_offset: int | None


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A report by its id, headline, publisher and day."""

    id: str
    headline: str | None
    publisher: str | None
    day: str | None


class Changed(msgspec.Struct, frozen=True):
    """A sentence as it was, and as it became; null where there is none."""

    before: str | None
    after: str | None


class Compared(msgspec.Struct, frozen=True, kw_only=True):
    """Two versions of a text by their ids, and the sentences in which they differ."""

    earlier: str
    later: str
    changes: list[Changed]


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """Reports of one text, the first one first, and its revisions."""

    reports: list[Head]
    revisions: list[Compared]


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A story, a text each, the earliest first; `cut` says that there are more reports."""

    texts: list[Text]
    cut: bool


@get("/api/stories", sync_to_thread=True, summary="Stories that several reports tell")
def stories(store: Kept, least: Least = 2, limit: Limit = 50, offset: Offset = 0) -> Stories:
    """Those that `dragoman stories` has found, the largest first; copies count."""
    found = kept_stories(store, least=least)
    more = len(found) > offset + limit
    return Stories(list(found[offset : offset + limit]), offset + limit if more else None)


@get("/api/reports/{report_id:str}/story", sync_to_thread=True, summary="Who else told it")
def story(store: Kept, report_id: FromPath[str]) -> Told:
    """Copies are put together, revisions compared sentence by sentence."""
    tellings, cut = tellings_of(store, View(store).report(report_id))
    texts = [
        Text(
            reports=[_head(report) for report in one.reports],
            revisions=[_compared(revision) for revision in one.revisions],
        )
        for one in tellings
    ]
    return Told(texts=texts, cut=cut)


def _head(one: Report) -> Head:
    return Head(id=one.id, headline=one.headline, publisher=one.publisher, day=day_of(one))


def _compared(one: Revision) -> Compared:
    before, after, found = one.earlier.text, one.later.text, one.found
    changes = [
        Changed(pair.before.quote(before), pair.after.quote(after)) for pair in found.changed
    ]
    changes += [Changed(None, span.quote(after)) for span in found.added]
    changes += [Changed(span.quote(before), None) for span in found.dropped]
    return Compared(earlier=one.earlier.id, later=one.later.id, changes=changes)


STORIES: tuple[Callable[..., Any], ...] = (stories, story)
