"""Descriptions that stand for actors: "the Russian leader", "South Korea's army", "the North"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.actors.drafts import Draft, is_state
from dragoman.findings.actors.roles import (
    INSTITUTIONS,
    OFFICIALS,
    PRIVATE,
    equal_of,
    holder_of,
    is_official,
    is_past,
    is_qualified,
    offices_of,
    owners,
    phrase_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from dragoman.findings.actors.drafts import Ledger

COUNTRY = frozenset({"country", "nation", "state", "republic", "kingdom", "homeland"})
BLOC = {
    "alliance": ("IGO:NATO", "IGO:CSTO", "IGO:WARSAW"),
    "bloc": ("IGO:EUR", "IGO:ASEAN", "IGO:MERCOSUR", "IGO:GCC", "IGO:BRICS"),
    "watchdog": ("IGO:IAEA", "IGO:OPCW"),
    "agency": ("IGO:IAEA",),
}  # fmt: skip
HALVES = {
    "North": ("PRK", "former:VDR", "former:YAR"),
    "South": ("KOR", "former:RVN", "former:YMD", "SSD"),
}
EPITHETS = {
    "Jewish": "ISR", "hermit": "PRK", "island": "TWN", "self-ruled": "TWN",
}  # fmt: skip
MEDIA = frozenset({"media", "television", "tv", "newspaper", "press", "radio", "broadcaster"})
SINGLED_OUT = frozenset("only other same first last next another third second largest".split())
"""Words with which a country is described, not gone back to."""
OUTLETS = frozenset(
    "newspaper paper magazine daily weekly network channel broadcaster outlet website".split()
)
KIND_LETTERS = 4


def find_descriptions(ledger: Ledger) -> None:
    """Add the noun phrases that stand for an actor, left to right."""
    for token in ledger.doc:
        if token.i in ledger.taken or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        if _titles_a_person(ledger, token):
            continue
        draft = (
            _half(ledger, token)
            or _media(ledger, token)
            or _held_office(ledger, token)
            or _owned(ledger, token)
            or _bare_office(ledger, token)
            or _bare_institution(ledger, token)
            or _bare_country(ledger, token)
            or _bloc(ledger, token)
            or _outlet(ledger, token)
            or _named_by_its_kind(ledger, token)
        )
        if draft is not None:
            ledger.add(draft)


def _titles_a_person(ledger: Ledger, token: Token) -> bool:
    """Whether a noun is the title of a name, which is then the mention, found at both words."""
    if token.dep_ == "nmod:desc" and _is_person(ledger, token.head):
        return True
    for child in token.children:
        if child.dep_.startswith(("flat", "appos")) and child.i - token.i <= 2:
            draft = ledger.at(child)
            if draft is not None and draft.start == token.i + 1 and _is_person(ledger, child):
                draft.keys = (*draft.keys, token.i)
                return True
    return False


def _is_person(ledger: Ledger, token: Token) -> bool:
    draft = ledger.at(token)
    return draft is not None and any(code.startswith("person:") for code in draft.ids)


def _span(ledger: Ledger, head: Token) -> tuple[int, int]:
    """The noun phrase around a head, up to what says whose it is; relative clauses left out."""
    start = min([head.i, *(token.left_edge.i for token in head.lefts if _belongs(token))])
    end = head.i + 1
    for token in head.rights:
        if token.dep_ == "nmod" and ledger.at(token) is not None and _is_near(token, head):
            end = max(end, token.right_edge.i + 1)
        elif token.dep_.startswith("flat"):
            end = max(end, token.i + 1)
    return start, _without_clause(ledger, head, end)


def _belongs(token: Token) -> bool:
    return token.dep_ in {
        "det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "nmod:unmarked",
        "det:predet",
    }  # fmt: skip


def _is_near(token: Token, head: Token) -> bool:
    return token.i - head.i < 8


def _without_clause(ledger: Ledger, head: Token, end: int) -> int:
    for at in range(head.i + 1, end):
        if ledger.doc[at].text in {",", ";", ":", "—", "("}:
            return at
    return end


def _nominal(ledger: Ledger, head: Token, ids: Iterable[str], reason: str | None = None) -> Draft:
    start, end = _span(ledger, head)
    return Draft(start, end, "nominal", tuple(ids), reason=reason, plural=_is_plural(head))


def _open(ledger: Ledger, head: Token, candidates: Iterable[str], reason: str) -> Draft:
    start, end = _span(ledger, head)
    return Draft(start, end, "nominal", (), tuple(candidates)[:5], reason)


def _is_plural(head: Token) -> bool:
    number = head.morph.get("Number", [])
    if number:
        return number == ["Plur"]
    return head.lower_.endswith("s") and head.lower_ != head.lemma_.lower()


def _determiner(head: Token) -> str:
    return next((token.lower_ for token in head.lefts if token.dep_ == "det"), "")


def _half(ledger: Ledger, token: Token) -> Draft | None:
    """ "the North" where one of the states that are halves of a country is named."""
    before = ledger.doc[token.i - 1].lower_ if token.i else ""
    if token.text not in HALVES or before != "the" or token.dep_ == "compound":
        return None
    if any(child.dep_ in {"nmod", "amod", "flat", "compound"} for child in token.children):
        return None
    states = ledger.states()
    north, south = HALVES["North"], HALVES["South"]
    for one, other in zip(north, south, strict=False):
        if one in states or other in states:
            code = one if token.text == "North" else other
            return Draft(token.i - 1, token.i + 1, "nominal", (code,))
    return None


def _media(ledger: Ledger, token: Token) -> Draft | None:
    """ "Russian media": they belong to a state and speak for themselves."""
    if token.lemma_.lower() not in MEDIA:
        return None
    owned = [code for code in owners(token, ledger) if is_state(code)]
    if len(owned) != 1:
        return None
    code = f"media:{owned[0].replace('former:', '').lower()}"
    draft = _nominal(ledger, token, (code,))
    from dragoman.findings.actors.drafts import Profile

    owner = ledger.profiles[owned[0]].name
    ledger.profiles.setdefault(
        code, Profile(id=code, name=f"media of {owner}", kind="media", codes={"home": owned[0]})
    )
    return draft


def _held_office(ledger: Ledger, token: Token) -> Draft | None:
    """ "the Russian president": somebody of the article or the tables, by office and day."""
    noun = token.lemma_.lower()
    singular = not _is_plural(token)
    named = noun in {"leader", "ruler", "dictator", "strongman", "counterpart"}
    if not (singular and (named or offices_of(token))) or is_past(token):
        return None
    if _determiner(token) in {"a", "an"}:
        return None
    owned = owners(token, ledger)
    if len(owned) != 1 or ledger.on is None:
        return None
    if noun == "counterpart":
        return _counterpart(ledger, token, owned[0])
    code = _in_article(ledger, token, owned[0]) or holder_of(owned[0], token, ledger.on)
    if code is None:
        return None
    return _nominal(ledger, token, (code,))


def _counterpart(ledger: Ledger, token: Token, owner: str) -> Draft | None:
    """ "his Chinese counterpart": who holds the office of the person named before."""
    for draft in ledger.before(token.i):
        code = draft.ids[0] if len(draft.ids) == 1 else ""
        office = ledger.profiles[code].office if code.startswith("person:") else None
        if office and ledger.on:
            found = equal_of(owner, office, ledger.on)
            return _nominal(ledger, token, (found,)) if found else None
    return None


def _in_article(ledger: Ledger, token: Token, owner: str) -> str | None:
    """Who is named here in that office of that state."""
    offices = set(offices_of(token))
    for code, profile in ledger.profiles.items():
        office = profile.office or ""
        mine = profile.iso3 == owner or profile.codes.get("acts_for") == owner
        if profile.kind == "person" and mine and (office in offices or _same(office, token)):
            return code
    return None


def _same(office: str, token: Token) -> bool:
    return bool(office) and office == " ".join(
        word for word in phrase_words(token) if word.isalpha()
    )


def _owned(ledger: Ledger, token: Token) -> Draft | None:
    """ "Russian officials", "the army of Mali", "a spokesman for the ministry": the owner acts."""
    noun = token.lemma_.lower()
    if (
        token.dep_ in {"compound", "nmod:desc"}
        and token.head.lemma_.lower() in INSTITUTIONS | OFFICIALS
    ):
        return None
    if noun in INSTITUTIONS or noun in COUNTRY or is_official(token):
        owned = owners(token, ledger)
        if owned and not is_past(token):
            return _nominal(ledger, token, owned)
    return None


def _bare_office(ledger: Ledger, token: Token) -> Draft | None:
    """ "the president", "the minister": who was last named in that office, else abstain."""
    if _determiner(token) not in {"the", "this", "that"} or _is_plural(token):
        return None
    noun = token.lemma_.lower()
    if owners(token, ledger) or is_past(token):
        return None
    offices = set(offices_of(token))
    official = noun in OFFICIALS and noun not in PRIVATE and not is_qualified(token)
    for draft in ledger.before(token.i):
        code = draft.ids[0] if len(draft.ids) == 1 else ""
        if not code.startswith("person:"):
            continue
        if noun in ledger.titles.get(code, ()) or (official and _fits(ledger, code, offices, noun)):
            return _nominal(ledger, token, (code,))
    return _by_country(ledger, token, offices) if official else None


def _fits(ledger: Ledger, code: str, offices: set[str], noun: str) -> bool:
    office = ledger.profiles[code].office
    if office is None:
        return False
    if noun in {"leader", "ruler", "strongman", "dictator"}:
        return office in {
            "president",
            "leader",
            "prime minister",
            "supreme leader",
            "chancellor",
            "king",
        }
    if noun in {"official", "diplomat"}:
        return False
    return office in offices if offices else office.split()[-1] == noun


def _by_country(ledger: Ledger, token: Token, offices: set[str]) -> Draft | None:
    """The office of the only state that the article speaks of."""
    if not offices or ledger.on is None or _is_of_another(token):
        return None
    states = [code for code in ledger.states() if len(code) == 3]
    holders = [holder_of(code, token, ledger.on) for code in states]
    found = [code for code in holders if code]
    if len(states) == 1 and found:
        return _nominal(ledger, token, found)
    if found:
        return _open(ledger, token, found, "office of several states")
    return None


def _is_of_another(token: Token) -> bool:
    """Whether the phrase says whose it is, though by no name we know."""
    return any(child.dep_ in {"nmod", "nmod:poss"} for child in token.children)


def _bare_institution(ledger: Ledger, token: Token) -> Draft | None:
    """ "the ministry", "the army", "officials": of the state last spoken of as having one."""
    noun = token.lemma_.lower()
    if noun not in INSTITUTIONS or noun in {"agency", "mission", "group", "bank", "side", "court"}:
        return None
    if _determiner(token) not in {"the", "its", "their"} or token.dep_ == "compound":
        return None
    if owners(token, ledger) or _is_of_another(token):
        return None
    words = set(phrase_words(token))
    for draft in ledger.before(token.i):
        if draft.kind == "nominal" and len(draft.ids) == 1 and is_state(draft.ids[0]):
            other = draft.head(ledger.doc)
            if other.lemma_.lower() == noun and (
                len(words) == 1 or words <= set(phrase_words(other))
            ):
                return _nominal(ledger, token, draft.ids)
    states = list(ledger.states())
    if len(states) == 1:
        return _nominal(ledger, token, states)
    return None


def _bare_country(ledger: Ledger, token: Token) -> Draft | None:
    """ "the country", "the isolated state": the state last named in a leading part."""
    if token.lemma_.lower() not in COUNTRY or _is_plural(token) or token.text.istitle():
        return None
    if _determiner(token) not in {"the", "this", "that"} or owners(token, ledger):
        return None
    words = set(phrase_words(token)) | {child.lower_ for child in token.lefts}
    if words & SINGLED_OUT:
        return None
    for word, code in EPITHETS.items():
        if word.lower() in words and code in ledger.states():
            return _nominal(ledger, token, (code,))
    if any(child.dep_ in {"acl:relcl", "nmod"} for child in token.children):
        return None
    nearest = _last_state(ledger, token)
    return _nominal(ledger, token, (nearest,)) if nearest else None


def _last_state(ledger: Ledger, token: Token) -> str | None:
    """The state of the subject before, else the nearest state named in the sentence or the last."""
    floor = max(0, token.sent.start - 60)
    near: str | None = None
    for draft in ledger.before(token.i):
        if draft.end < floor:
            break
        code = draft.ids[0] if len(draft.ids) == 1 else ""
        if not is_state(code) or draft.kind == "demonym":
            continue
        near = near or code
        if draft.head(ledger.doc).dep_.startswith("nsubj"):
            return code
    return near


def _outlet(ledger: Ledger, token: Token) -> Draft | None:
    """ "the newspaper", "the network": the outlet named last."""
    if token.lemma_.lower() not in OUTLETS or _determiner(token) != "the" or _is_plural(token):
        return None
    if owners(token, ledger):
        return None
    for draft in ledger.before(token.i):
        if len(draft.ids) == 1 and draft.ids[0].startswith("media:") and draft.kind == "name":
            return _nominal(ledger, token, draft.ids)
    return None


def _named_by_its_kind(ledger: Ledger, token: Token) -> Draft | None:
    """ "the fund", "the commission": the last body whose name holds the word."""
    noun = token.lemma_.lower()
    if _determiner(token) != "the" or _is_plural(token) or len(noun) < KIND_LETTERS:
        return None
    if token.dep_ in {"compound", "nmod:desc"} or owners(token, ledger) or token.ent_type_:
        return None
    for draft in ledger.before(token.i):
        code = draft.ids[0] if len(draft.ids) == 1 else ""
        if code.startswith(("IGO:", "org:", "group:")):
            name = ledger.profiles[code].name.lower().split()
            if noun in name[1:]:
                return _nominal(ledger, token, (code,))
    return None


def _bloc(ledger: Ledger, token: Token) -> Draft | None:
    """ "the alliance", "the bloc": the one organisation of that sort in the article."""
    codes = BLOC.get(token.lemma_.lower())
    if codes is None or _determiner(token) != "the" or _is_plural(token) or owners(token, ledger):
        return None
    present = [code for code in codes if code in ledger.profiles]
    return _nominal(ledger, token, present) if len(present) == 1 else None
