"""Options that several commands share."""

from __future__ import annotations

import functools
import getpass
import re
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from dragoman.errors import DateError

if TYPE_CHECKING:
    from collections.abc import Callable

    from dragoman.corpus.watching import Manner

    Command = Callable[..., Any]

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*([kKmMgG]?)(?:i?[bB])?")
_TIME = re.compile(r"(\d+(?:\.\d+)?)\s*([smhd]?)")
_MONTH = re.compile(r"[1-9]\d{3}(-(0[1-9]|1[0-2]))?")
_SPANS = {"": 1.0, "s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
_UNITS = {"": 1, "k": 1 << 10, "m": 1 << 20, "g": 1 << 30}


class _Size(click.ParamType[int]):
    """A number of bytes, also as 500K, 50M or 1G (powers of 1,024)."""

    name = "size"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        found = _SIZE.fullmatch(value.strip())
        size = int(float(found[1]) * _UNITS[found[2].lower()]) if found else 0
        if size < 1:
            self.fail(f"{value!r} is no size; write bytes, 500K, 50M or 1G", param, ctx)
        return size


class _Seconds(click.ParamType[float]):
    """A length of time, as 90, 5s, 15m, 2h or 1d."""

    name = "time"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        if isinstance(value, float):
            return value
        found = _TIME.fullmatch(str(value).strip())
        if not found:
            self.fail(f"{value!r} is no length of time; write 90, 15m, 2h or 1d", param, ctx)
        return float(found[1]) * _SPANS[found[2]]


class _Network(click.ParamType[str]):
    """An address or a network of addresses: 127.0.0.1, 10.0.0.0/8."""

    name = "network"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from ipaddress import ip_network

        try:
            return str(ip_network(value))
        except ValueError as error:
            self.fail(f"{error}; write an address or a network", param, ctx)


NETWORK = _Network()


class _Day(click.ParamType[str]):
    """A day, YYYY-MM-DD; of a month or year its first or last."""

    name = "date"

    def __init__(self, *, last: bool) -> None:
        self.last = last

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from dragoman.knowledge.days import first_day, last_day
        from dragoman.schema.dates import day_of

        try:
            if _MONTH.fullmatch(value):
                return (last_day if self.last else first_day)(value).isoformat()
            return day_of(value).isoformat()
        except DateError as error:
            self.fail(str(error), param, ctx)


def json(command: Command) -> Command:
    """`--json`: records instead of prose."""
    return click.option("--json", is_flag=True, help="One JSON object a line.")(command)


def every(command: Command) -> Command:
    """`--every`: copies on lines of their own."""
    return click.option("--every", is_flag=True, help="A line for every copy, too.")(command)


def database(command: Command) -> Command:
    """`--db`: which database."""
    return click.option(
        "--db",
        envvar="DRAGOMAN_DB",
        default="dragoman.db",
        show_default=True,
        metavar="DB",
        help="A file, or the URL of a PostgreSQL database.",
    )(command)


def hook_hosts(command: Command) -> Command:
    """`--hook-host`: whom matches may be posted to besides this machine, given as `hosts`."""
    return click.option(
        "--hook-host",
        "hosts",
        multiple=True,
        envvar="DRAGOMAN_HOOK_HOSTS",
        metavar="HOST",
        help="A host that matches of watch lists may be posted to; may be repeated.",
    )(command)


def person(command: Command) -> Command:
    """`--by`: who says it."""

    def named(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
        return f"person:{value or getpass.getuser()}"

    return click.option(
        "--by",
        envvar="DRAGOMAN_PERSON",
        metavar="NAME",
        callback=named,
        help="Your name; the name you are logged in with when not given.",
    )(command)


def reading(command: Command) -> Command:
    """How pages are read, given to the command as one `how`."""

    @click.option("--published", metavar="DATE", help="Date of texts that carry none.")
    @click.option("--plain", is_flag=True, help="Take the whole text of a page as its body.")
    @click.option(
        "--max-page-size",
        type=_Size(),
        default="20M",
        show_default=True,
        help="Largest page, after unpacking.",
    )
    @click.option(
        "--relevant-only",
        is_flag=True,
        help="Analyse what promises acts between states by headline and lead.",
    )
    @functools.wraps(command)
    def with_reading(*arguments: Any, **given: Any) -> Any:
        from dragoman.pipeline import Reading

        how = Reading(**{name: given.pop(name) for name in Reading.__struct_fields__})
        return command(*arguments, how=how, **given)

    return with_reading


class Settings(NamedTuple):
    """How feeds are watched, as the command line says it."""

    manner: Manner
    allowed: tuple[str, ...]
    agent: str
    threads: int
    max_page_size: int


def manner(command: Command) -> Command:
    """How feeds are watched, given to the command as one `settings`."""

    @click.option("--every", type=_Seconds(), default="15m", show_default=True,
                  help="Between two polls of a feed.")  # fmt: skip
    @click.option("--pause", type=_Seconds(), default="5s", show_default=True,
                  help="Between two requests to a host.")  # fmt: skip
    @click.option("--threads", type=click.IntRange(1, 64), default=4, show_default=True,
                  help="Pages fetched at the same time.")  # fmt: skip
    @click.option("--agent", envvar="DRAGOMAN_AGENT", metavar="NAME",
                  help="What servers are told who asks; give an address to write to.")  # fmt: skip
    @click.option("--allow-address", "allowed", multiple=True, type=NETWORK,
                  help="Let in an address outside the open web; may be repeated.")  # fmt: skip
    @click.option("--max-page-size", type=_Size(), default="20M", show_default=True,
                  help="Largest feed or page, after unpacking.")  # fmt: skip
    @functools.wraps(command)
    def with_settings(*arguments: Any, every: float, pause: float, **others: Any) -> Any:
        from dragoman.corpus.fetching import AGENT
        from dragoman.corpus.watching import Manner

        agent = others.pop("agent") or AGENT
        given = {name: others.pop(name) for name in ("allowed", "threads", "max_page_size")}
        settings = Settings(manner=Manner(every=every, pause=pause), agent=agent, **given)
        return command(*arguments, settings=settings, **others)

    return with_settings


def period(command: Command) -> Command:
    """First and last day, given to the command as one `period`."""

    @click.option("--from", "first", type=_Day(last=False), help="First day, month or year.")
    @click.option("--to", "last", type=_Day(last=True), help="Last day, month or year.")
    @functools.wraps(command)
    def with_period(*arguments: Any, first: str | None, last: str | None, **others: Any) -> Any:
        from dragoman.record import Period

        return command(*arguments, period=Period(first=first, last=last), **others)

    return with_period


def pacts(command: Command) -> Command:
    """Where agreements come from, given to the command as `book`: a function that reads them."""

    @click.option(
        "--atop",
        "files",
        multiple=True,
        type=click.Path(),
        help="An ATOP file to use without a database; may be repeated.",
    )
    @database
    @functools.wraps(command)
    def with_pacts(*arguments: Any, files: tuple[str, ...], db: str, **others: Any) -> Any:
        return command(*arguments, book=functools.partial(_book, files, db), **others)

    return with_pacts


def _book(files: tuple[str, ...], db: str) -> Any:
    """The pacts of ATOP files, and of the database when there is one or no file is given."""
    from pathlib import Path

    from dragoman.record import open_store
    from dragoman.record.atop import pacts_of
    from dragoman.record.atop_rows import read_table
    from dragoman.relations.alliances.book import book_of

    found = pacts_of([read_table(Path(file)) for file in files]) if files else ()
    context = click.get_current_context()
    chosen = context.get_parameter_source("db") is not click.core.ParameterSource.DEFAULT
    if files and not chosen:
        return found
    with open_store(db, create=False) as store:
        held = book_of(store)
    known = {pact.id for pact in found}
    return (*found, *(pact for pact in held if pact.id not in known))
