"""The first schema of the record."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from alembic import op

from dragoman.record.migrations.text_index import create_text_index, drop_text_index
from dragoman.record.versions import mark_file

if TYPE_CHECKING:
    from collections.abc import Callable

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _column(kind: Any) -> Callable[..., Any]:
    """A maker of columns of one type; `of` is `table.referred_table.column`."""

    def made(
        name: str, comment: str, *, null: bool = False, auto: bool = True, of: str = ""
    ) -> Any:
        table, _, target = of.partition(".")
        referred = target.partition(".")[0]
        links = [sa.ForeignKey(target, name=f"fk_{table}_{name}_{referred}")] if of else []
        counted: Any = "auto" if auto else False
        return sa.Column(name, kind, *links, nullable=null, autoincrement=counted, comment=comment)

    return made


key, big, whole, small = map(_column, (_KEY, sa.BigInteger(), sa.Integer(), sa.SmallInteger()))
text, flag, real = map(_column, (sa.Text(), sa.Boolean(), sa.Float()))

TABLES = (
    "run", "report", "sketch", "sentence", "folded", "failure", "actor", "time",
    "place", "statement", "event", "agreement", "obligation", "dispute", "non_response", "party",
    "dyad", "span", "judgement", "retraction", "pact", "pact_party",
)  # fmt: skip
"""In the order in which they are made."""


def upgrade() -> None:
    """Make every table and the full text index."""
    _make_reports()
    _make_findings()
    _make_judgements()
    connection = op.get_bind()
    create_text_index(connection)
    if connection.dialect.name == "sqlite":
        mark_file(connection)


def downgrade() -> None:
    """Drop everything."""
    drop_text_index(op.get_bind())
    for name in reversed(TABLES):
        op.drop_table(name)


def _make_reports() -> None:
    """Runs, readings, and what copies are found by."""
    op.create_table(
        "run",
        key("key", "number of the run"),
        text("id", "digest of release and knowledge"),
        text("release", "release of dragoman that read"),
        text("model", "digest of the model; null when none was used", null=True),
        text("at", "when it first wrote, RFC 3339 in UTC"),
        sa.PrimaryKeyConstraint("key", name="pk_run"),
        sa.UniqueConstraint("id", name="uq_run_id"),
        comment="what read the reports: a release, its model and its knowledge",
    )
    op.create_table(
        "report",
        key("key", "number of the reading"),
        text("id", "content-derived id of the page"),
        key("run", "what read it", of="report.run.key"),
        flag("current", "false once a later release read the page"),
        text("location", "path as it was given", null=True),
        text("url", "address of the page", null=True),
        text("media_type", "text/html or text/plain"),
        text("language", "ISO 639 code", null=True),
        text("headline", "the chosen headline", null=True),
        text("publisher", "who published the page", null=True),
        text("agency", "the wire agency", null=True),
        text("published", "wall clock of publication, ISO 8601", null=True),
        text("instant", "instant of publication, RFC 3339, when the zone is known", null=True),
        text("day", "the day the report stands for: anchor or day of publication", null=True),
        text("text", "the text all offsets point into"),
        text("body", "the report's JSON without its text"),
        sa.PrimaryKeyConstraint("key", name="pk_report"),
        sa.UniqueConstraint("id", "run", name="uq_report_id_run"),
        comment="one reading of one page",
    )
    op.create_index("ix_report_day", "report", ["day"])
    op.create_index("ix_report_order", "report", ["key", "current", "day"])
    op.create_index("ix_report_publisher_report_day", "report", ["publisher", "day"])
    op.create_table(
        "sketch",
        key("report", "the reading it belongs to", of="sketch.report.key", auto=False),
        text("digest", "hash of the article's words"),
        text("place", "publisher or host, lower case: whose furniture a page has", null=True),
        sa.PrimaryKeyConstraint("report", name="pk_sketch"),
        comment="what copies are found by, one row a reading",
    )
    op.create_index("ix_sketch_digest", "sketch", ["digest"])
    op.create_table(
        "sentence",
        key("report", "the reading it belongs to", of="sentence.report.key", auto=False),
        whole("n", "place among the article's sentences, from 0", auto=False),
        big("hash", "hash of the sentence's words"),
        sa.PrimaryKeyConstraint("report", "n", name="pk_sentence"),
        comment="the sentences of an article of five words or more, each once",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sentence_hash_sentence_report", "sentence", ["hash", "report"])
    op.create_table(
        "folded",
        key(
            "report",
            "the reading that was compared with those before it",
            of="folded.report.key",
            auto=False,
        ),
        whole("own", "its sentences that are no furniture of the place they stand on"),
        sa.PrimaryKeyConstraint("report", name="pk_folded"),
        comment="which readings have been compared with the earlier ones",
    )
    op.create_table(
        "failure",
        text("location", "path, and line in a file of lines"),
        text("error", "kind of error"),
        text("message", "what was said on standard error"),
        text("at", "when it was first met, RFC 3339 in UTC"),
        sa.PrimaryKeyConstraint("location", "error", name="pk_failure"),
        comment="pages that could not be read; removed when they are",
    )


def _make_findings() -> None:
    """A table for each kind of finding."""
    op.create_table(
        "actor",
        key("report", "the reading it belongs to", of="actor.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("id", "actor id: PRK, IGO:UNO, person:…"),
        text("name", "name for people"),
        text("kind", "state, person, organization, …"),
        text("iso3", "the state it is or acts for", null=True),
        text("office", "office held on the report's day", null=True),
        text("called", "the name in lower case, to be searched"),
        sa.PrimaryKeyConstraint("report", "n", name="pk_actor"),
        comment="somebody a report speaks of",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_actor_called", "actor", ["called"])
    op.create_index("ix_actor_id", "actor", ["id"])
    op.create_table(
        "time",
        key("report", "the reading it belongs to", of="time.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("type", "TIMEX3 type"),
        text("value", "TIMEX3 value", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_time"),
        comment="a time expression",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "place",
        key("report", "the reading it belongs to", of="place.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("name", "name of the place"),
        text("iso3", "state it lies in", null=True),
        real("lat", "WGS 84 degrees", null=True),
        real("lon", "WGS 84 degrees", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_place"),
        comment="a place named in the article",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        key("report", "the reading it belongs to", of="statement.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("id", "finding id, unique in the report"),
        text("mode", "direct, indirect or mixed"),
        text("act", "say, deny, accuse, …"),
        text("factuality", "of the speech act"),
        text("time", "TIMEX3 value of the utterance", null=True),
        text("carried_by", "id of the statement it is nested in", null=True),
        real("score", "confidence in 0..1", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_statement"),
        comment="somebody's words or claim",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_statement_act", "statement", ["act"])
    op.create_table(
        "event",
        key("report", "the reading it belongs to", of="event.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("id", "finding id, unique in the report"),
        text("type", "PLOVER type"),
        text("mode", "PLOVER mode", null=True),
        text("cameo", "CAMEO code", null=True),
        small("quad", "quad class 1 to 4"),
        text("time", "TIMEX3 value", null=True),
        text("place", "name of the place", null=True),
        text("iso3", "state of the place", null=True),
        text("factuality", "actual, planned, alleged, …"),
        text("statement", "id of the statement that tells it", null=True),
        flag("candidate", "kept for review, not counted"),
        real("score", "confidence in 0..1", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_event"),
        comment="who did what to whom",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_type", "event", ["type"])
    op.create_table(
        "agreement",
        key("report", "the reading it belongs to", of="agreement.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("id", "finding id, unique in the report"),
        text("name", "first of its names", null=True),
        text("kind", "treaty, memorandum, …", null=True),
        text("status", "proposed, signed, in_force, …"),
        text("signed", "TIMEX3 value of signature", null=True),
        flag("past", "named as history"),
        flag("text_public", "whether its text was published; null: not said", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_agreement"),
        comment="an instrument between parties, as the report tells of it",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "obligation",
        key("report", "the reading it belongs to", of="obligation.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("agreement", "id of the agreement"),
        text("type", "defense, neutrality, …"),
        text("grade", "how near the evidence is to the treaty's words"),
        text("trigger", "what must happen", null=True),
        text("statement", "id of the statement that says so", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_obligation"),
        comment="what one party owes another",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "dispute",
        key("report", "the reading it belongs to", of="dispute.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("claim", "id of the statement that claims"),
        text("denial", "id of the statement that denies"),
        real("score", "confidence in 0..1", null=True),
        sa.PrimaryKeyConstraint("report", "n", name="pk_dispute"),
        comment="a claim and the denial that answers it",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "non_response",
        key("report", "the reading it belongs to", of="non_response.report.key", auto=False),
        whole("n", "place in the list of the report's JSON, from 0", auto=False),
        text("kind", "no_response, declined, …"),
        sa.PrimaryKeyConstraint("report", "n", name="pk_non_response"),
        comment="a silence the report records",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "party",
        key("report", "the reading it belongs to", of="party.report.key", auto=False),
        text("kind", "table of the finding"),
        whole("n", "the finding's place", auto=False),
        text("role", "speaker, addressee, actor, recipient, …"),
        text("actor", "actor id"),
        text("day", "day of the finding, else of the report", null=True),
        sa.PrimaryKeyConstraint("report", "kind", "n", "role", "actor", name="pk_party"),
        comment="which actor has which role in which finding",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_party_actor_party_kind_party_day", "party", ["actor", "kind", "day"])
    op.create_table(
        "dyad",
        key("report", "the reading it belongs to", of="dyad.report.key", auto=False),
        whole("n", "the event's place", auto=False),
        text("source", "actor id, or the state it acts for"),
        text("target", "actor id, or the state it acts for"),
        text("day", "day of the event, else of the report", null=True),
        text("type", "PLOVER type"),
        small("quad", "quad class 1 to 4"),
        text("factuality", "actual, planned, alleged, …"),
        sa.PrimaryKeyConstraint("report", "n", "source", "target", name="pk_dyad"),
        comment="the directed pairs of an event; joint acts count both ways",
        sqlite_with_rowid=False,
    )
    op.create_index("ix_dyad_source_dyad_target_dyad_day", "dyad", ["source", "target", "day"])
    op.create_table(
        "span",
        key("report", "the reading it belongs to", of="span.report.key", auto=False),
        text("kind", "table of the finding"),
        whole("n", "the finding's place", auto=False),
        text("part", "mention, source, cue, content, trigger, …"),
        whole("m", "place in the part", auto=False),
        whole("start", "first code point"),
        whole("end", "code point after the last"),
        sa.PrimaryKeyConstraint("report", "kind", "n", "part", "m", name="pk_span"),
        comment="the characters of the report's text that a finding rests on",
        sqlite_with_rowid=False,
    )


def _make_judgements() -> None:
    """What is thought of records, and imported pacts."""
    op.create_table(
        "judgement",
        key("key", "number of the judgement, in order of arrival"),
        text("left", "the smaller of the two ids"),
        text("right", "the greater of the two ids"),
        text("relation", "same_actor, copy, revision, …"),
        text("verdict", "yes, no or unsure"),
        real("score", "confidence in 0..1", null=True),
        text("reason", "why, in words"),
        text("by", "person:NAME or machine:STEP"),
        text("at", "RFC 3339 in UTC"),
        sa.PrimaryKeyConstraint("key", name="pk_judgement"),
        comment="what somebody thinks of two records; rows are added, never edited",
    )
    op.create_index("ix_judgement_relation_judgement_left", "judgement", ["relation", "left"])
    op.create_index("ix_judgement_relation_judgement_right", "judgement", ["relation", "right"])
    op.create_table(
        "retraction",
        key(
            "judgement",
            "the judgement that no longer counts",
            of="retraction.judgement.key",
            auto=False,
        ),
        text("reason", "why, in words"),
        text("by", "person:NAME or machine:STEP"),
        text("at", "RFC 3339 in UTC"),
        sa.PrimaryKeyConstraint("judgement", name="pk_retraction"),
        comment="judgements taken back",
    )
    op.create_table(
        "pact",
        text("id", "id of the agreement, as atop:3440"),
        text("source", "data set and version that was imported"),
        text("begun", "first day of it that the source gives", null=True),
        text("ended", "last day of it that the source gives; null: none", null=True),
        text("seen", "last day the source speaks for", null=True),
        text("body", "the agreement with its promises, as JSON"),
        sa.PrimaryKeyConstraint("id", "source", name="pk_pact"),
        comment="agreements imported from a user's files, one row for each source",
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pact_party",
        text("actor", "actor id of a party"),
        text("pact", "id of the agreement"),
        text("source", "data set and version"),
        sa.PrimaryKeyConstraint("actor", "pact", "source", name="pk_pact_party"),
        comment="which states an imported agreement binds",
        sqlite_with_rowid=False,
    )
