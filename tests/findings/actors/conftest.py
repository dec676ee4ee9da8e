"""Actors of a text, read by the packaged model."""

import pytest

from dragoman.errors import ModelError
from dragoman.findings.actors import find_actors
from dragoman.findings.context import Context
from dragoman.language import load
from dragoman.language.article import read_article
from dragoman.schema import Report, Segment, Source


@pytest.fixture(scope="session")
def nlp():
    try:
        return load()
    except ModelError as missing:
        pytest.skip(f"needs the model: {missing}")


@pytest.fixture(scope="session")
def actors_of(nlp):
    def read(text, on):
        segments = (Segment("body", 0, len(text)),)
        source = Source(None, None, "text/plain")
        report = Report(id="t", source=source, language="en", text=text, segments=segments)
        doc = read_article(nlp, report)
        return find_actors(doc, Context(report=report, anchor=on))

    return read
