"""The language of a report."""

from __future__ import annotations

ANALYSED = frozenset(["en"])
"""Languages whose articles are analysed; a page in another one is a report all the same."""

ENOUGH = 2_000
"""Characters that the identifier reads: more change nothing."""

FEW = 60
"""Below so many letters the page's own word for its language counts more than the letters do."""


def language_of(text: str, declared: str | None = None) -> str | None:
    """The ISO 639-1 code of a text's language; None when there are no letters to tell it by.

    `declared` is what the page says of itself, such as `en-GB`.

    >>> language_of("Der Minister reiste am Dienstag nach Wien, sagte ein Sprecher.")
    'de'
    """
    said = declared.replace("_", "-").split("-")[0].lower()[:3] if declared else None
    letters = sum(letter.isalpha() for letter in text[:ENOUGH])
    if letters == 0:
        return said if said and said.isalpha() else None
    from py3langid.langid import rank  # its model takes half a second: only when a page is read

    ranked = [str(code) for code, _ in rank(text[:ENOUGH])]
    if letters < FEW and said in ranked[:3]:
        return said
    return ranked[0]
