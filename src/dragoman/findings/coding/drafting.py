"""From words to drafts: every word that tells an act, with its sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.findings.coding.composition import PRONOUNS, settled
from dragoman.findings.coding.draft import Draft
from dragoman.findings.coding.elsewhere import (
    clause_side,
    helped_by,
    only_other,
    own_people,
    owner_of_moved,
    party_of_condition,
    reader_of_letter,
    writer_of,
)
from dragoman.findings.coding.matching import frame_at
from dragoman.findings.coding.parties import is_official, is_somebody, parties_of
from dragoman.findings.coding.stance import is_phoned_or_named, stance_of
from dragoman.findings.coding.syntax import arguments_of, bare_lemma, elided_subjects, lemmas_of
from dragoman.knowledge.cameo import cameo, composed
from dragoman.knowledge.frames import act_of, operators_of, word_class
from dragoman.knowledge.plover import plover

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from dragoman.findings.coding.stance import Hit, Stance
    from dragoman.findings.coding.syntax import Arguments
    from dragoman.findings.context import Context
    from dragoman.knowledge.frames import Frame

SPEECH_ACTS = frozenset(
    ("promise", "assure", "invite", "appeal", "demand", "refuse", "threaten", "warn", "deny")
)
"""Operators that stand for themselves when the lexicon does not know the act under them."""
JOINT_SLOTS = frozenset(("with", "between", "among", "alongside"))
CARRIERS = frozenset(("light", "promise", "plan", "cancel", "cease", "refuse", "fail", "attempt"))
"""Verbs whose subject does what their object names."""
ANNOUNCING = frozenset(("announce", "declare", "proclaim", "order"))
"""Verbs of speech with that use: "announced a suspension of flights"."""
AUTHORITIES = frozenset(("116", "166", "173", "174", "0841"))
"""Codes of acts of those who rule where they are done: convict, expel, arrest, free."""
NEED_INFINITIVE = frozenset(
    ("tell", "call", "command", "instruct", "push", "press", "order", "encourage", "solicit")
)
"""Words that ask for something only with an infinitive, or `for` and `on` something."""


def drafts_in(doc: Doc, context: Context) -> Iterator[Draft]:
    """Every act the document tells, in text order; speech about an act takes the act's place."""
    for sentence in doc.sents:
        yield from _drafts_of_sentence(list(sentence), context)


def _drafts_of_sentence(tokens: list[Token], context: Context) -> Iterator[Draft]:
    sightings = list(_sightings(tokens, context))
    themes = {i for one in sightings for i in _themes(one)}
    found: list[Draft] = []
    used: set[int] = set()
    for one in sightings:
        if one.trigger.i in themes:
            continue
        if any(hit.word.i in themes for hit in one.stance.hits):
            continue
        used |= {hit.word.i for hit in one.stance.hits if _consumes(hit)}
        found.append(_addressed(settled(one.draft, one.stance, context), context))
    found += _bare_speech(tokens, used | themes | {d.trigger.i for d in found}, context)
    crowds = {parties_of(one.actor, context) for one in found if one.type == "PROTEST"}
    found = [
        one
        for one in found
        if one.type != "REQUEST" or parties_of(one.actor, context) not in crowds
    ]
    yield from sorted(
        (draft for draft in found if draft.trigger.i not in used), key=lambda one: one.trigger.i
    )


def _addressed(draft: Draft, context: Context) -> Draft:
    """A speech act with whom it is said to, where another clause tells."""
    if draft.type not in ("REQUEST", "THREATEN", "REJECT") or parties_of(draft.recipient, context):
        return draft
    for side in (reader_of_letter(draft.trigger), party_of_condition(draft.trigger)):
        parties = parties_of(side, context)
        if parties and parties != parties_of(draft.actor, context):
            return replace(draft, recipient=side)
    return draft


@dataclass(frozen=True, slots=True)
class Sighting:
    """A word that tells an act, before what is said about the act is heard."""

    trigger: Token
    frame: Frame
    arguments: Arguments
    stance: Stance
    draft: Draft


def _sightings(tokens: list[Token], context: Context) -> Iterator[Sighting]:
    for trigger in tokens:
        if trigger.pos_ not in ("VERB", "NOUN", "PROPN") or _is_carried_name(trigger):
            continue
        arguments = _with_carried(arguments_of(trigger), trigger)
        frame = frame_at(trigger, arguments, context)
        if frame is None:
            continue
        stance = stance_of(trigger)
        draft = _draft(trigger, frame, arguments, stance, context)
        if not frame.weak or _has_two_sides(draft, context):
            yield Sighting(trigger, frame, arguments, stance, draft)


def _themes(one: Sighting) -> set[int]:
    """The words the frame asked for: "sanctions" in "lifted sanctions" is no event of its own."""
    if one.trigger.pos_ != "VERB":
        return set()
    asked = {
        need.slot
        for group in one.frame.needs
        for need in group
        if not need.negated and not need.anything
    }
    tokens = {token for slot in asked & {"obj"} for token in one.arguments.get(slot, [])}
    return {token.i for token in tokens if token.head == one.trigger}


def _with_carried(arguments: Arguments, trigger: Token) -> Arguments:
    """A noun's arguments with the prepositions the tree hangs on the verb that governs it."""
    if trigger.pos_ == "VERB" or trigger.dep_ not in ("obj", "nsubj:pass"):
        return arguments
    carried = arguments_of(trigger.head)
    merged = dict(arguments)
    for slot, tokens in carried.items():
        if slot not in ("subj", "obj", "iobj", "xcomp", "mod", "poss") and slot not in merged:
            merged[slot] = tokens
    return merged


def _is_carried_name(trigger: Token) -> bool:
    """Part of a name, a modifier or a month ("Peace Talks Committee", "attack helicopter")."""
    month = trigger.text == "March" and trigger.pos_ == "PROPN"
    return month or trigger.dep_ in ("compound", "flat", "flat:name")


def _consumes(hit: Hit) -> bool:
    """Whether the operator's own frame would code the same act a second time."""
    return hit.operator.name in SPEECH_ACTS | {"cancel", "cease", "light", "allow", "plan"}


def _draft(
    trigger: Token, frame: Frame, arguments: Arguments, stance: Stance, context: Context
) -> Draft:
    actor = _first_side(frame.actor, arguments, context)
    if trigger.pos_ != "VERB" and not parties_of(actor, context):
        actor = _carried_actor(stance) or actor
    if not parties_of(actor, context):
        actor = writer_of(trigger) or owner_of_moved(trigger, frame, arguments) or actor
    if not actor and frame.cameo in AUTHORITIES:
        actor = _authority(arguments, context)
    recipient, slot = _recipient(frame, arguments, actor, context)
    recipient = recipient or only_other(trigger, arguments, actor, context)
    if frame.type == "AID" and not parties_of(recipient, context):
        recipient = helped_by(trigger, actor, context) or recipient
    if not recipient and frame.type in ("REQUEST", "THREATEN", "REJECT", "AGREE"):
        recipient = clause_side(trigger, actor, context)
    joint = slot in JOINT_SLOTS and (plover(frame.type).joint or frame.cameo == "057")
    return Draft(
        trigger=trigger,
        act=frame.type,
        type=frame.type,
        mode=frame.mode,
        cameo=frame.cameo,
        base=frame.cameo,
        actor=actor,
        recipient=recipient,
        voices=(f"frame:{frame.id}",),
        joint=joint and frame.mode != "visit",
    )


def _authority(arguments: Arguments, context: Context) -> tuple[Token, ...]:
    """ "was arrested in Chad", "expelled from Oman", "freed from jail in Mali": who rules there."""
    for slot in ("from", "in"):
        places = tuple(arguments.get(slot, []))
        if parties_of(places, context):
            return places
    return ()


def _carried_actor(stance: Stance) -> tuple[Token, ...]:
    """The subject of the verb that carries a noun: "launched an attack", "paid a visit"."""
    for hit in stance.hits:
        announced = hit.slot in ("obj", "ccomp") and bare_lemma(hit.word) in ANNOUNCING
        if hit.operator.name not in CARRIERS and not announced:
            return ()
        arguments = arguments_of(hit.word)
        found = tuple(arguments.get("subj") or arguments.get("obj", []))
        if hit.below in found:
            found = ()
        if hit.word.pos_ == "VERB":
            return found or tuple(elided_subjects(hit.word))
    return ()


def _first_side(
    slots: tuple[str, ...], arguments: Arguments, context: Context
) -> tuple[Token, ...]:
    """The words of the first slot that names an actor; else those of the first filled one."""
    filled = [tuple(arguments[slot]) for slot in slots if arguments.get(slot)]
    if "subj" in slots and any(one.lower_ in PRONOUNS for one in arguments.get("subj", [])):
        filled = [tuple(arguments["subj"])]  # who it is, others say
    for tokens in filled:
        if parties_of(tokens, context):
            return tokens
    written = [
        t for slot in ("subj", "by", "poss") if slot in slots for t in arguments.get(slot, [])
    ]
    return tuple(written[:1])


def _recipient(
    frame: Frame, arguments: Arguments, actor: tuple[Token, ...], context: Context
) -> tuple[tuple[Token, ...], str]:
    """The other side and its slot: the first that names somebody else than the actor."""
    doers = parties_of(actor, context)
    fallback: tuple[tuple[Token, ...], str] = ((), "")
    people: tuple[tuple[Token, ...], str] = ((), "")
    for slot in frame.recipient:
        tokens = tuple(one for one in arguments.get(slot, []) if one not in actor)
        parties = parties_of(tokens, context)
        if parties and parties != doers:
            return tokens, slot
        if parties and not fallback[0]:
            fallback = (tokens, slot)
        if not people[0] and any(is_somebody(one) for one in tokens):
            people = (tokens, slot)
    if fallback[0] or people[0]:
        return fallback if fallback[0] else people
    return (), ""


def _has_two_sides(draft: Draft, context: Context) -> bool:
    doers = parties_of(draft.actor, context)
    others = parties_of(draft.recipient, context)
    return bool(doers) and bool(others) and doers != others


def _bare_speech(tokens: list[Token], used: set[int], context: Context) -> Iterator[Draft]:
    """Promises, demands, refusals and threats of something the lexicon has no frame for."""
    for word in tokens:
        if word.i in used or word.pos_ not in ("VERB", "NOUN", "ADJ"):
            continue
        kind = {"VERB": "verb", "NOUN": "noun"}.get(word.pos_, "adjective")
        operators = [
            one
            for lemma in lemmas_of(word)
            for one in operators_of(lemma, kind)  # type: ignore[arg-type]
            if one.name in SPEECH_ACTS and one.cameo not in (None, "016")
        ]
        if operators and operators[0].cameo and _asks(word) and not _is_open(word):
            draft = _speech_draft(word, operators[0].cameo, context)
            if draft is not None:
                yield _addressed(settled(draft, stance_of(word), context), context)


def _asks(word: Token) -> bool:
    """Whether a word that also has other uses ("told reporters", "called it a stunt") asks here."""
    if word.pos_ != "VERB":
        return True
    if is_silence(word) or is_plea(word):
        return False
    if bare_lemma(word) == "seek":
        return all(child.dep_ != "xcomp" for child in word.children)  # sought to win is no request
    if bare_lemma(word) not in NEED_INFINITIVE:
        return True
    if is_phoned_or_named(word):
        return False
    for child in word.children:
        marks = {one.lower_ for one in child.children if one.dep_ in ("mark", "case")}
        if child.dep_ in ("xcomp", "ccomp", "advcl") and "to" in marks:
            return True
        upon = bare_lemma(word) == "call" and marks & {"on", "upon"}
        if child.dep_ == "obl" and ("for" in marks or upon):
            return True
    return False


def _is_open(word: Token) -> bool:
    """Whether only a question is told: decided whether to go."""
    return any(
        one.dep_ == "mark" and one.lower_ in ("whether", "if")
        for child in word.children
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl")
        for one in child.children
    )


def is_silence(word: Token) -> bool:
    """`declined to comment`: who gives no answer rejects nothing; see `findings.silences`."""
    silent = bare_lemma(word) in ("decline", "refuse")
    return silent and any(
        child.dep_ == "xcomp" and bare_lemma(child) in word_class("answering")
        for child in word.children
    )


def is_plea(word: Token) -> bool:
    """`pleaded guilty`, `pleaded not guilty`."""
    return bare_lemma(word) == "plead" and any(
        child.lower_ in ("guilty", "innocent") for child in word.children
    )


def _speech_draft(word: Token, code: str, context: Context) -> Draft | None:
    arguments = arguments_of(word)
    slots = ("poss", "by", "from", "of") if word.pos_ == "NOUN" else ("subj",)
    actor = _first_side(slots, arguments, context)
    doers = parties_of(actor, context)
    told: tuple[Token, ...] = ()
    people: tuple[Token, ...] = ()
    for slot in ("obj", "iobj", "to", "on", "with", "against", "from", "for", "of"):
        candidates = tuple(arguments.get(slot, []))
        parties = parties_of(candidates, context)
        if parties and all(one.startswith("media:") for one in parties):
            continue  # in an interview with a newspaper
        if parties and parties != doers:
            told = candidates
            break
        if not people and any(is_official(one) for one in candidates):
            people = candidates
    told = told or clause_side(word, actor, context) or people or own_people(arguments)
    code = _theme_code(code, arguments)
    entry = cameo(code)
    complement = len(doers) > 1 or any(
        child.dep_ in ("xcomp", "ccomp", "acl", "obj") for child in word.children
    )
    if entry is None or entry.type is None or not doers or not (told or complement):
        return None
    return Draft(
        trigger=word,
        act=entry.type,
        type=entry.type,
        mode=entry.mode,
        cameo=code,
        base=code,
        actor=actor,
        recipient=told,
        voices=(f"speech:{bare_lemma(word)}",),
    )


def _theme_code(code: str, arguments: Arguments) -> str:
    """The exact code when the thing promised or asked for says what the act would be."""
    families = {"030": "promise", "020": "appeal", "100": "demand", "120": "refuse"}
    operation = families.get(code)
    if operation is None:
        return code
    for slot in ("obj", "for", "to", "on", "of"):
        for token in arguments.get(slot, []):
            act = act_of(bare_lemma(token))
            if act:
                return composed(operation, act)  # type: ignore[arg-type]
    return code
