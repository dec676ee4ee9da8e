"""Which places an article names, and where they lie."""

import pytest
import spacy
from evaluation.plain import analysed
from spacy.tokens import Doc

from dragoman.findings.context import Context
from dragoman.findings.places import find_places
from dragoman.schema import Dateline, Report, Segment, Source

NLP = spacy.blank("en")


def report(text, dateline=None):
    return Report(
        id="0" * 24,
        source=Source(location=None, url=None, media_type="text/plain"),
        language="en",
        text=text,
        segments=(Segment("body", 0, len(text)),),
        dateline=dateline,
    )


def places(text, dateline=None, doc=None):
    context = Context(report=report(text, dateline))
    return {
        text[one.start : one.end]: one.iso3
        for one in find_places(NLP(text) if doc is None else doc, context)
    }


def labelled(*pairs):
    """A doc of (word, entity tag, part of speech)."""
    words, tags, speech = zip(*pairs, strict=True)
    return Doc(NLP.vocab, words=list(words), ents=list(tags), pos=list(speech))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They met in Pyongyang.", {"Pyongyang": "PRK"}),
        ("South Korea and China agreed.", {"South Korea": "KOR", "China": "CHN"}),
        ("They met in the Netherlands.", {"Netherlands": "NLD"}),
        ("Judges sit in The Hague.", {"The Hague": "NLD"}),
        ("The Soviet Union fell.", {"Soviet Union": None}),
        (
            "He drove from Paris, Texas to Dallas.",
            {"Paris": "USA", "Texas": "USA", "Dallas": "USA"},
        ),
        ("She spoke in London, Ontario.", {"London": "CAN", "Ontario": "CAN"}),
        ("She spoke in London.", {"London": "GBR"}),
        ("He taught in Birmingham, Ala.", {"Birmingham": "USA", "Ala": "USA"}),
        ("He taught in Birmingham, England.", {"Birmingham": "GBR", "England": "GBR"}),
        ("Georgia and Russia fought.", {"Georgia": "GEO", "Russia": "RUS"}),
        (
            "Atlanta is in Georgia, and so is Savannah; he flew to Savannah and to Atlanta.",
            {"Georgia": "USA", "Savannah": "USA", "Atlanta": "USA"},
        ),
        ("Jordan signed a treaty with Israel.", {"Jordan": "JOR", "Israel": "ISR"}),
        ("Michael Jordan agreed. Jordan then left.", {}),
        ("Israel Katz flew to Israel.", {"Israel": "ISR"}),
        ("He eats turkey from china.", {}),
        ("The New York Times wrote it.", {}),
        ("The University of Georgia won.", {}),
        ("Korean and French troops landed.", {}),
    ],
)
def test_places_are_found_with_their_state(text, found):
    assert {name.rstrip("."): iso3 for name, iso3 in places(text).items()} == found


def test_a_name_of_two_places_keeps_both_as_candidates():
    text = "He taught in Birmingham."
    (found,) = find_places(NLP(text), Context(report=report(text)))
    assert (found.iso3, found.lat) == (None, None)
    assert found.candidates == ("Birmingham, GBR (city)", "Birmingham, USA (city)")


def test_the_datelines_state_tells_namesakes_apart():
    line = Dateline("He", 0, 2, place="Montgomery", iso3="USA")
    assert places("He taught in Birmingham.", line) == {"Birmingham": "USA"}


def test_a_capital_comes_with_its_coordinates():
    text = "They met in Seoul."
    (found,) = find_places(NLP(text), Context(report=report(text)))
    assert (found.name, found.kind) == ("Seoul", "capital")
    assert (round(found.lat), round(found.lon)) == (38, 127)


def test_labels_decide_where_there_are_any():
    doc = labelled(
        ("Jordan", "B-PER", "PROPN"), ("left", "O", "VERB"), ("Zabol", "B-LOC", "PROPN"),
        ("near", "O", "ADP"), ("Xanadu", "B-LOC", "PROPN"),
    )  # fmt: skip
    assert places(doc.text, doc=doc) == {"Zabol": "IRN", "Xanadu": None}


def test_a_place_inside_an_organisations_name_is_none():
    doc = labelled(
        ("Bank", "B-ORG", "PROPN"), ("of", "I-ORG", "ADP"), ("China", "I-ORG", "PROPN"),
        ("left", "O", "VERB"), ("Moscow", "B-LOC", "PROPN"),
    )  # fmt: skip
    assert places(doc.text, doc=doc) == {"Moscow": "RUS"}


def test_a_bird_at_the_head_of_a_sentence_is_no_state():
    doc = labelled(("Turkey", "O", "NOUN"), ("tastes", "O", "VERB"), ("Rome", "B-LOC", "PROPN"))
    assert places(doc.text, doc=doc) == {"Rome": "ITA"}


def test_an_empty_article_has_no_places():
    assert places("-", doc=Doc(NLP.vocab)) == {}


def test_seas_and_straits_lie_in_no_state():
    assert places("They sailed from the South China Sea to the Gulf of Aden near Oman.") == {
        "South China Sea": None,
        "Gulf of Aden": None,
        "Oman": "OMN",
    }


def test_a_label_alone_needs_a_preposition_and_no_other_bearer_of_the_name():
    doc = labelled(
        ("Nato", "B-LOC", "PROPN"), ("went", "O", "VERB"), ("to", "O", "ADP"),
        ("Hamas", "B-LOC", "PROPN"), ("and", "O", "CCONJ"), ("Shangri", "B-LOC", "PROPN"),
    )  # fmt: skip
    assert places(doc.text, doc=doc) == {}


def test_a_word_of_a_longer_name_is_no_city_elsewhere():
    found = analysed("Troops entered San Vicente and Perquin Canton.").places
    states = {place.iso3 for place in found}
    assert not states & {"MLI", "CHN"}
