"""Parties that an instrument has from what stands beside it, where its own phrases name none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.agreements.parties import group_at
from dragoman.findings.agreements.words import AGREEING, REPLACING
from dragoman.findings.subjects import SUBJECTS
from dragoman.knowledge.states import former_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from dragoman.findings.agreements.clusters import Cluster
    from dragoman.findings.agreements.mentions import Mention
    from dragoman.findings.context import Context

BESIDE = REPLACING | frozenset(["attach", "append", "annex"])
TWO_SIDES = 2
BOTH = frozenset(["they", "both", "two"])


def inherited_parties(
    cluster: Cluster, clusters: Sequence[Cluster], context: Context
) -> tuple[str, ...]:
    """The parties of the instrument it replaces, is attached to, or is told apart from.

    `The accord` after a sentence in which states agreed is theirs. Empty when nothing tells.
    """
    others = [one for one in clusters if one is not cluster and len(one.parties) >= TWO_SIDES]
    own = set(cluster.parties)
    for other in others:
        beside = _beside(cluster, other) or _told_apart(cluster)
        if own <= set(other.parties) and beside and _existed(other.parties, cluster.years):
            return other.parties
    before = [one for one in others if one.mentions[0].head.i < cluster.mentions[0].head.i]
    if not own and before and _by_both(cluster, context):
        return before[-1].parties
    first = cluster.mentions[0]
    if own or others or not first.definite or first.words:
        return ()
    return _agreed_before(first, context)


def _existed(parties: Sequence[str], years: Iterable[str]) -> bool:
    """Whether no party is the heir of a state that was still there in the older one's year."""
    first = min(years, default="9999")
    heirs = {heir for one in former_states() if one.valid_to >= first for heir in one.successors}
    return not heirs & set(parties)


def _by_both(cluster: Cluster, context: Context) -> bool:
    """`they also signed a tax treaty`: whoever concluded the last one."""
    for mention in cluster.mentions:
        for verb in _above(mention.head):
            subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
            if any(one.lower_ in BOTH for s in subjects for one in (s, *s.children)):
                return not any(group_at(one, context) for one in subjects)
    return False


def _beside(cluster: Cluster, other: Cluster) -> bool:
    """`would replace a 1998 agreement`, `a letter attached to a trade accord`."""
    heads = {mention.head.i for mention in other.mentions}
    for mention in cluster.mentions:
        for verb in (mention.head.head, *mention.head.children, *_above(mention.head)):
            if verb.lemma_.lower() in BESIDE and heads & {t.i for t in (verb, *verb.subtree)}:
                return True
    return False


def _above(token: Token) -> list[Token]:
    above: list[Token] = []
    while token.head.i != token.i and len(above) < TWO_SIDES + 1:
        token = token.head
        above.append(token)
    return above


def _told_apart(cluster: Cluster) -> bool:
    """`the existing deal`, `the old treaty`: the same parties' other instrument."""
    return all(m.apart and m.definite and not m.named for m in cluster.mentions)


def _agreed_before(mention: Mention, context: Context) -> tuple[str, ...]:
    sentence = mention.head.sent
    if sentence.start == 0:
        return ()
    for token in mention.head.doc[sentence.start - 1].sent:
        if token.lemma_.lower() in AGREEING and token.pos_ == "VERB":
            found = dict.fromkeys(
                one
                for child in token.children
                if child.dep_ in SUBJECTS
                for one in group_at(child, context)
            )
            if len(found) >= TWO_SIDES:
                return tuple(found)
    return ()
