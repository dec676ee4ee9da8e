"""Pages as the net sees them while it learns: cut, thinned and stripped, each time differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from dragoman.reports import containers, markup
from dragoman.reports.containers import Groups
from dragoman.reports.features import NAMES, features_of
from dragoman.reports.lines import Line
from dragoman.reports.shape import PLACES, SHAPES, places
from dragoman.reports.words import Words
from training.line_model import GAP, Batch
from training.page_lines import ROLE_AT, Sample

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ARTICLE_AT = [ROLE_AT[role] for role in ("headline", "summary", "subhead", "body")]

CUT = 0.5
"""How often a flattened page loses its head and foot, as scrapers cut them."""

THIN = 0.3
"""How often furniture lines are missing here and there."""

NO_BLANKS = 0.3
"""How often the empty lines are lost."""

DROP_VOTES, DROP_HINTS, DROP_TITLES = 0.15, 0.2, 0.2
"""How often a page of HTML comes without votes, class words or metadata."""

DROP_PLACES = 0.15
"""How often a page of HTML comes without its tags, or without what its containers say."""

DROP_WORD, DROP_WORDS, FEW_WORDS = 0.15, 0.7, 0.2
"""Share of words left out; on some pages most are, so that words alone never decide."""


class Prepared(msgspec.Struct, frozen=True):
    """A sample with its features: `table` (line, features), `words` one array a line."""

    id: str
    family: str
    source: str
    style: str
    lines: tuple[Line, ...]
    table: NDArray[np.float32]
    words: tuple[tuple[NDArray[np.int32], NDArray[np.bool_]], ...]
    groups: Groups
    allowed: NDArray[np.bool_]
    weak: NDArray[np.int64]


class Example(msgspec.Struct, frozen=True):
    """One page, ready for a batch."""

    table: NDArray[np.float32]
    words: Words
    groups: Groups
    allowed: NDArray[np.bool_]
    weak: NDArray[np.int64]
    weight: float


class Targets(msgspec.Struct, frozen=True):
    """Shape: `allowed` (L, roles), `weak` (L,) -1 where nothing is guessed, `weights` (L,)."""

    allowed: Tensor
    weak: Tensor
    weights: Tensor


def prepared(sample: Sample) -> Prepared:
    """The features of a sample, computed once."""
    seen = features_of(sample.lines, kept=sample.kept, candidates=sample.candidates)
    words = seen.words
    ends = [*words.starts[1:], len(words.drawers)]
    pieces = tuple(
        (words.drawers[start:end], words.inner[start:end])
        for start, end in zip(words.starts, ends, strict=True)
    )
    return Prepared(
        id=sample.id, family=sample.family, source=sample.source, style=sample.style,
        lines=sample.lines, table=seen.table, words=pieces, groups=seen.groups,
        allowed=sample.allowed, weak=sample.weak,
    )  # fmt: skip


def plain_example(page: Prepared, weight: float = 1.0) -> Example:
    """A page as it is."""
    words = _joined(page.words)
    return Example(
        table=page.table, words=words, groups=page.groups, allowed=page.allowed, weak=page.weak,
        weight=weight,
    )  # fmt: skip


def varied_example(page: Prepared, weight: float, chance: np.random.Generator) -> Example:
    """A page with parts left out."""
    chosen = np.arange(len(page.lines))
    blank = np.asarray([line.blank for line in page.lines])
    if chance.random() < CUT:
        chosen = _near_article(page, chance) if page.style == "html" else _cut(page, chance)
    if chance.random() < THIN:
        chosen = _thinned(page, chosen, chance)
    if chance.random() < NO_BLANKS and page.style != "html":
        blank = np.full(len(blank), chance.random() < 0.3)
    words = _joined([page.words[at] for at in chosen])
    lines = [
        line if line.blank == gap else msgspec.structs.replace(line, blank=bool(gap))
        for line, gap in ((page.lines[at], blank[at]) for at in chosen)
    ]
    table = page.table[chosen].copy()
    size = len(SHAPES)
    table[:, size : size + len(PLACES)] = places(lines, table[:, :size], words)
    if page.style == "html":
        _strip_markup(table, chance)
    groups = Groups(siblings=page.groups.siblings[chosen], alike=page.groups.alike[chosen])
    return Example(
        table=table, groups=groups, words=_without_some(words, chance),
        allowed=page.allowed[chosen], weak=page.weak[chosen], weight=weight,
    )  # fmt: skip


def batch_of(examples: Sequence[Example]) -> tuple[Batch, Targets]:
    """The pages in one row, and what they should come out as."""
    blocks = [block for example in examples for block in (example, _GAP)]
    drawers = [block.words.drawers for block in blocks]
    before = np.cumsum([0, *map(len, drawers)])
    starts = np.concatenate([b.words.starts + at for b, at in zip(blocks, before, strict=False)])
    sizes = np.diff(starts, append=before[-1])
    counts = [len(block.table) for block in blocks]
    numbers = np.asarray([at // 2 if at % 2 == 0 else -1 for at in range(len(blocks))])
    shares = [block.weight / np.sqrt(len(block.table)) for block in blocks]
    batch = Batch(
        features=torch.from_numpy(np.concatenate([block.table for block in blocks])),
        drawers=torch.from_numpy(np.concatenate(drawers).astype(np.int64)),
        starts=torch.from_numpy(starts.astype(np.int64)),
        weights=torch.from_numpy(np.repeat(1 / np.sqrt(sizes), sizes).astype(np.float32)),
        page=torch.from_numpy(np.repeat(numbers, counts)),
        pages=len(examples),
        siblings=torch.from_numpy(_apart([block.groups.siblings for block in blocks])),
        alike=torch.from_numpy(_apart([block.groups.alike for block in blocks])),
    )
    targets = Targets(
        allowed=torch.from_numpy(np.concatenate([block.allowed for block in blocks])),
        weak=torch.from_numpy(np.concatenate([block.weak for block in blocks])),
        weights=torch.from_numpy(np.repeat(np.asarray(shares, np.float32), counts)),
    )
    return batch, targets


_GAP = Example(
    table=np.zeros((GAP, len(NAMES)), np.float32),
    words=Words(
        drawers=np.zeros(GAP, np.int32),
        inner=np.ones(GAP, np.bool_),
        starts=np.arange(GAP, dtype=np.int32),
    ),
    groups=Groups(siblings=np.full(GAP, -1), alike=np.full(GAP, -1)),
    allowed=np.ones((GAP, len(ROLE_AT)), np.bool_),
    weak=np.full(GAP, -1),
    weight=0.0,
)


def _apart(groups: Sequence[NDArray[np.int64]]) -> NDArray[np.int64]:
    """The groups of all pages, numbered so that no two pages share one."""
    next_free = 0
    out = []
    for own in groups:
        out.append(np.where(own >= 0, own + next_free, -1))
        next_free += int(own.max(initial=-1)) + 1
    return np.concatenate(out)


def _cut(page: Prepared, chance: np.random.Generator) -> NDArray[np.int64]:
    inside = np.flatnonzero(~page.allowed[:, ROLE_AT["other"]])
    if len(inside) == 0:
        return np.arange(len(page.lines))
    first = int(chance.integers(0, inside[0] + 1))
    last = int(chance.integers(inside[-1], len(page.lines))) + 1
    tail = int(chance.integers(0, 9)) if chance.random() < CUT else 0
    return np.concatenate(
        [np.arange(first, last), np.arange(max(last, len(page.lines) - tail), len(page.lines))]
    )


def _near_article(page: Prepared, chance: np.random.Generator) -> NDArray[np.int64]:
    """The article with some of what surrounds it: menus of a thousand lines teach little."""
    inside = np.flatnonzero(~page.allowed[:, ROLE_AT["other"]])
    if len(inside) == 0:
        return np.arange(len(page.lines))
    first = max(0, int(inside[0]) - int(chance.integers(20, 80)))
    last = min(len(page.lines), int(inside[-1]) + int(chance.integers(20, 80)))
    return np.arange(first, last)


def _thinned(
    page: Prepared, chosen: NDArray[np.int64], chance: np.random.Generator
) -> NDArray[np.int64]:
    article = page.allowed[chosen][:, ARTICLE_AT].any(axis=1)
    keep = article | (chance.random(len(chosen)) > chance.uniform(0, 0.6))
    return chosen[keep] if keep.any() else chosen


def _columns(names: Iterable[str]) -> list[int]:
    return [NAMES.index(name) for name in names]


_VOTES = _columns(name for name in NAMES if name.startswith(("kept_", "mass_")))
_HINTS = _columns(name for name in NAMES if name.startswith(("hint_", "near_", "inside_")))
_TAGS = _columns(name for name in NAMES if name.startswith(("in_", "own_", "has_")))
_CONTAINERS = _columns(name for name in containers.NAMES)
_TITLES = _columns(["is_title", "title_overlap", "is_author", "has_author"])
assert set(markup.NAMES) <= set(NAMES)


def _strip_markup(table: NDArray[np.float32], chance: np.random.Generator) -> None:
    for columns, share in (
        (_VOTES, DROP_VOTES),
        (_HINTS, DROP_HINTS),
        (_TITLES, DROP_TITLES),
        (_TAGS, DROP_PLACES),
        (_CONTAINERS, DROP_PLACES),
    ):
        if chance.random() < share:
            table[:, columns] = 0.0


def _joined(pieces: Sequence[tuple[NDArray[np.int32], NDArray[np.bool_]]]) -> Words:
    sizes = [len(drawers) for drawers, _ in pieces]
    return Words(
        drawers=np.concatenate([drawers for drawers, _ in pieces]),
        inner=np.concatenate([inner for _, inner in pieces]),
        starts=np.cumsum([0, *sizes[:-1]]).astype(np.int32),
    )


def _without_some(words: Words, chance: np.random.Generator) -> Words:
    """The words without a few; each line keeps its first drawer."""
    share = DROP_WORDS if chance.random() < FEW_WORDS else DROP_WORD
    keep = chance.random(len(words.drawers)) > share
    keep[words.starts] = True
    before = np.concatenate([[0], np.cumsum(keep)])
    return Words(
        drawers=words.drawers[keep], inner=words.inner[keep],
        starts=before[words.starts].astype(np.int32),
    )  # fmt: skip
