"""Write the pages of reference that the program itself knows: `python docs/generate.py`."""

from __future__ import annotations

import inspect
import sys
from importlib.util import find_spec
from pathlib import Path

import click

from dragoman import errors
from dragoman.record.tables import metadata
from dragoman.views.cli import app

REFERENCE = Path(__file__).parent / "reference"


def pages() -> dict[str, str]:
    """The generated pages by file name."""
    return {
        "commands.md": _commands(),
        "errors.md": _errors(),
        "tables.md": _tables(),
        **_others(),
    }


def _commands() -> str:
    lines = ["# Commands", "", "Exit codes: 0 done, 1 nothing found or something failed, 2 misuse."]
    for name, command in _all_commands(app, ""):
        with click.Context(command, info_name=f"dragoman {name}") as context:
            lines += ["", f"## {name}", "", "```", command.get_help(context), "```"]
    return "\n".join(lines) + "\n"


def _all_commands(group: click.Group, before: str) -> list[tuple[str, click.Command]]:
    """Every command with its whole name, those of groups included."""
    found: list[tuple[str, click.Command]] = []
    for name, command in sorted(group.commands.items()):
        found.append((f"{before}{name}", command))
        if isinstance(command, click.Group):
            found += _all_commands(command, f"{before}{name} ")
    return found


def _errors() -> str:
    tree = inspect.getdoc(errors) or ""
    return f"# Errors\n\n```\n{tree}\n```\n"


def _tables() -> str:
    lines = ["# Tables", "", "The same on SQLite and PostgreSQL. `report_text`, the full text"]
    lines += ["index, is each database's own: FTS5 there, a tsvector under GIN here."]
    for table in sorted(metadata.tables.values(), key=lambda one: one.name):
        lines += ["", f"## {table.name}", "", f"{table.comment}", ""]
        lines += ["| column | type | null | what |", "|---|---|---|---|"]
        for column in table.columns:
            mark = " (key)" if column.primary_key else ""
            kind = str(column.type).lower()
            null = "yes" if column.nullable else "no"
            lines.append(f"| `{column.name}`{mark} | {kind} | {null} | {column.comment} |")
    return "\n".join(lines) + "\n"


def _others() -> dict[str, str]:
    """The pages that are written elsewhere; that of the API only where it can be served."""
    sys.path.insert(0, str(REFERENCE.parents[1]))
    from docs import fields, names, sources
    from evaluation import results

    found = {
        "results.md": results.page(),
        "fields.md": fields.page(),
        "python.md": names.page(),
        "report.schema.json": fields.schema(),
        "knowledge.md": sources.knowledge(),
    }
    return found | ({"api.md": sources.api()} if find_spec("litestar") else {})


if __name__ == "__main__":
    for name, text in pages().items():
        (REFERENCE / name).write_text(text)
