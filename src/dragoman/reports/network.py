"""The line classifier's net, run with numpy alone; `training.line_model` is its twin that learns.

Shapes: L lines of one page, H hidden units. Weights are stored as float16 and used as float32.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

from dragoman.errors import ModelError
from dragoman.reports.features import NAMES
from dragoman.reports.second import Trees, second_look

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from dragoman.reports.features import Features

Matrix = NDArray[np.float32]

MODEL = files("dragoman.reports") / "model" / "lines.npz"

CLIP = 4.0
"""Standard deviations beyond which a feature says no more."""


class Layer(msgspec.Struct, frozen=True):
    """Weights (in, out) and bias (out,) of a linear layer."""

    weight: Matrix
    bias: Matrix

    def of(self, row: Matrix) -> Matrix:
        """The layer's output: (L, out)."""
        return np.asarray(row @ self.weight + self.bias, dtype=np.float32)


class Window(msgspec.Struct, frozen=True):
    """A normalised look at the neighbours at one distance."""

    dilation: int
    gain: Matrix
    shift: Matrix
    layer: Layer

    def of(self, row: Matrix) -> Matrix:
        """What the neighbours add to each line: (L, H)."""
        centred = row - row.mean(axis=1, keepdims=True)
        spread = np.sqrt(np.mean(centred * centred, axis=1, keepdims=True) + 1e-5)
        normal = centred / spread * self.gain + self.shift
        padded = np.pad(normal, ((self.dilation, self.dilation), (0, 0)))
        count = len(row)
        near = [padded[:count], normal, padded[2 * self.dilation : 2 * self.dilation + count]]
        return _positive(self.layer.of(np.hstack(near)))


class LineNet(msgspec.Struct, frozen=True):
    """All weights; `words` is (drawer, word units)."""

    roles: tuple[str, ...]
    words: Matrix
    mean: Matrix
    scale: Matrix
    enter: Layer
    windows: tuple[Window, ...]
    whole: Layer
    kin: Layer
    out: Layer

    def logits(self, seen: Features) -> Matrix:
        """The net's opinion of every line: (L, roles), unnormalised."""
        features = np.clip((seen.table - self.mean) * self.scale, -CLIP, CLIP)
        row = _positive(self.enter.of(np.hstack([features, self.bag_of(seen)])))
        half = len(self.windows) // 2
        for at, window in enumerate(self.windows):
            if at == half:
                row = row + self.context_of(row, seen)
            row = row + window.of(row)
        return self.out.of(row)

    def bag_of(self, seen: Features) -> Matrix:
        """The words of each line, summed and damped: (L, word units)."""
        words = seen.words
        sums = np.add.reduceat(self.words[words.drawers], words.starts, axis=0)
        sizes = np.diff(words.starts, append=len(words.drawers))
        return np.asarray(sums / np.sqrt(sizes)[:, None], dtype=np.float32)

    def context_of(self, row: Matrix, seen: Features) -> Matrix:
        """What the page as a whole, a line's siblings and its likes add: (L, H)."""
        page = np.hstack([row.mean(axis=0), row.max(axis=0)])[None]
        context = _positive(self.whole.of(page))
        if len(row) == 0 or seen.groups.siblings[0] < 0:
            return context
        kin = [_mean_of(row, seen.groups.siblings), _mean_of(row, seen.groups.alike)]
        return context + _positive(self.kin.of(np.hstack(kin)))


class Committee(msgspec.Struct, frozen=True):
    """Nets that learned apart and are asked together; their errors differ.

    `trees` look at flattened text once more, by kind (`dragoman.reports.second`); none where empty.
    """

    members: tuple[LineNet, ...]
    trees: Mapping[str, Trees] = {}

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles in the order of the logits."""
        return self.members[0].roles

    def logits(self, seen: Features) -> Matrix:
        """The mean of the members' log probabilities: (L, roles)."""
        opinions = [_log_chances(member.logits(seen)) for member in self.members]
        return np.asarray(np.mean(opinions, axis=0), dtype=np.float32)


def _log_chances(logits: Matrix) -> Matrix:
    centred = logits - logits.max(axis=1, keepdims=True)
    total = np.log(np.exp(centred).sum(axis=1, keepdims=True))
    return np.asarray(centred - total, dtype=np.float32)


def _positive(row: Matrix) -> Matrix:
    return np.maximum(row, 0, out=row)


def _mean_of(row: Matrix, group: NDArray[np.int64]) -> Matrix:
    """The mean of each line's group: (L, H)."""
    order = np.argsort(group, kind="stable")
    starts = np.flatnonzero(np.diff(group[order], prepend=-1))
    sizes = np.diff(starts, append=len(group))
    means = np.add.reduceat(row[order], starts, axis=0) / sizes[:, None].astype(np.float32)
    return np.asarray(means[group], dtype=np.float32)


@cache
def line_net() -> Committee:
    """The nets and trees that ship; read once."""
    return msgspec.structs.replace(read_net(MODEL), trees=second_look())


def read_net(source: Traversable) -> Committee:
    """The nets of a file; raises ModelError when it is missing or of another release."""
    try:
        with source.open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
    except (OSError, ValueError) as error:
        message = f"cannot read the line model {source} ({error}); reinstall dragoman"
        raise ModelError(message) from error
    if tuple(arrays["names"].tolist()) != NAMES:
        message = f"the line model {source} was made for other features; reinstall dragoman"
        raise ModelError(message)
    members = range(int(arrays["members"]))
    return Committee(members=tuple(_net_of(arrays, f"{number}.") for number in members))


def _net_of(arrays: dict[str, NDArray[np.generic]], member: str) -> LineNet:
    def matrix(name: str) -> Matrix:
        return arrays[f"{member}{name}"].astype(np.float32)

    def layer(name: str) -> Layer:
        return Layer(weight=matrix(f"{name}.weight").T.copy(), bias=matrix(f"{name}.bias"))

    return LineNet(
        roles=tuple(str(role) for role in arrays["roles"]),
        words=matrix("words.weight") * matrix("words.unit"),
        mean=matrix("mean"),
        scale=matrix("scale"),
        enter=layer("enter"),
        windows=tuple(
            Window(
                dilation=int(dilation),
                gain=matrix(f"norms.{at}.weight"),
                shift=matrix(f"norms.{at}.bias"),
                layer=layer(f"windows.{at}"),
            )
            for at, dilation in enumerate(arrays["dilations"].tolist())
        ),
        whole=layer("whole"),
        kin=layer("kin"),
        out=layer("out"),
    )
