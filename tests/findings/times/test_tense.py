"""Where the verb above an expression looks, on parses written by hand."""

import pytest
import spacy
from spacy.tokens import Doc

from dragoman.findings.times.scene import Direction
from dragoman.findings.times.tense import direction_of

VOCAB = spacy.blank("en").vocab


def parsed(sentence):
    """A doc from `word/TAG/head/relation` items; heads count from 0."""
    items = [item.split("/") for item in sentence.split()]
    words, tags, heads, relations = zip(*items, strict=True)
    coarse = {"MD": "AUX", "NN": "NOUN", "JJ": "ADJ", "IN": "ADP", "TO": "PART", "NNP": "PROPN"}
    return Doc(
        VOCAB,
        words=list(words),
        tags=list(tags),
        pos=[coarse.get(tag, "VERB" if tag.startswith("VB") else "X") for tag in tags],
        heads=[int(head) for head in heads],
        deps=list(relations),
        lemmas=[{"expected": "expect"}.get(word, word.lower()) for word in words],
    )


@pytest.mark.parametrize(
    ("sentence", "direction"),
    [
        ("They/PRP/1/nsubj met/VBD/1/ROOT Monday/NNP/1/obl:tmod", Direction.BACK),
        ("They/PRP/2/nsubj have/VBP/2/aux met/VBN/2/ROOT Monday/NNP/2/obl:tmod", Direction.BACK),
        ("They/PRP/2/nsubj will/MD/2/aux meet/VB/2/ROOT Monday/NNP/2/obl:tmod", Direction.AHEAD),
        (
            "They/PRP/3/nsubj may/MD/3/aux have/VB/3/aux met/VBN/3/ROOT Monday/NNP/3/obl:tmod",
            Direction.BACK,
        ),
        ("They/PRP/1/nsubj meet/VBP/1/ROOT Monday/NNP/1/obl:tmod", Direction.NEAR),
        (
            "They/PRP/1/nsubj hope/VBP/1/ROOT to/TO/3/mark meet/VB/1/xcomp Monday/NNP/3/obl:tmod",
            Direction.LIKELY,
        ),
        ("Leader/NN/2/nsubj to/TO/2/mark visit/VB/2/ROOT Monday/NNP/2/obl:tmod", Direction.AHEAD),
        (
            "Talks/NN/2/nsubj are/VBP/2/aux:pass expected/VBN/2/ROOT Monday/NNP/2/obl:tmod",
            Direction.AHEAD,
        ),
        (
            "It/PRP/2/nsubj had/VBD/2/aux expired/VBN/2/ROOT Friday/NNP/2/obl:tmod",
            Direction.BACK,
        ),
        ("Monday/NNP/1/compound talks/NN/2/nsubj failed/VBD/2/ROOT", Direction.UNSAID),
        ("Talks/NN/0/ROOT on/IN/2/case Monday/NNP/0/nmod", Direction.UNSAID),
        (
            "They/PRP/1/nsubj paid/VBD/1/ROOT sums/NN/1/obj due/JJ/2/amod Monday/NNP/3/obl:tmod",
            Direction.UNSAID,
        ),
    ],
    ids=lambda value: None if isinstance(value, Direction) else value.replace("/", " "),
)
def test_the_verb_above_decides(sentence, direction):
    doc = parsed(sentence)
    day = next(token for token in doc if token.text in ("Monday", "Friday"))
    assert direction_of(day, day) == direction


def test_as_soon_as_looks_ahead_whatever_the_verb():
    doc = spacy.blank("en")("They voted on it, possibly as soon as Thursday")
    assert direction_of(doc[-1], doc[-1]) == Direction.AHEAD


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("They said so Monday", Direction.BACK),
        ("It was signed Monday", Direction.BACK),
        ("They will sign Monday", Direction.AHEAD),
        ("They plan to sign Monday", Direction.AHEAD),
        ("Monday they left", Direction.BACK),
        ("No word Monday", Direction.UNSAID),
        ("He left. Monday", Direction.UNSAID),
    ],
)
def test_without_a_parse_the_nearest_verb_is_guessed(text, direction):
    doc = spacy.blank("en")(text)
    day = next(token for token in doc if token.text == "Monday")
    assert direction_of(day, day) == direction
