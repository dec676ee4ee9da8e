"""Scores on the development parts with the network in torch, for the log of a training run.

The figures that count come from `evaluation.language`, with the exported file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch
from torch.nn import functional

from dragoman.language.labels import ATTRIBUTION, FOLDED, POLITICS, RELATIONS
from dragoman.language.spans import spans_of, tags_of
from dragoman.language.trees import heads_of
from training.batches import Recipe, batches_of, tensors, windows_of
from training.losses import pair_vectors, seen_arcs, tag_scores

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from training.batches import Window
    from training.items import Text
    from training.model import Reader

PLAIN = Recipe(single=0, recased=0)
PIECES = 2048


def _read(
    model: Reader, texts: list[Text], casing: int = 0
) -> Iterator[tuple[list[Window], dict[str, Tensor], Tensor]]:
    import random

    windows = windows_of(texts, PLAIN, random.Random(0))
    for window in windows:
        window.casing = casing
    for batch in batches_of(windows, PIECES, random.Random(0)):
        arrays = tensors(batch)
        with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16, enabled=False):
            yield batch, arrays, model.words(arrays)


def parsing(model: Reader, texts: list[Text]) -> tuple[float, float, float]:
    """UPOS accuracy, UAS and LAS (relations without subtypes), gold words and sentences."""
    short = np.array([hash(r.split(":")[0]) for r in RELATIONS])
    right = np.zeros(3)
    total = 0
    for _, batch, words in _read(model, texts):
        with torch.no_grad():
            arcs = (model.arcs(words) + seen_arcs(batch["sentence"])).numpy()
            upos = tag_scores(model, words, "upos").argmax(-1).numpy()
            dependent, head = model.label_dependent(words), model.label_head(words)
        for row, sentences in enumerate(batch["sentence"].numpy()):
            for number in range(1, sentences.max() + 1):
                at = np.flatnonzero(sentences == number)
                heads = heads_of(arcs[row][np.ix_(at, np.concatenate(([0], at)))])
                whole = np.where(heads > 0, heads + at[0] - 1, 0)
                with torch.no_grad():
                    hidden = functional.gelu(
                        dependent[row, at] + head[row, whole], approximate="tanh"
                    )
                    labels = model.label(hidden).argmax(-1).numpy()
                good = whole == batch["heads"][row, at].numpy()
                same = short[labels] == short[batch["relations"][row, at].numpy()]
                right += [
                    (upos[row, at] == batch["upos"][row, at].numpy()).sum(),
                    good.sum(),
                    (good & same).sum(),
                ]
                total += len(at)
    upos_score, uas, las = right / total * 100
    return float(upos_score), float(uas), float(las)


def entities(
    model: Reader, texts: list[Text], head: str, casing: int = 0, *, folded: bool = False
) -> float:
    """Span F1."""
    hits = found = there = 0
    kinds = [FOLDED[name[2:]] for name in POLITICS[1::2]]
    for _, batch, words in _read(model, texts, casing):
        with torch.no_grad():
            scores = tag_scores(model, words, head).numpy()
        for row, sentences in enumerate(batch["sentence"].numpy()):
            for number in range(1, sentences.max() + 1):
                at = np.flatnonzero(sentences == number)
                ours, gold = (
                    {(a, b, kinds[k] if folded else str(k)) for a, b, k in spans_of(tags)}
                    for tags in (tags_of(scores[row, at]), batch[head][row, at].numpy())
                )
                hits, found, there = hits + len(ours & gold), found + len(ours), there + len(gold)
    return f1(hits, found, there)


def f1(hits: int, found: int, there: int) -> float:
    """In percent."""
    return 200 * hits / max(1, found + there)


def attribution(model: Reader, texts: list[Text]) -> tuple[float, float]:
    """Token micro F1 and the share of right links at gold starts."""
    hits = found = there = linked = links = 0
    begins = [ATTRIBUTION.index("B-SOURCE"), ATTRIBUTION.index("B-CONTENT")]
    for _, batch, words in _read(model, texts):
        with torch.no_grad():
            scores = tag_scores(model, words, "attribution").numpy()
            pairs = model.links(words).masked_fill((batch["sentence"] < 0)[:, None, :], -1e4)
        best = pairs.argmax(-1).numpy()
        for row, sentences in enumerate(batch["sentence"].numpy()):
            at = np.flatnonzero(sentences > 0)
            ours = (tags_of(scores[row, at]) + 1) // 2
            gold = (batch["attribution"][row, at].numpy() + 1) // 2
            hits += int(((ours == gold) & (gold > 0)).sum())
            found, there = found + int((ours > 0).sum()), there + int((gold > 0).sum())
            starts = at[np.isin(batch["attribution"][row, at].numpy(), begins)]
            right = best[row, starts] == batch["link"][row, starts].numpy()
            linked, links = linked + int(right.sum()), links + len(starts)
    return f1(hits, found, there), 100 * linked / max(1, links)


def factuality(model: Reader, texts: list[Text], column: int) -> tuple[float, float]:
    """Pearson's r and the mean absolute error."""
    ours: list[float] = []
    gold: list[float] = []
    for _, batch, words in _read(model, texts):
        judged = ~torch.isnan(batch["factuality"])
        with torch.no_grad():
            ours += model.factuality(words[judged])[:, column].tolist()
        gold += batch["factuality"][judged].tolist()
    left, right = np.array(ours), np.array(gold)
    return float(np.corrcoef(left, right)[0, 1]), float(np.abs(left - right).mean())


def metonymy(model: Reader, texts: list[Text]) -> float:
    """Accuracy at the places, percent."""
    right = total = 0
    for _, batch, words in _read(model, texts):
        judged = ~torch.isnan(batch["metonymy"])
        with torch.no_grad():
            ours = model.metonymy(words[judged])[:, 0] > 0
        right += int((ours == (batch["metonymy"][judged] > 0.5)).sum())
        total += int(judged.sum())
    return 100 * right / max(1, total)


def events(model: Reader, texts: list[Text]) -> tuple[float, float]:
    """Accuracy and macro F1 over the types that occur; `none` is not offered."""
    ours: list[int] = []
    gold: list[int] = []
    for windows, batch, words in _read(model, texts):
        with torch.no_grad():
            scores = model.event(pair_vectors(words, batch))[:, 1:]
        ours += (scores.argmax(-1) + 1).tolist()
        gold += [w.items[0].kind for w in windows]
    left, right = np.array(ours), np.array(gold)
    per_kind = [
        f1(int(((left == k) & (right == k)).sum()), int((left == k).sum()), int((right == k).sum()))
        for k in sorted(set(gold))
    ]
    return 100 * float((left == right).mean()), float(np.mean(per_kind))


def sides(model: Reader, texts: list[Text]) -> float:
    """F1 of sources and targets that overlap gold ones."""
    hits = met = found = there = 0
    for _, batch, words in _read(model, texts):
        with torch.no_grad():
            scores = tag_scores(model, words, "sides").numpy()
        for row, sentences in enumerate(batch["sentence"].numpy()):
            at = np.flatnonzero(sentences > 0)
            ours, gold = (
                list(spans_of(tags))
                for tags in (tags_of(scores[row, at]), batch["sides"][row, at].tolist())
            )
            hits += sum(any(_meet(a, b) for b in gold) for a in ours)
            met += sum(any(_meet(a, b) for a in ours) for b in gold)
            found, there = found + len(ours), there + len(gold)
    precision, recall = hits / max(1, found), met / max(1, there)
    return 200 * precision * recall / max(1e-9, precision + recall)


def _meet(a: tuple[int, int, int], b: tuple[int, int, int]) -> bool:
    return a[2] == b[2] and a[0] < b[1] and b[0] < a[1]


def table(model: Reader, scored: dict[str, list[Text]], share: float = 1.0) -> dict[str, float]:
    """Every figure by name, on the first share of each part."""
    part = {task: texts[: max(1, int(len(texts) * share))] for task, texts in scored.items()}
    if share < 1:
        conll = scored["conll"][0]
        part["conll"] = [type(conll)(conll.name, conll.items[: int(len(conll.items) * share)])]
    part |= {"plv": scored["plv"], "sides": scored["sides"]}
    model.eval()
    ewt, gum = parsing(model, part["ewt"]), parsing(model, part["gum"])
    tokens, link = attribution(model, part["polnear"])
    uw, uds = factuality(model, part["uw"], 0), factuality(model, part["uds"], 1)
    accuracy, macro = events(model, part["plv"])
    found = {
        "ewt_upos": ewt[0], "ewt_uas": ewt[1], "ewt_las": ewt[2],
        "gum_upos": gum[0], "gum_las": gum[2],
        "conll": entities(model, part["conll"], "entity"),
        "conll_title": entities(model, part["conll"], "entity", 2),
        "conll_upper": entities(model, part["conll"], "entity", 4),
        "politics9": entities(model, part["politics"], "politics"),
        "politics4": entities(model, part["politics"], "politics", folded=True),
        "attribution": tokens, "link": link,
        "uw_r": uw[0], "uw_mae": uw[1], "uds_r": uds[0], "uds_mae": uds[1],
        "relocar": metonymy(model, part["relocar"]),
        "geowebnews": metonymy(model, part["geowebnews"]),
        "event_acc": accuracy, "event_f1": macro,
        "sides": sides(model, part["sides"]),
    }  # fmt: skip
    model.train()
    return {name: round(value, 3) for name, value in found.items()}
