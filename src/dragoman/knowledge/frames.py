"""The frame lexicon: which word, with which words around it, tells which kind of event.

`frames.csv` has one row a frame. `verbs` and `nouns` are lemmas (a particle after `_`). `needs`
lists conditions, all of which must hold: `obj:arms` (the object is of the class `arms`),
`with:=gas` (a preposition's noun is this very lemma), `subj:crowd`, `mod:air` (a modifier),
`xcomp:bad`; `|` joins alternatives, `!` before the class negates it, `any` asks only for the slot,
`actor` for a known actor in it, `somebody` for people or a body as its very noun.
`actor` and `recipient` list slots in order of preference: `subj`, `obj`, `poss` (Russia's),
`mod` (Russian), or a preposition. `weak` frames count only when both sides are known actors.
`word_classes.csv` holds the classes and `operators.csv` the words that turn an act into a promise,
a demand, a refusal, a report and so on. All three were written for this project from the category
definitions of CAMEO and PLOVER; the verb dictionaries of PETRARCH were read, nothing is copied.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, cast

import msgspec

from dragoman.knowledge.cameo import cameo
from dragoman.knowledge.tables import rows
from dragoman.schema.findings import EventType

if TYPE_CHECKING:
    from collections.abc import Mapping

WordKind = Literal["verb", "noun", "adjective"]
OperatorName = Literal[
    "promise", "assure", "invite", "plan", "consider", "believe", "fear", "attempt",
    "appeal", "demand", "need", "refuse", "fail", "threaten", "warn", "accuse", "deny", "avert",
    "cancel", "cease",
    "allow", "cause", "say", "light", "celebrate",
]  # fmt: skip


class Need(msgspec.Struct, frozen=True):
    """One condition on a slot: its word belongs, or does not, to a class or is this lemma."""

    slot: str
    words: frozenset[str]
    anything: bool = False
    negated: bool = False
    actor: bool = False
    somebody: bool = False


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """A pattern for one kind of event; every group of `needs` must have one that holds."""

    id: str
    cameo: str
    type: EventType
    mode: str | None
    needs: tuple[tuple[Need, ...], ...]
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    weak: bool


class Operator(msgspec.Struct, frozen=True, kw_only=True):
    """A word that speaks about acts: what it makes of them and where they stand around it."""

    name: OperatorName
    slots: frozenset[str]
    cameo: str | None


def frames_of(lemma: str, kind: WordKind) -> tuple[Frame, ...]:
    """The frames a word may tell, those that ask most first.

    >>> frames_of("extradite", "verb")[0].cameo
    '063'
    """
    return _frames().get((lemma, kind), ())


def operators_of(lemma: str, kind: WordKind) -> tuple[Operator, ...]:
    """What a word may make of the act it governs.

    >>> [one.name for one in operators_of("refuse", "verb")]
    ['refuse']
    """
    return _operators().get((lemma, kind), ())


def word_class(name: str) -> frozenset[str]:
    """The lemmas of a class."""
    return _classes()[name]


def act_of(thing: str) -> str | None:
    """The CAMEO code of the act that a promise of the thing, or a demand for it, is about.

    >>> act_of("weapon"), act_of("weather")
    ('072', None)
    """
    return _acts().get(thing)


def all_frames() -> tuple[Frame, ...]:
    """Every frame, once each, by id."""
    found = {frame.id: frame for some in _frames().values() for frame in some}
    return tuple(found[name] for name in sorted(found))


@cache
def types_told() -> Mapping[str, frozenset[EventType]]:
    """Of each lemma of a frame, verb or noun, the types of events that it may tell.

    >>> sorted(types_told()["extradite"])
    ['COOPERATE']
    """
    found: dict[str, set[EventType]] = {}
    for (lemma, _), some in _frames().items():
        found.setdefault(lemma, set()).update(frame.type for frame in some)
    return {lemma: frozenset(types) for lemma, types in found.items()}


@cache
def _classes() -> dict[str, frozenset[str]]:
    return {row["class"]: frozenset(row["words"].split()) for row in rows("word_classes.csv")}


@cache
def _acts() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in rows("word_classes.csv"):
        if row["code"]:
            for lemma in row["words"].split():
                found.setdefault(lemma, row["code"])
    return found


@cache
def _frames() -> dict[tuple[str, WordKind], tuple[Frame, ...]]:
    found: dict[tuple[str, WordKind], list[Frame]] = {}
    for row in rows("frames.csv"):
        frame = _frame(row)
        for kind, column in (("verb", "verbs"), ("noun", "nouns")):
            for lemma in dict.fromkeys(row[column].split()):
                found.setdefault((lemma, cast("WordKind", kind)), []).append(frame)
    return {
        word: tuple(sorted(some, key=lambda frame: -_weight(frame))) for word, some in found.items()
    }


def _weight(frame: Frame) -> float:
    """How much a frame asks for: conditions met are worth more than none, weak ones come last."""
    positive = sum(not any(need.negated for need in group) for group in frame.needs)
    return positive - 0.5 * frame.weak + 0.1 * len(frame.needs)


def _frame(row: dict[str, str]) -> Frame:
    entry = cameo(row["cameo"])
    if entry is None or entry.type is None:
        raise ValueError(f"frame {row['frame']}: CAMEO code {row['cameo']} has no PLOVER type")
    return Frame(
        id=row["frame"],
        cameo=row["cameo"],
        type=cast("EventType", row["type"] or entry.type),
        mode=row["mode"] or entry.mode,
        needs=tuple(_group(cell) for cell in row["needs"].split()),
        actor=tuple(row["actor"].split()),
        recipient=tuple(row["recipient"].split()),
        weak=bool(row["weak"]),
    )


def _group(cell: str) -> tuple[Need, ...]:
    return tuple(_need(one) for one in cell.split("|"))


def _need(cell: str) -> Need:
    slot, _, words = cell.rpartition(":")
    negated = words.startswith("!")
    words = words.removeprefix("!")
    if words in ("any", "actor"):
        return Need(slot, frozenset(), anything=True, negated=negated, actor=words == "actor")
    if words == "somebody":
        return Need(slot, frozenset(), negated=negated, somebody=True)
    if words.startswith("="):
        return Need(slot, frozenset((words[1:],)), negated=negated)
    return Need(slot, _classes()[words], negated=negated)


@cache
def _operators() -> dict[tuple[str, WordKind], tuple[Operator, ...]]:
    found: dict[tuple[str, WordKind], list[Operator]] = {}
    for row in rows("operators.csv"):
        operator = Operator(
            name=cast("OperatorName", row["operator"]),
            slots=frozenset(row["slots"].split()),
            cameo=row["cameo"] or None,
        )
        for kind, column in (("verb", "verbs"), ("noun", "nouns"), ("adjective", "adjectives")):
            for lemma in dict.fromkeys(row[column].split()):
                found.setdefault((lemma, cast("WordKind", kind)), []).append(operator)
    return {word: tuple(some) for word, some in found.items()}
