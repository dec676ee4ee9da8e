"""What each task asks of the network: one function a task, batch in, loss out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch.nn import functional

from dragoman.language.labels import ATTRIBUTION, TAGS
from training.model import HIDDEN_MASK

if TYPE_CHECKING:
    from collections.abc import Callable

    from torch import Tensor

    from training.batches import Window
    from training.model import Reader

Batch = dict[str, "Tensor"]
LINK_WEIGHT = 0.3
UPOS_WEIGHT = 0.5
XPOS_WEIGHT = 0.3
QUAD_WEIGHT = 0.5


def tag_scores(model: Reader, words: Tensor, head: str) -> Tensor:
    """The scores of one tag head: (windows, 1 + words, tags)."""
    at = 0
    for name, names in TAGS.items():
        if name == head:
            weight, bias = model.tags.weight[at : at + len(names)], model.tags.bias
            return functional.linear(words, weight, bias[at : at + len(names)])
        at += len(names)
    raise KeyError(head)


def _tag_loss(model: Reader, words: Tensor, batch: Batch, head: str) -> Tensor:
    scores = tag_scores(model, words, head)
    return functional.cross_entropy(scores.flatten(0, 1), batch[head].flatten(), ignore_index=-1)


def seen_arcs(sentence: Tensor) -> Tensor:
    """0 where an arc stays in its sentence or goes to the root, else HIDDEN_MASK."""
    same = sentence[:, :, None] == sentence[:, None, :]
    root = (sentence == 0)[:, None, :]
    there = (sentence >= 0)[:, None, :]
    return (~((same | root) & there)).float() * HIDDEN_MASK


def parsing(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """Arcs, labels at the gold heads, and parts of speech."""
    arcs = model.arcs(words) + seen_arcs(batch["sentence"])
    loss = functional.cross_entropy(arcs.flatten(0, 1), batch["heads"].flatten(), ignore_index=-1)
    head = model.label_head(words)
    at = batch["heads"].clamp(min=0)[:, :, None].expand(-1, -1, head.shape[-1])
    hidden = model.label_dependent(words) + torch.gather(head, 1, at)
    labels = model.label(functional.gelu(hidden, approximate="tanh"))
    relations = batch["relations"].flatten()
    loss = loss + functional.cross_entropy(labels.flatten(0, 1), relations, ignore_index=-1)
    loss = loss + UPOS_WEIGHT * _tag_loss(model, words, batch, "upos")
    return loss + XPOS_WEIGHT * _tag_loss(model, words, batch, "xpos")


def entities(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """CoNLL's four kinds."""
    return 2 * _tag_loss(model, words, batch, "entity")


def politics(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """CrossNER politics' nine kinds."""
    return _tag_loss(model, words, batch, "politics")


def sides(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """Source and target of the sentence's events."""
    return _tag_loss(model, words, batch, "sides")


def attribution(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """Source, cue and content, and the cue of each source and content."""
    loss = _tag_loss(model, words, batch, "attribution")
    begins = torch.tensor([ATTRIBUTION.index("B-SOURCE"), ATTRIBUTION.index("B-CONTENT")])
    starts = torch.isin(batch["attribution"], begins.to(words.device))
    if not starts.any():
        return loss
    there = (batch["sentence"] >= 0)[:, None, :]
    scores = model.links(words) + (~there).float() * HIDDEN_MASK
    return loss + LINK_WEIGHT * functional.cross_entropy(scores[starts], batch["link"][starts])


def factuality_uw(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """How sure, as UW counts it."""
    return _factuality(model, words, batch, 0, beta=1)


def factuality_uds(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """How sure, as UDS It-Happened 2 counts it."""
    return _factuality(model, words, batch, 1, beta=3)


def _factuality(model: Reader, words: Tensor, batch: Batch, column: int, *, beta: float) -> Tensor:
    """Squared error below `beta`, so that the answer is a mean, and absolute error above."""
    judged = ~torch.isnan(batch["factuality"])
    values = model.factuality(words[judged])[:, column]
    return beta * functional.smooth_l1_loss(values, batch["factuality"][judged], beta=beta)


def metonymy(model: Reader, words: Tensor, batch: Batch) -> Tensor:
    """Whether a place name stands for who acts there."""
    judged = ~torch.isnan(batch["metonymy"])
    if not judged.any():
        return words.sum() * 0
    scores = model.metonymy(words[judged])[:, 0]
    return functional.binary_cross_entropy_with_logits(scores, batch["metonymy"][judged])


def pair_vectors(words: Tensor, batch: Batch) -> Tensor:
    """The root's vector, the mean of the source's and of the target's: (windows, 3 x width)."""
    at = batch["first"]
    roles = torch.gather(batch["roles"], 1, at) * (batch["sentence"] > 0)
    parts = [words[:, 0]]
    for role in (1, 2):
        chosen = (roles == role).float()[:, :, None]
        parts.append((words * chosen).sum(1) / chosen.sum(1).clamp(min=1))
    return torch.cat(parts, dim=-1)


def events(model: Reader, words: Tensor, batch: Batch, windows: list[Window]) -> Tensor:
    """The event's type, or one of the types of its quad."""
    scores = model.event(pair_vectors(words, batch)).log_softmax(-1)
    loss = words.sum() * 0
    for row, window in enumerate(windows):
        item = window.items[0]
        if item.kind >= 0:
            loss = loss - scores[row, item.kind]
        else:
            loss = loss - QUAD_WEIGHT * scores[row, list(item.quads)].logsumexp(-1)
    return loss / len(windows)


def mention_vectors(words: Tensor, mentions: list[tuple[int, int, int]], row: int) -> Tensor:
    """First and last word of each mention of a window: (mentions, 2 x width)."""
    first = [a + 1 for a, _, _ in mentions]
    last = [b + 1 for _, b, _ in mentions]
    return torch.cat([words[row, first], words[row, last]], dim=-1)


def coreference(model: Reader, words: Tensor, windows: list[Window]) -> Tensor:
    """For each mention, all its antecedents in the window against the others and none."""
    losses = []
    for row, window in enumerate(windows):
        mentions = window.mentions
        if len(mentions) < 2:
            continue
        scores = model.mention_pairs(mention_vectors(words, mentions, row))
        count = len(mentions)
        chains = torch.tensor([chain for _, _, chain in mentions], device=words.device)
        before = torch.ones(count, count, device=words.device).tril(-1).bool()
        same = (chains[:, None] == chains[None, :]) & before
        scores = scores.masked_fill(~before, HIDDEN_MASK)
        scores = torch.cat([scores, torch.zeros(count, 1, device=words.device)], dim=1)
        right = torch.cat([same, ~same.any(1, keepdim=True)], dim=1)
        found = scores.masked_fill(~right, HIDDEN_MASK).logsumexp(1)
        losses.append((scores.logsumexp(1) - found).mean())
    return torch.stack(losses).mean() if losses else words.sum() * 0


PLAIN: dict[str, Callable[[Reader, Tensor, Batch], Tensor]] = {
    "ud": parsing,
    "conll": entities,
    "politics": politics,
    "polnear": attribution,
    "sides": sides,
    "uw": factuality_uw,
    "uds": factuality_uds,
    "metonymy": metonymy,
    "metonymy-conll": metonymy,
}


def loss_of(task: str, model: Reader, batch: Batch, windows: list[Window]) -> Tensor:
    """The loss of a batch of the task."""
    words = model.words(batch)
    if task == "plv":
        return events(model, words, batch, windows)
    if task == "coreference":
        return coreference(model, words, windows)
    return PLAIN[task](model, words, batch)
