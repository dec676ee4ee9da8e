"""The actors: who a report speaks of, and where it mentions them."""

from __future__ import annotations

from typing import Literal

import msgspec

from dragoman.schema.span import Span

ActorKind = Literal[
    "state", "former_state", "person", "organization", "igo", "group", "collective", "media"
]
MentionKind = Literal["name", "nominal", "pronoun", "metonym", "demonym"]


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the article that stands for an actor, or for several (`members`, actor ids).

    A mention that points at nothing has `actor` null and lists its `candidates`, best first.
    """

    start: int
    end: int
    kind: MentionKind
    members: tuple[str, ...] = ()
    candidates: tuple[str, ...] = ()
    reason: str | None = None

    def __post_init__(self) -> None:
        Span(self.start, self.end)

    @property
    def span(self) -> Span:
        """The stretch alone."""
        return Span(self.start, self.end)


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something that can act, with every mention in the report.

    Ids: ISO 3166-1 alpha-3 for states, `former:SUN` for former states, `IGO:UNO` for bodies of
    states, `person:…`, `org:…`, `group:…`, `collective:…`, `media:…` for the rest.
    `iso3` is the state it is or acts for on the report's day; a collective is never expanded.
    """

    id: str
    name: str
    kind: ActorKind
    iso3: str | None = None
    codes: dict[str, int | str] = {}
    office: str | None = None
    mentions: tuple[Mention, ...] = ()
    reason: str | None = None
