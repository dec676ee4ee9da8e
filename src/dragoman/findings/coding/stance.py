"""How an act is spoken of: negated, to come, possible, and under which words of speech or will."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dragoman.findings.coding.syntax import (
    PASSIVE_SUBJECTS,
    SUBJECTS,
    bare_lemma,
    governors_of,
    lemmas_of,
    preposition_of,
)
from dragoman.knowledge.frames import operators_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.knowledge.frames import Operator, WordKind

Modality = Literal["fact", "will", "would", "may", "must", "alleged"]

NEGATIONS = frozenset("not n't never hardly nor n’t no neither".split())
MODALS: dict[str, Modality] = {
    "will": "will", "shall": "will", "'ll": "will", "wo": "will", "’ll": "will", "would": "would",
    "'d": "would", "may": "may", "might": "may", "could": "may", "can": "may", "must": "must",
    "should": "must", "ought": "must", "ca": "may",
}  # fmt: skip
ADVERBS: dict[str, Modality] = {
    "reportedly": "alleged", "allegedly": "alleged", "purportedly": "alleged", "supposedly":
    "alleged", "possibly": "may", "perhaps": "may", "maybe": "may", "probably": "may",
    "potentially": "may", "soon": "fact",
}  # fmt: skip
ADJECTIVES: dict[str, Modality] = {
    "possible": "may", "potential": "may", "likely": "may", "future": "may", "any": "may",
    "feared": "may", "hypothetical": "may", "eventual": "may",
    "alleged": "alleged", "suspected": "alleged", "reported": "alleged", "purported": "alleged",
    "so-called": "alleged", "supposed": "alleged", "imminent": "will", "planned": "will",
    "upcoming": "will", "forthcoming": "will", "proposed": "may", "scheduled": "will",
    "impending": "will", "intended": "will", "further": "fact",
}  # fmt: skip
OPEN_MARKS = frozenset(("if", "unless", "whether", "lest", "once", "until"))
DENYING_MARKS = frozenset(("without", "instead of", "rather than", "short of"))
PREDICATES: dict[str, Modality] = {
    "possible": "may", "likely": "may", "unlikely": "may", "unclear": "may", "imminent": "will",
    "inevitable": "will", "uncertain": "may", "conceivable": "may", "impossible": "may",
}  # fmt: skip
KINDS: dict[str, WordKind] = {
    "VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective",
}  # fmt: skip
ASKED = frozenset(("xcomp", "conj", "ccomp", "advcl", "csubj"))
"""What a question asks about besides its main verb: "Did it agree to meet and sign?"."""
RANKS = frozenset("first second third last latest only next nearest".split())
PARTITIVES = frozenset("series wave round string spate campaign number act kind end case".split())


@dataclass(frozen=True, slots=True)
class Force:
    """What the words at one verb or noun say of it: whether it is denied, and how sure it is."""

    negated: bool = False
    modality: Modality = "fact"
    perfect: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """An operator over the act: its word, the word of the act's side below it, its own force."""

    operator: Operator
    word: Token
    below: Token
    slot: str
    force: Force


@dataclass(frozen=True, slots=True)
class Stance:
    """The force at the trigger and the operators over it, innermost first."""

    force: Force
    hits: tuple[Hit, ...] = ()


def stance_of(trigger: Token) -> Stance:
    """How the act a word names is spoken of in its sentence."""
    force = force_of(trigger)
    hits: list[Hit] = []
    for above, below in governors_of(trigger):
        force = _under_marks(force, below, hits)
        if below.dep_ == "conj":
            continue
        if below.dep_ in ("acl:relcl", "advcl:relcl", "appos"):
            break
        found = _hit(above, below) or _hit_beside(above, below)
        if found:
            hits.append(found)
            continue
        if _is_purpose(above, below) or (not hits and _is_unlicensed(above, below)):
            force = replace(force, modality="may")
        force = _under_predicate(force, above, below, hits)
        if not _is_transparent(above, below):
            break
    hits += _reports_beside(trigger, hits)
    return Stance(force, tuple(hits))


def force_of(word: Token) -> Force:
    """What stands at the word itself: negation, auxiliaries, adverbs, adjectives."""
    force = Force()
    for child in word.children:
        force = _with_child(force, word, child)
    if word.dep_ == "conj" and word.pos_ in ("VERB", "AUX"):
        force = _shared(force, word)
    if word.dep_ in ("ROOT", "parataxis") and _is_bare_future(word):
        force = replace(force, modality="will")
    if _is_question(word) or _is_inverted(word):
        force = replace(force, modality="may")
    return force


def _with_child(force: Force, word: Token, child: Token) -> Force:
    lower = child.lower_
    if lower in NEGATIONS and child.dep_ in ("advmod", "det", "cc", "cc:preconj", "neg", "aux"):
        return replace(force, negated=True)
    if lower == "longer" and child.dep_ == "advmod":
        return replace(force, negated=True)
    if child.dep_ in SUBJECTS | PASSIVE_SUBJECTS | {"obj"} and _is_none(child):
        return replace(force, negated=True)
    if child.dep_ in ("aux", "aux:pass"):
        if lower in MODALS:
            return replace(force, modality=MODALS[lower])
        return replace(force, perfect=force.perfect or bare_lemma(child) == "have")
    if child.dep_ == "advmod" and lower in ADVERBS:
        return replace(force, modality=ADVERBS[lower])
    if child.dep_ in ("amod", "det") and lower in ADJECTIVES and word.pos_ in ("NOUN", "PROPN"):
        return replace(force, modality=ADJECTIVES[lower])
    if child.dep_ == "mark" and lower in OPEN_MARKS and word.pos_ not in ("NOUN", "PROPN"):
        return replace(force, modality="may")
    if child.dep_ in ("mark", "case") and (preposition_of(word) or "") in DENYING_MARKS:
        return replace(force, negated=True)
    return force


def _is_none(noun: Token) -> bool:
    """ "no troops", "nobody", "neither side": nothing of the kind."""
    if noun.lower_ in ("nobody", "none", "nothing", "neither"):
        return True
    return any(
        child.lower_ in ("no", "neither") and child.dep_ in ("det", "cc:preconj", "cc", "advmod")
        for child in noun.children
    )


def _shared(force: Force, verb: Token) -> Force:
    """ "will meet and sign": a bare conjunct has the auxiliaries of the first verb."""
    first = verb.head
    bare = verb.lower_ == bare_lemma(verb)
    has_own = any(child.dep_ in ("aux", "nsubj", "mark") for child in verb.children)
    if not bare or has_own or first.pos_ not in ("VERB", "AUX"):
        return force
    shared = force_of(first)
    joined = {child.lower_ for child in verb.children if child.dep_ == "cc"}
    negated = force.negated or (shared.negated and bool(joined & {"or", "nor"}))
    return replace(force, modality=shared.modality, negated=negated)


def _is_bare_future(verb: Token) -> bool:
    """ "Sweden to expel envoy": a headline's infinitive is its future."""
    marks = {child.lower_ for child in verb.children if child.dep_ == "mark"}
    deps = {child.dep_ for child in verb.children}
    return "to" in marks and bool(deps & (SUBJECTS | PASSIVE_SUBJECTS))


def _is_question(word: Token) -> bool:
    if word.pos_ not in ("VERB", "AUX"):
        return False
    top = word
    while top.dep_ in ASKED and top.head != top:
        top = top.head
    return top.dep_ in ("ROOT", "parataxis") and any(child.lower_ == "?" for child in top.children)


def _is_inverted(word: Token) -> bool:
    """ "Had it attacked, ...": an auxiliary before the subject opens a condition."""
    children = list(word.children)
    subject = next((c for c in children if c.dep_ in SUBJECTS | PASSIVE_SUBJECTS), None)
    if subject is None or word.pos_ not in ("VERB", "AUX"):
        return False
    return any(
        child.lower_ in ("had", "were", "should") and child.i < subject.i < word.i
        for child in children
        if child.dep_ in ("aux", "aux:pass")
    )


def _under_marks(force: Force, below: Token, hits: list[Hit]) -> Force:
    """A condition over a governor on the way holds for the act, unless speech stands between."""
    if hits or below.pos_ in ("NOUN", "PROPN"):
        return force
    marks = {child.lower_ for child in below.children if child.dep_ in ("mark", "advmod")}
    if marks & OPEN_MARKS:
        return replace(force, modality="may")
    if (preposition_of(below) or "") in DENYING_MARKS:
        return replace(force, negated=True)
    return force


def _hit(above: Token, below: Token) -> Hit | None:
    """The operator a governor is for what stands below it."""
    special = _special(above, below)
    if special:
        return Hit(special, above, below, "xcomp", force_of(above))
    kind = KINDS.get(above.pos_)
    if kind is None:
        return None
    slots = _slots(below)
    if is_phoned_or_named(above):
        return None
    for lemma in lemmas_of(above):
        for operator in operators_of(lemma, kind):
            fitting = slots & operator.slots
            if fitting:
                return Hit(operator, above, below, min(fitting), force_of(above))
    return None


def is_phoned_or_named(verb: Token) -> bool:
    """ "called the president to thank him", "called it a crime": no call for anything."""
    if verb.pos_ != "VERB" or bare_lemma(verb) != "call":
        return False
    objects = [child for child in verb.children if child.dep_ == "obj"]
    return bool(objects) and all(
        preposition_of(one) is None and one.i == verb.i + 1 + _words_before(one) for one in objects
    )


def _words_before(noun: Token) -> int:
    """How many words of its phrase stand before a noun."""
    return noun.i - noun.left_edge.i


def _hit_beside(above: Token, below: Token) -> Hit | None:
    """ "accused it of attacking": the clause may hang on the verb's object instead of the verb."""
    preposition = preposition_of(below)
    if below.dep_ != "acl" or preposition is None or above.dep_ not in ("obj", "nsubj:pass"):
        return None
    for operator in operators_of(bare_lemma(above.head), "verb"):
        if preposition in operator.slots:
            return Hit(operator, above.head, below, preposition, force_of(above.head))
    return None


def _is_purpose(above: Token, below: Token) -> bool:
    """ "a reason to thank": what somebody has cause, time or right to do is not said to be done."""
    if below.dep_ != "acl" or above.pos_ != "NOUN":
        return False
    if not any(c.dep_ == "mark" and c.lower_ == "to" for c in below.children):
        return False
    return not any(child.lower_ in RANKS for child in above.children) and above.lower_ not in RANKS


def _is_unlicensed(above: Token, below: Token) -> bool:
    """ "flew there to meet", "it would be wrong to meet": nothing says that it came to be."""
    if below.dep_ not in ("advcl", "xcomp", "csubj", "ccomp") or below.pos_ not in ("VERB", "AUX"):
        return False
    infinitive = any(c.dep_ == "mark" and c.lower_ == "to" for c in below.children)
    if not infinitive or any(c.dep_ in SUBJECTS for c in below.children):
        return False
    if below.dep_ in ("csubj", "ccomp") or (below.dep_ == "xcomp" and above.pos_ == "ADJ"):
        return True
    return below.dep_ == "advcl" and not any(c.lower_ in ("only", "never") for c in below.children)


def _special(above: Token, below: Token) -> Operator | None:
    """ "is to sign", "is going to sign", "has yet to sign", "too late to sign"."""
    if below.dep_ not in ("xcomp", "advcl", "ccomp", "acl"):
        return None
    lemma = bare_lemma(above)
    words = {child.lower_ for child in above.children}
    if (above.lower_ == "short" or "short" in words) and preposition_of(below) == "of":
        return operators_of("fail", "verb")[0]
    infinitive = any(child.lower_ == "to" for child in below.children if child.dep_ == "mark")
    if not infinitive:
        return None
    if lemma in ("be", "go") and below.dep_ in ("xcomp", "ccomp"):
        perfect = any(c.lower_ == "have" and c.dep_ == "aux" for c in below.children)
        return operators_of("fail" if perfect else "plan", "verb")[0]
    if (lemma == "have" and "yet" in words) or (above.pos_ == "ADJ" and "too" in words):
        return operators_of("fail", "verb")[0]
    return None


def _slots(below: Token) -> set[str]:
    dep = below.dep_
    preposition = preposition_of(below)
    if dep in ("xcomp", "ccomp") and below.tag_ == "VBG" and below.i < below.head.i:
        return set()
    if dep in PASSIVE_SUBJECTS:
        return {"obj", "ccomp"} if dep == "csubj:pass" else {"obj"}
    if dep.startswith(("obl", "nmod")) and preposition:
        return {preposition}
    if dep == "nmod:poss":
        return {"of"}
    if dep in ("advcl", "acl") and preposition and preposition not in ("that",):
        return {preposition, dep}
    if dep == "advcl":
        return {"xcomp"} if _is_complement(below) else set()
    if dep == "csubj":
        return {"csubj", "xcomp"}
    return {dep}


def _is_complement(clause: Token) -> bool:
    """An infinitive, or a gerund right behind its verb ("ruled out recognising")."""
    if any(child.lower_ == "to" for child in clause.children):
        return True
    if clause.i < clause.head.i:
        return False  # "Visiting Seoul, he warned ..."
    gap = clause.doc[clause.head.i + 1 : clause.i]
    return clause.lower_.endswith("ing") and not any(token.is_punct for token in gap)


def _under_predicate(force: Force, above: Token, below: Token, hits: list[Hit]) -> Force:
    """ "An attack is possible": the predicate says how sure its subject is."""
    if hits or below.dep_ not in SUBJECTS | {"ccomp", "xcomp"} | PASSIVE_SUBJECTS:
        return force
    said = PREDICATES.get(bare_lemma(above))
    return replace(force, modality=said) if said else force


def _is_transparent(above: Token, below: Token) -> bool:
    """Whether what stands over the governor also holds for the act."""
    if below.dep_ in ("xcomp", "ccomp"):
        return True
    if below.dep_ == "advcl":
        return below.lower_.endswith("ing") and preposition_of(below) is None
    if below.dep_ in ("nmod", "obl") and preposition_of(below) == "of":
        return bare_lemma(above) in PARTITIVES
    return False


def _reports_beside(trigger: Token, hits: list[Hit]) -> list[Hit]:
    """ "..., the ministry said" after the clause: a report that the tree hangs beside it."""
    top = trigger
    for hit in hits:
        top = hit.word
    while top.dep_ in ("conj", "advcl", "xcomp", "ccomp") and top.head != top:
        top = top.head
    found = []
    for child in top.children:
        if child.dep_ == "parataxis" and child.pos_ == "VERB":
            say = [one for one in operators_of(bare_lemma(child), "verb") if one.name == "say"]
            found += [Hit(one, child, top, "parataxis", force_of(child)) for one in say]
    return found
