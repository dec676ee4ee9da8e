"""The command line: a sentence a command, results on stdout, everything else on stderr.

Exit codes: 0 done, 1 nothing found or something failed, 2 misuse.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from dragoman import __version__
from dragoman.errors import DragomanError
from dragoman.views import care, indices, options
from dragoman.views.alerts import alerts
from dragoman.views.evaluate import evaluate
from dragoman.views.naming import actor_meant
from dragoman.views.sections import Sections
from dragoman.views.serve import serve
from dragoman.views.terminal import (
    DONE,
    INTERRUPTED,
    MISUSE,
    NOTHING,
    complain,
    ending,
    write,
    write_json,
)
from dragoman.views.watch import watch
from dragoman.views.what_if import import_, network, whatif

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.pipeline import Reading
    from dragoman.record import Entry, Period, Store

EXPORTS = ["jsonl", "csv", "parquet", "annotations", "plover", "gdelt", "atop", "stix", "ftm"]
RECORDS = ["reports", "events", "statements", "agreements", "obligations", "mentions", "disputes",
           "silences"]  # fmt: skip

ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
"""Products of our size gain nothing by threads, which wait for one another at full speed; use
`--workers`. Libraries look for these when they are imported."""


@click.group(
    cls=Sections,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Begin with: dragoman read PAGE. Then: dragoman ingest FOLDER, dragoman search WORDS.",
)
@click.version_option(__version__, prog_name="dragoman")
def app() -> None:
    """Read news reports and keep the diplomatic record."""


@app.command()
@click.argument("pages", nargs=-1, required=True, metavar="PAGE...")
@options.json
@options.reading
def read(pages: Sequence[str], *, json: bool, how: Reading) -> int:
    """Read pages and print a brief of each, or its JSON. PAGE - is standard input."""
    from dragoman.pipeline import read_all
    from dragoman.reports.loading import Unread
    from dragoman.schema import to_json
    from dragoman.views.brief import brief_of
    from dragoman.views.terminal import print_brief

    failed = False
    for found in read_all(pages, how):
        if isinstance(found, Unread):
            failed = True
            complain(f"{found.location}: {found.error}")
        elif json:
            for warning in found.warnings:
                complain(f"{found.source.location}: warning: {warning.code}: {warning.message}")
            write(to_json(found).decode())
        else:
            print_brief(brief_of(found))
    return NOTHING if failed else DONE


@app.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@options.database
@options.reading
@click.option("--reread", is_flag=True, help="Read again what an earlier release has read.")
@click.option("--workers", type=click.IntRange(0), default=1, show_default=True,
              help="Processes that read; 0 stands for one a core.")  # fmt: skip
def ingest(paths: Sequence[str], *, db: str, how: Reading, reread: bool, workers: int) -> int:
    """Read files and folders into a database; pages it holds are passed over.

    Files are HTML, text or JSON lines (one article a line), also gzipped, WARC and ZIP archives,
    and tables (CSV, Parquet). An interrupted ingest goes on where it stopped when it is run again.
    """
    from dragoman import corpus, pipeline
    from dragoman.record import open_store
    from dragoman.record.alerts import Alerts
    from dragoman.views.progress import Progress

    with open_store(db) as store, Progress(sum(1 for _ in pipeline.files_in(paths))) as progress:
        total = corpus.ingest(paths, store, how, workers=workers, reread=reread, tell=progress.tell)
        Alerts(store).note()
    folded = f", {total.folded} copies" if total.folded else ""
    write(f"{total.new} new, {total.known} known, {total.failed} failed{folded}")
    for kind, (gained, lost) in total.changes.by_kind().items():
        write(f"{kind}: {gained} gained, {lost} lost")
    read_any = total.new or total.known
    if not (read_any or total.failed):
        complain(f"no page in {', '.join(paths)}: .html, .txt and .jsonl are read, also .gz")
    return DONE if read_any and not total.failed else NOTHING


@app.command()
@click.argument("query", nargs=-1, metavar="[QUERY...]")
@click.option("--speaker", metavar="ID", help="Who said it: PRK, person:…; then statements show.")
@click.option("--act", metavar="ACT", help="say, deny, accuse, pledge …; then statements show.")
@options.database
@options.json
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def search(
    query: Sequence[str], *, speaker: str | None, act: str | None, db: str, json: bool, limit: int
) -> int:
    """Find reports, newest first; with --speaker or --act, what was said in them.

    A query holds words, "phrases", OR, -not, (brackets) and the fields actor: speaker: type: act:
    from: to: publisher: language:
    """
    from dragoman.record import View
    from dragoman.record import search as search_record
    from dragoman.views.disputes import said_in
    from dragoman.views.terminal import print_hits, print_said

    if not (query or speaker or act):
        raise click.UsageError("give a query, --speaker or --act")
    with _existing(db) as store:
        speaker = actor_meant(store, speaker) if speaker else None
        asked = (("speaker", speaker), ("act", act))
        fields = [f"{name}:{value}" for name, value in asked if value]
        hits = search_record(store, _joined([*query, *fields]), limit=limit)
        if not fields:
            write_json(hits) if json else print_hits(hits)
            return ending(len(hits))
        reports = [View(store).report(hit.report) for hit in hits]
    rows = [(one, said) for one in reports for said in said_in(one, speaker=speaker, act=act)]
    if json:
        write_json([{"report": one.id, "day": one.anchor_date, "said": said} for one, said in rows])
    else:
        print_said(rows)
    return ending(len(rows))


@app.command()
@click.argument("what", nargs=-1, required=True, metavar="[report|agreement] ID")
@options.database
@options.json
def show(what: Sequence[str], *, db: str, json: bool) -> int:
    """Show a stored report or agreement by its id, or the beginning of it."""
    kind, name = what if len(what) == 2 else (_kind_of(what[0]), what[0])
    if kind not in ("report", "agreement") or len(what) > 2:
        raise click.UsageError("give one id, with or without `report` or `agreement` before it")
    return (
        _show_report(name, db, json=json) if kind == "report" else _show_pact(name, db, json=json)
    )


def _kind_of(name: str) -> str:
    return "agreement" if name.startswith(("atop:", "agreement:")) else "report"


def _show_pact(name: str, db: str, *, json: bool) -> int:
    from dragoman.relations.alliances.book import book_of, pact_of_id
    from dragoman.views.answers import pact_lines

    with _existing(db) as store:
        pact = pact_of_id(book_of(store), name)
    if json:
        write_json([pact])
    else:
        for line in pact_lines(pact):
            write(line)
    return DONE


def _show_report(report: str, db: str, *, json: bool) -> int:
    from dragoman.record import View
    from dragoman.record.judgements import Judgements
    from dragoman.schema import to_json
    from dragoman.views.brief import brief_of
    from dragoman.views.terminal import print_brief, print_relations

    with _existing(db) as store:
        found = View(store).report(report)
        others = Judgements(store).about(found.id)
    if json:
        write(to_json(found).decode())
    else:
        print_brief(brief_of(found))
        print_relations(found.id, others)
    return DONE


@app.command()
@click.argument("actor")
@options.database
@options.period
@options.every
@options.json
def timeline(actor: str, *, db: str, period: Period, every: bool, json: bool) -> int:
    """List the events that ACTOR (an id such as PRK) takes part in, by day."""
    from dragoman.record import View

    with _existing(db) as store:
        entries = View(store).timeline(actor_meant(store, actor), period)
        return _print_entries(store, entries, every=every, json=json)


@app.command()
@click.argument("source")
@click.argument("target")
@options.database
@options.period
@options.every
@options.json
def dyad(source: str, target: str, *, db: str, period: Period, every: bool, json: bool) -> int:
    """List what SOURCE does to TARGET, by day; joint acts count both ways."""
    from dragoman.record import View

    with _existing(db) as store:
        one, other = actor_meant(store, source), actor_meant(store, target)
        entries = View(store).dyad(one, other, period)
        return _print_entries(store, entries, every=every, json=json)


@app.command()
@click.argument("source")
@click.argument("target")
@options.database
@options.period
@options.json
def panel(source: str, target: str, *, db: str, period: Period, json: bool) -> int:
    """Count what SOURCE does to TARGET by month: events told, and events when copies count once."""
    from dragoman.record import View
    from dragoman.record.folding import families, happenings, months
    from dragoman.views.terminal import print_months

    with _existing(db) as store:
        one, other = actor_meant(store, source), actor_meant(store, target)
        entries = View(store).dyad(one, other, period, limit=1_000_000)
        found = months(entries, families(store), happenings(store))
    if json:
        write_json(found)
    else:
        print_months(found)
    return ending(len(found))


@app.command()
@click.argument("parties", nargs=-1, metavar="[PARTY [PARTY]]")
@options.database
@options.period
@options.json
def disputes(parties: Sequence[str], *, db: str, period: Period, json: bool) -> int:
    """List claims and the denials that answer them, by day; of all, of one PARTY or between two."""
    from dragoman.record import View
    from dragoman.views.disputes import between, disputes_in
    from dragoman.views.terminal import print_disputes

    if len(parties) > 2:
        raise click.UsageError(f"give at most two parties, not {len(parties)}")
    with _existing(db) as store:
        parties = [actor_meant(store, party) for party in parties]
        found = [one for report in View(store).disputed(period) for one in disputes_in(report)]
    if parties:
        found = list(between(found, *parties))
    if json:
        write_json(found)
    else:
        print_disputes(found)
    return ending(len(found))


@app.command()
@click.argument("form", metavar="FORMAT", type=click.Choice(EXPORTS))
@click.argument("query", nargs=-1, metavar="[QUERY...]")
@click.option("--out", required=True, metavar="FILE", help="The file to write.")
@click.option("--records", type=click.Choice(RECORDS), default="events", show_default=True,
              help="What a row of csv and parquet is.")  # fmt: skip
@options.database
def export(form: str, query: Sequence[str], *, out: str, records: str, db: str) -> int:
    """Write the reports that match QUERY, or all, to a file in another format."""
    from dragoman.record import View, matching
    from dragoman.views.exports import export as export_reports

    with _existing(db) as store:
        reports = matching(store, _joined(query)) if query else View(store).reports()
        count = export_reports(reports, out, form, kind=records)
    write(f"{count} records written to {out}")
    return DONE if count else NOTHING


app.add_command(whatif)
app.add_command(network)
app.add_command(import_)
app.add_command(care.doctor)
app.add_command(care.backup)
app.add_command(care.review)
app.add_command(serve)
app.add_command(evaluate)
app.add_command(watch)
app.add_command(indices.risk)
app.add_command(indices.study)
app.add_command(care.stories)
app.add_command(alerts)


def _existing(db: str) -> Store:
    from dragoman.record import open_store

    return open_store(db, create=False)


def _joined(words: Sequence[str]) -> str:
    """A query whose quotation marks a shell has eaten: an argument with spaces is a phrase."""
    if len(words) == 1:
        return words[0]
    return " ".join(
        f'"{word}"' if " " in word and '"' not in word and ":" not in word else word
        for word in words
    )


def _print_entries(store: Store, entries: Sequence[Entry], *, every: bool, json: bool) -> int:
    from dragoman.record.folding import families, folded, happenings
    from dragoman.views.terminal import print_entries

    found = folded(entries, {}) if every else folded(entries, families(store), happenings(store))
    if json:
        write_json([one.as_record() for one in found])
    else:
        print_entries(found)
    return ending(len(found))


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    for name in ONE_THREAD:
        os.environ.setdefault(name, "1")
    try:
        code = app.main(arguments, prog_name="dragoman", standalone_mode=False)
    except DragomanError as error:
        complain(str(error))
        return NOTHING
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return MISUSE
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "dragoman"
        complain(f"{error.format_message().rstrip('.')}; see {command} --help")
        return MISUSE
    except (click.Abort, KeyboardInterrupt):
        complain("interrupted; run the command again to go on")
        return INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # nobody reads on
        return DONE
    return code if isinstance(code, int) else DONE
