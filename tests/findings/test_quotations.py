from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dragoman.findings.quotations import quoted_ranges
from tests.findings.sketch import NLP


def quoted(*paragraphs):
    docs = [NLP(paragraph) for paragraph in paragraphs]
    doc = docs[0] if len(docs) == 1 else type(docs[0]).from_docs(docs)
    for token in doc:
        token.is_sent_start = token.i == 0 or doc[token.i - 1].text in (".", "”", '"')
    bounds, at = [], 0
    for one in docs:
        bounds.append((at, at + len(one)))
        at += len(one)
    return [doc[start:end].text for start, end in quoted_ranges(doc, bounds)]


def test_curly_marks_enclose_a_quotation():
    assert quoted("He said “we will go” and left.") == ["we will go"]


def test_typewriter_marks_open_and_close_in_turn():
    assert quoted('"We go," he said. "We stay."') == ["We go,", "We stay."]


def test_an_apostrophe_opens_nothing():
    assert quoted("The ministers' plan wasn't ready.") == []


def test_a_quotation_that_reopens_in_the_next_paragraph_covers_the_rest_of_the_first():
    assert quoted("He said: “We go. We stay.", "“We are here.” He left.") == [
        "We go. We stay.",
        "We are here.",
    ]


def test_a_mark_that_never_closes_covers_its_sentence_alone():
    assert quoted("He said “we go. Then he left.", "It rained.") == ["we go."]


@given(st.lists(st.text(alphabet="ab .“”\"'«»", max_size=30), min_size=1, max_size=4))
def test_ranges_are_sorted_and_never_overlap(paragraphs):
    docs = [NLP(text or "a") for text in paragraphs]
    doc = type(docs[0]).from_docs(docs) if len(docs) > 1 else docs[0]
    for token in doc:
        token.is_sent_start = token.i == 0
    bounds = [(0, len(doc))] if len(doc) else []
    ranges = quoted_ranges(doc, bounds)
    assert all(start < end for start, end in ranges)
    assert all(left[1] <= right[0] for left, right in pairwise(ranges))


def test_the_marks_of_old_wires_enclose_a_quotation():
    assert quoted("``It is not so good,'' he said. ``We may need help.''") == [
        "It is not so good,",
        "We may need help.",
    ]
