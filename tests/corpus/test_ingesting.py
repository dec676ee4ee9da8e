import json
import os
import signal

import pytest

from dragoman import View, corpus, open_store, pipeline
from dragoman.errors import EmptyPage
from dragoman.reports.loading import Unread

DUTCH = "Noorwegen en IJsland hebben maandag verdrag nummer {n} over de visserij getekend."


@pytest.fixture
def articles(tmp_path):
    """A file of articles without analysis, one of them twice, and one that cannot be read."""
    file = tmp_path / "articles.jsonl"
    texts = [DUTCH.format(n=n) for n in range(70)]
    lines = [{"text": text} for text in [*texts, texts[0], " "]]
    file.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return file


def rows(store):
    return [(one.id, one.text) for one in View(store).reports()], View(store).counts()


def test_a_crew_stores_what_one_process_stores(articles):
    told = {1: [], 2: []}
    found = {}
    for workers, hear in told.items():
        with open_store(":memory:") as store:
            total = corpus.ingest([articles], store, workers=workers, tell=hear.append)
            assert (total.new, total.known, total.failed) == (70, 1, 1)
            found[workers] = rows(store)
            again = corpus.ingest([articles], store, workers=workers)
            assert (again.new, again.known, again.failed) == (0, 71, 1)
    assert found[1] == found[2]
    errors = [[one.error for one in hear if isinstance(one, Unread)] for hear in told.values()]
    assert [[(type(e), str(e)) for e in some] for some in errors] == [
        [(EmptyPage, "has an empty 'text' or 'html'; leave the line out")]
    ] * 2


def fatal(page, how):
    """A reader that two pages end; this one stands in for it in every process of the crew."""
    if "nummer 1 " in page.text or "nummer 2 " in page.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return pipeline.report_or_reason(page, how)


def read_fatally(pages, how):
    from dragoman.schema import to_json

    return [to_json(fatal(page, how)) for page in pages]


def test_a_page_that_ends_its_process_is_entered_as_a_failure(tmp_path, monkeypatch):
    articles = tmp_path / "three.jsonl"
    lines = [{"text": DUTCH.format(n=n)} for n in range(3)]
    articles.write_text("".join(json.dumps(line) + "\n" for line in lines))
    monkeypatch.setattr("dragoman.corpus.ingesting.read_pages", read_fatally)
    told = []
    with open_store(":memory:") as store:
        total = corpus.ingest([articles], store, workers=2, tell=told.append)
    assert (total.new, total.failed) == (1, 2)
    ended = [
        one for one in told if isinstance(one, Unread) and "ended the process" in str(one.error)
    ]
    assert [one.location.rpartition(":")[2] for one in ended] == ["2", "3"]
