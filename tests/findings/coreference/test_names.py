"""Names that stand for one thing, on phrases written by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.findings.coreference.mentions import mentions_of
from dragoman.findings.coreference.names import NONE, Name, earlier_names, name_of
from dragoman.findings.coreference.ranker import rank

NLP = spacy.blank("en")


def phrase(words, entity):
    """A doc that is one phrase; `entity` marks its words: "-" for none, "PER PER", …"""
    kinds = entity.split()
    marks = [
        "O" if kind == "-" else f"{'I' if at and kinds[at - 1] == kind else 'B'}-{kind}"
        for at, kind in enumerate(kinds)
    ]
    return Doc(NLP.vocab, words=words.split(), ents=marks)


def known_by(words, entity):
    doc = phrase(words, entity)
    return name_of(doc, 0, len(doc), len(doc) - 1 - (doc[-1].text == "'s"))


@pytest.mark.parametrize("words", ["the US", "America", "the United States 's", "U.S."])
def test_every_name_of_a_state_is_known_by_it(words):
    kinds = ["-" if word in {"the", "'s"} else "LOC" for word in words.split()]
    assert known_by(words, " ".join(kinds)).state == "USA"


def test_a_person_called_like_a_state_is_none():
    assert known_by("Jordan", "PER").state == ""
    assert known_by("Jordan", "LOC").state == "JOR"


def test_a_name_of_two_states_is_neither():
    assert known_by("Korea", "LOC").state == ""


def test_capitals_are_known_as_letters_and_as_initials():
    assert known_by("AU", "ORG").letters == "AU"
    assert known_by("the African Union", "- ORG ORG").initials == "AU"
    assert known_by("Union", "ORG") == NONE


def test_a_person_is_known_by_first_and_last_word():
    name = known_by("President Amina Diallo 's", "- PER PER -")
    assert (name.first, name.last) == ("amina", "diallo")
    assert known_by("Diallo", "PER").first == ""


def test_a_piece_of_a_longer_name_is_no_name():
    doc = phrase("Mayor Diallo Street", "- LOC LOC")
    assert name_of(doc, 1, 2, 1) == NONE


def test_names_of_one_bearer_go_back_to_the_last_one():
    names = [Name(state="USA"), NONE, Name(state="USA"), Name(state="USA"), Name(state="PER")]
    assert list(earlier_names(names)) == [(2, 0), (3, 2)]


@pytest.mark.parametrize("turned", [False, True])
def test_an_abbreviation_goes_with_the_name_written_out(turned):
    names = [Name(initials="AU"), Name(letters="AU")]
    assert list(earlier_names(names[::-1] if turned else names)) == [(1, 0)]
    assert list(earlier_names([Name(initials="AU"), Name(initials="AU")])) == []


def test_a_surname_goes_back_to_no_other_first_name():
    amina, bah, alone = (
        Name(first="amina", last="bah"),
        Name(first="omar", last="bah"),
        Name(last="bah"),
    )
    assert list(earlier_names([amina, bah, alone])) == [(2, 1)]
    assert list(earlier_names([amina, bah, amina])) == [(2, 0)]


def test_the_ranking_links_what_the_scorer_takes_for_new():
    rows = [
        ("America", "PROPN", "nsubj", "B-LOC"), ("waited", "VERB", "ROOT", "O"),
        ("while", "SCONJ", "mark", "O"), ("the", "DET", "det", "O"),
        ("US", "PROPN", "obl", "B-LOC"), ("slept", "VERB", "advcl", "O"),
    ]  # fmt: skip
    words, tags, relations, entities = zip(*rows, strict=True)
    doc = Doc(
        NLP.vocab, words=list(words), pos=list(tags), deps=list(relations), ents=list(entities),
        heads=[1, 1, 5, 4, 5, 1], sent_starts=[at == 0 for at in range(6)],
    )  # fmt: skip
    found = mentions_of(doc)
    ranking = rank(found)
    assert len(found) == 2
    assert ranking.antecedents[1] == 0
    assert ranking.margins[1] > 0
