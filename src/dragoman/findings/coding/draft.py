"""An event in the making, and the events that negation, future and speech make of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.findings.coding.syntax import arguments_of, elided_subjects
from dragoman.knowledge.cameo import cameo, composed

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.findings.coding.stance import Force, Hit, Modality
    from dragoman.knowledge.cameo import Operation
    from dragoman.schema.findings import EventType, Factuality

FRIENDLY: frozenset[EventType] = frozenset(
    ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT")
)
SPEECH: frozenset[EventType] = frozenset(("AGREE", "REQUEST", "REJECT", "THREATEN", "ACCUSE"))
FORCE: frozenset[EventType] = frozenset(("ASSAULT", "COERCE", "MOBILIZE", "SANCTION"))


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
    tagged: bool = False  # a side is known from the encoder's tags alone

    @property
    def friendly(self) -> bool:
        """Whether the act, as it is spoken of, is one the other side may like."""
        return (self.type in FRIENDLY) != self.negated


def under_force(draft: Draft, force: Force, *, reported: bool) -> Draft:
    """The draft with what stands at its own word: denied, to come, possible."""
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


def under_own_force(draft: Draft, hit: Hit) -> Draft:
    """A speech act with what stands at its verb: not said, to be said, perhaps said."""
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


def as_code(draft: Draft, code: str) -> Draft:
    """The draft as another act by its CAMEO code; unchanged when the code has no type."""
    entry = cameo(code)
    if entry is None or entry.type is None:
        return draft
    return replace(draft, type=entry.type, cameo=code, base=code, mode=entry.mode)


def doers_of(hit: Hit) -> tuple[Token, ...]:
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
