"""Which actors the words around an event stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.coding.syntax import bare_lemma, conjuncts_of, preposition_of
from dragoman.knowledge.frames import frames_of
from dragoman.knowledge.persons import person
from dragoman.knowledge.sovereignty import ruler_of
from dragoman.knowledge.states import demonyms, states_named
from dragoman.language.article import span_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from dragoman.findings.context import Context

MADE_FOR = ("-backed", "-supported", "-held", "-occupied", "-controlled", "-born", "-based")
"""Ends of compounds that name somebody else than the noun: "Iranian-backed fighters"."""
HELD = frozenset("occupied held controlled annexed seized administered".split())
AT_HOME = frozenset(("of", "from", "in", "at", "across", "inside"))
EXAMPLES = frozenset(("such as", "including", "like"))
PLACE_WORDS = frozenset("border frontier coast sea waters".split())
SOMEBODY = frozenset(
    "police army troop soldier force rebel guerrilla militant gunman protester demonstrator"
    " student worker teacher prisoner inmate government authority cabinet parliament court judge"
    " prosecutor president premier minister leader opposition party candidate lawmaker deputy"
    " crowd mob union villager farmer miner official general commander junta fundamentalist"
    " activist supporter people resident opponent critic dissident suspect journalist detainee"
    " civilian citizen voter monk priest cleric peasant youth".split()
)
"""Nouns whose state may be told by the sentence alone."""
RELATIVES = frozenset(
    "partner ally neighbour neighbor counterpart colleague rival enemy foe".split()
)
"""Nouns whose possessor is the other side: "its European partners"."""
KIN = frozenset(
    "son daughter wife husband widow widower brother sister father mother parent child nephew"
    " niece cousin uncle aunt grandson granddaughter grandfather grandmother stepson stepdaughter"
    " son-in-law daughter-in-law brother-in-law sister-in-law father-in-law".split()
)
"""Nouns for people who are not those they belong to: "the president's son"."""
CROWDS = frozenset("refugee camp convoy village hospital school embassy post position base".split())
"""Nouns whose state may be told by anything said about them: "refugees fleeing the war in ..."."""
WARS = frozenset("war conflict fighting hostility".split())
"""Nouns that a place name before them locates: "the Gaza war" is not Gaza's act."""
AT_ODDS = frozenset(
    "rebel guerrilla police court judge prosecutor parliament opposition union protester"
    " demonstrator student worker lawmaker crowd mob prisoner party candidate villager".split()
)
"""Nouns for those whose acts are mostly about their own rulers or people."""
SERVED = ("amod", "compound", "nmod:poss", "nmod:desc", "appos")
OWNED = SERVED[:3]
NAMED = ("person:", "org:")
BESIDE = ("amod", "compound", "nmod:desc", "nmod:unmarked")
CREWED = frozenset(
    "missile rocket shell mortar bomb drone torpedo jet warplane aircraft plane helicopter ship"
    " warship submarine gunboat tank artillery balloon satellite worker soldier troop".split()
)
"""Nouns whose side is told by who fired, sent or employs them."""
CREWING = frozenset("fire launch send fly operate drop deploy employ dispatch plant".split())
SCENES = frozenset(("in", "at", "near", "outside", "across", "throughout", "around"))
MAX_DEPTH = 3  # "the son of the president of the country"


def parties_of(tokens: Iterable[Token], context: Context) -> tuple[str, ...]:
    """Ids of the actors that the nouns and their conjuncts stand for, each once, in order.

    Somebody who acts for a state is the state; a noun that is no actor of its own ("students")
    stands for the state its modifiers name. Empty when nothing resolves.
    """
    found = [
        party
        for token in tokens
        for noun in conjuncts_of(token)
        for party in _parties_of_noun(noun, context)
    ]
    return tuple(dict.fromkeys(found))


def states_of_places(doc: Doc, context: Context) -> dict[int, tuple[str, ...]]:
    """The states that places lie in, by token; a place takes part when no actor does."""
    starts = {span_of(doc, token.i, token.i + 1).start: token.i for token in doc}
    found: dict[int, tuple[str, ...]] = {}
    named = {actor.id for actor in context.actors}
    for place in context.places:
        at = starts.get(place.start)
        if at is None or not place.iso3:
            continue
        last = at
        while last + 1 < len(doc) and span_of(doc, last + 1, last + 2).end <= place.end:
            last += 1
        then = place.iso3 if place.iso3 in named else ruler_of(place.iso3, context.anchor)
        party = _occupier_of(doc, at) or then
        found.update(dict.fromkeys(range(at, last + 1), (party,)))
    return found


def _occupier_of(doc: Doc, at: int) -> str | None:
    """Who holds the place at a token: struck in "Russian-occupied Crimea" is Russia."""
    if at < 3 or doc[at - 1].lower_ not in HELD or doc[at - 2].text != "-":
        return None
    found = demonyms(doc[at - 3].text) or states_named(doc[at - 3].text)
    return found[0].id if len(found) == 1 else None


def _parties_of_noun(noun: Token, context: Context, depth: int = 0) -> tuple[str, ...]:
    own = _referents(noun, context)
    if depth > MAX_DEPTH or (own and not all(is_stateless(one, context) for one in own)):
        return own
    if own:
        return _whose(noun, context) or own
    for near in _near(noun):
        found = _parties_of_noun(near, context, depth + 1)
        if found:
            return found
    if is_somebody(noun) or bare_lemma(noun) in CROWDS:
        found = tuple(states_under(noun, context))
        return found if len(found) == 1 else ()
    return ()


def _whose(noun: Token, context: Context, slots: tuple[str, ...] = SERVED) -> tuple[str, ...]:
    """The state or body a person is said to serve: "U.N. mediator ...", "Jordan's King ..."."""
    for child in noun.children:
        if child.dep_ in slots:
            found = _parties_of_noun(child, context, depth=MAX_DEPTH)
            found = found or (
                _whose(child, context) if child.dep_ in ("appos", "nmod:desc") else ()
            )
            if found and not all(
                is_stateless(one, context) or is_outlet(one, context) for one in found
            ):
                return found
    return ()


def is_outlet(party: str, context: Context) -> bool:
    """Whether it tells the news: "... to resign: CNN" is told by CNN, not done for it."""
    actor = context.actor_of.get(party)
    return actor is not None and actor.kind == "media"


def is_stateless(party: str, context: Context) -> bool:
    """Whether it is a person or organisation of no known state."""
    actor = context.actor_of.get(party)
    return actor is not None and actor.kind in ("person", "organization") and actor.iso3 is None


def is_somebody(token: Token) -> bool:
    """Whether a noun names people who act together or hold an office: police, parliament."""
    return bare_lemma(token) in SOMEBODY


def is_at_home(token: Token) -> bool:
    """Whether a noun deals with its own state first, or is only where something happens."""
    return bare_lemma(token) in AT_ODDS or preposition_of(token) in SCENES


def holds_office(token: Token) -> bool:
    """Whether a name stands beside an office: "President Prosper Avril", "the envoy, Ana Roe"."""
    beside = [token.head] if token.dep_ in ("appos", "flat", "nmod:desc") else []
    beside += [c for c in token.children if c.dep_ in ("nmod:desc", "compound", "appos")]
    return any(is_somebody(one) for one in beside)


def is_official(token: Token) -> bool:
    """Whether a noun or name is of somebody who can be asked even by his own side."""
    return is_somebody(token) or holds_office(token)


def names_somebody(token: Token, context: Context) -> bool:
    """Whether the noun itself, not only a word beside it, stands for people or a body."""
    own = context.referents.get(token.i, ())
    return bool(own) or is_somebody(token) or token.ent_type_ in ("PER", "ORG")


def with_affiliations(doc: Doc, context: Context) -> dict[int, tuple[str, ...]]:
    """Referents where a person of no known state is the body or state he serves at any mention.

    "U.N. Secretary-General Kofi Annan said he would ...": "he" acts for the United Nations. Who is
    out of office, or not yet in it, is of the state he held it in: PLOVER codes both by country.
    """
    alone = {
        i: ids[0]
        for i, ids in context.referents.items()
        if len(ids) == 1
        and ids[0].startswith(("person:", "org:"))
        and is_stateless(ids[0], context)
    }
    serves: dict[str, tuple[str, ...]] = {}
    for i, who in alone.items():
        word, is_body = doc[i], who.startswith("org:")
        if is_body and word.dep_ == "appos":
            word = word.head  # the Malian Union of Miners (MUM)
        found = _whose(word, context, OWNED if is_body else SERVED)
        if found and who not in serves:
            serves[who] = found
    for who in set(alone.values()) - set(serves):
        known = person(who)
        if known is not None and (state := known.state_near(context.anchor)):
            serves[who] = (state,)
    return {i: serves[who] for i, who in alone.items() if who in serves}


def states_under(token: Token, context: Context) -> set[str]:
    """The states that the words below a noun name."""
    found = {
        _home(one, context)
        for below in token.subtree
        for one in _referents(below, context)
        if not is_stateless(one, context)
    }
    return {one for one in found if one is not None}


def named_under(token: Token, context: Context) -> list[Token]:
    """The words below a noun that stand for a state, body or group, but for whom it is against."""
    return [
        below
        for below in token.subtree
        if (own := _referents(below, context))
        and not is_stateless(own[0], context)
        and below.pos_ != "PRON"
        and preposition_of(below) != "against"
        and not _is_aside(below, token)
    ]


def _is_aside(token: Token, top: Token) -> bool:
    """Whether a relative clause holds it: "to oust the man whose line on Cuba is soft"."""
    while token.i != top.i:
        if token.dep_ == "acl:relcl":
            return True
        token = token.head
    return False


def scene_of(trigger: Token, context: Context) -> str | None:
    """The only state that lies where the act takes place: "rioted at a jail in Dili"."""
    found: set[str] = set()
    themes = [child for child in trigger.children if child.dep_ in ("obj", "nsubj:pass")]
    does = [trigger.head] if trigger.dep_ == "nsubj" else []  # the bombing killed ten in
    for word in (trigger, *themes, *does):
        for child in word.children:
            if child.dep_ in ("obl", "nmod") and preposition_of(child) in SCENES:
                found |= states_under(child, context)
    return found.pop() if len(found) == 1 else None


def sole_state(sentence: TokenSpan, context: Context) -> str | None:
    """The only state a sentence names, by its actors and places; None for none or several."""
    found = {
        one
        for token in sentence
        for one in context.referents.get(token.i, ())
        if not is_stateless(one, context)
    }
    states = {_home(one, context) for one in found}
    return states.pop() if len(states) == 1 and None not in states else None


def _home(party: str, context: Context) -> str | None:
    actor = context.actor_of.get(party)
    return actor.iso3 if actor is not None else party


def _referents(token: Token, context: Context) -> tuple[str, ...]:
    ids = context.referents.get(token.i, ())
    if token.dep_ == "compound" and any(one.startswith("collective:") for one in ids):
        return ()  # "West Bank", "West Darfur" are no West
    if not ids or any(end in token.lower_ for end in MADE_FOR):
        return ()
    known = context.actor_of
    return tuple(
        dict.fromkeys(_party(one, context) for one in ids if one in known or len(one) == 3)
    )


def _party(actor_id: str, context: Context) -> str:
    """The state of a person or organisation that acts for one; else the actor's own id."""
    actor = context.actor_of.get(actor_id)
    if actor is not None and actor.iso3 and actor.kind in ("person", "organization"):
        return actor.iso3
    return actor_id


def _near(noun: Token) -> Iterator[Token]:
    """The words that may tell whose the noun is, the surest first."""
    children = list(noun.children)
    yield from (child for child in children if child.dep_ in ("flat", "appos", "flat:name"))
    if frames_of(bare_lemma(noun), "noun"):
        yield from _doers_near(children)
        return
    yield from (c for c in children if c.dep_ == "nmod" and preposition_of(c) == "by")
    is_kin = bare_lemma(noun) in KIN
    if not is_kin and bare_lemma(noun) not in RELATIVES:
        yield from (child for child in children if child.dep_ == "nmod:poss")
    yield from (
        child
        for child in children
        if (
            child.dep_ in ("amod", "compound", "nmod:desc", "nmod:unmarked")
            or _is_name_as_det(child)
        )
        and not any(end in child.text for end in MADE_FOR)
    )
    if bare_lemma(noun) in PLACE_WORDS:
        yield from (c for c in children if c.dep_ == "nmod" and preposition_of(c) == "with")
    for child in children:
        of = preposition_of(child) or "of"
        inside = of in EXAMPLES or (of in AT_HOME and not (is_kin and of == "of"))
        if child.dep_ == "nmod" and inside:
            yield child
    for child in children:
        if child.dep_ in ("acl", "acl:relcl"):
            yield from (
                one
                for one in child.children
                if one.dep_ == "obl" and preposition_of(one) in ("from", "in")
            )
            if bare_lemma(noun) in CREWED and bare_lemma(child) in CREWING:
                yield from (one for one in child.children if one.dep_ == "obl:agent")


def _is_name_as_det(child: Token) -> bool:
    """ "UN chief": the parser may take initials for an article."""
    return child.dep_ == "det" and child.pos_ == "PROPN"


def _doers_near(children: list[Token]) -> Iterator[Token]:
    """Whose act a noun is: "the raid on A by B" is B's."""
    yield from (c for c in children if c.dep_ == "nmod" and preposition_of(c) == "by")
    yield from (c for c in children if c.dep_ == "nmod:poss")
    beside = [c for c in children if c.dep_ in ("amod", "compound", "nmod:desc")]
    fought_there = any(bare_lemma(c.head) in WARS for c in beside)
    yield from (c for c in beside if not (fought_there and c.dep_ == "compound"))
    yield from (c for c in children if c.dep_ == "nmod" and preposition_of(c) == "from")
