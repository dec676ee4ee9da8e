"""The coreference measures, on chains small enough to count by hand."""

import pytest
from evaluation.chains import ChainScores

A, B, C, D, E, F, G = [(at, at + 1) for at in range(7)]


def scores(gold, answer):
    total = ChainScores()
    total.add(gold, answer)
    return total


def test_the_gold_itself_scores_one():
    perfect = scores([[A, B, C], [D, E]], [[A, B, C], [D, E]])
    assert perfect.conll == pytest.approx(1.0)


def test_nothing_answered_scores_nothing():
    assert scores([[A, B]], []).conll == 0.0


def test_single_mentions_do_not_count():
    assert scores([[A, B], [C]], [[A, B], [D]]).conll == pytest.approx(1.0)


def test_the_example_of_vilain_and_others():
    """Links 1-2-3-4-5-6-7 in three chains answered in two: precision 9/10 over twelve mentions."""
    gold = [
        [(at, at + 1) for at in range(5)],
        [(5, 6), (6, 7)],
        [(at, at + 1) for at in range(7, 12)],
    ]
    answer = [gold[0], [*gold[1], *gold[2]]]
    found = scores(gold, answer)
    assert found.muc.recall == pytest.approx(1.0)
    assert found.muc.precision == pytest.approx(0.9)
    assert found.b_cubed.recall == pytest.approx(1.0)
    assert found.b_cubed.precision == pytest.approx((5 * 1 + 2 * 2 / 7 + 5 * 5 / 7) / 12)


def test_a_chain_cut_in_two_loses_one_link():
    found = scores([[A, B, C, D]], [[A, B], [C, D]])
    assert found.muc.recall == pytest.approx(2 / 3)
    assert found.muc.precision == pytest.approx(1.0)
    assert found.ceaf.recall == pytest.approx(2 * 2 / (4 + 2))
    assert found.ceaf.precision == pytest.approx(2 * 2 / (4 + 2) / 2)


def test_documents_add_up_before_the_ratios():
    total = ChainScores()
    total.add([[A, B]], [[A, B]])
    total.add([[A, B, C]], [[E, F]])
    assert total.muc.recall == pytest.approx(1 / 3)
    assert total.muc.precision == pytest.approx(1 / 2)
