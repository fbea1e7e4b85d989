"""When each provincial capital is stated to have fallen, beside the days its coded claims give (August 2021).

    python benchmarks/capitals.py [examples/afghanistan-2021]

Reads the coded claims, asks for every evening from 1 July to 31 August as known on 10 September, and prints a line
a capital: the days of its dated claims of a fall, the day from which it is stated to be the Taliban's until the
end, and whether that lies within a day of one of them.
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from contested.assessment.control import assess_control
from contested.intake.coded import read_coded
from contested.model.edtf import day_bounds
from contested.model.observation import Observation
from contested.model.vocabulary import Kind
from contested.theatre.load import load_theatre

FIRST, LAST = date(2021, 7, 1), date(2021, 8, 31)
KNOWN = datetime(2021, 9, 10, tzinfo=UTC)
LONGEST = 3


def falls(observations, capitals):
    """Days on which dated claims put the fall of each capital, by its P-code."""
    days = {}
    for observation in observations:
        claim = observation.claim
        if claim.kind != Kind.CONTROL_CHANGE or claim.holder != "taliban" or not claim.event:
            continue
        first, last = day_bounds(claim.event)
        if first is None or last is None or (last - first).days > LONGEST:
            continue
        for place in claim.places[:1]:
            if place.id in capitals and claim.place_level in (place.level, None):
                days.setdefault(place.id, set()).update(
                    first + timedelta(days=i) for i in range((last - first).days + 1)
                )
    return days


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("examples/afghanistan-2021")
    theatre = load_theatre("afghanistan")
    observations = []
    for item in read_coded(folder, theatre):
        for claim in getattr(item, "claims", None) or ():
            observations.append(
                Observation(claim=claim, report=item.report, seq=len(observations), recorded_at=KNOWN)
            )
    capitals = {d.id: d for d in theatre.districts_of(theatre.default_set) if d.is_capital}
    told = falls(observations, capitals)
    holds = dict.fromkeys(told)
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        picture = assess_control(observations, theatre, as_of=day, known_at=KNOWN)
        for place in picture.places:
            if place.place in holds:
                if place.party != "taliban":
                    holds[place.place] = None
                elif holds[place.place] is None:
                    holds[place.place] = day
    near = 0
    for place, days in sorted(told.items(), key=lambda pair: min(pair[1])):
        since = holds[place]
        good = since is not None and any(abs((since - day).days) <= 1 for day in days)
        near += good
        dates = ", ".join(day.isoformat() for day in sorted(days))
        print(f"{'within a day' if good else 'not so':12}  {capitals[place].name}: since {since}; told of {dates}")
    print(f"\n{near} of {len(told)} capitals with a dated claim of a fall are stated so within a day of one")


if __name__ == "__main__":
    main()
