"""Statements: attributions with their mode, act, speaker and the statement that carries them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.acts import act_of, head_of
from dragoman.findings.attributions import (
    Attribution,
    repaired,
    tagged_attributions,
    tokens_in,
)
from dragoman.findings.clauses import (
    nested_attributions,
    parsed_attributions,
    with_announced,
)
from dragoman.findings.quotations import quoted_ranges
from dragoman.language.article import article_of, span_of
from dragoman.language.reading import reading_of
from dragoman.schema import Statement, finding_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.attributions import Range
    from dragoman.findings.context import Context
    from dragoman.schema import Span
    from dragoman.schema.findings import StatementMode

DIRECT_SHARE = 0.9
"""Share of a content's words inside quotation marks from which all of it counts as quoted."""

MIN_QUOTED = 2
"""Quoted words that make a statement mixed; one alone is a scare quote."""

PRIVATE = frozenset(
    "analyst expert resident witness researcher professor student protester villager critic "
    "journalist reporter historian economist scholar activist trader lawyer academic commentator "
    "observer survivor refugee rebel opposition separatist militant insurgent group ngo charity "
    "watchdog union company firm newspaper media press lawmaker dissident".split()
)
"""Nouns of people who speak for no state, whatever adjective of nationality they carry."""


def find_statements(doc: Doc, context: Context) -> tuple[Statement, ...]:
    """Statements in text order; the nested ones name the statement that carries them."""
    attributions = [one for one in find_attributions(doc) if one.source or not _is_mood(doc, one)]
    quoted = _quoted_tokens(doc)
    ids = [_id_of(doc, one) for one in attributions]
    carriers = [_carrier(one, attributions) for one in attributions]
    speakers = [speakers_at(doc, one.source, context) for one in attributions]
    made: list[Statement] = []
    for at, one in enumerate(attributions):
        carrier = carriers[at]
        made.append(
            Statement(
                id=ids[at],
                speakers=_of_carrier(doc, one, speakers, carriers, at),
                source=_spans(doc, one.source),
                cue=_spans(doc, one.cue),
                content=_spans(doc, one.content),
                mode="direct" if _is_set_apart(doc, one) else mode_of(doc, one.content, quoted),
                act=act_of(tokens_in(doc, one.cue), tokens_in(doc, one.content)),
                addressees=speakers_at(doc, one.addressee, context),
                carried_by=None if carrier is None else ids[carrier],
                time=_time_of(doc, one, context),
                score=None if one.score is None else round(one.score, 3),
            )
        )
    return tuple({said.id: said for said in made}.values())


def _is_set_apart(doc: Doc, one: Attribution) -> bool:
    """Whether what is said stands in paragraphs of its own, behind a colon that announces it."""
    if not one.cue or not one.content:
        return False
    numbers = article_of(doc).paragraphs
    announcing = numbers[one.cue[0][0]]
    if any(numbers[start] <= announcing for start, _ in one.content):
        return False
    end = next(i for i in range(one.cue[0][0], len(doc)) if numbers[i] > announcing)
    return doc[end - 1].text == ":"


def _of_carrier(
    doc: Doc,
    one: Attribution,
    speakers: Sequence[tuple[str, ...]],
    carriers: Sequence[int | None],
    at: int,
) -> tuple[str, ...]:
    """The speakers; `I` and `we` inside a statement are whoever makes it."""
    said = [token.lower_ for token in tokens_in(doc, one.source)]
    carrier = carriers[at]
    if speakers[at] or said not in (["i"], ["we"]) or carrier is None:
        return speakers[at]
    return speakers[carrier]


def _is_mood(doc: Doc, one: Attribution) -> bool:
    """`is widely seen as`: an attitude, and of nobody who is named."""
    return act_of(tokens_in(doc, one.cue), tokens_in(doc, one.content)) == "attitude"


def find_attributions(doc: Doc) -> list[Attribution]:
    """The attributions of a `Doc` as token ranges, in text order; headlines report nothing.

    What a headline says, the article says again with its source.
    """
    tagged = tagged_attributions(reading_of(doc).fragments())
    found = repaired(doc, tagged, _quoted_tokens(doc))
    found = with_announced(doc, found, paragraphs_of(doc))
    found += list(parsed_attributions(doc, found))
    found += list(nested_attributions(doc, found))
    body = [one for one in found if not _is_headline(doc, one)]
    return sorted(body, key=lambda one: one.start)


def _is_headline(doc: Doc, one: Attribution) -> bool:
    article = article_of(doc)
    role: str = article.roles[int(article.paragraphs[one.start])]
    return role == "headline"


def mode_of(doc: Doc, content: Sequence[Range], quoted: frozenset[int]) -> StatementMode:
    """Direct when all words are quoted, mixed when some are, else indirect."""
    words = [t.i for t in tokens_in(doc, content) if not t.is_punct and not t.is_space]
    inside = sum(i in quoted for i in words)
    if words and inside >= DIRECT_SHARE * len(words):
        return "direct"
    return "mixed" if inside >= MIN_QUOTED else "indirect"


def speakers_at(doc: Doc, ranges: Sequence[Range], context: Context) -> tuple[str, ...]:
    """The actors that the phrases stand for, each once; empty when unresolved."""
    ids: list[str] = []
    for start, end in ranges:
        for head in _heads(doc[start:end].root, start, end):
            ids += context.referents.get(head.i) or _affiliation(head, context)
    return tuple(dict.fromkeys(ids))


def _heads(root: Token, start: int, end: int) -> Iterable[Token]:
    yield root
    for child in root.conjuncts:
        if start <= child.i < end:
            yield child


def _affiliation(head: Token, context: Context) -> tuple[str, ...]:
    """The state officials act for: `Iranian officials`, not `Iranian analysts`."""
    if head.lemma_.lower() in PRIVATE or head.pos_ == "PRON":
        return ()
    for child in head.children:
        if child.dep_ in ("amod", "nmod:poss", "compound", "nmod", "nmod:desc"):
            found = context.referents.get(child.i)
            if found:
                return found
    return ()


def _quoted_tokens(doc: Doc) -> frozenset[int]:
    ranges = quoted_ranges(doc, paragraphs_of(doc))
    return frozenset(i for start, end in ranges for i in range(start, end))


def paragraphs_of(doc: Doc) -> list[tuple[int, int]]:
    """The paragraphs as token ranges, in order."""
    numbers = article_of(doc).paragraphs
    starts = [i for i in range(len(doc)) if i == 0 or numbers[i] != numbers[i - 1]]
    return list(zip(starts, [*starts[1:], len(doc)], strict=True))


def _spans(doc: Doc, ranges: Sequence[Range]) -> tuple[Span, ...]:
    return tuple(span_of(doc, start, end) for start, end in sorted(ranges))


def _id_of(doc: Doc, one: Attribution) -> str:
    parts = [[(span.start, span.end) for span in _spans(doc, part)]
             for part in (one.source, one.cue, one.content)]  # fmt: skip
    return finding_id("statement", *parts)


def _carrier(one: Attribution, all_of_them: Sequence[Attribution]) -> int | None:
    """The attribution with the smallest content around this one's cue."""
    parts = one.cue or one.content
    around = [
        (sum(end - start for start, end in other.content), at)
        for at, other in enumerate(all_of_them)
        if other is not one and all(_covers(other.content, part) for part in parts)
    ]
    return min(around)[1] if around else None


def _covers(ranges: Sequence[Range], part: Range) -> bool:
    return any(start <= part[0] and part[1] <= end for start, end in ranges)


def _time_of(doc: Doc, one: Attribution, context: Context) -> str | None:
    """The value of a time that modifies the cue; None when none is given for the speech itself."""
    if not one.cue:
        return None
    verb = head_of(tokens_in(doc, one.cue))
    inside = {i for start, end in one.content for i in range(start, end)}
    for child in verb.children:
        if child.i in inside or not child.dep_.startswith(("obl", "advmod", "nmod")):
            continue
        span = span_of(doc, child.i, child.i + 1)
        for time in context.times:
            if time.start <= span.start and span.end <= time.end and time.type in ("DATE", "TIME"):
                return time.value
    return None
