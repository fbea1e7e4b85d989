"""Whether the units are those of the year they are taken for: their number beside the official one.

Owns the comparison with ``official_counts``. Must never say that a list is wrong: a war of 2014 is rightly told in
the units of 2014. Invariant: an error only where a pack says a year, or says none, and its number fits no list of
then.
"""

from __future__ import annotations

from collections.abc import Iterator

from contested.theatre.checks.finding import Finding, Severity
from contested.theatre.official_counts import official_counts
from contested.theatre.pack import Pack

_TOLERANCE = 0.04
"""Lists of one vintage differ by cities counted apart and disputed ground: 398 to 407 Afghan districts."""


def vintage_findings(pack: Pack) -> Iterator[Finding]:
    """What the number of units says about their vintage."""
    country = pack.sheet.country_id
    if not country or not pack.districts:
        return
    official = official_counts().get(country)
    if official is None or not official.second_level:
        yield _finding(
            pack,
            Severity.NOTE,
            f"no official number of units is known here for {country}, so the vintage is not checked",
            "Compare the number of units with a list you trust.",
        )
        return
    wanted = official.second_level
    counts = [sum(set_id in d.sets for d in pack.districts.values()) for set_id in pack.sheet.sets]
    counts = counts or [len(pack.districts)]
    nearest = min(counts, key=lambda count: abs(count - wanted))
    if abs(nearest - wanted) <= max(3, wanted * _TOLERANCE):
        return
    more = "too many" if nearest > wanted else "too few"
    told = (
        f"{nearest} units are {more} for {country}: OCHA's list of {official.year} has {wanted} second-level units"
    )
    year = pack.sheet.vintage
    if year is None:
        yield _finding(
            pack,
            Severity.ERROR,
            f"{told}, and theatre.toml does not say of which year these are",
            "Take a file of the right year, or say which year it is with vintage = YEAR.",
        )
    elif year >= official.year:
        yield _finding(
            pack,
            Severity.ERROR,
            f"{told}, and these are said to be of {year}",
            "Take the current file, or correct the vintage.",
        )
    else:
        yield _finding(
            pack,
            Severity.NOTE,
            f"{told}; these are said to be of {year}",
            "Nothing, if your reports speak of the units of that year.",
        )


def _finding(pack: Pack, severity: Severity, message: str, remedy: str) -> Finding:
    return Finding(
        severity=severity,
        code="theatre.vintage",
        message=message,
        remedy=remedy,
        file="theatre.toml",
        line=pack.sheet.line_of("vintage"),
    )
