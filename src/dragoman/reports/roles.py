"""Roles: which line of a page is what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.reports.features import NAMES, features_of
from dragoman.reports.network import line_net
from dragoman.reports.second import inputs_of
from dragoman.schema.report import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.features import Features
    from dragoman.reports.lines import Line
    from dragoman.reports.markup import Kept
    from dragoman.reports.network import Committee
    from dragoman.schema import Candidate

ARTICLE: tuple[Role, ...] = ("summary", "subhead", "body")
"""Roles that make up the article together; a line belongs to it if their sum is likely."""

CALM = 3.0
"""What the net's log odds are divided by on HTML: of publishers it does not know it is too sure."""

VOTES = (2.0, 1.0)
"""Log odds that the votes of trafilatura and resiliparse add between no and yes.

"""

FLAT_CAUTION = 0.6
"""The same for flattened text, where prose-like furniture has no markup to betray it."""

WHOLE_PAGE = 40
"""Lines of a page with all its furniture; a text of few lines is mostly article."""

FEW_LINES = 1.5
"""Log odds that a sentence gains in the shortest of texts."""

SENTENCE_TOKENS = 8

SURE = 0.5
"""A line that is furniture of a named kind by so much is left to the net: engines keep captions."""

NAMED: tuple[Role, ...] = (
    "headline", "byline", "dateline", "time", "caption", "credit", "signoff", "correction",
)  # fmt: skip

CAUTION = 0.3
"""Log odds that HTML must have above even: what two engines keep is not all article.

CALM, VOTES and CAUTION were chosen on cross-validated pages; steps around them change body F by
less than half a point, and without them pages unlike news lose ten.
"""

PICTURE: tuple[Role, ...] = ("caption", "credit")
LENIENT = 0.3
"""Log odds that lines of flattened text gain as the article's: a lost line costs more than a stray;
chosen on cross-validated pages of all sets together.
"""

PICTURES_LEFT = 0.1
"""What is left of the chance of a picture's line in flattened text where the trees see none."""

DOUBT = 1e-4
"""Keeps log odds finite."""


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
    net: Committee | None = None,
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
    net: Committee | None = None,
) -> Judged:
    """The roles with their probabilities."""
    if not lines:
        return Judged(roles=(), chances=np.zeros((0, len(ROLES)), dtype=np.float32))
    used = line_net() if net is None else net
    seen = features_of(lines, kept=kept, candidates=candidates)
    logits = used.logits(seen)
    chances = _chances(logits)
    best = chances.copy()
    inside = _article_odds(chances, seen) > 0
    if used.trees and kept is None:
        odds = _second_odds(used, log_chances(logits), seen)
        pictures = odds["picture"] > np.maximum(odds["article"], 0)
        inside = (odds["article"] > 0) & ~pictures
        best[np.ix_(pictures, _NO_PICTURE_AT)] = 0.0
        best[np.ix_(~pictures, _PICTURE_AT)] *= PICTURES_LEFT
    best[np.ix_(~inside, _ARTICLE_AT)] = 0.0
    best[np.ix_(inside, _REST_AT)] = 0.0
    _keep_one_headline(best, lines)
    return Judged(roles=tuple(ROLES[at] for at in best.argmax(axis=1)), chances=chances)


def _article_odds(chances: NDArray[np.float32], seen: Features) -> NDArray[np.float32]:
    """Log odds that each line is the article's; on HTML the engines have a say."""
    chance = chances[:, _ARTICLE_AT].sum(axis=1)
    odds = np.log((chance + DOUBT) / (1 - chance + DOUBT))
    if not seen.table[0, _HAS_MARKUP]:
        whole = min(1.0, len(odds) / WHOLE_PAGE)
        gain = _gain_of_few(seen)
        return np.asarray(odds + gain - FLAT_CAUTION * whole, dtype=np.float32)
    sure = chances[:, _NAMED_AT].sum(axis=1) > SURE
    votes = [weight * (seen.table[:, at] - 0.5) for weight, at in zip(VOTES, _KEPT, strict=True)]
    mixed = np.where(sure, odds, odds / CALM + sum(votes) - CAUTION)
    return np.asarray(mixed, dtype=np.float32)


def _second_odds(
    used: Committee, logs: NDArray[np.float32], seen: Features
) -> dict[str, NDArray[np.float32]]:
    """Log odds of each kind of line by the trees; short texts of sentences are mostly article."""
    inputs = inputs_of(logs, seen, KIND_COLUMNS)
    odds = {kind: trees.scores(inputs) for kind, trees in used.trees.items()}
    odds["article"] = odds["article"] + _gain_of_few(seen) + LENIENT
    return {kind: np.asarray(values, dtype=np.float32) for kind, values in odds.items()}


def _gain_of_few(seen: Features) -> NDArray[np.float32]:
    """What sentences gain in texts of few lines."""
    whole = min(1.0, len(seen.table) / WHOLE_PAGE)
    sentence = (seen.table[:, _TOKENS_AT] >= np.log1p(SENTENCE_TOKENS)) & (
        seen.table[:, _ENDS_AT] > 0
    )
    return np.asarray(FEW_LINES * (1 - whole) * sentence, dtype=np.float32)


def _keep_one_headline(best: NDArray[np.float32], lines: Sequence[Line]) -> None:
    """Take the headline from every line but the likeliest and its repetitions."""
    heads = np.flatnonzero(best.argmax(axis=1) == _HEADLINE_AT)
    if len(heads) < 2:
        return
    likeliest = int(heads[best[heads, _HEADLINE_AT].argmax()])
    first = lines[likeliest].text.casefold()
    others = [at for at in heads.tolist() if lines[at].text.casefold() != first]
    best[others, _HEADLINE_AT] = 0.0


_TOKENS_AT, _ENDS_AT = NAMES.index("tokens"), NAMES.index("ends_sentence")
_HAS_MARKUP = NAMES.index("has_markup")
_KEPT = (NAMES.index("kept_trafilatura"), NAMES.index("kept_resiliparse"))
_HEADLINE_AT = ROLES.index("headline")
_ARTICLE_AT = np.asarray([ROLES.index(role) for role in ARTICLE])
_NAMED_AT = np.asarray([ROLES.index(role) for role in NAMED])
_PICTURE_AT = np.asarray([ROLES.index(role) for role in PICTURE])
_NO_PICTURE_AT = np.asarray([at for at, role in enumerate(ROLES) if role not in PICTURE])
KIND_COLUMNS = (_ARTICLE_AT, _PICTURE_AT)
"""The columns of the roles that make up each of `second.KINDS`."""
_REST_AT = np.asarray([at for at, role in enumerate(ROLES) if role not in ARTICLE])


def log_chances(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    """Log probabilities: (lines, roles)."""
    return np.log(np.maximum(_chances(logits), 1e-12))


def _chances(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True), dtype=np.float32)
