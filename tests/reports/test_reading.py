"""Whole pages: golden files, and laws that hold for every page."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import EmptyPage
from dragoman.reports.reading import Origin, read_html, read_text
from dragoman.schema import from_json, to_json
from tests.reports.golden_pages import golden_of, paths, report_of, summary_of

if TYPE_CHECKING:
    from dragoman.schema import Report

WIRE = """Try our new app
Ministers agree on river treaty after talks in Quito
Published 06/18/2021, 07:56 PM
By Ana López and Sam Reed
Delegates shake hands in Quito, June 17, 2021. Presidency/Rami Azar/Handout via REUTERS
QUITO (Reuters) - Ministers from both countries met on Tuesday to sign a treaty on the river.
"It is a good day for us," the minister said after the ceremony in the capital.
(Reporting by Ana López; Editing by Sam Reed)
© 2021 The Example Times. All rights reserved."""

NOISE = "\u00ad\u00a0\u200f\u200e\u202b\u202c\u2066\u2069\ufeff\u200d🇰🇷👩‍🚒é\u0301中ع\t\u2028"
PIECES = (
    *WIRE.splitlines(),
    "12:43, 20 Apr 2021Updated 12:44, 31 Feb 2021",
    "16:36Ana López",
    "5 hours ago11:22 Sam Reed",
    "Image:",
    "(",
    "©",
    "(AP Photo/Darron Moe) more >",
    "BEIRUT/THE HAGUE, March 7 (Reuters) -An envoy",
    "Correction: It is 40, not 400.",
    "最終更新：2021年5月3日 20:00",
    "الوزيرة: ‏\"سنلتزم\"‏",
    "Related: 5 things to know",
    "— ",
    "1/2/2021 99:99 pm EST",
    "",
)  # fmt: skip


def assert_quotes_back(report: Report) -> None:
    """Every field with a place in the text is printed there."""
    text = report.text
    for candidate in report.candidates:
        if candidate.span is not None:
            assert candidate.span.quote(text) == candidate.value
    for stamp in (report.published, report.updated, *(e.time for e in report.live_entries)):
        if stamp is not None and stamp.span is not None:
            assert stamp.span.quote(text) == stamp.as_printed
    if report.dateline is not None:
        assert text[report.dateline.start : report.dateline.end] == report.dateline.text
    for segment in report.segments:
        quote = text[segment.start : segment.end]
        assert quote == quote.strip()
    for caption in report.captions:
        assert text[caption.start : caption.end].strip()
    assert from_json(to_json(report)) == report


@st.composite
def flattened(draw: st.DrawFn) -> str:
    """A text in the manner of a scraped page, with characters that break offsets strewn in."""
    lines = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=14))
    noisy = []
    for line in lines:
        at = draw(st.integers(0, len(line)))
        noisy.append(line[:at] + draw(st.text(NOISE, max_size=3)) + line[at:])
    return draw(st.sampled_from(["\n", "\r\n", "\n\n", "\r"])).join(noisy)


@settings(max_examples=150, deadline=None)
@given(flattened())
def test_a_text_is_kept_as_it_is_and_every_field_quotes_back(text: str) -> None:
    try:
        report = read_text(text, Origin(read_on=date(2022, 1, 1)))
    except EmptyPage:
        assert not text.strip("\ufeff \t\r\n\u00a0\u2028") or not text.strip()
        return
    assert report.text == text.removeprefix("\ufeff")
    assert_quotes_back(report)


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=200))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    try:
        assert_quotes_back(read_text(text, Origin(read_on=date(2022, 1, 1))))
    except EmptyPage:
        assert not text.removeprefix("\ufeff").strip()


TAGS = st.sampled_from(["p", "div", "h1", "h2", "figcaption", "li"])
ELEMENTS = st.tuples(TAGS, st.sampled_from(PIECES), st.text(NOISE, max_size=3))


@settings(max_examples=50, deadline=None)
@given(st.lists(ELEMENTS, min_size=1, max_size=10))
def test_every_field_of_an_html_page_quotes_back(parts: list[tuple[str, str, str]]) -> None:
    body = "".join(f"<{tag}>{noise}{text}</{tag}>" for tag, text, noise in parts)
    page = f"<html><head><title>x</title></head><body><article>{body}</article></body></html>"
    try:
        report = read_html(page, Origin(read_on=date(2022, 1, 1)))
    except EmptyPage:
        return
    assert_quotes_back(report)


@pytest.mark.parametrize("path", paths(), ids=[path.name for path in paths()])
def test_a_page_reads_as_it_did(path: Path) -> None:
    kept = json.loads(golden_of(path).read_text(encoding="utf-8"))
    report = report_of(path)
    assert json.loads(json.dumps(summary_of(report))) == kept
    assert_quotes_back(report)


def test_the_article_begins_after_the_dateline() -> None:
    report = read_text(WIRE)
    (dateline,) = report.of_role("dateline")
    assert dateline.quote(WIRE) == "QUITO (Reuters) -"
    assert report.of_role("body")[0].quote(WIRE).startswith("Ministers from both")


def test_the_date_a_user_gives_is_used_when_the_page_has_none() -> None:
    report = read_text("Ministers met.", Origin(published="2021-06-18"))
    assert report.published is not None
    assert (report.published.source, report.published.local) == ("user", "2021-06-18")
    assert "no-date" not in {warning.code for warning in report.warnings}
    own = read_text(WIRE, Origin(published="1999-01-01")).published
    assert own is not None
    assert own.local == "2021-06-18T19:56:00"


def test_a_file_of_one_sentence_is_body() -> None:
    report = read_text("Chad thanked Togo.\n")
    assert [segment.role for segment in report.segments] == ["body"]
    assert report.article == "Chad thanked Togo."


def test_plain_takes_the_whole_text_as_body() -> None:
    report = read_text(WIRE, plain=True)
    assert {segment.role for segment in report.segments} == {"body"}
    assert (report.headline, report.dateline, report.authors) == (None, None, ())


def test_a_page_in_another_language_is_a_report_with_a_warning() -> None:
    report = report_of(next(path for path in paths() if path.name == "german.html"))
    assert report.language == "de"
    assert "language-not-analysed" in {warning.code for warning in report.warnings}
    assert report.article


def test_a_page_of_links_alone_has_no_article() -> None:
    links = "".join(f"<li><a href='/{at}'>Section {at}</a></li>" for at in range(40))
    report = read_html(f"<html><body><nav><ul>{links}</ul></nav></body></html>")
    assert "no-article" in {warning.code for warning in report.warnings}


def test_a_page_that_shows_nothing_is_refused() -> None:
    with pytest.raises(EmptyPage, match="shows no text"):
        read_html("<html><body><script>1</script></body></html>")
    with pytest.raises(EmptyPage, match="white space"):
        read_text(" \n\t\n")


def test_a_page_of_a_thousand_lines_is_read() -> None:
    sentences = [
        f"The {who} said on {when} that {n} of the states would share the {what} of the river."
        for who in ("minister", "envoy", "president", "mayor", "general")
        for when in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
        for what in ("water", "fish", "traffic", "sand", "banks", "ferries", "tolls", "islands")
        for n in ("two", "three", "four", "five", "six")
    ]
    report = read_text("\n".join([*WIRE.splitlines()[:4], *sentences]))
    assert len(report.of_role("body")) >= 900


def test_a_report_is_the_same_whenever_it_is_read() -> None:
    origin = Origin(read_on=date(2022, 1, 1))
    assert to_json(read_text(WIRE, origin)) == to_json(read_text(WIRE, origin))


def test_every_warning_is_documented() -> None:
    root = Path(__file__).parents[2]
    page = (root / "docs" / "explanation" / "pages.md").read_text(encoding="utf-8")
    given: set[str] = set()
    for module in (root / "src" / "dragoman" / "reports").glob("*.py"):
        source = module.read_text(encoding="utf-8")
        given |= set(re.findall(r'Warning\(\s*(?:code=)?"([a-z-]+)"', source))
    assert {"no-date", "zone-unknown"} <= given
    assert [code for code in sorted(given) if f"`{code}`" not in page] == []


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read_text("\ufeffChad thanked Togo.").text == "Chad thanked Togo."


def test_paragraphs_between_two_of_the_small_print_are_small_print():
    from dragoman.reports.forms import _without_islands

    assert _without_islands(["disclaimer", "body", "body", "disclaimer"]) == ["disclaimer"] * 4
    assert _without_islands(["body", "disclaimer", "body"]) == ["body", "disclaimer", "body"]
    assert _without_islands(["comments", "body", "body", "comments"])[1:3] == ["body", "body"]
