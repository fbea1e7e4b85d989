"""What a new pack starts with besides its units: a ``theatre.toml`` and words for parties that every conflict has.

Must never name a real party of a conflict: who fights whom is for the maker of the pack to say. Invariant: what it
writes can be loaded as it is.
"""

from __future__ import annotations

import json

ACTORS = (
    ("government", "government", "office"),
    ("security forces", "government", "office"),
    ("army", "government", "office"),
    ("military", "government", "office"),
    ("soldiers", "government", "office"),
    ("troops", "government", "office"),
    ("police", "government", "office"),
    ("ministry", "government", "office"),
    ("governor", "government", "office"),
    ("officials", "government", "office"),
    ("rebels", "armed-opposition", "group"),
    ("rebel", "armed-opposition", "group"),
    ("insurgents", "armed-opposition", "group"),
    ("militants", "armed-opposition", "group"),
    ("residents", "civilians", "group"),
    ("villagers", "civilians", "group"),
    ("civilians", "civilians", "group"),
    ("United Nations", "un", "name"),
    ("UN", "un", "name"),
    ("analysts", "analysts", "group"),
)
_PARTIES = (
    ("government", "Government", "government"),
    ("armed-opposition", "Armed opposition", "insurgent"),
    ("other-states", "Other states", "foreign_state"),
    ("un", "United Nations and aid organisations", "international_org"),
    ("press", "Press", "media"),
    ("civilians", "Civilians", "civilian"),
    ("analysts", "Analysts", "unknown"),
    ("unknown", "Unknown", "unknown"),
)
_LEVELS = """[levels]                       # the words that say what a name means
district = ["district", "districts"]
province = ["province", "provinces", "region", "regions"]
city = ["city", "cities", "town", "towns"]
base = ["air base", "airbase", "military base", "army base", "airport"]
border_crossing = ["border crossing", "border crossings", "border post", "crossing point"]
"""


def starting_sheet(
    *,
    title: str,
    country_id: str | None,
    set_id: str,
    count: int,
    note: str,
    licences: list[str],
    year: int | None,
) -> str:
    """The text of a ``theatre.toml``.

    Args:
        title: Of the theatre; taken for the country's name too.
        country_id: ISO 3166-1 alpha-2, or None.
        set_id: Id of its one district set.
        count: How many units that set has by right.
        note: Where the set is from.
        licences: Lines to print wherever the data are published.
        year: The year whose units these are, or None where nobody said.
    """
    vintage = f"vintage = {year}                 # the year whose units these are\n"
    lines = [
        "# Written by `contested theatre new`. Go on by hand; `contested theatre check` says what is missing.",
        f"title = {_quoted(title)}",
        f"country = {_quoted(title if country_id else '')}",
        *([f"iso = {_quoted(country_id)}"] if country_id else []),
        f"default_set = {_quoted(set_id)}",
        'other_countries = "other-states"   # party of every country that no party below claims',
        vintage.rstrip() if year else f"# {vintage.replace(str(year), '2024').rstrip()}",
        "licences = [",
        *(f"  {_quoted(line)}," for line in licences),
        "]",
        "",
        _LEVELS,
        "[[sets]]",
        f"id = {_quoted(set_id)}",
        f"title = {_quoted(f'{count} units')}",
        f"count = {count}",
        f"note = {_quoted(note)}",
    ]
    for party, name, side in _PARTIES:
        lines += ["", "[[parties]]", f'id = "{party}"', f'name = "{name}"', f'side = "{side}"']
        if party == "government" and country_id:
            lines.append(f"countries = [{_quoted(country_id)}]")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML basic string: the same escapes as in JSON, and DEL, which JSON lets through."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
