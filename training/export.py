"""From averaged weights to what ships: `python -m training.export WEIGHTS VOCABULARY OUT`.

Writes `encoder.onnx` (int8 per channel, 7-bit weights), `heads.npz` (what numpy computes after
the tree is known), `vocab.txt` and `manifest.json` (labels, digests, release). With `--float`
the encoder is written unquantised beside it, as `encoder.float.onnx`, for the comparison.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from onnxruntime.transformers.fusion_options import FusionOptions
from torch import Tensor, nn

from dragoman.language.encoder import RELEASE
from dragoman.language.labels import EVENTS, RELATIONS, TAGS
from training.model import Reader, Size

INPUTS = ("pieces", "shapes", "parity", "roles", "first")
OUTPUTS = ("vectors", "tags", "arcs", "label_dependent", "label_head", "links", "extras")
KEPT_FOR_NUMPY = (
    "label", "event.0", "event.3", "anaphor", "antecedent", "antecedent_alone",
)  # fmt: skip
OPSET = 17


class Exported(nn.Module):
    """The network as one function of plain tensors."""

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(
        self, pieces: Tensor, shapes: Tensor, parity: Tensor, roles: Tensor, first: Tensor
    ) -> tuple[Tensor, ...]:
        """Inputs (1, pieces) and `first` (1, 1 + words), one window without padding; outputs as
        OUTPUTS. A window alone says the same whatever is read beside it, and is not slower.
        """
        model = self.model
        x = model.encoder(pieces, shapes, parity, roles, padded=False)
        words = torch.gather(x, 1, first[:, :, None].expand(-1, -1, x.shape[-1]))
        extras = torch.cat([model.factuality(words), model.metonymy(words)], dim=-1)
        return (
            words,
            model.tags(words),
            model.arcs(words),
            model.label_dependent(words),
            model.label_head(words),
            model.links(words),
            extras,
        )


def read_weights(path: Path) -> Reader:
    """The network with the weights of a file, ready to run."""
    state = torch.load(path, map_location="cpu", weights_only=True)
    layers = 1 + max(int(n.split(".")[2]) for n in state if n.startswith("encoder.layers."))
    words, width = state["encoder.word.weight"].shape
    inner = state["encoder.layers.0.rise.weight"].shape[0]
    positions = state["encoder.position.weight"].shape[0]
    size = Size(
        layers=layers,
        width=width,
        heads=width // 32,
        inner=inner,
        positions=positions,
        vocabulary=words,
    )
    model = Reader(size)
    model.load_state_dict(state)
    return model.eval()


def write_float(model: Reader, path: Path) -> None:
    """The network as an ONNX file, fused where that is faster."""
    example = tuple(torch.ones(1, width, dtype=torch.int64) for width in (9, 9, 9, 9, 5))
    axes = {name: {1: "pieces"} for name in INPUTS[:4]}
    axes |= {name: {1: "words"} for name in ("first", *OUTPUTS)}
    axes["arcs"][2] = axes["links"][2] = "heads"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain.onnx"
        torch.onnx.export(
            Exported(model), example, str(plain), dynamo=False, opset_version=OPSET,
            input_names=list(INPUTS), output_names=list(OUTPUTS), dynamic_axes=axes,
        )  # fmt: skip
        options = FusionOptions("bert")
        options.enable_embed_layer_norm = False
        options.enable_attention = False  # with these two fused, the encoder takes 1.3 times as
        options.enable_skip_layer_norm = False  # long on a CPU (ONNX Runtime 1.32, 8 x 128 pieces)
        size = model.encoder.size
        fused = optimizer.optimize_model(
            str(plain), model_type="bert", num_heads=size.heads, hidden_size=size.width,
            optimization_options=options,
        )  # fmt: skip
        fused.save_model_to_file(str(path))


def write_int8(source: Path, path: Path) -> None:
    """The float file with 8-bit weights: per channel, since per tensor costs a point of LAS."""
    quantize_dynamic(
        source, path, per_channel=True, reduce_range=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def write_heads(model: Reader, path: Path) -> None:
    """The layers that numpy computes, half precision."""
    state = model.state_dict()
    arrays = {
        f"{name}.{part}": state[f"{name}.{part}"].numpy().astype(np.float16)
        for name in KEPT_FOR_NUMPY
        for part in ("weight", "bias")
    }
    np.savez(path, **arrays)


def write_manifest(folder: Path, width: int) -> None:
    """Labels, release and the digest of each file."""
    files = ("encoder.onnx", "heads.npz", "vocab.txt")
    digests = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files}
    manifest = {
        "release": RELEASE, "width": width, "tags": TAGS, "relations": RELATIONS,
        "events": EVENTS, "sha256": digests,
    }  # fmt: skip
    text = json.dumps(manifest, indent=1, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def export(weights: Path, vocabulary: Path, out: Path, *, keep_float: bool = False) -> None:
    """Write the model folder."""
    out.mkdir(parents=True, exist_ok=True)
    model = read_weights(weights)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "encoder.float.onnx"
        write_float(model, whole)
        write_int8(whole, out / "encoder.onnx")
        if keep_float:
            shutil.copy(whole, out / "encoder.float.onnx")
    write_heads(model, out / "heads.npz")
    shutil.copy(vocabulary, out / "vocab.txt")
    write_manifest(out, model.encoder.size.width)


def main(given: list[str] | None = None) -> None:
    """Read the command line and export."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("vocabulary", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--float", action="store_true", dest="keep_float")
    arguments = parser.parse_args(given)
    export(arguments.weights, arguments.vocabulary, arguments.out, keep_float=arguments.keep_float)
    for path in sorted(arguments.out.iterdir()):
        print(f"{path.stat().st_size:>10} {path}")


if __name__ == "__main__":
    main()
