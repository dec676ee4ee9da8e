"""Places named for what acts there: ReLocaR and GeoWebNews.

A fifth of each is never trained on (`held_out`): samples of ReLocaR and articles of GeoWebNews
whose number divides by five.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.sentences import sentence_starts
from dragoman.language.tokens import tokenizer
from training.examples import Document, Sentence

if TYPE_CHECKING:
    from pathlib import Path

SAMPLE = re.compile(r'<sample number="(\d+)">(.*?)</sample>', re.DOTALL)
PLACE = re.compile(r'<loc reading="(\w+)">(.*?)</loc>', re.DOTALL)
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}
WEB_VALUES = {"Literal": 0.0, "Metonymic": 1.0, "Coercion": 0.0, "Literal_Modifier": 0.0}


def read_relocar(path: Path) -> list[Document]:
    """The samples of ReLocaR; mixed readings are left out."""
    documents = []
    for number, sample in SAMPLE.findall(path.read_text(encoding="utf-8")):
        for mark, char in ENTITIES.items():
            sample = sample.replace(mark, char)
        found = PLACE.search(sample)
        if found is None or found[1] not in {"lit", "met"}:
            continue
        text = sample[: found.start()] + found[2] + sample[found.end() :]
        place = (found.start(), found.start() + len(found[2]), float(found[1] == "met"))
        documents.append(_document(f"relocar-{number}", text, [place]))
    return documents


def read_marked(path: Path, value: float) -> list[Document]:
    """A file with `name<SEP>text with <ENT>name<ENT>` a line, all of one reading."""
    documents = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n")):
        parts = line.split("<SEP>", 1)[-1].split("<ENT>")
        if len(parts) == 3:
            start = len(parts[0])
            place = (start, start + len(parts[1]), value)
            documents.append(_document(f"{path.stem}-{number}", "".join(parts), [place]))
    return documents


def read_geowebnews(folder: Path) -> list[Document]:
    """The articles of GeoWebNews, with its literal and metonymic place names."""
    documents = []
    for path in sorted(folder.glob("*.txt"), key=lambda p: int(p.stem)):
        text = path.read_text(encoding="utf-8")
        places = []
        for line in path.with_suffix(".ann").read_text(encoding="utf-8").split("\n"):
            if line.startswith("T"):
                kind, start, end = line.split("\t")[1].split(";")[0].split()
                if kind in WEB_VALUES:
                    places.append((int(start), int(end), WEB_VALUES[kind]))
        documents.append(_document(f"geowebnews-{path.stem}", text, places))
    return documents


def held_out(document: Document) -> bool:
    """Whether the document belongs to the fifth that is only scored."""
    return int(document.name.rsplit("-", 1)[1]) % 5 == 0


def _document(name: str, text: str, places: list[tuple[int, int, float]]) -> Document:
    """The text with its readings; a place's last word carries the value, other words NaN."""
    document = Document(name, [])
    cut = tokenizer()
    at = 0
    for line in text.split("\n"):
        tokens = [t for t in cut(line) if not t.is_space]
        values = np.full(len(tokens), np.nan, dtype=np.float32)
        for n, token in enumerate(tokens):
            for start, end, value in places:
                if start < at + token.idx + len(token) <= end:
                    values[n] = value
                    if n and start <= at + tokens[n - 1].idx:
                        values[n - 1] = np.nan
        starts = sentence_starts([t.text for t in tokens])
        for i, j in zip(starts, [*starts[1:], len(tokens)], strict=False):
            words = [t.text for t in tokens[i:j]]
            document.sentences.append(Sentence(words, {"metonymy": values[i:j]}))
        at += len(line) + 1
    return document
