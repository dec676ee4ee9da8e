import gzip
import socket
import time

import pytest

from dragoman.corpus.addresses import Guard
from dragoman.corpus.fetching import Fetcher, Limits
from dragoman.errors import DamagedPage, FetchFailed, FetchRefused, PageTooLarge


@pytest.fixture
def fetcher():
    limits = Limits(size=10_000, total=0.5, connect=0.3)
    return Fetcher(Guard(["127.0.0.0/8"]), limits, agent="tester")


def test_a_page_comes_unpacked_with_what_to_ask_for_the_next_time(room, fetcher):
    def page(asked):
        asked.give(
            gzip.compress(b"<p>Peru"), Content_Encoding="gzip", ETag='"1"', Last_Modified="Monday"
        )

    room.pages["/a?q=%C3%A9"] = page
    found = fetcher.get(room.url("/a?q=é"))
    assert (found.content, found.etag, found.modified) == (b"<p>Peru", '"1"', "Monday")
    assert room.asked[0][2]["User-Agent"] == "tester"


def test_an_unchanged_page_is_not_sent_again(room, fetcher):
    room.pages["/a"] = b"Peru"
    first = fetcher.get(room.url("/a"))
    assert fetcher.get(room.url("/a"), etag=first.etag).unchanged


def test_redirects_are_followed_to_where_the_page_is(room, fetcher):
    room.pages["/a"] = lambda asked: asked.give(b"", status=301, Location="b/../c")
    room.pages["/c"] = b"Peru"
    assert fetcher.get(room.url("/a")).url == room.url("/c")


def test_every_hop_is_permitted_first(room, fetcher):
    room.pages["/a"] = lambda asked: asked.give(b"", status=302, Location="/b")
    hops = []
    room.pages["/b"] = b"Peru"
    fetcher.get(room.url("/a"), permit=hops.append)
    assert hops == [room.url("/a"), room.url("/b")]


def test_slow_headers_end_at_the_deadline(room, fetcher):
    def drip(asked):
        asked.close_connection = True
        while not room.closing.wait(0.05):
            asked.wfile.write(b"H")

    room.pages["/a"] = drip
    before = time.monotonic()
    with pytest.raises(FetchFailed, match=r"within 0\.5 seconds"):
        fetcher.get(room.url("/a"))
    assert time.monotonic() - before < 2


@pytest.mark.parametrize(
    ("status", "error"), [(404, FetchRefused), (403, FetchRefused), (429, FetchFailed),
                      (500, FetchFailed), (503, FetchFailed)],
)  # fmt: skip
def test_what_may_work_later_is_told_from_what_is_refused(room, fetcher, status, error):
    room.pages["/a"] = lambda asked: asked.give(b"", status=status, Retry_After="7")
    with pytest.raises(error, match=str(status)) as caught:
        fetcher.get(room.url("/a"))
    assert getattr(caught.value, "after", None) == (7.0 if error is FetchFailed else None)


def test_a_declared_size_above_the_limit_is_not_read(room, fetcher):
    room.pages["/a"] = b"x" * 10_001
    with pytest.raises(PageTooLarge):
        fetcher.get(room.url("/a"))


@pytest.mark.parametrize(
    ("body", "packing", "error"),
    [
        (gzip.compress(b"Peru" * 50)[:-9], "gzip", DamagedPage),
        (b"no gzip at all", "gzip", DamagedPage),
        (b"x", "br", FetchFailed),
    ],
)
def test_packing_that_cannot_be_undone_is_refused(room, fetcher, body, packing, error):
    room.pages["/a"] = lambda asked: asked.give(body, Content_Encoding=packing)
    with pytest.raises(error):
        fetcher.get(room.url("/a"))


def test_what_speaks_no_http_is_a_failure(room, fetcher):
    def nonsense(asked):
        asked.wfile.write(b"SSH-2.0-OpenSSH\r\n")
        asked.close_connection = True

    room.pages["/a"] = nonsense
    with pytest.raises(FetchFailed, match="broke off"):
        fetcher.get(room.url("/a"))


def test_a_server_that_is_not_there_is_a_failure(fetcher):
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with pytest.raises(FetchFailed, match="does not answer"):
        fetcher.get(f"http://127.0.0.1:{port}/a")
