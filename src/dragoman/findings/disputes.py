"""Disputes: the claim a denial answers, by content, parties and distance.

A denial is a statement whose act is `deny`, or a retort to an accusation just made: its content
says the contrary. Criticism, contrast, refusals of plans and of entry are no denials.
"""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from dragoman.findings.acts import CHARGES
from dragoman.findings.offsets import TokenIndex
from dragoman.schema import Dispute, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.context import Context

CONTENT_POS = frozenset(["NOUN", "VERB", "PROPN", "ADJ"])
WEIGHTS = {
    "topic": 2.2, "agent": 1.6, "named": 0.4, "anaphor": 1.2, "charge": 0.8, "near": 1.0,
    "other": 0.5,
}  # fmt: skip
"""Chosen by hand; each feature is in 0..1. See `score_of` for what they mean."""

BIAS = 2.6
MIN_SCORE = 0.5
MIN_RETORT = 0.62
"""A statement whose act is not `deny` must fit the claim better than one whose act says so."""

MIN_TOPIC = 0.25
"""Share of common words from which a claim that neither accuses nor names an act is answered."""

RETORT_REACH = 3
"""Sentences within which the accused answers without a word of denial."""

REACH = 12
"""Sentences between claim and denial beyond which only content can link them."""

AGENTS = frozenset(["nsubj", "obl:agent", "nmod:poss"])
NEGATIONS = frozenset("no not n't never nothing nobody none without neither nor".split())
DENYING_WORDS = frozenset(
    "lawful lawfully routine baseless false untrue defensive innocent".split()
)


class Side(msgspec.Struct, frozen=True):
    """What is compared of a statement: words, speakers, who is named, who is said to act."""

    statement: Statement
    words: frozenset[str]
    parties: frozenset[str]
    named: frozenset[str]
    agents: frozenset[str]
    sentence: int
    start: int
    tokens: tuple[int, ...]


def find_disputes(doc: Doc, context: Context) -> Iterator[Dispute]:
    """Yield each denial with the claim it answers best, in text order."""
    sides = _sides(doc, context)
    weights = _word_weights(doc)
    for denial in sides:
        is_denial = denial.statement.act == "deny"
        if not is_denial and not _may_retort(doc, denial):
            continue
        scored = [
            (score_of(claim, denial, doc, weights), -abs(claim.start - denial.start), claim)
            for claim in sides
            if _may_answer(denial, claim)
        ]
        if not scored:
            continue
        score, _, claim = max(scored, key=lambda entry: entry[:2])
        if score >= (MIN_SCORE if is_denial else MIN_RETORT):
            yield Dispute(
                claim=claim.statement.id,
                denial=denial.statement.id,
                evidence=(claim.statement.extent, denial.statement.extent),
                score=round(score, 3),
            )


def score_of(claim: Side, denial: Side, doc: Doc, weights: Mapping[str, float]) -> float:
    """How well a denial answers a claim, 0..1.

    topic: weighted share of the denial's words that the claim has too; agent: the claim says that
    the denier did something; named: the denier is named in it; anaphor: the denial speaks of "the
    charge" and has no topic of its own; charge: the claim accuses; near: one sentence apart is 1,
    REACH apart 0; other: the two speakers are known to differ.
    """
    common = sum(weights.get(word, 1.0) for word in claim.words & denial.words)
    own = sum(weights.get(word, 1.0) for word in denial.words)
    gap = abs(denial.sentence - claim.sentence)
    features = {
        "topic": min(1.0, 1.6 * common / own) if own else 0.0,
        "agent": float(bool(denial.parties & claim.agents)),
        "named": float(bool(denial.parties & claim.named)),
        "anaphor": float(_is_anaphoric(doc, denial)),
        "charge": float(claim.statement.act in ("accuse", "condemn")),
        "near": max(0.0, 1.0 - max(gap - 1, 0) / REACH),
        "other": float(bool(claim.parties) and not claim.parties & denial.parties),
    }
    points_back = features["anaphor"] and gap <= 1
    same_matter = features["agent"] or features["charge"] or features["topic"] >= MIN_TOPIC
    if not (same_matter or points_back):
        return 0.0
    total = sum(WEIGHTS[name] * value for name, value in features.items())
    return 1.0 / (1.0 + math.exp(-(total - BIAS)))


def _may_answer(denial: Side, claim: Side) -> bool:
    if claim.statement.id == denial.statement.id or claim.statement.act in (
        "deny", "decline_to_comment", "praise", "offer", "pledge", "demand",
    ):  # fmt: skip
        return False
    if claim.parties and claim.parties == denial.parties:
        return False
    if denial.statement.act == "deny":
        return True
    accused = bool(denial.parties & claim.named)
    near = 0 <= denial.sentence - claim.sentence <= RETORT_REACH
    return accused and near and claim.statement.act == "accuse"


def _may_retort(doc: Doc, side: Side) -> bool:
    """Whether a statement that is no denial by its cue says that something is not so."""
    if side.statement.act != "say":
        return False
    return any(
        doc[i].lower_ in NEGATIONS or doc[i].lemma_.lower() in DENYING_WORDS for i in side.tokens
    )


def _is_anaphoric(doc: Doc, side: Side) -> bool:
    lemmas = [doc[i].lemma_.lower() for i in side.tokens if doc[i].pos_ in ("NOUN", "PRON", "VERB")]
    return bool(lemmas) and len(lemmas) <= 3 and any(lemma in CHARGES for lemma in lemmas)


def _sides(doc: Doc, context: Context) -> list[Side]:
    sentence_of = [0] * len(doc)
    for number, sentence in enumerate(doc.sents):
        for token in sentence:
            sentence_of[token.i] = number
    index = TokenIndex(doc)
    sides: list[Side] = []
    for statement in context.statements:
        tokens = index.tokens_of(statement.content)
        anchor = index.tokens_of(statement.cue) or tokens
        if not anchor:
            continue
        accused = _referents(_around(doc, anchor), context)
        named = _referents(tokens, context) | set(statement.addressees) | accused
        acting = [i for i in tokens if doc[i].dep_ in AGENTS]
        agents = accused | _referents(acting, context)
        sides.append(
            Side(
                statement=statement,
                words=frozenset(_words(doc, tokens)),
                parties=frozenset(_states(statement.speakers, context)),
                named=frozenset(_states(sorted(named), context)),
                agents=frozenset(_states(sorted(agents), context)),
                sentence=sentence_of[anchor[0]],
                start=anchor[0],
                tokens=tuple(tokens),
            )
        )
    return sides


def _states(ids: Sequence[str], context: Context) -> set[str]:
    return {*ids, *context.states_of(ids)}


def _around(doc: Doc, anchor: Sequence[int]) -> list[int]:
    """Objects of the cue: `accused Belarus of ...` names Belarus outside the content."""
    return [
        child.i
        for i in anchor
        for child in doc[i].children
        if child.dep_ in ("obj", "iobj", "obl", "nmod")
    ]


def _referents(tokens: Sequence[int], context: Context) -> set[str]:
    return {actor for i in tokens for actor in context.referents.get(i, ())}


def _words(doc: Doc, tokens: Sequence[int]) -> Iterator[str]:
    for i in tokens:
        token: Token = doc[i]
        if token.pos_ in CONTENT_POS and token.lemma_.lower() not in CHARGES and len(token) > 2:
            yield _stem(token.lemma_.lower())


def _stem(lemma: str) -> str:
    """A rough stem, so that `supplies` meets `supplying` and `invasion` meets `invade`."""
    return lemma[:5]


def _word_weights(doc: Doc) -> dict[str, float]:
    """Rare words of the article weigh more: 1 / log2(1 + count)."""
    counts = Counter(_stem(t.lemma_.lower()) for t in doc if t.pos_ in CONTENT_POS)
    return {word: 1.0 / math.log2(1 + count) for word, count in counts.items()}
