from __future__ import annotations

import pytest

from dragoman.findings.agreements.promises import (
    conditions_in,
    is_mutual,
    named_types,
    trigger_in,
    wordings_in,
)


@pytest.mark.parametrize(
    ("sentence", "types"),
    [
        ("If one of us is attacked, the other will come to its aid.", {"defense"}),
        ("They promised to defend each other against any aggressor.", {"defense"}),
        ("An attack on one of them will be considered an attack on both.", {"defense"}),
        ("Mali pledged to support Niger if it is invaded.", {"defense"}),
        ("Neither side may attack the other.", {"nonaggression"}),
        ("The two states will refrain from the use of force.", {"nonaggression"}),
        ("Chile will remain neutral in such a war.", {"neutrality"}),
        ("They will consult at once if either is threatened.", {"consultation"}),
        ("They will consult every spring on fish prices.", set()),
        ("The guards will not allow rebels to attack the port.", set()),
        ("The accord says nothing about coming to the aid of a neighbour.", set()),
        ("The minister defended the budget.", set()),
        ("Trade rose by a tenth.", set()),
    ],
)
def test_a_promise_is_told_by_its_wording(sentence: str, types: set[str]) -> None:
    assert {one.type for one in wordings_in(sentence)} == types


@pytest.mark.parametrize(
    ("name", "types"),
    [
        ("mutual defence treaty", {"defense"}),
        ("a defense pact", {"defense"}),
        ("non-aggression pact", {"nonaggression"}),
        ("nonaggression accord", {"nonaggression"}),
        ("defence cooperation agreement", {"cooperation"}),
        ("fishing agreement", set()),
        ("security agreement", set()),
    ],
)
def test_some_names_tell_the_promise(name: str, types: set[str]) -> None:
    assert {one.type for one in named_types(name)} == types


def test_what_sets_a_promise_off_is_quoted() -> None:
    said = "Each will send troops if the other suffers an armed attack, the envoy said."
    assert trigger_in(said) == "if the other suffers an armed attack"
    assert trigger_in("They will meet every year.") is None


def test_only_stated_conditions_are_reported() -> None:
    assert conditions_in("It would send police at the request of its neighbour.") == {
        "on_request": True
    }
    assert conditions_in("It covers unprovoked attacks.") == {"non_provocation": True}
    assert conditions_in("They will defend each other.") == {}


def test_a_mutual_promise_goes_both_ways() -> None:
    assert is_mutual("They will help each other.")
    assert not is_mutual("Mali will help Niger.")
