"""What the words around two sides suggest about the type of the act between them.

Traits are words, pairs and triples of words, pieces of words and the words that govern each side,
with the sides themselves left out, so that no name ever tells a type. Each trait is a row of a
table of weights, found by a checksum: the table holds numbers, no words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token

ROWS = 1 << 16
SOURCE_MARK, TARGET_MARK = "SRC", "TGT"
PIECES = (4, 5)  # characters of a piece of a word
FORCES = frozenset("will would not n't to be have may could should".split())
Side = tuple[int, int] | None


def traits_of(doc: Doc, sentence: tuple[int, int], source: Side, target: Side) -> NDArray[np.int64]:
    """The rows of the traits around the sides (token ranges) in the sentence, each once."""
    marks = dict.fromkeys(range(*(source or (0, 0))), SOURCE_MARK)
    marks |= dict.fromkeys(range(*(target or (0, 0))), TARGET_MARK)
    words = _words(doc, sentence, marks)
    traits = {*_of_words(words), *_of_forces(doc, sentence)}
    for name, side in (("S", source), ("T", target)):
        head = head_of(doc, side)
        if head is not None:
            traits.update(_of_governors(name, head))
    return np.array(sorted({row_of(trait) for trait in traits}), dtype=np.int64)


def row_of(trait: str) -> int:
    """The row of the table where the trait's weights stand."""
    return crc32(trait.encode()) % ROWS


def head_of(doc: Doc, side: Side) -> Token | None:
    """The first word of a side that hangs on a word outside it."""
    for i in range(*(side or (0, 0))):
        token = doc[i]
        if token.head == token or not (side and side[0] <= token.head.i < side[1]):
            return token
    return None


def opinion(
    rows: NDArray[np.int64], model: Mapping[str, NDArray[np.float32]]
) -> NDArray[np.float64]:
    """Log probabilities of the types by the traits; never below the model's least."""
    weights = model["wording"][rows].astype(np.float64) * model["wording_scale"]
    total = weights.sum(axis=0) / max(1.0, float(np.sqrt(len(rows)))) + model["wording_bias"]
    total -= total.max()
    return np.asarray(total - np.log(np.exp(total).sum()), dtype=np.float64)


def _words(doc: Doc, sentence: tuple[int, int], marks: Mapping[int, str]) -> list[str]:
    """Lemmas of the sentence with each side as one mark and each number as `#`."""
    found: list[str] = []
    for i in range(*sentence):
        token = doc[i]
        mark = marks.get(i)
        if mark is not None:
            if not found or found[-1] != mark:
                found.append(mark)
        elif not token.is_space:
            found.append("#" if token.like_num else (token.lemma_ or token.text).lower())
    return found


def _of_words(words: Sequence[str]) -> Iterator[str]:
    for n, word in enumerate(words):
        for length in (1, 2, 3):
            if n + length <= len(words):
                yield f"{length}:{'_'.join(words[n : n + length])}"
        whole = f"<{word}>"
        for size in PIECES:
            for at in range(len(whole) - size + 1):
                yield f"c:{whole[at : at + size]}"


def _of_forces(doc: Doc, sentence: tuple[int, int]) -> Iterator[str]:
    for i in range(*sentence):
        if doc[i].dep_ in ("aux", "aux:pass", "advmod") and doc[i].lower_ in FORCES:
            yield f"a:{doc[i].lower_}"


def _of_governors(name: str, head: Token) -> Iterator[str]:
    """The words over a side, its relation to the first and its preposition."""
    if head.head == head:
        return
    over = _lemma(head.head)
    yield f"g{name}0:{over}"
    yield f"d{name}:{head.dep_}:{over}"
    for child in head.children:
        if child.dep_ == "case":
            yield f"k{name}:{child.lower_}:{over}"
    above = head.head
    for _ in range(2):
        if above.head == above:
            return
        above = above.head
        yield f"g{name}1:{_lemma(above)}"


def _lemma(token: Token) -> str:
    return (token.lemma_ or token.text).lower()
