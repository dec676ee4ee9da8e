"""Feeds that are watched, the pages they name, and the hosts of both."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def _text(name: str, comment: str, *, null: bool = False, of: str = "") -> sa.Column[str]:
    table, _, target = of.partition(".")
    referred = target.partition(".")[0]
    links = [sa.ForeignKey(target, name=f"fk_{table}_{name}_{referred}")] if of else []
    return sa.Column(name, sa.Text(), *links, nullable=null, comment=comment)


def _moment(name: str, comment: str, *, null: bool = False) -> sa.Column[float]:
    return sa.Column(name, sa.Float(), nullable=null, comment=comment)


def _count(name: str, comment: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, comment=comment)


def upgrade() -> None:
    """Make the three tables."""
    op.create_table(
        "watch_host",
        _text("name", "host and port, as addresses name it"),
        _moment("free", "when it may be asked again, seconds since 1970"),
        _text("robots", "its robots.txt; null while it was not fetched", null=True),
        _moment("robots_at", "when that was fetched, seconds since 1970", null=True),
        sa.PrimaryKeyConstraint("name", name="pk_watch_host"),
        comment="hosts that feeds and their pages are fetched from",
    )
    op.create_table(
        "watch_feed",
        _text("url", "address of the feed"),
        _text("host", "its host", of="watch_feed.watch_host.name"),
        _moment("due", "when it is polled next, seconds since 1970; null: never", null=True),
        _text("holder", "which process works on it", null=True),
        _moment("until", "end of that lease, seconds since 1970"),
        _text("etag", "the ETag it came with", null=True),
        _text("modified", "the Last-Modified it came with", null=True),
        _count("failures", "polls that failed since one worked"),
        _text("said", "why the last poll failed, or what is broken in the feed", null=True),
        _text("polled", "when it was last polled, RFC 3339 in UTC", null=True),
        sa.PrimaryKeyConstraint("url", name="pk_watch_feed"),
        comment="feeds that are watched",
    )
    op.create_index("ix_watch_feed_due", "watch_feed", ["due"])
    op.create_table(
        "watch_item",
        _text("feed", "its feed", of="watch_item.watch_feed.url"),
        _text("guid", "the feed's name for it"),
        _text("url", "address of the page"),
        _text("page", "the address without campaign and fragment"),
        _text("host", "its host", of="watch_item.watch_host.name"),
        _text("digest", "digest of what the feed says of it"),
        _text("published", "date that the feed gives, ISO 8601", null=True),
        _text("publisher", "publisher that the feed names", null=True),
        _text("state", "new, edited, kept, same or refused"),
        _text("report", "id of the latest report of the page", null=True),
        _moment("due", "when it is fetched, seconds since 1970; null: it is done", null=True),
        _text("holder", "which process works on it", null=True),
        _moment("until", "end of that lease, seconds since 1970"),
        _count("tries", "fetches that failed"),
        _text("said", "why it was refused or failed", null=True),
        _text("at", "when it was first seen, RFC 3339 in UTC"),
        sa.PrimaryKeyConstraint("feed", "guid", name="pk_watch_item"),
        comment="pages that watched feeds have named",
    )
    op.create_index("ix_watch_item_due", "watch_item", ["due"])
    op.create_index("ix_watch_item_page", "watch_item", ["page"])


def downgrade() -> None:
    """Drop the three tables."""
    for name in ("watch_item", "watch_feed", "watch_host"):
        op.drop_table(name)
