"""Attributions: source, cue and content as token ranges, from the model's tags and the parse.

The model tags and links; the parse repairs what a tagger cannot see: subjects shared by several
cues, cues without a source, addressees taken for sources, contents cut short, and reports inside
reports. Everything here is token indices of the `Doc`, ranges half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.findings.acts import head_of
from dragoman.knowledge.cues import cue_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.language.reading import Fragment, Kind

Range = tuple[int, int]

SUBJECTS = ("nsubj", "nsubj:pass", "nsubj:outer")
MIN_CONTENT = 2
"""Words; shorter contents without quotation marks are slips of the tagger."""


MIN_CUE, MIN_OTHER_CUE = 0.5, 0.6
"""Chosen on PolNeAR train: precision rises by four points, F1 stays."""

MAX_GAP = 2
"""Tokens between two fragments of one content that make no gap."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution as token ranges; `voice` says what found it, `outer` what it is inside of.

    `score` is the model's mean probability of the cue, None for what the parse found.
    """

    source: tuple[Range, ...] = ()
    cue: tuple[Range, ...] = ()
    content: tuple[Range, ...] = ()
    addressee: tuple[Range, ...] = ()
    voice: str = "model"
    score: float | None = None
    outer: int | None = None

    @property
    def start(self) -> int:
        """The first token of all parts."""
        return min(start for start, _ in (*self.source, *self.cue, *self.content))


def tagged_attributions(fragments: Iterable[Fragment]) -> list[Attribution]:
    """The attributions of the model: fragments of source and content grouped by their cue.

    A fragment whose cue the model does not find is dropped, and so is a cue without content.
    """
    scores: dict[int, float] = {}
    parts: dict[int, dict[Kind, list[Range]]] = {}
    cue_at: dict[int, int] = {}
    linked = list(fragments)
    for one in linked:
        if one.kind == "CUE":
            parts.setdefault(one.start, {"SOURCE": [], "CUE": [], "CONTENT": []})
            cue_at.update(dict.fromkeys(range(one.start, one.end), one.start))
            scores[one.start] = one.score
    for one in linked:
        group = parts.get(cue_at.get(-1 if one.cue is None else one.cue, -1))
        if group is not None:
            group[one.kind].append((one.start, one.end))
    found = [
        Attribution(
            source=tuple(group["SOURCE"]), cue=tuple(group["CUE"]),
            content=tuple(group["CONTENT"]), score=scores[at],
        )
        for at, group in sorted(parts.items())
    ]  # fmt: skip
    return [one for one in found if one.content]


def repaired(doc: Doc, found: Iterable[Attribution]) -> list[Attribution]:
    """The attributions after the repairs that need a parse, in text order."""
    ordered = [_without_addressee(doc, one) for one in found]
    ordered = [_with_shared_subject(doc, one) for one in ordered]
    ordered = [one if one.source else _with_source(doc, one, ordered) for one in ordered]
    ordered = [
        replace(one, source=_near_source(doc, one), content=_trimmed(doc, one)) for one in ordered
    ]
    ordered = [one for one in ordered if _says_something(doc, one) and _is_sure(doc, one)]
    return sorted(ordered, key=lambda one: one.start)


def _near_source(doc: Doc, one: Attribution) -> tuple[Range, ...]:
    """The source without fragments of other sentences when the cue's own sentence names one."""
    sentence = doc[one.cue[0][0]].sent
    near = tuple(part for part in one.source if sentence.start <= part[0] < sentence.end)
    return near or one.source


def _trimmed(doc: Doc, one: Attribution) -> tuple[Range, ...]:
    """The content without what the tagger adds from other sentences: only quotations go on there.

    Fragments that touch but for a mark or two are one.
    """
    sentence = doc[one.cue[0][0]].sent
    kept: list[Range] = []
    apart = {i for start, end in (*one.cue, *one.source) for i in range(start, end)}
    for start, end in sorted(one.content):
        quoted = any(token.is_quote for token in doc[start:end])
        if not (quoted or sentence.start <= start < sentence.end):
            continue
        last = end if quoted else min(end, doc[start].sent.end)
        gap = range(kept[-1][1], start) if kept else range(0)
        if kept and len(gap) <= MAX_GAP and not apart.intersection(gap):
            kept[-1] = (kept[-1][0], last)
        else:
            kept.append((start, last))
    return tuple(kept) or one.content


def _is_sure(doc: Doc, one: Attribution) -> bool:
    """Whether the cue is likely enough; a word that is no reporting word must be likelier."""
    cue = tokens_in(doc, one.cue)
    names_speech = any(cue_named(t.lemma_, "NOUN") or cue_named(t.lemma_, "VERB") for t in cue)
    quotes = any(token.is_quote for token in tokens_in(doc, one.content))
    least = MIN_CUE if names_speech or quotes else MIN_OTHER_CUE
    return one.score is None or one.score >= least


def _says_something(doc: Doc, one: Attribution) -> bool:
    words = sum(1 for start, end in one.content for t in doc[start:end] if t.is_alpha)
    marked = any(t.is_quote for start, end in one.content for t in doc[start:end])
    return words >= MIN_CONTENT or marked or (words >= 1 and bool(one.source))


def _without_addressee(doc: Doc, one: Attribution) -> Attribution:
    """`A told B`: B is whom it was told, whatever the tagger says."""
    if len(one.source) < 1 or not one.cue:
        return one
    verb = head_of(tokens_in(doc, one.cue))
    kept: list[Range] = []
    told: list[Range] = list(one.addressee)
    for part in one.source:
        head = doc[part[0] : part[1]].root
        is_told = head.head.i == verb.i and (
            head.dep_ == "iobj"
            or (head.dep_ == "obj" and verb.lemma_ == "tell")
            or (head.dep_ == "obl" and _case_of(head) == "to")
        )
        (told if is_told else kept).append(part)
    return replace(one, source=tuple(kept), addressee=tuple(told))


def _with_shared_subject(doc: Doc, one: Attribution) -> Attribution:
    """`A says they fear X, and has warned`: of a joined cue, A is the source and not `they`."""
    if not one.cue or not one.source:
        return one
    verb = head_of(tokens_in(doc, one.cue))
    if verb.dep_ != "conj" or any(child.dep_ in SUBJECTS for child in verb.children):
        return one
    tagged = doc[one.source[0][0] : one.source[0][1]].root
    subject = subject_of(verb)
    if subject is None or tagged.dep_ not in SUBJECTS or tagged.head.i == subject.head.i:
        return one
    return replace(one, source=(phrase_of(subject),))


def _with_source(doc: Doc, one: Attribution, others: Sequence[Attribution]) -> Attribution:
    """The source from the parse: the cue's subject, or that of the verb it is joined to."""
    if not one.cue:
        return one
    cue = tokens_in(doc, one.cue)
    subject = subject_of(head_of(cue))
    if subject is None:
        return one
    inside = {i for start, end in one.content for i in range(start, end)}
    if subject.i in inside:
        return one
    tagged = (part for other in others for part in other.source)
    known = next((part for part in tagged if part[0] <= subject.i < part[1]), None)
    return replace(one, source=(known or phrase_of(subject),))


def subject_of(cue: Token) -> Token | None:
    """Who says it, by the parse: subject, agent, possessor; shared subjects are followed."""
    if cue.pos_ == "NOUN" or cue.pos_ == "PROPN":
        return _possessor(cue)
    at = cue
    for _ in range(4):
        passive = any(child.dep_ == "nsubj:pass" for child in at.children)
        for child in at.children:
            if child.dep_ == "nsubj" or (passive and child.dep_ == "obl:agent"):
                return antecedent_of(child)
        if passive:
            return None
        if at.dep_.startswith("acl"):
            return at.head if _is_active_participle(at) else None
        if at.dep_ not in ("conj", "xcomp", "advcl", "parataxis"):
            return None
        at = at.head
    return None


def antecedent_of(subject: Token) -> Token:
    """For a relative pronoun, the noun its clause hangs on; else the subject itself."""
    clause = subject.head
    if subject.lower_ in ("who", "which", "that") and clause.dep_.startswith("acl"):
        return clause.head
    return subject


def _is_active_participle(verb: Token) -> bool:
    return verb.text.lower().endswith("ing")


def _possessor(noun: Token) -> Token | None:
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            return child
    for child in noun.children:
        if child.dep_.startswith("nmod") and _case_of(child) in ("by", "from"):
            return child
    if noun.dep_ == "obj" and noun.head.lemma_ in LIGHT_VERBS:
        return subject_of(noun.head)
    return None


LIGHT_VERBS = frozenset(
    "make issue give have voice express repeat renew reiterate offer level".split()
)


def _case_of(noun: Token) -> str:
    return next((child.lower_ for child in noun.children if child.dep_ == "case"), "")


def phrase_of(head: Token) -> Range:
    """The noun phrase of a head as one range: its subtree without the clauses after it."""
    tokens = [head]
    stack = [head]
    while stack:
        for child in stack.pop().children:
            if child.dep_.startswith(("acl", "advcl", "parataxis", "punct")):
                continue
            if child.dep_ == "appos" and child.i > head.i + 1:
                continue
            tokens.append(child)
            stack.append(child)
    inside = sorted(token.i for token in tokens)
    first = inside[inside.index(head.i)]
    last = first
    while first - 1 in inside:
        first -= 1
    while last + 1 in inside:
        last += 1
    return first, last + 1


def tokens_in(doc: Doc, ranges: Iterable[Range]) -> list[Token]:
    """The tokens of the ranges in order."""
    return [token for start, end in ranges for token in doc[start:end]]


def nested_attributions(doc: Doc, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reports inside reports: a reporting verb with subject and clause inside a content.

    The inner one's `outer` is the index of the content's attribution in `found`.
    """
    taken = {i for one in found for start, end in one.cue for i in range(start, end)}
    for at, one in enumerate(found):
        for token in tokens_in(doc, one.content):
            if token.i in taken:
                continue
            inner = _attribution_at(token)
            if inner is not None and _inside(inner, one.content):
                taken.add(token.i)
                yield replace(inner, outer=at)


def parsed_attributions(doc: Doc, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Reporting verbs with subject and clause that the tagger passed over, outside any content."""
    taken = {
        i for one in found for start, end in (*one.cue, *one.content) for i in range(start, end)
    }
    for token in doc:
        one = None if token.i in taken else _attribution_at(token)
        if one is not None:
            yield one


def _attribution_at(token: Token) -> Attribution | None:
    return clause_attribution(token) if is_reporting_verb(token) else noun_attribution(token)


def noun_attribution(noun: Token) -> Attribution | None:
    """`Greek allegations that …`, `a report that …`: a noun of speech with its clause."""
    entry = cue_named(noun.lemma_, "NOUN") if noun.pos_ == "NOUN" else None
    if entry is None or entry.kind != "speech":
        return None
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp") and _has_that(c)), None)
    if clause is None:
        return None
    source = _possessor(noun) or next(
        (c for c in noun.children if c.dep_ == "amod" and c.ent_type_), None
    )
    return Attribution(
        source=() if source is None else (phrase_of(source),),
        cue=((noun.i, noun.i + 1),),
        content=(_subtree_range(clause),),
        voice="parse",
    )


def _has_that(clause: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "that" for child in clause.children)


def is_reporting_verb(token: Token) -> bool:
    """Whether the token is a verb of speech in a finite or participial clause."""
    if token.pos_ != "VERB":
        return False
    entry = cue_named(token.lemma_, "VERB")
    return entry is not None and entry.kind == "speech"


def clause_attribution(verb: Token) -> Attribution | None:
    """What a reporting verb makes with its own clause; None without subject or clause."""
    subject = subject_of(verb)
    if subject is None or subject.i == verb.i:
        return None
    content = _content_of(verb)
    if content is None:
        return None
    return Attribution(
        source=(phrase_of(subject),), cue=(cue_range(verb),), content=(content,), voice="parse"
    )


def _content_of(verb: Token) -> Range | None:
    """The clause a verb reports; of an accusation, whom it accuses and of what."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    if clause is None:
        clause = next((c for c in verb.children if c.dep_ == "parataxis" and c.i < verb.i), None)
    accused = next((c for c in verb.children if c.dep_ in ("obj", "nsubj:pass")), None)
    entry = cue_named(verb.lemma_, "VERB")
    if accused is not None and entry is not None and entry.act == "accuse":
        of = next((c for c in verb.children if c.i > accused.i and _is_of(c)), None)
        if of is not None:
            return _subtree_range(accused)[0], _subtree_range(of)[1]
    return None if clause is None else _subtree_range(clause)


def _is_of(token: Token) -> bool:
    return any(c.dep_ in ("mark", "case") and c.lower_ in ("of", "for") for c in token.children)


def cue_range(verb: Token) -> Range:
    """The verb with its auxiliaries, negation and particles where they touch it."""
    first = last = verb.i
    near = {
        child.i
        for child in verb.children
        if child.dep_.startswith("aux") or child.dep_ == "compound:prt" or child.lower_ in _NEGATION
    }
    while first - 1 in near:
        first -= 1
    while last + 1 in near:
        last += 1
    return first, last + 1


_NEGATION = frozenset(["not", "n't", "never"])


def _subtree_range(clause: Token) -> Range:
    inside = [t.i for t in clause.subtree]
    first, last = min(inside), max(inside)
    doc = clause.doc
    while last > first and doc[last].is_punct and not doc[last].is_quote:
        last -= 1
    return first, last + 1


def _inside(inner: Attribution, content: Sequence[Range]) -> bool:
    return all(
        any(start <= first and last <= end for start, end in content)
        for first, last in (*inner.cue, *inner.content)
    )
