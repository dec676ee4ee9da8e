"""The line nets of a cross-validation: each page is read by the net that never saw its family.

Made by `python -m training.pages --cross build/lines` (a quarter of an hour) and `python -m
training.line_trees build/lines --cross build/trees` (a minute); kept out of the repository.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import msgspec

from dragoman.reports.network import read_net
from dragoman.reports.second import read_trees
from evaluation.gold_pages import fold_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.reports.network import Committee

NetOf: TypeAlias = "Callable[[str], Committee]"
"""Gives the net that reads the pages of a publisher family."""

FOLDER = Path(__file__).resolve().parents[1] / "build" / "lines"
TREES = FOLDER.parent / "trees"
FOLDS = 5


def is_made() -> bool:
    """Whether the nets of all folds are there."""
    return all(_path(fold).exists() for fold in range(FOLDS))


@cache
def net_without(family: str) -> Committee:
    """The net that was trained without the pages of a publisher family."""
    fold = fold_of(family, FOLDS)
    if not _path(fold).exists():
        sys.exit(f"{_path(fold)} is missing; run python -m training.pages --cross {FOLDER}")
    return _net(fold)


@cache
def member_without(family: str, member: int) -> Committee:
    """One net of that committee, asked alone."""
    whole = net_without(family)
    return msgspec.structs.replace(whole, members=(whole.members[member],))


@cache
def _net(fold: int) -> Committee:
    trees = TREES / f"fold{fold}of{FOLDS}.npz"
    if not trees.exists():
        sys.exit(f"{trees} is missing; run python -m training.line_trees {FOLDER} --cross {TREES}")
    return msgspec.structs.replace(read_net(_path(fold)), trees=read_trees(trees))


def _path(fold: int) -> Path:
    return FOLDER / f"fold{fold}of{FOLDS}.npz"
