"""The words of time: what each word is, and the number or unit it stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS = (
    "january february march april may june july august september october november december"
).split()
MONTHS_SHORT = {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9,
    "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
WEEKDAYS_SHORT = {
    "mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4, "sat": 5,
    "sun": 6,
}  # fmt: skip
SEASONS = {"spring": 1, "springtime": 1, "summer": 2, "summertime": 2, "autumn": 3, "fall": 3,
           "winter": 4, "wintertime": 4}  # fmt: skip

UNITS = (
    "second minute hour day week month quarter year decade century millennium weekend fortnight"
).split()
IRREGULAR_PLURALS = {"centuries": "century", "millennia": "millennium"}
UNITS_SHORT = {"sec": "second", "secs": "second", "min": "minute", "mins": "minute",
               "hr": "hour", "hrs": "hour", "yr": "year", "yrs": "year"}  # fmt: skip

PARTS = {
    "morning": "MO", "mornings": "MO", "afternoon": "AF", "afternoons": "AF", "evening": "EV",
    "evenings": "EV", "night": "NI", "nights": "NI", "nighttime": "NI", "dawn": "MO",
    "dusk": "EV", "daytime": "DT", "midmorning": "MO", "midafternoon": "AF",
}  # fmt: skip

CARDINALS = {
    word: number
    for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
        " thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth".split(),
        start=1,
    )
} | {"twentieth": 20, "thirtieth": 30}
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
DECADE_WORDS = {
    "twenties": 2, "thirties": 3, "forties": 4, "fifties": 5, "sixties": 6, "seventies": 7,
    "eighties": 8, "nineties": 9,
}  # fmt: skip

ADVERBS_OF_FREQUENCY = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "XXXX-XX-XXTNI", "weekly": "P1W",
    "biweekly": "P2W", "fortnightly": "P2W", "monthly": "P1M", "bimonthly": "P2M",
    "quarterly": "P1Q", "yearly": "P1Y", "annually": "P1Y", "biannually": "P6M",
    "biennially": "P2Y", "semiannually": "P6M", "semi-annually": "P6M",
}  # fmt: skip
FIXED_HOLIDAYS = {
    "christmas": (12, 25), "halloween": (10, 31), "valentine": (2, 14), "epiphany": (1, 6),
}  # fmt: skip

LETTER_OF_UNIT = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "month": "M",
    "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "millennium": "ML",
    "weekend": "WE", "fortnight": "W",
}  # fmt: skip
CLOCK_UNITS = frozenset({"second", "minute", "hour"})

ZONES = frozenset(
    "gmt utc est edt cst cdt mst mdt pst pdt et ct pt bst cet cest eet eest msk ist jst kst sgt"
    " hkt aest aedt nzst nzdt wib eat cat sast".split()
)


def words() -> Iterator[tuple[str, str, object]]:
    """Every (word in lower case, kind, value); kinds are those of the grammar."""
    yield from ((w, "MONTH", n) for n, w in enumerate(MONTHS, start=1))
    yield from ((w, "MONTH_SHORT", n) for w, n in MONTHS_SHORT.items())
    yield from ((w, "WEEKDAY", n) for n, w in enumerate(WEEKDAYS))
    yield from ((f"{w}s", "WEEKDAYS", n) for n, w in enumerate(WEEKDAYS))
    yield from ((w, "WEEKDAY_SHORT", n) for w, n in WEEKDAYS_SHORT.items())
    yield from ((w, "SEASON", n) for w, n in SEASONS.items())
    yield from ((f"{w}s", "SEASONS", n) for w, n in SEASONS.items() if len(w) < 7)
    yield from ((w, w, w) for w in UNITS if w != "second")  # patterns name some of them
    yield ("second", "SECOND", "second")
    yield from ((f"{w}s", "UNITS", w) for w in UNITS if w not in IRREGULAR_PLURALS.values())
    yield from ((w, "UNITS", unit) for w, unit in IRREGULAR_PLURALS.items())
    yield from ((w, "UNIT_SHORT", unit) for w, unit in UNITS_SHORT.items())
    yield from ((w, _kind_of_part(w), p) for w, p in PARTS.items())
    yield from ((w, "AMPM", w[0]) for w in ("a.m.", "p.m.", "a.m", "p.m", "am", "pm"))
    yield from ((w, "ORDINAL", n) for w, n in ORDINALS.items() if w != "second")
    yield from ((w, "DECADE_WORD", n) for w, n in DECADE_WORDS.items())
    yield from ((w, "FREQUENCY", v) for w, v in ADVERBS_OF_FREQUENCY.items())
    yield from ((w, "HOLIDAY", v) for w, v in FIXED_HOLIDAYS.items())
    yield from ((w, "FEAST", w) for w in ("easter", "thanksgiving", "pentecost"))
    yield from ((f"{w}long", "LONG", w) for w in ("day", "week", "month", "year", "decade"))
    yield from ((w, "ZONE", w) for w in ZONES)


def _kind_of_part(word: str) -> str:
    if word == "night":
        return word
    return "PARTS" if word.endswith("s") else "PART"


WORDS: dict[str, tuple[str, object]] = {word: (kind, value) for word, kind, value in words()}
