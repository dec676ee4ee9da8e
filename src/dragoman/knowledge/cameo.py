"""CAMEO codes: Goldstein values and the PLOVER type, mode and contexts each stands for.

`cameo.csv` gives every code of the codebook (Schrodt, CAMEO 1.1b3, 2012) with our own short name,
the value of the Goldstein scale as GDELT publishes it, and the type of the Open Event Data
Alliance's conversion table of September 2021, whose modes are renamed as in PLOVER 2.0. What the
table and the manual say differently is decided in `docs/explanation/events.md`.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, cast

import msgspec

from dragoman.knowledge.tables import rows
from dragoman.schema.findings import EventType

Operation = Literal["promise", "appeal", "demand", "refuse", "threaten"]
"""What turns an act into a speech act about it."""


class CameoCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code; `type` is None for public statements, which PLOVER does not code."""

    code: str
    name: str
    goldstein: float
    type: EventType | None
    mode: str | None
    contexts: tuple[str, ...]

    @property
    def root(self) -> str:
        """The two digits of its family."""
        return self.code[:2]

    @property
    def base(self) -> str:
        """The three digits of its class."""
        return self.code[:3]


def cameo(code: str) -> CameoCode | None:
    """The entry of a code.

    >>> cameo("057").goldstein
    8.0
    """
    return _codes().get(code)


def codes() -> tuple[CameoCode, ...]:
    """Every code, in the order of the codebook."""
    return tuple(_codes().values())


def composed(operation: Operation, inner: str) -> str:
    """The code of promising, asking for, refusing or threatening what the inner code names.

    The most exact one the codebook has; the family's general code when it has none.

    >>> composed("promise", "072"), composed("refuse", "0841"), composed("demand", "0871")
    ('0332', '1243', '1056')
    """
    family = _COMPOSED[operation]
    for length in (4, 3, 2):
        if inner[:length] in family:
            return family[inner[:length]]
    return family[""]


def _shifted(base: str) -> dict[str, str]:
    """Codes of appeals or demands: the same list under another head."""
    return {inner: base + outer for inner, outer in _ASKED.items()}


_ASKED = {
    "": "0", "04": "6", "045": "8", "057": "7", "05": "2", "06": "1", "061": "11", "062": "12",
    "063": "13", "064": "14", "07": "3", "071": "31", "072": "32", "073": "33", "074": "34",
    "08": "5", "081": "51", "082": "52", "083": "4", "0831": "41", "0832": "42", "0833": "43",
    "0834": "44", "084": "53", "085": "54", "086": "55", "087": "56", "09": "0",
}  # fmt: skip
_COMPOSED: dict[Operation, dict[str, str]] = {
    "promise": {
        "": "030", "04": "036", "045": "039", "046": "036", "05": "032", "057": "030",
        "06": "031", "061": "0311", "062": "0312", "063": "0313", "064": "0314",
        "07": "033", "071": "0331", "072": "0332", "073": "0333", "074": "0334",
        "08": "035", "081": "0351", "082": "0352", "083": "034", "0831": "0341", "0832": "0342",
        "0833": "0343", "0834": "0344", "084": "0353", "085": "0354", "086": "0355", "087": "0356",
    },
    "appeal": _shifted("02"),
    "demand": _shifted("10"),
    "refuse": {
        "": "120", "04": "125", "045": "126", "05": "121", "057": "127", "06": "121",
        "061": "1211", "062": "1212", "063": "1213", "064": "1214", "07": "122", "071": "1221",
        "072": "1222", "073": "1223", "074": "1224", "08": "124", "081": "1241", "082": "1242",
        "083": "123", "0831": "1231", "0832": "1232", "0833": "1233", "0834": "1234",
        "084": "1243", "085": "1244", "086": "1245", "087": "1246",
    },
    "threaten": {
        "": "130", "14": "133", "15": "138", "16": "131", "161": "1313", "162": "1311",
        "163": "1312", "164": "134", "165": "135", "166": "136", "17": "132", "171": "130",
        "1721": "1321", "1722": "1322", "1723": "1323", "1724": "1324", "175": "137", "18": "138",
        "183": "1383", "19": "1384", "190": "138", "191": "1381", "192": "1382", "20": "1383",
        "204": "1385",
    },
}  # fmt: skip


@cache
def _codes() -> dict[str, CameoCode]:
    return {
        row["code"]: CameoCode(
            code=row["code"],
            name=row["name"],
            goldstein=float(row["goldstein"]),
            type=cast("EventType", row["type"]) if row["type"] else None,
            mode=row["mode"] or None,
            contexts=tuple(row["contexts"].split()),
        )
        for row in rows("cameo.csv")
    }
