"""Train the scorer of coreference pairs on OntoGUM's training part.

    python -m training.coreference --work ../work/coreference

encodes the documents with the encoder once (two minutes, kept in the work folder), trains
for some minutes on one core, prints the CoNLL score of a tenth of the training documents, and
writes `src/dragoman/findings/coreference/ranker.npz`. The development part is not looked at.
"""

from __future__ import annotations

import argparse
import hashlib
import pickle
import random
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from evaluation.chains import ChainScores
from evaluation.ontogum import as_doc, documents
from torch import nn

from dragoman.findings.coreference.chains import chains_of
from dragoman.findings.coreference.mentions import SIZES, mentions_of
from dragoman.findings.coreference.pairs import PAIR_SIZES, pairs_of
from dragoman.findings.coreference.ranker import MENTION_COLUMNS, PAIR_COLUMNS, ranking
from dragoman.language import load
from dragoman.language.encoder import PACKAGED

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from torch import Tensor

    from dragoman.findings.coreference.mentions import Mentions
    from dragoman.findings.coreference.pairs import Pairs

OUT = Path("src/dragoman/findings/coreference/ranker.npz")
WIDTH, HIDDEN, INNER = 96, 128, 48
EPOCHS, RATE, DROPOUT = 14, 1.5e-3, 0.3
ANAPHORIC = 1.7
"""Weight of mentions that go back to something, of which there are one in five."""
WITHOUT_VECTORS = 0.1
"""Share of documents read without vectors, so that the features can stand alone."""
HELD_OUT = 10


@dataclass
class Example:
    """A document's mentions and pairs with the gold: each mention's chain, -1 for none."""

    name: str
    mentions: Mentions
    pairs: Pairs
    chain: NDArray[np.int32]
    gold: tuple[tuple[tuple[int, int], ...], ...]


class Network(nn.Module):
    """The network that `findings/coreference/ranker.py` computes in numpy."""

    def __init__(self) -> None:
        super().__init__()
        self.vectors = nn.Linear(768, WIDTH)
        self.mention = nn.ModuleDict(
            {f"of_{n}": nn.Embedding(SIZES[n], WIDTH) for n in MENTION_COLUMNS}
        )
        self.earlier = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.later = nn.Linear(WIDTH, HIDDEN)
        self.product = nn.Linear(WIDTH, HIDDEN, bias=False)
        self.pair = nn.ModuleDict(
            {f"of_{n}": nn.Embedding(PAIR_SIZES[n], HIDDEN) for n in PAIR_COLUMNS}
        )
        self.inner = nn.Linear(HIDDEN, INNER)
        self.out = nn.Linear(INNER, 1, bias=False)
        self.new = nn.Linear(WIDTH, INNER)
        self.new_seen = nn.Embedding(4, INNER)
        self.new_out = nn.Linear(INNER, 1, bias=False)
        self.dropout = nn.Dropout(DROPOUT)
        for table in (*self.mention.values(), *self.pair.values(), self.new_seen):
            nn.init.normal_(table.weight, std=0.05)  # type: ignore[arg-type]

    def forward(self, one: Example, *, vectors: bool) -> tuple[Tensor, Tensor]:
        """Scores of the pairs, and of each mention standing for something new."""
        given = torch.from_numpy(one.mentions.vectors)
        total = self.vectors(self.dropout(given if vectors else torch.zeros_like(given)))
        for name in MENTION_COLUMNS:
            total = total + self.mention[f"of_{name}"](_index(one.mentions.column(name)))
        hidden = self.dropout(torch.relu(total))
        later, earlier = _index(one.pairs.later), _index(one.pairs.earlier)
        first, second = hidden[earlier], hidden[later]
        mixed = self.earlier(hidden)[earlier] + self.later(hidden)[later]
        mixed = mixed + self.product(first * second)
        for column, name in enumerate(PAIR_COLUMNS):
            mixed = mixed + self.pair[f"of_{name}"](_index(one.pairs.features[:, column]))
        inner = self.dropout(torch.relu(self.inner(self.dropout(torch.relu(mixed)))))
        seen = _index(one.pairs.alone[:, 0] * 2 + one.pairs.alone[:, 1])
        new = torch.relu(self.new(hidden) + self.new_seen(seen))
        return self.out(inner).squeeze(-1), self.new_out(new).squeeze(-1)


def _index(column: NDArray[np.int32]) -> Tensor:
    return torch.from_numpy(column.astype(np.int64))


def loss_of(one: Example, scores: Tensor, new: Tensor) -> Tensor:
    """Minus the log of the probability given to right antecedents, or to none where none is."""
    count = len(one.mentions)
    later = _index(one.pairs.later)
    same = one.chain[one.pairs.later] == one.chain[one.pairs.earlier]
    right = torch.from_numpy(same & (one.chain[one.pairs.later] >= 0))
    has = torch.zeros(count, dtype=torch.bool).index_put((later[right],), torch.tensor([True]))
    top = torch.maximum(
        new.detach(),
        torch.full((count,), -1e9).scatter_reduce(0, later, scores.detach(), "amax"),
    )
    shifted = torch.exp(scores - top[later])
    everything = torch.exp(new - top).index_add(0, later, shifted)
    good = torch.zeros(count).index_add(0, later[right], shifted[right])
    good = torch.where(has, good, torch.exp(new - top))
    weight = torch.where(has, ANAPHORIC, 1.0)
    logs = torch.log(good + 1e-9) - torch.log(everything + 1e-9)
    return -(weight * logs).sum() / weight.sum()


def examples(part: str, work: Path, model: Path) -> list[Example]:
    """The documents of a part, encoded once."""
    kept = work / f"{part}.pickle"
    if kept.exists():
        with kept.open("rb") as stored:
            return list(pickle.load(stored))
    nlp = load(model)
    found: list[Example] = []
    for document in documents(part):
        mentions = mentions_of(as_doc(nlp, document))
        place = {span: at for at, chain in enumerate(document.chains) for span in chain}
        spans = zip(mentions.starts.tolist(), mentions.ends.tolist(), strict=True)
        chain = np.array([place.get(span, -1) for span in spans], dtype=np.int32)
        found.append(Example(document.name, mentions, pairs_of(mentions), chain, document.chains))
    work.mkdir(parents=True, exist_ok=True)
    with kept.open("wb") as stored:
        pickle.dump(found, stored)
    return found


def digest_of(model: Path) -> str:
    """The digest of the encoder whose vectors the examples hold."""
    return hashlib.sha256((model / "encoder.onnx").read_bytes()).hexdigest()


def weights_of(network: Network) -> dict[str, NDArray[np.float32]]:
    """The weights under the names that the ranker reads."""
    state = network.state_dict()
    named: dict[str, Tensor] = {
        "vectors": network.vectors.weight.T,
        "mention_bias": network.vectors.bias,
        "earlier": network.earlier.weight.T,
        "later": network.later.weight.T,
        "pair_bias": network.later.bias,
        "product": network.product.weight.T,
        "inner": network.inner.weight.T,
        "inner_bias": network.inner.bias,
        "out": network.out.weight[0],
        "new": network.new.weight.T,
        "new_bias": network.new.bias,
        "new_seen": network.new_seen.weight,
        "new_out": network.new_out.weight[0],
        **{f"mention.{name}": state[f"mention.of_{name}.weight"] for name in MENTION_COLUMNS},
        **{f"pair.{name}": state[f"pair.of_{name}.weight"] for name in PAIR_COLUMNS},
    }
    return {name: value.detach().numpy().astype(np.float32) for name, value in named.items()}


def score(
    held: list[Example], weights: dict[str, NDArray[np.float32]], bias: float = 0.0
) -> ChainScores:
    """The chains that the numpy ranker makes of some documents, against the gold."""
    total = ChainScores()
    for one in held:
        found = ranking(one.mentions, one.pairs, weights)
        total.add(one.gold, chains_of(one.mentions, found, bias))
    return total


def train(trained: list[Example], held: list[Example], epochs: int) -> Network:
    """One network, learning rate falling to nothing over the epochs."""
    torch.manual_seed(7)
    random.seed(7)
    network = Network()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=0.01)
    steps = epochs * len(trained)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda at: max(0.0, 1 - at / steps))
    started = time.process_time()
    for epoch in range(epochs):
        network.train()
        random.shuffle(trained)
        total = 0.0
        for one in trained:
            scores, new = network(one, vectors=random.random() >= WITHOUT_VECTORS)
            loss = loss_of(one, scores, new)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            total += loss.item()
        network.eval()
        conll = score(held, weights_of(network)).conll if held else float("nan")
        spent = time.process_time() - started
        print(
            f"epoch {epoch + 1} loss {total / len(trained):.4f} held-out {conll:.4f} {spent:.0f}s"
        )
    return network


def main() -> None:
    """Train, report, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("../work/coreference"))
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--model", type=Path, default=PACKAGED, help="folder of the encoder")
    parser.add_argument("--everything", action="store_true", help="hold nothing out")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    read = examples("train", arguments.work, arguments.model)
    held = [] if arguments.everything else read[::HELD_OUT]
    trained = (
        read if arguments.everything else [one for at, one in enumerate(read) if at % HELD_OUT]
    )
    network = train(trained, held, arguments.epochs)
    weights = weights_of(network)
    for bias in (-1.5, -1.2, -0.9, -0.6, -0.3, 0.0, 0.3, 0.6):
        if held:
            print(f"bias {bias:+.1f}: {score(held, weights, bias).conll:.4f}")
    encoder = np.frombuffer(digest_of(arguments.model).encode(), dtype=np.uint8)
    stored: dict[str, NDArray[np.generic]] = {"encoder": encoder}
    stored.update((name, value.astype(np.float16)) for name, value in weights.items())
    np.savez_compressed(OUT, **stored)  # type: ignore[arg-type]
    print(f"{OUT} {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main()
