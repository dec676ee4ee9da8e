from hypothesis import given
from hypothesis import strategies as st

from dragoman.reports.lines import lines_of, text_of
from dragoman.reports.reading import read_text

WRAPPED = """OSLO, March 3 (Fjord Wire) - Norway and Iceland signed a pact
on herring on Tuesday after talks that had lasted for three
weeks and had nearly failed, the ministry of fisheries said.
    "We are content," the minister of fisheries said to those
who had waited for him in the rain outside the old harbour
house, and he added that the two fleets would sail in April.
    Iceland had asked for a larger share of the catch than in
the year before, and had threatened to leave the talks.
"""


def test_a_paragraph_that_was_broken_to_a_width_is_one_line():
    starts = [line.text.split()[0] for line in lines_of(WRAPPED)]
    assert starts == ["OSLO,", '"We', "Iceland"]


def test_lines_of_a_page_are_kept_as_they_are():
    text = "Home\nWorld\nPact signed\nBy Ann Bell\nThe two ministers met.\nThey left.\nShare\n"
    assert len(lines_of(text)) == 7


def test_a_wire_of_fixed_width_is_body_throughout():
    report = read_text(f"Norway and Iceland sign herring pact\n\n{WRAPPED}")
    assert {segment.role for segment in report.segments} == {"headline", "dateline", "body"}


@given(st.text(alphabet="ab .\n\r \u2028", max_size=300))
def test_every_line_stands_at_its_offsets_and_none_is_lost(text):
    lines = lines_of(text)
    assert all(text[line.start : line.end] == line.text for line in lines)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())


def test_lines_keep_their_offsets_when_white_space_surrounds_them():
    text = "\n  Envoys meet  \r\n\r\n\tTalks go on\n"
    lines = lines_of(text)
    assert [line.text for line in lines] == ["Envoys meet", "Talks go on"]
    assert [text[line.start : line.end] for line in lines] == ["Envoys meet", "Talks go on"]


def test_an_empty_line_before_a_line_is_known():
    assert [line.blank for line in lines_of("One\nTwo\n\nThree")] == [False, False, True]


def test_a_line_separator_inside_a_sentence_does_not_end_its_line():
    assert len(lines_of("It starts at\u20287 pm.\u2028Doors open at six.")) == 1


def test_no_lines_make_an_empty_text():
    assert text_of(()) == ""
