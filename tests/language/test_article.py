"""The article of a report as one doc, and its tokens in the report's text."""

from __future__ import annotations

import pytest
import spacy

from dragoman.language.article import article_of, read_article, span_of
from dragoman.schema.report import Report, Segment, Source
from dragoman.schema.span import Span

TEXT = (
    "Buy now! 😀\n"
    "Two states sign a pact\n"
    "By A. Writer\n"
    "LIMA (Wire) - Peru’s envoy  left. He said: “No.”\n"
    "Picture: the envoy\n"
    "Nobody knows why.\n\nThe\u00a0talks go on.\n"
)


def report() -> Report:
    def segment(role: str, piece: str) -> Segment:
        start = TEXT.index(piece)
        return Segment(role, start, start + len(piece))  # type: ignore[arg-type]

    segments = (
        segment("advert", "Buy now! 😀"),
        segment("headline", "Two states sign a pact"),
        segment("byline", "By A. Writer"),
        segment("dateline", "LIMA (Wire) -"),
        segment("body", "Peru’s envoy  left. He said: “No.”"),
        segment("caption", "Picture: the envoy"),
        segment("body", "Nobody knows why.\n\nThe\u00a0talks go on."),
    )
    source = Source(location=None, url=None, media_type="text/plain")
    return Report(id="r", source=source, language="en", text=TEXT, segments=segments)


def test_only_the_article_is_read_and_the_headline_comes_first() -> None:
    doc = read_article(spacy.blank("en"), report())
    assert [s.text.split() for s in doc.sents] == [
        "Two states sign a pact".split(),
        "Peru’s envoy left.".split(),
        "He said: “No.”".split(),
        "Nobody knows why.".split(),
        "The talks go on.".split(),
    ]
    assert article_of(doc).roles == ("headline", "body", "body", "body")


def test_each_token_stands_where_its_characters_are() -> None:
    page = report()
    doc = read_article(spacy.blank("en"), page)
    for token in doc:
        assert span_of(doc, token.i, token.i + 1).quote(page.text) == token.text


def test_a_span_of_tokens_covers_what_lies_between() -> None:
    page = report()
    doc = read_article(spacy.blank("en"), page)
    envoy = next(t.i for t in doc if t.text == "envoy")
    assert span_of(doc, envoy, envoy + 2).quote(page.text) == "envoy  left"


def test_no_tokens_are_no_span() -> None:
    doc = read_article(spacy.blank("en"), report())
    with pytest.raises(ValueError, match="empty or outside"):
        span_of(doc, 3, 3)


def test_lines_broken_to_a_width_are_one_paragraph() -> None:
    text = (
        "The ministers of the two countries met on Monday in\n"
        "the capital to talk about a pact on fishing that has\n"
        "been in the making for years and that neither of them\n"
        "wants to sign before the vote in the spring of the year\n"
        "after next. Nobody else was there."
    )
    source = Source(location=None, url=None, media_type="text/plain")
    page = Report(
        id="r", source=source, language="en", text=text, segments=(Segment("body", 0, len(text)),)
    )
    assert len(list(read_article(spacy.blank("en"), page).sents)) == 2


def test_a_report_without_article_gives_an_empty_doc() -> None:
    source = Source(location=None, url=None, media_type="text/plain")
    page = Report(id="r", source=source, language=None, text=" ", segments=())
    doc = read_article(spacy.blank("en"), page)
    assert len(doc) == 0
    assert span_of.__doc__
    assert article_of(doc).roles == ()


def test_a_doc_made_elsewhere_stands_in_its_own_text() -> None:
    doc = spacy.blank("en")("Seoul  said no.")
    assert span_of(doc, 0, 1) == Span(0, 5)
