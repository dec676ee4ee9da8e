"""Signing in without a browser, for the tests of the forms."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from litestar.testing import TestClient

BROWSER = {"Accept": "text/html"}


def seal_on(page: str) -> str:
    """The seal that the forms of a page carry."""
    found = re.search(r'name="seal" value="([^"]+)"', page)
    assert found, page
    return found[1]


def sign_in(client: TestClient[Any], token: str, name: str = "Ana", goal: str = "/") -> Any:
    """The answer to a form that was filled in on the page of its own."""
    seal = seal_on(client.get("/sign-in", headers=BROWSER).text)
    given = {"seal": seal, "name": name, "token": token, "next": goal}
    return client.post("/sign-in", data=given, headers=BROWSER, follow_redirects=False)
