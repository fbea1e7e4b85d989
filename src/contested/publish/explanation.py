"""One district's verdict as JSON: every voice with its words, its speaker and what it weighs.

Owns the keys. Names of private persons are masked unless asked for by name of the option (``reveal``).
"""

from __future__ import annotations

from contested.model.assessment import Contribution, Explanation
from contested.model.instants import format_instant
from contested.model.observation import Observation
from contested.publish.control import Json
from contested.publish.masking import Mask, mask_for


def explain_json(explanation: Explanation, *, reveal: bool = False) -> Json:
    """The explanation as ``contested explain PLACE --format json`` prints it."""
    verdict = explanation.assessment
    mask = mask_for(explanation, reveal=reveal)
    return {
        "theatre": explanation.theatre,
        "district_set": explanation.district_set,
        "as_of": explanation.as_of.isoformat(),
        "known_at": format_instant(explanation.known_at),
        "clock": explanation.clock,
        "place": verdict.place,
        "name": verdict.name,
        "admin1": verdict.admin1,
        "state": verdict.state.value,
        "party": verdict.party,
        "probability": verdict.probability,
        "likelihood": verdict.likelihood,
        "grade": verdict.grade.value,
        "days_since_evidence": verdict.days_since_evidence,
        "because": verdict.because,
        "reviewed": False,
        "voices": [_voice(c, mask) for c in verdict.contributions],
        "set_aside": [
            {"reason": aside.reason, **_observation(aside.observation, mask)} for aside in explanation.set_aside
        ],
        "beliefs": dict(verdict.beliefs),
        "baselines": dict(verdict.baselines),
        "hindsight": explanation.hindsight,
    }


def _voice(contribution: Contribution, mask: Mask) -> Json:
    voice = contribution.voice
    return {
        "says": voice.says or "contested",
        "supports": contribution.supports,
        "decisive": contribution.decisive,
        "relation": contribution.relation.value,
        "weight": contribution.weight,
        "reason": mask.words(contribution.reason),
        **_observation(voice.lead, mask),
        "first_day": voice.first_day.isoformat() if voice.first_day else None,
        "last_day": voice.last_day.isoformat(),
        "joined_because": mask.words(voice.joined_because),
        "claims": [copy.claim.id for copy in voice.copies],
        "copies": [
            {
                "claim": copy.claim.id,
                "report": copy.report.id,
                "outlet": copy.report.outlet,
                "url": copy.report.url,
                "published": copy.report.published,
            }
            for copy in voice.copies
        ],
        "decibans": round(contribution.decibans, 2),
        "reliability": contribution.reliability,
        "credibility": contribution.credibility,
    }


def _observation(observation: Observation, mask: Mask) -> Json:
    claim, report = observation.claim, observation.report
    speaker = claim.speaker
    return {
        "claim": claim.id,
        "kind": claim.kind.value,
        "stance": claim.stance.value,
        "speaker": mask.speaker(speaker) if speaker else None,
        "role": mask.words(speaker.role) if speaker and speaker.role else None,
        "party": speaker.party if speaker else None,
        "side": speaker.side.value if speaker else "media",
        "via": claim.via,
        "outlet": report.outlet,
        "url": report.url,
        "published": report.published,
        "event": claim.event,
        "outcome": claim.outcome.value if claim.outcome else None,
        "holder": claim.holder,
        "words": mask.words(claim.words),
        "words_are": "quote" if claim.quote is not None else "coder's statement",
    }
