"""From a report to one spaCy `Doc` of its article, and from tokens back to the report's text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.sentences import sentence_starts
from dragoman.language.tokens import storable
from dragoman.schema.layout import wrapped_width
from dragoman.schema.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    from dragoman.schema.report import Report, Role

KEY = "dragoman.article"
READ: frozenset[Role] = frozenset({"summary", "subhead", "body"})
"""The roles that are read after the headline; datelines, captions and furniture are not."""

BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
LINE = re.compile(r"\n\s*")
WRAPPED_AT = (40, 100)  # characters of a line in text that was broken to a fixed width
LINES_TO_JUDGE = 4


@dataclass(frozen=True, eq=False)
class Article:
    """Where the tokens of a doc stand in `report.text`, and in which paragraph, 0 the first.

    starts, ends: code points, one row a token; paragraphs: one row a token, ascending;
    roles: one a paragraph.
    """

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    paragraphs: NDArray[np.int32]
    roles: tuple[Role, ...]


def read_article(nlp: Language, report: Report) -> Doc:
    """One doc of the article: the headline as a sentence of its own, then the rest in text order.

    Every segment and paragraph starts a sentence. White space makes no tokens. A report without
    an article gives an empty doc.
    """
    from spacy.tokens import Doc

    words: list[str] = []
    spaces: list[bool] = []
    begins: list[bool | int | None] = []
    starts: list[int] = []
    paragraphs: list[int] = []
    roles: list[Role] = []
    for role, start, end in _paragraphs(report):
        cut = _tokens(nlp.tokenizer, report.text, start, end)
        if not cut:
            continue
        texts = [text for text, _ in cut]
        first = {0} if role == "headline" else set(sentence_starts(texts))
        words += texts
        spaces += _spaces(cut)
        begins += [at in first for at in range(len(texts))]
        starts += [at for _, at in cut]
        paragraphs += [len(roles)] * len(texts)
        roles.append(role)
    doc = Doc(nlp.vocab, words=words, spaces=spaces, sent_starts=begins if words else None)
    begin = np.array(starts, dtype=np.int64)
    doc.user_data[KEY] = Article(
        starts=begin,
        ends=begin + np.array([len(word) for word in words], dtype=np.int64),
        paragraphs=np.array(paragraphs, dtype=np.int32),
        roles=tuple(roles),
    )
    return nlp(doc)


def article_of(doc: Doc) -> Article:
    """Where the doc's tokens stand; of a doc not made here, in its own text, as one body."""
    found = doc.user_data.get(KEY)
    if isinstance(found, Article):
        return found
    starts = np.array([token.idx for token in doc], dtype=np.int64)
    lengths = np.array([len(token) for token in doc], dtype=np.int64)
    return Article(starts, starts + lengths, np.zeros(len(doc), dtype=np.int32), ("body",))


def span_of(doc: Doc, i: int, j: int) -> Span:
    """The characters of `report.text` from token `i` up to token `j` (half-open)."""
    if not 0 <= i < j <= len(doc):
        raise ValueError(f"tokens {i}:{j} are empty or outside a doc of {len(doc)}")
    article = article_of(doc)
    return Span(int(article.starts[i]), int(article.ends[j - 1]))


def _paragraphs(report: Report) -> Iterator[tuple[Role, int, int]]:
    """Role and characters of each paragraph in reading order; only one headline is read."""
    printed = [line.strip() for line in report.text.splitlines() if line.strip()]
    wrapped = wrapped_width(printed) is not None
    for span in report.of_role("headline")[:1]:
        yield "headline", span.start, span.end
    for segment in report.segments:
        if segment.role in READ:
            for start, end in _blocks(report.text, segment.start, segment.end, wrapped=wrapped):
                yield segment.role, start, end


def _blocks(text: str, start: int, end: int, *, wrapped: bool) -> Iterator[tuple[int, int]]:
    """The paragraphs of a segment: lines, or what blank lines part in wrapped text."""
    piece = text[start:end]
    breaks = BLANK_LINE if wrapped or _is_wrapped(piece) else LINE
    at = 0
    for found in breaks.finditer(piece):
        if found.start() > at:
            yield start + at, start + found.start()
        at = found.end()
    if at < len(piece):
        yield start + at, end


def _is_wrapped(piece: str) -> bool:
    """Whether lines were broken to a fixed width, as old wires are."""
    lines = [line for line in piece.split("\n") if line.strip()]
    if len(lines) < LINES_TO_JUDGE:
        return False
    least, most = WRAPPED_AT
    full = sum(least <= len(line) for line in lines)
    open_ends = sum(line.rstrip()[-1:] not in '.!?"”:' for line in lines)
    return max(map(len, lines)) <= most and 2 * full > len(lines) and 3 * open_ends > 2 * len(lines)


def _tokens(
    tokenizer: Callable[[str], Doc], text: str, start: int, end: int
) -> list[tuple[str, int]]:
    """Each token with its place in the text."""
    cut = tokenizer(storable(text[start:end]))
    return [(token.text, start + token.idx) for token in cut if not token.is_space]


def _spaces(cut: list[tuple[str, int]]) -> list[bool]:
    """Whether white space follows each token; the last of a paragraph has some."""
    after = [at for _, at in cut[1:]]
    return [at + len(text) < then for (text, at), then in zip(cut, after, strict=False)] + [True]
