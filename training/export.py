"""Makes the shipped model of a trained one.

    python training/export.py FOLDER/model.pt TREEBANKS --output src/contested/reading/models/english.npz

Weights go to half precision; tables and layers are laid out as ``contested.reading.parse.encoder`` takes them. The
spelling list of the tokenizer is counted in the treebanks on the way.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import torch
from conllu import read
from spelling import learn
from train import FILES

from contested.reading.parse.tokens import Spelling
from contested.reading.parse.weights import About

GATES = (0, 1, 3, 2)  # PyTorch keeps i, f, g, o; here they stand as i, f, o, g


def main() -> None:
    """Export."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("model", type=Path)
    asked.add_argument("treebanks", type=Path)
    asked.add_argument("--output", type=Path, required=True)
    asked.add_argument("--version", default="english/1")
    asked.add_argument(
        "--single", action="store_true", help="keep single precision, to measure what halving loses"
    )
    given = asked.parse_args()
    kept = torch.load(given.model, map_location="cpu", weights_only=True)
    trees = [t for name in FILES for t in read(given.treebanks / name.format("train"))]
    about = About(
        format=1,
        version=given.version,
        known=kept["known"],
        tags=kept["tags"],
        relations=["root" if r == "ROOT" else r for r in kept["relations"]],
        rows=kept["config"]["network"]["rows"],
        spelling=learn(trees) if kept["relations"] else Spelling(frozenset(), {}),
    )
    arrays = laid_out({name: value.numpy() for name, value in kept["weights"].items()})
    kind = np.float32 if given.single else np.float16
    given.output.parent.mkdir(parents=True, exist_ok=True)
    text = np.frombuffer(msgspec.json.encode(about), dtype=np.uint8)
    np.savez_compressed(given.output, about=text, **{n: a.astype(kind) for n, a in sorted(arrays.items())})
    print(given.output, given.output.stat().st_size, kept["found"])


def laid_out(weights: dict[str, Any]) -> dict[str, Any]:
    """The arrays by the names and shapes that the encoder takes."""
    arrays = {
        "table.form": weights["form.weight"],
        "table.grams": weights["grams.weight"],
        "table.prefix": weights["affixes.0.weight"],
        "table.suffix": weights["affixes.1.weight"],
        "table.shape": weights["affixes.2.weight"],
        "table.spacing": weights["spacing.weight"],
    }
    for layer in ("lower", "upper"):
        ways = [_direction(weights, layer, way) for way in ("", "_reverse")]
        arrays[f"{layer}.input"] = np.concatenate([way[0] for way in ways], axis=1)
        arrays[f"{layer}.recurrent"] = np.stack([way[1] for way in ways])
        arrays[f"{layer}.bias"] = np.concatenate([way[2] for way in ways])
    if "start.weight" in weights and "tag.weight" not in weights:
        return arrays | {"start.weight": weights["start.weight"].T, "start.bias": weights["start.bias"]}
    for name in ("tag", "arc_dependent", "arc_head", "rel_dependent", "rel_head"):
        arrays[f"{name}.weight"] = weights[f"{name}.weight"].T
        arrays[f"{name}.bias"] = weights[f"{name}.bias"]
    arrays["arc.product.weight"] = weights["arc_weight"][:-1]
    arrays["arc.product.bias"] = weights["arc_weight"][-1]
    product = weights["rel_weight"]  # [dependent + 1, relations, head + 1]
    arrays["rel.product"] = product
    root = weights["root"]
    for name in ("arc", "rel"):
        bent = weights[f"{name}_head.weight"] @ root + weights[f"{name}_head.bias"]
        arrays[f"root.{name}"] = np.maximum(bent, 0.1 * bent)[None]
    return arrays


def _direction(weights: dict[str, Any], layer: str, way: str) -> tuple[Any, Any, Any]:
    """Input, recurrent and bias of one way; gates of the logistic function come halved (see the encoder)."""

    def gates(array: Any) -> Any:
        parts = np.split(array, 4, axis=0)
        return np.concatenate([parts[k] * (0.5 if k != 2 else 1.0) for k in GATES], axis=0)

    entering = gates(weights[f"{layer}.weight_ih_l0{way}"]).T
    recurrent = gates(weights[f"{layer}.weight_hh_l0{way}"]).T
    bias = gates(weights[f"{layer}.bias_ih_l0{way}"] + weights[f"{layer}.bias_hh_l0{way}"])
    return entering, recurrent, bias


if __name__ == "__main__":
    main()
