"""The gate itself: the weights of signs, and the least share at which an article is read."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from math import exp
from typing import TYPE_CHECKING

import msgspec

from dragoman.findings.relevance.signs import opening_of, signs_of

if TYPE_CHECKING:
    from dragoman.schema import Report


class Gate(msgspec.Struct, frozen=True):
    """A fitted gate. `least` is the relevance from which an article is read."""

    least: float
    bias: float
    weights: dict[str, float]


def relevance_of(report: Report) -> float:
    """How likely a full reading finds an act or an agreement between states: 0 to 1."""
    gate = packaged()
    signs = sorted(signs_of(*opening_of(report)))  # in one order: sums of floats depend on it
    total = gate.bias + sum(gate.weights.get(sign, 0.0) for sign in signs)
    return 1 / (1 + exp(-total))


def is_relevant(report: Report) -> bool:
    """Whether an article is worth reading in full."""
    return relevance_of(report) >= packaged().least


@cache
def packaged() -> Gate:
    """The gate of the release."""
    return msgspec.json.decode(
        (files("dragoman.findings.relevance") / "gate.json").read_bytes(), type=Gate
    )
