from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from dragoman.record import Run, Writer, open_store
from dragoman.record.atop import pacts_of
from dragoman.record.atop_rows import read_table
from dragoman.record.pacts import (
    imported_pacts,
    reports_of_agreements,
    write_pacts,
)
from tests.record.atop_files import KOREAS, member, write_members
from tests.record.reports import full_report

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dragoman.record.store import Store


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(":memory:") as opened:
        yield opened


def test_imported_pacts_come_back_as_they_were(store: Store, tmp_path: Path) -> None:
    pacts = pacts_of([read_table(write_members(tmp_path, KOREAS))])
    assert write_pacts(store, pacts) == len(pacts)
    assert imported_pacts(store) == tuple(sorted(pacts, key=lambda one: one.id))


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    pacts = pacts_of([read_table(write_members(tmp_path, KOREAS))])
    write_pacts(store, pacts)
    write_pacts(store, pacts)
    assert len(imported_pacts(store)) == len(pacts)


def test_only_the_pacts_of_some_parties_are_read(store: Store, tmp_path: Path) -> None:
    write_pacts(store, pacts_of([read_table(write_members(tmp_path, KOREAS))]))
    found = {pact.id for pact in imported_pacts(store, ["CUB"])}
    assert found == {"atop:3975"}


def test_two_versions_stand_side_by_side(store: Store, tmp_path: Path) -> None:
    write_pacts(store, pacts_of([read_table(write_members(tmp_path, KOREAS, "old.csv"))]))
    newer = [
        member(3440, cow, "1961-7-6", "1995-9-7", defense=1, nonagg=1, version="5.1")
        for cow in (365, 731)
    ]
    write_pacts(store, pacts_of([read_table(write_members(tmp_path, newer, "new.csv"))]))
    (pact,) = (one for one in imported_pacts(store) if one.id == "atop:3440")
    assert sorted(day.value for day in pact.ended) == ["1995-09-07", "1996-09-10"]


def test_reports_that_tell_of_agreements_are_found(store: Store) -> None:
    report = full_report()
    Writer(store, Run("test")).write([report])
    found = list(reports_of_agreements(store))
    assert [one.id for one in found] == ([report.id] if report.agreements else [])
