"""The ontology: PLOVER types and CAMEO codes as the manuals have them."""

import pytest

from dragoman.knowledge.cameo import cameo, codes, composed
from dragoman.knowledge.plover import context_words, plover, scale_of
from dragoman.schema.findings import EVENT_TYPES


@pytest.mark.parametrize("name", EVENT_TYPES)
def test_every_type_has_a_class_and_scores_in_range(name):
    kind = plover(name)
    assert kind.quad in (1, 2, 3, 4)
    assert all(-10 <= score <= 10 for score in (kind.score, *kind.modes.values()))


def test_a_mode_without_a_score_has_the_score_of_its_type():
    assert scale_of("AGREE", "visit") == scale_of("AGREE") == 2.5


def test_there_are_37_contexts():
    assert len(context_words()) == 37


@pytest.mark.parametrize("entry", codes(), ids=lambda one: one.code)
def test_codes_agree_with_the_ontology(entry):
    assert -10 <= entry.goldstein <= 10
    assert set(entry.contexts) <= set(context_words())
    if entry.type is None:
        assert entry.root == "01"
    elif entry.mode:
        assert entry.mode in plover(entry.type).modes


def test_material_conflict_has_negative_values():
    for entry in codes():
        if entry.type and plover(entry.type).quad == 4 and entry.code != "116":
            assert entry.goldstein < -3


@pytest.mark.parametrize(
    ("operation", "inner", "outer"),
    [
        ("promise", "073", "0333"),
        ("promise", "057", "030"),
        ("appeal", "0841", "0253"),
        ("demand", "0874", "1056"),
        ("refuse", "046", "125"),
        ("refuse", "085", "1244"),
        ("threaten", "163", "1312"),
        ("threaten", "190", "138"),
        ("threaten", "194", "1384"),
        ("demand", "190", "100"),
    ],
)
def test_speech_about_an_act_has_the_code_of_the_codebook(operation, inner, outer):
    assert composed(operation, inner) == outer


def test_every_composed_code_exists():
    for operation in ("promise", "appeal", "demand", "refuse", "threaten"):
        for entry in codes():
            assert cameo(composed(operation, entry.code)) is not None
