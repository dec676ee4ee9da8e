"""Which frame a word tells, given what stands around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.coding.parties import names_somebody, parties_of
from dragoman.findings.coding.syntax import bare_lemma, conjuncts_of, lemmas_of
from dragoman.knowledge.frames import frames_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from dragoman.findings.coding.syntax import Arguments
    from dragoman.findings.context import Context
    from dragoman.knowledge.frames import Frame, Need, WordKind

KINDS: dict[str, WordKind] = {"VERB": "verb", "NOUN": "noun", "PROPN": "noun"}
MODIFIERS = ("amod", "compound", "nmod:desc", "nmod:unmarked", "nmod:poss")


def frame_at(trigger: Token, arguments: Arguments, context: Context) -> Frame | None:
    """The frame that fits the word best; None when the lexicon has none that fits."""
    kind = KINDS.get(trigger.pos_)
    if kind is None:
        return None
    for lemma in lemmas_of(trigger):
        for frame in frames_of(lemma, kind):
            if all(_holds(group, trigger, arguments, context) for group in frame.needs):
                return frame
    return None


def _holds(group: tuple[Need, ...], trigger: Token, arguments: Arguments, context: Context) -> bool:
    return any(_fits(need, trigger, arguments, context) != need.negated for need in group)


def _fits(need: Need, trigger: Token, arguments: Arguments, context: Context) -> bool:
    tokens = _fillers(need.slot, trigger, arguments)
    if need.actor:
        return bool(parties_of(tokens, context))
    if need.somebody:
        return any(names_somebody(token, context) for token in tokens)
    if need.anything:
        return bool(tokens)
    return any(said in need.words for token in tokens for said in _words_at(token))


def _fillers(slot: str, trigger: Token, arguments: Arguments) -> list[Token]:
    if slot == "mod":
        objects = [] if trigger.pos_ == "NOUN" else arguments.get("obj", [])
        return [*arguments.get("mod", []), *_modifiers(objects)]
    if slot:
        return arguments.get(slot, [])
    return [token for some in arguments.values() for token in some]


def _modifiers(nouns: Iterable[Token]) -> list[Token]:
    return [child for noun in nouns for child in noun.children if child.dep_ in MODIFIERS]


def _words_at(token: Token) -> Iterator[str]:
    """The lemmas of a noun, its conjuncts, what it is a quantity of and its compounds."""
    for noun in conjuncts_of(token):
        lemma = bare_lemma(noun)
        yield lemma
        yield from (one for one in lemmas_of(noun) if "-" in one)
        if noun.pos_ == "SYM":
            yield "money"
        if "-" in lemma:
            yield from lemma.split("-")
        for child in noun.children:
            inside = child.dep_ in ("compound", "amod", "nmod:unmarked", "nmod:desc")
            counted = child.dep_ == "nmod" and (noun.pos_ == "NUM" or lemma in QUANTITIES)
            if inside or counted:
                yield bare_lemma(child)


QUANTITIES = frozenset(
    "ton tonne number group series amount package shipment load batch part member people round"
    " million billion hundred thousand dozen kilogram supply worth set lot kind couple"
    " state return entry most some all half rest several".split()
)
