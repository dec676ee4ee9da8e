"""Printing: rich on a terminal, plain lines everywhere else."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, TypeVar

from dragoman.views.brief import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rich.console import Console

    from dragoman.record import Hit
    from dragoman.record.folding import Folded, Month
    from dragoman.schema import Report
    from dragoman.schema.judgements import Judgement
    from dragoman.views.brief import Brief
    from dragoman.views.disputes import Row, Side

_Record = TypeVar("_Record")

DONE, NOTHING, MISUSE, INTERRUPTED = 0, 1, 2, 130
"""Exit codes: done, nothing found or something failed, used wrongly, stopped by a signal."""

_COLOURS = {1: "green", 2: "green3", 3: "yellow", 4: "red"}
"""PLOVER's quad classes: verbal and material cooperation, verbal and material conflict."""


_RELATIONS = {
    ("copy", True): "copy of", ("copy", False): "copy of",
    ("excerpt", True): "excerpt of", ("excerpt", False): "has the excerpt",
    ("revision", True): "revised as", ("revision", False): "revision of",
}  # fmt: skip
"""How a relation is said of its left record, and of its right one."""


def console() -> Console | None:
    """A rich console when results go to a terminal; None when they go to a file or a pipe."""
    if not sys.stdout.isatty():
        return None
    from rich.console import Console

    return Console(highlight=False)


def print_brief(brief: Brief) -> None:
    """Print a brief to standard output."""
    screen = console()
    if screen is None:
        _print_plain(brief)
        return
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    screen.print()
    screen.print(Text(brief.headline, style="bold"))
    for line in brief.head:
        screen.print(Text(line, style="dim"))
    for section in brief.sections:
        screen.print()
        screen.print(Text(section.title, style="bold cyan"))
        grid = Table.grid(padding=(0, 2))
        grid.add_column(style="magenta", no_wrap=True)
        grid.add_column(ratio=1)
        for one in section.lines:
            said = Text(one.said)
            if one.evidence:
                said.append(("\n" if one.said else "") + one.evidence, style="dim")
            grid.add_row(Text(one.label), said)
        screen.print(Padding(grid, (0, 0, 0, 2)))
    for warning in brief.warnings:
        screen.print(Text(f"! {warning}", style="yellow"))
    screen.print()


def _print_plain(brief: Brief) -> None:
    write(brief.headline)
    for line in brief.head:
        write(line)
    for section in brief.sections:
        write("")
        write(section.title)
        for one in section.lines:
            write("  " + "  ".join(part for part in (one.label, one.said, one.evidence) if part))
    if brief.warnings:
        write("")
    for warning in brief.warnings:
        write(f"! {warning}")
    write("")


def print_relations(record: str, judgements: Sequence[Judgement]) -> None:
    """Print what stands between a report and others: copies, revisions, its story."""
    for one in judgements:
        if one.relation == "told":
            said = {"yes": "accepted", "no": "rejected", "unsure": "doubted"}[one.verdict]
            said = "corrected" if one.correction else said
            write(clean(f"= {said} {one.finding} ({one.by}: {one.reason})"))
            continue
        if one.verdict != "yes":
            continue
        is_left = one.left == record
        other = one.right if is_left else one.left
        words = _RELATIONS.get((one.relation, is_left), one.relation.replace("_", " ") + " as")
        said = f"{words} {other[:8]} ({one.by}: {one.reason})"
        write(f"= {clean(said)}")


def print_hits(hits: Sequence[Hit]) -> None:
    """Print what a search found, a report in two lines."""
    screen = console()
    for hit in hits:
        head = f"{hit.report[:8]}  {hit.day or 'undated   '}  {clean(hit.headline or '')}"
        about = (
            f'          {clean(hit.publisher or "")}  {hit.start}-{hit.end} "{clean(hit.quote)}"'
        )
        if screen is None:
            write(head)
            write(about)
            continue
        from rich.text import Text

        screen.print(Text(head, style="bold"))
        screen.print(Text(about, style="dim"))


def print_entries(found: Sequence[Folded]) -> None:
    """Print events by day, each with the passage that says so."""
    screen = console()
    for one in found:
        head, quote = _entry_lines(one)
        if screen is None:
            write(head)
            write(quote)
            continue
        from rich.text import Text

        screen.print(Text(head, style=_COLOURS[one.entry.quad]))
        screen.print(Text(quote, style="dim"))


def _entry_lines(found: Folded) -> tuple[str, str]:
    one = found.entry
    to = f" → {', '.join(one.recipients)}" if one.recipients else ""
    day = (one.day or "undated") + ("" if one.dated else "?")
    count = len(found.copies)
    also = f", also in {count} {'copy' if count == 1 else 'copies'}" if count else ""
    said = f"{', '.join(one.actors) or '?'}{to} ({one.factuality}{also})"
    quote = f'{one.report[:8]}:{one.start}-{one.end} "{clean(one.quote)}"'
    return f"{day:<11} {one.type:<9} {clean(said)}", f"            {quote}"


def print_months(months: Sequence[Month]) -> None:
    """Print a panel: one month a line."""
    write(
        "month    reports  events  folded  undated  quad 1  quad 2  quad 3  quad 4  goldstein (n)"
    )
    for one in months:
        quads = "  ".join(f"{count:>6}" for count in one.quads)
        write(
            f"{one.month}  {one.reports:>7}  {one.events:>6}  {one.folded:>6}  "
            f"{one.undated:>7}  {quads}  {_mean(one)}"
        )


def _mean(one: Month) -> str:
    return "-" if one.goldstein is None else f"{one.goldstein:+.2f} ({one.coded})"


def print_disputes(rows: Sequence[Row]) -> None:
    """Print disputes by day: the claim, then the denial under it."""
    for one in rows:
        write(f"{one.day or 'undated'}  {one.report[:8]}  {clean(one.publisher or '')}")
        for label, side in (("claims", one.claim), ("denies", one.denial)):
            who = ", ".join(side.speakers) or "?"
            place = f'{one.report[:8]}:{side.start}-{side.end} "{clean(side.quote)}"'
            write(f"  {clean(who)} {label} ({side.act}): {place}")


def print_said(rows: Sequence[tuple[Report, Side]]) -> None:
    """Print statements: day, speaker and act, then the words."""
    for report, side in rows:
        who = ", ".join(side.speakers) or "?"
        write(f"{report.anchor_date or 'undated   '}  {clean(who)}  {side.act}")
        write(f'            {report.id[:8]}:{side.start}-{side.end} "{clean(side.quote)}"')


def write_json(records: Iterable[object]) -> None:
    """Records as JSON, one a line."""
    import msgspec

    for record in records:
        write(msgspec.json.encode(record).decode())


def listed(
    found: Sequence[_Record],
    line_of: Callable[[_Record], str],
    *,
    json: bool,
    none: str = "nothing found",
) -> int:
    """Print records, a line each, or as JSON; the exit code, NOTHING and `none` without any."""
    if json:
        write_json(found)
    else:
        for one in found:
            write(line_of(one))
    return ending(len(found), none)


def ending(count: int, none: str = "nothing found") -> int:
    """The exit code of a command that found so many; it says so when there are none."""
    if not count:
        complain(none)
    return DONE if count else NOTHING


def write(line: str) -> None:
    """A line of results on standard output."""
    sys.stdout.write(line + "\n")


def complain(line: str) -> None:
    """A line about what went wrong, or nearly, on standard error."""
    sys.stdout.flush()
    sys.stderr.write(f"dragoman: {clean(line)}\n")
    sys.stderr.flush()
