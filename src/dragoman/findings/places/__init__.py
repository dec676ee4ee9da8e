"""Places: the states, regions and cities an article names, with their state and coordinates.

A name that several places bear is resolved by what qualifies it or by the rest of the article;
else it keeps its candidates and no state. The dateline is no part of the article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.findings.places.choice import Surroundings, meant
from dragoman.findings.places.mentions import mentions_of
from dragoman.language.article import span_of
from dragoman.schema import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from dragoman.findings.context import Context
    from dragoman.findings.places.mentions import Named
    from dragoman.findings.places.sites import Site

__all__ = ["find_places"]


def find_places(doc: Doc, context: Context) -> Iterator[Place]:
    """Yield the places named in the article in text order; offsets: report.text."""
    named = list(mentions_of(doc, context.anchor))
    around = Surroundings(doc, named, context.report.dateline)
    areas: tuple[Site, ...] = ()
    for at, one in enumerate(named):
        sites = areas or one.sites
        areas = _qualifier(doc, named, at)
        yield _place(doc, one, meant(sites, areas, around) if sites else None)


def _qualifier(doc: Doc, named: list[Named], at: int) -> tuple[Site, ...]:
    """The areas that the next name can mean when only a comma parts the two."""
    if at + 1 >= len(named):
        return ()
    this, following = named[at], named[at + 1]
    if following.i != this.j + 1 or doc[this.j].text != ",":
        return ()
    areas = tuple(site for site in following.sites if site.kind in ("state", "region"))
    fits = any(site.iso3 == area.iso3 for site in this.sites for area in areas)
    only = all(site.kind == "region" for site in following.sites)
    is_city = any(site.kind in ("city", "capital") for site in this.sites)
    return areas if is_city and (fits or only) else ()


def _place(doc: Doc, one: Named, site: Site | None) -> Place:
    span = span_of(doc, one.i, one.j)
    if site is None:
        return Place(
            start=span.start,
            end=span.end,
            name=doc[one.i : one.j].text,
            candidates=tuple(candidate.label for candidate in one.sites),
        )
    return Place(
        start=span.start,
        end=span.end,
        name=site.name,
        iso3=site.iso3,
        lat=site.lat,
        lon=site.lon,
        kind=site.kind,
    )
