import re
import shlex
from pathlib import Path

import pytest
from docs.generate import pages

from dragoman import errors
from dragoman.record.query import FIELDS
from dragoman.views.cli import app, main

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


@pytest.mark.parametrize("page", WRITTEN, ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_on_a_page_exist(page):
    for name in re.findall(r"^ {4}dragoman ([a-z]+)", page.read_text(), re.MULTILINE):
        assert name in app.commands, name


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


def test_the_test_command_of_the_readme_is_the_one_that_ci_runs():
    readme = (ROOT / "README.md").read_text()
    commands = re.findall(r"^ {4}(.*pytest.*)$", readme, re.MULTILINE)
    assert len(commands) == 1
    assert "README.md" in (ROOT / ".ci" / "run").read_text()
