"""Who says it, by the parse: subjects, agents and possessors, shared ones followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
