"""Incidents, disputes and sources' records as JSON objects: the one form for the command line and for the API.

Owns these objects. Invariant: whatever words leave here have gone through the mask.
"""

from __future__ import annotations

from contested.assessment.casualty_counts import TollCount
from contested.assessment.disputes import Disputes
from contested.assessment.incidents import Incident
from contested.assessment.source_record import SourceRecord
from contested.model.observation import Observation
from contested.publish.links import safe_url
from contested.publish.masking import Mask
from contested.theatre.theatre import Theatre

Json = dict[str, object]


def incident_json(incident: Incident, theatre: Theatre, mask: Mask) -> Json:
    """An incident with its claims."""
    name, admin1 = place_names(theatre, incident.place)
    return {
        "incident": incident.id,
        "sort": incident.sort.value,
        "place": incident.place or None,
        "name": name,
        "admin1": admin1,
        "gains": incident.gains,
        "first_day": incident.first_day and incident.first_day.isoformat(),
        "last_day": incident.last_day.isoformat(),
        "parties": list(incident.parties),
        "denials": [observation.claim.id for observation in incident.denials],
        "tolls": [toll_json(toll, mask) for toll in incident.tolls],
        "claims": [
            {**claim_json(link.observation, mask), "because": mask.words(link.because)} for link in incident.links
        ],
    }


def toll_json(toll: TollCount, mask: Mask) -> Json:
    """A toll with who counted what."""
    return {
        "measure": toll.measure,
        "victims": toll.victims,
        "low": toll.low,
        "best": toll.best,
        "high": toll.high,
        "because": toll.because,
        "opposed": [list(pair) for pair in toll.opposed],
        "utterances": [
            {
                **_who(utterance.lead, mask),
                "low": utterance.low,
                "high": utterance.high,
                "standing": utterance.standing_words,
                "because": mask.words(utterance.because),
                "claims": [observation.claim.id for observation in utterance.claims],
            }
            for utterance in toll.utterances
        ],
    }


def disputes_json(found: Disputes, theatre: Theatre, mask: Mask) -> Json:
    """All contradictions, both sides with their claims."""
    places = []
    for dispute in found.places:
        name, admin1 = place_names(theatre, dispute.place)
        sides = [
            {
                "holder": side.holder,
                "speakers": side.speakers,
                "claims": [claim_json(observation, mask) for observation in side.claims],
            }
            for side in dispute.sides
        ]
        places.append(
            {
                "place": dispute.place,
                "name": name,
                "admin1": admin1,
                "opposed": dispute.opposed,
                "sides": sides,
            }
        )
    return {
        "places": places,
        "denials": [
            {"denial": claim_json(d.denial, mask), "against": [claim_json(o, mask) for o in d.against]}
            for d in found.denials
        ],
        "tolls": [
            {"incident": d.incident.id, "place": d.incident.place or None, **toll_json(d.toll, mask)}
            for d in found.tolls
        ],
        "denied_tolls": [claim_json(observation, mask) for observation in found.denied_tolls],
    }


def record_json(record: SourceRecord, mask: Mask) -> Json:
    """How often a source was borne out by others."""
    speaker = record.example.claim.speaker
    return {
        "name": mask.speaker(speaker) if speaker else record.name,
        "carrier": record.carrier,
        "gains": record.gains,
        "borne_out": record.total.borne_out,
        "contradicted": record.total.contradicted,
        "open": record.total.open,
        "share": None if record.share is None else round(record.share, 4),
        "factor": record.factor,
        "by_month": {
            month: {"borne_out": t.borne_out, "contradicted": t.contradicted, "open": t.open}
            for month, t in record.by_month
        },
    }


def claim_json(observation: Observation, mask: Mask) -> Json:
    """A claim with its speaker, its report and its words."""
    claim, report = observation.claim, observation.report
    return {
        "claim": claim.id,
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        **_who(observation, mask),
        "via": mask.words(claim.via) if claim.via else claim.via,
        "outlet": report.outlet,
        "url": safe_url(report.url),
        "published": report.published,
        "event": claim.event,
        "holder": claim.holder,
        "words": mask.words(claim.words),
        "words_are": "quote" if claim.quote is not None else "coder's statement",
    }


def place_names(theatre: Theatre, place: str) -> tuple[str | None, str | None]:
    """Display names of a place and its province."""
    unit = theatre.unit(place) if place else None
    if unit is None:
        return place or None, None
    province = theatre.provinces.get(theatre.province_of(unit) or "")
    return unit.name, province.name if province else None


def _who(observation: Observation, mask: Mask) -> Json:
    speaker = observation.claim.speaker
    if speaker is None:
        return {"speaker": None, "role": None, "party": None, "side": None}
    role = mask.words(speaker.role) if speaker.role else None
    return {
        "speaker": mask.speaker(speaker),
        "role": role,
        "party": speaker.party,
        "side": speaker.side.value,
    }
