"""Judgements: what a person or a step of ours thinks of two records."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from dragoman.schema.corrections import Correction, check_fields

Relation = Literal[
    "copy", "excerpt", "revision", "same_story", "same_actor", "same_agreement", "same_event",
    "denies", "told",
]  # fmt: skip
"""What two records may be to each other. Of a revision, the later one is `right`.

`told`: the finding REPORT/FINDING is what the report tells; `no` rejects it.
"""

Verdict = Literal["yes", "no", "unsure"]

RELATIONS: tuple[Relation, ...] = get_args(Relation)
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
DIRECTED: frozenset[Relation] = frozenset({"revision", "excerpt", "denies", "told"})
"""Relations in which left and right are not the same: earlier/later, part/whole, denial/claim,
finding/report."""

FAMILY: tuple[Relation, ...] = ("copy", "excerpt", "revision")
"""The relations that make two reports one text."""

PERSON, MACHINE = "person:", "machine:"


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """That two records are, or are not, in a relation; by `person:NAME` or `machine:STEP`.

    Ids in an undirected relation are kept in order, the smaller left. A finding is told with a
    `correction` where some of its fields are wrong.
    """

    left: str
    right: str
    relation: Relation
    verdict: Verdict
    reason: str
    by: str
    score: float | None = None
    correction: Correction | None = None

    def __post_init__(self) -> None:
        if self.left == self.right:
            raise ValueError(f"judgement on {self.left} and itself; give two records")
        if self.relation not in RELATIONS or self.verdict not in VERDICTS:
            raise ValueError(f"no relation {self.relation!r} or no verdict {self.verdict!r}")
        if not self.by.startswith((PERSON, MACHINE)) or self.by in (PERSON, MACHINE):
            raise ValueError(f"judgement by {self.by!r}; write person:NAME or machine:STEP")
        if not self.reason.strip():
            raise ValueError("judgement without a reason; say why")
        if self.score is not None and not 0.0 <= self.score <= 1.0:
            raise ValueError(f"score {self.score} is not in 0..1")
        if self.relation == "told":
            self._check_finding()
        elif self.correction is not None:
            raise ValueError("only a finding can be corrected; the relation is `told`")

    def _check_finding(self) -> None:
        if not self.left.startswith(f"{self.right}/"):
            raise ValueError(f"{self.left!r} is no finding of {self.right}; give REPORT/FINDING")
        if self.correction is not None:
            if self.verdict != "yes":
                raise ValueError(f"verdict {self.verdict!r} with a correction; give one of them")
            check_fields(self.finding.partition(":")[0], self.correction)

    @property
    def finding(self) -> str:
        """The id, in its report, of the finding that is judged."""
        return self.left.partition("/")[2]

    @property
    def by_person(self) -> bool:
        """Whether a person made it; a person's judgement outranks the machine's."""
        return self.by.startswith(PERSON)

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids, in order where the relation has no direction."""
        if self.relation in DIRECTED or self.left < self.right:
            return self.left, self.right
        return self.right, self.left
