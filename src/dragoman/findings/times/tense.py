"""Which way the clause of an expression looks: back, forward, or not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.times.scene import Direction

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FUTURE_AUXILIARIES = frozenset(
    "will 'll ’ll wo shall would could may might can should must".split()
)
WILL = frozenset("will 'll ’ll wo shall".split())
PRESENT_BE = frozenset("is are am 's ’s 're ’re 'm be".split())
HAVE = frozenset("has have 've ’ve".split())
PAST_BE_DO = frozenset("was were did".split())
PLANNING = frozenset(
    "expect schedule plan set due intend slate want hope aim agree prepare ready likely go vow"
    " pledge promise threaten propose decide offer continue plot seek ask order urge tell"
    " expected scheduled planned slated hopes plans expects aims intends wants agreed going"
    " prepared vowed pledged promised threatened proposed decided offered hoping planning"
    " expecting invite invited require".split()
)
PLANS = frozenset("plan promise pledge vow intention decision invitation agreement".split())
PAST_THINGS = frozenset(
    "attack massacre killing shooting bombing assault raid strike invasion coup crash quake"
    " earthquake disaster incident arrest death agreement accord pact deal statement speech letter"
    " memo filing report story interview ruling order announcement".split()
)
IRREGULAR_PAST = frozenset(
    "said told was were had did went came took made got gave saw met led held kept left sent spent"
    " built bought brought caught taught thought fought sought found felt fell flew knew grew threw"
    " drew wrote rose spoke broke chose drove rode began ran sang sank swam won lost paid laid hit"
    " put cut set shot shut struck stood understood became overcame withdrew ate beat bit blew"
    " dealt fed fled hid hung hurt lay lent lit meant overthrew quit rang read sat slept slid sold"
    " stole stuck swore swept swung tore woke wore wound".split()
)
NOT_VERBS = frozenset("united need indeed speed red hundred bed seed feed exceed proceed".split())
BOUNDS = frozenset("by until till through to toward towards".split())
PAST_PERFECT = frozenset("had 'd ’d".split())
INSIDE_A_NOUN = frozenset("compound nmod:poss amod nummod".split())
"""Relations of a time that only qualifies a noun: `a June agreement`, `Thursday's price`."""
REACH = 14  # tokens to look for a verb when there is no parse


def direction_of(token: Token, last: Token) -> Direction:
    """Where the verb of the expression's clause looks; the parse decides when there is one."""
    doc = token.doc
    if _is_announced(doc, token.i):
        return Direction.AHEAD
    if token.i and doc[token.i - 1].lower_ == "since":
        return Direction.BACK
    if token.i and doc[token.i - 1].lower_ == "effective":
        return Direction.UNSAID
    if doc.has_annotation("DEP"):
        if _is_of_a_past_thing(token, last):
            return Direction.BACK
        verb = _governor(token, last)
        return Direction.UNSAID if verb is None else _direction_of_verb(verb)
    return _guess(doc, token.i, last.i)


def _is_announced(doc: Doc, at: int) -> bool:
    """`as early as Wednesday`, `ahead of Tuesday's vote`."""
    before = [token.lower_ for token in doc[max(at - 3, 0) : at]]
    return before[-2:] == ["ahead", "of"] or (
        len(before) == 3 and before[0] == before[2] == "as" and before[1] in ("early", "soon")
    )


def _is_of_a_past_thing(token: Token, last: Token) -> bool:
    """`the Oct. 7 attack`, `a June agreement`: what has happened or been written."""
    head = last.head if last.head.i > last.i else token.head
    inside = last.dep_ in INSIDE_A_NOUN or token.dep_ in INSIDE_A_NOUN
    return inside and head.i > last.i and head.lemma_.lower() in PAST_THINGS


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
        if at.i not in inside and at.pos_ == "ADJ":
            return None  # "payable Dec. 15", "effective in May": the clause is not the date's
        if at.head is at or at.head.i == at.i:
            return None
        at = at.head


def _direction_of_verb(verb: Token) -> Direction:
    helpers = _helpers(verb)
    if helpers & FUTURE_AUXILIARIES:
        sure = helpers & WILL or "have" not in helpers
        return Direction.AHEAD if sure else Direction.BACK
    if "to" in helpers:
        return _direction_of_infinitive(verb, helpers)
    if helpers & PAST_PERFECT:
        return Direction.BACK
    if _is_plan(verb):
        return Direction.AHEAD
    if helpers & PAST_BE_DO or helpers & HAVE:
        return Direction.BACK
    if helpers & PRESENT_BE:
        return Direction.NEAR
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
    if _is_past_form(verb):
        return Direction.BACK
    if not verb.lower_.endswith("ing"):
        return Direction.NEAR
    below = verb.head.i != verb.i and verb.head.pos_ == "VERB"
    return _direction_of_verb(verb.head) if below else Direction.UNSAID


def _is_plan(verb: Token) -> bool:
    if verb.lower_ == "set":
        return verb.tag_ != "VBD" and all(child.dep_ != "compound:prt" for child in verb.children)
    return verb.lower_ == "due" or verb.lemma_.lower() in ("expect", "schedule", "plan", "slate")


def _direction_of_infinitive(verb: Token, helpers: set[str]) -> Direction:
    head = verb.head
    if head.i == verb.i or helpers & PRESENT_BE:
        return Direction.AHEAD  # "to visit Pyongyang" in a headline; "is to visit"
    if _helpers(head) & PAST_PERFECT:
        return Direction.BACK
    if head.pos_ == "NOUN":
        return Direction.LIKELY if head.lemma_.lower() in PLANS else Direction.UNSAID
    if head.lemma_.lower() in PLANNING or head.lower_ in PLANNING:
        return Direction.LIKELY
    if verb.dep_.startswith("xcomp") and head.pos_ in ("VERB", "AUX"):
        return _direction_of_verb(head)
    return Direction.UNSAID


def _is_past_form(verb: Token) -> bool:
    """Whether it is a past tense or participle: by its fine tag, else by its form."""
    if verb.tag_.startswith("VB"):
        return verb.tag_ in ("VBD", "VBN")
    return _is_past(verb.lower_, verb.lemma_.lower())


def _is_past(word: str, lemma: str = "") -> bool:
    if word in IRREGULAR_PAST:
        return True
    return word.endswith("ed") and word != lemma and word not in NOT_VERBS and len(word) > 3


def _guess(doc: Doc, first: int, last: int) -> Direction:
    """Without a parse: the nearest word before that looks like a verb, else the nearest after."""
    before = [_plain(doc[i]) for i in range(first - 1, max(first - REACH, -1), -1)]
    found = _nearest(before, backwards=True)
    if found is not None:
        return found
    after = [_plain(doc[i]) for i in range(last + 1, min(last + REACH, len(doc)))]
    return _nearest(after, backwards=False) or Direction.UNSAID


def _plain(token: Token) -> str:
    """The word in lower case; the month of May is no verb."""
    return "" if token.text == "May" else token.lower_


def _nearest(words: list[str], *, backwards: bool) -> Direction | None:
    for at, word in enumerate(words):
        if word in (".", "!", "?", ";"):
            return None
        neighbour = words[at + 1 : at + 3] if backwards else words[max(at - 2, 0) : at]
        if word in FUTURE_AUXILIARIES or word in PLANNING:
            return Direction.AHEAD
        if backwards and set(neighbour) & FUTURE_AUXILIARIES:
            return Direction.AHEAD
        if word == "to" and backwards and set(words[at + 1 : at + 4]) & PLANNING:
            return Direction.AHEAD
        if word in IRREGULAR_PAST or (_is_past(word) and word.isalpha()):
            return Direction.BACK
    return None
