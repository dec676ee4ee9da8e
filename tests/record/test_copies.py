import pytest

from dragoman.record import Run, Writer, open_store
from dragoman.record.copies import BY, find_copies
from dragoman.record.judgements import Judgements
from dragoman.schema import Stamp
from dragoman.schema.judgements import Judgement
from tests.record.reports import plain_report

RUN = Run("1.0")

STORY = [
    "Norway and Iceland signed a fishing pact in Bergen on Monday.",
    "The ministers said that cod would be shared by a new rule.",
    "Fishermen in both countries had asked for it since the spring.",
    "The pact runs for nine years and may be prolonged once.",
    "A joint office in Torshavn will count the catch of each fleet.",
]
OTHER = [
    "Ghana will open its embassy in Lima again in the month of May.",
    "The building had been closed after the floods of two years ago.",
    "An ambassador will be named before the end of the year, Accra said.",
]
FURNITURE = [
    "You can read all our stories on the harbour with one account.",
    "Our letter comes every morning before the first ferry leaves.",
]


def page(sentences, publisher="The Sound", published=None):
    stamp = Stamp(published, published, None, None, "text") if published else None
    return plain_report(" ".join(sentences), publisher=publisher, published=stamp)


def judgements(store, *reports):
    Writer(store, RUN).write(reports)
    find_copies(store)
    return [one.judgement for one in Judgements(store).all()]


def test_a_text_on_two_portals_is_a_copy(database):
    with open_store(database) as store:
        first, second = page(STORY), page(["OSLO, Monday.", *STORY], "The Fjord")
        [one] = judgements(store, first, second)
        assert (one.relation, one.verdict, one.by) == ("copy", "yes", BY)
        assert {one.left, one.right} == {first.id, second.id}
        assert "5 sentences shared" in one.reason


def test_two_stories_of_one_portal_share_furniture_only(database):
    with open_store(database) as store:
        reports = [
            page([*FURNITURE, *STORY], "The Sound"),
            page([*FURNITURE, *OTHER], "The Sound"),
            page([*FURNITURE, "The ferry to Bergen was late by an hour again today."], "The Sound"),
        ]
        assert judgements(store, *reports) == []


def test_furniture_does_not_hide_a_copy_on_the_same_portal(database):
    with open_store(database) as store:
        first = page([*FURNITURE, *OTHER])
        second, third = page([*FURNITURE, *STORY]), page([*STORY, *FURNITURE, "It was a fine day."])
        [one] = judgements(store, first, second, third)
        assert {one.left, one.right} == {second.id, third.id}


def test_a_part_of_a_text_is_an_excerpt_of_it(database):
    with open_store(database) as store:
        part, whole = page(STORY[:2], "The Fjord"), page(STORY)
        [one] = judgements(store, whole, part)
        assert (one.left, one.right, one.relation) == (part.id, whole.id, "excerpt")


def test_a_rewritten_text_is_a_revision_of_the_earlier_one(database):
    with open_store(database) as store:
        news = ["Two boats were held on Friday.", "Iceland had warned of this in May."]
        more = "Talks begin again next week in Oslo."
        sentences = [STORY[0], *news, *STORY[1:3], more, *STORY[3:]]
        later = page(sentences, published="2025-03-05")
        earlier = page(STORY, published="2025-03-03")
        [one] = judgements(store, later, earlier)
        assert (one.left, one.right, one.relation) == (earlier.id, later.id, "revision")


def test_more_at_the_end_is_a_revision_at_home_and_an_excerpt_elsewhere(database):
    with open_store(database) as store:
        first = page(STORY[:3], published="2025-03-03")
        home = page(STORY, published="2025-03-04")
        [one] = judgements(store, first, home)
        assert (one.left, one.relation) == (first.id, "revision")
    abroad = page(STORY, "The Fjord", published="2025-03-04")
    with open_store(":memory:") as store:
        [one] = judgements(store, page(STORY[:2], published="2025-03-03"), abroad)
        assert one.relation == "excerpt"


def test_a_desk_that_says_corrected_is_believed(database):
    with open_store(database) as store:
        again = [*STORY[:4], STORY[4].replace("Torshavn", "Bergen")]
        later = plain_report(
            " ".join(again), headline="CORRECTED-Norway and Iceland sign pact",
            publisher="The Sound", published=Stamp("", "2025-03-04", None, None, "text"),
        )  # fmt: skip
        [one] = judgements(store, page(STORY, published="2025-03-03"), later)
        assert one.relation == "revision"


def test_comparing_again_enters_nothing(database):
    with open_store(database) as store:
        assert len(judgements(store, page(STORY), page(STORY[:4], "The Fjord"))) == 1
        assert find_copies(store) == 0
        assert len(judgements(store, page(STORY[1:], "The Coast"))) == 2


def test_a_persons_no_outlives_later_runs(database):
    with open_store(database) as store:
        first, second = page(STORY), page(STORY[:4], "The Fjord")
        [one] = judgements(store, first, second)
        book = Judgements(store)
        book.add([Judgement(left=one.left, right=one.right, relation=one.relation, verdict="no",
                            reason="two ceremonies", by="person:ann")])  # fmt: skip
        Writer(store, Run("2.0")).write([first, second])
        find_copies(store)
        assert book.groups(one.relation) == {}


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_families_do_not_depend_on_the_order_of_arrival(order):
    reports = [page(STORY), page(STORY[:4], "The Fjord"), page(OTHER, "The Fjord")]
    with open_store(":memory:") as store:
        found = judgements(store, *(reports[at] for at in order))
        assert [{one.left, one.right} for one in found] == [{reports[0].id, reports[1].id}]
