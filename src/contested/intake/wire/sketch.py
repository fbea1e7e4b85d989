"""What is kept of a report to compare it: its word runs, its anchors, who credits whom, when and where it stood.

Owns the sketch. The anchors are a MinHash of the text taken window by window (winnowing: Schleimer, Wilkerson and
Aiken 2003): every run of ``WINDOW + RUN - 1`` words that two texts share gives both a common anchor, however much
longer one of them is. Invariant: a pure function of the report; equal texts have equal keys.
"""

from __future__ import annotations

from hashlib import blake2b

import msgspec
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from contested.intake.wire.words import NOT_OWN, Units, Words, own_words
from contested.intake.wire_agencies import credited, relays
from contested.model.instants import publication_day
from contested.model.report import Report

RUN = 4
"""Words in a run: long enough that chance seldom repeats one, short enough to survive an editor."""
WINDOW = 8
LEAST_WORDS = 8
"""A text with fewer words of its own is too short to tell whether it was copied."""

Runs = NDArray[np.uint32]
_FACTORS = np.array(
    [0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0xD6E8FEB86659FD93], dtype=np.uint64
)


class Text(msgspec.Struct, frozen=True, eq=False):
    """One wording, however many reports print it.

    Attributes:
        key: Equal for equal wordings, and for no others.
        runs: Hash of each run of ``RUN`` words, in text order.
        units: For each word the number of its sentence, or ``NOT_OWN``.
        unit_words: For each sentence how many own words it has.
        own: How many own words there are.
        anchors: Sorted, each once.
        figures: The numbers written in digits outside quotation marks, as hashes.
    """

    key: bytes
    runs: Runs
    units: Units
    unit_words: NDArray[np.int32]
    own: int
    anchors: Runs
    figures: frozenset[int]


class Sketch(msgspec.Struct, frozen=True, eq=False):
    """One report as it is compared.

    Attributes:
        label: How it is called in a reason: what its giver calls it, and its outlet.
        address: Outlet and address where it has both, else None: two reports of one address are versions.
        day: Day of publication as an ordinal, or None.
        given: The family its giver states, or None.
        language: As its giver or the detection said.
        credits: Agencies credited with its text, sorted.
        relayed: Agencies it passes on in words of its own, sorted.
    """

    report_id: str
    text: Text
    label: str
    address: str | None
    day: int | None
    given: str | None
    language: str | None
    credits: tuple[str, ...]
    relayed: tuple[str, ...]


def sketch_text(text: str) -> Text:
    """The sketch of a wording."""
    words, units, figures = own_words(text)
    runs = _runs(words)
    own = units != NOT_OWN
    unit_words = np.bincount(units[own]) if own.any() else np.zeros(0, dtype=np.int64)
    return Text(
        key=blake2b(words.tobytes() + units.tobytes(), digest_size=16).digest(),
        runs=runs,
        units=units,
        unit_words=unit_words.astype(np.int32),
        own=int(own.sum()),
        anchors=_anchors(runs[own[: len(runs)]]),
        figures=figures,
    )


def _runs(words: Words) -> Runs:
    if len(words) < RUN:
        return np.zeros(0, dtype=np.uint32)
    count = len(words) - RUN + 1
    mixed = np.zeros(count, dtype=np.uint64)
    for place, factor in enumerate(_FACTORS):
        mixed += words[place : place + count] * factor
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def _anchors(runs: Runs) -> Runs:
    if len(runs) <= WINDOW:
        return np.unique(runs.min(keepdims=True)) if len(runs) else runs
    return np.unique(sliding_window_view(runs, WINDOW).min(axis=1))


class Owned(msgspec.Struct, frozen=True, eq=False):
    """A text's wording, and the agencies it credits and relays."""

    text: Text
    credits: tuple[str, ...]
    relayed: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Owned:
        """What a text says of its makers."""
        passed_on = tuple(sorted({relay.agency for relay in relays(text)}))
        return cls(sketch_text(text), credited(text), passed_on)


def sketch_report(report: Report, owned: Owned) -> Sketch:
    """The sketch of a report whose text is sketched already."""
    name = report.external_id or report.id[:12]
    return Sketch(
        report_id=report.id,
        text=owned.text,
        label=f"{name} ({report.outlet})" if report.outlet else name,
        address=f"{report.outlet}\0{report.url}" if report.outlet and report.url else None,
        day=_day(report.published),
        given=report.wire_family,
        language=report.language,
        credits=owned.credits,
        relayed=owned.relayed,
    )


def _day(published: str | None) -> int | None:
    try:
        return publication_day(published).toordinal() if published else None
    except ValueError:
        return None
