import pytest

from dragoman.reports.lines import lines_of
from dragoman.reports.roles import judged, roles_of
from dragoman.schema.report import ROLES

PAGE = """\
Home > World > Americas
ADVERTISEMENT
Quito and Lima agree to reopen border crossing
By Ana Lopez in Quito
Published 3 May 2021, 10:15
The presidents of Ecuador and Peru at the bridge on Monday. Rafael Soto/Andes Photo
QUITO, May 3 (Andes) - Ecuador and Peru agreed on Monday to reopen the bridge between the two \
countries, officials in both capitals said.
The crossing was closed two years ago after a dispute over river patrols, and traders on both \
sides had lost most of their income.
READ MORE: Why the river changed its course
"We have waited for this day," said Marta Quispe, who sells fruit at the market of Huaquillas.
The first lorries are expected to cross on Friday, the transport ministry in Lima said.
(Reporting by Ana Lopez in Quito; Editing by Sam Reed)
Sign up for our newsletter and get the best of the region in your inbox every morning.
Comments (12)
Trading in currencies is risky, and most small investors lose money. You should only use money \
that you can afford to lose. Past gains say nothing about future ones. Ask an adviser before you \
invest.
© 2021 Andes Daily. All rights reserved.
About us | Contact | Privacy policy"""


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    lines = lines_of(PAGE)
    return {line.text[:12]: role for line, role in zip(lines, roles_of(lines), strict=True)}


@pytest.mark.parametrize(
    ("start", "role"),
    [
        ("ADVERTISEMEN", "advert"),
        ("Quito and Li", "headline"),
        ("By Ana Lopez", "byline"),
        ("Published 3 ", "time"),
        ("The presiden", "caption"),
        ("QUITO, May 3", "body"),
        ("The crossing", "body"),
        ("READ MORE: W", "related"),
        ('"We have wai', "body"),
        ("(Reporting b", "signoff"),
        ("Sign up for ", "newsletter"),
        ("Comments (12", "comments"),
        ("Trading in c", "disclaimer"),
        ("© 2021 Andes", "copyright"),
    ],
)
def test_each_line_of_a_flattened_page_is_told(told: dict[str, str], start: str, role: str):
    assert told[start] == role


def test_a_page_without_lines_has_no_roles():
    assert roles_of(()) == ()


def test_chances_add_up_and_follow_the_order_of_the_schema():
    found = judged(lines_of(PAGE))
    assert found.chances.shape == (len(PAGE.splitlines()), len(ROLES))
    assert found.chances.sum(axis=1).tolist() == pytest.approx([1] * len(found.chances), abs=1e-4)


def test_a_page_is_told_the_same_each_time():
    assert roles_of(lines_of(PAGE)) == roles_of(lines_of(PAGE))
