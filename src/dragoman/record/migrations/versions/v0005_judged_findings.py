"""What people judge of single findings, and the reports as they stand after it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add both; nothing was judged before, so all is as it was read."""
    comment = "the same after what people judged of its findings; null: as it was read"
    op.add_column("report", sa.Column("reviewed", sa.Text(), nullable=True, comment=comment))
    comment = "corrected fields of a finding as JSON"
    op.add_column("judgement", sa.Column("correction", sa.Text(), nullable=True, comment=comment))


def downgrade() -> None:
    """Drop both."""
    op.drop_column("judgement", "correction")
    op.drop_column("report", "reviewed")
