from datetime import date, timedelta
from math import exp

import pytest

from dragoman.errors import TableError
from dragoman.relations.event_study import Prices, Window, read_prices, study

WINDOW = Window(before=0, after=1, estimation=20)


def series(*, jump, at, days=60):
    """Prices that go up and down by one in a hundred in turn, and by `jump` more on one day."""
    logs, values = 0.0, []
    for n in range(days):
        logs += (0.01 if n % 2 else -0.01) + (jump if n == at else 0.0)
        values.append(100 * exp(logs))
    first = date(2024, 1, 1)
    return Prices(tuple(first + timedelta(days=n) for n in range(days)), tuple(values))


def test_a_jump_on_the_day_is_abnormal_and_a_usual_day_is_not():
    prices = series(jump=0.2, at=40)
    jumped, usual = study(prices, ["2024-02-10", "2024-01-31"], WINDOW).effects[::-1]
    assert jumped.abnormal == pytest.approx(0.2)
    assert jumped.t > 5
    assert usual.abnormal == pytest.approx(0.0)


def test_an_event_on_a_day_without_prices_counts_on_the_next():
    prices = series(jump=0.2, at=40)
    kept = [n for n in range(60) if n != 39]
    holes = Prices(tuple(prices.days[n] for n in kept), tuple(prices.values[n] for n in kept))
    (effect,) = study(holes, ["2024-02-09"], WINDOW).effects
    assert effect.traded == "2024-02-10"


@pytest.mark.parametrize(
    ("day", "reason"),
    [("2023-12-01", "begins inside"), ("2024-02-29", "ends inside"), ("2025-01-01", "ends before")],
)
def test_days_at_the_edge_of_the_series_are_not_guessed_at(day, reason):
    found = study(series(jump=0.0, at=0), [day, day], WINDOW)
    assert reason in found.effects[0].reason
    assert (found.events, found.mean, found.t, len(found.effects)) == (0, None, None, 1)


def test_prices_are_read_in_the_order_of_their_days(tmp_path):
    file = tmp_path / "p.csv"
    file.write_text("date,price\n2024-01-03,11\n2024-01-02,10\n")
    assert read_prices(file).values == (10.0, 11.0)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("day,price\n2024-01-02,1\n", "no column 'date'"),
        ("date,price\n2024-01-02,-1\n", "above 0"),
        ("date,price\n2024-01-02,nan\n", "above 0"),
        ("date,price\n2024-01-02,x\n", "no number"),
        ("date,price\n2024-01-02,1\n2024-01-02,2\n", "twice"),
        ("date,price\n2024-01-02,1\n", "holds 1 prices"),
    ],
)
def test_a_table_that_cannot_be_is_refused(tmp_path, text, reason):
    file = tmp_path / "p.csv"
    file.write_text(text)
    with pytest.raises(TableError, match=reason):
        read_prices(file)


def test_a_window_must_be_one():
    with pytest.raises(ValueError, match="estimation"):
        Window(estimation=2)
