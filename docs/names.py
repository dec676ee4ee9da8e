"""The reference of what is imported from Python: names, signatures, docstrings."""

from __future__ import annotations

import inspect
from importlib import import_module

import dragoman

FURTHER = (
    ("dragoman.corpus", ("shards_of", "run", "reports_in")),
    ("dragoman.language", ("load",)),
    ("dragoman.record", ("Writer", "Run", "matching", "known_ids")),
    ("dragoman.record.folding", ("families", "folded", "months")),
    ("dragoman.record.judgements", ("Judgements",)),
    ("dragoman.relations.alliances.book", ("book_of",)),
    ("dragoman.relations.alliances", ("what_if", "network_on")),
    ("dragoman.views.exports", ("export",)),
)
"""What is not at the top and yet meant to be used."""

HEAD = """# From Python

What `import dragoman` gives. Importing it loads no library and no model; the first page does. The
types of what is read: [fields](fields.md). All errors: [errors](errors.md).
"""


def page() -> str:
    """The page as Markdown."""
    lines = [HEAD]
    for name in dragoman.__all__:
        lines += _entry(name, getattr(dragoman, name))
    lines += ["# Further", ""]
    for module, names in FURTHER:
        for name in names:
            lines += _entry(f"{module}.{name}", getattr(import_module(module), name))
    return "\n".join(lines).rstrip() + "\n"


def _entry(name: str, thing: object) -> list[str]:
    told = inspect.cleandoc(thing.__doc__ or "").split("\n>>> ")[0].strip()
    lines = [f"## {name}", ""]
    if inspect.isfunction(thing):
        lines += ["```", f"{name.rsplit('.', 1)[-1]}{_signature(thing)}", "```", ""]
    lines += [told, ""]
    if inspect.isclass(thing) and not issubclass(thing, Exception):
        methods = [
            f"- `{one}{_signature(method)}`: {inspect.cleandoc(method.__doc__).splitlines()[0]}"
            for one, method in vars(thing).items()
            if inspect.isfunction(method) and not one.startswith("_") and method.__doc__
        ]
        lines += [*methods, ""] if methods else []
    return lines


def _signature(function: object) -> str:
    """Parameters and result as written, without `self`."""
    found = inspect.signature(function)  # type: ignore[arg-type]
    kept = [_shown(one) for one in found.parameters.values() if one.name != "self"]
    return str(found.replace(parameters=kept, return_annotation=_Named(found.return_annotation)))


def _shown(parameter: inspect.Parameter) -> inspect.Parameter:
    """The parameter; a default that is an object is shown by its type."""
    found = parameter.replace(annotation=_Named(parameter.annotation))
    default = parameter.default
    if default is parameter.empty or default is None or isinstance(default, str | int | bool):
        return found
    return found.replace(default=_Named(f"{type(default).__name__}()"))


class _Named:
    """Something that is printed as it is written."""

    def __init__(self, text: object) -> None:
        self.text = str(text)

    def __repr__(self) -> str:
        return self.text
