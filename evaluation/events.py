"""Events: typing (T1), triples (T2), factuality (T4), CAMEO (T6). `python -m evaluation.events`.

T1 marks the gold sides of each PLV row and asks all voices for the type: the event head of the
shipped model, the frames between those very words, the wording. T2 and T6 read the raw sentence
of each PLOVER gold record, dated as the record is; events that are actual or planned count,
candidates do not. The CAMEO key is ours (`cases/gsr_cameo.tsv`). T4 reads our minimal groups;
groups that were set aside before the rules were written are reported apart. `--errors` prints what
went wrong where it may be looked at.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from dragoman.findings.coding.arbiter import decided
from dragoman.knowledge.organisations import body
from dragoman.language import load
from dragoman.language.labels import EVENTS
from evaluation.event_groups import Case, false_actuals, is_exact, read_cases
from evaluation.event_pairs import hear
from evaluation.event_spans import f1, read_marked, score
from evaluation.gold_events import GoldRecord, TypedPair, is_read, read_pairs, read_records
from evaluation.plain import analysed
from evaluation.table import Row, interval, show

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from spacy.language import Language

    from dragoman.schema import Event, Report

    Scorer = Callable[[Sequence[tuple[str, str]]], float]

STAGE = "events"
ANY_DAY = "2000-01-01"
"""The date that all PLOVER gold records carry."""
FREE_ORDER = frozenset(("CONSULT", "COOPERATE", "AGREE", "SUPPORT"))
OLD_STATES = {"former:SUN": "RUS", "former:YUG": "SRB"}


def rows() -> Iterator[Row]:
    """Every figure of the stage."""
    yield from typing_rows(read_pairs("dev"))
    yield from triple_rows(read_records())
    yield from span_rows()
    cases = read_cases()
    yield from factuality_rows([case for case in cases if not case.held], "looked at")
    yield from factuality_rows([case for case in cases if case.held], "set aside")


def typing_rows(pairs: Sequence[TypedPair]) -> Iterator[Row]:
    """T1: the type with both sides given, from both voices and from the head alone."""
    quads = {pair.type: pair.quad for pair in pairs}
    heard = [hear(pair, reader()) for pair in pairs]
    best = [decided(one.head, one.votes, one.traits) for one in heard]
    alone = [EVENTS[int(one.head[1:].argmax()) + 1] for one in heard]
    for name, types in (("", [kind for kind, _ in best]), (", head alone", alone)):
        judged = [(pair.type, kind) for pair, kind in zip(pairs, types, strict=True)]
        quad = [(str(quads[a]), str(quads[b])) for a, b in judged]
        floors = (0.85, 0.86, 0.925) if not name else (None, None, None)
        yield _row(f"T1 type macro F1{name}", judged, macro_f1, floors[0], "ZSP .806")
        yield _row(f"T1 type accuracy{name}", judged, accuracy, floors[1], "ZSP .823")
        yield _row(f"T1 quad macro F1{name}", quad, macro_f1, floors[2], "ZSP .885")
    right = [pair.type == kind for pair, (kind, _) in zip(pairs, best, strict=True)]
    yield Row(
        stage=STAGE, measure="T1 calibration error of the share", n=len(pairs), smaller=True,
        figure=calibration_error([share for _, share in best], right),
    )  # fmt: skip


def _row(
    measure: str,
    judged: Sequence[tuple[str, str]],
    score: Scorer,
    floor: float | None,
    peer: str,
) -> Row:
    low, high = interval(judged, score)
    return Row(
        stage=STAGE, measure=measure, n=len(judged), figure=score(judged), floor=floor, peer=peer,
        low=low, high=high,
    )  # fmt: skip


def accuracy(judged: Sequence[tuple[str, str]]) -> float:
    """The share of equal pairs."""
    return sum(gold == found for gold, found in judged) / max(1, len(judged))


def macro_f1(judged: Sequence[tuple[str, str]]) -> float:
    """The mean F1 of the labels that the gold holds."""
    scores = []
    for label in {gold for gold, _ in judged}:
        right = sum(gold == found == label for gold, found in judged)
        both = sum(gold == label for gold, _ in judged) + sum(f == label for _, f in judged)
        scores.append(2 * right / both)
    return sum(scores) / max(1, len(scores))


def calibration_error(shares: Iterable[float], right: Iterable[bool]) -> float:
    """ECE over ten equal bins: how far the mean share of a bin lies from what is right in it."""
    judged = [
        (min(int(share * 10), 9), share, hit) for share, hit in zip(shares, right, strict=True)
    ]
    error = 0.0
    for at in range(10):
        bin_ = [(share, hit) for where, share, hit in judged if where == at]
        error += abs(sum(share - hit for share, hit in bin_))
    return error / max(1, len(judged))


@cache
def reader() -> Language:
    """The shipped pipeline, loaded once."""
    return load()


@dataclass(frozen=True)
class Coded:
    """What was found in a gold record's sentence, counted."""

    predicted: int
    right: int
    coded: bool
    kind: bool
    actor: bool
    recipient: bool | None
    root: bool
    base: bool
    scores: tuple[tuple[float, bool], ...] = ()
    reasons: tuple[str, ...] = ()


def triple_rows(records: Sequence[GoldRecord]) -> Iterator[Row]:
    """T2 and T6 on the PLOVER gold records."""
    coded = [_coded(record, analysed(record.text, ANY_DAY)) for record in records]
    with_target = [one for one in coded if one.recipient is not None]
    predicted = sum(one.predicted for one in coded)
    yield _share("T2 triple, any recall", [one.right > 0 for one in coded], 0.52, "naive .37")
    yield Row(
        stage=STAGE, measure="T2 triple, precision", n=predicted, floor=0.52,
        figure=sum(one.right for one in coded) / max(1, predicted), peer="PETRARCH2 .41",
    )  # fmt: skip
    yield _share("T2 type, any", [one.kind for one in coded], None, "UP .50")
    yield _share("T2 actor country, any", [one.actor for one in coded], 0.87, "naive .81")
    yield _share(
        "T2 recipient country, any", [bool(one.recipient) for one in with_target], 0.82, "naive .76"
    )
    yield from _abstention_rows(records, coded)
    yield _share("T2 sentences coded", [one.coded for one in coded], None, "PETRARCH2 .49")
    yield Row(
        stage=STAGE, measure="T2 events a sentence", n=len(coded), figure=predicted / len(coded),
        smaller=None,
    )  # fmt: skip
    yield from _score_rows(records, coded)
    yield _share("T6 CAMEO root, any", [one.root for one in coded], 0.70, "")
    yield _share("T6 CAMEO three digits, any", [one.base for one in coded], 0.45, "")


def _score_rows(records: Sequence[GoldRecord], coded: Sequence[Coded]) -> Iterator[Row]:
    """How far scores are probabilities of the type, on the half nobody read."""
    unread = [c for record, c in zip(records, coded, strict=True) if not is_read(record)]
    judged = [pair for one in unread for pair in one.scores]
    yield Row(
        stage=STAGE, measure="T2 calibration error of the score, unread half", n=len(judged),
        figure=calibration_error(*zip(*judged, strict=True)), smaller=True,
    )  # fmt: skip


def _kind_of(reason: str) -> str:
    return "the other voices see another" if reason.startswith("the other voices") else reason


def _abstention_rows(records: Sequence[GoldRecord], coded: Sequence[Coded]) -> Iterator[Row]:
    """Sentences without an event that counts, by the reason of their first candidate."""
    silent = [one for one in coded if not one.coded]
    reasons = Counter(
        one.reasons[0] if one.reasons else "no act, or nobody known" for one in silent
    )
    for reason, count in reasons.most_common():
        yield Row(
            stage=STAGE, measure=f"T2 abstained: {reason}", n=len(records), figure=count,
            smaller=None,
        )  # fmt: skip


def _share(measure: str, hits: Sequence[bool], floor: float | None, peer: str) -> Row:
    low, high = interval(hits, lambda some: sum(some) / len(some))
    return Row(
        stage=STAGE, measure=measure, n=len(hits), figure=sum(hits) / len(hits), floor=floor,
        peer=peer, low=low, high=high,
    )  # fmt: skip


def _coded(record: GoldRecord, report: Report) -> Coded:
    events = [e for e in report.events if _counts(e)]
    sides = [(e, *_countries(e, report)) for e in events]
    actors = {code for _, left, _ in sides for code in left}
    recipients = {code for _, _, right in sides for code in right}
    return Coded(
        predicted=len(events),
        right=sum(_is_right(record, *side) for side in sides),
        coded=bool(events),
        kind=any(e.type == record.type for e in events),
        actor=bool(actors & record.actors),
        recipient=bool(recipients & record.recipients) if record.recipients else None,
        root=any((e.cameo or "")[:2] == record.cameo[:2] for e in events),
        base=any((e.cameo or "")[:3] == record.cameo[:3] for e in events),
        reasons=tuple(_kind_of(e.reason) for e in report.events if e.reason),
        scores=tuple((e.score, e.type == record.type) for e in events if e.score is not None),
    )


def _counts(event: Event) -> bool:
    return not event.candidate and event.factuality in ("actual", "planned")


def _countries(event: Event, report: Report) -> tuple[set[str], set[str]]:
    """Country sets of both sides; one set for both where order is free or no recipient stands."""
    actors = _codes(event.actors, report)
    recipients = _codes(event.recipients, report)
    if event.type in FREE_ORDER or not recipients:
        return actors | recipients, actors | recipients
    return actors, recipients


def _codes(ids: Iterable[str], report: Report) -> set[str]:
    states = {actor.id: actor.iso3 for actor in report.actors}
    found = set()
    for one in ids:
        home = body(one)
        if one.startswith("IGO:"):
            found.add("IGO")
        elif home is not None and home.home:
            found.add(home.home)
        else:
            found.add(OLD_STATES.get(one) or states.get(one) or one)
    return found


def _is_right(record: GoldRecord, event: Event, actors: set[str], recipients: set[str]) -> bool:
    if event.type != record.type or not actors & record.actors:
        return False
    return not record.recipients or bool(recipients & record.recipients)


def span_rows() -> Iterator[Row]:
    """T3: source and target in the CAMEO sentences."""
    found = [score(sentence, reader()) for sentence in read_marked()]
    for at, side in enumerate(("source", "target")):
        scores = [one[at] for one in found]
        yield Row(
            stage=STAGE, measure=f"T3 {side} words, overlap F1", n=len(scores), figure=f1(scores)
        )
        yield _share(f"T3 {side} head found", [one.hit for one in scores], None, "")


def factuality_rows(cases: Sequence[Case], part: str) -> Iterator[Row]:
    """T4: the exact set of actual events, and what did not happen but is found as if it had."""
    found = [(case, analysed(case.text).events) for case in cases]
    exact = [is_exact(case, events) for case, events in found]
    yield _share(f"T4 actual set exact, {part}", exact, 0.80, "none")
    unreal = sum(one.factuality != "actual" for case in cases for one in case.told)
    false = sum(false_actuals(case, events) for case, events in found)
    yield Row(
        stage=STAGE, measure=f"T4 false actual, {part}", n=unreal, figure=false / max(1, unreal),
        floor=0.05, smaller=True,
    )  # fmt: skip
    if "--errors" in sys.argv and part == "looked at":
        _print_errors(found)


def _print_errors(found: Iterable[tuple[Case, tuple[Event, ...]]]) -> None:
    for case, events in found:
        if not is_exact(case, events):
            told = [(e.type, e.actors, e.recipients, e.factuality, e.voices) for e in events]
            print(case.text, told, sep="\n    ")


def main() -> None:
    """Print the table."""
    show(rows())


if __name__ == "__main__":
    main()
