"""Ingest by many processes: pages are read by a crew and stored by one writer, in their order.

What is stored is what `pipeline.ingest` stores. A process that dies takes no page with it: its
batch is read again, page by page if it must be, and a page that ends its process every time is
entered as a failure.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING

import msgspec

from dragoman import pipeline
from dragoman.corpus.crew import cores, crew
from dragoman.errors import PageError, StageError
from dragoman.pipeline import AS_IS, Ingest, Ingested, Reading
from dragoman.reports.loading import Page, Unread
from dragoman.schema import from_json, to_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from concurrent.futures import Future
    from pathlib import Path

    from dragoman.pipeline import Tell
    from dragoman.record import Store
    from dragoman.schema import Report

    Batch = list[Page | Unread]
    Answers = list["bytes | Refusal | None"]

AHEAD = 3
"""Batches that wait for each process, so that none is idle while the writer writes."""


class Refusal(msgspec.Struct, frozen=True):
    """Why a page could not be read, as it travels between processes."""

    kind: str
    message: str


def ingest(
    paths: Iterable[str | Path],
    store: Store,
    how: Reading = AS_IS,
    *,
    workers: int = 0,
    reread: bool = False,
    tell: Tell | None = None,
) -> Ingested:
    """As `pipeline.ingest`, by `workers` processes; 0 stands for one a core."""
    from dragoman.record import Writer
    from dragoman.record.copies import find_copies

    count = workers or cores()
    if count == 1:
        return pipeline.ingest(paths, store, how, reread=reread, tell=tell)
    work = Ingest(Writer(store, pipeline.this_run(how)), how, reread, tell or (lambda _: None))
    batches = pipeline.batches(pipeline.files_in(paths), how)
    total = Ingested()
    for found in _read(batches, work, count):
        for one in found:
            work.tell(one)
        total = pipeline.plus(total, work.store(found))
    return msgspec.structs.replace(total, folded=find_copies(store))


def _read(
    batches: Iterator[Batch], work: Ingest, workers: int
) -> Iterator[list[Report | Unread | str]]:
    """What was found in the pages of every batch, in order."""
    readers = _Readers(workers, work.how)
    waiting: deque[tuple[Batch, list[bool], Future[Answers]]] = deque()
    try:
        for batch in batches:
            known = work.known_in(batch)
            wanted = [isinstance(p, Page) and work.id_of(p) not in known for p in batch]
            pages = [p for p, one in zip(batch, wanted, strict=True) if one and isinstance(p, Page)]
            waiting.append((batch, wanted, readers.start(pages)))
            if len(waiting) > AHEAD * workers:
                yield _joined(*waiting.popleft(), readers=readers, work=work)
        while waiting:
            yield _joined(*waiting.popleft(), readers=readers, work=work)
    finally:
        readers.close()


def _joined(
    batch: Batch, wanted: list[bool], future: Future[Answers], *, readers: _Readers, work: Ingest
) -> list[Report | Unread | str]:
    pages = [p for p, one in zip(batch, wanted, strict=True) if one and isinstance(p, Page)]
    answers = iter(readers.answers(pages, future))
    found: list[Report | Unread | str] = []
    for page, one in zip(batch, wanted, strict=True):
        if isinstance(page, Unread):
            found.append(page)
        elif not one:
            found.append(work.id_of(page))
        else:
            found.append(_found(page, next(answers)))
    return found


def _found(page: Page, answer: bytes | Refusal | None) -> Report | Unread:
    if isinstance(answer, bytes):
        return from_json(answer)
    if answer is None:
        message = "ended the process that read it; this is a fault of dragoman, please report it"
        return Unread(page.location or "-", StageError(message))
    kind = {one.__name__: one for one in _kinds(PageError)}.get(answer.kind, PageError)
    return Unread(page.location or "-", kind(answer.message))


def _kinds(base: type[PageError]) -> Iterator[type[PageError]]:
    yield base
    for one in base.__subclasses__():
        yield from _kinds(one)


class _Readers:
    """The crew, renewed when one of it dies."""

    def __init__(self, workers: int, how: Reading) -> None:
        self.workers = workers
        self.how = how
        self.pool = crew(workers)

    def start(self, pages: list[Page]) -> Future[Answers]:
        """Have some pages read."""
        try:
            return self.pool.submit(read_pages, pages, self.how)
        except BrokenProcessPool:
            self._renew()
            return self.pool.submit(read_pages, pages, self.how)

    def answers(self, pages: list[Page], future: Future[Answers]) -> Answers:
        """What was read; the pages are read once more, then one by one, if their process died."""
        try:
            return future.result()
        except BrokenProcessPool:
            self._renew()
        return self._again(pages)

    def _again(self, pages: list[Page]) -> Answers:
        with crew(1) as alone:
            try:
                return alone.submit(read_pages, pages, self.how).result()
            except BrokenProcessPool:
                pass
        if len(pages) == 1:
            return [None]
        middle = len(pages) // 2
        return [*self._again(pages[:middle]), *self._again(pages[middle:])]

    def _renew(self) -> None:
        """Start a new crew unless the present one is whole."""
        try:
            self.pool.submit(int).result()
        except BrokenProcessPool:
            self.pool.shutdown(wait=False)
            self.pool = crew(self.workers)

    def close(self) -> None:
        self.pool.shutdown(wait=True, cancel_futures=True)


def read_pages(pages: list[Page], how: Reading) -> Answers:
    """Each page's report as JSON, or why there is none; runs in a process of the crew."""
    found: Answers = []
    for page in pages:
        one = pipeline.report_or_reason(page, how)
        if isinstance(one, Unread):
            found.append(Refusal(type(one.error).__name__, str(one.error)))
        else:
            found.append(to_json(one))
    return found
