from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.record.sentences import digest_of, hashes_of, sentences_of
from tests.record.reports import plain_report


def quotes(text):
    report = plain_report(text)
    return [one.span.quote(text) for one in sentences_of(report)]


def test_sentences_end_at_stops_and_lines():
    text = (
        "The ship left Oslo on Monday. “It will be back in May,” he said!\nNo one saw it go again"
    )
    assert quotes(text) == [
        "The ship left Oslo on Monday.",
        "“It will be back in May,” he said!",
        "No one saw it go again",
    ]


def test_an_abbreviation_ends_no_sentence():
    assert quotes("Mr. Vu met U.S. Gen. Hall in Oslo.") == ["Mr. Vu met U.S. Gen. Hall in Oslo."]


def test_a_short_sentence_tells_no_article_from_another():
    assert quotes("He declined to comment. The talks in Oslo will go on.") == [
        "The talks in Oslo will go on."
    ]


def test_quotation_marks_and_case_make_no_other_sentence():
    one = plain_report('He said: "The TALKS in Oslo will go on."')
    two = plain_report("he said: “the talks in Oslo will go on.”")
    assert hashes_of(one) == hashes_of(two)
    assert digest_of(one) == digest_of(two)


def test_the_hash_of_a_sentence_is_pinned():
    [one] = sentences_of(plain_report("The talks in Oslo will go on."))
    assert one.hash == 5852752858478936493


@given(st.text(alphabet="abc .!?\n“”\u00e9", max_size=80).filter(lambda text: text.strip()))
def test_sentences_come_in_order_and_hold_words(text):
    report = plain_report(text.replace("\n\n", "\n").strip())
    found = sentences_of(report)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert all(one.words.count(" ") >= 4 for one in found)
