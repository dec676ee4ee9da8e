"""The tables of what is still to be done: feeds to poll, pages to fetch, matches to post.

Unlike facts and judgements, their rows change as the work goes on.
"""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from dragoman.record.keys import KEY, metadata

watch_host = Table(
    "watch_host", metadata,
    Column("name", Text, primary_key=True, comment="host and port, as addresses name it"),
    Column("free", Float, nullable=False,
           comment="when it may be asked again, seconds since 1970"),
    Column("robots", Text, comment="its robots.txt; null while it was not fetched"),
    Column("robots_at", Float, comment="when that was fetched, seconds since 1970"),
    comment="hosts that feeds and their pages are fetched from",
)  # fmt: skip

watch_feed = Table(
    "watch_feed", metadata,
    Column("url", Text, primary_key=True, comment="address of the feed"),
    Column("host", Text, ForeignKey("watch_host.name"), nullable=False, comment="its host"),
    Column("due", Float, comment="when it is polled next, seconds since 1970; null: never"),
    Column("holder", Text, comment="which process works on it"),
    Column("until", Float, nullable=False, comment="end of that lease, seconds since 1970"),
    Column("etag", Text, comment="the ETag it came with"),
    Column("modified", Text, comment="the Last-Modified it came with"),
    Column("failures", Integer, nullable=False, comment="polls that failed since one worked"),
    Column("said", Text, comment="why the last poll failed, or what is broken in the feed"),
    Column("polled", Text, comment="when it was last polled, RFC 3339 in UTC"),
    Index(None, "due"),
    comment="feeds that are watched",
)  # fmt: skip

watch_item = Table(
    "watch_item", metadata,
    Column("feed", Text, ForeignKey("watch_feed.url"), primary_key=True, comment="its feed"),
    Column("guid", Text, primary_key=True, comment="the feed's name for it"),
    Column("url", Text, nullable=False, comment="address of the page"),
    Column("page", Text, nullable=False, comment="the address without campaign and fragment"),
    Column("host", Text, ForeignKey("watch_host.name"), nullable=False, comment="its host"),
    Column("digest", Text, nullable=False, comment="digest of what the feed says of it"),
    Column("published", Text, comment="date that the feed gives, ISO 8601"),
    Column("publisher", Text, comment="publisher that the feed names"),
    Column("state", Text, nullable=False, comment="new, edited, kept, same or refused"),
    Column("report", Text, comment="id of the latest report of the page"),
    Column("due", Float, comment="when it is fetched, seconds since 1970; null: it is done"),
    Column("holder", Text, comment="which process works on it"),
    Column("until", Float, nullable=False, comment="end of that lease, seconds since 1970"),
    Column("tries", Integer, nullable=False, comment="fetches that failed"),
    Column("said", Text, comment="why it was refused or failed"),
    Column("at", Text, nullable=False, comment="when it was first seen, RFC 3339 in UTC"),
    Index(None, "due"),
    Index(None, "page"),
    comment="pages that watched feeds have named",
)  # fmt: skip

alert = Table(
    "alert", metadata,
    Column("key", KEY, primary_key=True, comment="number of the list"),
    Column("id", Text, nullable=False, unique=True, comment="UUID, the same wherever it is told"),
    Column("name", Text, nullable=False, unique=True, comment="name for people"),
    Column("query", Text, nullable=False, comment="what reports have to match"),
    Column("at", Text, nullable=False, comment="when it was made, RFC 3339 in UTC"),
    Column("begin", KEY, nullable=False, comment="readings up to this number are no news"),
    Column("seen", KEY, nullable=False, comment="number of the newest reading looked at"),
    Column("last", Integer, nullable=False, comment="number of its newest match, from 1"),
    Column("url", Text, comment="where matches are posted; null: nowhere"),
    Column("secret", Text, comment="what posts are signed with"),
    Column("sent", Integer, nullable=False, comment="number of the last match that arrived there"),
    Column("due", Float, nullable=False, comment="when to post next, seconds since 1970"),
    Column("holder", Text, comment="which process is posting"),
    Column("until", Float, nullable=False, comment="end of that lease, seconds since 1970"),
    Column("failures", Integer, nullable=False, comment="posts that failed since one arrived"),
    Column("said", Text, comment="why the last post failed"),
    comment="watch lists: queries whose new matches are told",
)  # fmt: skip

alert_match = Table(
    "alert_match", metadata,
    Column("alert", KEY, ForeignKey("alert.key"), primary_key=True, autoincrement=False,
           comment="its watch list"),
    Column("n", Integer, primary_key=True, autoincrement=False,
           comment="number in the list, from 1 in order of arrival"),
    Column("report", Text, nullable=False, comment="id of the report"),
    Column("at", Text, nullable=False, comment="when it was found, RFC 3339 in UTC"),
    UniqueConstraint("alert", "report"),
    comment="reports that matched a watch list, each once",
)  # fmt: skip
