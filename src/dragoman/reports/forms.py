"""Roles that the form of a line settles, whatever a classifier makes of it.

`(Reporting by ...; Editing by ...)` is a sign-off, `Published 3 May 2021, 10:15` a time and
`© 2021 The Example Times` a copyright line wherever they stand. Forms that can also be prose are
only believed near the headline, or where the classifier had no opinion.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from dragoman.knowledge.agencies import agency_named
from dragoman.reports.bylines import byline_of, is_signed
from dragoman.reports.captions import (
    MAX_CREDIT,
    credit_in,
    is_credit,
    is_credit_label,
    leading_credit,
)
from dragoman.reports.live import entry_heads
from dragoman.reports.names import is_person_name
from dragoman.reports.notices import notice_of
from dragoman.reports.pictures import marked_as
from dragoman.reports.publication import LABEL_ONLY
from dragoman.reports.stamps import Conventions, printed_stamps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dragoman.reports.lines import Line
    from dragoman.schema.report import Role

AFTER_HEADLINE = 12
BEFORE_HEADLINE = 4
BARE_AFTER = 10
SHORT = 90
"""Characters of a line that can be a stamp or a byline and nothing else."""

_COPYRIGHT = re.compile(
    r"^\W*(?:©|\(c\)\s*\d|copyright\b\s*(?:©|\(c\)|\d|by\b))|©\s*\d{4}|\ball rights reserved\b",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"\brights\b|\bcopyright\b|\breserved\b", re.IGNORECASE)
_ISLANDS: frozenset[Role] = frozenset({"body", "subhead", "summary", "signoff"})
MAX_ISLAND = 4
"""Paragraphs; a risk notice runs to five or six, of which the first and last are plain to see."""

_TAIL: frozenset[Role] = frozenset({"disclaimer", "comments", "copyright"})
_DISCLAIMER = re.compile(
    r"^\W*(?:(?:risk|legal|general|important|financial) )?(?:disclaimer|disclosures?|risk warning|"
    r"warning notice|haftungsausschluss|risikohinweis|aviso legal|descargo de responsabilidad|"
    r"avertissement|clause de non-responsabilité|avvertenza)\s*[:：–—-]",
    re.IGNORECASE,
)
_POINTER = re.compile(
    r"^(?:READ MORE|READ ALSO|ALSO READ|SEE ALSO|MORE ON THIS|DON[’']T MISS|RELATED(?: STORIES)?|"
    r"Read more|Read also|Also read|See also|Related)\s*(?::|-|–|—|\||$).{0,150}$"
    r"|^\[/?[a-z]+(?:[_-][a-z]+)*(?: [a-z]+=[^\]]*)?\].{0,200}$"
)
"""A pointer to another story, or what a weblog's shortcode left: `[button link="…"]`."""

TEASER, LEAST_OWN = 60, 2
"""Letters of an opening of another story; paragraphs of its own that an article must have."""

_HINT = re.compile(r"[:©/＝(\[]|\b(?:by|via|supplied|courtesy|submitted)\b", re.IGNORECASE)
"""What every labelled credit has one of; most lines have none and need no second look."""

_OPEN: frozenset[Role] = frozenset(
    {"other", "navigation", "byline", "time", "subhead", "summary", "advert", "related"}
)
_PICTURED: frozenset[Role] = frozenset(
    {"other", "navigation", "body", "summary", "caption", "advert", "related", "embed", "subhead"}
)
_LABELLED = re.compile(r"[(\[](?:image|photo|picture|foto|bild)\s*(?:credit)?\s*:", re.IGNORECASE)
_UNSIGNED: frozenset[Role] = frozenset({"other", "navigation", "subhead", "summary"})
_LOOSE: frozenset[Role] = frozenset(
    {"other", "byline", "copyright", "navigation", "advert", "related", "caption", "subhead"}
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_IMAGE = frozenset(
    "image images img photo photos picture pictures bild foto figure media gallery".split()
)
_PROSE: frozenset[Role] = frozenset({"body", "summary", "subhead", "other", "disclaimer", "byline"})


def settled_roles(
    lines: Sequence[Line], roles: Sequence[Role], headline: Sequence[int]
) -> tuple[Role, ...]:
    """The roles with those corrected that the form of a line settles."""
    first = headline[0] if headline else None
    last_article = max((at for at, role in enumerate(roles) if role == "body"), default=-1)
    settled = list(roles)
    for at, line in enumerate(lines):
        near = first is not None and -BEFORE_HEADLINE <= at - first <= AFTER_HEADLINE
        role = _without_slip(line.text, roles[at])
        settled[at] = _settled(line, role, near=near, after=at > last_article)
    for at in headline:
        settled[at] = "headline"
    settled = _without_teasers(lines, settled)
    settled = _with_entry_heads(lines, _without_islands(settled))
    if first is not None:
        settled = _one_headline(settled, headline)
        settled = _with_bare_bylines(lines, settled, min(headline))
    return _with_credits(lines, settled)


def _settled(line: Line, role: Role, *, near: bool, after: bool) -> Role:
    if role in _PROSE and (notice := notice_of(line.text)) is not None:
        return notice
    if role in ("correction", "signoff") and _is_caption(line.text, "body"):
        return "caption"
    if role in _PROSE and _DISCLAIMER.match(line.text):
        return "disclaimer"
    if role in _PROSE and _POINTER.match(line.text):
        return "other" if line.text.startswith("[") else "related"
    if role in _PICTURED and (marked := marked_as(line)) is not None:
        return "credit" if marked == "credit" or is_credit(line.text) else "caption"
    if role in ("other", "disclaimer", "navigation", "body") and _is_copyright(line.text):
        return "copyright"
    if role == "credit" and near and is_signed(line.text):
        return "byline"
    if role in _OPEN and near and (found := _near_headline(line.text, role)) != role:
        return found
    if role in ("other", "summary", "subhead", "body") and _is_caption(line.text, role):
        return "caption" if not after or near or _LABELLED.search(line.text) else role
    return role


def _without_teasers(lines: Sequence[Line], roles: Sequence[Role]) -> list[Role]:
    """The openings of other stories, which a page shows twice, above its article or under it.

    A paragraph that comes again inside the article stays.
    """
    keys = [" ".join(line.text.split()).casefold() for line in lines]
    times = Counter(keys)
    own = [at for at, role in enumerate(roles) if role == "body" and times[keys[at]] == 1]
    if len(own) < LEAST_OWN:
        return list(roles)
    return [
        "related"
        if role == "body" and times[keys[at]] > 1 and not own[0] < at < own[-1]
        and len(keys[at]) >= TEASER
        else role
        for at, role in enumerate(roles)
    ]  # fmt: skip


def _without_slip(text: str, role: Role) -> Role:
    """The role without the mistakes a classifier makes that the form of the line shows."""
    if role == "signoff" and notice_of(text) is None and is_credit(text):
        return "credit"
    if role in ("summary", "subhead", "body") and _is_age(text):
        return "time"
    # In scripts without capitals any two words could be a name.
    if role == "time" and len(text) <= 2 * SHORT and any(map(str.isupper, text)):
        return "byline" if byline_of(text).of("person") else role
    return role


def _is_age(text: str) -> bool:
    """Whether a line says how long ago and nothing else: `2 hours ago`."""
    if len(text) > SHORT // 2:
        return False
    stamps = printed_stamps(text, Conventions())
    return any(s.relative and (s.end - s.start) * 2 > len(text) for s in stamps)


def _is_copyright(text: str) -> bool:
    if leading_credit(text) and not _RIGHTS.search(text):
        return False
    return len(text) <= 400 and _COPYRIGHT.search(text) is not None


def _near_headline(text: str, role: Role) -> Role:
    if len(text) > 2 * SHORT:
        return role
    stamps = [stamp for stamp in printed_stamps(text, Conventions()) if not stamp.relative]
    covered = sum(stamp.end - stamp.start for stamp in stamps)
    byline = byline_of(text)
    if byline.has_lead_in and byline.signatures and len(text) <= SHORT + covered:
        return "byline"
    if stamps and (covered * 2 >= len(text) or any(stamp.kind for stamp in stamps)):
        return "byline" if role == "byline" and byline.of("person") else "time"
    if LABEL_ONLY.match(text):
        return "time"
    return role


def _is_caption(text: str, role: Role) -> bool:
    """A sentence with a credit of a known form behind it."""
    if leading_credit(text):
        return True
    if role == "body" and not _HINT.search(text):
        return False
    span = credit_in(text)
    if span is None or len(text) > 600 or span.start == 0:
        return False
    credit = span.quote(text)
    if role == "body":
        labelled = re.match(r"\W*(?:photo|image|picture|credit|foto|bild|©)", credit, re.IGNORECASE)
        return bool(labelled) or (("/" in credit or " via " in credit.lower()) and credit[0] != "(")
    return True


def _without_islands(settled: list[Role]) -> list[Role]:
    """A few paragraphs amid the small print, or one amid comments, are of their kind."""
    found = list(settled)
    at = 1
    while at < len(found):
        end = at
        while end < len(found) and found[end] in _ISLANDS:
            end += 1
        before = found[at - 1]
        widest = MAX_ISLAND if before == "disclaimer" else 1
        if at < end < len(found) and before in _TAIL and found[end] == before:
            found[at:end] = [before] * (end - at) if end - at <= widest else found[at:end]
        elif end > at and found[at] == "signoff" and before == "comments":
            found[at] = "comments"
        at = max(end, at) + 1
    return found


def _with_entry_heads(lines: Sequence[Line], settled: list[Role]) -> list[Role]:
    """The lines over the entries of a live page: `16:36Ann Bell` is a byline, `16:36` a time."""
    heads = entry_heads(lines, settled)
    found = list(settled)
    for at in heads:
        if settled[at] not in ("headline", "body"):
            found[at] = "byline" if byline_of(lines[at].text).of("person") else "time"
    return found


def _with_bare_bylines(lines: Sequence[Line], settled: list[Role], first: int) -> list[Role]:
    """Lines between headline and article that sign it without saying `By`.

    A name with its job or its hour signs. A bare name does when nothing else signs, it stands
    beside a time, and the article does not speak of that person.
    """
    end = min(first + BARE_AFTER, len(lines))
    body = next((at for at in range(first + 1, end) if settled[at] == "body"), end)
    found = list(settled)
    open_lines = [at for at in range(first + 1, body) if settled[at] in _UNSIGNED]
    for at in open_lines:
        if is_signed(lines[at].text):
            found[at] = "byline"
    if "byline" in found[max(0, first - BEFORE_HEADLINE) : body]:
        return found
    for at in open_lines:
        beside_time = "time" in found[max(first, at - 2) : at + 3]
        if beside_time and _is_lone_name(lines, at):
            found[at] = "byline"
            break
    return found


def _is_lone_name(lines: Sequence[Line], at: int) -> bool:
    name = lines[at].text
    if agency_named(name) is not None:
        return True
    if not name.isascii() and not any(map(str.isupper, name)):  # scripts without capitals
        return False
    others = (line.text for place, line in enumerate(lines) if place != at)
    return is_person_name(name) and not any(name in text and name != text for text in others)


def _one_headline(settled: list[Role], headline: Sequence[int]) -> list[Role]:
    """Other lines that a classifier took for the headline are titles of something else."""
    return [
        "other" if role == "headline" and at not in headline else role
        for at, role in enumerate(settled)
    ]


def _with_credits(lines: Sequence[Line], settled: list[Role]) -> tuple[Role, ...]:
    """A credit on the line after a caption belongs to it, or on the line before it."""
    for at in range(1, len(lines)):
        before = settled[at - 1] in ("caption", "credit")
        if before and settled[at] in _LOOSE and is_credit(lines[at].text):
            settled[at] = "credit"
    for at, line in enumerate(lines):
        if settled[at] not in (*_LOOSE, "credit"):
            continue
        over = at + 1 < len(lines) and settled[at + 1] == "caption"
        under = at > 0 and _may_be_caption(lines[at - 1], settled[at - 1])
        if not (over or under) or not _is_labelled_credit(line.text):
            continue
        if over:
            settled[at] = "credit"
        else:
            settled[at - 1 : at + 1] = ["caption", "credit"]
    for at, line in enumerate(lines):
        pictured = settled[at] in ("caption", "credit") and line.markup is None
        if pictured and is_credit_label(line.text):
            settled[at] = "other"  # the word "Image:" alone credits nobody
    return tuple(settled)


def _is_labelled_credit(text: str) -> bool:
    if len(text) > MAX_CREDIT or not _HINT.search(text):
        return False
    return is_credit(text) and credit_in(text) is not None and not _YEAR.search(text)


def _may_be_caption(line: Line, role: Role) -> bool:
    """A loose line over a credit is its caption; so is a paragraph in the picture's own box."""
    if not 4 <= len(line.text.split()) <= 90:
        return False
    if role in ("other", "summary", "subhead"):
        return True
    words = line.markup.words[:2] if line.markup else ()
    return role == "body" and any(not _IMAGE.isdisjoint(own) for own in words)
