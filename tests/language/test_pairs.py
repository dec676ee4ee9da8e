"""Two stretches of a sentence: what one does to the other, and whether they are the same."""

from __future__ import annotations

import numpy as np

from dragoman import language
from dragoman.language.labels import EVENTS
from dragoman.language.pairs import Pair, event_types, mention_scores
from dragoman.language.reading import reading_of

NLP = language.load()
ENCODER = language.encoder_of(NLP)
assert ENCODER is not None


def best(text: str, source: tuple[int, int], target: tuple[int, int]) -> str:
    assert ENCODER is not None
    doc = NLP(text)
    found = event_types(ENCODER, doc, [Pair((0, len(doc)), source, target)])
    return EVENTS[int(found[0].argmax())]


def test_a_bombing_is_an_assault() -> None:
    text = "Warplanes of Sylvania bombed Ruritanian army camps near the border on Sunday."
    assert best(text, (2, 3), (4, 7)) == "ASSAULT"


def test_an_accusation_is_an_accusation() -> None:
    text = "Peru accused Chile of spying on its navy."
    assert best(text, (0, 1), (2, 3)) == "ACCUSE"


def test_probabilities_sum_to_one_and_no_pairs_give_none() -> None:
    assert ENCODER is not None
    doc = NLP("Peru accused Chile.")
    pairs = [Pair((0, 4), (0, 1), (2, 3)), Pair((0, 4), (0, 1), None), Pair((0, 4), None, None)]
    found = event_types(ENCODER, doc, pairs)
    assert np.allclose(found.sum(axis=1), 1, atol=1e-5)
    assert event_types(ENCODER, doc, []).shape == (0, len(EVENTS))


def test_a_mention_answers_to_an_earlier_one_only() -> None:
    assert ENCODER is not None
    doc = NLP("Anna Berg left Oslo. She did not say why.")
    scores = mention_scores(ENCODER, reading_of(doc), [(0, 2), (3, 4), (5, 6)])
    assert scores[2, 0] > scores[2, 1]
    assert np.isneginf(scores[0]).all()
    assert np.isneginf(scores[1, 1:]).all()


def test_no_mentions_have_no_scores() -> None:
    assert ENCODER is not None
    assert mention_scores(ENCODER, reading_of(NLP("No.")), []).shape == (0, 0)


def test_of_a_sentence_without_end_the_words_about_the_sides_are_read() -> None:
    assert ENCODER is not None
    short = "Peru accused Chile of spying on its navy"
    long = f"{short}, {'and of this and that ' * 200}."
    doc = NLP(long)
    pair = Pair((0, len(doc)), (0, 1), (2, 3))
    (found,) = event_types(ENCODER, doc, [pair])
    assert EVENTS[int(found.argmax())] == "ACCUSE"
    (sideless,) = event_types(ENCODER, doc, [Pair((0, len(doc)), None, None)])
    assert np.isclose(sideless.sum(), 1, atol=1e-5)
