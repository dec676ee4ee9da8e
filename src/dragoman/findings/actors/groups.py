"""Groups: "both countries", "the two leaders", "either side", "they" after two names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import Draft, acts_for, is_state

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from dragoman.findings.actors.drafts import Ledger

    Kind = Callable[[Ledger, str], str | None]

NUMBERS = {
    "two": 2,
    "both": 2,
    "either": 2,
    "neither": 2,
    "pair": 2,
    "three": 3,
    "four": 4,
    "2": 2,
    "3": 3,
}
STATES = frozenset(
    "country kingdom giant nation state side government neighbor neighbour ally rival party "
    "capital power neighbors republic adversary foe enemy superpower partner army military "
    "people".split()
)
PARTIES = frozenset(
    "side party rival ally foe adversary enemy organisation organization bloc body".split()
)
"""Words for members that may also be bodies of states or armed groups."""
HEADS = frozenset({"leader", "president", "premier", "minister"})
"""Those who meet in pairs, so that "the leaders" are two when two were named."""
PERSONS = frozenset(
    "leader president man minister premier politician diplomat official counterpart head "
    "statesman woman chief envoy general negotiator".split()
)
REACH = 6
"""Sentences back within which the members of a group are looked for."""


def members_before(ledger: Ledger, token: Token) -> tuple[str, ...]:
    """The two persons that the subject "they" goes back to, named together just before."""
    if token.dep_ != "nsubj":
        return ()
    return _together(ledger, token, 2, _person, reach=2) or ()


def find_groups(ledger: Ledger) -> None:
    """Add the mentions that stand for several actors named before."""
    for token in list(ledger.doc):
        if token.i in ledger.taken:
            continue
        size = _size(token)
        if size is None:
            continue
        members = _members(ledger, token, size)
        start, end = _extent(token)
        if members:
            ledger.add(Draft(start, end, "nominal", members, plural=True))
        else:
            ledger.add(
                Draft(start, end, "nominal", (), reason="group of unknown members", plural=True)
            )


def _extent(token: Token) -> tuple[int, int]:
    lefts = [
        child.i
        for child in token.lefts
        if child.dep_ in {"det", "nummod", "amod", "det:predet", "cc:preconj"}
    ]
    return min([token.i, *lefts]), token.i + 1


def _size(token: Token) -> int | None:
    """How many actors a group word promises; None when the token heads no group."""
    lemma = token.lemma_.lower()
    if lemma in NUMBERS and _stands_alone(token):
        return NUMBERS[lemma]
    if lemma in {"both", "neither", "either"} and token.dep_.startswith(("nsubj", "obj", "obl")):
        return 2 if token.pos_ in {"PRON", "DET"} else None
    if lemma in {"pair", "duo"} and any(child.lower_ == "the" for child in token.lefts):
        return None if any(child.dep_ == "nmod" for child in token.children) else 2
    if lemma not in STATES | PERSONS | PARTIES or any(
        child.dep_ in {"nmod:poss", "nmod"} for child in token.children
    ):
        return None
    words = [child.lower_ for child in token.lefts]
    for word in words:
        if word in NUMBERS:
            return _counted(token, words, NUMBERS[word])
    return 2 if lemma in HEADS and words == ["the"] and token.lower_ != lemma else None


def _stands_alone(token: Token) -> bool:
    """Whether a number is used as a noun: "between the two", "the pair"."""
    before = token.nbor(-1).lower_ if token.i else ""
    governs = any(child.dep_ in {"nmod", "compound"} for child in token.children)
    return before == "the" and token.dep_ not in {"nummod", "compound"} and not governs


def _counted(token: Token, words: list[str], number: int) -> int | None:
    definite = {"the", "both", "either", "neither", "these", "those"} & set(words)
    if not definite or (token.lower_ == "people" and "both" not in words):
        return None
    return number


def _members(ledger: Ledger, token: Token, size: int) -> tuple[str, ...]:
    """The actors of the right kind that were named together, or last, before the group."""
    kinds = _kinds(token.lemma_.lower())
    for kind in kinds:
        found = _together(ledger, token, size, kind)
        if found is None:
            return ()
        if found:
            return found
    return _latest(ledger, token, size, _state if _state in kinds else kinds[0])


def _kinds(lemma: str) -> tuple[Kind, ...]:
    """The kinds of actor a group word may stand for, the likeliest first."""
    if lemma in PERSONS:
        return (_person,)
    if lemma in PARTIES:
        return (_state, _party)
    return (_state,) if lemma in STATES else (_person, _state, _party)


def _person(_: Ledger, code: str) -> str | None:
    return code if code.startswith("person:") else None


def _state(ledger: Ledger, code: str) -> str | None:
    profile = ledger.profiles[code]
    return code if is_state(code) else acts_for(profile) if profile.kind == "person" else None


def _party(ledger: Ledger, code: str) -> str | None:
    return code if code.startswith(("IGO:", "group:")) else _state(ledger, code)


def _together(
    ledger: Ledger, token: Token, size: int, kind: Kind, reach: int = REACH
) -> tuple[str, ...] | None:
    """Members that one sentence names in coordination or alone, nearest first.

    None when the nearest only meet in a sentence ("A accused C") and others were joined before
    ("A and B"): either pair may be meant.
    """
    met: tuple[str, ...] = ()
    for start, end in _sentences_before(ledger, token)[:reach]:
        joined = _coordinated(ledger, start, end, size, kind)
        if joined and met and set(joined) != set(met):
            return None
        if joined:
            return met or joined
        found: list[str] = []
        for draft in ledger.drafts:
            if start <= draft.start and draft.end <= end and draft.kind != "demonym":
                found += [one for code in draft.ids if (one := kind(ledger, code)) is not None]
        members = tuple(dict.fromkeys(found))
        if len(members) == size and not met:
            met = members
    return met


def _coordinated(ledger: Ledger, start: int, end: int, size: int, kind: Kind) -> tuple[str, ...]:
    for draft in sorted(ledger.drafts, key=lambda one: -one.start):
        if not (start <= draft.start and draft.end <= end):
            continue
        head = draft.head(ledger.doc)
        chain = [head, *(other for other in head.conjuncts)]
        found: list[str] = []
        for one in sorted(chain, key=lambda other: other.i):
            other = ledger.at(one)
            ids = other.ids if other is not None else ()
            found += [code for code in (kind(ledger, member) for member in ids) if code]
        members = tuple(dict.fromkeys(found))
        if len(members) == size:
            return members
    return ()


def _sentences_before(ledger: Ledger, token: Token) -> list[tuple[int, int]]:
    """The stretch of the sentence before the token, then the sentences before it, nearest first."""
    stretches = [(token.sent.start, token.i)]
    earlier = [(sent.start, sent.end) for sent in ledger.doc.sents if sent.end <= token.sent.start]
    return [*stretches, *reversed(earlier[-REACH:])]


def _latest(ledger: Ledger, token: Token, size: int, kind: Kind) -> tuple[str, ...]:
    """The last distinct members named before, in text order; none when there are too few."""
    found: list[str] = []
    floor = _sentences_before(ledger, token)[-1][0]
    for draft in ledger.before(token.i):
        if draft.start < floor or len(found) >= size:
            break
        if len(draft.ids) != 1:
            continue
        code = kind(ledger, draft.ids[0])
        if code is not None and code not in found:
            found.append(code)
    return tuple(reversed(found)) if len(found) == size else ()
