"""A page in Chromium that notes what goes wrong: messages, errors, requests elsewhere, dialogs."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

SERIOUS = ("serious", "critical")
REFUSED = "Failed to load resource: the server responded with a status of 4"


@contextmanager
def visiting(browser: Any, server: str, *, refused: bool = False, **settings: Any) -> Iterator[Any]:
    """A page of the server; when the block ends, nothing may have gone wrong on it.

    Chromium reports every answer that refuses: with `refused`, such are expected.
    """
    context = browser.new_context(base_url=server, **settings)
    page = context.new_page()
    wrong: list[str] = []
    page.on(
        "console",
        lambda message: (
            (refused and message.text.startswith(REFUSED)) or wrong.append(message.text)
        ),
    )
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("dialog", lambda dialog: (wrong.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda popup: wrong.append(f"popup {popup.url}"))
    page.on("request", lambda one: one.url.startswith(server) or wrong.append(one.url))
    page.set_default_timeout(20_000)
    yield page
    assert not wrong, wrong
    context.close()


def barriers(page: Any) -> list[tuple[str, str]]:
    """What axe-core finds on the page that keeps people out: the rule and the first element."""
    axe = (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    found = page.evaluate(f"() => {{ {axe}; return axe.run(); }}")
    return [
        (one["id"], one["nodes"][0]["html"])
        for one in found["violations"]
        if one["impact"] in SERIOUS
    ]
