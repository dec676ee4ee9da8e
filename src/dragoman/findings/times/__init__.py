"""Times: the expressions of an article with their TIMEX3 types and values.

Rules rewrite the words of the article in stages (`grammar`): numbers and lengths, then dates,
then what joins and modifies them. Each expression becomes a `Reading`, which gets its value from
the report's day, the tense of its clause and what was mentioned before.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from dragoman.findings.times.find import Timex, timexes_of
from dragoman.language.article import article_of
from dragoman.schema import Time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from dragoman.findings.context import Context

__all__ = ["Timex", "find_times", "timexes_of"]


def find_times(doc: Doc, context: Context) -> Iterator[Time]:
    """Yield the time expressions of the article in text order; offsets: report.text."""
    article = article_of(doc)
    begins = [token.idx for token in doc]
    for timex in timexes_of(doc, context.anchor):
        first = bisect_right(begins, timex.start) - 1
        last = bisect_right(begins, timex.end - 1) - 1
        yield Time(
            start=int(article.starts[first]) + timex.start - begins[first],
            end=int(article.starts[last]) + timex.end - begins[last],
            type=timex.type,
            value=timex.value,
            mod=timex.mod,
            reason=timex.reason,
        )
