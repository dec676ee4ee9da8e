"""PolNeAR: US political news with every attribution marked (source, cue, content), in brat files.

One annotation file a document is read, the first by name: some documents have several annotators.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from evaluation.gold_pages import DATA

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

FOLDER = DATA / "attribution" / "polnear" / "data"

_ANNOTATOR = re.compile(r"_[0-9a-f]{4}$")

_COMPONENT = re.compile(r"^(?P<name>T\d+)\t\S+ (?P<offsets>\d[\d ;]*\d)\t", re.MULTILINE)
_EVENT = re.compile(r"E\d+\t")
"""A component's text may hold line breaks, so that lines may start with anything."""

Pieces = tuple[tuple[int, int], ...]
"""Half-open code-point ranges; several when the component is discontinuous."""


class Attribution(msgspec.Struct, frozen=True):
    """One marked attribution; a component nobody marked is empty."""

    source: Pieces
    cue: Pieces
    content: Pieces


class Document(msgspec.Struct, frozen=True):
    """A text with its attributions in the order of the file."""

    name: str
    text: str
    attributions: tuple[Attribution, ...]


def read_documents(part: str) -> Iterator[Document]:
    """The documents of `train` or `dev`, by name."""
    chosen: dict[str, Path] = {}
    for path in sorted((FOLDER / part / "attributions").glob("*.ann")):
        chosen.setdefault(_ANNOTATOR.sub("", path.stem), path)
    for name, path in chosen.items():
        text = (FOLDER / part / "text" / f"{name}.txt").read_bytes().decode()
        yield Document(name=name, text=text, attributions=attributions_in(path.read_text()))


def attributions_in(brat: str) -> tuple[Attribution, ...]:
    """The attributions of a brat file; events name their components by line."""
    components: dict[str, Pieces] = {}
    found: list[Attribution] = []
    for match in _COMPONENT.finditer(brat):
        components[match["name"]] = _pieces(match["offsets"])
    for line in brat.splitlines():
        if not _EVENT.match(line):
            continue
        roles: dict[str, list[tuple[int, int]]] = {"Source": [], "Cue": [], "Content": []}
        for part in line.split("\t")[1].split():
            role, _, target = part.partition(":")
            kind = role.rstrip("0123456789")
            if kind in roles:
                roles[kind] += components[target]
        found.append(
            Attribution(
                source=tuple(sorted(roles["Source"])),
                cue=tuple(sorted(roles["Cue"])),
                content=tuple(sorted(roles["Content"])),
            )
        )
    return tuple(found)


def _pieces(offsets: str) -> Pieces:
    pairs = (piece.split() for piece in offsets.split(";"))
    return tuple((int(start), int(end)) for start, end in pairs)
