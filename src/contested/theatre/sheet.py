"""A pack's ``theatre.toml``: what it is about, its district sets, parties, level words and licences.

Must never read another file. Invariant: what it returns is complete and of the right types, or it raises a
``TheatreError`` that names file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from contested.errors import TheatreError
from contested.model.vocabulary import PlaceLevel, Side
from contested.theatre.fold import fold_word
from contested.theatre.table import invalid
from contested.theatre.values import DistrictSet, Party
from contested.theatre.words import LevelWords


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """The checked content of a ``theatre.toml``.

    Attributes:
        party_of_country: Party id by ISO 3166-1 alpha-2.
        other_countries: Party id of every country not named, or None.
        vintage: The year whose units the pack holds, or None where it does not say.
        unknown_keys: Top-level keys that mean nothing here: most often a key misspelt.
    """

    path: Path
    text: str
    title: str
    country: str
    country_id: str | None
    default_set: str
    sets: Mapping[str, DistrictSet]
    parties: Mapping[str, Party]
    party_of_country: Mapping[str, str]
    other_countries: str | None
    words: LevelWords
    bare_city: frozenset[str]
    person_words: frozenset[str]
    licences: tuple[str, ...]
    vintage: int | None = None
    unknown_keys: tuple[str, ...] = ()

    def invalid(self, what: str, *, near: str, code: str = "theatre.invalid") -> TheatreError:
        """The error for something in this file, at the first line that holds ``near``."""
        return invalid(self.path, self.line_of(near), what, "Correct the file.", code=code)

    def line_of(self, near: str) -> int:
        """The first line that holds ``near``, from 1; 1 where none does."""
        return _line_of(self.text, near)


class _SetEntry(msgspec.Struct):
    id: str
    title: str
    count: int
    note: str = ""


class _PartyEntry(msgspec.Struct):
    id: str
    name: str
    side: Side
    valid_from: date | None = None
    valid_to: date | None = None
    countries: list[str] = []


class _Entries(msgspec.Struct):
    title: str
    licences: list[str]
    parties: list[_PartyEntry]
    country: str = ""
    iso: str | None = None
    default_set: str = ""
    other_countries: str | None = None
    bare_city: list[str] = []
    person_words: list[str] = []
    vintage: int | None = None
    sets: list[_SetEntry] = []
    levels: dict[str, list[str]] = {}


def read_sheet(path: Path) -> Sheet:
    """Read and check a ``theatre.toml``.

    Raises:
        TheatreError: ``theatre.invalid``.
    """
    try:
        text = path.read_text(encoding="utf-8")
        told = tomllib.loads(text)
        entries = msgspec.convert(told, _Entries)
    except UnicodeDecodeError as error:
        raise invalid(path, 1, "it is not UTF-8", "Save the file as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise invalid(path, int(at[1]) if at else 1, f"it is not TOML ({error})", "Correct the file.") from error
    except msgspec.ValidationError as error:
        key = _key_in(str(error))
        code = "theatre.no-licence" if key == "licences" else "theatre.invalid"
        raise invalid(path, _line_of(text, key), str(error), "Correct the file.", code=code) from error
    return _checked(path, text, entries, tuple(sorted(told.keys() - set(_Entries.__struct_fields__))))


def _checked(path: Path, text: str, entries: _Entries, unknown_keys: tuple[str, ...]) -> Sheet:
    def refuse(what: str, near: str, code: str = "theatre.invalid") -> TheatreError:
        return invalid(path, _line_of(text, near), what, "Correct the file.", code=code)

    sets = {e.id: DistrictSet(id=e.id, title=e.title, count=e.count, note=e.note) for e in entries.sets}
    parties = {
        e.id: Party(id=e.id, name=e.name, side=e.side, valid_from=e.valid_from, valid_to=e.valid_to)
        for e in entries.parties
    }
    for kind, ids in (("district set", [e.id for e in entries.sets]), ("party", [e.id for e in entries.parties])):
        twice = next((i for i in ids if ids.count(i) > 1), None)
        if twice:
            raise refuse(f"the {kind} {twice} is there twice", f'"{twice}"', "theatre.key-twice")
    if not any(line.strip() for line in entries.licences):
        raise refuse(
            "licences is empty, and every page that shows the data prints it", "licences", "theatre.no-licence"
        )
    if entries.default_set and entries.default_set not in sets:
        raise refuse(f"default_set {entries.default_set} is not among the sets", "default_set")
    if entries.other_countries and entries.other_countries not in parties:
        raise refuse(f"other_countries {entries.other_countries} is not among the parties", "other_countries")
    unknown = next((level for level in entries.levels if level not in set(PlaceLevel)), None)
    if unknown:
        raise refuse(f"{unknown} is not a level of places", unknown)
    return Sheet(
        path=path,
        text=text,
        title=entries.title,
        country=entries.country,
        country_id=entries.iso,
        default_set=entries.default_set,
        sets=sets,
        parties=parties,
        party_of_country={code: e.id for e in entries.parties for code in e.countries},
        other_countries=entries.other_countries,
        words=LevelWords({w.casefold(): PlaceLevel(level) for level, ws in entries.levels.items() for w in ws}),
        bare_city=frozenset(entries.bare_city),
        person_words=frozenset(map(fold_word, entries.person_words)),
        licences=tuple(entries.licences),
        vintage=entries.vintage,
        unknown_keys=unknown_keys,
    )


def _line_of(text: str, near: str) -> int:
    at = text.find(near)
    return text[:at].count("\n") + 1 if at >= 0 else 1


def _key_in(message: str) -> str:
    found: list[Any] = re.findall(r"\$\.(\w+)|field `(\w+)`", message)
    return next((a or b for a, b in found), "") or "\0"
