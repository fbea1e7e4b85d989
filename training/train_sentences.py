"""Trains what finds the starts of sentences in running text, for text that nobody has cut.

    python training/train_sentences.py TREEBANKS --output FOLDER [--config training/sentences.toml] [--minutes N]

The reader has a splitter of its own, which knows reports; this one knows the web text of the treebank, and is what
raw text is scored with. A line a round goes to standard error; the best round on EWT dev is kept.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from conllu import Tree, Word, paragraphs, read
from corpus import Sample, batches, known_forms
from network import SentenceNetwork
from torch import nn
from train import FILES, HERE, Averages, Encoding, learn_rate

_LONGEST = 160


def samples(trees: list[Tree], rng: random.Random, upper: float, lower: float) -> list[Sample]:
    """Every paragraph, long ones in pieces that begin at a sentence; some in capitals, some without."""
    made: list[Sample] = []
    for block in paragraphs(trees):
        words: list[Word] = []
        starts: list[bool] = []
        limit = rng.randint(_LONGEST // 2, _LONGEST)
        for tree in block:
            if words and len(words) + len(tree.words) > limit:
                made.append(_sample(words, starts, rng, upper, lower))
                words, starts = [], []
            words += tree.words
            starts += [True] + [False] * (len(tree.words) - 1)
        made.append(_sample(words, starts, rng, upper, lower))
    return made


def _sample(words: list[Word], starts: list[bool], rng: random.Random, upper: float, lower: float) -> Sample:
    drawn = rng.random()
    if drawn < upper:
        words = [replace(w, text=w.text.upper()) for w in words]
    elif drawn < upper + lower:
        words = [replace(w, text=w.text.lower()) for w in words]
    return Sample(tuple(words), tuple(starts), whole_tree=False)


@torch.no_grad()
def accuracy(network: SentenceNetwork, encoding: Encoding, trees: list[Tree]) -> float:
    """F1 of sentence starts that are not starts of paragraphs, percent."""
    network.eval()
    right = found = gold = 0
    for group in batches(samples(trees, random.Random(0), 0.0, 0.0), random.Random(0), 4000):
        batch = encoding.batch(group)
        best = network(batch["traits"], batch["index"], batch["spacing"]).argmax(2)[:, 1:]
        wanted = batch["starts"][:, 1:]
        right += int((best * wanted).sum())
        found += int(best.sum())
        gold += int(wanted.sum())
    network.train()
    return 200.0 * right / max(1, found + gold)


def main() -> None:
    """Train, and keep the best round."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("treebanks", type=Path)
    asked.add_argument("--output", type=Path, required=True)
    asked.add_argument("--config", type=Path, default=HERE / "sentences.toml")
    asked.add_argument("--minutes", type=float, help="end the schedule after this time, whatever the rounds")
    given = asked.parse_args()
    config = tomllib.loads(given.config.read_text(encoding="utf-8"))
    settings = config["training"]
    torch.set_num_threads(1)
    torch.manual_seed(settings["seed"])
    trees = [t for name in FILES for t in read(given.treebanks / name.format("train"))]
    dev = read(given.treebanks / FILES[0].format("dev"))
    encoding = Encoding(trees, config["network"]["rows"], known_forms(trees, settings["least"]))
    network = SentenceNetwork(config["network"], len(encoding.known))
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=settings["rate"], betas=(0.9, 0.95), weight_decay=settings["decay"]
    )
    averages = Averages(network, settings["averaging"])
    given.output.mkdir(parents=True, exist_ok=True)
    started, step, best = time.monotonic(), 0, 0.0
    for round_no in range(settings["rounds"]):
        rng = random.Random(f"{settings['seed']}/{round_no}")
        drawn = batches(samples(trees, rng, **config["variation"]), rng, settings["batch_words"])
        total = 0.0
        for k, group in enumerate(drawn):
            minutes = (time.monotonic() - started) / 60
            done = minutes / given.minutes if given.minutes else (round_no + k / len(drawn)) / settings["rounds"]
            for slot in optimizer.param_groups:
                slot["lr"] = learn_rate(settings, step, done)
            batch = encoding.batch(group)
            out = network(batch["traits"], batch["index"], batch["spacing"])
            loss = nn.functional.cross_entropy(out.flatten(0, 1), batch["starts"].flatten())
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            averages.update(network)
            total += float(loss.detach())
            step += 1
        averages.swap(network)
        found = round(accuracy(network, encoding, dev), 2)
        if found > best:
            best = found
            _save(given.output / "model.pt", network, encoding, config, {"round": round_no + 1, "starts": found})
        averages.swap(network)
        minutes = (time.monotonic() - started) / 60
        line = {"round": round_no + 1, "starts": found, "loss": round(total / len(drawn), 4)}
        print(json.dumps(line | {"minutes": round(minutes, 1)}), file=sys.stderr, flush=True)
        if given.minutes and minutes >= given.minutes:
            break


def _save(
    path: Path, network: nn.Module, encoding: Encoding, config: dict[str, Any], found: dict[str, Any]
) -> None:
    part = path.with_suffix(".part")
    kept = {"weights": network.state_dict(), "known": encoding.known, "tags": [], "relations": []}
    torch.save(kept | {"config": config, "found": found}, part)
    part.replace(path)


if __name__ == "__main__":
    main()
