"""Train the reader: `python -m training.train PREPARED BACKBONE RUN [--pieces N] [--minutes N]`.

Resumes from `RUN/checkpoint.pt`. `RUN/budget.json` may change the budgets while it runs. Two
processes (`torchrun --nproc-per-node 2 -m training.train …`) average their gradients; with
`--device cuda` the same script uses a GPU.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import pickle
import time
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import distributed

from training.batches import Recipe, Stream, tensors
from training.losses import loss_of
from training.model import Product, Reader, Size, load_bert
from training.scores import table

if TYPE_CHECKING:
    from torch import Tensor


SHARES = {
    "ud": 0.36, "conll": 0.125, "politics": 0.02, "polnear": 0.185, "uw": 0.04, "uds": 0.12,
    "metonymy": 0.015, "metonymy-conll": 0.005, "coreference": 0.03, "plv": 0.07, "sides": 0.03,
}  # fmt: skip
"""The share of each task in the word pieces seen."""

RECIPES = {
    "conll": Recipe(recased=0.12),
    "politics": Recipe(recased=0.1, masked=0.1),
    "uw": Recipe(masked=0.1),
    "uds": Recipe(masked=0.15),
    "metonymy": Recipe(masked=0.1),
    "polnear": Recipe(single=0.2, recased=0.05),
    "coreference": Recipe(single=0, recased=0.03, limit=254),
    "sides": Recipe(recased=0.05, masked=0.1),
    "plv": Recipe(recased=0.05, masked=0.15, swapped=0.4),
}

SIZES = {
    "six": Size(),
    "four": Size(layers=4),
    "toy": Size(layers=1, width=64, heads=2, inner=128),
}

ENCODER_RATE, HEAD_RATE = 3e-4, 1.5e-3
WARM_UP = 0.04  # of the run
BATCHES_A_STEP = 2
AVERAGE = 0.998  # of the weights' moving average, which is what is scored and exported
CLIP = 5.0
SCORE_SHARE = 0.3
MASKED_UNTIL = 0.75  # of the run: its end sees whole sentences only
EIGHT_BITS_FROM = 0.7  # of the run: from here on the layers learn to bear the export's rounding


@dataclass
class State:
    """Where a run stands; written with every checkpoint."""

    step: int = 0
    seconds: float = 0.0
    seen: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHARES, 0))


class Run:
    """One training run in its folder."""

    def __init__(self, arguments: argparse.Namespace) -> None:
        self.folder = Path(arguments.run)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.device = torch.device(arguments.device)
        self.rank = int(os.environ.get("RANK", "0"))
        self.workers = int(os.environ.get("WORLD_SIZE", "1"))
        self.budget = {"pieces": arguments.pieces, "minutes": arguments.minutes}
        with Path(arguments.prepared).open("rb") as file:
            self.trained, self.scored = pickle.load(file)
        left = [task for task in SHARES if self.trained[task] and task not in arguments.without]
        self.tasks = {task: SHARES[task] for task in left}
        torch.manual_seed(arguments.seed + self.rank)
        self.model = Reader(SIZES[arguments.size])
        if SIZES[arguments.size].width == Size().width:
            load_bert(self.model.encoder, Path(arguments.backbone))
        self.model.encoder.word.weight.requires_grad = False
        self.model.to(self.device)
        self.optimizer = self._optimizer()
        self.average = {n: p.detach().clone() for n, p in self._trainable().items()}
        self.state = State()
        self.drawn = dict.fromkeys(self.tasks, 0)  # pieces since the start or the resumption
        self._resume()
        self.batch = arguments.batch
        self.seed = 1000 * arguments.seed + 100 * self.rank
        self.masked = self.progress() < MASKED_UNTIL
        self.streams = self._streams()

    def _streams(self) -> dict[str, Stream]:
        """The batches of each task from here on, masked pieces in them or not."""
        streams = {}
        for n, task in enumerate(self.tasks):
            recipe = RECIPES.get(task, Recipe())
            recipe = recipe if self.masked else replace(recipe, masked=0)
            seed = self.seed + self.state.step + n
            streams[task] = Stream(self.trained[task], recipe, self.batch, seed)
        return streams

    def _trainable(self) -> dict[str, torch.nn.Parameter]:
        return {n: p for n, p in self.model.named_parameters() if p.requires_grad}

    def _optimizer(self) -> torch.optim.AdamW:
        fresh = ("encoder.shape", "encoder.parity", "encoder.role")
        slow: list[torch.nn.Parameter] = []
        fast: list[torch.nn.Parameter] = []
        for name, weight in self._trainable().items():
            known = name.startswith("encoder.") and not name.startswith(fresh)
            (slow if known else fast).append(weight)
        groups = [{"params": slow, "peak": ENCODER_RATE}, {"params": fast, "peak": HEAD_RATE}]
        return torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)

    def _resume(self) -> None:
        path = self.folder / "checkpoint.pt"
        if not path.exists():
            return
        saved: dict[str, Any] = torch.load(path, map_location=self.device, weights_only=True)
        self.model.load_state_dict(saved["model"])
        self.optimizer.load_state_dict(saved["optimizer"])
        self.average = saved["average"]
        self.state = State(**saved["state"])
        self.log(f"resumed at step {self.state.step}")

    def log(self, line: str) -> None:
        """One line to the screen and to `log.txt`."""
        if self.rank == 0:
            stamp = time.strftime("%H:%M:%S")
            print(stamp, line, flush=True)
            with (self.folder / "log.txt").open("a", encoding="utf-8") as file:
                file.write(f"{stamp} {line}\n")

    def progress(self) -> float:
        """From 0 to 1, by the budget that is nearer to its end."""
        shares = [0.0]
        if self.budget["pieces"]:
            shares.append(sum(self.state.seen.values()) / self.budget["pieces"])
        if self.budget["minutes"]:
            shares.append(self.state.seconds / 60 / self.budget["minutes"])
        return max(shares)

    def next_task(self) -> str:
        """The task that lags most behind its share."""
        total = sum(self.drawn.values()) + 1
        return max(self.tasks, key=lambda t: self.tasks[t] - self.drawn[t] / total)

    def step(self) -> dict[str, float]:
        """One step of the optimizer over a few batches, each of one task."""
        rate = self._rate()
        Product.eight_bits = self.progress() >= EIGHT_BITS_FROM
        if self.masked and self.progress() >= MASKED_UNTIL:
            self.masked = False
            self.streams = self._streams()
        losses: dict[str, float] = {}
        for _ in range(BATCHES_A_STEP):
            task = self.next_task()
            windows = next(self.streams[task])
            pieces = sum(w.length for w in windows)
            self.drawn[task] += pieces
            self.state.seen[task] += pieces * self.workers
            batch = {name: t.to(self.device) for name, t in tensors(windows).items()}
            with torch.autocast(self.device.type, dtype=torch.bfloat16):
                loss = loss_of(task, self.model, batch, windows)
            (loss / BATCHES_A_STEP).backward()  # type: ignore[no-untyped-call]
            losses[task] = float(loss.detach())
        self._share_gradients()
        torch.nn.utils.clip_grad_norm_(self._trainable().values(), CLIP)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * rate
        self.optimizer.step()
        self.optimizer.zero_grad()
        self._follow()
        self.state.step += 1
        return losses

    def _rate(self) -> float:
        done = self.progress()
        return min(done / WARM_UP, (1 - done) / (1 - WARM_UP)) if done < 1 else 0.0

    def _share_gradients(self) -> None:
        if self.workers == 1:
            return
        weights = list(self._trainable().values())
        flat = torch.cat(
            [(torch.zeros_like(w) if w.grad is None else w.grad).flatten() for w in weights]
        )
        distributed.all_reduce(flat)
        flat /= self.workers
        at = 0
        for weight in weights:
            weight.grad = flat[at : at + weight.numel()].view_as(weight)
            at += weight.numel()

    def _follow(self) -> None:
        keep = min(AVERAGE, (1 + self.state.step) / (10 + self.state.step))
        weights = self._trainable()
        torch._foreach_lerp_(
            list(self.average.values()), [weights[n].detach() for n in self.average], 1 - keep
        )

    def averaged(self) -> dict[str, Tensor]:
        """All weights, the trained ones as their moving average."""
        return {**self.model.state_dict(), **self.average}

    def save(self) -> None:
        """Write the checkpoint and, apart, the averaged weights that the exporter reads."""
        if self.rank:
            return
        saved = {
            "model": self.model.state_dict(), "optimizer": self.optimizer.state_dict(),
            "average": self.average, "state": vars(self.state),
        }  # fmt: skip
        for name, value in (("checkpoint.pt", saved), ("averaged.pt", self.averaged())):
            torch.save(value, self.folder / f"{name}.part")
            (self.folder / f"{name}.part").replace(self.folder / name)

    def score(self, share: float) -> None:
        """Log the development figures of the averaged weights."""
        if self.rank:
            return
        other = Reader(self.model.encoder.size)
        other.load_state_dict({n: w.cpu() for n, w in self.averaged().items()})
        self.log(f"dev {share} " + json.dumps(table(other, self.scored, share)))

    def read_budget(self) -> None:
        """Take up what `budget.json` says, so that a run can be made longer or shorter."""
        path = self.folder / "budget.json"
        if path.exists():
            self.budget |= json.loads(path.read_text(encoding="utf-8"))


def train(run: Run, *, score_every: float, save_every: float) -> None:
    """Go on until the budget is spent; `*_every` in minutes."""
    scored = saved = clock = time.monotonic()
    sums: dict[str, tuple[float, int]] = {}
    while run.progress() < 1:
        for task, loss in run.step().items():
            total, count = sums.get(task, (0.0, 0))
            sums[task] = (total + loss, count + 1)
        now = time.monotonic()
        run.state.seconds += now - clock
        clock = now
        if run.state.step % 100 == 0:
            run.read_budget()
            means = " ".join(f"{t} {s / n:.3f}" for t, (s, n) in sorted(sums.items()))
            pieces = sum(run.state.seen.values())
            if not math.isfinite(sum(s for s, _ in sums.values())):
                raise FloatingPointError(f"step {run.state.step}: a loss is not finite: {means}")
            run.log(
                f"step {run.state.step} pieces {pieces / 1e6:.2f}M done {run.progress():.3f}"
                f" {pieces / run.state.seconds:.0f}/s {means}"
            )
            sums = {}
        if now - saved > 60 * save_every:
            run.save()
            saved = now
        if now - scored > 60 * score_every:
            run.score(SCORE_SHARE)
            scored = now
    run.save()
    run.score(1.0)


def main(given: list[str] | None = None) -> None:
    """Read the command line and train."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("prepared")
    parser.add_argument("backbone", help="folder with model.safetensors and config.json")
    parser.add_argument("run")
    parser.add_argument("--pieces", type=float, default=0)
    parser.add_argument("--minutes", type=float, default=0)
    parser.add_argument("--batch", type=int, default=1024, help="pieces of a batch with padding")
    parser.add_argument("--size", choices=SIZES, default="six", help="toy starts from nothing")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--without", nargs="*", default=[], help="tasks to leave out")
    parser.add_argument("--score-every", type=float, default=15)
    parser.add_argument("--save-every", type=float, default=5)
    arguments = parser.parse_args(given)
    if arguments.device == "cpu":
        torch.set_num_threads(1)
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        distributed.init_process_group("gloo" if arguments.device == "cpu" else "nccl")
    run = Run(arguments)
    train(run, score_every=arguments.score_every, save_every=arguments.save_every)


if __name__ == "__main__":
    main()
