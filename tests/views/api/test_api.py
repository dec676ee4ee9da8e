import json

import pytest

from tests.record.reports import full_report

pytest.importorskip("litestar", reason="the extra `serve` is not installed")

from litestar.testing import TestClient

from dragoman.views.api import Serving, create_app
from dragoman.views.sessions import digest_of, new_token

INGEST, READ, REVIEW = new_token(), new_token(), new_token()


@pytest.fixture
def client(db):
    with TestClient(create_app(Serving(db=db))) as found:
        yield found


@pytest.fixture
def guarded(db):
    tokens = tuple(
        (digest_of(one), scope)
        for one, scope in ((INGEST, "ingest"), (READ, "read"), (REVIEW, "review"))
    )
    with TestClient(create_app(Serving(db=db, tokens=tokens, max_page_size=5_000))) as found:
        yield found


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


@pytest.mark.parametrize("path", [
    "/api/search?q=Bolivia", "/api/statements?speaker=BOL&act=deny", "/api/timeline/PER",
    "/api/dyad/PER/BOL", "/api/disputes?one=PER&other=BOL", "/api/agreements", "/health", "/ready",
    "/api/network?on=2024-06-20", "/api/schema/openapi.json",
])  # fmt: skip
def test_every_list_answers(client, path):
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.json()


def test_a_report_comes_as_the_contract_has_it(client):
    report = full_report()
    answer = client.get(f"/api/reports/{report.id[:10]}")
    assert answer.json()["id"] == report.id
    again = client.get(
        f"/api/reports/{report.id}", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


def test_what_was_said_comes_with_its_words(client):
    (item,) = client.get("/api/statements?speaker=BOL&act=deny").json()["items"]
    assert item["statement"]["quote"] == "Bolivia denied that it had been asked to join"


def test_lists_come_in_parts(client):
    first = client.get("/api/statements?limit=1").json()
    assert (len(first["items"]), first["next_offset"]) == (1, 1)


def test_a_what_if_is_answered(client):
    asked = {"attacker": "KOR", "target": "PRK", "on": "2031-06-20"}
    answer = client.post("/api/whatif", json=asked)
    assert answer.status_code == 200, answer.text
    assert answer.json()["duties"] == []


@pytest.mark.parametrize(("method", "path", "body", "status", "code"), [
    ("GET", "/api/nowhere", None, 404, "not-found"),
    ("POST", "/api/disputes", None, 405, "wrong-method"),
    ("GET", "/api/search?q=%22open", None, 400, "bad-query"),
    ("GET", "/api/search?q=x&limit=9999", None, 400, "bad-request"),
    ("GET", "/api/reports/ffffffffffff", None, 400, "bad-query"),
    ("POST", "/api/whatif", "{", 400, "bad-request"),
    ("POST", "/api/whatif", '{"attacker": "XXX", "target": "PRK", "on": "2024-06-20"}', 400,
     "bad-query"),
    ("POST", "/api/pages", '{"content": "x"}', 401, "no-token"),
], ids=lambda value: str(value)[:30])  # fmt: skip
def test_every_error_has_one_shape(client, method, path, body, status, code):
    headers = {"Content-Type": "application/json"}
    answer = client.request(method, path, content=body, headers=headers)
    error = answer.json()["error"]
    assert (answer.status_code, error["status"], error["code"]) == (status, status, code)
    assert error["message"]
    assert "Traceback" not in answer.text


def test_a_posted_page_is_read_and_kept_once(guarded):
    page = {"content": "Malta said on Friday that its port was open.", "published": "2024-05-06"}
    first = guarded.post("/api/pages", json=page, headers=bearer(INGEST))
    again = guarded.post("/api/pages", json=page, headers=bearer(INGEST))
    assert first.status_code == again.status_code == 201
    assert first.json()["id"] == again.json()["id"]
    found = guarded.get("/api/search?q=Malta", headers=bearer(READ)).json()["items"]
    assert [one["report"] for one in found] == [first.json()["id"]]


def test_a_token_without_the_scope_may_not_write(guarded):
    answer = guarded.post("/api/pages", json={"content": "x"}, headers=bearer(READ))
    assert answer.json()["error"]["code"] == "not-allowed"


@pytest.mark.parametrize("token", [None, "wrong"])
def test_nothing_is_read_without_a_known_token(guarded, token):
    answer = guarded.get("/api/disputes", headers=bearer(token) if token else {})
    assert answer.json()["error"]["code"] == "no-token"


@pytest.mark.parametrize(("body", "status"), [
    ({"content": "x" * 6_000}, 413), ({"content": "x" * 20_000}, 413), ({"content": "   "}, 422),
    ({"content": "x", "extra": 1}, 400), ({}, 400),
], ids=["page", "body", "empty", "unknown field", "no content"])  # fmt: skip
def test_bad_pages_are_refused(guarded, body, status):
    answer = guarded.post("/api/pages", json=body, headers=bearer(INGEST))
    assert answer.json()["error"]["status"] == status


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_probes_need_no_token_and_tell_nothing(guarded, path):
    answer = guarded.get(path)
    assert answer.status_code == 200
    assert answer.json().keys() == {"status"}


def test_another_host_is_refused(client):
    answer = client.get("/health", headers={"Host": "evil.example"})
    assert answer.json()["error"]["code"] == "wrong-host"


def test_the_schema_names_every_path(client):
    paths = client.get("/api/schema/openapi.json").json()["paths"]
    assert {"/api/search", "/api/whatif", "/api/pages"} <= paths.keys()
    assert json.dumps(paths)


SAID = {"left": "PER", "right": "person:x", "relation": "same_actor", "verdict": "yes",
        "reason": "the president", "by": "ana"}  # fmt: skip


def test_a_person_judges_and_takes_it_back(guarded):
    made = guarded.post("/api/judgements", json=SAID, headers=bearer(REVIEW))
    assert made.status_code == 201
    assert made.json()["by"] == "person:ana"
    (one,) = guarded.get("/api/judgements?relation=same_actor", headers=bearer(READ)).json()
    assert len(guarded.get("/api/timeline/person:x", headers=bearer(READ)).json()) == 2
    back = guarded.post(
        f"/api/judgements/{one['key']}/retraction", json={"reason": "another", "by": "ana"},
        headers=bearer(REVIEW),
    )  # fmt: skip
    assert back.status_code == 201
    assert guarded.get("/api/timeline/person:x", headers=bearer(READ)).json() == []
    (one,) = guarded.get("/api/judgements", headers=bearer(READ)).json()
    assert one["retracted"] == "another"


@pytest.mark.parametrize(("change", "status"), [
    ({"right": "PER"}, 400), ({"reason": " "}, 400), ({"by": ""}, 400), ({"verdict": "maybe"}, 400),
    ({"relation": "copy", "left": "ffffffffffff"}, 400), ({"extra": 1}, 400),
], ids=str)  # fmt: skip
def test_a_judgement_that_says_nothing_is_refused(guarded, change, status):
    answer = guarded.post("/api/judgements", json={**SAID, **change}, headers=bearer(REVIEW))
    assert answer.json()["error"]["status"] == status


@pytest.mark.parametrize("token", [READ, INGEST])
def test_only_reviewers_judge(guarded, token):
    answer = guarded.post("/api/judgements", json=SAID, headers=bearer(token))
    assert answer.json()["error"]["code"] == "not-allowed"
    answer = guarded.post(
        "/api/judgements/1/retraction", json={"reason": "x", "by": "y"}, headers=bearer(token)
    )
    assert answer.json()["error"]["code"] == "not-allowed"


def test_requests_are_counted_for_prometheus(client):
    client.get("/api/disputes")
    told = client.get("/metrics").text
    assert 'path="/api/disputes"' in told
    assert "dragoman_request_duration_seconds_bucket" in told


def test_a_finding_is_corrected_over_http_and_shown_as_read_on_demand(guarded):
    path = f"/api/reports/{full_report().id}"
    before = guarded.get(path, headers=bearer(READ))
    said = {"finding": "event:2", "ruling": "correct", "by": "ana",
            "correction": {"type": "CONSULT", "time": None}}  # fmt: skip
    made = guarded.post(f"{path}/judgements", json=said, headers=bearer(REVIEW))
    assert made.status_code == 201, made.text
    assert made.json()["correction"] == {"type": "CONSULT", "time": None}
    after = guarded.get(path, headers={**bearer(READ), "If-None-Match": before.headers["etag"]})
    assert after.json()["events"][1]["type"] == "CONSULT"
    raw = guarded.get(f"{path}?as_read=true", headers=bearer(READ))
    assert raw.content == before.content


@pytest.mark.parametrize("change", [
    {"ruling": "maybe"}, {"finding": "event:9"}, {"correction": {}}, {"by": " "},
    {"correction": {"type": "DANCE"}}, {"correction": {"colour": "red"}}, {"ruling": "reject"},
    {"correction": {"act": "deny"}}, {"correction": None},
], ids=str)  # fmt: skip
def test_a_bad_correction_is_refused(guarded, change):
    said = {"finding": "event:2", "ruling": "correct", "by": "ana",
            "correction": {"type": "CONSULT"}, **change}  # fmt: skip
    path = f"/api/reports/{full_report().id}/judgements"
    answer = guarded.post(path, json=said, headers=bearer(REVIEW))
    assert answer.json()["error"]["status"] == 400, answer.text
    assert guarded.get("/api/judgements", headers=bearer(READ)).json() == []
    assert guarded.post(path, json=said, headers=bearer(READ)).status_code == 403
