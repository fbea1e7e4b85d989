"""A tally as read from a claim: unit, base, scope, stock or flow.

Owns the way from a machine-read ``control_tally`` claim to a ``Tally``. Must never guess a holder or a number
that the claim does not give.
"""

from __future__ import annotations

import re

from contested.model import edtf
from contested.model.claim import Claim, Quantity
from contested.model.instants import publication_day
from contested.model.report import Report
from contested.model.tally import Tally, with_id
from contested.model.vocabulary import Kind, PlaceLevel
from contested.theatre.theatre import Theatre

_FLOW = re.compile(
    r"\b(?:take|takes|taken|took|captur\w+|fell|fall|falls|fallen|seiz\w+|overr[au]n\w*|lost|conquer\w+|retak\w+"
    r"|retook|recaptur\w+|gained|abandon\w*|changed hands|won back|(?:come|came|coming) under)\b",
    re.IGNORECASE,
)
_DISTRICTS_OF = re.compile(r"\bdistricts? (?:of|in) (?:[a-z]+ )*(?P<area>[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*)")
_SHARE = re.compile(r"\b(?:third|thirds|half|quarters?|per ?cent|majority|share)\b|%", re.IGNORECASE)
_CENTRE = re.compile(r"\bdistrict (?:cent(?:re|er)s?|capitals?)\b", re.IGNORECASE)
_CAPITAL = re.compile(r"\bprovincial capitals?\b", re.IGNORECASE)
_ROUGH = r"\b(?:nearly|about|almost|around|roughly|some|approximately|close to)\s+{}\b"


def tally_of(claim: Claim, report: Report, theatre: Theatre) -> Tally | None:
    """The tally a claim makes, or None where it is no tally, names no number or no holder."""
    holder = claim.holder or claim.actor_party
    quantity = claim.quantity
    if claim.kind != Kind.CONTROL_TALLY or quantity is None or holder is None:
        return None
    scope, scope_id = _scope(claim, theatre)
    published = report.published
    published_day = publication_day(published).isoformat() if published else None
    flow = bool(_FLOW.search(claim.words))
    first, last = edtf.day_bounds(claim.event) if claim.event else (None, None)
    return with_id(
        Tally(
            claimant=claim.speaker.name if claim.speaker else report.outlet or "unnamed outlet",
            publisher=report.outlet,
            url=report.url,
            report_id=report.id,
            claim_id=claim.id,
            scope=scope,
            scope_id=scope_id,
            as_of=last.isoformat() if last else published_day,
            published=published,
            unit=_unit(claim.words, quantity),
            denominator=_denominator(claim.words, quantity),
            holder=holder,
            low=quantity.low,
            high=quantity.high,
            stock_or_flow="flow" if flow else "stock",
            baseline=first.isoformat() if flow and first and first != last else None,
            words=claim.words,
        )
    )


def _unit(words: str, quantity: Quantity) -> str:
    """What is counted, in the words of ``Tally.unit``."""
    counted = f"{quantity.unit or ''} {quantity.verbatim}"
    named = counted if quantity.unit else f"{counted} {words}"
    if re.search(r"\bdistricts? and (?:district )?cent(?:re|er)s?\b", f"{named} {words}", re.IGNORECASE):
        unit = "districts and district centres"
    elif _CAPITAL.search(named):
        unit = "provincial_capital"
    elif _CENTRE.search(named):
        unit = "district_centre"
    elif re.search(r"\bdistricts?\b", named, re.IGNORECASE):
        unit = "district"
    elif re.search(r"\bprovinces?\b", named, re.IGNORECASE):
        unit = "province"
    else:
        unit = (quantity.unit or "unit").strip()
    if _SHARE.search(quantity.verbatim):
        plural = unit if unit.endswith("s") else f"{unit}s"
        return f"share of {plural.replace('_', ' ')}"
    return unit


def _denominator(words: str, quantity: Quantity) -> str | None:
    """The base as claimed; with a tilde where the words only say it roughly."""
    if quantity.of is None:
        return None
    rough = re.search(_ROUGH.format(quantity.of), f"{quantity.verbatim} | {words}", re.IGNORECASE)
    return f"~{quantity.of}" if rough else str(quantity.of)


def _scope(claim: Claim, theatre: Theatre) -> tuple[str, str | None]:
    """The area counted over: the only province named, else the whole theatre; open where several are named.

    "Districts of Kandahar" means the province, whatever its name alone would be grounded to.
    """
    counted_in = _DISTRICTS_OF.search(claim.words)
    if counted_in:
        meant = [u for u in theatre.lookup(counted_in["area"]) if u.id in theatre.provinces]
        if len(meant) == 1:
            return meant[0].name, meant[0].id
    provinces = [p for p in claim.places if p.level == PlaceLevel.PROVINCE or p.id in theatre.provinces]
    whole = theatre.country or theatre.title
    if not provinces:
        return whole, None
    if len({p.id for p in provinces}) == 1:
        only = provinces[0]
        province = theatre.provinces.get(only.id or "")
        return (province.name if province else only.name), only.id
    return " and ".join(p.name for p in provinces), None
