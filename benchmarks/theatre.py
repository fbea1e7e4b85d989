"""How long a theatre pack takes to load, each time in a process of its own.

    python benchmarks/theatre.py [NAME] [--runs N]

Prints the milliseconds, least and median: of loading (tables read, checked and joined), of the automaton of all
spellings, of the polygons, and of the index of sounds. Importing the program is not counted.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys

ONCE = """
import sys, time
from contested.theatre.load import load_theatre
marks = [time.perf_counter()]
theatre = load_theatre(sys.argv[1]); marks.append(time.perf_counter())
theatre.gazetteer; marks.append(time.perf_counter())
theatre.polygons; marks.append(time.perf_counter())
theatre.near_names; marks.append(time.perf_counter())
print(*(1000 * (after - before) for before, after in zip(marks, marks[1:])))
"""
PARTS = ("load", "spellings", "polygons", "sounds")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long a theatre pack takes to load.")
    parser.add_argument("name", nargs="?", default="afghanistan")
    parser.add_argument("--runs", type=int, default=15)
    asked = parser.parse_args()
    runs = [
        [
            float(part)
            for part in subprocess.check_output([sys.executable, "-c", ONCE, asked.name], text=True).split()
        ]
        for _ in range(asked.runs)
    ]
    print(f"{asked.name}, {asked.runs} runs: milliseconds, least and median")
    for name, times in zip(PARTS, zip(*runs, strict=True), strict=True):
        print(f"{name:<10} {min(times):6.1f} {statistics.median(times):6.1f}")
    whole = [sum(run) for run in runs]
    print(f"{'together':<10} {min(whole):6.1f} {statistics.median(whole):6.1f}")


if __name__ == "__main__":
    main()
