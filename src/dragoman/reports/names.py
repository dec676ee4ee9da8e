"""Names on a byline: people, desks, agencies and places told apart by their form and by tables."""

from __future__ import annotations

import re
from typing import Literal

import msgspec

from dragoman.knowledge.agencies import agency_named
from dragoman.knowledge.cities import is_place
from dragoman.knowledge.portals import portal_named

Signer = Literal["person", "desk", "agency", "place"]

_DESK = re.compile(
    r"(?:\b(?:staff|desk|desks|newsroom|editors|editorial|board|team|bureau|agencies|agency|"
    r"wire|wires|"
    r"service|services|correspondents|reporters|contributors|news|media|press|online|digital|"
    r"network|"
    r"television|tv|radio|magazine|newspaper|times|post|herald|tribune|gazette|journal|group|"
    r"redaktion|redaktionen|redacción|redacao|redação|rédaction|redazione|redactie|toimitus|"
    r"redakcja|redakce|redakcia|agenturen|agences|agencias|haber|merkezi|admin|administrator|"
    r"guest|sponsored|partner|content|studio|studios|reports|report|government|ministry|"
    r"university|institute|council|association|foundation|inc|ltd|llc|gmbh)\b|редакция|редакції|"
    r"新聞|新闻|通信|日報|编辑部|"
    r"\.(?:com|de|is|net|org|be|fr|it|tv|co\.uk|co|in|info)\b)",
    re.IGNORECASE,
)
_TITLE_NOUN = (
    "reporter|correspondent|editor|writer|journalist|columnist|critic|contributor|producer|"
    "analyst|director|"
    "photographer|photojournalist|chief|anchor|host|fellow|intern|author|blogger|commentator|"
    "presenter|"
    "specialist|strategist|expert|manager|officer|head|lead|professor|researcher|strategists|"
    "reporters|"
    "editors|correspondents|writers|redakteur|redakteurin|korrespondent|korrespondentin|"
    "reporterin|autor|"
    "autorin|volontär|volontärin|chefredakteur|journaliste|rédacteur|rédactrice|correspondant|"
    "correspondante|envoyé|redactor|redactora|corresponsal|enviado|enviada|periodista|giornalista|"
    "inviato|corrispondente|redacteur|verslaggever|correspondent[ie]?|journalistin|dziennikarz|"
    "redaktor|redaktorka|korrespondentti|toimittaja|journalisti|muhabir|yazar"
)
_TITLE_FIRST = (
    "political|politics|news|travel|senior|chief|deputy|assistant|associate|managing|executive|"
    "lifestyle|"
    "business|sports?|science|health|foreign|diplomatic|defen[cs]e|security|world|national|"
    "international|"
    "global|local|city|metro|state|staff|special|investigative|investigations|environment|"
    "climate|energy|"
    "technology|tech|economics?|economy|finance|financial|markets?|property|consumer|crime|"
    "legal|court|"
    "education|entertainment|culture|arts|music|film|tv|television|food|fashion|royal|religion|"
    "religious|social|digital|online|live|breaking|features?|trends?|data|video|audience|content|"
    "general|regional|parliamentary|parliament|congressional|washington|westminster|white|"
    "europe|european|"
    "asia|asian|africa|african|middle|north|south|east|west|eu|us|uk|un|u\\.s\\.|u\\.k\\.|gear|"
    "opinion|weekend|"
    "night|freelance|contributing|guest|former|the|our|lead|head|transport|housing|home|"
    "fisheries|maritime|agricultur(?:e|al)|farming|aviation|banking|retail|media|industry|industrial|"
    "employment|labou?r|migration|immigration|communities|countryside|rural|nature|wildlife|cities|"
    "eastern|western|northern|southern|gulf|pacific|nordic|balkans?|united|nations|nato|kremlin|"
    "landespolitische[rn]?|politische[rn]?|stellvertretende[rn]?|leitende[rn]?|freie[rn]?"
)
_TITLE = re.compile(
    rf"(?:^|(?<=[\s,]))(?:(?:{_TITLE_FIRST})\b[\s&/-]*(?:[^\W\d]+\s){{0,2}})*(?:{_TITLE_NOUN})\b.*$",
    re.IGNORECASE,
)
_GLUED = re.compile(rf"(?<=[a-zà-ÿ])(?=(?:{_TITLE_FIRST.title()}|{_TITLE_NOUN.title()})\b)")
"""A job glued to the name before it: `Emma MackenzieLifestyle Writer`."""

_PARTICLE = frozenset(
    "de del della di da dal du des van von der den dem zu zum af al el bin ibn bint ben bar la "
    "le ter "
    "ten y e i dos das do vom im und san st st. st van't d' o' mac mc abu um the".split()
)
_TOKEN = re.compile(
    r"(?:[^\W\d_]|[’'`´ʻ‘])(?:[^\W\d_]|[\u0300-\u036f\u0900-\u0dff\u0e00-\u0e7f’'`´ʻ‘.\u00ad-])*"
)
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af・]{2,10}")
_NOT_NAMES = frozenset(
    "share follow more comments comment subscribe save print email copy link read listen watch "
    "live "
    "video photos gallery topics related advertisement published updated posted edited reviewed "
    "sharing social trail links breadcrumb events key page podcast front size text story stories "
    "latest top view skip sign log add read full share newsletter podcast topic author photo image "
    "yesterday today home menu search login exclusive analysis opinion explainer breaking".split()
)
DEGREES = frozenset(
    "MD M.D RD RDN MS MSc MA MPH PhD Ph.D DO DDS JD Esq Jr Sr II III CFA CPA".split()
)
_BODIES = frozenset(
    "party parliament committee police court union club united government office podcast sharing "
    "ministry society school college".split()
)
MAX_NAME_TOKENS = 5


class Signature(msgspec.Struct, frozen=True):
    """One signer as printed; offsets are those of the text that was read."""

    name: str
    kind: Signer
    start: int
    end: int


def signer_of(name: str, publisher: str | None = None) -> Signer | None:
    """What kind of signer a name is; None when it is none.

    >>> signer_of("Ana María López"), signer_of("AFP"), signer_of("Web Desk"), signer_of("Nairobi")
    ('person', 'agency', 'desk', 'place')
    """
    if agency_named(name) is not None:
        return "agency"
    if is_job(name) or name.rstrip(".") in DEGREES:
        return None
    if publisher is not None and name.casefold() == publisher.casefold():
        return "desk"
    if portal_named(name) is not None or _DESK.search(name):
        return "desk"
    if is_place(name):
        return "place"
    return "person" if is_person_name(name) else None


def is_person_name(name: str) -> bool:
    """Whether a string has the form of one person's name: two to five capitalised words."""
    if _CJK.fullmatch(name.replace(" ", "")):
        return True
    tokens = name.split()
    if not 2 <= len(tokens) <= MAX_NAME_TOKENS or len(name) > 60:
        return False
    bare = [token.casefold().strip(".,") for token in tokens]
    buttons = sum(token in _NOT_NAMES for token in bare)
    if bare[0] in _NOT_NAMES or buttons > 1 or not _BODIES.isdisjoint(bare):
        return False
    full = [token for token in tokens if token not in _PARTICLE]
    return len(full) >= 2 and all(_is_name_token(token) for token in full)


def _is_name_token(token: str) -> bool:
    if not _TOKEN.fullmatch(token):
        return False
    first = next((letter for letter in token if letter.isalpha()), "")
    return not first.islower() or (not first.isascii() and first.lower() == first.upper())


def is_job(name: str) -> bool:
    """Whether a string is a job and nothing else: `News Reporter`.

    >>> is_job("Senior Political Correspondent"), is_job("Ana Reporter")
    (True, False)
    """
    match = _TITLE.match(name)
    return match is not None and match.start() == 0


def without_job(name: str) -> str:
    """The name without the job that follows it.

    >>> without_job("Emma MackenzieLifestyle Writer"), without_job("Amy Gibbons Political Editor")
    ('Emma Mackenzie', 'Amy Gibbons')
    """
    glued = _GLUED.search(name)
    if glued is not None:
        return name[: glued.start()].strip(" ,")
    bare = _TITLE.sub("", name).strip(" ,")
    return bare or name
