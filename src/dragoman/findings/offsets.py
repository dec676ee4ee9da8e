"""From the report's text back to the tokens of its `Doc`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from dragoman.language.article import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from dragoman.schema import Span


class TokenIndex:
    """The tokens of a `Doc` by their place in `report.text`. Blank tokens are left out.

    Segments stand in the `Doc` in text order but for a headline below other segments, so tokens are
    sorted by offset here.
    """

    def __init__(self, doc: Doc) -> None:
        spans = [(span_of(doc, t.i, t.i + 1), t.i) for t in doc if not t.is_space]
        spans.sort(key=lambda entry: entry[0])
        self._starts = [span.start for span, _ in spans]
        self._ends = [span.end for span, _ in spans]
        self._tokens = [i for _, i in spans]

    def tokens_of(self, spans: Iterable[Span]) -> list[int]:
        """The indices of the tokens that touch one of the spans, sorted, each once."""
        found: set[int] = set()
        for span in spans:
            at = bisect_left(self._ends, span.start + 1)
            while at < len(self._starts) and self._starts[at] < span.end:
                found.add(self._tokens[at])
                at += 1
        return sorted(found)
