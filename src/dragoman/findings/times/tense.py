"""Which way the clause of an expression looks: back, forward, or not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from dragoman.findings.times.scene import Direction

FUTURE_AUXILIARIES = frozenset(
    "will 'll ’ll wo shall would could may might can should must".split()
)
PRESENT_BE_HAVE = frozenset("is are am 's ’s 're ’re 'm be has have 've ’ve".split())
PAST_BE_HAVE_DO = frozenset("was were had did 'd ’d".split())
PLANNING = frozenset(
    "expect schedule plan set due intend slate want hope aim agree prepare ready likely go vow"
    " pledge promise threaten propose decide offer continue plot seek ask order urge tell"
    " expected scheduled planned slated hopes plans expects aims intends wants agreed going"
    " prepared vowed pledged promised threatened proposed decided offered hoping planning"
    " expecting".split()
)
PLANS = frozenset("plan promise pledge vow intention decision invitation agreement".split())
IRREGULAR_PAST = frozenset(
    "said told was were had did went came took made got gave saw met led held kept left sent spent"
    " built bought brought caught taught thought fought sought found felt fell flew knew grew threw"
    " drew wrote rose spoke broke chose drove rode began ran sang sank swam won lost paid laid hit"
    " put cut set shot shut struck stood understood became overcame withdrew ate beat bit blew"
    " dealt fed fled hid hung hurt lay lent lit meant overthrew quit rang read sat slept slid sold"
    " stole stuck swore swept swung tore woke wore wound".split()
)
NOT_VERBS = frozenset("united need indeed speed red hundred bed seed feed exceed proceed".split())
BOUNDS = frozenset("by until till through".split())
PAST_PERFECT = frozenset("had 'd ’d".split())
INSIDE_A_NOUN = frozenset("compound nmod:poss amod nummod".split())
"""Relations of a time that only qualifies a noun: `a June agreement`, `Thursday's price`."""
REACH = 14  # tokens to look for a verb when there is no parse


def direction_of(token: Token, last: Token) -> Direction:
    """Where the verb of the expression's clause looks; the parse decides when there is one."""
    doc = token.doc
    if doc.has_annotation("DEP"):
        verb = _governor(token, last)
        return 0 if verb is None else _direction_of_verb(verb)
    return _guess(doc, token.i, last.i)


def _governor(token: Token, last: Token) -> Token | None:
    """The nearest verb above the expression."""
    inside = range(token.i, last.i + 1)
    at = next((t for t in token.doc[token.i : last.i + 1] if t.head.i not in inside), last)
    if at.dep_ in INSIDE_A_NOUN:
        return None
    while True:
        if at.i not in inside and at.pos_ in ("VERB", "AUX"):
            return at
        if at.i not in inside and any(child.dep_ == "cop" for child in at.children):
            return at
        if at.head is at or at.head.i == at.i:
            return None
        at = at.head


def _direction_of_verb(verb: Token) -> Direction:
    helpers = _helpers(verb)
    if helpers & FUTURE_AUXILIARIES:
        return 1
    if "to" in helpers:
        return _direction_of_infinitive(verb, helpers)
    if helpers & PAST_BE_HAVE_DO:
        return 1 if _is_plan(verb) and not helpers & PAST_PERFECT else -1
    if helpers & PRESENT_BE_HAVE:
        return _direction_of_present(verb, helpers)
    return _direction_of_form(verb)


def _helpers(verb: Token) -> set[str]:
    """The auxiliaries, the copula and the `to` of a verb, in lower case."""
    found = {
        child.lower_
        for child in verb.children
        if child.dep_.startswith(("aux", "cop")) or (child.dep_ == "mark" and child.lower_ == "to")
    }
    return found | {verb.lower_} if verb.pos_ == "AUX" else found


def _direction_of_form(verb: Token) -> Direction:
    """A verb without helpers: its own form, or for `arriving` the verb above."""
    if _is_plan(verb):
        return 1
    if _is_past(verb.lower_, verb.lemma_.lower()):
        return -1
    if verb.lower_.endswith("ing") and verb.head.i != verb.i and verb.head.pos_ == "VERB":
        return _direction_of_verb(verb.head)
    return 0


def _is_plan(verb: Token) -> bool:
    return verb.lemma_.lower() in ("expect", "schedule", "plan", "set", "slate") or (
        verb.lower_ in ("due", "scheduled", "expected", "planned", "slated")
    )


def _direction_of_present(verb: Token, helpers: set[str]) -> Direction:
    if helpers & {"has", "have", "'ve", "’ve"}:
        return -1
    if _is_plan(verb) or verb.lower_.endswith("ing"):
        return 1
    return -1 if _is_past(verb.lower_, verb.lemma_.lower()) else 0


def _direction_of_infinitive(verb: Token, helpers: set[str]) -> Direction:
    head = verb.head
    if head.i == verb.i or helpers & PRESENT_BE_HAVE:
        return 1  # "to visit Pyongyang" in a headline; "is to visit"
    if _helpers(head) & PAST_PERFECT:
        return -1
    if head.pos_ == "NOUN":
        return 1 if head.lemma_.lower() in PLANS else 0
    if head.lemma_.lower() in PLANNING or head.lower_ in PLANNING:
        return 1
    if verb.dep_.startswith("xcomp") and head.pos_ in ("VERB", "AUX"):
        return _direction_of_verb(head)
    return 0


def _is_past(word: str, lemma: str = "") -> bool:
    if word in IRREGULAR_PAST:
        return True
    return word.endswith("ed") and word != lemma and word not in NOT_VERBS and len(word) > 3


def _guess(doc: Doc, first: int, last: int) -> Direction:
    """Without a parse: the nearest word before that looks like a verb, else the nearest after."""
    before = [doc[i].lower_ for i in range(first - 1, max(first - REACH, -1), -1)]
    found = _nearest(before, backwards=True)
    if found is not None:
        return found
    after = [doc[i].lower_ for i in range(last + 1, min(last + REACH, len(doc)))]
    return _nearest(after, backwards=False) or 0


def _nearest(words: list[str], *, backwards: bool) -> Direction | None:
    for at, word in enumerate(words):
        if word in (".", "!", "?", ";"):
            return None
        neighbour = words[at + 1 : at + 3] if backwards else words[max(at - 2, 0) : at]
        if word in FUTURE_AUXILIARIES or word in PLANNING:
            return 1
        if backwards and set(neighbour) & FUTURE_AUXILIARIES:
            return 1
        if word == "to" and backwards and set(words[at + 1 : at + 4]) & PLANNING:
            return 1
        if word in IRREGULAR_PAST or (_is_past(word) and word.isalpha()):
            return -1
    return None
