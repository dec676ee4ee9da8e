import msgspec
from evaluation.changes import compare, lines_of, main, page_change, read_release

from dragoman.record import Run, Writer, open_store
from dragoman.schema import to_json
from tests.record.reports import TEXT, full_report, plain_report


def without_events():
    return full_report(events=())


def test_the_same_reading_twice_has_no_changed_page():
    found = compare({"a": full_report()}, {"a": full_report()})
    assert (len(found.pages), found.changed, found.kinds) == (1, (), {})


def test_a_lost_finding_is_shown_with_its_words():
    found = page_change(full_report(), without_events())
    assert found.kinds == {"event": (0, 2)}
    assert any('"signed"' in line for line in found.lost)
    assert found.gained == ()


def test_findings_that_moved_with_their_words_are_neither_gained_nor_lost():
    before = full_report()
    longer = full_report("Ninety nine rivers\n\n" + TEXT)
    after = msgspec.structs.replace(longer, id=before.id)
    found = page_change(before, after)
    assert found.moved
    assert not [line for line in found.lost if line.startswith("event")]


def test_pages_of_one_release_only_are_counted():
    found = compare({"a": plain_report()}, {"b": plain_report()})
    assert (found.only_before, found.only_after) == (("a",), ("b",))
    assert next(lines_of(found, most=1)).endswith("1 only before, 1 only after")


def test_a_database_and_a_file_of_json_lines_are_the_same_release(tmp_path):
    file, db = tmp_path / "a.jsonl", tmp_path / "a.db"
    file.write_bytes(to_json(full_report()) + b"\n")
    with open_store(str(db)) as store:
        Writer(store, Run("1.0")).write([full_report()])
    assert read_release(str(file)) == read_release(str(db))


def test_the_command_prints_totals_and_pages(tmp_path, capsys):
    before, after = tmp_path / "a.jsonl", tmp_path / "b.jsonl"
    before.write_bytes(to_json(full_report()) + b"\n")
    after.write_bytes(to_json(without_events()) + b"\n")
    assert main([str(before), str(after)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("1 pages in both, 1 changed; 0 only before, 0 only after")
    assert "event             0 gained      2 lost" in out
    assert "water.txt" in out


def test_a_file_that_is_no_release_is_one_line(tmp_path, capsys):
    file = tmp_path / "a.jsonl"
    file.write_text("no json\n")
    assert main([str(file), str(file)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1
