"""Candidate mentions and pairs, on trees written by hand."""

import hashlib
from importlib.resources import files
from io import BytesIO

import numpy as np
import pytest
import spacy
from spacy.tokens import Doc

from dragoman.findings.coreference.chains import chains_of, links_of
from dragoman.findings.coreference.mentions import GENDERS, NUMBERS, TYPES, mentions_of
from dragoman.findings.coreference.pairs import NEAR, PAIR_SIZES, pairs_of
from dragoman.findings.coreference.ranker import rank, weights
from dragoman.findings.coreference.words import PRONOUNS, pronoun_class


@pytest.fixture(scope="module")
def vocab():
    return spacy.blank("en").vocab


def doc_of(vocab, rows):
    """A doc from (word, tag, head, relation, entity) rows."""
    words, tags, heads, relations, entities = zip(*rows, strict=True)
    return Doc(
        vocab, words=list(words), pos=list(tags), heads=list(heads), deps=list(relations),
        ents=list(entities), sent_starts=[at == 0 for at in range(len(words))],
    )  # fmt: skip


@pytest.fixture(scope="module")
def minister(vocab):
    return doc_of(vocab, [
        ("Annalena", "PROPN", 2, "nsubj", "B-PER"), ("Roth", "PROPN", 0, "flat", "I-PER"),
        ("praised", "VERB", 2, "ROOT", "O"), ("the", "DET", 4, "det", "O"),
        ("treaty", "NOUN", 2, "obj", "O"), ("of", "ADP", 7, "case", "O"),
        ("the", "DET", 7, "det", "O"),
        ("neighbours", "NOUN", 4, "nmod", "O"), ("and", "CCONJ", 11, "cc", "O"),
        ("Poland", "PROPN", 11, "nmod:poss", "B-LOC"), ("'s", "PART", 9, "case", "O"),
        ("help", "NOUN", 4, "conj", "O"), (",", "PUNCT", 14, "punct", "O"),
        ("she", "PRON", 14, "nsubj", "O"),
        ("said", "VERB", 2, "parataxis", "O"), (".", "PUNCT", 2, "punct", "O"),
    ])  # fmt: skip


def spans(doc):
    found = mentions_of(doc)
    return [doc[start:end].text for start, end in zip(found.starts, found.ends, strict=True)]


def test_noun_phrases_names_pronouns_and_coordinations_are_mentions(minister):
    assert spans(minister) == [
        "Annalena Roth",
        "the treaty of the neighbours and Poland 's help",
        "the treaty of the neighbours",
        "the neighbours",
        "Poland 's help",
        "Poland 's",
        "she",
    ]


def test_attributes_say_what_a_mention_is(minister):
    found = mentions_of(minister)
    words = spans(minister)

    def value(phrase, column, names):
        return names[found.column(column)[words.index(phrase)]]

    assert value("Annalena Roth", "type", TYPES) == "name"
    assert value("Annalena Roth", "gender", GENDERS) == "female"
    assert value("the neighbours", "number", NUMBERS) == "plural"
    assert value("she", "pronoun", PRONOUNS) == "she"
    assert value("the treaty of the neighbours and Poland 's help", "type", TYPES) == "coordination"


def test_every_feature_is_inside_its_range(minister):
    pairs = pairs_of(mentions_of(minister))
    sizes = list(PAIR_SIZES.values())
    assert pairs.features.shape == (len(pairs.later), len(sizes))
    assert (pairs.features >= 0).all()
    assert (pairs.features < sizes).all()
    assert (pairs.earlier < pairs.later).all()


def test_far_mentions_are_paired_only_when_they_share_a_word(vocab):
    rows = [("Lagos", "PROPN", 0, "ROOT", "B-LOC")]
    rows += [(f"thing{at}", "NOUN", 0, "obj", "O") for at in range(NEAR + 5)]
    rows += [("Lagos", "PROPN", 0, "obl", "B-LOC")]
    pairs = pairs_of(mentions_of(doc_of(vocab, rows)))
    last = pairs.earlier[pairs.later == NEAR + 6].tolist()
    assert 0 in last
    assert 1 not in last


def test_a_doc_without_words_has_no_mentions(vocab):
    found = mentions_of(Doc(vocab))
    assert len(found) == 0
    assert rank(found).antecedents.tolist() == []


def test_the_scorer_reads_a_doc_that_no_model_read(minister):
    found = mentions_of(minister)
    ranking = rank(found)
    assert len(ranking.antecedents) == len(found)
    assert ranking.antecedents[0] == -1


def test_chains_follow_the_links(minister):
    found = mentions_of(minister)
    ranking = rank(found)
    links = links_of(ranking, least=-1000.0)
    assert all(earlier < later for later, earlier in links.items())
    chains = chains_of(found, ranking, least=-1000.0)
    assert sum(len(chain) - 1 for chain in chains) == len(links)
    assert links_of(ranking, least=1000.0) == {}


def test_the_packaged_weights_fit_the_features():
    network = weights()
    for name, size in PAIR_SIZES.items():
        assert network[f"pair.{name}"].shape[0] == size


def test_pronouns_fall_into_classes():
    assert PRONOUNS[pronoun_class("themselves")] == "they"
    assert PRONOUNS[pronoun_class("xyz")] == "rest"


def test_the_scorer_learned_from_the_packaged_encoder():
    packed = (files("dragoman.findings.coreference") / "ranker.npz").read_bytes()
    with np.load(BytesIO(packed)) as stored:
        learned_from = stored["encoder"].tobytes().decode()
    encoder = files("dragoman.language") / "model" / "encoder.onnx"
    if not encoder.is_file():
        pytest.skip("needs the model")
    assert hashlib.sha256(encoder.read_bytes()).hexdigest() == learned_from
