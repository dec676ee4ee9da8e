"""Which earlier mention a mention may go back to, and what speaks for each pair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.findings.coreference.mentions import SIZES

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dragoman.findings.coreference.mentions import Mentions

NEAR = 50
"""Mentions back that are always considered; farther ones only when they share a word."""
FAR = 30
"""The most of the farther ones, nearest first."""


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs (later, earlier) of mentions, sorted by the later one.

    features: (n, columns) small integers, one column for each of `PAIR_SIZES`. offsets: where
    the pairs of each mention begin, with the end appended. alone: (mentions, 2) whether the
    phrase, and its head, were seen before.
    """

    later: NDArray[np.int32]
    earlier: NDArray[np.int32]
    features: NDArray[np.int32]
    offsets: NDArray[np.int32]
    alone: NDArray[np.int32]


MATCHES = ("phrase", "head", "last", "initials")
DISTANCES = (0, 1, 2, 3, 4, 6, 9, 14, 24, 40, 1 << 30)
PAIR_SIZES = {
    "matches": 16,
    "sentences": len(DISTANCES),
    "mentions": len(DISTANCES),
    "types": 16,
    "pronouns": 15 * 15,
    "pronoun_gender": 15 * 5,
    "numbers": 9,
    "genders": 25,
    "definiteness": 49,
    "roles": 14 * 14,
    "role_types": 14 * 4,
    "entities": 25,
    "nesting": 4,
    "governor": 3,
    "quotes": 4,
    "match_types": 16 * 4,
    "head_distance": 2 * 11,
    "contents": 5,
    "content_types": 5 * 16,
    "speaker": 15 * 2 * 4,
    "repeats": 5 * 4,
}
"""The columns of the features and how many values each can have."""


def pairs_of(mentions: Mentions, chosen: NDArray[np.bool_] | None = None) -> Pairs:
    """The pairs that are worth scoring; of the chosen later mentions only, if some are given."""
    asked = np.ones(len(mentions), dtype=np.bool_) if chosen is None else chosen
    later, earlier, offsets = _candidates(mentions, asked)
    return Pairs(later, earlier, _features(mentions, later, earlier), offsets, _alone(mentions))


def _candidates(
    mentions: Mentions, asked: NDArray[np.bool_]
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    seen: list[dict[int, list[int]]] = [{}, {}, {}, {}]
    counts: list[int] = []
    earlier: list[int] = []
    pronoun = (mentions.column("type") == 0).tolist()
    rows = zip(mentions.keys.tolist(), asked.tolist(), strict=True)
    for at, (keys, is_asked) in enumerate(rows):
        before = len(earlier)
        if is_asked:
            near = range(max(0, at - NEAR), at)
            earlier.extend(near)
            if near.start > 0 and not pronoun[at]:
                earlier.extend(_far(seen, keys, near.start))
        counts.append(len(earlier) - before)
        for column, key in enumerate(keys):
            if key >= 0:
                seen[column].setdefault(key, []).append(at)
    later = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
    offsets = np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int32)
    return later, np.array(earlier, dtype=np.int32), offsets


def _far(seen: list[dict[int, list[int]]], keys: list[int], before: int) -> list[int]:
    found: set[int] = set()
    for column, key in enumerate(keys):
        if key >= 0:
            found.update(at for at in seen[column].get(key, ()) if at < before)
    return sorted(found, reverse=True)[:FAR]


def _alone(mentions: Mentions) -> NDArray[np.int32]:
    rows = np.zeros((len(mentions), 2), dtype=np.int32)
    for column in (0, 1):
        met: set[int] = set()
        for at, key in enumerate(mentions.keys[:, column].tolist()):
            rows[at, column] = int(key in met)
            met.add(key)
    return rows


def _features(
    mentions: Mentions, later: NDArray[np.int32], earlier: NDArray[np.int32]
) -> NDArray[np.int32]:
    def both(name: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        column = mentions.column(name)
        return column[earlier], column[later]

    def crossed(name: str) -> NDArray[np.int32]:
        first, second = both(name)
        return first * SIZES[name] + second

    keys = mentions.keys
    equal = (keys[earlier] == keys[later]) & (keys[later] >= 0)
    matches = equal @ np.array([1, 2, 4, 8], dtype=np.int32)
    type_first, type_second = both("type")
    sentence_first, sentence_second = both("sentence")
    sentences = _bucketed(sentence_second - sentence_first)
    _, pronoun_second = both("pronoun")
    gender_first, _ = both("gender")
    role_first, _ = both("role")
    head_match = equal[:, 1].astype(np.int32)
    contents = _contents(mentions, later, earlier)
    speaking_first, _ = both("speaking")
    quotes = crossed("quoted")
    columns = [
        matches,
        sentences,
        _bucketed(later - earlier - 1),
        type_first * 4 + type_second,
        crossed("pronoun"),
        pronoun_second * 5 + gender_first,
        crossed("number"),
        crossed("gender"),
        crossed("definiteness"),
        crossed("role"),
        role_first * 4 + type_second,
        crossed("entity"),
        _nesting(mentions, later, earlier),
        _governor(mentions, later, earlier),
        quotes,
        matches * 4 + type_second,
        head_match * len(DISTANCES) + sentences,
        contents,
        contents * 16 + type_first * 4 + type_second,
        (pronoun_second * 2 + speaking_first) * 4 + quotes,
        _repeats(mentions)[earlier] * 4 + type_second,
    ]
    return np.stack([np.asarray(column, dtype=np.int32) for column in columns], axis=1)


def _bucketed(distance: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.asarray(np.searchsorted(DISTANCES, np.maximum(distance, 0)), dtype=np.int32)


def _nesting(
    mentions: Mentions, later: NDArray[np.int32], earlier: NDArray[np.int32]
) -> NDArray[np.int32]:
    """0 apart, 1 the later inside the earlier, 2 sharing the head, 3 next to each other."""
    inside = mentions.ends[later] <= mentions.ends[earlier]
    same = mentions.heads[later] == mentions.heads[earlier]
    beside = mentions.starts[later] - mentions.ends[earlier] <= 1
    apart = np.where(beside & ~inside, 3, 0)
    return np.asarray(np.where(same, 2, np.where(inside, 1, apart)), dtype=np.int32)


def _governor(
    mentions: Mentions, later: NDArray[np.int32], earlier: NDArray[np.int32]
) -> NDArray[np.int32]:
    """1 when both hang on one word, 2 when the later hangs on the earlier."""
    governor = mentions.column("governor")
    same = (governor[later] == governor[earlier]) & (governor[later] >= 0)
    below = governor[later] == mentions.heads[earlier]
    return np.asarray(np.where(below, 2, np.where(same, 1, 0)), dtype=np.int32)


def _contents(
    mentions: Mentions, later: NDArray[np.int32], earlier: NDArray[np.int32]
) -> NDArray[np.int32]:
    """How content words compare: 0 none shared, 1 the same, 2 fewer, 3 more, 4 others too."""
    words = mentions.contents
    values = np.zeros(len(later), dtype=np.int32)
    ids: dict[str, int] = {}
    masks = np.zeros((len(words), 2), dtype=np.uint64)
    for at, content in enumerate(words):
        for word in content:
            number = ids.setdefault(word, len(ids))
            masks[at, number % 2] |= np.uint64(1 << (number // 2 % 64))
    maybe = np.flatnonzero((masks[later] & masks[earlier]).any(axis=1))
    for row in maybe.tolist():
        now, before = words[later[row]], words[earlier[row]]
        if now == before:
            values[row] = 1
        elif now & before:
            values[row] = 2 if now < before else 3 if now > before else 4
    return values


def _repeats(mentions: Mentions) -> NDArray[np.int32]:
    """How often each phrase stood in the article up to its own place: 0 once, up to 4."""
    counts: dict[int, int] = {}
    values = np.zeros(len(mentions), dtype=np.int32)
    for at, key in enumerate(mentions.keys[:, 0].tolist()):
        counts[key] = counts.get(key, 0) + 1
        values[at] = min(counts[key] - 1, 4)
    return values
