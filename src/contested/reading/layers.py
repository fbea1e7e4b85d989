"""What the reader saw in a report, before any claim is made of it: one line of ``contested annotate``.

Owns the form of that line (design, section 3) and nothing else: every layer is found elsewhere. Sentences and
attributions are those of the paragraphs that are read for claims; times, quantities and places are looked for in
the whole text, headings and captions too. Spans are half-open code point offsets into the report's text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec

from contested.model.report import Report
from contested.reading.arbitrated_speech import both_marked, marked_cues
from contested.reading.attribution import find_attributions
from contested.reading.marked_speech import Marked, marked_speech
from contested.reading.paragraphs import ParagraphKind
from contested.reading.parse.view import ParseView
from contested.reading.parsed_passages import parse_passages
from contested.reading.parsed_speech import parsed_speech
from contested.reading.passages import Passage, Span, read_passages
from contested.reading.quantities import NumberMention, find_quantities
from contested.reading.speaker_rates import speaker_rate, way_of_frame
from contested.reading.speakers import Speakers
from contested.reading.time_mention import TimeMention
from contested.theatre.grounding import Grounding
from contested.theatre.theatre import Theatre


class ToAnnotate(msgspec.Struct, frozen=True):
    """A report whose layers are asked for.

    Attributes:
        report: ``id`` is the giver's id where there is one.
        theatre: Where its places are looked up and who may speak.
        oracle_places: Spans of the names to ground; then ``places`` has one entry for each, in this order, and
            no others.
    """

    report: Report
    theatre: Theatre
    oracle_places: Sequence[tuple[int, int]] | None = None


def layers_line(
    report: Report, theatre: Theatre, oracle_places: Sequence[tuple[int, int]] | None = None
) -> dict[str, Any]:
    """The layers of one report, ready for JSON; arguments as for ``ToAnnotate``."""
    return layers_lines([ToAnnotate(report, theatre, oracle_places)])[0]


def layers_lines(asked: Sequence[ToAnnotate]) -> list[dict[str, Any]]:
    """The layers of several reports: the same for each as alone, but their sentences are parsed together."""
    named = [one.theatre.grounder.ground(one.report.text) for one in asked]
    passages = [
        read_passages(one.report, one.theatre, kinds=frozenset(ParagraphKind), named=of_report)
        for one, of_report in zip(asked, named, strict=True)
    ]
    bodies = [[p for p in of_report if p.kind is ParagraphKind.BODY] for of_report in passages]
    views = iter(parse_passages([p for body in bodies for p in body]))
    return [
        _line(one, places, of_report, body, [next(views) for _ in body])
        for one, places, of_report, body in zip(asked, named, passages, bodies, strict=True)
    ]


def _line(
    asked: ToAnnotate,
    named: Sequence[Grounding],
    passages: Sequence[Passage],
    body: Sequence[Passage],
    views: Sequence[ParseView],
) -> dict[str, Any]:
    report, theatre = asked.report, asked.theatre
    speakers = Speakers(theatre, shouting=any(p.shouting for p in body))
    attributions = find_attributions(body, theatre, speakers, stands=True)
    framed = marked_speech(body, attributions)
    parsed = [one for p, view in zip(body, views, strict=True) for one in parsed_speech(p, view, *marked_cues())]
    return {
        "id": report.external_id or report.id,
        "sentences": [[p.start, p.end] for p in body],
        "attributions": [_attribution(marked, report.text) for marked in both_marked(framed, parsed)],
        "times": [_time(t) for p in passages for t in p.times],
        "quantities": [_quantity(q) for p in passages for q in find_quantities(p.text, p.tokens, p.times)],
        "places": [_place(g) for g in _groundings(asked, named)],
    }


def _spans(*spans: Span | None) -> list[list[int]]:
    return [list(span) for span in spans if span is not None]


def _attribution(attribution: Marked, text: str) -> dict[str, Any]:
    return {
        "source": _spans(attribution.source),
        "cue": _spans(attribution.cue),
        "content": _spans(*attribution.content),
        "confidence": round(speaker_rate(way_of_frame(attribution.frame, attribution.source, text)), 3),
    }


def _time(time: TimeMention) -> dict[str, Any]:
    return {"span": [time.start, time.end], "type": time.type, "value": time.value, "edtf": time.edtf}


def _quantity(quantity: NumberMention) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "span": [quantity.start, quantity.end],
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "change": quantity.change,
        "unit": quantity.unit,
    }
    return shown if quantity.of is None else shown | {"of": quantity.of}


def _groundings(asked: ToAnnotate, named: Sequence[Grounding]) -> Sequence[Grounding]:
    if asked.oracle_places is None:
        return named
    return asked.theatre.grounder.ground_spans(asked.report.text, [(a, b) for a, b in asked.oracle_places])


def _place(grounding: Grounding) -> dict[str, Any]:
    return {
        "span": [grounding.start, grounding.end],
        "name": grounding.name,
        "id": grounding.id,
        "lat": grounding.lat,
        "lon": grounding.lon,
        "level": grounding.level,
    }
