"""Answers: timelines, dyads, disputes, alliances, computed from the record."""
