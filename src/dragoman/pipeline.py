"""The pipeline: the one place where the stages meet. Read a page, analyse it, keep it."""

from __future__ import annotations

import hashlib
import traceback
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from dragoman import __version__
from dragoman.errors import EmptyPage, MissingPage, PageError, StageError
from dragoman.record.changes import Changes, changes_between, together
from dragoman.reports.inputs import pages_in
from dragoman.reports.loading import MAX_PAGE_SIZE, Page, Unread, page_of
from dragoman.reports.tongues import ANALYSED
from dragoman.schema import Report, Warning, content_id
from dragoman.schema.dates import checked_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from spacy.language import Language

    from dragoman.record import Failure, Run, Store, Writer

    Tell = Callable[[Report | Unread | str], None]

BATCH = 32
"""Reports in one transaction: what an interrupted ingest reads again."""

READABLE = frozenset(
    ".html .htm .xhtml .shtml .txt .text .jsonl .ndjson .warc .zip .csv .tsv .parquet".split()
)
"""What `ingest` takes from a folder, also with `.gz` behind it; named files are all read."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """How pages are to be read.

    `published` is the date of texts that carry none (ISO 8601). `plain` takes the whole text of a
    page as body. `max_page_size` is in bytes after unpacking. `relevant_only` analyses those
    articles alone whose headline and lead promise an act or an agreement between states; the others
    are reports without findings, with a warning.
    """

    published: str | None = None
    plain: bool = False
    max_page_size: int = MAX_PAGE_SIZE
    relevant_only: bool = False

    def __post_init__(self) -> None:
        if self.published is not None:
            checked_day(self.published)


class Ingested(msgspec.Struct, frozen=True, kw_only=True):
    """What an ingest came to.

    `folded` counts copies, excerpts and revisions that were found; `changes` are findings gained
    and lost on pages that an earlier release had read.
    """

    new: int = 0
    known: int = 0
    failed: int = 0
    folded: int = 0
    changes: Changes = Changes()


AS_IS = Reading()


def read(page: str | Path | bytes, how: Reading = AS_IS) -> Report:
    """The report of one page: a path, or the bytes of a page.

    Raises a PageError when it cannot be read. Of a file of JSON lines, the first article is read.
    """
    if isinstance(page, bytes):
        return read_page(page_of(page), how)
    for found in read_all([page], how):
        if isinstance(found, Unread):
            raise found.error
        return found
    raise MissingPage(f"{page} holds no article")


def read_all(paths: Iterable[str | Path], how: Reading = AS_IS) -> Iterator[Report | Unread]:
    """The reports of many pages, in order; a page that cannot be read comes as Unread."""
    for path in paths:
        for page in pages_in(path, limit=how.max_page_size):
            yield page if isinstance(page, Unread) else report_or_reason(page, how)


def read_page(page: Page, how: Reading = AS_IS) -> Report:
    """The report of a loaded page with everything found in it."""
    report = _read_as(page, how)
    if not report.article.strip():
        raise EmptyPage("holds no article; --plain takes its whole text as the body of one")
    report = msgspec.structs.replace(
        report,
        publisher=report.publisher or page.publisher,
        warnings=(*page.warnings, *report.warnings),
    )
    return _passed_over(report) or analyse(report) if how.relevant_only else analyse(report)


def _passed_over(report: Report) -> Report | None:
    """The report with the warning that it was not analysed, None when it is relevant."""
    if report.language not in ANALYSED:
        return None
    from dragoman.findings.relevance.gate import is_relevant

    if is_relevant(report):
        return None
    message = "headline and lead promise no act between states; read without --relevant-only"
    return msgspec.structs.replace(
        report, warnings=(*report.warnings, Warning("not-relevant", message))
    )


def _read_as(page: Page, how: Reading) -> Report:
    from dragoman.reports.reading import Origin, read_html, read_text
    from dragoman.reports.walk import visible_text

    origin = Origin(
        location=page.location,
        url=page.url,
        published=page.published or how.published,
        digest=id_of(page, how),
    )
    if page.media_type == "text/plain":
        return read_text(page.text, origin, plain=how.plain)
    if not how.plain:
        return read_html(page.text, origin)
    report = read_text(visible_text(page.text), origin, plain=True)
    source = msgspec.structs.replace(report.source, media_type="text/html")
    return msgspec.structs.replace(report, source=source)


def id_of(page: Page, how: Reading = AS_IS) -> str:
    """The id that the report of a page will have; nothing has to be read to know it."""
    return content_id(page.content, page.url, page.published or how.published)


def analyse(report: Report) -> Report:
    """The report with its findings. What is found depends on the report and the release alone.

    A report in a language that is not analysed comes back as it is; it carries a warning.
    """
    if report.language not in ANALYSED:
        return report
    from dragoman.findings.analysis import with_findings
    from dragoman.language.article import read_article

    return with_findings(report, read_article(_language(), report))


@cache
def _language() -> Language:
    """The language model, loaded when the first article is analysed and kept."""
    from dragoman.language import load

    return load()


def ingest(
    paths: Iterable[str | Path],
    store: Store,
    how: Reading = AS_IS,
    *,
    reread: bool = False,
    tell: Tell | None = None,
) -> Ingested:
    """Read pages, folders of pages and files of JSON lines into a store, batch by batch.

    Pages whose id the record holds are not read again; with `reread`, those that this release has
    not read are. `tell` hears of every page: its report, why it is Unread, or the id of a known
    one.
    """
    from dragoman.record import Writer
    from dragoman.record.copies import find_copies

    work = Ingest(Writer(store, this_run(how)), how, reread, tell or _nobody)
    total = Ingested()
    for batch in batches(files_in(paths), how):
        total = plus(total, work.keep(batch))
    return msgspec.structs.replace(total, folded=find_copies(store))


def this_run(how: Reading = AS_IS) -> Run:
    """What reads: this release, with its models and its knowledge as they lie in the package.

    A changed model or table is another run, and so is one that reads relevant articles only:
    `reread` reads again what it has not read.
    """
    from dragoman.record import Run

    return Run(
        __version__,
        model=_digest(*MODELS, *(["findings/relevance"] if how.relevant_only else [])),
        knowledge=_digest("knowledge"),
    )


MODELS = ("language/model", "reports/model", "findings/coding", "findings/coreference")


DATA = (".json", ".npz", ".csv", ".toml")
"""Ends of the names of models and tables; a model's manifest has the digest of its weights."""


@cache
def _digest(*folders: str) -> str:
    """12 hexadecimal digits over the names and bytes of data files in folders of the package."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for folder in folders:
        for path in sorted((package / folder).iterdir()):
            if path.suffix in DATA:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def files_in(paths: Iterable[str | Path]) -> Iterator[Path | str]:
    """The files that paths name, in order; folders are opened, links in them left out."""
    for path in paths:
        folder = Path(path)
        if not folder.is_dir():
            yield path
            continue
        for file in sorted(folder.rglob("*")):
            if _is_readable(file) and not file.is_symlink() and file.is_file():
                yield file


def _is_readable(file: Path) -> bool:
    hidden = file.name.startswith(".")
    return not hidden and Path(file.name.removesuffix(".gz")).suffix.lower() in READABLE


def batches(files: Iterable[Path | str], how: Reading) -> Iterator[list[Page | Unread]]:
    """Pages in batches that stay small in number and in bytes."""
    batch: list[Page | Unread] = []
    size = 0
    for file in files:
        for page in pages_in(file, limit=how.max_page_size):
            batch.append(page)
            size += len(page.content) if isinstance(page, Page) else 0
            if len(batch) >= BATCH or size >= how.max_page_size:
                yield batch
                batch, size = [], 0
    if batch:
        yield batch


class Ingest:
    """One ingest: what it writes with, and how it reads."""

    def __init__(self, writer: Writer, how: Reading, reread: bool, tell: Tell) -> None:  # noqa: FBT001 - private
        self.writer = writer
        self.how = how
        self.reread = reread
        self.tell = tell

    def keep(self, batch: list[Page | Unread]) -> Ingested:
        """Read the pages of a batch that are not known and keep them in one transaction."""
        known = self.known_in(batch)
        found: list[Report | Unread | str] = []
        for page in batch:
            one = _found_in(page, self.how, known)
            if isinstance(one, Report):
                known.add(one.id)
            found.append(one)
            self.tell(one)
        return self.store(found)

    def store(self, batch: list[Report | Unread | str]) -> Ingested:
        """Keep what was found in the pages of a batch; of a known page, that is its id."""
        reports: dict[str, Report] = {}
        failures: list[Failure] = []
        seen = 0
        for found in batch:
            if isinstance(found, Unread):
                failures.append(_failure(found))
            elif isinstance(found, str) or found.id in reports:
                seen += 1
            else:
                reports[found.id] = found
        changes = self.changes_in(reports)
        written = self.writer.write(list(reports.values()), failures)
        return Ingested(
            new=written.new, known=seen + written.known, failed=len(failures), changes=changes
        )

    def changes_in(self, reports: dict[str, Report]) -> Changes:
        """What is found on pages read again that was not found before, and the other way round."""
        if not self.reread:
            return Changes()
        from dragoman.record import View, known_ids

        view = View(self.writer.store)
        older = known_ids(self.writer.store, reports)
        return together(changes_between(view.as_read(one), reports[one]) for one in sorted(older))

    def id_of(self, page: Page) -> str:
        """The id that the page's report will have."""
        return id_of(page, self.how)

    def known_in(self, batch: list[Page | Unread]) -> set[str]:
        """The ids of pages that need not be read."""
        from dragoman.record import known_ids

        ids = {id_of(page, self.how) for page in batch if isinstance(page, Page)}
        return known_ids(self.writer.store, ids, self.writer.run if self.reread else None)


def _nobody(_: Report | Unread | str) -> None:
    """Nobody is told."""


def _found_in(page: Page | Unread, how: Reading, known: set[str]) -> Report | Unread | str:
    if isinstance(page, Unread):
        return page
    one = id_of(page, how)
    return one if one in known else report_or_reason(page, how)


def report_or_reason(page: Page, how: Reading) -> Report | Unread:
    """The report of a page; a page that cannot be read comes as Unread."""
    place = page.location or "-"
    try:
        return read_page(page, how)
    except PageError as error:
        return Unread(place, error)
    except Exception as error:  # noqa: BLE001 - one page must not end a night's ingest
        return Unread(place, StageError(_fault(error)))


def _fault(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1]
    said = " ".join(str(error).split())[:200]
    return (
        f"could not be read: {type(error).__name__}: {said} ({Path(last.filename).name}:"
        f"{last.lineno}); this is a fault of dragoman, please report it with the page"
    )


def _failure(unread: Unread) -> Failure:
    from dragoman.record import Failure

    return Failure(unread.location, type(unread.error).__name__, str(unread.error))


def plus(left: Ingested, right: Ingested) -> Ingested:
    """Two parts of an ingest as one."""
    return Ingested(
        new=left.new + right.new,
        known=left.known + right.known,
        failed=left.failed + right.failed,
        changes=together([left.changes, right.changes]),
    )
