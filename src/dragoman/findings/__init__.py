"""Findings: what the article says, found in a `Doc`, each with its evidence."""
