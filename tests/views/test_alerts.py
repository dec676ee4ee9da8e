"""Watch lists over HTTP, in the browser, in feed readers and on the command line."""

import json

import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient
from lxml import etree

from dragoman.record import Run, Writer, open_store
from dragoman.record.alerts import Alerts
from dragoman.views.api import Serving, create_app
from dragoman.views.cli import main
from dragoman.views.sessions import digest_of, new_token
from tests.record.reports import full_report, plain_report
from tests.views.web.signing import BROWSER, seal_on, sign_in

ADMIN, REVIEW, READ = new_token(), new_token(), new_token()
NAME = "Denials <b>& co</b>"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def client(db):
    tokens = ((digest_of(ADMIN), "admin"), (digest_of(REVIEW), "review"), (digest_of(READ), "read"))
    with TestClient(create_app(Serving(db=db, tokens=tokens))) as found:
        yield found


def bearer(token):
    return {"Authorization": f"Bearer {token}"}


def made(client, name=NAME, query="act:deny", **more):
    given = {"name": name, "query": query, **more}
    return client.post("/api/alerts", json=given, headers=bearer(REVIEW))


def test_a_list_is_made_read_and_taken_away(client):
    one = made(client, past=True)
    assert one.status_code == 201, one.text
    assert (one.json()["last"], one.json()["posted_to"]) == (1, None)
    key = one.json()["key"]
    assert client.get("/api/alerts", headers=bearer(READ)).json() == [one.json()]
    assert client.get(f"/api/alerts/{key}", headers=bearer(READ)).json() == one.json()
    (match,) = client.get(f"/api/alerts/{key}/matches", headers=bearer(READ)).json()
    assert match["hit"]["quote"] == "Bolivia denied that it had been asked to join"
    assert client.get(f"/api/alerts/{key}/matches?after=1", headers=bearer(READ)).json() == []
    assert client.delete(f"/api/alerts/{key}", headers=bearer(REVIEW)).status_code == 204
    assert client.get("/api/alerts", headers=bearer(READ)).json() == []


@pytest.mark.parametrize(
    ("method", "path", "body", "token", "status"),
    [
        ("POST", "", {"name": "x", "query": "y"}, READ, 403),
        ("POST", "", {"name": "x", "query": "act:none"}, REVIEW, 400),
        ("POST", "", {"name": "", "query": "y"}, REVIEW, 400),
        ("POST", "", {"name": "x"}, REVIEW, 400),
        ("GET", "/77/matches", None, READ, 400),
        ("DELETE", "/77", None, REVIEW, 400),
        ("DELETE", "/1", None, READ, 403),
        ("PUT", "/1/receiver", {"url": "http://localhost/x"}, REVIEW, 403),
        ("PUT", "/1/receiver", {"url": "http://10.0.0.1/x"}, ADMIN, 400),
        ("PUT", "/1/receiver", {"url": "http://hooks.example/x"}, ADMIN, 400),
        ("DELETE", "/1/receiver", None, REVIEW, 403),
    ],
)  # fmt: skip
def test_what_may_not_be_is_refused(client, method, path, body, token, status):
    made(client)
    answer = client.request(method, f"/api/alerts{path}", json=body, headers=bearer(token))
    assert answer.json()["error"]["status"] == status, answer.text
    assert len(client.get("/api/alerts", headers=bearer(READ)).json()) == 1


def test_a_receiver_is_set_and_its_secret_told_once(client):
    key = made(client).json()["key"]
    path = f"/api/alerts/{key}/receiver"
    url = {"url": "http://127.0.0.1:9/hook?token=word"}
    secret = client.put(path, json=url, headers=bearer(ADMIN)).json()["secret"]
    told = client.get("/api/alerts", headers=bearer(READ)).text
    assert json.loads(told)[0]["posted_to"] == "127.0.0.1:9"
    assert secret not in told
    assert "token=word" not in told
    assert client.delete(path, headers=bearer(ADMIN)).status_code == 204
    assert client.get("/api/alerts", headers=bearer(READ)).json()[0]["posted_to"] is None


def test_the_feed_is_atom_with_ids_that_stay(client, db):
    key = made(client, past=True).json()["key"]
    path = f"/alerts/{key}/feed"
    answer = client.get(path, headers=bearer(READ))
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = etree.fromstring(answer.content)
    assert [child.tag.removeprefix(ATOM) for child in feed][:4] == [
        "id", "title", "subtitle", "updated",
    ]  # fmt: skip
    assert feed.findtext(f"{ATOM}title") == NAME
    (entry,) = feed.iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "The Altiplano"
    assert "denied that it had been asked" in entry.findtext(f"{ATOM}summary")
    where = entry.find(f"{ATOM}link").get("href")
    assert where.startswith(f"{client.base_url}/reports/{full_report().id}#c")
    tag = {"If-None-Match": answer.headers["etag"]}
    again = client.get(path, headers={**bearer(READ), **tag})
    assert (again.status_code, again.content) == (304, b"")
    with open_store(db) as store:
        Writer(store, Run("2.0")).write([full_report("Late\n\n" + full_report().text)])
        Alerts(store).note()
    more = client.get(path, headers={**bearer(READ), **tag})
    ids = [one.findtext(f"{ATOM}id") for one in etree.fromstring(more.content).iter(f"{ATOM}entry")]
    assert more.status_code == 200
    assert ids[1] == entry.findtext(f"{ATOM}id")
    assert len(set(ids)) == 2


def test_the_link_of_a_match_leads_to_its_words(client):
    key = made(client, past=True).json()["key"]
    (match,) = client.get(f"/api/alerts/{key}/matches", headers=bearer(READ)).json()
    page = client.get(match["path"], headers={**bearer(READ), **BROWSER}).text
    assert f'<a id="{match["path"].partition("#")[2]}"></a>' in page


def test_characters_that_xml_has_not_are_left_out(tmp_path):
    address = str(tmp_path / "odd.db")
    with open_store(address) as store:
        made = Alerts(store).add("Odd \x0b\ufffe", "pact")
        text = "Pact\x0b\x00 \ufffe\n\nThe pact \x1b[31m was signed."
        Writer(store, Run("1.0")).write([plain_report(text, headline="Pact\x0b\x00 \ufffe")])
        Alerts(store).note()
    with TestClient(create_app(Serving(db=address))) as client:
        feed = etree.fromstring(client.get(f"/alerts/{made.key}/feed").content)
    assert feed.findtext(f"{ATOM}entry/{ATOM}title") == "Pact "


def test_a_feed_reader_gives_the_token_as_a_password(client):
    key = made(client).json()["key"]
    assert client.get(f"/alerts/{key}/feed").status_code == 401
    assert client.get(f"/alerts/{key}/feed", auth=("any", READ)).status_code == 200
    assert client.get(f"/alerts/{key}/feed", auth=("any", "wrong")).status_code == 401
    given = {"name": "x", "query": "y"}
    assert client.post("/api/alerts", json=given, auth=("any", REVIEW)).status_code == 401
    headers = {"Authorization": "Basic %%%"}
    assert client.get(f"/alerts/{key}/feed", headers=headers).status_code == 401


def test_a_reviewer_makes_and_removes_a_list_in_the_browser(client):
    sign_in(client, REVIEW)
    page = client.get("/alerts?q=act%3Adeny", headers=BROWSER).text
    assert 'value="act:deny"' in page
    given = {"seal": seal_on(page), "name": NAME, "query": "act:deny", "past": "on"}
    shown = client.post("/alerts/new", data=given, headers=BROWSER)
    assert shown.status_code == 200
    assert "Denials &lt;b&gt;&amp; co&lt;/b&gt;" in shown.text
    assert "match 1" in shown.text
    again = client.post("/alerts/new", data=given, headers=BROWSER)
    assert again.status_code == 400
    assert "there already" in again.text
    gone = client.post(f"{shown.url}/removal", data={"seal": seal_on(shown.text)}, headers=BROWSER)
    assert "None yet" in gone.text


def test_forms_from_elsewhere_and_readers_make_no_list(client):
    sign_in(client, REVIEW)
    given = {"name": NAME, "query": "act:deny"}
    assert client.post("/alerts/new", data=given, headers=BROWSER).status_code == 403
    sign_in(client, READ)
    page = client.get("/alerts", headers=BROWSER).text
    assert 'name="seal"' not in page
    seal = seal_on(client.get("/sign-in", headers=BROWSER).text)
    answer = client.post("/alerts/new", data={**given, "seal": seal}, headers=BROWSER)
    assert answer.status_code == 403
    assert client.get("/api/alerts", headers=bearer(READ)).json() == []


def test_the_command_line_does_all_of_it(db, capfd):
    at = ["--db", db]
    assert main(["alerts", "list", *at]) == 1
    assert main(["alerts", "add", "Denials", "act:deny", "speaker:BOL", "--past", *at]) == 0
    assert "1 matches so far" in capfd.readouterr().out
    assert main(["alerts", "show", "Denials", *at]) == 0
    assert "denied that it had been asked" in capfd.readouterr().out
    assert main(["alerts", "post", "Denials", "http://10.0.0.1/x", *at]) == 1
    assert "neither this machine nor allowed" in capfd.readouterr().err
    assert main(["alerts", "post", "Denials", "http://localhost:9/x", *at]) == 0
    assert "secret  whsec_" in capfd.readouterr().out
    assert main(["alerts", "list", "--json", *at]) == 0
    assert json.loads(capfd.readouterr().out)["last"] == 1
    assert main(["alerts", "send", "--once", *at]) == 0
    assert main(["alerts", "post", "Denials", *at]) == 0
    assert main(["alerts", "remove", "Denials", *at]) == 0
    assert main(["alerts", "remove", "Denials", *at]) == 1


def test_a_secret_is_not_listed(db, capfd):
    at = ["--db", db]
    main(["alerts", "add", "Denials", "act:deny", *at])
    main(["alerts", "post", "Denials", "http://localhost:9/x", *at])
    capfd.readouterr()
    main(["alerts", "list", "--json", *at])
    assert "whsec_" not in capfd.readouterr().out
