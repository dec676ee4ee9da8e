"""Trains the line classifier: which line of a page is what.

    python -m training.pages                      the net that ships, from all pages
    python -m training.pages --cross build/lines  one net a fold, for figures without leaks

Every epoch sees each real page as HTML and in one flattened style, half of these with furniture
of ours put in, and pages we wrote; each time cut and thinned differently. Pages of one publisher
family weigh as much together as the root of their number, and share a fold.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import torch
from evaluation.gold_pages import fold_of, gold_pages
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from dragoman.reports.features import NAMES
from dragoman.reports.words import DRAWERS
from training.line_batches import Prepared, batch_of, prepared, varied_example
from training.line_model import LineNet, LineNetSize
from training.page_lines import ROLES, Sample, real_samples
from training.written_pages import furnished, written_samples

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from torch import Tensor

    from training.line_batches import Targets

MODEL = Path("src/dragoman/reports/model/lines.npz")
STYLES = ("column", "column", "select", "inscr")
"""Flattened styles by how often they are drawn; `column` is what scrapers store."""

WARM_UP = 50
"""Steps over which the learning rate rises."""


class Plan(msgspec.Struct, frozen=True):
    """How a net is trained."""

    epochs: int = 14
    """More learn the pages by heart: loss falls on, figures on other publishers too."""
    pages: int = 8
    """Pages a step."""
    written: int = 80
    """Written pages an epoch."""
    furnished: float = 0.5
    """Share of flattened pages with furniture of ours put in."""
    rate: float = 3e-3
    decay: float = 0.1
    dropout: float = 0.3
    average: float = 0.99
    """The net that is kept is a running mean of the steps; this is what a step leaves of it."""
    doubt: float = 0.03
    """Chance that a label is wrong; it bounds what a wrong one can teach."""
    weak: float = 0.3
    """Weight of roles guessed from markup."""
    seed: int = 1
    members: int = 2
    modern: bool = True
    """Whether written pages have weblogs for articles, and lists of other stories."""


class Shelf(msgspec.Struct, frozen=True):
    """The real pages: `samples` and `prepared` by id and style, `families` counts pages."""

    samples: dict[tuple[str, str], Sample]
    prepared: dict[tuple[str, str], Prepared]
    languages: dict[str, str]
    families: Counter[str]

    def ids(self) -> list[str]:
        """The pages, each once."""
        return sorted({page for page, _ in self.samples})


def shelf() -> Shelf:
    """All development pages with their features."""
    samples = {(sample.id, sample.style): sample for sample in real_samples()}
    return Shelf(
        samples=samples,
        prepared={key: prepared(sample) for key, sample in samples.items()},
        languages={page.id: page.language for page in gold_pages()},
        families=Counter(s.family for (_, style), s in samples.items() if style == "html"),
    )


def trained(stock: Shelf, ids: Sequence[str], plan: Plan) -> LineNet:
    """A net that has seen the pages `ids` and no others."""
    torch.manual_seed(plan.seed)
    chance = np.random.default_rng(plan.seed)
    net = LineNet(LineNetSize(features=len(NAMES), roles=len(ROLES)), dropout=plan.dropout)
    _standardise(net, [stock.prepared[key] for key in stock.prepared if key[0] in set(ids)])
    learning = [weight for weight in net.parameters() if weight.requires_grad]
    optimiser = torch.optim.AdamW(learning, lr=plan.rate, weight_decay=plan.decay)
    mean = AveragedModel(
        net,
        multi_avg_fn=get_ema_multi_avg_fn(plan.average),  # type: ignore[no-untyped-call]
    )
    steps = plan.epochs * -(-(2 * len(ids) + plan.written) // plan.pages)
    step = 0
    for epoch in range(plan.epochs):
        pages = _epoch(stock, ids, plan, chance)
        began, total = time.time(), 0.0
        for at in range(0, len(pages), plan.pages):
            for group in optimiser.param_groups:
                group["lr"] = plan.rate * _schedule(step, steps)
            chosen = pages[at : at + plan.pages]
            batch, targets = batch_of([varied_example(p, w, chance) for p, w in chosen])
            loss = loss_of(net(batch), targets, plan) / len(chosen)
            optimiser.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(learning, 5.0)
            optimiser.step()
            mean.update_parameters(net)
            total += float(loss.detach()) * len(chosen)
            step += 1
        print(f"epoch {epoch} loss {total / len(pages):.3f} {time.time() - began:.0f}s", flush=True)
    kept = mean.module.eval()
    assert isinstance(kept, LineNet)
    return kept


def committee(stock: Shelf, ids: Sequence[str], plan: Plan) -> list[LineNet]:
    """Nets that differ in the pages written for them: the first sees no weblogs and feeds."""
    return [
        trained(stock, ids, msgspec.structs.replace(plan, modern=at > 0))
        for at in range(plan.members)
    ]


def loss_of(logits: Tensor, targets: Targets, plan: Plan) -> Tensor:
    """Minus the log of the probability of the roles a line may have, weak guesses added."""
    logs = torch.log_softmax(logits, dim=1)
    right = torch.logsumexp(logs.masked_fill(~targets.allowed, -1e9), dim=1).exp()
    open_roles = torch.log((1 - plan.doubt) * right + plan.doubt)
    guessed = targets.weak >= 0
    guess = logs[guessed, targets.weak[guessed]] * targets.weights[guessed]
    return -(open_roles * targets.weights).sum() - plan.weak * guess.sum()


def save(nets: Sequence[LineNet], path: Path) -> None:
    """The nets as `dragoman.reports.network` reads them: float16, words int8."""
    stored: dict[str, NDArray[np.generic]] = {
        f"{number}.{name}": values
        for number, net in enumerate(nets)
        for name, values in _arrays_of(net).items()
    }
    stored["members"] = np.asarray(len(nets))
    stored["roles"] = np.asarray(ROLES)
    stored["names"] = np.asarray(NAMES)
    stored["dilations"] = np.asarray(nets[0].size.dilations)
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(path, **stored)  # type: ignore[arg-type]


def _arrays_of(net: LineNet) -> dict[str, NDArray[np.generic]]:
    arrays: dict[str, NDArray[np.generic]] = {
        name: value.detach().numpy().astype(np.float16)
        for name, value in net.state_dict().items()
        if not name.startswith("words.")
    }
    for name in ("mean", "scale"):
        arrays[name] = getattr(net, name).detach().numpy().astype(np.float32)
    words = net.words.weight.detach().numpy()
    assert words.shape[0] == DRAWERS
    unit = np.abs(words).max(axis=0) / 127
    arrays["words.weight"] = np.round(words / unit).astype(np.int8)
    arrays["words.unit"] = unit.astype(np.float32)
    return arrays


def _epoch(
    stock: Shelf, ids: Sequence[str], plan: Plan, chance: np.random.Generator
) -> list[tuple[Prepared, float]]:
    pages: list[tuple[Prepared, float]] = []
    for page in ids:
        whole = stock.prepared[page, "html"]
        weight = stock.families[whole.family] ** -0.5
        style = str(chance.choice(STYLES))
        key = (page, style if (page, style) in stock.samples else "select")
        flat = stock.prepared[key]
        if chance.random() < plan.furnished:
            real, language = stock.samples[key], stock.languages[page]
            flat = prepared(furnished(real, language, chance, modern=plan.modern))
        pages += [(whole, weight), (flat, weight)]
    seed = int(chance.integers(1 << 30))
    written = written_samples(plan.written, seed, modern=plan.modern)
    pages += [(prepared(sample), 1.0) for sample in written]
    return [pages[at] for at in chance.permutation(len(pages))]


def _standardise(net: LineNet, pages: Sequence[Prepared]) -> None:
    """Features in standard deviations; those of markup are measured on HTML and kept at zero."""
    everything = np.concatenate([page.table for page in pages])
    html = np.concatenate([page.table for page in pages if page.style == "html"])
    mean, spread = everything.mean(axis=0), everything.std(axis=0)
    at = NAMES.index("has_markup")
    mean[at:] = 0.0
    spread[at:] = html[:, at:].std(axis=0)
    spread[at] = 1.0
    net.mean.data = torch.from_numpy(mean)
    net.scale.data = torch.from_numpy((1 / np.maximum(spread, 1e-2)).astype(np.float32))


def _schedule(step: int, steps: int) -> float:
    return min(1.0, step / WARM_UP) * max(0.02, 1 - step / steps)


def main() -> None:
    """Train the net that ships, or one a fold."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cross", type=Path, help="folder for one net a fold")
    options.add_argument("--folds", type=int, default=5)
    options.add_argument("--epochs", type=int, default=Plan().epochs)
    options.add_argument("--seed", type=int, default=Plan().seed)
    given = options.parse_args()
    torch.set_num_threads(1)
    plan = Plan(epochs=given.epochs, seed=given.seed)
    stock = shelf()
    if given.cross is None:
        save(committee(stock, stock.ids(), plan), MODEL)
        return
    families = {page: stock.samples[page, "html"].family for page in stock.ids()}
    by_fold = defaultdict(list)
    for page, family in families.items():
        by_fold[fold_of(family, given.folds)].append(page)
    for fold, held_out in sorted(by_fold.items()):
        print(f"fold {fold}: {len(held_out)} pages held out")
        seen = [page for page in families if page not in set(held_out)]
        save(committee(stock, seen, plan), given.cross / f"fold{fold}of{given.folds}.npz")


if __name__ == "__main__":
    main()
