"""Reports written by hand, with findings, for the tests of the record."""

from __future__ import annotations

from typing import Any

from dragoman.schema import (
    Actor,
    Agreement,
    Dispute,
    Event,
    EventPlace,
    Mention,
    NonResponse,
    Obligation,
    Place,
    Report,
    Segment,
    Source,
    Span,
    Stamp,
    Statement,
    Time,
    content_id,
)

TEXT = """Peru and Chile sign water pact

LIMA (Andes Wire) - Peru and Chile signed a pact on shared rivers on Monday.
Bolivia denied that it had been asked to join. Peru had accused Bolivia of silence.
Ecuador did not respond. Peru must answer an attack on the dams."""


def span_of(text: str, piece: str) -> Span:
    """Where the first such piece of the text stands."""
    start = text.index(piece)
    return Span(start, start + len(piece))


def plain_report(text: str = TEXT, **fields: Any) -> Report:
    """A report without findings: its first line is the headline, the rest the body."""
    first, _, rest = text.partition("\n\n")
    body = len(text) - len(rest)
    segments = (
        (Segment("headline", 0, len(first)), Segment("body", body, len(text)))
        if rest
        else (Segment("body", 0, len(text)),)
    )
    given: dict[str, Any] = {
        "id": content_id(text.encode(), None, None),
        "source": Source(location="water.txt", url=None, media_type="text/plain"),
        "language": "en",
        "text": text,
        "segments": segments,
        "headline": first if rest else None,
    }
    return Report(**{**given, **fields})


def full_report(text: str = TEXT, **fields: Any) -> Report:
    """A report with at least one finding of each kind."""

    def at(piece: str) -> Span:
        return span_of(text, piece)

    def actor(name: str, iso3: str) -> Actor:
        found = at(name)
        mention = Mention(start=found.start, end=found.end, kind="name")
        return Actor(id=iso3, name=name, kind="state", iso3=iso3, mentions=(mention,))

    monday, lima = at("on Monday"), at("LIMA")
    signed = at("Peru and Chile signed a pact on shared rivers on Monday.")
    given: dict[str, Any] = {
        "publisher": "The Altiplano",
        "published": Stamp("March 3, 2025", "2025-03-03", None, None, "text"),
        "anchor_date": "2025-03-03",
        "actors": (
            actor("Peru", "PER"), actor("Chile", "CHL"), actor("Bolivia", "BOL"),
            actor("Ecuador", "ECU"),
        ),
        "times": (Time(start=monday.start, end=monday.end, type="DATE", value="2025-03-03"),),
        "places": (Place(start=lima.start, end=lima.end, name="Lima", iso3="PER"),),
        "statements": (
            Statement(
                id="statement:1", speakers=("BOL",), source=(at("Bolivia"),), cue=(at("denied"),),
                content=(at("that it had been asked to join"),), mode="indirect", act="deny",
            ),
            Statement(
                id="statement:2", speakers=("PER",), addressees=("BOL",), cue=(at("accused"),),
                content=(at("of silence"),), mode="indirect", act="accuse", score=0.5,
            ),
        ),
        "events": (
            Event(
                id="event:1", type="SUPPORT", cameo="057", quad=1, actors=("PER", "CHL"),
                trigger=at("signed"), time="2025-03-03", place=EventPlace("Lima", "PER"),
                factuality="actual", evidence=(signed,),
            ),
            Event(
                id="event:2", type="ACCUSE", quad=3, actors=("PER",), recipients=("BOL",),
                trigger=at("accused"), factuality="actual", statement="statement:2",
                evidence=(at("Peru had accused Bolivia of silence."),),
            ),
        ),
        "agreements": (
            Agreement(
                id="agreement:1", names=("water pact",), kind="treaty", parties=("PER", "CHL"),
                signed="2025-03-03", status="signed", evidence=(signed,),
                obligations=(
                    Obligation(
                        type="defense", owed_by=("PER",), owed_to=("CHL",), grade="press_report",
                        evidence=(at("Peru must answer an attack on the dams."),),
                    ),
                ),
            ),
        ),
        "disputes": (
            Dispute(claim="statement:2", denial="statement:1", evidence=(at("denied"),)),
        ),
        "non_responses": (
            NonResponse(actor="ECU", kind="no_response", cue=at("did not respond")),
        ),
    }  # fmt: skip
    return plain_report(text, **{**given, **fields})
