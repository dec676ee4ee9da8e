"""The pipeline in the package: every string gives trees, exactly aligned, the same each time."""

from __future__ import annotations

import sys
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman import language
from dragoman.language.reading import reading_of
from dragoman.language.tokens import storable

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

STORY = (
    "Norway and Chile sign a pact\n"
    "Norway’s foreign minister, Anna Berg, said on Monday that Oslo would not accept the ruling."
    " “We will never sign it,” she told reporters.\n\n"
    "Peru denied the claim."
)


@cache
def pipeline() -> Language:
    return language.load()


@cache
def story() -> Doc:
    return pipeline()(STORY)


def is_sound(doc: Doc) -> bool:
    """Every sentence is a tree of its own."""
    for sentence in doc.sents:
        roots = [t for t in sentence if t.head == t]
        if len(roots) != 1 or roots[0].dep_ != "ROOT":
            return False
        if any(t.head not in sentence for t in sentence):
            return False
        for token in sentence:
            seen = set()
            while token.head != token:
                if token.i in seen:
                    return False
                seen.add(token.i)
                token = token.head
    return True


def test_a_subject_a_verb_and_its_object_are_found() -> None:
    denied = next(t for t in story() if t.lemma_ == "deny")
    assert {t.dep_: t.text for t in denied.children if t.dep_ != "punct"} == {
        "nsubj": "Peru",
        "obj": "claim",
    }


def test_names_are_entities() -> None:
    assert ("Anna Berg", "PER") in {(e.text, e.label_) for e in story().ents}
    assert ("Peru", "LOC") in {(e.text, e.label_) for e in story().ents}


def test_a_quotation_has_its_cue_and_its_speaker() -> None:
    doc = story()
    fragments = list(reading_of(doc).fragments())
    told = next(t.i for t in doc if t.text == "told")
    linked = {f.kind: doc[f.start : f.end].text for f in fragments if f.cue == told}
    assert linked["SOURCE"] == "she"
    assert linked["CUE"] == "told"
    assert "We will never sign it" in linked["CONTENT"]


def test_what_is_denied_is_less_sure_than_what_is_said() -> None:
    doc = story()
    reading = reading_of(doc)
    said = next(t.i for t in doc if t.text == "said")
    accept = next(t.i for t in doc if t.text == "accept")
    assert reading.factuality[said] > 2 > reading.factuality[accept]


def test_paragraphs_end_sentences() -> None:
    assert [s[0].text for s in story().sents] == ["Norway", "Norway", "“", "Peru"]


def test_the_same_text_gives_the_same_layers() -> None:
    again, once = reading_of(pipeline()(STORY)), reading_of(story())
    assert np.array_equal(again.vectors, once.vectors)


def test_borders_that_are_set_are_kept() -> None:
    words = ["No", "comment", "No", "reply"]
    doc = spacy.tokens.Doc(pipeline().vocab, words=words, sent_starts=[True, False, True, False])
    assert [s.text for s in pipeline()(doc).sents] == ["No comment ", "No reply "] or [
        s.text for s in pipeline()(doc).sents
    ] == ["No comment", "No reply"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "😀",
        "a" * 10_000,
        "the ministers met, and " * 450,
        "word " * 600,
        "\ud800 half \udfff",
        "שלום عليكم 北京 said Ω",
        "\x00\x01 tab\tbell\x07",
        "\u200b\u200d\ufeff",
        "“““‘‘’’””” (((",
    ],
    ids=lambda text: f"{len(text)}-{text[:6]!r}",
)
def test_odd_strings_are_read(text: str) -> None:
    doc = pipeline()(text)
    assert doc.text == storable(text)
    assert is_sound(doc)
    assert len(reading_of(doc)) == len(doc)


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(exclude_categories=()), max_size=120))
def test_every_string_is_read(text: str) -> None:
    doc = pipeline()(text)
    assert doc.text == storable(text)
    assert is_sound(doc)


def test_a_very_long_sentence_is_one_tree() -> None:
    doc = pipeline()("The ministers of the north met the ministers of the south, and " * 60)
    assert len(list(doc.sents)) == 1
    assert is_sound(doc)


def test_another_pipeline_takes_its_place() -> None:
    other = spacy.blank("en")
    assert language.load(other) is other
    assert not reading_of(other("Nothing is known.")).known


def test_importing_dragoman_loads_no_model() -> None:
    import subprocess

    code = (
        "import sys, dragoman, dragoman.language; "
        "sys.exit(any(m in sys.modules for m in ('spacy', 'onnxruntime', 'torch')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
