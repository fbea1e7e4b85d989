"""How fast the ledger loads and answers, beside bare SQL over the same rows in the same run.

    python benchmarks/ledger.py [--claims 1000000] [--folder DIR] [--output FILE] [--verify] [--keep] [--url URL]

Writes a JSON object to standard output (or FILE). The ledger is made of generated claims over 400 districts and
five years; the same --seed makes the same claims. Each figure stands beside its reference, and the ratio is what
counts on another machine: the references are bare SQL that asks SQLite for the same columns of the same rows, and
plain numpy. With --url the ledger is made in an empty PostgreSQL schema, and stands without references.
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
from itertools import islice, pairwise
from pathlib import Path

import numpy as np

from contested.assessment.district_days import district_days
from contested.ledger.arrays import ControlArrays
from contested.ledger.bulk import Record
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import Claim, ClaimPlace, Speaker, with_id
from contested.model.report import Report, report_id
from contested.model.ruling import Ruling
from contested.model.ruling import with_id as said_with_id
from contested.model.vocabulary import Decision, Kind, Outcome, PlaceLevel, Side, Stance

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
    some = "SELECT * FROM {} WHERE {} > (SELECT min(seq) FROM claims) LIMIT 200000"
    rows = {
        n: source.execute(some.format(n, "claim_seq" if n == "claim_places" else "seq")).fetchall() for n in TABLES
    }
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


SHOWN = """c.seq, c.id, r.id, c.kind, c.stance, coalesce(c.quote, c.statement), c.speaker_name, c.speaker_role,
  c.speaker_side, c.via, c.event, c.outcome, c.holder, r.outlet, r.url, r.published"""
BARE_STANDING = """WITH RECURSIVE places(place) AS (SELECT min(place) FROM cache_timeline
  UNION ALL SELECT (SELECT min(n.place) FROM cache_timeline n WHERE n.place > places.place)
  FROM places WHERE places.place IS NOT NULL)
SELECT t.place, t.since, t.known_from, t.claim_seq FROM places CROSS JOIN cache_timeline t
WHERE t.place = places.place AND (t.since, t.known_from, t.claim_seq) = (
  SELECT l.since, l.known_from, l.claim_seq FROM cache_timeline l
  WHERE l.place = places.place AND l.since <= :before AND l.known_from <= :known
  ORDER BY l.since DESC, l.known_from DESC, l.claim_seq DESC LIMIT 1)"""
JOINED = "JOIN claims c ON c.seq = t.claim_seq JOIN reports r ON r.seq = c.report_seq"
BARE_CURRENT = f"""{BARE_STANDING.replace("SELECT t.place,", ", t AS MATERIALIZED (SELECT t.place,")})
SELECT {SHOWN}, t.place, t.since, t.known_from FROM t {JOINED}"""
BARE_NEWEST = f"""SELECT {SHOWN}, t.place, t.known_from FROM cache_newest t {JOINED}
WHERE t.place = ? AND t.known_from <= ? ORDER BY t.known_from DESC, t.claim_seq DESC LIMIT 100"""
BARE_SEARCH = f"""SELECT {SHOWN}, r.known_from FROM (SELECT rowid AS claim_seq FROM cache_search
  WHERE cache_search MATCH ? ORDER BY rowid DESC LIMIT 50) t {JOINED} ORDER BY t.claim_seq DESC"""
MIDDLE = datetime(2019, 7, 4, tzinfo=UTC)
KNOWN = MIDDLE + timedelta(days=30)


def bare_reads(path: Path) -> tuple[sqlite3.Connection, dict[str, Callable[[], object]]]:
    """The same questions in bare SQL."""
    rng = random.Random(1)
    bare = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)
    bare.execute("PRAGMA cache_size = -65536")
    before_us, known_us = (int(moment.timestamp() * 1_000_000) for moment in (MIDDLE, KNOWN))
    moments = {"before": min(before_us - 1, known_us), "known": known_us}
    return bare, {
        "standing_of_400_districts": lambda: bare.execute(BARE_STANDING, moments).fetchall(),
        "current_of_400_districts": lambda: bare.execute(BARE_CURRENT, moments).fetchall(),
        "newest_100_of_a_district": lambda: bare.execute(
            BARE_NEWEST, (rng.choice(DISTRICTS), known_us)
        ).fetchall(),
        "search_newest_50": lambda: bare.execute(BARE_SEARCH, ("besieged AND bazaar",)).fetchall(),
    }


def reads(ledger: Ledger, path: Path | None) -> dict[str, dict[str, float]]:
    """Medians of the reads and of the bare queries, in milliseconds."""
    rng = random.Random(1)
    ours: dict[str, Callable[[], object]] = {
        "standing_of_400_districts": lambda: ledger.standing(MIDDLE, known_at=KNOWN),
        "current_of_400_districts": lambda: ledger.current(MIDDLE, known_at=KNOWN),
        "newest_100_of_a_district": lambda: ledger.newest(rng.choice(DISTRICTS), known_at=KNOWN),
        "search_newest_50": lambda: ledger.search("besieged bazaar"),
    }
    bare, theirs = bare_reads(path) if path else (None, {})
    found = {}
    for name, asked in ours.items():
        asked()
        mine, plain = [], []
        for _ in range(5):  # in turns, so that what else the machine does falls on both
            mine.append(timed(asked, 40))
            if name in theirs:
                plain.append(timed(theirs[name], 40))
        found[name] = {"ms": round(statistics.median(mine), 3)}
        if plain:
            bare_ms = statistics.median(plain)
            found[name] |= {"bare_ms": round(bare_ms, 3), "ratio": round(statistics.median(mine) / bare_ms, 2)}
    if bare:
        bare.close()
    return found


def rule_on(ledger: Ledger, claims: int) -> None:
    """Reject some claims and accept as many, spread over all."""
    with ledger.batch():
        for number, one in enumerate(ledger.search("checkpoints", limit=claims)):
            decision = Decision.REJECT if number % 2 else Decision.ACCEPT
            ledger.rule(said_with_id(Ruling(claim_id=one.claim_id, decision=decision, reviewer="R. Viewer")))


def plain_days(arrays: ControlArrays, first_us: int, end_us: int, known_us: int) -> np.ndarray:
    """Days held as somebody would write it in plain numpy: a search of each day in each place's claims."""
    day_us = 86_400_000_000
    ends = np.arange(first_us + day_us, end_us + 1, day_us)
    held = np.zeros((len(arrays.places), len(arrays.holders) + 1), np.int64)
    known = arrays.known_from_us <= known_us
    place, since, holder = arrays.place[known], arrays.since_us[known], arrays.holder[known]
    bounds = np.searchsorted(place, np.arange(len(arrays.places) + 1))
    for number, (start, stop) in enumerate(pairwise(bounds)):
        last = np.searchsorted(since[start:stop], ends) - 1
        seen = holder[start:stop][last[last >= 0]]
        held[number] = np.bincount(np.where(seen < 0, len(arrays.holders), seen), minlength=held.shape[1])
    return held


def counted_days(ledger: Ledger) -> dict[str, object]:
    """District-days of five years, from arrays."""
    started = time.perf_counter()
    arrays = ledger.control_arrays()
    read_s = time.perf_counter() - started
    end = datetime.combine(FIRST + timedelta(days=DAYS), datetime.min.time(), tzinfo=UTC)

    def ours() -> np.ndarray:
        return district_days(
            arrays.place,
            arrays.since_us,
            arrays.known_from_us,
            arrays.holder,
            places=len(arrays.places),
            holders=len(arrays.holders),
            first=FIRST,
            before=end,
            known_at=end,
        )

    first_us = int(datetime.combine(FIRST, datetime.min.time(), tzinfo=UTC).timestamp()) * 1_000_000
    end_us = int(end.timestamp()) * 1_000_000

    def plain() -> np.ndarray:
        return plain_days(arrays, first_us, end_us, end_us)

    if not np.array_equal(ours(), plain()):
        raise SystemExit("the two counts of district-days differ")
    ms, plain_ms = timed(ours, 20), timed(plain, 20)
    return {
        "control_claims": len(arrays.seq),
        "read_arrays_s": round(read_s, 2),
        "ms": round(ms, 2),
        "plain_numpy_ms": round(plain_ms, 2),
        "ratio": round(ms / plain_ms, 2),
    }


def measured(url: str, path: Path | None, folder: Path, claims: int, seed: int, verify: bool) -> dict[str, object]:
    """Load a new ledger, and time it and what it answers."""
    loading = cpu = 0.0
    load_average = [os.getloadavg()[0]]
    source = records(claims, seed)
    with open_ledger(url, create=True) as ledger:
        while some := list(islice(source, 10_000)):  # generating them is not timed
            started, used = time.perf_counter(), time.process_time()
            ledger.load(some)
            loading += time.perf_counter() - started
            cpu += time.process_time() - used
            print(f"{ledger.info()['claims']} claims in {loading:.0f} s", file=sys.stderr)
        held = ledger.info()
        rate = claims / loading
        load: dict[str, object] = {"claims_per_s": round(rate), "cpu_us_a_claim": round(cpu / claims * 1e6, 1)}
        if path:
            bare_claims, bare_s = bare_insert(path, folder)
            bare_rate = bare_claims / bare_s
            load |= {"bare_executemany_claims_per_s": round(bare_rate), "ratio": round(bare_rate / rate, 2)}
        load_average.append(os.getloadavg()[0])
        result: dict[str, object] = {"claims": held["claims"], "reports": held["reports"], "load": load}
        if path:
            result["file_mb"] = round(path.stat().st_size / 1e6, 1)
        result["reads"] = reads(ledger, path)
        result["district_days"] = counted_days(ledger)
        load_average.append(os.getloadavg()[0])
        if verify:
            started, used = time.perf_counter(), time.process_time()
            ledger.verify()
            result["verify_s"] = round(time.perf_counter() - started, 1)
            result["verify_cpu_s"] = round(time.process_time() - used, 1)
        rule_on(ledger, 1000)
        result["reads_with_1000_rulings"] = reads(ledger, path)
    load_average.append(os.getloadavg()[0])
    machine = {"cpus": os.cpu_count(), "python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return result | {"load_average": load_average, "machine": machine}


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
    asked.add_argument("--url", help="the address of an empty PostgreSQL schema to make the ledger in instead")
    given = asked.parse_args()
    folder = given.folder or Path(tempfile.mkdtemp(prefix="contested-bench-"))
    folder.mkdir(parents=True, exist_ok=True)
    path = None if given.url else folder / "ledger.db"
    url = given.url or f"sqlite:///{path}"
    try:
        result = measured(url, path, folder, given.claims, given.seed, given.verify)
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
