"""The scorer of time expressions."""

from evaluation.times import Expression, counts_of, f1, outermost


def expression(start, end, value="2024"):
    return Expression(start, end, "DATE", value)


def test_any_overlap_is_a_relaxed_match_and_equal_spans_a_strict_one():
    counts = counts_of(
        [expression(0, 5), expression(10, 20)], [expression(0, 5), expression(15, 30)]
    )
    assert (counts.relaxed, counts.strict, counts.value) == (2, 1, 2)


def test_each_span_is_matched_once_by_the_greatest_overlap():
    counts = counts_of([expression(0, 10, "a"), expression(10, 12, "b")], [expression(4, 12, "a")])
    assert (counts.gold, counts.found, counts.relaxed, counts.value) == (2, 1, 1, 1)


def test_of_nested_spans_the_longest_is_kept():
    assert outermost([expression(2, 4), expression(0, 9)]) == [expression(0, 9)]


def test_f1_pools_the_documents():
    right = counts_of([expression(0, 5)], [expression(0, 5)])
    wrong = counts_of([expression(0, 5)], [expression(7, 9)])
    assert f1([right, wrong], "strict") == 0.5
    assert f1([], "strict") == 0.0
