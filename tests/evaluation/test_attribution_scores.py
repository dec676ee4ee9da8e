from evaluation.attribution_scores import (
    quoted_share,
    span_count,
    statement_count,
)
from evaluation.polnear import Attribution, attributions_in

from dragoman.views.evaluate.counts import Count, TokenGrid

TEXT = 'Oslo said the talks, which had stalled, would go on. "We agree," Reykjavik said.'
GRID = TokenGrid(TEXT)


def attribution(source, cue, content):
    def at(words):
        start = TEXT.index(words)
        return ((start, start + len(words)),) if words else ()

    return Attribution(source=at(source), cue=at(cue), content=at(content))


GOLD = attribution("Oslo", "said", "the talks, which had stalled, would go on")


def test_a_statement_matches_by_half_its_content_and_its_source():
    near = attribution("Oslo", "said", "which had stalled, would go on.")
    assert statement_count([GOLD], [near], GRID, exact=False) == Count(1, 0, 0)
    assert statement_count([GOLD], [near], GRID, exact=True) == Count(0, 1, 1)


def test_another_source_or_none_is_no_match():
    for source in ("Reykjavik", ""):
        other = attribution(source, "said", "the talks, which had stalled, would go on")
        assert statement_count([GOLD], [other], GRID, exact=False) == Count(0, 1, 1)


def test_a_comma_more_is_the_same_span():
    comma = attribution("Oslo", "said", "the talks, which had stalled, would go on.")
    assert span_count([GOLD], [comma], "content", GRID) == Count(1, 0, 0)


def test_one_found_statement_matches_one_gold_statement():
    assert statement_count([GOLD], [GOLD, GOLD], GRID, exact=True) == Count(1, 1, 0)


def test_what_stands_in_quotation_marks_is_quoted():
    content = attribution("", "", '"We agree,"').content
    assert quoted_share(TEXT, content) == 1.0
    assert quoted_share(TEXT, GOLD.content) == 0.0


def test_brat_files_are_read_with_several_fragments_and_line_breaks_in_texts():
    brat = (
        "T1\tSource 0 4\tOslo\nT2\tCue 5 9\tsaid\nT3\tContent 10 19;21 30\tthe talks\n"
        "The rest\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"
    )
    (one,) = attributions_in(brat)
    assert (one.source, one.content) == (((0, 4),), ((10, 19), (21, 30)))
