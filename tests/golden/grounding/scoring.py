"""Scores the grounding of names on the gold of this folder, and keeps the floors it may not fall below.

    python tests/golden/grounding/scoring.py [--show] [--update-floors] [--lower-floors]

Right is a mention whose id and level are both right; an open one ("?") that was left open, with at least the
candidates it lists; a name that is no place ("-") where nothing was grounded. Wrong is an id that is not the
gold's, also where the gold has none, and an id for words that are not marked. What was left open is never wrong.

``--update-floors`` raises the floors of ``floors.json`` to what is measured, cut to three decimals, and lowers the
ceiling of wrong units; only ``--lower-floors`` lets them get worse.
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
from typing import NamedTuple

from contested.theatre.grounding import Grounding
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
MARK = re.compile(r"\[([^\]|]+)\|([^\]]+)\]")


class Mention(NamedTuple):
    """One marked name; offsets into the sentence without its marks.

    Attributes:
        id: What it is; None where it is open or no place.
        level: Its level; None where nothing is said of it.
        is_place: False for a name that is no place.
        candidates: What an open one may be.
    """

    start: int
    end: int
    id: str | None
    level: str | None
    is_place: bool
    candidates: frozenset[str]


class Case(NamedTuple):
    """One text of the gold."""

    id: str
    trap: str
    text: str
    mentions: tuple[Mention, ...]


class Outcome(NamedTuple):
    """What became of one mention; ``mention`` is None for an id given to words that are not marked."""

    case: Case
    mention: Mention | None
    found: Grounding | None
    right: bool
    wrong: bool


def read_case(line: str) -> Case:
    """Read a line of the gold.

    >>> case = read_case('{"id": "a", "trap": "b", "text": "in [Kunduz|AF19 province]"}')
    >>> case.text, case.mentions[0].id, case.mentions[0].start
    ('in Kunduz', 'AF19', 3)
    """
    row = json.loads(line)
    text, mentions, last = "", [], 0
    for mark in MARK.finditer(row["text"]):
        text += row["text"][last : mark.start()]
        what = mark[2].split()
        candidates = frozenset(word for word in what[1:] if word[:1].isupper()) if what[0] == "?" else frozenset()
        known = what[0] not in ("?", "-")
        mentions.append(
            Mention(
                start=len(text),
                end=len(text) + len(mark[1]),
                id=what[0] if known else None,
                level=what[1] if known else None,
                is_place=what[0] != "-",
                candidates=candidates,
            )
        )
        text += mark[1]
        last = mark.end()
    return Case(row["id"], row["trap"], text + row["text"][last:], tuple(mentions))


def cases(name: str) -> list[Case]:
    """The texts of a part: "mentions" or "held_back"."""
    lines = (HERE / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [read_case(line) for line in lines if line.strip()]


def outcomes(case: Case, theatre: Theatre) -> list[Outcome]:
    """What becomes of each mention of a text, and of names that are not marked."""
    named = theatre.grounder.ground(case.text)
    found = [*named, *theatre.grounder.point_back(case.text, named)]
    results = [_outcome(case, mention, found) for mention in case.mentions]
    stray = [g for g in named if g.id and not any(g.start < m.end and m.start < g.end for m in case.mentions)]
    return results + [Outcome(case, None, g, right=False, wrong=True) for g in stray]


def _outcome(case: Case, mention: Mention, found: Sequence[Grounding]) -> Outcome:
    touching = [g for g in found if g.start < mention.end and mention.start < g.end]
    same = next((g for g in touching if (g.start, g.end) == (mention.start, mention.end)), None)
    given = same or next(iter(touching), None)
    if mention.id:
        right = same is not None and same.id == mention.id and same.level == mention.level
        return Outcome(case, mention, given, right, given is not None and given.id not in (None, mention.id))
    stray = next((g for g in touching if g.id), None)
    if not mention.is_place:
        return Outcome(case, mention, stray or given, not touching, stray is not None)
    held = {*(given.candidates if given else ())}
    return Outcome(case, mention, given, stray is None and mention.candidates <= held, stray is not None)


def score(name: str) -> list[Outcome]:
    """Ground a part of the gold."""
    theatre = load_theatre("afghanistan")
    return [outcome for case in cases(name) for outcome in outcomes(case, theatre)]


def figures(scored: Sequence[Outcome]) -> dict[str, float]:
    """Accuracy and the rate of wrong units, over all mentions and stray groundings."""
    return {
        "accuracy": sum(one.right for one in scored) / len(scored),
        "wrong_unit_rate": sum(one.wrong for one in scored) / len(scored),
    }


def below(held: dict[str, float], measured: dict[str, float]) -> list[str]:
    """What got worse than its floor, in words.

    >>> below({"accuracy": 0.9, "wrong_unit_rate": 0.01}, {"accuracy": 0.95, "wrong_unit_rate": 0.02})
    ['wrong_unit_rate is 0.0200, worse than 0.01']
    """
    return [
        f"{name} is {measured[name]:.4f}, worse than {limit}"
        for name, limit in held.items()
        if (measured[name] > limit if name == "wrong_unit_rate" else measured[name] < limit)
    ]


def raised(held: dict[str, float], measured: dict[str, float], *, lower: bool = False) -> dict[str, float]:
    """The floors after this measurement; they only get stricter unless ``lower`` is set.

    >>> raised({"accuracy": 0.9, "wrong_unit_rate": 0.01}, {"accuracy": 0.8, "wrong_unit_rate": 0.004})
    {'accuracy': 0.9, 'wrong_unit_rate': 0.004}
    """
    accuracy = math.floor(measured["accuracy"] * 1000) / 1000
    wrong = math.ceil(measured["wrong_unit_rate"] * 1000) / 1000
    if not lower:
        accuracy, wrong = max(accuracy, held.get("accuracy", 0.0)), min(wrong, held.get("wrong_unit_rate", 1.0))
    return {"accuracy": accuracy, "wrong_unit_rate": wrong}


def floors() -> dict[str, dict[str, float]]:
    """The floors that hold now, by part."""
    held: dict[str, dict[str, float]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return held


def main(words: Sequence[str]) -> int:
    """Print the figures; with --update-floors, make the floors stricter."""
    held, now, failed = floors(), {}, False
    for name in ("mentions", "held_back"):
        if not (HERE / f"{name}.jsonl").exists():
            continue
        scored = score(name)
        measured = figures(scored)
        worse = below(held.get(name, {}), measured)
        failed = failed or bool(worse)
        now[name] = raised(held.get(name, {}), measured, lower="--lower-floors" in words)
        print(f"{name}: {len(scored)} mentions, " + ", ".join(f"{k} {v:.4f}" for k, v in measured.items()))
        for line in worse:
            print(f"  {line}")
        for trap, count in sorted(Counter(one.case.trap for one in scored).items()):
            of_trap = [one for one in scored if one.case.trap == trap]
            right, wrong = sum(one.right for one in of_trap), sum(one.wrong for one in of_trap)
            print(f"  {trap:22} {right:3} of {count:3} right, {wrong} wrong")
        if "--show" in words:
            _show(scored)
    if {"--update-floors", "--lower-floors"} & set(words):
        FLOORS.write_text(json.dumps(now, indent=1) + "\n", encoding="utf-8")
    return int(failed)


def _show(scored: Sequence[Outcome]) -> None:
    for one in scored:
        if not one.right:
            gold = (
                f"{one.case.text[one.mention.start : one.mention.end]!r} {one.mention.id} {one.mention.level}"
                if one.mention
                else "not marked"
            )
            got = f"{one.found.name!r} {one.found.id} {one.found.level} {one.found.method}" if one.found else "-"
            print(f"  {'WRONG' if one.wrong else 'miss '} {one.case.id}: {gold} > {got}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
