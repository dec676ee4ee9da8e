"""The gate: every stage's figures against the floors written in `floors.json`.

    python -m evaluation.gate [STAGE ...]        measure and compare; exit 1 below a floor
    python -m evaluation.gate --update [STAGE …] write what was measured as the new reference

A stage fails when a figure lies below its floor, or below the reference of the last release by more
than its noise: NOISE, or for pages, whose nets are trained anew for every measuring, the band that
`evaluation.page_noise` has measured. `--update` refuses to lower a reference unless
`--because "sentence"` says why; the sentence is kept in the file. Figures belong to the data they
were measured on: its digest is stored and compared, with n, floor and peer of every figure, from
which it writes the page of results anew.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from evaluation.floors import FLOORS, band_of, read_floors
from evaluation.gold_pages import DATA
from evaluation.results import PAGE, page
from evaluation.table import Row, show

OWN, CASES = Path(__file__).parent / "data", Path(__file__).parent / "cases"
"""Reports and cases of our own; a stage's files begin with its name."""

STAGES: dict[str, tuple[str, ...]] = {
    "pages": ("pages", "flat"),
    "language": ("ud", "ner", "attribution", "factuality"),
    "times": ("time",),
    "actors": ("coref", "metonymy"),
    "statements": ("attribution",),
    "events": ("events",),
    "alliances": ("alliances",),
    "agreements": (),
    "copies": ("copies",),
    "stories": ("articles",),
}
"""Each stage's module in this package, and the folders of data it is measured on."""


def main(arguments: list[str] | None = None) -> int:
    """Run the gate; 0 when every figure holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("stages", nargs="*", default=[], metavar="STAGE")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--because", default="", metavar="SENTENCE")
    given = parser.parse_args(arguments)
    known = read_floors()
    failed: list[str] = []
    for stage in given.stages or list(STAGES):
        rows = measure(stage)
        if rows is None:
            print(f"{stage}: skipped, its data or module is not here")
            continue
        if not rows:
            continue
        print(f"{stage}")
        show(rows)
        digest = digest_of(stage)
        failed += verdicts(stage, rows, known.get(stage, {}), digest)
        if given.update:
            known[stage] = updated(known.get(stage, {}), rows, digest, because=given.because)
    if given.update:
        FLOORS.write_text(json.dumps(known, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    for line in failed:
        print(f"FAILED {line}")
    return 1 if failed else 0


def measure(stage: str) -> list[Row] | None:
    """The rows of a stage; None when its module or data is missing."""
    if stage not in STAGES:
        sys.exit(f"no stage {stage!r}; known are {', '.join(STAGES)}")
    if not all((DATA / folder).exists() for folder in STAGES[stage]):
        return None
    try:
        module = importlib.import_module(f"evaluation.{stage}")
    except ModuleNotFoundError:
        return None
    rows = getattr(module, "rows", None)
    return None if rows is None else list(rows())


def verdicts(stage: str, rows: list[Row], reference: dict[str, Any], digest: str) -> list[str]:
    """What does not hold, a line each."""
    out = [
        f"{stage}: {r.measure} {r.figure:.3f}, floor {r.floor:g}" for r in rows if r.passed is False
    ]
    made = {row.measure for row in rows}
    out += [
        f"{stage}: {measure} is no longer measured"
        for measure, detail in reference.get("details", {}).items()
        if measure not in made and detail["floor"] is not None
    ]
    if reference and reference["data"] != digest:
        return [*out, f"{stage}: measured on other data ({digest}, reference {reference['data']})"]
    for row in rows:
        before = reference.get("figures", {}).get(row.measure)
        if before is None or row.smaller is None:
            continue
        loss = row.figure - before if row.smaller else before - row.figure
        if loss > band_of(row.measure, reference):
            out.append(f"{stage}: {row.measure} {row.figure:.3f}, was {before:.3f}")
    return out


def updated(
    reference: dict[str, Any], rows: list[Row], digest: str, *, because: str
) -> dict[str, Any]:
    """The new reference; exits when a figure fell and no sentence says why."""
    fell = [line for line in verdicts("", rows, reference, digest) if ", was " in line]
    if fell and not because:
        sys.exit("refused:" + ";".join(fell) + "; say why with --because")
    reasons = [*reference.get("lowered", []), *([because] if because else [])]
    noise = {"noise": reference["noise"]} if "noise" in reference else {}
    return {
        **noise,
        "data": digest,
        "commit": commit(),
        "details": {row.measure: detail(row) for row in rows},
        "figures": {row.measure: round(row.figure, 4) for row in rows},
        "lowered": reasons,
    }


def detail(row: Row) -> dict[str, Any]:
    """What stands beside a figure: n, interval, floor, goal, peer."""
    rounded = {name: None if (value := getattr(row, name)) is None else round(value, 4)
               for name in ("low", "high", "floor", "goal")}  # fmt: skip
    return {"n": row.n, **rounded, "peer": row.peer, "smaller": row.smaller}


def commit() -> str:
    """The last commit that changed the package, with a `+` when it was changed since."""

    def git(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=FLOORS.parent, capture_output=True, check=False)
        return done.stdout.decode().strip()

    changed = git("status", "--porcelain", "--untracked-files=no", "--", "../src")
    return git("log", "-1", "--format=%h", "--abbrev=9", "--", "../src") + ("+" if changed else "")


def digest_of(stage: str) -> str:
    """12 hexadecimal digits over the names and sizes of a stage's data, ours and the corpora's."""
    digest = hashlib.sha256()
    for path in sorted(OWN.glob("*")) + sorted(CASES.glob("*")):
        if path.stem.startswith(stage):
            digest.update(f"{path.name} {path.stat().st_size}\n".encode())
    for folder in STAGES[stage]:
        for path in sorted((DATA / folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(DATA)} {path.stat().st_size}\n".encode())
    return digest.hexdigest()[:12]


if __name__ == "__main__":
    sys.exit(main())
