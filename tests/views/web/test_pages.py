"""The pages without a browser: what they hold, and that nothing of a page is ever run."""

import re
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient

from dragoman.pipeline import Reading, read_page
from dragoman.record import Run, Writer, open_store
from dragoman.record.atop import pacts_of
from dragoman.record.atop_rows import read_table
from dragoman.record.pacts import write_pacts
from dragoman.reports.loading import page_of
from dragoman.schema import Segment, Span, Statement
from dragoman.views.api import Serving, create_app
from dragoman.views.web import drawing
from dragoman.views.web.marking import blocks_of, findings_of, runs_of
from dragoman.views.web.pages import by_month, title_of
from tests.record.atop_files import KOREAS, write_members
from tests.record.reports import full_report, plain_report

EXAMPLE = Path(__file__).parents[3] / "examples" / "pledge.html"
BROWSER = {"Accept": "text/html"}
PAGES = [
    "/", "/search?q=Bolivia", "/agreements", "/network", "/network?on=2024-06-20", "/whatif",
    "/whatif?attacker=KOR&target=PRK&on=2031-06-20", "/dyads/PER/BOL", "/actors/PER",
]  # fmt: skip
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>"


@pytest.fixture
def client(db):
    with TestClient(create_app(Serving(db=db))) as found:
        yield found


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_shown_and_is_small(client, path):
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert len(answer.content) < 150_000
    assert not re.search(r"(?:src|href)=[\"'](?:https?:)?//", answer.text)


def test_the_reader_shows_the_whole_text_and_ties_every_finding_to_its_words(client):
    report = full_report()
    answer = client.get(f"/reports/{report.id}", headers=BROWSER)
    shown = re.sub(r"<[^>]+>", "", answer.text)
    for segment in report.segments:
        words = segment.span.quote(report.text).split()
        assert all(word in shown or "&" in shown for word in words[:3])
    for one in findings_of(report):
        assert f'id="r{one.number}"' in answer.text
        assert f'id="t{one.number}"' in answer.text


def test_pieces_of_a_text_make_the_text_again():
    report = full_report()
    for block, segment in zip(blocks_of(report, findings_of(report)), report.segments, strict=True):
        assert "".join(piece.text for piece in block.pieces) == segment.span.quote(report.text)


def test_findings_stand_in_the_order_of_the_text():
    starts = [min(span.start for span in one.spans) for one in findings_of(full_report())]
    assert starts == sorted(starts)


def test_what_stands_around_an_article_is_folded_unless_a_finding_points_at_it():
    text = "Menu\nHome\nShop\nMore\nPeru met Chile.\nPhoto: Roe\nTerms"
    ends = [0, *(n for n, one in enumerate(text) if one == "\n"), len(text)]
    roles = ["navigation"] * 4 + ["body", "credit", "other"]
    cuts = [(a + bool(a), b) for a, b in pairwise(ends)]
    segments = tuple(Segment(one, *cut) for one, cut in zip(roles, cuts, strict=True))
    report = plain_report(text, segments=segments, headline=None)
    runs = runs_of(blocks_of(report, ()))
    assert [(fold, len(run)) for fold, run in runs] == [(True, 4), (False, 2), (False, 1)]
    said = Statement(id="s", cue=(Span(5, 9),), content=(Span(5, 9),), mode="direct", act="say")
    found = msgspec.structs.replace(report, statements=(said,))
    runs = runs_of(blocks_of(found, findings_of(found)))
    assert not any(fold for fold, _ in runs)


def test_a_report_without_headline_is_named_by_how_it_begins():
    assert title_of(plain_report("Peru met Chile.")) == "Peru met Chile. (no headline)"
    assert title_of(plain_report("Peru " * 40)).endswith("Peru… (no headline)")


def test_rows_of_imported_tables_are_no_links(tmp_path):
    address = str(tmp_path / "atop.db")
    file = write_members(tmp_path, KOREAS, name="atop4_01m.csv")
    with open_store(address) as store:
        write_pacts(store, pacts_of([read_table(file)]))
    with TestClient(create_app(Serving(db=address))) as client:
        listed = client.get("/agreements", headers=BROWSER).text
        path = re.search(r"/agreements/atop%3A\d+", listed)[0]
        page = client.get(path, headers=BROWSER).text
        answer = client.get("/whatif?attacker=KOR&target=PRK&on=1970-01-01", headers=BROWSER).text
    for shown in (page, answer):
        assert "row of atop4_01m.csv" in shown
        assert 'href="/reports/' not in shown


def test_what_a_page_says_is_shown_and_never_run(tmp_path):
    address = str(tmp_path / "hostile.db")
    report = read_page(page_of(EXAMPLE.read_bytes()), Reading())
    hostile = msgspec.structs.replace(
        report, headline=HOSTILE, publisher=HOSTILE, authors=(HOSTILE,)
    )
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([hostile])
    with TestClient(create_app(Serving(db=address))) as found:
        for path in ("/", f"/reports/{report.id}", f"/search?q={HOSTILE}", f"/actors/{HOSTILE}"):
            text = found.get(path, headers=BROWSER).text
            assert "<script>alert" not in text
            assert "<img" not in text


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/reports/ffff", 400), ("/agreements/none", 404), ("/nothing", 404),
        ("/network?on=soon", 400), ("/whatif?attacker=KOR&target=XXX&on=2024-06-20", 400),
        ("/search?q=act:nothing", 400), ("/static/..%2Fpages.py", 404), ("/static/pages.py", 404),
    ],
)  # fmt: skip
def test_what_cannot_be_shown_is_said_on_a_page(client, path, status):
    answer = client.get(path, headers=BROWSER)
    assert answer.status_code == status, answer.text
    assert "Traceback" not in answer.text
    assert 'role="alert"' in answer.text


def test_programs_get_the_error_as_data(client):
    assert client.get("/api/reports/ffff", headers=BROWSER).json()["error"]["message"]


def test_drawings_are_told_in_words_and_escape_names():
    assert "<title>Cooperation" in drawing.series([("2024-06", 2, 1)])
    assert "<b>" not in drawing.network({("<b>", "FRA"): 1}, link="/actors/")


def test_a_series_has_the_months_in_which_nothing_happened():
    entry = type("E", (), {})
    months = []
    for day in ("2024-01-05", "2024-03"):
        one = entry()
        one.day, one.quad, one.factuality = day, 1, "actual"
        months.append(one)
    unit, rows = by_month(months)
    assert unit == "month"
    assert rows == [("2024-01", 1, 0), ("2024-02", 0, 0), ("2024-03", 1, 0)]
