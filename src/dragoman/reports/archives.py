"""Archives to pages: WARC files, ZIP files, and tables (CSV, Parquet) of articles.

Each page of an archive has a location of its own: `crawl.warc.gz:<urn:uuid:…>`, `pages.zip:a.html`,
`articles.csv:17`. What cannot be read comes as Unread and the next one follows.
"""

from __future__ import annotations

import csv
import gzip
import io
import sys
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from dragoman.errors import (
    DamagedPage,
    DateError,
    EmptyPage,
    MissingPage,
    NotAPage,
    PageError,
    PageTooLarge,
)
from dragoman.reports.loading import Article, Unread, article_page, page_of, size_of, with_url

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dragoman.reports.loading import Page

HTML = frozenset(["text/html", "application/xhtml+xml"])
OK = 200
MAX_RATIO = 200
"""Unpacked to packed bytes of a ZIP member beyond which it is a bomb; HTML packs 5 to 20 times."""

COLUMNS = {
    "text": "text body content article fulltext full_text".split(),
    "html": ["html"],
    "url": "url link source_url uri".split(),
    "published": "published date published_at publish_date datetime".split(),
    "publisher": "publisher source outlet site".split(),
    "title": "title headline".split(),
    "id": ["id"],
}
"""Names of columns by what they hold, most usual first; case does not matter."""


def reader_of(name: str) -> Callable[[Path, int], Iterator[Page | Unread]] | None:
    """What reads an archive of this name; None when the name is no archive's."""
    low = name.lower()
    for suffixes, reader in _READERS:
        if low.endswith(suffixes):
            return reader
    return None


def _warc_pages(path: Path, limit: int) -> Iterator[Page | Unread]:
    """The HTML responses of a WARC file; length and digest of each record are checked."""
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    with _opened(path) as stream:
        records = ArchiveIterator(
            stream, record_types=WarcRecordType.response, parse_http=False, strict_mode=False
        )
        count = 0
        try:
            for record in records:
                count += 1
                found = _warc_page(record, path, limit)
                if found is not None:
                    yield found
        except (OSError, ValueError, EOFError, zlib.error) as error:
            reason = f"breaks off after {count} responses ({error}); fetch the file again"
            yield Unread(str(path), DamagedPage(reason))
            return
    if not count:
        yield Unread(str(path), EmptyPage("holds no WARC response; is it a WARC file?"))


def _warc_page(record: Any, path: Path, limit: int) -> Page | Unread | None:
    """One response as a page; None for what is no HTML page or was not found on the server."""
    place = f"{path}:{record.record_id}"
    is_sound = "WARC-Block-Digest" not in record.headers or record.verify_block_digest()
    record.parse_http()
    if record.http_headers is None or record.http_headers.status_code != OK:
        return None
    if (record.http_content_type or "text/html") not in HTML:
        return None
    try:
        if not is_sound:
            raise DamagedPage("does not match its digest; fetch the archive again")
        if "WARC-Truncated" in record.headers:
            raise DamagedPage(f"was cut by the crawler ({record.headers['WARC-Truncated']})")
        if record.content_length > limit:
            raise PageTooLarge(_too_large(limit))
        page = page_of(_body(record, limit), location=place)
        return with_url(page, record.headers.get("WARC-Target-URI"))
    except PageError as error:
        return Unread(place, error)


def _body(record: Any, limit: int) -> bytes:
    content: bytes = record.reader.read()
    if len(content) < record.content_length:
        raise DamagedPage(f"ends after {len(content)} of {record.content_length} bytes")
    packing = (record.http_headers.get("Content-Encoding") or "").lower()
    is_packed = "gzip" in packing and content.startswith(b"\x1f\x8b")
    # Crawlers often store the body unpacked and keep the header: only a gzip mark counts.
    return _unpacked(content, limit) if is_packed else content


def _unpacked(content: bytes, limit: int) -> bytes:
    try:
        unpacked = zlib.decompressobj(wbits=31).decompress(content, limit + 1)
    except zlib.error as error:
        raise DamagedPage(f"holds damaged gzip data ({error})") from error
    if len(unpacked) > limit:
        raise PageTooLarge(_too_large(limit))
    return unpacked


def _too_large(limit: int) -> str:
    return f"holds more than {size_of(limit)}; raise it with --max-page-size"


def _zip_pages(path: Path, limit: int) -> Iterator[Page | Unread]:
    """The pages of a ZIP file in the order of their names; other members are passed over."""
    try:
        archive = zipfile.ZipFile(_existing(path))
    except (zipfile.BadZipFile, OSError) as error:
        raise DamagedPage(f"is no ZIP file that can be opened ({error})") from error
    with archive:
        for member in sorted(archive.infolist(), key=lambda info: info.filename):
            if member.is_dir() or not member.filename.lower().endswith(PAGES):
                continue
            place = f"{path}:{member.filename}"
            try:
                yield page_of(_member(archive, member, limit), location=place)
            except PageError as error:
                yield Unread(place, error)


PAGES = (".html", ".htm", ".xhtml", ".txt")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, limit: int) -> bytes:
    if (
        member.file_size > max(limit, 1)
        or member.file_size > MAX_RATIO * member.compress_size + 512
    ):
        raise PageTooLarge(f"unpacks to {size_of(member.file_size)}, limit {size_of(limit)}")
    try:
        with archive.open(member) as stream:
            content = stream.read(limit + 1)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError) as error:
        raise DamagedPage(f"cannot be unpacked ({error})") from error
    if len(content) > limit:
        raise PageTooLarge(_too_large(limit))
    return content


def _csv_pages(path: Path, limit: int) -> Iterator[Page | Unread]:
    """The articles of a CSV table with a header; commas, semicolons or tabs."""
    csv.field_size_limit(min(sys.maxsize, max(limit, 1 << 17)))
    with _opened(path) as raw:
        packed = str(path).lower().endswith(".gz")
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=raw) if packed else raw)
        lines = io.TextIOWrapper(stream, encoding="utf-8-sig", newline="")
        try:
            head = lines.readline()
            mark = max(",;\t", key=head.count)
            names = next(csv.reader([head], delimiter=mark), [])
            columns = columns_of(names)
            rows = csv.DictReader(lines, fieldnames=names, delimiter=mark)
            for row in rows:
                yield _row_page(row, columns, f"{path}:{rows.line_num + 1}")
        except (UnicodeDecodeError, csv.Error, OSError, EOFError) as error:
            yield Unread(str(path), DamagedPage(f"is no CSV table in UTF-8 ({error})"))


def _parquet_pages(path: Path, limit: int) -> Iterator[Page | Unread]:
    """The articles of a Parquet table; needs the extra `parquet`."""
    del limit  # Arrow reads row groups, whatever the size of a cell
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ModuleNotFoundError as error:
        raise NotAPage(
            "is a Parquet table; to read it, in dragoman's checkout, pip install '.[parquet]'"
        ) from error
    try:
        table = pq.ParquetFile(_existing(path))
        columns = columns_of(table.schema_arrow.names)
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=list(columns.values())):
            for row in batch.to_pylist():
                number += 1
                yield _row_page(row, columns, f"{path}:{number}")
    except (pa.ArrowException, OSError) as error:
        yield Unread(str(path), DamagedPage(f"is no Parquet table ({error})"))


def columns_of(names: list[str]) -> dict[str, str]:
    """Which column holds what; raises NotAPage when none holds a text.

    >>> columns_of(["ID", "Body", "Date"])
    {'text': 'Body', 'published': 'Date', 'id': 'ID'}
    """
    by_name = {name.strip().lower(): name for name in names}
    found = {
        field: by_name[known]
        for field, usual in COLUMNS.items()
        for known in [next((name for name in usual if name in by_name), "")]
        if known
    }
    if "text" not in found and "html" not in found:
        given = ", ".join(names)[:200]
        raise NotAPage(f"has no column 'text' or 'html' (it has: {given}); rename one")
    return found


def _row_page(row: dict[str, Any], columns: dict[str, str], place: str) -> Page | Unread:
    given = {field: row.get(name) for field, name in columns.items()}
    values = {field: None if value is None else str(value) for field, value in given.items()}
    published = (values.get("published") or "").strip()[:10] or None
    try:
        article = Article(
            id=values.get("id"), text=values.get("text"), html=values.get("html"),
            url=values.get("url"), published=published, publisher=values.get("publisher"),
            title=values.get("title"),
        )  # fmt: skip
        return article_page(article, place)
    except (PageError, DateError) as error:
        return Unread(place, error)


def _existing(path: Path) -> Path:
    if not path.exists():
        raise MissingPage("no such file; check the path")
    return path


def _opened(path: Path) -> io.BufferedReader:
    try:
        return path.open("rb")
    except FileNotFoundError as error:
        raise MissingPage("no such file; check the path") from error
    except OSError as error:
        raise MissingPage(f"cannot be opened ({error.strerror}); check its rights") from error


_READERS: tuple[tuple[tuple[str, ...], Callable[[Path, int], Iterator[Page | Unread]]], ...] = (
    ((".warc", ".warc.gz"), _warc_pages),
    ((".zip",), _zip_pages),
    ((".csv", ".csv.gz", ".tsv", ".tsv.gz"), _csv_pages),
    ((".parquet",), _parquet_pages),
)
