"""Attributions that the parse finds by itself: reporting verbs and nouns with their clauses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.findings.acts import is_speech
from dragoman.findings.attributions import Attribution, tokens_in
from dragoman.findings.subjects import phrase_of, possessor_of, subject_of
from dragoman.knowledge.cues import cue_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.attributions import Range


def nested_attributions(doc: Doc, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reports inside reports: a reporting verb with subject and clause inside a content.

    The inner one's `outer` is the index of the content's attribution in `found`.
    """
    taken = {i for one in found for start, end in one.cue for i in range(start, end)}
    for at, one in enumerate(found):
        for token in tokens_in(doc, one.content):
            if token.i in taken:
                continue
            inner = _attribution_at(token)
            if inner is not None and _inside(inner, one.content):
                taken.add(token.i)
                yield replace(inner, outer=at)


def parsed_attributions(doc: Doc, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reporting verbs with subject and clause that the tagger passed over, outside any content."""
    taken = {
        i for one in found for start, end in (*one.cue, *one.content) for i in range(start, end)
    }
    for token in doc:
        one = None if token.i in taken else _attribution_at(token)
        if one is not None:
            yield one


def with_announced(
    doc: Doc, found: Sequence[Attribution], paragraphs: Sequence[Range]
) -> list[Attribution]:
    """`The minister said:` at the end of a paragraph: the next paragraph is what was said.

    So are those behind it that speak as `I` or `we`; where else it ends is not marked without
    quotation marks, and no further paragraph is taken.
    """
    all_of_them = list(found)
    for at, (start, end) in enumerate(paragraphs[:-1]):
        last = next((t for t in reversed(doc[start:end]) if not t.is_space), None)
        if last is None or last.text != ":":
            continue
        verb = last.sent.root
        subject = subject_of(verb) if is_reporting_verb(verb) else None
        if subject is None or subject.i == verb.i:
            continue
        said = _announced(doc, paragraphs[at + 1 :])
        known = next((n for n, one in enumerate(all_of_them) if _covers(one.cue, verb.i)), None)
        if known is None:
            cue = cue_range(verb)
            all_of_them.append(Attribution((phrase_of(subject),), (cue,), said, voice="parse"))
        elif _is_plain_part(doc, all_of_them[known], said[0]):
            all_of_them[known] = replace(all_of_them[known], content=said)
    return all_of_them


def _announced(doc: Doc, paragraphs: Sequence[Range]) -> tuple[Range, ...]:
    """The first paragraph, and those behind it in the first person and without quotations."""
    said = [paragraphs[0]]
    for start, end in paragraphs[1:]:
        first_person = any(token.lower_ in FIRST_PERSON for token in doc[start:end])
        if not first_person or any(token.is_quote for token in doc[start:end]):
            break
        said.append((start, end))
    return tuple(said)


FIRST_PERSON = frozenset(["i", "my", "me", "we", "our", "us"])


def _covers(ranges: Sequence[Range], at: int) -> bool:
    return any(start <= at < end for start, end in ranges)


def _is_plain_part(doc: Doc, one: Attribution, paragraph: Range) -> bool:
    """Whether the content begins in the paragraph, and the paragraph quotes nothing."""
    start, end = paragraph
    inside = any(start <= first < end for first, _ in one.content)
    return inside and not any(token.is_quote for token in doc[start:end])


def _attribution_at(token: Token) -> Attribution | None:
    return clause_attribution(token) if is_reporting_verb(token) else noun_attribution(token)


def noun_attribution(noun: Token) -> Attribution | None:
    """`Greek allegations that …`, `a report that …`: a noun of speech with its clause."""
    entry = cue_named(noun.lemma_, "NOUN") if noun.pos_ == "NOUN" else None
    if entry is None or entry.kind != "speech":
        return None
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and _has_that(c)), None)
    if clause is None:
        return None
    source = possessor_of(noun) or next(
        (c for c in noun.children if c.dep_ == "amod" and c.ent_type_), None
    )
    return Attribution(
        source=() if source is None else (phrase_of(source),),
        cue=((noun.i, noun.i + 1),),
        content=(_subtree_range(clause),),
        voice="parse",
    )


def _has_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def is_reporting_verb(token: Token) -> bool:
    """Whether the token is a verb of speech in a finite or participial clause."""
    return token.pos_ == "VERB" and is_speech(token)


def clause_attribution(verb: Token) -> Attribution | None:
    """What a reporting verb makes with its own clause; None without subject or clause."""
    subject = subject_of(verb)
    if subject is None or subject.i == verb.i:
        return None
    content = _content_of(verb)
    if content is None:
        return None
    return Attribution(
        source=(phrase_of(subject),), cue=(cue_range(verb),), content=(content,), voice="parse"
    )


def _content_of(verb: Token) -> Range | None:
    """The clause a verb reports; of an accusation, whom it accuses and of what."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is None:
        clause = next((c for c in verb.children if c.dep_ == "parataxis" and c.i < verb.i), None)
    accused = next((c for c in verb.children if c.dep_ in ("obj", "nsubj:pass")), None)
    entry = cue_named(verb.lemma_, "VERB")
    if accused is not None and entry is not None and entry.act == "accuse":
        of = next((c for c in verb.children if c.i > accused.i and _is_of(c)), None)
        if of is not None:
            return _subtree_range(accused)[0], _subtree_range(of)[1]
    return None if clause is None else _subtree_range(clause)


def _is_of(token: Token) -> bool:
    return any(c.dep_ in ("mark", "case") and c.lower_ in ("of", "for") for c in token.children)


def cue_range(verb: Token) -> Range:
    """The verb with its auxiliaries, negation and particles where they touch it."""
    first = last = verb.i
    near = {
        child.i
        for child in verb.children
        if child.dep_.startswith("aux") or child.dep_ == "compound:prt" or child.lower_ in _NEGATION
    }
    while first - 1 in near:
        first -= 1
    while last + 1 in near:
        last += 1
    return first, last + 1


_NEGATION = frozenset(["not", "n't", "never"])


def _subtree_range(clause: Token) -> Range:
    inside = [t.i for t in clause.subtree]
    first, last = min(inside), max(inside)
    doc = clause.doc
    while last > first and doc[last].is_punct and not doc[last].is_quote:
        last -= 1
    return first, last + 1


def _inside(inner: Attribution, content: Sequence[Range]) -> bool:
    return all(
        any(start <= first and last <= end for start, end in content)
        for first, last in (*inner.cue, *inner.content)
    )
