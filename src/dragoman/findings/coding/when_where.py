"""When and where an act took place, and in whose words it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.knowledge.frames import frames_of
from dragoman.language.article import span_of
from dragoman.schema.findings import EventPlace

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dragoman.findings.coding.draft import Draft
    from dragoman.findings.context import Context
    from dragoman.schema import Place, Time
    from dragoman.schema.span import Span

MAX_STEPS = 6  # tree edges between an act and the time or place that belongs to it
BOUNDS = frozenset(["since", "until", "till"])
MADE_THEN = frozenset("sign conclude initial ink".split())
"""Verbs for what makes a treaty, whose year is then the year of the act."""
ANOTHERS = frozenset(("acl:relcl", "advcl:relcl"))
"""Edges to clauses about something else: `Peru, which was founded in 1821`."""

ASIDES = ANOTHERS | {"appos", "advcl", "ccomp", "parataxis"}
"""The same, and asides: what is told in them has a place of its own."""


def time_of(draft: Draft, doc: Doc, context: Context) -> str | None:
    """The value of the time expression nearest in the tree; of the sentence when it has one only.

    A speech act that names no time has the day of the act it stands in; else None.
    """
    found = [
        (distance, time.value)
        for time, token in _times_of_sentence(draft, doc, context)
        if (distance := _distance(token, draft.trigger)) is not None
    ]
    return min(found)[1] if found else None


def _times_of_sentence(draft: Draft, doc: Doc, context: Context) -> list[tuple[Time, Token]]:
    whole = span_of(doc, draft.trigger.sent.start, draft.trigger.sent.end)
    found = []
    for time in context.times:
        if time.type not in ("DATE", "TIME") or not time.value:
            continue
        if whole.start <= time.start and time.end <= whole.end:
            token = _head_between(draft.trigger.sent.start, draft.trigger.sent.end, time, doc)
            if token is not None and not _is_bound(token):
                found.append((time, token))
    return found


def _is_bound(token: Token) -> bool:
    """`the first visit since 2000`: the time bounds a period, it is not when the act took place."""
    return any(child.lower_ in BOUNDS for child in token.children if child.dep_ in ("case", "mark"))


def _head_between(start: int, end: int, found: Time | Place, doc: Doc) -> Token | None:
    """The token inside the stretch that hangs on a word outside it."""
    inside = [
        doc[i]
        for i in range(start, end)
        if found.start <= (at := span_of(doc, i, i + 1)).start and at.end <= found.end
    ]
    for token in inside:
        if token.head not in inside or token.head == token:
            return token
    return None


def _distance(modifier: Token, trigger: Token) -> int | None:
    """Tree edges from a time up to the act's clause; None when it belongs to another clause.

    A time under the act is the act's; one beside it, in the clause the act is part of, may be.
    """
    up = 0
    token = modifier
    while up <= MAX_STEPS:
        if token == trigger:
            return up
        others = token.dep_ in ANOTHERS or _is_told(token) or _is_joined_clause(token)
        if others or _names_an_act(token, trigger):
            return None
        if token.head == token:
            break
        token = token.head
        up += 1
    above = [trigger, *trigger.ancestors]
    token = modifier
    for steps in range(MAX_STEPS):
        if token in above:
            return steps + MAX_STEPS + above.index(token)
        if token.head == token or token.dep_ in ("acl:relcl", "advcl", "conj", "ccomp"):
            return None
        token = token.head
    return None


def _names_an_act(token: Token, trigger: Token) -> bool:
    """`dropped charges over a 2007 attack`, `backed the 2019 treaty`: the day of a thing, not of
    this; but one signed the 1961 treaty in 1961.
    """
    noun = token.head
    if noun == trigger or noun.pos_ not in ("NOUN", "PROPN") or noun.ent_type_ in ("PER", "LOC"):
        return False
    if token.i < noun.i and token.dep_ in ("compound", "amod", "nummod", "nmod:unmarked"):
        return not (noun.head == trigger and trigger.lemma_ in MADE_THEN)
    return token.dep_ == "nmod" and noun.head != trigger and bool(frames_of(noun.lemma_, "noun"))


def _is_joined_clause(clause: Token) -> bool:
    """`agreed to a truce, and talks will begin on 5 May`: a clause with a subject of its own."""
    return clause.dep_ == "conj" and any(c.dep_.startswith("nsubj") for c in clause.children)


def _is_told(clause: Token) -> bool:
    """`disputed that he was caught on 10 May`, `hanged men caught in May`: told of the noun."""
    return clause.dep_ == "acl" and all(
        child.dep_ != "mark" or child.lower_ == "that" for child in clause.children
    )


def place_of(draft: Draft, doc: Doc, context: Context) -> EventPlace | None:
    """The place that hangs on the act itself; None when the clause names none."""
    sentence = draft.trigger.sent
    whole = span_of(doc, sentence.start, sentence.end)
    near: list[tuple[int, Place]] = []
    for place in context.places:
        if not (whole.start <= place.start and place.end <= whole.end):
            continue
        token = _head_between(sentence.start, sentence.end, place, doc)
        if token is not None and _is_location(token):
            steps = _steps_up(token, draft.trigger)
            if steps is not None:
                near.append((steps, place))
    if not near:
        return None
    best = min(near, key=lambda one: one[0])[1]
    return EventPlace(name=best.name, iso3=best.iso3)


def _is_location(token: Token) -> bool:
    return any(
        child.dep_ == "case" and child.lower_ in ("in", "at", "near", "outside", "on", "around")
        for child in token.children
    )


def _steps_up(token: Token, trigger: Token) -> int | None:
    steps = 0
    while token != trigger:
        if token.head == token or steps > MAX_STEPS or token.dep_ in ASIDES:
            return None
        token = token.head
        steps += 1
    return steps


def statement_of(trigger: Span, context: Context) -> str | None:
    """The id of the innermost statement whose content holds the act."""
    best: tuple[int, str] | None = None
    for statement in context.statements:
        for span in statement.content:
            if span.start <= trigger.start and trigger.end <= span.end:
                width = span.end - span.start
                if best is None or width < best[0]:
                    best = (width, statement.id)
    return best[1] if best else None
