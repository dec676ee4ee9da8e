"""Who did what to whom: the events of an article, in PLOVER, each with the words that say so.

Two voices find them. Frames over dependencies (`knowledge/frames.csv`) name the act, its sides and
its CAMEO code, and compose it with negation, future, condition, promise, demand, refusal, report
and denial; the encoder's event head types the pair of sides. Where both agree the score is high;
where they do not, the event is kept as a candidate for review or typed by the surer one.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.findings.coding.arbiter import label_of
from dragoman.findings.coding.contexts import contexts_of, sizes_of
from dragoman.findings.coding.drafting import drafts_in
from dragoman.findings.coding.folding import folded
from dragoman.findings.coding.parties import (
    is_at_home,
    is_official,
    is_stateless,
    parties_of,
    scene_of,
    sole_state,
    states_of_places,
    with_affiliations,
)
from dragoman.findings.coding.second_voice import LEAST_SCORE, opinions, proposals, retyped
from dragoman.findings.coding.tagged import with_tagged_sides
from dragoman.findings.coding.when_where import place_of, statement_of, time_of
from dragoman.knowledge.plover import plover
from dragoman.language.article import span_of
from dragoman.schema.findings import Event, finding_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from dragoman.findings.coding.draft import Draft
    from dragoman.findings.coding.second_voice import Opinion
    from dragoman.findings.context import Context


FOREIGN = frozenset(("AID", "COOPERATE", "CONSULT", "SUPPORT"))
"""Acts that nobody does to his own side."""
UNREAL = frozenset(("hypothetical", "negated"))
PUBLIC = frozenset(["state", "former_state", "igo", "group", "collective"])


def find_events(doc: Doc, context: Context) -> tuple[Event, ...]:
    """The events of the article in text order; several tellings of one are one record.

    Sentences about acts nobody in sight does yield nothing: an event needs at least one known
    side. Events whose sides stay unnamed are kept as candidates with the reason.
    """
    context = _with_more_referents(doc, context)
    acts = list(drafts_in(doc, context))
    drafts = [draft for draft in acts if any(_sides(draft, context))]
    found = [
        (draft.trigger, event_of(draft, opinion, doc, context))
        for draft, opinion in zip(drafts, opinions(doc, drafts), strict=True)
    ]
    found += _unsided(acts, doc, context)
    told = {trigger.sent.start for trigger, event in found if not event.candidate}
    found += [
        (draft.trigger, event)
        for draft, opinion in proposals(doc, context, told)
        if not (event := event_of(draft, opinion, doc, context)).candidate
    ]
    return folded(event for _, event in sorted(found, key=lambda one: one[0].i))


def _unsided(acts: Iterable[Draft], doc: Doc, context: Context) -> Iterator[tuple[Token, Event]]:
    """Candidates from the acts none of whose sides is known but by the encoder's tags."""
    for draft in acts:
        if not any(_sides(draft, context)):
            tagged = with_tagged_sides(draft, doc, context)
            if any(_sides(tagged, context)):
                yield draft.trigger, event_of(tagged, None, doc, context)


def told_drafts(doc: Doc, context: Context) -> list[Draft]:
    """The acts the frames find that have a known side and count by the frames alone."""
    context = _with_more_referents(doc, context)
    return [
        draft
        for draft in drafts_in(doc, context)
        if any(sides := _sides(draft, context))
        and not _doubt(draft, *sides)
        and not _private(*sides, context)
    ]


def _with_more_referents(doc: Doc, context: Context) -> Context:
    """Places stand for their states, persons for the bodies they serve."""
    places = states_of_places(doc, context)
    context = replace(context, referents={**places, **context.referents})
    served = with_affiliations(doc, context)
    return replace(context, referents={**context.referents, **served})


def event_of(draft: Draft, opinion: Opinion | None, doc: Doc, context: Context) -> Event:
    """The event a draft makes, with what the other voices think of it."""
    draft = retyped(draft, opinion)
    actors, recipients = _sides(draft, context)
    evidence = span_of(doc, draft.trigger.sent.start, draft.trigger.sent.end)
    trigger = span_of(doc, draft.trigger.i, draft.trigger.i + 1)
    reason = (
        ("a side is not named beside the act" if draft.tagged else None)
        or _doubt(draft, actors, recipients)
        or _private(actors, recipients, context)
        or _disagreement(draft, opinion)
    )
    time = time_of(draft, doc, context)
    return Event(
        id=finding_id("event", draft.type, actors, recipients, draft.factuality, trigger),
        type=draft.type,
        mode=draft.mode,
        cameo=draft.cameo,
        quad=plover(draft.type).quad,
        contexts=contexts_of(draft),
        actors=actors,
        recipients=recipients,
        trigger=trigger,
        time=time,
        place=place_of(draft, doc, context),
        factuality=draft.factuality,
        statement=statement_of(trigger, context),
        evidence=(evidence,),
        size=sizes_of(draft),
        voices=_voices(draft, opinion),
        score=None if opinion is None else round(opinion.score, 3),
        candidate=reason is not None,
        reason=reason,
    )


def _sides(draft: Draft, context: Context) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Actors and recipients; in a joint act all parties are actors."""
    actors = _with_home(draft, draft.actor, context)
    recipients = _with_home(draft, draft.recipient, context)
    if recipients == actors and (draft.type in FOREIGN or _holds(draft.recipient, draft.actor)):
        recipients = ()
    if draft.type in FOREIGN and set(recipients) <= set(actors):
        recipients = ()
    if draft.joint:
        return tuple(dict.fromkeys((*actors, *recipients))), ()
    if len(recipients) > 1:
        recipients = tuple(one for one in recipients if one not in actors)
    return actors, recipients


def _holds(phrases: tuple[Token, ...], words: tuple[Token, ...]) -> bool:
    """Whether a phrase holds one of the words: "breaches of the truce by Israel" hit no Israel."""
    return any(phrase.is_ancestor(word) for phrase in phrases for word in words)


def _with_home(draft: Draft, side: tuple[Token, ...], context: Context) -> tuple[str, ...]:
    """The parties of a side; officials and crowds of no known state belong to the only one the
    sentence names.

    "An Argentine judge ordered the former president ..." — PLOVER codes both sides by state.
    """
    parties = parties_of(side, context)
    if not side or not all(is_stateless(one, context) for one in parties):
        return parties
    owners = [c for token in side for c in token.children if c.dep_ in ("nmod", "nmod:poss")]
    if not any(is_official(token) for token in (*side, *owners)):
        return parties  # a private person may come from anywhere
    home = sole_state(draft.trigger.sent, context) or scene_of(draft.trigger, context)
    named = any(one.startswith("person:") for one in parties)
    if home and named and (draft.act in FOREIGN or home in _opposite(draft, side, context)):
        return parties  # an official by name who deals with a state need not be of it
    return (home,) if home else parties


def _opposite(draft: Draft, side: tuple[Token, ...], context: Context) -> tuple[str, ...]:
    """The parties of the other side, unless it is at home with this one: rebels, scenes."""
    other = draft.recipient if side == draft.actor else draft.actor
    return parties_of((one for one in other if not is_at_home(one)), context)


def _doubt(draft: Draft, actors: tuple[str, ...], recipients: tuple[str, ...]) -> str | None:
    """Why an event is only a candidate; None when it counts."""
    if not actors:
        return "actor not resolved" if draft.actor else "no actor named"
    if draft.factuality in UNREAL and len({*actors, *recipients}) < 2:
        return "not told as done, and of one side only"
    if (plover(draft.type).joint or draft.type == "SUPPORT") and len({*actors, *recipients}) < 2:
        return "the other party is not named"
    needy = plover(draft.type).recipient and draft.type != "SANCTION"
    if needy and not recipients and not draft.joint and len(actors) < 2:
        return "recipient not resolved"
    return None


def _disagreement(draft: Draft, opinion: Opinion | None) -> str | None:
    """Why an act that the other voices see otherwise is only a candidate."""
    told = draft.factuality in ("actual", "planned")
    if opinion is None or not told or opinion.score >= LEAST_SCORE or not draft.voices:
        return None
    return f"the other voices see {'no event' if opinion.best == 'none' else opinion.best}"


def _voices(draft: Draft, opinion: Opinion | None) -> tuple[str, ...]:
    """What found the event; the head stands beside the frames where it says the same."""
    agrees = opinion is not None and opinion.best == label_of(draft.type)
    return (*draft.voices, "head:event_type") if agrees else draft.voices


def _private(actors: tuple[str, ...], recipients: tuple[str, ...], context: Context) -> str | None:
    """Why what media, firms or private people do is only a candidate: no public party acts."""
    known = context.actor_of
    if actors and all(one in known and known[one].kind == "media" for one in actors):
        return "only media act"
    for one in (*actors, *recipients):
        actor = known.get(one)
        if actor is None or actor.iso3 or actor.kind in PUBLIC:
            return None
    return "no state, body of states or armed group takes part"


def counted(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """The events that happened, as far as the report stands behind them."""
    return tuple(one for one in events if one.factuality == "actual" and not one.candidate)


__all__ = ["counted", "event_of", "find_events"]
