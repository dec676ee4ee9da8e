"""Words that tell what a noun phrase is like: pronouns, articles, nouns of men and women."""

from __future__ import annotations

CLASSES = {
    "i": "i me my mine myself",
    "you": "you your yours yourself yourselves",
    "he": "he him his himself",
    "she": "she her hers herself",
    "it": "it its itself",
    "we": "we us our ours ourselves",
    "they": "they them their theirs themselves themself",
    "this": "this that",
    "these": "these those",
    "one": "one another other none someone somebody anyone anybody nobody no-one",
    "all": "all some many most both several few others each either neither any",
    "thing": "something anything nothing everything everyone everybody",
    "what": "what whatever whose who whoever which",
}
PRONOUNS = ("", *CLASSES, "rest")
"""The classes of pronouns; the first is for what is none, the last for other pronouns."""

GENDERS = ("unknown", "male", "female", "neuter", "person")
DEFINITENESS = ("bare", "a", "the", "this", "possessive", "number", "some")

MALE = frozenset(
    "mr. mr king prince emperor sultan emir pope sir lord man men boy father son brother husband "
    "spokesman chairman businessman congressman policeman uncle nephew grandfather actor duke "
    "gentleman monk priest statesman his".split()
)
FEMALE = frozenset(
    "mrs. mrs ms. ms miss queen princess empress lady dame woman women girl mother daughter sister "
    "wife spokeswoman chairwoman businesswoman congresswoman policewoman aunt niece grandmother "
    "actress duchess nun her".split()
)

_CLASS_OF = {word: name for name, words in CLASSES.items() for word in words.split()}
_DETERMINERS = {
    "a": "a", "an": "a", "the": "the", "this": "this", "that": "this", "these": "this",
    "those": "this", "my": "possessive", "your": "possessive", "his": "possessive",
    "her": "possessive", "its": "possessive", "our": "possessive", "their": "possessive",
    "some": "some", "any": "some", "no": "some", "every": "some", "each": "some", "all": "some",
    "many": "some", "several": "some", "both": "number", "either": "number", "neither": "number",
}  # fmt: skip


def pronoun_class(word: str) -> int:
    """The class of a pronoun as an index into PRONOUNS.

    >>> PRONOUNS[pronoun_class("themselves")]
    'they'
    """
    return PRONOUNS.index(_CLASS_OF.get(word, "rest"))


def definiteness_of(first: str, relation: str) -> int:
    """How a phrase opens, as an index into DEFINITENESS."""
    if relation == "nummod":
        return DEFINITENESS.index("number")
    if relation == "nmod:poss":
        return DEFINITENESS.index("possessive")
    return DEFINITENESS.index(_DETERMINERS.get(first, "bare"))
