"""Copies: which reports tell the same text, found by the sentences they share.

Reports are compared in order of arrival with those before them that share a sentence. A sentence
that stands on the same publisher's pages around other texts, too, is furniture and does not count.
What is found is entered as judgements: copy, excerpt (left is part of right), or revision (left is
the earlier one).
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.record import tables
from dragoman.record.alignment import align
from dragoman.record.inserting import insert_or_leave
from dragoman.record.judgements import Judgements
from dragoman.record.rows import place_of, report_from
from dragoman.schema.judgements import FAMILY, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy.engine import Connection

    from dragoman.record.alignment import Alignment
    from dragoman.record.store import Store
    from dragoman.schema import Report
    from dragoman.schema.judgements import Relation

CONTAINED = 0.35
"""Share of the shorter article's own sentences that the other must hold (evaluation/copies.py)."""

CONTAINED_AT_HOME = 0.6
"""The same on pages of one publisher, of the longer article: there, furniture is shared too."""

REWRITTEN = 2.0
"""Sentences rewritten from which on a copy is a revision (evaluation/copies.py)."""

PART = 0.6
"""Share of the longer article's sentences below which the shorter one is an excerpt."""

RECENT = 50
"""Reports a sentence is looked up in, the latest first; a wire story has hundreds of copies."""

ASKED = 25
"""Sentences that are looked up in one query."""

CANDIDATES = 20
"""Reports compared more closely, those that share most sentences first."""

_CORRECTED = re.compile(
    r"^\W*(?:CORRECT(?:ED|ION)|UPDATE|WRAPUP|REFILE|[Cc]orrects|Correction|Clarification)\b"
)
"""What desks write over a story they send again, or at its end."""

BATCH = 100
"""Reports whose judgements are entered in one transaction."""

BY = "machine:copies"


class _Seen(msgspec.Struct, frozen=True):
    """A report that holds a sentence: its key, its id and its publisher's place."""

    key: int
    id: str
    place: str | None


class _Own(msgspec.Struct, frozen=True):
    """A report as it is compared: its sentences' hashes and where each was seen before."""

    seen: _Seen
    hashes: tuple[int, ...]
    before: dict[int, list[_Seen]]


class _Families:
    """Which reports are one text, as far as is known now."""

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self.parent: dict[str, str] = {}
        for one in judgements:
            if one.verdict == "yes":
                self.join(one.left, one.right)

    def of(self, report: str) -> str:
        """The report that stands for the family."""
        while (above := self.parent.get(report, report)) != report:
            report = above
        return report

    def join(self, left: str, right: str) -> None:
        """Make two families one; the older name stays."""
        one, two = self.of(left), self.of(right)
        if one != two:
            self.parent[two] = one


def find_copies(store: Store) -> int:
    """Compare every report that was not compared yet; returns how many judgements were entered."""
    book = Judgements(store)
    standing = [one for relation in FAMILY for one in book.standing(relation)]
    families = _Families(standing)
    told = {frozenset(one.pair) for one in standing if one.verdict == "yes" and one.by != BY}
    entered = 0
    for keys in _in_batches(_unfolded(store)):
        entered += _fold_batch(store, book, families, keys, told)
    return entered


def _in_batches(keys: list[int]) -> Iterator[list[int]]:
    for at in range(0, len(keys), BATCH):
        yield keys[at : at + BATCH]


def _unfolded(store: Store) -> list[int]:
    report, done = tables.report.c, tables.folded.c
    query = (
        sa.select(report.key)
        .outerjoin(tables.folded, done.report == report.key)
        .where(report.current, done.report.is_(None))
        .order_by(report.key)
    )
    with store.connected() as connection:
        return list(connection.execute(query).scalars())


def _fold_batch(
    store: Store, book: Judgements, families: _Families, keys: list[int], told: set[frozenset[str]]
) -> int:
    """Compare some reports, enter what was found, and mark them as compared.

    Of pairs in `told` others know better what they are: a person, or the feed that edited one.
    """
    found: list[Judgement] = []
    sizes: dict[int, int] = {}
    with store.connected() as connection:
        for key in keys:
            own = _own(connection, key)
            for other, score in _matches(connection, own, families, sizes):
                one = _judged(connection, other.key, key, score)
                found += [one] if frozenset(one.pair) not in told else []
                families.join(other.id, own.seen.id)
            sizes[key] = len(_without_furniture(own, families.of(own.seen.id), families))
    entered = book.add(found)
    with store.transaction() as connection:
        _mark(connection, sizes)
    return entered


def _mark(connection: Connection, sizes: dict[int, int]) -> None:
    """Note that reports were compared; another process may have compared them as well."""
    rows = [{"report": key, "own": own} for key, own in sizes.items()]
    if rows:
        connection.execute(insert_or_leave(connection, tables.folded, "report"), rows)


def _own(connection: Connection, key: int) -> _Own:
    report, sketch, sentence = tables.report.c, tables.sketch.c, tables.sentence.c
    head = connection.execute(
        sa.select(report.id, sketch.place)
        .join(tables.sketch, sketch.report == report.key)
        .where(report.key == key)
    ).one()
    hashes = tuple(
        connection.execute(
            sa.select(sentence.hash).where(sentence.report == key).order_by(sentence.n)
        ).scalars()
    )
    return _Own(_Seen(key, head.id, head.place), hashes, _before(connection, key, hashes))


def _before(connection: Connection, key: int, hashes: tuple[int, ...]) -> dict[int, list[_Seen]]:
    """The latest reports before `key` that hold each of the sentences."""
    found: dict[int, list[_Seen]] = {}
    for at in range(0, len(hashes), ASKED):
        some = hashes[at : at + ASKED]
        asked = {f"hash{n}": one for n, one in enumerate(some)}
        for row in connection.execute(_latest(len(some)), {"key": key, **asked}):
            found.setdefault(row.hash, []).append(_Seen(row.key, row.id, row.place))
    return found


@cache
def _latest(count: int) -> sa.TextClause:
    """The query for so many sentences. As text: to build it anew of its parts takes ten times as
    long as to run it.
    """
    of_each = (
        f"SELECT * FROM (SELECT hash, report FROM sentence WHERE hash = :hash{n} AND report < :key"
        f" ORDER BY report DESC LIMIT {RECENT}) AS of{n}"
        for n in range(count)
    )
    return sa.text(
        f"SELECT of_all.hash, report.key, report.id, sketch.place"
        f" FROM ({' UNION ALL '.join(of_each)}) AS of_all"
        f" JOIN report ON report.key = of_all.report JOIN sketch ON sketch.report = of_all.report"
        f" WHERE report.current"
    )


def _matches(
    connection: Connection, own: _Own, families: _Families, sizes: dict[int, int]
) -> list[tuple[_Seen, float]]:
    """The best match in each family of earlier reports that is close enough."""
    shared = Counter(one for seen in own.before.values() for one in seen if one.id != own.seen.id)
    likely = sorted(shared, key=lambda one: (-shared[one], one.key))[:CANDIDATES]
    known = {**_own_sizes(connection, [one.key for one in likely]), **sizes}
    best: dict[str, tuple[_Seen, float]] = {}
    for other in likely:
        score, enough = _containment(own, other, known.get(other.key, 0), families)
        family = families.of(other.id)
        if score >= enough and (family not in best or score > best[family][1]):
            best[family] = (other, score)
    return list(best.values())


def _own_sizes(connection: Connection, keys: list[int]) -> dict[int, int]:
    folded = tables.folded.c
    query = sa.select(folded.report, folded.own).where(folded.report.in_(keys))
    return dict(connection.execute(query).all())


def _containment(own: _Own, other: _Seen, size: int, families: _Families) -> tuple[float, float]:
    """How much of an article the other holds, furniture left out, and how much is enough."""
    family = families.of(other.id)
    mine = _without_furniture(own, family, families)
    both = sum(
        other in own.before.get(one, ())
        and not _is_furniture(own, one, other.place, family, families)
        for one in mine
    )
    if not both:
        return 0.0, CONTAINED
    theirs = max(size, both)
    if own.seen.place is not None and own.seen.place == other.place:
        return both / max(len(mine), theirs), CONTAINED_AT_HOME
    return both / min(len(mine), theirs), CONTAINED


def _without_furniture(own: _Own, family: str, families: _Families) -> list[int]:
    """The sentences of a report that count when it is compared with a family."""
    place = own.seen.place
    return [one for one in own.hashes if not _is_furniture(own, one, place, family, families)]


def _is_furniture(
    own: _Own, sentence: int, place: str | None, family: str, families: _Families
) -> bool:
    """Whether a sentence stands on pages of `place` around texts of another family."""
    if place is None:
        return False
    return any(
        one.place == place and families.of(one.id) != family for one in own.before.get(sentence, ())
    )


def _judged(connection: Connection, earlier: int, later: int, score: float) -> Judgement:
    report = tables.report.c
    query = sa.select(report.key, report.text, report.body).where(report.key.in_([earlier, later]))
    both = {row.key: report_from(row.text, row.body) for row in connection.execute(query)}
    first, second = in_order(both[earlier], both[later])
    return judged(first, second, align(first, second), min(score, 1.0))


def in_order(one: Report, two: Report) -> tuple[Report, Report]:
    """Two reports by their times where both give one that can be compared, else as they are."""
    left, right = one.updated or one.published, two.updated or two.published
    if left is None or right is None:
        return one, two
    if left.instant and right.instant:
        late = datetime.fromisoformat(right.instant) < datetime.fromisoformat(left.instant)
        return (two, one) if late else (one, two)
    if left.local and right.local and right.local < left.local:
        return two, one
    return one, two


def judged(earlier: Report, later: Report, found: Alignment, score: float) -> Judgement:
    """What two reports that share a text are to each other."""
    same = len(found.shared) + len(found.changed)
    sizes = same + len(found.dropped), same + len(found.added)
    if is_revision(earlier, later, found):
        relation: Relation = "revision"
    else:
        relation = "excerpt" if same < PART * max(sizes) else "copy"
    left, right = earlier.id, later.id
    if relation == "excerpt" and sizes[0] > sizes[1]:
        left, right = right, left
    reason = (
        f"{len(found.shared)} sentences shared, {len(found.changed)} changed, "
        f"{len(found.added)} added, {len(found.dropped)} dropped"
    )
    return Judgement(
        left=left, right=right, relation=relation, verdict="yes", reason=reason, by=BY,
        score=round(score, 3),
    )  # fmt: skip


def is_revision(earlier: Report, later: Report, found: Alignment) -> bool:
    """Whether the later report says more or other things than the earlier one.

    On one publisher's pages what was added at the end is news; between publishers, one of them
    cut it.
    """
    home = place_of(earlier)
    rewritten = found.rewritten(tail=home is not None and home == place_of(later))
    if any(_CORRECTED.search(place) for place in _marks(later, found)):
        rewritten += REWRITTEN
    return rewritten >= REWRITTEN


def _marks(later: Report, found: Alignment) -> Iterator[str]:
    """Where a desk says that it corrected or updated: the headline, and what it added."""
    yield later.headline or ""
    for span in (*found.added, *later.corrections):
        yield span.quote(later.text)
