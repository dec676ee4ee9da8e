"""The line classifier while it learns; `dragoman.reports.network` runs the same net without torch.

Shapes: L lines of all pages of a batch in one row, pages apart by GAP empty rows, so that no
window reaches from one page into the next.
"""

from __future__ import annotations

import msgspec
import torch
from torch import Tensor, nn

from dragoman.reports.words import DRAWERS

GAP = 16
"""Rows between pages; at least the widest dilation."""


class LineNetSize(msgspec.Struct, frozen=True):
    """How large the net is."""

    features: int
    roles: int
    words: int = 32
    hidden: int = 128
    dilations: tuple[int, ...] = (1, 2, 4, 8)


class Batch(msgspec.Struct, frozen=True):
    """Pages in one row.

    Shape: `features` (L, features), `drawers` (word,), `starts` (L,), `page` (L,) the page's number
    or -1 in a gap, `pages` their count, `siblings` and `alike` (L,) numbers of the batch's groups
    or -1 where there is none.
    """

    features: Tensor
    drawers: Tensor
    starts: Tensor
    weights: Tensor
    page: Tensor
    pages: int
    siblings: Tensor
    alike: Tensor


class LineNet(nn.Module):
    """Words and features of a line, a window of neighbours, the page as a whole: a role."""

    def __init__(self, size: LineNetSize, dropout: float = 0.2) -> None:
        super().__init__()
        self.size = size
        self.words = nn.EmbeddingBag(DRAWERS, size.words, mode="sum")
        nn.init.normal_(self.words.weight, std=0.1)
        self.mean = nn.Parameter(torch.zeros(size.features), requires_grad=False)
        self.scale = nn.Parameter(torch.ones(size.features), requires_grad=False)
        self.enter = nn.Linear(size.features + size.words, size.hidden)
        self.windows = nn.ModuleList(
            nn.Linear(3 * size.hidden, size.hidden) for _ in size.dilations
        )
        self.norms = nn.ModuleList(nn.LayerNorm(size.hidden) for _ in size.dilations)
        self.whole = nn.Linear(2 * size.hidden, size.hidden)
        self.kin = nn.Linear(2 * size.hidden, size.hidden)
        self.out = nn.Linear(size.hidden, size.roles)
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: Batch) -> Tensor:
        """Logits: (L, roles), float32, unnormalised."""
        real = (batch.page >= 0).float().unsqueeze(1)
        words = self.words(batch.drawers, batch.starts, per_sample_weights=batch.weights)
        features = ((batch.features - self.mean) * self.scale).clamp(-4, 4)
        row = self.dropout(torch.cat([features, words], dim=1))
        row = torch.relu(self.enter(row)) * real
        half = len(self.windows) // 2
        for at, (window, norm, dilation) in enumerate(
            zip(self.windows, self.norms, self.size.dilations, strict=True)
        ):
            if at == half:
                row = (row + self.page_context(row, batch) + self.kin_context(row, batch)) * real
            near = window_of(norm(row) * real, dilation)
            row = (row + torch.relu(window(self.dropout(near)))) * real
        logits: Tensor = self.out(self.dropout(row))
        return logits

    def page_context(self, row: Tensor, batch: Batch) -> Tensor:
        """What the page is like: the mean and the maximum of its lines, sent back to each."""
        peaks = [row[batch.page == number].amax(dim=0) for number in range(batch.pages)]
        at = batch.page.clamp(min=0)
        both = torch.cat([mean_of(row, batch.page), torch.stack(peaks)[at]], dim=1)
        context: Tensor = torch.relu(self.whole(both))
        return context

    def kin_context(self, row: Tensor, batch: Batch) -> Tensor:
        """What a line's siblings and the lines alike to it are; nothing in flattened text."""
        both = torch.cat([mean_of(row, batch.siblings), mean_of(row, batch.alike)], dim=1)
        context: Tensor = torch.relu(self.kin(both))
        return context * (batch.siblings >= 0).unsqueeze(1)


def mean_of(row: Tensor, group: Tensor) -> Tensor:
    """The mean of each line's group; zeros for lines of none."""
    inside = group >= 0
    at = group[inside]
    groups = int(at.max()) + 1 if len(at) else 1
    count = torch.bincount(at, minlength=groups).clamp(min=1).unsqueeze(1)
    total = row.new_zeros(groups, row.shape[1]).index_add(0, at, row[inside])
    mean: Tensor = (total / count)[group.clamp(min=0)] * inside.unsqueeze(1)
    return mean


def window_of(row: Tensor, dilation: int) -> Tensor:
    """Each line with its neighbours at a distance: (L, 3 * hidden)."""
    empty = row.new_zeros(dilation, row.shape[1])
    before = torch.cat([empty, row[:-dilation]])
    after = torch.cat([row[dilation:], empty])
    return torch.cat([before, row, after], dim=1)
