"""Office holders from a dump of Wikidata, on a sample in its format written for this."""

import csv
import json

from dragoman.knowledge.wikidata import office_of, read_dump, write_tables


def item(code, label, aliases=(), **claims):
    return {
        "id": code,
        "labels": {"en": {"value": label}},
        "aliases": {"en": [{"value": alias} for alias in aliases]},
        "claims": claims,
    }


def claim(value, start=None, end=None, *, precision=11, rank="normal"):
    def day(text):
        return [{"datavalue": {"value": {"time": f"+{text}T00:00:00Z", "precision": precision}}}]

    qualifiers = {}
    if start:
        qualifiers["P580"] = day(start)
    if end:
        qualifiers["P582"] = day(end)
    snak = {"datavalue": {"value": {"id": value}}}
    return {"mainsnak": snak, "qualifiers": qualifiers, "rank": rank}


ENTITIES = [
    item("Q33", "Finland",
         P35=[claim("Q900", "2024-03-01"), claim("Q901", "2012-03-01", "2024-03-01")]),
    item("Q1000", "Minister for Foreign Affairs of Finland", P1001=[claim("Q33")]),
    item("Q1001", "mayor of Helsinki", P1001=[claim("Q33")]),
    item("Q900", "Alexander Stubb", ["Cai-Göran Alexander Stubb", "Stubb"],
         P39=[claim("Q1000", "2008-04-04", "2011-06-22"), claim("Q1001", "2001-01-01")]),
    item("Q901", "Sauli Niinistö", P39=[claim("Q1000", "1999-01-01", rank="deprecated")]),
    item("Q902", "Pekka Haavisto", P39=[claim("Q1000", "2019-06-00", "2023-06-00", precision=10)]),
    item("Q903", "Somebody Undated", P39=[claim("Q1000")]),
]  # fmt: skip
DUMP = ["[", *(json.dumps(entity) + "," for entity in ENTITIES), "]"]


def test_heads_of_state_and_ministers_are_read_with_their_days():
    found = {one.name: one for one in read_dump(DUMP)}
    assert set(found) == {"Alexander Stubb", "Sauli Niinistö", "Pekka Haavisto"}
    terms = [(t.office, t.valid_from, t.valid_to) for t in found["Alexander Stubb"].terms]
    assert terms == [
        ("foreign minister", "2008-04-04", "2011-06-22"),
        ("president", "2024-03-01", ""),
    ]
    assert {term.actor for one in found.values() for term in one.terms} == {"FIN"}


def test_a_day_is_kept_to_its_own_precision():
    found = {one.name: one for one in read_dump(DUMP)}
    assert found["Pekka Haavisto"].terms[0].valid_from == "2019-06"


def test_the_order_of_the_dump_does_not_matter():
    assert read_dump(DUMP) == read_dump(reversed(DUMP))


def test_short_aliases_are_left_out_and_ids_are_plain_letters():
    found = {one.name: one for one in read_dump(DUMP)}
    assert found["Alexander Stubb"].aliases == ("Cai-Göran Alexander Stubb",)
    assert found["Sauli Niinistö"].id == "person:sauli-niinisto"


def test_tables_have_the_layout_of_the_packaged_ones(tmp_path):
    offices, names = tmp_path / "offices.csv", tmp_path / "persons.csv"
    write_tables(read_dump(DUMP), offices, names)
    rows = list(csv.DictReader(offices.read_text(encoding="utf-8").splitlines()))
    assert len(rows) == 4
    assert set(rows[0]) == {"holder", "actor", "office", "valid_from", "valid_to"}
    first = next(csv.DictReader(names.read_text(encoding="utf-8").splitlines()))
    assert set(first) == {"id", "name", "surname", "aliases"}


def test_labels_of_positions():
    assert office_of("President of the Republic of Finland") == "president"
    assert office_of("President of the Senate of France") is None
    assert (
        office_of("Secretary of State for Foreign and Commonwealth Affairs") == "foreign secretary"
    )
    assert office_of("Minister of Defence of Poland") == "defence minister"
