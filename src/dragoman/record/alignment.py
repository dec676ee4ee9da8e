"""Two reports side by side: which sentences are shared, changed, new or gone."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

import msgspec

from dragoman.record.sentences import Sentence, sentences_of
from dragoman.schema import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.schema import Report

SIMILAR = 0.6
"""Share of words two sentences must have in common to be one sentence that was changed."""

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that was changed, before and after, and the numbers that differ."""

    before: Span
    after: Span
    numbers_before: tuple[str, ...] = ()
    numbers_after: tuple[str, ...] = ()


class Alignment(msgspec.Struct, frozen=True, kw_only=True):
    """The sentences of two reports, paired. Spans are of each report's own text.

    `added` stand in the later report only, `dropped` in the earlier one; `tail` tells how many of
    them stand after the last sentence that both have, where copies are cut.
    """

    shared: tuple[tuple[Span, Span], ...]
    changed: tuple[Change, ...]
    added: tuple[Span, ...]
    dropped: tuple[Span, ...]
    added_tail: int = 0
    dropped_tail: int = 0

    @property
    def rewritten(self) -> float:
        """How much was rewritten, in sentences; what was cut off at the end does not count."""
        new = len(self.added) - self.added_tail
        gone = len(self.dropped) - self.dropped_tail
        numbers = sum(bool(one.numbers_before or one.numbers_after) for one in self.changed)
        return max(new, gone) + 0.5 * len(self.changed) + 0.5 * numbers


def align(earlier: Report, later: Report) -> Alignment:
    """Pair the sentences of two reports."""
    left, right = sentences_of(earlier), sentences_of(later)
    matcher = SequenceMatcher(
        None, [one.words for one in left], [one.words for one in right], autojunk=False
    )
    shared: list[tuple[Span, Span]] = []
    changed: list[Change] = []
    dropped: list[int] = []
    added: list[int] = []
    last = (0, 0)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(left[a:b], right[c:d], strict=True)
            shared += [(one.span, two.span) for one, two in pairs]
            last = (b, d)
            continue
        paired = _similar(left[a:b], right[c:d])
        changed += [_change(left[a + i], right[c + j], earlier, later) for i, j in paired]
        gone, new = {i for i, _ in paired}, {j for _, j in paired}
        dropped += [a + i for i in range(b - a) if i not in gone]
        added += [c + j for j in range(d - c) if j not in new]
        if paired:
            last = (a + max(gone) + 1, c + max(new) + 1)
    return Alignment(
        shared=tuple(shared),
        changed=tuple(changed),
        added=tuple(right[j].span for j in added),
        dropped=tuple(left[i].span for i in dropped),
        added_tail=sum(j >= last[1] for j in added),
        dropped_tail=sum(i >= last[0] for i in dropped),
    )


def moved(span: Span, alignment: Alignment, earlier: Report, later: Report) -> Span | None:
    """Where a span of the earlier report stands in the later one; None when it is not there.

    Only words that both reports have, letter for letter, in a shared sentence, are moved.
    """
    for before, after in alignment.shared:
        if before.start <= span.start and span.end <= before.end:
            return _within(span, before, after.quote(later.text), earlier, after.start)
    return None


def _within(span: Span, before: Span, sentence: str, earlier: Report, start: int) -> Span | None:
    """The span's words in a sentence that begins at `start`; None when it is not clear where."""
    if before.quote(earlier.text) == sentence:
        return span.shifted(start - before.start)
    quote = span.quote(earlier.text)
    if sentence.count(quote) != 1:
        return None
    at = start + sentence.index(quote)
    return Span(at, at + len(quote))


def _similar(left: Sequence[Sentence], right: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Pairs of sentences that are alike, the likest first, each sentence once, in order."""
    bags = [set(one.words.split()) for one in left], [set(one.words.split()) for one in right]
    scored = [
        (len(a & b) / max(len(a), len(b)), i, j)
        for i, a in enumerate(bags[0])
        for j, b in enumerate(bags[1])
    ]
    pairs: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        taken = any(i == one or j == two for one, two in pairs)
        if score >= SIMILAR and not taken:
            pairs.append((i, j))
    return sorted(pairs)


def _change(left: Sentence, right: Sentence, earlier: Report, later: Report) -> Change:
    before = _NUMBER.findall(left.span.quote(earlier.text))
    after = _NUMBER.findall(right.span.quote(later.text))
    return Change(
        before=left.span,
        after=right.span,
        numbers_before=tuple(one for one in before if one not in after),
        numbers_after=tuple(one for one in after if one not in before),
    )
