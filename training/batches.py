"""From items to batches: windows of consecutive sentences, re-cased and cut to one size."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
import torch

from dragoman.language.pieces import CLOSE, OPEN, SPECIAL, packed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from torch import Tensor

    from training.items import Item, Text

MARK_SHAPE = 2 * SPECIAL
MASK = 103  # row of the BERT vocabulary
BLANKS = {"factuality": np.nan, "metonymy": np.nan}  # other layers are padded with -1
SORTED_OVER = 64  # batches that are cut from one sorted stretch


@dataclass
class Window:
    """Consecutive items of one text, printed in one casing."""

    items: list[Item]
    casing: int = 0
    mentions: list[tuple[int, int, int]] = field(default_factory=list)

    @property
    def length(self) -> int:
        """Pieces with the two marks."""
        return sum(len(item.pieces) for item in self.items) + 2


@dataclass(frozen=True)
class Recipe:
    """How the windows of a task are made: shares of windows that are single or re-cased, of
    pieces that are masked, of items whose source or target comes from another.
    """

    single: float = 0.3
    recased: float = 0.1
    limit: int = 126
    masked: float = 0.0
    swapped: float = 0.0


def windows_of(texts: list[Text], recipe: Recipe, chance: random.Random) -> list[Window]:
    """The windows of one pass over the texts, in text order."""
    windows: list[Window] = []
    for text in texts:
        for run in _runs(text.items, recipe.single, chance):
            for part in packed([len(item.pieces) for item in run], recipe.limit):
                items = [masked(run[n], recipe.masked, chance) for n in part]
                casing = chance.randint(1, 4) if chance.random() < recipe.recased else 0
                windows.append(Window(items, casing, _inside(text, items)))
    return windows


def _runs(items: list[Item], single: float, chance: random.Random) -> Iterator[list[Item]]:
    """Items that follow one another without a gap, some alone."""
    run: list[Item] = []
    for item in items:
        if run and item.at != run[-1].at + len(run[-1].words):
            yield run
            run = []
        if single and chance.random() < single / 3:
            yield from ([run] if run else [])
            yield [item]
            run = []
        else:
            run.append(item)
    if run:
        yield run


def _inside(text: Text, items: list[Item]) -> list[tuple[int, int, int]]:
    """The text's mentions that lie in the items, counted over the items' words."""
    if not text.mentions:
        return []
    start = items[0].at
    end = items[-1].at + len(items[-1].words)
    return [(a - start, b - start, chain) for a, b, chain in text.mentions if start <= a <= b < end]


def batches_of(windows: list[Window], pieces: int, chance: random.Random) -> list[list[Window]]:
    """The windows in batches of at most so many pieces with padding, like with like."""
    windows = list(windows)
    chance.shuffle(windows)
    batches: list[list[Window]] = []
    stretch = max(1, SORTED_OVER * pieces // 128)
    for start in range(0, len(windows), stretch):
        batch: list[Window] = []
        for window in sorted(windows[start : start + stretch], key=lambda w: w.length):
            if batch and window.length * (len(batch) + 1) > pieces:
                batches.append(batch)
                batch = []
            batch.append(window)
        batches.append(batch)
    chance.shuffle(batches)
    return batches


def tensors(windows: list[Window]) -> dict[str, Tensor]:
    """The batch: encoder inputs, `sentence` of each word (0 the root, -1 none) and layers."""
    length = max(w.length for w in windows)
    words = max(sum(len(i.words) for i in w.items) for w in windows) + 1
    shape = (len(windows), length)
    arrays = {
        name: np.zeros(shape, dtype=np.int64) for name in ("pieces", "shapes", "parity", "roles")
    }
    arrays["first"] = np.zeros((len(windows), words), dtype=np.int64)
    arrays["sentence"] = np.full((len(windows), words), -1, dtype=np.int64)
    layers = {name for w in windows for i in w.items for name in i.layers} - {"roles"}
    for name in sorted(layers):
        kind = np.float32 if name in BLANKS else np.int64
        arrays[name] = np.full((len(windows), words), BLANKS.get(name, -1), dtype=kind)
    for row, window in enumerate(windows):
        _fill(arrays, row, window)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _fill(arrays: dict[str, np.ndarray], row: int, window: Window) -> None:
    arrays["pieces"][row, 0] = OPEN
    arrays["shapes"][row, 0] = MARK_SHAPE
    arrays["sentence"][row, 0] = 0
    at, word = 1, 1
    origin = window.items[0].at
    for number, item in enumerate(window.items):
        here = slice(at, at + len(item.pieces))
        there = slice(word, word + len(item.words))
        arrays["pieces"][row, here] = item.pieces
        arrays["shapes"][row, here] = item.shapes[window.casing]
        arrays["parity"][row, here] = number % 2
        arrays["first"][row, there] = at + np.cumsum(item.counts) - item.counts
        arrays["sentence"][row, there] = number + 1
        for name, layer in item.layers.items():
            if name == "roles":
                arrays["roles"][row, here] = np.repeat(layer, item.counts)
            elif name == "heads":
                arrays["heads"][row, there] = np.where(layer > 0, layer + word - 1, 0)
            elif name == "link":
                arrays["link"][row, there] = _links(layer, origin, window)
            else:
                arrays[name][row, there] = layer
        at, word = here.stop, there.stop
    arrays["pieces"][row, at] = CLOSE
    arrays["shapes"][row, at] = MARK_SHAPE


def _links(layer: np.ndarray, origin: int, window: Window) -> np.ndarray:
    """Links as words of the window, 0 for none or outside."""
    last = window.items[-1]
    inside = (layer >= origin) & (layer < last.at + len(last.words))
    return np.where(inside, layer - origin + 1, 0)


def masked(item: Item, share: float, chance: random.Random) -> Item:
    """The item with a share of its pieces masked, so that few sentences are not learned by heart;
    words that are judged stay.
    """
    if not share:
        return item
    hidden = np.array([chance.random() < share for _ in item.pieces])
    if "factuality" in item.layers:
        hidden &= np.repeat(np.isnan(item.layers["factuality"]), item.counts)
    return replace(item, pieces=np.where(hidden, MASK, item.pieces))


def swapped(item: Item, others: list[Item], chance: random.Random) -> Item:
    """The item with its source or target replaced by that of another: who is not what."""
    other = chance.choice(others)
    role = chance.choice((1, 2))
    ours, theirs = (np.flatnonzero(i.layers["roles"] == role) for i in (item, other))
    if not len(ours) or not len(theirs):
        return item
    i, j, a, b = ours[0], ours[-1] + 1, theirs[0], theirs[-1] + 1
    ends, their_ends = np.cumsum(item.counts), np.cumsum(other.counts)
    p, q = (ends - item.counts)[i], ends[j - 1]
    r, s = (their_ends - other.counts)[a], their_ends[b - 1]
    shapes = np.concatenate([item.shapes[:, :p], other.shapes[:, r:s], item.shapes[:, q:]], axis=1)
    roles = np.concatenate(
        [item.layers["roles"][:i], np.full(b - a, role), item.layers["roles"][j:]]
    )
    return replace(
        item,
        words=item.words[:i] + other.words[a:b] + item.words[j:],
        pieces=np.concatenate([item.pieces[:p], other.pieces[r:s], item.pieces[q:]]),
        counts=np.concatenate([item.counts[:i], other.counts[a:b], item.counts[j:]]),
        shapes=shapes,
        layers={"roles": roles},
    )


class Stream:
    """Endless batches of one task; each pass is cut anew."""

    def __init__(self, texts: list[Text], recipe: Recipe, pieces: int, seed: int) -> None:
        self._texts, self._recipe, self._pieces = texts, recipe, pieces
        self._chance = random.Random(seed)
        self._left: list[list[Window]] = []
        self.passes = 0

    def __next__(self) -> list[Window]:
        if not self._left:
            texts = self._texts
            if self._recipe.swapped:
                texts = self._with_swaps()
            windows = windows_of(texts, self._recipe, self._chance)
            self._left = batches_of(windows, self._pieces, self._chance)
            self.passes += 1
        return self._left.pop()

    def __iter__(self) -> Stream:
        return self

    def _with_swaps(self) -> list[Text]:
        items = [item for text in self._texts for item in text.items]
        texts = []
        for text in self._texts:
            changed = [
                swapped(item, items, self._chance)
                if self._chance.random() < self._recipe.swapped
                else item
                for item in text.items
            ]
            texts.append(replace(text, items=changed))
        return texts
