"""Persons: by full name, surname, title and name, with the office the text or day gives."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import msgspec

from dragoman.findings.actors.drafts import Draft, Profile, is_state
from dragoman.findings.actors.roles import PRIVATE, is_official, is_past, owners, phrase_words
from dragoman.findings.actors.traps import TITLES
from dragoman.knowledge.persons import person, person_spelt, persons_named
from dragoman.knowledge.states import capital_of, states_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dragoman.findings.actors.drafts import Ledger
    from dragoman.findings.actors.lexicon import Hit

LIFETIME = 25 * 365
"""Days from a term within which a full name still means the person of the table."""

PEOPLES = frozenset(
    "Democrats Republicans Democrat Republican Liberals Conservatives Tories Muslims Christians "
    "Jews Arabs Kurds Sunnis Shiites Shi'ites Islamists Communists Socialists Greens Nazis "
    "Maoists Tamils Rohingya Uyghurs Uighurs Druze Catholics Protestants".split()
)
"""Names of parties and peoples, which the model takes for persons at times."""

SHORT_TITLES = {
    "sen.": "senator", "rep.": "representative", "gov.": "governor", "gen.": "general",
    "lt.": "lieutenant", "col.": "colonel", "adm.": "admiral", "prof.": "professor",
    "dr.": "doctor", "sgt.": "sergeant", "capt.": "captain", "amb.": "ambassador",
}  # fmt: skip
GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "junior", "senior"})
"""What parts a son from a father of the same name."""
DESCRIPTIONS = frozenset({"nmod:desc", "appos", "compound", "nmod:unmarked", "amod"})


def find_people(ledger: Ledger, found: list[Hit]) -> None:
    """Add every person that the article names."""
    book = _Book()
    names = list(_named(ledger, found))
    for start, end, known in names:
        if _is_full(start, end, known):
            _add_full(ledger, book, start, end, known)
    for start, end, _ in names:
        if start not in ledger.taken:
            _add_short(ledger, book, start, end)


class _Book:
    """The persons met so far by their full names, and by each part of a name."""

    def __init__(self) -> None:
        self.parts: dict[str, list[str]] = {}
        self.names: dict[str, str] = {}

    def enter(self, code: str, name: str) -> None:
        self.names.setdefault(_folded(name), code)
        for part in name.split():
            if part.lower() in GENERATIONS:
                continue
            ids = self.parts.setdefault(_folded(part), [])
            if code not in ids:
                ids.append(code)

    def within(self, name: str) -> str | None:
        """The one person whose longer name ends with this one."""
        ending = "-" + _folded(name)
        found = {code for whole, code in self.names.items() if whole.endswith(ending)}
        return found.pop() if len(found) == 1 else None

    def of(self, name: str) -> list[str]:
        whole = self.names.get(_folded(name))
        if whole:
            return [whole]
        *first, last = name.split()
        named_so = bool(first) and last.lower() in GENERATIONS
        ids = self.parts.get(_folded(first[-1] if named_so else last), [])
        younger = [code for code in ids if code.rpartition("-")[2] in GENERATIONS]
        return younger if named_so else [code for code in ids if code not in younger] or ids


def _named(ledger: Ledger, found: list[Hit]) -> Iterator[tuple[int, int, Hit | None]]:
    """Tokens that name a person, by the tables or by the model, left to right."""
    spans: dict[int, tuple[int, int, Hit | None]] = {}
    for hit in found:
        if hit.of("person") or _looks_personal(ledger, hit):
            spans[hit.start] = (hit.start, hit.end, hit)
    covered = {at for start, end, _ in spans.values() for at in range(start, end)}
    for entity in ledger.doc.ents:
        if entity.label_ != "PER" or entity.text in PEOPLES or capital_of(entity.text):
            continue
        start, end = _trimmed(ledger, entity.start, entity.end)
        inside = [span for span in spans.values() if start <= span[0] and span[1] <= end]
        if any(_is_person_within(span, end) for span in inside):
            continue
        if start < end and not any(at in ledger.taken for at in range(start, end)):
            for span in inside:
                del spans[span[0]]
            known = (
                inside[0][2] if inside and (inside[0][0], inside[0][1]) == (start, end) else None
            )
            if inside or not any(at in covered for at in range(start, end)):
                spans[start] = (start, end, known)
    for span in sorted(spans.values(), key=lambda span: span[0]):
        yield _with_generation(ledger, *span)


def _with_generation(
    ledger: Ledger, start: int, end: int, known: Hit | None
) -> tuple[int, int, Hit | None]:
    """The name with the "Jr." behind it, which makes it another person's than the father's."""
    doc = ledger.doc
    at = end + 1 if end < len(doc) and doc[end].text == "," else end
    if at < len(doc) and doc[at].lower_ in GENERATIONS and doc[at].text[:1].isupper():
        return start, at + 1, None
    return start, end, known


def _is_person_within(span: tuple[int, int, Hit | None], end: int) -> bool:
    """Whether a person of the tables fills an entity, be it with more words before or after.

    "Francis Tolentino" is nobody who is known as Francis alone.
    """
    first, last, hit = span
    return hit is not None and bool(hit.of("person")) and (last - first > 1 or last == end)


def _trimmed(ledger: Ledger, start: int, end: int) -> tuple[int, int]:
    """An entity without titles before it and possessives behind it."""
    doc = ledger.doc
    while start < end and (doc[start].lower_ in TITLES or not doc[start].text[:1].isalpha()):
        start += 1
    while end > start and doc[end - 1].lower_ in {"'s", "’s", "'", "’", ",", "."}:
        end -= 1
    return start, end


def _looks_personal(ledger: Ledger, hit: Hit) -> bool:
    """Whether a bare surname of the tables is a person here."""
    token = ledger.doc[hit.start]
    if token.ent_type_ == "PER" or _is_named_in_full(ledger, hit):
        return True
    if token.ent_type_:
        return False
    if token.pos_ != "PROPN":
        return False
    before = ledger.doc[hit.start - 1] if hit.start else None
    if before is not None and (before.lower_ in TITLES or before.lower_.rstrip(".") == "mr"):
        return True
    if before is not None and before.pos_ == "PROPN" and before.head in (token, token.head):
        return False
    return len(hit.text) > 4 and not token.dep_.startswith(("compound", "flat"))


def _is_named_in_full(ledger: Ledger, hit: Hit) -> bool:
    """Whether a surname that the model took for something else stands alone, and its bearer's full
    name is in the article.
    """
    token = ledger.doc[hit.start]
    alone = not _goes_on(ledger, hit) and token.dep_.partition(":")[0] in {"nsubj", "nmod", "obl"}
    someone = (person(code) for code in hit.of("surname"))
    return alone and any(one is not None and one.name in ledger.doc.text for one in someone)


def _goes_on(ledger: Ledger, hit: Hit) -> bool:
    after = ledger.doc[hit.end] if hit.end < len(ledger.doc) else None
    inside = ledger.doc[hit.start].ent_iob_ == "I"
    return inside or (after is not None and (after.ent_iob_ == "I" or after.pos_ == "PROPN"))


def _is_full(start: int, end: int, hit: Hit | None) -> bool:
    return end - start > 1 or (hit is not None and bool(hit.of("person")))


def _add_full(ledger: Ledger, book: _Book, start: int, end: int, hit: Hit | None) -> None:
    name = ledger.doc[start:end].text
    codes = hit.of("person") if hit else ()
    code = _of_the_day(ledger, name, codes) if codes else _known(name, ledger)
    code = code or book.within(name) or book_id(name)
    ledger.add(Draft(start, end, "name", (code,)))
    book.enter(code, name)
    someone = person(code)
    if someone is not None:
        for alias in (someone.surname, someone.name, *someone.aliases):
            book.enter(code, alias)
    else:
        ledger.profiles[code] = Profile(id=code, name=name, kind="person")


def _known(name: str, ledger: Ledger) -> str | None:
    """The person of the tables with that name, when the years fit."""
    found = persons_named(name, ledger.on)
    if len(name.split()) < 2:
        return None
    if not found:
        return _spelt(name, ledger)
    return found[0].id if len(found) == 1 else None


def _spelt(name: str, ledger: Ledger) -> str | None:
    """A person of a state the article names whose name is spelt otherwise in the tables."""
    someone = person_spelt(name, ledger.on)
    if someone is None or not {term.actor for term in someone.terms} & set(ledger.states()):
        return None
    return someone.id


def _of_the_day(ledger: Ledger, name: str, codes: tuple[str, ...]) -> str:
    if ledger.on is None or len(codes) == 1:
        return codes[0]
    return next((one.id for one in persons_named(name, ledger.on) if one.id in codes), codes[0])


def _add_short(ledger: Ledger, book: _Book, start: int, end: int) -> None:
    """Add a surname: of somebody named in full here, else of who held office on the day."""
    name = ledger.doc[start:end].text
    met = book.of(name)
    if met:
        code = _nearest(ledger, met, start)
        ledger.add(Draft(start, end, "name", (code,)))
        return
    found = persons_named(name, ledger.on)
    if not found and is_situated(ledger, start, end):
        return
    if not found:
        code = book_id(name)
        ledger.add(Draft(start, end, "name", (code,)))
        ledger.profiles[code] = Profile(id=code, name=name, kind="person")
        book.enter(code, name)
        return
    chosen = _chosen(ledger, start, end, [one.id for one in found])
    candidates = tuple(one.id for one in found[:5])
    if chosen is None:
        ledger.add(Draft(start, end, "name", (), candidates, "surname of several office holders"))
    else:
        ledger.add(Draft(start, end, "name", (chosen,), candidates[:0]))
        book.enter(chosen, name)


def is_situated(ledger: Ledger, start: int, end: int) -> bool:
    """Whether one unknown word is a place by what stands around it: "in Ica", "Ica, Peru"."""
    doc = ledger.doc
    if end - start > 1:
        return False
    before = doc[start - 1] if start else None
    inside = before is not None and before.lower_ == "in" and before.head.i == start
    owner = doc[end + 1] if end + 1 < len(doc) and doc[end].text == "," else None
    return inside or (owner is not None and bool(states_named(owner.text)))


def _nearest(ledger: Ledger, codes: list[str], start: int) -> str:
    """The one of several namesakes whose mention comes last before a token, else the first."""
    if len(codes) == 1:
        return codes[0]
    for draft in ledger.before(start):
        if draft.ids and draft.ids[0] in codes:
            return draft.ids[0]
    return codes[0]


def _chosen(ledger: Ledger, start: int, end: int, codes: list[str]) -> str | None:
    """Who a surname means on the day: by the state in the title, else by the highest office."""
    head = ledger.doc[start:end].root
    on = ledger.on
    if on is None:
        return codes[0] if len(codes) == 1 else None
    owned = {owner for noun in _described(head) for owner in owners(noun, ledger)}
    present = owned or set(ledger.states())
    ranked: list[tuple[int, int, str]] = []
    for code in codes:
        someone = person(code)
        held = someone.terms_on(on) if someone else ()
        if held:
            ranked.append((0 if held[0].actor in present else 1, held[0].rank, code))
    ranked.sort()
    if not ranked:
        return codes[0] if len(codes) == 1 else None
    if len(ranked) > 1 and ranked[0][:2] == ranked[1][:2]:
        return None
    return ranked[0][2]


def book_id(name: str) -> str:
    """The id of a person or body that no table holds, from its name.

    >>> book_id("Lim Eul-chul")
    'person:lim-eul-chul'
    """
    return "person:" + slug(name)


def slug(name: str) -> str:
    """A name in the letters that ids are written in."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-") or "unnamed"


def _folded(name: str) -> str:
    return slug(name.removeprefix("al-"))


def describe_people(ledger: Ledger) -> None:
    """Give persons the office and state that the words around their names say."""
    for draft in ledger.drafts:
        if draft.kind == "name" and len(draft.ids) == 1 and draft.ids[0].startswith("person:"):
            head = draft.head(ledger.doc)
            draft.keys = tuple(noun.i for noun in _described(head) if _stands_for(head, noun))
            for noun in _described(head):
                title = SHORT_TITLES.get(noun.lower_, noun.lemma_.lower())
                ledger.titles.setdefault(draft.ids[0], set()).add(title)
                _describe(ledger, draft.ids[0], noun)


def _stands_for(head: Token, noun: Token) -> bool:
    return noun == head.head and noun.dep_ != "root"


def _described(head: Token) -> Iterator[Token]:
    """The nouns that say what the person at a name is: titles, appositions, what it is flat to."""
    yield from (child for child in head.children if child.dep_ in DESCRIPTIONS and _is_noun(child))
    if head.dep_ in {"appos", "flat"} and _is_noun(head.head):
        yield head.head


def _is_noun(token: Token) -> bool:
    return token.pos_ in {"NOUN", "PROPN"} and token.ent_type_ != "PER"


def _describe(ledger: Ledger, code: str, noun: Token) -> None:
    profile = ledger.profiles[code]
    if profile.reason == "described" or is_past(noun):
        return
    lemma = noun.lemma_.lower()
    if lemma in PRIVATE or not is_official(noun):
        return
    owned = owners(noun, ledger) or _owned_by_the_name(noun, ledger)
    if not owned:
        return
    known = person(code)
    office = " ".join(phrase_words(noun))
    if known is not None and profile.office is not None:
        return
    acts = owned[0]
    ledger.profiles[code] = msgspec.structs.replace(
        profile,
        iso3=acts if len(acts) == 3 else None,
        office=office,
        codes={} if len(acts) == 3 and is_state(acts) else {"acts_for": acts},
        reason="described",
    )


def _owned_by_the_name(noun: Token, ledger: Ledger) -> tuple[str, ...]:
    """The state when the tree hangs it on the name: "Iran's Foreign Minister X"."""
    return owners(noun.head, ledger) if noun.dep_ in {"nmod:desc", "compound"} else ()
