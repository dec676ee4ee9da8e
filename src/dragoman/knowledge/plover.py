"""PLOVER 2.0: the sixteen types of events, their modes, scores, classes and contexts.

`plover.toml` is the table. A type's `quad` is 1 verbal cooperation, 2 material cooperation,
3 verbal conflict, 4 material conflict; scores run from -10 (worst conflict) to 10.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from dragoman.schema.findings import EventType

Quad = Literal[1, 2, 3, 4]


class PloverType(msgspec.Struct, frozen=True, kw_only=True):
    """A type of event. `joint`: the parties stand on one side when neither acts on the other."""

    score: float
    quad: Quad
    joint: bool = False
    recipient: bool = False
    modes: dict[str, float] = {}


class _Table(msgspec.Struct, frozen=True):
    types: dict[EventType, PloverType]
    contexts: dict[str, frozenset[str]]


def plover(name: EventType) -> PloverType:
    """What the manual says of a type.

    >>> plover("SANCTION").quad
    4
    """
    return _table().types[name]


def scale_of(name: EventType, mode: str | None = None) -> float:
    """The score of a type, or of its mode where the mode has one.

    >>> scale_of("CONSULT"), scale_of("CONSULT", "visit")
    (2.5, 4.0)
    """
    kind = plover(name)
    return kind.score if mode is None else kind.modes.get(mode, kind.score)


def context_words() -> dict[str, frozenset[str]]:
    """The contexts in the manual's order, each with the lemmas that tell it."""
    return _table().contexts


@cache
def _table() -> _Table:
    text = (files("dragoman.knowledge") / "plover.toml").read_text(encoding="utf-8")
    raw = tomllib.loads(text)
    words = raw.pop("contexts")
    return _Table(
        types=msgspec.convert(raw, dict[EventType, PloverType]),
        contexts={name: frozenset(told.split()) for name, told in words.items()},
    )
