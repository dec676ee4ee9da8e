"""An ingest that is killed loses nothing and doubles nothing once it is run again."""

import json
import os
import random
import signal
import subprocess
import sys
import time

import pytest
import sqlalchemy as sa

from dragoman import Reading, View, ingest, open_store
from dragoman.errors import RecordError
from dragoman.record import tables

ARTICLES = 80
COMMAND = "import sys; from dragoman.views.cli import main; sys.exit(main())"


@pytest.fixture(scope="module")
def articles(tmp_path_factory):
    """A file of articles that differ, one of them twice; in a language without analysis."""
    file = tmp_path_factory.mktemp("articles") / "articles.jsonl"
    texts = [
        f"Noorwegen en IJsland tekenen verdrag nummer {n}\n\n"
        f"Noorwegen en IJsland hebben maandag verdrag nummer {n} over de visserij getekend.\n\n"
        + f"De twee landen hadden er {n + 2} jaar over gepraat voor ze het eens werden. "
        * 9
        for n in range(ARTICLES)
    ]
    file.write_text("".join(json.dumps({"text": text}) + "\n" for text in [*texts, texts[0]]))
    return file


def stored(address):
    """How often each id is there, and how many rows each table has but for runs."""
    with open_store(address) as store:
        with store.connected() as connection:
            query = sa.select(tables.report.c.id, sa.func.count()).group_by(tables.report.c.id)
            ids = dict(connection.execute(query).all())
            texts = connection.execute(sa.text("SELECT count(*) FROM report_text")).scalar_one()
        counts = View(store).counts()
    return ids, {**counts, "report_text": texts}


def count(address):
    """The number of reports at this moment; 0 while there is no database."""
    try:
        with open_store(address, create=False) as store:
            return View(store).counts()["report"]
    except RecordError:
        return 0


def start(articles, address):
    return subprocess.Popen(
        [sys.executable, "-c", COMMAND, "ingest", str(articles), "--db", address],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def kill_after_first_commit(articles, address, chance):
    """Start an ingest and kill it at some moment after it has stored something new."""
    before = count(address)
    process = start(articles, address)
    while process.poll() is None and count(address) == before:
        time.sleep(0.01)
    time.sleep(chance.random() * 0.08)
    process.send_signal(signal.SIGKILL)
    process.wait()


@pytest.mark.parametrize("kills", [int(os.environ.get("DRAGOMAN_TEST_KILLS", "1"))])
def test_kill_9_and_a_rerun_lose_and_double_nothing(articles, lasting, kills):
    chance = random.Random(8)
    partial = []
    for _ in range(kills):
        kill_after_first_commit(articles, lasting, chance)
        partial.append(count(lasting))
    assert start(articles, lasting).wait() == 0
    ids, counts = stored(lasting)
    with open_store(":memory:") as store:
        ingest([articles], store)
        whole = View(store).counts()
    assert partial[0] > 0
    assert len(ids) == ARTICLES
    assert set(ids.values()) == {1}
    assert counts == {**whole, "report_text": ARTICLES}


def test_a_server_that_dies_loses_no_batch_it_has_confirmed(articles, server):
    address = server.emptied()
    process = start(articles, address)
    while process.poll() is None and count(address) == 0:
        time.sleep(0.01)
    server.kill()
    assert process.wait() == 1
    server.start()
    kept = count(address)
    assert kept > 0
    assert start(articles, address).wait() == 0
    ids, _ = stored(address)
    assert len(ids) == ARTICLES
    assert set(ids.values()) == {1}


def test_a_reader_during_an_ingest_sees_whole_reports_only(articles, lasting):
    open_store(lasting).close()
    process = start(articles, lasting)
    looks = 0
    with open_store(lasting, create=False) as store:
        key = "rowid" if store.is_sqlite else "report"
        query = sa.text(
            f"SELECT count(*) FROM report WHERE key NOT IN (SELECT {key} FROM report_text)"
        )
        while process.poll() is None:
            with store.connected() as connection:
                assert connection.execute(query).scalar_one() == 0
            looks += 1
    assert process.wait() == 0
    assert looks > 5


def test_ingesting_twice_leaves_the_same_rows(articles, lasting):
    with open_store(lasting) as store:
        first = ingest([articles], store, Reading())
        before = View(store).counts()
        second = ingest([articles], store, Reading())
        assert (first.new, first.known) == (ARTICLES, 1)
        assert (second.new, second.known) == (0, ARTICLES + 1)
        assert View(store).counts() == before
