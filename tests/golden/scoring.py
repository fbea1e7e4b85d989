"""Scores a reader on the gold of ``tests/golden/claims``, and keeps the floors it may not fall below.

    python tests/golden/scoring.py [FOLDER ...] [--only FIRST-LAST] [--update-floors]

A folder named is shown claim by claim; ``--only 31-46`` scores the folders of those numbers alone, and then the
floors are neither held against the figures nor touched.

A claim that was read is aligned with one of the gold if they are of one kind and their quotes overlap: they share
text, and either half of their words (token F1 >= 0.5) or one holds the other. Each is aligned at most once, the
best pairs first. A slot's figure is the share of all gold claims that bear it which are aligned and right in it,
so that reading one more claim never lowers it.

Each part of the set (``PARTS``) has floors of its own, so that reports added later neither lower the floors of
those before them nor hide their fall. ``--update-floors`` raises the floors of ``floors.json`` to what is
measured, cut to two decimals, and takes up those of a part that has none yet. It never lowers one: who means to
do that edits the file by hand, in a commit that says why.
"""

# ruff: noqa: T201 - a tool: it prints its figures

from __future__ import annotations

import json
import math
import re
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from contested.intake.text import read_text
from contested.model.claim import Claim
from contested.model.report import Report
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
ENOUGH = 0.5
PARTS = ("01-23", "31-46", "51-66", "71-86", "87-108", "109-130")
"""Numbers of the folders scored together, both ends included."""

Gold = dict[str, Any]


class Scored(NamedTuple):
    """One folder: its gold, what was read, and which belongs to which (indexes)."""

    name: str
    gold: list[Gold]
    read: list[Claim]
    pairs: list[tuple[int, int]]


def folders() -> list[Path]:
    """The folders of gold, by name."""
    return sorted(path.parent for path in HERE.glob("claims/*/claims.json"))


def numbered(first_last: str) -> list[Path]:
    """The folders whose numbers lie between two numbers, both ends included.

    >>> [path.name for path in numbered("1-2")]
    ['01-panjwai', '02-badakhshan']
    """
    return [path for path in folders() if within(path.name, first_last)]


def within(name: str, first_last: str) -> bool:
    """Whether a folder's number lies between two numbers, both ends included.

    >>> within("21-sudan-wad-madani", "01-23"), within("31-kunduz-newswire", "01-23")
    (True, False)
    """
    first, _, last = first_last.partition("-")
    return int(first) <= int(name.partition("-")[0]) <= int(last or first)


def report_of(folder: Path) -> Report:
    """The report of a folder."""
    report = read_text(folder / "report.txt", "afghanistan").report
    assert report is not None
    return report


def score(folder: Path) -> Scored:
    """Read a folder's report and align what was read with its gold."""
    report = report_of(folder)
    gold = json.loads((folder / "claims.json").read_text(encoding="utf-8"))["claims"]
    read = list(RulesReader().read(report, load_theatre(report.theatre)))
    return Scored(folder.name, gold, read, align(gold, read))


def words(text: str) -> list[str]:
    """Words and numbers, case folded.

    >>> words("At least 1,000 of Panjwai’s men")
    ['at', 'least', '1,000', 'of', 'panjwai', 's', 'men']
    """
    return re.findall(r"\d+(?:[.,]\d+)*|\w+", text.casefold())


def overlap(gold: str, read: str) -> float:
    """Token F1 of two quotes; 1 where one holds the other.

    >>> overlap("the district fell", "fell")
    1.0
    >>> round(overlap("the district fell", "the district was taken"), 2)
    0.57
    """
    a, b = words(gold), words(read)
    if not a or not b:
        return 0.0
    shorter, longer = sorted((" ".join(a), " ".join(b)), key=len)
    if f" {shorter} " in f" {longer} ":
        return 1.0
    return 2 * sum((Counter(a) & Counter(b)).values()) / (len(a) + len(b))


def align(gold: Sequence[Gold], read: Sequence[Claim]) -> list[tuple[int, int]]:
    """Pairs of (gold, read), each index once; between equals, the one that starts nearest."""
    found: list[tuple[float, int, int, int]] = []
    for g, right in enumerate(gold):
        start, end = right["quote_start"], right["quote_start"] + len(right["quote"])
        for r, claim in enumerate(read):
            if claim.span is None or claim.kind != right["kind"]:
                continue
            alike = overlap(right["quote"], claim.words)
            if claim.span[0] < end and start < claim.span[1] and alike >= ENOUGH:
                found.append((-alike, abs(claim.span[0] - start), g, r))
    pairs: list[tuple[int, int]] = []
    for _, _, g, r in sorted(found):
        if not any(g == a or r == b for a, b in pairs):
            pairs.append((g, r))
    return sorted(pairs)


def figures(scored: Sequence[Scored]) -> dict[str, float]:
    """Precision, recall and F1 of claims over all folders, and the slots."""
    found = [(s.gold[g], s.read[r]) for s in scored for g, r in s.pairs]
    every = [right for s in scored for right in s.gold]
    precision = len(found) / max(sum(len(s.read) for s in scored), 1)
    recall = len(found) / len(every)
    located = sum(bool(right.get("district")) for right in every)
    counted = sum(bool(right["quantity"]) for right in every)
    return {
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if found else 0.0,
        "stance": sum(claim.stance == right["stance"] for right, claim in found) / len(every),
        "speaker": sum(same_speaker(right, claim) for right, claim in found) / len(every),
        "side": sum(_side(claim) == right["speaker_side"] for right, claim in found) / len(every),
        "event": sum(_day(claim.event) == _day(right["event_date"]) for right, claim in found) / len(every),
        "district": sum(_same_district(right, claim) for right, claim in found) / max(located, 1),
        "bounds": sum(_same_bounds(right, claim) for right, claim in found) / max(counted, 1),
    }


def by_kind(scored: Sequence[Scored]) -> dict[str, tuple[int, int, int]]:
    """How many claims of each kind stand in the gold, were read, and are aligned; the commonest kind first."""
    gold = Counter(right["kind"] for s in scored for right in s.gold)
    read = Counter(claim.kind.value for s in scored for claim in s.read)
    found = Counter(s.gold[g]["kind"] for s in scored for g, _ in s.pairs)
    kinds = sorted(gold.keys() | read.keys(), key=lambda kind: (-gold[kind], kind))
    return {kind: (gold[kind], read[kind], found[kind]) for kind in kinds}


def measures(scored: Sequence[Scored]) -> dict[str, float]:
    """The figures of each part, by the names their floors bear: "recall of 01-23"."""
    return {
        f"{name} of {part}": value
        for part in PARTS
        for name, value in figures([one for one in scored if within(one.name, part)]).items()
    }


def _side(claim: Claim) -> str:
    return claim.speaker.side.value if claim.speaker else "media"


def same_speaker(right: Gold, claim: Claim) -> bool:
    """Whether a claim names the speaker of the gold, or nobody where that is nobody."""
    if right["speaker"] is None or claim.speaker is None:
        return right["speaker"] is None and claim.speaker is None
    return bool(set(words(right["speaker"])[-1:]) & set(words(claim.speaker.name)))


def _day(event: str | None) -> str | None:
    """An event as it is compared: one known only by its upper bound says no more than none."""
    return None if event is None or event.startswith("..") else event


def _same_district(right: Gold, claim: Claim) -> bool:
    return bool(right.get("district")) and right["district"] in [place.id for place in claim.places]


def _same_bounds(right: Gold, claim: Claim) -> bool:
    if not right["quantity"] or claim.quantity is None:
        return False
    counted = (claim.quantity.low, claim.quantity.high, claim.quantity.of)
    return counted == tuple(right["quantity"].get(name) for name in ("low", "high", "of"))


def floors() -> dict[str, float]:
    """The floors that hold now."""
    held: dict[str, float] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return held


def raised(held: dict[str, float], measured: dict[str, float]) -> dict[str, float]:
    """The floors after this measurement: never lower than those held.

    >>> raised({"recall": 0.5, "f1": 0.6}, {"recall": 0.579, "f1": 0.4})
    {'recall': 0.57, 'f1': 0.6}
    """
    return {name: max(held.get(name, 0.0), math.floor(value * 100) / 100) for name, value in measured.items()}


def below(held: dict[str, float], measured: dict[str, float]) -> list[str]:
    """What fell below its floor, in words; a floor for what is no longer measured is one of them."""
    return [
        f"{name} is {measured.get(name, 0.0):.3f}, below its floor {floor}"
        for name, floor in held.items()
        if measured.get(name, 0.0) < floor
    ]


def _show(scored: Scored) -> None:
    aligned_gold, aligned_read = {g for g, _ in scored.pairs}, {r for _, r in scored.pairs}
    for g, r in scored.pairs:
        print(f"  = {scored.gold[g]['kind']}: {scored.gold[g]['quote']!r} ~ {scored.read[r].words!r}")
    for g, right in enumerate(scored.gold):
        if g not in aligned_gold:
            print(f"  - {right['kind']}: {right['quote']!r}")
    for r, claim in enumerate(scored.read):
        if r not in aligned_read:
            print(f"  + {claim.kind}: {claim.words!r}")


def main(words_given: Sequence[str]) -> int:
    """Print the figures; with --only of some folders; with --update-floors, raise the floors."""
    part = words_given[words_given.index("--only") + 1] if "--only" in words_given else None
    scored = [score(folder) for folder in (numbered(part) if part else folders())]
    for one in scored:
        print(f"{one.name:24} gold {len(one.gold):3} read {len(one.read):3} aligned {len(one.pairs):3}")
        if one.name in words_given:
            _show(one)
    for kind, (gold, read, found) in by_kind(scored).items():
        print(f"{kind:28} gold {gold:3} read {read:3} aligned {found:3}")
    measured, held = (figures(scored), {}) if part else (measures(scored), floors())
    for name, value in measured.items():
        print(f"{name:20} {value:.3f}" + (f" (floor {held[name]:.2f})" if name in held else ""))
    fallen = below(held, measured)
    for line in fallen:
        print(line)
    if "--update-floors" in words_given and not part:
        FLOORS.write_text(json.dumps(raised(held, measured), indent=1) + "\n", encoding="utf-8")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
