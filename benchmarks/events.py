"""Events a CPU second: pairs typed, sentences coded, by one thread.

    OMP_NUM_THREADS=1 python -m benchmarks.events

Pairs are typed as in articles: one pass of the encoder over the sentence with both sides marked,
then the wording and the arbiter. Sentences are read raw, one a report, and in articles of twenty;
"coding" is `find_events` alone, what stands beside PETRARCH2's 230 sentences a second, which leaves
its parse out. The sentences are the development rows of Zero-Shot-PLOVER. CPU time, best of three.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from evaluation.gold_events import read_pairs
from evaluation.plain import plain_report

from dragoman.findings.analysis import before_events, with_findings
from dragoman.findings.anchor import anchor_of
from dragoman.findings.coding.arbiter import evidence, fitted, shares
from dragoman.findings.coding.wording import traits_of
from dragoman.findings.events import find_events
from dragoman.language import encoder_of, load
from dragoman.language.article import read_article
from dragoman.language.pairs import Pair, event_types

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language
    from spacy.tokens import Doc

ROUNDS = 3
IN_ARTICLE = 20


def best_of(work: Callable[[], object]) -> float:
    """The least CPU seconds of some rounds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        spent.append(time.process_time() - start)
    return min(spent)


def typed(docs: list[Doc], nlp: Language) -> None:
    """The type of one pair in each sentence: its first and its last word."""
    encoder = encoder_of(nlp)
    if encoder is None:
        raise SystemExit("typing needs the shipped model")
    model = fitted()
    weights = model["weights"].astype(float)
    for doc in docs:
        pair = Pair((0, len(doc)), (0, 1), (len(doc) - 1, len(doc)))
        head = event_types(encoder, doc, [pair])[0]
        traits = traits_of(doc, pair.sentence, pair.source, pair.target)
        shares(evidence(head, [], traits, model), weights)


def main() -> None:
    """Print the figures."""
    nlp = load()
    texts = [pair.text for pair in read_pairs("dev")]
    articles = ["\n".join(texts[at : at + IN_ARTICLE]) for at in range(0, len(texts), IN_ARTICLE)]
    docs = [read_article(nlp, plain_report(text)) for text in texts]

    def whole(some: list[str]) -> None:
        for text in some:
            report = plain_report(text)
            with_findings(report, read_article(nlp, report))

    reports = [plain_report(text) for text in articles]
    read = [read_article(nlp, report) for report in reports]
    contexts = [
        before_events(report, doc, anchor_of(report))[0]
        for report, doc in zip(reports, read, strict=True)
    ]

    def coding() -> None:
        for doc, context in zip(read, contexts, strict=True):
            find_events(doc, context)

    for name, count, work in (
        ("pairs typed", len(docs), lambda: typed(docs, nlp)),
        ("sentences, one a report, everything found", len(texts), lambda: whole(texts)),
        ("sentences in articles, everything found", len(texts), lambda: whole(articles)),
        ("sentences in articles, coding alone", len(texts), coding),
    ):
        print(f"{name:45} {count / best_of(work):7.0f} a CPU second")


if __name__ == "__main__":
    main()
