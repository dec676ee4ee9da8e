"""The first schema of the record."""

from __future__ import annotations

from alembic import op

from dragoman.record.migrations.text_index import create_text_index, drop_text_index
from dragoman.record.tables import metadata
from dragoman.record.versions import mark_file

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table and the full text index."""
    connection = op.get_bind()
    metadata.create_all(connection)
    create_text_index(connection)
    if connection.dialect.name == "sqlite":
        mark_file(connection)


def downgrade() -> None:
    """Drop everything."""
    connection = op.get_bind()
    drop_text_index(connection)
    metadata.drop_all(connection)
