"""Statements, denials and silences by the shipped reader, on sentences written for the purpose."""

import pytest
from evaluation.plain import analysed


def statements(text):
    return [
        (
            said.act,
            said.mode,
            " ".join(span.quote(text) for span in said.source),
            " … ".join(span.quote(text) for span in said.content),
        )
        for said in analysed(text).statements
    ]


def test_indirect_speech_is_a_statement():
    text = "Norway's foreign minister said on Monday that the talks with Iceland had failed."
    ((act, mode, source, content),) = statements(text)
    assert (act, mode, source) == ("say", "indirect", "Norway's foreign minister")
    assert content.endswith("the talks with Iceland had failed")


def test_a_quotation_is_direct():
    ((_, mode, source, _),) = statements('"We will not sign the treaty," the Polish envoy said.')
    assert (mode, source) == ("direct", "the Polish envoy")


def test_a_quoted_name_is_not_speech():
    assert statements('The ship "Northern Star" reached the harbour on Friday.') == []


def test_an_unbalanced_quotation_is_read():
    text = '"We will stay, the Danish minister said. The ships left in the evening.'
    assert any("the Danish minister" in source for _, _, source, _ in statements(text))


def test_a_report_carried_by_media_keeps_both_speakers():
    text = "State media reported that the Iranian president said sanctions would be lifted."
    report = analysed(text)
    carried = [said for said in report.statements if said.carried_by]
    assert len(carried) == 1
    assert "president" in " ".join(span.quote(text) for span in carried[0].source)


def test_a_denial_in_another_paragraph_answers_the_accusation():
    text = (
        "Estonia accused Russia of jamming satellite signals over the Baltic Sea.\n\n"
        "Ferries were delayed for hours on Sunday.\n\n"
        "Russia denied jamming the signals."
    )
    report = analysed(text)
    said = {one.id: one for one in report.statements}
    assert [(said[d.claim].act, said[d.denial].act) for d in report.disputes] == [
        ("accuse", "deny")
    ]


@pytest.mark.parametrize("text", [
    "France criticised Mali. Mali criticised France.",
    "Italy denied entry to two diplomats from Belarus.",
    "Peru rejected a proposal by Chile to share the water.",
], ids=["contrast", "entry", "proposal"])  # fmt: skip
def test_contrast_and_refusal_are_no_dispute(text):
    assert analysed(text).disputes == ()


def test_every_span_quotes_the_report():
    text = "🚢 Malta said its port was closed. “We regret it,” the minister of transport said."
    report = analysed(text)
    assert report.statements
    for said in report.statements:
        for span in (*said.source, *said.cue, *said.content):
            assert span.quote(text).strip() == span.quote(text)


@pytest.mark.parametrize("text", ["", "\n\n", "“", '"" "', "said", "🙂 " * 50])
def test_no_text_is_refused(text):
    report = analysed(text) if text.strip() else None
    assert report is None or report.disputes == ()


def test_the_paragraph_after_a_colon_is_what_was_said():
    text = (
        "The fishing talks ended on Monday.\n\n"
        "Responding, Norwegian Foreign Minister Ana Roe said:\n\n"
        "Iceland has broken its word. It must return to the table.\n\n"
        "The full text can be found on the ministry's pages."
    )
    contents = [content for *_, content in statements(text)]
    assert contents == ["Iceland has broken its word. It must return to the table."]


def test_paragraphs_in_the_first_person_go_on_with_what_was_announced():
    text = (
        "Norwegian Foreign Minister Ana Roe said:\n\n"
        "The talks with Iceland were a success.\n\n"
        "We hope that the fleet can sail in May.\n\n"
        "The talks began in March."
    )
    said = analysed(text).statements
    whole = next(one for one in said if one.carried_by is None)
    assert whole.mode == "direct"
    assert [span.quote(text)[:9] for span in whole.content] == ["The talks", "We hope t"]
    assert {one.speakers for one in said} == {("person:ana-roe",)}


def test_who_says_i_in_a_quotation_is_who_is_quoted():
    text = '"I say Iceland is right," Norwegian Foreign Minister Ana Roe told reporters in Oslo.'
    said = analysed(text).statements
    assert {one.speakers for one in said} == {("person:ana-roe",)}
    assert "pledge" not in {one.act for one in said}


def test_a_list_of_names_speaks_as_a_whole():
    text = "Peru, Chile, and Cuba signed the pact, declaring that an attack on one is one on all."
    assert {one.speakers for one in analysed(text).statements} == {("PER", "CHL", "CUB")}
