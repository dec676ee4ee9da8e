"""Pieces: the stretches of a line that have a role of their own.

`QUITO (Reuters) - Ministers met.` is a dateline and a body; `Envoys in Oslo. NTB/Kari Moe` a
caption and a credit; `By Ana López May 3, 2021` a byline and a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.reports.captions import credit_in, is_credit, leading_credit
from dragoman.reports.lines import Line
from dragoman.reports.notices import correction_head, signoff_tail
from dragoman.reports.pictures import credit_tail
from dragoman.reports.stamps import Conventions, printed_stamps
from dragoman.schema import Segment, trimmed

if TYPE_CHECKING:
    from dragoman.reports.datelines import Prefix
    from dragoman.schema.report import Role


def segments_of(
    line: Line,
    role: Role,
    conventions: Conventions,
    prefix: Prefix | None = None,
    marked: frozenset[str] = frozenset(),
) -> tuple[Segment, ...]:
    """The segments of one line in order; together they cover all but its white space.

    `prefix` is the dateline when this is the line that carries it; `marked` are the texts that the
    page's markup calls credits.
    """
    if prefix is not None:
        return _cut(line, [(0, prefix.end, "dateline"), (prefix.end, len(line.text), role)])
    if role in ("body", "summary"):
        if (head := correction_head(line.text)) is not None:
            behind = segments_of(_after(line, head.end), role, conventions, marked=marked)
            return (*_cut(line, [(0, head.end, "correction")]), *behind)
        tail = signoff_tail(line.text)
        if tail is not None:
            return _cut(line, [(0, tail.start, role), (tail.start, len(line.text), "signoff")])
    if role in ("caption", "credit") and (begin := leading_credit(line.text)):
        rest = _after(line, begin)
        return (*_cut(line, [(0, begin, "credit")]), *_caption(rest, marked))
    if role == "caption" or (role == "credit" and not is_credit(line.text)):
        return _caption(line, marked, role)
    if role == "byline":
        return _byline(line, conventions)
    return _cut(line, [(0, len(line.text), role)])


def _after(line: Line, begin: int) -> Line:
    return Line(text=line.text[begin:], start=line.start + begin, blank=False, markup=line.markup)


def _caption(line: Line, marked: frozenset[str], alone: Role = "caption") -> tuple[Segment, ...]:
    """A caption and its credit; `alone` is what the line is when no credit can be told in it."""
    tail = credit_tail(line.text, marked)
    if tail is not None:
        return _cut(line, [(0, tail, "caption"), (tail, len(line.text), "credit")])
    span = credit_in(line.text)
    if span is None or is_credit(line.text):
        whole: Role = "credit" if is_credit(line.text) else alone
        return _cut(line, [(0, len(line.text), whole)])
    end = len(line.text)
    return _cut(line, [(0, span.start, "caption"), (span.start, end, "credit")])


def _byline(line: Line, conventions: Conventions) -> tuple[Segment, ...]:
    """A stamp within a byline is a time of its own, with the label before it."""
    parts: list[tuple[int, int, Role]] = []
    at = 0
    for stamp in printed_stamps(line.text, conventions):
        if stamp.start < at:
            continue
        parts += [(at, stamp.start, "byline"), (stamp.start, stamp.end, "time")]
        at = stamp.end
    parts.append((at, len(line.text), "byline"))
    named = [part for part in parts if any(map(str.isalnum, line.text[part[0] : part[1]]))]
    if not any(part[2] == "byline" for part in named):
        return _cut(line, [(0, len(line.text), "time")])
    return _cut(line, parts)


def _cut(line: Line, parts: list[tuple[int, int, Role]]) -> tuple[Segment, ...]:
    """The parts as segments; one that holds no letter or figure joins its neighbour."""
    merged: list[tuple[int, int, Role]] = []
    for start, end, role in parts:
        if start >= end:
            continue
        empty = not any(letter.isalnum() for letter in line.text[start:end])
        if merged and (empty or merged[-1][2] == role):
            merged[-1] = (merged[-1][0], end, merged[-1][2])
        elif merged and not any(c.isalnum() for c in line.text[merged[-1][0] : merged[-1][1]]):
            merged[-1] = (merged[-1][0], end, role)
        else:
            merged.append((start, end, role))
    found = []
    for start, end, role in merged:
        span = trimmed(line.text, start, end)
        if span is not None:
            found.append(Segment(role, line.start + span.start, line.start + span.end))
    return tuple(found)
