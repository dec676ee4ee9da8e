import pytest

from dragoman.schema import (
    Agreement,
    Dispute,
    Event,
    Mention,
    Obligation,
    Place,
    Span,
    Statement,
    finding_id,
)


def test_an_event_without_evidence_cannot_be_built():
    with pytest.raises(ValueError, match="no evidence"):
        Event(
            id="event:1", type="AID", quad=2, trigger=Span(0, 3), factuality="actual", evidence=()
        )


@pytest.mark.parametrize("build", [
    lambda: Obligation(type="defense", grade="text", evidence=()),
    lambda: Agreement(id="agreement:1", evidence=()),
    lambda: Dispute(claim="statement:1", denial="statement:2", evidence=()),
], ids=["obligation", "agreement", "dispute"])  # fmt: skip
def test_nothing_is_owed_agreed_or_disputed_without_evidence(build):
    with pytest.raises(ValueError, match="no evidence"):
        build()


def test_a_statement_needs_a_cue_or_a_content():
    with pytest.raises(ValueError, match="neither cue nor content"):
        Statement(id="statement:1", mode="direct", act="say", source=(Span(0, 3),))


@pytest.mark.parametrize("score", [-0.1, 1.01])
def test_a_score_is_a_probability(score):
    with pytest.raises(ValueError, match=r"0\.\.1"):
        Statement(id="statement:1", mode="direct", act="say", cue=(Span(0, 3),), score=score)


@pytest.mark.parametrize("build", [
    lambda: Mention(start=3, end=3, kind="name"),
    lambda: Place(start=3, end=2, name="Oslo"),
], ids=["mention", "place"])  # fmt: skip
def test_mentions_and_places_have_real_spans(build):
    with pytest.raises(ValueError, match="empty or negative"):
        build()


def test_ids_follow_content_and_kind():
    assert finding_id("event", "AID", 3) == finding_id("event", "AID", 3)
    assert finding_id("event", "AID", 3) != finding_id("dispute", "AID", 3)
    assert finding_id("event", "AID", 3) != finding_id("event", "AID", 4)
