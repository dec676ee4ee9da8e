"""Fit the gate of relevance to what a full reading of articles found.

    python -m training.relevance reports/*.jsonl [--out src/dragoman/findings/relevance/gate.json]

The files hold reports that were read in full (`dragoman.corpus.run`, or `dragoman read --json`).
An article is relevant when an act between two states or bodies, or an agreement of two of them,
was found in it and not kept for review only. Half of the reports, by their id, are fitted to; the
table is of the other half: which share of the findings, and of the relevant articles, is kept when
a share of all articles is read. The threshold is set inside the fitted half, by cross-validation.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from dragoman.findings.relevance import gate
from dragoman.findings.relevance.signs import opening_of, signs_of
from dragoman.schema import from_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from dragoman.schema import Report

OUT = Path(gate.__file__).with_name("gate.json")
KEPT = 0.98
"""The share of findings, inside the fitted half, that the threshold keeps."""
SEEN = 8
"""Articles a sign must stand in."""
STRENGTH = 0.03
"""Of the pull of weights towards 0, as scikit-learn's C counts it."""
SMALL = 0.02
"""Weights below it are left out."""
BODIES = ("former:", "IGO:", "group:", "collective:")


class Example(NamedTuple):
    """An article: how many findings between states it holds, and its signs."""

    findings: int
    signs: frozenset[str]
    fitted: bool


def examples_in(paths: Iterable[Path]) -> Iterator[Example]:
    """The analysed articles of files of reports."""
    for path in paths:
        for line in path.read_bytes().splitlines():
            report = from_json(line)
            if report.language == "en":
                signs = signs_of(*opening_of(report))
                yield Example(findings_between_states(report), signs, int(report.id, 16) % 2 == 1)


def findings_between_states(report: Report) -> int:
    """The acts and agreements of two states or bodies and more."""
    iso3 = {actor.id: actor.iso3 for actor in report.actors}

    def is_between(ids: Iterable[str]) -> bool:
        return len({iso3.get(one) or one for one in ids if _is_party(one, iso3)}) > 1

    told = [(*e.actors, *e.recipients) for e in report.events if not e.candidate]
    return sum(map(is_between, [*told, *(a.parties for a in report.agreements)]))


def _is_party(code: str, iso3: dict[str, str | None]) -> bool:
    return bool(iso3.get(code)) or code.startswith(BODIES)


def fit(examples: Sequence[Example]) -> tuple[gate.Gate, NDArray[np.float64]]:
    """The gate fitted to the fitted half, and the relevance that it gives to every example."""
    half = [one for one in examples if one.fitted]
    seen = Counter(sign for one in half for sign in one.signs)
    vectors = DictVectorizer()
    table = vectors.fit_transform([_row(one, seen) for one in half])
    relevant = np.array([one.findings > 0 for one in half])
    model = LogisticRegression(C=STRENGTH, max_iter=2000)
    folds = StratifiedKFold(5, shuffle=True, random_state=1)  # files hold one source each
    held = cross_val_predict(model, table, relevant, cv=folds, method="predict_proba")[:, 1]
    model.fit(table, relevant)
    weights = zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
    found = gate.Gate(
        least=round(_threshold(held, np.array([one.findings for one in half])), 4),
        bias=round(float(model.intercept_[0]), 4),
        weights={str(n): round(float(w), 3) for n, w in weights if abs(w) >= SMALL},
    )
    totals = [found.bias + sum(found.weights.get(s, 0.0) for s in e.signs) for e in examples]
    return found, 1 / (1 + np.exp(-np.array(totals)))


def _row(example: Example, seen: Counter[str]) -> dict[str, int]:
    return {sign: 1 for sign in sorted(example.signs) if seen[sign] >= SEEN}


def _threshold(shares: NDArray[np.float64], findings: NDArray[np.int64]) -> float:
    """The share from which articles hold KEPT of the findings."""
    order = np.argsort(-shares)
    held = np.cumsum(findings[order]) / findings.sum()
    return float(shares[order][np.searchsorted(held, KEPT)])


def show(examples: Sequence[Example], shares: NDArray[np.float64], least: float) -> None:
    """Print what is kept of the half that was not fitted to."""
    rest = np.array([not one.fitted for one in examples])
    findings = np.array([one.findings for one in examples])[rest]
    scores = shares[rest]
    order = np.argsort(-scores)
    print(f"{len(scores)} articles not fitted to, {np.mean(findings > 0):.1%} relevant, "
          f"AUC {roc_auc_score(findings > 0, scores):.3f}")  # fmt: skip
    print("read   findings kept   relevant articles kept")
    for count in [
        *(round(len(scores) * s / 10) for s in range(2, 8)),
        int((scores >= least).sum()),
    ]:
        kept = findings[order][:count]
        print(f"{count / len(scores):5.1%}   {kept.sum() / findings.sum():10.1%}   "
              f"{(kept > 0).sum() / (findings > 0).sum():15.1%}")  # fmt: skip
    print(f"the last line is the threshold of the release, {least}")


def main() -> None:
    """Fit, show, write."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("reports", type=Path, nargs="+")
    options.add_argument("--out", type=Path, default=OUT)
    given = options.parse_args()
    examples = list(examples_in(given.reports))
    found, shares = fit(examples)
    show(examples, shares, found.least)
    given.out.write_bytes(msgspec.json.format(msgspec.json.encode(found), indent=0) + b"\n")


if __name__ == "__main__":
    main()
