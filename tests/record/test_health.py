import sqlite3

import pytest
import sqlalchemy as sa

from dragoman.errors import RecordError
from dragoman.record import Run, View, Writer, open_store, tables
from dragoman.record.health import back_up, checkup
from tests.record.reports import full_report, plain_report

RUN = Run("1.0")


def bad(store):
    return [check.question for check in checkup(store) if check.bad]


def test_a_record_that_was_only_written_to_is_sound(database):
    with open_store(database) as store:
        Writer(store, RUN).write([full_report(), plain_report("Other\n\nWords of another text.")])
        Writer(store, Run("2.0")).write([full_report()])
        assert bad(store) == []


@pytest.mark.parametrize(
    ("damage", "question"),
    [
        ("DELETE FROM report WHERE key = 1", "rows of statement without their report"),
        ("DELETE FROM sketch", "readings without a sketch"),
        ("DELETE FROM statement WHERE n = 0", "latest reports that cannot be read back"),
        ("UPDATE report SET body = '{}'", "latest reports that cannot be read back"),
        ('UPDATE span SET "end" = 9999 WHERE m = 0', "spans that end after the text"),
    ],
)
def test_what_does_not_belong_together_is_found(tmp_path, damage, question):
    with open_store(str(tmp_path / "record.db")) as store:
        Writer(store, RUN).write([full_report()])
        with store.transaction() as connection:
            connection.execute(sa.text(damage))
        assert question in bad(store)


def test_a_damaged_page_of_the_file_is_found(tmp_path):
    file = tmp_path / "record.db"
    with open_store(str(file)) as store:
        reports = [plain_report(f"Number {n}\n\n" + "Words of a text. " * 200) for n in range(50)]
        Writer(store, RUN).write(reports)
        store.engine.dispose()
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 3000] = bytes(3000)
    file.write_bytes(content)
    try:
        with open_store(str(file), create=False) as store:
            found = bool(bad(store))
    except RecordError:
        found = True
    assert found


def test_a_backup_made_while_somebody_writes_is_whole(tmp_path):
    with open_store(str(tmp_path / "record.db")) as store:
        Writer(store, RUN).write([full_report()])
        other = sqlite3.connect(tmp_path / "record.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        other.execute("DELETE FROM report")
        assert back_up(store, tmp_path / "copy.db") > 0
        other.execute("ROLLBACK")
        other.close()
        with pytest.raises(RecordError, match="is there already"):
            back_up(store, tmp_path / "copy.db")
    with open_store(str(tmp_path / "copy.db"), create=False) as copy:
        assert list(View(copy).reports()) == [full_report()]
        assert bad(copy) == []


def test_postgresql_has_its_own_tool(server):
    with open_store(server.emptied()) as store, pytest.raises(RecordError, match="pg_dump"):
        back_up(store, "copy.db")


def test_every_child_table_is_looked_at(database):
    with open_store(database) as store:
        questions = " ".join(check.question for check in checkup(store))
    assert all(f"rows of {table.name} " in questions for table in tables.CHILDREN)
