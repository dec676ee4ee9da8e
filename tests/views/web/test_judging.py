"""Judging in the browser: accepted, rejected, corrected, undone; and who may not."""

import re

import msgspec
import pytest

pytest.importorskip("litestar", reason="the extra `serve` is not installed")
pytest.importorskip("jinja2", reason="the extra `serve` is not installed")

from litestar.testing import TestClient

from dragoman.record import Run, View, Writer, open_store
from dragoman.record.judgements import Judgements
from dragoman.views.api import Serving, create_app
from dragoman.views.sessions import digest_of, new_token
from tests.record.reports import full_report
from tests.views.web.signing import BROWSER, seal_on, sign_in

REVIEW, INGEST = new_token(), new_token()
TOKENS = ((digest_of(REVIEW), "review"), (digest_of(INGEST), "ingest"))
REPORT = full_report()
READER = f"/reports/{REPORT.id}"
EVENT = f"{REPORT.id}/event:2"
FORM = f"{READER}/findings/event%3A2"


@pytest.fixture
def client(db):
    with TestClient(create_app(Serving(db=db, tokens=TOKENS, open_reading=True))) as found:
        yield found


@pytest.fixture
def ana(client):
    sign_in(client, REVIEW)
    return client


def told(client, **given):
    seal = seal_on(client.get(READER, headers=BROWSER).text)
    data = {"seal": seal, **given}
    return client.post("/judge", data=data, headers=BROWSER, follow_redirects=False)


def reader(client):
    return client.get(READER, headers=BROWSER).text


def dyad(client):
    return client.get("/dyads/PER/BOL", headers=BROWSER).text


def test_a_rejected_finding_is_struck_through_and_gone_elsewhere_until_undone(ana):
    assert "ACCUSE" in dyad(ana)
    answer = told(ana, reject=EVENT)
    assert answer.status_code == 303
    assert re.fullmatch(rf"{READER}#r\d+", answer.headers["location"])
    assert "<s>Peru → Bolivia</s>" in reader(ana)
    assert re.search(r"rejected by Ana, <time datetime=\"[^\"]+\">[^<]+ UTC</time>", reader(ana))
    assert "ACCUSE" not in dyad(ana)
    key = re.search(r'name="undo" value="(\d+)"', reader(ana))[1]
    assert told(ana, undo=key).status_code == 303
    assert "<s>" not in reader(ana)
    assert "ACCUSE" in dyad(ana)
    assert "taken back by Ana" in ana.get("/review", headers=BROWSER).text


def test_a_corrected_finding_stands_beside_what_was_read(ana):
    page = ana.get(FORM, headers=BROWSER).text
    assert '<option value="ACCUSE" selected>ACCUSE (as read)</option>' in page
    told(ana, correct=EVENT, type="CONSULT", recipients="Ecuador, bol", factuality="actual",
         actors="PER", time="2025-03", reason="they met")  # fmt: skip
    text = reader(ana)
    assert re.search(r"CONSULT</span> <a href=\"#t\d+\">Peru → Ecuador, Bolivia</a>", text)
    assert re.search(r"read as <s>ACCUSE Peru → Bolivia: actual; no date given</s>", text)
    assert "corrected by Ana" in text
    assert "they met" in text
    assert "CONSULT" in ana.get("/dyads/PER/ECU", headers=BROWSER).text
    assert "type: CONSULT; time: 2025-03; recipients: ECU, BOL" in ana.get(
        "/review", headers=BROWSER
    ).text  # fmt: skip


@pytest.mark.parametrize(("given", "said"), [
    ({"type": "ACCUSE"}, "nothing differs"), ({"type": "DANCE"}, "Invalid enum"),
    ({"time": "soon"}, "is no date"), ({"recipients": "Nobody <b>"}, "nobody is called"),
], ids=["same", "type", "date", "name"])  # fmt: skip
def test_a_correction_that_cannot_be_entered_comes_back_with_what_was_typed(ana, given, said):
    answer = told(ana, correct=EVENT, reason="because", **given)
    assert answer.status_code == 400
    assert said in answer.text
    assert 'value="because"' in answer.text
    assert "<b>" not in answer.text
    assert "Nobody has judged yet" in ana.get("/review", headers=BROWSER).text


@pytest.mark.parametrize("given", [
    {}, {"reject": "x"}, {"reject": f"{REPORT.id}/event:9"}, {"undo": "99"}, {"undo": "x"},
    {"undo": "9" * 30}, {"correct": f"{REPORT.id}/event:9"}, {"accept": "/"},
], ids=str)  # fmt: skip
def test_a_form_that_means_nothing_is_refused_in_words(ana, given):
    answer = told(ana, **given)
    assert answer.status_code in (400, 404)
    assert 'role="alert"' in answer.text
    assert "Traceback" not in answer.text


def test_without_the_seal_nothing_is_judged(ana):
    for seal in ("", "0" * 64):
        answer = ana.post("/judge", data={"seal": seal, "reject": EVENT}, headers=BROWSER)
        assert answer.status_code == 403
    assert "<s>" not in reader(ana)


def test_who_may_not_judge_sees_no_buttons_and_is_refused(client, db):
    assert 'name="reject"' not in reader(client)
    assert "Sign in</a> to accept" in reader(client)
    sign_in(client, INGEST)
    assert 'name="reject"' not in reader(client)
    assert "needs the scope" in client.get(FORM, headers=BROWSER).text
    seal = seal_on(client.get("/sign-in", headers=BROWSER).text)
    data = {"seal": seal, "reject": EVENT}
    assert client.post("/judge", data=data, headers=BROWSER).status_code == 403
    with open_store(db) as store:
        assert Judgements(store).all() == ()


def test_after_undo_or_judging_nobody_is_sent_elsewhere(ana):
    answer = told(ana, reject=EVENT, back="//evil.example")
    assert answer.headers["location"] == "/"
    assert told(ana, accept=f"{REPORT.id}/event:1", back="/review").headers["location"] == "/review"


def test_every_kind_of_finding_can_be_judged(ana):
    dispute = f"{REPORT.id}/{REPORT.disputes[0].id}"
    for key in ("statement:1", "agreement:1"):
        assert ana.get(f"{READER}/findings/{key}", headers=BROWSER).status_code == 200
        assert told(ana, reject=f"{REPORT.id}/{key}").status_code == 303
    assert "gone with a rejected statement" in reader(ana)
    assert told(ana, accept=dispute).status_code == 303
    assert "No sourced obligation" in ana.get("/dyads/PER/CHL", headers=BROWSER).text


def test_a_finding_that_is_not_there_has_no_page(client):
    assert client.get(f"{READER}/findings/event:9", headers=BROWSER).status_code == 404
    assert client.get("/reports/ffff/findings/event:9", headers=BROWSER).status_code == 400


def test_what_is_unsure_is_listed_until_it_is_judged(db):
    events = (msgspec.structs.replace(REPORT.events[0], candidate=True), REPORT.events[1])
    with open_store(db) as store:
        Writer(store, Run("1.1")).write([msgspec.structs.replace(REPORT, events=events)])
    with TestClient(create_app(Serving(db=db, tokens=TOKENS))) as client:
        sign_in(client, REVIEW)
        page = client.get("/review", headers=BROWSER).text
        assert f'name="accept" value="{REPORT.id}/event:1"' in page
        assert f'name="accept" value="{REPORT.id}/statement:2"' in page  # its score is 0.5
        assert f'value="{REPORT.id}/event:2"' not in page
        told(client, accept=f"{REPORT.id}/event:1", back="/review")
        told(client, reject=f"{REPORT.id}/statement:2", back="/review")
        assert "Nothing unsure is left" in client.get("/review", headers=BROWSER).text
    with open_store(db) as store:
        assert [one.event for one in View(store).timeline("CHL")] == ["event:1"]


def test_findings_that_people_judge_differently_are_listed(ana):
    told(ana, reject=EVENT)
    assert "People disagree" not in ana.get("/review", headers=BROWSER).text
    sign_in(ana, REVIEW, "Ben <i>")
    told(ana, accept=EVENT)
    page = ana.get("/review", headers=BROWSER).text
    assert "People disagree" in page
    assert "rejected by Ana" in " ".join(page.split())
    assert "accepted by Ben &lt;i&gt;" in " ".join(page.split())
    assert "<s>" not in reader(ana)


def test_judgements_come_in_parts(ana):
    for n in range(25):
        told(ana, **({"reject": EVENT} if n % 2 else {"accept": EVENT}))
    first = ana.get("/review", headers=BROWSER).text
    path = re.search(r'href="(/review\?before=\d+)"', first)[1]
    second = ana.get(path, headers=BROWSER).text
    assert (first.count("<li><strong>"), second.count("<li><strong>")) == (20, 5)
    assert ana.get("/review?before=0", headers=BROWSER).status_code == 400
