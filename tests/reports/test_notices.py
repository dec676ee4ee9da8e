"""Sign-offs, corrections and editor's notes."""

from __future__ import annotations

import pytest

from dragoman.reports.notices import correction_head, notice_of, signoff_tail


@pytest.mark.parametrize(
    "line",
    [
        "(Reporting by Ana López; Editing by Sam Reed)",
        "Reporting by Ana López, additional reporting by Sam Reed, Editing by Al Roe",
        "– additional reporting by Sam Reed",
        "With reporting by Associated Press writer Sam Reed",
        "Ana López contributed to this report.",
        "(ra/dt)",
    ],
)
def test_a_signoff_is_known_by_its_form(line: str) -> None:
    assert notice_of(line) == "signoff"


@pytest.mark.parametrize(
    "line",
    [
        "Correction: An earlier version of this story misspelled the minister's name.",
        "Correction added May 3, 2021: The caption named the wrong port.",
        "Editor's note: This story was updated at 5:45 p.m. ET to include details.",
        "This article has been amended to clarify that the treaty is not in force.",
        "(Corrects spelling of minister's name in paragraph 3)",
        "(In May 3 story, corrects name of the port in second paragraph.)",
        "(This version of the May 3 story corrects paragraph 3)",
        "Clarification: The treaty was signed in Oslo.",
        "Anmerkung der Redaktion: Der Name wurde berichtigt.",
        "Fe de errores: El tratado se firmó en Oslo.",
    ],
)
def test_a_correction_is_known_by_its_form(line: str) -> None:
    assert notice_of(line) == "correction"


@pytest.mark.parametrize(
    "line",
    [
        "Reporting rules were tightened by the ministry on Tuesday.",
        "Corrections officers walked out of the prison on Tuesday.",
        "Corrects the course of the ship, the captain said.",
        "Updates follow.",
        "The story has been told many times.",
    ],
)
def test_prose_is_no_notice(line: str) -> None:
    assert notice_of(line) is None


def test_a_signoff_at_the_end_of_a_paragraph_is_cut_off() -> None:
    text = "He left at noon. (Reporting by Ana López; Editing by Sam Reed)"
    span = signoff_tail(text)
    assert span is not None
    assert span.quote(text) == "(Reporting by Ana López; Editing by Sam Reed)"
    assert signoff_tail("He left at noon (local time).") is None


@pytest.mark.parametrize(
    "head",
    [
        "(Corrects spelling of the minister's name in paragraph 3)",
        "[Correction: An earlier version of this story named the wrong port.]",
        "((This May 4 story has been corrected to change the port in the sixth paragraph))",
        "(Corrects the name (not the port) in paragraph 3)",
    ],
)
def test_a_correction_before_an_article_in_one_paragraph_is_cut_off(head: str) -> None:
    text = f"{head} Ministers of both coasts met in Oslo on Monday to speak about fish."
    assert notice_of(text) is None
    span = correction_head(text)
    assert span is not None
    assert text[span.start : span.end] == head
    assert correction_head(head) is None
    assert notice_of(head) == "correction"
