import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.schema import Span, is_ordered, trimmed


@pytest.mark.parametrize(("start", "end"), [(4, 4), (5, 4), (-1, 3)])
def test_an_empty_or_negative_span_cannot_be_built(start, end):
    with pytest.raises(ValueError, match="empty or negative"):
        Span(start, end)


def test_a_wrong_span_cannot_be_decoded_either():
    with pytest.raises(msgspec.ValidationError, match="3:2"):
        msgspec.json.decode(b'{"start":3,"end":2}', type=Span)


def test_a_span_counts_code_points_not_utf_16_units():
    assert Span(1, 6).quote("📖Seoul said") == "Seoul"


def test_touching_spans_do_not_overlap():
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))


def test_a_shifted_span_keeps_its_length():
    assert Span(2, 5).shifted(10) == Span(12, 15)


@given(st.text(), st.integers(0, 30), st.integers(0, 30))
def test_trimming_leaves_the_stripped_characters(text, start, end):
    span = trimmed(text, start, end)
    assert (span.quote(text) if span else "") == text[start:end].strip()


def test_order_means_sorted_and_disjoint():
    assert is_ordered([Span(0, 2), Span(2, 3)])
    assert not is_ordered([Span(0, 3), Span(2, 4)])
