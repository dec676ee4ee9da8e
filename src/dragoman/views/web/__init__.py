"""The record in a browser: pages made on the server, readable without JavaScript."""

from dragoman.views.web import entry, feeds, pages, tellings

PAGES = (*pages.PAGES, *tellings.TELLINGS, *entry.ENTRY, *feeds.FEEDS)

__all__ = ["PAGES"]
