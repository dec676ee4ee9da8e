import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import QueryError
from dragoman.record import Run, Writer, open_store, search
from dragoman.schema import Stamp
from tests.record.reports import TEXT, full_report, plain_report

RUN = Run("1.0")

CABLE = plain_report(
    "Estonia guards cables\n\nEstonia's foreign minister said the ships had left Tallinn.",
    publisher="The Narrow Sea",
    published=Stamp("2025-02-01", "2025-02-01", None, None, "text"),
)
SUMMIT = plain_report(
    "Türkiye hosts summit\n\nThe state visit was not one of many visits, Ankara said.",
    language="tr",
)
WATER = full_report()
ALL = (CABLE, SUMMIT, WATER)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def store(request):
    address = ":memory:"
    if request.param == "postgresql":
        address = request.getfixturevalue("server").emptied()
    with open_store(address) as opened:
        Writer(opened, RUN).write(ALL)
        yield opened


def ids(store, query):
    return {hit.report for hit in search(store, query)}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cables", {CABLE.id}),
        ("cable", {CABLE.id}),
        ("ESTONIA ships", {CABLE.id}),
        ("Estonia rivers", set()),
        ("ships OR rivers", {CABLE.id, WATER.id}),
        ("-ships", {SUMMIT.id, WATER.id}),
        ("said -Ankara", {CABLE.id}),
        ('"foreign minister"', {CABLE.id}),
        ('"minister foreign"', set()),
        ('"not one of many"', {SUMMIT.id}),
        ("turkiye", {SUMMIT.id}),
        ("the", {CABLE.id, SUMMIT.id, WATER.id}),
        ('publisher:"the narrow sea"', {CABLE.id}),
        ("-publisher:altiplano", {CABLE.id, SUMMIT.id, WATER.id}),
        ("language:tr", {SUMMIT.id}),
        ("from:2025-02 to:2025-02", {CABLE.id}),
        ("from:2025-03-03", {WATER.id}),
        ("-from:2025-03-03", {CABLE.id, SUMMIT.id}),
        ("actor:PER", {WATER.id}),
        ("actor:peru", {WATER.id}),
        ("speaker:BOL", {WATER.id}),
        ("speaker:Ecuador", set()),
        ("type:accuse", {WATER.id}),
        ("type:ASSAULT", set()),
        ("act:deny -speaker:BOL", set()),
        ("(actor:CHL OR ships) -type:PROTEST", {CABLE.id, WATER.id}),
    ],
)
def test_both_databases_find_the_same(store, query, expected):
    assert ids(store, query) == expected


def test_hits_come_newest_first_and_undated_last(store):
    assert [hit.report for hit in search(store, "the")] == [WATER.id, CABLE.id, SUMMIT.id]


def test_a_hit_quotes_the_article_around_the_word(store):
    [hit] = search(store, "ships")
    assert "ships" in hit.quote
    assert CABLE.text[hit.start : hit.end] == hit.quote


def test_a_query_that_cannot_be_parsed_asks_nothing(store):
    with pytest.raises(QueryError):
        search(store, "(")


WORDS = st.sampled_from(
    ["estonia", "ships", "the", '"foreign minister"', "zebra", "actor:PER", "from:2025-02-15",
     "publisher:x", "act:deny", "rivers", "'; DROP TABLE report; --", '"a"', "NEAR", "AND", "*"]
)  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(left=WORDS, right=WORDS)
def test_the_laws_of_or_and_and_not_hold(store, left, right):
    try:
        one, two = ids(store, left), ids(store, right)
    except QueryError:
        return
    everything = {report.id for report in ALL}
    assert ids(store, f"({left}) OR ({right})") == one | two
    assert ids(store, f"({left}) ({right})") == one & two
    assert ids(store, f"-({left})") == everything - one


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("act:deny", "Bolivia denied that it had been asked to join"),
        ("speaker:PER act:accuse", "accused Bolivia of silence"),
        ("type:ACCUSE", "Peru had accused Bolivia of silence."),
    ],
)
def test_a_query_of_fields_shows_the_finding_it_asks_for(database, query, words):
    with open_store(database) as store:
        Writer(store, Run("1.0")).write([full_report()])
        assert [hit.quote for hit in search(store, query)] == [words]


@pytest.mark.parametrize("near", [0, 3, 1000])
@pytest.mark.parametrize(
    "query",
    ["actor:PER", "speaker:BOL act:deny", "type:SUPPORT", "-type:ACCUSE", "pact", "of OR x"],
)
def test_the_newest_are_the_same_however_they_are_looked_for(database, monkeypatch, near, query):
    monkeypatch.setattr(sys.modules["dragoman.record.search"], "NEAR", near)
    with open_store(database) as store:
        some = [
            full_report(f"Number {n}\n\n{TEXT}", anchor_date=None if n == 2 else f"2024-0{n}-01")
            for n in range(1, 7)
        ]
        plain = [plain_report(f"Number {n}\n\nA pact of others.") for n in range(3)]
        Writer(store, Run("1.0")).write([*some[::-1], *plain])
        found = search(store, query, limit=1000)
        assert found
        for limit in range(1, 8):
            assert search(store, query, limit=limit) == found[:limit]
