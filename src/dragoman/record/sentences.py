"""Sentences of an article as copies are found and compared by them."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

import msgspec

from dragoman.record.words import searchable
from dragoman.schema import Span, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Report

MIN_WORDS = 5
"""Words of a sentence that tells one article from another; `He declined to comment.` does not."""

MAX_SENTENCES = 200
"""Sentences of an article that are kept; longer pages are lists and live blogs."""

_END = re.compile(r"""[.!?。！？]["'”’»)]*(?=\s|$)""")
_ABBREVIATED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Lt|Col|Sen|Rep|Gov|No|U\.S|U\.N|U\.K))$"
)


class Sentence(msgspec.Struct, frozen=True):
    """A sentence of an article: its place in the report's text and its words without marks."""

    span: Span
    words: str

    @property
    def hash(self) -> int:
        """The same for the same words; fits a signed 64-bit column."""
        digest = hashlib.blake2b(self.words.encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)


def sentences_of(report: Report) -> tuple[Sentence, ...]:
    """The sentences of the article, without its headline and without the shortest."""
    spans = report.of_role("summary", "body", "subhead")
    found = [one for span in spans for one in _cut(report.text, span)]
    return tuple(found[:MAX_SENTENCES])


def hashes_of(report: Report) -> tuple[int, ...]:
    """The hashes of the article's sentences, each once, in order."""
    return tuple(dict.fromkeys(sentence.hash for sentence in sentences_of(report)))


def digest_of(report: Report) -> str:
    """A digest of the article's words; equal for copies that differ in nothing but marks."""
    return hashlib.sha256(searchable(report.article).encode()).hexdigest()[:24]


def _cut(text: str, span: Span) -> Iterator[Sentence]:
    """The sentences in one segment."""
    start = span.start
    for end in _ends(text, span):
        piece = trimmed(text, start, end)
        start = end
        if piece is None:
            continue
        words = searchable(piece.quote(text))
        if words.count(" ") + 1 >= MIN_WORDS:
            yield Sentence(piece, words)


def _ends(text: str, span: Span) -> Iterator[int]:
    for match in _END.finditer(text, span.start, span.end):
        if not _ABBREVIATED.search(text, max(span.start, match.start() - 5), match.start()):
            yield match.end()
    yield span.end
