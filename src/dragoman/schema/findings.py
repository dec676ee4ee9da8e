"""The findings: what a report says happened, was said and was promised, each with its evidence."""

from __future__ import annotations

import hashlib
from typing import Any, Literal, get_args

import msgspec

from dragoman.schema.span import Span

Factuality = Literal[
    "actual", "planned", "hypothetical", "requested", "alleged", "denied", "negated"
]
"""How far the report itself stands behind what is said to have happened."""

TimexType = Literal["DATE", "TIME", "DURATION", "SET"]

StatementMode = Literal["direct", "indirect", "mixed"]
StatementAct = Literal[
    "say", "deny", "accuse", "condemn", "pledge", "warn", "demand", "offer", "praise",
    "decline_to_comment", "attitude",
]  # fmt: skip
"""What a speaker does by it; `attitude` is what somebody is reported to want, oppose or know, of
which no word of his is told."""

EventType = Literal[
    "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE",
    "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
"""The sixteen types of PLOVER 2.0."""

EVENT_TYPES: tuple[EventType, ...] = get_args(EventType)

AgreementStatus = Literal[
    "proposed", "negotiating", "signed", "ratified", "in_force", "suspended", "denounced", "ended",
    "unknown",
]  # fmt: skip
ObligationType = Literal[
    "defense", "offense", "neutrality", "nonaggression", "consultation", "cooperation"
]
Grade = Literal[
    "text", "official_summary", "signatory_quoted", "signatory_indirect", "press_report",
    "named_only",
]  # fmt: skip
"""How near the evidence of an obligation stands to the treaty's own words, nearest first."""

GRADES: tuple[Grade, ...] = get_args(Grade)

SilenceKind = Literal["no_response", "declined", "could_not_be_reached", "withheld"]


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression with its TIMEX3 type and value; null where the text fixes none.

    `reason` says why there is no value, or which assumption the value rests on.
    """

    start: int
    end: int
    type: TimexType
    value: str | None = None
    mod: str | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A place named in the article. `lat` and `lon` are WGS 84 degrees."""

    start: int
    end: int
    name: str
    iso3: str | None = None
    lat: float | None = None
    lon: float | None = None
    kind: str | None = None
    candidates: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        Span(self.start, self.end)


class EventPlace(msgspec.Struct, frozen=True):
    """Where something happened or was signed, by name and state."""

    name: str
    iso3: str | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody's words or claim: source, cue and content, each one span or several.

    `speakers` are actor ids, empty when the source is not resolved; `carried_by` is the id of the
    statement this one is nested in. `factuality` is the speech act's own (was it said?).
    """

    id: str
    speakers: tuple[str, ...] = ()
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    mode: StatementMode
    act: StatementAct
    addressees: tuple[str, ...] = ()
    carried_by: str | None = None
    factuality: Factuality = "actual"
    time: str | None = None
    score: float | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if not (self.cue or self.content):
            raise ValueError(f"statement {self.id} has neither cue nor content")
        _check_score(self.id, self.score)

    @property
    def extent(self) -> Span:
        """From the first to the last character of source, cue and content."""
        pieces = (*self.source, *self.cue, *self.content)
        return Span(min(piece.start for piece in pieces), max(piece.end for piece in pieces))


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Who did what to whom: one PLOVER event with all its mentions in the report.

    Joint acts list all parties in `actors` and leave `recipients` empty. `time` is TIMEX3.
    `voices` names what found it (`frame:sign.01`, `head:event_type`); a `candidate` is kept for
    review and not counted.
    """

    id: str
    type: EventType
    mode: str | None = None
    cameo: str | None = None
    quad: Literal[1, 2, 3, 4]
    contexts: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    trigger: Span
    time: str | None = None
    place: EventPlace | None = None
    factuality: Factuality
    statement: str | None = None
    evidence: tuple[Span, ...]
    size: dict[str, int] = {}
    voices: tuple[str, ...] = ()
    candidate: bool = False
    score: float | None = None
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"event {self.id} has no evidence")
        _check_score(self.id, self.score)


class Obligation(msgspec.Struct, frozen=True, kw_only=True):
    """What a party owes another under an agreement, directed, with the sentence that says so.

    `conditions` holds tri-state values by name: absent or null means "not reported".
    """

    type: ObligationType
    owed_by: tuple[str, ...] = ()
    owed_to: tuple[str, ...] = ()
    trigger: str | None = None
    conditions: dict[str, Any] = {}
    grade: Grade
    modality: str | None = None
    evidence: tuple[Span, ...]
    statement: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"{self.type} obligation has no evidence")


class ObligationTypes(msgspec.Struct, frozen=True, kw_only=True):
    """Which ATOP types an agreement holds: true, false (said not to), null (not reported)."""

    defense: bool | None = None
    offense: bool | None = None
    neutrality: bool | None = None
    nonaggression: bool | None = None
    consultation: bool | None = None


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """A named or described instrument between parties, as this report tells of it.

    `factuality` is "alleged" when the report itself does not stand behind its existence.
    """

    id: str
    names: tuple[str, ...] = ()
    kind: str | None = None
    parties: tuple[str, ...] = ()
    signatories: tuple[str, ...] = ()
    signed: str | None = None
    place: EventPlace | None = None
    status: AgreementStatus = "unknown"
    in_force: str | None = None
    ended: str | None = None
    text_public: bool | None = None
    past: bool = False
    factuality: Factuality = "actual"
    types: ObligationTypes = ObligationTypes()
    obligations: tuple[Obligation, ...] = ()
    evidence: tuple[Span, ...]
    mentions: tuple[Span, ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"agreement {self.id} has no evidence")


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A claim and the denial that answers it, by statement ids."""

    claim: str
    denial: str
    evidence: tuple[Span, ...]
    score: float | None = None

    def __post_init__(self) -> None:
        if not self.evidence:
            raise ValueError(f"dispute {self.claim} - {self.denial} has no evidence")
        _check_score(f"{self.claim} - {self.denial}", self.score)

    @property
    def id(self) -> str:
        """The name it is judged by: those of its two statements."""
        return f"dispute:{self.claim},{self.denial}"


class NonResponse(msgspec.Struct, frozen=True, kw_only=True):
    """A silence the report records; `actor` is an id, null when it cannot be resolved."""

    actor: str | None
    kind: SilenceKind
    cue: Span
    source: Span | None = None


def finding_id(kind: str, *content: object) -> str:
    """The id of a finding: its kind and 12 hexadecimal digits over its content.

    Scores, reasons, runs and times of reading must not be part of the content.

    >>> finding_id("statement", 10, 24)
    'statement:9ebdd54116b1'
    """
    digest = hashlib.sha256(msgspec.json.encode([kind, *content]))
    return f"{kind}:{digest.hexdigest()[:12]}"


def _check_score(name: str, score: float | None) -> None:
    if score is not None and not 0.0 <= score <= 1.0:
        raise ValueError(f"score {score} of {name} is not in 0..1")
