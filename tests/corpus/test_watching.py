import itertools
import os
import signal
import subprocess
import sys
import threading
import time

import pytest
import sqlalchemy as sa

from dragoman.corpus.addresses import Guard
from dragoman.corpus.fetching import Fetcher, Limits
from dragoman.corpus.watching import Manner, Watcher
from dragoman.record import View, open_store, tables
from dragoman.record.judgements import Judgements
from dragoman.record.watched import Watched
from tests.corpus.newsroom import item, rss, story

AT_ONCE = Manner(pause=0.0, tries=2)
LIMITS = Limits(size=200_000, total=0.6, connect=0.5)


class Watch:
    """A watcher over a store in memory, and what it told."""

    def __init__(self, address=":memory:", manner=AT_ONCE, allowed=("127.0.0.0/8",)):
        self.store = open_store(address)
        self.told = []
        fetcher = Fetcher(Guard(allowed), LIMITS)
        self.watcher = Watcher(self.store, fetcher, manner, tell=self.told.append)
        self.watched = Watched(self.store)

    def round(self, *urls):
        """Poll every feed once and do all that is due; returns what was told of pages."""
        self.watched.add(urls, due=0.0)
        with self.store.transaction() as connection:
            for table in (tables.watch_feed, tables.watch_item):
                wanted = sa.update(table).where(table.c.due.is_not(None))
                connection.execute(wanted.values(due=0.0))
        start = len(self.told)
        self.watcher.run(threading.Event(), once=True)
        return {one.url: (one.what, one.said) for one in self.told[start:]}

    def reports(self):
        return list(View(self.store).reports())


@pytest.fixture
def watching():
    """Make a watcher; its store is closed after the test."""
    made = []

    def make(**options):
        made.append(Watch(**options))
        return made[-1]

    yield make
    for one in made:
        one.store.close()


@pytest.fixture
def watch(watching):
    return watching()


def test_every_item_is_kept_once_however_often_it_is_named(room, watch):
    room.pages |= {"/a": story("Peru signs"), "/b": story("Chile signs")}
    room.pages["/feed"] = rss(
        item("/a", guid="1"), item("/a", guid="1"), item("/a?utm_source=x#top", guid="2"),
        item("/b", guid="3"),
    )  # fmt: skip
    room.pages["/other"] = rss(item("/a", guid="99"))
    watch.round(room.url("/feed"), room.url("/other"))
    watch.round()
    assert len(watch.reports()) == 2
    assert sorted(room.paths()) == ["/a", "/b", "/feed", "/feed", "/other", "/other"]


def test_a_feed_that_did_not_change_is_not_sent_again(room, watch):
    room.pages["/feed"] = rss(item("/a"))
    room.pages["/a"] = story()
    watch.round(room.url("/feed"))
    told = watch.round()
    assert told == {room.url("/feed"): ("polled", "unchanged")}
    _, _, headers = [one for one in room.asked if one[1] == "/feed"][-1]
    assert headers["If-None-Match"].startswith('"')


def test_an_edited_item_is_a_revision_of_the_report_before_it(room, watch):
    room.pages["/feed"] = rss(item("/a", guid="1", summary="first"))
    room.pages["/a"] = story()
    watch.round(room.url("/feed"))
    room.pages["/feed"] = rss(item("/a", guid="1", summary="corrected"))
    room.pages["/a"] = story(
        more="Bolivia said on Wednesday that it would join the pact after all."
    )
    told = watch.round()
    earlier, later = watch.reports()
    assert told[room.url("/a")] == ("revised", later.id)
    (one,) = Judgements(watch.store).standing("revision")
    assert {one.left, one.right} == {earlier.id, later.id}
    assert not Judgements(watch.store).standing("copy")


def test_an_item_whose_page_did_not_change_is_no_revision(room, watch):
    room.pages["/feed"] = rss(item("/a", guid="1", summary="first"))
    room.pages["/a"] = story() + b"<!-- served at 10:01 -->"
    watch.round(room.url("/feed"))
    room.pages["/feed"] = rss(item("/a", guid="1", summary="second"))
    room.pages["/a"] = story() + b"<!-- served at 10:02 -->"
    assert watch.round()[room.url("/a")][0] == "known"
    assert len(watch.reports()) == 1


def test_an_edited_item_may_move_to_another_address(room, watch):
    room.pages |= {"/a": story(), "/b": story(more="Bolivia said that it would sign on Friday.")}
    room.pages["/feed"] = rss(item("/a", guid="1"))
    watch.round(room.url("/feed"))
    room.pages["/feed"] = rss(item("/b", guid="1"))
    assert watch.round()[room.url("/b")][0] == "revised"


def endless(asked):
    asked.give_for_ever(b"<p>more</p>" * 500)


def trickling(asked):
    asked.give_for_ever(b"<", seconds=0.05)


def inward(asked):
    asked.give(b"", status=302, Location="http://10.0.0.7/secret")


def to_metadata(asked):
    asked.give(b"", status=301, Location="http://169.254.169.254/latest/meta-data/")


def to_a_file(asked):
    asked.give(b"", status=302, Location="file:///etc/passwd")


def in_circles(asked):
    asked.give(b"", status=302, Location=asked.path)


def bomb(asked):
    import gzip

    asked.give(gzip.compress(b"0" * 2_000_000), Content_Encoding="gzip")


def cut(asked):
    asked.send_response(200)
    asked.send_header("Content-Length", "100000")
    asked.end_headers()
    asked.wfile.write(b"<html><p>Peru")
    asked.close_connection = True


def picture(asked):
    asked.give(b"\x89PNG\r\n\x1a\n" + b"\0" * 100)


HOSTILE = {
    "endless": (endless, "larger than"),
    "trickling": (trickling, "did not end within 0.6 seconds"),
    "inward": (inward, "at 10.0.0.7, which is no address of the open web"),
    "metadata": (to_metadata, "at 169.254.169.254, which is no address"),
    "file": (to_a_file, "addresses of kind 'file' are not fetched"),
    "circles": (in_circles, "more than 5 times"),
    "bomb": (bomb, "larger than"),
    "cut": (cut, "body ends after 13 of 100000 bytes"),
    "picture": (picture, "PNG"),
    "missing": (None, "404"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_refused_with_a_reason_and_the_next_one_is_kept(room, watch, name):
    page, reason = HOSTILE[name]
    room.pages["/feed"] = rss(item("/bad"), item("/good"))
    room.pages["/good"] = story()
    if page is not None:
        room.pages["/bad"] = page
    first = watch.round(room.url("/feed"))
    told = {**first, **watch.round()}
    what, said = told[room.url("/bad")]
    assert what == "refused"
    assert reason in said
    assert [one.source.url for one in watch.reports()] == [room.url("/good")]
    with watch.store.connected() as connection:
        (failure,) = connection.execute(sa.select(tables.failure)).all()
    assert failure.location == room.url("/bad")
    assert reason in failure.message


@pytest.mark.parametrize("name", ["endless", "trickling", "inward", "file", "circles", "bomb"])
def test_a_hostile_feed_is_refused_with_a_reason(room, watch, name):
    page, reason = HOSTILE[name]
    room.pages["/feed"] = page
    what, said = watch.round(room.url("/feed"))[room.url("/feed")]
    assert what in ("refused", "failed")
    assert reason in said
    (feed,) = watch.watched.feeds()
    assert reason in feed.said
    assert feed.failures == 1


def test_of_a_feed_that_breaks_off_what_is_whole_is_kept(room, watch):
    room.pages["/a"] = story()
    room.pages["/feed"] = rss(item("/a"), "<item><link>/a&b</link><title>Pe")[:-30]
    watch.round(room.url("/feed"))
    assert len(watch.reports()) == 1
    (feed,) = watch.watched.feeds()
    assert "XML is broken" in feed.said
    assert feed.items == {"kept": 1}


def test_a_page_that_is_no_feed_is_refused(room, watch):
    room.pages["/feed"] = story()
    what, said = watch.round(room.url("/feed"))[room.url("/feed")]
    assert (what, "is no feed" in said) == ("refused", True)


def test_a_feed_on_the_loopback_is_refused_unless_it_is_allowed(room, watching):
    watch = watching(allowed=())
    what, said = watch.round(room.url("/feed"))[room.url("/feed")]
    assert what == "refused"
    assert "--allow-address lets it in" in said
    assert not room.asked


def test_what_robots_txt_forbids_is_not_fetched(room, watch):
    room.pages["/robots.txt"] = b"User-agent: *\nDisallow: /private/*\nAllow: /private/open\n"
    room.pages["/feed"] = rss(item("/private/a"), item("/private/open"))
    room.pages |= {"/private/a": story(), "/private/open": story("Open")}
    told = watch.round(room.url("/feed"))
    assert told[room.url("/private/a")][0] == "refused"
    assert "robots.txt" in told[room.url("/private/a")][1]
    assert room.paths() == ["/feed", "/private/open"]
    assert [path for _, path, _ in room.asked].count("/robots.txt") == 1


def test_a_host_whose_robots_txt_fails_is_left_alone_for_now(room, watch):
    room.pages["/robots.txt"] = lambda asked: asked.give(b"", status=503)
    what, said = watch.round(room.url("/feed"))[room.url("/feed")]
    assert what == "failed"
    assert "robots.txt cannot be asked now: server answers 503" in said
    assert room.paths() == []


def test_a_busy_server_is_left_alone_as_long_as_it_asks(room, watch):
    room.pages["/feed"] = lambda asked: asked.give(b"", status=429, Retry_After="3600")
    watch.round(room.url("/feed"))
    with watch.store.connected() as connection:
        free = connection.execute(sa.select(tables.watch_host.c.free)).scalar_one()
    assert 3500 < free - time.time() < 3700


def test_between_requests_to_a_host_there_is_a_pause(room, watching):
    watch = watching(manner=Manner(pause=0.3))
    room.pages["/feed"] = rss(*(item(f"/{n}") for n in range(3)))
    room.pages |= {f"/{n}": story(f"Story {n}") for n in range(3)}
    watch.round(room.url("/feed"))
    times = [at for at, path, _ in room.asked if path != "/robots.txt"]
    assert len(times) == 4
    assert min(b - a for a, b in itertools.pairwise(times)) > 0.1


def test_failures_make_the_next_poll_later(room, watching):
    watch = watching(manner=Manner(every=100.0, pause=0.0))
    room.pages["/feed"] = lambda asked: asked.give(b"", status=500)
    waits = []
    for _ in range(3):
        watch.round(room.url("/feed"))
        with watch.store.connected() as connection:
            due = connection.execute(sa.select(tables.watch_feed.c.due)).scalar_one()
        waits.append(due - time.time())
    assert [round(wait / 100) for wait in waits] in ([2, 4, 8], [2, 4, 9])


SCRIPT = """
import os, sys, threading
from dragoman.corpus.addresses import Guard
from dragoman.corpus.fetching import Fetcher
from dragoman.corpus.watching import Manner, Watcher
from dragoman.record import open_store
from dragoman.record.watched import Watched
store = open_store(sys.argv[1])
Watched(store).add([sys.argv[2]], due=0.0)
manner = Manner(every=3600, pause=0.0, lease=3.0)
def tell(told):
    print(told.what, told.url, flush=True)
Watcher(store, Fetcher(Guard(["127.0.0.0/8"])), manner, tell=tell).run(threading.Event(), once=True)
"""


def start(address, url):
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, address, url], stdout=subprocess.PIPE, text=True
    )


def dutch(n):
    """A page in a language that is kept without analysis, so that no model has to be loaded."""
    text = f"Noorwegen en IJsland hebben maandag verdrag nummer {n} over de visserij getekend."
    return f"<html><article><h1>Verdrag {n}</h1><p>{text}</p><p>{text}</p></article>".encode()


def test_a_watcher_that_is_killed_loses_and_doubles_nothing(room, lasting):
    count = 6
    room.pages["/feed"] = rss(*(item(f"/{n}") for n in range(count)))
    for n in range(count):
        room.pages[f"/{n}"] = lambda asked, n=n: asked.give(dutch(n) + os.urandom(4).hex().encode())
    for lines in (2, 2):
        process = start(lasting, room.url("/feed"))
        for _ in range(lines):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        time.sleep(3.2)  # until the lease of the dead one has run out
    two = [start(lasting, room.url("/feed")) for _ in range(2)]
    for process in two:
        process.communicate(timeout=60)
        assert process.returncode == 0
    with open_store(lasting) as store:
        urls = [one.source.url for one in View(store).reports()]
        (feed,) = Watched(store).feeds()
    assert sorted(urls) == [room.url(f"/{n}") for n in range(count)]
    assert feed.items == {"kept": count}
