"""Alembic's migrations of the record, shipped with it."""
