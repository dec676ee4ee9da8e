"""The record in a browser: pages made on the server, readable without JavaScript."""

from dragoman.views.web import entry, feeds, judging, pages, posting, tellings

PAGES = (
    *pages.PAGES, *tellings.TELLINGS, *entry.ENTRY, *feeds.FEEDS, *judging.JUDGING,
    *posting.POSTING,
)  # fmt: skip

__all__ = ["PAGES"]
