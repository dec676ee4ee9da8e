"""Where an article speaks of an instrument: the noun phrase, and what it tells by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.findings.agreements.words import (
    INSTRUMENTS,
    NEED_SIGNATURE,
    NO_INSTRUMENT,
    OF_SECURITY,
    OF_THE_NAME,
    SETS_APART,
    STAGE_OF_MODIFIER,
    STAGE_OF_NOUN,
    STRATEGIC,
    WRAPPING,
)
from dragoman.language.article import article_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

OPENS_A_TITLE = frozenset("on of for against concerning relating".split())
WITHIN_A_TITLE = OPENS_A_TITLE | frozenset("the and to in - non".split())
IN_A_TITLE = frozenset(("NOUN", "PROPN", "ADJ", "X"))
"""What a name goes on with: the Treaty on the Non-Proliferation of Nuclear Weapons."""
QUOTES = re.compile('["“”]')
PRONOUN = "it"
LIVED = frozenset(
    "sign conclude ratify expire lapse initial renew suspend enter take replace supersede".split()
)
"""What only an instrument is said to do or undergo, when a pronoun is the subject."""

YEAR = re.compile(r"(1[6-9]|20)\d\d")
BEFORE_HEAD = frozenset("det amod compound nummod nmod punct case cc conj advmod flat dep".split())
"""Relations, without subtypes, of what stands before the head in its phrase."""

NOT_OF_THE_NAME = frozenset(["det", "nmod:poss", "case"])


@dataclass(frozen=True, slots=True)
class Mention:
    """A noun phrase for an instrument; `start` and `end` are tokens, half-open, round `head`.

    `words` are its modifiers that tell it from others, `title` the proper names among them, as
    written; `year` stands in the phrase itself.
    """

    head: Token
    start: int
    end: int
    kind: str
    name: str
    words: frozenset[str]
    year: str | None
    definite: bool
    plural: bool
    named: bool
    title: frozenset[str]
    apart: bool
    headline: bool

    @property
    def matter(self) -> frozenset[str]:
        """What it is about; empty when its modifiers do not say."""
        telling = {"security" if word in OF_SECURITY else word for word in self.words}
        return frozenset(telling - WRAPPING - {word.lower() for word in self.title})

    @property
    def negated(self) -> bool:
        """Whether the phrase says that there is none: no treaty, no such pact."""
        return any(child.lower_ in ("no", "any") for child in self.head.children) or (
            self.head.i > 0 and self.head.nbor(-1).lower_ == "no"
        )


def find_mentions(doc: Doc) -> Iterator[Mention]:
    """Yield the noun phrases for instruments in text order."""
    article = article_of(doc)
    for token in doc:
        kind = PRONOUN if _is_pronoun(token) else _kind_of(token)
        if kind is not None:
            headline = article.roles[int(article.paragraphs[token.i])] == "headline"
            yield _mention(token, kind, headline=headline)


def _is_pronoun(token: Token) -> bool:
    """`It was signed in Riyadh`: a pronoun that opens a sentence of an instrument's life."""
    opens = token.lower_ == "it" and token.i == token.sent.start
    return opens and token.dep_.startswith("nsubj") and token.head.lemma_.lower() in LIVED


def _kind_of(token: Token) -> str | None:
    kind = INSTRUMENTS.get(_singular(token))
    if kind is None or token.pos_ not in ("NOUN", "PROPN"):
        return None
    if token.dep_.startswith("compound") and not _opens_talks(token.head):
        return None
    modifiers = {child.lower_ for child in token.children if child.i < token.i}
    if modifiers & NO_INSTRUMENT or _is_phrase(token):
        return None
    if kind == "partnership" and not modifiers & STRATEGIC:
        return None
    if kind == "letter" and not any(child.lemma_ == "attach" for child in token.children):
        return None
    return kind


def _singular(token: Token) -> str:
    lower = token.lower_
    return lower if lower in INSTRUMENTS else token.lemma_.lower()


def _opens_talks(head: Token) -> bool:
    """`trade deal talks` speaks of a deal; `treaty ally` and `deal makers` do not."""
    return STAGE_OF_NOUN.get(head.lemma_.lower()) is not None


def _is_phrase(token: Token) -> bool:
    """`in agreement`, `of its own accord`, `according`."""
    case = [child.lower_ for child in token.children if child.dep_ == "case"]
    bare = not any(c.dep_ in ("det", "amod", "compound", "nmod:poss") for c in token.children)
    return (bare and case == ["in"]) or any(c.lower_ == "own" for c in token.children)


def _mention(head: Token, kind: str, *, headline: bool) -> Mention:
    start, end = _left_edge(head), _right_edge(head)
    doc = head.doc
    before = [doc[i] for i in range(start, head.i)]
    inside = [t for t in before if t.dep_ not in NOT_OF_THE_NAME and t.pos_ not in ("DET", "PRON")]
    year = next((t.text for t in before if YEAR.fullmatch(t.text)), None) or _year_after(head)
    capitals = headline or _is_in_capitals(head.sent)
    named = head.text[0].isupper() and not capitals and head.i != head.sent.start
    if not named and not _is_in_capitals(head.sent):
        named = any(t.pos_ == "PROPN" and t.dep_ == "compound" for t in inside) and bool(
            head.text[0].isupper()
        )
    telling = {t.lemma_.lower() for t in inside if t.pos_ in ("NOUN", "ADJ", "PROPN", "VERB")}
    determiners = {t.lower_ for t in before if t.head == head} | {t.lower_ for t in before[:1]}
    possessed = any(t.dep_ == "nmod:poss" for t in before if t.head == head)
    return Mention(
        head=head,
        start=start,
        end=end,
        kind=kind,
        name=_name(inside, head, end),
        words=frozenset(telling - SETS_APART - STAGE_OF_MODIFIER.keys() - {"new", "very", "same"}),
        year=year,
        definite=possessed or bool(determiners & {"the", "this", "that", "these", "those"}),
        plural=head.text.lower().endswith("s") and not head.lower_.endswith("ss"),
        named=named,
        title=frozenset() if capitals else frozenset(t.text for t in inside if _is_title(t)),
        apart=any(
            t.lemma_.lower() in SETS_APART and not (t.is_title and t.i != head.sent.start)
            for t in inside
        ),
        headline=headline,
    )


def _is_in_capitals(sentence: TokenSpan) -> bool:
    """Whether it is printed in capitals, which then tell no name from a noun."""
    return not any(token.is_lower for token in sentence)


def _is_title(token: Token) -> bool:
    """Whether a modifier is written as a name: the ANZUS treaty, the Kigali accord."""
    return (
        token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN") and token.i > token.sent.start
    )


def _left_edge(head: Token) -> int:
    """The first token of the phrase: what stands unbroken before the head and hangs on it."""
    start = head.i
    inside = {head.i}
    while start > head.sent.start:
        token = head.doc[start - 1]
        anchor = token
        while anchor.head.i != anchor.i and anchor.i < head.i and anchor.head.i not in inside:
            anchor = anchor.head
        hangs = token.head.i in inside or (anchor.head.i in inside and anchor.i < head.i)
        if not hangs or anchor.dep_.split(":")[0] not in BEFORE_HEAD:
            break
        if anchor.dep_ == "case" and anchor.head.i == head.i:
            break
        start -= 1
        inside.add(start)
    return start


def _right_edge(head: Token) -> int:
    """One past the last token: `of understanding` belongs to the name, and what is written as one:
    the Convention on the Law of the Sea.
    """
    end = head.i + 1
    doc = head.doc
    if end + 1 < len(doc) and doc[end].lower_ == "of" and doc[end + 1].lower_ in OF_THE_NAME:
        return end + 2
    prose = any(t.is_lower and t.pos_ in ("NOUN", "VERB") for t in head.sent)
    last = end
    while prose and head.is_title and end < head.sent.end:
        token = doc[end]
        if token.is_title and token.ent_type_ not in ("LOC", "PER") and token.pos_ in IN_A_TITLE:
            last = end + 1
        elif token.lower_ not in WITHIN_A_TITLE:
            break
        end += 1
    return (
        last if doc[head.i + 1 : last] and doc[head.i + 1].lower_ in OPENS_A_TITLE else head.i + 1
    )


def _year_after(head: Token) -> str | None:
    """`the treaty of 1961`, `the Treaty of Friendship of 1961`."""
    for child in head.children:
        is_of = any(case.lower_ == "of" for case in child.children)
        if child.i > head.i and is_of and YEAR.fullmatch(child.text):
            return child.text
    return None


def _name(inside: list[Token], head: Token, end: int) -> str:
    """The phrase without articles, possessives, years and words that only place it in time."""
    skipped = SETS_APART | STAGE_OF_MODIFIER.keys() | {"new", "landmark", "historic"}
    doc = head.doc
    start = first = inside[0].i if inside else head.i
    while start < head.i and (
        doc[start].lower_ in skipped
        or YEAR.fullmatch(doc[start].text)
        or doc[start].pos_ in ("PUNCT", "CCONJ", "ADV", "NUM", "DET", "SYM")
        or doc[start].lower_ in ("billion", "million")
        or (start > first and doc[start - 1].text == "-")
    ):
        start += 1
    return QUOTES.sub("", doc[start:end].text)


def needs_signature(mention: Mention) -> bool:
    """Whether the word alone does not make an agreement: a party convention, a declaration."""
    return mention.kind in NEED_SIGNATURE and not (mention.named and mention.kind == "convention")
