"""How sure a text is that something happened, -3 to 3: UW and UDS It-Happened 2, JSON lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from training.examples import Document, Sentence

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path) -> list[Document]:
    """Each sentence as a document; words without a judgement carry NaN."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        if not line:
            continue
        row = json.loads(line)
        words = row["text"].split(" ")
        values = np.full(len(words), np.nan, dtype=np.float32)
        for target in row["targets"]:
            values[target["span1"][0]] = target["label"]
        documents.append(
            Document(f"{path.stem}-{number}", [Sentence(words, {"factuality": values})])
        )
    return documents
