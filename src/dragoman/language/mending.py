"""Slips of a parser of this size that cost a record its parties, mended by what is certain.

Lists: "China, Russia, Kazakhstan and Tajikistan signed": members of a long list hang on the verb,
one as its subject, one as its conjunct. Where names of one kind stand in a row of commas with a
last "and", and all hang on one word outside the row, or the last on the first, they are one phrase.

Crossings: "Putin signed a deal that included": a subject hangs on the verb of a clause behind the
finite verb it stands before. Where that one has no subject, it is its.

Cases: "a treaty of friendship with the Soviet Union": a preposition belongs to what follows it.

Subjects: a name that opens a sentence without a preposition and hangs on its finite verb as an
oblique, where the verb has no subject, is the subject; so is an object right before such a verb.

Titles: "Premier Roe met Chancellor Doe": the second title hangs on the first name, across the verb
that both depend on. It is the verb's object, or stands behind its preposition. "Premier Roe and
Chancellor Doe": the second name hangs on the first title. It is joined to the first name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.knowledge.states import states_named

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as TokenSpan

LAST = frozenset(["and", "or", "&"])
CORE = ("nsubj", "nsubj:pass", "obj")
SUBJECTS = frozenset("nsubj nsubj:pass csubj expl nsubj:outer".split())
FINITE = frozenset("VBD VBZ VBP".split())
ASKING = frozenset("WDT WP WP$ WRB".split())
LEAST = 3
"""Members of a row; two with "and" are what every parser knows."""


def mended(doc: Doc) -> Doc:
    """The doc with these slips mended in place."""
    mend_lists(doc)
    mend_subjects(doc)
    mend_crossings(doc)
    mend_cases(doc)
    mend_titles(doc)
    mend_conjuncts(doc)
    return doc


def mend_conjuncts(doc: Doc) -> None:
    """Join a name that brings its `and` to the name before it, not to that one's title."""
    for token in doc:
        title, name = token.head, token.head.head
        joined = any(c.dep_ == "cc" and title.i < c.i < token.i for c in token.children)
        titled = title.dep_ == "nmod:desc" and title.i < name.i < token.i
        if joined and titled and token.dep_ in ("appos", "flat", "nmod") and token.ent_type_:
            token.head = name
            token.dep_ = "conj"


def mend_titles(doc: Doc) -> None:
    """Hang a title or name on the verb that it reaches across to describe an earlier name."""
    for token in doc:
        name, verb = token.head, token.head.head
        if token.dep_ not in ("nmod:desc", "flat") or not name.i < verb.i < token.i:
            continue
        cases = [
            mark
            for one in (token, *token.children)
            if one == token or one.dep_ in ("flat", "appos")
            for mark in one.children
            if mark.dep_ == "case" and mark.i < token.i
        ]
        near = [one for one in doc[verb.i : token.left_edge.i] if one.pos_ == "VERB"]
        if not near or not (cases or all(child.dep_ != "obj" for child in near[-1].children)):
            continue
        token.head = near[-1]
        token.dep_ = "obl" if cases else "obj"
        for mark in cases:
            mark.head = token


def mend_cases(doc: Doc) -> None:
    """Hang a preposition on the noun phrase it opens, not on the noun before it."""
    for token in doc[:-1] if len(doc) else ():
        if token.dep_ != "case" or token.tag_ != "IN" or token.head.i >= token.i:
            continue
        noun = next(
            (one for one in token.sent if one.dep_ in ("nmod", "obl") and _opens(token, one)), None
        )
        if noun is not None and not any(child.dep_ == "case" for child in noun.children):
            token.head = noun


def _opens(preposition: Token, noun: Token) -> bool:
    return noun.i > preposition.i and noun.left_edge.i == preposition.i + 1


def mend_crossings(doc: Doc) -> None:
    """Hang subjects on the finite verb that they reach across, where it has none."""
    for token in doc:
        if token.dep_ != "nsubj" or token.head.i <= token.i + 1:
            continue
        verb = token.head
        for above in token.head.ancestors:
            if token.i < above.i < token.head.i and above.tag_ in FINITE:
                verb = above
        if verb.i != token.head.i and not any(c.dep_ in SUBJECTS for c in verb.children):
            token.head = verb


def mend_subjects(doc: Doc) -> None:
    """Make subjects of the opening names that were taken for obliques."""
    for token in doc:
        if token.dep_ == "obj" and token.i < token.head.i and _lacks_subject(token.head):
            before = (one for one in token.sent if one.i < token.i)
            if token.tag_.startswith("NN") and not any(one.tag_ in ASKING for one in before):
                token.dep_ = "nsubj"
    for name in doc.ents:
        head, verb = name.root, name.root.head
        opens = name.start == head.sent.start and name.label_ in ("LOC", "PER", "ORG")
        if not opens or head.dep_ not in ("obl", "nmod") or verb.tag_ not in FINITE:
            continue
        bare = not any(child.dep_ in ("case", "mark") for child in head.children)
        if bare and verb.i > head.i and not any(c.dep_ in SUBJECTS for c in verb.children):
            head.dep_ = "nsubj"


def _lacks_subject(verb: Token) -> bool:
    """Whether the active verb of a main clause has no subject.

    `left` may be tagged as a participle; with two objects and no auxiliary it is none.
    """
    kinds = [child.dep_ for child in verb.children]
    clause = verb.dep_ in ("ROOT", "ccomp", "conj", "parataxis")
    finite = verb.tag_ in FINITE or (verb.tag_ == "VBN" and kinds.count("obj") > 1)
    return finite and clause and not {*SUBJECTS, "aux", "aux:pass"} & set(kinds)


def mend_lists(doc: Doc) -> None:
    """Hang the later members of each torn list on its first, as conjuncts."""
    for row in _rows(doc):
        heads = [name.root for name in row]
        inside = {token.i for name in row for token in name}
        above = {_outside(head, inside) for head in heads}
        closed = heads[-1].dep_ == "conj" and heads[0].is_ancestor(heads[-1])
        verb = _shared_verb(doc, above, heads)
        below = verb is None and any(head.is_ancestor(heads[0]) for head in heads[1:])
        if not (len(above) == 1 or closed or verb) or below or not _is_torn(heads):
            continue
        heads[0].dep_ = _relation(heads)
        if verb is not None:
            heads[0].head = verb
        for head in heads[1:]:
            head.head = heads[0]
            head.dep_ = "conj"
            for mark in _marks_before(head, row[heads.index(head)]):
                mark.head = head


def _shared_verb(doc: Doc, above: set[int], heads: Sequence[Token]) -> Token | None:
    """The finite verb right behind the row, where a member reaches across it to one below it."""
    if len(above) != 2 or min(above) <= heads[-1].i:
        return None
    verb, other = doc[min(above)], doc[max(above)]
    below = verb.is_ancestor(other) and all(head.dep_ in (*CORE, "conj") for head in heads)
    return verb if below and verb.tag_ in FINITE else None


def _rows(doc: Doc) -> Iterator[list[TokenSpan]]:
    """Runs of names of one kind in one sentence, joined by commas and closed by `and`."""
    row: list[TokenSpan] = []
    for name in doc.ents:
        joint = _joint(row[-1], name) if row and _alike(row[0], name) else None
        if joint is None:
            row = [name]
        else:
            row.append(name)
            if joint in LAST:
                if len(row) >= LEAST:
                    yield row
                row = []


def _alike(one: TokenSpan, other: TokenSpan) -> bool:
    """Two names of one kind; of places only states, since `Paris, France` is no list."""
    if one.label_ != other.label_:
        return False
    return one.label_ == "PER" or all(states_named(name.text) for name in (one, other))


def _joint(before: TokenSpan, after: TokenSpan) -> str | None:
    """What stands between two names of a row: a comma or the last `and`; None for anything else."""
    doc = before.doc
    between = [doc[i].lower_ for i in range(before.end, after.start) if not doc[i].is_space]
    if between[-1:] == ["the"]:
        between.pop()
    if before.sent != after.sent:
        return None
    if between == [","]:
        return ","
    if between and between[-1] in LAST and between[:-1] in ([], [","]):
        return between[-1]
    return None


def _outside(token: Token, inside: set[int]) -> int:
    """The word outside the row that a member hangs on, at whatever remove; -1 for none."""
    for _ in range(len(inside)):
        if token.head.i not in inside:
            return token.head.i if token.head.i != token.i else -1
        token = token.head
    return -1


def _relation(heads: Sequence[Token]) -> str:
    """What the row is to the word above: what a member says that needs no preposition."""
    first = heads[0]
    bare = not any(child.dep_ == "case" for child in first.children)
    said = [head.dep_ for head in heads if head.dep_ in CORE]
    return said[0] if bare and said else first.dep_


def _is_torn(heads: Sequence[Token]) -> bool:
    first = heads[0]
    return any(not (head.dep_ == "conj" and first.is_ancestor(head)) for head in heads[1:])


def _marks_before(head: Token, name: TokenSpan) -> Iterator[Token]:
    """The comma and the `and` right before a member."""
    doc = head.doc
    for i in (name.start - 1, name.start - 2, name.start - 3):
        if i >= name.sent.start and doc[i].lower_ in {",", *LAST}:
            yield doc[i]
        elif i < name.sent.start or doc[i].lower_ != "the":
            return
