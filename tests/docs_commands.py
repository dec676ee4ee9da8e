"""The commands that stand in the documentation, and a folder in which they can be run."""

from __future__ import annotations

import gzip
import json
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

from dragoman.record.atop_rows import ALLIANCE_COLUMNS
from dragoman.views.cli import app, main
from tests.record.atop_files import KOREAS, write_alliances, write_members

ROOT = Path(__file__).parent.parent

NOT_RUN = {
    "watch": "asks servers for pages",
    "serve": "runs until it is stopped",
    "postgresql://": "needs a server of that name",
    "…": "leaves something out",
    " ID": "names nothing",
}
"""Commands that are only checked for their words, and why."""

QUIET = (
    "nothing found", "no judgement", "no event can be studied", "no report with a day",
    "no report tells of an agreement", "no agreement",
    "no watch list",
)  # fmt: skip
"""What a command may say that has nothing to show of the example pages."""


def commands_on(page: str) -> list[str]:
    """The commands of a page of Markdown, without what a column beside them says."""
    found = re.findall(r"^ {4}dragoman ([^\n]*)$", page, re.MULTILINE)
    return [re.split(r" {2,}| > ", line)[0] for line in found]


def programs_on(page: str, language: str) -> list[str]:
    """The blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)


def check_words(command: str) -> None:
    """Parse a command with its options; nothing is run. Raises click's error for a wrong one."""
    group, words = app, shlex.split(command)
    while words and words[0] in getattr(group, "commands", {}):
        group = group.commands[words.pop(0)]
    group.make_context("dragoman", words)


def reason_not_to_run(command: str) -> str | None:
    """Why a command cannot be run in a test; None when it can."""
    return next((why for part, why in NOT_RUN.items() if part in f"{command} "), None)


def furnish(folder: Path) -> None:
    """Everything the pages speak of: pages, a record of them, prices, questions, ATOP files."""
    (folder / "examples").symlink_to(ROOT / "examples")
    pages = folder / "pages"
    pages.mkdir()
    for name in ("talks.txt", "pledge.html", "wire.jsonl"):
        (pages / name).write_bytes((ROOT / "examples" / name).read_bytes())
    page = (pages / "pledge.html").read_bytes()
    for name in ("page.html", "extra.html"):
        (folder / name).write_bytes(page)
    (folder / "page.txt").write_bytes((pages / "talks.txt").read_bytes())
    lines = (pages / "wire.jsonl").read_bytes()
    (folder / "more.jsonl").write_bytes(lines)
    (folder / "articles.jsonl.gz").write_bytes(gzip.compress(lines))
    first = date(2024, 1, 1)
    days = [f"{first + timedelta(days=n)},{100 + n % 3}" for n in range(600)]
    (folder / "prices.csv").write_text("\n".join(["date,price", *days]) + "\n")
    question = {"attacker": "SOM", "target": "ETH", "on": "2025-06-01"}
    (folder / "questions.jsonl").write_text(json.dumps(question) + "\n")
    write_members(folder, KOREAS, name="atop4_01m.csv")
    ids = sorted({row["atopid"] for row in KOREAS})
    rows = [dict.fromkeys(ALLIANCE_COLUMNS, 0) | {"atopid": one, "begyr": 1961, "version": "4.01"}
            for one in ids]  # fmt: skip
    write_alliances(folder, rows).rename(folder / "atop4_01a.csv")
    for name in ("record.db", "dragoman.db"):
        assert main(["ingest", str(pages), "--db", str(folder / name)]) == 0
