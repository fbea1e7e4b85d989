"""How fast wire families are found, and how the time grows with the number of reports.

    python benchmarks/wire.py [--reports 1000 10000 100000] [--identical 1000000] [--ledger 20000] [--seed 7]

Synthetic reports of some 220 words, 30 % of them copies (whole, cut, re-headed, edited). Prints a JSON object a
line. Time is that of this process's processor; memory is its peak so far. ``--ledger`` records so many reports and
places them, then one more at a time as a new program would.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from contested.ingest.families import place_families
from contested.intake.wire.index import WireIndex
from contested.ledger.opening import open_ledger
from contested.model.identity import bytes_id
from contested.model.report import Report, report_id

COPIES = 0.3


def _words(rng: random.Random) -> list[str]:
    syllables = [
        a + b for a in "b d f g h k l m n p r s t v z sh ch".split() for b in "a e i o u ar en il".split()
    ]
    return ["".join(rng.choice(syllables) for _ in range(rng.randint(1, 4))) for _ in range(30_000)]


def reports(count: int, seed: int) -> Iterator[tuple[Report, int]]:
    """Reports, each with the number of its origin."""
    rng = random.Random(seed)
    words = _words(rng)
    weights = [1 / (rank + 5) for rank in range(len(words))]
    pool = rng.choices(words, weights, k=2_000_000)
    recent: list[tuple[int, list[str]]] = []
    for number in range(count):
        if recent and rng.random() < COPIES:
            origin, sentences = rng.choice(recent)
            sentences = _copied(rng, sentences, words)
        else:
            origin, sentences = number, [_sentence(rng, pool) for _ in range(rng.randint(6, 14))]
            recent.append((origin, sentences))
            if len(recent) > 2_000:
                recent.pop(rng.randrange(1_000))
        text = "\n\n".join(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))
        outlet, url = f"Outlet {number % 300}", f"https://example.org/{number}"
        yield (
            Report(
                id=report_id(text, outlet, url, "2021-07-04"),
                text=text,
                outlet=outlet,
                url=url,
                published="2021-07-04",
            ),
            origin,
        )


def _sentence(rng: random.Random, pool: list[str]) -> str:
    start = rng.randrange(len(pool) - 40)
    some = pool[start : start + rng.randint(12, 32)]
    rng.shuffle(some)
    return " ".join(some).capitalize() + "."


def _copied(rng: random.Random, sentences: list[str], words: list[str]) -> list[str]:
    how = rng.randrange(4)
    if how == 1:
        return sentences[: max(3, len(sentences) // 2)]
    if how == 2:
        return [" ".join(rng.choices(words, k=18)).capitalize() + ".", *sentences]
    if how == 3:
        return [_edited(rng, sentence, words) for sentence in sentences]
    return sentences


def _edited(rng: random.Random, sentence: str, words: list[str]) -> str:
    some = sentence.split()
    some[rng.randrange(len(some))] = rng.choice(words)
    return " ".join(some)


def measure(count: int, seed: int) -> dict[str, object]:
    """Time to sketch, to find families, and whether they are the true ones."""
    made = list(reports(count, seed))
    origin = {report.id: number for report, number in made}
    index = WireIndex()
    began = time.process_time()
    for report, _ in made:
        index.add(report)
    sketched = time.process_time()
    findings = index.findings()
    ended = time.process_time()
    families: dict[str, set[int]] = {}
    members: dict[int, int] = {}
    for key, finding in findings.items():
        members[origin[key]] = members.get(origin[key], 0) + 1
        if finding.family:
            families.setdefault(finding.family, set()).add(origin[key])
    copied = [key for key in findings if members[origin[key]] > 1]
    return {
        "reports": count,
        "sketch_s": round(sketched - began, 2),
        "families_s": round(ended - sketched, 2),
        "reports_per_s": round(count / (ended - began)),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "families": len(families),
        "of_two_origins": sum(len(origins) > 1 for origins in families.values()),
        "copies_found": round(sum(findings[key].family is not None for key in copied) / max(1, len(copied)), 4),
    }


def identical(count: int) -> dict[str, object]:
    """The same brief, an empty text and a word, over and over."""
    began = time.process_time()
    index = WireIndex()
    texts = ("The ministry said the road to the north was open again on Monday morning.", "", "Breaking")
    for number in range(count):
        index.add(Report(id=f"{number:032x}", text=texts[0 if number % 10 else 1 + number % 2]))
    findings = index.findings()
    return {
        "identical": count,
        "seconds": round(time.process_time() - began, 1),
        "reports_per_s": round(count / (time.process_time() - began)),
        "families": len({finding.family for finding in findings.values()} - {None}),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def one_more(count: int, seed: int) -> dict[str, object]:
    """Placing one report more in a ledger of many, with what was kept of them."""
    made = [msgspec.structs.replace(one, raw_sha256=bytes_id(b"")) for one, _ in reports(count + 5, seed)]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        with open_ledger(f"sqlite:///{path}", create=True) as ledger:
            for start in range(0, count, 1000):
                with ledger.batch():
                    for report in made[start : start + 1000]:
                        ledger.record(report, raw=b"")
            began = time.process_time()
            place_families(ledger)
            first_s = time.process_time() - began
        took = []
        for report in made[count:]:
            with open_ledger(f"sqlite:///{path}") as ledger:
                ledger.record(report, raw=b"")
                began = time.process_time()
                place_families(ledger)
                took.append(time.process_time() - began)
        return {
            "in_ledger": count,
            "first_s": round(first_s, 1),
            "one_more_s": round(sorted(took)[len(took) // 2], 2),
            "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, nargs="*", default=[1_000, 10_000, 100_000])
    parser.add_argument("--identical", type=int, default=0)
    parser.add_argument("--ledger", type=int, nargs="*", default=[])
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    for count in asked.reports:
        print(json.dumps(measure(count, asked.seed)), flush=True)
    for count in asked.ledger:
        print(json.dumps(one_more(count, asked.seed)), flush=True)
    if asked.identical:
        print(json.dumps(identical(asked.identical)), flush=True)


if __name__ == "__main__":
    main()
