import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.record.query import All, Field, Not, Some, Words, parse


def test_words_side_by_side_must_all_be_there():
    assert parse("water pact") == All((Words("water"), Words("pact")))


def test_a_phrase_is_one_thing():
    assert parse('"mutual  Defence"') == Words("mutual defence")


def test_or_binds_weaker_than_standing_side_by_side():
    assert parse("a b OR c") == Some((All((Words("a"), Words("b"))), Words("c")))


def test_a_minus_binds_strongest_and_reaches_over_brackets():
    assert parse("-a b") == All((Not(Words("a")), Words("b")))
    assert parse("-(a OR b)") == Not(Some((Words("a"), Words("b"))))


def test_fields_take_words_and_phrases():
    assert parse('speaker:CHN -publisher:"The Sound"') == All(
        (Field("speaker", "CHN"), Not(Field("publisher", "The Sound")))
    )


def test_months_and_years_are_completed():
    assert parse("from:2024-06 to:2024-06") == All(
        (Field("from", "2024-06-01"), Field("to", "2024-06-31"))
    )
    assert parse("to:2024") == Field("to", "2024-12-31")


def test_accents_marks_and_case_do_not_count():
    assert parse("Türkiye's") == Words("turkiye s")


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("", "query is empty"),
        ("water (pact", "character 7: a bracket that is never closed"),
        ("water) pact", "character 6: a closing bracket without an opening one"),
        ('say "water', "character 5: a quotation mark that is never closed"),
        ("OR water", "character 1: nothing here; a word"),
        ("water OR", "character 9: nothing here; a word"),
        ("()", "character 2: nothing here"),
        ("colour:red", "character 1: no field 'colour'; there are actor"),
        ("from:yesterday", "'yesterday' is no day; YYYY-MM-DD was expected"),
        ("from:2024-02-30", "is no day"),
        ("type:DANCE", "no 'DANCE' is known; there are AGREE"),
        ("act:sing", "there are say, deny"),
        ("!!", "no letter or digit in '!!'"),
        ("(" * 30 + "a" + ")" * 30, "more than 20 brackets"),
        ("a" * 3000, "3,000 characters; at most 2,000"),
    ],
    ids=lambda value: value[:20],
)
def test_what_cannot_be_parsed_is_said_with_its_place(query, said):
    with pytest.raises(QueryError) as caught:
        parse(query)
    assert said in str(caught.value)


@given(st.text(alphabet='ab"():- ORfromactype1é\n;%_*^', max_size=40))
def test_any_text_is_a_query_or_an_error_of_ours(text):
    with contextlib.suppress(QueryError):
        parse(text)
