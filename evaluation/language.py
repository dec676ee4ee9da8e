"""The language layer on development parts, int8 as shipped: `python -m evaluation.language`.

`--model FOLDER` measures another model; `--weights NAME` another file of it, such as the float one
that the exporter keeps with `--float`.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from training.corpora import entities, factuality, metonymy, plover, polnear, ud

from dragoman.language.encoder import PACKAGED, Encoder
from dragoman.language.labels import ENTITIES, FOLDED, POLITICS
from dragoman.language.pairs import event_types_of_words
from dragoman.language.reader import Reader
from dragoman.language.spans import spans_of
from dragoman.views.evaluate.counts import Count, TokenGrid
from evaluation.attribution_scores import statement_count
from evaluation.gold_pages import DATA
from evaluation.polnear import Attribution, read_documents
from evaluation.table import Row, interval, show
from evaluation.treebanks import (
    gold_tokens,
    own_tokens,
    sentence_borders,
    texts_of,
    words_and_starts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from training.examples import Document

    from dragoman.language.reading import Reading

STAGE = "language"
KINDS = [name[2:] for name in POLITICS[1::2]]


def rows(folder: Path = PACKAGED, weights: str = "encoder.onnx") -> Iterator[Row]:
    """Every row of the protocol that the model and its tokens decide."""
    reader = Reader(Encoder(folder, weights=weights))
    yield from parsing_rows(reader)
    yield from entity_rows(reader)
    yield from attribution_rows(reader)
    yield from factuality_rows(reader)
    yield from metonymy_rows(reader)
    yield from event_rows(reader)
    size = (folder / weights).stat().st_size / 1e6
    yield Row(
        stage=STAGE,
        measure="size of the encoder, MB",
        n=1,
        figure=size,
        floor=26,
        goal=25,
        smaller=True,
    )


def parsing_rows(reader: Reader) -> Iterator[Row]:
    """UD EWT and GUM, gold tokens; EWT on our tokens; sentence borders."""
    floors = {"ewt": (0.961, 0.906, 0.88), "gum": (0.973, 0.909, 0.884)}
    peers = {"ewt": "UDPipe 2, test: 97.6 94.1 92.4", "gum": "UDPipe 2, test: 98.4 93.8 92.1"}
    for name, least in floors.items():
        path = DATA / f"ud/en_{name}-ud-dev.conllu"
        documents = ud.read(path)
        n, *figures = gold_tokens(reader, documents)
        for measure, figure, floor in zip(("UPOS", "UAS", "LAS"), figures, least, strict=True):
            yield Row(
                stage=STAGE, measure=f"{name.upper()} {measure}, gold tokens", n=n, figure=figure,
                floor=floor, peer=peers[name],
            )  # fmt: skip
        texts = texts_of(str(path), documents)
        n, words, las = own_tokens(reader, documents, texts)
        yield Row(stage=STAGE, measure=f"{name.upper()} words F1, our tokens", n=n, figure=words)
        yield Row(
            stage=STAGE, measure=f"{name.upper()} LAS F1, our tokens", n=n, figure=las,
            floor=0.85 if name == "ewt" else None, peer="Stanza, raw text, test: 83.6",
        )  # fmt: skip
        n, borders = sentence_borders(texts)
        yield Row(stage=STAGE, measure=f"{name.upper()} sentence borders F1", n=n, figure=borders)


def entity_rows(reader: Reader) -> Iterator[Row]:
    """CoNLL-2003, as it is and re-cased, and CrossNER politics."""
    conll = entities.read_conll(DATA / "ner/crossner/conll2003/dev.txt")
    forms: dict[str, tuple[Callable[[str], str], float]] = {
        "as printed": (str, 0.926),
        "Title Case": (str.title, 0.82),
        "UPPER CASE": (str.upper, 0.83),
        "lower case": (str.lower, 0.0),
    }
    for name, (form, floor) in forms.items():
        n, figure = _entity_f1(reader, conll, form, lambda kind: ENTITIES[1 + 2 * kind][2:])
        yield Row(
            stage=STAGE, measure=f"CoNLL-2003 F1, {name}", n=n, figure=figure, floor=floor or None
        )
    politics = entities.read_politics(DATA / "ner/crossner/politics/dev.txt")
    n, figure = _entity_f1(reader, politics, str, KINDS.__getitem__)
    yield Row(stage=STAGE, measure="politics F1, 9 kinds", n=n, figure=figure, floor=0.635)
    n, figure = _entity_f1(reader, politics, str, lambda kind: FOLDED[KINDS[kind]])
    yield Row(stage=STAGE, measure="politics F1, 4 kinds", n=n, figure=figure, floor=0.77)


def _entity_f1(
    reader: Reader,
    documents: list[Document],
    form: Callable[[str], str],
    name: Callable[[int], str],
) -> tuple[int, float]:
    """Entities there, and F1 of spans with their kinds."""
    hits = found = there = 0
    for document in documents:
        words, starts = words_and_starts(document)
        layers = reader.layers_of([form(word) for word in words], starts)
        head = next(iter(document.sentences[0].layers))
        tags = layers.entities if head == "entity" else layers.reading.politics
        gold_tags = np.concatenate([s.layers[head] for s in document.sentences])
        ours = {(i, j, name(kind)) for i, j, kind in spans_of(tags)}
        gold = {(i, j, name(kind)) for i, j, kind in spans_of(gold_tags)}
        hits, found, there = hits + len(ours & gold), found + len(ours), there + len(gold)
    return there, 2 * hits / (found + there)


def attribution_rows(reader: Reader) -> Iterator[Row]:
    """PolNeAR: tokens, whole attributions by overlap, and statements from the model alone."""
    documents = polnear.read(DATA / "attribution/polnear/data/dev")
    gold_of = {d.name: d for d in read_documents("dev")}
    tokens, whole, loose, exact = [], [], [], []
    for document in documents:
        words, starts = words_and_starts(document)
        reading = reader.layers_of(words, starts, document.paragraphs).reading
        gold_tags = np.concatenate([s.layers["attribution"] for s in document.sentences])
        tokens.append(_token_count(reading.attribution, gold_tags))
        gold = gold_of[document.name]
        places = [place for s in document.sentences for place in s.offsets]
        found = attributions_of(reading, places)
        grid = TokenGrid(gold.text)
        whole.append(_overlap_count(gold.attributions, found, grid))
        loose.append(statement_count(gold.attributions, found, grid, exact=False))
        exact.append(statement_count(gold.attributions, found, grid, exact=True))
    yield _count_row("PolNeAR tokens, micro F1", tokens, 0.878)
    yield _count_row("PolNeAR end to end F1", whole, 0.72)
    yield _count_row("PolNeAR statements F1 (A2), model alone", loose, 0.62)
    yield _count_row("PolNeAR statements F1 (A3), model alone", exact, None)


def attributions_of(reading: Reading, places: list[tuple[int, int]]) -> list[Attribution]:
    """What hangs on one cue as one attribution; those without content are left out."""
    parts: dict[int, dict[str, list[tuple[int, int]]]] = defaultdict(lambda: defaultdict(list))
    for fragment in reading.fragments():
        if fragment.cue is not None:
            place = (places[fragment.start][0], places[fragment.end - 1][1])
            parts[fragment.cue][fragment.kind].append(place)
    return [
        Attribution(tuple(part["SOURCE"]), tuple(part["CUE"]), tuple(part["CONTENT"]))
        for _, part in sorted(parts.items())
        if part["CONTENT"]
    ]


def _token_count(ours: np.ndarray, gold: np.ndarray) -> Count:
    """Tokens with the right component, B and I alike."""
    left, right = (ours + 1) // 2, (gold + 1) // 2
    hit = int(((left == right) & (right > 0)).sum())
    return Count(hit, int((left > 0).sum()) - hit, int((right > 0).sum()) - hit)


def _overlap_count(
    gold: Sequence[Attribution], found: Sequence[Attribution], grid: TokenGrid
) -> Count:
    """One to one in text order; each component overlaps, or is empty on both sides."""
    free = list(found)
    hit = 0
    for one in gold:
        for other in free:
            pairs = [
                (grid.tokens(getattr(one, role)), grid.tokens(getattr(other, role)))
                for role in ("cue", "content", "source")
            ]
            if all(left & right or not (left or right) for left, right in pairs):
                free.remove(other)
                hit += 1
                break
    return Count(hit, len(found) - hit, len(gold) - hit)


def _count_row(measure: str, counts: list[Count], floor: float | None) -> Row:
    def score(units: Sequence[Count]) -> float:
        return sum(units, Count()).f1

    low, high = interval(counts, score)
    return Row(
        stage=STAGE, measure=measure, n=len(counts), figure=score(counts), floor=floor, low=low,
        high=high,
    )  # fmt: skip


def factuality_rows(reader: Reader) -> Iterator[Row]:
    """UW and UDS-IH2 at the judged words."""
    for name, layer, least, most in (
        ("UW", "factuality", 0.78, 0.46),
        ("UDS_IH2", "happened", 0.84, 0.95),
    ):
        documents = factuality.read(DATA / f"factuality/glue_data/{name}/dev.jsonl")
        ours, gold = _judged(reader, documents, "factuality", layer)
        r, error = float(np.corrcoef(ours, gold)[0, 1]), float(np.abs(ours - gold).mean())
        n = len(gold)
        yield Row(stage=STAGE, measure=f"{name} Pearson r", n=n, figure=r, floor=least)
        yield Row(stage=STAGE, measure=f"{name} MAE", n=n, figure=error, floor=most, smaller=True)


def _judged(
    reader: Reader, documents: list[Document], gold_layer: str, layer: str
) -> tuple[np.ndarray, np.ndarray]:
    """Our values and the gold ones at the words that have one."""
    ours, gold = [], []
    for document in documents:
        words, starts = words_and_starts(document)
        values = np.concatenate([s.layers[gold_layer] for s in document.sentences])
        there = ~np.isnan(values)
        ours.append(getattr(reader.layers_of(words, starts).reading, layer)[there])
        gold.append(values[there])
    return np.concatenate(ours), np.concatenate(gold)


def metonymy_rows(reader: Reader) -> Iterator[Row]:
    """The fifths of ReLocaR and GeoWebNews that were not trained on, mixed readings left out."""
    folder = DATA / "metonymy"
    relocar = metonymy.read_relocar(folder / "relocar/ReLocaR_XML/ReLocaR_Train.xml")
    web = metonymy.read_geowebnews(folder / "geowebnews/data/GeoWebNews")
    for name, documents in (("ReLocaR", relocar), ("GeoWebNews", web)):
        held = [d for d in documents if metonymy.held_out(d)]
        ours, gold = _judged(reader, held, "metonymy", "metonymic")
        right = (ours > 0.5) == (gold > 0.5)
        low, high = interval(right.tolist(), lambda units: sum(units) / len(units))
        yield Row(
            stage=STAGE, measure=f"{name} accuracy, held-out fifth", n=len(gold),
            figure=float(right.mean()), low=low, high=high,
        )  # fmt: skip
        yield Row(
            stage=STAGE, measure=f"{name} macro F1, held-out fifth", n=len(gold),
            figure=_macro(ours > 0.5, gold > 0.5),
        )  # fmt: skip


def _macro(ours: np.ndarray, gold: np.ndarray) -> float:
    """The mean F1 of the classes that occur."""
    scores = [
        2
        * int(((ours == kind) & (gold == kind)).sum())
        / max(1, int((ours == kind).sum()) + int((gold == kind).sum()))
        for kind in np.unique(gold)
    ]
    return float(np.mean(scores))


def event_rows(reader: Reader) -> Iterator[Row]:
    """PLV with gold source and target: type and quad, the model alone."""
    documents = plover.read_plv(DATA / "events/zero-shot-plover/datasets/PLV_dev.tsv")
    sentences = [document.sentences[0] for document in documents]
    marked = [(s.words, s.layers["roles"].astype(np.int64)) for s in sentences]
    found = event_types_of_words(reader.encoder, marked)[:, 1:].argmax(axis=1) + 1
    pairs = list(zip(found.tolist(), (s.kind for s in sentences), strict=True))

    def macro(units: Sequence[tuple[int, int]]) -> float:
        return _macro(np.array([a for a, _ in units]), np.array([b for _, b in units]))

    def accuracy(units: Sequence[tuple[int, int]]) -> float:
        return sum(a == b for a, b in units) / len(units)

    for measure, score in (("macro F1", macro), ("accuracy", accuracy)):
        low, high = interval(pairs, score)
        yield Row(
            stage=STAGE, measure=f"PLV dev event types {measure}, model alone", n=len(pairs),
            figure=score(pairs), peer="ZSP, 355M: .806 / .823", low=low, high=high,
        )  # fmt: skip


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=PACKAGED)
    parser.add_argument("--weights", default="encoder.onnx")
    arguments = parser.parse_args()
    show(rows(arguments.model, arguments.weights))


if __name__ == "__main__":
    main()
