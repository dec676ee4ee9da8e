"""The what-if question, and the answer that names who owes what, and which sentence says so."""

from __future__ import annotations

from datetime import date
from typing import Literal, get_args

import msgspec

from dragoman.schema.findings import Grade, ObligationType
from dragoman.schema.pacts import Citation

Due = Literal["OWED", "IF", "UNDETERMINED", "NOT_TRIGGERED"]
"""Whether a promise is due: yes; if open conditions hold; cannot be told; no."""

Standing = Literal[
    "in_force", "signed_not_in_force", "provisional", "suspended", "ended", "stale", "proposed",
    "unknown",
]  # fmt: skip
"""How an agreement stands on a day. `stale`: in force when last seen, in an earlier year."""

OpenCondition = Literal[
    "wording", "entry_into_force", "location", "attacker", "ongoing_conflict",
    "who_is_the_aggressor", "number_of_adversaries", "provocation", "demand", "request",
    "state_of_war",
]  # fmt: skip

OPEN_CONDITIONS: tuple[OpenCondition, ...] = get_args(OpenCondition)

ConflictKind = Literal[
    "defense_to_both", "nonaggression_to_opponent", "neutrality_to_opponent", "opponents_are_allies"
]


class Query(msgspec.Struct, frozen=True, kw_only=True):
    """What if the attackers attack the targets on a day. Fields left unset are unknown, not false.

    `in_answer_to` names states whom the targets attacked first. `rounds` limits a cascade.
    """

    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    on: str
    location: str | None = None
    ongoing: bool | None = None
    provoked: bool | None = None
    war_declared: bool | None = None
    in_answer_to: tuple[str, ...] = ()
    cascade: bool = False
    retaliation: bool = False
    rounds: int | None = None

    def __post_init__(self) -> None:
        date.fromisoformat(self.on)
        if not (self.attackers and self.targets):
            raise ValueError("a what-if question names at least one attacker and one target")
        both = set(self.attackers) & set(self.targets)
        if both:
            raise ValueError(f"{', '.join(sorted(both))} is both attacker and target")

    @property
    def day(self) -> date:
        """The day of the attack."""
        return date.fromisoformat(self.on)


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """One promise, judged for one question. `chain` lists the duties of earlier rounds it rests on.

    `due`, `status` and `grade` are three separate answers and are never multiplied into a score.
    `seen` is the last day the sources speak for.
    """

    owed_by: str
    owed_to: str
    type: ObligationType
    agreement: str
    due: Due
    open_conditions: tuple[OpenCondition, ...] = ()
    status: Standing
    grade: Grade
    reason: str
    round: int = 0
    seen: str | None = None
    chain: tuple[str, ...] = ()
    evidence: tuple[Citation, ...]

    @property
    def key(self) -> str:
        """The duty in one line, as chains and conflicts name it."""
        return f"{self.agreement} {self.type} {self.owed_by}>{self.owed_to}"


class Breach(msgspec.Struct, frozen=True, kw_only=True):
    """A promise of non-aggression that the attack itself breaks, or would break if it is live."""

    owed_by: str
    owed_to: str
    type: ObligationType
    agreement: str
    certain: bool
    open_conditions: tuple[OpenCondition, ...] = ()
    status: Standing
    grade: Grade
    reason: str
    round: int = 0
    evidence: tuple[Citation, ...]


class Clause(msgspec.Struct, frozen=True, kw_only=True):
    """One side of a conflict of obligation: a promise as it stands, whether or not it is due."""

    owed_by: str
    owed_to: str
    type: ObligationType
    agreement: str
    status: Standing
    grade: Grade
    evidence: tuple[Citation, ...]


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Promises of one state that pull to both sides; both clauses are listed, none is ranked."""

    state: str
    kind: ConflictKind
    clauses: tuple[Clause, ...]
    reason: str
    round: int = 0


class Rate(msgspec.Struct, frozen=True):
    """How many of the duties that fell due were honoured."""

    honoured: int
    due: int

    @property
    def share(self) -> float:
        """Honoured as a share of due."""
        return self.honoured / self.due


class BaseRate(msgspec.Struct, frozen=True, kw_only=True):
    """How often defence duties that fell due in past wars were honoured."""

    share: float
    honoured: int
    due: int
    until_1945: Rate
    since_1945: Rate
    source: str


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything sourced that bears on a question.

    A state that is not listed has no sourced obligation; that is not the same as no obligation.
    """

    query: Query
    duties: tuple[Duty, ...]
    breaches: tuple[Breach, ...]
    conflicts: tuple[Conflict, ...]
    base_rate: BaseRate
    unlisted: str = "no sourced obligation"
