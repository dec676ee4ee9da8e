"""The page of limits says what was measured."""

import re
from pathlib import Path

import pytest
from evaluation.floors import read_floors

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "limits.md").read_text()
STORED = read_floors()

NEAR = 0.03
"""A figure on the page may differ by so much before the page must be mended: it is rounded."""

CLAIMS = [
    (r"body F (\.\d+) on news pages", "pages", "body F, fundus en"),
    (r"news pages, (\.\d+) on a mixed set", "pages", "body F, aeb en"),
    (r"authors (\.\d+) on others", "pages", "authors F1, fundus other"),
    (r"bylines (\.\d+), times", "pages", "column lines, fundus en: byline F1"),
    (r"times (\.\d+) by line", "pages", "column lines, fundus en: time F1"),
    (r"statements \| F (\.\d+)", "statements", "A2 statement F1"),
    (r"direct quotations (\.\d+)", "statements", "A2 direct + mixed F1"),
    (r"exact words (\.\d+)", "statements", "A3 exact F1"),
    (r"\| F (\.\d+) on cases kept aside", "statements", "disputes, own cases kept aside, F1"),
    (r"sides given \| (\.\d+)", "events", "T1 type accuracy"),
    (r"(\.\d+) of own groups exact", "events", "T4 actual set exact, set aside"),
    (r"root (\.\d+), three digits", "events", "T6 CAMEO root, any"),
    (r"three digits (\.\d+)", "events", "T6 CAMEO three digits, any"),
    (r"F (\.\d+) on our own wire-style", "agreements", "first read: agreement F"),
    (r"days (\.\d+)", "agreements", "read late: day of signature F"),
    (r"copies \| F above (\.\d+)", "copies", "B-cubed F, raw pages"),
    (r"stories \| F (\.\d+)", "stories", "B-cubed F of a month's clusters, held out"),
    (r"calibrated to about (\.\d+)", "events", "T2 calibration error of the score, unread half"),
]


@pytest.mark.parametrize(("claim", "stage", "measure"), CLAIMS, ids=[c[2] for c in CLAIMS])
def test_a_figure_on_the_page_is_the_one_that_was_measured(claim, stage, measure):
    (shown,) = re.findall(claim, PAGE)
    assert abs(float(shown) - STORED[stage]["figures"][measure]) <= NEAR


@pytest.mark.parametrize("measure", ["T2 triple, any recall", "T2 triple, precision"])
def test_two_of_three_triples_are_right(measure):
    assert abs(STORED["events"]["figures"][measure] - 2 / 3) <= 2 * NEAR


def test_what_is_said_to_be_rare_is():
    figures = STORED["pages"]["figures"]
    assert figures["captions leaking into the body, fundus en"] <= NEAR
    assert STORED["events"]["figures"]["T4 false actual, set aside"] <= NEAR
