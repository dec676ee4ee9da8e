"""Where an article names a place: names of our tables, and what the entity labels call a place."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.places.sites import Site, begins_a_name, is_abbreviation, sites_named
from dragoman.knowledge.organisations import bodies_named
from dragoman.knowledge.persons import persons_named
from dragoman.knowledge.states import demonyms, seats_named, states_named

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Doc, Token

LONGEST_NAME = 8  # tokens
PLACE_LABELS = frozenset({"LOC", "GPE", "FAC"})
LEADS = frozenset(
    "in at near from to into outside around across toward towards through throughout within of"
    " between via over off inside beyond and visit visits visited visiting tour toured reached"
    " leave leaves left leaving entered".split()
)
"""Words that lead to a place; some are verbs."""
LOCATIVES = frozenset(
    "in at near from to into outside around across inside throughout between".split()
)
FEATURES = frozenset(
    "Sea Ocean Gulf Strait Straits Peninsula River Bay Lake Canal Heights Mountains Mountain Desert"
    " Valley Island Islands Channel Basin Delta Plateau".split()
)
AREAS = frozenset("County Province Island Islands".split())
LANDSCAPE = FEATURES | AREAS
CONTINENTS = frozenset(
    "Europe Asia Africa Oceania Antarctica Eurasia Atlantic Pacific Arctic Balkans Caucasus"
    " Scandinavia Caribbean Sahel Levant".split()
) | {"North America", "South America", "Latin America", "Central America", "Middle East"}
STATE_LABELS = frozenset({"ORG", "MISC"})
LARGE = 300  # thousands: a city of this size is meant by its name more often than a person
CAPITAL_LINKS = frozenset("-".split())
ORGANISATION_WORDS = frozenset(
    "Times Post Journal University Tech Bank Herald Tribune Institute College United City Rangers"
    " Airlines Airways Telecom Telegraph Inc Corp Ltd Plc Games Olympics".split()
)
NAMED_AFTER = frozenset("University Bank Republic Church Institute College Museum".split())
PERSONS_TOO = frozenset(
    "Jordan Chad Israel Georgia Paris Florence Victoria Charlotte Austin Dallas Houston Lincoln"
    " Jackson Washington Sydney Adelaide Madison Lima Kent Dakar Santiago Nancy Chester Raleigh"
    " Kim Lee Bush Sale Male Nice Reading Split Van Mobile Orange Most Ho Hull Bath Ye Ali Chu"
    " Salem Cleveland Montgomery Carson Clinton Warren Troy Aurora Savannah Brooklyn Carolina"
    " Virginia Vernon Douglas".split()
)
"""Names that people bear, or that are ordinary words: a preposition or a label must speak."""


class Named(NamedTuple):
    """Tokens i up to j that name one of these places, none when only a label says so."""

    i: int
    j: int
    sites: tuple[Site, ...]


class _Words:
    """The text of any run of tokens, without a `Span` for each."""

    def __init__(self, doc: Doc) -> None:
        self.text = doc.text
        self.starts = [token.idx for token in doc]
        self.ends = [token.idx + len(token) for token in doc]

    def between(self, i: int, j: int) -> str:
        """The text of tokens i up to j."""
        return self.text[self.starts[i] : self.ends[j - 1]]


def mentions_of(doc: Doc, on: date | None = None) -> Iterator[Named]:
    """The places named in the doc in text order, the longest name at each token."""
    labelled = doc.has_annotation("ENT_IOB") and any(token.ent_type_ for token in doc)
    people = _surnames(doc)
    last: Named | None = None
    words = _Words(doc)
    at = 0
    while at < len(doc):
        feature = _feature(doc, at, words)
        found = feature or _known(doc, at, on, words) or (_labelled(doc, at) if labelled else None)
        sure = found is not None and (found is feature or _qualifies(doc, last, found))
        if found is None or not (sure or _is_place(doc, found, people, labelled=labelled)):
            at = _next(doc, at)
            continue
        yield found
        last, at = found, found.j


def _qualifies(doc: Doc, last: Named | None, found: Named) -> bool:
    """Whether only a comma parts an area from the place before: `Birmingham, England`."""
    beside = last is not None and found.i == last.j + 1 and doc[last.j].text == ","
    return beside and any(site.kind in ("state", "region") for site in found.sites)


def _next(doc: Doc, at: int) -> int:
    """One token on, or past a labelled entity that is no place."""
    token = doc[at]
    if token.ent_type_ and token.ent_type_ not in PLACE_LABELS and token.ent_iob_ == "B":
        at += 1
        while at < len(doc) and doc[at].ent_iob_ == "I":
            at += 1
        return at
    return at + 1


def _feature(doc: Doc, at: int, words: _Words) -> Named | None:
    """A sea, a continent, a county: `South China Sea`, `Europe`; whose it is is not said."""
    token = doc[at]
    if not token.text[0].isupper() or (at and doc[at - 1].text in CAPITAL_LINKS):
        return None
    if token.text in FEATURES and at + 2 < len(doc) and doc[at + 1].lower_ == "of":
        end = _capitalised(doc, at + 2)
        return Named(at, end, ()) if end > at + 2 else None
    for length in (2, 1):
        continent = words.between(at, min(at + length, len(doc))) in CONTINENTS
        if continent and not _is_flanked(None, _after(doc, at + length)):
            return Named(at, at + length, ())
    end = _capitalised(doc, at)
    while end > at + 1 and doc[end - 1].text not in LANDSCAPE:
        end -= 1
    if end <= at + 1 or token.is_stop or sites_named(words.between(at, end)):
        return None
    return Named(at, end, ())


def _capitalised(doc: Doc, at: int) -> int:
    """The end of a run of capitalised words, four at most."""
    end = at
    while end < min(at + 4, len(doc)) and doc[end].text[0].isupper() and doc[end].is_alpha:
        end += 1
    return end


def _known(doc: Doc, at: int, on: date | None, words: _Words) -> Named | None:
    first = doc[at].text
    if not first[0].isupper() or not (first.lower() == "the" or begins_a_name(first)):
        return None
    for length in range(min(LONGEST_NAME, len(doc) - at), 0, -1):
        if not doc[at + length - 1].text[0].isalnum() and length > 1:
            continue
        name = words.between(at, at + length)
        sites = sites_named(name, on)
        if first.lower() == "the":  # The Hague bears its article, the Netherlands does not
            sites = tuple(site for site in sites if site.kind in ("city", "capital"))
        if length == 1 and _is_piece(doc, at):
            return None
        if sites and len(name) > 1:
            short = is_abbreviation(name) and not any(site.kind != "region" for site in sites)
            return None if short and not _follows_place(doc, at) else Named(at, at + length, sites)
    return None


PARTICLES = frozenset(
    "san santa santo são sao saint st la las los el al de port fort mount lake puerto villa".split()
)
AREA_WORDS = frozenset(("canton", "county", "district", "province", "department", "parish"))


def _is_piece(doc: Doc, at: int) -> bool:
    """Whether a word that is a city elsewhere belongs to a longer name: `San Isidro`,
    `Sabanetas Canton`.
    """
    word, before, after = doc[at].lower_, _before(doc, at), _after(doc, at + 1)
    if word in PARTICLES:
        return after is not None and after.is_alpha and after.text[0].isupper()
    return word in AREA_WORDS and before is not None and before.text[0].isupper()


def _follows_place(doc: Doc, at: int) -> bool:
    """Whether a comma and a name stand before: `Birmingham, Ala.`"""
    return at >= 2 and doc[at - 1].text == "," and doc[at - 2].text[0].isupper()


def _labelled(doc: Doc, at: int) -> Named | None:
    """A place by its label alone."""
    token = doc[at]
    if token.ent_type_ not in PLACE_LABELS or token.ent_iob_ != "B":
        return None
    end = at + 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    return Named(at, end, ()) if token.text[0].isupper() else None


def _is_place(doc: Doc, found: Named, people: frozenset[str], *, labelled: bool) -> bool:
    first = doc[found.i]
    if first.pos_ in ("NOUN", "VERB", "ADJ", "ADV") and found.j == found.i + 1:
        return False
    labels = {token.ent_type_ for token in doc[found.i : found.j]} - {""}
    if labels & PLACE_LABELS:
        return labels <= PLACE_LABELS and _is_sure(doc, found, people)
    state = bool(found.sites) and found.sites[0].kind in ("state", "former_state")
    if labels:  # a state is often labelled as the organisation it is
        return state and labels <= STATE_LABELS and _is_whole_entity(doc, found)
    if labelled and not state and doc[found.i : found.j].text not in CONTINENTS:
        return False
    return _looks_like_place(doc, found, people)


def _is_sure(doc: Doc, found: Named, people: frozenset[str]) -> bool:
    """Whether a label of place can be believed: of unknown names and of those that people bear."""
    name = doc[found.i : found.j].text
    if found.sites and name not in PERSONS_TOO:
        return True
    if _is_something_else(name):
        return False
    if _is_located(doc, found) or name in CONTINENTS or name.split()[-1] in AREAS:
        return True
    if not found.sites:
        return _is_located_elsewhere(doc, found)
    return name not in people and (
        found.sites[0].kind in ("state", "region") or found.sites[0].people >= LARGE
    )


def _is_whole_entity(doc: Doc, found: Named) -> bool:
    """Whether the labelled entity is the name and no more."""
    ends = found.j == len(doc) or doc[found.j].ent_iob_ != "I"
    return doc[found.i].ent_iob_ == "B" and ends


def _is_located(doc: Doc, found: Named) -> bool:
    """Whether a preposition of place leads to it: `in the Beqaa`."""
    at = found.i - 1
    while at >= 0 and (doc[at].lower_ == "the" or doc[at].pos_ == "ADJ"):
        at -= 1
    return at >= 0 and doc[at].lower_ in LOCATIVES


def _is_located_elsewhere(doc: Doc, found: Named) -> bool:
    """Whether the same name stands behind a preposition of place somewhere in the article."""
    words = [token.text for token in doc[found.i : found.j]]
    return any(
        doc[at].text == words[0]
        and [token.text for token in doc[at : at + len(words)]] == words
        and _is_located(doc, Named(at, at + len(words), ()))
        for at in range(len(doc))
    )


def _is_something_else(name: str) -> bool:
    """An organisation, a people or a person that a label took for a place."""
    if states_named(name):
        return False
    others = bodies_named(name) or persons_named(name) or demonyms(name) or seats_named(name)
    return bool(others) or "-" in name


def _looks_like_place(doc: Doc, found: Named, people: frozenset[str]) -> bool:
    """Without a label: by its neighbours and by how well known the place is."""
    before, after = _before(doc, found.i), _after(doc, found.j)
    led = before is not None and before.lower_ in LEADS
    name = doc[found.i : found.j].text
    if after is not None and after.text in ORGANISATION_WORDS:
        return False
    if led and found.i >= 2 and doc[found.i - 2].text in NAMED_AFTER:
        return False
    state = found.sites[0].kind in ("state", "former_state")
    if name in people or (name in PERSONS_TOO and not state):
        return led or _is_qualified(doc, found)
    if name in PERSONS_TOO:
        return led or not _is_flanked(before, after)
    return (
        state
        or led
        or _is_qualified(doc, found)
        or (found.sites[0].kind == "capital" and not _is_flanked(before, after))
    )


def _is_qualified(doc: Doc, found: Named) -> bool:
    """`Paris, Texas`."""
    after = _after(doc, found.j)
    return (
        after is not None
        and after.text == ","
        and found.j + 1 < len(doc)
        and bool(sites_named(doc[found.j + 1].text.rstrip(".")))
    )


def _is_flanked(before: Token | None, after: Token | None) -> bool:
    """Whether it stands beside another capitalised word, as part of a longer name."""
    return any(
        one is not None and one.text[0].isupper() and one.is_alpha and not one.is_stop
        for one in (before, after)
    )


def _before(doc: Doc, at: int) -> Token | None:
    return doc[at - 1] if at else None


def _after(doc: Doc, at: int) -> Token | None:
    return doc[at] if at < len(doc) else None


def _surnames(doc: Doc) -> frozenset[str]:
    """Names that end a two-part name somewhere: after `Michael Jordan`, `Jordan` is he."""
    found = set()
    for token in doc[1:]:
        first = token.nbor(-1)
        if token.text not in PERSONS_TOO or not first.text[:1].isupper():
            continue
        if first.is_alpha and not first.is_stop and first.lower_ not in LEADS:
            found.add(token.text)
    return frozenset(found)
