"""Silences: who was asked and gave no answer, and what was kept from the public.

Found over the parse: a verb of answering that is negated, a verb of declining with a verb of speech
below it, "no comment" in its forms, and information that was withheld.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.acts import is_negated
from dragoman.findings.subjects import SUBJECTS, antecedent_of
from dragoman.language.article import span_of
from dragoman.schema import NonResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from dragoman.findings.context import Context
    from dragoman.schema.findings import SilenceKind

SPEAKING = frozenset(
    "comment say discuss elaborate answer confirm deny speak respond reply talk draw do react "
    "address explain".split()
)
SHOWING = frozenset(
    "disclose reveal release publish identify name give provide share specify announce detail "
    "quantify".split()
)
ANSWERING = frozenset("respond reply answer comment react return".split())
ANSWERED = frozenset(
    "request question inquiry enquiry query call email e-mail message letter allegation accusation "
    "charge claim report criticism remark comment statement ruling finding telephone phone".split()
)
REPLIES = frozenset("response reaction comment reply answer statement word".split())
MESSAGES = frozenset("call email e-mail message letter request question inquiry text query".split())
TOLD = frozenset(
    "text detail term content wording copy figure name reason number identity document treaty pact "
    "agreement accord letter transcript information result cause explanation breakdown".split()
)
DECLINING = frozenset(["decline", "refuse"])
SILENT = frozenset(["silent", "mum", "tight-lipped"])
UNREACHED = frozenset(["unavailable", "unreachable"])
VAIN = frozenset(["fail", "unsuccessful", "vain", "fruitless"])

Found = tuple["SilenceKind", "Token | None", int, int]
"""Kind, head token of who is silent (None when not said), first and last token of the cue."""


def find_non_responses(doc: Doc, context: Context) -> Iterator[NonResponse]:
    """Yield silences in text order, one for each actor asked; its actor is null when unknown."""
    seen: set[tuple[int, int, str | None]] = set()
    for token in doc:
        for rule in RULES:
            found = rule(token)
            if found is None:
                continue
            kind, asked, first, last = found
            last = max(first, last)  # "which he declined to name": the object came before
            for actor in _actors_at(asked, context) or (None,):
                key = (first, last, actor)
                if key not in seen:
                    seen.add(key)
                    yield NonResponse(actor=actor, kind=kind, cue=span_of(doc, first, last + 1))
            break


def _declines(token: Token) -> Found | None:
    """`declined to comment`, `refused to say`, `declined comment`."""
    if token.lemma_.lower() not in DECLINING:
        return None
    for child in token.children:
        lemma = child.lemma_.lower()
        if child.dep_ in ("xcomp", "ccomp") and lemma in SPEAKING:
            return "declined", _subject_of(token), token.i, child.i
        if child.dep_ in ("xcomp", "ccomp") and lemma in SHOWING:
            told = _child(child, "obj")
            return "withheld", _subject_of(token), token.i, (told or child).i
        if child.dep_ == "obj" and lemma == "comment":
            return "declined", _subject_of(token), token.i, child.i
    return None


def _does_not_answer(token: Token) -> Found | None:
    """`did not respond to a request`, `has not commented`, `would not comment`, `did not say`."""
    lemma = token.lemma_.lower()
    if token.pos_ != "VERB" or lemma not in ANSWERING | {"say", "elaborate", "discuss"}:
        return None
    neither = _is_neither(token)
    if not (is_negated(token) or neither) or _subject_of(token) is None:
        return None
    first = _first_auxiliary(token)
    modal = any(child.lemma_ in ("will", "would") for child in token.children)
    target = _oblique(token, "to") or _child(token, "obj")
    if lemma in ("say", "elaborate", "discuss"):
        if lemma == "say" and _has_content(token):
            return None
        return "declined", _subject_of(token), first, token.i
    if lemma == "return":
        if target is None or target.lemma_.lower() not in MESSAGES:
            return None
    elif not _is_request(token, target):
        return None
    last = token.i if target is None else target.i
    if lemma == "comment" and modal:
        return "declined", _subject_of(token), first, token.i
    return "no_response", _subject_of(token), first, last


def _is_request(verb: Token, target: Token | None) -> bool:
    """Whether what was not answered is a question: not `did not respond militarily`."""
    if target is None or verb.lemma_.lower() == "comment":
        return not any(map(_is_manner, verb.children))
    return target.lemma_.lower() in ANSWERED


def _has_yet_to(token: Token) -> Found | None:
    """`has yet to respond`."""
    if token.lemma_.lower() not in ANSWERING or token.dep_ not in ("xcomp", "ROOT", "ccomp", "acl"):
        return None
    yet = [t for t in token.sent if t.lower_ == "yet" and -4 <= t.i - token.i < 0]
    if not yet:
        return None
    subject = _subject_of(token) or _subject_of(token.head)
    return "no_response", subject, max(yet[0].i - 1, token.sent.start), token.i


def _no_reply(token: Token) -> Found | None:
    """`no immediate response from X`, `X had no comment`, `nothing to add`."""
    lemma = token.lemma_.lower()
    if lemma == "nothing" and token.i + 2 < len(token.doc):
        added = token.nbor(2).lemma_.lower() in ("add", "say")
        if added and token.nbor(1).lower_ == "to":
            return "declined", _subject_of(token.head), token.head.i, token.i + 2
        return None
    if lemma not in REPLIES or token.pos_ != "NOUN":
        return None
    no = next((t for t in token.children if t.lower_ in ("no", "any")), None)
    verb = token.head
    negated = no is not None and no.lower_ == "no"
    if not negated:
        if token.dep_ != "obj" or not is_negated(verb):
            return None
        if verb.lemma_ not in ("have", "make", "offer", "issue", "give", "provide"):
            return None
    if token.dep_ == "obj" and verb.lemma_ in ("have", "make", "offer", "issue", "give", "provide"):
        first = no.i if no is not None else _first_auxiliary(verb)
        return "no_response", _subject_of(verb), min(verb.i, first), token.i
    source = _oblique(token, "from", "by") or _oblique(verb, "from", "by")
    if source is not None and no is not None:
        return "no_response", source, no.i, token.i
    if _is_quoted_refusal(token) and no is not None:
        speaker = _subject_of(verb) or _subject_of(verb.head)
        return "declined", speaker, no.i, token.i
    return None


def _neither_confirms(token: Token) -> Found | None:
    """`would neither confirm nor deny`."""
    if token.lemma_.lower() != "confirm":
        return None
    denial = next((t for t in token.children if t.dep_ == "conj" and t.lemma_ == "deny"), None)
    if denial is None or not (_is_neither(token) or is_negated(token)):
        return None
    return "declined", _subject_of(token), _first_auxiliary(token), denial.i


def _not_reached(token: Token) -> Found | None:
    """`could not be reached`, `was not available for comment`, `efforts to reach X failed`."""
    lemma = token.lemma_.lower()
    if lemma == "reach" and is_negated(token) and _child(token, "nsubj:pass") is not None:
        purpose = _oblique(token, "for", "by")
        modal = any(child.lemma_ in ("can", "could") for child in token.children)
        if modal or (purpose is not None and purpose.lemma_ == "comment"):
            last = purpose.i if purpose is not None and purpose.lemma_ == "comment" else token.i
            return "could_not_be_reached", _subject_of(token), _first_auxiliary(token), last
    if lemma in UNREACHED or (lemma == "available" and is_negated(token)):
        about = [t for t in token.subtree if t.lemma_.lower() in ("comment", "speak", "interview")]
        if about:
            first = _first_auxiliary(token)
            return "could_not_be_reached", _subject_of(token), first, about[0].i
    if lemma == "reach" and token.dep_ in ("acl", "xcomp") and token.head.lemma_ in (
        "effort", "attempt",
    ):  # fmt: skip
        verb = token.head.head
        vain = verb.lemma_.lower() in VAIN or any(t.lemma_.lower() in VAIN for t in verb.children)
        if vain:
            return "could_not_be_reached", _child(token, "obj"), token.head.i, token.i
    return None


def _unanswered(token: Token) -> Found | None:
    """`emails went unanswered`, `calls were not returned`."""
    subject = _child(token, "nsubj:pass") or _subject_of(token)
    if token.lemma_.lower() == "unanswered" or token.lower_ == "unanswered":
        subject = subject or _subject_of(token.head)
        if subject is None or subject.lemma_.lower() not in MESSAGES:
            return None
        return "no_response", _asked_by(subject), min(token.head.i, token.i), token.i
    if token.lemma_ in ("return", "answer") and is_negated(token):
        passive = _child(token, "nsubj:pass")
        if passive is not None and passive.lemma_.lower() in MESSAGES:
            return "no_response", _asked_by(passive), _first_auxiliary(token), token.i
    return None


def _keeps_silent(token: Token) -> Found | None:
    """`remained silent`, `was silent on the matter`."""
    if token.lemma_.lower() not in SILENT:
        return None
    verb = token if token.dep_ == "ROOT" else token.head
    subject = _subject_of(token) or _subject_of(verb)
    if subject is None:
        return None
    return "no_response", subject, min(_first_auxiliary(token), verb.i), token.i


def _withheld(token: Token) -> Found | None:
    """`the text was not released`, `did not disclose the terms`, `gave no reason`."""
    lemma = token.lemma_.lower()
    passive = _child(token, "nsubj:pass")
    if lemma == "withhold":
        told = passive or _child(token, "obj")
        if told is None or told.lemma_.lower() not in TOLD:
            return None
        keeper = _oblique(token, "by") if passive is not None else _subject_of(token)
        return "withheld", keeper, _first_auxiliary(token), token.i
    if lemma in SHOWING | {"make"} and is_negated(token):
        if lemma == "make" and not any(t.lower_ == "public" for t in token.children):
            return None
        told = passive or _child(token, "obj")
        if told is None or not _is_told(told):
            return None
        keeper = _oblique(token, "by") if passive is not None else _subject_of(token)
        last = max(token.i, told.i) if passive is None else token.i
        return "withheld", keeper, _first_auxiliary(token), last
    if lemma in ("give", "provide", "offer"):
        told = _child(token, "obj")
        refused = told is not None and any(t.lower_ == "no" for t in told.children)
        if told is not None and refused and told.lemma_.lower() in TOLD:
            return "withheld", _subject_of(token), token.i, told.i
    return None


RULES: tuple[Callable[[Token], Found | None], ...] = (
    _declines, _neither_confirms, _does_not_answer, _has_yet_to, _no_reply, _not_reached,
    _unanswered, _keeps_silent, _withheld,
)  # fmt: skip


def _actors_at(asked: Token | None, context: Context) -> tuple[str, ...]:
    """The states (or else actors) behind a token: its own referent, or that of a modifier."""
    if asked is None:
        return ()
    ids = list(referents_near(asked, context))
    for other in asked.children:
        ids += context.referents.get(other.i, ()) if other.dep_ == "conj" else ()
    states = context.states_of(ids)
    return states or tuple(dict.fromkeys(ids))


def referents_near(head: Token, context: Context) -> tuple[str, ...]:
    """The actors a noun phrase stands for or belongs to: `officials in Riyadh`."""
    own = context.referents.get(head.i)
    if own:
        return own
    deps = ("nmod:poss", "amod", "compound", "nmod", "flat", "appos", "nmod:desc")
    for dep in deps:
        for child in head.children:
            if child.dep_ == dep or (dep == "nmod" and child.dep_.startswith("nmod")):
                found = context.referents.get(child.i) or referents_near(child, context)
                if found:
                    return found
    return ()


def _subject_of(verb: Token) -> Token | None:
    """The verb's subject; for a conjunct or an infinitive, that of the verb above."""
    at = verb
    for _ in range(4):
        for child in at.children:
            if child.dep_ in SUBJECTS:
                return antecedent_of(child)
        if at.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        at = at.head
    return None


def _child(token: Token, dep: str) -> Token | None:
    return next((child for child in token.children if child.dep_ == dep), None)


def _oblique(token: Token, *prepositions: str) -> Token | None:
    for child in token.children:
        cases = [c for c in child.children if c.dep_ == "case"]
        if child.dep_.startswith(("obl", "nmod")) and any(c.lower_ in prepositions for c in cases):
            return child
    return None


def _first_auxiliary(verb: Token) -> int:
    """The index of the first auxiliary, negation or copula before the verb."""
    helpers = [c.i for c in verb.children if c.dep_.startswith(("aux", "cop")) or _negates(c)]
    return min([verb.i, *(i for i in helpers if i < verb.i)])


def _negates(token: Token) -> bool:
    return token.lower_ in _NEGATIONS


_NEGATIONS = frozenset(["not", "n't", "never", "neither"])


def _is_neither(verb: Token) -> bool:
    """`Neither A nor B would comment`, `would neither confirm nor deny`."""
    subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    near = [*verb.children, *(subject.children if subject is not None else ())]
    return any(t.lower_ == "neither" for t in near)


def _has_content(verb: Token) -> bool:
    """Whether something is said not to have been said: `did not say it would stop`."""
    for child in verb.children:
        if child.dep_ in ("ccomp", "obj", "parataxis"):
            words = [t.lower_ for t in child.subtree]
            return not words or words[0] not in _WH
    return False


_WH = frozenset("who what when where why whether how which if".split())


def _is_manner(child: Token) -> bool:
    return child.dep_ == "advmod" and child.lower_.endswith("ily") and child.lower_ != "immediately"


def _is_told(noun: Token) -> bool:
    return noun.lemma_.lower() in TOLD or noun.lower_ in ("it", "which", "that", "them")


def _asked_by(message: Token) -> Token | None:
    """Whom a message went to: `emails sent to the ministry`, `calls to the mission`."""
    direct = _oblique(message, "to")
    if direct is not None:
        return direct
    for child in message.children:
        if child.dep_.startswith("acl"):
            found = _oblique(child, "to")
            if found is not None:
                return found
    return None


def _is_quoted_refusal(token: Token) -> bool:
    """`"No comment," she said`."""
    before = token.i - 2
    return token.lemma_ == "comment" and before >= 0 and token.doc[before].text in ('"', "“", "''")
