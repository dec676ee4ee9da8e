"""Attributions: source, cue and content as token ranges, from the model's tags and the parse.

The model tags and links; the parse repairs what a tagger cannot see: subjects shared by several
cues, cues without a source, addressees taken for sources, contents cut short, and reports inside
reports. Everything here is token indices of the `Doc`, ranges half-open.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.findings.acts import head_of
from dragoman.findings.subjects import SUBJECTS, case_of, phrase_of, subject_above, subject_of
from dragoman.knowledge.cues import cue_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.language.reading import Fragment, Kind

Range = tuple[int, int]

MIN_CONTENT = 2
"""Words; shorter contents without quotation marks are slips of the tagger."""


MIN_CUE, MIN_OTHER_CUE = 0.5, 0.6
"""Chosen on PolNeAR train: precision rises by four points, F1 stays."""

ASKED = frozenset(["asked", "told", "pressed", "questioned", "quizzed"])

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


def repaired(
    doc: Doc, found: Iterable[Attribution], inside: frozenset[int] = frozenset()
) -> list[Attribution]:
    """The attributions after the repairs that need a parse, in text order.

    `inside` are the tokens inside quotation marks.
    """
    ordered = [_without_addressee(doc, one) for one in found]
    ordered = [_with_shared_subject(doc, one) for one in ordered]
    ordered = [one if one.source else _with_source(doc, one, ordered) for one in ordered]
    ordered = [replace(one, source=()) if _was_asked(doc, one) else one for one in ordered]
    ordered = [
        replace(one, source=_near_source(doc, one), content=_trimmed(doc, one, inside))
        for one in ordered
    ]
    ordered = [_with_whole_list(doc, _with_antecedent(doc, one)) for one in ordered]
    ordered = [one for one in ordered if _says_something(doc, one) and _is_sure(doc, one)]
    return sorted(ordered, key=lambda one: one.start)


def _with_antecedent(doc: Doc, one: Attribution) -> Attribution:
    """`the backing of the raid, which Oslo denied`: what is denied is what `which` stands for."""
    said = tokens_in(doc, one.content)
    if len(said) != 1 or said[0].lower_ not in ("which", "that") or said[0].tag_ == "DT":
        return one
    clause = next((a for a in said[0].ancestors if a.dep_ == "acl:relcl"), None)
    if clause is None or clause.head.i >= said[0].i:
        return one
    noun = clause.head
    end = max((t.i + 1 for t in noun.subtree if t.i < clause.left_edge.i), default=noun.i + 1)
    while end > noun.i + 1 and doc[end - 1].is_punct:
        end -= 1
    return replace(one, content=((noun.left_edge.i, end),))


def _with_whole_list(doc: Doc, one: Attribution) -> Attribution:
    """`Peru, Chile and Cuba said`: a source that begins a list of names has all of it."""
    parts = [(start, _end_of_list(doc, start, end)) for start, end in one.source]
    return replace(one, source=tuple(parts))


def _end_of_list(doc: Doc, start: int, end: int) -> int:
    first = doc[start:end].root
    joined = [other for other in first.conjuncts if other.ent_type_ and other.i >= end]
    if not joined or not first.ent_type_ or first.dep_ not in SUBJECTS:
        return end
    last = phrase_of(joined[-1])[1]
    between = doc[end : joined[-1].i]
    named = all(token.ent_type_ or token.pos_ in ("PUNCT", "CCONJ", "DET") for token in between)
    return last if named else end


def _near_source(doc: Doc, one: Attribution) -> tuple[Range, ...]:
    """The source without fragments of other sentences when the cue's own sentence names one."""
    sentence = doc[one.cue[0][0]].sent
    near = tuple(part for part in one.source if sentence.start <= part[0] < sentence.end)
    return near or one.source


def _trimmed(doc: Doc, one: Attribution, inside: frozenset[int]) -> tuple[Range, ...]:
    """The content without what the tagger adds from other sentences: only quotations go on there.

    Fragments that touch but for a mark or two are one. `inside` are the tokens in quotation marks.
    """
    sentence = doc[one.cue[0][0]].sent
    kept: list[Range] = []
    apart = {i for start, end in (*one.cue, *one.source) for i in range(start, end)}
    for begin, stop in _cut_at_sentences(doc, one.content, inside):
        end = _with_owned(doc, stop)
        start = begin + 1 if doc[begin].text in (":", ",") else begin
        quoted = any(token.is_quote for token in doc[start:end]) or start in inside
        if start == end or not (quoted or sentence.start <= start < sentence.end):
            continue
        gap = range(kept[-1][1], start) if kept else range(0)
        if kept and len(gap) <= MAX_GAP and not apart.intersection(gap):
            kept[-1] = (kept[-1][0], end)
        else:
            kept.append((start, end))
    return tuple(kept) or one.content


def _with_owned(doc: Doc, end: int) -> int:
    """`one of Russia|'s largest ports`: what breaks off before a possessive goes on to its noun."""
    if end == len(doc) or doc[end].lower_ not in ("'s", "’s") or doc[end].dep_ != "case":
        return end
    return doc[end - 1].head.i + 1 if doc[end - 1].head.i > end else end


def _cut_at_sentences(
    doc: Doc, content: Iterable[Range], inside: frozenset[int]
) -> Iterator[Range]:
    """The fragments, each cut where a sentence ends outside a quotation."""
    for start, end in sorted(content):
        at = start
        for i in range(start + 1, end):
            if doc[i].is_sent_start and not {i - 1, i} <= inside and not doc[i].is_right_punct:
                yield at, i
                at = i
        yield at, end


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
    bare = all(t.pos_ in ("DET", "PUNCT", "ADP") for t in tokens_in(doc, one.content))
    return words >= MIN_CONTENT or marked or (words >= 1 and bool(one.source) and not bare)


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
            or (head.dep_ == "obl" and case_of(head) == "to")
        )
        (told if is_told else kept).append(part)
    return replace(one, source=tuple(kept), addressee=tuple(told))


def _was_asked(doc: Doc, one: Attribution) -> bool:
    """`Asked about the raid, the army said …`: the army is who was asked, not who asked."""
    head = head_of(tokens_in(doc, one.cue)) if one.cue else None
    if head is None or head.dep_ != "advcl" or head.lower_ not in ASKED:
        return False
    return not any(child.dep_.startswith(("nsubj", "aux")) for child in head.children)


def _with_shared_subject(doc: Doc, one: Attribution) -> Attribution:
    """`A says they fear X, and has warned`: of a joined cue, A is the source and not `they`."""
    if not one.cue or not one.source:
        return one
    verb = head_of(tokens_in(doc, one.cue))
    if verb.dep_ != "conj" or any(child.dep_ in SUBJECTS for child in verb.children):
        return one
    tagged = doc[one.source[0][0] : one.source[0][1]].root
    if tagged.dep_ == "obl:agent" and tagged.head.dep_.startswith("acl"):
        # `A fears X, banned by B, and has warned`: neither X nor B warns, but who fears X.
        subject = subject_above(tagged.head)
    else:
        subject = subject_of(verb) if tagged.dep_ in SUBJECTS else None
    if subject is None or tagged.head.i == subject.head.i:
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
        return _without_speaker(one, subject, head_of(cue))
    tagged = (part for other in others for part in other.source)
    known = next((part for part in tagged if part[0] <= subject.i < part[1]), None)
    return replace(one, source=(known or phrase_of(subject),))


def _without_speaker(one: Attribution, subject: Token, verb: Token) -> Attribution:
    """`"We will stay, the minister said.`: content that ends in its cue's subject ends before."""
    start, end = phrase_of(subject)
    if subject.head.i != verb.i or not any(part[1] == end == verb.i for part in one.content):
        return one
    cut = [(a, start) if b == end else (a, b) for a, b in one.content]
    content = tuple(part for part in cut if part[0] < part[1])
    return replace(one, source=((start, end),), content=content)


def tokens_in(doc: Doc, ranges: Iterable[Range]) -> list[Token]:
    """The tokens of the ranges in order."""
    return [token for start, end in ranges for token in doc[start:end]]
