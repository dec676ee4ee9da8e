"""From mentions to agreements: what is kept, and every field with its abstentions."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from dragoman.findings.agreements.clusters import Cluster, Sighting, clustered
from dragoman.findings.agreements.inheritance import inherited_parties
from dragoman.findings.agreements.mentions import PRONOUN, find_mentions, needs_signature
from dragoman.findings.agreements.obligations import obligations_of
from dragoman.findings.agreements.parties import is_many, parties_of
from dragoman.findings.agreements.stages import Stage, stages_of
from dragoman.findings.agreements.words import LIFE, SOLEMN
from dragoman.findings.offsets import TokenIndex
from dragoman.findings.subjects import SUBJECTS
from dragoman.knowledge.states import state
from dragoman.language.article import span_of
from dragoman.schema import Agreement, EventPlace, ObligationTypes, Span, finding_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.agreements.mentions import Mention
    from dragoman.findings.context import Context
    from dragoman.schema import Obligation
    from dragoman.schema.findings import AgreementStatus, Factuality

WITHHELD = re.compile(
    r"\b(?:text|document|details?|terms|wording|contents?)\b[^.]{0,60}?"
    r"\b(?:not|never|yet to|without)\b[^.]{0,25}?"
    r"\b(?:released?|published?|public|disclosed?|available|revealed)\b"
    r"|\b(?:neither|not|never|nobody|no one|yet to|refused to|declined to)\b[^.]{0,40}?"
    r"\b(?:publish|releas|disclos|reveal|ma[dk]e public)\w*[^.]{0,20}"
    r"\b(?:text|details?|terms|wording|contents?|document|treaty|pact|agreement|accord|it)\b"
    r"|\bwithout (?:publishing|releasing|disclosing)\b[^.]{0,30}\b(?:text|terms|details)\b"
    r"|\b(?:treaty|pact|agreement|accord|deal|protocol)\b[^.]{0,20}?\b(?:not|never|yet to)\b"
    r"[^.]{0,12}?\b(?:released|published|made public|disclosed)\b"
    r"|\bsecret (?:treaty|pact|agreement|accord|protocol|deal)\b",
    re.IGNORECASE,
)
PUBLISHED = re.compile(
    r"\b(?:text|treaty|pact|agreement|accord|document|deal)\b[^.]{0,40}?\b(?:was|were|has been|is) "
    r"(?:\w+ )?(?:published|released|made public|posted)\b"
    r"|\b(?:published|released) the (?:full )?text\b|\bwhich (?:was|were) published\b",
    re.IGNORECASE,
)
TEXT_REACH = 3
"""Sentences from a mention on in which `the text` is the instrument's."""

NEWS_DAYS = 3
"""Days around a report's own in which a signature is its news."""

MAX_EVIDENCE = 3
"""Sentences cited for an agreement as a whole: the first that tell of it."""


def find_agreements(doc: Doc, context: Context) -> tuple[Agreement, ...]:
    """The agreements of a report, in the order of their first mention.

    What a report denies, or only wishes for without naming parties, is left out.
    """
    clusters = clustered(_sightings(doc, context))
    for cluster in clusters:
        if len(cluster.parties) < 2:
            cluster.inherited = inherited_parties(cluster, clusters, context)
    clusters = [one for one in clusters if _is_agreement(one)]
    return tuple(
        _agreement(doc, cluster, [other for other in clusters if other is not cluster], context)
        for cluster in clusters
    )


def _sightings(doc: Doc, context: Context) -> Iterator[Sighting]:
    for mention in find_mentions(doc):
        parties, stages = parties_of(mention, context), tuple(stages_of(mention))
        yield Sighting(mention, parties, stages, is_many(mention))


def _is_agreement(cluster: Cluster) -> bool:
    """Whether it is an instrument between states: parties, or a name and a life of its own."""
    stages = [stage for one in cluster.sightings for stage in one.stages]
    if any(m.negated for m in cluster.mentions) or (stages and _all_denied(stages)):
        return False
    if all(needs_signature(m) for m in cluster.mentions) and not stages:
        return False
    if len(cluster.parties) > 1 or any(one.many for one in cluster.sightings):
        return True
    body = [one for one in cluster.sightings if not one.mention.headline]
    solemn = any(one.mention.kind in SOLEMN for one in body)
    named = any(one.mention.named or one.mention.title for one in body)
    return solemn and (named or any(one.parties and one.stages for one in body))


def _all_denied(stages: Sequence[Stage]) -> bool:
    return all(stage.told == "denied" for stage in stages)


def _agreement(
    doc: Doc, cluster: Cluster, others: Sequence[Cluster], context: Context
) -> Agreement:
    stages = [stage for one in cluster.sightings for stage in one.stages]
    status = status_of(stages)
    parties = cluster.parties
    signing = [s for s in stages if s.status == "signed" and s.told in ("actual", "alleged")]
    several = all(m.plural for m in cluster.mentions if m.kind != PRONOUN)
    signed = _day_of(doc, signing, context, sole=several) or _sole(cluster.years)
    obligations = obligations_of(doc, cluster, others, context)
    past = status == "ended" or any(_is_gone(one, context.anchor) for one in parties)
    if past and status in ("unknown", "signed"):
        status = "ended"
    if status == "unknown" and signed:
        status = "signed"
    phrases = [mention for mention in cluster.mentions if mention.kind != PRONOUN]
    names = tuple(dict.fromkeys(mention.name for mention in sorted(phrases, key=_telling)))
    return Agreement(
        id=finding_id("agreement", context.report.id, names[0], *parties, signed),
        names=names,
        kind=cluster.mentions[0].kind,
        parties=parties,
        signatories=_signatories(doc, signing, context),
        signed=signed,
        place=_place_of(doc, signing, context)
        or (_visited(doc, parties, context) if _is_news(signed, context) else None),
        status=status,
        in_force=_day_of(doc, [s for s in stages if _has_begun(s)], context),
        ended=_day_of(doc, [s for s in stages if _has_ended(s)], context),
        text_public=_text_public(doc, cluster),
        past=past,
        factuality=_factuality(stages),
        types=types_of(obligations),
        obligations=obligations,
        evidence=_evidence(doc, cluster),
        mentions=tuple(span_of(doc, m.start, m.end) for m in cluster.mentions),
    )


def _is_gone(party: str, on: date | None) -> bool:
    """Whether a party is a state that is no more on the day of the report, or today without one."""
    known = state(party) if party.startswith("former:") else None
    return known is not None and (on is None or known.valid_to <= on.isoformat())


def status_of(stages: Iterable[Stage]) -> AgreementStatus:
    """The latest station told as a fact; a signature that is only planned means talks."""
    told = [stage.status for stage in stages if stage.told in ("actual", "alleged")]
    planned = [stage.status for stage in stages if stage.told == "planned"]
    reached: list[AgreementStatus] = list(told)
    if {"signed", "ratified"} & set(planned) and not reached:
        reached.append("negotiating")
    reached += [one for one in planned if one in ("proposed", "negotiating")]
    return max(reached, key=LIFE.index, default="unknown")


def _has_begun(stage: Stage) -> bool:
    return stage.status == "in_force" and stage.told == "actual"


def _has_ended(stage: Stage) -> bool:
    return stage.status in ("ended", "denounced") and stage.told == "actual"


def _factuality(stages: Sequence[Stage]) -> Factuality:
    told = {stage.told for stage in stages}
    return "alleged" if told == {"alleged"} else "actual"


def _telling(mention: Mention) -> tuple[bool, int]:
    """Names in capitals first, then the longest."""
    return not mention.named, -len(mention.name)


def types_of(obligations: Iterable[Obligation]) -> ObligationTypes:
    """Which types are reported; what is not reported stays null."""
    found = {one.type for one in obligations}
    return ObligationTypes(
        defense="defense" in found or None,
        offense="offense" in found or None,
        neutrality="neutrality" in found or None,
        nonaggression="nonaggression" in found or None,
        consultation="consultation" in found or None,
    )


def _sole(years: set[str]) -> str | None:
    return next(iter(years)) if len(years) == 1 else None


def _day_of(
    doc: Doc, stages: Iterable[Stage], context: Context, *, sole: bool = False
) -> str | None:
    """The day that the words of a stage give; None when they give none, or `sole` and several:
    treaties signed with Egypt in 1979 and Jordan in 1994.
    """
    index = TokenIndex(doc)
    for stage in stages:
        below = _clause(stage.word)
        found: list[str] = []
        for time in context.times:
            if time.type not in ("DATE", "TIME") or time.value is None:
                continue
            tokens = index.tokens_of([Span(time.start, time.end)])
            if tokens and all(i in below for i in tokens) and time.value[:1].isdigit():
                found.append(time.value[:10])
        if found and not (sole and len(set(found)) > 1):
            return found[0]
    return None


def _clause(word: Token) -> frozenset[int]:
    """The tokens of a verb's own clause: its subtree without the clauses below it.

    A verb joined by `and` shares the clause before it: on Monday they met and signed.
    """
    inside: set[int] = set()
    waiting = [word]
    if word.dep_ == "conj" and word.head.pos_ == "VERB":
        waiting += [one for one in word.head.children if one.dep_.startswith(("obl", "advmod"))]
    while waiting:
        token = waiting.pop()
        inside.add(token.i)
        waiting += [child for child in token.children if not _is_clause(child)]
    return frozenset(inside)


def _is_clause(token: Token) -> bool:
    """Whether it heads a clause of its own, with its own days."""
    joined = token.dep_ == "conj" and any(child.dep_ in SUBJECTS for child in token.children)
    return joined or token.dep_.startswith(("acl", "advcl", "ccomp", "parataxis"))


def _place_of(doc: Doc, stages: Iterable[Stage], context: Context) -> EventPlace | None:
    index = TokenIndex(doc)
    for stage in stages:
        below = _clause(stage.word)
        for place in context.places:
            tokens = index.tokens_of([Span(place.start, place.end)])
            if tokens and tokens[-1] in below and _is_locative(doc[tokens[-1]]):
                return EventPlace(place.name, place.iso3)
    return None


def _is_news(signed: str | None, context: Context) -> bool:
    """Whether it was signed in the days that the report tells of."""
    if signed is None or context.anchor is None or len(signed) < len("2024-06-19"):
        return False
    return abs((date.fromisoformat(signed) - context.anchor).days) <= NEWS_DAYS


def _visited(doc: Doc, parties: tuple[str, ...], context: Context) -> EventPlace | None:
    """The one place in a party's land to which the report tells of a visit without another date."""
    index = TokenIndex(doc)
    found: dict[str, EventPlace] = {}
    for place in context.places:
        tokens = index.tokens_of([Span(place.start, place.end)])
        if not tokens or place.iso3 not in parties or not _is_visit(doc[tokens[-1]]):
            continue
        found[place.name] = EventPlace(place.name, place.iso3)
    return next(iter(found.values())) if len(found) == 1 else None


def _is_visit(token: Token) -> bool:
    """`on his first visit to Asmara`, not `after a visit to Asmara in May`."""
    visit = token.head
    cases = {case.lower_ for case in (*token.children, *visit.children) if case.dep_ == "case"}
    now = bool(cases & {"on", "during"}) and "to" in cases
    return now and visit.lemma_.lower() in ("visit", "trip")


def _is_locative(token: Token) -> bool:
    """`in Riga`, and `during a visit to Kyiv`."""
    cases = {case.lower_ for case in token.children if case.dep_ == "case"}
    visited = token.head.lemma_.lower() in ("visit", "trip", "travel")
    return bool(cases & {"in", "at", "near"}) or ("to" in cases and visited)


def _signatories(doc: Doc, stages: Iterable[Stage], context: Context) -> tuple[str, ...]:
    known = context.actor_of
    found: list[str] = []
    for stage in stages:
        for i in sorted(_clause(stage.word)):
            for one in context.referents.get(i, ()):
                actor = known.get(one)
                subject = doc[i].dep_.startswith(("nsubj", "conj", "obl:agent", "flat", "appos"))
                if actor is not None and actor.kind == "person" and subject:
                    found.append(one)
    return tuple(dict.fromkeys(found))


def _text_public(doc: Doc, cluster: Cluster) -> bool | None:
    """What is said of the text near a mention; null when nothing is."""
    sentences = list(doc.sents)
    number = {token.i: n for n, sentence in enumerate(sentences) for token in sentence}
    near = sorted({number[m.head.i] + n for m in cluster.mentions for n in range(TEXT_REACH)})
    for n in near:
        if n < len(sentences):
            said = sentences[n].text
            if WITHHELD.search(said):
                return False
            if PUBLISHED.search(said):
                return True
    return None


def _evidence(doc: Doc, cluster: Cluster) -> tuple[Span, ...]:
    body = [m for m in cluster.mentions if not m.headline] or cluster.mentions
    sentences = dict.fromkeys((m.head.sent.start, m.head.sent.end) for m in body)
    return tuple(span_of(doc, start, end) for start, end in list(sentences)[:MAX_EVIDENCE])
