"""From what reports tell of agreements to pacts: one pact for all tellings of one agreement.

Tellings are merged by judgements. Ours is a readable rule (parties, day of signature, name); a
person's judgement outweighs it either way. Every field keeps all values with their sentences.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dragoman.schema import Agreement, Report
from dragoman.schema.pacts import Citation, Dated, Pact, Promise, Terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dragoman.schema import Obligation, Span
    from dragoman.schema.findings import AgreementStatus

PairVerdict = Literal["yes", "no"]

LIFE: tuple[AgreementStatus, ...] = (
    "unknown", "proposed", "negotiating", "signed", "ratified", "in_force", "suspended",
    "denounced", "ended",
)  # fmt: skip
"""The stations of an agreement's life; of two tellings of one day the later station counts."""

OF_EVERY_AGREEMENT = frozenset(
    "a an the of on and for to in with between new old agreement treaty pact accord deal".split()
)
"""Words of a name that do not tell one agreement from another."""

_WHOLE_DAY = re.compile(r"\d{4}(-\d{2}){0,2}")
_WORD = re.compile(r"[^\W\d_]+")


class Telling(msgspec.Struct, frozen=True):
    """An agreement with the report that tells of it."""

    report: Report
    agreement: Agreement

    @property
    def key(self) -> str:
        """The telling among all reports: the id of the finding."""
        return self.agreement.id

    @property
    def day(self) -> str | None:
        """The day the report speaks for."""
        published = self.report.published.local if self.report.published else None
        return self.report.anchor_date or (published[:10] if published else None)

    def cited(self, spans: Iterable[Span]) -> tuple[Citation, ...]:
        """The spans as evidence."""
        text = self.report.text
        return tuple(Citation(self.report.id, s.start, s.end, s.quote(text)) for s in spans)


def pacts_told(
    tellings: Sequence[Telling], judged: Mapping[frozenset[str], PairVerdict] | None = None
) -> tuple[Pact, ...]:
    """The pacts behind the tellings. `judged` are persons' judgements on pairs of keys."""
    groups = _grouped(sorted(tellings, key=lambda one: one.key), judged or {})
    return tuple(pact_of(group) for group in groups)


def same_agreement(one: Telling, other: Telling) -> bool:
    """Whether two tellings are of one agreement, by our rule.

    Both know their parties and share all of them; their days of signature do not contradict; and
    either a day is the same, or their names share a telling word.
    """
    first, second = one.agreement, other.agreement
    if len(first.parties) < 2 or set(first.parties) != set(second.parties):
        return False
    if first.past is not second.past and not (first.signed and second.signed):
        return False
    agree = _days_agree(first.signed, second.signed)
    if agree is False:
        return False
    return bool(agree) or bool(_telling_words(first) & _telling_words(second))


def _days_agree(one: str | None, other: str | None) -> bool | None:
    """True for the same day or a day of the same year or month; None when one is not known."""
    if one is None or other is None:
        return None
    return one.startswith(other) or other.startswith(one)


def _telling_words(agreement: Agreement) -> set[str]:
    words = (word.lower() for name in agreement.names for word in _WORD.findall(name))
    return {word for word in words if word not in OF_EVERY_AGREEMENT and len(word) > 2}


def _grouped(
    tellings: Sequence[Telling], judged: Mapping[frozenset[str], PairVerdict]
) -> list[list[Telling]]:
    """Tellings of one agreement together; a person's "no" keeps two apart, whatever links them.

    Only groups with a telling of the same parties, or with one that was judged the same, are asked.
    """
    groups: list[list[Telling]] = []
    of_parties: dict[frozenset[str], list[int]] = {}
    of_key: dict[str, int] = {}
    same: dict[str, list[str]] = {}
    for pair in (pair for pair, verdict in judged.items() if verdict == "yes"):
        for key in pair:
            same.setdefault(key, []).extend(pair - {key})
    for telling in tellings:
        parties = frozenset(telling.agreement.parties)
        near = {of_key[key] for key in same.get(telling.key, ()) if key in of_key}
        asked = sorted(near.union(of_parties.get(parties, ())))
        home = next((at for at in asked if _belongs(telling, groups[at], judged)), len(groups))
        if home == len(groups):
            groups.append([])
        groups[home].append(telling)
        of_key[telling.key] = home
        if home not in of_parties.setdefault(parties, []):
            of_parties[parties].append(home)
    return groups


def _belongs(
    telling: Telling, group: Sequence[Telling], judged: Mapping[frozenset[str], PairVerdict]
) -> bool:
    verdicts = [judged.get(frozenset((telling.key, other.key))) for other in group]
    if "no" in verdicts:
        return False
    return "yes" in verdicts or any(same_agreement(telling, other) for other in group)


def pact_of(group: Sequence[Telling]) -> Pact:
    """One pact from the tellings of one agreement."""
    latest = max(group, key=_standing_order)
    days = [telling.day for telling in group if telling.day]
    agreements = [telling.agreement for telling in group]
    public = [one.text_public for one in agreements if one.text_public is not None]
    past = all(one.past for one in agreements)
    status = latest.agreement.status
    return Pact(
        id=min(telling.key for telling in group),
        names=_each(one.names for one in agreements),
        kind=next((one.kind for one in agreements if one.kind), None),
        parties=_each(one.parties for one in agreements),
        signatories=_each(one.signatories for one in agreements),
        signed=_dated((t, t.agreement.signed) for t in group),
        in_force=_dated((t, t.agreement.in_force) for t in group),
        ended=_dated((t, t.agreement.ended) for t in group),
        status="ended" if past and status in ("unknown", "signed") else status,
        asserted=_asserted(agreements),
        seen=max(days, default=None),
        text_public=any(public) if public else None,
        promises=tuple(p for t in group for o in t.agreement.obligations for p in _promises(t, o)),
        citations=tuple(c for t in group for c in t.cited(t.agreement.evidence)),
    )


def _standing_order(telling: Telling) -> tuple[bool, str, int]:
    status = telling.agreement.status
    return status != "unknown", telling.day or "", LIFE.index(status)


def _each(several: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for values in several for value in values))


def _asserted(agreements: Sequence[Agreement]) -> Literal["actual", "alleged", "denied"]:
    told = {one.factuality for one in agreements}
    if told & {"alleged", "hypothetical", "requested"} and "actual" not in told:
        return "alleged"
    return "denied" if told <= {"denied", "negated"} else "actual"


def _dated(values: Iterable[tuple[Telling, str | None]]) -> tuple[Dated, ...]:
    """Each day, month or year once, with everyone who gives it; weeks and seasons are left out."""
    found: dict[str, tuple[Citation, ...]] = {}
    for telling, value in values:
        if value is not None and _WHOLE_DAY.fullmatch(value):
            cited = telling.cited(telling.agreement.evidence)
            found[value] = (*found.get(value, ()), *cited)
    return tuple(Dated(value, cited) for value, cited in sorted(found.items()))


def _promises(telling: Telling, obligation: Obligation) -> Iterator[Promise]:
    for owed_by in obligation.owed_by:
        owed_to = tuple(one for one in obligation.owed_to if one != owed_by)
        if owed_to:
            yield Promise(
                type=obligation.type,
                owed_by=owed_by,
                owed_to=owed_to,
                terms=terms_of(obligation.conditions),
                grade=obligation.grade,
                trigger=obligation.trigger,
                modality=obligation.modality,
                citations=telling.cited(obligation.evidence),
            )


def terms_of(conditions: Mapping[str, Any]) -> Terms:
    """The conditions of a finding as terms; null stays unknown, unknown keys are left out.

    >>> terms_of({"on_request": True, "location_in": None}).on_request
    True
    """
    known = {name: value for name, value in conditions.items() if value is not None}
    return msgspec.convert({k: v for k, v in known.items() if k in Terms.__struct_fields__}, Terms)
