"""From antecedents to chains of mentions that stand for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.findings.coreference.mentions import Mentions
    from dragoman.findings.coreference.ranker import Ranking

Span = tuple[int, int]


def links_of(ranking: Ranking, least: float = 0.0) -> dict[int, int]:
    """Of each mention that goes back to another, that other; by at least some margin."""
    pairs = zip(ranking.antecedents.tolist(), ranking.margins.tolist(), strict=True)
    return {
        at: earlier for at, (earlier, margin) in enumerate(pairs) if earlier >= 0 and margin > least
    }


def chains_of(mentions: Mentions, ranking: Ranking, least: float = 0.0) -> list[list[Span]]:
    """The chains of two mentions and more, as spans of tokens in text order."""
    first: dict[int, int] = {}
    chains: dict[int, list[Span]] = {}
    for at, earlier in links_of(ranking, least).items():
        root = first.setdefault(at, first.get(earlier, earlier))
        chain = chains.setdefault(root, [_span(mentions, root)])
        chain.append(_span(mentions, at))
    return list(chains.values())


def _span(mentions: Mentions, at: int) -> Span:
    return int(mentions.starts[at]), int(mentions.ends[at])
