"""Which pipeline reads: ours from a model folder, or a spaCy pipeline put in its place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language

from dragoman.errors import ModelError
from dragoman.language.encoder import PACKAGED, REMEDY, Encoder
from dragoman.language.reader import Reader
from dragoman.language.tokens import blank

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

READER = "dragoman_reader"
MOST_CHARACTERS = 50_000_000  # memory grows by about 2 kB a word, not with the square


@cache
def opened(folder: Path, threads: int) -> Encoder:
    """The encoder of a folder, one a process."""
    return Encoder(folder, threads=threads)


@Language.factory(READER, default_config={"folder": str(PACKAGED), "threads": 1})
def reader(nlp: Language, name: str, folder: str, threads: int) -> Callable[[Doc], Doc]:  # noqa: ARG001
    """Our reader as a spaCy component."""
    return Reader(opened(Path(folder), threads))


def assembled(model: str | Path | Language | None, *, threads: int = 1) -> Language:
    """See `dragoman.language.load`."""
    if isinstance(model, Language):
        return model
    if model is None or Path(model).is_dir():
        nlp = blank()
        folder = PACKAGED if model is None else Path(model)
        nlp.add_pipe(READER, config={"folder": str(folder), "threads": threads})
        nlp.max_length = MOST_CHARACTERS
        return nlp
    import spacy

    try:
        return spacy.load(model)
    except OSError as error:
        raise ModelError(
            f"{model} is neither a model folder nor an installed spaCy pipeline ({error}); {REMEDY}"
        ) from None


def encoder_of(nlp: Language) -> Encoder | None:
    """The encoder of the pipeline, None when it is not ours."""
    for _, component in nlp.pipeline:
        if isinstance(component, Reader):
            return component.encoder
    return None
