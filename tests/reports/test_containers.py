from dragoman.reports.containers import NAMES, OUTSIDE, containers, groups_of, title_distance
from dragoman.reports.lines import lines_of
from dragoman.reports.walk import tree_of, walk

PROSE = "The ministers met for six hours and left without a word to the press. " * 2
PAGE = (
    f"<nav><a>Home</a></nav><article><h1>Talks fail</h1><div class=text><p>{PROSE}</p>"
    f"<p>{PROSE}</p><p>Short.</p><p>{PROSE}</p></div></article>"
    f"<aside><p>{PROSE}</p></aside>"
)


def seen(feature: str) -> list[float]:
    lines = walk(tree_of(PAGE))
    table = containers(lines, groups_of(lines))
    return [float(value) for value in table[:, NAMES.index(feature)]]


def test_the_main_element_is_the_one_with_most_paragraphs():
    assert seen("in_main") == [0, 0, 1, 1, 1, 1, 0]
    assert seen("levels_below_main")[0] == OUTSIDE


def test_a_short_line_knows_the_prose_of_its_siblings():
    prose = seen("siblings_prose")
    assert prose[4] > prose[0] == 0


def test_lines_with_the_same_tags_and_classes_are_alike():
    lines = walk(tree_of("<ul><li class=t>a</li><li class=t>b</li></ul><p class=t>c</p>"))
    one, two, three = groups_of(lines).alike
    assert one == two != three


def test_flattened_text_has_no_groups():
    groups = groups_of(lines_of("One\nTwo"))
    assert groups.siblings.tolist() == groups.alike.tolist() == [-1, -1]


def test_lines_know_how_far_below_the_title_they_stand():
    distance = title_distance([0.0, 1.0, 0.0, 0.0])
    assert distance[:, 0].tolist() == [0, 0, 1, 1]
    assert distance[0, 1] < distance[1, 1] == 0 < distance[2, 1] < distance[3, 1]


def test_without_a_title_there_is_no_distance():
    assert not title_distance([0.1, 0.2]).any()
