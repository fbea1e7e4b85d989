"""Counts the units of each country in OCHA's list of P-codes: what `contested theatre check` compares a pack with.

    python tools/build_unit_counts.py global_pcodes_adm_1_2.csv.gz

The list is published by OCHA on the Humanitarian Data Exchange (CC BY-IGO 3.0); only counts and years are kept.
"""

from __future__ import annotations

import csv
import gzip
import sys
from collections import Counter, defaultdict
from pathlib import Path

TABLE = Path(__file__).resolve().parents[1] / "src/contested/theatre/packs/unit_counts.csv"


def main(source: str) -> None:
    """Write the table."""
    levels: dict[str, Counter[str]] = defaultdict(Counter)
    prefix: dict[str, str] = {}
    years: dict[str, int] = {}
    with gzip.open(source, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            iso3 = row["Location"]
            levels[iso3][row["Admin Level"]] += 1
            prefix[iso3] = row["P-Code"][:2]
            years[iso3] = max(years.get(iso3, 0), int(row["Valid from date"][:4]))
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("country", "iso3", "first_level", "second_level", "year"))
        for iso3, counted in sorted(levels.items()):
            table.writerow((prefix[iso3], iso3, counted["1"], counted["2"], years[iso3]))
    print(f"{len(levels)} countries in {TABLE.name}")


if __name__ == "__main__":
    main(sys.argv[1])
