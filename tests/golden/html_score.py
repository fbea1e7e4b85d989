"""Scores the text taken from the golden pages: shared runs of four words, as the scrapinghub benchmark counts.

    python tests/golden/html_score.py [html_held_back]

Precision is the share of the runs taken that belong to the article, recall the share of its runs that were taken.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from contested.errors import InputError
from contested.intake.formats.page import read_page
from contested.intake.given import Found, Given

HERE = Path(__file__).parent
RUN = 4


class Taken(NamedTuple):
    """What came of a page."""

    name: str
    found: Found | InputError
    expected: str
    said: dict[str, object]
    precision: float
    recall: float
    folder: str

    @property
    def text(self) -> str:
        return self.found.clean.text if isinstance(self.found, Found) else ""


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = text.split()
    width = min(RUN, len(words)) or 1
    return Counter(tuple(words[at : at + width]) for at in range(len(words) - width + 1))


def take(name: str, folder: str = "html") -> Taken:
    pages = HERE / folder
    said = json.loads((pages / "cases.json").read_text(encoding="utf-8"))[name]
    raw = (pages / f"{name}.html").read_bytes()
    (found,) = read_page(Given(name=f"{name}.html", raw=raw, now="2026-01-01T00:00Z"))
    expected = (pages / f"{name}.txt").read_text(encoding="utf-8").strip()
    taken = runs(found.clean.text) if isinstance(found, Found) else Counter()
    wanted = runs(expected) if expected else Counter()
    shared = sum((taken & wanted).values())
    precision = shared / sum(taken.values()) if taken else float(not wanted)
    recall = shared / sum(wanted.values()) if wanted else float(not taken)
    return Taken(name, found, expected, said, precision, recall, folder)


def names(folder: str = "html") -> list[str]:
    return sorted(json.loads((HERE / folder / "cases.json").read_text(encoding="utf-8")))


def f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def main() -> None:
    folder = sys.argv[1] if len(sys.argv) > 1 else "html"
    every = [take(name, folder) for name in names(folder)]
    for one in every:
        what = "refused " + one.found.code if isinstance(one.found, InputError) else ""
        figures = f"P {one.precision:.3f} R {one.recall:.3f} F {f1(one.precision, one.recall):.3f}"
        sys.stdout.write(f"{one.name:30} {figures} {what}\n")
    precision = sum(one.precision for one in every) / len(every)
    recall = sum(one.recall for one in every) / len(every)
    sys.stdout.write(f"{len(every)} pages: P {precision:.3f} R {recall:.3f} F {f1(precision, recall):.3f}\n")


if __name__ == "__main__":
    main()
