"""Sentences begin where an editor would say so."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dragoman.language.sentences import sentence_starts
from dragoman.language.tokens import tokenizer


def sentences(text: str) -> list[str]:
    tokens = [t for t in tokenizer()(text) if not t.is_space]
    starts = sentence_starts([t.text for t in tokens])
    bounds = [tokens[i].idx for i in starts] + [len(text)]
    return [text[a:b].strip() for a, b in pairwise(bounds)]


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Haddad met Gen. Ruiz in the U.S. Senate on Monday.",
        "“Will they come?” the minister asked.",
        "LIMA (Wire) - Peru recalled its envoy from Quito on Monday",
        "The talks, said J. R. Okafor, ended at 5 p.m. local time.",
        "He was born on Jan. 5 in St. Marys.",
        "Two ministers sign a pact on fishing",
        "It grew 3.5 percent, No. 2 in the region.",
    ],
)
def test_one_sentence_stays_whole(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    "parts",
    [
        ["The envoy left.", "Nobody said why."],
        ["He lives in the U.S.", "The others do not."],
        ["“We will not sign.”", "The room fell silent."],
        ["“We will not sign,” he said.", "“Not now.”"],
        ["Prices rose at Acme Corp.", "However, sales fell."],
        ["Who signed it?", "Nobody knows…", "Perhaps the king."],
        ["(The ministry did not reply.)", "A vote is due."],
    ],
)
def test_sentences_part_at_their_marks(parts: list[str]) -> None:
    assert sentences(" ".join(parts)) == parts


def test_no_words_have_no_sentence() -> None:
    assert sentence_starts([]) == []
