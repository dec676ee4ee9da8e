"""T3: the words of source and target in the CAMEO sentences of ConfliBERT, found by the frames.

Every sentence of the public training part that marks a source and a target counts; nothing in the
frames was made from its spans. The spans that are found are the phrases of the sides of all acts in
the sentence; overlap is counted in words, a side is hit when the head of one of its phrases lies in
a gold span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.analysis import before_events
from dragoman.findings.anchor import anchor_of
from dragoman.findings.coding.drafting import drafts_in
from dragoman.language.article import read_article, span_of
from evaluation.gold_events import DATA
from evaluation.plain import plain_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from spacy.language import Language
    from spacy.tokens import Token

MARKS = {"S": "source", "T": "target"}
OUTER = frozenset(("acl:relcl", "appos", "parataxis", "conj", "cc", "punct", "acl"))
"""What a phrase of a side does not hold."""


class MarkedSentence(NamedTuple):
    """A sentence with the characters of the words of source and target."""

    text: str
    source: set[int]
    target: set[int]


class SideScore(NamedTuple):
    """Words that gold and found spans share, gold words, found words, and whether a head hit."""

    shared: int
    gold: int
    found: int
    hit: bool


def read_marked(data: Path = DATA) -> Iterator[MarkedSentence]:
    """The sentences that mark both sides."""
    path = data / "conflibert" / "data" / "cameo_ner" / "train.txt"
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.rsplit(" ", 1) for line in block.split("\n") if line.strip()]
        sides: dict[str, set[int]] = {"source": set(), "target": set()}
        text = ""
        for word, mark in rows:
            side = MARKS.get(mark.strip()[-1]) if mark.strip() != "O" else None
            if side:
                sides[side] |= set(range(len(text), len(text) + len(word)))
            text += f"{word} "
        if all(sides.values()):
            yield MarkedSentence(text.strip(), sides["source"], sides["target"])


def score(sentence: MarkedSentence, nlp: Language) -> tuple[SideScore, SideScore]:
    """How the sides of all acts in the sentence fit its source and target."""
    report = plain_report(sentence.text)
    doc = read_article(nlp, report)
    context, _ = before_events(report, doc, anchor_of(report))
    drafts = list(drafts_in(doc, context))
    actors = [token for draft in drafts for token in draft.actor]
    recipients = [token for draft in drafts for token in draft.recipient]
    words = [(span.start, span.end) for i in range(len(doc)) if (span := span_of(doc, i, i + 1))]
    return (
        _side(actors, sentence.source, words),
        _side(recipients, sentence.target, words),
    )


def _side(heads: list[Token], gold: set[int], words: list[tuple[int, int]]) -> SideScore:
    inside = {i for i, (start, _) in enumerate(words) if start in gold}
    found = {i for head in heads for i in _phrase(head)}
    hit = any(head.i in inside for head in heads)
    return SideScore(len(inside & found), len(inside), len(found), hit)


def _phrase(head: Token) -> Iterator[int]:
    yield head.i
    for child in head.children:
        if child.dep_ not in OUTER:
            yield from _phrase(child)


def f1(scores: list[SideScore]) -> float:
    """Overlap F1 in words over all sentences."""
    shared = sum(one.shared for one in scores)
    return 2 * shared / max(1, sum(one.gold + one.found for one in scores))
