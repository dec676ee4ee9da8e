"""Commands that look after a record: doctor, backup, stories, review."""

from __future__ import annotations

import platform
import sqlite3
from typing import TYPE_CHECKING

import click

from dragoman import __version__
from dragoman.views import options
from dragoman.views.brief import clean
from dragoman.views.naming import record_meant
from dragoman.views.terminal import DONE, NOTHING, complain, listed, write

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.record import Period
    from dragoman.record.judgements import Entered
    from dragoman.record.stories import Story
    from dragoman.schema.judgements import Judgement, Relation, Verdict
    from dragoman.views.reviewing import Ruling

RELATIONS = ["copy", "excerpt", "revision", "same_story", "same_actor", "same_agreement",
             "same_event", "denies", "told"]  # fmt: skip
VERDICTS = ["yes", "no", "unsure"]
RULINGS = ["accept", "reject", "correct"]


@click.command()
@options.database
def doctor(*, db: str) -> int:
    """Check a database: whether what belongs together is there."""
    from dragoman.record import View, open_store
    from dragoman.record.health import checkup

    write(f"dragoman {__version__}, Python {platform.python_version()}, "
          f"SQLite {sqlite3.sqlite_version}")  # fmt: skip
    with open_store(db, create=False) as store:
        for name, count in View(store).counts().items():
            if count:
                write(f"{count:>12,} {name}")
        for release, model, knowledge, count in View(store).runs():
            told = f"models {model or 'unknown'}, knowledge {knowledge or 'unknown'}"
            write(f"{count:>12,} reports read by {release}, {told}")
        checks = checkup(store)
    for check in checks:
        state = "ok" if not check.bad else "BAD"
        write(f"{state:>12} {check.question}" + (f": {check.bad:,}" if check.bad else ""))
        if check.detail:
            write(f"{'':>12} {check.detail}")
    bad = sum(bool(check.bad) for check in checks)
    if bad:
        complain(f"{bad} checks failed; restore a backup or ingest the pages into a new database")
    return NOTHING if bad else DONE


@click.command()
@click.argument("out", metavar="FILE")
@options.database
def backup(out: str, *, db: str) -> int:
    """Copy a SQLite database to FILE, also while it is in use."""
    from dragoman.record import open_store
    from dragoman.record.health import back_up

    with open_store(db, create=False) as store:
        size = back_up(store, out)
    write(f"{size:,} bytes written to {out}")
    return DONE


@click.command()
@options.database
@options.period
@click.option("--least", type=click.IntRange(1), default=2, show_default=True,
              help="Reports a story must have.")  # fmt: skip
@options.json
def stories(*, db: str, period: Period, least: int, json: bool) -> int:
    """List the stories of a period, those told most often first; what is found is entered.

    Events that several reports tell are found, too, and entered as judgements: timelines and
    panels then count them once.
    """
    from dragoman.record import View, open_store
    from dragoman.record.happenings import find_same_events
    from dragoman.record.stories import find_stories

    with open_store(db, create=False) as store:
        found = find_stories(store, View(store).reports(period))
        entered = find_same_events(store, period)
    if entered:
        complain(f"{entered} further tellings of events that other reports tell")
    told = [one for one in found if len(one.reports) >= least]
    return listed(told, _story_line, json=json)


def _story_line(one: Story) -> str:
    days = f"{one.first or 'undated'} to {one.last or 'undated'}"
    return f"{len(one.reports):>4} reports, {days}: {clean(one.headline or '')} ({one.id})"


@click.group()
def review() -> None:
    """Look at judgements, add your own, take some back."""


@review.command("list")
@options.database
@click.option("--relation", type=click.Choice(RELATIONS), help="Only this relation.")
@options.json
def list_judgements(*, db: str, relation: Relation | None, json: bool) -> int:
    """List judgements in order of arrival, those taken back included."""
    from dragoman.record import open_store
    from dragoman.record.judgements import Judgements

    with open_store(db, create=False) as store:
        found = Judgements(store).all(relation)
    return listed(found, _line, json=json, none="no judgement yet")


def _line(one: Entered) -> str:
    given = one.judgement
    score = "" if given.score is None else f" {given.score:.2f}"
    back = f" [taken back: {one.retracted}]" if one.retracted is not None else ""
    back += f" {_changes(given)}" if given.correction else ""
    return (
        f"{one.key:>6} {given.verdict:<6} {given.relation:<14} {given.left} {given.right}"
        f"{score} by {given.by}: {given.reason}{back}"
    )


def _changes(given: Judgement) -> str:
    fields = given.correction.fields() if given.correction else {}
    return clean(" ".join(f"{name}={_shown(value)}" for name, value in fields.items()))


def _shown(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, tuple) else str(value or "unknown")


@review.command()
@click.argument("relation", type=click.Choice(RELATIONS))
@click.argument("left")
@click.argument("right")
@click.argument("verdict", type=click.Choice(VERDICTS))
@click.option("--reason", required=True, help="Why, in words.")
@options.person
@options.database
def say(  # noqa: PLR0913 - a sentence has that many words
    relation: Relation, left: str, right: str, verdict: Verdict, *, reason: str, by: str, db: str
) -> int:
    """Say whether LEFT and RIGHT are in a relation; this outranks the machine.

    LEFT and RIGHT are ids, or their beginnings, of reports, or of agreements (same_agreement);
    for same_event REPORT/EVENT, for same_actor two actors' ids; for told REPORT/FINDING and REPORT.
    """
    from dragoman.record import open_store
    from dragoman.record.judgements import Judgements
    from dragoman.schema.judgements import Judgement

    with open_store(db, create=False) as store:
        one, other = (record_meant(store, relation, given) for given in (left, right))
        try:
            given = Judgement(
                left=one, right=other, relation=relation, verdict=verdict, reason=reason, by=by
            )
        except ValueError as error:
            raise click.UsageError(str(error)) from error
        added = Judgements(store).add([given])
    write("entered" if added else "stands already")
    return DONE


@review.command()
@click.argument("finding", metavar="REPORT/FINDING")
@click.argument("ruling", type=click.Choice(RULINGS))
@click.option("--set", "fields", multiple=True, metavar="FIELD=VALUE",
              help="A corrected field; actors with commas between.")  # fmt: skip
@click.option("--reason", default="", help="Why, in words.")
@options.person
@options.database
def finding(
    finding: str, ruling: Ruling, *, fields: Sequence[str], reason: str, by: str, db: str
) -> int:
    """Accept, reject or correct one finding of a report; this outranks the machine.

    Statements have act, speakers, addressees, factuality and time; events type, actors,
    recipients, factuality and time; agreements status, parties and signed. An empty date means
    unknown: `--set time=`. `dragoman show REPORT --json` has the ids of findings.
    """
    from dragoman.record import open_store
    from dragoman.record.judgements import Judgements
    from dragoman.views.reviewing import Ruled, correction_in, judgement_of

    given = dict(one.partition("=")[::2] for one in fields)
    with open_store(db, create=False) as store:
        correction = correction_in(store, finding, given) if given else None
        said = Ruled(finding=finding, ruling=ruling, by=by, reason=reason, correction=correction)
        added = Judgements(store).add([judgement_of(store, said)])
    write("entered" if added else "stands already")
    return DONE


@review.command()
@click.argument("key", type=int)
@click.option("--reason", required=True, help="Why, in words.")
@options.person
@options.database
def retract(key: int, *, reason: str, by: str, db: str) -> int:
    """Take judgement KEY back; it stays in the list, marked."""
    from dragoman.record import open_store
    from dragoman.record.judgements import Judgements

    with open_store(db, create=False) as store:
        Judgements(store).retract(key, by=by, reason=reason)
    write(f"judgement {key} taken back")
    return DONE
