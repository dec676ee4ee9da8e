"""Posts to real servers on the loopback: signed, repeated until they arrive, and to nobody else."""

import json
import os
import signal
import subprocess
import sys
import threading
import time

import pytest

from dragoman.corpus.posting import Doors, Letter, signature_of
from dragoman.corpus.telling import Patience, Teller
from dragoman.errors import FetchFailed, FetchRefused
from dragoman.record import Run, Writer, open_store
from dragoman.record.alerts import Alerts
from tests.corpus.newsroom import Newsroom
from tests.record.reports import full_report, plain_report

QUICK = Patience(total=0.5, lease=2.0, first=0.01)
SITE = "http://127.0.0.1:8421"
COMMAND = "import sys; from dragoman.views.cli import main; sys.exit(main())"


@pytest.fixture
def room():
    with Newsroom() as started:
        yield started


@pytest.fixture
def store(tmp_path):
    with open_store(str(tmp_path / "record.db")) as opened:
        yield opened


def listed(store, url, query="pact"):
    alerts = Alerts(store)
    made = alerts.add("Pacts", query)
    return alerts, alerts.post_to(made.key, url)


def write(store, *ns):
    reports = [plain_report(f"Pact {n}\n\nThe pact number {n} was signed at noon.") for n in ns]
    Writer(store, Run("1.0")).write(reports)
    Alerts(store).note()


def numbers(room):
    return [one["n"] for _, _, body in room.posted for one in json.loads(body)["data"]["matches"]]


def sent(store):
    return Alerts(store).named("Pacts").sent


def test_a_match_is_posted_once_signed_and_with_its_words(store, room):
    room.pages["/hook"] = b"thanks"
    _, secret = listed(store, room.url("/hook"), "act:deny")
    Writer(store, Run("1.0")).write([full_report()])
    teller = Teller(store, Doors(), QUICK, site=SITE)
    teller.run(threading.Event(), once=True)
    teller.run(threading.Event(), once=True)
    ((_, headers, body),) = room.posted
    (match,) = json.loads(body)["data"]["matches"]
    assert match["quote"] == "Bolivia denied that it had been asked to join"
    assert match["url"].startswith(f"{SITE}/reports/{full_report().id}#c")
    letter = Letter(id=headers["webhook-id"], body=body)
    at = int(headers["webhook-timestamp"])
    assert headers["webhook-signature"] == signature_of(letter, secret, at)
    assert abs(at - time.time()) < 60


def test_the_signature_is_that_of_the_specification():
    letter = Letter(id="msg_p5jXN8AQM9LWM0D4loKWxJek", body=b'{"test": 2432232314}')
    secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
    signed = signature_of(letter, secret, 1614265330)
    assert signed == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_what_fails_is_posted_again_later_and_then_has_arrived(store, room):
    answers = iter([500, 503, 204])
    room.pages["/hook"] = lambda asked: asked.give(b"", status=next(answers))
    listed(store, room.url("/hook"))
    write(store, 1)
    teller = Teller(store, Doors(), QUICK, site=SITE)
    assert teller.step()
    assert Alerts(store).named("Pacts").said == "receiver answers 500"
    assert not teller.step(), "not before the wait is over"
    time.sleep(0.05)
    assert teller.step()
    write(store, 2)
    time.sleep(0.05)
    assert teller.step()
    assert numbers(room) == [1, 1, 1, 2]
    assert sent(store) == 2


def test_many_matches_go_in_parts(store, room):
    room.pages["/hook"] = b"thanks"
    listed(store, room.url("/hook"))
    write(store, *range(45))
    Teller(store, Doors(), QUICK, site=SITE).run(threading.Event(), once=True)
    assert len(room.posted) == 3
    assert numbers(room) == list(range(1, 46))


def test_a_redirect_is_not_followed(store, room):
    room.pages["/inner"] = b"secret"
    room.pages["/hook"] = lambda asked: asked.give(
        b"", status=307, Location="http://169.254.169.254/latest"
    )
    listed(store, room.url("/hook"))
    write(store, 1)
    assert Teller(store, Doors(), QUICK, site=SITE).step()
    assert "answers 307 and leads elsewhere" in Alerts(store).named("Pacts").said
    assert sent(store) == 0
    assert len(room.posted) == 1


def test_a_receiver_that_trickles_is_left_at_the_deadline(store, room):
    room.pages["/hook"] = lambda asked: asked.server.room.closing.wait(5)
    listed(store, room.url("/hook"))
    write(store, 1)
    started = time.monotonic()
    assert Teller(store, Doors(), QUICK, site=SITE).step()
    assert time.monotonic() - started < 3
    assert "no answer within 0.5 seconds" in Alerts(store).named("Pacts").said


@pytest.mark.parametrize(
    "url",
    [
        "http://10.0.0.1/hook", "http://169.254.169.254/latest", "http://hooks.example/x",
        "http://[::ffff:10.0.0.1]/x", "http://0.0.0.0:9/x", "file:///etc/passwd", "gopher://localhost/",
        "http://user:word@localhost/x", "http://localhost.evil.example/x", "http://2130706433/x",
        "http://[", "localhost:80", "",
    ],
)  # fmt: skip
def test_nobody_else_is_posted_to(url):
    with pytest.raises((FetchRefused, FetchFailed)):
        Doors(resolve=lambda _host, _port: ["127.0.0.1"]).place_of(url)


def test_an_allowed_host_has_to_be_of_the_open_web():
    def at(*addresses):
        return Doors(["hooks.example"], resolve=lambda _host, _port: list(addresses))

    assert at("93.184.216.34").place_of("https://HOOKS.example/x").addresses == ("93.184.216.34",)
    for inner in ("127.0.0.1", "10.0.0.1", "169.254.169.254", "::1", "fd00::1"):
        with pytest.raises(FetchRefused, match="no address of the open web"):
            at("93.184.216.34", inner).place_of("https://hooks.example/x")
    inside = Doors(["hooks.example"], ["10.0.0.0/8"], resolve=lambda _host, _port: ["10.0.0.1"])
    assert inside.place_of("http://hooks.example:8080/x").port == 8080


def test_a_name_that_answers_differently_later_gains_nothing(store, room):
    """DNS rebinding: what is connected to is what was checked, not what the name says by then."""
    asked = []

    def resolve(host, _port):
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["169.254.169.254"]

    room.pages["/hook"] = b"thanks"
    port = room.host.rpartition(":")[2]
    listed(store, f"http://localhost:{port}/hook")
    write(store, 1)
    assert Teller(store, Doors(resolve=resolve), QUICK, site=SITE).step()
    assert asked == ["localhost"]
    assert sent(store) == 1
    write(store, 2)
    assert Teller(store, Doors(resolve=resolve), QUICK, site=SITE).step()
    assert "is no address of the open web" in Alerts(store).named("Pacts").said
    assert len(room.posted) == 1


def test_a_sender_that_is_killed_while_it_posts_is_followed_by_another(store, room, tmp_path):
    reached = threading.Event()

    def hang(asked):
        reached.set()
        asked.server.room.closing.wait(20)

    room.pages["/hook"] = hang
    listed(store, room.url("/hook"))
    write(store, 1)
    arguments = ["alerts", "send", "--db", str(tmp_path / "record.db")]
    process = subprocess.Popen([sys.executable, "-c", COMMAND, *arguments])
    assert reached.wait(60)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert sent(store) == 0
    room.pages["/hook"] = b"thanks"
    turn = Alerts(store).claim("other", at=time.time() + 61, seconds=60)
    assert turn is not None, "its lease runs out"
    Alerts(store).failed(turn, "-", due=0.0)
    Teller(store, Doors(), QUICK, site=SITE).run(threading.Event(), once=True)
    assert numbers(room) == [1, 1]
    assert sent(store) == 1
