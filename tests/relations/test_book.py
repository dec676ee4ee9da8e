"""The book of pacts is gathered once, and anew when reports or judgements have come."""

from __future__ import annotations

from dragoman.record import Run, Writer, open_store
from dragoman.record.judgements import Judgements
from dragoman.relations.alliances.book import book_of
from dragoman.schema.judgements import Judgement
from tests.record.reports import TEXT, full_report


def test_the_book_keeps_up_with_the_record(database: str) -> None:
    first, second = full_report(), full_report(TEXT.replace("water", "rain"))
    with open_store(database) as store:
        assert book_of(store) == ()
        Writer(store, Run("1.0")).write([first])
        (told,) = book_of(store)
        assert book_of(store)[0] is told
        Writer(store, Run("1.0")).write([second])
        grown = book_of(store)
        assert {one.report for pact in grown for one in pact.citations} == {first.id, second.id}
        rejected = Judgement(
            left=f"{first.id}/{first.agreements[0].id}", right=first.id, relation="told",
            verdict="no", reason="a plan", by="person:ana",
        )  # fmt: skip
        Judgements(store).add([rejected])
        left = {one.report for pact in book_of(store) for one in pact.citations}
        assert left == {second.id}
        (entered,) = Judgements(store).all("told")
        Judgements(store).retract(entered.key, by="person:ana", reason="it was signed")
        assert book_of(store) == grown
