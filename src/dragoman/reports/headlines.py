"""Headlines: the one a reader sees, and those the page gives to machines beside it."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from dragoman.reports.captions import credit_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line
    from dragoman.schema import Candidate
    from dragoman.schema.report import Role

ALIKE = 0.5
"""Share of words that an h1 has in common with a title to be the headline of the page."""

TITLES = ("json-ld", "meta:og:title", "meta:twitter:title", "title")
LONG_WORD = 4
ENOUGH = 2
"""Words of four letters and more that a title shares with the article to be its own."""

MIN_SIGNS = 6
"""Letters of a script without spaces, where words cannot be counted."""

LABEL_WORDS = 3
MIN_WORDS = 3
MAX_WORDS = 40
BEFORE = 12
"""Lines before the first paragraph in which a headline without a role is looked for."""

_WORD = re.compile(r"\w+")
_SITE = re.compile(r"\s+[|–—\-•·:]\s+[^|–—•·]{2,40}$")


def words_of(text: str) -> list[str]:
    """The words of a text, compatible forms folded, lower case."""
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())


def page_headline(candidates: Sequence[Candidate]) -> str | None:
    """The headline of an HTML page: the h1 that its titles speak of, else its best title."""
    titles = [c.value for c in candidates if c.field == "headline" and c.source != "h1"]
    heads = [c.value for c in candidates if c.field == "headline" and c.source == "h1"]
    if heads:
        best = max(heads, key=lambda head: _closest(head, titles))
        alike = _closest(best, titles)
        long = len(words_of(best)) >= MIN_WORDS or sum(map(_is_sign, best)) >= MIN_SIGNS
        named = long or words_of(best) in [words_of(without_site(title)) for title in titles]
        if (alike >= ALIKE and named) or (len(heads) == 1 and long):
            return best
    for source in TITLES:
        for candidate in candidates:
            if candidate.field == "headline" and candidate.source.startswith(source):
                return without_site(candidate.value)
    return heads[0] if heads else None


def without_site(title: str) -> str:
    """The title without the name of the site that follows it.

    >>> without_site("Envoys meet in Oslo | The Example Times")
    'Envoys meet in Oslo'
    """
    bare = _SITE.sub("", title)
    return bare if len(words_of(bare)) >= MIN_WORDS else title


def headline_lines(
    lines: Sequence[Line], roles: Sequence[Role], wanted: str | None
) -> tuple[int, ...]:
    """The lines that are the headline, by place; `wanted` is what the page calls it.

    A headline printed on two lines is two lines; one printed twice is marked twice.
    """
    if wanted is not None:
        spelled = words_of(wanted)
        same = [at for at, line in enumerate(lines) if words_of(line.text) == spelled]
        if same:
            return tuple(same)
        return _in_pieces(lines, spelled)
    found = _before_body(lines, roles)
    if found is None:
        return ()
    text = lines[found].text
    return tuple(
        at
        for at, role in enumerate(roles)
        if at == found or (role == "headline" and lines[at].text == text)
    )


def _closest(head: str, titles: Sequence[str]) -> float:
    return max((_overlap(head, title) for title in titles), default=0.0)


def _overlap(left: str, right: str) -> float:
    one, two = set(words_of(left)), set(words_of(right))
    return len(one & two) / max(min(len(one), len(two)), 1) if one and two else 0.0


def _in_pieces(lines: Sequence[Line], spelled: list[str]) -> tuple[int, ...]:
    """Neighbouring lines that make the headline together."""
    words = [words_of(line.text) for line in lines]
    for at, first in enumerate(words):
        if not first or spelled[: len(first)] != first:
            continue
        joined, end = list(first), at + 1
        while end < len(words) and len(joined) < len(spelled):
            joined += words[end]
            end += 1
        if joined == spelled:
            return tuple(range(at, end))
    return ()


def _before_body(lines: Sequence[Line], roles: Sequence[Role]) -> int | None:
    """The line before the first paragraph that speaks of what the paragraphs speak of.

    A line that the classifier took for the headline needs no words in common with the article
    unless another title has some: an advert above the headline shares none.
    """
    first = next((at for at, role in enumerate(roles) if role in ("body", "summary")), None)
    marked = [at for at, role in enumerate(roles) if role == "headline"]
    if first is None:
        return marked[0] if marked else None
    titles = [
        at
        for at in range(max(0, first - BEFORE), first)
        if roles[at] in ("other", "advert", "related", "subhead")
        and _is_title(lines[at].text)
        and not credit_in(lines[at].text)
    ]
    article = {
        word
        for line, role in zip(lines, roles, strict=True)
        if role in ("body", "summary")
        for word in words_of(line.text)
        if len(word) >= LONG_WORD
    }

    def worth(at: int) -> tuple[int, bool, int]:
        shared = sum(word in article for word in set(words_of(lines[at].text)))
        return min(shared, ENOUGH), at in marked, len(lines[at].text)

    best = max({*marked, *titles}, key=worth, default=None)
    if best is None or (best not in marked and worth(best)[0] == 0 and marked):
        return marked[0] if marked else None
    # `Share this story: ...` and `Culture: ...` repeat the headline that stands by itself.
    inner = [at for at, line in enumerate(lines) if _is_inner(line.text, lines[best].text)]
    return max(inner, key=lambda at: len(lines[at].text), default=best)


def _is_sign(letter: str) -> bool:
    return letter >= "\u2e80" and letter.isalpha()


def _is_inner(title: str, text: str) -> bool:
    """Whether a text is a title behind a label: `Share this story: <title>`."""
    label = text[: -len(title)].rstrip()
    short = label[-1:] in (":", "|") and len(words_of(label)) <= LABEL_WORDS
    return text.endswith(title) and short and len(words_of(title)) > MIN_WORDS


def _is_title(text: str) -> bool:
    count = len(words_of(text))
    return MIN_WORDS < count <= MAX_WORDS and text[-1] not in ".;,:" and text[0].isalnum()
