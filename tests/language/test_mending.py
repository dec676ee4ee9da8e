"""What the parser tears apart is one phrase again, and an opening name its verb's subject."""

from __future__ import annotations

import pytest
import spacy
from spacy.tokens import Doc
from spacy.tokens import Span as TokenSpan

from dragoman.language.mending import (
    mend_cases,
    mend_conjuncts,
    mend_crossings,
    mend_lists,
    mend_subjects,
    mend_titles,
)

VOCAB = spacy.blank("en").vocab
WORDS = "China , Russia , the Sudan and Cuba signed a pact".split()


def row(heads: list[int], deps: list[str], kinds: str = "LOC") -> Doc:
    doc = Doc(VOCAB, words=WORDS, heads=heads, deps=deps)
    doc.ents = [TokenSpan(doc, i, i + 1, label=kinds) for i in (0, 2, 5, 7)]
    return doc


TORN = [8, 2, 8, 5, 5, 8, 7, 5, 8, 10, 8]
RELATIONS = "nsubj punct nsubj punct det conj cc conj ROOT det obj".split()


def test_a_torn_list_hangs_on_its_first_member() -> None:
    doc = row(TORN, RELATIONS)
    mend_lists(doc)
    assert [doc[i].head.text for i in (0, 2, 5, 7)] == ["signed", "China", "China", "China"]
    assert [doc[i].dep_ for i in (0, 2, 5, 7)] == ["nsubj", "conj", "conj", "conj"]
    assert doc[6].head.text == "Cuba"


def test_a_clause_before_the_subject_is_no_list() -> None:
    words = "After meeting Chad , Togo and Mali agreed".split()
    heads, deps = [1, 7, 1, 1, 7, 6, 4, 7], "mark advcl obj punct nsubj cc conj ROOT".split()
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps)
    doc.ents = [TokenSpan(doc, i, i + 1, label="LOC") for i in (2, 4, 6)]
    mend_lists(doc)
    assert doc[2].dep_ == "obj"
    assert doc[4].dep_ == "nsubj"


@pytest.mark.parametrize("kind", ["MISC", "ORG"])
def test_names_of_other_kinds_are_left_alone(kind: str) -> None:
    doc = row(TORN, RELATIONS, kind) if kind == "MISC" else row(TORN, RELATIONS)
    doc.ents = [TokenSpan(doc, 0, 1, label=kind), TokenSpan(doc, 2, 3, label="LOC")]
    mend_lists(doc)
    assert doc[2].dep_ == "nsubj"


def test_a_whole_list_is_left_as_it_is() -> None:
    heads = [8, 2, 0, 5, 5, 0, 7, 0, 8, 10, 8]
    doc = row(heads, ["nsubj", "punct", "conj", "punct", "det", "conj", *RELATIONS[6:]])
    mend_lists(doc)
    assert [token.head.i for token in doc] == heads


def opening(words: str, heads: list[int], deps: str, tags: str) -> Doc:
    doc = Doc(VOCAB, words=words.split(), heads=heads, deps=deps.split(), tags=tags.split())
    doc.ents = [TokenSpan(doc, 0, 1, label="LOC")]
    mend_subjects(doc)
    return doc


def test_an_opening_name_without_preposition_is_the_subject() -> None:
    doc = opening("Zambia concluded an accord", [1, 1, 3, 1], "obl ROOT det obj", "NNP VBD DT NN")
    assert doc[0].dep_ == "nsubj"


def test_a_verb_that_has_its_subject_keeps_it() -> None:
    doc = opening(
        "Monday ministers met here", [2, 2, 2, 2], "obl nsubj ROOT advmod", "NNP NNS VBD RB"
    )
    assert doc[0].dep_ == "obl"


def test_a_subject_does_not_reach_across_its_verb() -> None:
    words = "Putin signed a deal that included arms".split()
    heads, deps = [5, 1, 3, 1, 5, 3, 5], "nsubj ROOT det obj nsubj acl:relcl obj".split()
    tags = "NNP VBD DT NN WDT VBD NNS".split()
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, tags=tags)
    mend_crossings(doc)
    assert doc[0].head.text == "signed"
    assert doc[4].head.text == "included"


def test_a_preposition_belongs_to_what_follows_it() -> None:
    words = "treaty of friendship with the Union".split()
    heads, deps = [0, 2, 0, 2, 5, 2], "ROOT case nmod case det nmod".split()
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps, tags="NN IN NN IN DT NNP".split())
    mend_cases(doc)
    assert doc[3].head.text == "Union"
    assert doc[1].head.text == "friendship"


def test_a_member_between_two_that_are_joined_is_one_of_them() -> None:
    words = "He accused Chad , Togo and Mali of arming rebels".split()
    heads, deps = (
        [1, 1, 1, 4, 8, 6, 2, 8, 1, 8],
        ("nsubj ROOT obj punct nsubj cc conj mark advcl obj".split()),
    )
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps)
    doc.ents = [TokenSpan(doc, i, i + 1, label="LOC") for i in (2, 4, 6)]
    mend_lists(doc)
    assert [doc[i].head.text for i in (4, 6)] == ["Chad", "Chad"]


def test_an_object_before_a_verb_without_subject_is_its_subject() -> None:
    words, heads = "The States left the treaty", [1, 2, 2, 4, 2]
    doc = opening(words, heads, "det obj ROOT det obj", "DT NNPS VBD DT NN")
    assert [token.dep_ for token in doc] == ["det", "nsubj", "ROOT", "det", "obj"]


def test_a_thing_asked_for_stays_the_object() -> None:
    words, heads = "Which treaty signed", [1, 2, 2]
    doc = opening(words, heads, "det obj ROOT", "WDT NN VBD")
    assert doc[1].dep_ == "obj"


def test_a_list_that_reaches_across_its_verb_is_its_subject() -> None:
    words = "Peru , Chile and Cuba said they had signed"
    heads, deps = [8, 2, 5, 4, 2, 5, 8, 8, 5], "nsubj punct nsubj cc conj ROOT nsubj aux ccomp"
    tags = "NNP , NNP CC NNP VBD PRP VBD VBN"
    doc = Doc(VOCAB, words=words.split(), heads=heads, deps=deps.split(), tags=tags.split())
    doc.ents = [TokenSpan(doc, i, i + 1, label="LOC") for i in (0, 2, 4)]
    mend_lists(doc)
    assert [doc[i].head.text for i in (0, 2, 4)] == ["said", "Peru", "Peru"]
    assert doc[0].dep_ == "nsubj"


def titled(words: str, heads: list[int], deps: str) -> Doc:
    kinds = ["VERB" if word in ("met", "held") else "NOUN" for word in words.split()]
    return Doc(VOCAB, words=words.split(), heads=heads, deps=deps.split(), pos=kinds)


def test_a_list_whose_later_member_is_the_sentence_is_left_as_it_is() -> None:
    words = "Chad , Mali , Togo and Cuba .".split()
    heads, deps = [2, 2, 2, 4, 2, 6, 2, 2], "conj punct ROOT punct conj cc conj punct".split()
    doc = Doc(VOCAB, words=words, heads=heads, deps=deps)
    doc.ents = [TokenSpan(doc, i, i + 1, label="LOC") for i in (0, 2, 4, 6)]
    mend_lists(doc)
    assert doc[0].head.text == "Mali"
    assert doc[:].root.text == "Mali"


def test_a_title_behind_the_verb_describes_nobody_before_it() -> None:
    doc = titled(
        "Premier Roe met Chancellor Doe", [1, 2, 2, 1, 3], "nmod:desc nsubj ROOT nmod:desc flat"
    )
    mend_titles(doc)
    assert [(doc[i].head.text, doc[i].dep_) for i in (0, 3)] == [
        ("Roe", "nmod:desc"),
        ("met", "obj"),
    ]
    assert doc[4].head.text == "Chancellor"


def test_a_title_behind_a_preposition_takes_it_along() -> None:
    heads = [1, 2, 2, 2, 6, 1, 5]
    doc = titled(
        "Premier Roe held talks with Chancellor Doe",
        heads,
        "nmod:desc nsubj ROOT obj case nmod:desc appos",
    )
    mend_titles(doc)
    assert (doc[5].head.text, doc[5].dep_) == ("held", "obl")
    assert doc[4].head.text == "Chancellor"


def test_a_verb_that_has_its_object_takes_no_second_one() -> None:
    doc = titled(
        "Premier Roe met Doe envoy Coe",
        [1, 2, 2, 2, 1, 4],
        "nmod:desc nsubj ROOT obj nmod:desc flat",
    )
    mend_titles(doc)
    assert doc[4].head.text == "Roe"


def test_a_name_with_its_and_is_joined_to_the_name_before() -> None:
    doc = Doc(
        VOCAB, words="Premier Ana Roe and President Bo Doe met".split(),
        heads=[1, 7, 1, 5, 5, 0, 5, 7],
        deps="nmod:desc nsubj flat cc nmod:desc appos flat ROOT".split(),
        pos=["NOUN"] * 7 + ["VERB"], ents=["O", "B-PER", "I-PER", "O", "O", "B-PER", "I-PER", "O"],
    )  # fmt: skip
    mend_conjuncts(doc)
    assert (doc[5].head.text, doc[5].dep_) == ("Ana", "conj")
