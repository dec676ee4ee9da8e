"""The words of a line as numbers: which of a fixed set of drawers each one falls into.

No vocabulary is kept. A word falls into the drawer its checksum names, so every language and
every misspelling has one, and now and then two words share theirs.
"""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

import msgspec
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line

DRAWERS = 8_192

MAX_HEAD, MAX_TAIL = 24, 8
"""Words read at the two ends of a line; what a line is shows there."""

STEM = 5
"""Letters by which forms of one word are taken together."""

COMMON = 0.3
"""Share of prose lines beyond which a word tells nothing of the topic."""

_TOKEN = re.compile(
    '[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,2}|[^\\W\\d_]+|\\d+|[©|@#$€£%→»•–—:/()“”"„!?…]'
)
"""A word, a number, a mark that tells, or two signs of a script without spaces."""


class Words(msgspec.Struct, frozen=True):
    """The drawers of all lines in one row.

    Shape: `drawers` and `inner` (word,), `starts` (line,). `inner` tells words from the marks of a
    line's ends. Every line has at least one drawer.
    """

    drawers: NDArray[np.int32]
    inner: NDArray[np.bool_]
    starts: NDArray[np.int32]

    @property
    def owners(self) -> NDArray[np.int64]:
        """The line of every drawer."""
        sizes = np.diff(self.starts, append=len(self.drawers))
        return np.repeat(np.arange(len(self.starts)), sizes)


def words_of(lines: Sequence[Line]) -> Words:
    """The words of the lines, in order."""
    known: dict[str, tuple[int, ...]] = {}
    found: list[int] = []
    starts: list[int] = []
    ends: list[tuple[int, int]] = []
    for line in lines:
        starts.append(len(found))
        tokens = _tokens(line.text)
        for token in tokens:
            drawers = known.get(token)
            if drawers is None:
                drawers = known[token] = _drawers(token)
            found += drawers
        inner = len(found)
        found += _ends(tokens)
        ends.append((inner, len(found)))
    inner_mask = np.ones(len(found), dtype=np.bool_)
    for start, end in ends:
        inner_mask[start:end] = False
    return Words(
        drawers=np.asarray(found, dtype=np.int32),
        inner=inner_mask,
        starts=np.asarray(starts, dtype=np.int32),
    )


def topicality(words: Words, prose: NDArray[np.bool_]) -> NDArray[np.float32]:
    """How far the words of a line are those of the page's other prose: (line, 2), float32.

    First the share of a line's words that another line of `prose` uses too, words of every other
    line left out; then the number of such words, damped.
    """
    count = len(prose)
    pairs = np.unique(words.owners[words.inner] * DRAWERS + words.drawers[words.inner])
    owners, drawers = pairs // DRAWERS, pairs % DRAWERS
    in_prose = np.bincount(drawers, weights=prose[owners], minlength=DRAWERS)
    elsewhere = in_prose[drawers] - prose[owners]
    rare = in_prose[drawers] <= max(2.0, COMMON * prose.sum())
    total = np.bincount(owners, weights=rare, minlength=count)
    shared = np.bincount(owners, weights=rare & (elsewhere > 0), minlength=count)
    out = np.stack([shared / np.maximum(total, 1), np.log1p(shared)], axis=1)
    return np.asarray(out, dtype=np.float32)


def _tokens(text: str) -> list[str]:
    if len(text) > 400:  # only the ends are read
        text = f"{text[:280]} {text[-120:]}"
    tokens = [_plain(token) for token in _TOKEN.findall(text.lower())]
    if len(tokens) > MAX_HEAD + MAX_TAIL:
        return tokens[:MAX_HEAD] + tokens[-MAX_TAIL:]
    return tokens


def _plain(token: str) -> str:
    """The token; a number is told by its length alone."""
    return "0" * len(token) if token.isdigit() else token


def _drawers(token: str) -> tuple[int, ...]:
    if len(token) <= STEM:
        return (_drawer(token),)
    return (_drawer(token), _drawer(f"{token[:STEM]}*"))


def _ends(tokens: list[str]) -> list[int]:
    """The drawers of the first two words, of the last, and of the line as a whole if short."""
    if not tokens:
        return [_drawer("")]
    ends = [f"^{tokens[0]}", f"^{' '.join(tokens[:2])}", f"{tokens[-1]}$"]
    if len(tokens) <= 4:
        ends.append(f"^{' '.join(tokens)}$")
    return [_drawer(end) for end in ends]


def _drawer(key: str) -> int:
    return zlib.crc32(key.encode("utf-8", "surrogatepass")) % DRAWERS
