"""Reporting words: verbs and nouns that introduce what somebody says, and the act they name.

The acts are those of the contract; the table was written from general knowledge of English news
prose. `act_infinitive` is the act when the content is an infinitive ("asked him to leave").
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from dragoman.knowledge.tables import rows
from dragoman.schema.findings import StatementAct

if TYPE_CHECKING:
    from collections.abc import Mapping


class Cue(msgspec.Struct, frozen=True):
    """One reporting word. `speech` words report utterances, `cognition` words thoughts."""

    lemma: str
    pos: Literal["VERB", "NOUN"]
    act: StatementAct
    act_infinitive: StatementAct | None
    kind: Literal["speech", "cognition"]


@cache
def cues() -> Mapping[tuple[str, str], Cue]:
    """Every reporting word by (lemma, part of speech).

    >>> cues()["deny", "VERB"].act
    'deny'
    """
    return {(cue.lemma, cue.pos): cue for cue in map(_cue, rows("cues.csv"))}


def cue_named(lemma: str, pos: str) -> Cue | None:
    """The reporting word with this lemma and UPOS tag; None when it is not one."""
    return cues().get((lemma.lower(), pos))


def _cue(row: dict[str, str]) -> Cue:
    return Cue(
        lemma=row["lemma"],
        pos=cast("Literal['VERB', 'NOUN']", row["pos"]),
        act=cast("StatementAct", row["act"]),
        act_infinitive=cast("StatementAct | None", row["act_infinitive"] or None),
        kind=cast("Literal['speech', 'cognition']", row["kind"]),
    )
