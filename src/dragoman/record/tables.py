"""The tables of the record: one schema for SQLite and PostgreSQL.

A row of `report` is one reading of one page by one release; it is never changed, only marked as no
longer current when a later release has read the page again. Findings are its children, keyed by
the report's key and their place `n` in the report's JSON; actors they name stand in `party`, their
characters in `span`. Judgements are rows of their own, added and retracted, never edited. `body`
is what was read and stays; `reviewed` and the children are what stands after people judged it,
made anew with each judgement on a finding. What is still to be done stands in `work_tables`.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    func,
)

from dragoman.record.keys import KEY
from dragoman.record.keys import metadata as metadata
from dragoman.record.work_tables import alert as alert
from dragoman.record.work_tables import alert_match as alert_match
from dragoman.record.work_tables import watch_feed as watch_feed
from dragoman.record.work_tables import watch_host as watch_host
from dragoman.record.work_tables import watch_item as watch_item

run = Table(
    "run", metadata,
    Column("key", KEY, primary_key=True, comment="number of the run"),
    Column("id", Text, nullable=False, unique=True,
           comment="digest of release and knowledge"),
    Column("release", Text, nullable=False, comment="release of dragoman that read"),
    Column("model", Text, comment="digest of the model; null when none was used"),
    Column("at", Text, nullable=False, comment="when it first wrote, RFC 3339 in UTC"),
    Column("knowledge", Text,
           comment="digest of the tables of knowledge; null when none is known"),
    comment="what read the reports: a release, its model and its knowledge",
)  # fmt: skip

report = Table(
    "report", metadata,
    Column("key", KEY, primary_key=True, comment="number of the reading"),
    Column("id", Text, nullable=False, comment="content-derived id of the page"),
    Column("run", KEY, ForeignKey("run.key"), nullable=False, comment="what read it"),
    Column("current", Boolean, nullable=False, comment="false once a later release read the page"),
    Column("location", Text, comment="path as it was given"),
    Column("url", Text, comment="address of the page"),
    Column("media_type", Text, nullable=False, comment="text/html or text/plain"),
    Column("language", Text, comment="ISO 639 code"),
    Column("headline", Text, comment="the chosen headline"),
    Column("publisher", Text, comment="who published the page"),
    Column("agency", Text, comment="the wire agency"),
    Column("published", Text, comment="wall clock of publication, ISO 8601"),
    Column("instant", Text, comment="instant of publication, RFC 3339, when the zone is known"),
    Column("day", Text, comment="the day the report stands for: anchor or day of publication"),
    Column("text", Text, nullable=False, comment="the text all offsets point into"),
    Column("body", Text, nullable=False, comment="the report's JSON without its text"),
    Column("reviewed", Text,
           comment="the same after what people judged of its findings; null: as it was read"),
    UniqueConstraint("id", "run"),
    Index(None, "day"),
    Index(None, "publisher", "day"),
    Index("ix_report_order", "key", "current", "day"),
    comment="one reading of one page",
)  # fmt: skip


BODY = func.coalesce(report.c.reviewed, report.c.body).label("body")
"""The JSON of a reading as it stands: after what people judged of its findings."""


def _child(name: str, comment: str, *columns: Column[object] | Index) -> Table:
    return Table(
        name, metadata,
        Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
               comment="the reading it belongs to"),
        Column("n", Integer, primary_key=True, autoincrement=False,
               comment="place in the list of the report's JSON, from 0"),
        *columns,
        comment=comment,
        sqlite_with_rowid=False,
    )  # fmt: skip


actor = _child(
    "actor", "somebody a report speaks of",
    Column("id", Text, nullable=False, comment="actor id: PRK, IGO:UNO, person:…"),
    Column("name", Text, nullable=False, comment="name for people"),
    Column("kind", Text, nullable=False, comment="state, person, organization, …"),
    Column("iso3", Text, comment="the state it is or acts for"),
    Column("office", Text, comment="office held on the report's day"),
    Column("called", Text, nullable=False, comment="the name in lower case, to be searched"),
    Index(None, "id"),
    Index(None, "called"),
)  # fmt: skip

time = _child(
    "time", "a time expression",
    Column("type", Text, nullable=False, comment="TIMEX3 type"),
    Column("value", Text, comment="TIMEX3 value"),
)  # fmt: skip

place = _child(
    "place", "a place named in the article",
    Column("name", Text, nullable=False, comment="name of the place"),
    Column("iso3", Text, comment="state it lies in"),
    Column("lat", Float, comment="WGS 84 degrees"),
    Column("lon", Float, comment="WGS 84 degrees"),
)  # fmt: skip

statement = _child(
    "statement", "somebody's words or claim",
    Column("id", Text, nullable=False, comment="finding id, unique in the report"),
    Column("mode", Text, nullable=False, comment="direct, indirect or mixed"),
    Column("act", Text, nullable=False, comment="say, deny, accuse, …"),
    Column("factuality", Text, nullable=False, comment="of the speech act"),
    Column("time", Text, comment="TIMEX3 value of the utterance"),
    Column("carried_by", Text, comment="id of the statement it is nested in"),
    Column("score", Float, comment="confidence in 0..1"),
    Index(None, "act"),
)  # fmt: skip

event = _child(
    "event", "who did what to whom",
    Column("id", Text, nullable=False, comment="finding id, unique in the report"),
    Column("type", Text, nullable=False, comment="PLOVER type"),
    Column("mode", Text, comment="PLOVER mode"),
    Column("cameo", Text, comment="CAMEO code"),
    Column("quad", SmallInteger, nullable=False, comment="quad class 1 to 4"),
    Column("time", Text, comment="TIMEX3 value"),
    Column("place", Text, comment="name of the place"),
    Column("iso3", Text, comment="state of the place"),
    Column("factuality", Text, nullable=False, comment="actual, planned, alleged, …"),
    Column("statement", Text, comment="id of the statement that tells it"),
    Column("candidate", Boolean, nullable=False, comment="kept for review, not counted"),
    Column("score", Float, comment="confidence in 0..1"),
    Index(None, "type"),
)  # fmt: skip

agreement = _child(
    "agreement", "an instrument between parties, as the report tells of it",
    Column("id", Text, nullable=False, comment="finding id, unique in the report"),
    Column("name", Text, comment="first of its names"),
    Column("kind", Text, comment="treaty, memorandum, …"),
    Column("status", Text, nullable=False, comment="proposed, signed, in_force, …"),
    Column("signed", Text, comment="TIMEX3 value of signature"),
    Column("past", Boolean, nullable=False, comment="named as history"),
    Column("text_public", Boolean, comment="whether its text was published; null: not said"),
)  # fmt: skip

obligation = _child(
    "obligation", "what one party owes another",
    Column("agreement", Text, nullable=False, comment="id of the agreement"),
    Column("type", Text, nullable=False, comment="defense, neutrality, …"),
    Column("grade", Text, nullable=False, comment="how near the evidence is to the treaty's words"),
    Column("trigger", Text, comment="what must happen"),
    Column("statement", Text, comment="id of the statement that says so"),
)  # fmt: skip

dispute = _child(
    "dispute", "a claim and the denial that answers it",
    Column("claim", Text, nullable=False, comment="id of the statement that claims"),
    Column("denial", Text, nullable=False, comment="id of the statement that denies"),
    Column("score", Float, comment="confidence in 0..1"),
)  # fmt: skip

non_response = _child(
    "non_response", "a silence the report records",
    Column("kind", Text, nullable=False, comment="no_response, declined, …"),
)  # fmt: skip

party = Table(
    "party", metadata,
    Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
           comment="the reading it belongs to"),
    Column("kind", Text, primary_key=True, comment="table of the finding"),
    Column("n", Integer, primary_key=True, autoincrement=False, comment="the finding's place"),
    Column("role", Text, primary_key=True, comment="speaker, addressee, actor, recipient, …"),
    Column("actor", Text, primary_key=True, comment="actor id"),
    Column("day", Text, comment="day of the finding, else of the report"),
    Index(None, "actor", "kind", "day"),
    comment="which actor has which role in which finding",
    sqlite_with_rowid=False,
)  # fmt: skip

dyad = Table(
    "dyad", metadata,
    Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
           comment="the reading it belongs to"),
    Column("n", Integer, primary_key=True, autoincrement=False, comment="the event's place"),
    Column("source", Text, primary_key=True, comment="actor id, or the state it acts for"),
    Column("target", Text, primary_key=True, comment="actor id, or the state it acts for"),
    Column("day", Text, comment="day of the event, else of the report"),
    Column("type", Text, nullable=False, comment="PLOVER type"),
    Column("quad", SmallInteger, nullable=False, comment="quad class 1 to 4"),
    Column("factuality", Text, nullable=False, comment="actual, planned, alleged, …"),
    Index(None, "source", "target", "day"),
    comment="the directed pairs of an event; joint acts count both ways",
    sqlite_with_rowid=False,
)  # fmt: skip

span = Table(
    "span", metadata,
    Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
           comment="the reading it belongs to"),
    Column("kind", Text, primary_key=True, comment="table of the finding"),
    Column("n", Integer, primary_key=True, autoincrement=False, comment="the finding's place"),
    Column("part", Text, primary_key=True, comment="mention, source, cue, content, trigger, …"),
    Column("m", Integer, primary_key=True, autoincrement=False, comment="place in the part"),
    Column("start", Integer, nullable=False, comment="first code point"),
    Column("end", Integer, nullable=False, comment="code point after the last"),
    comment="the characters of the report's text that a finding rests on",
    sqlite_with_rowid=False,
)  # fmt: skip

sketch = Table(
    "sketch", metadata,
    Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
           comment="the reading it belongs to"),
    Column("digest", Text, nullable=False, comment="hash of the article's words"),
    Column("place", Text, comment="publisher or host, lower case: whose furniture a page has"),
    Index(None, "digest"),
    comment="what copies are found by, one row a reading",
)  # fmt: skip

sentence = Table(
    "sentence", metadata,
    Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
           comment="the reading it belongs to"),
    Column("n", Integer, primary_key=True, autoincrement=False,
           comment="place among the article's sentences, from 0"),
    Column("hash", BigInteger, nullable=False, comment="hash of the sentence's words"),
    Index(None, "hash", "report"),
    comment="the sentences of an article of five words or more, each once",
    sqlite_with_rowid=False,
)  # fmt: skip

folded = Table(
    "folded", metadata,
    Column("report", KEY, ForeignKey("report.key"), primary_key=True, autoincrement=False,
           comment="the reading that was compared with those before it"),
    Column("own", Integer, nullable=False,
           comment="its sentences that are no furniture of the place they stand on"),
    comment="which readings have been compared with the earlier ones",
)  # fmt: skip

judgement = Table(
    "judgement", metadata,
    Column("key", KEY, primary_key=True, comment="number of the judgement, in order of arrival"),
    Column("left", Text, nullable=False, comment="the smaller of the two ids"),
    Column("right", Text, nullable=False, comment="the greater of the two ids"),
    Column("relation", Text, nullable=False, comment="same_actor, copy, revision, …"),
    Column("verdict", Text, nullable=False, comment="yes, no or unsure"),
    Column("score", Float, comment="confidence in 0..1"),
    Column("reason", Text, nullable=False, comment="why, in words"),
    Column("by", Text, nullable=False, comment="person:NAME or machine:STEP"),
    Column("at", Text, nullable=False, comment="RFC 3339 in UTC"),
    Column("correction", Text, comment="corrected fields of a finding as JSON"),
    Index(None, "relation", "left"),
    Index(None, "relation", "right"),
    comment="what somebody thinks of two records; rows are added, never edited",
)  # fmt: skip

retraction = Table(
    "retraction", metadata,
    Column("judgement", KEY, ForeignKey("judgement.key"), primary_key=True, autoincrement=False,
           comment="the judgement that no longer counts"),
    Column("reason", Text, nullable=False, comment="why, in words"),
    Column("by", Text, nullable=False, comment="person:NAME or machine:STEP"),
    Column("at", Text, nullable=False, comment="RFC 3339 in UTC"),
    comment="judgements taken back",
)  # fmt: skip

pact = Table(
    "pact", metadata,
    Column("id", Text, primary_key=True, comment="id of the agreement, as atop:3440"),
    Column("source", Text, primary_key=True, comment="data set and version that was imported"),
    Column("begun", Text, comment="first day of it that the source gives"),
    Column("ended", Text, comment="last day of it that the source gives; null: none"),
    Column("seen", Text, comment="last day the source speaks for"),
    Column("body", Text, nullable=False, comment="the agreement with its promises, as JSON"),
    comment="agreements imported from a user's files, one row for each source",
    sqlite_with_rowid=False,
)  # fmt: skip

pact_party = Table(
    "pact_party", metadata,
    Column("actor", Text, primary_key=True, comment="actor id of a party"),
    Column("pact", Text, primary_key=True, comment="id of the agreement"),
    Column("source", Text, primary_key=True, comment="data set and version"),
    comment="which states an imported agreement binds",
    sqlite_with_rowid=False,
)  # fmt: skip

failure = Table(
    "failure", metadata,
    Column("location", Text, primary_key=True, comment="path, and line in a file of lines"),
    Column("error", Text, primary_key=True, comment="kind of error"),
    Column("message", Text, nullable=False, comment="what was said on standard error"),
    Column("at", Text, nullable=False, comment="when it was first met, RFC 3339 in UTC"),
    comment="pages that could not be read; removed when they are",
)  # fmt: skip

CHILDREN: tuple[Table, ...] = (
    actor, time, place, statement, event, agreement, obligation, dispute, non_response,
    party, dyad, span, sketch, sentence,
)  # fmt: skip
"""Tables whose rows belong to one reading, in the order in which they are written."""
