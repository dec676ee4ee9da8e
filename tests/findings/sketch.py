"""Docs drawn by hand: `word/POS/head/dep[/lemma]`, heads counted from 1, 0 the root."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from dragoman.findings.context import Context
from dragoman.schema import Actor, Report, Segment, Source

NLP = spacy.blank("en")


def doc_of(*sentences: str) -> Doc:
    """One doc of the drawn sentences; a token that starts with `~` touches the one before it."""
    words, spaces, tags, heads, deps, lemmas, starts = [], [], [], [], [], [], []
    for sentence in sentences:
        first = len(words)
        for token in sentence.split():
            word, pos, head, dep, *lemma = token.split("/")
            if word.startswith("~") and len(word) > 1:
                word = word[1:]
                spaces[-1] = False
            at = len(words)
            words.append(word)
            spaces.append(True)
            tags.append(pos)
            heads.append(at if head == "0" else first + int(head) - 1)
            deps.append("ROOT" if head == "0" else dep)
            lemmas.append(lemma[0] if lemma else word.lower())
            starts.append(at == first)
    return Doc(
        NLP.vocab, words=words, spaces=spaces, pos=tags, heads=heads, deps=deps, lemmas=lemmas,
        sent_starts=starts,
    )  # fmt: skip


def context_of(doc: Doc, actors: dict[str, tuple[Actor, ...]] | None = None) -> Context:
    """A context whose report is the doc's own text; `actors` maps words to whom they stand for."""
    text = doc.text
    report = Report(
        id="0" * 24, source=Source(location=None, url=None, media_type="text/plain"),
        language="en", text=text, segments=(Segment("body", 0, len(text.rstrip())),),
    )  # fmt: skip
    known = actors or {}
    everyone = {actor.id: actor for group in known.values() for actor in group}
    referents = {
        token.i: tuple(actor.id for actor in known[token.text])
        for token in doc
        if token.text in known
    }
    return Context(report=report, actors=tuple(everyone.values()), referents=referents)


def state(iso3: str, name: str) -> tuple[Actor, ...]:
    """One state as an actor."""
    return (Actor(id=iso3, name=name, kind="state", iso3=iso3),)
