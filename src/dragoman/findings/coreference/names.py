"""Names that stand for one thing whatever the scorer says: a state's, initials, a surname.

The scorer sees which words two phrases share; "America" and "the US" share none. These links are
added only where it takes a name for something new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.knowledge.states import state_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

SMALL = frozenset("the a an this that".split())
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
LONGEST_STATE, LONGEST_WRITTEN_OUT = 5, 8
"""Words of a state's name, and of a name that may be abbreviated."""
SHORTEST, LONGEST = 2, 6
"""Letters of an abbreviation."""


class Name(NamedTuple):
    """What a name can be known by, "" where it cannot.

    state: the id of the one state it names; letters: the capitals of an abbreviation; initials:
    those of a name written out; first and last: of a person's name, `first` only beside another.
    """

    state: str = ""
    letters: str = ""
    initials: str = ""
    first: str = ""
    last: str = ""


NONE = Name()


def name_of(doc: Doc, start: int, end: int, head: int) -> Name:
    """What the name of a phrase can be known by.

    Parts of longer names are not, "Congo" in "Congo River"; they may still name a state.
    """
    while start < end - 1 and doc[start].lower_ in SMALL:
        start += 1
    while end - 1 > start and doc[end - 1].lower_ in POSSESSIVE:
        end -= 1
    person = doc[head].ent_type_ == "PER"
    state = None
    if end - start <= LONGEST_STATE and not person:
        state = state_named(doc[start:end].text)
    code = state.id if state else ""
    if _is_part(doc, start, end, head):
        return Name(state=code)
    first, last = _person(doc, start, end) if person else ("", "")
    return Name(code, _letters(doc, start, end), _initials(doc, start, end), first, last)


def earlier_names(names: Sequence[Name]) -> Iterator[tuple[int, int]]:
    """Each name that goes back to an earlier one by what it is, and the last such one before it."""
    states: dict[str, int] = {}
    letters: dict[str, int] = {}
    initials: dict[str, int] = {}
    persons: dict[str, list[int]] = {}
    for at, name in enumerate(names):
        if name == NONE:
            continue
        alike = [one for one in persons.get(name.last, ()) if _may_be_one(name, names[one])]
        found = [
            states.get(name.state, -1),
            initials.get(name.letters, -1),
            letters.get(name.initials, -1),
            alike[-1] if alike else -1,
        ]
        earlier = next((one for one in found if one >= 0), -1)
        if earlier >= 0:
            yield at, earlier
        for known, key in (
            (states, name.state),
            (letters, name.letters),
            (initials, name.initials),
        ):
            if key:
                known[key] = at
        if name.last:
            persons.setdefault(name.last, []).append(at)


def _may_be_one(one: Name, other: Name) -> bool:
    return not one.first or not other.first or one.first == other.first


def _is_part(doc: Doc, start: int, end: int, head: int) -> bool:
    """Whether the phrase is a piece of a longer name."""
    if not doc[head].ent_type_:
        return False
    first, last = head, head + 1
    while first > 0 and doc[first].ent_iob_ == "I":
        first -= 1
    while last < len(doc) and doc[last].ent_iob_ == "I":
        last += 1
    return last - first > end - start and (first < start or last > end)


def _letters(doc: Doc, start: int, end: int) -> str:
    word = doc[start].text.replace(".", "")
    short = end - start == 1 and word.isalpha() and word.isupper()
    return word if short and SHORTEST <= len(word) <= LONGEST else ""


def _initials(doc: Doc, start: int, end: int) -> str:
    capitals = [token.text[0] for token in doc[start:end] if token.text[:1].isupper()]
    return "".join(capitals) if len(capitals) > 1 and end - start <= LONGEST_WRITTEN_OUT else ""


def _person(doc: Doc, start: int, end: int) -> tuple[str, str]:
    """First and last word of the one person's name in the phrase."""
    words = [token for token in doc[start:end] if token.ent_type_ == "PER"]
    if words[-1].i - words[0].i >= len(words):
        return "", ""
    return words[0].lower_ if len(words) > 1 else "", words[-1].lower_
