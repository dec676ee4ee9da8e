"""Watch lists and their matches."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _column(name: str, kind: Any, comment: str) -> sa.Column[Any]:
    return sa.Column(name, kind, nullable=False, comment=comment)


def _maybe(name: str, comment: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=True, comment=comment)


def upgrade() -> None:
    """Make the two tables."""
    text, count, moment = sa.Text(), sa.Integer(), sa.Float()
    op.create_table(
        "alert",
        _column("key", KEY, "number of the list"),
        _column("id", text, "UUID, the same wherever it is told"),
        _column("name", text, "name for people"),
        _column("query", text, "what reports have to match"),
        _column("at", text, "when it was made, RFC 3339 in UTC"),
        _column("begin", KEY, "readings up to this number are no news"),
        _column("seen", KEY, "number of the newest reading looked at"),
        _column("last", count, "number of its newest match, from 1"),
        _maybe("url", "where matches are posted; null: nowhere"),
        _maybe("secret", "what posts are signed with"),
        _column("sent", count, "number of the last match that arrived there"),
        _column("due", moment, "when to post next, seconds since 1970"),
        _maybe("holder", "which process is posting"),
        _column("until", moment, "end of that lease, seconds since 1970"),
        _column("failures", count, "posts that failed since one arrived"),
        _maybe("said", "why the last post failed"),
        sa.PrimaryKeyConstraint("key", name="pk_alert"),
        sa.UniqueConstraint("id", name="uq_alert_id"),
        sa.UniqueConstraint("name", name="uq_alert_name"),
        comment="watch lists: queries whose new matches are told",
    )
    op.create_table(
        "alert_match",
        sa.Column(
            "alert", KEY, sa.ForeignKey("alert.key", name="fk_alert_match_alert_alert"),
            nullable=False, autoincrement=False, comment="its watch list",
        ),
        sa.Column(
            "n", count, nullable=False, autoincrement=False,
            comment="number in the list, from 1 in order of arrival",
        ),
        _column("report", text, "id of the report"),
        _column("at", text, "when it was found, RFC 3339 in UTC"),
        sa.PrimaryKeyConstraint("alert", "n", name="pk_alert_match"),
        sa.UniqueConstraint("alert", "report", name="uq_alert_match_alert_report"),
        comment="reports that matched a watch list, each once",
    )  # fmt: skip


def downgrade() -> None:
    """Drop the two tables."""
    op.drop_table("alert_match")
    op.drop_table("alert")
