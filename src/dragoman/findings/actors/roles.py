"""What the words around a name or before a head noun say of somebody's office and state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import acts_for
from dragoman.knowledge.persons import leader_of, office_holder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Token

    from dragoman.findings.actors.drafts import Ledger

OFFICIALS = frozenset(
    "president minister premier chancellor king queen emperor sultan emir monarch pope leader "
    "ruler dictator strongman prince princess vice-president secretary undersecretary "
    "ambassador envoy diplomat spokesman spokeswoman spokesperson official officer general "
    "admiral marshal commander colonel major captain senator lawmaker legislator congressman "
    "congresswoman representative deputy parliamentarian mp speaker governor negotiator adviser "
    "advisor aide chief director head prosecutor judge minister counsellor councillor "
    "commissioner consul attaché attache delegate delegation chairman chairwoman chair "
    "inspector counterpart politburo foreign cabinet soldier taoiseach ayatollah shah tsar czar "
    "kaiser führer secretary-general commander-in-chief".split()
)
"""Nouns for those who act for a state or body, as lemmas."""

INSTITUTIONS = frozenset(
    "government administration regime ministry army military navy parliament embassy consulate "
    "authority leadership cabinet presidency police force troop delegation congress senate "
    "assembly airforce guard court state-department agency council intelligence department bank "
    "mission junta politburo judiciary treasury side military-intelligence legislature soldier "
    "warship warplane jet aircraft fighter missile submarine vessel drone artillery tank navy "
    "marine coastguard prosecutor negotiator command office palace throne crown establishment "
    "bureaucracy".split()
)
"""Nouns for what acts for a state, as lemmas."""

PRIVATE = frozenset(
    "analyst expert professor scholar researcher academic journalist reporter correspondent "
    "editor columnist writer author activist dissident resident citizen businessman "
    "businesswoman lawyer actor actress singer player coach athlete economist historian student "
    "teacher doctor worker farmer opposition rebel refugee migrant exile dissenter blogger "
    "critic investor banker trader voter protester demonstrator civilian victim survivor "
    "witness tourist hostage prisoner".split()
)
"""Nouns for those who speak for nobody but themselves, as lemmas."""

PAST = frozenset("former ex ex- late then-candidate one-time onetime ousted deposed exiled toppled "
                 "retired jailed imprisoned would-be erstwhile".split())  # fmt: skip
"""Words before an office that is no longer held."""

OWNERS = ("nmod:poss", "amod", "compound", "nmod:desc", "flat", "nmod", "nmod:unmarked", "appos")
"""Relations by which a noun says whose it is, the closest first."""

OF = frozenset({"of", "for", "from", "with"})
WHERE = frozenset({"in", "at"})
SEATED = frozenset(
    "official authority government regime leadership administration diplomat minister ministry "
    "parliament policymaker lawmaker command headquarters military".split()
)
"""What belongs to the state it sits in: officials in Riyadh, not soldiers in Syria."""


def owners(noun: Token, ledger: Ledger) -> tuple[str, ...]:
    """The states and bodies a noun belongs to: "Russian officials", "the army of Mali"."""
    for relation in OWNERS:
        for child in noun.children:
            if child.dep_ == relation and _binds(child):
                found = _owner(child, ledger)
                if found:
                    return found
    return ()


def _binds(child: Token) -> bool:
    if child.dep_ != "nmod":
        return True
    cases = {case.lower_ for case in child.children if case.dep_ == "case"}
    if cases <= WHERE:
        return child.head.lemma_.lower() in SEATED
    return bool(cases & OF)


def _owner(child: Token, ledger: Ledger) -> tuple[str, ...]:
    ids: list[str] = []
    for token in (child, *child.conjuncts):
        if token.head != child and token != child:
            continue
        draft = None if _is_sided(token) else ledger.at(token)
        if draft is not None and (draft.start <= token.i < draft.end):
            acting = (acts_for(ledger.profiles[code]) for code in draft.ids)
            ids += [code for code in acting if code]
    if ids:
        return tuple(dict.fromkeys(ids))
    if (
        child.dep_ in {"nmod:poss", "nmod", "compound", "nmod:desc", "amod"}
        and child.n_lefts + child.n_rights
        and not _is_participle(child)
    ):
        return owners(child, ledger)
    return ()


def _is_sided(token: Token) -> bool:
    """Whether a demonym says only for or against whom: "pro-Russian", "anti-American"."""
    doc = token.doc
    joined = token.i > 1 and doc[token.i - 1].text == "-"
    return joined and doc[token.i - 2].lower_ in {"pro", "anti", "non", "ex"}


def _is_participle(child: Token) -> bool:
    """Whether a modifier says who backs, leads or arms: a U.S.-backed group is not the state."""
    return child.pos_ == "VERB" or any(left.text == "-" for left in child.lefts)


def phrase_words(head: Token) -> Iterator[str]:
    """The lemmas of a head noun and of the words tied to it from the left, in order."""
    for token in head.lefts:
        if token.dep_ in {"amod", "compound", "nmod:desc", "nmod:unmarked", "advmod"}:
            yield from phrase_words(token)
    yield head.lemma_.lower()


def is_past(head: Token) -> bool:
    """Whether the office at this noun is said to be over, "then-" included."""
    for token in head.lefts:
        if token.lower_.rstrip("-") in PAST or token.lemma_.lower() in PAST:
            return True
        if token.dep_ in {"amod", "compound", "nmod:desc"} and is_past(token):
            return True
    return False


def offices_of(head: Token) -> tuple[str, ...]:
    """The offices of the tables that a description can mean; empty for an unnamed official."""
    words = list(phrase_words(head))
    noun = words[-1]
    if noun in {"minister", "secretary"}:
        return _ministry(words, head)
    if noun in {"president", "vice-president"}:
        return (
            ("vice president",) if "vice" in words or noun == "vice-president" else ("president",)
        )
    return NOUN_OFFICES.get(noun, ())


NOUN_OFFICES: dict[str, tuple[str, ...]] = {
    "premier": ("premier", "prime minister"),
    "chancellor": ("chancellor",),
    "taoiseach": ("prime minister",),
    "king": ("king", "monarch"),
    "queen": ("monarch",),
    "monarch": ("monarch", "king"),
    "emperor": ("emperor",),
    "sultan": ("sultan",),
    "emir": ("emir",),
    "shah": ("shah",),
    "pope": ("pope",),
    "pontiff": ("pope",),
    "ayatollah": ("supreme leader",),
    "secretary-general": ("secretary-general",),
}


def _ministry(words: list[str], head: Token) -> tuple[str, ...]:
    if "prime" in words:
        return ("prime minister", "premier", "chancellor")
    of = {child.lemma_.lower() for child in head.children if child.dep_ == "nmod"}
    said = {*words, *of}
    if said & {"foreign", "state"}:
        return ("foreign minister", "secretary of state", "foreign secretary")
    if said & {"defence", "defense"}:
        return ("defence minister", "secretary of defense", "defence secretary")
    if "general" in of or (words[-1] == "secretary" and "general" in words):
        return ("secretary-general", "general secretary")
    if "treasury" in said:
        return ("treasury secretary",)
    return ()


EQUALS = (
    ("foreign minister", "secretary of state", "foreign secretary"),
    ("defence minister", "secretary of defense", "defence secretary"),
    ("prime minister", "premier", "chancellor"),
)
"""Offices that meet as equals."""
TOP = frozenset({"president", "leader", "supreme leader", "king", "prime minister", "chancellor"})


def equal_of(owner: str, office: str, on: date) -> str | None:
    """The id of who meets the holder of an office as an equal, from another state on a day.

    >>> from datetime import date
    >>> equal_of("CHN", "foreign minister", date(2024, 6, 19))
    'person:wang-yi'
    """
    for equals in EQUALS:
        if office in equals:
            for other in equals:
                found = office_holder(owner, other, on)
                if found is not None:
                    return found.id
    found = leader_of(owner, on) if office in TOP else office_holder(owner, office, on)
    return found.id if found else None


def holder_of(owner: str, head: Token, on: date) -> str | None:
    """The id of who holds the described office of a state or body on a day."""
    noun = head.lemma_.lower()
    if noun in {"leader", "ruler", "dictator", "strongman"}:
        found = None if is_qualified(head) else leader_of(owner, on)
        return found.id if found else None
    for office in offices_of(head):
        found = office_holder(owner, office, on)
        if found is not None:
            return found.id
    return None


def is_qualified(head: Token) -> bool:
    """Whether "leader" is of a party, an opposition, a band: not of the state."""
    if any(child.dep_ == "compound" for child in head.lefts) and head.lemma_.lower() == "leader":
        return True
    words = set(phrase_words(head)) - {"leader", "ruler"}
    return bool(
        words
        & set(
            "opposition rebel party separatist student religious labor labour union business "
            "church spiritual guerrilla community tribal gang cartel militia militant protest "
            "youth democratic republican conservative liberal communist majority minority house "
            "senate parliamentary civic congressional regional local former exiled military "
            "junta coup wartime faction".split()
        )
    )


def is_official(head: Token) -> bool:
    """Whether a noun names somebody who acts for the state or body it belongs to."""
    words = set(phrase_words(head))
    return head.lemma_.lower() in OFFICIALS and not words & PRIVATE
