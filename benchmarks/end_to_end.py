"""From a WARC to stored records: articles a core, the share of each stage, and the ceiling.

    OMP_NUM_THREADS=1 python -m benchmarks.end_to_end [--documents 240] [--shards 6]

The WARC files are built of the English pages of the development data, repeated with one paragraph
changed, and of articles set as pages. Each file is ingested by us and read by a peer pipeline
(trafilatura, then a spaCy pipeline of the small English shape, see benchmarks.language; nothing is
found or stored), one after the other, so a busy machine slows both alike. Seconds are CPU seconds
of one process.

Two ceilings are given. One is the matrix products of the encoder's layers alone, for the pieces
that were sent to it, at the rate that ONNX Runtime reaches on them in the same run. The roofline
adds what else nobody can do without, each by the fastest tool at hand over the same pages in the
same run: unpacking the WARC (fastwarc), parsing the HTML (resiliparse), a digest (blake2b) and
MinHash for copies (rensa); for cutting words into pieces and for SQLite's writing, see the
constants below.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import html
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from functools import wraps
from importlib.metadata import version
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evaluation.gold_pages import DATA, gold_pages

from benchmarks.language import ceiling, peer
from dragoman import pipeline
from dragoman.findings import analysis
from dragoman.language import article as articles
from dragoman.language.encoder import Encoder
from dragoman.language.reader import Reader
from dragoman.record import View, Writer, copies, open_store
from dragoman.reports import archives, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language

PIECES_A_SECOND = 326_000
"""Word pieces that the fastest cutter of them makes in a CPU second (Hugging Face tokenizers)."""
REPORTS_A_SECOND = 1_278
"""Reports that sqlite3's executemany writes in a CPU second, with 20 records and full text each."""
STAGES = ("WARC and text", "page to report", "tokens, pieces, layers to doc", "encoder", "findings",
          "writing", "copies", "rest")  # fmt: skip


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    options.add_argument("--documents", type=int, default=240)
    options.add_argument("--shards", type=int, default=6)
    options.add_argument("--memory-of", type=Path, nargs="+", help=argparse.SUPPRESS)
    given = options.parse_args()
    warnings.simplefilter("ignore")
    if given.memory_of:
        _ingest_and_tell(given.memory_of)
        return
    with tempfile.TemporaryDirectory() as folder:
        shards = write_warcs(Path(folder), given.documents, given.shards)
        compare(shards)
        for some in (shards[: max(1, len(shards) // 3)], shards):
            arguments = [sys.executable, "-m", "benchmarks.end_to_end", "--memory-of"]
            subprocess.run([*arguments, *map(str, some)], check=True)


def write_warcs(folder: Path, documents: int, shards: int) -> list[Path]:
    """WARC files of pages and articles: a third each of pages, changed pages, and articles."""
    chance = random.Random(7)
    pages = [(p.url or f"https://{p.id}.example/", p.html()) for p in gold_pages()
             if p.group == "en"]  # fmt: skip
    chance.shuffle(pages)
    third = documents // 3
    chosen = [pages[n % len(pages)] for n in range(third)]
    changed = [(f"{url}?edition=2", _changed(page, chance)) for url, page in chosen]
    told = [_as_page(n, text) for n, text in enumerate(_texts(documents - 2 * third, chance))]
    every = [*chosen, *changed, *told]
    chance.shuffle(every)
    written = []
    for n in range(shards):
        path = folder / f"{n}.warc.gz"
        path.write_bytes(b"".join(_record(*one) for one in every[n::shards]))
        written.append(path)
    return written


def _texts(count: int, chance: random.Random) -> Iterator[str]:
    """Wire stories of 1987 and 2017, half of each."""
    for name in ("reuters21578", "isot_reuters_2017"):
        with gzip.open(DATA / "articles" / f"{name}.jsonl.gz", "rt") as lines:
            rows = [json.loads(line) for line in lines]
        for row in chance.sample(rows, count // 2):
            yield f"{row['title']}\n\n{row['text']}"


def _changed(page: bytes, chance: random.Random) -> bytes:
    """The page with one long paragraph's words turned round, as an edit would change it."""
    found = list(re.finditer(rb"<p[^>]*>([^<]{80,})</p>", page))
    if not found:
        return page
    one = chance.choice(found)
    words = one[1].split()
    return page[: one.start(1)] + b" ".join(reversed(words)) + page[one.end(1) :]


def _as_page(number: int, text: str) -> tuple[str, bytes]:
    title, _, body = text.partition("\n\n")
    paragraphs = "".join(f"<p>{html.escape(p)}</p>" for p in body.split("\n\n") if p.strip())
    head = f"<head><title>{html.escape(title)}</title></head>"
    page = f"<html>{head}<body><article><h1>{html.escape(title)}</h1>{paragraphs}</article></body>"
    return f"https://wire{number % 9}.example/{number}", f"{page}</html>".encode()


def _record(url: str, page: bytes) -> bytes:
    """A WARC response record of its own gzip member."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\n"
        f"WARC-Record-ID: <urn:uuid:{random.Random(url).getrandbits(128):032x}>\r\n"
        "WARC-Date: 2024-06-18T00:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(answer)}\r\n\r\n"
    )
    packed = BytesIO()
    with gzip.GzipFile(fileobj=packed, mode="wb", mtime=0) as member:
        member.write(head.encode() + answer + b"\r\n\r\n")
    return packed.getvalue()


class Clock:
    """CPU seconds by stage; what a stage spends in another one is the other's."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.pieces = 0
        self._stack: list[str] = ["rest"]
        self._runs = False
        self._at = time.process_time()

    def begin(self) -> float:
        """Start again; what went by since the last switch is nobody's."""
        self._runs = True
        self._at = time.process_time()
        return self._at

    def end(self) -> float:
        """Stop: what functions of ours do from now on, for the peer, is not booked."""
        self.switch()
        self._runs = False
        return self._at

    def switch(self) -> None:
        """Book the time since the last switch to the stage at hand."""
        now = time.process_time()
        self.spent[self._stack[-1]] += now - self._at
        self._at = now

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """The function, its time booked to the stage."""

        @wraps(function)
        def run(*arguments: Any, **named: Any) -> Any:
            if not self._runs:
                return function(*arguments, **named)
            self.switch()
            self._stack.append(stage)
            try:
                return function(*arguments, **named)
            finally:
                self.switch()
                self._stack.pop()

        return run

    def watch(self, owner: Any, name: str, stage: str) -> None:
        """Have a function of ours timed from now on."""
        setattr(owner, name, self.timed(stage, getattr(owner, name)))

    def count_pieces(self) -> None:
        """Count the pieces that are sent to the encoder."""
        inner = Encoder.scores_of

        def counted(encoder: Encoder, windows: Any) -> Any:
            self.pieces += sum(sum(len(s.pieces) for s in w) + 2 for w in windows)
            return inner(encoder, windows)

        setattr(Encoder, "scores_of", counted)  # noqa: B010 - a method is not assigned to


def _watched() -> Clock:
    clock = Clock()
    clock.watch(archives, "_warc_page", "WARC and text")
    clock.watch(reading, "read_html", "page to report")
    clock.watch(articles, "read_article", "tokens, pieces, layers to doc")
    clock.watch(Reader, "__call__", "tokens, pieces, layers to doc")
    clock.count_pieces()
    clock.watch(Encoder, "scores_of", "encoder")
    clock.watch(analysis, "with_findings", "findings")
    clock.watch(Writer, "write", "writing")
    clock.watch(copies, "find_copies", "copies")
    return clock


def compare(shards: list[Path]) -> None:
    """Ingest and read each shard, one after the other, and print what it took."""
    nlp = peer(DATA)
    pipeline.read(b"OSLO (Fjord Wire) - Norway signed a pact with Iceland on Monday.")
    clock = _watched()
    ours = theirs = 0.0
    words = 0
    rates = [ceiling()]
    least = least_of_stages(shards)
    with open_store(":memory:") as store:
        for shard in shards:
            began = clock.begin()
            pipeline.ingest([shard], store)
            ours += clock.end() - began
            began = time.process_time()
            words += _read_by_peer(shard, nlp)
            theirs += time.process_time() - began
            clock._at = time.process_time()
        count = View(store).counts()
    rates.append(ceiling())
    _show(count["report"], count["failure"], ours, theirs, clock)
    _show_ceilings(count["report"] + count["failure"], ours, clock.pieces, sum(rates) / 2, least)


def least_of_stages(shards: list[Path]) -> dict[str, float]:
    """CPU seconds of the stages around the encoder, each by the fastest tool at hand."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType
    from rensa import RMinHash
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    spent = {}
    clock = time.process_time()
    pages = []
    for shard in shards:
        with shard.open("rb") as stream:
            records = ArchiveIterator(stream, record_types=WarcRecordType.response)
            pages += [record.reader.read() for record in records]
    spent["WARC"] = time.process_time() - clock
    clock = time.process_time()
    trees = [HTMLTree.parse_from_bytes(page) for page in pages]
    spent["parse"] = time.process_time() - clock
    texts = [extract_plain_text(tree, main_content=True) for tree in trees]
    clock = time.process_time()
    for page in pages:
        hashlib.blake2b(page).digest()
    spent["digest"] = time.process_time() - clock
    clock = time.process_time()
    for text in texts:
        words = text.split()
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update([" ".join(words[n : n + 5]) for n in range(len(words))])
    spent["copies"] = time.process_time() - clock
    spent["writing"] = len(pages) / REPORTS_A_SECOND
    return spent


def _read_by_peer(shard: Path, nlp: Language) -> int:
    """The words that trafilatura and spaCy read."""
    import trafilatura

    words = 0
    for page in archives.reader_of(str(shard))(shard, 1 << 25):  # type: ignore[misc]
        found = trafilatura.bare_extraction(
            getattr(page, "text", ""), include_comments=False, with_metadata=True
        )
        text = str(getattr(found, "text", "") or "")
        words += len(nlp(text)) if text else 0
    return words


def _show(reports: int, failed: int, ours: float, theirs: float, clock: Clock) -> None:
    total = reports + failed
    print(f"{total} pages, {reports} reports stored, {failed} failures")
    print(
        f"dragoman    {total / ours:6.2f} pages a CPU second, {1000 * ours / total:.0f} ms a page"
    )
    print(f"trafilatura {version('trafilatura')} + spaCy {version('spacy')}, small shape "
          f"{total / theirs:6.2f} pages a CPU second; ours {theirs / ours:.2f} of it")  # fmt: skip
    for stage in STAGES:
        spent = clock.spent[stage]
        print(f"  {stage:32}{100 * spent / ours:6.1f} %{1000 * spent / total:8.1f} ms a page")


def _show_ceilings(
    total: int, ours: float, pieces: int, rate: float, stages: dict[str, float]
) -> None:
    products = pieces / rate
    stages = {**stages, "pieces": pieces / PIECES_A_SECOND}
    print(f"{pieces / total:.0f} pieces a page at {rate:.0f} pieces a CPU second")
    each = ", ".join(f"{name} {1000 * spent / total:.1f}" for name, spent in stages.items())
    roof = products + sum(stages.values())
    for name, least in (("encoder's products alone", products), (f"roofline ({each})", roof)):
        print(f"{name}: {1000 * least / total:.0f} ms a page, {total / least:.2f} pages a CPU "
              f"second; reached {least / ours:.2f}")  # fmt: skip


def _ingest_and_tell(shards: list[Path]) -> None:
    with tempfile.TemporaryDirectory() as folder, open_store(f"{folder}/record.db") as store:
        done = pipeline.ingest(shards, store)
        size = sum(file.stat().st_size for file in Path(folder).iterdir())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = done.new + done.failed
    print(f"{pages} pages: peak memory {peak:.0f} MiB, database {size / pages / 1e3:.1f} kB a page")


if __name__ == "__main__":
    main()
