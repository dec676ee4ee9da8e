"""Sentences with a marked source and target, as the arbiter of event types sees them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.coding.arbiter import Vote, heard
from dragoman.findings.context import Context
from dragoman.language import encoder_of
from dragoman.language.article import read_article, span_of
from dragoman.language.pairs import Pair, event_types
from evaluation.gold_events import TypedPair
from evaluation.plain import plain_report

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray
    from spacy.language import Language
    from spacy.tokens import Doc

    Side = tuple[int, int] | None

SOURCE, TARGET = "SRC", "TGT"
OWN_NAMES = {"CONCEDE": "YIELD", "RETREAT": "YIELD", "NONE": "none"}


class Heard(NamedTuple):
    """What the three voices have to say about one marked sentence."""

    type: str
    head: NDArray[np.float32]
    votes: list[Vote]
    traits: NDArray[np.int64]


def read_own(path: Path) -> list[TypedPair]:
    """Our own typed sentences, in the names of the event head."""
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
    rows = [line.split("\t") for line in lines]
    return [TypedPair(marked, OWN_NAMES.get(kind, kind), 0) for kind, marked in rows]


def hear(pair: TypedPair, nlp: Language) -> Heard:
    """The voices about the pair; the frames see the marked sides as the only actors."""
    text, source, target = unmarked(pair.marked)
    report = plain_report(text)
    doc = read_article(nlp, report)
    encoder = encoder_of(nlp)
    if encoder is None:
        raise SystemExit("typing needs the shipped model")
    sides = _tokens(doc, source), _tokens(doc, target)
    head = event_types(encoder, doc, [Pair((0, len(doc)), *sides)])[0]
    named = ((sides[1], TARGET), (sides[0], SOURCE))
    referents = {i: (name,) for side, name in named for i in _heads(doc, side)}
    context = Context(report=report, referents=referents)
    return Heard(pair.type, head, *heard(doc, context, sides, (SOURCE, TARGET)))


def unmarked(marked: str) -> tuple[str, tuple[int, int] | None, tuple[int, int] | None]:
    """The sentence without marks and the characters of the first source and target."""
    text = ""
    spans: dict[str, tuple[int, int]] = {}
    rest = marked
    while "<" in rest:
        before, _, rest = rest.partition("<")
        mark, _, rest = rest.partition(">")
        text += before
        if mark in ("s", "t"):
            spans.setdefault(mark, (len(text), len(text) + len(rest.partition("<")[0])))
    return text + rest, spans.get("s"), spans.get("t")


def _tokens(doc: Doc, span: tuple[int, int] | None) -> Side:
    if span is None:
        return None
    places = [(i, span_of(doc, i, i + 1)) for i in range(len(doc))]
    inside = [i for i, at in places if at.end > span[0] and at.start < span[1]]
    return (inside[0], inside[-1] + 1) if inside else None


def _heads(doc: Doc, side: Side) -> list[int]:
    """The tokens of a side that hang on words outside it."""
    if side is None:
        return []
    return [i for i in range(*side) if not side[0] <= doc[i].head.i < side[1] or doc[i].head.i == i]
