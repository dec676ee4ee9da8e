"""How Alembic reaches the database: over the connection it is given."""

from __future__ import annotations

from alembic import context

from dragoman.record.tables import metadata
from dragoman.record.versions import VERSION_TABLE

connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=connection.dialect.name == "sqlite",
    transactional_ddl=True,
)
context.run_migrations()
