"""Whether a capital's name stands for its government or for the city."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.reading import reading_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

WEAK = frozenset(
    "Victoria Kingston Georgetown Santiago Male Malé Sofia Lima Wellington Salisbury Delhi Aden "
    "Lagos Nassau Hamilton Stanley Roseau Castries Apia Praia Saigon Strasbourg Amsterdam "
    "Almaty Rangoon Yangon Abidjan Cotonou Bujumbura".split()
) | {
    "St. John's", "St. George's", "San Jose", "San José", "Cape Town", "Panama City", "La Paz",
    "Port Louis", "San Juan", "Mexico City", "Kuwait City", "Guatemala City", "Luxembourg City",
    "Dar es Salaam", "East Berlin", "Port Sudan", "San Salvador", "Santo Domingo",
}  # fmt: skip
"""Capitals with many namesakes, and cities that seldom stand for a government."""

LOCAL_PREPOSITIONS = frozenset(
    "in at near outside around through across inside throughout within via over above off".split()
)
RELATIONS = frozenset(
    "tie relation relationship talk tension alliance cooperation dispute deal pact treaty "
    "agreement pressure support demand threat war conflict rivalry friendship trust link "
    "dialogue negotiation partnership contact rapprochement rift sanction response reply "
    "message signal criticism call diplomacy approval permission help aid assistance assurance "
    "guarantee warning decision policy influence spat row feud trade war détente detente "
    "understanding commitment".split()
)
"""Nouns between, with, from or to governments, as lemmas."""

LOCAL_NOUNS = frozenset(
    "mayor street suburb outskirt resident airport metro subway square stadium university "
    "hospital hotel neighborhood neighbourhood district centre center theatre theater museum "
    "station skyline traffic weather police population museum landmark streets river port zoo "
    "park palace cathedral mosque church bridge court restaurant bar club school summit bureau "
    "correspondent region".split()
)
"""What a city has and a government has not."""

SOCIAL_VERBS = frozenset(
    "accuse urge press warn ask tell accuse criticise criticize blame condemn anger irk annoy "
    "irritate provoke persuade convince pressure isolate punish sanction threaten arm supply "
    "support back help alarm worry deter appease placate embarrass offend praise thank assure "
    "inform notify rebuke".split()
)
"""Verbs whose object has a will."""

SAID = frozenset(
    "say deny accuse warn announce declare insist reject threaten demand pledge vow condemn claim "
    "criticise criticize urge promise propose agree refuse respond reply protest complain argue "
    "acknowledge admit confirm call hope want fear believe".split()
)
"""Verbs of speech and will, as lemmas."""
GOVERNED = frozenset("ministry government ambassador minister president leader envoy army".split())

LOCAL_VERBS = frozenset(
    "visit leave reach enter hit strike bomb shell capture seize attack shake flood occupy "
    "besiege tour cross engulf rock".split()
)
"""Verbs whose object is a place, or which happen to a place."""

SURE = 0.5
SUPPORTED = 0.25
"""The model's probability from which a name is read as the government: alone, and where the tree
says the same.
"""


def is_metonym(doc: Doc, start: int, end: int) -> bool:
    """Whether the place named at these tokens stands for those who govern there."""
    reading = reading_of(doc)
    probability = float(reading.metonymic[end - 1]) if reading.known else float("nan")
    head = doc[start:end].root
    if probability == probability:  # a number
        sure = SUPPORTED if speaks_or_governs(head) else SURE
        return probability >= sure and not _is_plainly_local(head)
    return metonymic_by_syntax(head)


def speaks_or_governs(head: Token) -> bool:
    """Whether the place says something, or owns what only a government has."""
    while head.dep_ == "conj":
        head = head.head
    if head.dep_ == "nsubj":
        return head.head.lemma_.lower() in SAID
    return head.dep_ == "nmod:poss" and head.head.lemma_.lower() in GOVERNED


def is_weak(name: str) -> bool:
    """Whether a capital's name needs its state in the article before it means its government."""
    return name in WEAK


def _is_plainly_local(head: Token) -> bool:
    prepositions = {child.lower_ for child in head.children if child.dep_ == "case"}
    return bool(prepositions & LOCAL_PREPOSITIONS)


def metonymic_by_syntax(head: Token) -> bool:
    """The rules used where no model gives a probability.

    A subject or agent acts; so does the owner of what only governments have, a party of a
    relation, and the object of a verb that needs somebody with a will.
    """
    while head.dep_ == "conj":
        head = head.head
    dep = head.dep_.partition(":")[0]
    if dep == "nsubj":
        return _acts(head)
    if head.dep_ == "nmod:poss":
        return head.head.lemma_.lower() not in LOCAL_NOUNS
    if dep in {"obl", "nmod"}:
        return _is_party(head)
    if dep in {"obj", "iobj", "xcomp"}:
        return head.head.lemma_.lower() in SOCIAL_VERBS
    return False


def _acts(head: Token) -> bool:
    verb = head.head
    if any(child.dep_ == "cop" for child in verb.children) and verb.pos_ in {"NOUN", "PROPN"}:
        return verb.lemma_.lower() not in {"city", "capital", "town", "metropolis", "place", "home"}
    if head.dep_ == "nsubj:pass":
        return verb.lemma_.lower() not in LOCAL_VERBS
    return verb.pos_ in {"VERB", "AUX", "ADJ"}


def _is_party(head: Token) -> bool:
    case = {child.lower_ for child in head.children if child.dep_ == "case"}
    if case & LOCAL_PREPOSITIONS or not case:
        return False
    if "by" in case or "between" in case:
        return True
    governor = head.head
    if case & {"with", "against", "towards", "toward"}:
        return True
    if case & {"from", "to", "of", "on", "for"}:
        return governor.lemma_.lower() in RELATIONS or governor.lemma_.lower() in SOCIAL_VERBS
    return False
