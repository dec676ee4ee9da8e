"""From words to word pieces and shapes: what the encoder sees of a word.

Training imports this module too, so that what was learned and what runs cannot drift apart. The
encoder's vocabulary is lower case; what case says reaches it through the shape of each word.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path


MAX_PIECES = 16  # of one word; longer strings are addresses and noise
WINDOW = 128  # pieces of a window with its two marks
PAD, UNKNOWN, OPEN, CLOSE = 0, 100, 101, 102  # rows of the BERT vocabulary

LOWER, TITLE, UPPER, INITIAL, MIXED, DIGITS, ALPHANUMERIC, MARK, SPECIAL = range(9)
SHAPES = 18  # nine shapes, each for a first and for a later piece


@lru_cache(maxsize=200_000)
def shape_of(word: str) -> int:
    """The class of a word's form, one of nine.

    >>> [shape_of(w) for w in ("pact", "Pact", "UN", "X", "iPad", "1961", "3rd", "--")]
    [0, 1, 2, 3, 4, 5, 6, 7]
    """
    letters = [c for c in word if c.isalpha()]
    if not letters:
        return DIGITS if any(c.isdigit() for c in word) else MARK
    if any(c.isdigit() for c in word):
        return ALPHANUMERIC
    small = sum(c.islower() for c in letters)
    large = sum(c.isupper() for c in letters)
    if large == 0:
        return LOWER
    if large == len(letters):
        return INITIAL if large == 1 else UPPER
    if letters[0].isupper() and large == 1 and small:
        return TITLE
    return MIXED


def _is_mark(char: str) -> bool:
    point = ord(char)
    ascii_mark = 33 <= point <= 47 or 58 <= point <= 64 or 91 <= point <= 96 or 123 <= point <= 126
    return ascii_mark or unicodedata.category(char).startswith("P")


def _is_ideograph(char: str) -> bool:
    point = ord(char)
    return 0x4E00 <= point <= 0x9FFF or 0x3400 <= point <= 0x4DBF or 0x20000 <= point <= 0x2CEAF


def _plain(word: str) -> str:
    """Lower case without accents and without characters that no reader sees."""
    bare = unicodedata.normalize("NFD", word.lower())
    kept = []
    for char in bare:
        kind = unicodedata.category(char)
        if kind == "Mn" or kind in {"Cc", "Cf", "Cn", "Co"}:
            continue
        kept.append(" " if kind == "Zs" else char)
    return "".join(kept)


def _runs(text: str) -> list[str]:
    """The text cut at spaces, around every mark and around every ideograph."""
    runs = [""]
    for char in text:
        if char.isspace():
            runs.append("")
        elif _is_mark(char) or _is_ideograph(char):
            runs += [char, ""]
        else:
            runs[-1] += char
    return [run for run in runs if run]


class Vocabulary:
    """The word pieces and how a word falls into them (BERT's rules, greedy longest match).

    Every word has at least one piece. Answers are kept, since news repeats its words; the store
    is bounded.
    """

    def __init__(self, pieces: Iterable[str]) -> None:
        self._rows = {piece: row for row, piece in enumerate(pieces)}
        self._known: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> Vocabulary:
        """The vocabulary of a file with one piece a line."""
        return cls(path.read_text(encoding="utf-8").rstrip("\n").split("\n"))

    def __len__(self) -> int:
        return len(self._rows)

    def pieces_of(self, word: str) -> tuple[int, ...]:
        """The rows of the word's pieces, 1 to MAX_PIECES of them."""
        found = self._known.get(word)
        if found is None:
            rows = [row for run in _runs(_plain(word[:200])) for row in self._cut(run)]
            found = tuple(rows[:MAX_PIECES]) or (UNKNOWN,)
            if len(self._known) >= MAX_KNOWN:
                self._known.clear()
            self._known[word] = found
        return found

    def _cut(self, run: str) -> list[int]:
        if len(run) > MAX_RUN:
            return [UNKNOWN]
        rows: list[int] = []
        at = 0
        while at < len(run):
            end = len(run)
            mark = "##" if at else ""
            while end > at and (mark + run[at:end]) not in self._rows:
                end -= 1
            if end == at:
                return [UNKNOWN]
            rows.append(self._rows[mark + run[at:end]])
            at = end
        return rows


MAX_KNOWN = 200_000  # words kept, about 40 MB
MAX_RUN = 100  # characters; BERT's own limit


def shapes_of(word: str, pieces: int) -> list[int]:
    """The shape rows of a word's pieces: even for the first, odd for the later ones."""
    shape = 2 * shape_of(word)
    return [shape] + [shape + 1] * (pieces - 1)


def packed(lengths: Sequence[int], limit: int = WINDOW - 2) -> list[range]:
    """Consecutive sentences, by their numbers of pieces, packed into windows in order.

    A sentence longer than the limit stands alone.

    >>> packed([60, 60, 10, 300, 5])
    [range(0, 2), range(2, 3), range(3, 4), range(4, 5)]
    """
    windows: list[range] = []
    start = room = 0
    for at, length in enumerate(lengths):
        if at > start and length > room:
            windows.append(range(start, at))
            start = at
        room = (limit if at == start else room) - length
    if lengths:
        windows.append(range(start, len(lengths)))
    return windows


def packed_by_paragraph(
    lengths: Sequence[int], openings: Sequence[int], limit: int = WINDOW - 2
) -> list[range]:
    """The same, but no paragraph is cut that fits into a window: what is said and who says it
    mostly stand in one paragraph. openings: the first sentence of each paragraph, from 0 on.

    >>> packed_by_paragraph([60, 30, 30, 60, 300, 5], [0, 2, 4])
    [range(0, 2), range(2, 4), range(4, 5), range(5, 6)]
    """
    blocks = [range(a, b) for a, b in pairwise([*openings, len(lengths)])]
    sizes = [sum(lengths[n] for n in block) for block in blocks]
    windows: list[range] = []
    for group in packed(sizes, limit):
        first, last = blocks[group[0]], blocks[group[-1]]
        inner = packed(lengths[first.start : last.stop], limit)
        windows += [range(first.start + w.start, first.start + w.stop) for w in inner]
    return windows
