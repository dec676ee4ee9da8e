"""The record in a browser: pages made on the server, readable without JavaScript."""

from dragoman.views.web.pages import PAGES

__all__ = ["PAGES"]
