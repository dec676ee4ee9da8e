"""What the heads of the encoder can say. The order of each list is the order of its logits."""

from __future__ import annotations

UPOS = ("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X").split()

XPOS = (
    "$ '' , -LRB- -RRB- . : ADD AFX CC CD DT EX FW GW HYPH IN JJ JJR JJS LS MD NFP NN NNP NNPS NNS"
    " PDT POS PRP PRP$ RB RBR RBS RP SYM TO UH VB VBD VBG VBN VBP VBZ WDT WP WP$ WRB ``"
).split()
"""The tags of the Penn Treebank as UD English keeps them: they tell tense and number."""

RELATIONS = (
    "acl acl:relcl advcl advcl:relcl advmod amod appos aux aux:pass case cc cc:preconj ccomp"
    " compound compound:prt conj cop csubj csubj:outer csubj:pass dep det det:predet discourse"
    " dislocated expl fixed flat goeswith iobj list mark nmod nmod:desc nmod:poss"
    " nmod:unmarked nsubj nsubj:outer nsubj:pass nummod obj obl obl:agent obl:unmarked orphan"
    " parataxis punct reparandum root vocative xcomp"
).split()


def begin_inside(*kinds: str) -> list[str]:
    """The tags of a sequence of spans of the kinds.

    >>> begin_inside("PER")
    ['O', 'B-PER', 'I-PER']
    """
    return ["O", *(f"{mark}-{kind}" for kind in kinds for mark in "BI")]


ENTITIES = begin_inside("PER", "ORG", "LOC", "MISC")
POLITICS = begin_inside(
    "person", "politician", "organisation", "politicalparty", "location", "country",
    "election", "event", "misc",
)  # fmt: skip
ATTRIBUTION = begin_inside("SOURCE", "CUE", "CONTENT")
SIDES = begin_inside("SOURCE", "TARGET")
"""Who does something to whom, in the events that PLOVER counts."""

EVENTS = (
    "none ACCUSE AGREE AID ASSAULT COERCE CONSULT COOPERATE MOBILIZE PROTEST REJECT REQUEST"
    " SANCTION SUPPORT THREATEN YIELD"
).split()

FOLDED = {
    "person": "PER", "politician": "PER", "organisation": "ORG", "politicalparty": "ORG",
    "location": "LOC", "country": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC",
}  # fmt: skip
"""Politics' nine kinds as the four of CoNLL-2003."""

TAGS = {
    "upos": UPOS, "entity": ENTITIES, "politics": POLITICS, "attribution": ATTRIBUTION,
    "xpos": XPOS, "sides": SIDES,
}  # fmt: skip
"""The heads that give each word one of a list, in the order of the tag logits."""
