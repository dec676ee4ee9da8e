"""Page in, Report out: roles for every line, fields from metadata and from what readers see."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import msgspec

from dragoman.errors import EmptyPage
from dragoman.reports.bylines import Credits, byline_of, credits_of
from dragoman.reports.captions import captions_of
from dragoman.reports.datelines import Prefix, dateline_of
from dragoman.reports.forms import settled_roles
from dragoman.reports.headlines import headline_lines, page_headline
from dragoman.reports.lines import Line, lines_of, text_of
from dragoman.reports.live import live_entries
from dragoman.reports.markup import kept_by_engines
from dragoman.reports.metadata import candidates_of, canonical_url
from dragoman.reports.pictures import marked_credits
from dragoman.reports.pieces import segments_of
from dragoman.reports.publication import Publication, publication_of
from dragoman.reports.publishers import conventions_of, publisher_of
from dragoman.reports.roles import roles_of
from dragoman.reports.tongues import ANALYSED, language_of
from dragoman.reports.walk import tree_of, walk
from dragoman.schema import (
    Candidate,
    Report,
    Segment,
    Source,
    Span,
    Stamp,
    Warning,
    content_id,
)
from dragoman.schema.report import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.network import Committee
    from dragoman.reports.stamps import Conventions

DATELINE_PARAGRAPHS = 4
"""Paragraphs among which the lead is; a place line further down is a section's."""

BYLINE_AFTER = 15
"""Lines after the headline in which a byline is the report's own."""


class Origin(msgspec.Struct, frozen=True):
    """Where a page came from and what its reader was told beside it.

    `published` is the date a user gives for a page that has none; `digest` the id made of the
    page's own bytes (made of the decoded text when it is missing); `read_on` the day of reading.
    """

    location: str | None = None
    url: str | None = None
    published: str | None = None
    digest: str | None = None
    read_on: date | None = None


def read_html(
    page: str,
    origin: Origin = Origin(),  # noqa: B008 - frozen
    *,
    net: Committee | None = None,
) -> Report:
    """The report of an HTML page; its text is the visible text as our own walk wrote it.

    `net` stands in for the line net that ships, as in cross-validation.
    Raises EmptyPage when nothing on the page is visible.
    """
    tree = tree_of(page)
    candidates = candidates_of(tree)
    url = origin.url or canonical_url(tree)
    lines = walk(tree)
    marked = marked_credits(tree)
    if not lines:
        raise EmptyPage("page shows no text; it may be built by a script: save it from a browser")
    kept, failed = kept_by_engines(page, tree)
    roles = roles_of(lines, kept=kept, candidates=candidates, net=net)
    remarks = [
        Warning("engine-failed", f"{name} could not read the page; its vote is missing")
        for name in failed
    ]
    source = Source(location=origin.location, url=url, media_type="text/html")
    draft = _Draft(source, text_of(lines), lines, roles, candidates, tuple(remarks), marked)
    return _report(draft, origin, page)


def read_text(
    text: str,
    origin: Origin = Origin(),  # noqa: B008 - frozen
    *,
    plain: bool = False,
    net: Committee | None = None,
) -> Report:
    """The report of flattened text, which is kept as it is but for a byte order mark.

    With `plain` the whole text is body. Raises EmptyPage when there is nothing to read.
    """
    text = text.removeprefix("\ufeff")
    lines = lines_of(text)
    if not lines:
        raise EmptyPage("text holds nothing but white space")
    whole: Role = "body"
    roles = (whole,) * len(lines) if plain else _with_body(lines, roles_of(lines, net=net))
    source = Source(location=origin.location, url=origin.url, media_type="text/plain")
    draft = _Draft(source, text, lines, roles, (), (), plain=plain)
    return _report(draft, origin, text)


def _with_body(lines: Sequence[Line], roles: tuple[Role, ...]) -> tuple[Role, ...]:
    """A text of one or two lines is what somebody wanted read."""
    if "body" in roles or len(lines) > 2:
        return roles
    return tuple("body" if at == len(lines) - 1 else role for at, role in enumerate(roles))


def _with_sentences(
    lines: Sequence[Line], roles: tuple[Role, ...], language: str | None
) -> tuple[Role, ...]:
    """In languages that the classifier never saw, sentences of some length are the article."""
    if language in ANALYSED or any(role in ("body", "summary") for role in roles):
        return roles
    return tuple(
        "body" if role in _UNSETTLED and _SENTENCE.search(line.text) else role
        for line, role in zip(lines, roles, strict=True)
    )


_SENTENCE = re.compile(r"^.{40,}[.!?。！？؟।…][\"'”’»)\u200f]*$|^[^.]{25,}[。！？]$", re.DOTALL)
_UNSETTLED: frozenset[Role] = frozenset(
    {"other", "related", "advert", "comments", "embed", "subhead"}
)


class _Draft(msgspec.Struct, frozen=True):
    """A page whose lines have roles."""

    source: Source
    text: str
    lines: tuple[Line, ...]
    roles: tuple[Role, ...]
    candidates: tuple[Candidate, ...]
    warnings: tuple[Warning, ...]
    marked: frozenset[str] = frozenset()
    plain: bool = False


def _report(draft: _Draft, origin: Origin, page: str) -> Report:
    lines, candidates = draft.lines, draft.candidates
    title = page_headline(candidates)
    heads = () if draft.plain else headline_lines(lines, draft.roles, title)
    roles = draft.roles if draft.plain else settled_roles(lines, draft.roles, heads)
    language = _language(lines, roles, candidates)
    roles = _with_sentences(lines, roles, language)
    publisher = publisher_of(candidates, draft.source.url, lines, roles)
    conventions = conventions_of(language, publisher.portal, lines)
    when = publication_of(
        lines, roles, candidates, conventions, origin.read_on or datetime.now(UTC).date()
    )
    placed = None if draft.plain else _dateline(lines, roles)
    segments = _segments(draft, roles, conventions, placed)
    headline = _headline(lines, heads, title)
    signed = _credits(lines, roles, heads, candidates)
    prefix = placed[1] if placed else None
    captions = captions_of(draft.text, segments, language)
    return Report(
        id=origin.digest
        or content_id(page.encode("utf-8", "surrogatepass"), origin.url, origin.published),
        source=draft.source,
        language=language,
        text=draft.text,
        segments=segments,
        headline=headline,
        authors=signed.authors,
        desks=signed.desks,
        agency=(prefix.agency if prefix else None) or signed.agency or _wire_of(lines, roles),
        publisher=publisher.name,
        dateline=prefix.dateline if prefix else None,
        published=when.published or _given(origin.published),
        updated=when.updated,
        captions=captions,
        signoff=tuple(s.span for s in segments if s.role == "signoff"),
        corrections=tuple(s.span for s in segments if s.role == "correction"),
        live_entries=live_entries(lines, roles, conventions),
        candidates=tuple(dict.fromkeys((*candidates, *when.candidates, *publisher.candidates))),
        warnings=(*draft.warnings, *_warnings(when, origin, roles, language, prefix)),
    )


def _language(
    lines: Sequence[Line], roles: Sequence[Role], candidates: Sequence[Candidate]
) -> str | None:
    article = [
        line.text
        for line, role in zip(lines, roles, strict=True)
        if role in ("headline", "body", "summary", "subhead")
    ]
    declared = next((c.value for c in candidates if c.field == "language"), None)
    return language_of("\n".join(article or [line.text for line in lines]), declared)


def _headline(lines: Sequence[Line], heads: Sequence[int], title: str | None) -> str | None:
    if title is not None:
        return title
    if not heads:
        return None
    return lines[heads[0]].text


def _dateline(lines: Sequence[Line], roles: Sequence[Role]) -> tuple[int, Prefix] | None:
    """The line that carries the dateline, by its place, among the first paragraphs."""
    seen = 0
    for at, (line, role) in enumerate(zip(lines, roles, strict=True)):
        if role not in ("body", "summary", "dateline"):
            continue
        seen += 1
        prefix = dateline_of(line.text, line.start)
        if prefix is not None:
            return at, prefix
        if seen == DATELINE_PARAGRAPHS:
            break
    return None


def _segments(
    draft: _Draft,
    roles: Sequence[Role],
    conventions: Conventions,
    placed: tuple[int, Prefix] | None,
) -> tuple[Segment, ...]:
    found: list[Segment] = []
    for at, (line, role) in enumerate(zip(draft.lines, roles, strict=True)):
        prefix = placed[1] if placed and placed[0] == at else None
        rest: Role = "body" if role == "dateline" else role
        found += segments_of(line, rest if prefix else role, conventions, prefix, draft.marked)
    return tuple(found)


def _credits(
    lines: Sequence[Line],
    roles: Sequence[Role],
    heads: Sequence[int],
    candidates: Sequence[Candidate],
) -> Credits:
    """Who signs: the metadata if it names people, else the visible bylines, else either's desks."""
    written = [c for c in candidates if c.field == "author"]
    groups = [
        [byline_of(c.value) for c in written if c.source.startswith("json-ld")],
        [byline_of(c.value) for c in written if c.source.startswith("meta")],
        [byline_of(line.text) for line in _byline_lines(lines, roles, heads)],
    ]
    read = [credits_of(group) for group in groups]
    agency = next((one.agency for one in read if one.agency), None)
    desks = tuple(dict.fromkeys(name for one in read for name in one.desks))
    people = (
        one for one, group in zip(read, groups, strict=True) if any(b.of("person") for b in group)
    )
    chosen = next(people, None) or next((one for one in read if one.authors), Credits())
    return Credits(authors=chosen.authors, desks=desks, agency=agency)


def _byline_lines(lines: Sequence[Line], roles: Sequence[Role], heads: Sequence[int]) -> list[Line]:
    """The bylines around the headline; without any, the last one of the page's article."""
    first = heads[0] if heads else 0
    marked = [at for at, role in enumerate(roles) if role == "byline"]
    near = [at for at in marked if first - 4 <= at <= first + BYLINE_AFTER]
    return [lines[at] for at in near or marked[:2]]


def _wire_of(lines: Sequence[Line], roles: Sequence[Role]) -> str | None:
    """The agency that a copyright or credit line under the article names: `© AFP`."""
    for line, role in zip(lines, roles, strict=True):
        if role == "copyright" and len(line.text) < 120:
            found = credits_of([byline_of(line.text.lstrip("© ").strip())])
            if found.agency:
                return found.agency
    return None


def _given(published: str | None) -> Stamp | None:
    """The date that a user gave for the page."""
    if published is None:
        return None
    return Stamp(as_printed=published, local=published, zone=None, instant=None, source="user")


def _warnings(
    when: Publication,
    origin: Origin,
    roles: Sequence[Role],
    language: str | None,
    prefix: Prefix | None,
) -> tuple[Warning, ...]:
    found = [w for w in when.warnings if not (w.code == "no-date" and origin.published)]
    if not any(role in ("body", "summary") for role in roles):
        found.append(Warning("no-article", "the page holds no article that we can tell"))
    if language is None:
        found.append(
            Warning("language-unknown", "the page holds too few letters to tell its language")
        )
    elif language not in ANALYSED:
        message = f"articles in {language!r} are kept but not analysed"
        found.append(Warning("language-not-analysed", message))
    line = prefix.dateline if prefix else None
    if line is not None and line.iso3 is None and line.time_zone is None:
        message = (
            f"the dateline {line.text!r} names several places, or one that is not in our tables"
        )
        found.append(Warning("dateline-open", message))
    return tuple(found)


__all__ = ["Origin", "Span", "read_html", "read_text"]
