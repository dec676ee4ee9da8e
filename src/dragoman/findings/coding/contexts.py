"""What an event is about, and how many it killed, hurt or put behind bars."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.coding.syntax import arguments_of, bare_lemma
from dragoman.knowledge.cameo import cameo
from dragoman.knowledge.plover import context_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from dragoman.findings.coding.draft import Draft

REACH = 8  # tokens on either side of the trigger whose words tell what the act is about
COUNTED = {
    "dead": frozenset("kill die slay massacre execute murder dead death behead".split()),
    "injured": frozenset("injure wound hurt maim".split()),
    "arrested": frozenset("arrest detain jail imprison apprehend".split()),
}
ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14,
    "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50, "hundred": 100, "a": 1, "an": 1,
}  # fmt: skip


def contexts_of(draft: Draft) -> tuple[str, ...]:
    """The contexts of the code and those that words of the clause tell, in the manual's order."""
    entry = cameo(draft.cameo)
    given = set(entry.contexts if entry else ())
    base = cameo(draft.base)
    given |= set(base.contexts if base else ())
    near = set(_near_lemmas(draft))
    return tuple(name for name, words in context_words().items() if name in given or near & words)


def _near_lemmas(draft: Draft) -> Iterator[str]:
    trigger = draft.trigger
    sentence = trigger.sent
    for token in sentence:
        if abs(token.i - trigger.i) <= REACH and token.pos_ in ("NOUN", "ADJ", "PROPN", "VERB"):
            yield bare_lemma(token)


def sizes_of(draft: Draft) -> dict[str, int]:
    """Numbers of dead, injured and arrested that the clause of the act tells."""
    found: dict[str, int] = {}
    for token in draft.trigger.sent:
        if not _belongs(token, draft.trigger):
            continue
        for name, lemmas in COUNTED.items():
            if bare_lemma(token) in lemmas and name not in found:
                number = _number_at(token)
                if number is not None:
                    found[name] = number
    return found


def _belongs(token: Token, trigger: Token) -> bool:
    """The act itself or what it led to: "attacked ..., killing three"."""
    return token == trigger or (
        token.dep_ in ("advcl", "conj", "acl:relcl") and token.head == trigger
    )


def _number_at(verb: Token) -> int | None:
    for victim in arguments_of(verb).get("obj", []):
        if victim.pos_ == "NUM":
            return number_of(victim.lower_)
        for child in victim.children:
            if child.dep_ == "nummod":
                return number_of(child.lower_)
    return None


def number_of(word: str) -> int | None:
    """A count in digits or as a word; None for any other word.

    >>> number_of("1,200"), number_of("twelve"), number_of("dozens")
    (1200, 12, None)
    """
    digits = word.replace(",", "")
    if digits.isdecimal():
        return int(digits)
    return ONES.get(word)
