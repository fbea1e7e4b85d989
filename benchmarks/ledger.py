"""How fast the ledger loads and answers, beside bare SQL over the same rows in the same run.

    python benchmarks/ledger.py [--claims 1000000] [--folder DIR] [--output FILE] [--verify] [--keep]

Writes a JSON object to standard output (or FILE). The ledger is made of generated claims over 400 districts and
five years; the same --seed makes the same claims. Each figure stands beside its reference, and the ratio is what
counts on another machine.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from contested.ledger.bulk import Record
from contested.ledger.opening import open_ledger
from contested.model.claim import Claim, ClaimPlace, Speaker, with_id
from contested.model.report import Report, report_id
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance

DISTRICTS = [f"AF{number:04d}" for number in range(101, 501)]
FIRST, DAYS = date(2017, 1, 1), 5 * 365
PER_REPORT = 20
KINDS = [Kind.CONTROL_CHANGE] * 4 + [Kind.CONTROL_STATUS] + [Kind.CLASH_OR_ATTACK] * 3 + [Kind.CASUALTIES] * 2
SPEAKERS = [
    Speaker("Hasti Mohammad", "district governor", "islamic-republic", Side.GOVERNMENT),
    Speaker("Zabihullah Mujahid", "spokesman", "taliban", Side.INSURGENT),
    Speaker("residents", None, None, Side.CIVILIAN),
    None,
]
WORDS = "seized overran retook besieged entered left attacked shelled held surrounded".split()
THINGS = "the district centre,the bazaar,a base,the highway,three checkpoints,the police headquarters".split(",")
TABLES = ("entries", "claims", "claim_places")


def records(claims: int, seed: int) -> Iterator[Record]:
    """Generated reports of 20 claims each."""
    rng = random.Random(seed)
    for number in range(claims // PER_REPORT):
        day = FIRST + timedelta(days=rng.randrange(DAYS))
        places = [rng.choice(DISTRICTS) for _ in range(PER_REPORT)]
        sentences = [
            f"Fighters {rng.choice(WORDS)} {rng.choice(THINGS)} of district {place}, report {number}.{k} said."
            for k, place in enumerate(places)
        ]
        text = "\n".join(sentences)
        outlet, url, published = f"Outlet {number % 60}", f"https://example.org/{number}", day.isoformat()
        report = Report(
            id=report_id(text, outlet, url, published), text=text, outlet=outlet, url=url, published=published
        )
        read, start = [], 0
        for place, sentence in zip(places, sentences, strict=True):
            read.append(_claim(rng, report, place, sentence, start, day - timedelta(days=rng.randrange(4))))
            start += len(sentence) + 1
        yield Record(report=report, claims=read)


def _claim(rng: random.Random, report: Report, place: str, sentence: str, start: int, day: date) -> Claim:
    kind = rng.choice(KINDS)
    control = kind in (Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS)
    return with_id(
        Claim(
            id="",
            report_id=report.id,
            kind=kind,
            stance=Stance.ASSERTS,
            quote=sentence,
            span=(start, start + len(sentence)),
            speaker=rng.choice(SPEAKERS),
            cue="said",
            places=(ClaimPlace(place, place, PlaceLevel.DISTRICT),),
            place_level=PlaceLevel.DISTRICT,
            event=day.isoformat(),
            outcome=Outcome.TAKES if control else None,
            holder=rng.choice(("taliban", "islamic-republic")) if control else None,
            confidence=0.9,
        )
    )


def timed(work: Callable[[], object], times: int = 200) -> float:
    """The median time of a call in milliseconds."""
    taken = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def bare_insert(ledger: Path, folder: Path) -> tuple[int, float]:
    """Claims and seconds of a bare executemany of the same rows into the same tables, unchecked, unchained."""
    source = sqlite3.connect(f"{ledger.as_uri()}?mode=ro", uri=True)
    asked = "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type <> 'trigger' AND sql IS NOT NULL"
    made = [sql for name in TABLES for (sql,) in source.execute(asked, (name,))]
    rows = {name: source.execute(f"SELECT * FROM {name} ORDER BY 1 LIMIT 200000").fetchall() for name in TABLES}
    source.close()
    bare = sqlite3.connect(folder / "bare.db", isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "cache_size = -524288"):
        bare.execute(f"PRAGMA {pragma}")
    for sql in made:
        bare.execute(sql)
    started = time.perf_counter()
    bare.execute("BEGIN")
    for name, some in rows.items():
        bare.executemany(f"INSERT INTO {name} VALUES ({', '.join('?' * len(some[0]))})", some)
    bare.execute("COMMIT")
    taken = time.perf_counter() - started
    bare.close()
    return len(rows["claims"]), taken


BARE_CURRENT = """WITH RECURSIVE places(place) AS (
  SELECT min(place) FROM cache_timeline WHERE kind = :kind
  UNION ALL SELECT (SELECT min(n.place) FROM cache_timeline n WHERE n.kind = :kind AND n.place > places.place)
  FROM places WHERE places.place IS NOT NULL)
SELECT place, c.id, c.quote, c.speaker_name, c.holder FROM (SELECT place, (SELECT claim_seq FROM cache_timeline t
  WHERE t.kind = :kind AND t.place = places.place AND t.since <= :before AND t.known_from <= :known
  ORDER BY t.since DESC, t.known_from DESC, t.claim_seq DESC LIMIT 1) AS found
  FROM places WHERE places.place IS NOT NULL) JOIN claims c ON c.seq = found"""
BARE_NEWEST = """SELECT c.id, c.quote, c.speaker_name FROM cache_timeline t JOIN claims c ON c.seq = t.claim_seq
WHERE t.place = ? AND t.known_from <= ? ORDER BY t.known_from DESC, t.claim_seq DESC LIMIT 100"""
BARE_SEARCH = """SELECT c.id, c.quote FROM (SELECT rowid AS found FROM cache_search WHERE cache_search MATCH ?
  ORDER BY rowid DESC LIMIT 50) JOIN claims c ON c.seq = found ORDER BY found DESC"""


def reads(url: str, path: Path) -> dict[str, dict[str, float]]:
    """Medians of the reads and of the bare queries, in milliseconds."""
    rng = random.Random(1)
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    bare.execute("PRAGMA cache_size = -65536")
    middle = datetime(2019, 7, 4, tzinfo=UTC)
    known = middle + timedelta(days=30)
    before_us, known_us = (int(moment.timestamp() * 1_000_000) for moment in (middle, known))

    def bare_current() -> None:
        for kind in ("control_change", "control_status"):
            bare.execute(BARE_CURRENT, {"kind": kind, "before": before_us - 1, "known": known_us}).fetchall()

    found = {}
    with open_ledger(url) as ledger:
        pairs: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "current_of_400_districts": (lambda: ledger.current(middle, known_at=known), bare_current),
            "newest_100_of_a_district": (
                lambda: ledger.newest(rng.choice(DISTRICTS), known_at=known),
                lambda: bare.execute(BARE_NEWEST, (rng.choice(DISTRICTS), known_us)).fetchall(),
            ),
            "search_newest_50": (
                lambda: ledger.search("besieged bazaar"),
                lambda: bare.execute(BARE_SEARCH, ("besieged AND bazaar",)).fetchall(),
            ),
        }
        for name, (ours, theirs) in pairs.items():
            ours()
            theirs()
            mine, plain = timed(ours), timed(theirs)
            found[name] = {"ms": round(mine, 3), "bare_ms": round(plain, 3), "ratio": round(mine / plain, 2)}
    bare.close()
    return found


def measured(url: str, path: Path, folder: Path, claims: int, seed: int) -> dict[str, object]:
    """Load a new ledger, and time it and what it answers."""
    loading = 0.0
    source = records(claims, seed)
    with open_ledger(url, create=True) as ledger:
        while some := list(islice(source, 10_000)):  # generating them is not timed
            started = time.perf_counter()
            ledger.load(some)
            loading += time.perf_counter() - started
        held = ledger.info()
    bare_claims, bare_s = bare_insert(path, folder)
    rate, bare_rate = claims / loading, bare_claims / bare_s
    return {
        "claims": held["claims"],
        "reports": held["reports"],
        "file_mb": round(path.stat().st_size / 1e6, 1),
        "load": {
            "claims_per_s": round(rate),
            "bare_executemany_claims_per_s": round(bare_rate),
            "ratio": round(bare_rate / rate, 2),
        },
        "reads": reads(url, path),
        "machine": {"cpus": os.cpu_count(), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version},
    }


def main() -> int:
    """Run, and print what was measured."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--claims", type=int, default=1_000_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path)
    asked.add_argument("--output", type=Path)
    asked.add_argument(
        "--verify", action="store_true", help="also walk the whole ledger, and say how long it took"
    )
    asked.add_argument("--keep", action="store_true", help="leave the ledger in --folder")
    given = asked.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="contested-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "ledger.db"
    url = f"sqlite:///{path}"
    try:
        result = measured(url, path, folder, given.claims, given.seed)
        if given.verify:
            started = time.perf_counter()
            with open_ledger(url) as ledger:
                ledger.verify()
            result["verify_s"] = round(time.perf_counter() - started, 1)
    finally:
        if not given.keep:
            shutil.rmtree(folder, ignore_errors=True)
    printed = json.dumps(result, indent=2)
    if given.output:
        given.output.write_text(printed + "\n", encoding="utf-8")
    print(printed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
