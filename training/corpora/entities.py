"""Entities in two columns, word and tag: CoNLL-2003 and the politics part of CrossNER."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.language.labels import ENTITIES, POLITICS
from training.examples import Document, Sentence, tags

if TYPE_CHECKING:
    import random
    from pathlib import Path

SHORT = {"person": "PER", "organisation": "ORG", "location": "LOC", "misc": "MISC"}


def read_conll(path: Path) -> list[Document]:
    """The sentences of CoNLL-2003 as one document: the marks between documents are lost."""
    sentences = []
    for words, kinds in _columns(path):
        short = [kind[:2] + SHORT[kind[2:]] if kind != "O" else kind for kind in kinds]
        sentences.append(Sentence(words, {"entity": tags(short, ENTITIES)}))
    return [Document(path.stem, sentences)]


def read_politics(path: Path) -> list[Document]:
    """Sentences from all over Wikipedia: each is a document of its own."""
    return [
        Document(f"{path.stem}-{n}", [Sentence(words, {"politics": tags(kinds, POLITICS)})])
        for n, (words, kinds) in enumerate(_columns(path))
    ]


def _columns(path: Path) -> list[tuple[list[str], list[str]]]:
    found: list[tuple[list[str], list[str]]] = []
    words: list[str] = []
    kinds: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.strip():
            word, kind = line.split("\t")
            words.append(word)
            kinds.append(kind.strip())
        elif words:
            found.append((words, kinds))
            words, kinds = [], []
    return found


def hyphens_cut(sentence: Sentence, chance: random.Random) -> Sentence:
    """The sentence with about half of its hyphenated words cut as our tokenizer cuts them."""
    layer = next(iter(sentence.layers))
    names = ENTITIES if layer == "entity" else POLITICS
    words: list[str] = []
    kinds: list[str] = []
    for word, row in zip(sentence.words, sentence.layers[layer], strict=True):
        parts = _parts(word) if chance.random() < 0.5 else [word]
        kind = names[int(row)]
        words += parts
        kinds += [kind] + [kind.replace("B-", "I-")] * (len(parts) - 1)
    return Sentence(words, {layer: tags(kinds, names)})


def _parts(word: str) -> list[str]:
    pieces = word.split("-")
    if len(pieces) < 2 or not all(piece.isalpha() for piece in pieces):
        return [word]
    parts = [pieces[0]]
    for piece in pieces[1:]:
        parts += ["-", piece]
    return parts
