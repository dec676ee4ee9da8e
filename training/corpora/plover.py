"""Event types with marked source and target: PLV, and the CAMEO sentences of ConfliBERT.

The CAMEO sentences have no type, only a quad (or none): they train the sum of the quad's types.
"""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.labels import EVENTS, SIDES
from dragoman.language.tokens import tokenizer
from training.examples import Document, Sentence, key

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator
    from pathlib import Path

SOURCE, TARGET = 1, 2
MARKED = re.compile(r"<(/?)([st])>", re.IGNORECASE)
QUADS = {
    1: "AGREE CONSULT SUPPORT COOPERATE",
    2: "AID YIELD COOPERATE MOBILIZE",
    3: "ACCUSE REJECT REQUEST THREATEN SANCTION COERCE PROTEST",
    4: "ASSAULT COERCE MOBILIZE PROTEST SANCTION",
}
"""Quad of the CAMEO sentences to the types it may hold, where the two codings disagree both."""


def read_plv(path: Path) -> list[Document]:
    """The rows of a PLV table, one sentence a document, `kind` is the row of EVENTS."""
    documents = []
    with path.open(encoding="utf-8", newline="") as lines:
        for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
            words, roles = _marked(row["marked_sentence"])
            sentence = Sentence(words, {"roles": roles}, kind=EVENTS.index(row["gold_root"]))
            documents.append(Document(f"{path.stem}-{number}", [sentence]))
    return documents


def read_own(path: Path) -> list[Document]:
    """The project's own typed sentences; CONCEDE and RETREAT are YIELD, as in PLV."""
    documents = []
    lines = path.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
    for number, line in enumerate(lines):
        kind, text = line.split("\t")
        kind = {"CONCEDE": "YIELD", "RETREAT": "YIELD", "NONE": "none"}.get(kind, kind)
        words, roles = _marked(text)
        sentence = Sentence(words, {"roles": roles}, kind=EVENTS.index(kind))
        documents.append(Document(f"own-{number}", [sentence]))
    return documents


def read_cameo(folder: Path, chance: random.Random) -> list[Document]:
    """The CAMEO sentences with a source and a target, typed by quad only; quad 0 is no event."""
    quads: dict[str, tuple[str, int]] = {}
    for line in (folder / "cameo_class/train.tsv").read_text(encoding="utf-8").split("\n"):
        if line.strip():
            text, number = line.rsplit("\t", 1)
            quads[key([text])] = (text, int(number))
    documents = []
    for row, (words, roles) in enumerate(_spans(folder / "cameo_ner/train.txt")):
        _, quad = quads.pop(key(words), ("", 0))
        if quad and {SOURCE, TARGET} <= set(roles.tolist()):
            kinds = tuple(EVENTS.index(kind) for kind in QUADS[quad].split())
            sentence = Sentence(words, {"roles": roles}, quads=kinds)
            documents.append(Document(f"cameo-{row}", [sentence]))
    for row, (text, quad) in enumerate(quads.values()):
        if quad == 0:
            words = [t.text for t in tokenizer()(text) if not t.is_space]
            roles = _two_names(words, chance)
            sentence = Sentence(words, {"roles": roles}, kind=0)
            documents.append(Document(f"none-{row}", [sentence]))
    return documents


def with_sides(documents: list[Document]) -> list[Document]:
    """The sentences of typed pairs, each once, with all its sources and targets as tags."""
    found: dict[str, Sentence] = {}
    for sentence in (s for d in documents for s in d.sentences if s.kind > 0):
        tags = _tags_of_roles(sentence.layers["roles"])
        known = found.setdefault(key(sentence.words), Sentence(sentence.words, {"sides": tags}))
        if known.words == sentence.words:
            layer = known.layers["sides"]
            layer[:] = np.where(layer > 0, layer, tags)
    return [Document(f"sides-{n}", [sentence]) for n, sentence in enumerate(found.values())]


def read_sides(path: Path) -> list[Document]:
    """The sentences of the CAMEO file with all their sources and targets as tags."""
    tag_of = {
        f"{mark}-{kind[0]}": f"{mark}-{kind}" for kind in ("SOURCE", "TARGET") for mark in "BI"
    }
    documents = []
    for number, (words, kinds) in enumerate(_rows(path)):
        tags = [SIDES.index(tag_of.get(kind, "O")) for kind in kinds]
        sentence = Sentence(words, {"sides": np.array(tags, dtype=np.int16)})
        documents.append(Document(f"cameo-sides-{number}", [sentence]))
    return documents


def _tags_of_roles(roles: np.ndarray) -> np.ndarray:
    """Begin and inside tags, one span a stretch of one role."""
    begins = np.diff(roles, prepend=0) != 0
    return np.where(roles > 0, 2 * roles - begins, 0).astype(np.int16)


def _marked(text: str) -> tuple[list[str], np.ndarray]:
    """Words of a sentence with `<s>` and `<t>` marks, and the role of each word."""
    words: list[str] = []
    roles: list[int] = []
    role = 0
    at = 0
    for mark in [*MARKED.finditer(text), None]:
        piece = text[at : mark.start() if mark else len(text)]
        found = [t.text for t in tokenizer()(piece.strip()) if not t.is_space]
        words += found
        roles += [role] * len(found)
        if mark:
            role = 0 if mark[1] else (SOURCE if mark[2].lower() == "s" else TARGET)
            at = mark.end()
    return words, np.array(roles, dtype=np.int16)


def _spans(path: Path) -> list[tuple[list[str], np.ndarray]]:
    """Sentences of the BIO file with the first source and the first target span of each."""
    found = []
    for words, kinds in _rows(path):
        roles = np.zeros(len(words), dtype=np.int16)
        for role, name in ((SOURCE, "S"), (TARGET, "T")):
            _mark_first(kinds, name, roles, role)
        found.append((words, roles))
    return found


def _rows(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Words and tags of each sentence of a two-column file."""
    words: list[str] = []
    kinds: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            word, kind = line.rsplit(" ", 1)
            words.append(word)
            kinds.append(kind.strip())
        elif words:
            yield words, kinds
            words, kinds = [], []


def _mark_first(kinds: list[str], name: str, roles: np.ndarray, role: int) -> None:
    if f"B-{name}" not in kinds:
        return
    at = kinds.index(f"B-{name}")
    roles[at] = role
    while at + 1 < len(kinds) and kinds[at + 1] == f"I-{name}":
        at += 1
        roles[at] = role


def _two_names(words: list[str], chance: random.Random) -> np.ndarray:
    """Two capitalised words marked as source and target where there is no event."""
    roles = np.zeros(len(words), dtype=np.int16)
    names = [n for n, word in enumerate(words) if n and word[:1].isupper()]
    if len(names) < 2:
        names = list(range(len(words)))
    for role, n in zip((SOURCE, TARGET), chance.sample(names, min(2, len(names))), strict=False):
        roles[n] = role
    return roles
