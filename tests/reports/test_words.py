import numpy as np

from dragoman.reports.lines import lines_of
from dragoman.reports.words import DRAWERS, topicality, words_of


def test_the_same_words_fall_into_the_same_drawers_on_every_page():
    one, two = words_of(lines_of("Talks resume")), words_of(lines_of("x\nTalks resume"))
    assert one.drawers.tolist() == two.drawers[two.starts[1] :].tolist()


def test_numbers_are_told_by_their_length_alone():
    years = words_of(lines_of("in 1998\nin 2024"))
    first, second = np.split(years.drawers, [years.starts[1]])
    assert first.tolist() == second.tolist()


def test_every_line_has_a_drawer_even_one_of_marks_alone():
    words = words_of(lines_of("***\n~\nText"))
    assert np.diff(words.starts, append=len(words.drawers)).min() >= 1
    assert words.drawers.max() < DRAWERS


def test_owners_name_the_line_of_each_drawer():
    words = words_of(lines_of("one\ntwo words"))
    assert set(words.owners.tolist()) == {0, 1}
    assert len(words.owners) == len(words.drawers)


def test_only_the_ends_of_a_long_line_are_read():
    long = " ".join(f"word{letter}" for letter in "abcdefghijklmnopqrstuvwxyz" * 20)
    assert len(words_of(lines_of(long)).drawers) < 100


def test_a_line_about_the_topic_shares_words_with_the_prose():
    text = (
        "Minister resigns over harbour contract\n"
        "The minister resigned on Friday over a contract for the harbour of the capital.\n"
        "The contract gave the harbour to a company that the minister's brother owns.\n"
        "Best pumpkin soup recipes"
    )
    prose = np.asarray([False, True, True, False])
    shares = topicality(words_of(lines_of(text)), prose)
    assert shares[0, 0] > 0.5
    assert shares[3, 0] == 0
