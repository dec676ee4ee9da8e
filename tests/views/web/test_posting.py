"""Giving a page in the browser, and what is said of one that cannot be read."""

import re
import subprocess
import sys

import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient

from dragoman.record import View, open_store
from dragoman.views.api import Serving, create_app
from dragoman.views.sessions import digest_of, new_token
from tests.views.web.signing import BROWSER, seal_on, sign_in

INGEST, REVIEW = new_token(), new_token()
TOKENS = ((digest_of(INGEST), "ingest"), (digest_of(REVIEW), "review"))
TEXT = "Malta said on Friday that its port was open."


@pytest.fixture
def client(db):
    with TestClient(create_app(Serving(db=db, tokens=TOKENS, max_page_size=5_000))) as found:
        sign_in(found, INGEST)
        yield found


def post(client, file=None, **given):
    seal = seal_on(client.get("/post", headers=BROWSER).text)
    parts = {"file": file or ("", b"")}
    data = {"seal": seal, "content": "", "url": "", "published": "", **given}
    return client.post(
        "/post/page", data=data, files=parts, headers=BROWSER, follow_redirects=False
    )


def test_a_pasted_page_is_read_kept_and_shown(client, db):
    answer = post(client, content=TEXT, url="https://news.example/malta", published="2024-05-06")
    assert answer.status_code == 303, answer.text
    path = answer.headers["location"]
    assert re.fullmatch(r"/reports/[0-9a-f]{24}", path)
    assert "Malta" in client.get(path, headers=BROWSER).text
    again = post(client, content=TEXT, url="https://news.example/malta", published="2024-05-06")
    assert again.headers["location"] == path
    with open_store(db) as store:
        report = View(store).report(path.removeprefix("/reports/"))
    assert report.source.url == "https://news.example/malta"
    assert report.anchor_date == "2024-05-06"


def test_a_file_is_read_like_a_pasted_page(client):
    page = f"<html><body><h1>Port opens</h1><p>{TEXT}</p></body></html>"
    answer = post(client, file=("malta.html", page.encode(), "text/html"), published="2024-05-06")
    assert answer.status_code == 303, answer.text
    assert "Port opens" in client.get(answer.headers["location"], headers=BROWSER).text


@pytest.mark.parametrize(("file", "given", "status", "said"), [
    (None, {}, 400, "give a page or a file"),
    (("a.txt", b"Malta said so."), {"content": TEXT}, 400, "one of them"),
    (None, {"content": TEXT, "published": "soon"}, 400, "is not a day that exists"),
    (None, {"content": TEXT, "published": "2999-01-01"}, 400, "lies in the future"),
    (None, {"content": TEXT, "url": "javascript:alert(1)"}, 400, "no address of a page"),
    (None, {"content": TEXT, "url": "https://a b"}, 400, "no address of a page"),
    (None, {"content": TEXT, "url": "http://[x"}, 400, "no address of a page"),
    (("a.pdf", b"%PDF-1.7 " + b"x" * 100), {}, 400, "PDF"),
    (("a.txt", b"   \n "), {}, 400, "white space"),
    (("a.txt", b"x" * 6_000), {}, 400, "limit 5000"),
    (("a.txt", b"x" * 20_000), {}, 413, "This page cannot be shown"),
], ids=["nothing", "both", "date", "future", "script", "blank", "bracket", "pdf", "empty", "large",
        "body"])  # fmt: skip
def test_a_page_that_cannot_be_read_is_refused_in_words(client, file, given, status, said):
    answer = post(client, file, **given)
    assert answer.status_code == status, answer.text
    assert said in answer.text
    assert 'role="alert"' in answer.text
    assert "Traceback" not in answer.text


def test_what_was_typed_stays_in_the_form_and_is_never_run(client):
    hostile = "</textarea><script>alert(1)</script>"
    answer = post(client, content=hostile, url='"><script>', published="2024-05-06")
    assert answer.status_code == 400
    assert "<script>alert" not in answer.text
    assert '"><script>' not in answer.text
    assert "&lt;/textarea&gt;" in answer.text


@pytest.mark.parametrize("seal", ["", "0" * 64])
def test_without_the_seal_nothing_is_kept(client, seal):
    data = {"seal": seal, "content": TEXT}
    answer = client.post("/post/page", data=data, files={"file": ("", b"")}, headers=BROWSER)
    assert answer.status_code == 403


def test_another_scope_is_not_enough(client):
    sign_in(client, REVIEW)
    assert "scope <code>ingest</code>" in client.get("/post", headers=BROWSER).text
    seal = seal_on(client.get("/sign-in", headers=BROWSER).text)
    data = {"seal": seal, "content": TEXT}
    assert client.post("/post/page", data=data, headers=BROWSER).status_code == 403


PROGRAM = """
import sys
from litestar.testing import TestClient
from dragoman.views.api import Serving, create_app
from dragoman.views.sessions import digest_of
from tests.views.web.signing import BROWSER, seal_on, sign_in

def loaded():
    return sorted({"spacy", "onnxruntime"} & set(sys.modules))

app = create_app(Serving(db=sys.argv[1], tokens=((digest_of("token"), "admin"),)))
with TestClient(app) as client:
    sign_in(client, "token")
    for path in ("/", "/post", "/review", "/search?q=Peru", "/agreements", "/alerts"):
        assert client.get(path, headers=BROWSER).status_code == 200, path
    print(loaded())
    seal = seal_on(client.get("/post", headers=BROWSER).text)
    given = {"seal": seal, "content": "Malta said its port was open.", "published": "2024-05-06"}
    assert client.post("/post/page", data=given, headers=BROWSER).status_code == 200
    print(loaded())
"""


def test_no_language_model_is_loaded_before_a_page_is_posted(db):
    command = [sys.executable, "-c", PROGRAM, db]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert done.stdout.splitlines() == ["[]", "['onnxruntime', 'spacy']"], done.stderr
