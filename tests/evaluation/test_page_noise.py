from statistics import fmean

import pytest
from evaluation.page_noise import BAND, band_of
from evaluation.pages import Scored

FOLDS = {"a": 0, "b": 0, "c": 1}


def test_nets_that_read_alike_make_no_noise():
    reading = Scored("F", {"a": 0.5, "b": 1.0, "c": 0.0}, fmean)
    assert band_of([reading, reading], FOLDS) == 0


def test_pages_of_one_fold_change_their_reader_together():
    one = Scored("F", {"a": 0.0, "b": 0.0, "c": 0.0}, fmean)
    other = Scored("F", {"a": 0.3, "b": 0.3, "c": 0.0}, fmean)
    # Figures of the four ways: 0, 0, .2, .2.
    assert band_of([one, other], FOLDS) == pytest.approx(BAND * 0.1)


def test_a_page_that_one_net_does_not_score_is_left_out_where_that_net_reads():
    one = Scored("F", {"a": 1.0, "b": 1.0}, fmean)
    other = Scored("F", {"a": 1.0, "b": 1.0, "c": 0.0}, fmean)
    # 1, 1, 2/3, 2/3
    assert band_of([one, other], FOLDS) == pytest.approx(BAND / 6)
