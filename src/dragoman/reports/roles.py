"""Roles: which line of a page is what."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.reports.markup import normalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line
    from dragoman.reports.markup import Kept
    from dragoman.schema import Candidate
    from dragoman.schema.report import Role

_SENTENCE = re.compile(r"\w+\W+(?:\w+\W+){6,}\w*[.!?。！？][\"”’»)]*$")


def roles_of(
    lines: Sequence[Line], *, kept: Kept | None = None, candidates: Sequence[Candidate] = ()
) -> tuple[Role, ...]:
    """The role of every line, in order.

    `kept` is what the other extractors kept of an HTML page, None for flattened text; `candidates`
    are the page's metadata. A line that is a dateline glued to its lead is `body`.
    """
    titles = {candidate.value for candidate in candidates if candidate.field == "headline"}
    return tuple(_role_of(line, kept, titles) for line in lines)


def _role_of(line: Line, kept: Kept | None, titles: set[str]) -> Role:
    if line.text in titles:
        return "headline"
    if kept is not None and normalised(line.text).strip() not in kept.trafilatura:
        return "other"
    return "body" if _SENTENCE.search(line.text) else "other"
