"""States, organisations, groups and media where the article names them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import Draft, is_state
from dragoman.findings.actors.lexicon import hits
from dragoman.findings.actors.metonymy import is_metonym, is_weak
from dragoman.findings.actors.traps import is_trapped
from dragoman.knowledge.organisations import body
from dragoman.knowledge.states import seats_named, state

if TYPE_CHECKING:
    from dragoman.findings.actors.drafts import Ledger
    from dragoman.findings.actors.lexicon import Hit
    from dragoman.schema.actors import MentionKind

DOMINANT = frozenset({"Congo", "Congolese", "Dominican", "Dominicans"})
"""Shared names whose first bearer is far larger than the other."""

BARE_COLLECTIVES = frozenset(
    {"Europe", "Europeans", "European", "Arabs", "E3", "E-3", "P5+1", "P5"}
)
"""Names of collectives that need no article."""

SHORT_MEDIA = frozenset(
    "AP AFP UPI BBC CNN NBC CBS NPR PBS VOA KBS NHK TASS KCNA IRNA SANA WAFA ISNA CCTV CBC ABC "
    "EFE RFA TRT dpa DPA PTI ANI".split()
)
"""Initials of media that stand alone; other short ones need the full name in the same article."""


def find_names(ledger: Ledger) -> list[Hit]:
    """Add every named actor that is not a person; returns the hits that may be persons."""
    people: list[Hit] = []
    shared: list[Hit] = []
    found = [hit for hit in hits(ledger.doc) if not hit.of("phrase")]
    for hit in found:
        if hit.of("person", "surname") and not hit.of("name", "body"):
            people.append(hit)
        elif is_trapped(ledger.doc, hit):
            continue
        elif _is_shared(hit):
            shared.append(hit)
        else:
            _add(ledger, hit)
    for hit in shared:
        _add_shared(ledger, hit)
    _add_capitals(ledger, found)
    return people


def _is_shared(hit: Hit) -> bool:
    if hit.of("seat"):
        return any(seat.shared for seat in seats_named(hit.text))
    return len(set(hit.of("name", "adjective", "people"))) > 1


def _add(ledger: Ledger, hit: Hit) -> None:
    if hit.of("body"):
        _add_body(ledger, hit)
    elif hit.of("name"):
        ledger.add(Draft(hit.start, hit.end, "name", hit.of("name")))
    elif hit.of("adjective", "people"):
        ledger.add(Draft(hit.start, hit.end, "demonym", hit.of("adjective", "people")[:1]))
    elif hit.of("seat"):
        seats = seats_named(hit.text, ledger.on) or seats_named(hit.text)
        actor = seats[0].actor if seats else hit.of("seat")[0]
        ledger.add(Draft(hit.start, hit.end, "metonym", (actor,)))


def _add_body(ledger: Ledger, hit: Hit) -> None:
    found = [one for one in map(body, hit.of("body")) if one is not None]
    then = [one for one in found if one.existed(ledger.on)]
    one = (then or found)[0]
    if one.kind == "media" and not _is_media(ledger, hit, one.name):
        return
    if one.kind == "collective" and not _is_collective(ledger, hit):
        return
    ledger.add(Draft(hit.start, hit.end, "name", (one.id,)))


def _is_collective(ledger: Ledger, hit: Hit) -> bool:
    """Whether a word like "West" stands for states: with its article, and not in a longer name."""
    doc = ledger.doc
    if hit.end < len(doc) and doc[hit.end].pos_ == "PROPN" and doc[hit.end].text[:1].isupper():
        return False
    if hit.text in BARE_COLLECTIVES or " " in hit.text:
        return True
    return hit.start > 0 and doc[hit.start - 1].lower_ == "the"


def _is_media(ledger: Ledger, hit: Hit, name: str) -> bool:
    """Whether short initials ("TAP", "SPA") are those of an outlet here."""
    if not (hit.text.isupper() and len(hit.text) <= 4) or hit.text in SHORT_MEDIA:
        return True
    after = ledger.doc[hit.end].lower_ if hit.end < len(ledger.doc) else ""
    return (name != hit.text and name in ledger.doc.text) or after in {
        "news",
        "agency",
        "television",
    }


def _add_shared(ledger: Ledger, hit: Hit) -> None:
    """Add a name of several states: the one the article speaks of, if it is one."""
    codes = tuple(dict.fromkeys(hit.of("name", "adjective", "people", "seat")))
    kind: MentionKind = "metonym" if hit.of("seat") else "name" if hit.of("name") else "demonym"
    owner = _owner_before(ledger, hit) if hit.of("seat") else None
    if owner is not None:
        ledger.add(Draft(hit.start, hit.end, kind, (owner,)))
        return
    present = [code for code in codes if code in ledger.states()]
    if len(present) == 1:
        ledger.add(Draft(hit.start, hit.end, kind, (present[0],)))
    elif hit.text in DOMINANT:
        ledger.add(Draft(hit.start, hit.end, kind, codes[:1], reason="the larger of two namesakes"))
    else:
        reason = "name of several states"
        ledger.add(Draft(hit.start, hit.end, kind, (), tuple(present) or codes, reason))


def _owner_before(ledger: Ledger, hit: Hit) -> str | None:
    """The state right before a seat's name: "India's Ministry of Defence", "the French Senate"."""
    at = hit.start - 1
    while at >= 0 and ledger.doc[at].lower_ in {"'s", "’s", "'", "’"}:
        at -= 1
    draft = ledger.taken.get(at)
    if draft is None or len(draft.ids) != 1 or not is_state(draft.ids[0]):
        return None
    return draft.ids[0]


def _add_capitals(ledger: Ledger, found: list[Hit]) -> None:
    """Add the capitals that stand for their governments."""
    for hit in found:
        capital = hit.of("capital")
        if not capital or hit.of("name", "person", "body") or is_trapped(ledger.doc, hit):
            continue
        if hit.start in ledger.taken or not is_metonym(ledger.doc, hit.start, hit.end):
            continue
        _add_capital(ledger, hit, capital)


def _add_capital(ledger: Ledger, hit: Hit, capital: tuple[str, ...]) -> None:
    states = [code for code in capital if _stood(code, ledger)] or list(capital)
    counts = ledger.states()
    undated = ledger.on is None  # on its day a former state held the capital of its heir
    states.sort(key=lambda code: (code.startswith("former:") is undated, -counts.get(code, 0)))
    if is_weak(hit.text) and states[0] not in counts:
        return
    if hit.text == "Brussels":
        _add_brussels(ledger, hit)
        return
    ledger.add(Draft(hit.start, hit.end, "metonym", (states[0],)))


def _add_brussels(ledger: Ledger, hit: Hit) -> None:
    """Brussels is the Union's seat, the alliance's and Belgium's: what else is named decides."""
    seen = [code for code in ("IGO:EUR", "IGO:NATO", "BEL") if code in ledger.profiles]
    if len(seen) == 1 or (seen and seen[0] == "IGO:EUR" and "BEL" not in seen):
        ledger.add(Draft(hit.start, hit.end, "metonym", (seen[0],)))
    else:
        candidates = tuple(seen) or ("IGO:EUR", "BEL", "IGO:NATO")
        reason = "seat of the Union, the alliance and Belgium"
        ledger.add(Draft(hit.start, hit.end, "metonym", (), candidates, reason))


def _stood(code: str, ledger: Ledger) -> bool:
    found = state(code)
    return found is not None and found.existed(ledger.on)
