"""The commands about agreements: `whatif`, `network`, `import atop`."""

from __future__ import annotations

import json as plain_json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dragoman.errors import DragomanError, QueryError
from dragoman.views import options
from dragoman.views.terminal import DONE, NOTHING, complain, write, write_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.schema.pacts import Pact
    from dragoman.schema.whatif import Answer

FILE = click.Path(path_type=Path)
TYPES = ("defense", "offense", "neutrality", "nonaggression", "consultation")


@click.command()
@click.option("--attacker", "attackers", multiple=True, metavar="STATE", help="Who attacks.")
@click.option("--target", "targets", multiple=True, metavar="STATE", help="Who is attacked.")
@click.option("--on", metavar="DATE", help="The day, YYYY-MM-DD.")
@click.option("--location", metavar="PLACE", help="Where: a state's code, or a name.")
@click.option("--ongoing/--not-ongoing", default=None, help="In a conflict under way.")
@click.option("--provoked/--unprovoked", default=None, help="The target provoked it.")
@click.option("--war-declared/--no-war-declared", default=None, help="In a state of war.")
@click.option("--in-answer-to", multiple=True, metavar="STATE", help="Whom the target attacked.")
@click.option("--cascade", is_flag=True, help="Follow those who join.")
@click.option("--retaliation", is_flag=True, help="The attacker strikes who joins.")
@click.option("--rounds", type=click.IntRange(0), help="Limit of the cascade.")
@click.option("--queries", type=FILE, help="JSON questions, one a line.")
@click.option("--all", "every", is_flag=True, help="List promises that are not triggered.")
@options.pacts
@options.json
def whatif(*, queries: Path | None, every: bool, book: Any, json: bool, **asked: Any) -> int:
    """Who owes what to whom if one state attacks another, and which sentence says so.

    States are ISO 3166 alpha-3 codes (KOR), former:SUN, or numbers as cow:731.
    """
    pacts = book()
    if queries is not None:
        return _answer_all(queries, pacts, json=json, every=every)
    given = {k: v for k, v in asked.items() if v is not None and v != ()}
    if not ({"attackers", "targets", "on"} <= given.keys()):
        raise click.UsageError("give --attacker, --target and --on, or --queries FILE")
    _print(_answer(given, pacts), json=json, every=every)
    return DONE


def _answer(asked: Any, pacts: Sequence[Pact]) -> Answer:
    from dragoman.relations.alliances import what_if
    from dragoman.views.questions import question_of

    return what_if(pacts, question_of(asked, pacts))


def _answer_all(path: Path, pacts: Sequence[Pact], *, json: bool, every: bool) -> int:
    """One answer a line; a question that cannot be asked is answered by its error."""
    failed = False
    for number, line in _lines(path):
        asked: Any = line
        try:
            asked = _object(line)
            _print(_answer(asked, pacts), json=json, every=every)
        except DragomanError as error:
            failed = True
            complain(f"{path}, line {number}: {error}")
            if json:
                write(plain_json.dumps({"query": asked, "error": str(error)}))
    return NOTHING if failed else DONE


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no UTF-8 text"
        raise QueryError(f"{path}: cannot be read ({reason})") from None
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, line


def _object(line: str) -> dict[str, Any]:
    try:
        asked = plain_json.loads(line)
    except ValueError as error:
        raise QueryError(f"not JSON: {error}") from None
    if not isinstance(asked, dict):
        raise QueryError('a question is an object: {"attacker": …, "target": …, "on": …}')
    return asked


def _print(answer: Answer, *, json: bool, every: bool) -> None:

    from dragoman.views.answers import lines_of

    if json:
        write_json([answer])
        return
    for line in lines_of(answer, every=every):
        write(line)


@click.command()
@click.option("--on", required=True, metavar="DATE", help="A day, a month or a year.")
@click.option("--type", "kind", type=click.Choice(TYPES), help="Only promises of this type.")
@options.pacts
@options.json
def network(*, on: str, kind: Any, book: Any, json: bool) -> int:
    """Who is bound to whom on a day, or at any time of a year (YYYY)."""

    from dragoman.relations.alliances import network_on
    from dragoman.views.answers import network_lines

    try:
        found = network_on(book(), on, kind)
    except ValueError as error:
        raise QueryError(str(error)) from None
    if json:
        write_json([found])
    else:
        for line in network_lines(found):
            write(line)
    if not found.ties:
        complain(f"no live promise on {on}")
    return DONE if found.ties else NOTHING


@click.group("import")
def import_() -> None:
    """Bring data of your own into the record."""


@import_.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE...", type=click.Path(path_type=Path)
)
@options.database
@options.json
def atop(files: Sequence[Path], *, db: str, json: bool) -> int:
    """Import ATOP files (version 4.01 or 5.1): the member-level file, with or without the other."""
    from dragoman.record import open_store
    from dragoman.record.atop import pacts_of
    from dragoman.record.atop_rows import read_table
    from dragoman.record.pacts import write_pacts

    pacts = pacts_of([read_table(file) for file in files])
    with open_store(db) as store:
        write_pacts(store, pacts)
    counts = counts_of(pacts)
    if json:
        write(plain_json.dumps(counts))
    else:
        for name, count in counts.items():
            write(f"{count:6} {name.replace('_', ' ')}")
    return DONE


def counts_of(pacts: Sequence[Pact]) -> dict[str, int]:
    """What an import brought: agreements by type, of two parties, one-sided, still in force."""
    types = {pact.id: {promise.type for promise in pact.promises} for pact in pacts}
    live = [pact for pact in pacts if pact.status == "in_force"]
    return {
        "agreements": len(pacts),
        "promises": sum(len(pact.promises) for pact in pacts),
        "defense_or_offense": sum(bool({"defense", "offense"} & one) for one in types.values()),
        **{kind: sum(kind in one for one in types.values()) for kind in TYPES},
        "of_two_parties": sum(pact.codes.get("bilateral") == "1" for pact in pacts),
        "asymmetric": sum(pact.codes.get("asymmetric") == "1" for pact in pacts),
        "in_effect": len(live),
        "in_effect_with_defense": sum("defense" in types[pact.id] for pact in live),
    }
