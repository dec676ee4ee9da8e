import pytest
import sqlalchemy as sa

from dragoman.record import Failure, Run, View, Writer, known_ids, open_store, search
from dragoman.record.tables import event, party, report, span
from dragoman.schema import Source
from tests.record.reports import full_report, plain_report

RUN = Run("1.0")


def test_a_report_comes_back_as_it_was_written(database):
    with open_store(database) as store:
        written = full_report()
        Writer(store, RUN).write([written])
        assert View(store).report(written.id[:8]) == written


def test_every_finding_is_a_row_with_its_spans(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report()])
        counts = View(store).counts()
        assert {name: counts[name] for name in counts if counts[name]} == {
            "run": 1, "report": 1, "actor": 4, "time": 1, "place": 1, "statement": 2, "event": 2,
            "agreement": 1, "obligation": 1, "dispute": 1, "non_response": 1, "party": 12,
            "dyad": 3, "span": 19, "sketch": 1, "sentence": 4,
        }  # fmt: skip


def test_spans_quote_the_text_they_were_found_in(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report()])
        quote = sa.func.substr(report.c.text, span.c.start + 1, span.c.end - span.c.start)
        query = (
            sa.select(quote)
            .join(span, span.c.report == report.c.key)
            .where(span.c.kind == "statement", span.c.n == 0)
            .order_by(span.c.part)
        )
        with store.connected() as connection:
            found = list(connection.execute(query).scalars())
    assert found == ["that it had been asked to join", "denied", "Bolivia"]


def test_offsets_count_code_points_beyond_the_basic_plane(database):
    text = "📖 Peru\n\n" + full_report().text
    with open_store(database) as store:
        Writer(store, RUN).write([full_report(text)])
        assert View(store).timeline("CHL")[0].quote.startswith("Peru and Chile signed")


def test_writing_twice_changes_no_row(database):
    with open_store(database) as store:
        first = Writer(store, RUN).write([full_report(), plain_report("A\n\nOther text.")])
        before = View(store).counts()
        again = Writer(store, RUN).write([plain_report("A\n\nOther text."), full_report()])
        assert (first.new, first.known, again.new, again.known) == (2, 0, 0, 2)
        assert View(store).counts() == before


def test_a_page_twice_in_one_batch_is_one_report(database):
    with open_store(database) as store:
        elsewhere = full_report(source=Source("copy.txt", None, "text/plain"))
        written = Writer(store, RUN).write([full_report(), elsewhere])
        assert (written.new, written.known) == (1, 1)
        assert View(store).counts()["report"] == 1


def test_a_batch_that_fails_leaves_nothing(database, monkeypatch):
    def broken(*_):
        raise RuntimeError("power cut")

    with open_store(database) as store:
        with monkeypatch.context() as patch:
            patch.setattr("dragoman.record.writer._index_texts", broken)
            with pytest.raises(RuntimeError, match="power cut"):
                Writer(store, RUN).write([full_report()])
        assert not any(View(store).counts().values())
        assert Writer(store, RUN).write([full_report()]).new == 1


def test_a_later_release_supersedes_and_keeps_the_earlier_reading(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report()])
        later = full_report(headline="Another headline", events=())
        Writer(store, Run("2.0")).write([later])
        view = View(store)
        assert view.report(later.id).headline == "Another headline"
        assert [one.headline for one in view.reports()] == ["Another headline"]
        assert len(list(view.reports(current=False))) == 2
        assert view.timeline("PER") == ()
        with store.connected() as connection:
            rows = connection.execute(sa.select(sa.func.count()).select_from(event))
            assert rows.scalar_one() == 2


def test_only_the_current_reading_is_found(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report()])
        Writer(store, Run("2.0")).write([full_report(publisher=None)])
        assert search(store, 'publisher:"The Altiplano"') == ()
        assert len(search(store, "rivers")) == 1


def test_known_ids_tell_readings_of_one_run_from_all(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report()])
        ids = [full_report().id, "0" * 24]
        assert known_ids(store, ids) == {full_report().id}
        assert known_ids(store, ids, RUN) == {full_report().id}
        assert known_ids(store, ids, Run("2.0")) == set()


def test_a_failure_is_noted_once_and_forgotten_when_the_page_is_read(database):
    with open_store(database) as store:
        failure = Failure("water.txt", "EmptyPage", "is empty")
        Writer(store, RUN).write([], [failure, failure])
        Writer(store, RUN).write([], [failure])
        assert View(store).failures() == (("water.txt", "EmptyPage", "is empty"),)
        Writer(store, RUN).write([full_report()])
        assert View(store).failures() == ()


def test_an_event_of_a_person_counts_for_the_state_it_acts_for(database):
    from dragoman.schema import Actor, Event, Span

    minister = Actor(id="person:ana-rojas", name="Ana Rojas", kind="person", iso3="CHL")
    visit = Event(
        id="event:9", type="CONSULT", quad=1, actors=("person:ana-rojas",), recipients=("PER",),
        trigger=Span(0, 4), factuality="actual", evidence=(Span(0, 4),),
    )  # fmt: skip
    with open_store(database) as store:
        actors = (*full_report().actors, minister)
        Writer(store, RUN).write([full_report(actors=actors, events=(visit,))])
        view = View(store)
        for source in ("person:ana-rojas", "CHL"):
            assert [entry.event for entry in view.dyad(source, "PER")] == ["event:9"]


def test_only_parties_named_by_a_finding_are_rows(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report()])
        query = sa.select(party.c.kind, party.c.role, party.c.actor).order_by(
            party.c.kind, party.c.role, party.c.actor
        )
        with store.connected() as connection:
            rows = [tuple(row) for row in connection.execute(query)]
    assert ("non_response", "silent", "ECU") in rows
    assert ("statement", "addressee", "BOL") in rows
    assert ("obligation", "owed_to", "CHL") in rows


def test_a_run_keeps_what_it_read_with(database):
    with open_store(database) as store:
        Writer(store, Run("1.0", model="aaa", knowledge="bbb")).write([full_report()])
        assert View(store).runs() == (("1.0", "aaa", "bbb", 1),)
        ids = [full_report().id]
        assert known_ids(store, ids, Run("1.0", model="aaa", knowledge="bbb")) == set(ids)
        assert known_ids(store, ids, Run("1.0", model="aaa", knowledge="ccc")) == set()
        Writer(store, Run("1.0", model="aaa", knowledge="ccc")).write([full_report()])
        assert View(store).runs() == (("1.0", "aaa", "ccc", 1),)
