"""The obligations of an instrument, directed, with the sentence and the voice that tell each."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dragoman.findings.agreements.parties import group_at
from dragoman.findings.agreements.promises import (
    Wording,
    conditions_in,
    is_mutual,
    named_types,
    trigger_in,
    wordings_in,
)
from dragoman.findings.agreements.words import INSTRUMENTS, MODALS
from dragoman.findings.offsets import TokenIndex
from dragoman.findings.subjects import SUBJECTS
from dragoman.knowledge.cues import cue_named
from dragoman.language.article import span_of
from dragoman.schema import Obligation
from dragoman.schema.findings import GRADES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

    from dragoman.findings.agreements.clusters import Cluster
    from dragoman.findings.context import Context
    from dragoman.schema import Span, Statement
    from dragoman.schema.findings import Grade, ObligationType

REACH = 2
"""Sentences after a mention in which a promise may still be of the same instrument."""

SELF = frozenset(["draft", "text", "article", "document", "clause", "preamble"])
"""Nouns that speak for the instrument: the draft reads, Article 4 says."""

SAYS_THE_TEXT = re.compile(
    r"\b(?:says?|states?|reads?|stipulates?|according to) the (?:\w+ )?"
    r"(?:agreement|treaty|pact|accord|draft|text|document|article|deal|protocol)\b"
    r"|\b(?:agreement|treaty|pact|accord|draft|text|document|article \w+|protocol) "
    r"(?:says?|states?|reads?|stipulates?|provides?)\b",
    re.IGNORECASE,
)
"""A quotation of the instrument itself."""

MEDIA = frozenset("agency newspaper daily television tv radio media broadcaster magazine".split())
"""Nouns of outlets: a state's news agency is no signatory."""

SAYING = frozenset(
    "say tell add state declare announce confirm stress insist explain note call warn".split()
)
"""Verbs of speech, where the attribution tags give no statement."""

SUMMARIES = frozenset(["summary", "communique", "communiqué"])


class Voice(NamedTuple):
    """Who tells a promise: the grade it earns, and the statement when there is one."""

    grade: Grade
    statement: str | None


def obligations_of(
    doc: Doc, cluster: Cluster, others: Sequence[Cluster], context: Context
) -> tuple[Obligation, ...]:
    """The obligations of the instrument; one for each type and direction, the best-told first."""
    if len(cluster.parties) < 2:
        return ()
    found: dict[tuple[ObligationType, tuple[str, ...], tuple[str, ...]], Obligation] = {}
    for one in (*_worded(doc, cluster, others, context), *_named(doc, cluster)):
        key = (one.type, one.owed_by, one.owed_to)
        before = found.get(key)
        if before is None or GRADES.index(one.grade) < GRADES.index(before.grade):
            found[key] = one
    worded = {one.type for one in found.values() if one.grade != "named_only"}
    return tuple(o for o in found.values() if o.grade != "named_only" or o.type not in worded)


def _worded(
    doc: Doc, cluster: Cluster, others: Sequence[Cluster], context: Context
) -> Iterator[Obligation]:
    for sentence in _sentences_of(doc, cluster, others):
        for wording in wordings_in(sentence.text):
            if _owner(sentence, wording, (cluster, *others)) not in (cluster, None):
                continue
            sides = _sides(sentence, wording, cluster.parties, context)
            if sides is None:
                continue
            voice = voice_of(sentence, wording, cluster.parties, context)
            yield Obligation(
                type=wording.type,
                owed_by=sides[0],
                owed_to=sides[1],
                trigger=trigger_in(sentence.text),
                conditions=conditions_in(sentence.text),
                grade=voice.grade,
                modality=_modality(sentence, wording),
                evidence=(span_of(doc, sentence.start, sentence.end),),
                statement=voice.statement,
            )


def _named(doc: Doc, cluster: Cluster) -> Iterator[Obligation]:
    """What the instrument's own name tells."""
    for mention in cluster.mentions:
        phrase = doc[mention.start : mention.end]
        for wording in named_types(phrase.text):
            sentence = mention.head.sent
            yield Obligation(
                type=wording.type,
                owed_by=cluster.parties,
                owed_to=cluster.parties,
                grade="named_only",
                evidence=(span_of(doc, sentence.start, sentence.end),),
            )


def _sentences_of(doc: Doc, cluster: Cluster, others: Sequence[Cluster]) -> Iterator[TokenSpan]:
    """Sentences with a mention of it, and those right after that mention no other instrument."""
    sentences = list(doc.sents)
    number = {token.i: n for n, sentence in enumerate(sentences) for token in sentence}
    own = {number[mention.head.i] for mention in cluster.mentions}
    foreign = {number[m.head.i] for other in others for m in other.mentions}
    near: set[int] = set()
    first = cluster.mentions[0]
    if first.definite and not first.words and min(own) > 0:
        near.add(min(own) - 1)  # the sentence before `the accord` says what was agreed
    for n in own:
        near.add(n)
        for after in range(n + 1, min(n + 1 + REACH, len(sentences))):
            if after in foreign:
                break
            near.add(after)
    for n in sorted(near):
        if n in own or n not in foreign:
            yield sentences[n]


def _owner(sentence: TokenSpan, wording: Wording, clusters: Sequence[Cluster]) -> Cluster | None:
    """Whose promise it is where a sentence speaks of several instruments; None where of one.

    The one that is an argument of a verb above the promise; else the last one before it.
    """
    here = [(m.head, one) for one in clusters for m in one.mentions if m.head.sent == sentence]
    if len({id(one) for _, one in here}) < 2:
        return None
    tokens = _tokens_of(sentence, wording)
    above = [verb for token in tokens for verb in _all_above(token) if verb.pos_ == "VERB"]
    for verb in above:
        owners = [one for head, one in here if head.head.i == verb.i]
        if owners:
            return owners[0]
    before = [(head.i, n) for n, (head, _) in enumerate(here) if head.i < tokens[0].i]
    return here[max(before)[1]][1] if before else here[0][1]


def _all_above(token: Token) -> Iterator[Token]:
    while token.head.i != token.i:
        token = token.head
        if token.pos_ == "VERB" and token.dep_ in ("ROOT", "ccomp", "parataxis", "conj"):
            yield token


def _sides(
    sentence: TokenSpan, wording: Wording, parties: tuple[str, ...], context: Context
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Who promises, and to whom; None when the sentence does not say."""
    tokens = _tokens_of(sentence, wording)
    promisor = _promisors(tokens, parties, context)
    beneficiary = _beneficiaries(tokens, parties, promisor, context)
    if promisor and beneficiary and set(promisor) != set(parties):
        return promisor, beneficiary
    if is_mutual(sentence.text) or (promisor and set(promisor) == set(parties)):
        return parties, parties
    if promisor and len(parties) == 2:
        return promisor, tuple(one for one in parties if one not in promisor)
    return None


def _tokens_of(sentence: TokenSpan, wording: Wording) -> list[Token]:
    start = sentence.start_char + wording.start
    end = sentence.start_char + wording.end
    return [token for token in sentence if token.idx < end and token.idx + len(token) > start]


def _promisors(
    tokens: Iterable[Token], parties: tuple[str, ...], context: Context
) -> tuple[str, ...]:
    """The subjects of the promising verbs, and of the verbs above them that promise or oblige."""
    for token in tokens:
        if token.pos_ not in ("VERB", "AUX", "ADJ"):
            continue
        for verb in (token, *_governing(token)):
            found = [
                one
                for child in verb.children
                if child.dep_ in SUBJECTS
                for one in group_at(child, context)
                if one in parties
            ]
            found = found or [
                one
                for child in verb.children
                if child.dep_ in ("obj", "iobj") and verb is not token
                for one in group_at(child, context)
                if one in parties
            ]
            if found:
                return tuple(dict.fromkeys(found))
    return ()


def _governing(token: Token) -> Iterator[Token]:
    """The verbs above an infinitive: `pledged to support`, `obliges Fiji to remain`."""
    while token.dep_ in ("xcomp", "ccomp", "conj", "advcl") and token.head.i != token.i:
        token = token.head
        if token.pos_ in ("VERB", "AUX", "ADJ"):
            yield token


def _beneficiaries(
    tokens: Iterable[Token],
    parties: tuple[str, ...],
    promisors: tuple[str, ...],
    context: Context,
) -> tuple[str, ...]:
    """The parties among the objects and obliques of the promise."""
    found: list[str] = []
    for token in tokens:
        if token.dep_.startswith(("obj", "iobj", "obl", "nmod")):
            found += [one for one in group_at(token, context) if one in parties]
    return tuple(dict.fromkeys(one for one in found if one not in promisors))


def voice_of(
    sentence: TokenSpan, wording: Wording, parties: tuple[str, ...], context: Context
) -> Voice:
    """Who says so: the instrument's text, a signatory in his own or in other words, the report."""
    tokens = _tokens_of(sentence, wording)
    spans = [span_of(sentence.doc, token.i, token.i + 1) for token in tokens]
    quoted = _is_quoted(sentence.doc, tokens)
    if quoted and SAYS_THE_TEXT.search(sentence.text):
        return Voice("text", None)
    index = TokenIndex(sentence.doc)
    found = _statements_around(spans, context)
    around = [one for one in found if _is_speech(one, sentence.doc, index)]
    for said in around:
        source = _words_of(said.source, context)
        if source & (SELF | INSTRUMENTS.keys()):
            if quoted:
                return Voice("text", said.id)
            continue  # the agreement provides, the spokesman said: the spokesman is the voice
        if source & MEDIA:
            return Voice("press_report", said.id)
        if source & SUMMARIES:
            return Voice("official_summary", said.id)
        if set(_speakers(said, sentence.doc, index, context)) & set(parties):
            return Voice("signatory_quoted" if quoted else "signatory_indirect", said.id)
        return Voice("press_report", said.id)
    if around:
        return Voice("press_report", around[0].id)
    return _voice_by_syntax(tokens, parties, context, quoted=quoted)


def _is_speech(said: Statement, doc: Doc, index: TokenIndex) -> bool:
    """Whether somebody says it: `they signed a treaty that included` is the reporter's telling."""
    cue = index.tokens_of(said.cue)
    return not cue or any(cue_named(doc[i].lemma_, pos) for i in cue for pos in ("VERB", "NOUN"))


def _speakers(said: Statement, doc: Doc, index: TokenIndex, context: Context) -> tuple[str, ...]:
    """The states that speak; where the speaker is not resolved, the states his title names."""
    states = context.states_of(said.speakers) or said.speakers
    if states:
        return states
    tokens = index.tokens_of(said.source)
    if not tokens:
        return ()
    return tuple(group_at(doc[tokens[0] : tokens[-1] + 1].root, context))


def _voice_by_syntax(
    tokens: Sequence[Token], parties: tuple[str, ...], context: Context, *, quoted: bool
) -> Voice:
    """The voice where no statement was found: the subject of a verb of speech above the promise."""
    for token in tokens:
        for verb in _all_above(token):
            if verb.lemma_.lower() not in SAYING:
                continue
            subjects = (child for child in verb.children if child.dep_ in SUBJECTS)
            if {one for child in subjects for one in group_at(child, context)} & set(parties):
                return Voice("signatory_quoted" if quoted else "signatory_indirect", None)
    return Voice("press_report", None)


def _statements_around(spans: Sequence[Span], context: Context) -> list[Statement]:
    """The statements whose content covers most of the promise, the smallest first."""
    found: list[tuple[int, int, Statement]] = []
    for n, said in enumerate(context.statements):
        inside = [s for s in spans if _covers(said.content, s)]
        if 2 * len(inside) > len(spans):
            found.append((sum(part.end - part.start for part in said.content), n, said))
    return [said for _, _, said in sorted(found, key=lambda one: one[:2])]


def _covers(content: Iterable[Span], span: Span) -> bool:
    return any(part.start <= span.start and span.end <= part.end for part in content)


def _words_of(spans: Iterable[Span], context: Context) -> set[str]:
    text = context.report.text
    return {word.strip(".,'’\"").lower() for span in spans for word in span.quote(text).split()}


def _is_quoted(doc: Doc, tokens: Sequence[Token]) -> bool:
    """Whether the promise, or the part of it that matters, stands in quotation marks."""
    if not tokens:
        return False
    first, last = tokens[0], tokens[-1]
    inside = False
    start = doc[first.i].sent.start
    for token in doc[start : last.i + 1]:
        if token.text in ("“", "”", '"', "``", "''"):
            inside = token.text in ("“", "``") or (token.text == '"' and not inside)
        elif inside and token.i >= first.i:
            return True
    return inside


def _modality(sentence: TokenSpan, wording: Wording) -> str | None:
    """The modal verb of the promise: will, would, may, must, shall."""
    for token in _tokens_of(sentence, wording):
        for child in (token, *token.children):
            if child.lemma_.lower() in MODALS and child.dep_ == "aux":
                return child.lower_
    return None
