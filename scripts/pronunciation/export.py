"""Writes the trained networks as ONNX files for the run time, with weights stored in 8 and 16 bits.

    python3 export.py --aligner FILE --scorers FILE [FILE ...] --out DIR

Several scorers become one graph that gives the mean of their outputs.
"""
from __future__ import annotations

import argparse
import io
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import helper, numpy_helper
from torch import Tensor, nn

from corpus import PHONES
from encoder import Encoder, log_posteriors
from features import MelPower, normalise, padded_length
from predict import combine
from scorer import POSTERIORS, WIDTH, Scorer
from train_scorer import load_encoder

OPSET = 15
CHANNELS = 192
SMALLEST = 256  # tensors with fewer numbers stay in single precision


class AlignerGraph(nn.Module):
    """Padded samples to the shared states and the log-posteriors of both heads."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.front, self.encoder = MelPower(), encoder

    def forward(self, wave: Tensor) -> tuple[Tensor, Tensor]:
        hidden, hard, soft = self.encoder(normalise(self.front(wave)))
        return hidden, torch.cat([log_posteriors(hard), log_posteriors(soft)], -1)


class ScorerGraph(nn.Module):
    """The mean of several scorers, on the humans' scales."""

    def __init__(self, scorers: list[Scorer]) -> None:
        super().__init__()
        self.scorers = nn.ModuleList(scorers)

    def forward(self, hidden: Tensor, posteriors: Tensor, phones: Tensor, stress: Tensor, spans: Tensor, words: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        return combine([scorer(hidden, posteriors, phones, stress, spans, words) for scorer in self.scorers])


def fold_norms(blocks: nn.Sequential) -> None:
    """Batch normalisation merged into the convolution before it, so that weights are rounded as they will be stored."""
    for block in blocks:
        block.spread = nn.utils.fuse_conv_bn_eval(block.spread, block.spread_norm)
        block.mix = nn.utils.fuse_conv_bn_eval(block.mix, block.mix_norm)
        block.spread_norm, block.mix_norm = nn.Identity(), nn.Identity()


def scales(weight: np.ndarray) -> np.ndarray:
    """[outputs, 1, 1] step of the 8-bit numbers that store a convolution's weights, one for each output channel."""
    return np.maximum(np.abs(weight).max(axis=(1, 2), keepdims=True) / 127, 1e-8).astype(np.float32)


def in_bytes(weight: np.ndarray) -> bool:
    """Whether a tensor is stored in 8 bits: the learnt convolutions, which are most of the size, but not the spectrum's."""
    return weight.ndim == 3 and weight.size >= 4096 and max(weight.shape) <= 2 * WIDTH


def round_weights(module: nn.Module) -> None:
    """Rounds weights as they will be stored, so that the training side computes with the same numbers."""
    with torch.no_grad():
        for parameter in module.parameters():
            weight = parameter.numpy()
            if in_bytes(weight):
                step = scales(weight)
                parameter.copy_(torch.from_numpy(np.round(weight / step) * step))
            elif weight.size >= SMALLEST:
                parameter.copy_(parameter.half().float())


def store_small(model: onnx.ModelProto) -> onnx.ModelProto:
    """Large tensors in 8 or 16 bits with a Cast (and a Mul), which the session folds into plain weights when it loads."""
    graph, widened = model.graph, []
    for node in [node for node in graph.node if node.op_type == "Constant"]:
        tensor = node.attribute[0].t
        if tensor.data_type == onnx.TensorProto.FLOAT and int(np.prod(tensor.dims)) >= SMALLEST:
            tensor.name = node.output[0]
            graph.initializer.append(tensor)
            graph.node.remove(node)
    for tensor in list(graph.initializer):
        if tensor.data_type != onnx.TensorProto.FLOAT or int(np.prod(tensor.dims)) < SMALLEST:
            continue
        name, weight = tensor.name, numpy_helper.to_array(tensor)
        if in_bytes(weight):
            step = scales(weight)
            tensor.CopyFrom(numpy_helper.from_array(np.round(weight / step).astype(np.int8), f"{name}_bytes"))
            graph.initializer.append(numpy_helper.from_array(step, f"{name}_step"))
            widened.append(helper.make_node("Cast", [f"{name}_bytes"], [f"{name}_wide"], to=onnx.TensorProto.FLOAT))
            widened.append(helper.make_node("Mul", [f"{name}_wide", f"{name}_step"], [name]))
        else:
            tensor.CopyFrom(numpy_helper.from_array(weight.astype(np.float16), f"{name}_half"))
            widened.append(helper.make_node("Cast", [f"{name}_half"], [name], to=onnx.TensorProto.FLOAT))
    for node in reversed(widened):
        graph.node.insert(0, node)
    onnx.checker.check_model(model)
    return model


def write(module: nn.Module, inputs: tuple[Tensor, ...], names: tuple[list[str], list[str]], axes: dict[str, dict[int, str]], path: Path) -> None:
    """Traces a module and writes it."""
    buffer = io.BytesIO()
    with torch.no_grad():
        torch.onnx.export(
            module, inputs, buffer, input_names=names[0], output_names=names[1], dynamic_axes=axes, opset_version=OPSET
        )
    onnx.save(store_small(onnx.load_from_string(buffer.getvalue())), str(path))
    print(f"{path}: {path.stat().st_size / 1e6:.2f} MB")


def load(aligner: Path, scorers: list[Path]) -> tuple[Encoder, list[Scorer]]:
    """The networks as they will be exported: norms folded, weights rounded."""
    encoder = load_encoder(aligner)
    fold_norms(encoder.blocks)
    for index in (0, 3):
        encoder.entry[index] = nn.utils.fuse_conv_bn_eval(encoder.entry[index], encoder.entry[index + 1])
        encoder.entry[index + 1] = nn.Identity()
    round_weights(encoder)
    loaded = []
    for path in scorers:
        scorer = Scorer(Encoder())
        scorer.load_state_dict(torch.load(path))
        fold_norms(scorer.eval().blocks)
        round_weights(scorer)
        loaded.append(scorer)
    return encoder, loaded


def example() -> tuple[Tensor, ...]:
    """Inputs of the scorer for tracing; every length is dynamic afterwards."""
    frames, count = 90, 11
    begin = torch.arange(count) * 7
    spans = torch.stack([begin, begin + 6], -1)[None]
    words = torch.tensor([[[0, 3], [3, 4], [4, 9], [9, 11]]])
    phones, stress = torch.arange(1, count + 1)[None], torch.arange(count)[None] % 4
    return torch.randn(1, CHANNELS, frames), torch.randn(1, frames, POSTERIORS), phones, stress, spans, words


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--aligner", type=Path, required=True)
    parser.add_argument("--scorers", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.set_num_threads(1)
    encoder, scorers = load(options.aligner, options.scorers)
    wave = torch.randn(1, padded_length(20_000)) / 10
    names = ["wave"], ["hidden", "posteriors"]
    axes = {"wave": {1: "samples"}, "hidden": {2: "frames"}, "posteriors": {1: "frames"}}
    write(AlignerGraph(encoder), (wave,), names, axes, options.out / "aligner.onnx")
    names = ["hidden", "posteriors", "phones", "stress", "spans", "words"], ["phone", "word", "sentence"]
    phone_axes = {name: {1: "phone_count"} for name in ("phones", "stress", "spans", "phone")}
    axes = {"hidden": {2: "frames"}, "posteriors": {1: "frames"}, **phone_axes, "words": {1: "word_count"}, "word": {1: "word_count"}}
    write(ScorerGraph(scorers).eval(), example(), names, axes, options.out / "scorer.onnx")
    (options.out / "phones.json").write_text(json.dumps(PHONES) + "\n")


if __name__ == "__main__":
    main()
