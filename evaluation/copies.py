"""Copies: B-cubed F of copies and revisions, on clean bodies and on raw pages.

`python -m evaluation.copies` reads `../shared/data/copies` (development part), stores each
document in a fresh record, and compares the families found with the stories. Peers run on the same
texts: rensa's MinHash alone, and an exact hash of the words.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.record import Run, Writer, open_store
from dragoman.record.alignment import align
from dragoman.record.copies import find_copies, is_revision
from dragoman.record.folding import families as families_in
from dragoman.record.words import searchable
from dragoman.schema import Report, Segment, Source
from evaluation.table import Row, show

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DATA = Path(__file__).parent.parent.parent / "shared" / "data" / "copies" / "copies_dev.jsonl.gz"
WIRE = DATA.parent.parent / "articles" / "reuters21578.jsonl.gz"
LABELS = Path(__file__).parent / "data" / "revisions.tsv"
FLOORS = {"body": 0.998, "page": 0.990}


def documents() -> list[dict[str, Any]]:
    """The documents of the development part."""
    with gzip.open(DATA, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def b_cubed(found: Sequence[object], gold: Sequence[object]) -> tuple[float, float, float]:
    """Precision, recall and F of a clustering (Bagga and Baldwin 1998)."""
    clusters, stories = defaultdict(set), defaultdict(set)
    for at, (one, two) in enumerate(zip(found, gold, strict=True)):
        clusters[one].add(at)
        stories[two].add(at)
    precision = recall = 0.0
    for one, two in zip(found, gold, strict=True):
        both = len(clusters[one] & stories[two])
        precision += both / len(clusters[one])
        recall += both / len(stories[two])
    precision, recall = precision / len(gold), recall / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def plain(text: str, number: int, portal: str) -> Report:
    """A report whose whole text is body."""
    return Report(
        id=f"{number:024x}",
        source=Source(None, None, "text/plain"),
        language="en",
        text=text,
        segments=(Segment("body", 0, len(text)),),
        publisher=portal,
    )


def read(text: str, number: int, portal: str) -> Report:
    """A raw page as our own reader reads it."""
    import msgspec

    from dragoman.reports.reading import Origin, read_text

    report = read_text(text, Origin(digest=f"{number:024x}"))
    return msgspec.structs.replace(report, publisher=portal)


def families(reports: Sequence[Report]) -> list[str]:
    """The family of each report after all were stored and compared."""
    with open_store(":memory:") as store:
        writer = Writer(store, Run("evaluation"))
        writer.write(reports)
        find_copies(store)
        family = families_in(store)
    return [family.get(report.id, report.id) for report in reports]


def by_minhash(texts: Sequence[str], threshold: float) -> list[int]:
    """Families by rensa's MinHash over 5-grams alone."""
    import rensa

    index = rensa.RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
    sketches, links = [], []
    for number, text in enumerate(texts):
        words = searchable(text).split()
        sketch = rensa.RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(words[at : at + 5]) for at in range(len(words) - 4)])
        sketches.append(sketch)
        links += [
            (number, one)
            for one in index.query(sketch)
            if sketch.jaccard(sketches[one]) >= threshold
        ]
        index.insert(number, sketch)
    return _joined(len(texts), links)


def by_hash(texts: Sequence[str]) -> list[str]:
    """Families by an exact hash of the words."""
    return [searchable(text) for text in texts]


def _joined(count: int, links: Iterable[tuple[int, int]]) -> list[int]:
    parent = list(range(count))

    def top(one: int) -> int:
        while parent[one] != one:
            one = parent[one]
        return one

    for one, two in links:
        parent[top(one)] = top(two)
    return [top(one) for one in range(count)]


def written_revisions(given: Sequence[dict[str, Any]]) -> list[tuple[bool, bool]]:
    """(is, was found) of the (original, copy or revision) pairs of `copies_dev`."""
    originals = {one["story"]: one for one in given if one["kind"] == "orig"}
    found = []
    for one in given:
        original = originals.get(one["story"])
        if original is not None and one["kind"] in ("copy", "rev"):
            pair = plain(original["body"], 1, "a"), plain(one["body"], 2, "b")
            found.append((one["kind"] == "rev", is_revision(*pair, align(*pair))))
    return found


def wire_revisions(part: str) -> list[tuple[bool, bool]]:
    """(is, was found) of pairs of Reuters stories of 1987, labelled by hand (data/revisions.tsv).

    A revision adds or corrects facts; a copy was sent again with changes of style, or cut.
    """
    with gzip.open(WIRE, "rt", encoding="utf-8") as lines:
        stories = {one["newid"]: one for one in map(json.loads, lines)}
    found = []
    with LABELS.open(encoding="utf-8") as rows:
        for row in rows:
            if row.startswith("#"):
                continue
            earlier, later, label, of = row.split()
            if of == part:
                pair = _wire(stories[earlier], 1), _wire(stories[later], 2)
                found.append((label == "revision", is_revision(*pair, align(*pair))))
    return found


def _wire(story: dict[str, Any], number: int) -> Report:
    import msgspec

    report = plain(" ".join(story["text"].split()), number, "Reuters")
    return msgspec.structs.replace(report, headline=story["title"])


def f_score(pairs: Sequence[tuple[bool, bool]]) -> float:
    """F1 of the revisions."""
    right = sum(is_one and found for is_one, found in pairs)
    wrong = sum(found and not is_one for is_one, found in pairs)
    missed = sum(is_one and not found for is_one, found in pairs)
    return 2 * right / (2 * right + wrong + missed)


def interval(pairs: Sequence[tuple[bool, bool]]) -> tuple[float, float]:
    """The 95 % bootstrap interval over pairs."""
    chance = random.Random(1)
    scores = sorted(f_score(chance.choices(pairs, k=len(pairs))) for _ in range(1000))
    return scores[25], scores[975]


def rows() -> Iterator[Row]:
    """The table: families on bodies and raw pages with peers of the same run, then revisions."""
    given = documents()
    gold = [one["story"] for one in given]
    for field, floor in FLOORS.items():
        make = plain if field == "body" else read
        reports = [make(one[field], at, one["portal"]) for at, one in enumerate(given)]
        texts = [one[field] for one in given]
        peers = "; ".join(f"{name} {b_cubed(found, gold)[2]:.3f}" for name, found in _peers(texts))
        p, r, f = b_cubed(families(reports), gold)
        what = "clean bodies" if field == "body" else "raw pages"
        yield Row(
            stage="copies", measure=f"B-cubed F, {what}", n=len(given), figure=f, floor=floor,
            peer=f"P {p:.4f} R {r:.4f}; {peers}",
        )  # fmt: skip
    for name, pairs, least in (
        ("copies_dev", written_revisions(given), None),
        ("Reuters pairs, looked at", wire_revisions("looked-at"), None),
        ("Reuters pairs, held out", wire_revisions("held-out"), 0.78),
    ):
        low, high = interval(pairs)
        yield Row(
            stage="copies", measure=f"revision against copy F1, {name}", n=len(pairs),
            figure=f_score(pairs), floor=least, low=low, high=high,
        )  # fmt: skip


def _peers(texts: Sequence[str]) -> Iterator[tuple[str, Sequence[object]]]:
    yield "exact hash", by_hash(texts)
    if find_spec("rensa") is not None:
        for threshold in (0.5, 0.2):
            yield f"rensa J>={threshold}", by_minhash(texts, threshold)


if __name__ == "__main__":
    show(rows())
