"""Three voices on the type of an event are joined into one probability."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc
from spacy.vocab import Vocab

from dragoman.findings.coding.arbiter import BOTH, Vote, decided, evidence, fitted, shares
from dragoman.findings.coding.wording import ROWS, row_of, traits_of
from dragoman.language.labels import EVENTS

SENTENCE = Doc(
    Vocab(),
    words="Norland will bomb Sudland soon".split(),
    lemmas="Norland will bomb Sudland soon".split(),
    heads=[2, 2, 2, 2, 2],
    deps=["nsubj", "aux", "ROOT", "obj", "advmod"],
)
EVEN = np.full(len(EVENTS), 1 / len(EVENTS), dtype=np.float32)


def test_names_of_the_sides_never_tell_a_type() -> None:
    traits = traits_of(SENTENCE, (0, 5), (0, 1), (3, 4))
    assert row_of("1:bomb") in traits
    assert row_of("3:SRC_will_bomb") in traits
    assert row_of("dS:nsubj:bomb") in traits
    assert row_of("1:norland") not in traits
    assert traits.max() < ROWS


def test_a_frame_with_both_sides_moves_an_undecided_head() -> None:
    silent = np.zeros(0, dtype=np.int64)
    voted, _ = decided(EVEN, [Vote(EVENTS.index("PROTEST"), BOTH)], silent)
    assert voted == "PROTEST"


def test_shares_are_probabilities_and_none_is_never_chosen() -> None:
    found = evidence(EVEN, [], traits_of(SENTENCE, (0, 5), (0, 1), (3, 4)), fitted())
    chances = shares(found, fitted()["weights"].astype(np.float64))
    assert chances[0] == 0
    assert abs(chances.sum() - 1) < 1e-9
