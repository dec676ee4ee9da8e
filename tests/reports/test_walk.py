import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.errors import EmptyPage, PageTooLarge
from dragoman.reports import walk as walking
from dragoman.reports.lines import Line, text_of
from dragoman.reports.walk import tree_of, visible_text, walk


def lines(page: str) -> tuple[Line, ...]:
    return walk(tree_of(page))


def texts(page: str) -> list[str]:
    return [line.text for line in lines(page)]


def test_paragraphs_are_lines_and_an_empty_line_parts_them():
    assert visible_text("<p>One</p><p>Two</p><div>Three</div>") == "One\n\nTwo\n\nThree"


def test_a_break_ends_a_line_without_an_empty_one():
    assert visible_text("<p>Oslo,<br>Norway</p>") == "Oslo,\nNorway"


def test_white_space_collapses_but_a_no_break_space_stays():
    assert texts("<p> five \n\t million\u00a0euros </p>") == ["five million\u00a0euros"]


def test_scripts_styles_and_hidden_elements_are_silent():
    page = (
        "<p>Seen</p><script>var x</script><style>p{}</style><noscript>no</noscript>"
        "<p hidden>gone</p><div style='DISPLAY : none'>gone</div><template>gone</template>"
    )
    assert texts(page) == ["Seen"]


@pytest.mark.parametrize("name", ["tooltiptext", "popover__body", "rollover-people-block"])
def test_what_shows_only_under_the_pointer_is_silent(name: str):
    assert texts(f"<p>Ana López <span class='{name}'>More on her</span>spoke</p>") == [
        "Ana López spoke"
    ]
    assert texts("<p>Ana López <span class='rollover-people'>spoke</span></p>") == [
        "Ana López spoke"
    ]


def test_text_after_a_silent_element_is_kept():
    assert texts("<p>before<script>x</script> after</p>") == ["before after"]


def test_inline_elements_that_touch_are_set_apart():
    page = "<p><span>16:36</span><span>Ann Bell</span></p>"
    assert texts(page) == ["16:36 Ann Bell"]


def test_a_comment_inside_a_sentence_does_not_cut_it():
    assert texts("<p>The talks <!-- note -->failed.</p>") == ["The talks failed."]


def test_links_and_emphasis_are_counted_in_characters():
    [line] = lines("<p>Read <a href='/x'>the report</a> <b>now</b></p>")
    assert line.markup is not None
    assert (line.markup.linked, line.markup.emphasised) == (10, 3)


def test_a_line_knows_the_elements_it_stands_in_nearest_first():
    [line] = lines("<article class='story-Body'><p id=lead>Text</p></article>")
    assert line.markup is not None
    assert line.markup.tags[:2] == ("p", "article")
    assert line.markup.words[:2] == (("lead",), ("story", "body"))


def test_paragraphs_of_one_element_share_their_parent():
    one, two, three = lines("<div><p>a</p><p>b</p></div><div><p>c</p></div>")
    assert one.markup is not None
    assert two.markup is not None
    assert three.markup is not None
    assert one.markup.parent == two.markup.parent != three.markup.parent


def test_null_bytes_do_not_end_the_page():
    assert "after" in visible_text("<p>before\x00</p><p>after</p>")


def test_lone_surrogates_are_replaced():
    assert texts("<p>half \ud83d sign</p>") == ["half \ufffd\ufffd\ufffd sign"]


def test_an_unfinished_page_is_read_as_far_as_it_goes():
    assert texts("<html><body><article><p>The talks fail") == ["The talks fail"]


def test_a_page_without_an_element_is_refused_with_the_remedy():
    with pytest.raises(EmptyPage, match="--plain"):
        tree_of("<!-- nothing -->")


def test_a_hundred_thousand_nested_elements_do_not_exhaust_the_stack():
    page = "<div>" * 100_000 + "deep" + "</div>" * 100_000
    with pytest.raises(PageTooLarge, match="--plain"):
        lines(page)


def test_the_number_of_elements_is_limited(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(walking, "MAX_ELEMENTS", 10)
    with pytest.raises(PageTooLarge, match="more than 10 elements"):
        lines("<p>x</p>" * 11)


TAGS = st.sampled_from(
    "p div span a b br li ul h1 table td figure figcaption script i time".split()
)
WORDS = st.text(alphabet="ab .\u00a0\n\t\u2028é漢\U0001f600", max_size=8)


@st.composite
def pages(draw: st.DrawFn, depth: int = 4) -> str:
    """Markup that is mostly well formed."""
    if depth == 0:
        return draw(WORDS)
    parts = [draw(WORDS)]
    for _ in range(draw(st.integers(0, 3))):
        tag = draw(TAGS)
        inside = draw(pages(depth - 1))
        end = "" if draw(st.booleans()) and tag in ("p", "li", "br") else f"</{tag}>"
        parts += [f"<{tag}>", inside, end, draw(WORDS)]
    return "".join(parts)


@given(pages())
@settings(max_examples=30, deadline=None)
def test_each_line_of_any_page_quotes_back_from_its_text(page: str):
    found = lines(f"<html><body>{page}</body></html>")
    text = text_of(found)
    assert all(text[line.start : line.end] == line.text for line in found)
    assert all(line.text.strip() == line.text != "" for line in found)
    assert "".join(text.split()) == "".join("".join(line.text for line in found).split())


@given(st.text(alphabet=st.characters(), max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_characters_are_a_page_or_a_refusal(page: str):
    try:
        found = lines(page)
    except EmptyPage:
        return
    text = text_of(found)
    assert all(text[line.start : line.end] == line.text for line in found)
