"""Feeds to items: RSS (0.9 to 2.0), Atom and news sitemaps, as they come and however they break.

A feed only announces: an item says where its page is, what it is called and when it came out. All
of it is text of others, never markup to show. Entities are not expanded and nothing is fetched.
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import lxml.etree
import msgspec

from dragoman.errors import DamagedPage, NotAPage

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ITEMS = 2_000
"""Items of one feed that are kept, the first ones; a news sitemap holds 1,000 at most."""

MAX_FIELD = 2_000
"""Characters of an item's field; longer ones are cut, addresses refused."""

_CAMPAIGN = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ns_campaign")
"""Parameters that say how a reader came to the page and not which page it is."""

_BARE = re.compile(rb"&(?!#?\w{1,12};)")
_OPENING = re.compile(rb"<(?:\w+:)?(?:item|entry|url)[\s>]")
_CLOSING = re.compile(rb"</(?:\w+:)?(?:item|entry|url)\s*>")

_ROOTS = frozenset(["rss", "rdf", "feed", "urlset"])


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """What a feed says of one page.

    `guid` is the feed's own name for it, its address where the feed gives none; `digest` changes
    when the feed says something else of it, as after an edit. `published` is ISO 8601.
    """

    guid: str
    url: str
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    digest: str


class Feed(msgspec.Struct, frozen=True, kw_only=True):
    """The items of a feed in its order, each once; `damage` says what is broken in its XML."""

    items: tuple[Item, ...]
    title: str | None = None
    damage: str | None = None


def read_feed(content: bytes, url: str) -> Feed:
    """The feed that the bytes hold; `url` is where they came from.

    Of XML that breaks off or is not well formed, the items before and around the damage are kept.
    Raises NotAPage for what is no feed or declares entities, DamagedPage when no item is left.
    """
    root, damage = _tree(content)
    kind = _name(root)
    if kind == "sitemapindex":
        some = ", ".join(_first(root, "loc", limit=3))
        raise NotAPage(f"is an index of sitemaps; name those of news instead ({some})")
    if kind not in _ROOTS:
        raise NotAPage(f"is no feed: its outermost element is <{kind}>, not <rss> or <feed>")
    entries = list(_entries(root))
    if damage is not None and _breaks_off(content):
        entries = entries[:-1]
    found: dict[str, Item] = {}
    for element in entries:
        item = _item(element, url)
        if item is not None and len(found) < MAX_ITEMS:
            found.setdefault(item.guid, item)
    if damage is not None and not found:
        raise DamagedPage(f"is no XML that can be read ({damage}) and names no page")
    return Feed(items=tuple(found.values()), title=_title(root), damage=damage)


def plain_url(url: str) -> str:
    """An address by which a page is known: no fragment, no campaign, host in lower case.

    >>> plain_url("HTTPS://News.example:443/a?id=7&utm_source=x#top")
    'https://news.example/a?id=7'
    """
    parts = urlsplit(url)
    scheme, host = parts.scheme.lower(), parts.netloc.lower()
    default = {"http": ":80", "https": ":443"}.get(scheme)
    if default:
        host = host.removesuffix(default)
    kept = [
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if not name.lower().startswith(_CAMPAIGN)
    ]
    return urlunsplit((scheme, host, parts.path or "/", urlencode(kept), ""))


def _tree(content: bytes) -> tuple[Any, str | None]:
    """The outermost element, and what is wrong with the XML if something is."""
    damage = None
    try:
        root = lxml.etree.fromstring(content, _parser(recover=False))
    except (lxml.etree.XMLSyntaxError, ValueError) as error:
        damage = str(error)[:200]
        root = _recovered(content, damage)
    document = root.getroottree().docinfo.internalDTD
    if document is not None and any(True for _ in document.iterentities()):
        raise NotAPage("declares XML entities, which no feed needs and bombs are made of")
    return root, damage


def _recovered(content: bytes, damage: str) -> Any:
    """The tree of broken XML; a bare `&`, the usual slip, is an ampersand and not lost."""
    mended = content if b"\0" in content else _BARE.sub(b"&amp;", content)
    try:
        root = lxml.etree.fromstring(mended, _parser(recover=True))
    except (lxml.etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise DamagedPage(f"is no XML that can be read ({damage})")
    return root


def _breaks_off(content: bytes) -> bool:
    """Whether the last item was never closed: its address may be cut, too."""
    return len(_OPENING.findall(content)) > len(_CLOSING.findall(content))


def _parser(*, recover: bool) -> Any:
    return lxml.etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False,
        huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip


def _name(element: Any) -> str:
    """An element's name without its name space, in lower case; feeds mix them freely."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def _entries(root: Any) -> Iterator[Any]:
    for element in root.iter():
        if _name(element) in ("item", "entry", "url"):
            yield element


def _first(root: Any, name: str, *, limit: int) -> list[str]:
    found = (one.text or "" for one in root.iter() if _name(one) == name)
    return [text.strip()[:100] for text, _ in zip(found, range(limit), strict=False)]


def _title(root: Any) -> str | None:
    channel = next((one for one in root if _name(one) == "channel"), root)
    return next((_text(one) for one in channel if _name(one) == "title"), None)


def _item(element: Any, base: str) -> Item | None:
    """The item of one element; None when it names no page on the web."""
    fields = _fields(element)
    link = _link(element, fields)
    if link is None or len(link) >= MAX_FIELD:
        return None
    try:
        url = urljoin(base, link)
        if urlsplit(url).scheme.lower() not in ("http", "https"):
            return None
    except ValueError:  # brackets that hold no address
        return None
    return Item(
        guid=fields.get("guid") or plain_url(url),
        url=url,
        title=fields.get("title"),
        published=_moment(fields.get("published") or fields.get("updated")),
        publisher=fields.get("publisher"),
        digest=_digest(element, url),
    )


def _digest(element: Any, url: str) -> str:
    """A digest of all that is said of a page, however long."""
    digest = hashlib.sha256(url.encode("utf-8", "replace"))
    for child in element:
        if _name(child) in _WITHIN or _MEANING.get(_name(child)) not in (None, "guid"):
            digest.update(b"\0")
            for piece in child.itertext():
                digest.update(piece.encode())
    return digest.hexdigest()[:24]


_MEANING = {
    "guid": "guid", "id": "guid", "title": "title", "link": "link", "loc": "link",
    "pubdate": "published", "published": "published", "publication_date": "published",
    "date": "published", "issued": "published", "updated": "updated", "modified": "updated",
    "lastmod": "updated", "description": "summary", "summary": "summary", "encoded": "summary",
    "content": "summary", "name": "publisher",
}  # fmt: skip
"""What elements hold, by their names in RSS, Atom, Dublin Core and news sitemaps."""

_WITHIN = frozenset(["news", "publication"])
"""Elements of a news sitemap whose children belong to the page."""


def _fields(element: Any) -> dict[str, str]:
    """The first text of each kind."""
    found: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name in _WITHIN:
            found = {**_fields(child), **found}
            continue
        meaning = _MEANING.get(name)
        text = _text(child) if meaning else None
        if meaning and text:
            found.setdefault(meaning, text)
    return found


def _text(element: Any) -> str | None:
    """The words of an element and all within it, white space collapsed."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        pieces.append(piece)
        size += len(piece)
        if size > MAX_FIELD:
            break
    return " ".join("".join(pieces).split())[:MAX_FIELD] or None


def _link(element: Any, fields: dict[str, str]) -> str | None:
    """Where the page is: RSS writes it as text, Atom as an attribute, some only as a guid."""
    for child in element:
        if _name(child) != "link" or child.get("rel", "alternate") != "alternate":
            continue
        if child.get("href"):
            return str(child.get("href")).strip()
    if fields.get("link"):
        return fields["link"]
    guid = fields.get("guid", "")
    is_link = guid.startswith(("http://", "https://"))
    named = [one for one in element if _name(one) == "guid"]
    permanent = not named or named[0].get("isPermaLink", "true").lower() != "false"
    return guid if is_link and permanent else None


def _moment(text: str | None) -> str | None:
    """A feed's date in ISO 8601, its zone kept; None for what is no date or lies ahead.

    >>> _moment("Tue, 18 Jun 2024 19:56:00 -0400"), _moment("soon")
    ('2024-06-18T19:56:00-04:00', None)
    """
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        try:
            found = parsedate_to_datetime(text)
        except (ValueError, TypeError):
            return None
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    try:
        ahead = (aware - datetime.now(UTC)).total_seconds() > 24 * 3600
    except OverflowError:
        return None
    if ahead or found.year < 1600:
        return None
    return found.date().isoformat() if len(text) == len("2024-06-18") else found.isoformat()
