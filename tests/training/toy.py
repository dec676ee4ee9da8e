"""Small corpora of invented sentences, in the layout and formats of the real ones."""

from __future__ import annotations

import json
import random
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

PLACES = "Norland Sudia Estoria Westmark Alba Karth".split()
PEOPLE = "Berg Okafor Ruiz Tanaka Novak Haddad".split()
VERBS = "praised visited warned rejected helped".split()
THINGS = "pact treaty envoy fleet vote bridge".split()

Row = tuple[str, str, str, str, int, str]  # form, lemma, UPOS, XPOS, head, relation


def plain(subject: str, verb: str, thing: str) -> list[Row]:
    return [
        (subject, subject, "PROPN", "NNP", 2, "nsubj"),
        (verb, verb[:-2], "VERB", "VBD", 0, "root"),
        ("the", "the", "DET", "DT", 4, "det"),
        (thing, thing, "NOUN", "NN", 2, "obj"),
        (".", ".", "PUNCT", ".", 2, "punct"),
    ]


def reported(person: str, subject: str, verb: str, thing: str) -> list[Row]:
    return [
        (person, person, "PROPN", "NNP", 2, "nsubj"),
        ("said", "say", "VERB", "VBD", 0, "root"),
        (subject, subject, "PROPN", "NNP", 4, "nsubj"),
        (verb, verb[:-2], "VERB", "VBD", 2, "ccomp"),
        ("the", "the", "DET", "DT", 6, "det"),
        (thing, thing, "NOUN", "NN", 4, "obj"),
        (".", ".", "PUNCT", ".", 2, "punct"),
    ]


def sentences() -> list[list[Row]]:
    """A few hundred sentences, shuffled the same way each time."""
    found = [plain(*words) for words in product(PLACES + PEOPLE, VERBS, THINGS)]
    names = zip(PEOPLE * 40, found, strict=False)
    found += [reported(p, *(rows[n][0] for n in (0, 1, 3))) for p, rows in names]
    random.Random(3).shuffle(found)
    return found


def _spaced(rows: list[Row]) -> str:
    return " ".join(row[0] for row in rows)


def _conllu(parts: list[list[Row]]) -> str:
    blocks = []
    for number, rows in enumerate(parts):
        head = f"# newdoc id = d{number}\n" if number % 5 == 0 else ""
        lines = [
            f"{n}\t{form}\t{lemma}\t{upos}\t{xpos}\t_\t{to}\t{relation}\t_\t_"
            for n, (form, lemma, upos, xpos, to, relation) in enumerate(rows, 1)
        ]
        blocks.append(f"{head}# text = {_spaced(rows)}\n" + "\n".join(lines) + "\n\n")
    return "".join(blocks)


def _kind(word: str, place: str, person: str) -> str:
    if word in PLACES:
        return f"B-{place}"
    return f"B-{person}" if word in PEOPLE else "O"


def _columns(parts: list[list[Row]], place: str, person: str) -> str:
    lines = []
    for rows in parts:
        lines += [f"{row[0]}\t{_kind(row[0], place, person)}" for row in rows]
        lines.append("")
    return "\n".join(lines) + "\n"


def _judged(parts: list[list[Row]]) -> str:
    rows = []
    for part in parts:
        at = next(n for n, row in enumerate(part) if row[5] == "root")
        target = {"span1": [at, at + 1], "label": -3.0 if part[at][0] == "rejected" else 3.0}
        rows.append(json.dumps({"text": _spaced(part), "targets": [target]}))
    return "\n".join(rows) + "\n"


def _polnear(folder: Path, name: str, parts: list[list[Row]]) -> None:
    text, notes, at = "", [], 0
    for number, rows in enumerate(r for r in parts if len(r) == 7):
        line = _spaced(rows)
        who, cue = (0, len(rows[0][0])), (len(rows[0][0]) + 1, len(rows[0][0]) + 5)
        content = (cue[1] + 1, len(line) - 2)
        for n, (kind, (a, b)) in enumerate(
            (("Source", who), ("Cue", cue), ("Content", content), ("Attribution", cue))
        ):
            notes.append(f"T{4 * number + n}\t{kind} {at + a} {at + b}\t{line[a:b]}")
        t = 4 * number
        notes.append(f"E{number}\tAttribution:T{t + 3} Content:T{t + 2} Cue:T{t + 1} Source:T{t}")
        text += line + "\n"
        at = len(text)
    _write(folder / f"text/{name}.txt", text)
    _write(folder / f"attributions/{name}_0a0a.ann", "\n".join(notes) + "\n")


def _plv(parts: list[list[Row]]) -> str:
    kinds = {"rejected": "REJECT", "helped": "AID", "warned": "THREATEN"}
    lines = ["marked_sentence\tgold_root"]
    for rows in parts:
        if len(rows) == 5:
            subject, verb, _, thing, _ = (row[0] for row in rows)
            kind = kinds.get(verb, "SUPPORT")
            lines.append(f"<s>{subject}</s> {verb} the <t>{thing}</t> .\t{kind}")
    return "\n".join(lines) + "\n"


def _chains(parts: list[list[Row]]) -> str:
    lines = ["# begin document"]
    at = 0
    for number, rows in enumerate(parts):
        for n, row in enumerate([*rows[:-1], *_answer(), rows[-1]]):
            chain = f"({number})" if n == 0 or row[0] == "it" else "_"
            lines.append(f"{at}\t{row[0]}\t{chain}")
            at += 1
    return "\n".join(lines) + "\n"


def _answer() -> list[Row]:
    forms = ("and", "it", "left")
    return [(form, form, "X", "FW", 1, "dep") for form in forms]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def write(folder: Path) -> None:
    """Write every corpus that preparation reads."""
    every = sentences()
    parts = {"train": every[:400], "dev": every[400:460]}
    for part, chosen in parts.items():
        for name in ("ewt", "gum"):
            _write(folder / f"ud/en_{name}-ud-{part}.conllu", _conllu(chosen))
        ner = folder / "ner/crossner"
        _write(ner / f"conll2003/{part}.txt", _columns(chosen, "location", "person"))
        _write(ner / f"politics/{part}.txt", _columns(chosen[:50], "country", "politician"))
        _polnear(folder / f"attribution/polnear/data/{part}", part, chosen)
        for name in ("UW", "UDS_IH2"):
            _write(folder / f"factuality/glue_data/{name}/{part}.jsonl", _judged(chosen))
        name = f"events/zero-shot-plover/datasets/PLV_{part}.tsv"
        _write(folder / name, _plv(chosen))
        _write(folder / f"coref/ontogum/conll/{part}.conll", _chains(chosen[:20]))
    _write(folder / "coref/ontogum/splits.txt", "train\ttrain\ndev\tdev\n")
    _metonymy(folder / "metonymy")
    conflibert = folder / "events/conflibert/data"
    _write(
        conflibert / "cameo_class/train.tsv", "Alba shelled Karth on Sunday .\t4\nIt rained .\t0\n"
    )
    spans = "Alba B-S\nshelled O\nKarth B-T\non O\nSunday O\n. O\n\n"
    _write(conflibert / "cameo_ner/train.txt", spans)


def _metonymy(folder: Path) -> None:
    samples = "".join(
        f'<sample number="{n}">He lives in <loc reading="lit">{place}</loc> .</sample>'
        f'<sample number="{n + 1}"><loc reading="met">{place}</loc> rejected it .</sample>'
        for n, place in zip(range(1, 2 * len(PLACES), 2), PLACES, strict=True)
    )
    _write(folder / "relocar/ReLocaR_XML/ReLocaR_Train.xml", f"<data>{samples}</data>")
    for kind in ("literal", "metonymic"):
        _write(
            folder / f"relocar/data/conll_{kind}.txt", "Alba<SEP>In <ENT>Alba<ENT> it rained .\n"
        )
    for n in (1, 5):
        web = folder / f"geowebnews/data/GeoWebNews/{n}"
        _write(web.with_suffix(".txt"), "Sudia rejected it .\n")
        _write(web.with_suffix(".ann"), "T1\tMetonymic 0 5\tSudia\n")
