"""Weak labels: what kind of furniture a line is that nobody labelled, guessed from its markup.

Used for training alone, with a small weight, on lines known not to be the article's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.reports.markup import HINTS

if TYPE_CHECKING:
    from dragoman.reports.lines import Line, Markup
    from dragoman.schema.report import Role

_COPYRIGHT = re.compile(
    r"©|\(c\) ?(?:19|20)\d\d|\bcopyright\b|all rights reserved|alle rechte vorbehalten|"
    r"todos los derechos|tous droits|tutti i diritti|todos os direitos|無断転載|版权所有",
    re.IGNORECASE,
)
_SIGNOFF = re.compile(
    r"^\W*(?:(?:additional |further )?(?:reporting|editing|writing|edited|written|compiled) by\b|"
    r"our standards:|with (?:files|reporting|inputs?) from)",
    re.IGNORECASE,
)
_CORRECTION = re.compile(
    r"^\W*(?:corrections?|clarification|editor['’]s notes?|korrektur|"
    r"anm(?:erkung|\.) d(?:er|\.) red\w*)\W.{30,}",
    re.IGNORECASE,
)
_ADVERT = re.compile(
    r"^\W*(?:advertise?ments?|anzeige|werbung|publicidad|publicité|pubblicità|publicidade|reklam\w*|"
    r"sponsored(?: content)?|paid (?:post|content)|ad|\[?(?:pr|ad|広告)\]?|"
    r"(?:story|article) continues below.*|scroll to continue.*)\W*$",
    re.IGNORECASE,
)
_LEGAL = re.compile(
    r"\bterms\b.*\b(?:use|privacy)|\bcookies?\b|at your own risk|not constitute|not intended|"
    r"\bliab(?:le|ility)\b|affiliate|commission|\bresponsib|datenschutz|haftung|"
    r"reproduced|redistributed|personal data",
    re.IGNORECASE,
)
_NEWSLETTER = re.compile(r"newsletter|\binbox\b|subscri|sign up|abonn|suscr", re.IGNORECASE)

MIN_LEGAL = 60
MIN_TEASER = 25
MENU_LINK = 0.8

_MENU_TAGS = frozenset(["nav", "header", "footer"])
_MENU_WORDS = frozenset(["nav", "navigation", "breadcrumb"])

_HINT: dict[str, frozenset[str]] = {name: frozenset(words.split()) for name, words in HINTS.items()}


def weak_role(line: Line) -> Role | None:
    """The kind of furniture a line most likely is; None when its markup does not tell."""
    role = _said_by_text(line.text)
    if role is not None or line.markup is None:
        return role
    return _said_by_markup(line, line.markup)


def _said_by_text(text: str) -> Role | None:
    if _COPYRIGHT.search(text) and len(text) < 300:
        return "copyright"
    for pattern, role in _BY_TEXT:
        if pattern.search(text):
            return role
    if _LEGAL.search(text) and len(text) >= MIN_LEGAL:
        return "disclaimer"
    return None


_BY_TEXT: tuple[tuple[re.Pattern[str], Role], ...] = (
    (_SIGNOFF, "signoff"),
    (_CORRECTION, "correction"),
    (_ADVERT, "advert"),
)


def _said_by_markup(line: Line, markup: Markup) -> Role | None:
    near = {word for words in markup.words[:4] for word in words}
    far = {word for words in markup.words for word in words}
    linked = markup.linked / len(line.text) > MENU_LINK
    long = len(line.text) >= MIN_TEASER
    mailing = bool(near & _HINT["newsletter"] or (_NEWSLETTER.search(line.text) and not linked))
    menu = bool(_MENU_TAGS & set(markup.tags) or far & _MENU_WORDS)
    guesses: tuple[tuple[bool, Role | None], ...] = (
        (bool(near & {"tweet", "instagram"}), "embed"),
        (mailing, "newsletter"),
        (bool(far & {"comment", "comments", "disqus"}), "comments"),
        (menu and (linked or not long), "navigation"),
        (menu, None),
        (long and (linked or bool(near & _HINT["related"])), "related"),
        (bool(near & {"ad", "ads", "advert", "advertisement", "sponsored"}), "advert"),
    )
    return next((role for holds, role in guesses if holds), None)
