"""The arbiter of event types: `python -m training.arbiter [--model FOLDER]`, half a minute.

Run it whenever the reader's model changes. The wording is learned from PLV's training rows and our
own sentences; so are the frames' votes. The weights of the voices are fitted on `events_held.tsv`,
sentences of ours that neither the encoder nor the wording has seen. PLV's development rows take no
part. Prints accuracy, macro F1 and calibration error on the held sentences, each judged by weights
fitted on the others. The score of an event found in running text is then fitted on the same
sentences without marks and the half of the PLOVER gold records that we have read; how well it parts
right from wrong types is printed, too. Writes `findings/coding/arbiter.npz`.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from evaluation.event_pairs import hear, read_own
from evaluation.events import accuracy, calibration_error, macro_f1
from evaluation.gold_events import is_read, read_pairs, read_records
from evaluation.plain import plain_report
from scipy.optimize import minimize  # type: ignore[import-untyped]
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from dragoman.findings.analysis import before_events
from dragoman.findings.anchor import anchor_of
from dragoman.findings.coding import arbiter
from dragoman.findings.coding.arbiter import evidence, label_of, shares
from dragoman.findings.coding.second_voice import opinions
from dragoman.findings.coding.wording import ROWS
from dragoman.findings.events import told_drafts
from dragoman.language import load
from dragoman.language.article import read_article
from dragoman.language.labels import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from evaluation.event_pairs import Heard
    from numpy.typing import NDArray
    from spacy.language import Language

OURS = Path(__file__).parent / "data"
OUT = Path(arbiter.__file__).parent / "arbiter.npz"
STRENGTH = 10.0  # inverse of the penalty on the wording's weights
SMOOTHING = 1.0
FOLDS = 10
START = (0.7, 0.5, 0.5, 0.3, 0.5)
"""Weights before fitting: the head's, the frames' by nearness, the wording's."""


def learned(rows: Sequence[Heard]) -> dict[str, NDArray[np.float32]]:
    """The tables of the wording and of the votes."""
    kinds = np.array([EVENTS.index(row.type) for row in rows])
    weights, bias = _wording([row for row, kind in zip(rows, kinds, strict=True) if kind])
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-6) / 127
    return {
        "wording": np.rint(weights / scale).astype(np.int8),
        "wording_scale": scale.astype(np.float32),
        "wording_bias": bias.astype(np.float32),
        "votes": _votes(rows, kinds),
    }


def _wording(rows: Sequence[Heard]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Weights (traits, types) of a logistic regression over traits that stand twice or more."""
    seen = np.bincount(np.concatenate([row.traits for row in rows]), minlength=ROWS)
    kept = [row.traits[seen[row.traits] > 1] for row in rows]
    ends = np.cumsum([0, *map(len, kept)])
    values = np.concatenate([np.full(len(one), 1 / np.sqrt(max(1, len(one)))) for one in kept])
    matrix = csr_matrix((values, np.concatenate(kept), ends), shape=(len(rows), ROWS))
    model = LogisticRegression(C=STRENGTH, class_weight="balanced", max_iter=400)
    model.fit(matrix, [EVENTS.index(row.type) for row in rows])
    weights, bias = np.zeros((ROWS, len(EVENTS))), np.full(len(EVENTS), -20.0)
    weights[:, model.classes_] = model.coef_.T
    bias[model.classes_] = model.intercept_
    return weights, bias


def _votes(rows: Sequence[Heard], kinds: NDArray[np.int64]) -> NDArray[np.float32]:
    """(nearness, vote, type): the log of how much likelier a vote is under a type than at all."""
    counts = np.zeros((3, len(EVENTS), len(EVENTS)))
    for row, kind in zip(rows, kinds, strict=True):
        for vote in row.votes:
            counts[vote.nearness, vote.kind, kind] += 1
    prior = np.bincount(kinds, minlength=len(EVENTS)) + 1.0
    total = counts.sum(axis=2, keepdims=True)
    share = (counts + SMOOTHING * (total / prior.sum() + 0.02)) / (prior + SMOOTHING)
    return np.asarray(np.log(share) - np.log((total + 0.05) / prior.sum()), dtype=np.float32)


def fitted_weights(found: NDArray[np.float64], kinds: NDArray[np.int64]) -> NDArray[np.float64]:
    """The weights under which the right types are likeliest."""

    def loss(weights: NDArray[np.float64]) -> float:
        chances = [shares(one, weights)[kind] for one, kind in zip(found, kinds, strict=True)]
        return float(-np.log(np.maximum(chances, 1e-9)).mean())

    return np.asarray(minimize(loss, START, method="Nelder-Mead").x, dtype=np.float64)


def judged_by_others(found: NDArray[np.float64], kinds: NDArray[np.int64]) -> NDArray[np.float64]:
    """(sentences, types): probabilities by weights fitted on the other folds."""
    fold = np.arange(len(kinds)) % FOLDS
    chances = np.zeros((len(kinds), len(EVENTS)))
    for at in range(FOLDS):
        weights = fitted_weights(found[fold != at], kinds[fold != at])
        for row in np.flatnonzero(fold == at):
            chances[row] = shares(found[row], weights)
    return chances


def scored(
    sentences: Iterable[tuple[str, str]], nlp: Language
) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """(events, 2) log odds and share of no event, and whether the type is the sentence's own."""
    features, right = [], []
    for text, kind in sentences:
        report = plain_report(text)
        doc = read_article(nlp, report)
        context, _ = before_events(report, doc, anchor_of(report))
        drafts = told_drafts(doc, context)
        for draft, opinion in zip(drafts, opinions(doc, drafts), strict=True):
            if opinion is not None and draft.factuality in ("actual", "planned"):
                features.append((opinion.logit, opinion.nothing))
                right.append(label_of(draft.type) == kind)
    return np.array(features), np.array(right)


def fitted_score(features: NDArray[np.float64], right: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Bias, slope of the log odds and weight of "no event" of the score."""
    model = LogisticRegression(C=1.0).fit(features, right)
    return np.array([model.intercept_[0], *model.coef_[0]], dtype=np.float32)


def write(model: dict[str, NDArray[np.float32]]) -> None:
    """Put the arbiter where the package finds it."""
    with OUT.open("wb") as file:
        np.savez_compressed(file, allow_pickle=False, **model)
    arbiter.fitted.cache_clear()


def main() -> None:
    """Fit, say how well, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, help="a model folder; the packaged one without it")
    nlp = load(parser.parse_args().model)
    taught = [
        hear(pair, nlp) for pair in [*read_pairs("train"), *read_own(OURS / "events_own.tsv")]
    ]
    pairs = read_own(OURS / "events_held.tsv")
    held = [hear(pair, nlp) for pair in pairs]
    model = learned(taught)
    kinds = np.array([EVENTS.index(row.type) for row in held])
    found = np.array([evidence(row.head, row.votes, row.traits, model) for row in held])
    chances = judged_by_others(found, kinds)
    best = chances.argmax(axis=1)
    names = [(EVENTS[kind], EVENTS[one]) for kind, one in zip(kinds, best, strict=True)]
    right = best == kinds
    print(f"held sentences   {len(held)}")
    print(f"accuracy         {accuracy(names):.3f}")
    print(f"macro F1         {macro_f1(names):.3f}")
    print(f"calibration      {calibration_error(chances.max(axis=1), right):.3f}")
    model["weights"] = fitted_weights(found, kinds).astype(np.float32)
    print("weights         ", model["weights"].round(2))
    model["score"] = np.array([0, 1, 0], dtype=np.float32)
    write(model)
    read = [(one.text, label_of(one.type)) for one in read_records() if is_read(one)]
    features, told = scored([*((one.text, one.type) for one in pairs), *read], nlp)
    model["score"] = fitted_score(features, told)
    write(model)
    print(f"events told      {len(told)}, of the right type {told.mean():.3f}")
    print(f"AUC of the score {roc_auc_score(told, features @ model['score'][1:]):.3f}")
    print("score           ", model["score"].round(2))


if __name__ == "__main__":
    main()
