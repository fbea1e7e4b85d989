"""How fast reports are read, on one core: all stages from raw text, all layers, and news that holds no trigger.

    python benchmarks/reading.py [--times 20]

The reports are the example dispatches, each made a report of its own by a line of its own; the news without
triggers is written here. Figures are processor time, so that a busy machine does not change them much; the
reference is bare tokenising of the same text in the same run. Memory is the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "dispatches"
OTHER_NEWS = (
    "The museum opens its new wing on Friday with paintings from three centuries. Visitors queue along the river"
    " for tickets, and the café sells lemon cake. The orchestra plays Brahms in the evening. A jury of nine gave"
    " the prize to a young architect from Lisbon. Rain is likely in the north, with sun elsewhere."
)


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time."""
    started = time.process_time()
    work()
    return time.process_time() - started


def main() -> None:
    """Measure, and print JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--times", type=int, default=20)
    times = asked.parse_args().times
    result: dict[str, Any] = {}

    def start_up() -> None:
        from contested.model.report import Report  # noqa: PLC0415  (their import is measured)
        from contested.reading.layers import layers_line  # noqa: PLC0415
        from contested.reading.rules import RulesReader  # noqa: PLC0415
        from contested.theatre.load import load_theatre  # noqa: PLC0415

        theatre = load_theatre("afghanistan")
        first = Report(id="r", text="Soldiers I met say two posts fell.", published="2021-07-04")
        RulesReader().read(first, theatre)
        layers_line(first, theatre)

    result["start_up_s"] = round(spent(start_up), 2)

    from contested.intake.text import read_text  # noqa: PLC0415
    from contested.model.report import Report  # noqa: PLC0415
    from contested.reading.layers import ToAnnotate, layers_lines  # noqa: PLC0415
    from contested.reading.passages import read_passages  # noqa: PLC0415
    from contested.reading.rules import RulesReader  # noqa: PLC0415
    from contested.reading.tokens import tokenize  # noqa: PLC0415
    from contested.theatre.load import load_theatre  # noqa: PLC0415

    theatre, reader = load_theatre("afghanistan"), RulesReader()
    texts = [read_text(path, "afghanistan").report for path in sorted(EXAMPLES.glob("*.txt"))]
    reports = [
        Report(id=f"{n}-{k}", text=f"{report.text}\n\nCopy {n}.\n", published=report.published)
        for n in range(times)
        for k, report in enumerate(r for r in texts if r is not None)
    ]
    sentences = sum(len(read_passages(report, theatre)) for report in reports)
    words = sum(len(report.text.split()) for report in reports)
    other = [Report(id=str(n), text=f"{OTHER_NEWS} {n}", published="2021-07-04") for n in range(100 * times)]

    def layers() -> None:
        for at in range(0, len(reports), 15):
            layers_lines([ToAnnotate(report, theatre) for report in reports[at : at + 15]])

    bare = spent(lambda: [tokenize(report.text) for report in reports])
    for name, work, count in (
        ("read", lambda: [reader.read(report, theatre) for report in reports], sentences),
        ("all_layers", layers, sentences),
        ("read_without_triggers", lambda: [reader.read(report, theatre) for report in other], 5 * len(other)),
    ):
        taken = spent(work)
        result[name] = {"sentences_per_s": round(count / taken), "times_bare_tokens": round(taken / bare, 1)}
    result |= {
        "sentences": sentences,
        "words": words,
        "bare_tokens_sentences_per_s": round(sentences / bare),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "load_average": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
    }
    print(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
