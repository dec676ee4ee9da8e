"""Every page of a record that was made of real articles, in a real browser."""

import gzip
import json
from itertools import islice
from pathlib import Path

import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")

from dragoman.record import View, open_store
from dragoman.record.alerts import Alerts
from dragoman.views.cli import main
from tests.views.serving import serving
from tests.views.web.browsing import barriers, visiting

DATA = Path(__file__).resolve().parents[4] / "shared" / "data"
ARTICLES = {"isot_reuters_2017.jsonl.gz": 30, "muc4_fbis.jsonl.gz": 10, "practice.jsonl": 8}
PAGES = 14
MOST = 150_000
ENOUGH = 90
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="needs ../shared/data")


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    """The address of a record of some sixty articles and pages, and of alliances."""
    folder = tmp_path_factory.mktemp("shared")
    given = []
    for name, count in ARTICLES.items():
        path = DATA / "articles" / name
        opened = gzip.open if path.suffix == ".gz" else open
        with opened(path, "rt", encoding="utf-8") as lines:
            texts = [{"text": json.loads(line)["text"]} for line in islice(lines, count)]
        made = folder / f"{path.name.partition('.')[0]}.jsonl"
        made.write_text("".join(json.dumps(one) + "\n" for one in texts), encoding="utf-8")
        given.append(str(made))
    given += map(str, sorted((DATA / "pages").rglob("*.html*"))[:PAGES])
    db = ["--db", str(folder / "record.db")]
    assert main(["ingest", *given, *db]) in (0, 1)
    main(["stories", *db])
    atop = DATA / "alliances" / "atop401" / "atop-member-level.csv"
    assert main(["import", "atop", str(atop), *db]) == 0
    with open_store(db[1]) as store:
        Alerts(store).add("Denials", "act:deny", past=True)
        Alerts(store).note()
        assert View(store).counts("report")["report"] >= 50
    return db[1]


@pytest.fixture(scope="module")
def server(record):
    with serving(record) as url:
        yield url


def kind_of(path):
    parts = path.partition("?")[0].split("/")
    if parts[1] == "agreements":
        return f"a{len(parts)}"
    return "story" if parts[-1] == "story" else parts[1]


def test_every_page_opens_without_an_error_and_is_small(chromium, server):
    """Links are followed until every kind of page was seen often, and the first page's reports."""
    with visiting(chromium, server) as page:
        waiting, sizes, seen = ["/", "/network?on=1900", "/search?q=said", "/dyads/USA/FRA"], {}, []
        while waiting and len(seen) < ENOUGH:
            path = waiting.pop(0)
            seen.append(path)
            answer = page.goto(path)
            assert answer.status == 200, path
            assert page.locator("h1").count() == 1, path
            sizes.setdefault(kind_of(path), []).append((len(answer.body()), path))
            links = page.eval_on_selector_all(
                "a[href]", "all => all.map(e => e.getAttribute('href'))"
            )
            for one in dict.fromkeys(link.partition("#")[0] for link in links):
                often = sum(kind_of(known) == kind_of(one) for known in (*seen, *waiting) if one)
                known = one in (*seen, *waiting) or one.endswith("/feed")
                if one.startswith("/") and not known and often < ENOUGH // 5:
                    waiting.append(one)
    largest = {kind: max(found) for kind, found in sizes.items()}
    assert all(size < MOST for size, _ in largest.values()), largest
    assert {"", "reports", "story", "actors", "a2", "a3", "network", "whatif", "search",
            "alerts", "sign-in", "dyads", "review", "post"} <= sizes.keys()  # fmt: skip


def test_a_node_of_the_network_leads_to_its_state(chromium, server):
    with visiting(chromium, server) as page:
        page.goto("/network?on=1900")
        node = page.locator("main svg a").first
        name = node.locator("text").text_content()
        node.click()
        assert page.url.endswith(f"/actors/{name}")
        assert page.locator("main ul.list a[href^='/agreements/']").count() > 0


def test_a_what_if_is_asked_and_answered_with_its_agreement(chromium, server):
    with visiting(chromium, server) as page:
        page.goto("/whatif")
        page.get_by_label("Attacker").fill("FRA")
        page.get_by_label("Target", exact=True).fill("DEU")
        page.get_by_label("On", exact=True).fill("1914-08-01")
        page.get_by_role("button", name="Ask").click()
        page.locator("main a[href^='/agreements/atop']").first.click()
        assert page.locator("h1").count() == 1
        assert "atop%3A" in page.url


def test_a_reader_follows_a_search_to_the_words_and_on_to_a_pair(chromium, server):
    with visiting(chromium, server) as page:
        page.goto("/search?q=act:deny")
        page.locator("main ul.list a").first.click()
        page.locator("aside li.statement a").first.click()
        assert page.locator(f"[id='{page.url.partition('#')[2]}']").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_keeps_anybody_out(chromium, server, record, scheme):
    with open_store(record) as store:
        view = View(store)
        report = max(islice(view.reports(), 60), key=lambda one: len(one.events))
    paths = [
        "/", f"/reports/{report.id}", f"/reports/{report.id}/story", "/search?q=act:deny",
        "/agreements", "/agreements/atop:1350", "/network?on=1900", "/alerts", "/alerts/1",
        "/whatif?attacker=FRA&target=DEU&on=1914", "/dyads/USA/RUS", "/actors/USA", "/sign-in",
        "/nothing", "/search?q=act:nothing",
    ]  # fmt: skip
    with visiting(chromium, server, refused=True, color_scheme=scheme) as page:
        for path in paths:
            page.goto(path)
            assert barriers(page) == [], path
