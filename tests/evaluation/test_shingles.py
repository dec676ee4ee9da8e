import pytest
from evaluation.shingles import Overlap, overlap, scores


def test_the_same_words_are_found_whatever_stands_between_them():
    assert overlap("one two three four five", "one two, three -- four five").f1 == 1


def test_a_text_that_is_half_found_has_precision_one():
    found = overlap("a b c d e f g h", "a b c d e")
    assert found.precision == 1
    assert found.recall == pytest.approx(2 / 5)


def test_fewer_than_four_words_are_one_shingle():
    assert overlap("two words", "two words").f1 == 1
    assert overlap("two words", "two other").f1 == 0


def test_nothing_found_of_nothing_is_no_error():
    assert overlap("", "") == Overlap(hit=0, false=0, missed=0)


def test_f_is_that_of_the_mean_precision_and_the_mean_recall():
    pages = [Overlap(hit=1, false=0, missed=0), Overlap(hit=0.5, false=0.5, missed=0)]
    f, precision, recall = scores(pages)
    assert (precision, recall) == (0.75, 1.0)
    assert f == pytest.approx(2 * 0.75 / 1.75)
