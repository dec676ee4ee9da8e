"""The component of the pipeline: from a tokenized doc to tags, trees, entities and the reading."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dragoman.language.article import KEY as ARTICLE
from dragoman.language.article import Article
from dragoman.language.encoder import Sentence, gelu_tanh
from dragoman.language.filling import Layers, fill
from dragoman.language.labels import RELATIONS, TAGS
from dragoman.language.mending import mended
from dragoman.language.pairs import KEY as ENCODER
from dragoman.language.pieces import packed, packed_by_paragraph
from dragoman.language.reading import Reading, joined
from dragoman.language.sentences import sentence_starts
from dragoman.language.spans import tags_of
from dragoman.language.trees import heads_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from dragoman.language.encoder import Encoder, Scores

    Window = tuple[list["Part"], Scores]

LONGEST = 200  # pieces of a sentence that is parsed as one
CHUNK = 64  # windows whose scores are in memory at a time
PART = 126  # pieces of a part of a longer one
CUTS = frozenset({";", ":", "—", "–", ",", ".", "-", ")", "|", "/"})
ROOT = RELATIONS.index("root")
JOINED = RELATIONS.index("parataxis")
B_CUE = TAGS["attribution"].index("B-CUE")
B_LINKED = [TAGS["attribution"].index("B-SOURCE"), TAGS["attribution"].index("B-CONTENT")]


@dataclass(frozen=True)
class Part:
    """Words `start` to `end` of a text, a sentence or a part of one; `joins` its first part."""

    start: int
    end: int
    joins: bool


def softmax(scores: NDArray[np.float32]) -> NDArray[np.float32]:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(shifted / shifted.sum(axis=-1, keepdims=True), dtype=np.float32)


class Reader:
    """Fills a doc from the encoder. Batches hold windows of one doc, so a doc's layers depend on
    the doc alone. Sentence borders that are set are kept; white-space tokens hang on the word
    before them.
    """

    def __init__(self, encoder: Encoder) -> None:
        self.encoder = encoder

    def __call__(self, doc: Doc) -> Doc:
        """Set tags, lemmas, trees, sentences, entities, the `Reading`, and who read it."""
        at = np.array([token.i for token in doc if not token.is_space], dtype=np.int64)
        words = [doc[int(i)].text for i in at]
        layers = self.layers_of(words, _starts(doc, at), _paragraphs(doc, at))
        fill(doc, at, layers)
        doc.user_data[ENCODER] = self.encoder
        return mended(doc)

    def layers_of(
        self, words: Sequence[str], starts: Sequence[int], paragraphs: Sequence[int] = ()
    ) -> Layers:
        """The layers of a text of the words, with the first word of each sentence and, where
        they are known, of each paragraph.
        """
        encoded = self.encoder.sentence_of(words)
        parts = list(_parts(words, encoded.counts, starts))
        sentences = _sliced(encoded, parts)
        opening = {0, *paragraphs}
        openings = [n for n, part in enumerate(parts) if part.start in opening]
        lengths = [len(s.pieces) for s in sentences]
        groups = packed_by_paragraph(lengths, openings) if paragraphs else packed(lengths)
        found = [self._nothing()]
        first_root = 0
        for at in range(0, len(groups), CHUNK):
            chunk = groups[at : at + CHUNK]
            scores = self.encoder.scores_of([[sentences[n] for n in group] for group in chunk])
            windows = [([parts[n] for n in g], w) for g, w in zip(chunk, scores, strict=True)]
            heads, relations, first_root = self._trees(windows, first_root)
            found.append(_layers(heads, relations, windows))
        return _joined(found)

    def _nothing(self) -> Layers:
        """The layers of no words."""
        width = int(self.encoder.manifest["width"])
        none = np.zeros(0, dtype=np.int64)
        tags = np.zeros((0, sum(map(len, TAGS.values()))), np.float32)
        extras, vectors = np.zeros((0, 3), np.float32), np.zeros((0, width), np.float32)
        return Layers(none, none, *_tags(tags, extras, vectors, []))

    def _trees(
        self, windows: list[Window], first_root: int
    ) -> tuple[NDArray[np.int64], NDArray[np.int64], int]:
        """Heads and relations; parts of one sentence are joined at their roots, so the root of
        the sentence that is still open comes in and goes out.
        """
        heads: list[NDArray[np.int64]] = []
        hidden: list[NDArray[np.float32]] = []
        joins: list[int] = []
        first = windows[0][0][0].start
        for parts, scores in windows:
            within = _heads_within(parts, scores)
            hidden.append(scores.label_dependent[1:] + scores.label_head[within])
            start = parts[0].start
            for part in parts:
                ours = within[part.start - start : part.end - start]
                at = int(np.flatnonzero(ours == 0)[0])
                whole = np.where(ours > 0, ours + (start - 1), part.start + at)
                if part.joins:
                    whole[at] = first_root
                    joins.append(part.start + at - first)
                else:
                    first_root = part.start + at
                heads.append(whole)
        joined_heads = np.concatenate(heads)
        labels = self.encoder.dense("label", gelu_tanh(np.concatenate(hidden)))
        labels[:, ROOT] = -np.inf
        relations = labels.argmax(axis=1)
        relations[joined_heads == np.arange(first, first + len(joined_heads))] = ROOT
        relations[joins] = JOINED
        return joined_heads, relations, first_root


def _heads_within(parts: list[Part], scores: Scores) -> NDArray[np.int64]:
    """The head of each word of a window, counted from 1 over the window, 0 the root."""
    heads = []
    word = 1
    for part in parts:
        own = slice(word, word + part.end - part.start)
        arcs = np.concatenate([scores.arcs[own, :1], scores.arcs[own, own]], axis=1)
        ours = heads_of(arcs).astype(np.int64)
        heads.append(np.where(ours > 0, ours + (word - 1), 0))
        word = own.stop
    return np.concatenate(heads)


def _layers(
    heads: NDArray[np.int64], relations: NDArray[np.int64], windows: list[Window]
) -> Layers:
    """The layers of consecutive windows."""
    tags = np.concatenate([scores.tags[1:] for _, scores in windows])
    extras = np.concatenate([scores.extras[1:] for _, scores in windows])
    vectors = np.concatenate([scores.vectors[1:] for _, scores in windows])
    return Layers(heads, relations, *_tags(tags, extras, vectors, windows))


def _tags(
    tags: NDArray[np.float32],
    extras: NDArray[np.float32],
    vectors: NDArray[np.float32],
    windows: list[Window],
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int32], Reading]:
    """The layers that are one value a word: parts of speech, entities and the reading."""
    logits = _columns(tags)
    parts = [part for parts, _ in windows for part in parts]
    entities = _by_sentence(logits["entity"], parts)
    attribution = tags_of(logits["attribution"]) if parts else np.zeros(0, np.int32)
    sides = _by_sentence(logits["sides"], parts)
    everywhere = np.arange(len(tags))
    reading = Reading(
        attribution=attribution,
        attribution_score=softmax(logits["attribution"])[everywhere, attribution],
        cue_of=_cues(attribution, windows),
        factuality=np.clip(extras[:, 0], -3, 3),
        happened=np.clip(extras[:, 1], -3, 3),
        metonymic=np.asarray(1 / (1 + np.exp(-extras[:, 2])), dtype=np.float32),
        politics=_by_sentence(logits["politics"], parts),
        entity_score=softmax(logits["entity"])[everywhere, entities],
        sides=sides,
        sides_score=softmax(logits["sides"])[everywhere, sides],
        vectors=vectors,
    )
    return logits["upos"].argmax(axis=1), logits["xpos"].argmax(axis=1), entities, reading


def _joined(found: list[Layers]) -> Layers:
    """Consecutive layers as one."""
    return Layers(
        heads=np.concatenate([layers.heads for layers in found]),
        relations=np.concatenate([layers.relations for layers in found]),
        upos=np.concatenate([layers.upos for layers in found]),
        xpos=np.concatenate([layers.xpos for layers in found]),
        entities=np.concatenate([layers.entities for layers in found]),
        reading=joined([layers.reading for layers in found]),
    )


def _columns(tags: NDArray[np.float32]) -> dict[str, NDArray[np.float32]]:
    """The scores of each tag head."""
    ends = np.cumsum([len(names) for names in TAGS.values()])
    return dict(zip(TAGS, np.split(tags, ends[:-1], axis=1), strict=True))


def _by_sentence(logits: NDArray[np.float32], parts: list[Part]) -> NDArray[np.int32]:
    """The best tags, no span across a part's end."""
    rows = [np.zeros(0, dtype=np.int32)]
    at = 0
    for part in parts:
        end = at + part.end - part.start
        rows.append(tags_of(logits[at:end]))
        at = end
    return np.concatenate(rows)


def _cues(attribution: NDArray[np.int32], windows: list[Window]) -> NDArray[np.int32]:
    """For the first word of each source and content, the best cue of its window, else -1.

    Cues are counted over the text, rows of `attribution` over the windows.
    """
    found = np.full(len(attribution), -1, dtype=np.int32)
    at = 0
    for parts, scores in windows:
        start, end = parts[0].start, parts[-1].end
        own = attribution[at : at + end - start]
        cues = np.flatnonzero(own == B_CUE)
        for row in np.flatnonzero(np.isin(own, B_LINKED)):
            best = int(scores.links[row + 1, np.concatenate(([0], cues + 1))].argmax())
            if best:
                found[at + row] = start + cues[best - 1]
        at += end - start
    return found


def _starts(doc: Doc, at: NDArray[np.int64]) -> list[int]:
    """The first word of each sentence, counted over the words: as set, else by our rules."""
    if doc.has_annotation("SENT_START"):
        starts, opened = [], True
        word_of = {int(i): n for n, i in enumerate(at)}
        for token in doc:
            opened = opened or bool(token.is_sent_start)
            if token.i in word_of and opened:
                starts.append(word_of[token.i])
                opened = False
        return starts
    starts = []
    for line in _lines(doc, at):
        starts += [line.start + n for n in sentence_starts([doc[int(i)].text for i in at[line]])]
    return starts


def _paragraphs(doc: Doc, at: NDArray[np.int64]) -> list[int]:
    """The first word of each paragraph, counted over the words."""
    article = doc.user_data.get(ARTICLE)
    if isinstance(article, Article):
        return np.flatnonzero(np.diff(article.paragraphs[at], prepend=-1)).tolist()
    return [line.start for line in _lines(doc, at)]


def _lines(doc: Doc, at: NDArray[np.int64]) -> list[slice]:
    """The words of each paragraph: white space with a line end parts them."""
    breaks = {
        int(np.searchsorted(at, token.i)) for token in doc if token.is_space and "\n" in token.text
    }
    borders = sorted({0, len(at), *breaks})
    return [slice(a, b) for a, b in pairwise(borders)]


def _parts(words: Sequence[str], counts: NDArray[np.int64], starts: Sequence[int]) -> list[Part]:
    """The sentences, those of more than LONGEST pieces in parts."""
    parts: list[Part] = []
    if not words:
        return parts
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        at = start
        while counts[at:end].sum() > (LONGEST if at == start else PART):
            room = int(np.searchsorted(np.cumsum(counts[at:end]), PART, side="right"))
            least = at + max(1, room // 2)
            cut = next((n + 1 for n in range(at + room - 1, least, -1) if words[n] in CUTS), None)
            cut = at + max(1, room) if cut is None else cut
            parts.append(Part(at, cut, joins=at > start))
            at = cut
        parts.append(Part(at, end, joins=at > start))
    return parts


def _sliced(whole: Sentence, parts: list[Part]) -> list[Sentence]:
    """The pieces of each part."""
    ends = np.concatenate(([0], np.cumsum(whole.counts)))
    return [
        Sentence(
            whole.pieces[ends[p.start] : ends[p.end]],
            whole.shapes[ends[p.start] : ends[p.end]],
            whole.counts[p.start : p.end],
        )
        for p in parts
    ]
