"""How windows are changed before they are learned from."""

from __future__ import annotations

import random

import numpy as np
import pytest

pytest.importorskip("torch", reason="torch is not installed: no training here")

from training.batches import MASK, masked
from training.items import Item


def test_a_share_of_the_pieces_is_masked_but_no_judged_word() -> None:
    judged = np.full(500, np.nan, dtype=np.float32)
    judged[::2] = 3
    item = Item(
        words=["w"] * 500,
        pieces=np.full(1000, 2000, dtype=np.int32),
        counts=np.full(500, 2, dtype=np.int32),
        shapes=np.zeros((5, 1000), dtype=np.uint8),
        layers={"factuality": judged},
    )
    changed = masked(item, 0.2, random.Random(1)).pieces
    hidden = (changed == MASK).reshape(500, 2)
    assert not hidden[::2].any()
    assert 0.15 < hidden[1::2].mean() < 0.25
    assert (item.pieces == 2000).all()
