from dragoman.record.alignment import align, moved
from dragoman.schema import Span
from tests.record.reports import plain_report, span_of

BEFORE = plain_report(
    "The ship left Oslo on Monday. At least 12 sailors were on board. "
    "The owner could not be reached by phone. It carries grain to Lagos every year."
)
AFTER = plain_report(
    "UPDATE: more below.\n\nThe ship left Oslo on Monday. At least 15 sailors were on board. "
    "A fire broke out on the second day at sea. The owner could not be reached by phone."
)


def quotes(spans, report):
    return [span.quote(report.text) for span in spans]


def test_an_alignment_says_what_is_shared_changed_added_and_dropped():
    found = align(BEFORE, AFTER)
    assert len(found.shared) == 2
    [change] = found.changed
    assert (change.numbers_before, change.numbers_after) == (("12",), ("15",))
    assert quotes(found.added, AFTER) == ["A fire broke out on the second day at sea."]
    assert quotes(found.dropped, BEFORE) == ["It carries grain to Lagos every year."]
    assert (found.added_tail, found.dropped_tail) == (0, 1)


def test_what_a_desk_cut_off_at_the_end_is_not_rewritten():
    cut = plain_report(BEFORE.text[: BEFORE.text.index(" The owner")])
    assert align(BEFORE, cut).rewritten(tail=True) == 0
    assert align(cut, BEFORE).rewritten(tail=False) == 0
    assert align(cut, BEFORE).rewritten(tail=True) == 2
    assert align(BEFORE, AFTER).rewritten(tail=False) == 2


def test_a_sentence_that_was_moved_is_shared():
    sentences = BEFORE.text.replace("phone. ", "phone.|").replace("board. ", "board.|").split("|")
    moved_around = plain_report(" ".join(reversed(sentences)))
    found = align(BEFORE, moved_around)
    assert (len(found.shared), found.added, found.dropped) == (4, (), ())


def test_a_span_is_moved_to_where_its_words_stand():
    found = align(BEFORE, AFTER)
    owner = span_of(BEFORE.text, "The owner")
    after = moved(owner, found, BEFORE, AFTER)
    assert after is not None
    assert after.quote(AFTER.text) == "The owner"
    assert after.start != owner.start


def test_a_span_in_a_sentence_that_was_changed_is_not_moved():
    found = align(BEFORE, AFTER)
    assert moved(span_of(BEFORE.text, "sailors"), found, BEFORE, AFTER) is None
    assert moved(Span(0, len(BEFORE.text)), found, BEFORE, AFTER) is None


def test_a_report_is_aligned_with_itself():
    found = align(BEFORE, BEFORE)
    assert len(found.shared) == 4
    assert (found.changed, found.added, found.dropped) == ((), (), ())
