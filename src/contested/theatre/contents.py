"""What a theatre holds, in numbers and short lists: what ``contested theatre show`` prints.

Must never judge; ``checks`` does. Invariant: every number is counted from the theatre, none is taken from its
notes.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from contested.theatre.theatre import Theatre
from contested.theatre.values import Party


def contents(theatre: Theatre) -> dict[str, Any]:
    """The contents of a theatre, ready for JSON."""
    places = [key for key in theatre.places if not _foreign(key, theatre)]
    own = {*theatre.districts, *theatre.provinces, *places}
    return {
        "name": theatre.name,
        "title": theatre.title,
        "country": theatre.country_id,
        "vintage": theatre.vintage,
        "levels": level_words(theatre),
        "default_set": theatre.default_set or None,
        "sets": [
            {"id": s.id, "title": s.title, "count": len(theatre.districts_of(s.id)), "note": s.note}
            for s in theatre.sets.values()
        ],
        "parties": [
            {"id": p.id, "name": p.name, "side": p.side, "valid_from": p.valid_from, "valid_to": p.valid_to}
            for p in theatre.parties.values()
        ],
        "provinces": len(theatre.provinces),
        "units": len(theatre.districts),
        "places": len(places),
        "names": len({(s.id, s.text) for s in theatre.spellings if s.id in own}),
        "actors": len(theatre.actors),
        "sources": len(theatre.sources),
        "polygons": len(theatre.polygons),
        "licences": list(theatre.licences),
    }


def level_words(theatre: Theatre) -> dict[str, list[str]]:
    """The words that say what a name means, by level, in the order of the pack."""
    found: dict[str, list[str]] = {}
    for word, level in theatre.words.by_word.items():
        found.setdefault(level.value, []).append(word)
    return found


def period_words(party: Party) -> str:
    """Between which days a party is one; valid_to is the first day on which it no longer is.

    >>> from datetime import date
    >>> from contested.model.vocabulary import Side
    >>> period_words(Party(id="g", name="G", side=Side.GOVERNMENT, valid_to=date(2021, 8, 16)))
    'until 2021-08-15'
    """
    since = f"from {party.valid_from}" if party.valid_from else ""
    until = f"until {party.valid_to - timedelta(days=1)}" if party.valid_to else ""
    return f"{since} {until}".strip()


def _foreign(place_id: str, theatre: Theatre) -> bool:
    """A country, or the capital of one, which every theatre has."""
    code = place_id.partition("-")[0]
    return code.isupper() and len(code) == 2 and code in theatre.places
