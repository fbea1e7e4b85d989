"""How fast names are found and grounded, beside a bare pass of pyahocorasick over the same folded text.

    python benchmarks/grounding.py [--words 400000] [--rounds 5] [--output FILE]

Writes a JSON object to standard output (or FILE). The text is the example dispatches over and over, so names stand
closer together than in ordinary news. The reference walks the same automaton over the same text, already folded,
and keeps nothing: the ratio is what folding, word boundaries and exact offsets cost. Each figure is the best of
the rounds, in processor time of one core.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from contested.theatre.fold import fold_text
from contested.theatre.load import load_theatre

DISPATCHES = Path(__file__).resolve().parents[1] / "examples" / "dispatches"


def texts(words: int) -> list[str]:
    """The dispatches, repeated until they hold that many words."""
    dispatches = [path.read_text(encoding="utf-8") for path in sorted(DISPATCHES.glob("*.txt"))]
    once = sum(len(text.split()) for text in dispatches)
    return dispatches * max(1, round(words / once))


def best_s(rounds: int, run: Callable[[], object]) -> float:
    """The shortest of several runs."""
    taken = []
    for _ in range(rounds):
        begun = time.process_time()
        run()
        taken.append(time.process_time() - begun)
    return min(taken)


def measure(words: int, rounds: int) -> dict[str, object]:
    """All figures, in words a second."""
    theatre = load_theatre("afghanistan")
    gazetteer = theatre.gazetteer
    each = texts(words)
    whole = "\n\n".join(each)
    folded = fold_text(whole).folded
    count = len(whole.split())
    automaton = gazetteer.automaton
    bare = best_s(rounds, lambda: deque(automaton.iter(folded), maxlen=0))
    finding = best_s(rounds, lambda: gazetteer.find(whole))
    by_text = best_s(rounds, lambda: [gazetteer.find(text) for text in each])
    some = each[: max(1, len(each) // 20)]
    some_words = sum(len(text.split()) for text in some)
    grounding = best_s(rounds, lambda: [theatre.grounder.ground(text) for text in some])
    hits = len(gazetteer.find(whole))
    return {
        "words": count,
        "hits_per_1000_words": round(1000 * hits / count, 1),
        "bare_automaton_words_per_s": round(count / bare),
        "find_words_per_s": round(count / finding),
        "find_by_report_words_per_s": round(count / by_text),
        "ground_words_per_s": round(some_words / grounding),
        "find_to_bare_ratio": round(finding / bare, 2),
        "find_by_report_to_bare_ratio": round(by_text / bare, 2),
        "python": platform.python_version(),
    }


def main() -> int:
    """Run, and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--words", type=int, default=400_000)
    asked.add_argument("--rounds", type=int, default=5)
    asked.add_argument("--output", type=Path)
    given = asked.parse_args()
    found = json.dumps(measure(given.words, given.rounds), indent=1)
    print(found)
    if given.output:
        given.output.write_text(found + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
