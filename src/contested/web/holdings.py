"""What the ledger holds at one head, read once and kept while it is so, with the answers worked out from it.

Owns what is kept between requests. Must never write. Invariant: everything it answers is about the one head it
bears; when the ledger grows, other holdings take its place and its answers go with it.
"""

from __future__ import annotations

import bisect
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from contested.assessment.disputes import Disputes
from contested.assessment.incidents import Incident
from contested.assessment.source_record import SourceRecord
from contested.model import edtf
from contested.model.assessment import ControlPicture, Explanation, TallyAccount
from contested.model.instants import end_of_day, publication_day
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.tally import Tally
from contested.picture.service import Picture
from contested.publish.map_drawing import Drawing, draw
from contested.publish.masking import Mask
from contested.theatre.theatre import Theatre
from contested.web.question import Question

_Made = TypeVar("_Made")
_KEPT = 512
"""Answers kept: about a year of pictures, each some 100 kB."""


class Holdings:
    """The claims and tallies of one theatre at one head of the ledger."""

    def __init__(
        self,
        head: str,
        theatre: Theatre,
        observations: Sequence[Observation],
        tallies: Sequence[Tally],
        families: Mapping[str, str],
        drawings: dict[str | None, Drawing] | None = None,
    ) -> None:
        self.head = head
        self.theatre = theatre
        self.claims = tuple(observations)
        self.families = families
        self._tallies = tuple(tallies)
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._making: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()
        self._drawings = drawings if drawings is not None else {}
        self.picture = Picture(self, theatre)

    # What a Picture asks of a ledger.
    def observations(self, *, theatre: str | None = None) -> Sequence[Observation]:
        """All claims; they are of one theatre."""
        return self.claims if theatre in (None, self.theatre.name) else ()

    def tallies(self) -> Sequence[Tally]:
        """All tallies compiled by hand."""
        return self._tallies

    def control(self, asked: Question) -> ControlPicture:
        """Who holds each district; worked out once for each day and each set of claims known."""
        key = ("control", asked.as_of, self.known(asked), asked.clock, asked.district_set)
        found: ControlPicture = self.keep(
            key,
            lambda: self.picture.control(
                asked.as_of, asked.known_at, asked.clock, district_set=asked.district_set
            ),
        )
        return msgspec.structs.replace(found, known_at=asked.known_at)

    def explain(self, place: str, asked: Question) -> Explanation:
        """One district's verdict with its voices and the claims set aside."""
        return self.picture.explain(
            place, asked.as_of, asked.known_at, asked.clock, district_set=asked.district_set
        )

    def accounted(self, asked: Question) -> list[tuple[Tally, TallyAccount]]:
        """The tallies known, newest first, each beside what the claims account for."""
        key = ("tallies", asked.as_of, min(asked.known_at, self._horizon), asked.clock, asked.district_set)
        found: list[tuple[Tally, TallyAccount]] = self.keep(
            key,
            lambda: self.picture.tallies(
                asked.known_at, as_of=asked.as_of, clock=asked.clock, district_set=asked.district_set
            ),
        )
        return found

    def incidents(self, asked: Question) -> list[Incident]:
        """What happened up to the day, newest first."""
        found: list[Incident] = self.keep(
            ("incidents", asked.as_of, self.known(asked), asked.clock),
            lambda: self.picture.incidents(asked.as_of, asked.known_at, asked.clock),
        )
        return found

    def disputes(self, asked: Question) -> Disputes:
        """The contradictions up to the day."""
        found: Disputes = self.keep(
            ("disputes", asked.as_of, self.known(asked), asked.clock),
            lambda: self.picture.disputes(asked.as_of, asked.known_at, asked.clock),
        )
        return found

    def records(self, asked: Question) -> list[SourceRecord]:
        """How often each source was borne out by others, the most judged first."""
        found: list[SourceRecord] = self.keep(
            ("records", asked.as_of, self.known(asked), asked.clock),
            lambda: self.picture.sources(asked.as_of, asked.known_at, asked.clock),
        )
        return found

    def drawing(self, asked: Question) -> Drawing:
        """The shapes of the map."""
        drawn = self._drawings.get(asked.district_set)
        if drawn is None:
            drawn = self._drawings[asked.district_set] = draw(self.control(asked), self.theatre)
        return drawn

    def keep(self, key: Hashable, make: Callable[[], _Made]) -> _Made:
        """An answer, made at most once at a time and kept until others have been asked for since."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]  # type: ignore[no-any-return]
            making = self._making.setdefault(key, threading.Lock())
        with making:
            with self._lock:
                if key in self._kept:
                    return self._kept[key]  # type: ignore[no-any-return]
            made = make()
            with self._lock:
                self._kept[key] = made
                self._making.pop(key, None)
                while len(self._kept) > _KEPT:
                    self._kept.popitem(last=False)
        return made

    @cached_property
    def mask(self) -> Mask:
        """Hides the names of private persons who speak in any claim."""
        return Mask(self.claims)

    @cached_property
    def by_claim(self) -> Mapping[str, Observation]:
        """Claims by id."""
        return {o.claim.id: o for o in self.claims}

    @cached_property
    def by_report(self) -> Mapping[str, list[Observation]]:
        """Claims by the report they stand in, in the order of the record."""
        found: dict[str, list[Observation]] = {}
        for observation in self.claims:
            found.setdefault(observation.report.id, []).append(observation)
        return found

    @cached_property
    def reports(self) -> Mapping[str, Report]:
        """Reports that have claims, by id, without their text."""
        return {o.report.id: o.report for o in self.claims}

    @cached_property
    def days(self) -> tuple[date, date]:
        """First and last day that the sliders go over: from where the story is told to the newest publication.

        A few claims look years back; the addresses reach farther than the sliders. Today where nothing is dated.
        """
        today = datetime.now(UTC).date()
        published = [publication_day(o.report.published) for o in self.claims if o.report.published]
        if not published:
            return today, today
        spoken = sorted(published)
        for observation in self.claims:
            try:
                first, last = edtf.day_bounds(observation.claim.event) if observation.claim.event else (None, None)
            except ValueError:
                continue
            spoken += [day for day in (first, last) if day is not None and day <= max(published)]
        spoken.sort()
        return spoken[len(spoken) // 50], max(published)

    @cached_property
    def _moments(self) -> Mapping[str, list[datetime]]:
        return {
            "published": sorted(o.known_from for o in self.claims),
            "recorded": sorted(o.recorded_at for o in self.claims),
        }

    @cached_property
    def _horizon(self) -> datetime:
        """After this moment nothing becomes known any more."""
        tallied = [tally.published or tally.as_of or "" for tally in self._tallies]
        last = max((text[:10] for text in tallied if len(text) >= 10), default="0001-01-01")
        try:
            latest = end_of_day(date.fromisoformat(last))
        except ValueError:
            latest = datetime.min.replace(tzinfo=UTC)
        known = [moments[-1] for moments in self._moments.values() if moments]
        return min(max([latest, *known]), datetime(9990, 1, 1, tzinfo=UTC)) + timedelta(days=370)

    def known(self, asked: Question) -> int:
        """How many claims were known: what a picture depends on, whatever the moment's name."""
        return bisect.bisect_right(self._moments[asked.clock], asked.known_at)
