"""Answers for people: verdicts in words, each with the sentence it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.views.brief import clean

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dragoman.relations.alliances import Network
    from dragoman.schema.pacts import Citation, Dated, Pact, Promise
    from dragoman.schema.whatif import Answer, BaseRate, Breach, Conflict, Duty, Query

MAX_QUOTE = 160
DATES = ("signed", "in force", "ended")
WORDS = {
    "OWED": "owed",
    "IF": "owed if",
    "UNDETERMINED": "cannot be told",
    "NOT_TRIGGERED": "not triggered",
}


def lines_of(answer: Answer, *, every: bool = False) -> Iterator[str]:
    """The answer in lines; promises that are not triggered are only counted unless asked for."""
    yield _asked(answer.query)
    shown = [one for one in answer.duties if every or one.due != "NOT_TRIGGERED"]
    for duty in shown:
        yield from _duty(duty)
    rest = len(answer.duties) - len(shown)
    if rest:
        yield f"  {rest} more promise{'s' * (rest > 1)} not triggered (--all lists them)"
    if not answer.duties:
        yield "  no sourced obligation of anybody"
    for breach in answer.breaches:
        yield from _breach(breach)
    for conflict in answer.conflicts:
        yield from _conflict(conflict)
    yield f"  States that are not listed: {answer.unlisted}."
    yield f"  {_rate(answer.base_rate)}"


def _asked(query: Query) -> str:
    sides = f"{' and '.join(query.attackers)} attacks {' and '.join(query.targets)}"
    if len(query.attackers) > 1:
        sides = sides.replace("attacks", "attack")
    notes = [f"at {clean(query.location)}" if query.location else ""]
    notes += ["in a conflict under way" if query.ongoing else ""]
    notes += ["provoked" if query.provoked else ""]
    notes += [
        f"in answer to an attack on {', '.join(query.in_answer_to)}" * bool(query.in_answer_to)
    ]
    notes += ["with cascade" if query.cascade else "", "and retaliation" * query.retaliation]
    said = ", ".join(note for note in notes if note)
    return f"If {sides} on {query.on}" + (f" ({said})" if said else "") + ":"


def _duty(duty: Duty) -> Iterator[str]:
    verdict = WORDS[duty.due]
    if duty.open_conditions:
        verdict += f" {', '.join(one.replace('_', ' ') for one in duty.open_conditions)}"
    seen = f", last seen {duty.seen}" if duty.status == "stale" else ""
    turn = f"  [round {duty.round}]" if duty.round else ""
    yield (
        f"  {duty.owed_by} → {duty.owed_to}  {duty.type}: {verdict.upper()}{turn}  "
        f"({duty.agreement}; {duty.status.replace('_', ' ')}{seen}; {duty.grade.replace('_', ' ')})"
    )
    yield f"      {clean(duty.reason)}"
    yield from _quotes(duty.evidence)


def _breach(breach: Breach) -> Iterator[str]:
    word = "BREACH" if breach.certain else "BREACH, IF LIVE"
    yield f"  {word}: {clean(breach.reason)}  ({breach.agreement}; {breach.status})"
    yield from _quotes(breach.evidence)


def _conflict(conflict: Conflict) -> Iterator[str]:
    yield f"  CONFLICT of {conflict.state}: {clean(conflict.reason)}"
    lines = [
        f"      {one.type} {one.owed_by} → {one.owed_to}  ({one.agreement}; {one.status})"
        for one in conflict.clauses
    ]
    yield from dict.fromkeys(lines)


def _rate(rate: BaseRate) -> str:
    return (
        f"Base rate: duties of defence that fell due were honoured {rate.honoured} of {rate.due} "
        f"times ({rate.share:.0%}; to 1945 {rate.until_1945.share:.0%}, after "
        f"{rate.since_1945.share:.0%}). {rate.source}."
    )


def _quotes(evidence: Sequence[Citation], most: int = 2) -> Iterator[str]:
    for cited in evidence[:most]:
        quote = clean(cited.quote)
        quote = quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1].rstrip() + "…"
        yield f'      {clean(cited.report)}:{cited.start}-{cited.end} "{quote}"'


def pact_lines(pact: Pact) -> Iterator[str]:
    """An agreement for people: every field with all its values, what is not known said so."""
    yield f"{pact.id}  {clean('; '.join(pact.names)) or '(no name)'}"
    yield f"  parties     {', '.join(pact.parties) or 'not reported'}"
    yield f"  status      {pact.status.replace('_', ' ')}, as of {pact.seen or 'an unknown day'}"
    for label, days in (
        ("signed", pact.signed),
        ("in force", pact.in_force),
        ("ended", pact.ended),
    ):
        yield f"  {label:<11} {_days(days)}"
    public = {True: "yes", False: "no", None: "not reported"}[pact.text_public]
    yield f"  text public {public}"
    if pact.asserted != "actual":
        yield f"  its existence is only {pact.asserted}"
    for name, code in sorted(pact.codes.items()):
        yield f"  {name:<11} {clean(code)}"
    for promise in pact.promises:
        yield from _promise(promise)
    if not pact.promises:
        yield "  no obligation reported"


def _days(days: Sequence[Dated]) -> str:
    return " or ".join(day.value for day in days) or "not reported"


def _promise(promise: Promise) -> Iterator[str]:
    terms = {
        name: getattr(promise.terms, name)
        for name in promise.terms.__struct_fields__
        if getattr(promise.terms, name) is not None and name != "attackers_complete"
    }
    spell = ""
    if promise.since:
        spell = f"  {_days(promise.since)} to {_days(promise.until) if promise.until else 'now'}"
    yield (
        f"  {promise.type}: {promise.owed_by} → {', '.join(promise.owed_to)}{spell}  "
        f"({promise.grade.replace('_', ' ')})"
    )
    conditions = ", ".join(
        name.replace("_", " ") if value is True or value in ((), 0)
        else f"{name.replace('_', ' ')} {value}"
        for name, value in terms.items()
    )  # fmt: skip
    yield f"      conditions: {conditions or _no_conditions(promise)}"
    if promise.trigger:
        yield f"      due: {clean(promise.trigger)}"
    yield from _quotes(promise.citations, most=1)


def _no_conditions(promise: Promise) -> str:
    coded = promise.grade in ("text", "official_summary")
    return "none" if coded else "not reported"


def network_lines(network: Network) -> Iterator[str]:
    """The network for people: one line for each directed promise."""
    kind = network.type or "any"
    yield (
        f"{network.on}: {len(network.agreements)} agreements with live promises ({kind}), "
        f"{len(network.carrying)} in force that ever held one, {len(network.states)} states, "
        f"{len(network.ties)} directed promises"
    )
    for tie in network.ties:
        yield f"  {tie.owed_by} → {tie.owed_to}  {tie.type}  {tie.agreement}  {tie.status}"
