"""What the encoder and the wording say about an act that the frames found in an article.

The frames say what was done between whom; the event head and the wording are then asked for the
type of that pair in that sentence. How far they bear the frames out becomes the event's score.
Where they say something else the event is kept for review only, or has their type if they are sure
of it. In sentences without any event they are asked about each verb between two known parties.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from dragoman.findings.coding.arbiter import evidence, fitted, label_of, shares
from dragoman.findings.coding.draft import Draft
from dragoman.findings.coding.parties import parties_of
from dragoman.findings.coding.stance import stance_of
from dragoman.findings.coding.syntax import arguments_of, lemmas_of
from dragoman.findings.coding.wording import traits_of
from dragoman.knowledge.cameo import cameo
from dragoman.knowledge.frames import operators_of
from dragoman.knowledge.plover import plover
from dragoman.language.labels import EVENTS
from dragoman.language.pairs import Pair, encoder_behind, event_types

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.coding.wording import Side
    from dragoman.findings.context import Context

MODIFIERS = ("amod", "compound", "flat", "nmod:poss", "nmod:desc", "det", "nummod")
NEAR = 4  # tokens after a noun that still belong to its name
LEAST_SCORE = 0.3  # below it an event is kept for review only
SURE_OF_ANOTHER = 0.9  # least share that takes a type from the frames
SURE_OF_A_VERB = 0.8  # least share at which a verb without a frame tells an event
ROOTS = {
    "AGREE": "030", "CONSULT": "040", "SUPPORT": "050", "COOPERATE": "060", "AID": "070",
    "REQUEST": "020", "ACCUSE": "110", "REJECT": "120", "THREATEN": "130", "PROTEST": "140",
    "MOBILIZE": "150", "SANCTION": "160", "COERCE": "170", "ASSAULT": "190",
}  # fmt: skip
"""The general code of each type that the head can tell; YIELD is two types and has none."""
EDGE = 1e-4  # shares nearer to 0 or 1 are taken for this


class Opinion(NamedTuple):
    """How the other voices see an act.

    share: of its type; nothing: of no event at all; best: the likeliest for the head; surest: the
    type they like most together, with its share.
    """

    share: float
    nothing: float
    best: str
    surest: tuple[str, float]

    @property
    def score(self) -> float:
        """The probability that the type is right, as measured on sentences of our own."""
        bias, slope, nothing = fitted()["score"].astype(np.float64)
        return float(1 / (1 + np.exp(-(bias + slope * self.logit + nothing * self.nothing))))

    @property
    def logit(self) -> float:
        """The log odds of the share."""
        share = min(max(self.share, EDGE), 1 - EDGE)
        return float(np.log(share / (1 - share)))


def opinions(doc: Doc, drafts: Sequence[Draft]) -> list[Opinion | None]:
    """One opinion a draft; None for all where the doc was read by a pipeline that has no head."""
    encoder = encoder_behind(doc)
    if encoder is None or not drafts:
        return [None] * len(drafts)
    pairs = [_pair(draft) for draft in drafts]
    found = []
    model = fitted()
    weights = model["weights"].astype(np.float64)
    for draft, pair, head in zip(drafts, pairs, event_types(encoder, doc, pairs), strict=True):
        traits = traits_of(doc, pair.sentence, pair.source, pair.target)
        chances = shares(evidence(head, [], traits, model), weights)
        kind = EVENTS.index(label_of(draft.type))
        best, top = EVENTS[int(head.argmax())], int(chances.argmax())
        surest = EVENTS[top], float(chances[top])
        found.append(Opinion(float(chances[kind]), float(head[0]), best, surest))
    return list(found)


def retyped(draft: Draft, opinion: Opinion | None) -> Draft:
    """The draft with the type that the other voices are sure of where they do not bear it out."""
    if opinion is None or draft.factuality != "actual" or opinion.score >= LEAST_SCORE:
        return draft
    code = ROOTS.get(opinion.surest[0])
    if code is None or opinion.best != opinion.surest[0] or opinion.surest[1] < SURE_OF_ANOTHER:
        return draft
    return _typed(draft, code)


def proposals(doc: Doc, context: Context, told: Container[int]) -> Iterator[tuple[Draft, Opinion]]:
    """Acts of verbs between two known parties that the voices are sure of, by no frame.

    `told` holds the first tokens of sentences that are not asked about.
    """
    found = [
        draft
        for sentence in doc.sents
        if sentence.start not in told
        for verb in sentence
        if verb.pos_ == "VERB" and (draft := _between_parties(verb, context)) is not None
    ]
    for draft, opinion in zip(found, opinions(doc, found), strict=True):
        if opinion is None:
            return
        kind, share = opinion.surest
        if kind in ROOTS and share * (1 - opinion.nothing) >= SURE_OF_A_VERB:
            yield _typed(draft, ROOTS[kind]), opinion._replace(share=share)


def _between_parties(verb: Token, context: Context) -> Draft | None:
    """A plain verb with a known subject and another known party; its type is yet to be told."""
    arguments = arguments_of(verb)
    actor = tuple(arguments.get("subj", []))
    doers = set(parties_of(actor, context)) if actor else set()
    if not doers:
        return None
    for slot, tokens in arguments.items():
        other = tuple(one for one in tokens if one not in actor)
        parties = () if slot in ("subj", "mod", "xcomp", "poss") else parties_of(other, context)
        if parties and set(parties) != doers:
            return _untyped(verb, actor, other) if _is_plain(verb) else None
    return None


def _is_plain(verb: Token) -> bool:
    """Whether nothing more is said of the act than that it happens."""
    speech = [one.name for lemma in lemmas_of(verb) for one in operators_of(lemma, "verb")]
    if any(name not in ("say", "light") for name in speech):
        return False
    stance = stance_of(verb)
    spoken = any(hit.operator.name not in ("say", "light") for hit in stance.hits)
    return not (spoken or stance.force.negated or stance.force.modality != "fact")


def _untyped(verb: Token, actor: tuple[Token, ...], other: tuple[Token, ...]) -> Draft:
    return Draft(
        trigger=verb, act="CONSULT", type="CONSULT", mode=None, cameo="040", base="040",
        actor=actor, recipient=other,
    )  # fmt: skip


def _typed(draft: Draft, code: str) -> Draft:
    entry = cameo(code)
    kind = draft.type if entry is None or entry.type is None else entry.type
    joint = plover(kind).joint and kind != "AGREE"
    return replace(
        draft, act=kind, type=kind, mode=None, cameo=code, base=code, joint=joint, voices=()
    )


def _pair(draft: Draft) -> Pair:
    sentence = draft.trigger.sent
    sides = _phrase(draft.actor, draft.trigger), _phrase(draft.recipient, draft.trigger)
    return Pair((sentence.start, sentence.end), *sides)


def _phrase(side: tuple[Token, ...], trigger: Token) -> Side:
    """The first noun of a side with what names it, without the word that tells the act."""
    if not side:
        return None
    noun = side[0]
    parts = [
        child.i for child in noun.children if child.dep_ in MODIFIERS and child.i < noun.i + NEAR
    ]
    start, end = min([noun.i, *parts]), max([noun.i, *parts]) + 1
    return (noun.i, noun.i + 1) if start <= trigger.i < end else (start, end)
