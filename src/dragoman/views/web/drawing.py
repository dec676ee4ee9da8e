"""Drawings as SVG with a title and a description; every one has a table beside it."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

WIDTH, BAR, HEIGHT = 640, 120, 300
ROUND = 2 * math.pi


def series(months: Sequence[tuple[str, int, int]]) -> str:
    """Cooperation above the line, conflict below, one bar a month: (month, n, n)."""
    most = max((max(up, down) for _, up, down in months), default=1) or 1
    step = WIDTH / max(1, len(months))
    middle, scale = BAR / 2, (BAR / 2 - 12) / most
    bars = []
    for n, (month, up, down) in enumerate(months):
        x, wide = n * step + step * 0.15, step * 0.7
        for count, kind, top in ((up, "up", middle - up * scale), (down, "down", middle)):
            if count:
                bars.append(
                    f'<rect class="{kind}" x="{x:.1f}" y="{top:.1f}" width="{wide:.1f}" '
                    f'height="{count * scale:.1f}"><title>{escape(month)}: {count}</title></rect>'
                )
    ends = ""
    if months:
        ends = (
            f'<text x="0" y="{BAR - 1}">{escape(months[0][0])}</text>'
            f'<text x="{WIDTH}" y="{BAR - 1}" text-anchor="end">{escape(months[-1][0])}</text>'
        )
    line = f'<line x1="0" x2="{WIDTH}" y1="{middle}" y2="{middle}"/>'
    about = f"Events a month, cooperation above, conflict below, at most {most} a month"
    return _svg("Cooperation and conflict by month", about, BAR, line + "".join(bars) + ends)


def network(ties: Mapping[tuple[str, str], int], *, link: str) -> str:
    """States on a circle, a line for each pair; `link` begins the address of a state's page."""
    states = sorted({state for pair in ties for state in pair})
    radius, middle = HEIGHT * 0.42, (WIDTH / 2, HEIGHT / 2)
    places = {
        state: (
            middle[0] + 1.9 * radius * math.cos(ROUND * n / max(1, len(states))) * 0.95,
            middle[1] + radius * math.sin(ROUND * n / max(1, len(states))),
        )
        for n, state in enumerate(states)
    }
    lines = [
        f'<line x1="{places[a][0]:.1f}" y1="{places[a][1]:.1f}" x2="{places[b][0]:.1f}" '
        f'y2="{places[b][1]:.1f}"><title>{escape(a)} and {escape(b)}: {n}</title></line>'
        for (a, b), n in sorted(ties.items())
    ]
    nodes = [
        f'<a href="{escape(link + quote(state))}"><circle cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
        f'<text x="{x:.1f}" y="{y - 8:.1f}" text-anchor="middle">{escape(state)}</text></a>'
        for state, (x, y) in places.items()
    ]
    about = f"{len(states)} states and {len(ties)} pairs with live promises; the table lists them"
    return _svg("Network of promises", about, HEIGHT, "".join(lines + nodes), "group")


def _svg(title: str, about: str, height: int, inside: str, role: str = "img") -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height}" role="{role}" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title><desc>{escape(about)}</desc>{inside}</svg>"
    )
