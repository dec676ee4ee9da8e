"""Quotations: which tokens stand inside quotation marks, whatever the marks do.

News breaks every rule of balance: a quotation that runs over paragraphs reopens in each and closes
in the last, flattening loses marks, typewriter marks do not say whether they open. So marks are
read paragraph by paragraph. One that never closes covers the rest of its paragraph when the next
one reopens, else the rest of its sentence; one that never opened covers the sentence before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

OPENING = frozenset("“„«‟") | {"``"}
CLOSING = frozenset("”»")
EITHER = frozenset('"＂') | {"''"}


def quoted_ranges(doc: Doc, paragraphs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Token ranges inside quotation marks, marks left out, in order; none crosses a paragraph."""
    ranges: list[tuple[int, int]] = []
    for at, (start, end) in enumerate(paragraphs):
        following = paragraphs[at + 1 : at + 2]
        reopens = bool(following) and _opens(doc[following[0][0]], is_open=False)
        ranges += _ranges_in(doc, start, end, reopens=reopens)
    return [(start, end) for start, end in ranges if start < end]


def _ranges_in(doc: Doc, start: int, end: int, *, reopens: bool) -> Iterator[tuple[int, int]]:
    opened: int | None = None
    last = start
    for token in doc[start:end]:
        if _opens(token, is_open=opened is not None):
            opened = token.i + 1
        elif _closes(token, is_open=opened is not None):
            yield (max(last, token.sent.start) if opened is None else opened), token.i
            opened = None
            last = token.i + 1
    if opened is not None and opened < end:
        yield opened, end if reopens else min(end, doc[opened].sent.end)


def _opens(token: Token, *, is_open: bool) -> bool:
    text = token.text
    if text in OPENING or (text == "`" and _is_second_tick(token)):
        return True
    if text in CLOSING or is_open:
        return False
    return text in EITHER or (text == "'" and _stands_free(token))


def _closes(token: Token, *, is_open: bool) -> bool:
    text = token.text
    if text in CLOSING:
        return True
    return is_open and text in EITHER


def _is_second_tick(token: Token) -> bool:
    """Whether two back ticks touch, the opening mark of old wires; the tokenizer parts them."""
    before = token.nbor(-1) if token.i else None
    return before is not None and before.text == "`" and not before.whitespace_


def _stands_free(token: Token) -> bool:
    """Whether a single mark stands after a blank, before a word: it is no apostrophe."""
    if token.whitespace_ or token.i + 1 >= len(token.doc):
        return False
    return token.i == 0 or bool(token.nbor(-1).whitespace_)
