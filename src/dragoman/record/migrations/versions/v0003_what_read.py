"""Which knowledge a run read with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the digest of the tables; unknown for the runs before."""
    comment = "digest of the tables of knowledge; null when none is known"
    op.add_column("run", sa.Column("knowledge", sa.Text(), nullable=True, comment=comment))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("run", "knowledge")
