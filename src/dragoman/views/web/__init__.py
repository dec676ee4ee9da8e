"""The record in a browser: pages made on the server, readable without JavaScript."""

from dragoman.views.web import pages, tellings

PAGES = (*pages.PAGES, *tellings.TELLINGS)

__all__ = ["PAGES"]
