"""The pages in a real Chromium: no error, no request elsewhere, no barrier for anybody."""

import shutil
from contextlib import contextmanager
from importlib import resources
from pathlib import Path

import pytest

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("axe_playwright_python", reason="axe-playwright-python is not installed")
CHROMIUM = shutil.which("chromium")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Debian's chromium is not installed")

from dragoman.pipeline import Reading, read_page  # noqa: E402
from dragoman.record import Run, Writer, open_store  # noqa: E402
from dragoman.reports.loading import page_of  # noqa: E402
from dragoman.views.sessions import digest_of  # noqa: E402
from tests.record.reports import full_report  # noqa: E402
from tests.views.serving import serving  # noqa: E402

EXAMPLE = Path(__file__).parents[3] / "examples" / "pledge.html"
AXE = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report():
    return read_page(page_of(EXAMPLE.read_bytes()), Reading())


@pytest.fixture(scope="module")
def server(tmp_path_factory, report):
    address = str(tmp_path_factory.mktemp("web") / "record.db")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([full_report(), report])
    with serving(address) as url:
        yield url


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as played:
        found = played.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser, server):
    with watched(browser, server) as found:
        yield found


@contextmanager
def watched(browser, server):
    """A page that says nothing on the console and asks for nothing elsewhere."""
    context = browser.new_context(base_url=server)
    found = context.new_page()
    found.wrong, found.asked = [], []
    found.on("console", lambda message: found.wrong.append(message.text))
    found.on("pageerror", lambda error: found.wrong.append(str(error)))
    found.on("request", lambda request: found.asked.append(request.url))
    found.set_default_timeout(5000)
    yield found
    assert not found.wrong
    assert all(url.startswith(server) for url in found.asked)
    context.close()


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A server that asks for a token, with a record that the tests may write to."""
    address = str(tmp_path_factory.mktemp("desk") / "record.db")
    with open_store(address) as store:
        Writer(store, Run("1.0")).write([full_report()])
    with serving(address, "--token", f"admin:{digest_of('token')}") as url:
        yield url


@pytest.fixture
def ana(browser, desk):
    """A page after signing in, through the form that every page leads to."""
    with watched(browser, desk) as found:
        found.goto("/review")
        found.get_by_label("Your name").fill("Ana")
        found.get_by_label("Token").fill("token")
        found.get_by_role("button", name="Sign in").click()
        found.get_by_role("heading", name="Review", exact=True).wait_for()
        yield found


def paths(report):
    return [
        "/", f"/reports/{report.id}", f"/reports/{report.id}/story", "/search?q=Bolivia",
        "/agreements", "/network?on=2031-06-20",
        "/whatif?attacker=KOR&target=PRK&on=2031-06-20", "/dyads/PER/BOL", "/actors/PER",
    ]  # fmt: skip


@pytest.mark.parametrize(("scheme", "first"), [("light", 0), ("dark", 5)])
def test_no_page_has_a_serious_barrier(page, report, scheme, first):
    page.emulate_media(color_scheme=scheme)
    for path in paths(report)[first:]:
        page.goto(path)
        assert not barriers(page), path


def barriers(page):
    """What axe finds serious or critical on a page."""
    found = page.evaluate(f"() => {{ {AXE}; return axe.run(); }}")
    return [
        (one["id"], one["nodes"][0]["html"])
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def test_text_and_record_are_tied_for_mouse_and_keyboard(page, report):
    page.goto(f"/reports/{report.id}")
    first = page.locator("aside li").first
    first.hover()
    assert page.locator("mark.lit").count() > 0
    page.mouse.move(0, 0)
    first.locator("a").focus()
    assert page.locator("mark.lit").count() > 0
    first.locator("a").click()
    assert "#t" in page.url


def test_a_reader_goes_from_search_to_the_words(page):
    page.goto("/")
    page.get_by_label("Search").fill("Bolivia")
    page.get_by_role("button", name="Find").click()
    page.locator("ul.list a").first.click()
    assert "/reports/" in page.url
    assert page.locator("aside li").count() > 0


def test_a_what_if_is_asked_in_the_form(page):
    page.goto("/whatif")
    page.get_by_label("Attacker").fill("KOR")
    page.get_by_label("Target", exact=True).fill("PRK")
    page.get_by_label("On", exact=True).fill("2031-06-20")
    page.get_by_role("button", name="Ask").click()
    assert page.get_by_role("heading", name="Answer").is_visible()


def test_pages_are_read_without_javascript(browser, server, report):
    context = browser.new_context(base_url=server, java_script_enabled=False)
    page = context.new_page()
    for path in paths(report):
        assert page.goto(path).status == 200
        assert page.locator("h1").inner_text()
    context.close()


def test_a_finding_is_corrected_and_undone(ana):
    report = full_report()
    ana.goto(f"/reports/{report.id}")
    event = ana.locator("aside li.event", has_text="ACCUSE")
    event.get_by_role("link", name="Correct").click()
    ana.get_by_label("Type").select_option("CONSULT")
    ana.get_by_label("Recipients").fill("Ecuador")
    ana.get_by_label("Why").fill("they met")
    ana.get_by_role("button", name="Save correction").click()
    assert "#r" in ana.url
    event = ana.locator("aside li.event", has_text="CONSULT")
    assert event.locator("s").inner_text().startswith("ACCUSE Peru → Bolivia")
    assert "corrected by Ana" in event.inner_text()
    ana.goto("/dyads/PER/ECU")
    assert ana.get_by_text("CONSULT", exact=True).count() == 1
    ana.go_back()
    event.get_by_role("button", name="Undo").click()
    assert ana.locator("aside li s").count() == 0
    ana.goto("/dyads/PER/BOL")
    assert ana.get_by_text("ACCUSE", exact=True).count() == 1


def test_a_page_is_posted_and_read(ana):
    ana.goto("/post")
    words = "Malta denied on Friday that its port was closed to ships from Cyprus."
    ana.get_by_label("HTML or text").fill(words)
    ana.get_by_label("Its address").fill("https://news.example/malta")
    ana.get_by_label("Published").fill("2024-05-06")
    ana.get_by_role("button", name="Read and keep").click(timeout=60_000)
    ana.wait_for_url("**/reports/*", timeout=60_000)
    assert words in ana.locator("article").inner_text()
    assert ana.locator("aside li.statement").count() >= 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_forms_have_no_serious_barrier(ana, scheme):
    ana.emulate_media(color_scheme=scheme)
    reader = f"/reports/{full_report().id}"
    for path in ("/sign-in", "/post", "/review", reader, f"{reader}/findings/event:2"):
        ana.goto(path)
        assert not barriers(ana), path


def test_signing_out_closes_the_record(ana):
    ana.goto("/sign-in")
    ana.get_by_role("button", name="Sign out").click()
    ana.goto("/")
    assert ana.get_by_role("heading", name="Sign in").is_visible()
    assert not barriers(ana)


def test_a_finding_is_rejected_and_taken_back_without_javascript(browser, desk):
    context = browser.new_context(base_url=desk, java_script_enabled=False)
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(f"/reports/{full_report().id}")
    page.get_by_label("Your name").fill("Ben")
    page.get_by_label("Token").fill("token")
    page.get_by_role("button", name="Sign in").click()
    page.locator("aside li.agreement").get_by_role("button", name="Reject").click()
    gone = page.locator("aside li.agreement")
    assert "rejected by Ben" in gone.inner_text()
    assert gone.locator("s").count() == 1
    gone.get_by_role("button", name="Undo").click()
    assert page.locator("aside li.agreement s").count() == 0
    context.close()


def test_a_citation_is_copied_with_its_offsets(browser, server):
    context = browser.new_context(base_url=server)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(5000)
    page.goto(f"/reports/{full_report().id}")
    page.get_by_role("button", name="Copy citation").first.click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Peru and Chile sign water pact (The Altiplano, 2025-03-03), dragoman")
    assert copied.rpartition(":")[2].replace("-", "").isdigit()
    context.close()
