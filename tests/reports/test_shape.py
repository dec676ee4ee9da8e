import numpy as np
import pytest

from dragoman.reports.lines import lines_of
from dragoman.reports.shape import PLACES, SHAPES, places, shapes
from dragoman.reports.words import words_of


def shown(text: str, feature: str) -> float:
    return float(shapes(lines_of(text))[0, SHAPES.index(feature)])


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("The talks ended without a deal.", "ends_sentence"),
        ("協議は合意なく終わった。", "ends_sentence"),
        ("By Ana Lopez", "by"),
        ("Ana Lopez", "name_line"),
        ("By Ana Lopez in Quito", "name_line"),
        ("Updated 3 May 2021, 10:15", "stamp_word"),
        ("Updated 3 May 2021, 10:15", "clock"),
        ("Updated 3 May 2021, 10:15", "date"),
        ("vor 3 Stunden", "ago"),
        ("Workers load a lorry. Ana Lopez/AFP", "credit_tail"),
        ("Workers load a lorry (Picture: Ana Lopez)", "credit_tail"),
        ("Workers load a lorry. Ana Lopez", "name_after_stop"),
        ("Ana Lopez, political reporter", "job"),
        ("QUITO, Ecuador —", "place_line"),
        ("• Prices rose", "bullet"),
    ],
)
def test_a_line_shows_what_it_may_be(text: str, feature: str):
    assert shown(text, feature) > 0


@pytest.mark.parametrize(
    ("text", "feature"),
    [
        ("The talks ended without a deal", "ends_sentence"),
        ("The minister said nothing.", "name_line"),
        ("The minister said nothing on Friday.", "credit_tail"),
        ("The talks failed. Nobody knows why", "name_after_stop"),
    ],
)
def test_prose_does_not_look_like_furniture(text: str, feature: str):
    assert shown(text, feature) == 0


def placed(text: str, feature: str) -> list[float]:
    lines = lines_of(text)
    table = places(lines, shapes(lines), words_of(lines))
    return [float(value) for value in table[:, PLACES.index(feature)]]


def test_a_line_knows_whether_it_is_repeated():
    assert placed("Share\nText\nShare", "repeated") == [1, 0, 1]


def test_a_caption_printed_twice_echoes():
    caption = "Workers load a lorry in the harbour"
    text = f"{caption}. Ana Lopez\n{caption}.\nOther"
    assert placed(text, "echo_after") == [1, 0, 0]
    assert placed(text, "echo_before") == [0, 1, 0]


def test_a_single_line_has_a_place_too():
    assert placed("Alone.", "position") == [0]


def test_features_are_finite_for_a_line_of_marks():
    lines = lines_of("—\n•\n…\n\u200f")
    assert np.isfinite(shapes(lines)).all()
    assert np.isfinite(places(lines, shapes(lines), words_of(lines))).all()
