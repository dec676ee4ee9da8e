"""Trains the second look at flattened text: trees over the line nets' opinions.

    python -m training.line_trees build/lines                    the trees that ship
    python -m training.line_trees build/lines --cross build/trees one set a fold, for figures

Every page is seen through the net of its fold (`python -m training.pages --cross build/lines`),
which never saw its publisher, so that the trees learn how far to trust a net on a new page. Trees
of a fold are trained on the pages of the others.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import lightgbm
import msgspec
import numpy as np
from evaluation.gold_pages import MIN_COVER, NO_BODY, NO_CAPTIONS, flat_pages, fold_of, gold_pages
from numpy.typing import NDArray

from dragoman.reports.features import features_of
from dragoman.reports.lines import lines_of
from dragoman.reports.network import read_net
from dragoman.reports.roles import KIND_COLUMNS, log_chances
from dragoman.reports.second import KINDS, MODEL, Trees, inputs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FOLDS = 5
STYLES = ("column", "select", "inscr")
LABELS = {
    "article": frozenset(["summary", "subhead", "body"]),
    "picture": frozenset(["caption", "credit"]),
}
SETTINGS = {
    "objective": "binary", "learning_rate": 0.05, "num_leaves": 15, "min_data_in_leaf": 200,
    "feature_fraction": 0.4, "bagging_fraction": 0.7, "bagging_freq": 1, "lambda_l2": 30.0,
    "verbosity": -1, "num_threads": 1, "seed": 1, "deterministic": True,
}  # fmt: skip
ROUNDS = 250


class Seen(msgspec.Struct, frozen=True):
    """A flattened page as the trees see it: inputs (L, F), labels and a weight."""

    fold: int
    inputs: NDArray[np.float32]
    labels: tuple[str, ...]
    weight: float
    captions: bool


def seen_pages(nets: Path) -> list[Seen]:
    """Every flattened page, read by the net of its fold."""
    committees = [read_net(nets / f"fold{fold}of{FOLDS}.npz") for fold in range(FOLDS)]
    families = {page.id: page.family for page in gold_pages()}
    counts: dict[str, int] = {}
    for family in families.values():
        counts[family] = counts.get(family, 0) + 1
    found = []
    for style in STYLES:
        for page in flat_pages(style):
            if page.cover < MIN_COVER or page.id in NO_BODY:
                continue
            family = families[page.id]
            fold = fold_of(family, FOLDS)
            seen = features_of(lines_of(page.text))
            inputs = inputs_of(log_chances(committees[fold].logits(seen)), seen, KIND_COLUMNS)
            captions = page.source == "fundus" and page.id not in NO_CAPTIONS
            found.append(Seen(fold, inputs, page.labels, counts[family] ** -0.5, captions))
    return found


def grown(pages: Sequence[Seen], kind: str) -> Trees:
    """The trees of one kind; pictures are learned where captions are annotated."""
    used = [page for page in pages if kind == "article" or page.captions]
    right = np.concatenate([[label in LABELS[kind] for label in page.labels] for page in used])
    weights = np.concatenate([np.full(len(page.labels), page.weight) for page in used])
    data = lightgbm.Dataset(
        np.concatenate([page.inputs for page in used]), right.astype(np.float32), weight=weights
    )
    booster = lightgbm.train(SETTINGS, data, num_boost_round=ROUNDS)
    trees = as_arrays(booster.dump_model()["tree_info"])
    some = used[0].inputs
    if not np.allclose(trees.scores(some), booster.predict(some, raw_score=True), atol=1e-6):
        raise AssertionError("the arrays do not score as the booster does")
    return trees


def as_arrays(infos: Iterable[dict[str, object]]) -> Trees:
    """LightGBM's trees, node by node."""
    columns: dict[str, list[float]] = {name: [] for name in Trees.__struct_fields__}

    def add(node: dict[str, object]) -> int:
        at = len(columns["value"])
        inner = "split_index" in node
        columns["feature"].append(node["split_feature"] if inner else 0)  # type: ignore[arg-type]
        columns["threshold"].append(node["threshold"] if inner else 0.0)  # type: ignore[arg-type]
        columns["value"].append(0.0 if inner else node["leaf_value"])  # type: ignore[arg-type]
        columns["left"].append(-1)
        columns["right"].append(-1)
        if inner:
            columns["left"][at] = add(node["left_child"])  # type: ignore[arg-type]
            columns["right"][at] = add(node["right_child"])  # type: ignore[arg-type]
        return at

    for info in infos:
        columns["roots"].append(add(info["tree_structure"]))  # type: ignore[arg-type]

    def whole(name: str) -> NDArray[np.int32]:
        return np.asarray(columns[name], dtype=np.int32)

    return Trees(
        roots=whole("roots"),
        feature=whole("feature"),
        threshold=np.asarray(columns["threshold"], dtype=np.float64),
        left=whole("left"),
        right=whole("right"),
        value=np.asarray(columns["value"], dtype=np.float64),
    )


def save(trees: dict[str, Trees], path: Path) -> None:
    """The trees of every kind as `dragoman.reports.second` reads them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    arrays = {
        f"{kind}.{name}": getattr(some, name)
        for kind, some in trees.items()
        for name in Trees.__struct_fields__
    }
    np.savez_compressed(path, **arrays)


def main() -> None:
    """Train what ships, or one set a fold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("nets", type=Path, help="folder of the nets of each fold")
    options.add_argument("--cross", type=Path, help="folder for one set of trees a fold")
    given = options.parse_args()
    pages = seen_pages(given.nets)
    if given.cross is None:
        save({kind: grown(pages, kind) for kind in KINDS}, Path(str(MODEL)))
        return
    for fold in range(FOLDS):
        others = [page for page in pages if page.fold != fold]
        path = given.cross / f"fold{fold}of{FOLDS}.npz"
        save({kind: grown(others, kind) for kind in KINDS}, path)
        print(path, path.stat().st_size)


if __name__ == "__main__":
    main()
