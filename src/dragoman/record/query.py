"""The query language: words, "phrases", OR, -not, brackets, and fields.

    pact "mutual defence" speaker:CHN -type:PROTEST (from:2024-06-01 to:2024-06-30) OR publisher:X

Words that stand side by side must all be there. OR binds weaker than standing side by side, `-`
binds strongest. A query is parsed into a tree and never passed on as it was written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import msgspec

from dragoman.errors import DateError, QueryError
from dragoman.record.words import searchable
from dragoman.schema.dates import day_of
from dragoman.schema.findings import EventType, StatementAct

if TYPE_CHECKING:
    from collections.abc import Sequence

FIELDS = {
    "actor": "id or name of an actor",
    "speaker": "id or name of who says something",
    "type": "PLOVER type of an event",
    "act": "what a statement does: say, deny, accuse …",
    "from": "first day, YYYY-MM-DD, YYYY-MM or YYYY",
    "to": "last day, likewise",
    "publisher": "who published the report",
    "language": "ISO 639 code",
}
"""The fields of a query and what they ask for."""

MAX_LENGTH = 2_000
"""Characters of a query; people write some dozens."""

MAX_DEPTH = 20
"""Brackets inside brackets."""


class Words(msgspec.Struct, frozen=True, tag=True):
    """A word, or several in this order, already in the form that is indexed."""

    text: str


class Field(msgspec.Struct, frozen=True, tag=True):
    """A field and its value; days are whole days."""

    name: str
    value: str


class All(msgspec.Struct, frozen=True, tag=True):
    """Every part must hold."""

    parts: tuple[Node, ...]


class Some(msgspec.Struct, frozen=True, tag=True):
    """At least one part must hold."""

    parts: tuple[Node, ...]


class Not(msgspec.Struct, frozen=True, tag=True):
    """The part must not hold."""

    part: Node


Node = Words | Field | All | Some | Not

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<open>-?\()|(?P<close>\))
    | (?P<field>-?[a-z]+:(?=[^\s:]))(?:"(?P<quoted>[^"]*)"|(?P<bare>[^\s()"]+))
    | (?P<phrase>-?"[^"]*")|(?P<unclosed>-?")
    | (?P<word>[^\s()"]+)
    )""",
    re.VERBOSE,
)


class _Token(msgspec.Struct, frozen=True):
    kind: str
    text: str
    value: str
    place: int

    @property
    def negated(self) -> bool:
        """Whether a minus stands before it."""
        return self.text.startswith("-") and len(self.text) > 1


def parse(query: str) -> Node:
    """The tree of a query; raises QueryError with the place and what was expected there.

    >>> parse('pact -actor:RUS')
    All(parts=(Words(text='pact'), Not(part=Field(name='actor', value='RUS'))))
    """
    if len(query) > MAX_LENGTH:
        raise QueryError(f"query has {len(query):,} characters; at most {MAX_LENGTH:,} are read")
    tokens = _tokens_of(query)
    if not tokens:
        raise QueryError("query is empty; give a word, a phrase or a field such as actor:RUS")
    parser = _Parser(tokens, len(query))
    node = parser.some(0)
    if parser.at < len(tokens):
        raise _wrong(tokens[parser.at].place, "a closing bracket without an opening one")
    return node


class _Parser:
    """Reads tokens from left to right; `at` is the next one."""

    def __init__(self, tokens: Sequence[_Token], end: int) -> None:
        self.tokens = tokens
        self.end = end
        self.at = 0

    def next(self) -> _Token | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def some(self, depth: int) -> Node:
        parts = [self.all(depth)]
        while (token := self.next()) and token.kind == "word" and token.text == "OR":
            self.at += 1
            parts.append(self.all(depth))
        return parts[0] if len(parts) == 1 else Some(tuple(parts))

    def all(self, depth: int) -> Node:
        parts: list[Node] = []
        while (token := self.next()) and token.kind != "close" and token.text != "OR":
            parts.append(self.one(token, depth))
        if not parts:
            place = token.place if token else self.end
            raise _wrong(place, "nothing here; a word, phrase, field or bracket was expected")
        return parts[0] if len(parts) == 1 else All(tuple(parts))

    def one(self, token: _Token, depth: int) -> Node:
        self.at += 1
        if token.kind != "open":
            node = _leaf(token)
        elif depth >= MAX_DEPTH:
            raise _wrong(token.place, f"more than {MAX_DEPTH} brackets inside each other")
        else:
            node = self.some(depth + 1)
            if self.next() is None:
                raise _wrong(token.place, "a bracket that is never closed")
            self.at += 1
        return Not(node) if token.negated else node


def _tokens_of(query: str) -> list[_Token]:
    tokens: list[_Token] = []
    at = 0
    while query[at:].strip():
        found = _TOKEN.match(query, at)
        assert found is not None, query[at:]  # `word` takes whatever the others leave
        kind = found.lastgroup or ""
        if kind in ("quoted", "bare"):
            kind = "field"
        value = found["quoted"] if found["quoted"] is not None else found["bare"] or ""
        tokens.append(_Token(kind, found[kind], value, found.start(kind)))
        at = found.end()
    return tokens


def _leaf(token: _Token) -> Node:
    if token.kind == "unclosed":
        raise _wrong(token.place, "a quotation mark that is never closed")
    if token.kind == "field":
        return _field(token)
    text = searchable(token.text)
    if not text:
        raise _wrong(token.place, f"no letter or digit in {token.text!r}")
    return Words(text)


def _field(token: _Token) -> Field:
    name = token.text.lstrip("-").rstrip(":")
    value = token.value.strip()
    if name not in FIELDS:
        raise _wrong(token.place, f"no field {name!r}; there are {', '.join(FIELDS)}")
    if not value:
        raise _wrong(token.place, f"field {name} has no value; {FIELDS[name]} was expected")
    if name in ("from", "to"):
        return Field(name, _day(value, token.place, last=name == "to"))
    if name == "type":
        return Field(name, _one_of(value.upper(), get_args(EventType), token.place))
    if name == "act":
        return Field(name, _one_of(value.lower(), get_args(StatementAct), token.place))
    return Field(name, value)


def _one_of(value: str, known: Sequence[str], place: int) -> str:
    if value not in known:
        raise _wrong(place, f"no {value!r} is known; there are {', '.join(known)}")
    return value


def _day(value: str, place: int, *, last: bool) -> str:
    """A day; the first or last of a month or year is completed."""
    ends = ("", "-12-31", "-31") if last else ("", "-01-01", "-01")
    if re.fullmatch(r"\d{4}", value):
        return value + ends[1]
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", value):
        return value + ends[2]  # compared as text, so that 31 is past the end of any month
    try:
        return day_of(value).isoformat()
    except DateError as error:
        raise _wrong(place, f"{value!r} is no day; YYYY-MM-DD was expected") from error


def _wrong(place: int, said: str) -> QueryError:
    return QueryError(f"query, character {place + 1}: {said}")
