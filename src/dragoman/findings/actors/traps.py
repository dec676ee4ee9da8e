"""Where a state's name is not the state: persons, towns, birds, languages, longer names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dragoman.knowledge.states import name_forms, state, states_named

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from dragoman.findings.actors.lexicon import Hit

GIVEN_NAMES = frozenset(
    "Jordan Chad Georgia Israel India Kenya Cuba Cyprus Ireland Jamaica Holland Germany China "
    "Malta America Turk Roman Jersey Paris London Sofia Victoria Santiago Washington Madrid "
    "Vienna Kingston Wellington Salisbury Lima Nassau Georgetown Rome Berlin Lisbon Athens "
    "Valletta Monaco Brazil Somalia Scotland Havana Geneva Stanley Hamilton Castries".split()
)
"""Names of states and capitals that people, streets and towns bear too."""

TITLES = frozenset(
    "president minister premier chancellor secretary king queen prince princess emperor sultan "
    "emir leader chairman general marshal admiral colonel major captain lieutenant sergeant "
    "commander ambassador envoy senator sen. rep. representative gov. governor mayor judge "
    "justice dr. dr mr. mr mrs. mrs ms. ms sir lord lady dame baroness count pope ayatollah "
    "sheikh sheik mullah imam cardinal bishop archbishop rabbi rev. reverend professor prof. "
    "speaker spokesman spokeswoman spokesperson director chief analyst lawmaker lawyer "
    "prosecutor gen. col. capt. lt. sgt. adm. comrade foreign prime vice deputy defence defense "
    "dictator ruler strongman congressman congresswoman tsar czar kaiser".split()
)
"""Words that stand before a person's name, lower-cased."""

NOT_BEFORE_A_NAME = frozenset(
    "the a an and or of in to from with by for on at as between against over after before that "
    "while when if but than into via while near said says".split()
)

US_STATES = frozenset(
    "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Georgia "
    "Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts "
    "Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon "
    "Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming Ala. Ariz. Ark. "
    "Calif. Colo. Conn. Del. Fla. Ga. Ill. Ind. Kan. Ky. La. Md. Mass. Mich. Minn. Miss. Mo. "
    "Mont. Neb. Nev. Okla. Ore. Pa. Tenn. Tex. Vt. Va. Wash. Wis. Wyo. N.Y. N.J. N.H. N.C. S.C. "
    "N.D. S.D. N.M. W.Va. R.I. TX OH PA NY CA FL GA IL MI NJ VA WA MA TN IN MO MD WI MN CO AL "
    "SC LA KY OR OK CT IA MS KS NV UT NM NE ID HI NH ME MT RI DE SD ND AK VT WY Ont. Ontario "
    "Maine".split()
)
"""States of the USA in full, as the AP abbreviates them, and by post code."""

GEORGIAN_PLACES = frozenset(
    "Tbilisi Batumi Kutaisi Gori Sukhumi Tskhinvali Poti Zugdidi Rustavi".split()
)
"""Towns of the state of Georgia, so that "Tbilisi, Georgia" is not an American address."""

AMERICAN_SIGNS = re.compile(
    r"\b(Atlanta|Savannah|Augusta|Macon|Athens|Columbus|Fulton|DeKalb|Gwinnett|Cobb|Alabama|Florida|"
    r"South Carolina|North Carolina|Tennessee|Michigan|Pennsylvania|Wisconsin|Arizona|Nevada|Ohio|"
    r"Texas|Bulldogs|Republicans?|Democrats?|GOP|Raffensperger|Kemp|Warnock|Ossoff|"
    r"Stacey Abrams|"
    r"Confederate|peach(?:es)?|sheriff|county|runoff|governor|swing states?|battleground|"
    r"state lawmakers?|legislature|Hyundai plant|electors|Peach State|Fort Benning|Waycross|"
    r"plantation)\b",
    re.IGNORECASE,
)
CAUCASIAN_SIGNS = re.compile(
    r"\b(Tbilisi|Georgian Dream|South Ossetia|Abkhazia|Caucasus|Caucasian|Saakashvili|Ivanishvili|"
    r"Kobakhidze|Zourabichvili|Shevardnadze|Batumi|Moscow|Russian?|Armenian?|Azerbaijani?|NATO|Nato|"
    r"European Union|EU|Ukrainian?|Moldovan?|Soviet|Turkey|Black Sea|Kavelashvili|Baku|Yerevan)\b"
)
BIRD_SIGNS = re.compile(
    r"\b(Thanksgiving|birds?|poultry|oven|roasted?|stuffing|gravy|cranberry|feathers?|drumsticks?|"
    r"carv(?:e|ed|ing)|Butterball|flocks?|hens?|gobbl\w+|wild turkeys?|chicken|ham|"
    r"Christmas dinner)\b"
)
GOVERNMENT_NOUNS = frozenset(
    "ministry ministries government house representatives commons diet army navy force forces "
    "parliament embassy consulate police court military administration congress senate office "
    "department council agency bank assembly guard guards republic kingdom mission command "
    "headquarters minister ministers president presidency foreign defence defense mission "
    "authority authorities treasury cabinet committee coalition marines corps troops "
    "intelligence service directorate coast border customs commission prosecutor delegation "
    "ambassador staff party federation union state".split()
)
"""Last words of longer names inside which a state still stands for itself."""

LANGUAGE_CUES = frozenset(
    "speak speaks spoke spoken speaking translate translated fluent learn".split()
)
EVENT_NOUNS = frozenset(
    "War Wars Revolution Crisis Open Cup Championship Olympics Games Accords".split()
)


def is_trapped(doc: Doc, hit: Hit) -> bool:
    """Whether the words at the hit name something else than a state, its people or its capital."""
    return (
        _is_part_of_a_person(doc, hit)
        or _is_part_of_a_longer_name(doc, hit)
        or _is_an_address(doc, hit)
        or _is_an_event(doc, hit)
        or _is_a_language(doc, hit)
        or _is_common(doc, hit)
    )


def _is_part_of_a_person(doc: Doc, hit: Hit) -> bool:
    """ "Michael Jordan", "Jordan Pickford", "Ms. Ireland"."""
    if hit.text not in GIVEN_NAMES:
        return _inside_entity(doc, hit, "PER")
    first, last = doc[hit.start], doc[hit.end - 1]
    if first.ent_type_ == "PER" and not hit.of("capital") and not _listed(doc, hit):
        return True
    before = doc[hit.start - 1] if hit.start > first.sent.start else None
    after = doc[hit.end] if hit.end < first.sent.end else None
    if before is not None and _is_personal(before) and _joined(before, first):
        return True
    if before is not None and before.lower_ in {"mr.", "mr", "ms.", "ms", "mrs.", "mrs", "dr."}:
        return True
    return after is not None and _is_surname(after) and _joined(last, after)


def _listed(doc: Doc, hit: Hit) -> bool:
    """Whether the name stands in a list with another state: "Egypt and Jordan"."""
    left = doc[max(0, hit.start - 3) : hit.start]
    right = doc[hit.end : hit.end + 3]
    before = len(left) > 1 and left[-1].lower_ in {"and", ",", "or"} and left[-2].text
    after = len(right) > 1 and right[0].lower_ in {"and", ",", "or"} and right[1].text
    return any(word and states_named(str(word)) for word in (before, after))


def _is_personal(token: Token) -> bool:
    word = token.text
    return (
        word[:1].isupper()
        and token.pos_ == "PROPN"
        and token.lower_ not in TITLES | NOT_BEFORE_A_NAME
        and token.ent_type_ not in {"LOC", "ORG", "MISC"}
        and word not in {"North", "South", "East", "West", "New", "Communist", "Western", "Eastern"}
    )


def _is_surname(token: Token) -> bool:
    return (
        token.text[:1].isupper()
        and token.text[1:2].islower()
        and token.pos_ == "PROPN"
        and token.ent_type_ not in {"LOC", "ORG", "MISC"}
        and token.lower_ not in TITLES | GOVERNMENT_NOUNS
    )


def _joined(left: Token, right: Token) -> bool:
    """Whether two neighbours belong to one name in the tree."""
    if right.head == left:
        return right.dep_.startswith(("flat", "compound"))
    if left.head == right:
        return left.dep_.startswith(("flat", "compound", "nmod:desc"))
    return left.head == right.head and left.dep_[:4] == right.dep_[:4] == "flat"


def _inside_entity(doc: Doc, hit: Hit, *labels: str) -> bool:
    """Whether a named entity of that kind covers the hit and goes on beyond it."""
    first, last = doc[hit.start], doc[hit.end - 1]
    if first.ent_type_ not in labels or last.ent_type_ not in labels:
        return False
    goes_back = first.ent_iob_ == "I"
    goes_on = hit.end < len(doc) and doc[hit.end].ent_iob_ == "I"
    return goes_back or goes_on


def _is_part_of_a_longer_name(doc: Doc, hit: Hit) -> bool:
    """ "China Daily", "University of Jordan": an organisation's name, not of a government."""
    if hit.of("body", "person", "seat", "surname") or not _inside_entity(doc, hit, "ORG", "MISC"):
        return False
    if hit.end < len(doc) and doc[hit.end].text == "-":
        return False
    start, end = hit.start, hit.end
    while doc[start].ent_iob_ == "I" and start > 0:
        start -= 1
    while end < len(doc) and doc[end].ent_iob_ == "I":
        end += 1
    words = [token.lower_ for token in doc[start:end]]
    return not any(word in GOVERNMENT_NOUNS for word in words)


def _is_an_address(doc: Doc, hit: Hit) -> bool:
    """ "Lebanon, Pennsylvania", "Moscow, Idaho", "Athens, Georgia"."""
    if hit.end + 1 < len(doc) and doc[hit.end].text == "," and hit.of("name", "capital"):
        after = doc[hit.end + 1].text
        if after in US_STATES and after != "Georgia" and hit.text not in {"Washington"}:
            return True
        if after == "Georgia" and hit.text in {"Rome", "Athens", "Cairo", "Dublin", "Vienna"}:
            return True
    if hit.text != "Georgia" or hit.start < 2 or doc[hit.start - 1].text != ",":
        return False
    place = doc[hit.start - 2]
    return place.pos_ == "PROPN" and place.text not in GEORGIAN_PLACES and state_free(place.text)


def state_free(word: str) -> bool:
    """Whether a word begins no state's name, so that a list of states is not an address."""
    return word not in name_forms() and not word.endswith(("stan", "ia"))


def _is_an_event(doc: Doc, hit: Hit) -> bool:
    """ "the Korean War", "the French Open"."""
    after = doc[hit.end].text if hit.end < len(doc) else ""
    return after in EVENT_NOUNS and bool(hit.of("adjective", "name"))


def _is_a_language(doc: Doc, hit: Hit) -> bool:
    """ "in Russian", "spoke French", "an Arabic- and German-language paper"."""
    if not hit.of("adjective") or hit.of("name"):
        return False
    token = doc[hit.end - 1]
    after = doc[hit.end].text if hit.end < len(doc) else ""
    if after == "-" and hit.end + 1 < len(doc):
        return doc[hit.end + 1].lower_ in {"language", "speaking", "speaker", "speakers"}
    if after in {"language", "speaker", "speakers", "translation", "translator", "interpreter"}:
        return True
    if token.text.endswith("s") or token.dep_ in {"amod", "nsubj", "compound", "nmod:desc"}:
        return False
    before = doc[hit.start - 1].lower_ if hit.start else ""
    return before in {"in", "into", *LANGUAGE_CUES} and token.pos_ in {"NOUN", "PROPN", "ADJ"}


def _is_common(doc: Doc, hit: Hit) -> bool:
    """Georgia of the peaches and Turkey of the oven, told by the company they keep."""
    token = doc[hit.start]
    if hit.text in {"Georgia", "Georgian", "Georgians"}:
        return _weigh(doc, token, AMERICAN_SIGNS, CAUCASIAN_SIGNS)
    if hit.text == "Turkey":
        return bool(BIRD_SIGNS.search(token.sent.text)) and not _has_other_state(doc, hit)
    return False


def _weigh(doc: Doc, token: Token, against: re.Pattern[str], towards: re.Pattern[str]) -> bool:
    sentence = token.sent.text
    near = len(against.findall(sentence)) - len(towards.findall(sentence))
    if near:
        return near > 0
    whole = doc.text
    return len(against.findall(whole)) > len(towards.findall(whole))


def _has_other_state(doc: Doc, hit: Hit) -> bool:
    words = {token.text for token in doc[hit.start].sent} - {hit.text}
    found = state("TUR")
    names: Sequence[str] = found.adjectives if found else ()
    return bool(
        words & {*names, "Ankara", "Istanbul", "Erdogan", "Syria", "Russia", "NATO", "Greece"}
    )
