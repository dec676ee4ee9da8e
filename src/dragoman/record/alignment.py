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

STYLE = 0.25
"""What a sentence changed in its wording alone counts, against one that is new."""

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

    def rewritten(self, *, tail: bool) -> float:
        """How much the later report says that the earlier one did not, in sentences.

        What was dropped does not count: desks cut. With `tail`, what was added at the end does;
        without, it is taken for what the earlier report's desk cut off.
        """
        new = len(self.added) - (0 if tail else self.added_tail)
        numbers = sum(bool(one.numbers_after) for one in self.changed)
        return new + numbers + STYLE * (len(self.changed) - numbers)


def align(earlier: Report, later: Report) -> Alignment:
    """Pair the sentences of two reports; sentences that were moved are paired as well."""
    left, right = sentences_of(earlier), sentences_of(later)
    pairs = _in_place(left, right)
    pairs += _moved_pairs(left, right, pairs)
    pairs += _changed_pairs(left, right, pairs)
    gone = sorted(set(range(len(left))) - {i for i, _ in pairs})
    new = sorted(set(range(len(right))) - {j for _, j in pairs})
    ends = (max((i for i, _ in pairs), default=-1), max((j for _, j in pairs), default=-1))
    ordered = sorted(pairs, key=lambda pair: pair[1])
    same = [(i, j) for i, j in ordered if left[i].words == right[j].words]
    return Alignment(
        shared=tuple((left[i].span, right[j].span) for i, j in same),
        changed=tuple(
            _change(left[i], right[j], earlier, later)
            for i, j in ordered
            if left[i].words != right[j].words
        ),
        added=tuple(right[j].span for j in new),
        dropped=tuple(left[i].span for i in gone),
        added_tail=sum(j > ends[1] for j in new),
        dropped_tail=sum(i > ends[0] for i in gone),
    )


def _in_place(left: Sequence[Sentence], right: Sequence[Sentence]) -> list[tuple[int, int]]:
    """Equal sentences that stand in the same order in both."""
    words = [one.words for one in left], [one.words for one in right]
    matcher = SequenceMatcher(None, *words, autojunk=False)
    return [
        (block.a + n, block.b + n)
        for block in matcher.get_matching_blocks()
        for n in range(block.size)
    ]


def _moved_pairs(
    left: Sequence[Sentence], right: Sequence[Sentence], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Equal sentences that stand elsewhere."""
    taken = {j for _, j in pairs}
    places = {right[j].words: j for j in reversed(range(len(right))) if j not in taken}
    found: list[tuple[int, int]] = []
    for i in sorted(set(range(len(left))) - {i for i, _ in pairs}):
        j = places.pop(left[i].words, None)
        if j is not None:
            found.append((i, j))
    return found


def _changed_pairs(
    left: Sequence[Sentence], right: Sequence[Sentence], pairs: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """Sentences that are alike and not yet paired, the likest first."""
    gone = set(range(len(left))) - {i for i, _ in pairs}
    new = set(range(len(right))) - {j for _, j in pairs}
    bags = (
        {i: set(left[i].words.split()) for i in gone},
        {j: set(right[j].words.split()) for j in new},
    )
    scored = [
        (len(bags[0][i] & bags[1][j]) / max(len(bags[0][i]), len(bags[1][j])), i, j)
        for i in gone
        for j in new
    ]
    found: list[tuple[int, int]] = []
    for score, i, j in sorted(scored, key=lambda one: (-one[0], one[1], one[2])):
        if score >= SIMILAR and i in gone and j in new:
            found.append((i, j))
            gone.remove(i)
            new.remove(j)
    return found


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


def _change(left: Sentence, right: Sentence, earlier: Report, later: Report) -> Change:
    before = _NUMBER.findall(left.span.quote(earlier.text))
    after = _NUMBER.findall(right.span.quote(later.text))
    return Change(
        before=left.span,
        after=right.span,
        numbers_before=tuple(one for one in before if one not in after),
        numbers_after=tuple(one for one in after if one not in before),
    )
