"""What is collected about actors while an article is read, before the contract's types."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from dragoman.knowledge.organisations import body
from dragoman.knowledge.persons import person
from dragoman.knowledge.states import state
from dragoman.schema.actors import ActorKind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from spacy.tokens import Doc, Token

    from dragoman.schema.actors import MentionKind


@dataclass(slots=True)
class Draft:
    """A mention in tokens (half-open) with the actors it stands for, none when it is unresolved.

    `keys` are further tokens at which a reader of the tree finds this mention.
    """

    start: int
    end: int
    kind: MentionKind
    ids: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    reason: str | None = None
    plural: bool = False
    keys: tuple[int, ...] = ()

    def head(self, doc: Doc) -> Token:
        """The token that the rest of the mention hangs on."""
        return doc[self.start : self.end].root


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an actor besides its mentions."""

    id: str
    name: str
    kind: ActorKind
    iso3: str | None = None
    office: str | None = None
    codes: dict[str, int | str] = {}
    reason: str | None = None


@dataclass(slots=True)
class Ledger:
    """The mentions and actors of one article, filled step by step in the order of the steps."""

    doc: Doc
    on: date | None
    drafts: list[Draft] = field(default_factory=list)
    profiles: dict[str, Profile] = field(default_factory=dict)
    taken: dict[int, Draft] = field(default_factory=dict)
    titles: dict[str, set[str]] = field(default_factory=dict)

    def add(self, draft: Draft) -> None:
        """Keep a mention; its tokens belong to it from now on."""
        self.drafts.append(draft)
        for at in range(draft.start, draft.end):
            self.taken.setdefault(at, draft)
        for code in draft.ids:
            if code not in self.profiles:
                self.profiles[code] = profile_of(code, self.on)

    def at(self, token: Token) -> Draft | None:
        """The mention a token belongs to."""
        return self.taken.get(token.i)

    def states(self) -> dict[str, int]:
        """The states mentioned so far, with how often."""
        counts: dict[str, int] = {}
        for draft in self.drafts:
            for code in draft.ids:
                if is_state(code):
                    counts[code] = counts.get(code, 0) + 1
        return counts

    def before(self, at: int) -> Iterator[Draft]:
        """The mentions that end before a token, the nearest first."""
        earlier = [draft for draft in self.drafts if draft.end <= at]
        yield from sorted(earlier, key=lambda draft: -draft.end)


def is_state(code: str) -> bool:
    """Whether an id is a state's, of today or former.

    >>> is_state("PRK"), is_state("former:SUN"), is_state("IGO:UNO")
    (True, True, False)
    """
    return len(code) == 3 or code.startswith("former:")


def acts_for(profile: Profile) -> str | None:
    """The state or body an actor is or acts for."""
    if is_state(profile.id) or profile.kind == "igo":
        return profile.id
    return profile.iso3 or (str(profile.codes["acts_for"]) if "acts_for" in profile.codes else None)


def profile_of(code: str, on: date | None) -> Profile:
    """What the tables know of an actor on a day; only its id for one that they do not hold."""
    found = state(code)
    if found is not None:
        kind: ActorKind = "former_state" if found.status == "former" else "state"
        return Profile(
            id=code, name=found.name, kind=kind, iso3=found.iso3, codes=dict(found.codes)
        )
    known = body(code)
    if known is not None:
        codes: dict[str, int | str] = {"wikidata": known.wikidata} if known.wikidata else {}
        if known.home:
            codes["home"] = known.home
        return Profile(id=code, name=known.name, kind=known.kind, codes=codes)
    if code.startswith("person:"):
        return _person_profile(code, on)
    kind_name, _, rest = code.partition(":")
    kinds: dict[str, ActorKind] = {
        "org": "organization", "media": "media", "group": "group", "collective": "collective",
    }  # fmt: skip
    return Profile(id=code, name=rest, kind=kinds.get(kind_name, "organization"))


def _person_profile(code: str, on: date | None) -> Profile:
    someone = person(code)
    if someone is None:
        return Profile(id=code, name=code.partition(":")[2], kind="person")
    held = someone.terms_on(on) if on else ()
    if not held:
        return Profile(id=code, name=someone.name, kind="person")
    first = held[0]
    return Profile(
        id=code,
        name=someone.name,
        kind="person",
        iso3=first.actor if len(first.actor) == 3 else None,
        office=first.office,
        codes={} if len(first.actor) == 3 else {"acts_for": first.actor},
    )
