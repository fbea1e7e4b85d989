"""How fast control is worked out, from ten thousand claims to ten million.

    python benchmarks/assessment.py [--most 10000000]

Claims are coded once ("load": from recorded claims to columns); what is timed then is everything after it: joining
copies into voices, discounts, and the belief on every day for every district. Larger sizes repeat the first world
with other speakers over further months. Prints a Markdown table; least and median of several runs.
"""

from __future__ import annotations

import argparse
import statistics
import time
from datetime import UTC, date, datetime

import numpy as np

from contested.assessment.bearing import bearings
from contested.assessment.beliefs import beliefs_at, beliefs_by_day, leads_of, model_of, weigh
from contested.assessment.coding import code
from contested.assessment.control import explain_control
from contested.assessment.simulation.press import PressSettings, print_world
from contested.assessment.simulation.telling import FIRST_DAY, tell
from contested.assessment.simulation.world import WorldSettings, make_world
from contested.assessment.weights import standard
from contested.model.observation import Observation
from contested.theatre.load import load_theatre

DISTRICTS, DAYS, CLAIMS = 400, 120, 10_000
LATE = datetime(2100, 1, 1, tzinfo=UTC)


def observed(theatre, units):
    """A world's claims as observations."""
    rng = np.random.default_rng(1)
    provinces = np.unique([unit.province_id for unit in units], return_inverse=True)[1]
    world = make_world(provinces, DAYS, WorldSettings(), rng)
    printed = print_world(world, PressSettings(), rng, CLAIMS)
    recorded = datetime(2026, 1, 1, tzinfo=UTC)
    return [
        Observation(claim=claim, report=report, seq=1, recorded_at=recorded)
        for report, claims in tell(printed, units, theatre, FIRST_DAY)
        for claim in claims
    ]


def repeated(coded, times):
    """The same claims by other speakers, four months later each time, up to five years and then anew."""
    shift = np.repeat(np.arange(times), len(coded.place))
    columns = {
        name: np.tile(getattr(coded, name), (times, 1) if name == "keys" else times) for name in coded._fields
    }
    columns["keys"] += np.where(columns["keys"] >= 0, (shift * (int(coded.keys.max()) + 1))[:, None], 0)
    for name in ("first", "last"):
        columns[name] += shift % 15 * DAYS
    columns["order"] += shift * len(coded.place)
    return type(coded)(**columns)


def timed(what, work, times):
    """Prints processor time (least) and wall time (least, median) of some runs."""
    wall, processor = [], []
    for _ in range(times):
        started, busy = time.perf_counter(), time.process_time()
        work()
        wall.append((time.perf_counter() - started) * 1e3)
        processor.append((time.process_time() - busy) * 1e3)
    print(f"| {what} | {min(processor):,.1f} | {min(wall):,.1f} | {statistics.median(wall):,.1f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=10_000_000)
    most = parser.parse_args().most
    theatre = load_theatre("afghanistan")
    units = theatre.districts_of(theatre.default_set)[:DISTRICTS]
    model = model_of(theatre, standard())
    index = {unit.id: i for i, unit in enumerate(units)}
    observations = observed(theatre, units)

    def load():
        found, _ = bearings(observations, theatre, frozenset(index), as_of=date.max, known_at=LATE)
        return code(found, theatre, index, standard())

    coded = load()
    print("| what, in ms | processor, least | wall, least | wall, median |\n|---|---|---|---|")
    timed(f"load: {CLAIMS:,} recorded claims to columns", load, 3)
    size = CLAIMS
    while size <= most:
        claims = repeated(coded, size // CLAIMS)
        days = np.arange(int(claims.last.min()), int(claims.last.max()) + 1)

        def everything(claims=claims, days=days):
            return beliefs_by_day(weigh(leads_of(claims), model), DISTRICTS, days, model)

        times = 9 if size < 1_000_000 else 3 if size < 10_000_000 else 1
        timed(f"{size:,} claims, {DISTRICTS} districts x {len(days):,} days", everything, times)
        if size == CLAIMS:
            busiest = int(np.bincount(claims.place).argmax())
            one = claims.take(claims.place == busiest)
            one = one._replace(place=np.zeros_like(one.place))

            def every_day(one=one, days=days):
                return beliefs_by_day(weigh(leads_of(one), model), 1, days, model)

            def last_day(one=one, days=days):
                return beliefs_at(weigh(leads_of(one), model), 1, int(days[-1]), model)

            def explained(place=units[busiest].id):
                return explain_control(observations, theatre, place, as_of=date(2021, 7, 4), known_at=LATE)

            timed(f"one district again ({len(one.place)} claims), every day", every_day, 25)
            timed("the same, one day", last_day, 25)
            timed("explaining it from all recorded claims", explained, 5)
        size *= 10
        del claims


if __name__ == "__main__":
    main()
