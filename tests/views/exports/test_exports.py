import csv
import json

import msgspec
import pytest

from dragoman.errors import DragomanError
from dragoman.record import Run, Writer, open_store
from dragoman.schema import from_json
from dragoman.views import cli
from dragoman.views.exports import FORMATS, KINDS, export
from tests.record.reports import full_report, plain_report

REPORT = full_report(f"📖 Peru\n\n{full_report().text}")
"""Its offsets differ from those of UTF-16 and of bytes."""


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def quoted(spans):
    pairs = [tuple(map(int, span.split("-"))) for span in spans.split("; ")]
    return " … ".join(REPORT.text[start:end] for start, end in pairs)


def test_jsonl_comes_back_as_the_same_reports(tmp_path):
    out = tmp_path / "out.jsonl"
    assert export([REPORT, plain_report()], out, "jsonl") == 2
    lines = out.read_text(encoding="utf-8").splitlines()
    assert [from_json(line) for line in lines] == [REPORT, plain_report()]


@pytest.mark.parametrize("kind", KINDS)
def test_every_row_of_csv_quotes_its_report(tmp_path, kind):
    out = tmp_path / "out.csv"
    count = export([REPORT], out, "csv", kind=kind)
    rows = rows_of(out)
    assert count == len(rows) > 0
    for row in rows:
        assert row["report"] == REPORT.id
        if "spans" in row:
            assert quoted(row["spans"]) == row["quote"].removeprefix("'")


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless(tmp_path):
    bad = plain_report(headline="=HYPERLINK(1)", publisher="+1", authors=("@ann", "-b"))
    export([bad], tmp_path / "out.csv", "csv", kind="reports")
    [row] = rows_of(tmp_path / "out.csv")
    assert (row["headline"], row["publisher"]) == ("'=HYPERLINK(1)", "'+1")
    assert row["authors"].startswith("'@")


@pytest.mark.parametrize("kind", KINDS)
def test_parquet_holds_what_csv_holds(tmp_path, kind):
    parquet = pytest.importorskip("pyarrow.parquet")
    export([REPORT], tmp_path / "out.csv", "csv", kind=kind)
    export([REPORT], tmp_path / "out.parquet", "parquet", kind=kind)
    table = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    plain = [{k: "" if v is None else str(v) for k, v in row.items()} for row in table]
    assert plain == rows_of(tmp_path / "out.csv")


def test_parquet_keeps_unknown_apart_from_false(tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet")
    export([REPORT], tmp_path / "out.parquet", "parquet", kind="agreements")
    [row] = parquet.read_table(tmp_path / "out.parquet").to_pylist()
    assert (row["defense"], row["past"]) == (None, False)


def test_annotations_select_the_words_they_quote(tmp_path):
    count = export([REPORT], tmp_path / "out.jsonl", "annotations")
    page = json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld"
    assert page["type"] == "AnnotationPage"
    assert len(page["items"]) == count
    assert len({item["id"] for item in page["items"]}) == count
    for item in page["items"]:
        assert item["type"] == "Annotation"
        for target in item["target"]:
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert REPORT.text[start:end] == quote["exact"]
            assert REPORT.text[:start].endswith(quote["prefix"])
            assert REPORT.text[end:].startswith(quote["suffix"])


def test_plover_records_name_actors_type_and_words(tmp_path):
    assert export([REPORT], tmp_path / "out.jsonl", "plover") == 2
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    joint, accusation = map(json.loads, lines)
    assert [one["code"] for one in joint["source"]] == ["PER", "CHL"]
    assert joint["target"] == []
    assert (joint["event"], joint["date"], joint["dateIsOfReport"]) == (
        "SUPPORT", "2025-03-03", False,
    )  # fmt: skip
    assert accusation["target"] == [{"actorText": "Bolivia", "code": "BOL", "id": "BOL"}]
    assert accusation["dateIsOfReport"]
    [[start, end]] = accusation["spans"]
    assert REPORT.text[start:end] == accusation["text"]


def test_gdelt_rows_have_61_columns_that_fit_their_code(tmp_path):
    from dragoman.knowledge.cameo import cameo
    from dragoman.views.exports.gdelt import quad_of

    planned = msgspec.structs.replace(REPORT.events[0], id="event:9", factuality="planned")
    accused = msgspec.structs.replace(REPORT.events[1], cameo="112")
    report = full_report(REPORT.text, events=(REPORT.events[0], accused, planned))
    assert export([report], tmp_path / "out.tsv", "gdelt") == 3
    lines = (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert {len(row) for row in rows} == {61}
    assert [(row[7], row[17], row[26]) for row in rows] == [
        ("PER", "CHL", "057"), ("CHL", "PER", "057"), ("PER", "BOL", "112"),
    ]  # fmt: skip
    for row in rows:
        assert row[1] == "20250303"
        assert (row[28], int(row[29])) == (row[26][:2], quad_of(row[28]))
        assert float(row[30]) == cameo(row[26]).goldstein
    assert len({row[0] for row in rows}) == 3


def test_alliance_rows_leave_open_what_a_report_does_not_say(tmp_path):
    assert export([REPORT], tmp_path / "out.csv", "atop") == 1
    [row] = rows_of(tmp_path / "out.csv")
    assert (row["begyr"], row["begmo"], row["begday"], row["endyr"]) == ("2025", "3", "3", "")
    assert (row["mem1"], row["mem2"], row["mem3"], row["nummem"]) == ("135", "155", "", "2")
    assert (row["bilat"], row["defense"], row["conditio"]) == ("1", "", "")
    assert quoted(row["spans"]) == row["quote"]


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_record_is_an_empty_file(tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow")
    assert export([], tmp_path / "out", form) == 0
    assert (tmp_path / "out").exists()


def test_a_file_is_complete_or_not_there(tmp_path):
    def failing():
        yield REPORT
        raise RuntimeError("power cut")

    with pytest.raises(RuntimeError):
        export(failing(), tmp_path / "out.csv", "csv")
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(DragomanError, match="make it first"):
        export([], tmp_path / "nowhere" / "out.csv", "csv")
    with pytest.raises(DragomanError, match="no format 'xls'"):
        export([], tmp_path / "out.xls", "xls")


def test_the_command_knows_every_format_and_every_kind():
    assert sorted(cli.EXPORTS) == sorted(FORMATS)
    assert sorted(cli.RECORDS) == sorted(KINDS)


def test_a_query_chooses_what_is_exported(tmp_path, capfd):
    db = str(tmp_path / "record.db")
    with open_store(db) as store:
        Writer(store, Run("1.0")).write([full_report(), plain_report("Other\n\nWords of it.")])
    out = str(tmp_path / "out.jsonl")
    assert cli.main(["export", "jsonl", "rivers", "--out", out, "--db", db]) == 0
    assert capfd.readouterr().out == f"1 records written to {out}\n"
    assert cli.main(["export", "jsonl", "--out", out, "--db", db]) == 0
    assert capfd.readouterr().out.startswith("2 records")
