from dragoman.record import Entry
from dragoman.record.folding import folded, months, name_of


def entry(report, day="2025-03-03", **fields):
    given = {
        "dated": True, "publisher": None, "event": "event:1", "type": "SUPPORT", "quad": 1,
        "cameo": "057", "factuality": "actual", "actors": ("PER",), "recipients": ("CHL",),
        "start": 0, "end": 4, "quote": "Peru", **fields,
    }  # fmt: skip
    return Entry(report=report, day=day, **given)


def test_an_event_told_by_copies_of_one_text_is_one_line():
    found = folded([entry("a"), entry("b"), entry("c")], {"a": "a", "b": "a"})
    assert [(one.entry.report, one.copies) for one in found] == [("a", ("b",)), ("c", ())]


def test_different_events_of_one_text_stay_apart():
    entries = [entry("a"), entry("b", type="ACCUSE"), entry("b", day="2025-03-04")]
    assert len(folded(entries, {"a": "a", "b": "a"})) == 3


def test_a_panel_counts_both_with_and_without_copies():
    entries = [
        entry("a"), entry("b"), entry("c", quad=4), entry("c", day="2025-04-01", dated=False),
        entry("d", day=None), entry("d", day="2025"),
    ]  # fmt: skip
    march, april = months(entries, {"a": "a", "b": "a"})
    assert (march.month, march.reports, march.events, march.folded) == ("2025-03", 3, 3, 2)
    assert march.quads == (1, 0, 0, 1)
    assert (april.undated, april.folded) == (1, 1)


def test_a_mean_counts_copies_once_and_says_over_how_many():
    entries = [entry("a"), entry("b"), entry("c", cameo="112"), entry("d", cameo=None)]
    [month] = months(entries, {"a": "a", "b": "a"})
    assert (month.coded, month.goldstein) == (2, 3.0)
    [unknown] = months([entry("a", cameo=None)], {})
    assert (unknown.coded, unknown.goldstein) == (0, None)


def test_an_event_told_by_several_reports_is_one_line_when_judged_so():
    entries = [entry("a"), entry("b"), entry("c", day="2025-03-04", dated=False)]
    same = {name_of(one): "group" for one in entries}
    assert [(one.entry.report, one.copies) for one in folded(entries, {}, same)] == [
        ("a", ("b", "c"))
    ]
    [march] = months(entries, {}, same)
    assert (march.events, march.folded) == (3, 1)
