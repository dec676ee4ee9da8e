"""What an act becomes under the words around it: a promise, a demand, a refusal, a report.

A `Draft` is an event in the making. Its own force comes first (denied, to come, possible), then
each operator from the inside out; every step returns a new draft. PLOVER's rule decides the type:
where a plain type already says "promised", "asked for", "refused" or "threatened", it is used, and
the act itself is not coded beside it. `docs/explanation/events.md` has the table.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.findings.coding.parties import parties_of
from dragoman.findings.coding.syntax import arguments_of, bare_lemma, elided_subjects
from dragoman.knowledge.cameo import cameo, composed

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from dragoman.findings.coding.stance import Force, Hit, Modality, Stance
    from dragoman.findings.context import Context
    from dragoman.knowledge.cameo import Operation
    from dragoman.schema.findings import EventType, Factuality

FRIENDLY: frozenset[EventType] = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
)
SPEECH: frozenset[EventType] = frozenset(("AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"))
FORCE: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"))
PRONOUNS = frozenset("it its he his him she her they their them".split())
CLAIMING = frozenset("claim allege assert maintain insist contend".split())
ENDED = {
    "04": "164", "045": "165", "05": "160", "06": "163", "07": "162", "071": "1621",
    "072": "1622", "073": "1623", "14": "082", "15": "087", "16": "085", "17": "081",
    "18": "0871", "19": "0871", "191": "0872", "20": "0871", "08": "128",
}  # fmt: skip
"""What stopping an act is: the end of aid is a sanction, the end of an attack a truce."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An event in the making. `act` and `base` are type and code of the act under all speech."""

    trigger: Token
    act: EventType
    type: EventType
    mode: str | None
    cameo: str
    base: str
    actor: tuple[Token, ...]
    recipient: tuple[Token, ...]
    factuality: Factuality = "actual"
    modality: Modality = "fact"
    negated: bool = False
    voices: tuple[str, ...] = ()
    speakers: tuple[Token, ...] = ()
    joint: bool = False

    @property
    def friendly(self) -> bool:
        """Whether the act, as it is spoken of, is one the other side may like."""
        return (self.type in FRIENDLY) != self.negated


def settled(draft: Draft, stance: Stance, context: Context) -> Draft:
    """The draft under everything its sentence says about it."""
    draft = _under_force(draft, stance.force, reported=bool(stance.hits))
    for hit in stance.hits:
        draft = _bound(draft, hit, context)
        rule = _RULES.get(hit.operator.name)
        if rule is None:
            continue
        after = rule(draft, hit, context)
        if after is not draft:
            voice = f"operator:{hit.operator.name}.{bare_lemma(hit.word)}"
            draft = replace(after, voices=(*draft.voices, voice))
    return _with_main_subject(draft, context)


def _bound(draft: Draft, hit: Hit, context: Context) -> Draft:
    """ "A said it had ...", "A accused B of attacking it": an open pronoun is the speaker."""
    doers = _doers(hit)
    if not parties_of(doers, context):
        return draft
    if _is_open_pronoun(draft.actor, context):
        draft = replace(draft, actor=doers)
    sides = parties_of(draft.actor, context), parties_of(draft.recipient, context)
    itself = bool(sides[1]) and sides[0] == sides[1] and _has_pronoun(draft.recipient)
    if (_is_open_pronoun(draft.recipient, context) or itself) and draft.actor != doers:
        draft = replace(draft, recipient=doers)
    return draft


def _has_pronoun(tokens: tuple[Token, ...]) -> bool:
    """ "it", "its positions"."""
    return any(
        token.lower_ in PRONOUNS or any(child.lower_ in PRONOUNS for child in token.children)
        for token in tokens
    )


def _with_main_subject(draft: Draft, context: Context) -> Draft:
    """ "Since its invasion of ..., Iraq has": an open "its" is the subject of the clause around."""
    if not _is_open_pronoun(draft.actor, context):
        return draft
    for above in draft.trigger.ancestors:
        subjects = tuple(arguments_of(above).get("subj", [])) if above.pos_ == "VERB" else ()
        if subjects != draft.actor and parties_of(subjects, context):
            return replace(draft, actor=subjects)
    return draft


def _is_open_pronoun(tokens: tuple[Token, ...], context: Context) -> bool:
    return len(tokens) == 1 and tokens[0].lower_ in PRONOUNS and not parties_of(tokens, context)


def _under_force(draft: Draft, force: Force, *, reported: bool) -> Draft:
    if force.negated:
        return _denied_act(draft, force)
    if force.modality == "will":
        return to_come(draft)
    if force.modality == "must":
        return replace(draft, factuality="requested", modality="must")
    if force.modality == "alleged":
        return replace(draft, factuality="alleged")
    if force.modality == "would" and reported:
        return replace(to_come(draft), modality="would")
    if force.modality in ("may", "would"):
        return replace(draft, factuality="hypothetical", modality=force.modality)
    return draft


def _denied_act(draft: Draft, force: Force) -> Draft:
    """ "will not release": a refusal; "did not release": an event that did not happen."""
    if force.modality in ("will", "would") and draft.type in FRIENDLY and draft.actor:
        return spoken(draft, "REJECT", "refuse")
    return replace(draft, factuality="negated", negated=True)


def to_come(draft: Draft) -> Draft:
    """What is still to come: friendly acts are agreed to, hostile ones threatened."""
    if draft.type in SPEECH:
        return replace(draft, factuality="planned")
    if draft.friendly:
        return replace(spoken(draft, "AGREE", "promise"), factuality="planned")
    return replace(spoken(draft, "THREATEN", "threaten"), factuality="planned")


def spoken(draft: Draft, kind: EventType, operation: Operation) -> Draft:
    """The speech act about the draft's act, actual, with the most exact code there is."""
    code = composed(operation, draft.base)
    entry = cameo(code)
    mode = entry.mode if entry else None
    return replace(
        draft, type=kind, cameo=code, mode=mode, factuality="actual", negated=False, modality="fact"
    )


def _doers(hit: Hit) -> tuple[Token, ...]:
    """Who speaks, wills or refuses: the subject of the operator, or the owner of the noun."""
    found = arguments_of(hit.word)
    if hit.word.pos_ in ("NOUN", "PROPN"):
        for slot in ("poss", "by", "of", "from", "mod"):
            if slot in found and hit.below not in found[slot]:
                return tuple(found[slot])
        return _doers_of_light_verb(hit.word)
    return tuple(found.get("subj", []))


def _doers_of_light_verb(noun: Token) -> tuple[Token, ...]:
    verb = noun.head
    if verb == noun or verb.pos_ != "VERB" or noun.dep_ not in ("obj", "obl"):
        return ()
    return tuple(arguments_of(verb).get("subj", [])) or tuple(elided_subjects(verb))


def _addressees(hit: Hit, context: Context, doers: tuple[Token, ...]) -> tuple[Token, ...]:
    """Whom the words are said to, when they name an actor other than the speaker."""
    found = arguments_of(hit.word)
    speakers = parties_of(doers, context)
    for slot in ("obj", "iobj", "to", "on", "from", "with", "against", "of", "upon"):
        told = [t for t in found.get(slot, []) if t not in doers and not _under(t, hit)]
        parties = parties_of(told, context)
        if parties and parties != speakers:
            return tuple(told)
    return ()


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
    doers = _doers(hit) or draft.actor
    told = _addressees(hit, context, doers) or _other_side(draft, doers, context)
    joint = draft.joint and not told
    after = replace(
        spoken(draft, kind, operation), actor=doers, recipient=told, speakers=(), joint=joint
    )
    return _under_own_force(after, hit)


def _under_own_force(draft: Draft, hit: Hit) -> Draft:
    force = hit.force
    if force.negated:
        return replace(draft, factuality="negated", negated=True)
    if force.modality == "will":
        return replace(draft, factuality="planned")
    if force.modality in ("may", "would"):
        return replace(draft, factuality="hypothetical", modality=force.modality)
    if force.modality == "must":
        return replace(draft, factuality="requested", modality="must")
    return draft


def _promise(draft: Draft, hit: Hit, context: Context) -> Draft:
    if draft.type in SPEECH and draft.factuality == "actual":
        return draft
    if bare_lemma(hit.word) in ("decide", "decision") and draft.base.startswith("08"):
        return replace(draft, actor=draft.actor or _doers(hit))
    if draft.friendly:
        return _speech_about(draft, hit, context, "AGREE", "promise")
    return _speech_about(draft, hit, context, "THREATEN", "threaten")


def _plan(draft: Draft, hit: Hit, context: Context) -> Draft:
    if hit.force.negated:
        return replace(draft, factuality="negated", negated=True)
    if draft.factuality not in ("actual", "planned"):
        return draft
    after = to_come(draft)
    doers = _doers(hit)
    same = parties_of(doers, context) == parties_of(draft.actor, context)
    return replace(after, actor=draft.actor if same or draft.actor else doers)


def _ask(draft: Draft, hit: Hit, context: Context, operation: Operation) -> Draft:
    doers = _doers(hit)
    told = _addressees(hit, context, doers)
    if not told:
        asked = draft.actor if parties_of(draft.actor, context) else draft.recipient
        told = asked if parties_of(asked, context) != parties_of(doers, context) else ()
        told = told or _other_side(draft, doers, context)
    after = replace(
        spoken(draft, "REQUEST", operation), actor=doers, recipient=told, speakers=(), joint=False
    )
    return _under_own_force(after, hit)


def _appeal(draft: Draft, hit: Hit, context: Context) -> Draft:
    return _ask(draft, hit, context, "appeal")


def _demand(draft: Draft, hit: Hit, context: Context) -> Draft:
    if bare_lemma(hit.word) == "order" and hit.slot == "obj" and draft.base.startswith("08"):
        doers = _doers(hit)  # a court's order to release somebody
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
        doers = _doers(hit) or draft.actor
        other = draft.actor if answered else _other_side(draft, doers, context)
        if parties_of(other, context) == parties_of(doers, context):
            other = _other_side(draft, doers, context)
        after = replace(
            spoken(draft, "REJECT", "refuse"), actor=doers, recipient=other, joint=False
        )
        return _under_own_force(after, hit)
    return replace(draft, factuality="negated", negated=True)


def _fail(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.force.negated:
        return draft
    return replace(draft, factuality="negated", negated=True)


def _threaten(draft: Draft, hit: Hit, context: Context) -> Draft:
    return _speech_about(draft, hit, context, "THREATEN", "threaten")


def _warn(draft: Draft, hit: Hit, context: Context) -> Draft:
    doers = _doers(hit)
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
        return _as_code(draft, "082")
    if draft.type not in FRIENDLY:
        return replace(draft, factuality="negated", negated=True)
    doers = _doers(hit) or draft.actor
    other = _other_side(draft, doers, context)
    after = replace(spoken(draft, "REJECT", "refuse"), actor=doers, recipient=other)
    return _under_own_force(after, hit)


def _cease(draft: Draft, hit: Hit, _context: Context) -> Draft:
    if hit.force.negated or draft.type in ("AGREE", "REQUEST", "REJECT", "ACCUSE", "THREATEN"):
        return draft
    for length in (3, 2):
        code = ENDED.get(draft.base[:length])
        if code:
            doers = draft.actor or _doers(hit)
            return _under_own_force(replace(_as_code(draft, code), actor=doers), hit)
    return draft


def _as_code(draft: Draft, code: str) -> Draft:
    entry = cameo(code)
    if entry is None or entry.type is None:
        return draft
    return replace(draft, type=entry.type, cameo=code, base=code, mode=entry.mode)


def _cause(draft: Draft, hit: Hit, _context: Context) -> Draft:
    return replace(draft, factuality="negated", negated=True) if hit.force.negated else draft


def _light(draft: Draft, hit: Hit, _context: Context) -> Draft:
    """ "launched an attack": the doer is the verb's, and so is what is said of the verb."""
    if not draft.actor or hit.word.pos_ == "VERB":
        draft = replace(draft, actor=draft.actor or _doers(hit))
    force = hit.force
    if force.negated or force.modality != "fact":
        return _under_force(draft, force, reported=False)
    return draft


def _say(draft: Draft, hit: Hit, context: Context) -> Draft:
    if hit.force.negated and hit.word.pos_ == "NOUN":
        return replace(draft, factuality="negated", negated=True)
    speakers = _doers(hit)
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


_RULES: dict[str, Callable[[Draft, Hit, Context], Draft]] = {
    "promise": _promise, "assure": _promise, "invite": _promise, "allow": _promise, "plan": _plan,
    "consider": _possible, "fear": _possible, "attempt": _possible, "believe": _believe,
    "appeal": _appeal, "demand": _demand, "need": _need, "refuse": _refuse, "fail": _fail,
    "threaten": _threaten, "warn": _warn, "accuse": _accuse, "deny": _deny, "avert": _avert,
    "cancel": _cancel, "cease": _cease, "cause": _cause, "say": _say, "light": _light,
}  # fmt: skip
