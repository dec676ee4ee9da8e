"""Pictures: what a page's markup says is a caption, and what a credit."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.reports.lines import Line

CAPTION_WORDS = frozenset(
    "caption figcaption bildunterschrift bildtext legende legend legenda pie didascalia "
    "underskrift kuvateksti".split()
)
CREDIT_WORDS = frozenset(
    "credit credits copyright copyrights photographer bildautor fotograf fotografo source agency "
    "bildnachweis photocredit imagecredit creditline rights rightsholder byline quelle".split()
)
"""Words of class and itemprop attributes, split at their humps and hyphens."""

_ADVERT = frozenset("ad ads advert advertisement dfp google sponsor sponsored promo".split())
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]{2,}")
MAX_CREDIT = 160
MAX_CAPTION = 900
NEAR = 3
"""Blocks around a line whose class words speak of the line itself."""

FIGURES = "//figure | //figcaption | //*[contains(@class, 'aption') or contains(@class, 'mage')]"
MAX_FIGURES = 400
MAX_IN_FIGURE = 100
"""Elements of a figure; a box of more is a section that happens to be called `image`."""

MAX_ELEMENTS = 20_000
MAX_RUNS = 20


def marked_credits(tree: Any) -> frozenset[str]:
    """The texts inside figures and captions that the markup calls a credit, on one line each."""
    found: set[str] = set()
    left = MAX_ELEMENTS
    for figure in tree.xpath(FIGURES)[:MAX_FIGURES]:
        for element in islice(figure.iter(), MAX_IN_FIGURE):
            left -= 1
            if isinstance(element.tag, str) and _is_credit_element(element):
                text = " ".join(islice(element.itertext(), MAX_RUNS)).strip()
                text = " ".join(text.split())
                if 1 < len(text) <= MAX_CREDIT:
                    found.add(text)
        if left <= 0:
            break
    return frozenset(found)


def _is_credit_element(element: Any) -> bool:
    said = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    words = [word.lower() for word in _WORD.findall(said)]
    return not CREDIT_WORDS.isdisjoint(words) and _ADVERT.isdisjoint(words)


def marked_as(line: Line) -> str | None:
    """`caption` or `credit` when the markup around a line says so; None otherwise."""
    markup = line.markup
    if markup is None or len(line.text) > MAX_CAPTION:
        return None
    words = {word for own in markup.words[:NEAR] for word in own}
    if not _ADVERT.isdisjoint(words) or "blockquote" in markup.tags[:NEAR]:
        return None
    nearest = set(markup.words[0]) if markup.words else set()
    pictured = "figure" in markup.tags[:4] or not CAPTION_WORDS.isdisjoint(words)
    if pictured and not CREDIT_WORDS.isdisjoint(nearest):
        return "credit"
    if "figcaption" in markup.tags[:4] or not CAPTION_WORDS.isdisjoint(words):
        return "caption"
    return None


def credit_tail(text: str, marked: frozenset[str]) -> int | None:
    """Where the marked credit begins that ends a line; None when none does."""
    flat = text.replace("\u00a0", " ").rstrip()
    fitting = [credit for credit in marked if flat.endswith(credit) and credit != flat]
    if not fitting:
        return None
    return len(flat) - len(max(fitting, key=len))
