"""Exports: the record in the formats of others, each with its evidence."""

from dragoman.views.exports.flat import KINDS
from dragoman.views.exports.formats import FORMATS, export

__all__ = ["FORMATS", "KINDS", "export"]
