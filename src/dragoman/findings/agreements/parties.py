"""Who the parties of an instrument are, as far as the sentence around a mention says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.agreements.stages import clauses_below
from dragoman.findings.agreements.words import (
    BINDING,
    BROKERED,
    CALLING_ON,
    FIRMS,
    GOVERNING,
    KEEPING,
    LEAVING,
    MANY,
    MODALS,
    OF_THE_NAME,
    ONLOOKING,
    OUTSIDERS,
    PLEDGING,
    STAGE_OF_MODIFIER,
    STAGE_OF_NOUN,
    STAGE_OF_VERB,
)
from dragoman.findings.subjects import SUBJECTS
from dragoman.knowledge.organisations import body

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from dragoman.findings.agreements.mentions import Mention
    from dragoman.findings.context import Context

PARTIES_ARE = frozenset(["state", "former_state", "igo", "group"])
NAMED_BY = ("amod", "nmod:poss", "compound", "nmod", "nmod:desc", "nmod:unmarked", "flat", "appos")
INSTRUMENTS_BY_ID = frozenset(
    "IGO:NAFTA IGO:CPTPP IGO:RCEP IGO:AUKUS IGO:RIO IGO:ANZUS IGO:WARSAW IGO:SEATO".split()
)
"""Actors of our tables that are themselves treaties: no party of the treaty they name."""

WITH = ("with", "between", "among")
STRANDED_WITHIN = 8  # tokens from a verb to the `with` that it leaves at the end
MAX_CLIMB = 4
"""How many governors up the side that is not named is looked for."""


def parties_of(mention: Mention, context: Context) -> tuple[str, ...]:
    """The parties in the order of the text; empty when the sentence names none."""
    found: list[str] = []
    between = _between(mention.head, context)
    if between:
        return _each(between)
    partners = [*_partners(mention.head, context), *_of_talks(mention.head, context)]
    inside = _inside(mention, context)
    found += inside
    found += _doers(mention, context, others=bool(partners))
    found += partners
    return _each(found)


def _each(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(ids))


def _between(head: Token, context: Context) -> list[str]:
    """`a treaty on nuclear weapons between Russia and the United States`: both sides or nothing."""
    for token in head.subtree:
        if token.i > head.i and _is_case(token, "between", "among") and _hangs_on(token, head):
            found = group_at(token, context)
            if len(found) > 1:
                return found
    return []


def _hangs_on(token: Token, head: Token) -> bool:
    """Whether only nouns and participles stand between them, no clause of its own."""
    while token.i != head.i:
        if token.dep_ not in ("nmod", "obl", "acl", "appos", "conj", "advcl", "obj"):
            return False
        if token.dep_ in ("acl", "advcl") and token.lemma_.lower() not in STAGE_OF_VERB:
            return False
        token = token.head
    return True


def _partners(head: Token, context: Context) -> Iterator[str]:
    """`with Latvia`, `between Egypt and Sudan`, under the noun or the verb that governs it."""
    inside = [head, *(c for c in head.children if c.i > head.i and c.lower_ in OF_THE_NAME)]
    for child in (c for one in (*inside, *clauses_below(head)) for c in one.children):
        if child.i > head.i and child.dep_.startswith(("nmod", "obl")) and _is_with(child):
            yield from group_at(child, context)
    governor = head.head
    if head.dep_ in ("obj", "nsubj:pass", "obl") and STAGE_OF_VERB.get(governor.lemma_.lower()):
        for child in governor.children:
            if child.dep_.startswith(("obl", "nmod")) and _is_with(child):
                yield from group_at(child, context)


def _of_talks(head: Token, context: Context) -> Iterator[str]:
    """`talks between A and B on a treaty`, `a deal reached after talks between A and B`."""
    nouns = [head.head] if head.dep_.startswith(("nmod", "compound")) else []
    if head.dep_ in ("obj", "nsubj:pass"):
        nouns = [t for t in head.head.subtree if t.lemma_.lower() in ("talk", "negotiation")]
    for noun in nouns:
        if noun.lemma_.lower() in STAGE_OF_NOUN:
            for child in noun.children:
                if child.dep_.startswith("nmod") and _is_with(child):
                    yield from group_at(child, context)


def _is_with(token: Token) -> bool:
    return _is_case(token, *WITH)


def _inside(mention: Mention, context: Context) -> list[str]:
    """`Russian-Chinese treaty`, `Kenya's pact`, `its treaty`."""
    doc = mention.head.doc
    inside = (doc[i] for i in range(mention.start, mention.head.i))
    return [
        one
        for token in inside
        if not _brokers(token)
        for one in ids_at(token, context)
        if one not in INSTRUMENTS_BY_ID and not (token.dep_ == "compound" and _is_land(one))
    ]


def _is_land(code: str) -> bool:
    """`the Abkhazia deal`: what is fought over, where it has a government of its own, too."""
    known = body(code)
    return known is not None and known.sort == "regional"


def _brokers(token: Token) -> bool:
    """`a U.S.-brokered accord`: who brings others together."""
    behind = token.doc[token.i + 1 : token.i + 3]
    return len(behind) > 1 and behind[0].text == "-" and behind[1].lower_ in BROKERED


def _doers(mention: Mention, context: Context, *, others: bool) -> list[str]:
    """Who signs, ratifies, leaves or has it: subject or agent of the governing verb."""
    head = mention.head
    for child in clauses_below(head):
        lemma = child.lemma_.lower()
        found = _of_verb(child, context) if lemma in STAGE_OF_VERB else _under_which(child, context)
        if found or _has_signers(child):
            return found
    bound = False
    for token in _governing(head):
        onlooking = token.lemma_.lower() in ONLOOKING or _is_naming(token, head)
        found = [] if onlooking else _of_verb(token, context) + _with_which(token, context)
        bound = bound or token.lemma_.lower() in KEEPING | LEAVING
        if found and bound and token.lemma_.lower() in CALLING_ON | LEAVING:
            found += [one for one in _addressed(token, context) if one not in found]
        if found and (len(found) > 1 or others or token.lemma_.lower() in STAGE_OF_VERB):
            return found + [one for one in _bound(head, context) if one not in found]
    return _bound(head, context)


def _bound(head: Token, context: Context) -> list[str]:
    """`the treaty that bound the Soviet Union and its satellites`; pronouns say nothing new."""
    return [
        one
        for verb in clauses_below(head)
        if verb.lemma_.lower() in BINDING
        for child in verb.children
        if child.dep_ == "obj" and child.pos_ != "PRON"
        for one in group_at(child, context)
    ]


def _has_signers(verb: Token) -> bool:
    """`agreements signed by the presidents of the region`: theirs, whoever they are."""
    if STAGE_OF_VERB.get(verb.lemma_.lower()) != "signed":
        return False
    return any(
        c.dep_ == "obl:agent" or (c.dep_ == "obl" and _is_case(c, "by")) for c in verb.children
    )


def _is_naming(verb: Token, head: Token) -> bool:
    """`called the accords a betrayal`: who speaks of them, no party by that."""
    return verb.lemma_.lower() == "call" and head.dep_ == "obj" and head.head.i == verb.i


def _governing(head: Token) -> Iterator[Token]:
    """The verbs and nouns above the mention whose subjects can be its parties.

    Not the subject of a clause that only comes after, despite or because of the instrument.
    """
    token, steps = head, 0
    while token.head.i != token.i and steps < MAX_CLIMB:
        if token.dep_ in ("obl", "nmod") and not _leads_on(token, head):
            return
        if token.dep_ == "advcl" and (
            _has_subject_in(token, head) or any(_is_link(child) for child in token.children)
        ):
            return
        token, steps = token.head, steps + 1
        if token.lemma_.lower() in OUTSIDERS:
            return
        if token.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            yield token


def _has_subject_in(verb: Token, head: Token) -> bool:
    """`..., years after the agreement ended the war`: what it does is none of who acts above."""
    return any(child.dep_ == "nsubj" and child.i == head.i for child in verb.children)


def _is_link(token: Token) -> bool:
    """`after`, `although`, `because`: a clause of its own time or reason, not of purpose."""
    return token.dep_ == "mark" and token.lower_ not in ("to", "that")


def _leads_on(token: Token, head: Token) -> bool:
    """Whether the phrase's governor has to do with concluding, leaving or keeping it."""
    governor = token.head.lemma_.lower()
    known = governor in STAGE_OF_VERB or governor in STAGE_OF_NOUN or governor in CALLING_ON
    if known or governor in LEAVING | PLEDGING | KEEPING:
        return True
    floating = any(child.lower_ in STAGE_OF_MODIFIER for child in head.children)
    if _is_case(token, "under"):  # will help under it; who once fished under it need be no party
        return not floating and any(child.lower_ in MODALS for child in token.head.children)
    return not floating and _is_case(token, "of", "to", "in", "on", "from")


def _with_which(verb: Token, context: Context) -> list[str]:
    """`the only other state with which Eritrea has a treaty`: who that state is said to be."""
    pronouns = [child for child in verb.children if child.lower_ in ("which", "whom")]
    near = verb.doc[verb.i : verb.i + STRANDED_WITHIN]
    stranded = any(token.lower_ == "with" and _ends_there(token) for token in near)
    if verb.dep_ != "acl:relcl" or not (stranded or any(map(_is_with, pronouns))):
        return []
    noun = verb.head
    others = [child for child in noun.children if child.dep_ in SUBJECTS]
    if noun.dep_ in SUBJECTS:
        others.append(noun.head)
    return group_at(noun, context) or [i for one in others for i in group_at(one, context)]


def _ends_there(preposition: Token) -> bool:
    """`the country that it has a treaty with is ...`: nothing follows that it could govern."""
    after = preposition.i + 1
    return after >= len(preposition.doc) or preposition.doc[after].pos_ in ("AUX", "PUNCT")


def _addressed(verb: Token, context: Context) -> list[str]:
    """`called on Thailand`, `accused Bolivia`, `pulled the United States out of`."""
    return [
        one
        for child in verb.children
        if child.dep_ in ("obj", "iobj") or (child.dep_ == "obl" and _is_case(child, "on", "upon"))
        for one in group_at(child, context)
    ]


def _under_which(verb: Token, context: Context) -> list[str]:
    """The states of `a protocol under which Greece lends a battery to Saudi Arabia`."""
    if not any(_is_case(child, "under") for child in verb.children if child.lower_ == "which"):
        return []
    inside = (t for t in verb.subtree if t.i > verb.left_edge.i and not _is_aside(t, verb))
    return list(_each(one for token in inside for one in ids_at(token, context)))


def _is_aside(token: Token, verb: Token) -> bool:
    """Whether a relative clause of its own holds it: `..., a move that alarmed Ethiopia`."""
    while token.i != verb.i:
        if token.dep_ == "acl:relcl":
            return True
        token = token.head
    return False


def _of_verb(verb: Token, context: Context) -> list[str]:
    found: list[str] = []
    for child in verb.children:
        if (
            (child.dep_ in SUBJECTS and child.dep_ != "nsubj:pass")
            or child.dep_ == "obl:agent"
            or (child.dep_ == "obl" and _is_case(child, "by"))
        ):
            found += group_at(child, context)
    return found


def _is_case(token: Token, *prepositions: str) -> bool:
    return any(c.lower_ in prepositions for c in token.children if c.dep_ == "case")


def group_at(token: Token, context: Context) -> list[str]:
    """The parties that a phrase and what is joined to it by `and` stand for, in text order."""
    heads = [token, *_joined(token)]
    return [one for head in sorted(heads, key=lambda t: t.i) for one in ids_of(head, context)]


def _joined(token: Token) -> Iterator[Token]:
    for child in token.children:
        if child.dep_ == "conj" or (child.dep_ in ("nmod", "appos") and _includes(child)):
            yield child
            yield from _joined(child)


def _includes(token: Token) -> bool:
    return any(case.lower_ in ("including", "like") for case in token.children)


def ids_of(token: Token, context: Context) -> list[str]:
    """The parties a noun stands for: by itself, or the state it belongs to."""
    found = ids_at(token, context)
    if found or token.pos_ == "PRON":
        return found
    for child in token.children:  # the Union's ally South Yemen
        if child.dep_ == "appos" and child.pos_ == "PROPN" and ids_at(child, context):
            return ids_at(child, context)
    if token.lemma_ in FIRMS or not _speaks_for_a_state(token):
        return []
    for child in token.children:
        if child.dep_ in NAMED_BY and not _is_with(child):
            found = ids_at(child, context)
            if found:
                return found
    return []


def _speaks_for_a_state(token: Token) -> bool:
    """`Estonia's parliament`, `the two defence ministers`, `Kenya's minister Raychelle Omamo`."""
    titles = [
        c.lemma_.lower() for c in token.children if c.dep_ in ("nmod:desc", "compound", "appos")
    ]
    return any(one in GOVERNING for one in (token.lemma_.lower(), *titles))


def ids_at(token: Token, context: Context) -> list[str]:
    """The parties that a token stands for; persons and offices stand for their states."""
    known = context.actor_of
    found: list[str] = []
    if token.lemma_ in FIRMS and token.is_lower:
        return found
    for one in context.referents.get(token.i, ()):
        actor = known.get(one)
        if actor is None:
            continue
        if actor.kind in PARTIES_ARE:
            found.append(actor.id)
        elif actor.iso3 and actor.kind in ("person", "organization"):
            found.append(actor.iso3)
    return found


def is_many(mention: Mention) -> bool:
    """Whether unnamed many conclude it: `nearly 200 nations`, `Iran and six world powers`."""
    token = mention.head
    for _ in range(MAX_CLIMB):
        if token.head.i == token.i:
            return False
        token = token.head
        for child in token.children:
            if child.dep_ in SUBJECTS:
                return any(_is_number_of_states(one) for one in (child, *_joined(child)))
    return False


def _is_number_of_states(token: Token) -> bool:
    counted = any(one.dep_ == "nummod" for one in token.children)
    return counted and token.lemma_.lower() in MANY
