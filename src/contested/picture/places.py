"""From what a person types to one district: a P-code, or a name that means only one.

Must never pick one of several. Invariant: what it returns is a district of the theatre.
"""

from __future__ import annotations

import difflib

from contested.errors import QueryError
from contested.theatre.theatre import Theatre
from contested.theatre.values import District

_NEAR_SHOWN = 5


def resolve_place(theatre: Theatre, text: str) -> District:
    """The district a P-code or name means. "Arghandab, Kandahar" names the province too.

    Raises:
        QueryError: ``query.ambiguous-place`` with the candidates, ``query.unknown-place`` with near names.
    """
    wanted = text.strip()
    by_id = theatre.districts.get(wanted.upper())
    if by_id is not None:
        return by_id
    name, _, province = (part.strip() for part in wanted.partition(","))
    found = [u for u in theatre.lookup(name, admin1=province or None) if isinstance(u, District)] if name else []
    preferred = [u for u in found if theatre.default_set in u.sets] or found
    exact = [u for u in preferred if name.casefold() in (u.name.casefold(), u.official_name.casefold())]
    chosen = exact if len(exact) == 1 and not province else preferred
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        raise QueryError(
            f"{wanted!r} may be any of {len(chosen)} districts: {_listed(chosen)}",
            code="query.ambiguous-place",
            remedy='Give the P-code, or add the province after a comma, as in "Arghandab, Kandahar".',
        )
    near = _near(theatre, name)
    raise QueryError(
        f"{wanted!r} is no district of {theatre.title}" + (f"; near to it: {_listed(near)}" if near else ""),
        code="query.unknown-place",
        remedy="Give a district's name or its P-code.",
    )


def places_within(theatre: Theatre, text: str) -> frozenset[str]:
    """The ids of a district, or of all of a province (by its P-code), with the smaller places inside.

    Raises:
        QueryError: as ``resolve_place``.
    """
    wanted = text.strip().upper()
    if wanted in theatre.provinces:
        inside = {d.id for d in theatre.districts.values() if d.province_id == wanted}
        whole = {wanted, *inside}
    else:
        whole = inside = {resolve_place(theatre, text).id}
    return frozenset({*whole, *(p.id for p in theatre.places.values() if p.district_id in inside)})


def _listed(districts: list[District]) -> str:
    return ", ".join(f"{d.name} in {d.province_name} ({d.id})" for d in districts)


def _near(theatre: Theatre, name: str) -> list[District]:
    by_name: dict[str, list[District]] = {}
    for district in theatre.districts.values():
        for spelling in {district.name.casefold(), district.official_name.casefold()}:
            by_name.setdefault(spelling, []).append(district)
    close = difflib.get_close_matches(name.casefold(), by_name, n=_NEAR_SHOWN, cutoff=0.7)
    unique = {district.id: district for spelling in close for district in by_name[spelling]}
    return list(unique.values())[:_NEAR_SHOWN]
