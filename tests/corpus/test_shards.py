import hashlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from dragoman.corpus import read_shard, reports_in, run, shards_of

ARTICLES = [
    {"id": n, "text": f"OSLO (Wire) - Norway signed pact number {n} with Iceland on Monday.",
     "published": "2024-05-06"}
    for n in range(6)
]  # fmt: skip


@pytest.fixture
def inputs(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for name, part in (("a", ARTICLES[:3]), ("b", ARTICLES[3:])):
        lines = [json.dumps(one) for one in part]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "c.txt").write_text("Malta said on Friday that its port was open.", encoding="utf-8")
    (folder / "d.html").write_bytes(b"\x00\x01\x02")
    return folder


def digest(folder):
    parts = [path.name.encode() + path.read_bytes() for path in sorted(folder.glob("*.jsonl"))]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def test_every_runner_writes_the_same_bytes(inputs, tmp_path):
    written = {}
    for runner in ("serial", "processes"):
        out = tmp_path / runner
        done = list(run(shards_of([inputs], out), runner=runner, workers=2))
        assert sum(one.reports for one in done) == 7
        assert sum(one.failures for one in done) == 1
        written[runner] = digest(out)
    assert written["serial"] == written["processes"]


def test_ray_writes_the_same_bytes(inputs, tmp_path):
    ray = pytest.importorskip("ray", reason="the extra `ray` is not installed")
    list(run(shards_of([inputs], tmp_path / "serial")))
    try:
        list(run(shards_of([inputs], tmp_path / "ray"), runner="ray", workers=2))
    finally:
        ray.shutdown()
    assert digest(tmp_path / "serial") == digest(tmp_path / "ray")


def test_a_task_that_is_done_is_skipped_and_a_changed_input_is_not(inputs, tmp_path):
    shards = shards_of([inputs], tmp_path / "out")
    assert not any(one.skipped for one in run(shards))
    assert all(one.skipped for one in run(shards))
    with (inputs / "a.jsonl").open("a", encoding="utf-8") as lines:
        lines.write(json.dumps({"text": "Chad said it would vote."}) + "\n")
    assert [one.skipped for one in run(shards)] == [False, True, True]


def test_reports_come_back_sorted_within_their_shard(inputs, tmp_path):
    out = tmp_path / "out"
    shard = shards_of([inputs / "a.jsonl"], out)[0]
    read_shard(shard)
    ids = [report.id for report in reports_in(out)]
    assert ids == sorted(ids)
    assert len(ids) == 3


SCRIPT = """
import sys
from dragoman.corpus import run, shards_of
for done in run(shards_of([sys.argv[1]], sys.argv[2])):
    print(done.output, flush=True)
"""


def test_a_run_that_was_killed_goes_on_and_ends_in_the_same_bytes(inputs, tmp_path):
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(inputs), str(out)], stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    list(run(shards_of([inputs], out)))
    list(run(shards_of([inputs], tmp_path / "whole")))
    assert digest(out) == digest(tmp_path / "whole")
