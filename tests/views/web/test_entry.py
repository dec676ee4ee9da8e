"""Signing in: what a cookie opens, how long, and that no other site can use it."""

import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient

from dragoman.views.api import Serving, create_app
from dragoman.views.sessions import IMPLIED, MOST, Sessions, digest_of, new_token
from tests.views.web.signing import BROWSER, seal_on, sign_in

READ, REVIEW = new_token(), new_token()
TOKENS = ((digest_of(READ), "read"), (digest_of(REVIEW), "review"))


@pytest.fixture
def client(db):
    with TestClient(create_app(Serving(db=db, tokens=TOKENS))) as found:
        yield found


def test_a_page_asks_for_a_token_first_and_comes_after(client):
    asked = client.get("/agreements?party=PER", headers=BROWSER, follow_redirects=False)
    assert asked.status_code == 303
    assert asked.headers["location"] == "/sign-in?next=%2Fagreements%3Fparty%3DPER"
    answer = sign_in(client, READ, goal="/agreements?party=PER")
    assert (answer.status_code, answer.headers["location"]) == (303, "/agreements?party=PER")
    assert client.get("/agreements?party=PER", headers=BROWSER).status_code == 200
    assert "Signed in as Ana" in client.get("/sign-in", headers=BROWSER).text


def test_the_cookie_is_out_of_reach_of_scripts_and_of_other_sites(client):
    cookie = sign_in(client, READ).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    assert "Secure" not in cookie


def test_over_https_the_cookie_never_goes_out_in_clear(db):
    app = create_app(Serving(db=db, tokens=TOKENS))
    with TestClient(app, base_url="https://testserver.local") as client:
        assert "Secure" in sign_in(client, READ).headers["set-cookie"].split("; ")


def test_the_cookie_is_another_one_after_signing_in(client):
    client.get("/sign-in", headers=BROWSER)
    before = client.cookies["dragoman"]
    sign_in(client, READ)
    assert client.cookies["dragoman"] != before
    assert client.get("/", headers={**BROWSER, "Cookie": f"dragoman={before}"}).url.path in (
        "/sign-in",
    )


def test_signing_out_ends_the_session_also_for_a_copied_cookie(client):
    sign_in(client, READ)
    copied = client.cookies["dragoman"]
    seal = seal_on(client.get("/sign-in", headers=BROWSER).text)
    client.post("/sign-out", data={"seal": seal}, headers=BROWSER)
    assert "dragoman" not in client.cookies or client.cookies["dragoman"] != copied
    answer = client.get("/", headers={"Accept": "application/json", "Cookie": f"dragoman={copied}"})
    assert answer.status_code == 401


def test_a_session_ends_with_its_time(db):
    with TestClient(create_app(Serving(db=db, tokens=TOKENS, session=0))) as client:
        copied = sign_in(client, READ).cookies.get("dragoman") or "gone"
        answer = client.get("/", headers={"Cookie": f"dragoman={copied}"})
        assert answer.status_code == 401


def test_sessions_are_known_by_digest_and_for_a_time():
    now = [100.0]
    sessions = Sessions(60, lambda: now[0])
    cookie = sessions.begin("ana", IMPLIED["read"])
    assert sessions.visitor(cookie).name == "ana"
    assert cookie not in vars(sessions)["_known"]
    assert sessions.visitor("another") is None
    now[0] = 160.0
    assert sessions.visitor(cookie) is None


def test_the_oldest_session_goes_when_there_are_too_many():
    sessions = Sessions()
    first = sessions.begin("ana", IMPLIED["read"])
    last = [sessions.begin("ben", IMPLIED["read"]) for _ in range(MOST)][-1]
    assert sessions.visitor(first) is None
    assert sessions.visitor(last).name == "ben"


@pytest.mark.parametrize(("token", "name", "status"), [
    ("wrong", "Ana", 401), ("", "Ana", 401), (READ, "", 400), (READ, "x" * 81, 400),
    (READ, "A\nna", 400),
], ids=["wrong", "none", "no name", "long name", "two lines"])  # fmt: skip
def test_who_is_not_let_in_is_told_why(client, token, name, status):
    answer = sign_in(client, token, name)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert READ not in answer.text
    assert client.get("/", headers={"Accept": "application/json"}).status_code == 401


@pytest.mark.parametrize("goal", [
    "//evil.example/", "https://evil.example/", "/\\evil.example", "\\\\evil.example",
    "javascript:alert(1)", "/\t/evil.example", "evil.example", "",
])  # fmt: skip
def test_nobody_is_sent_to_another_site(client, goal):
    assert sign_in(client, READ, goal=goal).headers["location"] == "/"


@pytest.mark.parametrize(("change", "headers"), [
    ({"seal": ""}, {}), ({"seal": "0" * 64}, {}), ({}, {"Origin": "https://evil.example"}),
    ({}, {"Origin": "null"}), ({}, {"Sec-Fetch-Site": "cross-site"}), ({"seal": "é"}, {}),
], ids=["no seal", "wrong seal", "origin", "null origin", "fetch site", "not ascii"])  # fmt: skip
@pytest.mark.parametrize("path", ["/sign-in", "/sign-out"])
def test_forms_of_other_pages_are_refused(client, path, change, headers):
    sign_in(client, READ)
    seal = seal_on(client.get("/sign-in", headers=BROWSER).text)
    given = {"seal": seal, "name": "Ana", "token": REVIEW, **change}
    answer = client.post(path, data=given, headers={**BROWSER, **headers})
    assert answer.status_code == 403, answer.text
    assert "Signed in as Ana" in client.get("/sign-in", headers=BROWSER).text


def test_a_form_without_any_cookie_is_refused(client):
    answer = client.post("/sign-in", data={"seal": "none", "name": "Ana", "token": READ})
    assert answer.status_code == 403


def test_the_seal_of_one_browser_is_none_for_another(client):
    sessions = client.app.state.sessions
    assert sessions.seal_of("one") != sessions.seal_of("other")
    assert sessions.seal_of("one") != Sessions().seal_of("one")


def test_a_cookie_opens_no_path_of_the_api(client):
    sign_in(client, REVIEW)
    assert client.get("/api/disputes").status_code == 401
    assert client.post("/api/judgements", json={}).status_code == 401


def test_the_host_is_checked_before_anything_else(client):
    answer = client.get("/", headers={**BROWSER, "Host": "evil.example"})
    assert answer.status_code == 421
    answer = client.post("/sign-in", data={}, headers={"Host": "evil.example"})
    assert answer.status_code == 421


def test_where_reading_is_open_only_writing_needs_a_token(db):
    with TestClient(create_app(Serving(db=db, tokens=TOKENS, open_reading=True))) as client:
        assert client.get("/", headers=BROWSER).status_code == 200
        assert client.get("/api/disputes").status_code == 200
        assert client.post("/api/judgements", json={}).status_code == 401


def test_the_style_of_the_form_needs_no_token(client):
    assert client.get("/static/style.css").status_code == 200
    assert client.get("/metrics").status_code == 401
