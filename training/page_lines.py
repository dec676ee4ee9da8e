"""Labelled lines of real pages, for the line classifier.

A label is the set of roles a line may have: gold says "not the article" far more often than what
else a line is, so furniture may be any kind of furniture.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING, get_args

import msgspec
import numpy as np
from evaluation.gold_pages import NO_BODY, FlatPage, GoldPage, flat_pages, gold_pages
from evaluation.shingles import shingles
from numpy.typing import NDArray

from dragoman.reports.captions import is_credit
from dragoman.reports.datelines import dateline_of
from dragoman.reports.lines import Line, lines_of
from dragoman.reports.markup import Kept, kept_by_engines
from dragoman.reports.metadata import candidates_of
from dragoman.reports.walk import tree_of, walk
from dragoman.schema import Candidate
from dragoman.schema.report import Role
from training.weak_roles import weak_role

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROLES: tuple[Role, ...] = get_args(Role)
ROLE_AT: dict[str, int] = {role: at for at, role in enumerate(ROLES)}
ARTICLE: tuple[Role, ...] = ("summary", "subhead", "body")
FURNITURE: tuple[Role, ...] = (
    "signoff", "correction", "embed", "advert", "related", "newsletter", "comments", "disclaimer",
    "copyright", "navigation", "other",
)  # fmt: skip
SILVER: tuple[Role, ...] = ("byline", "time", "caption", "credit")

MAX_CREDIT = 80
"""Characters of a line that can be a credit alone."""

MIN_ALIGNED = 0.7
"""Share of a line's shingles that make it a line of the gold body."""


class Sample(msgspec.Struct, frozen=True):
    """One page with its labels.

    Shape: `allowed` (line, len(ROLES)) bool; `weak` (line,) int, -1 where nothing is guessed.
    """

    id: str
    family: str
    source: str
    style: str
    lines: tuple[Line, ...]
    allowed: NDArray[np.bool_]
    weak: NDArray[np.int64]
    kept: Kept | None = None
    candidates: tuple[Candidate, ...] = ()


def real_samples() -> list[Sample]:
    """Every development page four times: as HTML, and flattened in three styles."""
    found: list[Sample] = []
    flat = {
        style: {page.id: page for page in flat_pages(style)}
        for style in ("select", "column", "inscr")
    }
    for page in gold_pages():
        if page.id in NO_BODY:
            continue
        whole = _html_sample(page, flat["select"][page.id])
        found.append(whole)
        guesses = dict(zip([line.text for line in whole.lines], whole.weak, strict=True))
        found += [
            _flat_sample(page, pages[page.id], guesses)
            for pages in flat.values()
            if page.id in pages
        ]
    return found


def allowed_roles(label: str, source: str) -> tuple[Role, ...]:
    """The roles a silver label leaves open."""
    if label == "credit?":
        return ("credit", *FURNITURE)
    if source == "aeb" and label in ARTICLE:
        return ARTICLE
    if source == "aeb" and label == "other":
        return (*FURNITURE, *SILVER)
    if source == "aeb" and label in SILVER:
        return (ROLES[ROLE_AT[label]], "other")
    return FURNITURE if label == "other" else (ROLES[ROLE_AT[label]],)


def mask_of(labels: Iterable[str | None], source: str) -> NDArray[np.bool_]:
    """The labels as a table: (line, len(ROLES)); a line without a label may be anything."""
    rows = []
    for label in labels:
        row = np.zeros(len(ROLES), dtype=np.bool_)
        roles = ROLES if label is None else allowed_roles(label, source)
        row[[ROLE_AT[role] for role in roles]] = True
        rows.append(row)
    return np.asarray(rows)


def _html_sample(page: GoldPage, flat: FlatPage) -> Sample:
    text = page.html().decode("utf-8", "replace")
    tree = tree_of(text)
    lines = walk(tree)
    candidates = candidates_of(tree)
    kept, _ = kept_by_engines(text, tree)
    labels = _mended(lines, _transferred(lines, flat, page))
    return Sample(
        id=page.id, family=page.family, source=page.source, style="html", lines=lines,
        allowed=mask_of(labels, page.source), kept=kept, candidates=candidates,
        weak=_weak(lines, labels),
    )  # fmt: skip


def _flat_sample(page: GoldPage, flat: FlatPage, guesses: dict[str, int]) -> Sample:
    lines = lines_of(flat.text)
    weak = np.asarray([guesses.get(line.text, -1) for line in lines])
    labels = _mended(lines, flat.labels)
    weak[[label != "other" for label in labels]] = -1
    return Sample(
        id=page.id, family=page.family, source=page.source, style=flat.style, lines=lines,
        allowed=mask_of(labels, page.source), weak=weak,
    )  # fmt: skip


def _mended(lines: Sequence[Line], labels: Sequence[str | None]) -> list[str | None]:
    """The labels without two habits of the gold: leads called summaries, credits left out."""
    return [_mended_label(line.text, label) for line, label in zip(lines, labels, strict=True)]


def _mended_label(text: str, label: str | None) -> str | None:
    if label == "summary" and dateline_of(text) is not None:
        return "body"
    if label == "other" and len(text) < MAX_CREDIT and is_credit(text):
        return "credit?"
    return label


def _weak(lines: Sequence[Line], labels: Sequence[str | None]) -> NDArray[np.int64]:
    roles = [
        weak_role(line) if label == "other" else None
        for line, label in zip(lines, labels, strict=True)
    ]
    return np.asarray([-1 if role is None else ROLE_AT[role] for role in roles])


def _transferred(lines: Sequence[Line], flat: FlatPage, page: GoldPage) -> list[str | None]:
    """The labels of a flattened page on the lines of our own walk."""
    ours, theirs = [_key(line.text) for line in lines], [_key(text) for text in flat.lines]
    labels: list[str | None] = [None] * len(ours)
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for here, there, size in matcher.get_matching_blocks():
        labels[here : here + size] = flat.labels[there : there + size]
    gold = shingles(page.body)
    return [
        _aligned(line, gold) if label is None else label
        for line, label in zip(lines, labels, strict=True)
    ]


def _aligned(line: Line, gold: dict[tuple[str, ...], int]) -> str | None:
    own = shingles(line.text)
    hits = sum(min(count, gold.get(gram, 0)) for gram, count in own.items())
    if own.total() < 4:
        return None
    return "body" if hits >= MIN_ALIGNED * own.total() else "other"


def _key(text: str) -> str:
    return "".join(text.split()).replace("\u00ad", "").casefold()
