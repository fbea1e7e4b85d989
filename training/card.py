"""Writes the card of the shipped models: what they are made of, how well they do, how to make them again.

    python training/card.py --parser FOLDER/model.pt --sentences FOLDER/model.pt --figures FILE.json ...
        --speed FILE.json --date DAY [--note TEXT] --output src/contested/reading/models/README.md

FIGURES are what ``evaluate.py`` wrote, one file a treebank; SPEED is what ``benchmarks/parse.py`` printed. Nothing
is written in by hand, so that the card cannot say what was not measured.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import torch

_HEAD = """# The models of the parser

`english.npz` parses English sentences into trees of Universal Dependencies, with tags; `sentences.npz` finds where
sentences start in running text. They are read by `contested.reading.parse` and by nothing else.

**Licence: Creative Commons Attribution-ShareAlike 4.0 (CC BY-SA 4.0), as the treebanks they were trained on.** The
program around them is under its own licence.

## Data
- UD English EWT, train part (12,544 sentences, {ewt_words} words), CC BY-SA 4.0. Silveira et al. 2014, "A Gold
  Standard Dependency Corpus for English"; Universal Dependencies 2.16.
- UD English GUM, train part of the genres under CC BY or CC BY-SA only: news, interview, academic, court, bio,
  voyage (3,663 sentences, {gum_words} words). Zeldes 2017, "The GUM Corpus". The rest of GUM is not used.
- Nothing else: no pretrained vectors, no text of agencies, no benchmark of the project.

The dev part of EWT chose the round that is kept; the figures below are on it and on GUM's dev part. The test parts
were not looked at.

## Method
Word traits (the form, runs of three and four letters, prefix, suffix, shape, white space beside it), two
bidirectional LSTM layers, biaffine arcs and relations (Dozat and Manning 2017), the best tree by Chu, Liu and
Edmonds. Tags are learned beside the trees. Some sentences are shown in capitals or without any, and {merged} in
100 names of several words as one token, as the reader gives them. Weights are running averages, stored in half
precision, which changes none of the figures.
"""

_TAIL = """## What to expect
The treebanks are web text and edited prose of about 2000 to 2020. Reports of armed conflict are not among them, so
expect less than the figures of EWT where names are many and not joined, and in headlines and lists. Text in other
languages gets a tree that means nothing. The tags are a by-product.

## How to make them again
See `training/README.md`. In short, with the treebanks in a folder:

    python training/train.py TREEBANKS --output parser
    python training/train_sentences.py TREEBANKS --output starts
    python training/export.py parser/model.pt TREEBANKS --output src/contested/reading/models/english.npz
    python training/export.py starts/model.pt TREEBANKS --output src/contested/reading/models/sentences.npz
"""


def main() -> None:
    """Write."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--parser", type=Path, required=True)
    asked.add_argument("--sentences", type=Path, required=True)
    asked.add_argument("--figures", type=Path, nargs="+", required=True)
    asked.add_argument("--speed", type=Path, required=True)
    asked.add_argument("--note", default="", help="what the configuration does not say about these runs")
    asked.add_argument("--date", required=True)
    asked.add_argument("--output", type=Path, required=True)
    given = asked.parse_args()
    parser = torch.load(given.parser, map_location="cpu", weights_only=True)
    sentences = torch.load(given.sentences, map_location="cpu", weights_only=True)
    figures = [json.loads(p.read_text(encoding="utf-8")) for p in given.figures]
    speed = json.loads(given.speed.read_text(encoding="utf-8"))
    merged = round(100 * parser["config"]["variation"]["merged"])
    text = _HEAD.format(ewt_words="204,577", gum_words="75,964", merged=merged)
    text += (
        f"\n## Figures ({given.date})\nScored the way of the CoNLL 2018 shared task; F1 in percent, LAS without"
    )
    text += " subtypes. `python training/evaluate.py TREEBANKS` prints them.\n\n"
    for one in figures:
        text += _table(one)
    size = sum(p.stat().st_size for p in given.output.parent.glob("*.npz"))
    text += _speed(speed) + f"Both files together: {size / 1e6:.1f} MB.\n"
    text += f"\nKept from training: parser round {_found(parser)}; sentence starts round {_found(sentences)}.\n"
    text += f"\n{given.note}\n" if given.note else ""
    text += f"\nConfiguration of the parser:\n\n```json\n{json.dumps(parser['config'], indent=1)}\n```\n\n"
    text += f"Of the sentence starts:\n\n```json\n{json.dumps(sentences['config'], indent=1)}\n```\n\n"
    given.output.write_text(text + _TAIL, encoding="utf-8")


def _found(kept: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in kept["found"].items()).removeprefix("round ")


def _table(figures: dict[str, Any]) -> str:
    columns = ("words", "sentences", "upos", "uas", "las", "las_full")
    name = {"ewt": "UD English EWT, dev", "gum_ccby": "UD English GUM (CC BY genres), dev"}[figures["treebank"]]
    lines = [f"| {name} | words | sentences | UPOS | UAS | LAS | LAS with subtypes |", "|---" * 7 + "|"]
    for setting, values in figures.items():
        if isinstance(values, dict):
            lines.append(f"| {setting} | " + " | ".join(f"{values[c]:.2f}" for c in columns) + " |")
    return "\n".join(lines) + "\n\n"


def _speed(speed: dict[str, Any]) -> str:
    return (
        f"One core, processor time (`benchmarks/parse.py`): {speed['words_a_second']:,} words or"
        f" {speed['sentences_a_second']:,} sentences of {speed['words_a_sentence']} words a second; import"
        f" {speed['import_s']} s, loading {speed['load_s']} s, first sentence {speed['first_sentence_s']} s; peak"
        f" memory of the process {speed['peak_memory_mb']} MB.\n"
    )


if __name__ == "__main__":
    main()
