"""The store: what reports say, kept once, found again."""
