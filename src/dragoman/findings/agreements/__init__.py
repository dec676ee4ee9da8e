"""Agreements: instruments that a report names or describes, and what they oblige whom to do."""

from dragoman.findings.agreements.find import find_agreements

__all__ = ["find_agreements"]
