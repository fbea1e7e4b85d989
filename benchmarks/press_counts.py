"""What the coded claims of 2021 show of the press: who tells of falls and recaptures, how soon, how dated.

    python benchmarks/press_counts.py [examples/afghanistan-2021]

These counts are the reasons of the made-up press's setting `as in 2021` (control_quality.py). An event is all
dated changes of one place to one side that are told no more than two days apart. Standard library only.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter, defaultdict
from datetime import date, timedelta
from pathlib import Path

DISTRICT = {"district", "district_centre", "city", "provincial_capital"}
LONGEST = 3
GAP = timedelta(days=2)


def span(claim):
    """First and last day of the event, or None."""
    if not claim["event_from"]:
        return None
    return date.fromisoformat(claim["event_from"]), date.fromisoformat(claim["event_to"] or claim["event_from"])


def sort_of(claim, holder):
    """How the speaker stands to the change."""
    if claim["against_interest"] == "true":
        return "the side that loses, admitting it"
    if claim["speaker_party"] == holder:
        return "the side that gains"
    return "an outlet in its own voice" if claim["speaker_party"] == "press" else "others outside the fight"


def events(claims):
    """(place, day, claims) of each event of claims about one side's gains."""
    by_place = defaultdict(list)
    for claim in claims:
        days = span(claim)
        if days and (days[1] - days[0]).days <= LONGEST:
            by_place[claim["pcode"]].append((days[1], claim))
    found = []
    for place, told in by_place.items():
        last = None
        for day, claim in sorted(told, key=lambda pair: (pair[0], pair[1]["claim_no"])):
            if last is None or day - last > GAP:
                found.append((place, day, []))
            found[-1][2].append(claim)
            last = day
    return found


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("examples/afghanistan-2021")
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as lines:
        claims = [
            c
            for c in csv.DictReader(lines)
            if c["kind"] == "control_change" and c["pcode"] and c["place_level"] in DISTRICT
        ]
    sides = {"falls": "taliban", "recaptures": "islamic-republic"}
    told = {what: [c for c in claims if c["holder"] == holder] for what, holder in sides.items()}
    found = {what: events(said) for what, said in told.items()}
    rows = {}
    for what, holder in sides.items():
        sorts = Counter(sort for _, _, said in found[what] for sort in {sort_of(c, holder) for c in said})
        only = sum({sort_of(c, holder) for c in said} == {"the side that gains"} for _, _, said in found[what])
        spans = [span(c) for c in told[what]]
        lists = sum(s is not None and (s[1] - s[0]).days > LONGEST for s in spans)
        share = {sort: count / len(found[what]) for sort, count in sorts.items()}
        rows[what] = {
            "claims": f"{len(told[what])}",
            "events": f"{len(found[what])}",
            **{
                f"events told by {sort}": f"{share.get(sort, 0):.2f}"
                for sort in (
                    "the side that gains",
                    "the side that loses, admitting it",
                    "an outlet in its own voice",
                    "others outside the fight",
                )
            },
            "events told by the side that gains and nobody else": f"{only / len(found[what]):.2f}",
            "claims in lists over more than three days": f"{lists / len(told[what]):.2f}",
            "claims without a day": f"{spans.count(None) / len(told[what]):.2f}",
        }
    print("| | falls | recaptures |\n|---|---|---|")
    for row in rows["falls"]:
        print(f"| {row} | {rows['falls'][row]} | {rows['recaptures'][row]} |")
    for first, then in (("falls", "recaptures"), ("recaptures", "falls")):
        lags = sorted(
            min((day - before).days for place, before, _ in found[first] if place == where and before <= day)
            for where, day, _ in found[then]
            if any(place == where and before <= day for place, before, _ in found[first])
        )
        soon = sum(lag <= 9 for lag in lags)
        print(f"\n{len(lags)} {then} follow a told one of the {first}, {soon} of them within nine days: {lags}")


if __name__ == "__main__":
    main()
