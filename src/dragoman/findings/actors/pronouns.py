"""Pronouns and bare nouns that go back to an actor, by the coreference of the article.

The scorer of mention pairs says what a mention goes back to; where that is no actor (a report, a
pact), the mention stands for none. Rules over the tree step in only for "he" and "she" that the
scorer leaves without antecedent, and for "they" after two that were named together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import Draft, is_state
from dragoman.findings.actors.groups import members_before
from dragoman.findings.coreference.chains import links_of
from dragoman.findings.coreference.mentions import mentions_of
from dragoman.findings.coreference.ranker import rank
from dragoman.knowledge.persons import gender_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.actors.drafts import Ledger

SINGULAR = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PRONOUNS = SINGULAR | NEUTER | PLURAL
BODIES = frozenset(
    "country nation state republic kingdom government group militia movement organisation "
    "organization bloc alliance agency company body party army military ministry union".split()
)
REACH = 3
"""Sentences back within which the rules look for the antecedent of a pronoun."""
LONGEST_WAY = 6
"""Links of a chain that are followed to a named actor."""


def find_pronouns(ledger: Ledger) -> None:
    """Add the third-person pronouns and bare nouns whose antecedent is an actor."""
    asked = [token for token in ledger.doc if _may_stand_for_another(token)]
    links = antecedents(ledger.doc, [token.i for token in asked if token.i not in ledger.taken])
    for token in asked:
        if token.i in ledger.taken:
            continue
        find = _pronoun if token.pos_ == "PRON" else _noun
        draft = find(ledger, token, links)
        if draft is not None:
            ledger.add(draft)


def _may_stand_for_another(token: Token) -> bool:
    if token.pos_ == "PRON":
        return token.lower_ in PRONOUNS
    return token.pos_ == "NOUN" and token.lemma_.lower() in BODIES


def antecedents(doc: Doc, asked: Sequence[int]) -> Mapping[int, int]:
    """Of the head token of each mention that goes back to another, that other's head token.

    Only the tokens that are asked about, and what their mentions go back to, are followed.
    """
    if not asked:
        return {}
    mentions = mentions_of(doc)
    heads = mentions.heads
    links = links_of(rank(mentions, asked, LONGEST_WAY))
    pairs = ((int(heads[at]), int(heads[to])) for at, to in links.items())
    return {later: earlier for later, earlier in pairs if earlier != later}


def _pronoun(ledger: Ledger, token: Token, links: Mapping[int, int]) -> Draft | None:
    word = token.lower_
    ids: tuple[str, ...] = ()
    if word in SINGULAR:
        ids = _along(ledger, token, links, "person") or _by_rule(ledger, token)
    elif word in NEUTER:
        ids = _along(ledger, token, links, "body")
    elif word in PLURAL:
        ids = _along(ledger, token, links, "plural")
        if not ids and token.i not in links:
            ids = members_before(ledger, token)
    if not ids:
        return None
    return Draft(token.i, token.i + 1, "pronoun", ids, plural=len(ids) > 1)


def _noun(ledger: Ledger, token: Token, links: Mapping[int, int]) -> Draft | None:
    if token.nbor(-1).lower_ not in {"the", "this"} if token.i else True:
        return None
    ids = _along(ledger, token, links, "body")
    return Draft(token.i - 1, token.i + 1, "nominal", ids) if ids else None


def _along(ledger: Ledger, token: Token, links: Mapping[int, int], kind: str) -> tuple[str, ...]:
    """The actors at the first mention up the chain that stands for some, when they agree."""
    at = token.i
    for _ in range(LONGEST_WAY):
        if at not in links:
            return ()
        at = links[at]
        draft = ledger.taken.get(at)
        if draft is not None and draft.ids and draft.head(ledger.doc).i == at:
            if kind == "plural":
                return _all_of(ledger, ledger.doc[at], draft)
            agrees = _agrees(draft, kind) and _same_gender(ledger, token, draft.ids[0])
            return draft.ids if agrees else ()
    return ()


def _all_of(ledger: Ledger, head: Token, draft: Draft) -> tuple[str, ...]:
    """All whom the phrase names that are known: "A and B said they ..."; none for one person."""
    joined = [other for other in head.conjuncts if other.i > head.i]
    members = [draft.ids]
    for other in joined:
        named = ledger.at(other)
        members.append(named.ids if named is not None else ())
    if len(draft.ids) == 1 and not joined and draft.ids[0].startswith("person:"):
        return ()
    return tuple(dict.fromkeys(code for ids in members for code in ids))


def _agrees(draft: Draft, kind: str) -> bool:
    first = draft.ids[0]
    if kind == "person":
        return len(draft.ids) == 1 and (first.startswith("person:") or draft.kind == "nominal")
    if kind == "body":
        body = is_state(first) or first.startswith(("IGO:", "group:", "org:", "media:"))
        return len(draft.ids) == 1 and body and draft.kind != "demonym"
    return True


def _same_gender(ledger: Ledger, token: Token, code: str) -> bool:
    """Whether a person's given name allows the pronoun."""
    if not code.startswith("person:"):
        return True
    gender = gender_of(ledger.profiles[code].name.split()[0])
    if token.lower_ in {"he", "him", "his", "himself"}:
        return gender != "female"
    if token.lower_ in {"she", "her", "hers", "herself"}:
        return gender != "male"
    return True


def _by_rule(ledger: Ledger, token: Token) -> tuple[str, ...]:
    """The most prominent person of the last sentences."""
    starts = [sent.start for sent in ledger.doc.sents if sent.start <= token.i]
    floor = starts[-REACH:][0] if starts else 0
    best: tuple[str, ...] = ()
    score = float("-inf")
    for draft in ledger.before(token.i):
        if draft.start < floor:
            break
        if len(draft.ids) != 1 or not draft.ids[0].startswith("person:"):
            continue
        if not _same_gender(ledger, token, draft.ids[0]):
            continue
        value = _salience(ledger, token, draft)
        if value > score:
            best, score = draft.ids, value
    return best


def _salience(ledger: Ledger, token: Token, draft: Draft) -> float:
    """Nearer sentences and subjects weigh more; a co-argument cannot be meant."""
    head = draft.head(ledger.doc)
    between = (sent for sent in ledger.doc.sents if head.sent.start < sent.start)
    value = -2.0 * sum(1 for sent in between if sent.start <= token.sent.start)
    if head.dep_.startswith("nsubj"):
        value += 1.5
    if draft.kind == "pronoun":
        value += 0.5
    if head.head == token.head and token.dep_ in {"obj", "obl"}:
        value -= 3.0
    return value
