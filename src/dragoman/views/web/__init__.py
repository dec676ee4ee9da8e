"""The record in a browser: pages made on the server, readable without JavaScript."""

from dragoman.views.web import entry, pages, tellings

PAGES = (*pages.PAGES, *tellings.TELLINGS, *entry.ENTRY)

__all__ = ["PAGES"]
