"""The reference of what a report's JSON holds: types, fields, closed lists, and the JSON Schema."""

from __future__ import annotations

import importlib
import inspect
import json
from typing import Literal, get_args, get_origin

import msgspec

from dragoman.schema import Report

MODULES = ("report", "span", "actors", "findings", "judgements", "whatif", "pacts")
"""The modules of `dragoman.schema` with types, in the order of the page."""

HEAD = """# Fields

What `read --json` prints, `dragoman.read` returns and the API answers with. `null` and `[]` mean
that the page does not say, or that it could not be told; nothing is ever filled in. Offsets are
code points of `text`, half-open. Keys may be added; those here keep their meaning within
`dragoman.report/1`.

As [JSON Schema](report.schema.json). What a user's gold may say: [score](../how-to/evaluate.md).
"""


def page() -> str:
    """The page as Markdown."""
    lines = [HEAD]
    for struct in structs():
        lines += [f"## {struct.__name__}", "", inspect.getdoc(struct) or "", ""]
        lines += ["| field | type | when absent |", "|---|---|---|"]
        lines += list(_rows(struct))
        lines.append("")
    lines += ["## Closed lists", "", "| list | values |", "|---|---|"]
    lines += [f"| {name} | {_values(values)} |" for name, values in closed_lists().items()]
    return "\n".join(lines) + "\n"


def schema() -> str:
    """The JSON Schema of a report."""
    found = msgspec.json.schema(Report)
    for one in found["$defs"].values():
        one["description"] = inspect.cleandoc(
            one["description"]
        )  # newer Pythons do so by themselves
    return json.dumps(found, indent=1, sort_keys=True) + "\n"


def structs() -> list[type[msgspec.Struct]]:
    """Every type of the contract, `Report` first."""
    found = [
        value
        for name in MODULES
        for value in vars(importlib.import_module(f"dragoman.schema.{name}")).values()
        if isinstance(value, type)
        and issubclass(value, msgspec.Struct)
        and value.__module__ == f"dragoman.schema.{name}"
    ]
    return sorted(found, key=lambda one: one is not Report)


def closed_lists() -> dict[str, tuple[str, ...]]:
    """The values of every closed list, by its name."""
    return {
        name: get_args(value)
        for module in MODULES
        for name, value in vars(importlib.import_module(f"dragoman.schema.{module}")).items()
        if get_origin(value) is Literal
    }


def _rows(struct: type[msgspec.Struct]) -> list[str]:
    types = inspect.get_annotations(struct)
    rows = []
    for field in msgspec.structs.fields(struct):
        kind = str(types.get(field.name, "")).replace("|", "or")
        rows.append(f"| `{field.encode_name}` | {kind} | {_absent(field)} |")
    return rows


def _absent(field: msgspec.structs.FieldInfo) -> str:
    if field.required:
        return "always there"
    if field.default_factory is not msgspec.NODEFAULT:
        return f"`{json.dumps(msgspec.to_builtins(field.default_factory()))}`"
    return f"`{json.dumps(msgspec.to_builtins(field.default))}`"


def _values(values: tuple[str, ...]) -> str:
    return " ".join(f"`{value}`" for value in values)
