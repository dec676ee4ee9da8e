"""Words a CPU second beside a spaCy pipeline of the small English shape, in one run.

    OMP_NUM_THREADS=1 python -m benchmarks.language [--data ../shared/data]

The peer has en_core_web_sm's shape: a tok2vec of width 96 and depth 4 (rows 5000, 1000, 2500, 2500)
under a tagger, a parser and an entity recognizer; it is trained for some seconds so that its
transitions are sane, and its quality is not compared. Both read the same articles from raw text to
`Doc`. Also printed: the share of each of our stages, two threads, and how near the encoder comes to
its own ceiling: its matrix products alone, in the same shapes and precision and the same minute.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
import warnings
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import spacy
from spacy.training import Example
from training.corpora import polnear, ud

from dragoman import language
from dragoman.language.encoder import PACKAGED, Encoder
from dragoman.language.labels import RELATIONS, UPOS
from dragoman.language.pieces import packed
from dragoman.language.reader import Reader
from dragoman.language.sentences import sentence_starts
from dragoman.language.tokens import tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray
    from spacy.language import Language

DATA = Path(__file__).parents[2] / "shared" / "data"
SENTENCES = 600
LENGTHS = range(20, 31)
ROUNDS = 5
PIECES, WORDS, WIDTH, HEADS, LAYERS = 126, 100, 384, 12, 6
"""The shape of a full window, and of the encoder."""
OF_A_LAYER = ((384, 3 * 384), (384, 384), (384, 1536), (1536, 384))
"""Inner and outer width of a layer's products with its weights; those of one input together."""
OF_THE_HEADS = ((384, 4 * 256 + 116 + 2 * 96 + 2 * 128), (256, 256))
"""The same of the heads: arcs, labels, tags, links and judgements."""


def articles(data: Path) -> list[str]:
    """Texts of twenty sentences of 20 to 30 words each, from PolNeAR's development part."""
    documents = polnear.read(data / "attribution/polnear/data/dev")
    lines = [
        " ".join(sentence.words)
        for document in documents
        for sentence in document.sentences
        if len(sentence.words) in LENGTHS
    ][:SENTENCES]
    return [" ".join(lines[n : n + 20]) for n in range(0, len(lines), 20)]


def peer(data: Path) -> Language:
    """A pipeline of en_core_web_sm's shape, briefly trained on EWT."""
    nlp = spacy.blank("en")
    embed = {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2", "width": 96,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"], "rows": [5000, 1000, 2500, 2500],
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2", "width": 96, "depth": 4,
            "window_size": 1, "maxout_pieces": 3,
        },
    }  # fmt: skip
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    nlp.add_pipe("tok2vec", config={"model": embed})
    tagger = {"@architectures": "spacy.Tagger.v2", "tok2vec": listener}
    nlp.add_pipe("tagger", config={"model": tagger})
    for name, task in (("parser", "parser"), ("ner", "ner")):
        nlp.add_pipe(name, config={"model": {
            "@architectures": "spacy.TransitionBasedParser.v2", "state_type": task,
            "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True,
            "tok2vec": listener,
        }})  # fmt: skip
    examples = _examples(nlp, data)
    optimizer = nlp.initialize(lambda: examples)
    for n in range(0, len(examples), 50):
        nlp.update(examples[n : n + 50], sgd=optimizer)
    return nlp


def _examples(nlp: Language, data: Path) -> list[Example]:
    """Sentences of EWT with tags, trees and made-up entities of many kinds."""
    chance = random.Random(1)
    kinds = [f"KIND{n}" for n in range(18)]
    documents = ud.read(data / "ud/en_ewt-ud-train.conllu")
    examples = []
    for sentence in (s for d in documents[:400] for s in d.sentences if len(s.words) > 3):
        heads = sentence.layers["heads"].astype(int)
        own = np.where(heads > 0, heads - 1, np.arange(len(heads))).tolist()
        doc = spacy.tokens.Doc(nlp.vocab, words=sentence.words)
        gold: dict[str, Any] = {
            "heads": own,
            "deps": [
                RELATIONS[r] if own[n] != n else "ROOT"
                for n, r in enumerate(sentence.layers["relations"])
            ],
            "tags": [UPOS[u] for u in sentence.layers["upos"]],
            "entities": [
                f"U-{chance.choice(kinds)}" if w[:1].isupper() and n else "O"
                for n, w in enumerate(sentence.words)
            ],
        }
        examples.append(Example.from_dict(doc, gold))
    return examples


def words_a_second(texts: list[str], read: Callable[[], object]) -> float:
    """Words read in a CPU second."""
    words = sum(len(text.split()) for text in texts)
    start = time.process_time()
    read()
    return words / (time.process_time() - start)


def stages(texts: list[str]) -> dict[str, float]:
    """The share of CPU time of each stage of ours."""
    reader = Reader(Encoder(PACKAGED))
    spent = dict.fromkeys(("tokens and sentences", "pieces", "encoder", "all of the model"), 0.0)
    for text in texts:
        clock = time.process_time()
        words = [t.text for t in tokenizer()(text) if not t.is_space]
        starts = sentence_starts(words)
        spent["tokens and sentences"] += time.process_time() - clock
        bounds = [*starts, len(words)]
        clock = time.process_time()
        sentences = [reader.encoder.sentence_of(words[a:b]) for a, b in pairwise(bounds)]
        spent["pieces"] += time.process_time() - clock
        groups = packed([len(s.pieces) for s in sentences])
        clock = time.process_time()
        reader.encoder.scores_of([[sentences[n] for n in group] for group in groups])
        spent["encoder"] += time.process_time() - clock
        clock = time.process_time()
        reader.layers_of(words, starts)
        spent["all of the model"] += time.process_time() - clock
    return spent


def pieces_a_second(texts: list[str]) -> float:
    """Pieces that the encoder reads in a CPU second, padding and its heads' work included."""
    reader = Reader(Encoder(PACKAGED))
    pieces = spent = 0.0
    for text in texts:
        words = [t.text for t in tokenizer()(text) if not t.is_space]
        bounds = [*sentence_starts(words), len(words)]
        sentences = [reader.encoder.sentence_of(words[a:b]) for a, b in pairwise(bounds)]
        lengths = [len(s.pieces) for s in sentences]
        windows = [[sentences[n] for n in group] for group in packed(lengths)]
        clock = time.process_time()
        reader.encoder.scores_of(windows)
        spent += time.process_time() - clock
        pieces += sum(lengths) + 2 * len(windows)
    return pieces / spent


def ceiling() -> float:
    """Pieces a CPU second if the matrix products of a window were all there is to do.

    Products with weights take float inputs, as in the encoder: rounding them is part of the work.
    Attention's two products are float. Sums, norms, softmax and GELU are left out.
    """
    chance = np.random.default_rng(0)
    seconds = 0.0
    shapes = [(LAYERS, PIECES, *s) for s in OF_A_LAYER] + [(1, WORDS, *s) for s in OF_THE_HEADS]
    for times, length, inner, outer in shapes:
        weight = chance.integers(-63, 64, (inner, outer)).astype(np.int8)
        kept: dict[str, NDArray[Any]] = {
            "w": weight,
            "s": np.full(outer, 0.01, np.float32),
            "z": np.zeros(outer, np.int8),
        }
        rows = {"x": chance.normal(size=(1, length, inner)).astype(np.float32)}
        seconds += times * seconds_of("DynamicQuantizeMatMul", ("x", "w", "s", "z"), rows, kept)
    width = WIDTH // HEADS
    for left, right in (
        ((PIECES, width), (width, PIECES)),
        ((PIECES, PIECES), (PIECES, width)),
    ):
        sides = {
            name: chance.normal(size=(1, HEADS, *shape)).astype(np.float32)
            for name, shape in (("x", left), ("y", right))
        }
        seconds += LAYERS * seconds_of("MatMul", ("x", "y"), sides, {})
    return PIECES / seconds


def seconds_of(
    operator: str,
    inputs: tuple[str, ...],
    given: dict[str, NDArray[np.float32]],
    kept: dict[str, NDArray[Any]],
) -> float:
    """CPU seconds of one operator of ONNX Runtime; `kept` are its constants."""
    import onnx
    import onnxruntime
    from onnx import TensorProto, helper

    domain = "" if operator == "MatMul" else "com.microsoft"
    graph = helper.make_graph(
        [helper.make_node(operator, list(inputs), ["out"], domain=domain)],
        "product",
        [helper.make_tensor_value_info(n, TensorProto.FLOAT, x.shape) for n, x in given.items()],
        [helper.make_tensor_value_info("out", TensorProto.FLOAT, None)],
        [onnx.numpy_helper.from_array(x, name) for name, x in kept.items()],
    )
    sets = [helper.make_opsetid("", 17), helper.make_opsetid("com.microsoft", 1)]
    model = helper.make_model(graph, opset_imports=sets, ir_version=8)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), options, providers=["CPUExecutionProvider"]
    )
    session.run(None, given)
    clock = time.process_time()
    for _ in range(20):
        session.run(None, given)
    return (time.process_time() - clock) / 20


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--data", type=Path, default=DATA)
    data = parser.parse_args().data
    warnings.simplefilter("ignore")
    texts = articles(data)
    other, ours = peer(data), language.load()
    rates: dict[str, list[float]] = {"peer": [], "ours": []}
    for _ in range(ROUNDS + 1):
        rates["peer"].append(words_a_second(texts, lambda: list(other.pipe(texts))))
        rates["ours"].append(words_a_second(texts, lambda: [ours(text) for text in texts]))
    kept = {name: found[1:] for name, found in rates.items()}
    for name, found in kept.items():
        each = list(map(round, found))
        print(f"{name:6} {statistics.median(found):8.0f} words a CPU second, one thread {each}")
    ratio = statistics.median(a / b for a, b in zip(kept["ours"], kept["peer"], strict=True))
    print(f"ratio  {ratio:8.2f} of the peer (spaCy {version('spacy')}, one thread)")
    two = language.load(threads=2)
    clock = time.perf_counter()
    for text in texts:
        two(text)
    words = sum(len(text.split()) for text in texts)
    print(f"two threads {words / (time.perf_counter() - clock):.0f} words a second of the clock")
    spent = stages(texts)
    whole = spent["tokens and sentences"] + spent["all of the model"]
    for name, seconds in spent.items():
        print(f"  {name:22} {100 * seconds / whole:5.1f} %")
    rate, most = pieces_a_second(texts), ceiling()
    print(f"encoder {rate:.0f} of {most:.0f} pieces a CPU second: {rate / most:.2f} of its ceiling")


if __name__ == "__main__":
    main()
