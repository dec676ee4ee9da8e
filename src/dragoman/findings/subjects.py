"""Who says it, by the parse: subjects, agents and possessors, shared ones followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.knowledge.cues import cue_named

if TYPE_CHECKING:
    from spacy.tokens import Token

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")


def subject_of(cue: Token) -> Token | None:
    """Who says it, by the parse: subject, agent, possessor; shared subjects are followed."""
    if cue.pos_ == "NOUN" or cue.pos_ == "PROPN":
        return possessor_of(cue)
    at = cue
    for _ in range(4):
        passive = any(child.dep_ == "nsubj:pass" for child in at.children)
        if passive and at.i != cue.i and _is_active(cue):
            return _shared_with_passive(at)
        for child in at.children:
            if child.dep_ == "nsubj" or (passive and child.dep_ == "obl:agent"):
                return antecedent_of(child)
        if passive:
            return None
        if at.dep_.startswith("acl"):
            return at.head if _is_active_participle(at) else None
        if at.dep_ not in ("conj", "xcomp", "advcl", "parataxis"):
            return None
        at = at.head
    return None


def _is_active(verb: Token) -> bool:
    """`and has accused`, `and will warn`: its own auxiliary says that it is no passive."""
    relations = [child.dep_ for child in verb.children]
    return "aux" in relations and "aux:pass" not in relations


def _shared_with_passive(verb: Token) -> Token | None:
    """`A was sacked by B and has accused`; `A fears X, banned by B, and has accused`: it is A."""
    if verb.dep_.startswith("acl"):
        return subject_above(verb)
    return next((child for child in verb.children if child.dep_ == "nsubj:pass"), None)


def subject_above(clause: Token) -> Token | None:
    """The subject of the nearest reporting verb that a relative clause stands under."""
    below = clause
    for verb in clause.ancestors:
        if below.dep_ == "ccomp" and cue_named(verb.lemma_, "VERB") is not None:
            return subject_of(verb)
        below = verb
    return None


def antecedent_of(subject: Token) -> Token:
    """For a relative pronoun, the noun its clause hangs on; else the subject itself."""
    clause = subject.head
    if subject.lower_ in ("who", "which", "that") and clause.dep_.startswith("acl"):
        return clause.head
    return subject


def _is_active_participle(verb: Token) -> bool:
    return verb.text.lower().endswith("ing")


def possessor_of(noun: Token) -> Token | None:
    """Whose words a noun of speech stands for: `its claim`, `a claim by X`, `X made a claim`."""
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_.startswith("nmod") and case_of(child) in ("by", "from"):
            return child
    if noun.dep_ == "obj" and noun.head.lemma_ in LIGHT_VERBS:
        return subject_of(noun.head)
    return None


LIGHT_VERBS = frozenset(
    "make issue give have voice express repeat renew reiterate offer level".split()
)


def case_of(noun: Token) -> str:
    """The preposition before a noun, lower case; empty when there is none."""
    return next((child.lower_ for child in noun.children if child.dep_ == "case"), "")


def phrase_of(head: Token) -> tuple[int, int]:
    """The noun phrase of a head as one range: its subtree without the clauses after it."""
    tokens = [head]
    stack = [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_.startswith(("acl", "advcl", "parataxis", "punct")):
                continue
            if child.dep_ == "appos" and child.i > head.i + 1:
                continue
            tokens.append(child)
            stack.append(child)
    inside = sorted(token.i for token in tokens)
    first = inside[inside.index(head.i)]
    last = first
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last + 1
