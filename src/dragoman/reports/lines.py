"""Lines: the stretches of a page between two line breaks, each with its offsets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from dragoman.schema.layout import FULL, ends_a_sentence, wrapped_width

if TYPE_CHECKING:
    from collections.abc import Sequence

_LINE = re.compile(r"[^\n\r\x0b\x0c\x1c-\x1e\x85\u2029]+")
"""What `str.splitlines` splits at, but for U+2028: pages have it inside their sentences."""


class Markup(msgspec.Struct, frozen=True):
    """What the page's markup says of a line.

    `tags` and `words` are the tags and the class, id and itemprop words of the block element the
    line stands in and of its ancestors, nearest first; `words` is lower case. `blocks` numbers
    the same elements: equal numbers are one element of the page. `linked` and `emphasised` count
    code points. `inline` holds the tags inside the line and, after a full stop, their class words.
    """

    tags: tuple[str, ...]
    words: tuple[tuple[str, ...], ...]
    blocks: tuple[int, ...]
    linked: int
    emphasised: int
    inline: frozenset[str]

    @property
    def parent(self) -> int:
        """The element around the line's own block: what its siblings share."""
        return self.blocks[min(1, len(self.blocks) - 1)]


class Line(msgspec.Struct, frozen=True):
    """One line of a page without the white space at its ends.

    `blank` says that an empty line, or the margin of a paragraph, stands before it.
    """

    text: str
    start: int
    blank: bool
    markup: Markup | None = None

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.start + len(self.text)


def lines_of(text: str) -> tuple[Line, ...]:
    """The lines of flattened text that hold more than white space, in order.

    Of text that was broken to a fixed width, as old wires are, a paragraph is one line; its breaks
    stay in it.

    >>> [(line.text, line.start, line.blank) for line in lines_of("One\\n\\n  Two \\nThree")]
    [('One', 0, False), ('Two', 7, True), ('Three', 12, False)]
    """
    lines = _printed_lines(text)
    width = wrapped_width([line.text for line in lines])
    return lines if width is None else _paragraphs(text, lines, width)


def _paragraphs(text: str, lines: tuple[Line, ...], width: int) -> tuple[Line, ...]:
    """Lines joined where one runs on: not after a blank line, an indent, or a short line's end."""
    found: list[Line] = []
    last: Line | None = None
    for line in lines:
        runs_on = (
            last is not None
            and not line.blank
            and _indent(text, line) <= _indent(text, last)
            and (len(last.text) >= FULL * width or not ends_a_sentence(last.text))
            and len(last.text) >= width / 2
        )
        if runs_on:
            before = found.pop()
            joined = text[before.start : line.end]
            found.append(Line(text=joined, start=before.start, blank=before.blank))
        else:
            found.append(line)
        last = line
    return tuple(found)


def _indent(text: str, line: Line) -> int:
    """The blanks before a line."""
    start = text.rfind("\n", 0, line.start) + 1
    return line.start - start


def _printed_lines(text: str) -> tuple[Line, ...]:
    found: list[Line] = []
    last_end = 0
    for match in _LINE.finditer(text):
        bare = match.group().strip()
        if not bare:
            continue
        start = match.start() + match.group().index(bare[0])
        breaks = text.count("\n", last_end, start) or text.count("\r", last_end, start)
        found.append(Line(text=bare, start=start, blank=bool(found) and breaks > 1))
        last_end = start + len(bare)
    return tuple(found)


def text_of(lines: Sequence[Line]) -> str:
    """The text that the lines of a walk make: their offsets hold in it."""
    pieces: list[str] = []
    at = 0
    for line in lines:
        pieces += ["\n" * (line.start - at), line.text]
        at = line.end
    return "".join(pieces)
