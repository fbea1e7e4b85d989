"""What the tables of a pack say that loads and still is doubtful: names, parents in sets, parties, misspelt keys.

Must never repeat what reading the tables refuses. Invariant: findings come in the order of the pack's files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from difflib import get_close_matches

from contested.model.vocabulary import Side
from contested.theatre.checks.finding import Finding, Severity, listed, many
from contested.theatre.countries import countries
from contested.theatre.fold import fold_name
from contested.theatre.pack import Pack
from contested.theatre.table import PACKS
from contested.theatre.values import District

_KEYS = (
    *("title", "country", "iso", "default_set", "other_countries", "vintage", "bare_city", "person_words"),
    *("licences", "levels", "sets", "parties"),
)


def table_findings(pack: Pack) -> Iterator[Finding]:
    """Everything doubtful in the tables."""
    yield from _sheet(pack)
    yield from _provinces(pack)
    yield from _names(pack)
    yield from _sets(pack)
    yield from _voices(pack)


def _sheet(pack: Pack) -> Iterator[Finding]:
    for key in pack.sheet.unknown_keys:
        near = get_close_matches(key, _KEYS, 1)
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.unknown-key",
            message=f"the key {key} means nothing here and is not read",
            remedy=f"Did you mean {near[0]}?" if near else "Take it out, or see docs/reference/theatre.md.",
            file="theatre.toml",
            line=pack.sheet.line_of(key),
        )
    country = pack.sheet.country_id
    if country and country not in {one.id for one in countries(PACKS / "countries.csv")}:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.unknown-country",
            message=f"iso is {country}, which is no country's code",
            remedy="Give ISO 3166-1 alpha-2, such as SD, or take it out.",
            file="theatre.toml",
            line=pack.sheet.line_of("iso"),
        )
    if pack.districts and not pack.sheet.default_set:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.no-default-set",
            message="there are units and no default_set, so maps and tables have nothing to show",
            remedy="Declare a district set with [[sets]], list it for its units, and name it as default_set.",
            file="theatre.toml",
        )
    for key in sorted(pack.sheet.bare_city - pack.districts.keys()):
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.unknown-city",
            message=f"bare_city names {key}, which is no unit of units.csv",
            remedy="Correct the P-code, or take it out.",
            file="theatre.toml",
            line=pack.sheet.line_of("bare_city"),
        )


def _provinces(pack: Pack) -> Iterator[Finding]:
    filled = {district.province_id for district in pack.districts.values()}
    empty = [province.name for key, province in pack.provinces.items() if key not in filled]
    if empty:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.empty-province",
            message=f"no unit lies in {listed(empty)}",
            remedy="Add their units, or correct the province_id of those that lie there.",
            file="provinces.csv",
        )
    if len(pack.provinces) == 1 and len(pack.districts) > 20:
        yield Finding(
            severity=Severity.NOTE,
            code="theatre.one-province",
            message=f"all {len(pack.districts)} units lie in one province, so it tells no name from another",
            remedy="Give the provinces too: contested theatre new --admin1 FILE.",
            file="provinces.csv",
        )


def _names(pack: Pack) -> Iterator[Finding]:
    bearers: dict[str, list[District]] = defaultdict(list)
    for district in pack.districts.values():
        bearers[fold_name(district.name)].append(district)
    across = []
    for same in bearers.values():
        if len(same) < 2:
            continue
        if len({district.province_id for district in same}) == len(same):
            across.append(same[0].name)
            continue
        ids = ", ".join(district.id for district in same)
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.name-twice",
            message=f"{ids} are all called {same[0].name}, some of them in one province: no report can tell them",
            remedy="Name them apart, or see whether one of them should not be there.",
            file="units.csv",
            line=pack.lines[("units.csv", same[1].id)],
        )
    if across:
        yield Finding(
            severity=Severity.NOTE,
            code="theatre.name-shared",
            message=f"{many(len(across), 'name')} borne by units of several provinces: {listed(sorted(across))}",
            remedy="Nothing: they are told apart by the province a report names, or left undecided.",
            file="units.csv",
        )


def _sets(pack: Pack) -> Iterator[Finding]:
    homeless = [district.name for district in pack.districts.values() if not district.sets]
    if homeless:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.unit-in-no-set",
            message=f"{listed(homeless)} in no district set, so never on a map or in a count",
            remedy="List at least one set for each unit.",
            file="units.csv",
        )
    for set_id in pack.sheet.sets:
        lost = [
            district.name
            for key, district in pack.districts.items()
            if set_id not in district.sets and (key, set_id) not in pack.parents
        ]
        if lost:
            yield Finding(
                severity=Severity.WARNING,
                code="theatre.no-crosswalk",
                message=f"set {set_id} has neither {listed(lost)} nor the unit on whose ground each lies",
                remedy="Add a row to sets.csv for each: set, unit, and the parent in that set.",
                file="sets.csv",
            )
    for (unit, set_id), parent in pack.parents.items():
        if unit in pack.districts and set_id in pack.districts[unit].sets:
            yield Finding(
                severity=Severity.NOTE,
                code="theatre.needless-parent",
                message=f"{unit} is itself in set {set_id}; its parent there, {parent}, is never used",
                remedy="Take the row out, or the set from the unit's list.",
                file="sets.csv",
            )


def _voices(pack: Pack) -> Iterator[Finding]:
    sides = {party.side for party in pack.sheet.parties.values()}
    missing = [side.value for side in (Side.GOVERNMENT, Side.INSURGENT) if side not in sides]
    if missing:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.no-side",
            message=f"no party stands on the side {' or '.join(missing)}, so nobody can gain a district for it",
            remedy="Declare the parties of the conflict with [[parties]].",
            file="theatre.toml",
        )
    for party in pack.sheet.parties.values():
        if party.valid_from and party.valid_to and party.valid_to <= party.valid_from:
            yield Finding(
                severity=Severity.ERROR,
                code="theatre.period-turned-round",
                message=f"the party {party.id} ends on {party.valid_to}, and begins on {party.valid_from}",
                remedy="valid_to is the first day on which it no longer is a party.",
                file="theatre.toml",
                line=pack.sheet.line_of(f'"{party.id}"'),
            )
    if not pack.sources:
        yield Finding(
            severity=Severity.NOTE,
            code="theatre.no-sources",
            message="no outlet or official is graded; all count as F, reliability not to be judged",
            remedy="List the outlets you read in sources.csv, each with a letter and its reason.",
            file="sources.csv",
        )
    if not pack.actors:
        yield Finding(
            severity=Severity.WARNING,
            code="theatre.no-actors",
            message="no words name a party, so no speaker or actor can be told from another",
            remedy="List names, groups and offices of each party in actors.csv.",
            file="actors.csv",
        )
