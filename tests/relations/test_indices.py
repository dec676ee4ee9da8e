import msgspec
import pytest

from dragoman.record import Period, Run, Writer, open_store
from dragoman.record.judgements import Judgements
from dragoman.relations.indices import risk_shares
from dragoman.schema.judgements import Judgement
from tests.record.reports import full_report, plain_report


@pytest.fixture
def store():
    with open_store(":memory:") as opened:
        yield opened


def keep(store, *reports):
    Writer(store, Run("1.0")).write(list(reports))


def told(number, day, *, quad, factuality="actual"):
    """A report of one event between Peru and Chile."""
    full = full_report()
    event = msgspec.structs.replace(
        full.events[0], quad=quad, factuality=factuality, actors=("PER",), recipients=("CHL",)
    )
    return msgspec.structs.replace(full, id=f"{number:024x}", anchor_date=day, events=(event,))


def quiet(number, day):
    return msgspec.structs.replace(plain_report(), id=f"{number:024x}", anchor_date=day)


def test_a_month_has_the_share_of_its_reports_that_tell_of_threats_or_acts(store):
    keep(
        store,
        told(1, "2024-05-02", quad=4),
        told(2, "2024-05-03", quad=3),
        told(3, "2024-05-04", quad=4, factuality="planned"),
        told(4, "2024-05-05", quad=1),
        quiet(5, "2024-05-06"),
        quiet(6, "2024-06-06"),
    )
    may, june = risk_shares(store)
    assert (may.month, may.reports, may.threats, may.acts, may.share) == ("2024-05", 5, 2, 1, 0.6)
    assert (june.reports, june.share) == (1, 0.0)
    assert risk_shares(store, Period(first="2024-06-01")) == (june,)


def test_what_is_denied_is_neither_a_threat_nor_an_act(store):
    keep(store, told(1, "2024-05-02", quad=4, factuality="denied"))
    assert risk_shares(store)[0].either == 0


def test_copies_count_once(store):
    keep(store, told(1, "2024-05-02", quad=4), told(2, "2024-05-02", quad=4))
    one = Judgement(left=f"{1:024x}", right=f"{2:024x}", relation="copy", verdict="yes",
                    reason="the same", by="machine:copies")  # fmt: skip
    Judgements(store).add([one])
    (may,) = risk_shares(store)
    assert (may.reports, may.acts) == (1, 1)


def test_a_month_of_few_reports_has_no_share(store):
    keep(store, told(1, "2024-05-02", quad=4))
    assert risk_shares(store, least=2)[0].share is None
