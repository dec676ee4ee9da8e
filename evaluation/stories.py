"""Stories: are two reports of one happening, and are the reports of a month clustered by it?

`python -m evaluation.stories` makes pairs and months of the one-sentence entries of Wikipedia's
current events (`../shared/data/articles`). Same story: the same last element of the story path, at
most 14 days apart. Other story: no element in common, at most 3 days apart; *hard* ones are of the
same category as well. Odd months were looked at, even months are held out.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter, defaultdict
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.record.judgements import groups
from dragoman.record.stories import Told, cluster, cosine, told, vector_of, weights_of
from evaluation.copies import b_cubed, plain
from evaluation.table import Row, show

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "articles"
FILE = DATA / "wikipedia_current_events.jsonl.gz"

Entry = dict[str, Any]
Pair = tuple[int, int]


def entries() -> list[Entry]:
    """The entries that have a story path, in order."""
    with gzip.open(FILE, "rt", encoding="utf-8") as lines:
        found = [json.loads(line) for line in lines]
    return [one for one in found if one["story"]]


def as_told(given: list[Entry]) -> list[Told]:
    """The entries as reports of one sentence."""
    reports = (plain(one["text"], number, "Wikipedia") for number, one in enumerate(given))
    return [
        msgspec.structs.replace(told(report), day=date.fromisoformat(one["date"]))
        for report, one in zip(reports, given, strict=True)
    ]


def same_pairs(given: list[Entry], chance: random.Random) -> list[Pair]:
    """Up to three pairs a story."""
    stories = defaultdict(list)
    for number, one in enumerate(given):
        stories[one["story"][-1]].append(number)
    pairs = []
    for members in stories.values():
        tries = [chance.sample(members, 2) for _ in range(6)] if len(members) > 1 else []
        near = [(a, b) for a, b in tries if 0 < abs(_days(given[a], given[b])) <= 14]
        pairs += near[:3]
    return pairs


def other_pairs(given: list[Entry], count: int, chance: random.Random, *, hard: bool) -> list[Pair]:
    """Pairs of different stories within three days."""
    pairs: list[Pair] = []
    while len(pairs) < count:
        a = chance.randrange(len(given))
        b = min(len(given) - 1, max(0, a + chance.randint(-40, 40)))
        one, two = given[a], given[b]
        apart = a != b and abs(_days(one, two)) <= 3 and not set(one["story"]) & set(two["story"])
        if apart and (not hard or one["category"] == two["category"]):
            pairs.append((a, b))
    return pairs


def _days(one: Entry, two: Entry) -> int:
    return (date.fromisoformat(one["date"]) - date.fromisoformat(two["date"])).days


def area(same: list[float], other: list[float]) -> float:
    """Area under the ROC curve, ties counted half."""
    ranked = sorted([(score, 1) for score in same] + [(score, 0) for score in other])
    ranks, at = 0.0, 0
    for _, tied in groupby(ranked, key=lambda one: one[0]):
        marks = [mark for _, mark in tied]
        ranks += sum(marks) * (at + (len(marks) + 1) / 2)
        at += len(marks)
    return (ranks - len(same) * (len(same) + 1) / 2) / (len(same) * len(other))


def rows() -> Iterator[Row]:
    """The table: pairs, then the clusters of months."""
    given = entries()
    every = as_told(given)
    weights = weights_of(every)
    vectors = [vector_of(one, weights) for one in every]
    chance = random.Random(3)
    same = same_pairs(given, chance)

    def scores(pairs: list[Pair]) -> list[float]:
        return [cosine(vectors[a], vectors[b]) for a, b in pairs]

    for hard in (False, True):
        other = other_pairs(given, 3 * len(same), chance, hard=hard)
        yield Row(
            stage="stories", measure=f"same story AUC, {'same category' if hard else 'any other'}",
            n=len(same) + len(other), figure=area(scores(same), scores(other)),
            floor=None if hard else 0.96, peer="" if hard else "MiniLM .974 on 35 other pairs",
        )  # fmt: skip
    for part in (1, 0):
        wanted = [month for month in months(given) if int(month[-2:]) % 2 == part]
        total = Counter[str]()
        for month in wanted:
            total.update(by_month(given, every, month))
        p, r = total["p"] / total["n"], total["r"] / total["n"]
        yield Row(
            stage="stories", n=int(total["n"]), figure=2 * p * r / (p + r),
            measure=f"B-cubed F of a month's clusters, {'looked at' if part else 'held out'}",
            peer=f"P {p:.3f} R {r:.3f}",
        )  # fmt: skip


def months(given: list[Entry]) -> list[str]:
    """The months of the data."""
    return sorted({one["date"][:7] for one in given})


def by_month(given: list[Entry], every: list[Told], month: str) -> dict[str, float]:
    """B-cubed sums of one month's clusters."""
    numbers = [n for n, one in enumerate(given) if one["date"].startswith(month)]
    group = groups(cluster(every[n] for n in numbers))
    found = [group.get(every[n].report, every[n].report) for n in numbers]
    gold = [given[n]["story"][-1] for n in numbers]
    precision, recall, _ = b_cubed(found, gold)
    return {"p": precision * len(gold), "r": recall * len(gold), "n": len(gold)}


if __name__ == "__main__":
    show(rows())
