"""What the headline and the lead of an article show of what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.findings.actors.lexicon import names_in
from dragoman.knowledge.frames import types_told
from dragoman.knowledge.persons import person

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema import Report

LEAD = 120
"""Words that are looked at, the headline's included: two or three paragraphs of a wire story."""
WORD = re.compile(r"[^\W\d_]+")
MANY = 4
"""From so many parties on, one more says nothing."""
ENDINGS = (("ies", "y"), ("es", ""), ("s", ""), ("ied", "y"), ("ed", ""), ("ed", "e"),
           ("ing", ""), ("ing", "e"))  # fmt: skip


def opening_of(report: Report) -> tuple[str, str]:
    """The headline, and as much of the article below it as is looked at."""
    headline = report.headline or ""
    room = max(LEAD - len(headline.split()), 0)
    return headline, " ".join(report.article.split()[:room])


def signs_of(headline: str, lead: str) -> frozenset[str]:
    """The signs of a headline and a lead, each by a name of its own.

    >>> sorted(one for one in signs_of("", "Oslo visited Kyiv.") if not one.startswith("word:"))
    ['2+CONSULT', 'CONSULT', 'headline:0', 'parties:2']
    """
    text = f"{headline}\n{lead}"
    named = min(len(_parties(text)), MANY)
    words = {word.lower() for word in WORD.findall(text)}
    told = types_told()
    types = {one for word in words for base in _bases(word) for one in told.get(base, ())}
    several = min(named, 2)
    return frozenset(
        [
            f"parties:{named}",
            f"headline:{min(len(_parties(headline)), 2)}",
            *types,
            *(f"{several}+{one}" for one in types),
            *(f"word:{word}" for word in words),
        ]
    )


def _parties(text: str) -> set[str]:
    """The states, bodies and groups that the text names, each name by its likeliest meaning.

    A person stands for the state or body of his or her last office.
    """
    first = (hit.entries[0] for hit in names_in(text))
    return {_party(one.id) for one in first if one.kind != "phrase"}


def _party(code: str) -> str:
    someone = person(code) if code.startswith("person:") else None
    return someone.terms[-1].actor if someone is not None and someone.terms else code


def _bases(word: str) -> Iterator[str]:
    """What a word may come from by its ending; not all of them are words."""
    yield word
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            yield word[: -len(ending)] + instead
