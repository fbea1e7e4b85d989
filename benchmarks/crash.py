"""Kills an ingesting process at random moments, and sees what is left.

    python benchmarks/crash.py [--kills 100] [--seed 1] [--output FILE]

Each time: `contested ingest` of the coded example is killed with SIGKILL at a random moment after it made its
file; the ledger it leaves, if it came so far, must open, pass `verify` and hold whole reports only; a second run
must complete it to the content of an undisturbed run. Exits 1 if one of them does not.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from contested.errors import LedgerMissing, NotALedger
from contested.ledger.opening import open_ledger

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "afghanistan-2021"


def command(url: str) -> list[str]:
    """The ingest that is killed, and run again."""
    return [sys.executable, "-m", "contested", "ingest", str(EXAMPLE), "--ledger", url]


def begun(url: str, folder: str) -> subprocess.Popen[bytes]:
    """An ingest that has just made its file."""
    process = subprocess.Popen(command(url), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
    while process.poll() is None and not Path(url.removeprefix("sqlite:///")).exists():
        time.sleep(0.001)
    return process


def look(url: str, whole: dict[str, int]) -> tuple[int, bool]:
    """How many reports are left in a ledger that verifies, -1 for none, and whether each has all its claims."""
    try:
        with open_ledger(url) as ledger:
            ledger.verify()
            left = [report.id for report in ledger.reports()]
            return len(left), all(ledger.claims_in(one) == whole[one] for one in left)
    except (LedgerMissing, NotALedger):  # killed before its first commit: an empty file, or none
        return -1, True


def main() -> int:
    """Run, and print what was found."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--output", type=Path)
    given = asked.parse_args()
    rng = random.Random(given.seed)
    found: Counter[str] = Counter()
    left_over = []
    with tempfile.TemporaryDirectory(prefix="contested-crash-") as folder:
        undisturbed = f"sqlite:///{folder}/undisturbed.db"
        process = begun(undisturbed, folder)
        started = time.perf_counter()
        if process.wait():
            return 1
        writing_s = time.perf_counter() - started
        with open_ledger(undisturbed) as ledger:
            content = ledger.content()
            whole = {report.id: ledger.claims_in(report.id) for report in ledger.reports()}
        for number in range(given.kills):
            url = f"sqlite:///{folder}/{number}.db"
            process = begun(url, folder)
            time.sleep(rng.uniform(0, writing_s))
            process.kill()
            process.wait()
            left, all_whole = look(url, whole)
            left_over.append(left)
            found["no ledger yet" if left < 0 else "all in" if left == len(whole) else "some in"] += 1
            found["with half a report"] += not all_whole
            subprocess.run(command(url), check=True, capture_output=True)
            with open_ledger(url) as ledger:
                ledger.verify()
                found["completed to the same content"] += ledger.content() == content
    result = {
        "kills": given.kills,
        "writing_s": round(writing_s, 2),
        **found,
        "reports_left": sorted(left_over),
    }
    printed = json.dumps(result)
    if given.output:
        given.output.write_text(printed + "\n", encoding="utf-8")
    print(printed)
    return int(found["with half a report"] > 0 or found["completed to the same content"] != given.kills)


if __name__ == "__main__":
    sys.exit(main())
