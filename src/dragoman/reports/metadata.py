"""Metadata: what a page says of itself to machines, every candidate with its source.

Read from JSON-LD (schema.org), `<meta>`, microdata, `<time>`, `<h1>`, `<title>` and `<link>`.
Nothing is chosen here; candidates come in the order in which a careful reader would trust them.
"""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from dragoman.schema import Candidate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dragoman.schema.report import Field

ARTICLE_TYPES = frozenset(
    "NewsArticle ReportageNewsArticle AnalysisNewsArticle OpinionNewsArticle BackgroundNewsArticle "
    "ReviewNewsArticle AskPublicNewsArticle LiveBlogPosting BlogPosting Article Report "
    "TechArticle ScholarlyArticle SocialMediaPosting".split()
)
"""schema.org types of an article; `WebPage` is read too, and trusted less."""

MAX_JSON = 5_000_000
"""Characters of one JSON-LD block; longer ones are skipped."""

_META_NAMES: tuple[tuple[Field, str], ...] = (
    ("published", "article:published_time og:article:published_time"),
    ("published", "datepublished pubdate publishdate publish_date publish-date"),
    ("published", "parsely-pub-date sailthru.date cxenseparse:recs:publishtime dc.date"),
    ("published", "dc.date.issued dcterms.created dcterms.date date article.published"),
    ("updated", "article:modified_time og:article:modified_time og:updated_time"),
    ("updated", "datemodified lastmod last-modified last_modified dcterms.modified"),
    ("headline", "og:title"),
    ("headline", "twitter:title dc.title parsely-title sailthru.title"),
    ("author", "author byl dc.creator dcterms.creator cxenseparse:author dcsext.author"),
    ("author", "article:author og:article:author mrf:authors sailthru.author"),
    ("author", "parsely-author article:author_name"),
    ("publisher", "og:site_name application-name dc.publisher"),
    ("language", "og:locale language content-language dc.language"),
)
_META: dict[str, tuple[Field, int]] = {
    name: (field, rank) for rank, (field, names) in enumerate(_META_NAMES) for name in names.split()
}

_NO_NAME = re.compile(r"https?://|^@|^www\.|^\d+$|^[\w.-]+@[\w.-]+$")
_JSON_NOISE = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*.*?\*/)|(?:-->|//\s*\]\]>|;)\s*$", re.DOTALL
)


def candidates_of(tree: Any) -> tuple[Candidate, ...]:  # lxml's elements are untyped
    """Every value the page offers to machines, most trusted first within a field."""
    found = [
        *_from_json_ld(tree),
        *_from_meta(tree),
        *_from_microdata(tree),
        *_from_headings(tree),
    ]
    return tuple(dict.fromkeys(found))


def canonical_url(tree: Any) -> str | None:
    """The address the page gives for itself; None when it gives none, or no absolute one."""
    for query in ("//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"):
        for value in tree.xpath(query):
            if re.match(r"https?://[^\s/]+", value.strip()):
                return str(value).strip()
    return None


def json_ld_objects(tree: Any) -> Iterator[tuple[dict[str, Any], str]]:
    """Every object in the page's JSON-LD, with the path of its script, nested ones included."""
    root = tree.getroottree()
    scripts = tree.xpath("//script[contains(@type, 'ld+json')]")
    blocks = [(_parsed(script.text_content()), root.getpath(script)) for script in scripts]
    named: dict[str, dict[str, Any]] = {}
    objects = [(found, path) for block, path in blocks for found in _objects_in(block)]
    for found, _ in objects:
        if isinstance(found.get("@id"), str) and len(found) > 1:
            named.setdefault(found["@id"], found)
    for found, path in objects:
        yield {key: _resolved(value, named) for key, value in found.items()}, path


def _parsed(source: str) -> Any:
    if len(source) > MAX_JSON:
        return None
    for text in (source, _JSON_NOISE.sub("", source.strip())):
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects_in(block: Any) -> Iterator[dict[str, Any]]:
    queue = [block]
    while queue:
        value = queue.pop(0)
        if isinstance(value, list):
            queue[:0] = value
        elif isinstance(value, dict):
            yield value
            queue += [inner for inner in value.values() if isinstance(inner, dict | list)]


def _resolved(value: Any, named: dict[str, dict[str, Any]]) -> Any:
    """Follow `{"@id": ...}` to the object of that name, one step."""
    if isinstance(value, list):
        return [_resolved(item, named) for item in value]
    if isinstance(value, dict) and isinstance(value.get("@id"), str) and "name" not in value:
        return named.get(value["@id"], value)
    return value


def _from_json_ld(tree: Any) -> Iterator[Candidate]:
    ranked: list[tuple[int, int, dict[str, Any], str]] = []
    for at, (found, path) in enumerate(json_ld_objects(tree)):
        types = found.get("@type")
        kinds = {str(kind).rsplit("/", 1)[-1] for kind in _as_list(types)}
        if kinds & ARTICLE_TYPES:
            # A page about one article names its headline; teasers of others come later.
            ranked.append((0, at, found, path))
        elif "WebPage" in kinds:
            ranked.append((1, at, found, path))
    ranked.sort(key=lambda entry: entry[:2])
    for rank, _, found, path in ranked[:1] + [r for r in ranked[1:] if r[0] == 1][:1]:
        source = "json-ld" if rank == 0 else "json-ld:webpage"
        yield from _article_fields(found, source, path)


def _article_fields(found: dict[str, Any], source: str, path: str) -> Iterator[Candidate]:
    simple: tuple[tuple[Field, str], ...] = (
        ("headline", "headline"), ("published", "datePublished"), ("updated", "dateModified"),
        ("language", "inLanguage"),
    )  # fmt: skip
    for field, key in simple:
        value = found.get(key)
        value = value[0] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            yield Candidate(field=field, value=_clean(value), source=source, path=path)
    if source == "json-ld":
        for key in ("author", "creator"):
            for name in _names_in(found.get(key)):
                yield Candidate(field="author", value=name, source=source, path=path)
    for name in _names_in(found.get("publisher")):
        yield Candidate(field="publisher", value=name, source=source, path=path)


def _names_in(value: Any) -> Iterator[str]:
    for item in _as_list(value):
        name = item.get("name") if isinstance(item, dict) else item
        for one in _as_list(name):
            if isinstance(one, str) and one.strip() and not _NO_NAME.search(one.strip()):
                yield _clean(one)


def _as_list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _from_meta(tree: Any) -> Iterator[Candidate]:
    root = tree.getroottree()
    found: list[tuple[int, int, Candidate]] = []
    for at, element in enumerate(tree.xpath("//meta[@content]")):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        entry = _META.get(key.strip().lower())
        value = _clean(element.get("content"))
        if entry is None or not value or (entry[0] == "author" and _NO_NAME.search(value)):
            continue
        field, rank = entry
        source = f"meta:{key.strip().lower()}"
        one = Candidate(field=field, value=value, source=source, path=root.getpath(element))
        found.append((rank, at, one))
    for _, _, candidate in sorted(found, key=lambda entry: entry[:2]):
        yield candidate
    language = tree.get("lang")
    if language and language.strip():
        yield Candidate(field="language", value=language.strip(), source="html:lang", path="/html")


def _from_microdata(tree: Any) -> Iterator[Candidate]:
    root = tree.getroottree()
    fields: tuple[tuple[Field, str], ...] = (
        ("published", "//*[@itemprop='datePublished'][@content or @datetime]"),
        ("updated", "//*[@itemprop='dateModified'][@content or @datetime]"),
        ("published", "//time[@datetime][not(ancestor::aside)]"),
    )
    for field, query in fields:
        for element in tree.xpath(query)[:8]:
            value = element.get("content") or element.get("datetime")
            words = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
            kind: Field = "updated" if re.search(r"updat|modif", words) else field
            if value and value.strip():
                source = "time" if element.tag == "time" else "itemprop"
                yield Candidate(
                    field=kind, value=value.strip(), source=source, path=root.getpath(element)
                )
    for element in tree.xpath("//*[@rel='author' or @itemprop='author']")[:12]:
        name = _clean(element.text_content())
        if name and len(name) <= 80 and not _NO_NAME.search(name):  # longer is a box, not a name
            yield Candidate(field="author", value=name, source="rel", path=root.getpath(element))


def _from_headings(tree: Any) -> Iterator[Candidate]:
    root = tree.getroottree()
    for source in ("h1", "title"):
        for element in tree.xpath(f"//{source}[not(ancestor::svg)]")[:10]:
            value = _clean(element.text_content())
            if value:
                yield Candidate(
                    field="headline", value=value, source=source, path=root.getpath(element)
                )


def _clean(value: str) -> str:
    """The value without entities left by double escaping, on one line."""
    return " ".join(html.unescape(value).split())
