"""Which of the places that bear a name is meant: qualifier, fame, and what else the text names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.places.sites import Site
from dragoman.knowledge.cities import DOMINANCE
from dragoman.knowledge.states import demonyms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from dragoman.findings.places.mentions import Named
    from dragoman.schema import Dateline

MOST_FOREIGN = 2  # foreign states that count as signs of a story between states


class Surroundings:
    """What the rest of the article and its dateline say of where it plays."""

    def __init__(self, doc: Doc, named: Sequence[Named], dateline: Dateline | None) -> None:
        sure = [one.sites[0] for one in named if len(one.sites) == 1]
        self.inside = [site.iso3 for site in sure if site.kind in ("city", "region")]
        self.capitals = [site.iso3 for site in sure if site.kind == "capital"]
        self.states = {site.iso3 for site in sure if site.kind == "state"}
        self.regions = {site.region for site in sure if site.region}
        self.peoples = {
            one.id for token in doc if token.text[0].isupper() for one in demonyms(token.text)
        }
        self.home = dateline.iso3 if dateline else None

    def weight_of(self, site: Site) -> int:
        """How much speaks for this one of several places of a name."""
        weight = 2 * self.inside.count(site.iso3) + 3 * (self.home == site.iso3)
        if site.kind == "state":
            foreign = len(self.states - {site.iso3, "USA"})
            return (
                weight
                + 3 * (site.iso3 in self.peoples)
                + 3 * self.capitals.count(site.iso3)
                + min(foreign, MOST_FOREIGN)
            )
        if site.kind == "region":
            return weight
        near = site.region in self.regions if site.region else site.iso3 in self.states
        return weight + 2 * near + (site.iso3 in self.peoples)


def meant(sites: Sequence[Site], qualifier: Sequence[Site], around: Surroundings) -> Site | None:
    """The place meant; None when nothing tells them apart."""
    if qualifier:
        return _qualified(sites, qualifier)
    if len(sites) == 1:
        return sites[0]
    areas = [site for site in sites if site.kind in ("state", "former_state", "region")]
    cities = [site for site in sites if site.kind in ("city", "capital")]
    if len(areas) == 1 and areas[0].kind == "state":
        return areas[0]
    if not areas and (famous := _famous(cities)):
        return famous
    if len(areas) == 1 and len(cities) >= 1 and (famous := _over_region(areas[0], cities)):
        return famous
    return _heaviest(areas or cities, around)


def _qualified(sites: Sequence[Site], qualifier: Sequence[Site]) -> Site | None:
    """`Paris, Texas`: the one that lies in what follows the comma, be it not in our tables."""
    found = [
        site
        for site in sites
        if site.kind in ("city", "capital", "region")
        and any(_lies_in(site, area) for area in qualifier)
    ]
    if found or len(qualifier) != 1:
        return found[0] if len(found) == 1 else None
    area = qualifier[0]
    return Site(name=sites[0].name, iso3=area.iso3, kind="city", region=area.region)


def _lies_in(site: Site, area: Site) -> bool:
    if area.kind == "region" and area.region:
        return site.region == area.region
    return site.iso3 == area.iso3 and area.kind in ("state", "region")


def _famous(cities: Sequence[Site]) -> Site | None:
    """The capital, or the city that dwarfs its namesakes."""
    if not cities:
        return None
    first, second = cities[0], cities[1] if len(cities) > 1 else None
    capitals = [city for city in cities if city.kind == "capital"]
    if len(capitals) == 1 and capitals[0].people * 2 >= first.people:
        return capitals[0]
    if second is None or first.people >= DOMINANCE * second.people:
        return first
    return None


def _over_region(region: Site, cities: Sequence[Site]) -> Site | None:
    """New York and Washington are cities before they are states of the USA."""
    same = [city for city in cities if city.iso3 == region.iso3]
    return _famous(same) if len(same) >= 1 else None


def _heaviest(sites: Sequence[Site], around: Surroundings) -> Site | None:
    weights = sorted(((around.weight_of(site), -at) for at, site in enumerate(sites)), reverse=True)
    best, second = weights[0], weights[1] if len(weights) > 1 else (0, 0)
    return sites[-best[1]] if best[0] > second[0] else None
