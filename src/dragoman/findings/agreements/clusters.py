"""Mentions of one instrument brought together inside a report: "a border treaty", "the accord"."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.findings.agreements.mentions import PRONOUN
from dragoman.findings.agreements.words import LINKS, SOLEMN
from dragoman.findings.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dragoman.findings.agreements.mentions import Mention
    from dragoman.findings.agreements.stages import Stage


@dataclass(frozen=True, slots=True)
class Sighting:
    """A mention with what its sentence tells: parties, stages, whether of many unnamed parties."""

    mention: Mention
    parties: tuple[str, ...]
    stages: tuple[Stage, ...]
    many: bool = False


@dataclass(slots=True)
class Cluster:
    """The sightings of one instrument, in text order."""

    sightings: list[Sighting] = field(default_factory=list)
    inherited: tuple[str, ...] = ()

    @property
    def mentions(self) -> list[Mention]:
        """The noun phrases alone."""
        return [one.mention for one in self.sightings]

    @property
    def parties(self) -> tuple[str, ...]:
        """Every party that a sighting names; the fullest sighting comes first.

        A headline, which drops words and joins clauses by commas, counts only where the body
        names no two sides.
        """
        body = [one for one in self.sightings if not one.mention.headline]
        telling = body if any(len(one.parties) > 1 for one in body) else self.sightings
        by_size = sorted(telling, key=lambda one: -len(one.parties))
        told = tuple(dict.fromkeys(party for one in by_size for party in one.parties))
        return self.inherited or told

    @property
    def years(self) -> set[str]:
        """The years that stand in its noun phrases."""
        return {one.mention.year for one in self.sightings if one.mention.year}

    @property
    def matter(self) -> frozenset[str]:
        """What its noun phrases say it is about."""
        return frozenset(word for one in self.sightings for word in one.mention.matter)

    @property
    def words(self) -> frozenset[str]:
        """The modifiers of all its noun phrases."""
        return frozenset(word for one in self.sightings for word in one.mention.words)


def clustered(sightings: Iterable[Sighting]) -> list[Cluster]:
    """The instruments of a report, in the order in which they first appear."""
    clusters: list[Cluster] = []
    for sighting in sightings:
        home = _home_of(sighting, clusters)
        if sighting.mention.kind == PRONOUN:
            spoken_of = _just_spoken_of(sighting, clusters)
            if spoken_of is not None:
                spoken_of.sightings.append(sighting)
        elif home is None:
            clusters.append(Cluster([sighting]))
        else:
            home.sightings.append(sighting)
    return clusters


def _just_spoken_of(sighting: Sighting, clusters: Sequence[Cluster]) -> Cluster | None:
    """What `it` means: the subject of the sentence before if it is an instrument, else the last
    instrument there.
    """
    sentence = sighting.mention.head.sent
    if sentence.start == 0:
        return None
    before = sighting.mention.head.doc[sentence.start - 1].sent
    there = [
        (m.head, one)
        for one in clusters
        for m in one.mentions
        if before.start <= m.head.i < before.end
    ]
    subjects = [one for head, one in there if head.dep_ in SUBJECTS]
    return subjects[0] if subjects else max(there, key=lambda t: t[0].i)[1] if there else None


def _home_of(sighting: Sighting, clusters: Sequence[Cluster]) -> Cluster | None:
    """The cluster that a sighting belongs to: the best of those it can belong to, latest first."""
    linked = _linked(sighting, clusters)
    if linked is not None:
        return linked
    open_ones = [one for one in reversed(clusters) if _can_be(sighting, one)]
    if not open_ones:
        return None
    return max(open_ones, key=lambda one: _likeness(sighting, one))


def _linked(sighting: Sighting, clusters: Sequence[Cluster]) -> Cluster | None:
    """`an agreement known as the X Convention`, `the treaty, the Y Pact, ...`."""
    head = sighting.mention.head
    above = head.head
    if above.lemma_.lower() in LINKS and above.dep_.startswith("acl"):
        above = above.head
    elif head.dep_ != "appos":
        return None
    for cluster in clusters:
        if any(mention.start <= above.i < mention.end for mention in cluster.mentions):
            return cluster
    return None


def _can_be(sighting: Sighting, cluster: Cluster) -> bool:
    mention = sighting.mention
    if mention.apart or (mention.plural and not any(m.plural for m in cluster.mentions)):
        return _repeats(sighting, cluster)
    if mention.year and cluster.years and mention.year not in cluster.years:
        return False
    if not _parties_fit(sighting.parties, cluster.parties):
        return False
    if mention.plural is not cluster.mentions[0].plural and not mention.definite:
        return False
    if mention.definite or mention.named:
        return _definite_fits(sighting, cluster)
    only_headline = all(one.headline for one in cluster.mentions)
    if only_headline or mention.headline:
        return _indefinite_fits(sighting, cluster) or _same_sides_signed(sighting, cluster)
    return _same_signature(sighting, cluster) or _same_plan(sighting, cluster)


def _same_plan(sighting: Sighting, cluster: Cluster) -> bool:
    """Talks on a nuclear agreement, told of twice: one name, the same parties, no signature."""
    if len(sighting.parties) < 2 or set(sighting.parties) != set(cluster.parties):
        return False
    stages = [stage for one in (sighting, *cluster.sightings) for stage in one.stages]
    open_yet = not any(_is_signature(stage) or _is_also(stage) for stage in stages)
    return open_yet and any(one.name == sighting.mention.name for one in cluster.mentions)


def _same_sides_signed(sighting: Sighting, cluster: Cluster) -> bool:
    """A headline may call the lead's instrument by another word: the same sides signed it."""
    stages = [stage for one in (sighting, *cluster.sightings) for stage in one.stages]
    same = len(sighting.parties) > 1 and set(sighting.parties) == set(cluster.parties)
    signed = [stage for stage in stages if _is_signature(stage)]
    return same and len(signed) > 1 and not any(_is_also(stage) for stage in signed)


def _same_signature(sighting: Sighting, cluster: Cluster) -> bool:
    """A second description of one signature: they signed a pact; they signed a partnership treaty.

    Not where it is told as another act: they also signed a tax treaty.
    """
    signing = [stage for stage in sighting.stages if _is_signature(stage)]
    if not signing or any(_is_also(stage) for stage in signing) or sighting.mention.year:
        return False
    before = any(_is_signature(stage) for one in cluster.sightings for stage in one.stages)
    shared = not sighting.parties or bool(set(sighting.parties) & set(cluster.parties))
    same = sighting.mention.matter == cluster.matter
    unsaid = not sighting.mention.matter or not cluster.matter
    return before and shared and not cluster.years and (same or unsaid)


def _is_signature(stage: Stage) -> bool:
    return stage.status == "signed" and stage.told == "actual"


def _is_also(stage: Stage) -> bool:
    return any(child.lower_ in ("also", "separately") for child in stage.word.children)


def _repeats(sighting: Sighting, cluster: Cluster) -> bool:
    """`the existing deal` again: only where the cluster was set apart, or plural, in that way."""
    mention = sighting.mention
    alike = [m for m in cluster.mentions if m.apart == mention.apart and m.plural == mention.plural]
    return bool(alike) and mention.definite and _parties_fit(sighting.parties, cluster.parties)


def _parties_fit(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether neither names a party that contradicts the other."""
    if not some or not others:
        return True
    one, two = set(some), set(others)
    return one <= two or two <= one


def _definite_fits(sighting: Sighting, cluster: Cluster) -> bool:
    """`the accord` may be any before it; `the trade accord` none of another matter, `the X accord`
    none before X was spoken of.
    """
    mention = sighting.mention
    if mention.named:
        return _named_fits(sighting, cluster)
    if mention.title and _is_new(mention):
        if any(one.title for one in cluster.mentions):
            return False
        same_noun = any(one.kind == mention.kind for one in cluster.mentions)
        return same_noun or _same_signature(sighting, cluster)
    if not mention.matter or not cluster.matter or mention.matter & cluster.matter:
        return True
    return len(sighting.parties) > 1 and set(sighting.parties) == set(cluster.parties)


def _is_new(mention: Mention) -> bool:
    """Whether a name inside the phrase stands nowhere before it."""
    before = {token.text for token in mention.head.doc[: mention.start]}
    return not any(word in before for word in mention.title)


def _named_fits(sighting: Sighting, cluster: Cluster) -> bool:
    """A name in capitals is the instrument that was spoken of just before by the same noun."""
    mention = sighting.mention
    names = {m.name for m in cluster.mentions if m.named}
    if any(shortened(one.name, mention.name) for one in cluster.mentions):
        return True
    if names:
        return mention.name in names or any(mention.name in n or n in mention.name for n in names)
    if mention.year and mention.year not in cluster.years:
        return False
    if mention.words & cluster.words:
        return True
    same_noun = any(one.kind == mention.kind for one in cluster.mentions)
    return same_noun and mention.definite and not any(one.plural for one in cluster.mentions)


def shortened(one: str, other: str) -> bool:
    """Whether one name opens with the initials of the other.

    >>> shortened("ABM treaty", "Anti-Ballistic Missile Treaty")
    True
    >>> shortened("Anti-Ballistic Missile Treaty", "ABM treaty")
    True
    >>> shortened("the pact", "Peace Accord of Tunis")
    False
    """
    for short, long in ((one, other), (other, one)):
        letters = short.split()[0] if short else ""
        initials = "".join(part[0] for part in long.replace("-", " ").split() if part[0].isupper())
        if len(letters) > 1 and letters.isupper() and initials.startswith(letters):
            return True
    return False


def _indefinite_fits(sighting: Sighting, cluster: Cluster) -> bool:
    """The lead repeats the headline's instrument with an article of its own."""
    mention = sighting.mention
    if mention.words & cluster.words:
        return True
    if sighting.parties and set(sighting.parties) & set(cluster.parties):
        solemn = {m.kind in SOLEMN for m in (mention, *cluster.mentions)}
        return not (mention.matter and cluster.matter) or len(solemn) == 1
    return not (mention.matter and cluster.matter)


def _likeness(sighting: Sighting, cluster: Cluster) -> tuple[int, int, int]:
    """How much speaks for it: shared modifiers, shared parties, the same noun."""
    mention = sighting.mention
    return (
        len(mention.words & cluster.words) + (mention.year in cluster.years),
        len(set(sighting.parties) & set(cluster.parties)),
        any(one.kind == mention.kind for one in cluster.mentions),
    )
