"""The figures of the last release and how far each may fall: `floors.json`, which `gate` writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).parent / "floors.json"

NOISE = 0.003
"""What a figure may lose to other kernels and rounding where nothing is trained anew; allowed, not
measured: one sentence in three hundred, read otherwise."""


def read_floors() -> dict[str, Any]:
    """The references by stage; empty when none were written."""
    return json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}


def band_of(measure: str, reference: dict[str, Any]) -> float:
    """By how much a figure may fall below its reference: what was measured, NOISE at least."""
    figure: float = reference["figures"][measure]
    measured: float = reference.get("noise", {}).get(measure, 0.0)
    return max(NOISE * max(1.0, abs(figure)), measured)
