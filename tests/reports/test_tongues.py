"""The language of a report."""

from __future__ import annotations

import pytest

from dragoman.reports.tongues import language_of

TEXTS = [
    ("en", "The minister said on Tuesday that the two states would sign the treaty."),
    ("de", "Die Ministerin sagte am Dienstag, beide Staaten würden den Vertrag unterzeichnen."),
    ("fr", "La ministre a déclaré mardi que les deux États signeraient le traité."),
    ("es", "La ministra dijo el martes que ambos Estados firmarían el tratado."),
    ("ru", "Министр заявила во вторник, что оба государства подпишут договор."),
    ("ar", "قالت الوزيرة يوم الثلاثاء إن الدولتين ستوقعان المعاهدة."),
    ("zh", "部长周二表示，两国将签署条约。"),
    ("ja", "大臣は火曜日、両国が条約に署名すると述べた。"),
]


@pytest.mark.parametrize(("code", "text"), TEXTS, ids=[code for code, _ in TEXTS])
def test_a_sentence_tells_its_language(code: str, text: str) -> None:
    assert language_of(text) == code


def test_without_letters_the_page_has_the_word() -> None:
    assert language_of("12:30", "en-GB") == "en"
    assert language_of("12:30") is None


def test_a_few_letters_leave_it_to_the_page_if_it_may_be_right() -> None:
    assert language_of("Oslo.", "no") in {"no", "en", "nb", "it", "es", "fi", "sv", "da", "pt"}
