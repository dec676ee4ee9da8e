"""Scores of coreference chains: MUC, B-cubed, CEAF-e and their mean, the CoNLL score.

Chains are sets of spans; those of one mention are left out on both sides. Counts add up over
documents before the ratios are taken, as the official scorer does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]
Chain = frozenset[Span]


@dataclass(slots=True)
class Tally:
    """Numerators and denominators of recall and precision, added up over documents."""

    found: float = 0.0
    gold: float = 0.0
    right: float = 0.0
    answered: float = 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found."""
        return self.found / self.gold if self.gold else 0.0

    @property
    def precision(self) -> float:
        """Share of the answer that is right."""
        return self.right / self.answered if self.answered else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.recall + self.precision
        return 2 * self.recall * self.precision / total if total else 0.0


@dataclass(slots=True)
class ChainScores:
    """The three measures over any number of documents."""

    muc: Tally = field(default_factory=Tally)
    b_cubed: Tally = field(default_factory=Tally)
    ceaf: Tally = field(default_factory=Tally)

    def add(self, gold: Iterable[Iterable[Span]], answer: Iterable[Iterable[Span]]) -> None:
        """Count one document."""
        key = _chains(gold)
        response = _chains(answer)
        _count_muc(self.muc, key, response)
        _count_b_cubed(self.b_cubed, key, response)
        _count_ceaf(self.ceaf, key, response)

    @property
    def conll(self) -> float:
        """The mean of the three F1 values."""
        return (self.muc.f1 + self.b_cubed.f1 + self.ceaf.f1) / 3


def _chains(chains: Iterable[Iterable[Span]]) -> list[Chain]:
    return [chain for chain in map(frozenset, chains) if len(chain) > 1]


def _place(chains: Sequence[Chain]) -> dict[Span, int]:
    return {span: at for at, chain in enumerate(chains) for span in chain}


def _count_muc(tally: Tally, key: list[Chain], response: list[Chain]) -> None:
    for left, right, found in ((key, response, True), (response, key, False)):
        place = _place(right)
        links = sum(len(chain) - 1 for chain in left)
        kept = 0
        for chain in left:
            parts = {place.get(span, (span,)) for span in chain}
            kept += len(chain) - len(parts)
        if found:
            tally.found, tally.gold = tally.found + kept, tally.gold + links
        else:
            tally.right, tally.answered = tally.right + kept, tally.answered + links


def _count_b_cubed(tally: Tally, key: list[Chain], response: list[Chain]) -> None:
    for left, right, found in ((key, response, True), (response, key, False)):
        place = _place(right)
        total = sum(len(chain) for chain in left)
        value = 0.0
        for chain in left:
            shares: dict[int, int] = {}
            for span in chain:
                if span in place:
                    shares[place[span]] = shares.get(place[span], 0) + 1
            value += sum(count * count for count in shares.values()) / len(chain)
        if found:
            tally.found, tally.gold = tally.found + value, tally.gold + total
        else:
            tally.right, tally.answered = tally.right + value, tally.answered + total


def _count_ceaf(tally: Tally, key: list[Chain], response: list[Chain]) -> None:
    tally.gold += len(key)
    tally.answered += len(response)
    if not key or not response:
        return
    similar = np.array(
        [[2 * len(one & other) / (len(one) + len(other)) for other in response] for one in key]
    )
    rows, columns = linear_sum_assignment(-similar)
    value = float(similar[rows, columns].sum())
    tally.found += value
    tally.right += value
