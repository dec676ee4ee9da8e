import pytest
from evaluation import gold_pages
from evaluation.gold_pages import FlatPage, fold_of
from evaluation.pages import ARTICLE, Tally, f1_of, line_roles, tally

from dragoman.reports.reading import read_text

WITH_DATA = pytest.mark.skipif(not gold_pages.DATA.exists(), reason="development data not here")


def test_lines_of_a_kind_are_found_missed_or_false():
    labels, roles = ["body", "other", "summary", "time"], ["body", "body", "other", "time"]
    assert tally(labels, roles, ARTICLE) == Tally(hit=1, false=1, missed=1)


def test_f1_counts_lines_over_pages():
    pages = [Tally(hit=3, false=1, missed=0), Tally(hit=0, false=0, missed=2)]
    assert f1_of(pages) == pytest.approx(6 / 9)


def test_each_line_has_the_role_of_its_longest_segment():
    lines = ("QUITO (Andes) - Ministers met for six hours on Friday, and left in silence.",)
    page = FlatPage(
        id="x", language="en", source="fundus", style="column", lines=lines, blank=(False,),
        labels=("body",), cover=1.0,
    )  # fmt: skip
    assert line_roles(page, read_text(page.text)) == ("body",)


def test_a_family_is_always_in_the_same_fold():
    assert fold_of("postmedia", 5) == fold_of("postmedia", 5) < 5


@WITH_DATA
def test_every_page_of_the_index_is_read_with_its_gold():
    pages = gold_pages.gold_pages()
    assert len(pages) == 217
    assert all(page.body for page in pages)
    assert all(page.html()[:4000].strip() for page in pages[::20])


@WITH_DATA
def test_flattened_lines_have_one_label_each():
    for style in ("column", "select", "inscr"):
        assert all(len(p.lines) == len(p.labels) for p in gold_pages.flat_pages(style))
