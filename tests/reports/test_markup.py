import pytest

from dragoman.reports.containers import groups_of
from dragoman.reports.markup import NAMES, Kept, kept_by_engines, markup_features, normalised
from dragoman.reports.walk import tree_of, walk
from dragoman.schema import Candidate

PROSE = "The ministers met for six hours on Friday and left without a word to the press."
PAGE = (
    "<html><body><nav class='main-nav'><a href='/'>Home</a></nav><main>"
    "<h1>Talks fail in Oslo</h1><p class='article-byline'>By <a rel=author>Ana Lopez</a></p>"
    f"<div class='story-body'><p>{PROSE}</p><p>{PROSE.replace('Friday', 'Sunday')}</p>"
    f"<p>{PROSE.replace('Friday', 'Monday')}</p></div></main></body></html>"
)


def feature(name: str, kept: Kept) -> list[float]:
    lines = walk(tree_of(PAGE))
    titles = (
        Candidate(field="headline", value="Talks fail in Oslo", source="h1"),
        Candidate(field="author", value="Ana Lopez", source="meta:author"),
    )
    table = markup_features(lines, kept, titles, groups_of(lines))
    return [float(value) for value in table[:, NAMES.index(name)]]


NOTHING = Kept(trafilatura="\n", resiliparse="\n")


def test_class_words_say_what_a_line_is_for():
    assert feature("hint_navigation", NOTHING)[0] == 1
    assert feature("hint_byline", NOTHING) == [0, 0, 1, 0, 0, 0]
    assert feature("hint_article", NOTHING)[3:] == [1, 1, 1]


def test_lines_are_compared_with_the_metadata():
    assert feature("is_title", NOTHING) == [0, 1, 0, 0, 0, 0]
    assert feature("has_author", NOTHING) == [0, 0, 1, 0, 0, 0]


def test_engines_keep_the_prose_and_drop_the_menu():
    kept, failed = kept_by_engines(PAGE, tree_of(PAGE))
    assert failed == ()
    assert feature("kept_trafilatura", kept)[3:] == [1, 1, 1]
    assert feature("kept_both", kept)[0] == 0


def test_a_short_line_counts_as_kept_only_by_itself():
    inside = Kept(trafilatura=f"\n{normalised('We came home late')}\n", resiliparse="\n")
    alone = Kept(trafilatura=f"\n{normalised('Home')}\n", resiliparse="\n")
    assert feature("kept_trafilatura", inside)[0] == 0
    assert feature("kept_trafilatura", alone)[0] == 1


def test_an_engine_that_fails_keeps_nothing_and_is_named(monkeypatch: pytest.MonkeyPatch):
    def fail(*_: object, **__: object) -> str:
        raise ValueError("cannot read this")

    monkeypatch.setattr("trafilatura.extract", fail)
    kept, failed = kept_by_engines(PAGE, tree_of(PAGE))
    assert failed == ("trafilatura",)
    assert kept.trafilatura.strip() == ""
