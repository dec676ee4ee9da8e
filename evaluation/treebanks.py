"""Scores of tags and trees on UD treebanks: gold words, or the pipeline's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.labels import RELATIONS
from dragoman.language.sentences import sentence_starts
from dragoman.language.tokens import tokenizer

if TYPE_CHECKING:
    from training.examples import Document, Sentence

    from dragoman.language.reader import Reader

SHORT = np.array(
    [sorted({r.split(":")[0] for r in RELATIONS}).index(r.split(":")[0]) for r in RELATIONS]
)
"""Relations without their subtypes, as numbers."""


def words_and_starts(document: Document) -> tuple[list[str], list[int]]:
    """The words of a document and the first word of each sentence."""
    words: list[str] = []
    starts: list[int] = []
    for sentence in document.sentences:
        starts.append(len(words))
        words += sentence.words
    return words, starts


def gold_tokens(reader: Reader, documents: list[Document]) -> tuple[int, float, float, float]:
    """Words, and the shares with right part of speech, right head, right head and relation."""
    right = np.zeros(3)
    total = 0
    for document in documents:
        words, starts = words_and_starts(document)
        layers = reader.layers_of(words, starts)
        for start, sentence in zip(starts, document.sentences, strict=True):
            own = slice(start, start + len(sentence.words))
            gold = sentence.layers["heads"]
            heads = layers.heads[own] - start
            ours = np.where(heads == np.arange(len(heads)), 0, heads + 1)
            same = SHORT[layers.relations[own]] == SHORT[sentence.layers["relations"]]
            good = ours == gold
            upos = layers.upos[own] == sentence.layers["upos"]
            right += [upos.sum(), good.sum(), (good & same).sum()]
            total += len(ours)
    upos_share, uas, las = right / total
    return total, float(upos_share), float(uas), float(las)


def own_tokens(
    reader: Reader, documents: list[Document], texts: list[list[str]]
) -> tuple[int, float, float]:
    """Gold words, F1 of words, and LAS as F1, on gold sentences cut by our tokenizer.

    texts: the text of each sentence of each document. A word is right when a token has its very
    characters, its head's characters and its relation.
    """
    hits = found = there = words_right = 0
    for document, lines in zip(documents, texts, strict=True):
        words: list[str] = []
        places: list[list[tuple[int, int]]] = []
        starts: list[int] = []
        for line in lines:
            tokens = [t for t in tokenizer()(line) if not t.is_space]
            starts.append(len(words))
            words += [t.text for t in tokens]
            places.append([(t.idx, t.idx + len(t)) for t in tokens])
        layers = reader.layers_of(words, starts)
        for start, place, sentence in zip(starts, places, document.sentences, strict=True):
            own = slice(start, start + len(place))
            arcs = _arcs(place, layers.heads[own] - start, SHORT[layers.relations[own]])
            gold = _gold_arcs(sentence)
            hits += len(arcs & gold)
            words_right += len(set(place) & set(sentence.offsets))
            found, there = found + len(place), there + len(sentence.words)
    return there, 2 * words_right / (found + there), 2 * hits / (found + there)


Arc = tuple[tuple[int, int], tuple[int, int], int]


def _arcs(places: list[tuple[int, int]], heads: np.ndarray, relations: np.ndarray) -> set[Arc]:
    """Each token's characters, its head's (its own at the root) and its relation."""
    return {
        (place, places[int(head)], int(relation))
        for place, head, relation in zip(places, heads, relations, strict=True)
    }


def _gold_arcs(sentence: Sentence) -> set[Arc]:
    heads = sentence.layers["heads"].astype(int)
    own = np.where(heads > 0, heads - 1, np.arange(len(heads)))
    return _arcs(sentence.offsets, own, SHORT[sentence.layers["relations"]])


def sentence_borders(texts: list[list[str]]) -> tuple[int, float]:
    """Sentences, and F1 of their first characters, when each document is one paragraph."""
    hits = found = there = 0
    for lines in texts:
        tokens = [t for t in tokenizer()(" ".join(lines)) if not t.is_space]
        ours = {tokens[n].idx for n in sentence_starts([t.text for t in tokens])}
        gold = set(np.cumsum([0, *(len(line) + 1 for line in lines[:-1])]).tolist())
        hits, found, there = hits + len(ours & gold), found + len(ours), there + len(gold)
    return there, 2 * hits / (found + there)


def texts_of(path: str, documents: list[Document]) -> list[list[str]]:
    """The text of each sentence of each document of a CoNLL-U file."""
    from pathlib import Path

    mark = "# text = "
    content = Path(path).read_text(encoding="utf-8").split("\n")
    lines = iter([line[len(mark) :] for line in content if line.startswith(mark)])
    return [[next(lines) for _ in document.sentences] for document in documents]
