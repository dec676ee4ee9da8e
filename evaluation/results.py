"""The page of results, from what the gate has stored; `gate --update` writes it, too.

Goals and peers that a stage does not print itself stand in `yardsticks.tsv`.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from evaluation.floors import NOISE, band_of, read_floors

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "results.md"
YARDSTICKS = Path(__file__).parent / "yardsticks.tsv"


class Stage(NamedTuple):
    """What a stage measures, and on which part of which data."""

    title: str
    data: str


STAGES = {
    "pages": Stage(
        "Pages",
        "Fundus test pages and the article extraction benchmark (AEB), development part; nets "
        "cross-validated over publisher families. Line labels and credits are silver.",
    ),
    "language": Stage(
        "Language",
        "Development parts of UD EWT and GUM, CoNLL-2003, CrossNER politics, PolNeAR, UW, UDS-IH2; "
        "the fifths of ReLocaR and GeoWebNews that were not trained on; PLV dev. Eight bits, as "
        "shipped.",
    ),
    "times": Stage(
        "Times",
        "TimeBank (rules were developed on it), AQUAINT, MEANTIME (two topics); the "
        "document's date is given. Zones: generated cases.",
    ),
    "actors": Stage(
        "Actors",
        "OntoGUM dev, words given, no singletons; held-out fifths of ReLocaR and GeoWebNews; own "
        "sentences for groups and sources.",
    ),
    "statements": Stage(
        "Statements",
        "PolNeAR dev, raw text; denials and silences: own cases, every fourth kept aside.",
    ),
    "events": Stage(
        "Events",
        "T1: PLV dev, sides given. T2, T6: PLOVER gold records, raw sentences. T3: CAMEO "
        "sentences. T4: own minimal groups, some set aside before the rules were written.",
    ),
    "agreements": Stage(
        "Agreements",
        "Own reports in the style of wires: those that rules were written on, and those read late.",
    ),
    "alliances": Stage(
        "What if",
        "ATOP 4.01 against the wars that began before 1939, as coded by Berkemeier and Fuhrmann.",
    ),
    "copies": Stage(
        "Copies and revisions",
        "Copies made by edits of news texts (development part); pairs of Reuters-21578 by hand.",
    ),
    "stories": Stage(
        "Stories",
        "One-sentence entries of Wikipedia's current events; odd months looked at, even held out.",
    ),
}
"""The stages in the order of the page."""

HEAD = """# Results

What each stage reaches, as `python -m evaluation.gate --update` measured it last. **Floor**: what
a release must reach. **Goal**: what is aimed at on test parts, which nobody here has seen; the
figures are of development parts. **Peer**: another tool on the same data, `(R)` as its paper says,
`(m)` from memory; or precision and recall of ours. Brackets: 95 % bootstrap interval over
documents. A figure that falls by more than {noise:g} fails the gate, too; one of pages, by
more than the band in its table, by which two trainings of its nets may differ
(`python -m evaluation.page_noise`).

Speed: [reading a corpus](../how-to/scale.md#sizes-and-costs)."""


def page() -> str:
    """The page as Markdown."""
    stored, sticks = read_floors(), yardsticks()
    lines = [HEAD.format(noise=NOISE), "", *_verdict(stored)]
    for name, stage in STAGES.items():
        if name in stored:
            lines += ["", f"## {stage.title}", "", *_section(name, stage, stored[name], sticks)]
    return "\n".join(lines) + "\n"


def yardsticks() -> dict[tuple[str, str], tuple[float | None, str]]:
    """Goal and peer by stage and measure."""
    with YARDSTICKS.open(encoding="utf-8", newline="") as rows:
        return {
            (row["stage"], row["measure"]): (
                float(row["goal"]) if row["goal"] else None,
                row["peer"],
            )
            for row in csv.DictReader(rows, delimiter="\t")
        }


UNKNOWN = {"n": None, "low": None, "high": None, "floor": None, "goal": None, "peer": "",
           "smaller": False}  # fmt: skip


def detail_of(stored: dict[str, Any], measure: str) -> dict[str, Any]:
    """What stands beside a figure; unknown when an older gate has written it."""
    found: dict[str, Any] = stored.get("details", {}).get(measure, UNKNOWN)
    return found


def passed(figure: float, detail: dict[str, Any]) -> bool | None:
    """Whether a stored figure reaches its floor; None without one."""
    floor = detail["floor"]
    if floor is None:
        return None
    return bool(figure <= floor if detail["smaller"] else figure >= floor)


def _verdict(stored: dict[str, Any]) -> Iterator[str]:
    verdicts = {
        f"{STAGES[name].title}: {measure}": passed(figure, detail_of(stage, measure))
        for name, stage in stored.items()
        for measure, figure in stage["figures"].items()
    }
    floors = [verdict for verdict in verdicts.values() if verdict is not None]
    below = [name for name, verdict in verdicts.items() if verdict is False]
    yield f"{sum(floors)} of {len(floors)} figures that have a floor reach it." + (
        f" Below: {'; '.join(below)}." if below else ""
    )


def _section(
    name: str, stage: Stage, stored: dict[str, Any], sticks: dict[Any, Any]
) -> Iterator[str]:
    yield stage.data
    commit = f", commit {stored['commit']}" if "commit" in stored else ""
    yield f"`python -m evaluation.{name}`{commit}, data {stored['data']}."
    yield ""
    noise = "noise" in stored
    yield f"| measure | n | figure | floor | goal |{' band |' if noise else ''} peer, remarks |"
    yield "|---" * (7 if noise else 6) + "|"
    for measure, figure in stored["figures"].items():
        detail = detail_of(stored, measure)
        goal, peer = sticks.get((name, measure), (None, ""))
        goal = goal if detail["goal"] is None else detail["goal"]
        peers = "; ".join(dict.fromkeys(filter(None, (detail["peer"].strip(), peer))))
        mark = " **below**" if passed(figure, detail) is False else ""
        span = (
            "" if detail["low"] is None else f" [{_short(detail['low'])}, {_short(detail['high'])}]"
        )
        cells = (
            _cell(measure),
            _count(detail["n"]),
            f"{_short(figure)}{span}{mark}",
            _short(detail["floor"]),
            _short(goal),
            *([_short(band_of(measure, stored))] if noise else []),
            _cell(peers),
        )
        yield f"| {' | '.join(cells)} |"


def _count(n: int | None) -> str:
    return "" if n is None else f"{n:,}"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/").replace("<", "&lt;")


def _short(value: float | None) -> str:
    """A figure with three digits behind the point, without the zero before it."""
    if value is None:
        return ""
    text = f"{value:.3f}".rstrip("0").rstrip(".") if value == int(value) else f"{value:.3f}"
    return text.removeprefix("0") if text != "0" else text
