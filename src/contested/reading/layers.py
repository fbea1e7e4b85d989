"""What the reader saw in a report, before any claim is made of it: one line of ``contested annotate``.

Owns the form of that line (design, section 3) and nothing else: every layer is found elsewhere. Sentences and
attributions are those of the paragraphs that are read for claims; times, quantities and places are looked for in
the whole text, headings and captions too. Spans are half-open code point offsets into the report's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contested.model.report import Report
from contested.reading.attribution import find_attributions
from contested.reading.marked_speech import Marked, marked_speech
from contested.reading.numbers import Amount, find_amounts
from contested.reading.paragraphs import ParagraphKind
from contested.reading.passages import Passage, Span, read_passages
from contested.reading.speakers import Speakers
from contested.reading.times import TimeMention, TimeType
from contested.reading.trends import trend_of
from contested.reading.units import unit_of
from contested.theatre.grounding import Grounding
from contested.theatre.theatre import Theatre


def layers_line(
    report: Report, theatre: Theatre, oracle_places: Sequence[tuple[int, int]] | None = None
) -> dict[str, Any]:
    """The layers of one report, ready for JSON.

    Args:
        report: ``id`` is the giver's id where there is one.
        theatre: Where its places are looked up and who may speak.
        oracle_places: Spans of the names to ground; then ``places`` has one entry for each, in this order, and
            no others.
    """
    passages = read_passages(report, theatre, kinds=frozenset(ParagraphKind))
    body = [p for p in passages if p.kind is ParagraphKind.BODY]
    speakers = Speakers(theatre, shouting=any(p.shouting for p in body))
    attributions = find_attributions(body, theatre, speakers)
    return {
        "id": report.external_id or report.id,
        "sentences": [[p.start, p.end] for p in body],
        "attributions": [_attribution(marked) for marked in marked_speech(body, attributions)],
        "times": [_time(t) for p in passages for t in p.times],
        "quantities": [quantity for p in passages for quantity in _quantities(p)],
        "places": [_place(g) for g in _groundings(report.text, theatre, oracle_places)],
    }


def _spans(*spans: Span | None) -> list[list[int]]:
    return [list(span) for span in spans if span is not None]


def _attribution(attribution: Marked) -> dict[str, Any]:
    return {
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(*attribution.content),
    }


def _time(time: TimeMention) -> dict[str, Any]:
    return {"span": [time.start, time.end], "type": time.type, "value": time.value, "edtf": time.edtf}


def _quantities(passage: Passage) -> list[dict[str, Any]]:
    """Every number that counts or measures; those of dates and ranks ("fifth") and bare "one" are none."""
    dates = [t for t in passage.times if t.type is not TimeType.DURATION]
    found = []
    for amount in find_amounts(passage.tokens, wholes=False):
        if amount.ordinal or any(t.start < amount.end and amount.start < t.end for t in dates):
            continue
        unit = unit_of(passage.tokens, amount)
        if not _says_how_many(passage, amount, unit):
            continue
        trend = trend_of(passage.tokens, amount) if amount.change == "=" and amount.unit else None
        found.append(
            {
                "span": [amount.start, amount.end],
                "value": amount.value,
                "low": amount.low,
                "high": amount.high,
                "change": trend or amount.change,
                "unit": unit,
            }
        )
    return found


def _says_how_many(passage: Passage, amount: Amount, unit: str | None) -> bool:
    """Not "several", which names no number, nor "one", "once" and "half" that count nothing named."""
    if amount.value is None and amount.low is None and amount.high is None:
        return False
    return unit is not None or passage.text[amount.start].isnumeric() or (amount.value or 0) >= 2


def _groundings(text: str, theatre: Theatre, oracle_places: Sequence[Span] | None) -> Sequence[Grounding]:
    if oracle_places is None:
        return theatre.grounder.ground(text)
    return theatre.grounder.ground_spans(text, [(start, end) for start, end in oracle_places])


def _place(grounding: Grounding) -> dict[str, Any]:
    return {
        "span": [grounding.start, grounding.end],
        "name": grounding.name,
        "id": grounding.id,
        "lat": grounding.lat,
        "lon": grounding.lon,
        "level": grounding.level,
    }
