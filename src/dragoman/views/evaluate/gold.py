"""The gold a user brings: one page a line, what it says in the terms of `dragoman.report/1`.

A line holds `text`, `html` or `page` (a path beside the file) and, for each kind of finding that
was annotated, a list of what is there; kinds that are left out are not scored. A place in the text
is a span, a quotation that stands there once, or a list of these. An item may be `optional`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args, get_origin, get_type_hints

import msgspec

from dragoman.errors import PageError, TableError
from dragoman.schema import (
    Actor,
    Agreement,
    Dispute,
    Event,
    NonResponse,
    Obligation,
    Place,
    Report,
    Segment,
    Span,
    Statement,
    Time,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.reports.loading import Page

Pieces = tuple[Span, ...]


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of finding: where it stands, what must agree, and what is judged when it does."""

    name: str
    type: type[msgspec.Struct]
    places: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()


KINDS = (
    Kind(name="segments", type=Segment, places=("at",), key=("role",)),
    Kind(name="actors", type=Actor, key=("id",), traits=("kind", "iso3", "office")),
    Kind(name="times", type=Time, places=("at",), traits=("value", "type")),
    Kind(name="places", type=Place, places=("at",), traits=("name", "iso3")),
    Kind(name="statements", type=Statement, places=("content", "cue", "source"),
         traits=("speakers", "act", "mode", "addressees", "time")),
    Kind(name="events", type=Event, places=("evidence", "trigger"), key=("type",),
         traits=("actors", "recipients", "factuality", "time", "cameo")),
    Kind(name="agreements", type=Agreement, places=("evidence", "mentions"),
         traits=("parties", "status", "signed", "in_force", "ended", "text_public", "past")),
    Kind(name="obligations", type=Obligation, places=("evidence",),
         key=("type", "owed_by", "owed_to"), traits=("grade",)),
    Kind(name="disputes", type=Dispute, places=("claim", "denial")),
    Kind(name="non_responses", type=NonResponse, places=("cue",), traits=("actor", "kind")),
)  # fmt: skip
"""What can be scored. `obligations` may stand on their own or inside an agreement."""

PAGE_KEYS = frozenset(["text", "html", "page", "url", "published", "publisher"])
_BY_NAME = {kind.name: kind for kind in KINDS}


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One finding, the gold's or ours: its values and its places; `optional` ones are neutral."""

    values: dict[str, Any]
    places: dict[str, Pieces]
    optional: bool = False

    @property
    def spans(self) -> Pieces:
        """Every place of it."""
        return tuple(span for pieces in self.places.values() for span in pieces)


class GoldPage(NamedTuple):
    """A line of gold: where it stands, its page, and its items as they were written."""

    place: str
    page: Page
    text: str | None
    raw: dict[str, list[dict[str, Any]]]


def read_gold(file: Path) -> Iterator[GoldPage]:
    """The pages of a gold file; raises TableError with the line that is wrong."""
    if not file.is_file():
        raise TableError(f"{file}: is no file; gold is a file of JSON lines")
    with file.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield _gold_page(line, f"{file}:{number}", file.parent)


def _gold_page(line: str, place: str, folder: Path) -> GoldPage:
    try:
        row = msgspec.json.decode(line, type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise TableError(f"{place}: {error}; one JSON object a line is expected") from error
    allowed = PAGE_KEYS | _BY_NAME.keys() | set(Report.__struct_fields__)
    _refuse_unknown(row, allowed, place)
    text = row.get("text")
    try:
        page = _page_of(row, place, folder)
        raw = {name: msgspec.convert(row[name], list[dict[str, Any]])
               for name in _BY_NAME if name in row}  # fmt: skip
    except msgspec.ValidationError as error:
        raise TableError(f"{place}: {error}") from error
    if "obligations" not in raw and any("obligations" in one for one in raw.get("agreements", [])):
        raw["obligations"] = [
            obligation for one in raw["agreements"] for obligation in one.get("obligations", [])
        ]
    if not raw:
        raise TableError(f"{place}: nothing to score; give one of {', '.join(_BY_NAME)}")
    return GoldPage(place, page, text, raw)


def _page_of(row: dict[str, Any], place: str, folder: Path) -> Page:
    """The page of a line: of its text, its HTML, its file, or what `read --json` had read."""
    from dragoman.reports.loading import Article, article_page, content_of, page_of

    source = row.get("source") or {}
    file = folder / row["page"] if "page" in row else None
    if file is None and source.get("media_type") == "text/html":
        file = Path(source.get("location") or "")
    given = {key: row[key] for key in ("text", "html", "url", "publisher") if key in row}
    try:
        if file is not None:
            page = page_of(content_of(file), location=str(file), url=row.get("url"))
        else:
            page = article_page(msgspec.convert(given, Article), place)
    except PageError as error:
        raise TableError(f"{place}: {file or 'page'} {error}") from error
    published = row.get("published")
    if isinstance(published, dict):  # as `read --json` writes it
        published = published["local"] if published["source"] == "user" else None
    return msgspec.structs.replace(page, published=published)


def items_of(gold: GoldPage, kind: Kind, report: Report) -> list[Item]:
    """The gold's items of a kind with their places in the report's text; raises TableError."""
    if gold.text is not None and gold.text != report.text:
        raise TableError(f"{gold.place}: the page's text is another than the gold's `text`")
    return [
        _item(one, kind, f"{gold.place}: {kind.name}[{n}]", report.text)
        for n, one in enumerate(gold.raw[kind.name])
    ]


def _item(raw: dict[str, Any], kind: Kind, place: str, text: str) -> Item:
    fields = {*kind.places, *kind.type.__struct_fields__, "optional"}
    _refuse_unknown(raw, fields, place)
    if "start" in raw and "at" in kind.places:
        raw = {**raw, "at": {"start": raw["start"], "end": raw.get("end", 0)}}
    places = {name: _pieces(raw[name], place, text) for name in kind.places if raw.get(name)}
    if kind.places and not places:
        raise TableError(f"{place}: has no place; give {' or '.join(kind.places)}")
    hints = get_type_hints(kind.type)
    for name in kind.key:
        if name not in raw:
            raise TableError(f"{place}: has no {name}")
    values = {n: _checked(raw[n], hints[n], f"{place}.{n}")
              for n in (*kind.key, *kind.traits) if n in raw}  # fmt: skip
    return Item(values=values, places=places, optional=bool(raw.get("optional")))


def _refuse_unknown(raw: dict[str, Any], allowed: set[str] | frozenset[str], place: str) -> None:
    unknown = sorted(raw.keys() - allowed)
    if unknown:
        raise TableError(
            f"{place}: unknown key {unknown[0]!r}; known are {', '.join(sorted(allowed))}"
        )


def _pieces(raw: Any, place: str, text: str) -> Pieces:
    if isinstance(raw, list):
        return tuple(span for one in raw for span in _pieces(one, place, text))
    if isinstance(raw, str):
        count = text.count(raw)
        if count != 1:
            raise TableError(f"{place}: {raw!r} stands {count} times in the text; give a span")
        return (Span(text.index(raw), text.index(raw) + len(raw)),)
    try:
        span = msgspec.convert(raw, Span)
    except msgspec.ValidationError as error:
        raise TableError(f"{place}: {error}") from error
    if span.end > len(text):
        raise TableError(f"{place}: span {span.start}:{span.end} ends after the text ({len(text)})")
    return (span,)


def _checked(value: Any, hint: Any, place: str) -> Any:
    """The value, when the contract allows it; of one value, a list names alternatives."""
    single = get_origin(hint) is not tuple
    for one in value if isinstance(value, list) and single else [value]:
        try:
            msgspec.convert(one, hint)
        except msgspec.ValidationError as error:
            known = (
                f"; known are {', '.join(get_args(hint))}" if get_origin(hint) is Literal else ""
            )
            raise TableError(f"{place}: {error}{known}") from error
    return value
