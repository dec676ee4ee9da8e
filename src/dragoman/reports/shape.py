"""The shape of a line: what can be seen of it without understanding a word.

Every feature is a float; `SHAPES` and `PLACES` give their order. Counts are damped with log(1 + n).
Word lists are closed classes (function words, units of time); all of them hold for flattened text
and for HTML.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dragoman.reports.given_names import GIVEN_NAMES
from dragoman.reports.words import topicality

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dragoman.reports.lines import Line
    from dragoman.reports.words import Words

_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[^\w\s]|_")
_TOKEN = re.compile(r"\w+(?:['’-]\w+)*")
_END = re.compile(r"[.!?。！？…]+[\"'”’»)\]]*$")
_INNER_END = re.compile(r"[.!?。！？][\"'”’»)]?\s+[\"'“‘«(]?\w")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b|\b\d{1,2}\s?[ap]\.?m\b", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATE = re.compile(
    r"\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?[^\W\d]{3,10}\.?,?"
    r"\s+(?:de\s+)?\d{4}\b|\b[^\W\d]{3,10}\.?\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}\b|\d{4}年"
)
_AGO = re.compile(
    r"\b(?:\d+\s*(?:s|sec|min|mins|minutes?|h|hrs?|hours?|d|days?|weeks?|months?|years?)\s+ago|"
    r"vor\s+\d+|il y a\s+\d+|hace\s+\d+|há\s+\d+)\b",
    re.IGNORECASE,
)
_BY = re.compile(
    r"^\W*(?:by|von|par|por|door|di|av|af|od|de)\s+[^\W\d_]|"
    r"\b(?:written|reporting|edited|story) by\b",
    re.IGNORECASE,
)
_BYLINE_CAPS = re.compile(r"^\W*(?:By|BY|Von|VON|Par|PAR|Por|POR|Door|DOOR|Di|Av|AV|Af)\s+[A-ZÀ-Þ]")
_CREDIT = re.compile(
    r"(?:\b(?:photo|image|picture|pic|photograph|foto|bild|imagen|fotografie|credit|via|courtesy|"
    r"handout|file|getty|afp|reuters|epa|dpa|imago|ap|shutterstock|pool|archive?)\b[\s:/]|[©])",
    re.IGNORECASE,
)
_SLASHED = re.compile(r"\b[A-Z][\w.]+(?: [A-Z][\w.]+)*/[A-Z]")
_PLACE_LINE = re.compile(
    r"^[A-ZÀ-Þ][\w'’. ]{1,30}(?:,[^()–—]{2,30})?\s*(?:\([^)]{2,30}\)\s*)?[-–—]"
)
_STAMP_WORD = re.compile(
    r"\b(?:published|updated|posted|last modified|modified|created|aktualisiert|stand|publi[ée]|"
    r"publicado|actualizado|atualizado|pubblicato|aggiornato|gepubliceerd|opublikowano|uppdaterad|"
    r"publicerad|mis à jour|veröffentlicht|first published|date)\b",
    re.IGNORECASE,
)
_URL = re.compile(r"https?://|www\.|\b\w+\.(?:com|org|net|co\.uk|de)\b")
_CAPITAL = r"[A-ZÀ-Þ][\w'’.-]*"
_NAME_LINE = re.compile(
    rf"^(?:[Bb]y:?\s?|(?:Von|Par|Por|Door|di|Di|Av|Af)\s)?{_CAPITAL}"
    rf"(?:\s(?:de|van|von|der|al|el|bin|da))?"
    rf"(?:\s{_CAPITAL}){{1,3}}(?:\s?[,|/·(–-].*|\s(?:in|for)\s{_CAPITAL}.*)?$"
)
_CREDIT_TAIL = re.compile(
    r"(?:/\s?[A-ZÀ-Þ][\w .'’-]+|\b(?:Getty|AFP|AP|A\.P\.|Reuters|REUTERS|EPA|PA|Shutterstock|"
    r"Supplied|Handout|Alamy|dpa|imago|Imago|Xinhua|EFE|ANP|Lusa|Unsplash|iStock)\b[^.]{0,25}|"
    r"\([A-ZÀ-Þ][^()]{2,60}\)|\b(?:Credit|Image|Photos?|Foto|Bild|Picture|Pic|Source)\s?:.*|"
    r"\bPhoto(?:graph)? by\b.*|\($)[)\].]*$"
)
_NAME_AFTER_STOP = re.compile(rf"[.!?”\"]\s+{_CAPITAL}(?:\s(?:for|of|via|{_CAPITAL})){{1,6}}$")
_JOB = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|columnist|journalist|producer|chief|staff|"
    r"redakteur(?:in)?|korrespondent(?:in)?|redactor|periodista|journaliste|redazione|redaktion)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(r"[\"“”„«»「」]")
_SYMBOL = re.compile(r"[\u2190-\u2bff\U0001f000-\U0001faff]")

STOPWORDS = frozenset(
    "the of and to in a is that for was on with as it by at from be are this have an has not he "
    "his they but were or which who had will their its been said would more about one than when "
    "after we you i she her them there if can all so what up out into no do "
    "der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an "
    "werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum "
    "war de la que el en y a los del se las por un para con no una su al lo como más pero sus le "
    "ya o le et les des est dans qui une du par pour pas sur plus ce avec au sont ont "
    "di il che è per una sono con non da come anche ha della nel più "
    "het een van dat te niet op zijn met voor aan er maar om ook "
    "w i na z się nie do to że jest o jak po ale od za "
    "och att det som på är av för med inte har om ett".split()
)
"""Function words of the larger news languages, for a share only."""

SHAPES: tuple[str, ...] = (
    "chars", "tokens", "token_length", "title_share", "caps_share", "digit_share", "punct_share",
    "ends_sentence", "ends_colon", "ends_ellipsis", "starts_lower", "starts_quote", "sentences",
    "commas", "quotes", "stopword_share", "clock", "year", "date", "ago", "by", "byline_caps",
    "credit", "slashed", "place_line", "stamp_word", "url", "at_sign", "bar", "copyright", "symbol",
    "parenthesis", "starts_parenthesis", "question", "bullet", "name_line", "credit_tail",
    "name_after_stop", "job", "given_name",
)  # fmt: skip
"""What a line shows by itself."""

PLACES: tuple[str, ...] = (
    "repeated", "blank", "blank_after", "position", "from_start", "from_end", "prose_before",
    "prose_after", "echo_before", "echo_after", "on_topic", "topic_words",
)  # fmt: skip
"""What its place among the other lines shows."""

NAME_WORDS = 4
"""Words among which the given name of a byline stands."""

NAME_CHARS, TAIL_CHARS, ECHO_CHARS = 100, 90, 24
"""Characters of a line that can be a byline, of the end a credit stands in, and of an echo."""

PROSE_TOKENS = 15
"""A sentence of so many tokens is prose; the rule alone finds .79 of article lines."""


def shapes(lines: Sequence[Line]) -> NDArray[np.float32]:
    """What every line shows by itself: (line, len(SHAPES)), float32."""
    known: dict[str, list[float]] = {}
    for line in lines:
        if line.text not in known:
            known[line.text] = _shape(line.text)
    rows = [known[line.text] for line in lines]
    return np.asarray(rows, dtype=np.float32).reshape(len(lines), len(SHAPES))


def places(lines: Sequence[Line], shape: NDArray[np.float32], words: Words) -> NDArray[np.float32]:
    """What the place of every line shows: (line, len(PLACES)), float32."""
    count = len(lines)
    seen = Counter(line.text for line in lines)
    echoes = [float(one.text[:ECHO_CHARS] == two.text[:ECHO_CHARS]) for one, two in pairwise(lines)]
    blank = np.asarray([line.blank for line in lines] + [True], dtype=np.float32)
    at = np.arange(count)
    tokens, ends = shape[:, SHAPES.index("tokens")], shape[:, SHAPES.index("ends_sentence")]
    prose = (tokens >= math.log1p(PROSE_TOKENS)) & (ends > 0)
    before: NDArray[np.int64] = np.cumsum(prose) - prose
    columns = [
        [float(seen[line.text] > 1) for line in lines],
        blank[:-1],
        blank[1:],
        at / max(count - 1, 1),
        np.log1p(at),
        np.log1p(count - 1 - at),
        np.log1p(before),
        np.log1p(prose.sum() - before - prose),
        [0.0, *echoes],
        [*echoes, 0.0],
    ]
    out = np.stack([np.asarray(column, dtype=np.float32) for column in columns], axis=1)
    return np.hstack([out, topicality(words, prose)])


def _shape(text: str) -> list[float]:
    head = text if len(text) <= 1_000 else text[:1_000]  # a shape shows in its first sentences
    tokens = _TOKEN.findall(head)
    words = [token for token in tokens if not token[0].isdigit()]
    total = max(len(words), 1)
    size = len(head)
    lower = [word.lower() for word in words]
    return [
        math.log1p(len(text)),
        math.log1p(len(tokens)),
        sum(map(len, tokens)) / max(len(tokens), 1),
        sum(word[0].isupper() for word in words) / total,
        sum(len(word) > 1 and word.isupper() for word in words) / total,
        len(_DIGIT.findall(head)) / size,
        len(_MARK.findall(head)) / size,
        _flag(_END.search(text[-12:])),
        float(text.endswith((":", "："))),
        float(text.endswith(("…", "..."))),
        float(text[0].islower()),
        float(text[0] in "\"'“‘„«「"),
        math.log1p(len(_INNER_END.findall(head))),
        math.log1p(head.count(",")),
        math.log1p(len(_QUOTES.findall(head))),
        sum(word in STOPWORDS for word in lower) / total,
        _flag(_CLOCK.search(head)),
        _flag(_YEAR.search(head)),
        _flag(_DATE.search(head)),
        _flag(_AGO.search(head)),
        _flag(_BY.search(head)),
        _flag(_BYLINE_CAPS.search(head)),
        min(len(_CREDIT.findall(head)), 3),
        _flag(_SLASHED.search(head)),
        _flag(_PLACE_LINE.search(head)),
        _flag(_STAMP_WORD.search(head)),
        _flag(_URL.search(head)),
        float("@" in head),
        float("|" in head),
        float("©" in head),
        _flag(_SYMBOL.search(head)),
        float(text.endswith(")")),
        float(text[0] in "(["),
        float(text.endswith("?")),
        float(text[0] in "•·-–*›»→▪■"),
        _flag(len(text) <= NAME_CHARS and _NAME_LINE.match(text)),
        _flag(_CREDIT_TAIL.search(text[-TAIL_CHARS:])),
        _flag(_NAME_AFTER_STOP.search(text[-TAIL_CHARS:])),
        _flag(len(text) <= NAME_CHARS and _JOB.search(text)),
        float(any(word in GIVEN_NAMES for word in lower[:NAME_WORDS])),
    ]


def _flag(match: object) -> float:
    return float(match is not None and match is not False)
