import shutil

import pytest


@pytest.fixture(scope="session")
def chromium():
    """Debian's Chromium; skipped where it or Playwright is not installed."""
    played = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Debian's chromium is not installed")
    with played.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()
