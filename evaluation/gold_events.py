"""Readers of the public event records: PLV's typed sentences, the PLOVER gold records."""

from __future__ import annotations

import csv
import hashlib
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from dragoman.schema.findings import EventType

DATA = Path(__file__).parents[1] / ".." / "shared" / "data" / "events"
KEY = Path(__file__).parent / "cases" / "gsr_cameo.tsv"
OLD_TYPES = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE",
             "FIGHT": "ASSAULT"}  # fmt: skip
OLD_CODES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "JPA": "JPN", "ROM": "ROU"}
MARK = re.compile(r"</?[st]>")


@dataclass(frozen=True)
class TypedPair:
    """A PLV row: the sentence with `<s>` and `<t>` marks, its type and quad."""

    marked: str
    type: str
    quad: int

    @property
    def text(self) -> str:
        """The sentence without the marks."""
        return MARK.sub("", self.marked)


@dataclass(frozen=True)
class GoldRecord:
    """A PLOVER gold record: type in today's names, countries of both sides, CAMEO code."""

    id: str
    text: str
    type: EventType
    actors: frozenset[str]
    recipients: frozenset[str]
    cameo: str


def read_pairs(part: str, data: Path = DATA) -> list[TypedPair]:
    """The rows of `train` or `dev`."""
    path = data / "zero-shot-plover" / "datasets" / f"PLV_{part}.tsv"
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            TypedPair(row["marked_sentence"], row["gold_root"], int(row["gold_penta"]))
            for row in rows
        ]


def read_records(data: Path = DATA) -> list[GoldRecord]:
    """The 113 development records."""
    path = data / "plover" / "gold_standard_records" / "PLOVER_GSR_CAMEO_dev.txt"
    key = cameo_key()
    return [
        GoldRecord(
            id=short,
            text=row["text"],
            type=cast("EventType", OLD_TYPES.get(row["event"], row["event"])),
            actors=_codes(row.get("source")),
            recipients=_codes(row.get("target")),
            cameo=key[short],
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
        if (short := row["id"].removeprefix("PLOVER-GSR01-")) in key
    ]


def is_read(record: GoldRecord) -> bool:
    """Whether we looked at the record while writing rules; the other half is only counted."""
    return int(hashlib.sha256(record.id.encode()).hexdigest(), 16) % 2 == 0


def cameo_key() -> dict[str, str]:
    """CAMEO codes of the records, assigned by hand from the codebook's definitions."""
    with KEY.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["code"] for row in csv.DictReader(lines, delimiter="\t")}


def _codes(side: object) -> frozenset[str]:
    if not isinstance(side, list):
        return frozenset()
    codes = (str(one.get("code") or "") for one in side)
    return frozenset(OLD_CODES.get(code, code) for code in codes if code)
