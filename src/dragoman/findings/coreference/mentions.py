"""The noun phrases of an article that may stand for the same thing, and what each looks like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dragoman.findings.coreference.names import NONE, Name, name_of
from dragoman.findings.coreference.words import (
    DEFINITENESS,
    FEMALE,
    GENDERS,
    MALE,
    PRONOUNS,
    definiteness_of,
    pronoun_class,
)
from dragoman.knowledge.persons import gender_of
from dragoman.language.article import article_of
from dragoman.language.reading import reading_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

OUTSIDE = frozenset(
    "punct case cc mark conj parataxis advcl cop nsubj aux aux:pass expl ccomp nsubj:pass "
    "nsubj:outer discourse obl obl:unmarked list dep vocative csubj orphan reparandum".split()
)
"""Relations whose dependents lie outside the noun phrase of their head."""

INNER = frozenset({"flat", "fixed", "goeswith", "reparandum"})
ROLES = (
    "nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "nmod", "nmod:poss", "compound",
    "appos", "conj", "root", "nmod:desc", "other",
)  # fmt: skip
ENTITIES = ("", "PER", "ORG", "LOC", "MISC")
TYPES = ("pronoun", "name", "nominal", "coordination")
NUMBERS = ("unknown", "singular", "plural")
CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "VERB"})
SPEECH = frozenset(
    "say tell add ask note warn argue claim insist explain reply write announce declare state "
    "think believe suggest describe call respond continue deny reject accuse".split()
)
ARTICLES = frozenset("the a an this that these those".split())
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})


@dataclass(frozen=True, eq=False)
class Mentions:
    """The candidate mentions of a doc in text order, one row each.

    starts, ends, heads: tokens, half-open. attributes: (n, columns) small integers, one column for
    each of `COLUMNS`. keys: (n, 4) ids of the phrase, its head's lemma, a name's last word and a
    name's initials, equal where the words are, -1 where there is none. contents: the words of
    each phrase that are no articles, marks and small words. names: what each name can be known
    by. vectors: (n, 768), the contextual vector of the head and the mean over the phrase.
    """

    starts: NDArray[np.int32]
    ends: NDArray[np.int32]
    heads: NDArray[np.int32]
    attributes: NDArray[np.int32]
    keys: NDArray[np.int32]
    contents: tuple[frozenset[str], ...]
    names: tuple[Name, ...]
    vectors: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.starts)

    def column(self, name: str) -> NDArray[np.int32]:
        """One attribute of every mention."""
        return self.attributes[:, COLUMNS.index(name)]


COLUMNS = (
    "type", "pronoun", "number", "gender", "definiteness", "role", "entity", "quoted", "length",
    "sentence", "paragraph", "governor", "place", "nested", "speaking",
)  # fmt: skip
SIZES = {
    "type": len(TYPES),
    "pronoun": len(PRONOUNS),
    "number": len(NUMBERS),
    "gender": len(GENDERS),
    "definiteness": len(DEFINITENESS),
    "role": len(ROLES),
    "entity": len(ENTITIES),
    "quoted": 2,
    "length": 6,
    "place": 4,
    "nested": 2,
    "speaking": 2,
}
"""How many values each attribute that describes a mention by itself can have."""


def mentions_of(doc: Doc) -> Mentions:
    """Every noun phrase of the doc, coordinations once more as a whole."""
    spans = sorted(
        {(start, end, head) for start, end, head in _spans(doc)}, key=lambda s: (s[0], -s[1])
    )
    spans = _distinct(spans)
    if not spans:
        return _none()
    numbers = _sentence_numbers(doc)
    quoted = _quoted(doc)
    paragraphs = article_of(doc).paragraphs
    rows: list[list[int]] = []
    texts: list[tuple[str, str, str, str]] = []
    contents: list[frozenset[str]] = []
    names: list[Name] = []
    ends_so_far = 0
    for start, end, head in spans:
        token = doc[head]
        kind = _type(doc, start, end, token)
        row = _row(doc, token, kind, start, end)
        row += [int(quoted[head]), _bucket(end - start), int(numbers[head]), int(paragraphs[head])]
        row += [token.head.i if token.head != token else -1, _place(start, len(doc))]
        row += [int(end <= ends_so_far), _speaks(token)]
        ends_so_far = max(ends_so_far, end)
        rows.append(row)
        texts.append(_texts(doc, start, end, token, kind))
        contents.append(_contents(doc, start, end, kind))
        names.append(name_of(doc, start, end, head) if kind == 1 else NONE)
    _share_genders(rows, texts)
    starts, ends, heads = (np.array(column, dtype=np.int32) for column in zip(*spans, strict=True))
    return Mentions(
        starts,
        ends,
        heads,
        np.array(rows, dtype=np.int32),
        _keys(texts),
        tuple(contents),
        tuple(names),
        _vectors(doc, spans),
    )


def _none() -> Mentions:
    empty = np.zeros(0, dtype=np.int32)
    width = len(COLUMNS)
    return Mentions(
        empty,
        empty,
        empty,
        np.zeros((0, width), dtype=np.int32),
        np.zeros((0, 4), dtype=np.int32),
        (),
        (),
        np.zeros((0, 768), dtype=np.float32),
    )


def _spans(doc: Doc) -> list[tuple[int, int, int]]:
    lows, highs = _reaches(doc)
    spans: list[tuple[int, int, int]] = []
    for token in doc:
        if token.pos_ not in {"NOUN", "PROPN", "PRON"} or token.dep_.partition(":")[0] in INNER:
            continue
        if token.dep_ == "expl" or token.lower_ in {"who", "which", "whom", "there"}:
            continue
        start, end = _phrase(token, lows, highs)
        spans.append((start, end, token.i))
        joined = [child for child in token.children if child.dep_ == "conj"]
        if joined and token.dep_ != "conj":
            last = max(_phrase(child, lows, highs)[1] for child in joined)
            if last > end:
                spans.append((start, last, token.i))
    return spans


def _reaches(doc: Doc) -> tuple[list[int], list[int]]:
    """The first token, and the one after the last, of everything below each token."""
    lows, highs = [], []
    for token in doc:
        lows.append(token.left_edge.i)
        highs.append(token.right_edge.i + 1)
    return lows, highs


def _phrase(token: Token, lows: Sequence[int], highs: Sequence[int]) -> tuple[int, int]:
    """The noun phrase of a head; a possessor's ends with its mark."""
    start, end = token.i, token.i + 1
    for child in token.children:
        possessive = child.dep_ == "case" and child.i > token.i and child.lower_ in POSSESSIVE
        if child.dep_ in OUTSIDE and not possessive:
            continue
        start = min(start, lows[child.i])
        end = max(end, highs[child.i])
    return start, end


def _distinct(spans: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """One candidate a stretch of tokens."""
    kept: dict[tuple[int, int], tuple[int, int, int]] = {}
    for start, end, head in spans:
        kept.setdefault((start, end), (start, end, head))
    return list(kept.values())


def _type(doc: Doc, start: int, end: int, head: Token) -> int:
    if any(child.dep_ == "conj" and start <= child.i < end for child in head.children):
        return 3
    if head.pos_ == "PRON":
        return 0
    return 1 if head.pos_ == "PROPN" or doc[start].ent_type_ else 2


def _row(doc: Doc, head: Token, kind: int, start: int, end: int) -> list[int]:
    pronoun = pronoun_class(head.lower_) if kind == 0 else 0
    number = _number(head, kind, pronoun)
    gender = _gender(doc, head, kind, pronoun, start, end)
    role = head.dep_ if head.dep_ in ROLES else head.dep_.partition(":")[0]
    if head.dep_ == "ROOT":
        role = "root"
    return [
        kind,
        pronoun,
        number,
        gender,
        definiteness_of(doc[start].lower_, doc[start].dep_),
        ROLES.index(role) if role in ROLES else len(ROLES) - 1,
        ENTITIES.index(head.ent_type_) if head.ent_type_ in ENTITIES else 0,
    ]


def _number(head: Token, kind: int, pronoun: int) -> int:
    if kind == 3:
        return 2
    if kind == 0:
        word = PRONOUNS[pronoun]
        return 2 if word in {"we", "they", "these"} else 0 if word in {"", "you", "who"} else 1
    if head.pos_ == "PROPN":
        return 1 if head.ent_type_ == "PER" else 0
    plural = head.lower_.endswith("s") and head.lemma_.lower() != head.lower_
    return 2 if plural or head.lower_ in {"people", "men", "women", "children"} else 1


def _gender(doc: Doc, head: Token, kind: int, pronoun: int, start: int, end: int) -> int:
    """Index into GENDERS: unknown, male, female, neuter, person."""
    if kind == 0:
        return {"he": 1, "she": 2, "it": 3, "i": 4, "you": 4, "we": 4}.get(PRONOUNS[pronoun], 0)
    words = {doc[at].lower_ for at in range(start, end)}
    if kind != 3 and (words & MALE or words & FEMALE):
        return 2 if words & FEMALE else 1
    if kind == 1 and head.ent_type_ in {"PER", ""}:
        given = gender_of(head.text)
        if given is not None:
            return 2 if given == "female" else 1
    return {"PER": 4, "ORG": 3, "LOC": 3}.get(head.ent_type_, 0)


def _speaks(head: Token) -> int:
    """Whether the phrase is the subject of a verb of speech."""
    return int(head.dep_ == "nsubj" and head.head.lemma_.lower() in SPEECH)


def _contents(doc: Doc, start: int, end: int, kind: int) -> frozenset[str]:
    if kind in {0, 3}:
        return frozenset()
    words = (doc[at] for at in range(start, end) if doc[at].pos_ in CONTENT)
    return frozenset(word.lemma_.lower() for word in words)


def _share_genders(rows: list[list[int]], texts: list[tuple[str, str, str, str]]) -> None:
    """A surname alone has the gender of the full name in the article."""
    at = COLUMNS.index("gender")
    known = {text[2]: row[at] for row, text in zip(rows, texts, strict=True) if row[at] in {1, 2}}
    for row, text in zip(rows, texts, strict=True):
        if text[2] and row[at] in {0, 4}:
            row[at] = known.get(text[2], row[at])


def _texts(doc: Doc, start: int, end: int, head: Token, kind: int) -> tuple[str, str, str, str]:
    """The words by which mentions match: phrase, head, a name's last word, its initials."""
    words = [doc[at].lower_ for at in range(start, end)]
    while start < end - 1 and words[0] in ARTICLES:
        start += 1
        del words[0]
    while end - 1 > start and words[-1] in POSSESSIVE:
        end -= 1
        del words[-1]
    phrase = " ".join(words)
    lemma = head.lemma_.lower() if kind != 3 else phrase
    if kind != 1:
        return phrase, lemma, "", ""
    capitals = [token.text for token in doc[start:end] if token.text[:1].isupper()]
    last = _last_of_name(doc, head)
    initials = "".join(word[0] for word in capitals) if len(capitals) > 2 else ""
    short = phrase.replace(".", "").upper()
    alone = len(phrase) < 7 and doc[start:end].text.isupper() and len(short) > 2
    return phrase, lemma, last, short if alone else initials


def _last_of_name(doc: Doc, head: Token) -> str:
    last = max([head.i, *(child.i for child in head.children if child.dep_.startswith("flat"))])
    return doc[last].lower_


def _keys(texts: list[tuple[str, str, str, str]]) -> NDArray[np.int32]:
    ids: dict[str, int] = {}
    rows = [[ids.setdefault(text, len(ids)) if text else -1 for text in row] for row in texts]
    return np.array(rows, dtype=np.int32)


def _vectors(doc: Doc, spans: list[tuple[int, int, int]]) -> NDArray[np.float32]:
    vectors = reading_of(doc).vectors.astype(np.float32)
    sums = np.concatenate([np.zeros((1, vectors.shape[1]), np.float32), np.cumsum(vectors, axis=0)])
    starts = np.array([start for start, _, _ in spans])
    ends = np.array([end for _, end, _ in spans])
    means = (sums[ends] - sums[starts]) / (ends - starts)[:, None]
    heads = np.array([head for _, _, head in spans])
    return np.concatenate([vectors[heads], means], axis=1).astype(np.float32)


def _sentence_numbers(doc: Doc) -> NDArray[np.int32]:
    starts = np.array([bool(token.is_sent_start) for token in doc], dtype=np.int32)
    return np.asarray(np.cumsum(starts), dtype=np.int32)


def _quoted(doc: Doc) -> NDArray[np.bool_]:
    """Whether each token stands between quotation marks; marks pair up inside a paragraph."""
    paragraphs = article_of(doc).paragraphs
    flags = np.zeros(len(doc), dtype=np.bool_)
    inside = False
    for token in doc:
        if token.i and paragraphs[token.i] != paragraphs[token.i - 1]:
            inside = False
        if token.text in {"“", "``"}:
            inside = True
        elif token.text in {"”", "''"}:
            inside = False
        elif token.text == '"':
            inside = not inside
        flags[token.i] = inside
    return flags


def _bucket(length: int) -> int:
    return min(length, 5) if length < 6 else 5


def _place(start: int, total: int) -> int:
    return 0 if start < 40 else 1 if start < total // 3 else 2 if start < 2 * total // 3 else 3
