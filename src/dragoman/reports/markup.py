"""What the page's markup adds to the shape of a line, and what other extractors make of it."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import msgspec
import numpy as np
import trafilatura
from resiliparse.extract.html2text import extract_plain_text

from dragoman.reports import containers
from dragoman.reports.containers import title_distance
from dragoman.reports.walk import tree_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from dragoman.reports.containers import Groups
    from dragoman.reports.lines import Line, Markup
    from dragoman.schema import Candidate

TAGS = (
    "p", "li", "h1", "h2", "h3", "h4", "figcaption", "figure", "article", "main", "nav", "header",
    "footer", "aside", "form", "table", "blockquote", "section", "dl", "pre",
)  # fmt: skip
OWN = ("p", "div", "li", "h1", "h2", "h3", "figcaption", "td", "blockquote", "section")
INLINE = ("a", "time", "strong", "b", "em", "i", "button", "span", "br", "img", "input", "label")

HINTS: dict[str, str] = {
    "article": "article story entry post content body text richtext articlebody paragraph "
    "storybody",
    "headline": "headline title heading hed entry-title",
    "summary": "summary standfirst subtitle dek lead lede intro excerpt description kicker sub",
    "byline": "byline author authors writer contributor creator byl",
    "time": "date time timestamp datetime published pubdate publish updated datepublished",
    "caption": "caption figcaption figure image photo img picture media gallery slide",
    "credit": "credit copyright source photographer",
    "related": "related recommended recommend more popular trending read most latest recirc teaser "
    "card carousel promo outbrain taboola list links tags tag topic topics",
    "advert": "ad ads advert advertisement sponsor sponsored adslot dfp banner commercial",
    "newsletter": "newsletter signup subscribe subscription paywall email mailing",
    "comments": "comment comments disqus discussion reply respond",
    "share": "share social sharing facebook twitter follow whatsapp",
    "navigation": "nav navigation menu breadcrumb breadcrumbs sidebar widget skip toolbar drawer",
    "footer": "footer foot legal disclaimer terms privacy cookie consent",
    "embed": "embed tweet twitter instagram youtube video player iframe",
    "bio": "bio about profile biography",
    "hidden": "hidden visually sr screen reader only print modal popup overlay tooltip",
}
"""Words that page authors put into class and id attributes, by what they say of the content."""

_HINT_OF = defaultdict[str, set[str]](set)
for _hint, _words in HINTS.items():
    for _word in _words.split():
        _HINT_OF[_word].add(_hint)

_NO_HINTS = [0.0] * len(HINTS)

PAGE_NAMES: tuple[str, ...] = (
    *containers.NAMES, "after_title", "title_distance", "mass_trafilatura", "mass_resiliparse"
)  # fmt: skip

NAMES: tuple[str, ...] = (
    *(f"in_{tag}" for tag in TAGS),
    *(f"own_{tag}" for tag in OWN),
    *(f"has_{tag}" for tag in INLINE),
    *(f"inside_{hint}" for hint in HINTS),
    *(f"hint_{hint}" for hint in HINTS),
    *(f"near_{hint}" for hint in HINTS),
    "depth", "linked", "emphasised", "alone", "block_mass", "block_share", "block_lines",
    "same_block", "is_title", "title_overlap", "is_author", "has_author", "kept_trafilatura",
    "kept_resiliparse", "kept_both", *PAGE_NAMES,
)  # fmt: skip

ALONE_WORDS, HEAD_WORDS = 4, 8
"""A line of fewer words counts as kept only by itself; a long one by its first words."""

SUSPICIOUS = 0.5
"""Trafilatura keeps less text than resiliparse; at half of it, it has lost the article."""

NEAR = 3
"""Ancestors counted as near; beyond, a class says more of the page than of the line."""

_WORDS = re.compile(r"\w+")


class Kept(msgspec.Struct, frozen=True):
    """What two extractors kept: normalised lines between line feeds."""

    trafilatura: str
    resiliparse: str


def kept_by_engines(page: str, tree: Any) -> tuple[Kept, tuple[str, ...]]:
    """What trafilatura (precision mode) and resiliparse keep, and the engines that failed.

    `tree` is consumed: trafilatura changes it. Where trafilatura's own rules find suspiciously
    little it reads the page again with the fallbacks it has; on 18 of 215 pages they were needed.
    A failing engine keeps nothing.
    """
    failed: list[str] = []
    second = _kept(lambda: _resiliparse_text(page), "resiliparse", failed)
    first = _kept(lambda: _trafilatura_text(tree, fast=True), "trafilatura", failed)
    if not failed and len(first) < SUSPICIOUS * len(second):
        first = _kept(lambda: _trafilatura_text(tree_of(page), fast=False), "trafilatura", failed)
    return Kept(trafilatura=first, resiliparse=second), tuple(failed)


def _kept(run: Callable[[], str], name: str, failed: list[str]) -> str:
    """The normalised lines of an engine's text; a failure is noted in `failed`."""
    try:
        lines = "\n".join(map(normalised, run().splitlines()))
    except (ValueError, TypeError, AttributeError, IndexError, RecursionError, KeyError):
        failed.append(name)
        return "\n"
    return f"\n{lines}\n"


def _trafilatura_text(tree: Any, *, fast: bool) -> str:
    found = trafilatura.extract(tree, favor_precision=True, include_comments=False, fast=fast)
    return found or ""


def _resiliparse_text(page: str) -> str:
    return str(extract_plain_text(page, main_content=True, list_bullets=False) or "")


def normalised(text: str) -> str:
    """Lower-case words between single spaces, with a space at both ends."""
    return f" {' '.join(_WORDS.findall(text.lower()))} "


def markup_features(
    lines: Sequence[Line], kept: Kept, candidates: Sequence[Candidate], groups: Groups
) -> NDArray[np.float32]:
    """The markup features of every line: (line, len(NAMES)), float32."""
    blocks = _Blocks(lines)
    titles = [normalised(c.value) for c in candidates if c.field == "headline"]
    authors = [normalised(c.value) for c in candidates if c.field == "author"]
    hints: dict[tuple[tuple[str, ...], ...], list[float]] = {}
    rows: list[list[float]] = []
    titled: list[float] = []
    for line in lines:
        markup = line.markup
        assert markup is not None  # lines of a walk carry their markup
        text = normalised(line.text)
        tags = set(markup.tags)
        key = markup.words
        if key not in hints:
            hints[key] = _hint_flags(key)
        overlap = max((_overlap(text, title) for title in titles), default=0.0)
        titled.append(overlap + 0.5 * ("h1" in tags))
        rows.append(
            [
                *(float(tag in tags) for tag in TAGS),
                *(float(tag == markup.tags[0]) for tag in OWN),
                *(float(tag in markup.inline) for tag in INLINE),
                *_inline_flags(markup.inline),
                *hints[key],
                *blocks.features(line, markup),
                float(text in titles),
                overlap,
                float(text in authors),
                float(any(author in text for author in authors)),
                *_votes(text, kept),
            ]
        )
    own = np.asarray(rows, dtype=np.float32).reshape(len(lines), len(NAMES) - len(PAGE_NAMES))
    sizes = np.asarray([len(line.text) for line in lines], dtype=np.float32)
    shares = sizes @ own[:, -3:-1] / max(float(sizes.sum()), 1.0)
    mass = np.tile(shares, (len(lines), 1))
    return np.hstack([own, containers.containers(lines, groups), title_distance(titled), mass])


class _Blocks:
    """How much stands in each block of the page."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.mass: dict[int, int] = defaultdict(int)
        self.count: dict[int, int] = defaultdict(int)
        self.plain = 1
        self.previous = -1
        for line in lines:
            if line.markup is not None:
                unlinked = max(len(line.text) - line.markup.linked, 0)
                self.mass[line.markup.parent] += unlinked
                self.count[line.markup.parent] += 1
                self.plain += unlinked

    def features(self, line: Line, markup: Markup) -> list[float]:
        """Those of one line; lines come in order."""
        parent = markup.parent
        same = parent == self.previous
        self.previous = parent
        return [
            len(markup.tags),
            markup.linked / len(line.text),
            markup.emphasised / len(line.text),
            float(self.count[parent] == 1),
            math.log1p(self.mass[parent]),
            self.mass[parent] / self.plain,
            math.log1p(self.count[parent]),
            float(same),
        ]


def _hint_flags(words: tuple[tuple[str, ...], ...]) -> list[float]:
    near: set[str] = set()
    far: set[str] = set()
    for level, own in enumerate(words):
        for word in own:
            (near if level < NEAR else far).update(_HINT_OF.get(word, ()))
    return [*(float(hint in near) for hint in HINTS), *(float(hint in far) for hint in HINTS)]


def _inline_flags(inline: frozenset[str]) -> list[float]:
    said: set[str] = set()
    for name in inline:
        if name[0] == ".":
            said.update(_HINT_OF.get(name[1:], ()))
    return [float(hint in said) for hint in HINTS] if said else _NO_HINTS


def _votes(text: str, kept: Kept) -> list[float]:
    first, second = _is_kept(text, kept.trafilatura), _is_kept(text, kept.resiliparse)
    return [float(first), float(second), float(first and second)]


def _is_kept(text: str, kept: str) -> bool:
    """Whether an engine kept the line; a short one must be a line of the engine's own."""
    words = text.split()
    if len(words) < ALONE_WORDS:
        return bool(words) and f"\n{text}\n" in kept
    if text in kept:
        return True
    return len(words) > HEAD_WORDS and f" {' '.join(words[:HEAD_WORDS])} " in kept


def _overlap(left: str, right: str) -> float:
    one, two = set(left.split()), set(right.split())
    return len(one & two) / max(len(one | two), 1)
