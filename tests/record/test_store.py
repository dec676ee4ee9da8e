import os
import sqlite3

import pytest
import sqlalchemy as sa

from dragoman.errors import RecordError
from dragoman.record import Run, View, Writer, open_store
from dragoman.record.tables import metadata
from dragoman.record.versions import HEAD, VERSION_TABLE, config_for
from tests.record.reports import full_report

RUN = Run("1.0")


def test_the_migrations_make_the_tables_that_are_written_to(database):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    with open_store(database) as store, store.connected() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": VERSION_TABLE,
                "compare_type": True,
                "include_name": lambda name, kind, _: (
                    kind != "table" or not name.startswith("report_text")
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


def test_the_newest_migration_is_the_version_we_ask_for(database):
    from alembic.script import ScriptDirectory

    with open_store(database) as store, store.connected() as connection:
        assert ScriptDirectory.from_config(config_for(connection)).get_current_head() == HEAD


def test_a_database_can_be_taken_down_and_made_again(lasting):
    from alembic import command

    with open_store(lasting) as store:
        with store.transaction() as connection:
            command.downgrade(config_for(connection), "base")
        with store.connected() as connection:
            assert sa.inspect(connection).get_table_names() == [VERSION_TABLE]
        with store.transaction() as connection:
            command.upgrade(config_for(connection), "head")
        Writer(store, RUN).write([full_report()])


def test_opening_again_changes_nothing(lasting):
    with open_store(lasting) as store:
        Writer(store, RUN).write([full_report()])
        before = View(store).counts()
    with open_store(lasting) as store:
        assert View(store).counts() == before


def test_a_missing_database_is_not_made_by_reading(tmp_path):
    with pytest.raises(RecordError, match=r"no database at .*ingest"):
        open_store(str(tmp_path / "none.db"), create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_left_alone(tmp_path):
    file = tmp_path / "letter.db"
    file.write_text("Dear reader, this is no database at all. " * 50)
    before = file.read_bytes()
    with pytest.raises(RecordError, match="no SQLite database"):
        open_store(str(file))
    assert file.read_bytes() == before


def test_a_database_of_others_is_left_alone(tmp_path):
    file = tmp_path / "others.db"
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    before = file.read_bytes()
    with pytest.raises(RecordError, match=r"tables of others \(recipes\)"):
        open_store(str(file))
    assert file.read_bytes() == before


def test_a_read_only_database_says_so(tmp_path):
    with open_store(str(tmp_path / "record.db")) as store:
        Writer(store, RUN).write([full_report()])
        store.engine.dispose()
        sa.event.listen(
            store.engine,
            "connect",
            lambda connection, _: connection.execute("PRAGMA query_only = 1"),
        )
        with pytest.raises(RecordError, match="read-only; change its rights"):
            Writer(store, RUN).write([full_report("Other\n\n" + full_report().text)])
        assert len(list(View(store).reports())) == 1


def test_a_newer_database_is_refused(lasting):
    with open_store(lasting) as store, store.transaction() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(RecordError, match="9999, newer than this"):
        open_store(lasting)


def test_a_damaged_database_is_named_as_such(tmp_path):
    file = tmp_path / "record.db"
    with open_store(str(file)) as store:
        Writer(store, RUN).write([full_report()])
    damaged = bytearray(file.read_bytes())
    damaged[100:60_000] = os.urandom(59_900)
    file.write_bytes(damaged)
    with pytest.raises(RecordError, match=r"damaged|no SQLite database"), open_store(str(file)):
        pass


def test_a_locked_database_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr("dragoman.record.store.BUSY_SECONDS", 0.05)
    file = tmp_path / "record.db"
    with open_store(str(file)) as store:
        other = sqlite3.connect(file, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(RecordError, match="another process is writing"):
            Writer(store, RUN).write([full_report()])
        other.execute("ROLLBACK")
        other.close()
        assert Writer(store, RUN).write([full_report()]).new == 1


def test_a_full_disk_keeps_whole_batches_only(tmp_path):
    with open_store(str(tmp_path / "record.db")) as store:
        Writer(store, RUN).write([full_report()])
        before = View(store).counts()

        def small_disk(connection, *_):
            connection.execute("PRAGMA max_page_count = 70")

        store.engine.dispose()
        sa.event.listen(store.engine, "connect", small_disk)
        many = [full_report(f"Copy {n}\n\n" + full_report().text) for n in range(200)]
        with pytest.raises(RecordError, match="disk is full"):
            Writer(store, RUN).write(many)
        assert View(store).counts() == before


def test_a_folder_or_a_path_without_folder_is_refused(tmp_path):
    with pytest.raises(RecordError, match="is a folder"):
        open_store(str(tmp_path))
    with pytest.raises(RecordError, match="make it first"):
        open_store(str(tmp_path / "nowhere" / "record.db"))


def test_a_server_that_does_not_answer_is_named_without_the_password():
    pytest.importorskip("psycopg")
    with pytest.raises(RecordError, match="does not answer") as caught:
        open_store("postgresql://reader:secret@127.0.0.1:9/none")
    assert "secret" not in str(caught.value)


def test_an_unknown_kind_of_address_is_refused():
    with pytest.raises(RecordError, match="no known kind"):
        open_store("mysql://localhost/record")
