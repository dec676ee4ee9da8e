"""The server under load: each page's latency, and fifty readers while another process writes.

    python -m benchmarks.serving 100000

The record is that of `benchmarks.record`: synthetic reports of 3 kB and 20 findings, in SQLite.
Latencies are those a client sees on this machine.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import time
import urllib.error
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.views.serving import serving

from benchmarks.record import reports, write
from dragoman.record import open_store

READERS, SECONDS, ASKED = 50, 20, 30


def pages(one: str) -> list[str]:
    """A path of each kind."""
    return [
        "/", f"/reports/{one}", f"/reports/{one}/story", "/search?q=treaty", "/actors/RUS",
        "/dyads/USA/RUS",
        "/agreements", "/network?on=2024-06-20", "/whatif?attacker=KOR&target=PRK&on=2024-06-20",
        "/api/timeline/PRK", "/api/dyad/USA/RUS", "/api/search?q=actor%3APRK", "/api/disputes",
        "/review",
    ]  # fmt: skip


def ask(url: str) -> tuple[float, bool]:
    """Seconds of one request, and whether it was answered."""
    started = time.perf_counter()
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            answer.read()
    except (urllib.error.URLError, OSError):
        return time.perf_counter() - started, False
    return time.perf_counter() - started, True


def quantile(times: list[float], share: float) -> float:
    """In milliseconds."""
    return 1000 * sorted(times)[min(len(times) - 1, int(share * len(times)))]


def write_more(address: str, count: int) -> None:
    """What another process writes meanwhile."""
    with open_store(address) as store:
        write(store, list(reports(count, seed=2)))


def under_load(base: str, paths: list[str], address: str, count: int) -> None:
    """Fifty readers ask all pages in turn while reports are written."""
    writer = multiprocessing.get_context("spawn").Process(target=write_more, args=(address, count))
    writer.start()
    end = time.monotonic() + SECONDS

    def reader(number: int) -> list[tuple[float, bool]]:
        found: list[tuple[float, bool]] = []
        while time.monotonic() < end:
            found.append(ask(base + paths[(number + len(found)) % len(paths)]))
        return found

    with ThreadPoolExecutor(READERS) as pool:
        answers = [one for some in pool.map(reader, range(READERS)) for one in some]
    writer.join()
    times = [seconds for seconds, _ in answers]
    errors = sum(not answered for _, answered in answers)
    print(
        f"{READERS} readers while another process writes: {len(answers)} answers, {errors} errors,"
        f" p50 {quantile(times, 0.5):.0f} ms, p99 {quantile(times, 0.99):.0f} ms"
    )


def main() -> None:
    """Fill a record, serve it, ask."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=5000)
    count = parser.parse_args().count
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "record.db")
        with open_store(address) as store:
            made = list(reports(count))
            write(store, made)
        paths = pages(made[count // 2].id)
        with serving(address) as base:
            for path in paths:
                answers = [ask(base + path) for _ in range(ASKED)]
                times = [seconds for seconds, _ in answers]
                state = "ok" if all(answered for _, answered in answers) else "FAILED"
                print(
                    f"{path:<52} p50 {quantile(times, 0.5):8.1f} ms   p99"
                    f" {quantile(times, 0.99):8.1f} ms   {state}", flush=True,
                )  # fmt: skip
            under_load(base, paths, address, max(200, count // 50))


if __name__ == "__main__":
    main()
