import json
import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import click
import pytest
from docs.generate import pages
from docs.sources import TABLES

from dragoman import errors
from dragoman.record.query import FIELDS
from dragoman.views.cli import app, main
from dragoman.views.evaluate.gold import KINDS
from dragoman.views.exports.flat import event_rows
from tests.docs_commands import (
    QUIET,
    check_words,
    commands_on,
    furnish,
    programs_on,
    reason_not_to_run,
)
from tests.record.reports import full_report

ROOT = Path(__file__).parent.parent
WRITTEN = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")])


@pytest.mark.parametrize("name", pages())
def test_the_generated_reference_is_up_to_date(name):
    written = (ROOT / "docs" / "reference" / name).read_text()
    assert written == pages()[name], "run `python docs/generate.py`"


def test_every_error_stands_in_the_tree():
    names = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.DragomanError)
    }
    drawn = set(re.findall(r"\w+", errors.__doc__ or ""))
    assert names <= drawn


def test_every_field_of_a_query_is_documented():
    page = (ROOT / "docs" / "reference" / "queries.md").read_text()
    assert all(f"`{name}:" in page for name in FIELDS)


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page):
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
        assert (page.parent / target).exists(), target


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """A folder with everything that the documentation speaks of."""
    folder = tmp_path_factory.mktemp("docs")
    furnish(folder)
    return folder


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_commands_of_a_page_run(page, furnished, monkeypatch, capfd):
    monkeypatch.chdir(furnished)
    for command in commands_on(page.read_text()):
        if reason_not_to_run(command):
            check_words(command.replace("…", "X"))
            continue
        words = [one for word in shlex.split(command) for one in expanded(word)]
        code = main(words)
        out, err = capfd.readouterr()
        if code:
            assert any(part in err for part in QUIET) or out.startswith("0 records"), (command, err)
        else:
            assert out, command


def expanded(word):
    """What a shell makes of a word with a star."""
    return sorted(str(path) for path in Path().glob(word)) if "*" in word else [word]


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_programs_of_a_page_run(page, furnished, monkeypatch):
    monkeypatch.chdir(furnished)
    for program in programs_on(page.read_text(), "python"):
        exec(compile(program, str(page), "exec"), {"__name__": "docs"})
    for query in programs_on(page.read_text(), "sql"):
        with closing(sqlite3.connect("record.db")) as record:
            assert record.execute(query).fetchall(), query


def test_modules_that_are_run_exist():
    pages = [*WRITTEN, ROOT / "training" / "README.md", *ROOT.glob("src/**/*.md")]
    named = {
        module
        for page in pages
        for module in re.findall(
            r"python -m ((?:evaluation|benchmarks|training)[\w.]*)", page.read_text()
        )
    }
    assert len(named) > 10
    for module in named - {"evaluation.STAGE"}:
        assert (ROOT / f"{module.replace('.', '/')}.py").exists(), module


def test_columns_in_other_tools_are_columns_of_ours():
    page = (ROOT / "docs" / "how-to" / "other-tools.md").read_text()
    (row, *_) = event_rows(full_report())
    (cypher,) = programs_on(page, "cypher")
    used = set(re.findall(r"row\.(\w+)", cypher))
    assert len(used) > 5
    assert used <= row.keys()


def test_the_tutorial_runs(tmp_path, monkeypatch, capsys):
    """Every command and every block of Python on the page, one after the other."""
    page = (ROOT / "docs" / "tutorial" / "first-record.md").read_text()
    steps = re.findall(r"^ {4}dragoman ([^\n]*)$|^```python\n(.*?)^```$", page, re.M | re.S)
    assert len(steps) >= 6
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    for command, program in steps:
        if command:
            assert main(shlex.split(command)) == 0, command
        else:
            exec(program, {})
        assert capsys.readouterr().out, command or program


def _commands(group, before=""):
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            yield f"{before}{name}"


@pytest.mark.parametrize("name", list(_commands(app)))
def test_every_command_is_shown_in_use_somewhere(name):
    used = [line for page in WRITTEN for line in commands_on(page.read_text())]
    assert any(line.startswith(name) for line in used), f"no page shows `dragoman {name}`"


def test_the_readme_shows_what_is_really_printed(capfd, monkeypatch):
    (shown,) = re.findall(r"^```\n(.*?)^```$", (ROOT / "README.md").read_text(), re.M | re.S)
    monkeypatch.chdir(ROOT)
    assert main(["read", "examples/pledge.html"]) == 0
    out = capfd.readouterr().out
    assert all(line.split(" …")[0] in out for line in shown.splitlines())


def test_every_page_is_reached_from_the_index():
    index = (ROOT / "docs" / "index.md").read_text()
    for page in ROOT.glob("docs/*/*.md"):
        assert f"]({page.parent.name}/{page.name})" in index, page


def test_every_kind_of_gold_is_documented_with_its_traits():
    page = (ROOT / "docs" / "how-to" / "evaluate.md").read_text()
    for kind in KINDS:
        (row,) = [line for line in page.splitlines() if line.startswith(f"| `{kind.name}`")]
        assert all(f"`{name}`" in row for name in (*kind.places, *kind.key, *kind.traits))


def test_every_table_of_knowledge_is_documented():
    assert {path.name for path in (ROOT / "src/dragoman/knowledge").glob("*.csv")} == set(TABLES)


def test_every_field_of_the_contract_is_documented():
    page = (ROOT / "docs" / "reference" / "fields.md").read_text()
    schema = json.loads((ROOT / "docs" / "reference" / "report.schema.json").read_text())
    assert len(schema["$defs"]) > 15
    for name, one in schema["$defs"].items():
        (section,) = re.findall(rf"^## {name}\n(.*?)^## ", page, re.M | re.S)
        assert all(f"| `{field}` |" in section for field in one["properties"])


def test_what_is_read_keeps_to_the_schema(capfd, monkeypatch):
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads((ROOT / "docs" / "reference" / "report.schema.json").read_text())
    monkeypatch.chdir(ROOT)
    assert main(["read", "examples/pledge.html", "examples/talks.txt", "--json"]) == 0
    for line in capfd.readouterr().out.splitlines():
        jsonschema.validate(json.loads(line), schema)


def test_every_warning_is_documented():
    page = (ROOT / "docs" / "explanation" / "pages.md").read_text()
    sources = [path.read_text() for path in (ROOT / "src").rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'Warning\(\s*"([a-z-]+)"', text)}
    assert len(codes) > 5
    assert all(f"`{code}`" in page for code in codes), codes


def test_the_test_command_of_the_readme_is_the_one_that_ci_runs():
    readme = (ROOT / "README.md").read_text()
    commands = re.findall(r"^ {4}(.*pytest.*)$", readme, re.MULTILINE)
    assert len(commands) == 1
    assert "README.md" in (ROOT / ".ci" / "run").read_text()
