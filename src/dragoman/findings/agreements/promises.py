"""The wordings of promises: which type each is, whether it is mutual, and what sets it off."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dragoman.schema.findings import ObligationType


class Wording(NamedTuple):
    """A promise found in a sentence: its type and the characters that make it.

    `by_name`: only the instrument's name says so, as in `a mutual defence treaty`.
    """

    type: ObligationType
    start: int
    end: int
    by_name: bool = False


def _compiled(
    table: Iterable[tuple[ObligationType, str]],
) -> tuple[tuple[ObligationType, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in table)


HELP = r"(?:aid|help|assistance|defen[cs]e|rescue|support|side)"
ATTACK = r"(?:attack\w*|aggress\w*|assault\w*|invasion|invad\w*|war\b|hostilit\w+|armed conflict)"
FELLOW = r"(?:each other|one another|the other(?:s|'s|’s)?|either|its neighbou?r|the two)"
MUTUAL = re.compile(
    r"\b(?:each other|one another|each of (?:us|them)|one of (?:us|them|the)|the other|others|both|"
    r"(?:the|both|two) (?:neighbou?rs|sides|countries|states|nations|governments)|"
    r"either|neither|mutual(?:ly)?|reciprocal(?:ly)?|joint(?:ly)?|the parties|any of|"
    r"an attack (?:on|against) (?:one|any))\b",
    re.IGNORECASE,
)
TRIGGER = re.compile(
    r"\b(?:if|should|whenever|when|in case of|in the event of|in the event that|in case|"
    r"against (?:any|an|outside|external|armed|foreign)|after an?)\b[^.;:\"”“]*?"
    rf"(?:{ATTACK}|threat\w*|aggressor\w*)[^.;,:\"”“]*",
    re.IGNORECASE,
)
REQUEST = re.compile(r"\b(?:on|upon|at) (?:the )?request\b|\bif (?:asked|requested)\b", re.I)
UNPROVOKED = re.compile(r"\bunprovoked\b", re.IGNORECASE)
NEGATING = re.compile(
    r"\b(?:says? nothing|no (?:mention|obligation|duty|promise|clause|commitment)|not (?:oblige|"
    r"bind|commit|require|include|contain|provide|aimed)|without (?:any|a) (?:promise|pledge|"
    r"obligation|commitment)|no (?:treaty|pact|agreement|accord))",
    re.IGNORECASE,
)

PATTERNS = _compiled(
    (
        # armed help
        ("defense", rf"\b(?:come|go|rush|rally|spring)\w* to (?:\S+ ){{0,4}}?{HELP}\b"),
        ("defense", rf"\bdefend(?:s|ed|ing)? {FELLOW}"),
        ("defense", rf"\b(?:help|assist|aid|support|protect|back)\w* {FELLOW}\b.*?{ATTACK}"),
        ("defense", rf"{ATTACK}.*?\b(?:help|assist|aid|support|protect|back)\w* {FELLOW}\b"),
        ("defense", rf"\b(?:help|assist|aid|support|protect|back)\w* {FELLOW} militarily\b"),
        ("defense", r"\battack\w* (?:on|against) (?:\S+ ){1,4}?(?:\S+ ){0,8}?(?:as |is |be |"
                    r"means |mean )?(?:an )?attack\w* (?:on|against) (?:both|all|the other|them|"
                    r"each|every)"),
        ("defense", rf"\b(?:provide|give|render|offer|extend|send)\w* (?:\S+ ){{0,4}}?(?:military "
                    rf"|armed |immediate |all )(?:\S+ ){{0,3}}?{HELP}\b.*?{ATTACK}"),
        ("defense", rf"{ATTACK}.*?\b(?:provide|give|render|extend)\w* (?:\S+ ){{0,4}}?(?:military "
                    rf"|armed |immediate )(?:\S+ ){{0,3}}?{HELP}\b"),
        ("defense", r"\b(?:pledge|promise|commit|oblige|bind|bound|vow|require)\w* .*?\b(?:defend|"
                    rf"support|assist|aid|help|protect)\w*\b .*?{ATTACK}"),
        ("defense", r"\bcome to (?:each other|one another)(?:'s|’s) (?:aid|defen[cs]e|help)"),
        ("defense", r"\b(?:includ|provid|contain|stipulat|envisag|call|commit|pledg|promis|oblig)"
                    r"\w*\b[^.;]*?\b(?:mutual|joint|reciprocal|collective) (?:military |armed )?"
                    r"(?:assistance|aid|help|defen[cs]e)\b(?! (?:exercise|force|plan|project))"),
        ("defense", r"\b(?:mutual|collective)[- ](?:military )?(?:assistance|aid|defen[cs]e) "
                    r"(?:clause|provision|commitment|pledge|obligation|guarantee)"),
        # joint war
        ("offense", r"\b(?:join|take part|fight|wage war)\w* (?:\S+ ){0,4}?(?:in (?:an? )?(?:attack"
                    r"|offensive|war)|alongside|together) (?:\S+ ){0,3}?(?:on|against)\b"),
        # staying out
        ("neutrality", r"\b(?:remain|stay|keep|be|observe|maintain|preserve)\w* (?:strictly "
                       r"|benevolently )?(?:neutral\b|neutrality\b)"),
        ("neutrality", r"\bnot to join any (?:attack|war|coalition|alliance)"),
        # no attack
        ("nonaggression", r"\b(?:not|never|neither|nor)\b(?:(?!\b(?:but|allow|let|permit)\b)"
                          r"[^.;])*?\b(?:to )?(?:attack|invade|take up arms|"
                          r"use (?:of )?(?:military |armed )?force|"
                          r"resort to (?:the use of )?(?:military |armed )?force)\b"),
        ("nonaggression", r"\brefrain\w* from (?:\S+ ){0,5}?(?:force|attack\w*|aggression|"
                          r"hostil\w+)"),
        ("nonaggression", r"\bnot (?:\S+ ){0,3}?(?:let|allow|permit)\w* (?:\S+ ){0,3}?(?:soil|"
                          r"territory|land)\b (?:\S+ ){0,4}?(?:used|attack)"),
        # working together
        ("cooperation", r"\b(?:provide|call|allow)\w* for\b[^.;]*?\bco-?operation\b|\bco-?operat"
                        r"e\b|\b(?:agree|pledge|promise)\w* [^.;]*?\bco-?operation\b"),
        # talking in a crisis
        ("consultation", rf"\bconsult\w*\b[^.;]*?(?:threat\w*|{ATTACK}|cris[ie]s)"),
        ("consultation", rf"(?:threat\w*|{ATTACK}|cris[ie]s)[^.;]*?\bconsult\w*\b"),
    )
)  # fmt: skip

NAMES = _compiled(
    (
        ("defense", r"\b(?:mutual|joint|collective|common)[- ](?:military |armed )?"
                    r"(?:defen[cs]e|assistance|aid)\b"),
        ("defense", r"\b(?:self-)?defen[cs]e (?:treaty|pact|alliance)\b"),
        ("nonaggression", r"\bnon-?\s?aggression\b"),
        ("neutrality", r"\bneutrality (?:treaty|pact|agreement|accord)\b"),
        ("consultation", r"\bconsultation (?:treaty|pact|agreement)\b"),
        ("cooperation", r"\bco-?operation\b|\bco-?operate\b"),
    )
)  # fmt: skip


def wordings_in(sentence: str) -> Iterator[Wording]:
    """Yield the promises that a sentence words; characters count from its start."""
    taken: set[ObligationType] = set()
    for kind, pattern in PATTERNS:
        found = pattern.search(sentence)
        if found and kind not in taken and not _is_negated(sentence, found.start()):
            taken.add(kind)
            yield Wording(kind, found.start(), found.end())


def named_types(phrase: str) -> Iterator[Wording]:
    """Yield the promises that an instrument's name alone tells: `mutual defence treaty`."""
    taken: set[ObligationType] = set()
    for kind, pattern in NAMES:
        found = pattern.search(phrase)
        if found and kind not in taken:
            taken.add(kind)
            yield Wording(kind, found.start(), found.end(), by_name=True)


def _is_negated(sentence: str, start: int) -> bool:
    found = NEGATING.search(sentence)
    return found is not None and found.start() <= start


def trigger_in(sentence: str) -> str | None:
    """The words that say what must happen: `if either is attacked`."""
    found = TRIGGER.search(sentence)
    return found.group().strip(" ,") if found else None


def conditions_in(sentence: str) -> dict[str, bool]:
    """The conditions that a sentence states; what it does not state is not reported."""
    stated: dict[str, bool] = {}
    if REQUEST.search(sentence):
        stated["on_request"] = True
    if UNPROVOKED.search(sentence):
        stated["non_provocation"] = True
    return stated


def is_mutual(sentence: str) -> bool:
    """Whether the promise goes both ways."""
    return MUTUAL.search(sentence) is not None
