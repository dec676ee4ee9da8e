"""Files to pages: opening, unpacking and decoding what a user points at."""

from __future__ import annotations

import re
import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from dragoman.errors import (
    DamagedPage,
    DateError,
    EmptyPage,
    MissingPage,
    NotAPage,
    PageError,
    PageTooLarge,
)
from dragoman.reports.encodings import decode, undoubled
from dragoman.schema import Warning
from dragoman.schema.dates import checked_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

MAX_PAGE_SIZE = 20 * 1024 * 1024
"""Bytes of one page after unpacking; real pages stay under 5 MiB."""

CHUNK = 1 << 16
STDIN = "-"

_GZIP = b"\x1f\x8b"
_KINDS = (
    (b"%PDF", "a PDF document; extract its text first"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it first"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database; give it with --db"),
    (b"\x28\xb5\x2f\xfd", "compressed by zstd; unpack it first"),
    (b"BZh", "compressed by bzip2; unpack it first"),
    (b"\xfd7zXZ", "compressed by xz; unpack it first"),
    (b"PAR1", "a Parquet file; export it as JSON lines"),
)
_MARKUP = re.compile(
    r"<(?:!doctype\s+html|html|head|body|article|div|p|meta|title|script|h1|section)\b[^<>]*>?",
    re.IGNORECASE,
)
_HTML_SUFFIXES = frozenset([".html", ".htm", ".xhtml", ".shtml"])
_SURROGATE = re.compile("[\ud800-\udfff]")

MediaType = Literal["text/plain", "text/html"]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One page as it came, before anything was understood of it.

    `content` are its unpacked bytes, `text` the same decoded. `published` and `publisher` are
    what the user or the line of a JSON file says, not what the page says.
    """

    content: bytes
    text: str
    media_type: MediaType
    location: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    warnings: tuple[Warning, ...] = ()


class Unread(msgspec.Struct, frozen=True):
    """A page that could not be loaded, and why. `location` names it as an error line does."""

    location: str
    error: PageError | DateError


class Article(msgspec.Struct):
    """A line of a JSON file, as DESIGN's contract has it."""

    id: str | int | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    published: str | None = None
    publisher: str | None = None
    title: str | None = None


def is_json_lines(location: str) -> bool:
    """Whether the name says that the file holds one article a line."""
    return location.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))


def page_of(content: bytes, *, location: str | None = None, url: str | None = None) -> Page:
    """The page that unpacked bytes hold; raises a PageError that says what they are instead."""
    refuse_other_kinds(content)
    decoded = decode(content)
    text, doubled = undoubled(decoded.text)
    if not text.strip():
        raise EmptyPage(f"holds {len(content)} bytes and no character but white space")
    return Page(
        content=content,
        text=text,
        media_type=media_type_of(text, location or ""),
        location=location,
        url=url,
        warnings=(*decoded.warnings, *doubled),
    )


def with_url(page: Page, url: str | None) -> Page:
    """The page with the address it was fetched from."""
    return msgspec.structs.replace(page, url=url)


def content_of(path: str | Path, *, limit: int = MAX_PAGE_SIZE) -> bytes:
    """The bytes of a file, unpacked when it is gzip; `-` reads standard input.

    Raises a PageError for what is missing, no file, empty, damaged or above the limit.
    """
    with _opened(path) as stream:
        start = stream.read(2)
        if not start:
            raise EmptyPage("is empty (0 bytes); save the page again")
        parts = _unpacked(stream, start) if start == _GZIP else _read(stream, start)
        return _joined(parts, limit)


def media_type_of(text: str, location: str) -> MediaType:
    """HTML when the name says so or the text is marked up; else plain text.

    Flattened text may quote a tag, so two are asked for unless the text begins with one.
    """
    name = location.lower().removesuffix(".gz")
    if Path(name).suffix in _HTML_SUFFIXES:
        return "text/html"
    start = text[:20_000]
    tags = _MARKUP.findall(start)
    begins = start.lstrip().startswith("<") and bool(tags)
    return "text/html" if begins or len(tags) > 2 else "text/plain"


def refuse_other_kinds(content: bytes) -> None:
    """Raise NotAPage when the first bytes are those of a known kind of file that is no page."""
    for mark, kind in _KINDS:
        if content.startswith(mark):
            raise NotAPage(f"is {kind}; pages are HTML or text")


def _opened(path: str | Path) -> BinaryIO:
    if str(path) == STDIN:
        return sys.stdin.buffer
    file = Path(path)
    if "://" in str(path):
        raise MissingPage("is an address; save its page to a file, or `dragoman watch` its feed")
    try:
        if file.is_dir():
            raise NotAPage("is a folder; use `dragoman ingest` for folders, or name its files")
        if file.exists() and not file.is_file():
            raise NotAPage("is no regular file; save the page to one, or pipe it in as -")
        return file.open("rb")
    except FileNotFoundError as error:
        raise MissingPage("no such file; check the path") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise MissingPage(f"cannot be opened ({reason}); check the path and its rights") from error


def _read(stream: BinaryIO, start: bytes) -> Iterator[bytes]:
    yield start
    while chunk := stream.read(CHUNK):
        yield chunk


def _unpacked(stream: BinaryIO, start: bytes) -> Iterator[bytes]:
    """The content of a gzip file, member after member, never more than a chunk at a time."""
    data = start + stream.read(CHUNK)
    while data:
        member = zlib.decompressobj(wbits=31)
        while not member.eof:
            if not data:
                raise DamagedPage("gzip data end too early; fetch the file again")
            yield _inflated(member, data)
            data = member.unconsumed_tail or (b"" if member.eof else stream.read(CHUNK))
        data = member.unused_data or stream.read(CHUNK)
        if not data.startswith(_GZIP[:1]):  # padding after the last member
            return


def _inflated(member: Any, data: bytes) -> bytes:
    try:
        inflated: bytes = member.decompress(data, CHUNK)
    except zlib.error as error:
        raise DamagedPage(f"gzip data are damaged ({error}); fetch the file again") from error
    return inflated


def _joined(parts: Iterator[bytes], limit: int) -> bytes:
    pieces: list[bytes] = []
    size = 0
    for part in parts:
        size += len(part)
        if size > limit:
            raise PageTooLarge(_too_large(limit))
        pieces.append(part)
    return b"".join(pieces)


def _too_large(limit: int) -> str:
    return f"holds more than the limit of {size_of(limit)}; raise it with --max-page-size"


def size_of(count: int) -> str:
    """A number of bytes as people write it.

    >>> size_of(20 * 1024 * 1024), size_of(1500)
    ('20 MiB', '1,500 bytes')
    """
    mebi = count / (1024 * 1024)
    return f"{mebi:,.4g} MiB" if mebi >= 1 else f"{count:,} bytes"


def articles_in(path: str, limit: int) -> Iterator[Page | Unread]:
    """The articles of JSON lines, each with the number of its line behind the path."""
    found = False
    with _opened(path) as stream:
        start = stream.read(2)
        if not start:
            raise EmptyPage("is empty (0 bytes); one article a line was expected")
        parts = _unpacked(stream, start) if start == _GZIP else _read(stream, start)
        for number, line in _lines(parts, limit):
            place = f"{path}:{number}"
            if line is not None and not line.strip():
                continue
            found = True
            try:
                if line is None:
                    raise PageTooLarge(_too_large(limit))
                yield article_page(_decoded(line), place)
            except (PageError, DateError) as error:
                yield Unread(place, error)
    if not found:
        raise EmptyPage("holds empty lines only; one article a line was expected")


def _lines(parts: Iterator[bytes], limit: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers; None stands for one that is longer than the limit."""
    number = 1
    held: list[bytes] = []
    size = 0
    for part in parts:
        *whole, rest = part.split(b"\n")
        for piece in whole:
            size += len(piece)
            yield number, b"".join([*held, piece]) if size <= limit else None
            number, size = number + 1, 0
            held.clear()
        size += len(rest)
        if size <= limit:
            held.append(rest)
        else:
            held.clear()
    if size:
        yield number, b"".join(held) if size <= limit else None


def article_page(article: Article, place: str) -> Page:
    """The page of one article of a table or file of JSON lines; raises PageError or DateError."""
    given = article.text if article.text is not None else article.html
    if given is None:
        raise NotAPage("has neither 'text' nor 'html'; give one of them")
    if not given.strip():
        raise EmptyPage("has an empty 'text' or 'html'; leave the line out")
    warnings: tuple[Warning, ...] = ()
    if _SURROGATE.search(given):
        given = _SURROGATE.sub("\ufffd", given)
        warnings = (Warning("text-damaged", "half characters (lone surrogates) were replaced"),)
    text, doubled = undoubled(given)
    if "\0" in given:
        raise NotAPage("holds a NUL character, which text has not; remove it")
    if article.published is not None:
        checked_day(article.published)
    return Page(
        content=given.encode(),
        text=text,
        media_type="text/plain" if article.text is not None else "text/html",
        location=place,
        url=article.url,
        published=article.published,
        publisher=article.publisher,
        warnings=(*warnings, *doubled),
    )


def _decoded(line: bytes) -> Article:
    try:
        return msgspec.json.decode(line, type=Article)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotAPage(f"is no article in JSON ({error}); one object a line is expected") from error
