"""Gold news pages: HTML with the body, captions, authors and times that people or parsers wrote.

Reads `pages/` and `flat/` of the development data. Pages of one publisher family share a template
and are never on both sides of a split.
"""

from __future__ import annotations

import gzip
import json
import zlib
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

DATA = Path(__file__).resolve().parents[1].parent / "shared" / "data"

NO_BODY = frozenset(["aeb/5f03fc173ebc"])
"""Its gold holds text that is not in the page."""

NO_CAPTIONS = frozenset(["fundus/us/Wired_2024_04_28"])
"""A shopping guide; its gold takes shop names for credits."""

MIN_COVER = 0.9
"""Flattened pages whose lines hold less of the gold body are not scored."""


class GoldImage(msgspec.Struct, frozen=True):
    """A picture of the page: its caption as one text, and the names it is credited to."""

    caption: str
    credits: tuple[str, ...]


class GoldPage(msgspec.Struct, frozen=True):
    """One page with what is known of it; a field nobody annotated is None."""

    id: str
    language: str
    group: str
    family: str
    path: Path
    url: str | None
    summary: tuple[str, ...]
    subheads: tuple[str, ...]
    paragraphs: tuple[str, ...]
    body: str
    title: str | None = None
    authors: tuple[str, ...] | None = None
    published: str | None = None
    images: tuple[GoldImage, ...] | None = None

    @property
    def source(self) -> str:
        """`fundus` or `aeb`."""
        return self.id.split("/", 1)[0]

    def html(self) -> bytes:
        """The page as it was fetched."""
        return gzip.decompress(self.path.read_bytes())


class FlatPage(msgspec.Struct, frozen=True):
    """One page as lines of text in one style, each with a silver label."""

    id: str
    language: str
    source: str
    style: str
    lines: tuple[str, ...]
    blank: tuple[bool, ...]
    labels: tuple[str, ...]
    cover: float

    @property
    def text(self) -> str:
        """The lines as one text, with the empty lines that stood between them."""
        pieces = [
            ("\n\n" if blank else "\n") + line
            for line, blank in zip(self.lines, self.blank, strict=True)
        ]
        return "".join(pieces).lstrip("\n")


@cache
def gold_pages() -> tuple[GoldPage, ...]:
    """Every page of the development part, in the order of its index."""
    return tuple(_read(row) for row in index())


@cache
def flat_pages(style: str) -> tuple[FlatPage, ...]:
    """The same pages as lines; styles are `column` (missing for a few), `select` and `inscr`."""
    with gzip.open(DATA / "flat" / "flat.jsonl.gz", "rt", encoding="utf-8") as rows:
        pages = [json.loads(row) for row in rows]
    return tuple(_flat(page, style) for page in pages if style in page["styles"])


@cache
def index() -> tuple[dict[str, str], ...]:
    """The rows of the index: id, language, group, family, publisher version."""
    head, *rows = (DATA / "pages" / "index.tsv").read_text(encoding="utf-8").splitlines()
    names = head.split("\t")
    return tuple(dict(zip(names, row.split("\t"), strict=True)) for row in rows)


def fold_of(family: str, folds: int) -> int:
    """The fold of a publisher family: the same in every run."""
    return zlib.crc32(family.encode()) % folds


def _flat(row: dict[str, Any], style: str) -> FlatPage:
    body = row["styles"][style]
    return FlatPage(
        id=row["id"], language=row["lang"], source=row["src"], style=style,
        lines=tuple(body["lines"]), blank=tuple(map(bool, body["blank"])),
        labels=tuple(body["label"]), cover=body["cov"],
    )  # fmt: skip


def _read(row: dict[str, str]) -> GoldPage:
    return _read_aeb(row) if row["id"].startswith("aeb/") else _read_fundus(row)


@cache
def _aeb_truth() -> dict[str, dict[str, str]]:
    source = DATA / "pages" / "aeb" / "ground-truth.json"
    truth = json.loads(source.read_text(encoding="utf-8"))
    return {key[:12]: {**value, "key": key} for key, value in truth.items()}


def _read_aeb(row: dict[str, str]) -> GoldPage:
    truth = _aeb_truth()[row["id"].split("/")[1]]
    body = truth["articleBody"]
    return GoldPage(
        id=row["id"], language=row["language"], group=row["group"], family=row["family"],
        path=DATA / "pages" / "aeb" / "html" / f"{truth['key']}.html.gz", url=truth["url"],
        summary=(), subheads=(), paragraphs=tuple(filter(None, body.splitlines())), body=body,
    )  # fmt: skip


@cache
def _json(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _read_fundus(row: dict[str, str]) -> GoldPage:
    _, country, name = row["id"].split("/")
    folder = DATA / "pages" / "fundus" / "tests" / "resources" / "parser" / "test_data" / country
    file = f"{name}.html.gz"
    publisher = name[: -len("_YYYY_MM_DD")]
    gold = _json(folder / f"{publisher}.json")[row["publisher version"]]
    sections = gold["body"]["sections"]
    summary = tuple(gold["body"]["summary"])
    subheads = tuple(head for section in sections for head in section["headline"])
    paragraphs = tuple(text for section in sections for text in section["paragraphs"])
    in_order = [t for section in sections for t in (*section["headline"], *section["paragraphs"])]
    return GoldPage(
        id=row["id"], language=row["language"], group=row["group"], family=row["family"],
        path=folder / file, url=_json(folder / "meta.info")[file]["url"],
        summary=summary, subheads=subheads, paragraphs=paragraphs,
        body="\n".join([*summary, *in_order]), title=gold.get("title"),
        authors=tuple(gold.get("authors") or ()), published=gold.get("publishing_date"),
        images=tuple(map(_image, gold.get("images") or ())),
    )  # fmt: skip


def _image(gold: dict[str, Any]) -> GoldImage:
    return GoldImage(caption=gold.get("caption") or "", credits=tuple(gold.get("authors") or ()))
