"""What each kind of operator makes of the act under it: promises, demands, refusals, reports."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.findings.coding.draft import (
    FORCE,
    FRIENDLY,
    SPEECH,
    as_code,
    doers_of,
    spoken,
    to_come,
    under_force,
    under_own_force,
)
from dragoman.findings.coding.parties import is_official, parties_of
from dragoman.findings.coding.syntax import arguments_of, bare_lemma

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from dragoman.findings.coding.draft import Draft
    from dragoman.findings.coding.stance import Hit
    from dragoman.findings.context import Context
    from dragoman.knowledge.cameo import Operation
    from dragoman.schema.findings import EventType

CLAIMING = frozenset("claim allege assert maintain insist contend".split())
ENDED = {
    "04": "164", "045": "165", "05": "160", "06": "163", "07": "162", "071": "1621",
    "072": "1622", "073": "1623", "14": "082", "15": "087", "16": "085", "17": "081",
    "18": "0871", "19": "0871", "191": "0872", "20": "0871", "08": "128",
}  # fmt: skip
"""What stopping an act is: the end of aid is a sanction, the end of an attack a truce."""


def _addressees(hit: Hit, context: Context, doers: tuple[Token, ...]) -> tuple[Token, ...]:
    """Whom the words are said to: an actor who is not the speaker; else people of no state."""
    found = arguments_of(hit.word)
    speakers = parties_of(doers, context)
    people: tuple[Token, ...] = ()
    for slot in ("obj", "iobj", "to", "on", "from", "with", "against", "of", "upon"):
        told = tuple(t for t in found.get(slot, []) if t not in doers and not _under(t, hit))
        parties = parties_of(told, context)
        if parties and parties != speakers:
            return told
        own = parties and hit.word.pos_ != "VERB"  # the request of a government is its own
        if not people and not own and any(is_official(one) for one in told):
            people = told
    return people


def _under(token: Token, hit: Hit) -> bool:
    """Whether the noun is the act itself, which is no addressee."""
    return token == hit.below


def _other_side(draft: Draft, doers: tuple[Token, ...], context: Context) -> tuple[Token, ...]:
    """The side of the act that is not the speaker."""
    speakers = parties_of(doers, context)
    for side in (draft.recipient, draft.actor):
        parties = parties_of(side, context)
        if parties and parties != speakers:
            return side
    return draft.recipient


def _speech_about(
    draft: Draft, hit: Hit, context: Context, kind: EventType, operation: Operation
) -> Draft:
    doers = doers_of(hit) or draft.actor
    told = _addressees(hit, context, doers) or _other_side(draft, doers, context)
    joint = draft.joint and not told
    after = replace(
        spoken(draft, kind, operation), actor=doers, recipient=told, speakers=(), joint=joint
    )
    return under_own_force(after, hit)


def _promise(draft: Draft, hit: Hit, context: Context) -> Draft:
    if draft.type in SPEECH and draft.factuality == "actual":
        return draft
    if bare_lemma(hit.word) in ("decide", "decision") and draft.base.startswith("08"):
        return replace(draft, actor=draft.actor or doers_of(hit))
    if draft.friendly:
        return _speech_about(draft, hit, context, "AGREE", "promise")
    return _speech_about(draft, hit, context, "THREATEN", "threaten")


def _plan(draft: Draft, hit: Hit, context: Context) -> Draft:
    if hit.force.negated:
        return replace(draft, factuality="negated", negated=True)
    if draft.factuality not in ("actual", "planned"):
        return draft
    after = to_come(draft)
    doers = doers_of(hit)
    same = parties_of(doers, context) == parties_of(draft.actor, context)
    return replace(after, actor=draft.actor if same or draft.actor else doers)


def _ask(draft: Draft, hit: Hit, context: Context, operation: Operation) -> Draft:
    doers = doers_of(hit)
    if draft.base.startswith("163") and not parties_of(draft.actor, context):  # rallying others
        return under_own_force(replace(as_code(draft, "113"), actor=doers), hit)
    told = _addressees(hit, context, doers)
    if not told:
        asked = draft.actor if parties_of(draft.actor, context) else draft.recipient
        told = asked if parties_of(asked, context) != parties_of(doers, context) else ()
        told = told or _other_side(draft, doers, context)
        asked_own = hit.word.pos_ == "VERB" and draft.actor != doers
        if not told and asked_own and any(is_official(one) for one in draft.actor):
            told = draft.actor  # one's own government is asked to resign
    after = replace(
        spoken(draft, "REQUEST", operation), actor=doers, recipient=told, speakers=(), joint=False
    )
    return under_own_force(after, hit)


def _appeal(draft: Draft, hit: Hit, context: Context) -> Draft:
    return _ask(draft, hit, context, "appeal")


def _demand(draft: Draft, hit: Hit, context: Context) -> Draft:
    ordered = bare_lemma(hit.word) == "order" and hit.slot == "obj"
    if ordered and draft.base.startswith(("08", "163", "17")):
        doers = doers_of(hit)  # a court's order to release or to arrest somebody
        if doers:
            return replace(draft, actor=doers, recipient=draft.recipient or draft.actor)
    return _ask(draft, hit, context, "demand")


def _need(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.force.negated:
        return draft
    return replace(draft, factuality="requested", modality="must")


def _refuse(draft: Draft, hit: Hit, context: Context) -> Draft:
    if hit.force.negated:
        return replace(draft, factuality="hypothetical")
    if draft.factuality == "alleged":
        return replace(draft, factuality="denied")
    answered = draft.type in ("REQUEST", "AGREE", "THREATEN") and bool(draft.actor)
    if draft.type in FRIENDLY or draft.type == "REQUEST" or draft.base.startswith("09"):
        doers = doers_of(hit) or draft.actor
        other = draft.actor if answered else _other_side(draft, doers, context)
        if parties_of(other, context) == parties_of(doers, context):
            other = _other_side(draft, doers, context)
        after = replace(
            spoken(draft, "REJECT", "refuse"), actor=doers, recipient=other, joint=False
        )
        return under_own_force(after, hit)
    return replace(draft, factuality="negated", negated=True)


def _fail(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.force.negated:
        return draft
    return replace(draft, factuality="negated", negated=True)


def _threaten(draft: Draft, hit: Hit, context: Context) -> Draft:
    return _speech_about(draft, hit, context, "THREATEN", "threaten")


def _warn(draft: Draft, hit: Hit, context: Context) -> Draft:
    doers = doers_of(hit)
    told = _addressees(hit, context, doers)
    own = parties_of(draft.actor, context) == parties_of(doers, context)
    if hit.slot == "ccomp" and not own:
        return replace(_unplanned(draft), factuality="hypothetical")
    if not told and draft.factuality == "actual" and hit.slot in ("of", "against") and not own:
        return replace(draft, factuality="hypothetical")
    return _speech_about(draft, hit, context, "THREATEN", "threaten")


def _accuse(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.slot == "obj" and hit.word.pos_ == "VERB":
        return draft
    return replace(draft, factuality="alleged")


def _deny(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.force.negated:
        return replace(draft, factuality="alleged")
    return replace(_unplanned(draft), factuality="denied")


def _believe(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if draft.factuality not in ("actual", "planned"):
        return draft
    return replace(_unplanned(draft), factuality="negated" if hit.force.negated else "alleged")


def _possible(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if draft.factuality in ("negated", "denied", "alleged"):
        return draft
    if hit.operator.name == "attempt" and hit.force.perfect and bare_lemma(hit.word) == "hope":
        return replace(draft, factuality="negated", negated=True)
    return replace(_unplanned(draft), factuality="hypothetical")


def _unplanned(draft: Draft) -> Draft:
    """ "fears that it will attack": nobody has promised or threatened what is only feared."""
    if draft.factuality != "planned":
        return draft
    return replace(draft, type=draft.act, cameo=draft.base)


def _avert(draft: Draft, hit: Hit, _context: Context) -> Draft:
    return draft if hit.force.negated else replace(draft, factuality="negated", negated=True)


def _cancel(draft: Draft, hit: Hit, context: Context) -> Draft:
    if hit.force.negated:
        return draft
    if draft.type == "PROTEST":
        return as_code(draft, "082")
    if draft.type not in FRIENDLY:
        return replace(draft, factuality="negated", negated=True)
    doers = doers_of(hit) or draft.actor
    other = _other_side(draft, doers, context)
    after = replace(spoken(draft, "REJECT", "refuse"), actor=doers, recipient=other)
    return under_own_force(after, hit)


def _cease(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.force.negated or draft.type in ("AGREE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"):
        return draft
    for length in (3, 2):
        code = ENDED.get(draft.base[:length])
        if code:
            doers = draft.actor or doers_of(hit)
            return under_own_force(replace(as_code(draft, code), actor=doers), hit)
    return draft


def _cause(draft: Draft, hit: Hit, _context: Context) -> Draft:
    return replace(draft, factuality="negated", negated=True) if hit.force.negated else draft


def _light(draft: Draft, hit: Hit, _context: Context) -> Draft:
    """ "launched an attack": the doer is the verb's, and so is what is said of the verb."""
    if not draft.actor or hit.word.pos_ == "VERB":
        draft = replace(draft, actor=draft.actor or doers_of(hit))
    force = hit.force
    if force.negated or force.modality != "fact":
        return under_force(draft, force, reported=False)
    return draft


def _say(draft: Draft, hit: Hit, context: Context) -> Draft:
    if hit.force.negated and hit.word.pos_ == "NOUN":
        return replace(draft, factuality="negated", negated=True)
    speakers = doers_of(hit)
    who = parties_of(speakers, context)
    doers = parties_of(draft.actor, context)
    own = bool(who) and who == doers
    draft = replace(draft, speakers=speakers)
    if draft.factuality == "planned" and own:
        return replace(draft, factuality="actual")
    if draft.factuality == "requested" and who and not own:
        after = spoken(draft, "REQUEST", "appeal")
        told = draft.actor if doers else draft.recipient
        return replace(after, actor=speakers, recipient=told, speakers=())
    if draft.factuality == "actual" and not own and _is_partisan(draft, hit, context, who):
        return replace(draft, factuality="alleged")
    return draft


def _is_partisan(draft: Draft, hit: Hit, context: Context, who: tuple[str, ...]) -> bool:
    """Whether the act rests on one side's word: a party says the other used force."""
    if bare_lemma(hit.word) in CLAIMING:
        return True
    if draft.type not in FORCE or not who:
        return False
    against = parties_of(draft.recipient, context)
    named = {one for one in who if one in against}
    states = all(one in context.actor_of and context.actor_of[one].kind == "state" for one in who)
    return bool(named) or (states and not against)


RULES: dict[str, Callable[[Draft, Hit, Context], Draft]] = {
    "promise": _promise, "assure": _promise, "invite": _promise, "allow": _promise, "plan": _plan,
    "consider": _possible, "fear": _possible, "attempt": _possible, "believe": _believe,
    "appeal": _appeal, "demand": _demand, "need": _need, "refuse": _refuse, "fail": _fail,
    "threaten": _threaten, "warn": _warn, "accuse": _accuse, "deny": _deny, "avert": _avert,
    "cancel": _cancel, "cease": _cease, "cause": _cause, "say": _say, "light": _light,
}  # fmt: skip
"""Each operator's rule, by its name."""
