"""The record under load: writing, searching, answering, on SQLite and on PostgreSQL.

    python -m benchmarks.record 20000 [--db postgresql://…]

Reports are synthetic: sentences drawn from a vocabulary with a natural frequency, about 3 kB of
text and 20 findings each. CPU seconds of this process; the server's are not counted. The yardstick
of writing is Python's own sqlite3 given the same rows by executemany in the same run.
"""

from __future__ import annotations

import argparse
import multiprocessing
import random
import sqlite3
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import sqlalchemy as sa

from dragoman.errors import RecordError
from dragoman.record import Run, Store, View, Writer, known_ids, open_store, search, tables
from dragoman.record.rows import article_text, finding_rows, report_row
from dragoman.schema import (
    Actor,
    Event,
    Mention,
    Report,
    Segment,
    Source,
    Span,
    Stamp,
    Statement,
    Time,
    content_id,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from dragoman.record.rows import Rows
    from dragoman.schema.findings import EventType, StatementAct

STATES = ["USA", "RUS", "CHN", "PRK", "KOR", "JPN", "GBR", "FRA", "DEU", "IRN", "ISR", "TUR"]
STATES += [f"S{n:02}" for n in range(88)]
TYPES: list[tuple[EventType, Literal[1, 2, 3, 4]]] = [
    ("AGREE", 1), ("SUPPORT", 1), ("CONSULT", 1), ("ACCUSE", 3), ("REJECT", 3), ("ASSAULT", 4),
]  # fmt: skip
ACTS: list[StatementAct] = ["say", "deny", "accuse", "pledge", "warn"]
BATCH = 100
PUBLISHERS = 50


def reports(count: int, seed: int = 1) -> Iterator[Report]:
    """Synthetic reports, the same for the same seed."""
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcdefghilmnoprstu", k=chance.randint(3, 9)))
             for _ in range(20_000)]  # fmt: skip
    weights = [1 / (rank + 5) for rank in range(len(words))]
    cumulative = list(_running(weights))
    for number in range(count):
        yield _report(number, chance, words, cumulative)


def _running(weights: Sequence[float]) -> Iterator[float]:
    total = 0.0
    for weight in weights:
        total += weight
        yield total


def _report(
    number: int, chance: random.Random, words: list[str], cumulative: list[float]
) -> Report:
    sentences: list[str] = []
    spans: list[Span] = []
    at = 0
    for _ in range(24):
        picked = chance.choices(words, cum_weights=cumulative, k=chance.randint(12, 24))
        sentence = " ".join(picked).capitalize() + "."
        spans.append(Span(at, at + len(sentence)))
        sentences.append(sentence)
        at += len(sentence) + 1
    text = " ".join(sentences)
    states = chance.choices(STATES, weights=[1 / (n + 3) for n in range(len(STATES))], k=4)
    day = f"20{chance.randint(10, 25)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    return Report(
        id=content_id(text.encode(), None, str(number)),
        source=Source(f"synthetic/{number}.html", f"https://p.example/{number}", "text/html"),
        language="en",
        text=text,
        segments=(Segment("body", 0, len(text)),),
        headline=sentences[0],
        publisher=f"Publisher {chance.randrange(PUBLISHERS)}",
        published=Stamp(day, day, None, None, "text"),
        anchor_date=day,
        **_findings(chance, spans, states, day),
    )


def _findings(
    chance: random.Random, spans: list[Span], states: list[str], day: str
) -> dict[str, Any]:
    def words_of(span: Span) -> Span:
        return Span(span.start, span.start + 3)

    return {
        "actors": tuple(
            Actor(id=one, name=one, kind="state", iso3=one, mentions=tuple(
                Mention(start=span.start, end=span.start + 3, kind="name") for span in spans[n::8]
            ))
            for n, one in enumerate(dict.fromkeys(states))
        ),
        "times": tuple(
            Time(start=span.start, end=span.start + 3, type="DATE", value=day) for span in spans[:4]
        ),
        "statements": tuple(
            Statement(id=f"statement:{n}", speakers=(states[n % 4],), cue=(words_of(span),),
                      content=(span,), mode="indirect", act=chance.choice(ACTS))
            for n, span in enumerate(spans[:7])
        ),
        "events": tuple(
            Event(id=f"event:{n}", type=kind, quad=quad, actors=(states[0],),
                  recipients=(states[1],) if states[1] != states[0] else (), trigger=words_of(span),
                  time=day, factuality="actual", evidence=(span,))
            for n, (span, (kind, quad)) in enumerate(zip(spans[7:12], chance.choices(TYPES, k=5),
                                                         strict=True))
        ),
    }  # fmt: skip


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """CPU seconds of this process, and what the work returned."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def write(store: Store, given: Sequence[Report]) -> None:
    """Store reports in batches."""
    writer = Writer(store, Run("benchmark"))
    for at in range(0, len(given), BATCH):
        writer.write(given[at : at + BATCH])


def rewrite(store: Store, given: Sequence[Report]) -> int:
    """What `ingest` does with pages it knows: ask, and pass over."""
    new = 0
    for at in range(0, len(given), BATCH):
        ids = [report.id for report in given[at : at + BATCH]]
        new += len(ids) - len(known_ids(store, ids))
    return new


def write_raw(path: str, given: Sequence[Report]) -> None:
    """The yardstick: the same rows through sqlite3's executemany into the same tables."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = NORMAL")
    names = [column.name for column in tables.report.columns if column.name != "key"]
    for at in range(0, len(given), BATCH):
        batch = given[at : at + BATCH]
        rows: Rows = defaultdict(list)
        heads, texts = [], []
        for key, report in enumerate(batch, start=at + 1):
            head = {**report_row(report), "run": 1, "current": True}
            heads.append((key, *(head[name] for name in names)))
            finding_rows(report, key, rows)
            texts.append((key, article_text(report)))
        connection.execute("BEGIN")
        _insert(connection, "report", heads, ("key", *names))
        for table in tables.CHILDREN:
            _insert(connection, table.name, rows[table.name], [c.name for c in table.columns])
        connection.executemany("INSERT INTO report_text (rowid, article) VALUES (?, ?)", texts)
        connection.execute("COMMIT")
    connection.close()


def _insert(
    connection: sqlite3.Connection, table: str, rows: Sequence[Any], names: Sequence[str]
) -> None:
    if rows:
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" * len(names))
        connection.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', rows)


def latencies(work: Callable[[int], Any], times: int = 40) -> tuple[float, float]:
    """Median and 99th percentile of wall milliseconds, warm."""
    work(0)
    took = []
    for number in range(times):
        start = time.perf_counter()
        work(number)
        took.append(1000 * (time.perf_counter() - start))
    return statistics.median(took), sorted(took)[int(0.99 * (times - 1))]


def answers(store: Store, given: Sequence[Report]) -> None:
    """Print how fast questions are answered."""
    words = [report.text.split()[40] for report in given[:: max(1, len(given) // 40)]]
    view = View(store)
    questions: dict[str, Callable[[int], Any]] = {
        "search, one word": lambda n: search(store, words[n % len(words)].strip(".")),
        "search, word and actor": lambda n: search(store, f"{words[n % len(words)]} actor:RUS"),
        "search, phrase": lambda n: search(store, f'"{" ".join(given[n].text.split()[5:8])}"'),
        "dyad timeline": lambda n: view.dyad(STATES[n % 6], STATES[(n + 1) % 6], limit=100),
        "actor timeline": lambda n: view.timeline(STATES[n % 12], limit=100),
        "one report": lambda n: view.report(given[n].id),
    }
    for name, work in questions.items():
        median, worst = latencies(work)
        print(f"{name:28} p50 {median:8.2f} ms   p99 {worst:8.2f} ms")


def _write_elsewhere(address: str, count: int) -> None:
    """What the other process does: write reports it makes itself."""
    with open_store(address) as store:
        write(store, list(reports(count, seed=2)))


def reading_while_writing(address: str, count: int) -> None:
    """Print how fast a reader is answered while another process writes, and what it saw."""
    writer = multiprocessing.get_context("spawn").Process(
        target=_write_elsewhere, args=(address, count)
    )
    writer.start()
    took: list[float] = []
    errors = half = 0
    with open_store(address, create=False) as store:
        view = View(store)
        while writer.is_alive():
            start = time.perf_counter()
            try:
                view.dyad(STATES[0], STATES[1], limit=100)
                search(store, "actor:PRK", limit=20)
                half += _half_written(store)
            except RecordError:
                errors += 1
            took.append(1000 * (time.perf_counter() - start) / 3)
    writer.join()
    ordered = sorted(took)
    print(f"while another process writes: {len(took)} looks, {errors} errors, {half} half-written "
          f"reports, p50 {statistics.median(took):.1f} ms, "
          f"p99 {ordered[int(0.99 * (len(ordered) - 1))]:.1f} ms an answer")  # fmt: skip


def _half_written(store: Store) -> int:
    """Reports among the latest that have no sketch, or fewer statements than they should."""
    query = sa.text(
        "SELECT count(*) FROM (SELECT key FROM report ORDER BY key DESC LIMIT 50) AS latest"
        " WHERE (SELECT count(*) FROM statement WHERE statement.report = latest.key) <> 7"
        " OR NOT EXISTS (SELECT 1 FROM sketch WHERE sketch.report = latest.key)"
    )
    with store.connected() as connection:
        return int(connection.execute(query).scalar_one())


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=5000)
    parser.add_argument("--db", help="an empty PostgreSQL database; SQLite in a new file without")
    given = parser.parse_args()
    made = list(reports(given.count))
    with tempfile.TemporaryDirectory() as folder:
        address = given.db or str(Path(folder) / "record.db")
        with open_store(address) as store:
            fresh, _ = timed(lambda: write(store, made))
            again, new = timed(lambda: rewrite(store, made))
            counts = View(store).counts()
            records = sum(counts.values()) - counts["report"] - counts["run"]
            print(f"{address.split(':')[0]}: {given.count:,} reports, {records:,} other rows")
            print(f"fresh      {given.count / fresh:10,.0f} reports per CPU s")
            print(f"known      {given.count / again:10,.0f} reports per CPU s "
                  f"({fresh / again:.1f}x, {new} new)")  # fmt: skip
            if not given.db:
                _against_raw(folder, made, fresh)
            answers(store, made)
        reading_while_writing(address, given.count // 4)


def _against_raw(folder: str, made: Sequence[Report], fresh: float) -> None:
    raw = str(Path(folder) / "raw.db")
    open_store(raw).close()
    yardstick, _ = timed(lambda: write_raw(raw, made))
    size = Path(raw).stat().st_size / len(made)
    print(f"raw        {len(made) / yardstick:10,.0f} reports per CPU s "
          f"(ours {100 * yardstick / fresh:.0f} % of it), {size:,.0f} bytes a report")  # fmt: skip
    texts = [(n, article_text(report)) for n, report in enumerate(made)]
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE t USING fts5(article, content='', tokenize='porter')")
    index, _ = timed(lambda: connection.executemany(
        "INSERT INTO t (rowid, article) VALUES (?, ?)", texts))  # fmt: skip
    print(f"full text  {1000 * index / len(made):10.2f} ms a report")


if __name__ == "__main__":
    main()
