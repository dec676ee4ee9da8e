"""Judgements in the record: added, taken back, and what stands after all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import sqlalchemy as sa

from dragoman.errors import QueryError
from dragoman.record import tables
from dragoman.record.inserting import now
from dragoman.record.reviews import hold, rewrite
from dragoman.schema.corrections import Correction
from dragoman.schema.judgements import PERSON, RELATIONS, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.record.store import Store
    from dragoman.schema.judgements import Relation

MAX_IDS = 500
"""Ids asked for in one statement; databases limit the number of parameters."""


class Entered(msgspec.Struct, frozen=True, kw_only=True):
    """A judgement as it stands in the record; `retracted` is the reason it was taken back for."""

    key: int
    at: str
    judgement: Judgement
    retracted: str | None = None
    retracted_by: str | None = None
    retracted_at: str | None = None


class Judgements:
    """The judgements of a store. Rows are added and never changed."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def add(self, judgements: Iterable[Judgement]) -> int:
        """Add judgements in one transaction; what was said last is not added again."""
        given = list(dict.fromkeys(_ordered(one) for one in judgements))
        with self.store.transaction() as connection:
            last = {
                _maker(one.judgement): msgspec.structs.replace(one.judgement, reason="-")
                for one in _entered(connection, _of_pairs(given))
                if one.retracted is None
            }
            new = [
                one for one in given
                if last.get(_maker(one)) != msgspec.structs.replace(one, reason="-")
            ]  # fmt: skip
            if new:
                connection.execute(sa.insert(tables.judgement), [_row(one) for one in new])
                _show(connection, new)
        return len(new)

    def retract(self, key: int, *, by: str, reason: str) -> Judgement:
        """Take a judgement back; the row stays. Raises QueryError when none of that key stands."""
        with self.store.transaction() as connection:
            found = list(_entered(connection, tables.judgement.c.key == key))
            if not found:
                raise QueryError(f"no judgement {key}; `dragoman review list` has them")
            if found[0].retracted is not None:
                raise QueryError(f"judgement {key} was taken back already: {found[0].retracted}")
            row = {"judgement": key, "by": by, "reason": reason, "at": now()}
            connection.execute(sa.insert(tables.retraction), [row])
            _show(connection, [found[0].judgement])
        return found[0].judgement

    def all(self, relation: Relation | None = None) -> tuple[Entered, ...]:
        """Every judgement that was ever made, in order of arrival."""
        wanted = sa.true() if relation is None else tables.judgement.c.relation == relation
        with self.store.connected() as connection:
            return tuple(_entered(connection, wanted))

    def latest(self, *, before: int | None = None, limit: int = 50) -> tuple[Entered, ...]:
        """What people judged, the newest first; with `before`, only what came before that key."""
        table = tables.judgement.c
        wanted = table.by.startswith(PERSON, autoescape=True)
        if before is not None:
            wanted &= table.key < before
        newest = sa.select(table.key).where(wanted).order_by(table.key.desc()).limit(limit)
        with self.store.connected() as connection:
            keys = list(connection.execute(newest).scalars())
            return tuple(reversed(_entered(connection, table.key.in_(keys))))

    def about(self, record: str) -> tuple[Judgement, ...]:
        """What stands between a record and others, in any relation."""
        table = tables.judgement.c
        with self.store.connected() as connection:
            known = table.relation.in_(RELATIONS)  # the indices begin with the relation
            entered = _entered(
                connection,
                (known & (table.left == record)) | (known & (table.right == record)),
            )
        relations = dict.fromkeys(one.judgement.relation for one in entered)
        return tuple(
            one
            for relation in relations
            for one in standing([e for e in entered if e.judgement.relation == relation])
        )

    def on_findings(self, report: str) -> tuple[Entered, ...]:
        """Every judgement on a finding of the report, in order of arrival."""
        with self.store.connected() as connection:
            return tuple(_entered(connection, _on_findings([report])))

    def standing(self, relation: Relation) -> tuple[Judgement, ...]:
        """What stands: for each pair a person's latest judgement, else the machine's latest."""
        return standing(self.all(relation))

    def groups(self, relation: Relation) -> dict[str, str]:
        """For each record that belongs together with another, the smallest id of its group."""
        return groups(self.standing(relation))

    def one_actor(self, actor: str) -> tuple[str, ...]:
        """The ids that are judged to be of one actor, that one first."""
        group = self.groups("same_actor")
        others = sorted(one for one, name in group.items() if name == group.get(actor))
        return tuple(dict.fromkeys((actor, *others)))


def told_of(connection: sa.Connection, reports: Iterable[str]) -> dict[str, tuple[Judgement, ...]]:
    """What stands on the findings of each report of which any was judged."""
    found: dict[str, list[Entered]] = {}
    ids = sorted(reports)
    for at in range(0, len(ids), MAX_IDS):
        for one in _entered(connection, _on_findings(ids[at : at + MAX_IDS])):
            found.setdefault(one.judgement.right, []).append(one)
    return {report: standing(entered) for report, entered in found.items()}


def _show(connection: sa.Connection, judged: Iterable[Judgement]) -> None:
    """Have the readings say what stands after judgements on their findings."""
    reports = {one.right for one in judged if one.relation == "told"}
    if reports:
        hold(connection, reports)
        standing_now = told_of(connection, reports)
        rewrite(connection, {one: standing_now.get(one, ()) for one in reports})


def _on_findings(reports: Iterable[str]) -> sa.ColumnElement[bool]:
    table = tables.judgement.c
    return (table.relation == "told") & table.right.in_(list(reports))


def _maker(one: Judgement) -> tuple[str, tuple[str, str], str]:
    """Whose last word on a pair it is: a step's own, or that of all persons."""
    return one.relation, one.pair, PERSON if one.by_person else one.by


def standing(entered: Sequence[Entered]) -> tuple[Judgement, ...]:
    """For each pair, the judgement that counts: a person's before the machine's, the later one."""
    return tuple(one.judgement for one in that_stand(entered))


def that_stand(entered: Sequence[Entered]) -> tuple[Entered, ...]:
    """As `standing`, with key and moment of each."""
    latest: dict[tuple[str, str], Entered] = {}
    for one in sorted(entered, key=lambda one: (one.judgement.by_person, one.key)):
        if one.retracted is None:
            latest[one.judgement.pair] = one
    return tuple(latest[pair] for pair in sorted(latest))


def groups(judgements: Iterable[Judgement]) -> dict[str, str]:
    """Which records belong together: id -> smallest id of its group.

    Strong links are drawn first (a person's, then by score, then by id); a link that would bring
    two records together of which it is judged that they do not belong together is not drawn.
    The result does not depend on the order of the judgements.
    """
    found = sorted(judgements, key=_strength)
    apart = {one.pair for one in found if one.verdict == "no"}
    members: dict[str, set[str]] = {}
    for one in found:
        if one.verdict != "yes":
            continue
        left = members.setdefault(one.left, {one.left})
        right = members.setdefault(one.right, {one.right})
        if left is right or _kept_apart(left, right, apart):
            continue
        left |= right
        for member in right:
            members[member] = left
    return {one: min(group) for one, group in members.items() if len(group) > 1}


def _kept_apart(left: set[str], right: set[str], apart: set[tuple[str, str]]) -> bool:
    if not apart:
        return False
    return any((a, b) in apart or (b, a) in apart for a in left for b in right)


def _strength(one: Judgement) -> tuple[bool, float, tuple[str, str]]:
    return not one.by_person, -(1.0 if one.score is None else one.score), one.pair


def _ordered(one: Judgement) -> Judgement:
    left, right = one.pair
    return msgspec.structs.replace(one, left=left, right=right)


def _row(one: Judgement) -> dict[str, object]:
    correction = msgspec.json.encode(one.correction).decode() if one.correction else None
    return {**msgspec.structs.asdict(one), "at": now(), "correction": correction}


def _of_pairs(given: Sequence[Judgement]) -> sa.ColumnElement[bool]:
    lefts = sorted({one.pair[0] for one in given})
    if len(lefts) > MAX_IDS:
        return sa.true()
    return tables.judgement.c.left.in_(lefts)


def _entered(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> list[Entered]:
    table, taken = tables.judgement, tables.retraction
    query = (
        sa.select(
            table, taken.c.reason.label("retracted"), taken.c.by.label("retracted_by"),
            taken.c.at.label("retracted_at"),
        )
        .outerjoin(taken, taken.c.judgement == table.c.key)
        .where(wanted)
        .order_by(table.c.key)
    )  # fmt: skip
    return [
        Entered(
            key=row.key, at=row.at, retracted=row.retracted, retracted_by=row.retracted_by,
            retracted_at=row.retracted_at,
            judgement=Judgement(
                left=row.left, right=row.right, relation=row.relation, verdict=row.verdict,
                reason=row.reason, by=row.by, score=row.score,
                correction=_correction(row.correction),
            ),
        )
        for row in connection.execute(query)
    ]  # fmt: skip


def _correction(given: str | None) -> Correction | None:
    return None if given is None else msgspec.json.decode(given, type=Correction)
