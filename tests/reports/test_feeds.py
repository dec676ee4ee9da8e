import pytest

from dragoman.errors import DamagedPage, NotAPage
from dragoman.reports.feeds import plain_url, read_feed

HERE = "https://wire.example/feeds/world.xml"

RSS = b"""<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>World</title>
<item><title>Peru &amp; Chile sign</title><link>/world/1</link><guid isPermaLink="false">w1</guid>
<pubDate>Tue, 18 Jun 2024 19:56:00 -0500</pubDate><description>First.</description></item>
<item><guid>https://wire.example/world/2</guid><dc:date>2024-06-18T21:00:00Z</dc:date></item>
</channel></rss>"""

ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>World</title>
<entry><id>tag:wire.example,2024:1</id><title type="html">Peru signs</title>
<link rel="self" href="/self"/><link href="https://wire.example/1"/>
<published>2024-06-18T19:56:00-05:00</published><updated>2024-06-18T20:10:00-05:00</updated>
<author><name>Ana Rojas</name></author></entry></feed>"""

SITEMAP = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://wire.example/1</loc><news:news><news:publication><news:name>Andes Wire</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2024-06-18</news:publication_date><news:title>Peru signs</news:title>
</news:news></url></urlset>"""

RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/"><channel><title>World</title></channel>
<item><title>Peru signs</title><link>https://wire.example/1</link></item></rdf:RDF>"""


def test_rss_names_pages_by_link_or_by_a_permanent_guid():
    feed = read_feed(RSS, HERE)
    first, second = feed.items
    assert feed.title == "World"
    assert (first.guid, first.url) == ("w1", "https://wire.example/world/1")
    assert (first.title, first.published) == ("Peru & Chile sign", "2024-06-18T19:56:00-05:00")
    assert second.url == "https://wire.example/world/2"
    assert second.published == "2024-06-18T21:00:00+00:00"


def test_atom_links_to_the_page_and_not_to_the_feed():
    (item,) = read_feed(ATOM, HERE).items
    assert (item.guid, item.url) == ("tag:wire.example,2024:1", "https://wire.example/1")
    assert (item.published, item.publisher) == ("2024-06-18T19:56:00-05:00", None)


def test_a_news_sitemap_names_publisher_and_day():
    (item,) = read_feed(SITEMAP, HERE).items
    assert (item.publisher, item.title, item.published) == (
        "Andes Wire", "Peru signs", "2024-06-18",
    )  # fmt: skip


def test_rss_1_0_keeps_its_items_beside_the_channel():
    assert [one.url for one in read_feed(RDF, HERE).items] == ["https://wire.example/1"]


@pytest.mark.parametrize(("before", "after"), [(b"First.", b"Second."), (b"sign<", b"signed<")])
def test_what_is_said_of_a_page_changes_its_digest_and_not_its_guid(before, after):
    one, two = read_feed(RSS, HERE).items[0], read_feed(RSS.replace(before, after), HERE).items[0]
    assert one.guid == two.guid
    assert one.digest != two.digest


def test_an_item_cut_off_in_its_address_is_left_out():
    feed = read_feed(RSS[: RSS.index(b"/world/2") + 4], HERE)
    assert [one.guid for one in feed.items] == ["w1"]
    assert feed.damage


def test_a_bare_ampersand_does_not_change_an_address():
    feed = read_feed(b"<rss><item><link>http://a.example/?x=1&y=2</link></item></rss>", HERE)
    assert feed.items[0].url == "http://a.example/?x=1&y=2"
    assert feed.damage


@pytest.mark.parametrize(
    "link", ["javascript:alert(1)", "file:///etc/passwd", "ftp://a/b", "http://[::", "x" * 3000, ""]
)
def test_items_that_name_no_page_of_the_web_are_left_out(link):
    assert read_feed(f"<rss><item><link>{link}</link></item></rss>".encode(), HERE).items == ()


LAUGHS = (
    b'<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    b"<rss><item><title>&b;</title><link>http://a.example/</link></item></rss>"
)
THIEF = LAUGHS.replace(b'a "ha"', b'a SYSTEM "file:///etc/passwd"')


@pytest.mark.parametrize("content", [LAUGHS, THIEF, LAUGHS.decode().encode("utf-16")])
def test_entities_are_refused_and_not_expanded(content):
    with pytest.raises(NotAPage, match="entities"):
        read_feed(content, HERE)


@pytest.mark.parametrize(
    ("content", "error", "reason"),
    [
        (b"", DamagedPage, "no XML"),
        (b"\x00\x01\x02", DamagedPage, "no XML"),
        (b"<rss", DamagedPage, "names no page"),
        (b"<html><body>Hello</body></html>", NotAPage, "<html>"),
        (b"<sitemapindex><sitemap><loc>http://a.example/n.xml</loc></sitemap></sitemapindex>",
         NotAPage, "index of sitemaps.*n.xml"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_refused_with_a_reason(content, error, reason):
    with pytest.raises(error, match=reason):
        read_feed(content, HERE)


def test_dates_that_lie_ahead_are_left_out():
    ahead = RSS.replace(b"18 Jun 2024", b"18 Jun 2084")
    assert read_feed(ahead, HERE).items[0].published is None


@pytest.mark.parametrize(
    ("one", "two"),
    [("http://A.example:80", "http://a.example/"), ("http://a.example/x?b=1&utm_medium=y#z",
                                                    "http://a.example/x?b=1")],
)  # fmt: skip
def test_addresses_of_one_page_are_one(one, two):
    assert plain_url(one) == two
