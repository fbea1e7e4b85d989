"""Reads the world's places out of a text: finds names, lets them speak for each other, and chooses.

Owns the way from a text to groundings where no pack of its own says what is where. Must never read a file itself.
Invariant: one grounding for each span that is asked for, in the order asked.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path

from contested.theatre.countries import countries
from contested.theatre.grounding import Grounding, PlaceReader
from contested.theatre.table import PACKS
from contested.theatre.theatre import Theatre
from contested.theatre.world.finding import Finder, state_containers
from contested.theatre.world.judging import UNSURE
from contested.theatre.world.mention import Mention
from contested.theatre.world.place import LEVELS, Kind
from contested.theatre.world.ranking import Choice, choose
from contested.theatre.world.spelled import Spelled
from contested.theatre.world.store import PlaceStore, cities_file, open_store

_METHODS = {"stated-container": "stated-province", "context": "same-report", "prior": "prior"}
_OTHERS = 8


class WorldReader:
    """Reads places for a theatre without units of its own (``PlaceReader``)."""

    def __init__(self, store: PlaceStore, pack: Path, plain: PlaceReader) -> None:
        """Set up.

        Args:
            store: What spellings may mean.
            pack: Folder with the tables of words.
            plain: The reader that a theatre with units of its own has; it knows what points back.
        """
        self._plain = plain
        spelled = Spelled(store, countries(PACKS / "countries.csv"), pack / "short_names.csv")
        self._finder = Finder(spelled, pack / "no_places.txt")

    def ground(self, text: str) -> tuple[Grounding, ...]:
        """All places a text names, in text order, without overlaps; nationalities are none."""
        choices = self._choices(text, self._finder.find(text))
        anchors = {c.candidate.place.country for m, c in choices if c.candidate and _is_anchor(m, c)}
        return tuple(
            _grounding(mention, choice)
            for mention, choice in choices
            if not mention.adjective and _is_meant(mention, choice) and not _is_stray(mention, choice, anchors)
        )

    def ground_spans(self, text: str, spans: Iterable[tuple[int, int]]) -> tuple[Grounding, ...]:
        """One grounding for each span given, in the order given; other names of the text count as context."""
        wanted = list(spans)
        given = {span: self._finder.given(text, *span) for span in wanted}
        others = self._finder.find(text, given.keys())
        mentions = sorted([*given.values(), *others], key=lambda m: (m.start, m.end))
        made = {(m.start, m.end): _grounding(m, choice) for m, choice in self._choices(text, mentions)}
        return tuple(made[span] for span in wanted)

    def point_back(self, text: str, named: Sequence[Grounding] | None = None) -> tuple[Grounding, ...]:
        """Phrases such as "the city", each with the place named before that it means, or open."""
        return self._plain.point_back(text, self.ground(text) if named is None else named)

    def _choices(self, text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Choice]]:
        state_containers(text, mentions)
        return list(zip(mentions, choose(mentions), strict=True))


_SURE = 0.9
_SUPPORTED = 0.3
_LIKELY = 0.5
_CITY, _METROPOLIS = 100_000, 500_000  # people


def _is_meant(mention: Mention, choice: Choice) -> bool:
    """Whether a name is a place: what nothing beside it calls one needs the other names of the text, or fame."""
    if mention.weight >= _SURE or mention.weight < UNSURE or choice.candidate is None:
        return mention.weight >= _SURE
    return choice.support >= _SUPPORTED or choice.candidate.place.population >= _METROPOLIS


def _is_anchor(mention: Mention, choice: Choice) -> bool:
    """Whether a name says beyond doubt in which country a text is."""
    place = choice.candidate.place if choice.candidate else None
    if place is None or not place.country or choice.share < _LIKELY or not _is_meant(mention, choice):
        return False
    return place.kind is Kind.COUNTRY or place.population >= _CITY


def _is_stray(mention: Mention, choice: Choice, anchors: Collection[str]) -> bool:
    """Whether a small place lies in a country that nothing else in the text speaks of.

    A village of the war that no list knows is likelier than its namesake at the other end of the world; its name
    is better left to be read as unknown.
    """
    place = choice.candidate.place if choice.candidate else None
    if place is None or not anchors or place.country in anchors or place.kind <= Kind.REGION:
        return False
    return 0 < place.population < _CITY and choice.by != "stated-container" and mention.kind is None


def place_reader(pack: Path, default: Callable[[Theatre], PlaceReader]) -> Callable[[Theatre], PlaceReader]:
    """What makes the reader of places for a pack: the world's for one with tables of the world.

    The default is taken where the pack has no such tables, or the extra ``contested[world]`` is not installed.
    """
    if not (pack / "first_level.csv").is_file():
        return default

    def make(theatre: Theatre) -> PlaceReader:
        cities = cities_file()
        plain = default(theatre)
        return plain if cities is None else WorldReader(open_store(theatre, pack, cities), pack, plain)

    return make


def _grounding(mention: Mention, choice: Choice) -> Grounding:
    place = choice.candidate.place if choice.candidate else None
    return Grounding(
        start=mention.start,
        end=mention.end,
        name=mention.name,
        id=place.id if place else None,
        level=LEVELS[place.kind] if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        method=_METHODS[choice.by] if place else "unknown-name",
        confidence=round(choice.share * mention.weight, 3) if place else 0.0,
        candidates=tuple(c.place.id for c in mention.candidates if place is None or c.place.id != place.id)[
            :_OTHERS
        ],
    )
