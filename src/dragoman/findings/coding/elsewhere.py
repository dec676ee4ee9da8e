"""Sides that stand elsewhere than beside the act: in its clause, its condition, its letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.coding.parties import holds_office, is_somebody, named_under, parties_of
from dragoman.findings.coding.syntax import (
    SUBJECTS,
    arguments_of,
    bare_lemma,
    is_passive,
    preposition_of,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from dragoman.findings.coding.syntax import Arguments
    from dragoman.findings.context import Context
    from dragoman.knowledge.frames import Frame

CONDITIONS = frozenset(("if", "unless", "until", "before"))
LETTERS = frozenset(
    "letter message cable telegram note statement memo memorandum resolution petition bill motion"
    " declaration communique decree law measure report memorial".split()
)
"""What is written by those who send, pass or issue it, and says something itself."""
ISSUING = frozenset("issue impose deliver voice send".split())
MOVES = ("074", "0874", "154", "153", "1661", "1662")
"""Codes of acts whose object are the actor's own people: troops sent, peacekeepers withdrawn."""


def only_other(
    trigger: Token, arguments: Arguments, actor: tuple[Token, ...], context: Context
) -> tuple[Token, ...]:
    """The only other party named within what is acted on: "the return of U.N. inspectors"."""
    themes = arguments.get("obj" if trigger.pos_ == "VERB" else "of", [])
    return _only_one(themes, actor, context)


def helped_by(trigger: Token, actor: tuple[Token, ...], context: Context) -> tuple[Token, ...]:
    """Where those live for whom aid is meant: "sent food to feed people in Malawi and Zambia"."""
    aims = [child for child in trigger.children if child.dep_ in ("obj", "obl", "advcl", "xcomp")]
    return _only_one(aims, actor, context)


def _only_one(
    themes: Sequence[Token], actor: tuple[Token, ...], context: Context
) -> tuple[Token, ...]:
    """The only party below the words that does not act; a list of parties counts as one."""
    doers = set(parties_of(actor, context))
    words = [one for theme in themes for one in named_under(theme, context)]
    others = [one for one in words if (who := parties_of((one,), context)) and not doers & {*who}]
    if not others:
        return ()
    whole = set(parties_of(others[:1], context))
    return (others[0],) if all(set(parties_of((one,), context)) <= whole for one in others) else ()


def clause_side(word: Token, actor: tuple[Token, ...], context: Context) -> tuple[Token, ...]:
    """A side named in the clause that is promised, asked for or refused."""
    doers = parties_of(actor, context)
    for clause in word.children:
        if clause.dep_ not in ("xcomp", "ccomp", "acl", "advcl"):
            continue
        arguments = arguments_of(clause)
        own: tuple[Token, ...] = ()
        for slot in ("subj", "obj", "iobj", "to", "for", "with", "from", "in", "on"):
            tokens = tuple(arguments.get(slot, []))
            parties = parties_of(tokens, context)
            if parties and parties != doers:
                return tokens
            if slot == "subj" and tokens != actor and any(_is_office(t, context) for t in tokens):
                own = tokens
        if own:
            return own
    return ()


def _is_office(token: Token, context: Context) -> bool:
    """Whether it is people, a person or a body by name: one's own state can be asked, too."""
    return is_somebody(token) or (bool(context.referents.get(token.i)) and token.pos_ == "PROPN")


def party_of_condition(trigger: Token) -> tuple[Token, ...]:
    """Who is to act first: "will not lift the embargo until Cuba releases ...": Cuba."""
    for clause in trigger.children:
        marks = {child.lower_ for child in clause.children if child.dep_ == "mark"}
        if clause.dep_ == "advcl" and marks & CONDITIONS:
            return tuple(child for child in clause.children if child.dep_ in SUBJECTS)
    return ()


def reader_of_letter(trigger: Token) -> tuple[Token, ...]:
    """Whom a letter with the act goes to: "sent a letter to Mali threatening to ..."."""
    above = trigger.head
    if trigger.dep_ not in ("advcl", "acl") or not trigger.lower_.endswith("ing"):
        return ()
    verb = above.head if above.pos_ == "NOUN" else above
    if verb.pos_ != "VERB":
        return ()
    arguments = arguments_of(verb)
    if not any(bare_lemma(one) in LETTERS for one in arguments.get("obj", [])):
        return ()
    return tuple(arguments.get("to") or arguments.get("iobj", []))


def writer_of(trigger: Token) -> tuple[Token, ...]:
    """Whose a text is that says the act: "the Senate passed a resolution condemning ...".

    Also who issues a warning or imposes a siege.
    """
    text = trigger.head
    if trigger.dep_ == "obj" and bare_lemma(text) in ISSUING:
        return tuple(arguments_of(text).get("subj", []))
    if trigger.dep_ != "acl" or not trigger.lower_.endswith("ing"):
        return ()
    if bare_lemma(text) not in LETTERS or text.dep_ != "obj":
        return ()
    return tuple(arguments_of(text.head).get("subj", []))


def owner_of_moved(trigger: Token, frame: Frame, arguments: Arguments) -> tuple[Token, ...]:
    """Whose own forces were moved, where nobody is said to move them."""
    if not frame.cameo.startswith(MOVES) or trigger.pos_ != "VERB" or not is_passive(trigger):
        return ()
    return () if arguments.get("subj") else tuple(arguments.get("obj", []))


def own_people(arguments: Arguments) -> tuple[Token, ...]:
    """Officials of the speaker's own side in what is asked for: "the removal of the president"."""
    return tuple(
        one
        for theme in (*arguments.get("obj", []), *arguments.get("xcomp", []))
        for one in theme.children
        if one.dep_ in ("nmod", "obl", "nmod:poss")
        and (preposition_of(one) or "of") in ("of", "from")
        and (is_somebody(one) or holds_office(one))
    )
