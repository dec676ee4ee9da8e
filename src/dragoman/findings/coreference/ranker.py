"""The scorer of pairs: a small network of ours over words' vectors and what speaks for each pair.

Trained by `training/coreference.py` on OntoGUM's training part; `ranker.npz` holds its weights and
the digest of the encoder whose vectors it learned from. With another encoder, or none, it scores
by the features alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

import numpy as np

from dragoman.findings.coreference.mentions import SIZES
from dragoman.findings.coreference.names import earlier_names
from dragoman.findings.coreference.pairs import PAIR_SIZES, pairs_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from numpy.typing import NDArray

    from dragoman.findings.coreference.mentions import Mentions
    from dragoman.findings.coreference.pairs import Pairs

MENTION_COLUMNS = tuple(SIZES)
PAIR_COLUMNS = tuple(PAIR_SIZES)
BLOCK = 512
"""Pairs scored at a time: what is made of them stays in the cache of a core."""

BY_NAME = 1.0
"""The margin of a name that goes back to another of the same bearer."""

Weights = "Mapping[str, NDArray[np.float32]]"


@dataclass(frozen=True, eq=False)
class Ranking:
    """Of each mention, its best antecedent (-1: there is none before it) and how far that one
    stands above the mention's being new; below 0 it is likelier new.
    """

    antecedents: NDArray[np.int32]
    margins: NDArray[np.float32]


def rank(mentions: Mentions, heads: Collection[int] | None = None, links: int = 1) -> Ranking:
    """The most likely antecedent of every mention, or the last name of the same bearer.

    With `heads`, of the mentions with these head tokens, and of what they go back to for so many
    links; the others have none.
    """
    if heads is None or not len(mentions):
        return with_names(mentions, ranking(mentions, pairs_of(mentions), weights()))
    total = Ranking(np.full(len(mentions), -1, np.int32), np.zeros(len(mentions), np.float32))
    asked = np.zeros(len(mentions), dtype=np.bool_)
    wanted = np.fromiter(heads, dtype=np.int32)
    for _ in range(links):
        chosen = np.isin(mentions.heads, wanted) & ~asked
        if not chosen.any():
            break
        asked |= chosen
        scored = ranking(mentions, pairs_of(mentions, chosen), weights())
        found = with_names(mentions, scored)
        total.antecedents[chosen] = found.antecedents[chosen]
        total.margins[chosen] = found.margins[chosen]
        linked = found.antecedents[chosen & (found.margins > 0)]
        wanted = mentions.heads[linked]
    return total


def with_names(mentions: Mentions, scored: Ranking) -> Ranking:
    """Names that the scorer takes for new go back to the last name of the same bearer."""
    antecedents, margins = scored.antecedents.copy(), scored.margins.copy()
    for at, earlier in earlier_names(mentions.names):
        if margins[at] <= 0:
            antecedents[at], margins[at] = earlier, BY_NAME
    return Ranking(antecedents, margins)


def ranking(
    mentions: Mentions, pairs: Pairs, network: Mapping[str, NDArray[np.float32]]
) -> Ranking:
    """The same with a given network."""
    count = len(mentions)
    antecedents = np.full(count, -1, dtype=np.int32)
    margins = np.zeros(count, dtype=np.float32)
    if count == 0:
        return Ranking(antecedents, margins)
    hidden = _hidden(mentions, network)
    scores = _scores(hidden, pairs, network)
    new = _new(hidden, pairs, network)
    for at in range(count):
        first, last = pairs.offsets[at], pairs.offsets[at + 1]
        if first == last:
            continue
        best = int(np.argmax(scores[first:last]))
        margins[at] = scores[first + best] - new[at]
        antecedents[at] = pairs.earlier[first + best]
    return Ranking(antecedents, margins)


def _hidden(mentions: Mentions, network: Mapping[str, NDArray[np.float32]]) -> NDArray[np.float32]:
    """(mentions, width): what the network makes of each mention."""
    total = mentions.vectors @ network["vectors"] + network["mention_bias"]
    for name in MENTION_COLUMNS:
        total = total + network[f"mention.{name}"][mentions.column(name)]
    return np.asarray(np.maximum(total, 0.0), dtype=np.float32)


def _scores(
    hidden: NDArray[np.float32], pairs: Pairs, network: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """(pairs,): how well each antecedent fits."""
    first = hidden @ network["earlier"]
    second = hidden @ network["later"] + network["pair_bias"]
    scores = np.empty(len(pairs.later), dtype=np.float32)
    for begin in range(0, len(scores), BLOCK):
        rows = slice(begin, begin + BLOCK)
        later, earlier = pairs.later[rows], pairs.earlier[rows]
        total = first[earlier] + second[later]
        total += (hidden[earlier] * hidden[later]) @ network["product"]
        features = np.ascontiguousarray(pairs.features[rows].T)
        for values, name in zip(features, PAIR_COLUMNS, strict=True):
            total += network[f"pair.{name}"].take(values, axis=0)
        np.maximum(total, 0.0, out=total)
        inner = np.maximum(total @ network["inner"] + network["inner_bias"], 0.0)
        scores[rows] = inner @ network["out"]
    return scores


def _new(
    hidden: NDArray[np.float32], pairs: Pairs, network: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float32]:
    """(mentions,): the score of standing for something new."""
    total = hidden @ network["new"] + network["new_bias"]
    seen = pairs.alone[:, 0] * 2 + pairs.alone[:, 1]
    total = np.maximum(total + network["new_seen"][seen], 0.0)
    return np.asarray(total @ network["new_out"], dtype=np.float32)


@cache
def weights() -> Mapping[str, NDArray[np.float32]]:
    """The packaged network."""
    packed = (files("dragoman.findings.coreference") / "ranker.npz").read_bytes()
    with np.load(BytesIO(packed)) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files if name != "encoder"}
