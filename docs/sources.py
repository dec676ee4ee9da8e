"""The reference of the tables of knowledge and of the paths of the API."""

from __future__ import annotations

import csv
import tempfile
from importlib.resources import files
from pathlib import Path

TABLES = {
    "agencies.csv": "news and picture agencies, by which bylines and credits are read",
    "cameo.csv": "CAMEO codes with Goldstein's value and the PLOVER type, mode and contexts",
    "cities.csv": "cities, capitals and places reports are filed from, with zone and population",
    "clocks.csv": "abbreviations of clocks (`EST`, `CET`) and the zones they mean",
    "collectives.csv": "collectives that are never expanded (`the West`)",
    "cow_parties.csv": "whom a country number of the Correlates of War means, by period",
    "cues.csv": "reporting words, and what a speaker does by each",
    "former_states.csv": "states that ceased to be, with dates and successors",
    "frames.csv": "which verb or noun, with which words around it, tells which event",
    "given_names.csv": "given names by gender, for pronouns",
    "groups.csv": "armed groups and parties, by period",
    "media.csv": "newspapers, agencies and broadcasters as sources",
    "months.csv": "names of months in sixty languages",
    "offices.csv": "who held which office from when to when",
    "operators.csv": "words that turn an act into a promise, a threat, a refusal, a denial …",
    "organisations.csv": "bodies of states, with members",
    "persons.csv": "office holders, with other spellings of their names",
    "phrases.csv": "phrases that hold a state's name and mean something else (`New Mexico`)",
    "portals.csv": "publishers: domains, seat, clock, order of day and month",
    "regions.csv": "regions of states, as datelines write them",
    "seats.csv": "palaces, ministries and services that stand for a government",
    "sovereignty.csv": "from when to when a state was one",
    "states.csv": "states and territories: codes, names, adjectives, peoples, capitals",
    "word_classes.csv": "classes of nouns that frames ask for",
}
"""What each table says."""

HEAD = """# Tables of knowledge

What dragoman knows besides the page: `src/dragoman/knowledge/`. A row is corrected in one line;
[how](../how-to/correct.md). Lists in a cell are joined by bars or by spaces. The
sixteen types, modes and contexts of PLOVER stand in `plover.toml`. Whose data they are:
[NOTICE](../../NOTICE).

| table | says | columns |
|---|---|---|
"""


def knowledge() -> str:
    """The page of the tables, one a row."""
    folder = files("dragoman.knowledge")
    rows = []
    for name, says in TABLES.items():
        with (folder / name).open(encoding="utf-8", newline="") as table:  # type: ignore[call-arg]
            columns = " ".join(f"`{column}`" for column in next(csv.reader(table)))
        rows.append(f"| `{name}` | {says.replace('|', '/')} | {columns} |")
    return HEAD + "\n".join(rows) + "\n"


def api() -> str:
    """The page of the API: what can be asked where. Needs the extra `serve`."""
    from dragoman.record import open_store
    from dragoman.views.api.app import Serving, create_app

    with tempfile.TemporaryDirectory() as folder:
        database = str(Path(folder) / "empty.db")
        open_store(database).close()
        app = create_app(Serving(db=database))
        schema = app.openapi_schema.to_schema()
        app.state.store.close()
    lines = [
        "# API", "",
        "`dragoman serve` answers these in JSON; OpenAPI stands at `/api/schema/openapi.json`.",
        'An error is `{"error": {"status": …, "code": …, "message": …, "field": …, "remedy": …}}`.',
        "The answers are the types of [fields](fields.md).", "",
        "| | path | what | asked with |", "|---|---|---|---|",
    ]  # fmt: skip
    for path, methods in sorted(schema["paths"].items()):
        if path.startswith(("/api", "/health")):
            for method, one in sorted(methods.items()):
                asked = " ".join(f"`{given['name']}`" for given in one.get("parameters", []))
                told = one.get("description") or one.get("summary", "")
                lines.append(f"| {method.upper()} | `{path}` | {_first(told)} | {asked} |")
    return "\n".join(lines) + "\n"


def _first(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split()).replace("|", "/")
