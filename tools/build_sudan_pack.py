"""Build the Sudan pack's tables out of OCHA's P-codes and GeoNames' towns.

    python tools/build_sudan_pack.py --places DIR --out src/contested/theatre/packs/sudan

DIR holds ``sdn_pcodes.csv`` and ``sdn_places_geonames.csv``. Writes provinces.csv (states), units.csv
(localities) and names.csv; leaves the hand-written parts of the pack alone. ``tools/sudan/`` says by hand how the
press writes a name, which town is a locality's seat, and where a locality lies that has no town in the list. There
are no polygons whose licence allows them here: a unit is a point, that of its seat, or of what was set by hand,
or, where neither is known, the middle of its state's points. The same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import defaultdict
from pathlib import Path

from contested.theatre.fold import fold_name

HAND = Path(__file__).parent / "sudan"
SET = "189"
WEAK = frozenset(
    (
        *"Dali Bara Haya Kas Azum Beida Rashad Tina Medani Madani Halfa Golo Yassin Yasin Buram Radom".split(),
        *"Malha Baw Bau Kass Aroma Habila Katila Damso Adila Guli".split(),
        *("Blue Nile", "White Nile", "Red Sea", "River Nile", "Nile River"),
    )
)
STRICT = frozenset({"Northern", "Al Wihda", "Al Firdous", "Abyei PCA"})
WORDS = frozenset({"Salam", "Rahad", "Wihda", "Firdous", "Buram", "Malha", "Tadamon", "Nuhud", "Sunta", "Sunut"})
_ARTICLE = re.compile(r"(?:[AE][lsdrntj]|[Aa]l)[- ](?=[A-Z])")
_LONG = 5
_LATIN = re.compile(r"[A-ZÀ-ÖØ-Þ'‘Ā-ſḀ-ỿŢ][^\d()]*")


def table(path: Path) -> list[dict[str, str]]:
    """Read a table's rows as stripped cells."""
    with path.open(encoding="utf-8", newline="") as lines:
        return [{key: (value or "").strip() for key, value in row.items()} for row in csv.DictReader(lines)]


def write(path: Path, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """Write a table with Unix line ends."""
    with path.open("w", encoding="utf-8", newline="") as lines:
        out = csv.writer(lines, lineterminator="\n")
        out.writerow(header)
        out.writerows(rows)


def main() -> None:
    """Read the lists and the decisions, write the three tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--places", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    codes = table(given.places / "sdn_pcodes.csv")
    towns = {row["name"]: row for row in table(given.places / "sdn_places_geonames.csv")}
    states = {row["pcode"]: row for row in table(HAND / "states.csv")}
    hand = {row["pcode"]: row for row in table(HAND / "localities.csv")}
    points = {code: point(row, towns) for code, row in hand.items()}
    localities = [row for row in codes if row["Admin Level"] == "2"]
    middles = middles_of(localities, points)
    units, names, provinces = [], [], []
    for row in (r for r in codes if r["Admin Level"] == "1"):
        code, display = row["P-Code"], states[row["P-Code"]]["name"]
        provinces.append((code, display, row["Name"], "", *middles[code]))
        names += spellings(code, [display, row["Name"], *listed(states[code])], "")
    for row in sorted(localities, key=lambda r: r["P-Code"]):
        code, state = row["P-Code"], row["Parent P-Code"]
        said = hand.get(code, {})
        display = said.get("name") or row["Name"]
        town = towns.get(said.get("town", ""))
        units.append(
            (
                code,
                display,
                row["Name"],
                local_name(town),
                state,
                said.get("capital", ""),
                *points.get(code, middles[state]),
                code,
                SET,
            )
        )
        names += spellings(code, [display, re.sub(r" - [A-Z]{2}$", "", row["Name"]), *listed(said)], "hand, OCHA")
        names += spellings(code, of_town(town), "GeoNames")
    write(given.out / "provinces.csv", ("id", "name", "official_name", "local_name", "lat", "lon"), provinces)
    columns = (
        "id",
        "name",
        "official_name",
        "local_name",
        "province_id",
        "capital",
        "lat",
        "lon",
        "map_id",
        "sets",
    )
    write(given.out / "units.csv", columns, units)
    once = {(row[0], fold_name(row[1])): row for row in reversed(names)}
    write(given.out / "names.csv", ("id", "variant", "script", "source", "use"), sorted(once.values()))


def point(row: dict[str, str], towns: dict[str, dict[str, str]]) -> tuple[str, str]:
    """Where a locality lies: its seat, or what was set by hand."""
    town = towns.get(row["town"])
    return (town["lat"], town["lon"]) if town else (row["lat"], row["lon"])


def middles_of(localities: list[dict[str, str]], points: dict[str, tuple[str, str]]) -> dict[str, tuple[str, str]]:
    """The middle of each state's known points."""
    inside: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in localities:
        if row["P-Code"] in points:
            inside[row["Parent P-Code"]].append(points[row["P-Code"]])
    return {
        state: (
            f"{sum(float(lat) for lat, _ in known) / len(known):.3f}",
            f"{sum(float(lon) for _, lon in known) / len(known):.3f}",
        )
        for state, known in inside.items()
    }


def listed(row: dict[str, str]) -> list[str]:
    """The further names of a row made by hand."""
    return [name for name in row.get("names", "").split("|") if name]


def of_town(town: dict[str, str] | None) -> list[str]:
    """The names of a town in Latin and Arabic script."""
    if town is None:
        return []
    every = [town["name"], *town["alternates"].split("|")]
    return [n for n in every if len(n) > 3 and (_LATIN.fullmatch(n) or is_arabic(n)) and not n.isupper()]


def is_arabic(name: str) -> bool:
    """Whether a name is written in Arabic script only."""
    return all("\u0600" <= letter <= "\u06ff" or letter == " " for letter in name)


def local_name(town: dict[str, str] | None) -> str:
    """The town's first name in Arabic script, or nothing."""
    return next((name for name in of_town(town) if is_arabic(name)), "")


def without_article(names: list[str]) -> list[str]:
    """Long names without their article: in "al-Fashir" a name may begin only at its capital."""
    bare = (_ARTICLE.sub("", name) for name in names if _ARTICLE.match(name))
    return [name for name in bare if len(name) >= _LONG and name not in WORDS]


def spellings(code: str, names: list[str], source: str) -> list[tuple[str, ...]]:
    """Rows of names.csv."""
    rows = []
    for name in (*names, *without_article(names)):
        use = "strict" if name in STRICT else "weak" if name in WEAK else ""
        rows.append((code, name, "Arab" if is_arabic(name) else "Latn", source or "hand, OCHA", use))
    return rows


if __name__ == "__main__":
    main()
