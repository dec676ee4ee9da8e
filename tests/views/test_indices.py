import json
from datetime import date, timedelta

from dragoman.views.cli import main


def test_risk_prints_a_line_a_month(db, capfd):
    assert main(["risk", "--db", db]) == 0
    assert " of 1 reports: " in capfd.readouterr().out
    assert main(["risk", "--db", db, "--json"]) == 0
    assert json.loads(capfd.readouterr().out)["reports"] == 1


def test_study_sets_prices_beside_the_days_of_events(db, tmp_path, capfd):
    file = tmp_path / "prices.csv"
    first = date(2024, 1, 1)
    rows = [f"{first + timedelta(days=n)},{100 + n % 3}" for n in range(400)]
    file.write_text("date,price\n" + "\n".join(rows) + "\n")
    code = main(["study", str(file), "PER", "CHL", "--db", db, "--json"])
    found = json.loads(capfd.readouterr().out)
    assert code == (0 if found["events"] else 1)
    assert main(["study", str(tmp_path / "none.csv"), "PER", "CHL", "--db", db]) == 1
