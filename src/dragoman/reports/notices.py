"""Notices around an article: who reported and edited it, what was corrected, the editor's word."""

from __future__ import annotations

import re
from typing import Literal

from dragoman.schema import Span, trimmed

Notice = Literal["signoff", "correction"]

_WORK = (
    r"(?:additional |further |extra )?(?:reporting|writing|editing|compiled|writing and editing|"
    r"reporting and writing|"
    r"production|graphics?|translat(?:ion|ed|ing)|research|photography|video)"
)
_SIGNOFF = re.compile(
    rf"^[\s(\[–—-]*(?:{_WORK}(?:,? and (?:editing|writing|production))? by\b|reporting from\b|"
    rf"compiled by\b|edited by\b|"
    r"with (?:additional )?reporting (?:by|from)\b|"
    r"\S+ \S+(?: and \S+ \S+)? (?:contributed to this (?:report|story|article)|"
    r"reported from [A-Z]\w+)|"
    r"the associated press contributed|[\w ,.&]{3,80} contributed to this (?:report|story|"
    r"article)\b)",
    re.IGNORECASE,
)
_TAIL = re.compile(
    rf"[(\[](?:{_WORK}|compiled|edited) by\b[^()\[\]]*(?:\([^()]*\)[^()]*)*[)\]]\.?\s*$",
    re.IGNORECASE,
)
_INITIALS = re.compile(
    r"^\s*[(\[][a-z]{2,4}(?:[-/][a-z]{2,4}){1,3}[)\]]\s*$|"
    r"^[a-z]{2,3}/[a-z]{2,3}(?:/[a-z]{2,3})?$|^\(?END(?:/| )[A-Z/]+\)?$|^-?\s?(?:ENDS?|END ITEM|"
    r"-30-|###)\s?-?$"
)
"""`(cm-kjd)`, `ra/dt`: the desk's initials under an agency's story."""

_CORRECTION = re.compile(
    r"^[\s(\[*•–—-]*(?:"
    r"corrections?(?:\s+(?:added|appended|made|note|notice|\(|on|"
    r"and clarifications?)\b.*?)?\s*[:：.–—-]|"
    r"clarifications?\s*[:：–—-]|editor[’']?s?[’']? note\s*[:：–—-]|note to (?:readers|"
    r"editors)\s*[:：]|update\s*[:：]\s+this|"
    r"\(?(?:this|the) (?:[\w.\s]{0,40} )?(?:story|article|post|report|piece|headline|version|"
    r"item|page|column)\b[^.]{0,60}?\b(?:has been|was|is being|have been)\s+"
    r"(?:\w+\s+)?(?:corrected|updated|amended|revised|edited|changed|clarified|refiled|modified|"
    r"republished)|"
    r"\(?(?:corrects?|refiles?|clarifies|fixes|updates?|adds?|recasts|"
    r"removes)\s+(?:[\w’'.-]+\s+){1,8}|"
    r"\(?(?:in|this version of|this corrects?) (?:this |the |a )?[\w.\s]{0,40}(?:story|item|"
    r"article|version|report)\b[^.]{0,60}?correct|"
    r"an earlier version of (?:this|the)|a previous version of (?:this|the)|we (?:have )?corrected|"
    r"richtigstellung\s*:|korrektur\s*:|anmerkung der redaktion\s*:|hinweis der redaktion\s*:|"
    r"correctif\s*:|rectificatif\s*:|"
    r"note de la rédaction\s*:|ndlr\b|corrección\s*:|fe de (?:errores|erratas)\b|nota de(?: la|"
    r" do)? (?:redacción|editor)\b|"
    r"errata\s*:|rettelse\s*:|rättelse\s*:|uwaga redakcji\s*:|correzione\s*:|"
    r"nota della redazione\s*:|oprava\s*:|düzeltme\s*:|訂正\s*[:：]|更正\s*[:：]|조정\s*:)",
    re.IGNORECASE,
)
_WIRE_ONLY = re.compile(
    r"^[\s(\[]*(?:corrects?|refiles?|clarifies|fixes|updates?|adds?|recasts|removes)\s",
    re.IGNORECASE,
)
_IN_BRACKETS = re.compile(r"^\s*[(\[].*[)\]]\.?\s*$", re.DOTALL)
_INNER = r"(?:[^()\[\]]|\([^()]*\))"
_HEAD = re.compile(
    rf"^\s*(?:\(\([^()]{{8,400}}\)\)|\({_INNER}{{8,400}}\)|\[{_INNER}{{8,400}}\])\.?\s*"
)
MAX_SIGNOFF = 600
PARAGRAPH = 40
"""Letters and more that follow a correction in brackets when an article goes on behind it."""


def notice_of(text: str) -> Notice | None:
    """Whether a line is a notice, by its form alone.

    >>> notice_of("(Reporting by Ana López; Editing by Sam Reed)")
    'signoff'
    """
    if len(text) <= MAX_SIGNOFF and (_SIGNOFF.match(text) or _INITIALS.match(text)):
        return "signoff"
    if _CORRECTION.match(text) is None or correction_head(text) is not None:
        return None
    if _WIRE_ONLY.match(text) and not _IN_BRACKETS.match(text):
        return None
    return "correction"


def correction_head(text: str) -> Span | None:
    """A correction in brackets at the start of a paragraph that goes on as an article.

    >>> correction_head("(Corrects the port) Ministers of both coasts met in Oslo on Monday.")
    Span(start=0, end=19)
    """
    match = _HEAD.match(text)
    if match is None or len(text) - match.end() < PARAGRAPH or _CORRECTION.match(text) is None:
        return None
    return trimmed(text, 0, match.end())


def signoff_tail(text: str) -> Span | None:
    """A sign-off in brackets at the end of a paragraph."""
    match = _TAIL.search(text)
    return trimmed(text, match.start(), match.end()) if match and match.start() > 0 else None
