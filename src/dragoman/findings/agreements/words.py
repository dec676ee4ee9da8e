"""The words by which reports speak of agreements: instruments, stages of their life, promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.schema.findings import AgreementStatus

INSTRUMENTS: dict[str, str] = {
    "treaty": "treaty",
    "pact": "pact",
    "agreement": "agreement",
    "accord": "accord",
    "deal": "deal",
    "convention": "convention",
    "protocol": "protocol",
    "memorandum": "memorandum",
    "mou": "memorandum",
    "truce": "truce",
    "ceasefire": "ceasefire",
    "cease-fire": "ceasefire",
    "armistice": "armistice",
    "compact": "pact",
    "entente": "entente",
    "partnership": "partnership",
    "declaration": "declaration",
    "charter": "charter",
    "letter": "letter",
    "concordat": "concordat",
}
"""Head nouns of instruments and the kind each makes; some need more to count, see below."""

SOLEMN = frozenset(["treaty", "pact", "convention", "accord", "protocol", "concordat", "entente"])
"""Kinds that only states and their like conclude."""

NEED_SIGNATURE = frozenset(["partnership", "declaration", "charter", "letter", "convention"])
"""Kinds that are an agreement only when somebody signs, ratifies or leaves them, or by name."""

STRATEGIC = frozenset(["strategic", "comprehensive"])
"""What makes a partnership an instrument of its own: `comprehensive strategic partnership`."""

NO_INSTRUMENT = frozenset("great good big real fair raw new-deal".split())
"""A great deal, a good deal: no agreement."""

OF_THE_NAME = frozenset(["understanding", "principles", "intent", "cooperation", "co-operation",
                         "friendship", "alliance", "association", "peace"])  # fmt: skip
"""Words that follow the head with `of` as part of the name: memorandum of understanding."""

WRAPPING = frozenset(
    "comprehensive strategic partnership friendship bilateral wide broad sweeping far-reaching "
    "joint major key important formal final full framework interstate".split()
)
"""Modifiers that say nothing of an instrument's matter."""

OF_SECURITY = frozenset(
    "mutual defence defense security military assistance alliance aid non-aggression "
    "nonaggression".split()
)
"""Modifiers of one matter: a mutual defence pact may be called a security treaty next."""

SIGNING = frozenset(
    "sign conclude seal ink clinch reach strike forge cosign co-sign formalise formalize secure "
    "finalise finalize announce unveil launch adopt agree hail welcome celebrate".split()
)
RATIFYING = frozenset("ratify approve endorse".split())
CARRYING_ON = frozenset("renew extend prolong implement activate invoke uphold apply".split())
SUSPENDING = frozenset("suspend freeze pause".split())
LEAVING = frozenset(
    "denounce withdraw pull quit leave exit scrap abandon revoke abrogate renounce cancel "
    "terminate tear ditch annul repudiate nullify rescind axe void".split()
)
EXPIRING = frozenset("expire lapse end terminate dissolve die unravel".split())
NEGOTIATING = frozenset("negotiate draft hammer initial initialise".split())
SPEAKING_OF = frozenset(
    "discuss work prepare seek pursue consider mull near eye explore weigh".split()
)
"""Verbs that mean talks only of an instrument that is new to the reader: `discussed a treaty`."""
PROPOSING = frozenset("propose offer suggest urge call float want table request".split())
HAVING = frozenset("have maintain share".split())
RAISING = frozenset("upgrade elevate raise lift establish".split())
"""Verbs by which ties become a partnership."""

PLEDGING = frozenset("pledge promise commit undertake vow guarantee".split())
"""Verbs by which a letter makes an agreement: `pledged in a letter`."""

AGREEING = PLEDGING | frozenset("agree sign conclude".split())
"""Verbs that make the sentence before `the accord` speak of it."""

BINDING = frozenset("bind commit oblige obligate require link unite".split())
"""Verbs of an instrument whose objects are bound by it."""

KEEPING = frozenset(
    "comply respect abide stick adhere honour honor violate breach keep break".split()
)
"""Verbs whose subject is bound by the instrument."""

REPLACING = frozenset("replace supersede succeed update amend supplement".split())
"""Verbs between an instrument and an older one of the same parties."""

CALLING_ON = frozenset("call accuse urge ask tell notify remind press blame warn inform".split())
"""Verbs whose subject and object may be the two parties of an instrument further down."""

ONLOOKING = frozenset(
    "hail welcome celebrate praise applaud support back criticise criticize regret oppose reject "
    "broker mediate host witness facilitate monitor observe want request see".split()
)
"""Verbs of those who look on: their subjects are no parties by them."""

FIRMS = frozenset(
    "company firm bank corporation conglomerate airline operator developer miner refiner carrier "
    "manufacturer maker utility fund club union federation university".split()
)
"""Nouns of those who conclude contracts, not treaties, also where a state owns them."""

BROKERED = frozenset("brokered mediated sponsored backed led hosted drafted supervised".split())
"""What an outsider did to an instrument, in its name."""

OUTSIDERS = frozenset(
    "guarantor mediator broker sponsor witness depositary host observer facilitator intermediary "
    "opponent critic supporter backer".split()
)
"""Nouns of those who stand beside an instrument: guarantors of a protocol are not bound by it."""

STAGE_OF_VERB: dict[str, AgreementStatus] = {
    **dict.fromkeys(SIGNING, "signed"),
    **dict.fromkeys(RATIFYING, "ratified"),
    **dict.fromkeys(CARRYING_ON, "in_force"),
    **dict.fromkeys(SUSPENDING, "suspended"),
    **dict.fromkeys(LEAVING, "denounced"),
    **dict.fromkeys(NEGOTIATING, "negotiating"),
    **dict.fromkeys(PROPOSING, "proposed"),
    **dict.fromkeys(HAVING, "in_force"),
}
"""What a verb with an instrument as its object says of it."""

STAGE_OF_NOUN: dict[str, AgreementStatus] = {
    "signing": "signed",
    "signature": "signed",
    "conclusion": "signed",
    "ratification": "ratified",
    "approval": "ratified",
    "talk": "negotiating",
    "negotiation": "negotiating",
    "discussion": "negotiating",
    "draft": "negotiating",
    "proposal": "proposed",
    "offer": "proposed",
    "renewal": "in_force",
    "extension": "in_force",
    "suspension": "suspended",
    "withdrawal": "denounced",
    "exit": "denounced",
    "denunciation": "denounced",
    "expiry": "ended",
    "expiration": "ended",
}
"""What a noun says of the instrument it governs: the signing of, talks on, withdrawal from."""

STAGE_OF_MODIFIER: dict[str, AgreementStatus] = {
    "draft": "negotiating",
    "proposed": "proposed",
    "planned": "proposed",
    "possible": "proposed",
    "potential": "proposed",
    "future": "proposed",
    "mooted": "proposed",
    "existing": "in_force",
    "current": "in_force",
    "old": "ended",
    "former": "ended",
    "defunct": "ended",
    "now-defunct": "ended",
    "expired": "ended",
    "lapsed": "ended",
    "previous": "unknown",
    "earlier": "unknown",
}

SETS_APART = frozenset(
    "existing current old former defunct previous earlier separate another second third original "
    "other similar different prior older recent".split()
)
"""Modifiers that tell this instrument from the one spoken of before."""

LIFE: tuple[AgreementStatus, ...] = (
    "unknown", "proposed", "negotiating", "signed", "ratified", "in_force", "suspended",
    "denounced", "ended",
)  # fmt: skip
"""The stations of an agreement's life; the latest that is told as fact counts."""

MODALS = frozenset("will would can could may might should must shall".split())
FAILING = frozenset("refuse decline fail".split())
"""What governs an infinitive that did not happen: refused to sign."""

INTENDING = frozenset(
    "plan intend want hope expect due prepare aim seek ready set poise "
    "threaten urge ask call press push try attempt need have likely consider vow pledge "
    "promise schedule wait decide able fly travel meet".split()
)
"""What governs an infinitive that has not happened: plans to sign, refused to sign."""

DOUBTING = frozenset("reportedly allegedly supposedly purportedly rumoured rumored alleged".split())
DENYING = frozenset("deny refute disavow".split())
REJECTING = frozenset("reject dismiss oppose refuse rebuff".split())
"""Verbs that say no to an instrument, or, with a report as their object, that there is none."""

REPORTED = frozenset("report claim allegation suggestion rumour rumor accusation notion".split())
GOVERNING = frozenset(
    "government ministry minister president parliament leader official lawmaker senate senator "
    "congress state authority premier chancellor king queen prince emir sultan sheikh envoy "
    "ambassador diplomat delegation side administration regime junta ruler cabinet secretary chief "
    "commander army military force navy negotiator representative counterpart foreign capital "
    "deputy legislature assembly council party monarch pope taoiseach "
    "general country nation neighbour neighbor republic kingdom team".split()
)
"""Nouns whose state speaks through them: Estonia's parliament, not Turkey's state-owned lender."""

MANY = frozenset("nation country state power government member party".split())
"""Nouns of many parties that are not named one by one: almost 200 nations."""

LINKS = frozenset("know call name dub term christen title".split())
"""A participle that gives an instrument another name: an agreement known as the X Convention."""
