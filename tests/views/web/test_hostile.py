"""Markup in every field that holds text is shown as text, and never becomes part of a page."""

import re
from urllib.parse import quote

import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient

from dragoman.record import Run, Writer, open_store
from dragoman.record.alerts import Alerts
from dragoman.record.judgements import Judgements
from dragoman.schema.judgements import Judgement
from dragoman.views.api import Serving, create_app
from tests.record.reports import plain_report
from tests.views.serving import serving
from tests.views.web.browsing import visiting
from tests.views.web.hostile import HOSTILE, PAYLOADS, hostile_report

BROWSER = {"Accept": "text/html"}
MOST = 150_000
ASKED = ("/search?q=", "/network?on=", "/agreements?party=", "/alerts?q=", "/actors/",
         "/whatif?attacker=KOR&target=PRK&on=", "/whatif?on=2024-06-20&target=PRK&attacker=",
         "/reports/", "/agreements/", "/nothing/", "/sign-in?next=", "/dyads/PER/",
         "/whatif?attacker=KOR&target=PRK&on=2031-06-20&location=")  # fmt: skip
"""What takes words from the address."""

FOREIGN = """() => {
  const all = (wanted) => [...document.querySelectorAll(wanted)];
  const leads = (e) => ["href", "src", "action"].map(n => e.getAttribute(n)).find(one => one);
  return [
    ...(window.hit === undefined ? [] : [`script ${window.hit} ran`]),
    ...all("script").filter(e => e.getAttribute("src") !== "/static/reader.js"),
    ...all("img, iframe, base, style, object, embed, textarea, meta[http-equiv]"),
    ...all("[onerror], [onload], [onfocus], [srcdoc], [style]"),
    ...all("[href], [src], [action]").filter(e => !/^([/](?![/])|#)/.test(leads(e))),
  ].map(one => one.outerHTML ?? one);
}"""
"""What came from a report on the page: scripts that ran, elements and links that are not ours."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A record whose every text is hostile: report, copy, judgement and watch list."""
    address = str(tmp_path_factory.mktemp("hostile") / "record.db")
    report = hostile_report()
    copy = plain_report(f"Copy {HOSTILE}\n\nPeru and Chile met at noon on the bridge of stone.")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([report, copy])
        Judgements(store).add([
            Judgement(left=report.id, right=copy.id, relation="revision", verdict="yes",
                      reason=HOSTILE, by=f"person:{HOSTILE}"),
        ])  # fmt: skip
        name = "<script>window.hit=1</script> \"'><img src=x onerror=window.hit=2>"
        Alerts(store).add(
            name, f"pact {PAYLOADS[0]}".replace("<", " ").replace("=", " "), past=True
        )
        Alerts(store).add(f"{name}!", "pact", past=True)
        Alerts(store).note()
    return address, report


def test_no_page_runs_or_loads_what_a_report_says(chromium, hostile):
    address, report = hostile
    with serving(address) as url, visiting(chromium, url) as page:
        waiting, seen = (
            ["/", f"/reports/{report.id}/story", "/dyads/PER/BOL", "/network?on=2026"],
            [],
        )
        waiting += ["/whatif?attacker=BOL&target=CHL&on=2026-06-20", "/search?q=bridge"]
        while waiting and len(seen) < 40:
            path = waiting.pop(0)
            seen.append(path)
            assert page.goto(path).status == 200, path
            assert page.evaluate(FOREIGN) == [], path
            links = page.eval_on_selector_all(
                "a[href^='/']", "all => all.map(e => e.getAttribute('href'))"
            )
            waiting += sorted({
                one.partition("#")[0] for one in links
                if not one.endswith("/feed") and one.partition("#")[0] not in (*seen, *waiting)
            })  # fmt: skip
    kinds = {re.sub(r"[?#].*", "", one).split("/")[1] for one in seen}
    assert kinds == {"", "reports", "search", "actors", "dyads", "agreements", "network", "whatif",
                     "alerts", "sign-in", "review", "post"}  # fmt: skip
    assert "/alerts/1" in seen


def test_no_page_runs_what_an_address_says(chromium, hostile):
    address, _ = hostile
    with serving(address) as url, visiting(chromium, url, refused=True) as page:
        for path in ASKED:
            for payload in (*PAYLOADS[:5], PAYLOADS[-1]):
                page.goto(path + quote(payload, safe=""))
                assert page.evaluate(FOREIGN) == [], (path, payload)


def test_markup_is_shown_as_it_stands(chromium, hostile):
    address, report = hostile
    with serving(address) as url, visiting(chromium, url) as page:
        for path in ("/", f"/reports/{report.id}", f"/reports/{report.id}/story", "/agreements",
                     "/alerts", "/alerts/1", "/search?q=bridge"):  # fmt: skip
            page.goto(path)
            assert "<script>window.hit=1</script>" in page.locator("main").inner_text(), path
        page.goto(f"/reports/{report.id}")
        assert "&lt;script&gt;window.hit=8" in page.locator("main").inner_text()


@pytest.fixture
def client(hostile):
    with TestClient(create_app(Serving(db=hostile[0]))) as found:
        yield found


@pytest.mark.parametrize("name", [
    "..%2f..%2fpages.py", "%2e%2e/%2e%2e/pages.py", "..%5cpages.py", "style.css%00",
    "%00", "/etc/passwd", "%2fetc%2fpasswd", "file:///etc/passwd", "style.css/../../pages.py",
    "....//pages.py", "templates%2fhome.html", "STYLE.CSS", "con", "a" * 5000,
])  # fmt: skip
def test_no_path_leads_out_of_the_folder(client, name):
    for before in ("/static/", "/reports/", "/agreements/", "/alerts/", "/api/reports/",
                   "/api/alerts/"):  # fmt: skip
        answer = client.get(before + name, headers=BROWSER)
        assert answer.status_code in (400, 404), (before, answer.status_code)
        assert "root:" not in answer.text
        assert "import" not in answer.text.replace("important", "")


def test_the_longest_report_and_story_are_small_pages(tmp_path):
    """150 kB is the limit of a page: text of 60 kB, longer than any article at hand."""
    address = str(tmp_path / "long.db")
    body = " ".join(
        f"Minister {n} of Peru said on Monday that the pact holds." for n in range(1100)
    )
    first, second = (plain_report(f"Long {n}\n\n{body}") for n in range(2))
    assert len(first.text) > 60_000
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([first, second])
        Judgements(store).add([
            Judgement(left=first.id, right=second.id, relation="copy", verdict="yes", reason="same",
                      by="machine:test"),
        ])  # fmt: skip
    with TestClient(create_app(Serving(db=address))) as found:
        for path in ("/", f"/reports/{first.id}", f"/reports/{first.id}/story", "/search?q=pact"):
            assert len(found.get(path, headers=BROWSER).content) < MOST, path
