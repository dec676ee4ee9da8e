"""The commands of watch lists: save a query, see what newly matches it, have it posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from dragoman.views import options
from dragoman.views.brief import clean
from dragoman.views.terminal import DONE, NOTHING, complain, ending, listed, print_hits, write
from dragoman.views.terminal import write_json as as_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.corpus.telling import Told
    from dragoman.record import Store
    from dragoman.record.alerts import Alert

SITE = "http://127.0.0.1:8421"


@click.group()
def alerts() -> None:
    """Save queries as watch lists; new matches come as a feed and are posted to your programs."""


@alerts.command()
@click.argument("name")
@click.argument("query", nargs=-1, required=True, metavar="QUERY...")
@click.option("--past", is_flag=True, help="Reports that are on record count as new, too.")
@options.database
def add(name: str, query: Sequence[str], *, past: bool, db: str) -> int:
    """Keep QUERY as the watch list NAME; the query is that of `dragoman search`."""
    from dragoman.record.alerts import Alerts

    with _store(db) as store:
        made = Alerts(store).add(name, " ".join(query), past=past)
        found = Alerts(store).note()
    write(f"{made.key} {made.name}: {made.query}")
    write(f"feed at /alerts/{made.key}/feed of `dragoman serve`; {found} matches so far")
    return DONE


@alerts.command("list")
@options.database
@options.json
def list_(*, db: str, json: bool) -> int:
    """List the watch lists and how they stand."""
    from dragoman.record.alerts import Alerts

    with _store(db) as store:
        found = Alerts(store).all()
    return listed(found, _line, json=json, none="no watch list yet; dragoman alerts add NAME QUERY")


@alerts.command()
@click.argument("name")
@options.database
@options.json
@click.option("--after", type=click.IntRange(0), default=0, help="Number of the last match seen.")
@click.option("--limit", type=click.IntRange(1, 1000), default=50, show_default=True)
def show(name: str, *, db: str, json: bool, after: int, limit: int) -> int:
    """Show the matches of NAME (or its number), oldest first."""
    from dragoman.record.alerts import Alerts

    with _store(db) as store:
        book = Alerts(store)
        book.note()
        found = book.found(book.named(name), after=after, limit=limit)
    if json:
        as_json([one.as_record() for one in found])
    else:
        print_hits([one.hit for one in found])
    return ending(len(found))


@alerts.command()
@click.argument("name")
@options.database
def remove(name: str, *, db: str) -> int:
    """Take the watch list NAME and its matches away; the reports stay."""
    from dragoman.record.alerts import Alerts

    with _store(db) as store:
        book = Alerts(store)
        book.remove(book.named(name).key)
    write(f"{name} is watched no longer")
    return DONE


@alerts.command()
@click.argument("name")
@click.argument("url", required=False)
@options.hook_hosts
@options.database
def post(name: str, url: str | None, *, hosts: Sequence[str], db: str) -> int:
    """Have new matches of NAME posted to URL by `alerts send`; without URL, to nobody.

    URL is of this machine, or of a host that --hook-host lets in. The secret that is printed signs
    the posts (Standard Webhooks).
    """
    from dragoman.corpus.posting import Doors
    from dragoman.record.alerts import Alerts

    with _store(db) as store:
        book = Alerts(store)
        alert = book.named(name)
        if url is not None:
            Doors(hosts).place_of(url)
        secret = book.post_to(alert.key, url)
    write("posted to nobody" if secret is None else f"secret  {secret}")
    return DONE


@alerts.command()
@click.option("--once", is_flag=True, help="End when nothing that is due is left, as cron needs.")
@click.option("--site", default=SITE, show_default=True, metavar="URL",
              help="Where people read the record: links begin so.")  # fmt: skip
@options.hook_hosts
@click.option("--allow-address", "networks", multiple=True, type=options.NETWORK,
              help="A network outside the open web that hosts let in may be in.")  # fmt: skip
@options.database
def send(
    *, once: bool, site: str, hosts: Sequence[str], networks: Sequence[str], db: str
) -> int:  # fmt: skip
    """Post new matches until told to stop; what fails is posted again, later each time.

    Each match arrives at least once, with its number in the list. Several processes may send.
    """
    from dragoman.corpus.posting import Doors
    from dragoman.corpus.telling import Teller
    from dragoman.views.watch import stopping

    arrived = failed = 0

    def tell(told: Told) -> None:
        nonlocal arrived, failed
        arrived += told.count
        failed += told.said is not None
        complain(f"{told.name}: {told.said or f'{told.count} matches arrived'}")

    with _store(db) as store, stopping("after the post at hand") as stop:
        Teller(store, Doors(hosts, networks), site=site, tell=tell).run(stop, once=once)
    write(f"{arrived} matches arrived, {failed} posts failed")
    return NOTHING if failed and once else DONE


def _line(one: Alert) -> str:
    name, query = clean(one.name), clean(one.query)
    told = f", {one.sent} posted to {one.url}" if one.url else ""
    wrong = f"; {one.failures} posts failed: {one.said}" if one.said else ""
    return f"{one.key:>4} {name}: {query} ({one.last} matches{told}{wrong})"


def _store(db: str) -> Store:
    from dragoman.record import open_store

    return open_store(db, create=False)
