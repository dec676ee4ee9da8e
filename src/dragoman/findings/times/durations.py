"""Rules for lengths of time and for what recurs: `three years`, `the past week`, `every Sunday`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.times.grammar import Rule, rule
from dragoman.findings.times.lengths import Length
from dragoman.findings.times.lexicon import CLOCK_UNITS, UNITS
from dragoman.findings.times.readings import Modified, Named, Reading

if TYPE_CHECKING:
    from dragoman.findings.times.grammar import Element, Match

YEARS_AS_NUMBERS = range(1900, 2100)
FRACTION_LIKE = 4  # "three quarters of its food" is a share, not nine months


def counted(match: Match) -> Reading | None:
    """`three years`, `30-day`, `five more weeks`."""
    unit, amount = match["u"], match["q"]
    plural = match.get("u").kind == "UNITS"  # type: ignore[union-attr]
    hyphen = "-" in match.words
    if amount in YEARS_AS_NUMBERS and not plural:
        return None
    if unit == "quarter" and plural and (hyphen or _is_share(match)):
        return None
    if unit == "second" and not plural and not hyphen and amount != 1:
        return None
    if _is_age(match) or _is_name(match) or _is_money(match.before()) or _is_once(match):
        return None
    return Length(amount, unit)


def _is_share(match: Match) -> bool:
    after = match.after()
    return match["q"] < FRACTION_LIKE and after is not None and after.text == "of"


def _is_age(match: Match) -> bool:
    """`52 years old`, `a six-year-old`: of whom, not when; an `8-month-old truce` is a length."""
    after = match.after()
    bare = after is not None and after.text == "old"
    return bare or ("old" in match.words and match["u"] == "year")


def _is_name(match: Match) -> bool:
    """`the Six-Day War`."""
    after = match.after()
    named = after is not None and match.text[after.start : after.end] == "War"
    return named and "-" in match.words


ONE_DAY_CUES = frozenset("for in within after than only just least most about last lasted".split())


def _is_once(match: Match) -> bool:
    """`one day` is as a rule some day."""
    before = match.before()
    if match.words != ["one", "day"] or before is None:
        return False
    return before.text not in ONE_DAY_CUES


def _is_money(before: Element | None) -> bool:
    return before is not None and before.text in ("$", "£", "€", "¥")


def and_a_half(match: Match) -> Reading:
    """`two and a half years`, `a minute and a half`."""
    return Length((match["q"] or 1) + 0.5, match["u"])


def half(match: Match) -> Reading | None:
    """`half an hour`, `a half-century`."""
    return None if match["u"] in ("day", "second", "quarter") else Length(0.5, match["u"])


def quarter_century(match: Match) -> Reading:  # noqa: ARG001
    """`a quarter-century`."""
    return Length(25, "year")


def vague(match: Match) -> Reading | None:
    """`several days`, `a few years`; the number is not given."""
    return None if match["u"] == "second" else Length(None, match["u"])


def unit_long(match: Match) -> Reading:
    """`a year-long siege`, `the monthlong truce`."""
    return Length(1, match["u"] or match["l"])


def units_long(match: Match) -> Reading:
    """`a months-long effort`."""
    return Length(None, match["u"])


def couple(match: Match) -> Reading:
    """`a couple of years`: about two."""
    return Modified(Length(2, match["u"]), "APPROX")


def between(match: Match) -> Reading | None:
    """`two to three weeks`: the smaller or more; a fine of `50,000 or two years` is none."""
    if not match["q"] < match["r"]:
        return None
    return Modified(Length(match["q"], match["u"]), "EQUAL_OR_MORE")


def single(match: Match) -> Reading | None:
    """`a year`, `an hour`; `a second` and `a quarter` are other words as a rule."""
    after = match.after()
    if match["u"] == "quarter" or (after is not None and after.text == "-"):
        return None
    return Length(1, match["u"])


def many(match: Match) -> Reading | None:
    """`a hundred years`, `a dozen days`."""
    word = match.word("q") or ""
    return counted(match) if word.split()[0] in ("hundred", "thousand", "dozen") else None


SPANS: tuple[Rule, ...] = (
    rule("SPAN", "q=COUNT (-|DASH)? (more|additional|straight|consecutive|full|trading|calendar)?"
         " u=ANY_UNIT|UNIT_SHORT ((-|DASH) old)?", counted),
    rule("SPAN", "a q=NUMBER u=UNITS", many),
    rule("SPAN", "q=COUNT -? and -? a -? half -? u=ANY_UNIT", and_a_half),
    rule("SPAN", "(a|an|q=COUNT) u=UNIT and a half", and_a_half),
    rule("SPAN", "half -? (a|an) u=UNIT", half),
    rule("SPAN", "a half - u=UNIT", half),
    rule("SPAN", "half - u=UNIT", half),
    rule("SPAN", "a? few|several|many (more|short|hundred|thousand)? u=UNITS", vague),
    rule("SPAN", "several - u=UNIT", vague),
    rule("SPAN", "(a)? quarter -? century", quarter_century),
    rule("SPAN", "a quarter of a century", quarter_century),
    rule("SPAN", "u=UNIT - long", unit_long),
    rule("SPAN", "u=UNITS - long", units_long),
    rule("SPAN", "l=LONG", unit_long),
    rule("SPAN", "a number of u=UNITS", vague),
    rule("SPAN", "(a|the)? couple of? (more)? u=UNITS", couple),
    rule("SPAN", "q=COUNT to|or|DASH|- r=COUNT -? u=ANY_UNIT", between),
    rule("SPAN", "(a|q=COUNT) u=UNIT or NUMBER", single),
    rule("A_SPAN", "a|an (full|whole|single|further|additional|further|entire)? u=UNIT", single),
)  # fmt: skip


PAST_WORDS = "last|past|previous|preceding|recent|latest|prior"
NEXT_WORDS = "next|coming|following|ensuing|upcoming"


def inner(match: Match) -> Reading | None:
    """The length inside `the past three years`, `the first nine months`."""
    base = match["s"]
    return base if isinstance(base, Reading) else None


def definite(match: Match) -> Reading | None:
    """`the nine months`: the article belongs to it unless the length is an adjective."""
    span = match.get("s")
    return None if span is None or "-" in span.text else inner(match)


def one_unit(match: Match) -> Reading | None:
    """`the past year`: a length; `the last day of` is a point and not read."""
    unit = match["u"]
    after = match.after()
    if unit in CLOCK_UNITS or unit == "quarter" or (after is not None and after.text == "of"):
        return None
    return Length(1, unit)


STRETCHING = frozenset("over for in during within throughout through".split())


def one_unit_ahead(match: Match) -> Reading | None:
    """`over the next year` is a length; elsewhere `the next year` is a year."""
    before = match.before()
    if before is None or before.text not in STRETCHING or match["u"] == "day":
        return None
    return one_unit(match)


def plural_past(match: Match) -> Reading | None:
    """`recent months`, `past years`."""
    if match["u"] in ("year", "day", "decade"):
        return Named("DATE", "PAST_REF")
    return Length(None, match["u"])


def plural_future(match: Match) -> Reading | None:  # noqa: ARG001
    """`coming weeks`."""
    return Named("DATE", "FUTURE_REF")


def compound(match: Match) -> Reading | None:
    """`two years and three months`, `3 hours, 20 minutes`."""
    first, second = match["a"], match["b"]
    if not (isinstance(first, Length) and isinstance(second, Length)):
        return None
    if first.amount is None or second.amount is None:
        return None
    order = UNITS.index
    if order(first.unit) <= order(second.unit) or "-" in match.words[-1]:
        return None
    tail = second.value_alone.removeprefix("P")
    head = first.value_alone
    return Named("DURATION", head + (tail.removeprefix("T") if "T" in head else tail))


BARE_PLURALS = frozenset("minutes hours days weeks months years decades centuries".split())


def bare_plural(match: Match) -> Reading | None:
    """`for years`, `months of talks`."""
    after, before = match.after(), match.before()
    if match.words[-1] not in BARE_PLURALS:
        return None
    if after is not None and after.text in ("old", "'"):
        return None
    if before is not None and before.text in ("of", "million", "billion", "-"):
        return None
    led = before is not None and before.text in BEFORE_PLURALS
    followed = after is not None and after.text in AFTER_PLURALS
    return Length(None, match["u"]) if led or followed else None


BEFORE_PLURALS = frozenset(
    "for in of after within during over through took take takes last lasted lasts spend spent just"
    " only these those all many early first throughout with by to from than into until and or"
    " about some".split()
)
AFTER_PLURALS = frozenset("of later earlier before after ago and or into on in".split())


LENGTHS: tuple[Rule, ...] = (
    rule("SPAN", "a=SPAN (,|and)? b=SPAN", compound),
    rule("SPAN", "(the|his|her|its|their|these|our)?"
         f" {PAST_WORDS}|{NEXT_WORDS}|first|final|initial|remaining s=SPAN", inner),
    rule("SPAN", "the (first|RANK) s=SPAN", inner),
    rule("SPAN", "the s=SPAN", definite),
    rule("SPAN", "the s=SPAN ahead", definite),
    rule("SPAN", "the past|last u=UNIT", one_unit),
    rule("SPAN", "the next|coming u=UNIT", one_unit_ahead),
    rule("SPAN", f"(the)? ({PAST_WORDS}) u=UNITS (and UNITS)?", plural_past),
    rule("REF", "(the)? (coming|future|upcoming|next) u=UNITS", plural_future),
    rule("SPAN", "(the)? u=UNITS", bare_plural),
)  # fmt: skip


def every(match: Match) -> Reading:
    """`every year`, `each two weeks`."""
    return Named("SET", Length(match["q"] or 1, match["u"]).value_alone)


def every_other(match: Match) -> Reading:
    """`every other week`."""
    return Named("SET", Length(2, match["u"]).value_alone)


def every_span(match: Match) -> Reading | None:
    """`every three years`, `every few days`."""
    base = match["s"]
    if isinstance(base, Modified):
        base = base.base
    return Named("SET", base.value_alone) if isinstance(base, Length) else None


def weekdays(match: Match) -> Reading:
    """`Sundays`, `each Thursday`, `Tuesday nights`."""
    part = f"T{match['p']}" if match["p"] else ""
    return Named("SET", f"XXXX-WXX-{match['d'] + 1}{part}")


def months(match: Match) -> Reading:
    """`each July`."""
    return Named("SET", f"XXXX-{match['m']:02d}")


def parts(match: Match) -> Reading:
    """`every morning`."""
    return Named("SET", f"XXXX-XX-XXT{match['p']}")


def frequency(match: Match) -> Reading | None:
    """`annually`, `daily`; `weekly`, often in a name, only where it follows what it modifies."""
    word, after = match.words[-1], match.after()
    if match.is_title:  # "Publishers Weekly"
        return None
    if word in ("annually", "yearly", "biannually", "semiannually", "biennially"):
        return Named("SET", match["f"])
    before = match.before()
    measure = before is not None and before.text in ("average", "mean", "typical")
    named = after is not None and match.text[after.start].isupper()  # the daily Granma
    if word in ("hourly", "daily", "nightly") and not (named or measure):
        return Named("SET", match["f"])
    follows = after is None or (after.kind == "WORD" and not after.text.isalpha())
    return Named("SET", match["f"]) if follows else None


RATES_AFTER = frozenset("once twice thrice times percent % cents barrels dollars".split())
NOT_RATES = frozenset(
    "for in within of after about than over under nearly almost during since before until by"
    " is was be from to at on least and or took takes take spend spent spends last lasted half"
    " only just not".split()
)
RATE_WINDOW = 5  # elements back in which "$3 million a year" has its number


def rate(match: Match) -> Reading | None:
    """`$3 million a year`, `twice a week`: what follows an amount recurs."""
    before = match.before()
    base = match["s"]
    if before is None or not isinstance(base, Length):
        return None
    if before.text in RATES_AFTER:
        return Named("SET", base.value_alone)
    near = [match.before(step) for step in range(1, RATE_WINDOW + 1)]
    has_amount = any(one is not None and one.kind in ("NUMBER", "DAYNUM") for one in near)
    if has_amount and before.text not in NOT_RATES and before.text != ",":
        return Named("SET", base.value_alone)
    return None


def per(match: Match) -> Reading | None:
    """`per year`."""
    return Named("SET", Length(1, match["u"]).value_alone)


SETS: tuple[Rule, ...] = (
    rule("SET", "every|each u=ONE_UNIT", every),
    rule("SET", "every|each other u=UNIT", every_other),
    rule("SET", "every|each s=SPAN", every_span),
    rule("SET", "(every|each)? d=WEEKDAYS", weekdays),
    rule("SET", "every|each d=WEEKDAY p=PART?", weekdays),
    rule("SET", "(every|each)? d=WEEKDAY p=PARTS", weekdays),
    rule("SET", "every|each m=MONTH", months),
    rule("SET", "every|each p=PART", parts),
    rule("SET", "f=FREQUENCY", frequency),
    rule("SET", "s=A_SPAN", rate),
    rule("SET", "per u=UNIT", per),
)
