"""How fast the parser is alone, on one core: words and sentences a second, start-up, memory.

    python benchmarks/parse.py [--words 22] [--sentences 4000] [--views] [--model NPZ]

Set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1. Sentences are made of the example dispatches, cut or joined to
about the length asked for. Figures are processor time, so that a busy machine does not change them much; memory is
the peak of the process.
"""

from __future__ import annotations

import argparse
import json
import platform
import resource
import time
from itertools import cycle, islice
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "dispatches"


def sentences_of(words: int, count: int) -> list[str]:
    """Stretches of the dispatches of about that many words."""
    text = " ".join(p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("**/*.txt")))
    running = cycle(text.split())
    return [" ".join(islice(running, words - words // 8)) for _ in range(count)]  # marks are words too


def main() -> None:
    """Measure, and print JSON."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--words", type=int, default=22)
    asked.add_argument("--sentences", type=int, default=4000)
    asked.add_argument("--model", type=Path)
    asked.add_argument("--views", action="store_true", help="build the views too")
    given = asked.parse_args()
    started = time.process_time()
    from contested.reading.parse.parser import Parser, default_parser  # noqa: PLC0415  (its import is measured)
    from contested.reading.parse.weights import from_bytes  # noqa: PLC0415

    imported = time.process_time() - started
    started = time.process_time()
    parser = Parser(from_bytes(given.model.read_bytes())) if given.model else default_parser()
    loaded = time.process_time() - started
    pieces = sentences_of(given.words, given.sentences)
    spans, at = [], 0
    for piece in pieces:
        spans.append((at, at + len(piece)))
        at += len(piece) + 1
    text = "\n".join(pieces)
    run = parser.views if given.views else parser.parse
    started = time.process_time()
    first = parser.parse(text, spans[:1])
    one = time.process_time() - started
    best = float("inf")
    parsed = first
    for _ in range(3):
        started = time.process_time()
        parsed = run(text, spans)
        best = min(best, time.process_time() - started)
    words = sum(len(p.words if given.views else p.spans) for p in parsed)
    figures = {
        "machine": platform.processor() or platform.machine(),
        "model": parser.version,
        "import_s": round(imported, 3),
        "load_s": round(loaded, 3),
        "first_sentence_s": round(one, 3),
        "words": words,
        "words_a_sentence": round(words / len(spans), 1),
        "words_a_second": round(words / best),
        "sentences_a_second": round(len(spans) / best),
        "peak_memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
