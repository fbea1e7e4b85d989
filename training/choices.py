"""Learns which place, time and level a claim means from the project's own gold; writes ``choices/weights.json``.

    python training/choices.py [--only 1-46] [--output FILE]

The reader reads each golden report; where a claim of its is one of the gold's, the options it had are a
sample: which
of them the gold has. A log-linear choice with a quadratic penalty, by Adam, in a fixed order: the same reports
give
the same file. The options of a claim depend on what was chosen before; here the rules alone choose (learning
from a
second reading with the learned weights was tried and is worse on reports left out).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import numpy as np

from contested.model.report import Report
from contested.reading.choices.model import Choices, Option, Value
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre

sys.path.insert(0, str(Path(__file__).parent))
from recognition import LEARNED_FROM, folders, report_of

ROOT = Path(__file__).parents[1]
OUTPUT = ROOT / "src" / "contested" / "reading" / "choices" / "weights.json"
# Not the time: on reports left out, learning wins on one half what it loses on the other, and on the development
# reports it loses (docs/evaluation.md).
SLOTS = ("place", "level")
PENALTY = {"place": 100.0, "level": 100.0}
# Added to what is learned, in thousandths: the rules' guess holds where the gold is thin, and a place that is
# pointed at is missed more dearly than none is, because the gold of other coders leaves fewer open.
LEAN = {"place": {"guess": 1000, "none": -400}, "level": {"guess": 500}}
ROUNDS = 250
RATE = 0.05
SMALLEST = 0.02  # weights below it are left out
LEAST = 2  # claims a feature must be seen in


class Sample(NamedTuple):
    """One slot of one claim: its options, and which of them are right."""

    slot: str
    options: list[frozenset[str]]
    right: list[int]


class Recorder(Choices, frozen=True):
    """Chooses as usual and keeps what there was to choose from, by the span of the claim."""

    seen: list[tuple[str, tuple[int, int], Any]] = msgspec.field(default_factory=list)

    def pick(self, slot: str, options: Sequence[Option[Value]], span: tuple[int, int]) -> Value:  # noqa: D102
        self.seen.append((slot, span, options))
        return super().pick(slot, options, span)


def samples_of(report: Report, gold: dict[str, Any], choices: Choices) -> list[Sample]:
    """The samples of one report, read with these choices."""
    recorder = Recorder(choices.weights, choices.made_from, [])
    RulesReader(choices=recorder).read(report, load_theatre(report.theatre))
    country = _key(re.sub(r"\s*\d{4}$", "", gold.get("conflict") or ""))
    found = []
    placed = True
    for slot, span, options in recorder.seen:
        claim = _gold_of(report.text, span, gold["claims"])
        if claim is None:
            continue
        if slot == "place":
            placed = _is_right(slot, Choices.pick(recorder, slot, options, span), claim, country)
        elif slot == "level" and not placed:
            continue  # the level of another place teaches nothing
        right = [n for n, o in enumerate(options) if _is_right(slot, o.value, claim, "")]
        right = right or [n for n, o in enumerate(options) if _is_right(slot, o.value, claim, country)]
        if right and len(right) < len(options):
            found.append(Sample(slot, [o.features for o in options], right))
    return found


def _gold_of(text: str, span: tuple[int, int], claims: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """The gold claim whose quote these words are, by token F1."""
    words = Counter(re.findall(r"\w+", text[slice(*span)].lower()))
    best, most = None, 0.5
    for claim in claims:
        start, end = claim["quote_start"], claim["quote_start"] + len(claim["quote"])
        if start >= span[1] or end <= span[0]:
            continue
        quoted = Counter(re.findall(r"\w+", text[start:end].lower()))
        common = sum((words & quoted).values())
        share = 2 * common / (sum(words.values()) + sum(quoted.values()))
        if common >= 0.8 * min(sum(words.values()), sum(quoted.values())):
            share = max(share, 0.5)
        if share >= most:
            best, most = claim, share
    return best


def _is_right(slot: str, value: Any, claim: dict[str, Any], country: str) -> bool:
    if slot == "level":
        return bool((value.value if value else None) == claim["place_level"])
    wanted = [k for k in map(_key, claim["places"]) if k not in (country, "country", "nationwide")][:1]
    given = [k for k in (_key(p.name) for p in value) if k not in (country, "country", "nationwide")][:1]
    return wanted == given


def _key(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold().replace("’", "'"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = re.sub(r"^the\s+", "", plain)
    plain = re.sub(r"^(city|province|district|town|village|region|department|governorate) of\s+", "", plain)
    short = re.sub(
        r"\s+(city|provinces?|districts?|town|village|valley|region|department|governorate|border crossing)$",
        "",
        plain,
    )
    return re.sub(r"\W+", "", short) or re.sub(r"\W+", "", plain)


def learn(samples: Sequence[Sample], made_from: str) -> Choices:
    """The weights that make the right options of these samples likeliest."""
    weights = {}
    for slot in SLOTS:
        chosen = [s for s in samples if s.slot == slot]
        weights[slot] = _fit(chosen, PENALTY[slot])
        for feature, more in LEAN.get(slot, {}).items():
            weights[slot][feature] = weights[slot].get(feature, 0) + more
    return Choices(weights, made_from)


def _fit(samples: Sequence[Sample], penalty: float) -> dict[str, int]:
    seen: Counter[str] = Counter()
    for s in samples:
        seen.update(set().union(*s.options))
    names = sorted(f for f, n in seen.items() if n >= LEAST)
    index = {name: n for n, name in enumerate(names)}
    rows, columns, first, right = [], [], [], []
    number = 0
    for s in samples:
        first.append(number)
        for n, features in enumerate(s.options):
            known = [index[f] for f in sorted(features) if f in index]
            rows += [number] * len(known)
            columns += known
            right.append(n in s.right)
            number += 1
    r, c, is_right = np.array(rows), np.array(columns), np.array(right)
    starts = np.array(first)
    group = np.repeat(np.arange(len(starts)), np.diff([*first, number]))
    w = np.zeros(len(names))
    m, v = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, ROUNDS + 1):
        total = np.bincount(r, w[c], number)
        total -= np.maximum.reduceat(total, starts)[group]
        odds = np.exp(total)
        share = odds / np.add.reduceat(odds, starts)[group]
        good = odds * is_right
        good = good / np.add.reduceat(good, starts)[group]
        gradient = np.bincount(c, (share - good)[r], len(names)) + penalty * w / 5
        m, v = 0.9 * m + 0.1 * gradient, 0.999 * v + 0.001 * gradient**2
        w -= RATE * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(x) * 1000) for name, x in zip(names, w, strict=True) if abs(x) >= SMALLEST}


def learned_from(reports: Sequence[tuple[Report, dict[str, Any]]], made_from: str) -> Choices:
    """What is learned from these reports, read with the rules' guesses."""
    rules = Choices({slot: {"guess": 1000} for slot in SLOTS}, "the rules alone")
    return learn([s for report, gold in reports for s in samples_of(report, gold, rules)], made_from)


def reports_of(which: str) -> list[tuple[Report, dict[str, Any]]]:
    """The golden reports of these numbers, each with all that its gold says."""
    return [
        (report_of(folder)[0], json.loads((folder / "claims.json").read_text(encoding="utf-8")))
        for folder in folders(which)
    ]


def main() -> None:
    """Learns and writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default=LEARNED_FROM, help="numbers of the golden folders to learn from")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    arguments = parser.parse_args()
    reports = reports_of(arguments.only)
    choices = learned_from(reports, f"{len(reports)} golden reports")
    arguments.output.write_text(
        json.dumps({"made_from": choices.made_from, "weights": choices.weights}, indent=0, sort_keys=True) + "\n",
        encoding="utf-8",
    )
    print({slot: len(w) for slot, w in choices.weights.items()}, arguments.output.stat().st_size)


if __name__ == "__main__":
    main()
