"""Sentences are packed into windows in order, none lost, paragraphs whole where they fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.pieces import packed, packed_by_paragraph

LENGTHS = st.lists(st.integers(1, 200), min_size=1, max_size=40)


@given(LENGTHS)
def test_windows_partition_the_sentences(lengths: list[int]) -> None:
    windows = packed(lengths)
    assert [n for w in windows for n in w] == list(range(len(lengths)))
    assert all(len(w) == 1 or sum(lengths[n] for n in w) <= 126 for w in windows)


@given(LENGTHS, st.sets(st.integers(0, 39)))
def test_paragraphs_that_fit_are_not_cut(lengths: list[int], marks: set[int]) -> None:
    openings = sorted({n for n in marks if n < len(lengths)} | {0})
    windows = packed_by_paragraph(lengths, openings)
    assert [n for w in windows for n in w] == list(range(len(lengths)))
    starts = {w.start for w in windows}
    for first, after in zip(openings, [*openings[1:], len(lengths)], strict=True):
        if sum(lengths[first:after]) <= 126:
            assert not starts & set(range(first + 1, after))
