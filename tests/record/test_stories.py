import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.record import Run, Writer, open_store
from dragoman.record.copies import find_copies
from dragoman.record.judgements import Judgements, groups
from dragoman.record.stories import BY, cluster, cosine, find_stories, told, vector_of, weights_of
from dragoman.schema.judgements import Judgement
from tests.record.reports import plain_report


def report(headline, text, day, **fields):
    return plain_report(f"{headline}\n\n{text}", anchor_date=day, **fields)


PACT = report("Norway and Iceland sign cod pact",
              "Norway and Iceland signed a pact in Bergen that shares the cod of the Banana Hole.",
              "2025-03-03")  # fmt: skip
ALSO = report("Cod to be shared by Iceland, Norway",
              "Ministers of Iceland and Norway put their names under a deal on cod in Bergen.",
              "2025-03-04")  # fmt: skip
OTHER = report("Ghana reopens Lima embassy",
               "Ghana said its embassy in Lima, closed after the floods, would open again in May.",
               "2025-03-04")  # fmt: skip
LATE = report("Norway and Iceland sign cod pact again",
              "Norway and Iceland signed a pact in Bergen that shares the cod of the Loop Hole.",
              "2025-06-04")  # fmt: skip
FILLER = [
    report(f"Market {n}", f"Shares of firm {n} fell in quarter {n} as grain trade slowed.",
           "2025-03-04")
    for n in range(6)
]  # fmt: skip


def stories(store, *reports):
    Writer(store, Run("1.0")).write(reports)
    find_copies(store)
    return {frozenset(one.reports) for one in find_stories(store, reports) if len(one.reports) > 1}


def test_reports_in_other_words_are_one_story(database):
    with open_store(database) as store:
        assert frozenset([PACT.id, ALSO.id]) in stories(store, PACT, ALSO, OTHER, *FILLER)


def test_the_same_happening_months_later_is_another_story(database):
    with open_store(database) as store:
        found = stories(store, PACT, LATE, OTHER, *FILLER)
        assert not any({PACT.id, LATE.id} <= story for story in found)


def test_copies_come_along_with_their_family(database):
    sentence = "It is the ninth pact of this kind between the two since the war ended. "
    first = report("Norway and Iceland sign cod pact", PACT.text + sentence * 3, "2025-03-03")
    copy = report("Norway and Iceland sign cod pact", PACT.text + sentence * 3, "2025-03-03",
                  id="f" * 24, publisher="The Fjord")  # fmt: skip
    with open_store(database) as store:
        found = stories(store, first, copy, ALSO, OTHER, *FILLER)
        assert frozenset([first.id, copy.id, ALSO.id]) in found


def test_a_persons_no_takes_a_report_out_of_a_story(database):
    with open_store(database) as store:
        stories(store, PACT, ALSO, OTHER, *FILLER)
        no = Judgement(left=PACT.id, right=ALSO.id, relation="same_story", verdict="no",
                       by="person:ann", reason="two pacts")  # fmt: skip
        Judgements(store).add([no])
        again = {
            frozenset(one.reports) for one in find_stories(store, [PACT, ALSO, OTHER, *FILLER])
        }
        assert frozenset([PACT.id]) in again


def test_looking_again_enters_nothing(database):
    with open_store(database) as store:
        stories(store, PACT, ALSO, OTHER, *FILLER)
        count = len(Judgements(store).all("same_story"))
        find_stories(store, [PACT, ALSO, OTHER, *FILLER])
        assert len(Judgements(store).all("same_story")) == count
        assert {one.judgement.by for one in Judgements(store).all("same_story")} == {BY}


def test_names_count_more_than_other_words():
    given = [told(one) for one in (PACT, ALSO, OTHER)]
    vector = vector_of(given[0], weights_of(given))
    assert vector["bergen"] > vector["deal"] if "deal" in vector else vector["bergen"] > 0
    assert cosine(vector, vector) == pytest.approx(1.0)


@given(st.permutations([PACT, ALSO, OTHER, LATE, *FILLER]))
def test_stories_do_not_depend_on_the_order_in_which_reports_are_given(order):
    expected = groups(cluster(told(one) for one in [PACT, ALSO, OTHER, LATE, *FILLER]))
    assert groups(cluster(told(one) for one in order)) == expected
