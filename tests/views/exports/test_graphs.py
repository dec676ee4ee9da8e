"""STIX and FollowTheMoney, read by the libraries of those who made them."""

import json

import pytest

from dragoman.schema import Stamp
from dragoman.views.exports import export
from tests.record.reports import full_report, plain_report


def lines(tmp_path, form, *reports):
    out = tmp_path / "out.jsonl"
    export(reports, out, form)
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


@pytest.mark.filterwarnings("ignore")
def test_a_bundle_is_read_by_the_stix_library(tmp_path):
    stix2 = pytest.importorskip("stix2")
    [bundle] = lines(tmp_path, "stix", full_report())
    parsed = stix2.parse(bundle)
    kinds = [one.type for one in parsed.objects]
    assert kinds.count("note") == 2
    assert kinds.count("opinion") == 1
    assert kinds.count("relationship") == 3
    assert kinds.count("report") == 1
    known = {one.id for one in parsed.objects}
    for one in parsed.objects:
        assert set(one.get("object_refs", [])) <= known


def test_offsets_survive_in_the_extension_of_a_bundle(tmp_path):
    [bundle] = lines(tmp_path, "stix", full_report())
    for one in bundle["objects"]:
        for extension in one.get("extensions", {}).values():
            words = [full_report().text[start:end] for start, end in extension["spans"]]
            if one["type"] in ("note", "opinion"):
                assert " … ".join(words) in (one.get("content"), one.get("explanation"))


def test_an_actor_has_the_same_identity_in_every_bundle(tmp_path):
    one, two = lines(tmp_path, "stix", full_report(), full_report(id="f" * 24))
    names = [
        {item["id"] for item in bundle["objects"] if item["type"] == "identity"}
        for bundle in (one, two)
    ]
    assert names[0] == names[1]
    assert one["id"] != two["id"]


def test_a_bundle_is_made_at_the_instant_of_its_report(tmp_path):
    stamp = Stamp("x", "2025-03-03T12:00:00", "+02:00", "2025-03-03T12:00:00+02:00", "meta")
    [bundle] = lines(tmp_path, "stix", full_report(published=stamp))
    assert bundle["objects"][-1]["published"] == "2025-03-03T10:00:00Z"


@pytest.mark.filterwarnings("ignore")
def test_a_report_without_findings_is_a_bundle_as_well(tmp_path):
    stix2 = pytest.importorskip("stix2")
    [bundle] = lines(tmp_path, "stix", plain_report())
    assert stix2.parse(bundle).objects[-1].type == "report"


@pytest.mark.filterwarnings("ignore")
def test_entities_are_read_by_followthemoney_without_loss(tmp_path):
    followthemoney = pytest.importorskip(
        "followthemoney",
        reason="followthemoney is not installed (group: exchange; libicu-dev, g++)",
    )
    found = lines(tmp_path, "ftm", full_report(), full_report(id="f" * 24))
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        schema = followthemoney.model.get(one["schema"])
        assert schema is not None
        proxy = followthemoney.EntityProxy(schema, one, cleaned=False)
        for name, values in one["properties"].items():
            assert len(proxy.get(name)) == len(set(values)), (one["schema"], name, values)


def test_an_event_names_its_parties_its_words_and_its_proof(tmp_path):
    found = {one["id"]: one for one in lines(tmp_path, "ftm", full_report())}
    event = next(one for one in found.values() if one["properties"].get("name") == ["SUPPORT"])
    parties = [found[one]["properties"]["name"] for one in event["properties"]["involved"]]
    assert parties == [["Peru"], ["Chile"]]
    assert found[event["properties"]["proof"][0]]["schema"] == "Article"
    assert event["properties"]["summary"][0].startswith("Peru and Chile signed")
