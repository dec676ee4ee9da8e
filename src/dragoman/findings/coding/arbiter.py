"""Three voices on the type of an event: the encoder's event head, the frames, the wording.

Each gives a number for every type between two marked sides: the head a log probability, each frame
the log of how much likelier its vote is under the type, the wording a log probability of its own.
Their weights are fitted on sentences that none of them was made from (`training/arbiter.py`), so
that the shares that come out are probabilities one can count on.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dragoman.findings.coding.drafting import drafts_in
from dragoman.findings.coding.parties import parties_of
from dragoman.findings.coding.wording import opinion, traits_of
from dragoman.language.labels import EVENTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from dragoman.findings.coding.draft import Draft
    from dragoman.findings.coding.wording import Side
    from dragoman.findings.context import Context
    from dragoman.schema.findings import EventType

FLOOR = 1e-4  # least probability of a type by the head, so that it alone never vetoes
LEAST = -7.0  # the same for the wording, as a logarithm
BOTH, ONE, OTHER = range(3)
"""How near a frame stands to the pair: it has both sides, one of them, or neither."""
MERGED = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


class Vote(NamedTuple):
    """A frame's word for a type (a row of EVENTS), and how near the frame stands to the pair."""

    kind: int
    nearness: int


def label_of(kind: EventType) -> str:
    """The head's name of a type; it does not part concessions from retreats."""
    return MERGED.get(kind, kind)


def votes_of(drafts: Iterable[Draft], context: Context, source: str, target: str) -> list[Vote]:
    """The frames' votes about a pair of actors, each once."""
    votes = []
    for draft in drafts:
        actors, recipients = parties_of(draft.actor, context), parties_of(draft.recipient, context)
        here = {*actors, *recipients} & {source, target}
        ordered = draft.joint or source in actors or target in recipients
        nearness = (OTHER, ONE, BOTH)[len(here)] if ordered else OTHER
        votes.append(Vote(EVENTS.index(label_of(draft.type)), nearness))
    return list(dict.fromkeys(votes))


def evidence(
    head: NDArray[np.float32],
    votes: Sequence[Vote],
    traits: NDArray[np.int64],
    model: Mapping[str, NDArray[np.float32]],
) -> NDArray[np.float64]:
    """(voices, types): what each voice has to say; row 0 the head, 1 to 3 the frames, 4 words."""
    found = np.zeros((5, len(EVENTS)))
    found[0] = np.log(np.maximum(head.astype(np.float64), FLOOR))
    for vote in votes:
        found[1 + vote.nearness] += model["votes"][vote.nearness, vote.kind]
    found[4] = np.maximum(opinion(traits, model), LEAST)
    return found


def shares(found: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The probability of each type; `none` is not among the choices."""
    total = weights @ found
    total[0] = -np.inf
    exp = np.exp(total - total.max())
    return np.asarray(exp / exp.sum(), dtype=np.float64)


def decided(
    head: NDArray[np.float32], votes: Sequence[Vote], traits: NDArray[np.int64]
) -> tuple[str, float]:
    """The type that all voices together prefer, and its probability."""
    model = fitted()
    chances = shares(evidence(head, votes, traits, model), model["weights"].astype(np.float64))
    best = int(chances.argmax())
    return EVENTS[best], float(chances[best])


def heard(
    doc: Doc, context: Context, sides: tuple[Side, Side], names: tuple[str, str]
) -> tuple[list[Vote], NDArray[np.int64]]:
    """The frames' votes and the traits of a document of one sentence with its sides given."""
    votes = votes_of(drafts_in(doc, context), context, *names)
    return votes, traits_of(doc, (0, len(doc)), *sides)


@cache
def fitted() -> Mapping[str, NDArray[np.float32]]:
    """The packaged weights."""
    packed = (files("dragoman.findings.coding") / "arbiter.npz").read_bytes()
    with np.load(BytesIO(packed), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}
