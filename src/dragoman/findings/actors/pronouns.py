"""Pronouns that stand for actors, by rules over the tree: who was spoken of last, and as what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import Draft, is_state

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.findings.actors.drafts import Ledger

SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
REACH = 3
"""Sentences back within which the antecedent of a pronoun is looked for."""


def find_pronouns(ledger: Ledger) -> None:
    """Add the third-person pronouns whose antecedent is an actor."""
    for token in ledger.doc:
        if token.pos_ != "PRON" or token.i in ledger.taken:
            continue
        word = token.lower_
        if word in SINGULAR:
            antecedent = _antecedent(ledger, token, "person:")
        elif word in NEUTER:
            antecedent = _antecedent(ledger, token, "body") if _may_act(token) else None
        elif word in PLURAL:
            antecedent = _antecedent(ledger, token, "plural")
        else:
            continue
        if antecedent is not None:
            ledger.add(
                Draft(
                    token.i, token.i + 1, "pronoun", antecedent.ids, plural=len(antecedent.ids) > 1
                )
            )


def _may_act(token: Token) -> bool:
    """Whether "it" stands where somebody acts or owns: objects are mostly things and events."""
    if token.dep_ == "expl" or any(child.dep_ == "csubj" for child in token.head.children):
        return False
    return token.dep_ in {"nsubj", "nmod:poss"} and token.head.pos_ in {"VERB", "NOUN", "PROPN"}


def _antecedent(ledger: Ledger, token: Token, kind: str) -> Draft | None:
    starts = [sent.start for sent in ledger.doc.sents if sent.start <= token.i]
    floor = starts[-REACH:][0] if starts else 0
    best: Draft | None = None
    score = float("-inf")
    for draft in ledger.before(token.i):
        if draft.start < floor:
            break
        if not draft.ids or not _agrees(draft, kind):
            continue
        value = _salience(ledger, token, draft)
        if value > score:
            best, score = draft, value
    return best


def _agrees(draft: Draft, kind: str) -> bool:
    if kind == "person:":
        return len(draft.ids) == 1 and draft.ids[0].startswith("person:")
    if kind == "body":
        one = draft.ids[0]
        neuter = is_state(one) or one.startswith(("IGO:", "group:", "org:", "media:"))
        return len(draft.ids) == 1 and neuter and draft.kind != "demonym" and not draft.plural
    return draft.plural or len(draft.ids) > 1


def _salience(ledger: Ledger, token: Token, draft: Draft) -> float:
    """Nearer sentences, subjects and the pronoun's own kind of role weigh more."""
    head = draft.head(ledger.doc)
    sentences = sum(
        1 for sent in ledger.doc.sents if head.sent.start < sent.start <= token.sent.start
    )
    value = -2.0 * sentences
    if head.dep_.startswith("nsubj"):
        value += 1.5
    if head.dep_ == "nmod:poss" or draft.kind == "demonym":
        value -= 0.5
    if draft.kind == "pronoun":
        value += 0.5
    if head.head == token.head and token.dep_ in {"obj", "obl"} and head.dep_.startswith("nsubj"):
        value -= 3.0
    return value
