"""The layers of a report as the annotation page lists them, and the marks they put on its text.

Owns the wording of the lists and which class each layer has. Must never decide anything: what the layers say is
shown as it is. Invariant: each entry of a list has an address in the page, and so has the place it came from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from contested.model.claim import Claim
from contested.publish.annotated_text import Mark, Pointer

Span = tuple[int, int]
_CHANGES = {"=": "as stated", "~": "about", ">": "more or at least", "<": "fewer or at most", "up": "up by"}
_CHANGES["down"] = "down by"


class Part(msgspec.Struct, frozen=True):
    """One stretch of an attribution: ``role`` is source, cue or content."""

    id: str
    role: str
    start: int
    end: int
    words: str


class ShownAttribution(msgspec.Struct, frozen=True):
    """One frame of saying, its parts in the order source, cue, content."""

    id: str
    number: int
    parts: tuple[Part, ...]


class ShownClaim(msgspec.Struct, frozen=True):
    """A claim as the list beside the text shows it; ``at`` is where its words begin in the text."""

    id: str
    at: str
    number: int
    start: int
    end: int
    kind: str
    stance: str
    speaker: str | None
    role: str | None
    side: str | None
    words: str
    facts: tuple[str, ...]
    against_interest: bool
    confidence: float


class ShownMention(msgspec.Struct, frozen=True):
    """A time, a quantity, a place, or a trigger that gave nothing."""

    id: str
    at: str
    number: int
    start: int
    end: int
    words: str
    says: str
    open: bool = False


def shown_attributions(found: Sequence[Mapping[str, Any]], text: str, key: str) -> list[ShownAttribution]:
    """The attributions, numbered from 1."""
    shown = []
    for number, one in enumerate(found, start=1):
        spans = [(role, a, b) for role in ("source", "cue", "content") for a, b in one[role]]
        parts = tuple(
            Part(f"{key}-a{number}-{n}", role, a, b, fit(text[a:b])) for n, (role, a, b) in enumerate(spans)
        )
        shown.append(ShownAttribution(f"{key}-A{number}", number, parts))
    return shown


def shown_claims(claims: Sequence[Claim], key: str) -> list[ShownClaim]:
    """The claims that have their place in the text, numbered from 1."""
    quoted = [(claim, claim.span) for claim in claims if claim.span is not None]
    return [
        _claim(claim, span, f"{key}-C{n}", f"{key}-c{n}", n) for n, (claim, span) in enumerate(quoted, start=1)
    ]


def _claim(claim: Claim, span: Span, id_: str, at: str, number: int) -> ShownClaim:
    speaker = claim.speaker
    facts = (
        ("actor", claim.actor),
        ("target", claim.target),
        ("places", ", ".join(f"{p.name} ({p.id or 'undecided'})" for p in claim.places)),
        ("event", claim.event),
        ("quantity", claim.quantity.verbatim if claim.quantity else None),
        ("via", claim.via),
        ("rule", claim.rule),
    )
    return ShownClaim(
        id_,
        at,
        number,
        *span,
        claim.kind.value.replace("_", " "),
        claim.stance.value.replace("_", " "),
        fit(speaker.name) if speaker else None,
        fit(speaker.role) if speaker and speaker.role else None,
        speaker.side.value.replace("_", " ") if speaker else None,
        fit(claim.words),
        tuple(fit(f"{name}: {value}") for name, value in facts if value),
        claim.against_interest,
        claim.confidence,
    )


def shown_times(found: Sequence[Mapping[str, Any]], text: str, key: str) -> list[ShownMention]:
    """The times with their value and the days they mean."""
    return [
        _mention(
            key, "t", n, one["span"], text, f"{one['type']} {one['value']}, {_days(one['edtf'])}", not one["edtf"]
        )
        for n, one in enumerate(found, start=1)
    ]


def _days(edtf: str | None) -> str:
    return f"EDTF {edtf}" if edtf else "EDTF open"


def shown_quantities(found: Sequence[Mapping[str, Any]], text: str, key: str) -> list[ShownMention]:
    """The quantities with bounds, change and unit."""
    return [_mention(key, "q", n, one["span"], text, _amount(one)) for n, one in enumerate(found, start=1)]


def _amount(one: Mapping[str, Any]) -> str:
    low, high = one["low"], one["high"]
    bounds = figure(low) if low is not None and low == high else f"{figure(low)} to {figure(high)}"
    whole = f" of {figure(one['of'])}" if one.get("of") is not None else ""
    unit = f" {one['unit']}" if one["unit"] else ""
    value = "" if one["value"] is None or one["value"] == low == high else f", value {figure(one['value'])}"
    change = str(one["change"])
    return fit(f"{bounds}{whole}{unit}{value}, {_CHANGES.get(change, change)} ({change})")


def figure(number: float | None) -> str:
    """A bound as people write it; None is no bound.

    >>> figure(1200.0), figure(0.5), figure(None)
    ('1,200', '0.5', 'open')
    """
    if number is None:
        return "open"
    return f"{int(number):,}" if number == int(number) else f"{number:,}"


def shown_places(found: Sequence[Mapping[str, Any]], key: str) -> list[ShownMention]:
    """The places with id and level, or open with what they may be."""
    shown = []
    for n, one in enumerate(found, start=1):
        level = str(one["level"] or "level open").replace("_", " ")
        if one["id"] is None:
            candidates = ", ".join(one.get("candidates") or ())
            says = f"undecided, {level}" + (f"; may be {candidates}" if candidates else "")
        else:
            says = f"{one['id']}, {level}"
        words = fit(str(one["name"]))
        start, end = one["span"]
        shown.append(
            ShownMention(f"{key}-P{n}", f"{key}-p{n}", n, start, end, words, fit(says), one["id"] is None)
        )
    return shown


def shown_unread(found: Sequence[Mapping[str, Any]], text: str, key: str) -> list[ShownMention]:
    """The triggers that gave no claim, each with its reason."""
    shown = []
    for n, one in enumerate(found, start=1):
        frame, reason = str(one["frame"]), str(one["reason"])
        said = reason if reason.startswith(frame) else f"{frame}: {reason}"
        shown.append(_mention(key, "w", n, one["span"], text, said))
    return shown


def _mention(
    key: str, letter: str, number: int, span: Sequence[int], text: str, says: str, undecided: bool = False
) -> ShownMention:
    start, end = span
    id_, at = f"{key}-{letter.upper()}{number}", f"{key}-{letter}{number}"
    return ShownMention(id_, at, number, start, end, fit(text[start:end]), fit(says), undecided)


def marks_of(
    sentences: Sequence[Sequence[int]],
    attributions: Sequence[ShownAttribution],
    claims: Sequence[ShownClaim],
    *,
    times: Sequence[ShownMention],
    quantities: Sequence[ShownMention],
    places: Sequence[ShownMention],
    unread: Sequence[ShownMention] | None,
) -> list[Mark]:
    """All marks on the text of one report, in the order in which they are drawn where several begin."""
    marks = [Mark(a, b, "sentence", tick=True) for a, b in sentences]
    for claim in claims:
        label = f"Claim {claim.number}: {claim.kind}, {claim.stance}"
        pointer = Pointer(claim.at, claim.id, claim.number, label, f"n-claim k{claim.number}")
        marks.append(Mark(claim.start, claim.end, f"claim k{claim.number}", pointer))
    for attribution in attributions:
        marks += _parts(attribution)
    for layer, mentions in (("time", times), ("quantity", quantities), ("place", places)):
        for one in mentions:
            look = f"{layer} open" if one.open else layer
            marks.append(Mark(one.start, one.end, look, tip=f"{layer}: {one.says}", entry=one.id, at=one.at))
    for one in unread or ():
        pointer = Pointer(one.at, one.id, one.number, f"Nothing read, {one.number}: {one.says}", "n-unread")
        marks.append(Mark(one.start, one.end, "unread", pointer))
    return marks


def _parts(attribution: ShownAttribution) -> list[Mark]:
    """Each part leads to the next, the last to the first; one that stands alone leads to the list."""
    parts, marks = attribution.parts, []
    for part, after in zip(parts, (*parts[1:], *parts[:1]), strict=True):
        alone = len(parts) == 1
        label = f"Attribution {attribution.number}, {part.role}; to {'the list' if alone else f'its {after.role}'}"
        number = attribution.number
        pointer = Pointer(
            part.id, attribution.id if alone else after.id, number, label, f"n-{part.role} a{number}"
        )
        marks.append(Mark(part.start, part.end, f"{part.role} a{number}", pointer))
    return marks


def fit(text: str) -> str:
    """The text without what no HTML file can hold: U+0000 and lone surrogates become U+FFFD."""
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
