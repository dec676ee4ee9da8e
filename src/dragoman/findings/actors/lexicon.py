"""Every name the knowledge tables hold, ready to be looked up at a token of an article."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

import msgspec

from dragoman.knowledge.organisations import bodies
from dragoman.knowledge.persons import persons, written_names
from dragoman.knowledge.states import name_forms, name_key, seat_names, seats_named
from dragoman.knowledge.tables import rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Doc

EntryKind = Literal[
    "name", "adjective", "people", "capital", "seat", "body", "person", "surname", "phrase"
]

NO_NAME = frozenset({"PRON", "DET", "AUX", "CCONJ", "SCONJ"})
"""Words that begin no name, also where capitals make them look like one."""
SHORT = 5
"""Letters from which a capitalised word is a name whatever its tag."""
WORD = re.compile(r"(?:[^\W_]\.)+|[^\W_]+|'s\b|[^\w\s]")
LONGEST = 11
"""Tokens in the longest name of the tables, points and hyphens counted."""


class Entry(msgspec.Struct, frozen=True):
    """What a name can stand for; a `phrase` only keeps its words from being read as names."""

    kind: EntryKind
    id: str


class Hit(msgspec.Struct, frozen=True):
    """Tokens `start` to `end` (half-open) that spell a known name, and what it can stand for."""

    start: int
    end: int
    text: str
    entries: tuple[Entry, ...]

    def of(self, *kinds: EntryKind) -> tuple[str, ...]:
        """The ids the name stands for in these ways."""
        return tuple(entry.id for entry in self.entries if entry.kind in kinds)


def hits(doc: Doc) -> Iterator[Hit]:
    """The known names of a doc, the longest at each place, left to right, none overlapping."""
    text = doc.text.replace("’", "'").replace("‘", "'")
    starts = [token.idx for token in doc]
    ends = [token.idx + len(token) for token in doc]
    capitals = _in_capitals(doc)
    at = 0
    while at < len(doc):
        if doc[at].pos_ in NO_NAME and (capitals[at] or len(doc[at]) < SHORT):
            at += 1
            continue
        found = _longest(text, starts, ends, at)
        if found is None and capitals[at]:
            found = _longest(text, starts, ends, at, _in_upper_case())
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def names_in(text: str) -> Iterator[Hit]:
    """The same in a plain text; `start` and `end` count its characters."""
    text = text.replace("’", "'").replace("‘", "'")
    words = list(WORD.finditer(text))
    starts, ends = [word.start() for word in words], [word.end() for word in words]
    at = 0
    while at < len(words):
        found = _longest(text, starts, ends, at)
        if found is None and text[starts[at] : ends[at]].isupper():
            found = _longest(text, starts, ends, at, _in_upper_case())
        if found is None:
            at += 1
        else:
            yield Hit(starts[at], ends[found.end - 1], found.text, found.entries)
            at = found.end


def _longest(
    text: str,
    starts: list[int],
    ends: list[int],
    at: int,
    names: Mapping[str, tuple[Entry, ...]] | None = None,
) -> Hit | None:
    names = lexicon() if names is None else names
    start = starts[at]
    if text[start : start + 3] not in _openings():
        return None
    for end in range(min(at + LONGEST, len(ends)), at, -1):
        entries = names.get(text[start : ends[end - 1]])
        if entries is not None:
            return Hit(at, end, text[start : ends[end - 1]], entries)
    return None


def _in_capitals(doc: Doc) -> list[bool]:
    """Whether each token stands in a sentence that is printed in capitals."""
    flags: list[bool] = []
    for sentence in doc.sents:
        letters = [letter for letter in sentence.text if letter.isalpha()]
        upper = sum(letter.isupper() for letter in letters)
        flags += [len(letters) > 8 and upper > 0.9 * len(letters)] * len(sentence)
    return flags


@cache
def lexicon() -> Mapping[str, tuple[Entry, ...]]:
    """Every name with what it can stand for."""
    names: dict[str, dict[Entry, None]] = {}
    for key, entry in _entries():
        names.setdefault(key, {})[entry] = None
    return {key: tuple(found) for key, found in names.items()}


@cache
def _in_upper_case() -> Mapping[str, tuple[Entry, ...]]:
    return {key.upper(): found for key, found in lexicon().items() if len(key) > 3}


@cache
def _openings() -> frozenset[str]:
    keys = [*lexicon(), *_in_upper_case()]
    return frozenset(key[:3] for key in keys) | frozenset(key + " " for key in keys if len(key) < 3)


def _entries() -> Iterator[tuple[str, Entry]]:
    for key, forms in name_forms().items():
        for form in forms:
            yield key, Entry(form.form, form.state)
    for key in seat_names():
        for seat in seats_named(key):
            yield key, Entry("seat", seat.actor)
    for one in bodies():
        for name in (one.name, *one.aliases):
            yield name_key(name), Entry("body", one.id)
    for someone in persons().values():
        full = {someone.name, *someone.aliases}
        for name in written_names(someone):
            yield name_key(name), Entry("person" if name in full else "surname", someone.id)
    for row in rows("phrases.csv"):
        yield row["phrase"], Entry("phrase", row["stands_for"])
