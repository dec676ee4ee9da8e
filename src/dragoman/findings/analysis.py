"""The findings of one report, in the order in which they build on one another.

A report's findings are a function of the report, its `Doc` and this release: nothing that was read
before plays a part.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import msgspec

from dragoman.findings.actors import find_actors
from dragoman.findings.agreements import find_agreements
from dragoman.findings.anchor import Anchor, anchor_of
from dragoman.findings.context import Context
from dragoman.findings.disputes import find_disputes
from dragoman.findings.events import find_events
from dragoman.findings.places import find_places
from dragoman.findings.silences import find_non_responses
from dragoman.findings.statements import find_statements
from dragoman.findings.times import find_times
from dragoman.schema import Warning

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from dragoman.findings.actors import ActorsFound
    from dragoman.schema import Report


def with_findings(report: Report, doc: Doc) -> Report:
    """The report with everything found in the `Doc` of its article."""
    anchor = anchor_of(report)
    context, found = before_events(report, doc, anchor)
    context = replace(context, events=find_events(doc, context))
    return msgspec.structs.replace(
        report,
        anchor_date=None if anchor.date is None else anchor.date.isoformat(),
        anchor_evidence=anchor.evidence,
        times=context.times,
        places=context.places,
        actors=found.actors,
        unresolved=found.unresolved,
        statements=context.statements,
        events=context.events,
        agreements=find_agreements(doc, context),
        disputes=tuple(find_disputes(doc, context)),
        non_responses=tuple(find_non_responses(doc, context)),
        warnings=(*report.warnings, *_doubts(anchor)),
    )


def before_events(report: Report, doc: Doc, anchor: Anchor) -> tuple[Context, ActorsFound]:
    """The context that events are found in, and the actors in it."""
    context = Context(report=report, anchor=anchor.date)
    context = replace(context, times=tuple(find_times(doc, context)))
    context = replace(context, places=tuple(find_places(doc, context)))
    found = find_actors(doc, context)
    context = replace(context, actors=found.actors, referents=found.referents)
    return replace(context, statements=find_statements(doc, context)), found


def _doubts(anchor: Anchor) -> tuple[Warning, ...]:
    """What the day of the report rests on, where the page does not say it."""
    if anchor.date is None:
        return (Warning("anchor-unknown", f"the day of the report is not known: {anchor.reason}"),)
    if anchor.zone_assumed is not None:
        return (
            Warning("zone-assumed", f"days are counted with the stamp in {anchor.zone_assumed}"),
        )
    return ()
