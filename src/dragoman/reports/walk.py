"""The walk: one pass over a page's tree that writes its visible text and remembers where from.

The rules are those by which a browser makes `innerText`: lines break at block elements and
`<br>`, white space collapses, scripts and hidden elements are silent. One rule is ours: two inline
elements that touch (`<span>16:36</span><span>Ann Bell</span>`) are set apart by a space, because
style sheets do so on the screen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import lxml.etree
import lxml.html

from dragoman.errors import EmptyPage, PageTooLarge
from dragoman.reports.lines import Line, Markup, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_DEPTH = 2_000
"""libxml2 stops at 2,048 levels and drops what lies below; real pages stay under 100."""

MAX_ELEMENTS = 2_000_000

SILENT = frozenset(
    "script style template noscript iframe object embed applet head title meta link base svg math "
    "canvas audio video source track map area select option datalist textarea input "
    "frameset frame noframes dialog".split()
)
"""Elements whose text is not on the screen."""

BLOCKS = frozenset(
    "html body address article aside blockquote center details summary dd dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr legend li main menu nav ol p "
    "pre search section table caption thead tbody tfoot tr ul amp-img amp-carousel".split()
)
"""Elements that stand on lines of their own in a browser's default style sheet (HTML 15.3)."""

MARGINED = frozenset("p h1 h2 h3 h4 h5 h6 blockquote figure ul ol dl pre table hr".split())
"""Blocks with a margin: an empty line stands before and after them."""

EMPHASIS = frozenset(["b", "strong", "em", "i", "u", "mark"])
TOUCHING = frozenset(["span", "time", "a", "button", "label", "address", "cite", "small"])

_SPACE = re.compile(r"[ \t\n\r\x0b\x0c\x1c-\x1f\x85\u2028\u2029]+")
"""White space that collapses; a no-break space stays, as in a browser."""

_WORD = re.compile(r"[A-Za-z][a-z]+|[A-Z]{2,}|[a-z]{2,}")
_HOVER = re.compile(
    r"\b(?:rollover|popover|tooltip|hover-?card)s?[\w-]*?"
    r"(?:block|content|body|text|inner|panel)(?![\w-])",
    re.IGNORECASE,
)
"""Class names of what shows only under the pointer: `tooltiptext`, `popover__body`."""

_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)

_PARSER = lxml.html.HTMLParser(
    encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, no_network=True
)


MAX_ATTRIBUTES = 1_000
"""Attributes of one element: parsers compare each with all before it."""

_CROWDED = re.compile(
    r"<[A-Za-z][^\s/>]*+(?>(?:[\s/]++[^\s/>=]++(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s>]*+))?+)"
    rf"{{{MAX_ATTRIBUTES}}})"
)


def tree_of(page: str) -> Any:  # lxml's elements are untyped
    """The tree of a page; raises EmptyPage when no element is in it.

    Raises PageTooLarge when an element has MAX_ATTRIBUTES attributes or more.
    """
    if _CROWDED.search(page):
        raise PageTooLarge(
            f"page has an element of {MAX_ATTRIBUTES:,} attributes and more; "
            "save the visible text of the page and read it as .txt"
        )
    clean = page.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    try:
        return lxml.html.document_fromstring(clean.encode(), parser=_PARSER)
    except lxml.etree.ParserError as error:
        message = "page holds no HTML element; pass --plain to read it as text"
        raise EmptyPage(message) from error


def walk(tree: Any) -> tuple[Line, ...]:
    """The visible lines of a page in document order.

    Offsets are those of `text_of(lines)`: one line feed between lines, two where a margin stands.
    Raises PageTooLarge beyond MAX_DEPTH levels or MAX_ELEMENTS elements.
    """
    body = tree.find("body")
    writer = _Writer()
    writer.walk(tree if body is None else body)
    return tuple(writer.lines())


def visible_text(page: str) -> str:
    """What a reader of the page sees, line by line, as `walk` writes it."""
    return text_of(walk(tree_of(page)))


class _Block:
    """An element that can hold lines: what its lines will know of it."""

    __slots__ = ("numbers", "tags", "words")

    def __init__(self, element: Any, above: _Block | None, number: int) -> None:
        own = _words_of(element)
        self.numbers: tuple[int, ...] = (number, *(above.numbers if above else ()))
        self.tags: tuple[str, ...] = (element.tag, *(above.tags if above else ()))
        self.words: tuple[tuple[str, ...], ...] = (own, *(above.words if above else ()))


class _Writer:
    """Collects text runs into lines; the state of one walk."""

    def __init__(self) -> None:
        self.done: list[tuple[str, bool, Markup]] = []
        self.runs: list[str] = []
        self.linked = 0
        self.emphasised = 0
        self.inline: set[str] = set()
        self.margin = False
        self.blocks = 0
        self.in_link = 0
        self.in_emphasis = 0

    def walk(self, root: Any) -> None:
        """Visit every element once, without recursion."""
        top = _Block(root, None, 0)
        stack: list[tuple[Any, Iterator[Any], _Block]] = [(root, iter(root), top)]
        self.add(root.text)
        elements = 0
        while stack:
            element, children, block = stack[-1]
            child = next(children, None)
            if child is None:
                stack.pop()
                self.leave(element, block)
                if stack:
                    self.add(element.tail)
                continue
            elements += 1
            if len(stack) > MAX_DEPTH or elements > MAX_ELEMENTS:
                raise PageTooLarge(_too_large(len(stack), elements))
            if self.is_silent(child):
                self.add(child.tail)
                continue
            inner = self.enter(child, block)
            stack.append((child, iter(child), inner))
            self.add(child.text)

    @staticmethod
    def is_silent(element: Any) -> bool:
        """Whether nothing below the element is on the screen."""
        if not isinstance(element.tag, str) or element.tag in SILENT:
            return True
        get = element.get
        if get("hidden") is not None and get("hidden") != "until-found":
            return True
        style = get("style")
        if style is not None and _HIDDEN.search(style) is not None:
            return True
        named = get("class")
        return named is not None and _HOVER.search(named) is not None

    def enter(self, element: Any, block: _Block) -> _Block:
        """Open an element; returns the block its text belongs to."""
        tag = element.tag
        if tag in BLOCKS:
            self.break_line(block, margin=tag in MARGINED)
            self.blocks += 1
            return _Block(element, block, self.blocks)
        if tag == "br":
            self.break_line(block, margin=False)
            return block
        if tag == "a":
            self.in_link += 1
        elif tag in EMPHASIS:
            self.in_emphasis += 1
        self.inline.add(tag)
        self.inline.update(f".{word}" for word in _words_of(element))
        if tag in TOUCHING:
            self.set_apart(element)
        return block

    def set_apart(self, element: Any) -> None:
        """Put a space between two inline elements that touch."""
        before = element.getprevious()
        if before is None or before.tail or before.tag not in TOUCHING:
            return
        if self.runs and not self.runs[-1].endswith(" "):
            self.runs.append(" ")

    def leave(self, element: Any, block: _Block) -> None:
        """Close an element."""
        tag = element.tag
        if tag in BLOCKS:
            self.break_line(block, margin=tag in MARGINED)
        elif tag == "a":
            self.in_link -= 1
        elif tag in EMPHASIS:
            self.in_emphasis -= 1
        elif tag in ("td", "th") and self.runs:
            self.runs.append(" ")

    def add(self, text: str | None) -> None:
        """Add a text node to the line that is open."""
        if not text:
            return
        run = _SPACE.sub(" ", text)
        self.runs.append(run)
        size = len(run.strip())
        self.linked += size if self.in_link else 0
        self.emphasised += size if self.in_emphasis else 0

    def break_line(self, block: _Block, *, margin: bool) -> None:
        """Close the line that is open, if it holds anything."""
        text = _SPACE.sub(" ", "".join(self.runs)).strip()
        if text:
            markup = Markup(
                tags=block.tags, words=block.words, blocks=block.numbers,
                linked=self.linked, emphasised=self.emphasised, inline=frozenset(self.inline),
            )  # fmt: skip
            self.done.append((text, self.margin, markup))
            self.margin = False
        if self.runs:
            self.runs.clear()
            self.linked = self.emphasised = 0
        self.inline.clear()
        self.margin = self.margin or margin

    def lines(self) -> Iterator[Line]:
        """The lines with their offsets."""
        at = 0
        for text, margin, markup in self.done:
            blank = margin and at > 0
            start = at if at == 0 else at + (2 if blank else 1)
            yield Line(text=text, start=start, blank=blank, markup=markup)
            at = start + len(text)


def _words_of(element: Any) -> tuple[str, ...]:
    attributes = element.attrib
    if not attributes:
        return ()
    said = [attributes.get(name) for name in ("class", "id", "itemprop", "role", "data-testid")]
    return tuple(word.lower() for value in said if value for word in _WORD.findall(value))


def _too_large(depth: int, elements: int) -> str:
    if depth > MAX_DEPTH:
        return (
            f"page nests elements more than {MAX_DEPTH:,} deep; "
            "save the visible text of the page and read it with --plain"
        )
    return f"page has more than {elements - 1:,} elements; split it"
