import json
from pathlib import Path

import msgspec
import pytest

from dragoman.errors import TableError
from dragoman.views.cli import main
from dragoman.views.evaluate.gold import KINDS, read_gold
from dragoman.views.evaluate.scores import agrees, found_items, score
from tests.record.reports import TEXT, full_report

EXAMPLE = Path(__file__).parents[3] / "examples" / "pages.gold"


@pytest.fixture
def gold(tmp_path):
    """Write a line of gold about TEXT and read it back."""

    def written(**kinds):
        file = tmp_path / "gold.jsonl"
        file.write_text(json.dumps({"text": TEXT, **kinds}) + "\n")
        return next(read_gold(file))

    return written


def scored(page, report=None):
    found = score(page, report or full_report())
    return {name: (c.hit, c.false, c.missed) for name, c in found.counts.items()}, found


SAID = {"content": "that it had been asked to join", "cue": "denied", "act": "deny"}


def test_a_report_agrees_with_itself_in_every_kind(tmp_path):
    file = tmp_path / "gold.jsonl"
    rows = msgspec.to_builtins(full_report())
    said = {one["id"]: one["cue"] for one in rows["statements"]}
    rows["disputes"] = [{key: said[one[key]] for key in ("claim", "denial")}
                        for one in rows["disputes"]]  # fmt: skip
    rows["published"] = None
    file.write_text(json.dumps(rows) + "\n")
    counts, found = scored(next(read_gold(file)))
    assert {kind.name for kind in KINDS} <= counts.keys()
    assert found.misses == ()
    assert all(hit and not false and not missed for hit, false, missed in counts.values())
    assert all(not count.false for count in found.traits.values())


def test_what_read_prints_is_gold_once_it_is_corrected(tmp_path, capfd):
    page = tmp_path / "talks.txt"
    page.write_text(EXAMPLE.with_name("talks.txt").read_text())
    assert main(["read", str(page), "--json"]) == 0
    row = json.loads(capfd.readouterr().out)
    row = {key: row[key] for key in ("text", "source", "published", "statements", "events")}
    row["events"] = [one for one in row["events"] if not one["candidate"]]
    file = tmp_path / "gold.jsonl"
    file.write_text(json.dumps(row) + "\n")
    assert main(["evaluate", str(file), "--json"]) == 0
    rows = [json.loads(line) for line in capfd.readouterr().out.splitlines()]
    assert {one["f"] for one in rows} == {1.0}


def test_kinds_that_were_not_annotated_are_not_scored(gold):
    counts, _ = scored(gold(actors=[{"id": "PER"}, {"id": "BRA"}]))
    assert counts == {"actors": (1, 3, 1)}


def test_an_empty_list_says_that_nothing_is_there(gold):
    counts, _ = scored(gold(non_responses=[]))
    assert counts == {"non_responses": (0, 1, 0)}


def test_statements_pair_by_half_of_their_content_and_their_source(gold):
    counts, _ = scored(gold(statements=[SAID]))
    assert counts == {"statements": (1, 1, 0)}
    other = {**SAID, "source": "Ecuador"}
    assert scored(gold(statements=[other]))[0] == {"statements": (0, 2, 1)}
    short = {**SAID, "content": "it had"}
    assert scored(gold(statements=[short]))[0] == {"statements": (0, 2, 1)}


def test_a_wrong_trait_is_told_with_both_values(gold):
    _, found = scored(gold(statements=[{**SAID, "speakers": ["CHL"]}]))
    (wrong,) = [one for one in found.misses if one.what == "wrong"]
    assert wrong.said == "speakers BOL, gold CHL"
    assert (found.traits["statements act"].hit, found.traits["statements speakers"].hit) == (1, 0)


def test_null_is_a_value_and_a_key_left_out_is_none(gold):
    place = {"cue": "did not respond"}
    assert scored(gold(non_responses=[place]))[1].traits == {}
    _, found = scored(gold(non_responses=[{**place, "actor": None}]))
    assert found.traits["non_responses actor"].false == 1


def test_optional_items_are_neutral(gold):
    optional = {**SAID, "optional": True}
    elsewhere = {"content": "Ecuador", "optional": True}
    counts, _ = scored(gold(statements=[optional, elsewhere]))
    assert counts == {"statements": (0, 1, 0)}


def test_lists_are_alternatives_for_one_value_and_sets_for_actors():
    assert agrees(["say", "deny"], "deny")
    assert not agrees(["say"], "deny")
    assert agrees(["CHL", "PER"], ("PER", "CHL"))
    assert not agrees(["PER"], ("PER", "CHL"))


def test_roles_are_counted_in_characters(gold):
    page = gold(segments=[{"role": "headline", "at": "Peru and Chile sign water pact"},
                          {"role": "advert", "at": "LIMA"}])  # fmt: skip
    counts, found = scored(page)
    assert counts["segments"] == (25, 4, 4)
    assert counts["segments advert"] == (0, 0, 4)
    assert found.misses[0].said == "4 characters body, gold advert"


def test_attitudes_count_only_where_the_gold_has_them(gold):
    report = full_report()
    wish = msgspec.structs.replace(report.statements[1], act="attitude")
    report = msgspec.structs.replace(report, statements=(report.statements[0], wish))
    assert scored(gold(statements=[SAID]), report)[0] == {"statements": (1, 0, 0)}
    wanted = {"content": "of silence", "act": "attitude"}
    assert scored(gold(statements=[wanted]), report)[0] == {"statements": (1, 1, 0)}


def test_events_kept_for_review_are_not_counted():
    (events,) = [kind for kind in KINDS if kind.name == "events"]
    report = full_report()
    shy = msgspec.structs.replace(report.events[0], candidate=True)
    report = msgspec.structs.replace(report, events=(shy, report.events[1]))
    assert len(found_items(events, report)) == 1


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[]", "one JSON object a line"),
        ('{"text": "A b."}', "nothing to score"),
        ('{"text": "A b.", "evnts": []}', "unknown key 'evnts'"),
        ('{"text": "A b.", "events": {}}', "Expected `array`"),
        ('{"text": " ", "events": []}', "empty 'text'"),
        ('{"page": "none.html", "events": []}', "none.html no such file"),
    ],
)
def test_a_line_that_is_no_gold_is_named(tmp_path, line, message):
    file = tmp_path / "gold.jsonl"
    file.write_text(line + "\n")
    with pytest.raises(TableError, match=message) as raised:
        list(read_gold(file))
    assert f"{file}:1" in str(raised.value)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"act": "say"}, "has no place"),
        ({"cue": "Peru"}, "stands 4 times"),
        ({"cue": "said nothing"}, "stands 0 times"),
        ({"cue": {"start": 3, "end": 3}}, "empty or negative"),
        ({"cue": {"start": 3, "end": 9999}}, "after the text"),
        ({"cue": "denied", "act": "denies"}, "known are say, deny"),
        ({"cue": "denied", "speaker": "BOL"}, "unknown key 'speaker'"),
    ],
)
def test_an_item_that_cannot_be_meant_is_named(gold, item, message):
    with pytest.raises(TableError, match=message):
        score(gold(statements=[item]), full_report())


def test_offsets_into_another_text_are_refused(gold):
    page = gold(actors=[{"id": "PER"}])
    with pytest.raises(TableError, match="another than the gold's"):
        score(page, full_report(TEXT + " "))


def test_the_example_is_scored_and_its_differences_are_listed(capfd):
    assert main(["evaluate", str(EXAMPLE)]) == 0
    out = capfd.readouterr().out
    assert "precision" in out
    assert main(["evaluate", str(EXAMPLE), "--most", "0"]) == 0
    table, _, differences = out.partition(f"\n\n{EXAMPLE}")
    count = len(differences.splitlines())
    assert capfd.readouterr().out == f"{table}\n{count} more differences; --most shows them\n"


def test_ten_pages_give_an_interval_and_fewer_none(tmp_path, capfd):
    file = tmp_path / "gold.jsonl"
    line = json.dumps({"text": TEXT, "actors": [{"id": "PER"}, {"id": "BRA"}]}) + "\n"
    file.write_text(line * 10)
    assert main(["evaluate", str(file), "--json"]) == 0
    low, high = json.loads(capfd.readouterr().out.splitlines()[0])["f_95"]
    assert low == high > 0
    file.write_text(line * 9)
    assert main(["evaluate", str(file)]) == 0
    assert "[" not in capfd.readouterr().out.splitlines()[1]


def test_a_page_that_cannot_be_read_is_one_line_and_the_others_count(tmp_path, capfd):
    file = tmp_path / "gold.jsonl"
    file.write_text(
        json.dumps({"html": "<html></html>", "actors": []})
        + "\n" + json.dumps({"text": TEXT, "actors": []}) + "\n"
    )  # fmt: skip
    assert main(["evaluate", str(file)]) == 1
    out, err = capfd.readouterr()
    assert "actors" in out
    assert len(err.splitlines()) == 1
