"""Organisations that only the article names: companies, institutes, parties, courts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import Draft, Profile
from dragoman.findings.actors.people import is_situated, slug
from dragoman.findings.actors.roles import INSTITUTIONS
from dragoman.knowledge.persons import persons_named

if TYPE_CHECKING:
    from dragoman.findings.actors.drafts import Ledger

COMMON = frozenset("special state house board department party council center centre".split())
"""Words that are no name of anything by themselves."""
THINGS = frozenset(
    "IED IEDs VBIED VBIEDs SVBIED UAV UAVs UCAV ICBM ICBMs SLBM IRBM RPG RPGs ATGM MANPADS HIMARS"
    " THAAD WMD WMDs TNT COVID COVID-19 HIV AIDS SARS MERS DNA GDP GNP CPI VAT GMT UTC CEO CFO FTA"
    " IDP IDPs PoW POW POWs MoU MOU PDF".split()
)
"""Capitals that stand for weapons, diseases, measures and the like."""
LEAST = 3
"""Letters in the shortest name that is taken for one."""


def find_organisations(ledger: Ledger) -> None:
    """Add the organisations of the model that no table knows; initials join the full name."""
    initials: dict[str, str] = {}
    for entity in ledger.doc.ents:
        taken = any(at in ledger.taken for at in range(entity.start, entity.end))
        start = entity.start + int(ledger.doc[entity.start].lower_ == "the")
        name = ledger.doc[start : entity.end].text
        if entity.label_ != "ORG" or taken or start == entity.end or len(name) < LEAST:
            continue
        if ledger.doc[entity.end - 1].lower_ in INSTITUTIONS or not name[0].isupper():
            continue
        if name.lower() in COMMON or name in THINGS or persons_named(name):
            continue
        if is_situated(ledger, start, entity.end):
            continue
        code = initials.get(name, f"org:{slug(name)}")
        capitals = "".join(word[0] for word in name.split() if word[0].isupper())
        initials.setdefault(capitals, code)
        ledger.profiles.setdefault(code, Profile(id=code, name=name, kind="organization"))
        ledger.add(Draft(start, entity.end, "name", (code,)))
