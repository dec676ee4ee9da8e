"""Roles: which line of a page is what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.reports.features import features_of
from dragoman.reports.network import line_net
from dragoman.schema.report import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line
    from dragoman.reports.markup import Kept
    from dragoman.reports.network import LineNet
    from dragoman.schema import Candidate

ARTICLE: tuple[Role, ...] = ("summary", "subhead", "body")
"""Roles that make up the article together; a line belongs to it if their sum is likely."""

IN_ARTICLE = 0.5
"""Probability from which a line is the article's; .4 to .6 score alike in cross-validation."""


class Judged(msgspec.Struct, frozen=True):
    """The roles of a page's lines, and how probable every role is.

    Shape: `chances` (line, role) float32, in the order of `dragoman.schema.report.ROLES`.
    """

    roles: tuple[Role, ...]
    chances: NDArray[np.float32]


def roles_of(
    lines: Sequence[Line],
    *,
    kept: Kept | None = None,
    candidates: Sequence[Candidate] = (),
    net: LineNet | None = None,
) -> tuple[Role, ...]:
    """The role of every line, in order.

    `kept` is what the other extractors kept of an HTML page, None for flattened text; `candidates`
    are the page's metadata. A line that is a dateline glued to its lead is `body`. `net` stands in
    for the one that ships.
    """
    return judged(lines, kept=kept, candidates=candidates, net=net).roles


def judged(
    lines: Sequence[Line],
    *,
    kept: Kept | None = None,
    candidates: Sequence[Candidate] = (),
    net: LineNet | None = None,
) -> Judged:
    """The roles with their probabilities."""
    if not lines:
        return Judged(roles=(), chances=np.zeros((0, len(ROLES)), dtype=np.float32))
    used = line_net() if net is None else net
    seen = features_of(lines, kept=kept, candidates=candidates)
    chances = _chances(used.logits(seen))
    article = chances[:, _ARTICLE_AT]
    inside = article.sum(axis=1) >= IN_ARTICLE
    best = chances.copy()
    best[np.ix_(~inside, _ARTICLE_AT)] = 0.0
    best[np.ix_(inside, _REST_AT)] = 0.0
    return Judged(roles=tuple(ROLES[at] for at in best.argmax(axis=1)), chances=chances)


_ARTICLE_AT = np.asarray([ROLES.index(role) for role in ARTICLE])
_REST_AT = np.asarray([at for at, role in enumerate(ROLES) if role not in ARTICLE])


def _chances(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
