"""The nouns: frozen types that check themselves once, and the JSON contract they make."""

from dragoman.schema.actors import Actor, Mention
from dragoman.schema.findings import (
    Agreement,
    Dispute,
    Event,
    EventPlace,
    NonResponse,
    Obligation,
    ObligationTypes,
    Place,
    Statement,
    Time,
    finding_id,
)
from dragoman.schema.report import (
    ARTICLE_ROLES,
    ROLES,
    Candidate,
    Caption,
    Dateline,
    LiveEntry,
    Report,
    Role,
    Segment,
    Source,
    Stamp,
    Warning,
    content_id,
    from_json,
    to_json,
)
from dragoman.schema.span import Span, is_ordered, trimmed

__all__ = [
    "ARTICLE_ROLES", "ROLES", "Actor", "Agreement", "Candidate", "Caption", "Dateline", "Dispute",
    "Event", "EventPlace", "LiveEntry", "Mention", "NonResponse", "Obligation", "ObligationTypes",
    "Place", "Report", "Role", "Segment", "Source", "Span", "Stamp", "Statement", "Time", "Warning",
    "content_id", "finding_id", "from_json", "is_ordered", "to_json", "trimmed",
]  # fmt: skip
