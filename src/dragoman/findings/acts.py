"""Acts: what a speaker does by saying something, read off the cue, its construction and content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.knowledge.cues import cue_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.knowledge.cues import Cue
    from dragoman.schema.findings import StatementAct

EMPTY_CHARGE = frozenset(
    "baseless false untrue unfounded groundless fabricated fabrication lie lies absurd nonsense "
    "invented invention distortion propaganda fake rubbish ridiculous fiction hoax slander "
    "nonsensical wrong incorrect inaccurate misleading unsubstantiated disinformation".split()
)
"""Words that reject a charge when a speaker calls it so."""

CHARGES = frozenset(
    "accusation allegation claim charge report suggestion rumour rumor assertion speculation "
    "insinuation involvement responsibility wrongdoing link role guilt complicity it that this "
    "them criticism narrative account notion story".split()
)
"""What one denies when one answers a charge; other objects (a plan, a visa) are refused."""

REFUSED = frozenset("entry visa bail access permission request appeal passage asylum leave".split())
"""What is denied to somebody: a refusal, not a denial."""

_COMMENT = re.compile(r"\b(?:comment|elaborate|respond|answer|discuss|say)\b")
DECLINING = frozenset(["decline", "refuse"])

WISHING = frozenset(
    "want seek need prefer oppose support back review like love plan intend know see view regard"
    " try determine vote veto elect approve adopt ratify".split()
)
"""Cues of attitudes and decisions: somebody is reported to want something, no word is told."""

BELIEVED = frozenset("believe think consider expect fear hope".split())
"""Cues that are attitudes in the passive: `it was believed`."""

_INTERVENING = {"for": "demand", "on": "demand", "upon": "demand"}


def act_of(cue: Sequence[Token], content: Sequence[Token]) -> StatementAct:
    """The act of a statement with this cue and content; `say` when none stands out."""
    head = head_of(cue) if cue else None
    if head is None:
        return "say"
    if _declines(head, cue, content):
        return "decline_to_comment"
    if is_attitude(head, content):
        return "attitude"
    if _is_empty_charge(head, content):
        return "deny"
    known = _word_of(cue)
    return "say" if known is None else _act_in(known[0], known[1], content)


def _act_in(word: Token, entry: Cue, content: Sequence[Token]) -> StatementAct:
    """The act that a reporting word of the table tells in its construction."""
    act: StatementAct = entry.act
    if entry.act_infinitive and _has_infinitive(word, content):
        act = entry.act_infinitive
    elif entry.lemma in ("call", "appeal", "ask", "press") and _has_oblique(word, "for", "on"):
        act = "demand"
    if act == "deny" and is_negated(word):
        return "say"
    if act == "deny" and not denies(word):
        return "say"
    if act == "say" and _promises(word, content):
        return "pledge"
    return act


def is_speech(verb: Token) -> bool:
    """Whether the word is a verb of speech by the table."""
    entry = cue_named(verb.lemma_, "VERB")
    return entry is not None and entry.kind == "speech"


def is_attitude(head: Token, content: Sequence[Token]) -> bool:
    """`They want an accord`, `is widely seen as`: nobody's words, unless some are quoted."""
    lemma = head.lemma_.lower()
    passive = any(child.dep_ == "aux:pass" for child in head.children)
    told = lemma in WISHING or (passive and lemma in BELIEVED)
    return told and head.pos_ != "NOUN" and not any(token.is_quote for token in content)


def _declines(head: Token, cue: Sequence[Token], content: Sequence[Token]) -> bool:
    """`declined to say`, `did not respond to`, `has not commented on`."""
    lemma = head.lemma_.lower()
    if lemma in DECLINING:
        return _COMMENT.search(f"{_text(cue)} {_text(content)}") is not None
    return lemma in ("comment", "respond", "answer", "reply") and is_negated(head)


def head_of(tokens: Sequence[Token]) -> Token:
    """The token the others hang on: the one whose head lies outside, a verb before others."""
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    verbs = [token for token in tops if token.pos_ in ("VERB", "NOUN")]
    return (verbs or tops or list(tokens))[0]


def denies(verb: Token) -> bool:
    """Whether a verb of denial answers a charge: `denied entry`, `rejected a plan` do not."""
    objects = [child for child in verb.children if child.dep_ in ("obj", "nsubj:pass")]
    if any(child.dep_ in ("ccomp", "xcomp", "advcl") for child in verb.children):
        return True
    if any(child.dep_ == "iobj" for child in verb.children):
        return False
    if not objects:
        return True
    lemma = objects[0].lemma_.lower()
    if lemma in CHARGES or cue_named(lemma, "NOUN") is not None:
        return lemma not in REFUSED and lemma not in ("proposal", "offer", "demand", "invitation")
    return verb.lemma_.lower() == "deny" and lemma not in REFUSED


def is_negated(verb: Token) -> bool:
    """Whether the verb carries a negation of its own."""
    return any(
        child.lemma_.lower() in ("not", "never", "n't", "no") and child.dep_ in ("advmod", "det")
        for child in verb.children
    )


def _word_of(cue: Sequence[Token]):  # type: ignore[no-untyped-def]
    head = head_of(cue)
    ordered = [head, *(token for token in cue if token.i != head.i)]
    for token in ordered:
        pos = "VERB" if token.pos_ in ("VERB", "AUX") else "NOUN"
        entry = cue_named(token.lemma_, pos)
        if entry is not None:
            return token, entry
    return None


def _has_infinitive(word: Token, content: Sequence[Token]) -> bool:
    starts = {token.i for token in content}
    for child in word.children:
        if child.dep_ in ("xcomp", "ccomp", "advcl", "acl") and child.i in starts:
            return any(mark.lemma_ == "to" and mark.dep_ == "mark" for mark in child.children)
    return bool(content) and content[0].lemma_ == "to" and content[0].pos_ == "PART"


def _has_oblique(word: Token, *prepositions: str) -> bool:
    return any(
        case.lemma_.lower() in prepositions
        for child in word.children
        if child.dep_.startswith("obl") or child.dep_ == "nmod"
        for case in child.children
        if case.dep_ == "case"
    )


def _is_empty_charge(head: Token, content: Sequence[Token]) -> bool:
    """`called the report a fabrication`, `dismissed it as false`, `said it was untrue`."""
    if head.lemma_.lower() not in ("call", "describe", "dismiss", "say", "label", "brand", "term"):
        return False
    near = [*head.children, *(t for t in content if t.dep_ in ("xcomp", "obl", "ccomp", "amod"))]
    predicates = [t for t in near if t.dep_ in ("xcomp", "obl", "ccomp", "obj")]
    return any(t.lemma_.lower() in EMPTY_CHARGE for t in predicates) and len(content) <= MAX_RETORT


MAX_RETORT = 16
"""Tokens; a longer content that holds such a word says more than that a charge is empty."""


def _promises(verb: Token, content: Sequence[Token]) -> bool:
    """`said it would send troops`: the speaker's own future action."""
    for child in verb.children:
        if child.dep_ not in ("ccomp", "parataxis") or child.pos_ != "VERB":
            continue
        if is_speech(child):  # `I would say he should go` promises nothing
            continue
        if content and child.i not in {token.i for token in content}:
            continue
        subject = next((t for t in child.children if t.dep_ == "nsubj"), None)
        future = any(
            t.dep_ == "aux" and t.lemma_ in ("will", "would", "shall") for t in child.children
        )
        own = subject is not None and subject.lower_ in ("i", "we", "it", "he", "she", "they")
        conditional = any(t.dep_ == "advcl" for t in child.children)
        if future and own and not conditional and not is_negated(child):
            return True
    return False


def _text(tokens: Sequence[Token]) -> str:
    return " ".join(token.lemma_.lower() for token in tokens)
