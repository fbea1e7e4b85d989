"""The figures of times and numbers, and the floors below which they must not fall.

    .venv/bin/python tests/reading/layer_gold/scoring.py [SHARED] [--update-floors] [--lower-floors]

``quantities.jsonl`` beside this file is the project's own: sentences written for it, each with what its numbers
say (value or range, change, unit). They were written beside the rules, so the figure is a gate and no estimate.
With SHARED, the folder of data for work, the benchmarks there are scored by the scorers there; their floors hold
for the data whose digest stands beside them, and for no other.

``--update-floors`` raises floors to what is measured, cut to one decimal, and never lowers one; that takes
``--lower-floors``, in a commit that says why.
"""

# ruff: noqa: T201 - a tool: it prints its figures and runs the scorers it is given

from __future__ import annotations

import hashlib
import json
import math
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from contested.reading.quantities import find_quantities
from contested.reading.times import find_times
from contested.reading.tokens import tokenize

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"

Said = tuple[tuple[float, ...], str, str | None]
Figures = dict[str, float]


# ---------------------------------------------------------------- the project's own sentences


def own_rows() -> list[tuple[str, list[Said]]]:
    """Sentences with what their numbers say: value or range, change, unit."""
    rows = []
    for line in (HERE / "quantities.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows.append((row["text"], [(_value(value), change, unit) for value, change, unit in row["quantities"]]))
    return rows


def _value(value: float | list[float]) -> tuple[float, ...]:
    return tuple(round(float(v), 6) for v in (value if isinstance(value, list) else [value]))


def read_own(text: str) -> list[Said]:
    """What is read from a sentence, in the same form."""
    found = find_quantities(text, tokenize(text), find_times(text, 0, len(text), None))
    return [
        (_value(q.value if q.value is not None else [q.low or 0, q.high or 0]), q.change, q.unit) for q in found
    ]


def met(gold: Sequence[Said], read: Sequence[Said], parts: int) -> int:
    """How many of the gold are read, each reading used once, alike in the first ``parts`` of their parts.

    >>> met([((3,), "=", None)], [((3,), "~", None), ((3,), "~", None)], 1)
    1
    """
    left, found = [said[:parts] for said in read], 0
    for said in gold:
        if said[:parts] in left:
            left.remove(said[:parts])
            found += 1
    return found


def own_figures() -> Figures:
    """F1 in per cent of value, value and change, and all three."""
    rows = [(gold, read_own(text)) for text, gold in own_rows()]
    total = sum(len(gold) + len(read) for gold, read in rows)
    names = ("value", "value_change", "value_change_unit")
    return {
        name: 200 * sum(met(gold, read, parts) for gold, read in rows) / total
        for parts, name in enumerate(names, 1)
    }


# ---------------------------------------------------------------- the benchmarks


SPLITS = {"polnear": "polnear/dev"}
"""The folder of a benchmark's data, where it is not of the benchmark's name."""


def digest(folder: Path) -> str:
    """Of the names and bytes of all files in a folder, in order."""
    whole = hashlib.sha256()
    for path in sorted(p for p in folder.rglob("*") if p.is_file()):
        whole.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return whole.hexdigest()[:16]


def scorer_result(shared: Path, name: str) -> dict[str, Any]:
    """What a scorer says of ``contested annotate`` on its data."""
    scorer, data = shared / "score" / f"score_{name}.py", shared / "dev" / "bench" / SPLITS.get(name, name)
    with tempfile.TemporaryDirectory() as made:
        docs, layers, result = (Path(made) / n for n in ("docs.jsonl", "layers.jsonl", "result.json"))
        score = [sys.executable, scorer, "--data", data]
        for command in (
            [*score, "--make-input", docs],
            [sys.executable, "-m", "contested", "annotate", "--input", docs, "--output", layers],
            [*score, "--predictions", layers, "--json", result],
        ):
            subprocess.run([*map(str, command)], check=True, capture_output=True)
        found: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return found


def tempeval_figures(shared: Path) -> Figures:
    """F1 in per cent of extents and values."""
    result = scorer_result(shared, "tempeval3")
    return {
        "strict": 100 * result["strict"]["f1"],
        "relaxed": 100 * result["relaxed"]["f1"],
        "value": 100 * result["value_f1"],
    }


def newsquant_figures(shared: Path) -> Figures:
    """F1 in per cent of each set, by the smaller of the scorer's two ways of counting."""
    sets = scorer_result(shared, "newsquant")["sets"]
    return {
        f"{name.removesuffix('-model')} {part}": 100 * min(figures[part][way]["f1"] for way in figures[part])
        for name, figures in sets.items()
        for part in ("value", "value_unit", "value_change")
        if figures[part] is not None
    }


def polnear_figures(shared: Path) -> Figures:
    """F1 in per cent of each role, by exact match."""
    roles = scorer_result(shared, "polnear")["roles"]
    return {role: 100 * figures["exact"]["f1"] for role, figures in roles.items()}


BENCHMARKS = {"tempeval3": tempeval_figures, "newsquant": newsquant_figures, "polnear": polnear_figures}


# ---------------------------------------------------------------- floors


def floors() -> dict[str, dict[str, Any]]:
    """What holds now: for each part its figures, for a benchmark also the digest of its data."""
    held: dict[str, dict[str, Any]] = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    return held


def below(held: dict[str, float], measured: Figures) -> list[str]:
    """What fell below its floor, in words; a floor for what is no longer measured is one of them."""
    return [
        f"{name} is {measured.get(name, 0.0):.1f}, below its floor {floor}"
        for name, floor in held.items()
        if measured.get(name, 0.0) < floor
    ]


def changed(held: dict[str, float], measured: Figures, *, lower: bool = False) -> dict[str, float]:
    """The floors after this measurement; none falls unless that is asked for.

    >>> changed({"a": 50.0, "b": 60.0}, {"a": 57.99, "b": 40.0})
    {'a': 57.9, 'b': 60.0}
    """
    cut = {name: math.floor(value * 10) / 10 for name, value in measured.items()}
    return cut if lower else {name: max(held.get(name, 0.0), value) for name, value in cut.items()}


def main(given: Sequence[str]) -> int:
    """Print the figures; change the floors where that is asked for."""
    held, fallen = floors(), []
    parts: dict[str, tuple[str | None, Figures]] = {"own": (None, own_figures())}
    for shared in (Path(word) for word in given if not word.startswith("--")):
        for name, figures in BENCHMARKS.items():
            parts[name] = digest(shared / "dev" / "bench" / name), figures(shared)
    for part, (data, measured) in parts.items():
        before = held.get(part, {"floors": {}})["floors"]
        for name, value in measured.items():
            print(f"{part:10} {name:24} {value:5.1f} (floor {before.get(name, 0.0)})")
        fallen += [f"{part}: {line}" for line in below(before, measured)]
        after = changed(before, measured, lower="--lower-floors" in given)
        held[part] = ({"digest": data} if data else {}) | {"floors": after}
    print(*fallen, sep="\n")
    if "--update-floors" in given or "--lower-floors" in given:
        FLOORS.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")
    return int(bool(fallen))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
