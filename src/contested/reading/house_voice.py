"""Whose voice a transcript is, where the medium is a party's own: "(Radio Venceremos) -- [Text]".

Owns the dateline of a monitored broadcast. Must never make a speaker of a medium that is nobody's: an agency's own
voice is the outlet's. Invariant: a speaker found here belongs to a side of the war.
"""

from __future__ import annotations

import re

from contested.model.claim import Speaker
from contested.model.report import Report
from contested.model.vocabulary import Side
from contested.theatre.theatre import Theatre

_HEAD = 600  # code points: a dateline stands in the first lines
_MEDIUM = r"[A-Z][\w .'’-]{2,50}?"
_DATELINE = re.compile(
    rf"\((?P<named>{_MEDIUM})\) ?(?:--|–|—)"
    rf"|\((?:clandestine|CLANDESTINE)\) (?P<clandestine>{_MEDIUM})(?: in | IN | at | AT |,| ?--)"
)
_WARRING = (Side.GOVERNMENT, Side.INSURGENT)


def house_voice(report: Report, theatre: Theatre) -> Speaker | None:
    """The party's medium that a report is a transcript of; None for every other report."""
    found = _DATELINE.search(report.text, 0, _HEAD)
    if found is None:
        return None
    name = (found["named"] or found["clandestine"]).strip()
    party = theatre.party_of(name)
    side = theatre.side_of(party)
    return Speaker(name=name, party=party, side=side) if party and side in _WARRING else None
