"""Who a report speaks of: states, leaders, organisations, groups, and every mention of each."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.actors.companies import find_organisations
from dragoman.findings.actors.descriptions import find_descriptions
from dragoman.findings.actors.drafts import Ledger
from dragoman.findings.actors.groups import find_groups
from dragoman.findings.actors.names import find_names
from dragoman.findings.actors.people import describe_people, find_people
from dragoman.findings.actors.pronouns import find_pronouns
from dragoman.language.article import span_of
from dragoman.schema.actors import Actor, Mention

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc

    from dragoman.findings.actors.drafts import Draft, Profile
    from dragoman.findings.context import Context

__all__ = ["ActorsFound", "find_actors"]


class ActorsFound(NamedTuple):
    """The actors with their mentions, the mentions of nobody known, and the tree's view.

    `referents` maps the head token of each mention to the ids it stands for.
    """

    actors: tuple[Actor, ...]
    unresolved: tuple[Mention, ...]
    referents: Mapping[int, tuple[str, ...]]


def find_actors(doc: Doc, context: Context) -> ActorsFound:
    """Everybody the article speaks of, in the order of the first mention.

    Names resolve by the day the report is read against; what the tables and the article leave
    open is listed as unresolved with its candidates.
    """
    ledger = Ledger(doc, context.anchor)
    people = find_names(ledger)
    find_people(ledger, people)
    describe_people(ledger)
    find_descriptions(ledger)
    find_organisations(ledger)
    find_groups(ledger)
    find_pronouns(ledger)
    return _found(ledger)


def _found(ledger: Ledger) -> ActorsFound:
    mentions: dict[str, list[Mention]] = {}
    unresolved: list[Mention] = []
    referents: dict[int, tuple[str, ...]] = {}
    for draft in sorted(ledger.drafts, key=lambda one: (one.start, -one.end)):
        mention = _mention(ledger.doc, draft)
        for code in draft.ids:
            mentions.setdefault(code, []).append(mention)
        if not draft.ids:
            unresolved.append(mention)
        for at in (draft.head(ledger.doc).i, *draft.keys):
            if draft.ids or at not in referents:
                referents.setdefault(at, draft.ids)
    actors = tuple(_actor(ledger.profiles[code], found) for code, found in mentions.items())
    return ActorsFound(actors, tuple(unresolved), referents)


def _mention(doc: Doc, draft: Draft) -> Mention:
    span = span_of(doc, draft.start, draft.end)
    return Mention(
        start=span.start,
        end=span.end,
        kind=draft.kind,
        members=draft.ids if len(draft.ids) > 1 else (),
        candidates=draft.candidates,
        reason=draft.reason,
    )


def _actor(profile: Profile, mentions: list[Mention]) -> Actor:
    return Actor(
        id=profile.id,
        name=profile.name,
        kind=profile.kind,
        iso3=profile.iso3,
        codes=profile.codes,
        office=profile.office,
        mentions=tuple(mentions),
        reason=None if profile.reason == "described" else profile.reason,
    )
