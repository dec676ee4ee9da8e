"""The network: a six-layer encoder with the heads of every task, in torch."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dragoman.language.labels import EVENTS, RELATIONS, TAGS
from dragoman.language.pieces import SHAPES

if TYPE_CHECKING:
    from pathlib import Path

ARC, LABEL, LINK, FACT, EVENT, COREFERENCE = 256, 256, 96, 128, 256, 128
HIDDEN_MASK = -1e4  # added to what attention must not see; exports without guards
WORD_DROPOUT = 0.2


@dataclass(frozen=True)
class Size:
    """The shape of an encoder."""

    layers: int = 6
    width: int = 384
    heads: int = 12
    inner: int = 1536
    positions: int = 512
    vocabulary: int = 30522


class LockedDropout(nn.Module):
    """Dropout with one mask for all pieces of a window: steadier, and cheap to draw."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """x: (windows, pieces, width)."""
        if not self.training or self.share == 0:
            return x
        kept = torch.empty(x.shape[0], 1, x.shape[2], dtype=x.dtype, device=x.device)
        return x * kept.bernoulli_(1 - self.share).div_(1 - self.share)


class EightBits(torch.autograd.Function):
    """A tensor as eight bits would keep it; the gradient passes as if they had not."""

    @staticmethod
    def forward(context: object, x: Tensor, weight: bool) -> Tensor:  # noqa: ARG004, FBT001
        """Inputs: one scale and zero for the whole tensor. Weights: seven bits a row."""
        if weight:
            scale = x.abs().amax(-1, keepdim=True).clamp(min=1e-8) / 63
            return (x / scale).round_().mul_(scale)
        low, high = x.amin().clamp(max=0), x.amax().clamp(min=0)
        scale = ((high - low) / 255).clamp(min=1e-8)
        return (x / scale).round_().mul_(scale)

    @staticmethod
    def backward(context: object, *gradients: Tensor) -> tuple[Tensor, None]:  # noqa: ARG004
        """Straight through."""
        return gradients[0], None


def eight_bits(x: Tensor, *, weight: bool = False) -> Tensor:
    """`x` rounded as the export rounds inputs, or weights (outputs, inputs)."""
    rounded: Tensor = EightBits.apply(x, weight)  # type: ignore[no-untyped-call,unused-ignore]  # torch < 2.14
    return rounded


class Product(nn.Linear):
    """A linear layer that learns to bear eight bits once `eight_bits` is set.

    As `quantize_dynamic` does it: inputs by one range a call, weights per output channel.
    """

    eight_bits = False

    def forward(self, x: Tensor) -> Tensor:
        """x: (..., inputs)."""
        if not (self.eight_bits and self.training):
            return super().forward(x)
        return functional.linear(eight_bits(x), eight_bits(self.weight, weight=True), self.bias)


class Layer(nn.Module):
    """One BERT layer. Query, key and value stay apart so that the exporter can fuse them."""

    def __init__(self, size: Size, dropout: float) -> None:
        super().__init__()
        self.heads = size.heads
        self.scale = (size.width // size.heads) ** 0.5
        self.query, self.key, self.value, self.output = (
            Product(size.width, size.width) for _ in range(4)
        )
        self.rise = Product(size.width, size.inner)
        self.fall = Product(size.inner, size.width)
        self.norm_attention = nn.LayerNorm(size.width, eps=1e-12)
        self.norm_output = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = LockedDropout(dropout)

    def _split(self, x: Tensor) -> Tensor:
        rows, length, width = x.shape
        return x.view(rows, length, self.heads, width // self.heads).transpose(1, 2)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """x: (windows, pieces, width); mask: (windows, 1, 1, pieces), 0 or HIDDEN_MASK."""
        q, k, v = self._split(self.query(x)), self._split(self.key(x)), self._split(self.value(x))
        # Written out: on a CPU faster than the fused form, and exported without guards.
        weights = torch.matmul(q, k.transpose(-1, -2)) / self.scale
        if mask is not None:
            weights = weights + mask.to(weights.dtype)
        seen = torch.matmul(weights.softmax(-1), v)
        seen = seen.transpose(1, 2).reshape(x.shape)
        x = self.norm_attention(x + self.dropout(self.output(seen)))
        inner = self.fall(functional.gelu(self.rise(x)))
        return self.norm_output(x + self.dropout(inner))


class Encoder(nn.Module):
    """Word pieces with shape, sentence parity and role in; one vector a piece out."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        self.size = size
        self.word = nn.Embedding(size.vocabulary, size.width)
        self.position = nn.Embedding(size.positions, size.width)
        self.kind = nn.Parameter(torch.zeros(size.width))
        self.shape = nn.Embedding(SHAPES, size.width)
        self.parity = nn.Embedding(2, size.width)
        self.role = nn.Embedding(3, size.width)
        for table in (self.shape, self.parity, self.role):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(size.width, eps=1e-12)
        self.dropout = LockedDropout(dropout)
        self.layers = nn.ModuleList(Layer(size, dropout) for _ in range(size.layers))

    def forward(
        self, pieces: Tensor, shapes: Tensor, parity: Tensor, roles: Tensor, *, padded: bool = True
    ) -> Tensor:
        """All inputs (windows, pieces), int64; piece 0 is padding, where there is any."""
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]] + self.kind
        x = x + self.shape(shapes) + self.parity(parity) + self.role(roles)
        x = self.dropout(self.norm(x))
        there = (pieces != 0).long()[:, None, None, :]
        mask = (1.0 - there.float()) * HIDDEN_MASK if padded else None
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Reader(nn.Module):
    """The encoder with its heads. Word 0 of every window is the root."""

    def __init__(self, size: Size, dropout: float = 0.1) -> None:
        super().__init__()
        width = size.width
        self.encoder = Encoder(size, dropout)
        self.dropout = nn.Dropout(WORD_DROPOUT)
        self.tags = nn.Linear(width, sum(len(names) for names in TAGS.values()))
        self.arc_dependent, self.arc_head = nn.Linear(width, ARC), nn.Linear(width, ARC)
        self.arc_pair = nn.Linear(ARC, ARC, bias=False)
        self.arc_alone = nn.Linear(ARC, 1, bias=False)
        self.label_dependent = nn.Linear(width, LABEL)
        self.label_head = nn.Linear(width, LABEL)
        self.label = nn.Linear(LABEL, len(RELATIONS))
        self.link_from, self.link_to = nn.Linear(width, LINK), nn.Linear(width, LINK)
        self.link_pair = nn.Linear(LINK, LINK)
        self.factuality = nn.Sequential(nn.Linear(width, FACT), nn.GELU(), nn.Linear(FACT, 2))
        self.metonymy = nn.Sequential(nn.Linear(width, FACT), nn.GELU(), nn.Linear(FACT, 1))
        self.event = nn.Sequential(
            nn.Linear(3 * width, EVENT), nn.GELU(), nn.Dropout(0.2), nn.Linear(EVENT, len(EVENTS))
        )
        self.anaphor = nn.Linear(2 * width, COREFERENCE)
        self.antecedent = nn.Linear(2 * width, COREFERENCE)
        self.antecedent_alone = nn.Linear(COREFERENCE, 1)

    def words(self, batch: dict[str, Tensor]) -> Tensor:
        """The vector of each word, its first piece's: (windows, 1 + words, width)."""
        x = self.encoder(batch["pieces"], batch["shapes"], batch["parity"], batch["roles"]).float()
        first = batch["first"][:, :, None].expand(-1, -1, x.shape[-1])
        return self.dropout(torch.gather(x, 1, first))

    def arcs(self, words: Tensor) -> Tensor:
        """Scores, dependent by head, root at 0: (windows, 1 + words, 1 + words)."""
        dependent = self.dropout(functional.gelu(self.arc_dependent(words)))
        head = self.dropout(functional.gelu(self.arc_head(words)))
        pair = torch.matmul(self.arc_pair(dependent), head.transpose(1, 2))
        return pair + self.arc_alone(head).transpose(1, 2)

    def links(self, words: Tensor) -> Tensor:
        """Scores, first word of a source or content by first word of its cue; 0 is none."""
        start = functional.gelu(self.link_from(words))
        end = functional.gelu(self.link_to(words))
        return torch.matmul(self.link_pair(start), end.transpose(1, 2))

    def mention_pairs(self, mentions: Tensor) -> Tensor:
        """Scores, mention by antecedent; mentions: (count, 2 x width), first and last word."""
        anaphor = functional.gelu(self.anaphor(mentions))
        antecedent = functional.gelu(self.antecedent(mentions))
        return anaphor @ antecedent.T + self.antecedent_alone(antecedent).T


BERT_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "output",
    "attention.output.LayerNorm": "norm_attention",
    "intermediate.dense": "rise",
    "output.dense": "fall",
    "output.LayerNorm": "norm_output",
}


def load_bert(encoder: Encoder, folder: Path) -> None:
    """Fill the encoder from a BERT model (`model.safetensors`, `config.json`) of its size."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    if config["hidden_size"] != encoder.size.width:
        raise ValueError(f"{folder}: width {config['hidden_size']}, not {encoder.size.width}")
    weights = load_file(folder / "model.safetensors")
    state = {
        "word.weight": weights["embeddings.word_embeddings.weight"],
        "position.weight": weights["embeddings.position_embeddings.weight"],
        "kind": weights["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for layer in range(encoder.size.layers):
        for theirs, ours in BERT_NAMES.items():
            for part in ("weight", "bias"):
                name = f"encoder.layer.{layer}.{theirs}.{part}"
                state[f"layers.{layer}.{ours}.{part}"] = weights[name]
    missing = encoder.load_state_dict(state, strict=False)
    if missing.unexpected_keys or len(missing.missing_keys) != 3:
        raise ValueError(f"{folder} does not fit: {missing}")
