import msgspec
import pytest

from dragoman.errors import QueryError
from dragoman.record import Run, Writer, open_store
from dragoman.views.cli import main
from dragoman.views.naming import actor_meant
from tests.record.reports import full_report


def two_of_one_name():
    report = full_report()
    twins = tuple(
        msgspec.structs.replace(report.actors[0], id=f"person:{n}", name="Ana Ruiz", kind="person")
        for n in ("ana-ruiz", "ana-ruiz-2")
    )
    return msgspec.structs.replace(report, actors=(*report.actors, *twins))


@pytest.fixture
def store():
    with open_store(":memory:") as opened:
        Writer(opened, Run("1.0")).write([two_of_one_name()])
        yield opened


@pytest.mark.parametrize(
    ("given", "meant"),
    [("PER", "PER"), ("Peru", "PER"), ("peru", "PER"), ("per", "PER"), ("Norway", "NOR"),
     ("FRA", "FRA"), ("person:nobody", "person:nobody")],
)  # fmt: skip
def test_a_name_or_an_id_in_any_case_means_the_actor(store, given, meant):
    assert actor_meant(store, given) == meant


@pytest.mark.parametrize(
    ("given", "message"),
    [("Ana Ruiz", "person:ana-ruiz, person:ana-ruiz-2; give an id"), ("Atlantis", "no actor")],
)
def test_a_name_of_several_actors_or_of_none_is_refused(store, given, message):
    with pytest.raises(QueryError, match=message):
        actor_meant(store, given)


def test_commands_take_names_and_say_whom_they_mean(db, capfd):
    assert main(["dyad", "Peru", "bolivia", "--db", db]) == 0
    out, err = capfd.readouterr()
    assert "ACCUSE" in out
    assert err == "dragoman: Peru is PER\ndragoman: bolivia is BOL\n"
    assert main(["search", "--speaker", "Bolivia", "--db", db]) == 0
    assert main(["disputes", "Peru", "Bolivia", "--db", db]) == 0
    assert main(["panel", "Peru", "Chile", "--db", db]) == 0
