import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.record import open_store
from dragoman.record.judgements import Judgements, groups
from dragoman.schema.judgements import Judgement


def judged(left, right, verdict="yes", by="machine:copies", **fields):
    given = {"relation": "copy", "reason": "same words", **fields}
    return Judgement(left=left, right=right, verdict=verdict, by=by, **given)


def test_a_judgement_that_stands_is_not_added_again(database):
    with open_store(database) as store:
        book = Judgements(store)
        assert book.add([judged("b", "a"), judged("a", "b")]) == 1
        assert book.add([judged("a", "b")]) == 0
        assert len(book.standing("copy")) == 1


def test_ids_of_an_undirected_relation_are_kept_in_order(database):
    with open_store(database) as store:
        book = Judgements(store)
        book.add([judged("b", "a"), judged("z", "y", relation="revision")])
        pairs = [(one.judgement.left, one.judgement.right) for one in book.all()]
        assert pairs == [("a", "b"), ("z", "y")]


def test_a_person_outranks_the_machine_before_and_after(database):
    with open_store(database) as store:
        book = Judgements(store)
        book.add([judged("a", "b")])
        book.add([judged("a", "b", "no", by="person:ann", reason="two different strikes")])
        book.add([judged("a", "b", "yes", by="machine:copies", score=0.99)])
        [one] = book.standing("copy")
        assert (one.verdict, one.by) == ("no", "person:ann")
        assert book.groups("copy") == {}


def test_undoing_a_judgement_restores_what_was_there(database):
    with open_store(database) as store:
        book = Judgements(store)
        book.add([judged("a", "b"), judged("b", "c")])
        before = book.groups("copy")
        book.add([judged("a", "b", "no", by="person:ann", reason="no")])
        key = book.all()[-1].key
        assert book.groups("copy") != before
        book.retract(key, by="person:ann", reason="my mistake")
        assert book.groups("copy") == before
        assert book.all()[-1].retracted == "my mistake"
        with pytest.raises(QueryError, match="taken back already"):
            book.retract(key, by="person:ann", reason="again")
        with pytest.raises(QueryError, match="no judgement 99"):
            book.retract(99, by="person:ann", reason="again")


def test_two_records_judged_different_are_not_brought_together_by_a_third():
    links = [judged("a", "b", score=0.9), judged("b", "c", score=0.8), judged("a", "c", "no")]
    assert groups(links) == {"a": "a", "b": "a"}


def test_unsure_is_neither_yes_nor_no():
    assert groups([judged("a", "b", "unsure")]) == {}


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcdef"), st.sampled_from("abcdef"),
            st.sampled_from(["yes", "yes", "no", "unsure"]), st.floats(0, 1),
        ),
        max_size=12,
    ),
    st.randoms(),
)  # fmt: skip
def test_grouping_does_not_depend_on_the_order_and_keeps_every_no(rows, chance):
    pairs = {(min(a, b), max(a, b)): judged(a, b, v, score=s) for a, b, v, s in rows if a != b}
    links = list(pairs.values())
    expected = groups(links)
    chance.shuffle(links)
    assert groups(links) == expected
    for one in links:
        if one.verdict == "no":
            left, right = expected.get(one.left, one.left), expected.get(one.right, one.right)
            assert left != right


@pytest.mark.parametrize(
    "fields",
    [
        {"right": "a"},
        {"by": "ann"},
        {"by": "person:"},
        {"reason": " "},
        {"score": 1.5},
        {"verdict": "maybe"},
        {"relation": "cousin"},
    ],
    ids=str,
)
def test_a_judgement_without_sense_cannot_be_made(fields):
    given = {
        "left": "a", "right": "b", "relation": "copy", "verdict": "yes", "reason": "why",
        "by": "person:ann", **fields,
    }  # fmt: skip
    with pytest.raises(ValueError, match=r"\w"):
        Judgement(**given)
