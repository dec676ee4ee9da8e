"""Actors: coreference (D1), groups (D2), metonymy (D3), and states among their namesakes.

D1 on the development part of OntoGUM, words given, nothing else: CoNLL score without singletons;
pronoun accuracy is the share of personal pronouns with an antecedent in the gold whose chosen
antecedent is in the same chain. D3 on the fifth of ReLocaR and GeoWebNews that the encoder was not
trained on. D2 and the namesakes are sentences of our own (`evaluation/data`, `tests`).
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.findings.actors import find_actors
from dragoman.findings.actors.metonymy import is_metonym
from dragoman.findings.context import Context
from dragoman.findings.coreference.chains import chains_of, links_of
from dragoman.findings.coreference.mentions import mentions_of
from dragoman.findings.coreference.ranker import rank
from dragoman.language import load
from dragoman.language.article import read_article
from dragoman.schema import Report, Segment, Source
from evaluation.chains import ChainScores
from evaluation.ontogum import DATA, as_doc, documents
from evaluation.table import Row, interval, show

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Doc

    from dragoman.findings.actors import ActorsFound
    from dragoman.schema import Mention
    from evaluation.ontogum import Chained

STAGE = "actors"
GROUPS = Path("evaluation/data/groups.tsv")
GROUPS_ON = date(2024, 6, 19)
SPEAKERS = Path("evaluation/data/speakers.tsv")
POLNEAR = DATA / "attribution/polnear/data/dev/text"
PERSONAL = frozenset(
    "i me my mine myself you your yours yourself he him his himself she her hers herself it its "
    "itself we us our ours ourselves they them their theirs themselves".split()
)
THIRD = PERSONAL - frozenset("i me my mine myself you your yours yourself we us our ours".split())

Span = tuple[int, int]


class Answer:
    """What we answer for a document, beside its gold."""

    def __init__(self, document: Chained, doc: Doc) -> None:
        self.genre = document.genre
        self.gold = document.chains
        mentions = mentions_of(doc)
        ranking = rank(mentions)
        self.chains = chains_of(mentions, ranking)
        place = {span: at for at, chain in enumerate(document.chains) for span in chain}
        spans = list(zip(mentions.starts.tolist(), mentions.ends.tolist(), strict=True))
        chosen = {spans[at]: spans[before] for at, before in links_of(ranking).items()}
        self.pronouns = [
            (document.words[start].lower(), span in chosen and place.get(chosen[span]) == number)
            for number, chain in enumerate(document.chains)
            for span in chain[1:]
            for start in [span[0]]
            if span[1] - start == 1 and document.words[start].lower() in PERSONAL
        ]


@cache
def answers() -> tuple[Answer, ...]:
    """Our answers for the development part."""
    nlp = load()
    return tuple(Answer(document, as_doc(nlp, document)) for document in documents("dev"))


def conll(some: Sequence[Answer]) -> float:
    """The CoNLL score over some documents."""
    total = ChainScores()
    for one in some:
        total.add(one.gold, one.chains)
    return total.conll


def accuracy(some: Sequence[Answer], words: frozenset[str] = PERSONAL) -> float:
    """The share of pronouns that go back to the right chain."""
    judged = [right for one in some for word, right in one.pronouns if word in words]
    return sum(judged) / len(judged) if judged else 0.0


def coreference_rows() -> Iterator[Row]:
    """D1."""
    found = answers()
    news = [one for one in found if one.genre == "news"]
    for name, some, floor, goal in (
        ("OntoGUM CoNLL F1", found, 0.55, 0.60),
        ("OntoGUM CoNLL F1, news", news, 0.59, 0.64),
    ):
        low, high = interval(some, conll)
        yield Row(
            stage=STAGE, measure=name, n=len(some), figure=conll(some), floor=floor, goal=goal,
            low=low, high=high,
        )  # fmt: skip
    for name, words, least in (
        ("pronoun accuracy", PERSONAL, 0.74),
        ("pronoun accuracy, third person", THIRD, None),
    ):
        n = sum(word in words for one in found for word, _ in one.pronouns)
        low, high = interval(found, lambda some, w=words: accuracy(some, w))  # type: ignore[misc]
        yield Row(
            stage=STAGE, measure=name, n=n, figure=accuracy(found, words), floor=least,
            goal=0.80 if least else None, low=low, high=high,
        )  # fmt: skip


def judged_places(kind: str) -> list[list[tuple[bool, bool]]]:
    """(gold, answer) of each place, a list a document, from the fifth kept apart."""
    import numpy as np
    from spacy.tokens import Doc
    from training.corpora import metonymy

    root = DATA / "metonymy"
    if kind == "relocar":
        read = metonymy.read_relocar(root / "relocar/ReLocaR_XML/ReLocaR_Train.xml")
    else:
        read = metonymy.read_geowebnews(root / "geowebnews/data/GeoWebNews")
    nlp = load()
    judged: list[list[tuple[bool, bool]]] = []
    for document in filter(metonymy.held_out, read):
        words = [word for sentence in document.sentences for word in sentence.words]
        values = np.concatenate([sentence.layers["metonymy"] for sentence in document.sentences])
        begins = [at == 0 for sentence in document.sentences for at in range(len(sentence.words))]
        starts: list[bool | int | None] = [*begins]
        doc = Doc(nlp.vocab, words=words, sent_starts=starts)
        for _, component in nlp.pipeline:
            doc = component(doc)
        marked = np.flatnonzero(~np.isnan(values))
        judged.append(
            [(bool(values[at] > 0.5), is_metonym(doc, int(at), int(at) + 1)) for at in marked]
        )
    return judged


def right_share(judged: Sequence[Sequence[tuple[bool, bool]]]) -> float:
    """Accuracy over the places of some documents."""
    pairs = [gold == answer for one in judged for gold, answer in one]
    return sum(pairs) / len(pairs) if pairs else 0.0


def mean_f1(judged: Sequence[Sequence[tuple[bool, bool]]]) -> float:
    """The mean of the F1 of the literal and of the metonymic reading."""
    pairs = [pair for one in judged for pair in one]
    scores = []
    for reading in (True, False):
        both = sum(gold == answer == reading for gold, answer in pairs)
        named = sum(gold == reading for gold, _ in pairs) + sum(a == reading for _, a in pairs)
        scores.append(2 * both / named if named else 0.0)
    return sum(scores) / 2


def metonymy_rows() -> Iterator[Row]:
    """D3, on documents the encoder did not see."""
    places = judged_places("relocar")
    low, high = interval(places, right_share)
    yield Row(
        stage=STAGE, measure="ReLocaR accuracy, held-out fifth", n=sum(map(len, places)),
        figure=right_share(places), floor=0.865, goal=0.88, peer="PreWin .836 (m)",
        low=low, high=high,
    )  # fmt: skip
    web = judged_places("geowebnews")
    low, high = interval(web, mean_f1)
    yield Row(
        stage=STAGE, measure="GeoWebNews literal/metonymic F1, held-out fifth",
        n=sum(map(len, web)), figure=mean_f1(web), floor=0.74, goal=0.80, low=low, high=high,
    )  # fmt: skip


def judged_groups() -> list[tuple[str, frozenset[str], frozenset[str]]]:
    """(text, members, members we give) of each case of our own."""
    nlp = load()
    judged: list[tuple[str, frozenset[str], frozenset[str]]] = []
    for line in GROUPS.read_text(encoding="utf-8").splitlines()[1:]:
        members, marked = line.split("\t")
        start, end = marked.index("[["), marked.index("]]") - 2
        text = marked.replace("[[", "").replace("]]", "")
        report = of_text(text)
        found = find_actors(read_article(nlp, report), Context(report=report, anchor=GROUPS_ON))
        given = {
            actor.id
            for actor in found.actors
            for mention in actor.mentions
            if start <= mention.start < mention.end <= end and covers(mention, text, start, end)
        }
        gold = frozenset(members.split()) - {"-"}
        judged.append((marked, gold, frozenset(given)))
    return judged


def covers(mention: Mention, text: str, start: int, end: int) -> bool:
    """Whether a mention is the group itself and no name inside it."""
    return len(mention.members) > 1 or text[mention.start : mention.end] == text[start:end]


def of_text(text: str) -> Report:
    """A report that is nothing but a body."""
    segments = (Segment("body", 0, len(text)),)
    source = Source(None, None, "text/plain")
    return Report(id="text", source=source, language="en", text=text, segments=segments)


def group_rows() -> Iterator[Row]:
    """D2."""
    judged = judged_groups()
    right = [gold == given for _, gold, given in judged]
    low, high = interval(right, lambda some: sum(some) / len(some))
    yield Row(
        stage=STAGE, measure="groups to the right members, own cases", n=len(right),
        figure=sum(right) / len(right), floor=0.70, goal=0.75, low=low, high=high,
    )  # fmt: skip


def judged_speakers() -> list[list[bool]]:
    """Whether each hand-read source of PolNeAR dev goes back to who is meant, a list a document."""
    nlp = load()
    cases: dict[str, list[tuple[int, int, str]]] = {}
    for line in SPEAKERS.read_text(encoding="utf-8").splitlines()[1:]:
        name, start, end, meant = line.split("\t")
        cases.setdefault(name, []).append((int(start), int(end), meant))
    judged: list[list[bool]] = []
    for name, sources in cases.items():
        report = of_text((POLNEAR / name).read_text(encoding="utf-8"))
        day = date.fromisoformat(name.split("_")[1])
        found = find_actors(read_article(nlp, report), Context(report=report, anchor=day))
        judged.append([_speaker(found, start, end, meant) for start, end, meant in sources])
    return judged


def _speaker(found: ActorsFound, start: int, end: int, meant: str) -> bool:
    """Whether the actors of the mentions on a source are those meant, all and no others."""
    names = {
        actor.name
        for actor in found.actors
        for mention in actor.mentions
        if start <= mention.start < mention.end <= end
    }
    wanted = [] if meant == "-" else meant.split("|")
    return len(names) == len(wanted) and all(
        any(one.casefold() in name.casefold() for name in names) for one in wanted
    )


def speaker_rows() -> Iterator[Row]:
    """The half of A5 that is coreference: the source given, who is it?"""
    judged = judged_speakers()
    low, high = interval(judged, _share)
    yield Row(
        stage=STAGE, measure="who a pronoun or description source is", n=sum(map(len, judged)),
        figure=_share(judged), floor=0.80, goal=0.85, peer="Citron .88-.92 on PARC (R)",
        low=low, high=high,
    )  # fmt: skip


def _share(judged: Sequence[Sequence[bool]]) -> float:
    flat = [right for one in judged for right in one]
    return sum(flat) / len(flat) if flat else 0.0


def rows() -> Iterator[Row]:
    """Every row of the stage."""
    yield from speaker_rows()
    yield from coreference_rows()
    yield from group_rows()
    yield from metonymy_rows()


if __name__ == "__main__":
    assert Path("../shared").exists()
    show(rows())
