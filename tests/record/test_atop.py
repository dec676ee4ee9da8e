from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from dragoman.errors import TableError
from dragoman.record.atop import pacts_of
from dragoman.record.atop_rows import MEMBER_COLUMNS, read_table
from tests.record.atop_files import KOREAS, MEMBER, member, write_alliances, write_members

if TYPE_CHECKING:
    from dragoman.schema.pacts import Pact, Promise

SHARED = Path(__file__).parents[3] / "shared" / "data" / "alliances" / "atop401"


def pacts(*files: Path) -> dict[str, Pact]:
    return {pact.id: pact for pact in pacts_of([read_table(file) for file in files])}


def promises(pact: Pact, kind: str) -> dict[str, Promise]:
    return {one.owed_by: one for one in pact.promises if one.type == kind}


def test_a_promise_is_directed(tmp_path: Path) -> None:
    found = pacts(write_members(tmp_path, KOREAS))
    defense = promises(found["atop:3375"], "defense")
    assert list(defense) == ["USA"]
    assert defense["USA"].owed_to == ("JPN",)


def test_the_soviet_union_is_not_russia_until_the_file_carries_its_promise_on(
    tmp_path: Path,
) -> None:
    pact = pacts(write_members(tmp_path, KOREAS))["atop:3440"]
    assert pact.parties == ("former:SUN", "RUS", "PRK")
    defense = promises(pact, "defense")
    assert [day.value for day in defense["former:SUN"].until] == ["1991-12-25"]
    assert [day.value for day in defense["RUS"].since] == ["1991-12-26"]
    assert [day.value for day in defense["RUS"].until] == ["1996-09-10"]
    assert defense["RUS"].note == "ATOP carries the promise on for RUS"
    assert pact.codes["cow4id"] == "264"


def test_the_evidence_of_a_promise_is_its_row_in_the_file(tmp_path: Path) -> None:
    file = write_members(tmp_path, KOREAS)
    text = file.read_text()
    for pact in pacts(file).values():
        for promise in pact.promises:
            for cited in promise.citations:
                assert text[cited.start : cited.end] == cited.quote
                assert cited.quote.startswith(pact.id.removeprefix("atop:"))


def test_conditions_are_coded_as_present_with_a_value_unknown(tmp_path: Path) -> None:
    rows = [
        member(1, 220, "1900-1-1", defense=1, defconpr=1, defconum=1, defcodem=1, defcocon=1),
        member(1, 365, "1900-1-1", neutral=1, neucoatt=1, obvary=1),
    ]
    pact = pacts(write_members(tmp_path, rows))["atop:1"]
    terms = promises(pact, "defense")["FRA"].terms
    assert (terms.non_provocation, terms.demands, terms.ongoing) == (True, True, True)
    assert terms.min_adversaries == 0
    assert terms.location_in is None
    neutral = promises(pact, "neutrality")["RUS"].terms
    assert neutral.only_if_attacked
    assert neutral.addressees_vary


def test_a_named_adversary_is_a_condition_only_where_the_promise_has_one(tmp_path: Path) -> None:
    cells = {"defense": 1, "specthrt": 1, "statthr1": 255}
    rows = [
        member(1, 220, "1900-1-1", defcoadv=1, **cells),
        member(1, 365, "1900-1-1", **cells),
        member(2, 220, "1900-1-1", defcoadv=1, **{**cells, "statthr2": 300}),
        member(2, 365, "1900-1-1", **cells),
    ]
    found = pacts(write_members(tmp_path, rows))
    one, two = promises(found["atop:1"], "defense"), promises(found["atop:2"], "defense")
    assert one["FRA"].terms.attacker_in == ("DEU",)
    assert one["FRA"].terms.attackers_complete
    assert one["RUS"].terms.attacker_in is None
    assert two["FRA"].terms.attacker_in == ("DEU", "former:AUH")
    assert not two["FRA"].terms.attackers_complete


def test_a_secondary_source_is_said_so(tmp_path: Path) -> None:
    pact = pacts(write_members(tmp_path, KOREAS))["atop:3975"]
    promise = promises(pact, "defense")["CUB"]
    assert promise.note == "coded from a secondary source"
    assert promise.grade == "official_summary"


def test_ends_that_two_versions_give_differently_stay_side_by_side(tmp_path: Path) -> None:
    older = write_members(tmp_path, KOREAS[:2], "older.csv")
    newer = [
        member(3440, cow, "1961-7-6", "1995-9-7", defense=1, nonagg=1, version="5.1")
        for cow in (365, 731)
    ]
    pact = pacts(older, write_members(tmp_path, newer, "newer.csv"))["atop:3440"]
    assert sorted(day.value for day in pact.ended) == ["1995-09-07", "1996-09-10"]
    until = {day.value: day.citations for day in promises(pact, "defense")["RUS"].until}
    assert set(until) == {"1995-09-07", "1996-09-10"}
    assert {cited.report for cited in until["1995-09-07"]} == {"newer.csv"}
    assert pact.seen == "2018-12-31"


def test_the_alliance_file_adds_its_dates(tmp_path: Path) -> None:
    alliance = {
        "atopid": 3440, "begyr": 1961, "begmo": 7, "begday": 6, "endyr": 1995, "version": "4.01",
    }  # fmt: skip
    files = write_members(tmp_path, KOREAS), write_alliances(tmp_path, [alliance])
    pact = pacts(*files)["atop:3440"]
    assert sorted(day.value for day in pact.ended) == ["1995", "1996-09-10"]


def test_a_month_or_day_the_file_does_not_give_stays_unknown(tmp_path: Path) -> None:
    rows = [
        member(1, 220, "1900-0-0", "1910-6-0", defense=1),
        member(1, 365, "1900-0-0", "1910-6-0"),
    ]
    promise = promises(pacts(write_members(tmp_path, rows))["atop:1"], "defense")["FRA"]
    assert [day.value for day in promise.since] == ["1900"]
    assert [day.value for day in promise.until] == ["1910-06"]


BAD = [
    (member(1, 2, "1961-13-6", defense=1), "row 2, column yrent, moent, dayent: '1961-13-06'"),
    (member(1, 2, "1961-2-30", defense=1), "'1961-02-30' is not a day of the calendar"),
    (member(1, 2, "961-2-3", defense=1), "column yrent: '961' is not a year from 1648"),
    (member(1, 2, "1961-2-3", "1950-1-1"), "column yrexit, moexit, dayexit: '1950-01-01' is not"),
    (member(1, 2, "1961-2-3", defense=7), "column defense: '7' is not 0 or 1"),
    (member(1, 2, "1961-2-3", member="USA"), "column member: 'USA' is not a number"),
    (member(1, 2, "1961-2-3", ineffect=0), "column yrexit: '0' is not a year, though"),
    (member(1, 2, "0-0-0"), "column yrent: '0' is not a year"),
]


@pytest.mark.parametrize(("row", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_an_impossible_value_is_named_with_file_row_and_column(
    row: dict[str, object], said: str, tmp_path: Path
) -> None:
    with pytest.raises(TableError) as raised:
        pacts(write_members(tmp_path, [row]))
    assert "members.csv, row 2" in str(raised.value)
    assert said in str(raised.value)
    assert "nothing was imported" in str(raised.value)


def test_a_renamed_column_is_missed_by_name(tmp_path: Path) -> None:
    columns = tuple("conditional" if one == "defcoloc" else one for one in MEMBER)
    with pytest.raises(TableError, match=r"row 1: not an ATOP member-level file.*defcoloc"):
        read_table(write_members(tmp_path, KOREAS, columns=columns))


def test_a_column_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="column atopid stands there twice"):
        read_table(write_members(tmp_path, KOREAS, columns=(*MEMBER, "atopid")))


def test_a_row_that_stands_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"row 4, column atopid: .* stands in row 2 already"):
        pacts(write_members(tmp_path, [*KOREAS[:2], KOREAS[0]]))


def test_a_row_that_is_cut_short_is_refused(tmp_path: Path) -> None:
    file = write_members(tmp_path, KOREAS)
    file.write_text(file.read_text() + "3440,365\n")
    with pytest.raises(TableError, match=f"2 cells for {len(MEMBER)} columns"):
        read_table(file)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (",".join(MEMBER_COLUMNS).encode(), "has a header but no rows"),
        (b"name,age\nx,1\n", "lacks the columns"),
        (b"\xff\xfe\x00", "is no UTF-8 text"),
    ],
)
def test_what_is_no_atop_file_is_refused(content: bytes, said: str, tmp_path: Path) -> None:
    file = tmp_path / "file.csv"
    file.write_bytes(content)
    with pytest.raises(TableError, match=said):
        read_table(file)


def test_a_file_that_is_not_there_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="cannot be read"):
        read_table(tmp_path / "nowhere.csv")


def test_the_alliance_file_alone_cannot_say_who_promised_whom(tmp_path: Path) -> None:
    alliance = {"atopid": 1, "begyr": 1961, "version": "4.01"}
    with pytest.raises(TableError, match="give the member-level file, or both"):
        pacts_of([read_table(write_alliances(tmp_path, [alliance]))])


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/data")
def test_the_published_counts_come_out_of_the_files_users_download() -> None:
    found = pacts(SHARED / "atop-member-level.csv", SHARED / "atop-alliance-level.csv")
    kinds = {pact.id: {one.type for one in pact.promises} for pact in found.values()}
    assert len(found) == 745
    assert sum(bool({"defense", "offense"} & types) for types in kinds.values()) == 289
    counts = {kind: sum(kind in types for types in kinds.values()) for kind in
              ("defense", "offense", "neutrality", "nonaggression", "consultation")}  # fmt: skip
    assert counts == {"defense": 275, "offense": 81, "neutrality": 122, "nonaggression": 399,
                      "consultation": 377}  # fmt: skip
    live = {pact.id for pact in found.values() if pact.status == "in_force"}
    assert len(live) == 334
    assert sum("defense" in kinds[one] for one in live) == 46


def test_a_file_without_any_year_is_refused(tmp_path: Path) -> None:
    row = member(3440, 365, "0-0-0", version="")
    with pytest.raises(TableError, match="no row has a year in yrent or yrexit"):
        read_table(write_members(tmp_path, [row]))
