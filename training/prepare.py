"""Corpora in, labelled word pieces out: `python -m training.prepare DATA VOCABULARY OUT`.

Each task becomes a list of documents of `Item`s. Sentences that a scored part of any task holds
are left out of what is trained on.
"""

from __future__ import annotations

import pickle
import random
import sys
from pathlib import Path

from dragoman.language.pieces import Vocabulary
from training.corpora import coreference, entities, factuality, metonymy, plover, polnear, ud
from training.examples import Document, key
from training.items import texts_of

LONGEST = 200  # pieces of a sentence that is trained on


def _without(documents: list[Document], scored: set[str]) -> list[Document]:
    """The documents none of whose sentences is scored in another task."""
    return [d for d in documents if not any(key(s.words) in scored for s in d.sentences)]


def _keys(documents: list[Document]) -> set[str]:
    return {key(s.words) for d in documents for s in d.sentences if len(s.words) > 4}


def corpora(data: Path) -> tuple[dict[str, list[Document]], dict[str, list[Document]]]:
    """What is trained on and what is scored, by task."""
    chance = random.Random(7)
    conll, facts, metonyms = data / "ner/crossner", data / "factuality/glue_data", data / "metonymy"
    places = metonymy.read_relocar(metonyms / "relocar/ReLocaR_XML/ReLocaR_Train.xml")
    web = metonymy.read_geowebnews(metonyms / "geowebnews/data/GeoWebNews")
    plv = data / "events/zero-shot-plover/datasets"
    scored = {
        "ewt": ud.read(data / "ud/en_ewt-ud-dev.conllu"),
        "gum": ud.read(data / "ud/en_gum-ud-dev.conllu"),
        "conll": entities.read_conll(conll / "conll2003/dev.txt"),
        "politics": entities.read_politics(conll / "politics/dev.txt"),
        "polnear": polnear.read(data / "attribution/polnear/data/dev"),
        "uw": factuality.read(facts / "UW/dev.jsonl"),
        "uds": factuality.read(facts / "UDS_IH2/dev.jsonl"),
        "relocar": [d for d in places if metonymy.held_out(d)],
        "geowebnews": [d for d in web if metonymy.held_out(d)],
        "coreference": coreference.read(data / "coref/ontogum", "dev"),
        "plv": plover.read_plv(plv / "PLV_dev.tsv"),
        "sides": plover.with_sides(plover.read_plv(plv / "PLV_dev.tsv")),
    }
    own = plover.read_own(Path(__file__).parent / "data/events_own.tsv")
    typed = plover.read_plv(plv / "PLV_train.tsv") + own
    marked = [
        d
        for kind, value in (("literal", 0.0), ("metonymic", 1.0))
        for d in metonymy.read_marked(metonyms / f"relocar/data/conll_{kind}.txt", value)
    ]
    trained = {
        "ud": ud.read(data / "ud/en_ewt-ud-train.conllu")
        + ud.read(data / "ud/en_gum-ud-train.conllu"),
        "conll": entities.read_conll(conll / "conll2003/train.txt"),
        "politics": entities.read_politics(conll / "politics/train.txt"),
        "polnear": polnear.read(data / "attribution/polnear/data/train"),
        "uw": factuality.read(facts / "UW/train.jsonl"),
        "uds": factuality.read(facts / "UDS_IH2/train.jsonl"),
        "metonymy": [d for d in places + web if not metonymy.held_out(d)],
        "metonymy-conll": _without(marked, _keys(scored["conll"])),
        "coreference": coreference.read(data / "coref/ontogum", "train"),
        "plv": typed + plover.read_cameo(data / "events/conflibert/data", chance),
        "sides": plover.with_sides(typed)
        + plover.read_sides(data / "events/conflibert/data/cameo_ner/train.txt"),
    }
    taken = set().union(*(_keys(scored[t]) for t in ("ewt", "gum", "plv", "uw", "relocar")))
    for task in ("uds", "uw", "plv", "sides", "metonymy", "politics"):
        trained[task] = _without(trained[task], taken)
    cut = [entities.hyphens_cut(s, chance) for s in trained["conll"][0].sentences]
    trained["conll"].append(Document("hyphens-cut", cut))
    return trained, scored


def main(given: list[str] | None = None) -> None:
    """Write `OUT` and say how much there is of each task."""
    data, words, out = (Path(path) for path in given or sys.argv[1:])
    vocabulary = Vocabulary.read(words)
    trained, scored = (
        {task: texts_of(documents, vocabulary) for task, documents in part.items()}
        for part in corpora(data)
    )
    for texts in trained.values():
        for text in texts:
            text.items = [i for i in text.items if len(i.pieces) <= LONGEST]
    for part in (trained, scored):
        for task, texts in part.items():
            pieces = sum(len(i.pieces) for t in texts for i in t.items)
            print(f"{task:16} {len(texts):6} documents {pieces:9} pieces")
    with out.open("wb") as file:
        pickle.dump((trained, scored), file, protocol=5)


if __name__ == "__main__":
    main()
