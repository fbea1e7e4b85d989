"""Trains the parser on the treebanks of a folder.

    python training/train.py TREEBANKS --output FOLDER [--config training/parser.toml] [--minutes N]

Needs PyTorch (training/requirements.txt) and no more than one thread. The same configuration on the same machine
gives the same model. A line a round goes to standard error and FOLDER/log.jsonl; the best round on EWT dev (LAS on
the treebank's own words and sentences) is kept in FOLDER/model.pt.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import torch
from conllu import Tree, read, trained_relation
from corpus import Sample, batches, known_forms, labels, samples, tag
from network import Network
from torch import Tensor, nn

from contested.reading.parse.forms import Traits, traits

HERE = Path(__file__).resolve().parent
FILES = ("en_ewt-ud-{}.conllu.gz", "en_gum_ccby-ud-{}.conllu.gz")


class Encoding:
    """Turns samples into numbers: the known forms, the labels, the sizes of the tables."""

    def __init__(self, trees: list[Tree], rows: dict[str, int], known: list[str] | None = None) -> None:
        self.known = known_forms(trees) if known is None else known
        self.tags, self.relations = labels(trees)
        self.rows = rows
        self._form_row = {f: k + 1 for k, f in enumerate(self.known)}
        self._tag = {t: k for k, t in enumerate(self.tags)}
        self._relation = {r: k for k, r in enumerate(self.relations)}
        self._traits: dict[str, Traits] = {}

    def traits(self, word: str) -> Traits:
        """Of a word, remembered."""
        if word not in self._traits:
            self._traits[word] = traits(word, self._form_row, self.rows)
        return self._traits[word]

    def batch(self, drawn: list[Sample]) -> dict[str, Any]:
        """Tensors of a batch; gold values are -100 where nothing is to learn."""
        length = len(drawn[0].words)
        types: dict[str, int] = {}
        index = torch.zeros(len(drawn), length, dtype=torch.long)
        spacing = torch.zeros_like(index)
        gold = {n: torch.full_like(index, -100) for n in ("heads", "relations", "tags", "starts")}
        for i, sample in enumerate(drawn):
            before = 1
            for j, w in enumerate(sample.words):
                index[i, j] = types.setdefault(w.text, len(types))
                spacing[i, j] = 2 * before + int(w.space_after)
                before = int(w.space_after)
                gold["tags"][i, j] = self._tag.get(tag(w), -100)
                if sample.whole_tree:
                    gold["heads"][i, j] = 0 if w.head == j else w.head + 1
                    gold["relations"][i, j] = self._relation.get(trained_relation(w.relation), -100)
                else:
                    gold["starts"][i, j] = int(sample.starts[j])
        return {
            "traits": [self.traits(word) for word in types],
            "index": index,
            "spacing": spacing,
            **gold,
        }


def loss_of(network: Network, batch: dict[str, Any], weights: dict[str, float]) -> Tensor:
    """The sum of the losses of all tasks, by word."""
    out = network(batch["traits"], batch["index"], batch["spacing"])
    entropy = nn.functional.cross_entropy
    total = weights["tags"] * entropy(out["tags"].flatten(0, 1), batch["tags"].flatten())
    if batch["starts"][0, 0] >= 0:
        return total + weights["starts"] * entropy(out["starts"].flatten(0, 1), batch["starts"].flatten())
    heads = batch["heads"]
    found = network.relations(out["rel_d"].flatten(0, 1), chosen(out["rel_h"], heads))
    arcs = entropy(out["arcs"].flatten(0, 1), heads.flatten())
    return total + arcs + entropy(found, batch["relations"].flatten())


def chosen(rows: Tensor, heads: Tensor) -> Tensor:
    """The row of each word's head, [sentences x words, width]."""
    return rows.gather(1, heads[:, :, None].expand(-1, -1, rows.shape[2])).flatten(0, 1)


@torch.no_grad()
def accuracy(network: Network, encoding: Encoding, trees: list[Tree]) -> dict[str, float]:
    """UAS, LAS (no subtypes) and UPOS by the best head of each word, percent, on gold words."""
    network.eval()
    plain = [r.split(":")[0] for r in encoding.relations]
    upos = [t.split(" ")[0] for t in encoding.tags]
    counts = dict.fromkeys(("words", "uas", "las", "upos"), 0)
    drawn = [Sample(t.words, (True,) * len(t.words), whole_tree=True) for t in trees]
    for group in batches(drawn, random.Random(0), 4000):
        batch = encoding.batch(group)
        out = network(batch["traits"], batch["index"], batch["spacing"])
        best = out["arcs"].argmax(2)
        scores = network.relations(out["rel_d"].flatten(0, 1), chosen(out["rel_h"], best))
        heads, relations = best.flatten().tolist(), scores.argmax(1).tolist()
        tags = out["tags"].argmax(2).flatten().tolist()
        gold = [(0 if w.head == j else w.head + 1, w) for s in group for j, w in enumerate(s.words)]
        for head, relation, found, (gold_head, w) in zip(heads, relations, tags, gold, strict=True):
            counts["words"] += 1
            counts["uas"] += head == gold_head
            counts["las"] += head == gold_head and plain[relation] == w.relation.split(":")[0]
            counts["upos"] += upos[found] == w.upos
    network.train()
    return {name: round(100 * counts[name] / counts["words"], 2) for name in ("uas", "las", "upos")}


class Averages:
    """Running averages of the weights, which parse better than the last ones."""

    def __init__(self, network: nn.Module, decay: float) -> None:
        self.decay = decay
        self.steps = 0
        self.kept = {n: p.detach().clone() for n, p in network.named_parameters()}

    def update(self, network: nn.Module) -> None:
        """After a step."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, p in network.named_parameters():
            self.kept[name].lerp_(p.detach(), 1 - decay)

    def swap(self, network: nn.Module) -> None:
        """Exchange averages and weights."""
        for name, p in network.named_parameters():
            p.data, self.kept[name] = self.kept[name], p.data


def learn_rate(config: dict[str, Any], step: int, done: float) -> float:
    """Warmed up, then down to nothing along half a cosine."""
    warm = min(1.0, (step + 1) / config["warm_up"])
    return float(config["rate"] * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, done)))))


def main() -> None:
    """Train, and keep the best round."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("treebanks", type=Path)
    asked.add_argument("--output", type=Path, required=True)
    asked.add_argument("--config", type=Path, default=HERE / "parser.toml")
    asked.add_argument("--minutes", type=float, help="end the schedule after this time, whatever the rounds")
    given = asked.parse_args()
    config = tomllib.loads(given.config.read_text(encoding="utf-8"))
    settings = config["training"]
    torch.set_num_threads(1)
    torch.manual_seed(settings["seed"])
    trees = [t for name in FILES for t in read(given.treebanks / name.format("train"))]
    dev = read(given.treebanks / FILES[0].format("dev"))
    encoding = Encoding(trees, config["network"]["rows"])
    network = Network(config["network"], len(encoding.known), len(encoding.tags), len(encoding.relations))
    optimizer = torch.optim.AdamW(
        network.parameters(), lr=settings["rate"], betas=(0.9, 0.95), weight_decay=settings["decay"]
    )
    averages = Averages(network, settings["averaging"])
    given.output.mkdir(parents=True, exist_ok=True)
    started, step, best = time.monotonic(), 0, 0.0
    for round_no in range(settings["rounds"]):
        rng = random.Random(f"{settings['seed']}/{round_no}")
        drawn = batches(list(samples(trees, rng, **config["variation"])), rng, settings["batch_words"])
        total = 0.0
        for k, group in enumerate(drawn):
            minutes = (time.monotonic() - started) / 60
            done = minutes / given.minutes if given.minutes else (round_no + k / len(drawn)) / settings["rounds"]
            for slot in optimizer.param_groups:
                slot["lr"] = learn_rate(settings, step, done)
            loss = loss_of(network, encoding.batch(group), config["weights"])
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
            averages.update(network)
            total += float(loss.detach())
            step += 1
        averages.swap(network)
        found = accuracy(network, encoding, dev)
        if found["las"] > best:
            best = found["las"]
            save(given.output / "model.pt", network, encoding, config, {"round": round_no + 1, **found})
        averages.swap(network)
        minutes = (time.monotonic() - started) / 60
        line = {"round": round_no + 1, **found, "loss": round(total / len(drawn), 3), "minutes": round(minutes, 1)}
        print(json.dumps(line), file=sys.stderr, flush=True)
        with (given.output / "log.jsonl").open("a", encoding="utf-8") as log:
            log.write(json.dumps(line) + "\n")
        if given.minutes and minutes >= given.minutes:
            break


def save(path: Path, network: Network, encoding: Encoding, config: dict[str, Any], found: dict[str, Any]) -> None:
    """Weights and all that is needed to read them, written whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(
        {
            "weights": network.state_dict(),
            "known": encoding.known,
            "tags": encoding.tags,
            "relations": encoding.relations,
            "config": config,
            "found": found,
        },
        part,
    )
    part.replace(path)


if __name__ == "__main__":
    main()
