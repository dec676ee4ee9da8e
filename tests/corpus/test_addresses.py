import pytest

from dragoman.corpus.addresses import Guard
from dragoman.corpus.fetching import Fetcher
from dragoman.errors import FetchFailed, FetchRefused

INWARD = [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0", "224.0.0.1", "255.255.255.255", "240.0.0.1", "::1", "::", "fe80::1", "fd00::1",
    "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "2002:7f00:1::", "fe80::1%eth0",
]  # fmt: skip


@pytest.mark.parametrize("address", INWARD)
def test_names_that_lead_behind_our_own_door_are_refused(address):
    guard = Guard(resolve=lambda _host, _port: [address])
    with pytest.raises(FetchRefused, match="no address of the open web"):
        guard.place_of("http://news.example/")


def test_one_inward_address_among_open_ones_is_enough_to_refuse():
    guard = Guard(resolve=lambda _host, _port: ["93.184.216.34", "192.168.0.9"])
    with pytest.raises(FetchRefused, match=r"192\.168\.0\.9"):
        guard.place_of("https://news.example/")


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/"])
def test_other_ways_to_write_the_loopback_are_seen_through(url):
    with pytest.raises((FetchRefused, FetchFailed)):
        Guard().place_of(url)


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("file:///etc/passwd", "kind 'file'"),
        ("gopher://a.example/", "kind 'gopher'"),
        ("http://user:secret@a.example/", "user name"),
        ("http://a.example:22/", "port 22"),
        ("http://a.example:99999/", "is no address"),
        ("http:///x", "names no host"),
        ("http://[::1", "is no address"),
    ],
)
def test_addresses_that_are_none_of_the_webs_are_refused(url, reason):
    with pytest.raises(FetchRefused, match=reason):
        Guard(resolve=lambda _host, _port: ["93.184.216.34"]).place_of(url)


def test_a_host_without_an_address_may_have_one_later():
    def unknown(_host, _port):
        raise OSError("no such name")

    with pytest.raises(FetchFailed, match="no such name"):
        Guard(resolve=unknown).place_of("http://news.example/")


def test_the_connection_goes_to_the_address_that_was_checked(room):
    """A name that answers otherwise the second time is asked once a hop, and not trusted twice."""
    room.pages["/a"] = lambda asked: asked.give(b"", status=302, Location="/b")
    room.pages["/b"] = b"here"
    answers = iter([["127.0.0.1"], ["127.0.0.1"], ["10.0.0.1"]])
    guard = Guard(["127.0.0.0/8"], resolve=lambda _host, _port: next(answers))
    url = f"http://rebinding.example:{room.http.server_port}/a"
    fetcher = Fetcher(guard)
    assert fetcher.get(url).content == b"here"
    assert room.asked[0][2]["Host"] == f"rebinding.example:{room.http.server_port}"
    with pytest.raises(FetchRefused):
        fetcher.get(url)
    assert len(room.asked) == 2
