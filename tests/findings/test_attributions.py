from dragoman.findings.attributions import (
    Attribution,
    _with_owned,
    repaired,
    tagged_attributions,
)
from dragoman.findings.clauses import (
    clause_attribution,
    nested_attributions,
    noun_attribution,
    parsed_attributions,
)
from dragoman.findings.subjects import subject_of
from dragoman.language.reading import Fragment
from tests.findings.sketch import doc_of

ASKED_AND_SAID = (
    "Oslo/PROPN/2/nsubj denied/VERB/0/root/deny it/PRON/2/obj and/CCONJ/5/cc "
    "said/VERB/2/conj/say talks/NOUN/7/nsubj continued/VERB/5/ccomp/continue"
)


def test_fragments_are_grouped_by_their_cue():
    fragments = [
        Fragment("SOURCE", 0, 1, 1, 0.9),
        Fragment("CUE", 1, 2, 1, 0.9),
        Fragment("CONTENT", 2, 5, 1, 0.9),
        Fragment("CONTENT", 7, 9, None, 0.4),
    ]
    (one,) = tagged_attributions(fragments)
    assert (one.source, one.cue, one.content) == (((0, 1),), ((1, 2),), ((2, 5),))


def test_a_cue_without_content_reports_nothing():
    assert tagged_attributions([Fragment("CUE", 1, 2, 1, 0.9)]) == []


def test_a_subject_shared_by_two_cues_is_the_source_of_both():
    doc = doc_of(ASKED_AND_SAID)
    first = Attribution(source=((0, 1),), cue=((1, 2),), content=((2, 3),))
    second = Attribution(cue=((4, 5),), content=((5, 7),))
    assert [one.source for one in repaired(doc, [first, second])] == [((0, 1),), ((0, 1),)]


def test_whom_it_was_told_is_no_source():
    doc = doc_of(
        "Oslo/PROPN/2/nsubj told/VERB/0/root/tell Paris/PROPN/2/iobj it/PRON/5/nsubj "
        "agreed/VERB/2/ccomp/agree"
    )
    told = Attribution(source=((0, 1), (2, 3)), cue=((1, 2),), content=((3, 5),))
    (one,) = repaired(doc, [told])
    assert (one.source, one.addressee) == (((0, 1),), ((2, 3),))


def test_a_relative_pronoun_speaks_for_its_noun():
    doc = doc_of(
        "Envoys/NOUN/5/nsubj who/PRON/3/nsubj said/VERB/1/acl:relcl/say so/ADV/3/advmod "
        "left/VERB/0/root/leave"
    )
    assert subject_of(doc[2]).text == "Envoys"


def test_a_reporting_verb_the_tagger_missed_is_read_from_the_parse():
    doc = doc_of(ASKED_AND_SAID)
    (found,) = parsed_attributions(doc, [])
    assert (found.source, found.cue, found.content) == (((0, 1),), ((4, 5),), ((5, 7),))


def test_an_accusation_holds_whom_it_accuses():
    doc = doc_of(
        "Oslo/PROPN/2/nsubj accused/VERB/0/root/accuse Paris/PROPN/2/obj of/SCONJ/5/mark "
        "spying/VERB/2/advcl/spy"
    )
    assert clause_attribution(doc[1]).content == ((2, 5),)


def test_a_noun_of_speech_reports_its_clause():
    doc = doc_of(
        "Oslo's/PROPN/2/nmod:poss claim/NOUN/0/root that/SCONJ/5/mark ships/NOUN/5/nsubj "
        "sank/VERB/2/acl/sink"
    )
    found = noun_attribution(doc[1])
    assert (found.source, found.content) == (((0, 1),), ((2, 5),))


def test_a_report_inside_a_report_names_the_one_around_it():
    doc = doc_of(
        "Media/NOUN/2/nsubj wrote/VERB/0/root/write Oslo/PROPN/4/nsubj said/VERB/2/ccomp/say "
        "ships/NOUN/6/nsubj sank/VERB/4/ccomp/sink"
    )
    around = Attribution(source=((0, 1),), cue=((1, 2),), content=((2, 6),))
    (inner,) = nested_attributions(doc, [around])
    assert (inner.outer, inner.source, inner.content) == (0, ((2, 3),), ((4, 6),))


def test_content_does_not_run_into_the_next_sentence_unless_quoted():
    doc = doc_of(
        "Oslo/PROPN/2/nsubj said/VERB/0/root/say yes/INTJ/2/obj ./PUNCT/2/punct",
        "Snow/NOUN/2/nsubj fell/VERB/0/root/fall ./PUNCT/2/punct",
    )
    said = Attribution(source=((0, 1),), cue=((1, 2),), content=((2, 3), (4, 6)))
    assert [one.content for one in repaired(doc, [said])] == [((2, 3),)]


def test_who_was_asked_is_not_who_asks():
    doc = doc_of(
        "Asked/VERB/6/advcl/ask about/ADP/3/case fish/NOUN/1/obl ,/PUNCT/6/punct "
        "Oslo/PROPN/6/nsubj agreed/VERB/0/root/agree"
    )
    asked = Attribution(source=((4, 5),), cue=((0, 1),), content=((1, 3),))
    assert [one.source for one in repaired(doc, [asked])] == [()]


def test_what_a_relative_pronoun_stands_for_is_the_content():
    doc = doc_of(
        "Oslo/PROPN/2/nsubj announced/VERB/0/root/announce a/DET/5/det fish/NOUN/5/compound "
        "plan/NOUN/2/obj ,/PUNCT/9/punct which/PRON/9/obj Bergen/PROPN/9/nsubj "
        "denied/VERB/5/acl:relcl/deny"
    )
    given = Attribution(source=((7, 8),), cue=((8, 9),), content=((6, 7),))
    (one,) = repaired(doc, [given])
    assert one.content == ((2, 5),)


def test_a_content_does_not_end_before_a_possessive():
    doc = doc_of(
        "Peru/PROPN/2/nsubj praised/VERB/0/root one/NUM/2/obj of/ADP/7/case "
        "Chile/PROPN/7/nmod:poss 's/PART/5/case ports/NOUN/3/nmod"
    )
    assert _with_owned(doc, 5) == len(doc)
    assert _with_owned(doc, 3) == 3
