"""Findings as flat rows: one finding a row, lists joined, evidence as offsets and quotation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.record.rows import day_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from dragoman.schema import Report, Span

Value = str | int | float | bool | None
Row = dict[str, Value]

JOINT = "; "
"""Between the members of a list in one cell."""


def report_rows(report: Report) -> Iterator[Row]:
    """One row: what stands over the article."""
    published, updated, line = report.published, report.updated, report.dateline
    yield {
        **_head(report),
        "headline": report.headline,
        "authors": JOINT.join(report.authors),
        "agency": report.agency,
        "language": report.language,
        "published_local": published.local if published else None,
        "published_zone": published.zone if published else None,
        "published_instant": published.instant if published else None,
        "updated_local": updated.local if updated else None,
        "updated_instant": updated.instant if updated else None,
        "dateline_place": line.place if line else None,
        "dateline_iso3": line.iso3 if line else None,
        "location": report.source.location,
        "characters": len(report.text),
    }


def event_rows(report: Report) -> Iterator[Row]:
    """Events; candidates for review are left out."""
    states = _states(report)
    for one in report.events:
        if one.candidate:
            continue
        yield {
            **_head(report),
            "event": one.id,
            "type": one.type,
            "mode": one.mode,
            "cameo": one.cameo,
            "quad": one.quad,
            "contexts": JOINT.join(one.contexts),
            "actors": JOINT.join(one.actors),
            "actor_states": _of(one.actors, states),
            "recipients": JOINT.join(one.recipients),
            "recipient_states": _of(one.recipients, states),
            "time": one.time,
            "place": one.place.name if one.place else None,
            "place_iso3": one.place.iso3 if one.place else None,
            "factuality": one.factuality,
            "statement": one.statement,
            "score": one.score,
            **_evidence(report, one.evidence),
        }


def statement_rows(report: Report) -> Iterator[Row]:
    """Statements with source, cue and content."""
    states = _states(report)
    for one in report.statements:
        yield {
            **_head(report),
            "statement": one.id,
            "mode": one.mode,
            "act": one.act,
            "speakers": JOINT.join(one.speakers),
            "speaker_states": _of(one.speakers, states),
            "addressees": JOINT.join(one.addressees),
            "carried_by": one.carried_by,
            "factuality": one.factuality,
            "time": one.time,
            "score": one.score,
            **_evidence(report, one.source, "source_"),
            **_evidence(report, one.cue, "cue_"),
            **_evidence(report, one.content),
        }


def agreement_rows(report: Report) -> Iterator[Row]:
    """Agreements; types are true, false or empty (not reported)."""
    for one in report.agreements:
        yield {
            **_head(report),
            "agreement": one.id,
            "names": JOINT.join(one.names),
            "kind": one.kind,
            "parties": JOINT.join(one.parties),
            "signatories": JOINT.join(one.signatories),
            "signed": one.signed,
            "status": one.status,
            "in_force": one.in_force,
            "ended": one.ended,
            "past": one.past,
            "text_public": one.text_public,
            "defense": one.types.defense,
            "offense": one.types.offense,
            "neutrality": one.types.neutrality,
            "nonaggression": one.types.nonaggression,
            "consultation": one.types.consultation,
            **_evidence(report, one.evidence),
        }


def obligation_rows(report: Report) -> Iterator[Row]:
    """Obligations, each with the agreement it stands in and the sentence that says it."""
    for agreement in report.agreements:
        for one in agreement.obligations:
            yield {
                **_head(report),
                "agreement": agreement.id,
                "type": one.type,
                "owed_by": JOINT.join(one.owed_by),
                "owed_to": JOINT.join(one.owed_to),
                "trigger": one.trigger,
                "conditions": JOINT.join(f"{k}={v}" for k, v in sorted(one.conditions.items())),
                "grade": one.grade,
                "modality": one.modality,
                "statement": one.statement,
                **_evidence(report, one.evidence),
            }


def mention_rows(report: Report) -> Iterator[Row]:
    """Every mention of every actor."""
    for actor in report.actors:
        for one in actor.mentions:
            yield {
                **_head(report),
                "actor": actor.id,
                "name": actor.name,
                "kind": actor.kind,
                "iso3": actor.iso3,
                "office": actor.office,
                "mention": one.kind,
                "members": JOINT.join(one.members),
                **_evidence(report, (one.span,)),
            }


def dispute_rows(report: Report) -> Iterator[Row]:
    """Claims and the denials that answer them."""
    said = {one.id: one for one in report.statements}
    for one in report.disputes:
        claim, denial = said.get(one.claim), said.get(one.denial)
        yield {
            **_head(report),
            "claim": one.claim,
            "claimed_by": JOINT.join(claim.speakers) if claim else None,
            "denial": one.denial,
            "denied_by": JOINT.join(denial.speakers) if denial else None,
            "score": one.score,
            **_evidence(report, one.evidence),
        }


def silence_rows(report: Report) -> Iterator[Row]:
    """Silences that reports record."""
    for one in report.non_responses:
        yield {
            **_head(report),
            "actor": one.actor,
            "kind": one.kind,
            **_evidence(report, (one.cue,)),
        }


KINDS: dict[str, Callable[[Report], Iterator[Row]]] = {
    "reports": report_rows,
    "events": event_rows,
    "statements": statement_rows,
    "agreements": agreement_rows,
    "obligations": obligation_rows,
    "mentions": mention_rows,
    "disputes": dispute_rows,
    "silences": silence_rows,
}
"""What can be exported as a table, one row each."""


def _head(report: Report) -> Row:
    return {
        "report": report.id,
        "day": day_of(report),
        "publisher": report.publisher,
        "url": report.source.url,
    }


def _states(report: Report) -> dict[str, str | None]:
    return {actor.id: actor.iso3 for actor in report.actors}


def _of(ids: Iterable[str], states: dict[str, str | None]) -> str:
    found = (states.get(one) for one in ids)
    return JOINT.join(dict.fromkeys(state for state in found if state))


def _evidence(report: Report, spans: tuple[Span, ...], prefix: str = "") -> Row:
    """Offsets of all spans (code points, half-open) and their words."""
    return {
        f"{prefix}spans": JOINT.join(f"{span.start}-{span.end}" for span in spans),
        f"{prefix}quote": " … ".join(span.quote(report.text) for span in spans),
    }
