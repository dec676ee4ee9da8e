"""The dictionary form of a word, given its tags, as UD English writes it.

The tag decides whether a word is inflected at all; what its base is, LemmInflect's dictionary and
rules (MIT) say. Closed classes have a table of our own.
"""

from __future__ import annotations

from functools import lru_cache

TABLE = {
    "i": "I", "me": "I", "my": "my", "us": "we", "him": "he", "them": "they", "’em": "they",
    "n't": "not", "n’t": "not", "an": "a", "these": "this", "those": "that", "whom": "who",
    "would": "would", "could": "could", "should": "should", "might": "might", "'d": "would",
    "’d": "would", "'ll": "will", "’ll": "will", "ll": "will", "wo": "will", "ca": "can",
    "sha": "shall", "'m": "be", "’m": "be", "m": "be", "'re": "be", "’re": "be", "am": "be",
    "is": "be", "are": "be", "was": "be", "were": "be", "been": "be", "being": "be", "ai": "be",
    "has": "have", "had": "have", "having": "have", "'ve": "have", "’ve": "have", "does": "do",
    "did": "do", "done": "do", "doing": "do", "’s": "'s", "people": "person", "men": "man",
    "women": "woman", "children": "child", "“": '"', "”": '"', "‘": "'", "’": "'",
}  # fmt: skip
"""Lower-case form to lemma, whatever the tag."""

IS_VERB = frozenset({"'s", "’s", "s"})
BASES = frozenset({"VB", "VBP", "NN", "JJ", "RB", "MD"})
GRADES = {"JJR": "ADJ", "JJS": "ADJ", "RBR": "ADV", "RBS": "ADV"}
GRADED = {
    "more": "more", "most": "most", "less": "less", "least": "least", "better": "good",
    "best": "good", "worse": "bad", "worst": "bad", "later": "late", "latest": "late",
    "further": "far", "earlier": "early",
}  # fmt: skip


@lru_cache(maxsize=100_000)
def lemma_of(word: str, upos: str, xpos: str) -> str:
    """The lemma; names keep their form, other words are lower case.

    >>> lemma_of("signed", "VERB", "VBD"), lemma_of("treaties", "NOUN", "NNS")
    ('sign', 'treaty')
    >>> lemma_of("’s", "AUX", "VBZ"), lemma_of("’s", "PART", "POS")
    ('be', "'s")
    """
    low = word.lower()
    if upos == "PROPN" or xpos in {"NNP", "NNPS"}:
        return word
    if low in IS_VERB and upos in {"AUX", "VERB"}:
        return "be"
    if low == "her" and xpos == "PRP":
        return "she"
    return TABLE.get(low) or _base(low, upos, xpos)


def _base(low: str, upos: str, xpos: str) -> str:
    if xpos in GRADES:
        return GRADED.get(low) or _looked_up(low, GRADES[xpos])
    # A tag of a base form on `accuses` is the tagger's slip: the ending is surer.
    is_base = xpos in BASES and not low.endswith("s")
    inflects = upos in {"VERB", "AUX", "NOUN"} and not is_base and low.isalpha()
    return _looked_up(low, upos) if inflects else low


def _looked_up(low: str, upos: str) -> str:
    from lemminflect import getLemma

    found: tuple[str, ...] = getLemma(low, upos)
    return found[0] if found else low
