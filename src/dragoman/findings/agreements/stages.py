"""What the sentence around a mention tells of the instrument's life, and whether as a fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from dragoman.findings.acts import is_negated
from dragoman.findings.agreements.words import (
    DENYING,
    DOUBTING,
    EXPIRING,
    FAILING,
    INTENDING,
    LEAVING,
    MODALS,
    NEGOTIATING,
    PLEDGING,
    PROPOSING,
    RAISING,
    REJECTING,
    REPORTED,
    SPEAKING_OF,
    STAGE_OF_MODIFIER,
    STAGE_OF_NOUN,
    STAGE_OF_VERB,
)
from dragoman.findings.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dragoman.findings.agreements.mentions import Mention
    from dragoman.schema.findings import AgreementStatus

Told = Literal["actual", "planned", "alleged", "denied"]
TIES = frozenset(["tie", "relation", "relationship", "link", "cooperation"])
"""What is raised to a partnership: upgraded their ties to a strategic partnership."""

LEGISLATURES = frozenset(
    "parliament lawmaker senator senate congress assembly legislature deputy duma knesset "
    "legislator mp house".split()
)


@dataclass(frozen=True, slots=True)
class Stage:
    """One station in the life of an instrument, the word that tells it, and how it is told."""

    status: AgreementStatus
    word: Token
    told: Told


def stages_of(mention: Mention) -> Iterator[Stage]:
    """Yield every stage that the mention's own words and their governors tell."""
    head = mention.head
    for child in head.children:
        status = STAGE_OF_MODIFIER.get(child.lower_)
        if status is not None and child.i < head.i:
            yield Stage(status, child, "actual")
    for word, role in _governors(mention):
        status = _status_of(word, role, mention)
        if status is not None:
            yield Stage(status, word, told_at(word, mention))
    yield from _in_force(mention)


def _governors(mention: Mention) -> Iterator[tuple[Token, str]]:
    """The verbs and nouns that govern the mention, with its role under them."""
    head = mention.head
    top = head
    while top.dep_ in ("conj", "appos") and top.head.i != top.i:
        top = top.head
    governor = top.head
    if top.dep_ == "compound":
        yield governor, "noun"
    elif governor.i != top.i and top.dep_ in ("obj", "nsubj:pass", "nsubj", "ccomp", "xcomp"):
        yield governor, "object" if top.dep_ != "nsubj" else "subject"
    elif governor.i != top.i and top.dep_.startswith(("obl", "nmod", "advcl")):
        yield governor, "oblique" if governor.pos_ in ("VERB", "AUX", "ADJ") else "noun"
        if governor.lemma_.lower() in TIES:
            yield from ((verb, "oblique") for verb in (governor.head, *governor.children))
    for child in clauses_below(head):
        yield child, _role_in_clause(child) if child.dep_ == "acl:relcl" else "object"
    if mention.start > head.sent.start:
        before = head.doc[mention.start - 1]  # the tree may be wrong; a verb right before is not
        if before.pos_ in ("VERB", "AUX") and before.i != governor.i:
            yield before, "object"


def clauses_below(head: Token) -> Iterator[Token]:
    """Participles and relative clauses on the noun, or on a name that follows it:

    `a treaty with Latvia that was signed in Riga`.
    """
    for child in head.children:
        if child.dep_.startswith("acl"):
            yield child
        elif child.i > head.i and child.dep_ == "nmod" and child.pos_ == "PROPN":
            for below in child.children:
                if below.dep_.startswith("acl") and below.lemma_.lower() in STAGE_OF_VERB:
                    yield below
    if head.i + 1 < head.sent.end:
        after = head.nbor(1)  # a participle right behind it is its own, whatever the tree says
        bare = not any(one.dep_ in (*SUBJECTS, "aux") for one in after.children)
        known = after.lemma_.lower() in STAGE_OF_VERB and after.lower_ != after.lemma_.lower()
        if after.pos_ == "VERB" and not after.dep_.startswith("acl") and bare and known:
            yield after


def _role_in_clause(verb: Token) -> str:
    """The part of `that` in a relative clause: that was signed, that entered into force."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if subject is None or subject.lower_ not in ("that", "which"):
        return "object"
    return "subject" if subject.dep_ == "nsubj" else "object"


def _status_of(word: Token, role: str, mention: Mention) -> AgreementStatus | None:
    lemma = word.lemma_.lower()
    if lemma in REJECTING:
        return None if mention.definite or role == "noun" else "proposed"
    if role == "noun":
        return STAGE_OF_NOUN.get(lemma)
    if role == "subject":
        ends_other = any(child.dep_ == "obj" for child in word.children)
        return "ended" if lemma in EXPIRING and not ends_other else None
    if lemma in SPEAKING_OF:
        return None if mention.definite or mention.year else "negotiating"
    if mention.kind == "partnership" and lemma in RAISING:
        return "signed"
    if role == "oblique":
        return _status_of_oblique(word, lemma, mention)
    if lemma in EXPIRING:
        return "ended"
    if lemma == "approve" and not _by_legislature(word):
        return "signed"
    return STAGE_OF_VERB.get(lemma)


def _status_of_oblique(word: Token, lemma: str, mention: Mention) -> AgreementStatus | None:
    """`withdrew from`, `pulled out of`, `agreed on`, `entered into`, `pledged in a letter`."""
    if lemma in LEAVING:
        return "denounced"
    if lemma == "agree" or (lemma == "enter" and not _has_force(word)):
        return "signed"
    if mention.kind == "letter" and lemma in PLEDGING:
        return "signed"
    if lemma in PROPOSING:
        return "proposed"
    return "negotiating" if lemma in NEGOTIATING else None


def _has_force(verb: Token) -> bool:
    return any(child.lower_ in ("force", "effect") for child in verb.children)


def _by_legislature(verb: Token) -> bool:
    agents = [c for c in verb.children if c.dep_ in SUBJECTS or c.dep_ == "obl:agent"]
    return any(one.lemma_.lower() in LEGISLATURES for one in agents)


def told_at(word: Token, mention: Mention) -> Told:
    """Whether what the word tells has happened, is planned, alleged or denied."""
    if mention.negated or _is_negated(word):
        return "denied"
    if any(_denies(above) for above in _above(word)) or _fails(word):
        return "denied"
    sentence = {token.lower_ for token in word.sent}
    if sentence & DOUBTING:
        return "alleged"
    return "planned" if _is_planned(word) else "actual"


def _is_negated(word: Token) -> bool:
    negative = any(c.lower_ in ("not", "n't", "never", "without") for c in word.children)
    return negative or is_negated(word)


def _denies(token: Token) -> bool:
    """`denied that`, `rejected a report that`; who rejects a treaty does not deny that it is."""
    lemma = token.lemma_.lower()
    if lemma in REJECTING:
        return any(c.lemma_.lower() in REPORTED for c in token.children if c.dep_ == "obj")
    return lemma in DENYING and token.pos_ in ("VERB", "NOUN")


def _fails(word: Token) -> bool:
    """`refused to sign`, `failed to reach a deal`."""
    return word.dep_ == "xcomp" and word.head.lemma_.lower() in FAILING


def _above(word: Token) -> Iterator[Token]:
    while word.head.i != word.i:
        word = word.head
        yield word


def _is_planned(word: Token) -> bool:
    """Under a modal verb, in an infinitive of intention, or after `once`, `if` and `until`."""
    if word.lemma_.lower() in EXPIRING and not word.lower_.endswith("ed"):
        return True  # a treaty that expires in 2026
    if any(c.lemma_.lower() in MODALS and c.dep_ == "aux" for c in word.children):
        return True
    if word.lower_.endswith("ing") and any(c.lemma_ == "be" for c in word.children):
        return STAGE_OF_VERB.get(word.lemma_.lower()) in ("signed", "ratified")
    marks = {c.lower_ for c in word.children if c.dep_ in ("mark", "advmod")}
    if marks & {"once", "if", "until", "unless", "when"} and word.dep_ == "advcl":
        return True
    if any(_is_condition(above) for above in _above(word)):
        return True
    before = word.nbor(-1).lower_ if word.i > word.sent.start else ""
    infinitive = word.pos_ in ("VERB", "AUX") and ("to" in marks or before == "to")
    if not infinitive:
        return False
    governor = word.head
    if governor.lemma_.lower() == "vote" and governor.tag_ in ("VBD", "VBZ"):
        return False  # voted to ratify
    if word.i == governor.i:  # a headline: Serbia, Hungary to sign deal
        return True
    if governor.lemma_.lower() == "agree":
        return STAGE_OF_VERB.get(word.lemma_.lower()) == "signed"
    return governor.lemma_.lower() in INTENDING or word.dep_ in ("acl", "advcl", "ROOT", "xcomp")


def _is_condition(token: Token) -> bool:
    """`if lawmakers oppose a deal signed by the president`: nothing in it has happened yet."""
    if token.dep_ != "advcl":
        return False
    return any(c.dep_ == "mark" and c.lower_ in ("if", "unless") for c in token.children)


def _in_force(mention: Mention) -> Iterator[Stage]:
    """`in force since`, `entered into force`, `took effect`; `will take effect` is planned."""
    for token in mention.head.sent:
        if token.lower_ not in ("force", "effect") or not _of_force(token):
            continue
        verb = token if token.head.pos_ not in ("VERB", "AUX") else token.head
        if _speaks_of(token, mention.head):
            yield Stage("in_force", verb, told_at(verb, mention))


def _of_force(token: Token) -> bool:
    before = token.nbor(-1) if token.i > token.sent.start else None
    if before is None:
        return False
    if token.lower_ == "force":
        return before.lower_ in ("in", "into")
    return before.lower_ == "into" or before.lemma_.lower() == "take"


def _speaks_of(force: Token, head: Token) -> bool:
    """Whether the instrument is what is in force: its subject, or the noun it hangs on."""
    for token in (force, *_above(force)):
        if token.i == head.i:
            return True
        subject = next((child for child in token.children if child.dep_ in SUBJECTS), None)
        if subject is None:
            continue
        if subject.lower_ in ("which", "that") and token.dep_ == "acl:relcl":
            return bool(token.head.i == head.i)
        return subject.i == head.i or head.i in {one.i for one in subject.subtree}
    return False
