"""From a report to a spaCy `Doc`: tags, trees, entities, and who says what.

Importing this package loads neither spaCy nor ONNX Runtime; `load` does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

    from dragoman.language.encoder import Encoder

__all__ = ["encoder_of", "load"]


def load(model: str | Path | Language | None = None, *, threads: int = 1) -> Language:
    """The pipeline that reads English news: the one in the package, or another with UD labels.

    `model` is a folder that our exporter wrote, the name of an installed spaCy pipeline, or a
    pipeline; what another pipeline does not give (attributions, factuality, vectors) is then
    unknown in `reading_of`. threads: of ONNX Runtime; several processes are faster than several
    threads. Raises ModelError when the model is missing, altered or of another release.
    """
    from dragoman.language.assembly import assembled

    return assembled(model, threads=threads)


def encoder_of(nlp: Language) -> Encoder | None:
    """The encoder of a pipeline, for `pairs.event_types`; None when the pipeline is not ours."""
    from dragoman.language import assembly

    return assembly.encoder_of(nlp)
