"""Findings gained and lost between two releases, on the same pages.

    python -m evaluation.changes BEFORE AFTER [--most N]

BEFORE and AFTER are what two releases made of the same pages: files of `dragoman read --json`, or
databases. Pages are paired by their report's id, which does not depend on the release. When a
release reads another text from a page, offsets cannot be compared; then the quoted words are.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import DragomanError
from dragoman.record import View, open_store
from dragoman.record.changes import Changes, changes_between
from dragoman.schema import from_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.record.changes import Key
    from dragoman.schema import Report

DATABASES = ("sqlite://", "postgresql://", "postgresql+psycopg://")
QUOTED = 60
"""Characters of a quotation in a line."""


class PageChange(msgspec.Struct, frozen=True, kw_only=True):
    """One page in both releases. `moved` says that its text was read differently."""

    id: str
    location: str
    moved: bool
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    kinds: dict[str, tuple[int, int]]


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two releases: every page in both, and the ids only one of them has."""

    pages: tuple[PageChange, ...]
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    @property
    def changed(self) -> tuple[PageChange, ...]:
        """The pages on which something was gained, lost or moved, the most changed first."""
        found = [one for one in self.pages if one.gained or one.lost or one.moved]
        return tuple(sorted(found, key=lambda one: -len(one.gained) - len(one.lost)))

    @property
    def kinds(self) -> dict[str, tuple[int, int]]:
        """Gained and lost over all pages, by kind of finding."""
        gained, lost = Counter[str](), Counter[str]()
        for page in self.pages:
            for kind, (more, less) in page.kinds.items():
                gained[kind] += more
                lost[kind] += less
        return {kind: (gained[kind], lost[kind]) for kind in sorted({*gained, *lost})}


def compare(before: dict[str, Report], after: dict[str, Report]) -> Comparison:
    """Compare what two releases made of pages, by report id."""
    return Comparison(
        pages=tuple(page_change(before[one], after[one]) for one in before if one in after),
        only_before=tuple(sorted(before.keys() - after.keys())),
        only_after=tuple(sorted(after.keys() - before.keys())),
    )


def page_change(before: Report, after: Report) -> PageChange:
    """What changed on one page, a line a finding."""
    found = changes_between(before, after)
    if moved := before.text != after.text:
        found = _by_words(found, before.text, after.text)
    return PageChange(
        id=after.id,
        location=after.source.location or after.source.url or "-",
        moved=moved,
        gained=tuple(_line(key, after.text) for key in found.gained),
        lost=tuple(_line(key, before.text) for key in found.lost),
        kinds=found.by_kind(),
    )


def _by_words(found: Changes, before: str, after: str) -> Changes:
    """Without the findings that say the same of the same words elsewhere in the text."""
    gained = Counter(_worded(key, after) for key in found.gained)
    lost = Counter(_worded(key, before) for key in found.lost)
    both = gained & lost
    return Changes(gained=_less(found.gained, after, both), lost=_less(found.lost, before, both))


def _less(keys: tuple[Key, ...], text: str, both: Counter[tuple[str, str, str]]) -> tuple[Key, ...]:
    left = both.copy()
    kept: list[Key] = []
    for key in keys:
        worded = _worded(key, text)
        if left[worded]:
            left[worded] -= 1
        else:
            kept.append(key)
    return tuple(kept)


def _worded(key: Key, text: str) -> tuple[str, str, str]:
    kind, said, places = key
    return kind, said, " … ".join(" ".join(text[start:end].split()) for start, end in places)


def _line(key: Key, text: str) -> str:
    kind, said, words = _worded(key, text)
    cut = words if len(words) <= QUOTED else words[:QUOTED].rstrip() + "…"
    place = ",".join(f"{start}-{end}" for start, end in key[2])
    return " ".join(part for part in (kind, said, place, f'"{cut}"' if cut else "") if part)


def read_release(source: str) -> dict[str, Report]:
    """The reports by id of a file of JSON lines, an SQLite file or a database's URL."""
    if source.startswith(DATABASES) or Path(source).read_bytes()[:6] == b"SQLite":
        with open_store(source, create=False) as store:
            return {report.id: report for report in View(store).reports()}
    with Path(source).open(encoding="utf-8") as lines:
        reports = [from_json(line) for line in lines if line.strip()]
    return {report.id: report for report in reports}


def lines_of(found: Comparison, *, most: int) -> Iterator[str]:
    """The comparison for people: totals, then the `most` most changed pages."""
    yield (
        f"{len(found.pages)} pages in both, {len(found.changed)} changed; "
        f"{len(found.only_before)} only before, {len(found.only_after)} only after"
    )
    for kind, (gained, lost) in found.kinds.items():
        yield f"{kind:12} {gained:6} gained {lost:6} lost"
    for page in found.changed[:most]:
        yield ""
        yield f"{page.location} ({page.id})" + (", read as another text" if page.moved else "")
        yield from (f"  + {line}" for line in page.gained)
        yield from (f"  - {line}" for line in page.lost)
    if len(found.changed) > most:
        yield f"\n{len(found.changed) - most} more changed pages; --most shows them"


def main(arguments: list[str] | None = None) -> int:
    """Print the comparison of two releases; 0 when both could be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("before")
    parser.add_argument("after")
    parser.add_argument("--most", type=int, default=20, help="changed pages that are shown")
    given = parser.parse_args(arguments)
    try:
        found = compare(read_release(given.before), read_release(given.after))
    except (OSError, DragomanError, msgspec.DecodeError) as error:
        print(error, file=sys.stderr)
        return 1
    for line in lines_of(found, most=given.most):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
