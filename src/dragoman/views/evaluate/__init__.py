"""A user's own gold, scored against what dragoman reads."""

from dragoman.views.evaluate.command import evaluate

__all__ = ["evaluate"]
