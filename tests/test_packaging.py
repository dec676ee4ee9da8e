import re
import tomllib
from pathlib import Path

import pytest

from dragoman import __version__

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "dragoman"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
NOTICE = (ROOT / "NOTICE").read_text()

WEIGHTS = [path for kind in ("*.npz", "*.onnx", "gate.json") for path in PACKAGE.rglob(kind)]
OUGHT_TO_BE_NAMED = (
    "cities.csv",
    "months.csv",
    "states.csv",
    "cameo.csv",
    "plover.toml",
    "vocab.txt",
)


@pytest.mark.parametrize("weights", WEIGHTS, ids=lambda path: path.name)
def test_every_file_of_weights_has_a_card_that_names_it_and_its_data(weights):
    cards = [weights.with_name(name) for name in ("CARD.md", "README.md")]
    (card,) = [path for path in cards if path.exists()]
    text = card.read_text()
    assert weights.name in text
    assert re.search(r"licen[cs]e|CC BY|MIT|Apache", text)
    assert str(card.relative_to(ROOT)) in NOTICE


def test_the_notice_names_what_was_derived_and_nothing_that_is_gone():
    assert all(name in NOTICE for name in OUGHT_TO_BE_NAMED)
    named = set(re.findall(r"(?<![\w/.])\w[\w/.]*\.(?:csv|toml|txt|js|md)\b", NOTICE))
    parts = [ROOT / name for name in ("src", "tests", "docs")]
    known = {path.name for part in parts for path in part.rglob("*.*")}
    assert {name for name in named if Path(name).name not in known} == set()


def test_tables_with_a_licence_of_their_own_say_so_where_they_are_made():
    for word in ("GeoNames", "Unicode License V3", "ODC-PDDL-1.0", "CC BY-SA 4.0", "Apache-2.0"):
        assert word in NOTICE


def test_every_dependency_is_explained():
    page = (ROOT / "docs" / "how-to" / "install.md").read_text()
    for dependency in PROJECT["project"]["dependencies"]:
        name = re.split(r"[<>=\[]", dependency)[0]
        assert f"| `{name}` |" in page, name
    for extra in PROJECT["project"]["optional-dependencies"]:
        assert f"| `{extra}` |" in page, extra


def test_the_licence_files_travel_with_the_wheel():
    files = PROJECT["project"]["license-files"]
    assert {"LICENSE", "NOTICE"} <= set(files)
    assert all((ROOT / name).exists() for name in files)


def test_the_citation_names_this_release():
    assert f"version: {__version__}\n" in (ROOT / "CITATION.cff").read_text()
