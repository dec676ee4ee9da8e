"""What an act becomes under the words around it: a promise, a demand, a refusal, a report.

A `Draft` is an event in the making. Its own force comes first (denied, to come, possible), then
each operator from the inside out; every step returns a new draft. PLOVER's rule decides the type:
where a plain type already says "promised", "asked for", "refused" or "threatened", it is used, and
the act itself is not coded beside it. `docs/explanation/events.md` has the table.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.findings.coding.draft import doers_of, under_force
from dragoman.findings.coding.parties import parties_of
from dragoman.findings.coding.rules import RULES
from dragoman.findings.coding.syntax import arguments_of, bare_lemma

if TYPE_CHECKING:
    from spacy.tokens import Token

    from dragoman.findings.coding.draft import Draft
    from dragoman.findings.coding.stance import Hit, Stance
    from dragoman.findings.context import Context

PRONOUNS = frozenset("it its he his him she her they their them".split())


def settled(draft: Draft, stance: Stance, context: Context) -> Draft:
    """The draft under everything its sentence says about it."""
    draft = under_force(draft, stance.force, reported=bool(stance.hits))
    for hit in stance.hits:
        draft = _bound(draft, hit, context)
        rule = RULES.get(hit.operator.name)
        if rule is None:
            continue
        after = rule(draft, hit, context)
        if after is not draft:
            voice = f"operator:{hit.operator.name}.{bare_lemma(hit.word)}"
            draft = replace(after, voices=(*draft.voices, voice))
    return _with_main_subject(draft, context)


def _bound(draft: Draft, hit: Hit, context: Context) -> Draft:
    """ "A said it had ...", "A accused B of attacking it": an open pronoun is the speaker."""
    doers = doers_of(hit)
    if not parties_of(doers, context):
        return draft
    if _is_open_pronoun(draft.actor, context):
        draft = replace(draft, actor=doers)
    sides = parties_of(draft.actor, context), parties_of(draft.recipient, context)
    itself = bool(sides[1]) and sides[0] == sides[1] and _has_pronoun(draft.recipient)
    if (_is_open_pronoun(draft.recipient, context) or itself) and draft.actor != doers:
        draft = replace(draft, recipient=doers)
    return draft


def _has_pronoun(tokens: tuple[Token, ...]) -> bool:
    """ "it", "its positions"."""
    return any(
        token.lower_ in PRONOUNS or any(child.lower_ in PRONOUNS for child in token.children)
        for token in tokens
    )


def _with_main_subject(draft: Draft, context: Context) -> Draft:
    """ "Since its invasion of ..., Iraq has": an open "its" is the subject of the clause around."""
    if not _is_open_pronoun(draft.actor, context):
        return draft
    for above in draft.trigger.ancestors:
        subjects = tuple(arguments_of(above).get("subj", [])) if above.pos_ == "VERB" else ()
        if subjects != draft.actor and parties_of(subjects, context):
            return replace(draft, actor=subjects)
    return draft


def _is_open_pronoun(tokens: tuple[Token, ...], context: Context) -> bool:
    return len(tokens) == 1 and tokens[0].lower_ in PRONOUNS and not parties_of(tokens, context)
