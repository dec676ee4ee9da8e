"""What stands around a word: its arguments by slot, its subject even where it is not written.

Works on a spaCy `Doc` with Universal Dependencies. Slots are `subj`, `obj`, `iobj`, `xcomp`,
`poss`, `mod` (adjectives and compounds before a noun), `adv` and prepositions by their lemma. The
subject of a passive is its `obj`, its agent its `subj`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

Arguments = dict[str, list["Token"]]

SUBJECTS = frozenset(("nsubj", "nsubj:outer", "csubj"))
PASSIVE_SUBJECTS = frozenset(("nsubj:pass", "csubj:pass"))
STRAYS = frozenset(
    ("obj", "appos", "obl", "obl:agent", "obl:unmarked", "nsubj:pass", "dep", "nmod:unmarked")
)
TIMES = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june"
    " july august september october november december today yesterday tomorrow day night morning"
    " afternoon evening week weekend month year decade time hour minute".split()
)
"""Nouns that stand bare in a clause without being a side of it."""
CLAUSES = frozenset(("advcl", "acl", "ccomp", "xcomp", "acl:relcl", "advcl:relcl", "parataxis"))
RELATIVES = frozenset(("which", "who", "that", "whom", "whose"))
SUBJECT_CONTROL = frozenset(
    "promise vow threaten agree offer pledge undertake ask refuse decline swear".split()
)
"""Verbs whose infinitive is done by their subject although they have an object."""
MAX_CLIMB = 12  # governors; deeper nesting than this is a broken tree


def lemma_of(token: Token) -> str:
    """The lemma in lower case, with the particle of a phrasal verb: `call_off`."""
    return _with_particle(bare_lemma(token), token.children)


def _with_particle(lemma: str, children: Iterable[Token]) -> str:
    for child in children:
        if child.dep_ == "compound:prt":
            return f"{lemma}_{child.lower_}"
    return lemma


def bare_lemma(token: Token) -> str:
    """The lemma in lower case; the word itself where there is none."""
    return (token.lemma_ or token.text).lower()


def lemmas_of(token: Token) -> tuple[str, ...]:
    """The lemmas a lexicon may know the word by, the longest first."""
    bare, at = bare_lemma(token), token.i
    children = list(token.children)
    found = [_with_particle(bare, children)]
    if at > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        found.insert(0, f"{token.nbor(-2).lower_}-{bare}")
    after = next((child for child in children if child.i == at + 1), None)
    if after is not None and after.dep_ in ("advmod", "obl", "case", "mark", "xcomp"):
        found.append(f"{bare}_{after.lower_}")
    loose = token.nbor(1) if at + 1 < len(token.doc) else None
    if loose is not None and _is_loose_particle(loose):
        found.append(f"{bare}_{loose.lower_}")
    return tuple(dict.fromkeys([*found, bare, *_bases_of(token, bare)]))


def _is_loose_particle(word: Token) -> bool:
    """ "shipped out of the enclave": a particle that the tree makes a preposition."""
    return word.lower_ == "out" and word.dep_ == "case" and word.head.head.i == word.i - 1


def _bases_of(token: Token, bare: str) -> list[str]:
    """What an inflected form that was left as it is ("agreed", "attacking") may come from."""
    if bare != token.lower_ or token.pos_ not in ("VERB", "AUX"):
        return []
    if bare.endswith("ed"):
        return [bare[:-1], bare[:-2]]
    return [bare[:-3], f"{bare[:-3]}e"] if bare.endswith("ing") else []


def preposition_of(token: Token) -> str | None:
    """The preposition before a noun or gerund: `in`, `because of`; None when it has none."""
    for child in token.children:
        if child.dep_ in ("case", "mark") and child.i < token.i and child.pos_ != "PART":
            fixed = [one.lower_ for one in child.children if one.dep_ == "fixed"]
            whole = " ".join([child.lower_, *fixed])
            return "from" if whole in ("out", "out of") else whole
    return None


def is_passive(verb: Token) -> bool:
    """Whether the verb is in the passive, also when only its conjunct says so."""
    marks = {child.dep_ for child in verb.children}
    if _is_finite_active(verb):
        return False
    if marks & {"nsubj:pass", "aux:pass", "csubj:pass"}:
        return True
    if verb.dep_ in ("acl", "advcl") and _is_past_participle(verb):
        return "obj" not in marks and "nsubj" not in marks
    if verb.dep_ == "conj" and not marks & {"nsubj", "obj", "aux"} and _is_past_participle(verb):
        return verb.head.pos_ == "VERB" and is_passive(verb.head)
    return False


def _is_finite_active(verb: Token) -> bool:
    """Whether form and auxiliaries alone say so, whatever the tree calls its nouns."""
    helpers = {bare_lemma(child) for child in verb.children if child.dep_ in ("aux", "aux:pass")}
    if helpers & {"be", "get"}:
        return False
    return verb.tag_ in ("VBD", "VBZ", "VBP") or (verb.tag_ == "VBN" and "have" in helpers)


def _is_past_participle(verb: Token) -> bool:
    return verb.pos_ == "VERB" and not verb.lower_.endswith("ing") and not _is_infinitive(verb)


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "mark" and child.lower_ == "to" for child in verb.children)


def arguments_of(trigger: Token) -> Arguments:
    """The arguments of a verb or noun by slot, nearest first; conjuncts are not expanded."""
    found: Arguments = {}
    if trigger.pos_ in ("VERB", "AUX", "ADJ"):
        _add_verb_arguments(found, trigger)
    else:
        _add_noun_arguments(found, trigger)
    return found


def _add(found: Arguments, slot: str, token: Token) -> None:
    if token not in found.setdefault(slot, []):
        found[slot].append(token)


def _add_verb_arguments(found: Arguments, verb: Token) -> None:
    passive = is_passive(verb)
    strays = _strays(verb)
    for child in verb.children:
        slot = strays.get(child.i) or _verb_slot(child, passive=passive)
        if slot:
            _add(found, slot, antecedent_of(child))
    if "subj" not in found and not passive:
        for early in _subjects_hung_low(verb):
            _add(found, "subj", antecedent_of(early))
    if passive and "subj" not in found and "by" in found:
        found["subj"] = found["by"]
    if verb.dep_ in ("acl", "acl:relcl"):
        _add_gap(found, verb, passive=passive)
    slot = "obj" if passive else "subj"
    if slot not in found:
        found.setdefault(slot, []).extend(elided_subjects(verb))
    _share_object(found, verb)
    if "iobj" in found and "obj" not in found:
        found["obj"] = found["iobj"]  # warned the government that
    _add_through_themes(found)


def _add_through_themes(found: Arguments) -> None:
    """What the tree hangs on what is acted on: "an end of talks with", "goods worth ... to"."""
    for theme in [*found.get("obj", []), *found.get("in", [])]:
        _add_prepositions(found, theme)
        for part in theme.children:
            if part.dep_ == "nmod" and preposition_of(part) == "of":
                _add_prepositions(found, part)


def _subjects_hung_low(verb: Token) -> list[Token]:
    """ "The forum has agreed to set up ...": the tree may hang the subject on the infinitive."""
    return [
        noun
        for child in verb.children
        if child.dep_ == "xcomp"
        for noun in child.children
        if noun.dep_ in SUBJECTS and noun.i < verb.i
    ]


def _strays(verb: Token) -> dict[int, str]:
    """Bare nouns beside a finite active verb that the tree gives no such place: token to slot.

    "Germany resumed talks": what stands bare before the verb is its subject, after it its object.
    """
    children = list(verb.children)
    if not _is_finite_active(verb) or verb.dep_ in ("acl", "acl:relcl"):
        return {}
    labels = {child.dep_ for child in children}
    found: dict[int, str] = {}
    for child in children:
        noun = _is_bare_noun(child)
        slot = "subj" if child.i < verb.i else "obj"
        taken = labels & SUBJECTS if slot == "subj" else "obj" in labels and child.dep_ != "obj"
        if noun and child.dep_ in STRAYS and not taken and slot not in found.values():
            found[child.i] = slot
    return found


def _is_bare_noun(token: Token) -> bool:
    """A noun without preposition that is no time; a name may be tagged as anything."""
    if preposition_of(token) is not None or bare_lemma(token) in TIMES:
        return False
    return token.pos_ in ("PROPN", "NOUN", "NUM", "PRON") or token.text[:1].isupper()


def _verb_slot(child: Token, *, passive: bool) -> str | None:
    """The slot of a verb's dependent; None for words that are no argument."""
    dep = child.dep_
    if dep in SUBJECTS:
        return (preposition_of(child) if child.i > child.head.i else None) or "subj"
    if dep in PASSIVE_SUBJECTS:
        return "obj"
    if dep == "obl:agent":
        return "subj"
    if dep.startswith("obl"):
        preposition = preposition_of(child)
        if preposition == "on" and _is_day(child):
            return None
        if preposition == "by" and passive and child.ent_type_ not in ("DATE", "TIME"):
            return "by"
        return preposition or ("obj" if _stands_for_object(child) else None)
    if dep in ("obj", "iobj", "xcomp"):
        return (preposition_of(child) if dep == "obj" else None) or dep
    if dep == "advcl" and child.pos_ in ("NOUN", "PROPN"):
        return preposition_of(child)
    return "adv" if dep == "advmod" else None


def _is_day(noun: Token) -> bool:
    """`Monday`, `May 9`: the number may be the head."""
    words = [noun, *noun.children] if noun.like_num else [noun]
    return any(bare_lemma(word) in TIMES for word in words)


def _stands_for_object(noun: Token) -> bool:
    """ "called on the government": the particle was its preposition; or the verb has no object."""
    around = list(noun.head.children)
    if any(child.dep_ == "compound:prt" for child in around):
        return True
    return noun.dep_ == "obl" and noun.i > noun.head.i and not any(c.dep_ == "obj" for c in around)


def _add_gap(found: Arguments, verb: Token, *, passive: bool) -> None:
    """The noun a participle or relative clause stands beside fills the empty slot."""
    noun = verb.head
    if passive or (verb.dep_ == "acl" and _is_past_participle(verb)):
        if "obj" not in found:
            _add(found, "obj", noun)
    elif verb.dep_ == "acl" and verb.lower_.endswith("ing"):
        if "subj" not in found:
            _add(found, "subj", _one_among(noun))
    elif verb.dep_ == "acl:relcl":
        taken = noun in found.get("subj", []) or noun in found.get("obj", [])
        slot = "obj" if "subj" in found else "subj"
        if not taken and slot not in found:
            _add(found, slot, noun)


def _one_among(noun: Token) -> Token:
    """The subject that a noun is said of: "is among those calling for", "is a donor, giving"."""
    said = noun.lower_ in ("those", "ones") or any(child.dep_ == "cop" for child in noun.children)
    return next((one for one in noun.children if said and one.dep_ in SUBJECTS), noun)


def _share_object(found: Arguments, verb: Token) -> None:
    """ "condemned and expelled the envoy": the object of the last verb is the first one's too."""
    if "obj" in found:
        return
    for other in verb.children:
        if other.dep_ == "conj" and other.pos_ == "VERB":
            shared = [one for one in other.children if one.dep_ == "obj"]
            has_subject = any(one.dep_ in SUBJECTS for one in other.children)
            if shared and not has_subject and other.i - verb.i <= 3:
                found["obj"] = shared
                return


def _add_noun_arguments(found: Arguments, noun: Token) -> None:
    for child in noun.children:
        if child.dep_ == "nmod:poss":
            _add(found, "poss", child)
        elif child.dep_ in ("amod", "compound", "nmod:desc", "nmod:unmarked"):
            _add(found, "mod", child)
    _add_prepositions(found, noun)
    for theme in list(found.get("of", [])):
        _add_prepositions(found, theme)


def _add_prepositions(found: Arguments, noun: Token) -> None:
    for child in noun.children:
        if child.dep_ == "nmod":
            preposition = preposition_of(child)
            if preposition == "on" and _is_day(child):
                continue
            if preposition:
                _add(found, preposition, child)
            else:
                _add(found, "mod", child)


def antecedent_of(token: Token) -> Token:
    """The noun a relative pronoun stands for; any other word stands for itself."""
    if token.lower_ not in RELATIVES or token.pos_ not in ("PRON", "SCONJ", "DET"):
        return token
    for above in token.ancestors:
        if above.dep_ == "acl:relcl":
            return above.head
    return token


def elided_subjects(verb: Token) -> list[Token]:
    """The subjects a verb shares with the clause it belongs to; for a passive, what it befalls."""
    seen = verb
    for _ in range(MAX_CLIMB):
        head = seen.head
        if head == seen:
            return []
        if seen.dep_ == "conj" and head.pos_ in ("VERB", "AUX", "ADJ"):
            found = _written_subjects(head)
            if found:
                return found
        elif seen.dep_ in ("xcomp", "advcl", "ccomp") and _is_predicate(head):
            found = _controllers(head, seen)
            if found:
                return found
        elif seen.dep_ == "acl" and _is_infinitive(seen):
            return _noun_controllers(head)
        elif seen.dep_ in ("acl", "acl:relcl") and seen != verb:
            return [head]
        elif not (seen.dep_ == "conj" or seen.dep_ in CLAUSES):
            return []
        seen = head
    return []


def _is_predicate(word: Token) -> bool:
    """A verb, or what somebody is: "is the leading donor, providing"."""
    said = word.pos_ in ("VERB", "AUX", "ADJ")
    return said or any(child.dep_ == "cop" for child in word.children)


def _written_subjects(verb: Token) -> list[Token]:
    wanted = PASSIVE_SUBJECTS | SUBJECTS
    return [antecedent_of(child) for child in verb.children if child.dep_ in wanted]


def _controllers(head: Token, clause: Token) -> list[Token]:
    """Who does what an infinitive or participle under the verb says."""
    objects = [child for child in head.children if child.dep_ in ("obj", "iobj")]
    infinitive = clause.dep_ == "xcomp"
    of_object = preposition_of(clause) in ("of", "for", "from", "against", "into")
    if objects and (infinitive or of_object) and bare_lemma(head) not in SUBJECT_CONTROL:
        return objects[:1]
    return _written_subjects(head)


def _noun_controllers(noun: Token) -> list[Token]:
    """Who does what the infinitive beside a noun says: "Iran's refusal to talk"."""
    owners = [child for child in noun.children if child.dep_ == "nmod:poss"]
    if owners:
        return owners
    owners = [c for c in noun.children if c.dep_ == "nmod" and preposition_of(c) in ("by", "of")]
    if owners:
        return owners
    if noun.dep_ in ("obj", "obl", "nsubj:pass"):
        verb = noun.head
        return _written_subjects(verb) or elided_subjects(verb)
    return []


def governors_of(token: Token) -> Iterator[tuple[Token, Token]]:
    """Pairs (governor, the word below it on the way to the token), nearest first."""
    below = token
    for _ in range(MAX_CLIMB):
        above = below.head
        if above == below:
            return
        yield above, below
        below = above


def conjuncts_of(token: Token) -> list[Token]:
    """The token and the nouns joined to it."""
    found = [token]
    found += [
        other
        for child in token.children
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN", "PRON", "ADJ", "NUM")
        for other in conjuncts_of(child)
    ]
    return found
