"""kill -9 of a worker, of the driver and of the Ray node: a rerun completes, nothing is doubled.

A Ray cluster takes half a minute to start and be killed: those run with DRAGOMAN_TEST_RAY=yes.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from dragoman.corpus import read_shard, reports_in, shards_of

SHARDS, ARTICLES = 6, 100
SCRIPT = """
import sys
from dragoman.corpus import run, shards_of
if __name__ == "__main__":
    for done in run(shards_of([sys.argv[1]], sys.argv[2]), runner=sys.argv[3], workers=2):
        print(done.output, done.skipped, flush=True)
"""
RAY = pytest.param(
    "ray",
    marks=pytest.mark.skipif(
        os.environ.get("DRAGOMAN_TEST_RAY") != "yes" or importlib.util.find_spec("ray") is None,
        reason="DRAGOMAN_TEST_RAY is not yes, or the extra `ray` is not installed",
    ),
)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory):
    """Files of articles in a language without analysis: what is killed is the plan, not a model."""
    folder = tmp_path_factory.mktemp("in")
    for shard in range(SHARDS):
        texts = [
            f"Verdrag {shard}-{n}\n\nNoorwegen en IJsland tekenden maandag verdrag {shard}-{n}. "
            + "De twee landen praatten er jaren over voor ze het eens werden. " * 20
            for n in range(ARTICLES)
        ]
        lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
        (folder / f"{shard}.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(inputs, tmp_path_factory):
    """The digest of a run that nobody disturbed."""
    out = tmp_path_factory.mktemp("whole")
    for shard in shards_of([inputs], out):
        read_shard(shard)
    assert len({one.id for one in reports_in(out)}) == SHARDS * ARTICLES
    return digest(out)


def digest(folder):
    parts = [path.name.encode() + path.read_bytes() for path in sorted(folder.glob("*.json*"))]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def start(inputs, out, runner):
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(inputs), str(out), runner],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0"},
    )  # fmt: skip


def finish(process):
    out, _ = process.communicate(timeout=120)
    return process.returncode, out.splitlines()


def below(pid):
    """All processes that a process started, and those started, with their command lines."""
    found = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(path.read_text().rpartition(")")[2].split()[1])
            command = (path.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except (OSError, ValueError):
            continue
        found[int(path.parent.name)] = (parent, command)
    ours, grown = {pid}, True
    while grown:
        more = {one for one, (parent, _) in found.items() if parent in ours} - ours
        ours, grown = ours | more, bool(more)
    return {one: found[one][1] for one in ours - {pid} if one in found}


def kill(*pids):
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def is_reading(command):
    """Whether a process below a driver reads shards: one of the crew, or a worker of Ray."""
    return "spawn_main" in command or command.startswith("ray::read_shard")


def after_the_first(process):
    """Wait until one shard is done, and a moment."""
    assert process.stdout.readline()
    time.sleep(0.05)


@pytest.mark.parametrize("runner", ["processes", RAY])
def test_a_worker_that_is_killed_is_replaced(inputs, whole, tmp_path, runner):
    process = start(inputs, tmp_path, runner)
    after_the_first(process)
    readers = [pid for pid, command in below(process.pid).items() if is_reading(command)]
    assert readers
    kill(*readers[:1])
    code, _ = finish(process)
    assert code == 0
    assert digest(tmp_path) == whole


@pytest.mark.parametrize("runner", ["serial", "processes", RAY])
def test_of_a_driver_that_is_killed_a_rerun_does_the_rest(inputs, whole, tmp_path, runner):
    process = start(inputs, tmp_path, runner)
    after_the_first(process)
    others = below(process.pid)
    kill(process.pid, *(others if runner == "ray" else ()))
    process.communicate()
    gone(others)
    code, lines = finish(start(inputs, tmp_path, runner))
    assert code == 0
    assert sum(line.endswith("True") for line in lines) >= 1
    assert digest(tmp_path) == whole


@pytest.mark.parametrize("runner", [RAY])
def test_of_a_node_that_is_killed_a_rerun_does_the_rest(inputs, whole, tmp_path, runner):
    process = start(inputs, tmp_path, runner)
    after_the_first(process)
    others = below(process.pid)
    kill(*(pid for pid, command in others.items() if "raylet/raylet" in command))
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(timeout=20)
    kill(process.pid, *others)
    process.communicate()
    code, _ = finish(start(inputs, tmp_path, runner))
    assert code == 0
    assert digest(tmp_path) == whole


def gone(pids):
    """Wait until processes have ended by themselves: a crew must not outlive its driver."""
    until = time.monotonic() + 10
    while time.monotonic() < until and any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.05)
    assert not any(Path(f"/proc/{pid}").exists() for pid in pids)
