import pytest

from dragoman import pipeline
from dragoman.findings.relevance.gate import Gate, is_relevant, packaged, relevance_of
from dragoman.findings.relevance.signs import LEAD, opening_of, signs_of
from dragoman.pipeline import Reading
from dragoman.schema.findings import EVENT_TYPES

PACT = (
    "Norway and Iceland sign defence pact\n\n"
    "OSLO (Fjord Wire) - Norway and Iceland signed a defence treaty in Oslo on Monday, the foreign "
    "ministers of both countries said.\n\nThe two governments will hold talks with Denmark in May."
)
MARKET = (
    "Harbour Foods lifts quarterly dividend\n\n"
    "Harbour Foods Inc said its board declared a quarterly dividend of 12 cts per share, up from "
    "10 cts, payable to holders of record on March 3. Net profit rose on higher sales of cereal."
)
ONLY = Reading(relevant_only=True, published="2024-03-04")


def report_of(text):
    return pipeline._read_as(pipeline.page_of(text.encode()), Reading(published="2024-03-04"))


def test_a_pact_is_worth_reading_and_a_dividend_is_not():
    assert is_relevant(report_of(PACT))
    assert not is_relevant(report_of(MARKET))
    assert relevance_of(report_of(MARKET)) < packaged().least < relevance_of(report_of(PACT))


def test_what_is_passed_over_keeps_its_furniture_and_says_so():
    report = pipeline.read(MARKET.encode(), ONLY)
    assert report.headline == "Harbour Foods lifts quarterly dividend"
    assert not report.actors
    assert not report.events
    assert "not-relevant" in [one.code for one in report.warnings]


def test_what_is_relevant_is_read_as_without_the_gate():
    same = Reading(published="2024-03-04")
    assert pipeline.read(PACT.encode(), ONLY) == pipeline.read(PACT.encode(), same)


def test_a_language_that_is_not_analysed_has_its_own_warning():
    dutch = "Noorwegen en IJsland hebben maandag een verdrag over de visserij getekend."
    codes = [one.code for one in pipeline.read(dutch.encode(), ONLY).warnings]
    assert "language-not-analysed" in codes
    assert "not-relevant" not in codes


def test_reading_with_the_gate_is_another_run():
    assert pipeline.this_run(ONLY) != pipeline.this_run()
    assert pipeline.this_run(ONLY) == pipeline.this_run(Reading(relevant_only=True))


@pytest.mark.parametrize("first", ["U.S.", "President Reagan", "WASHINGTON", "Americans"])
def test_a_party_counts_once_whatever_it_is_called(first):
    signs = signs_of("", f"{first} spoke; Washington waited.")
    assert "parties:1" in signs


def test_a_word_tells_an_act_in_any_of_its_forms():
    for form in ("sanction", "sanctions", "sanctioned", "sanctioning"):
        assert "SANCTION" in signs_of(f"They were {form}", "")


def test_only_the_first_words_are_looked_at():
    report = report_of(MARKET + " Cereal sold well." * LEAD + " Russia invaded Estonia.")
    headline, lead = opening_of(report)
    assert len(f"{headline} {lead}".split()) == LEAD
    assert "Estonia" not in lead


def test_every_weight_is_of_a_sign():
    gate = packaged()
    assert isinstance(gate, Gate)
    assert 0 < gate.least < 0.5
    types = {name.partition("+")[2] or name for name in gate.weights if ":" not in name}
    assert types <= set(EVENT_TYPES)
