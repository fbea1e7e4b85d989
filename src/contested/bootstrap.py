"""Wires the rooms together: from settings to ledger, theatre, reader and services. Nothing else wires."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from contested.errors import FileRefused, LedgerMissing, SettingsError, TheatreError
from contested.intake.extras import needed
from contested.ledger import opening
from contested.ledger.copying import read_dump
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.people.service import People
from contested.picture.service import Picture
from contested.reading.reader import Reader
from contested.reading.rules import RulesReader
from contested.review.leases import Leases
from contested.review.service import Review
from contested.settings import Settings, ledger_url
from contested.theatre.load import load_theatre, theatre_names
from contested.theatre.theatre import Theatre

if TYPE_CHECKING:
    from contested.intake.fetching.fetch import Fetcher


def ledger_address(settings: Settings, asked: str | None) -> str:
    """The ledger's address: as asked on the command line, else as the settings say.

    A bare path is taken as a SQLite file, because that is what people type.

    Raises:
        SettingsError: ``settings.empty``: what was asked for is nothing, as when a shell's variable is not set.
    """
    url = _given("--ledger", asked) or settings.ledger
    return url if "://" in url else ledger_url(Path(url))


def open_for_reading(settings: Settings, asked: str | None) -> Ledger:
    """The ledger, which must exist.

    Raises:
        LedgerError: it does not, or it is none.
    """
    return open_ledger(ledger_address(settings, asked))


def open_for_writing(settings: Settings, asked: str | None) -> Ledger:
    """The ledger, made where there is none, with the folder it lies in.

    Raises:
        LedgerError: it cannot be made, or something else is there.
    """
    url = ledger_address(settings, asked)
    if url.startswith("sqlite:///"):
        folder = Path(url.removeprefix("sqlite:///")).parent
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise SettingsError(
                f"The folder {folder} for the ledger cannot be made: {error.strerror}",
                code="settings.ledger-folder",
                remedy="Choose another place with --ledger or CONTESTED_LEDGER.",
            ) from error
    return open_ledger(url, create=True)


@contextmanager
def open_for_rehearsal(settings: Settings, asked: str | None) -> Iterator[Ledger]:
    """The ledger, to be read only; an empty one that is thrown away where there is none yet."""
    try:
        ledger = open_for_reading(settings, asked)
    except LedgerMissing:
        with TemporaryDirectory() as folder, open_ledger(f"sqlite:///{folder}/ledger.db", create=True) as ledger:
            yield ledger
        return
    with ledger:
        yield ledger


def fetcher(*, private_allowed: bool = False, contact: str | None = None) -> Fetcher:
    """A fetcher of addresses.

    Raises:
        FileRefused: intake.missing-extra.
    """
    needed("httpx", "web-sources", "an address of the web")
    from contested.intake.fetching.fetch import Fetcher  # noqa: PLC0415 - an extra

    return Fetcher(private_allowed=private_allowed, contact=contact)


def load_ledger(settings: Settings, asked: str | None, dump_file: Path) -> int:
    """Make a new ledger out of a dump; ``-`` is standard input. Returns the number of entries.

    Raises:
        FileRefused: there is no such file, or it cannot be read.
        LedgerError: it is no whole dump, or there is a ledger already.
    """
    url = ledger_address(settings, asked)
    if str(dump_file) == "-":
        return opening.load_ledger(url, read_dump(sys.stdin.buffer, url))
    try:
        with dump_file.open("rb") as lines:
            return opening.load_ledger(url, read_dump(lines, url))
    except OSError as error:
        raise FileRefused(
            f"{dump_file} cannot be read: {error.strerror}.",
            code="ledger.no-dump",
            remedy="Name the file that `contested ledger dump` was written to.",
            path=str(dump_file),
        ) from error


def migrate_ledger(settings: Settings, asked: str | None) -> tuple[int, int]:
    """Bring a ledger to this program's schema. Returns the schema before and after.

    Raises:
        LedgerError: there is none, or it is newer than this program.
    """
    return opening.migrate_ledger(ledger_address(settings, asked))


def theatre(settings: Settings, asked: str | None = None) -> Theatre:
    """The theatre by the name of a pack, of the program's or of a person's own, or by the path of one.

    Raises:
        TheatreError: there is none of that name, or its pack does not hold together.
        SettingsError: as ``ledger_address``.
    """
    return load_theatre(_given("--theatre", asked) or settings.theatre, settings.theatres)


def _given(option: str, asked: str | None) -> str | None:
    if asked is not None and not asked.strip():
        raise SettingsError(
            f"{option} is given but empty",
            code="settings.empty",
            remedy=f"Leave {option} out, or give it a value.",
        )
    return asked


def theatres(settings: Settings, asked: str | None = None) -> Callable[[str], Theatre]:
    """Theatres for documents that name their own.

    The theatre asked for on the command line may be a folder, and its reports bear the folder's name; one that a
    document names must be installed, because a document must not choose what is read from the disk.
    """
    default = asked or settings.theatre
    by_path = default not in theatre_names(settings.theatres)

    def load(name: str) -> Theatre:
        if name == default or (by_path and name == Path(default).resolve().name):
            return load_theatre(default, settings.theatres)
        known = theatre_names(settings.theatres)
        if name not in known:
            raise TheatreError(
                f"there is no theatre {name!r}",
                code="theatre.not-found",
                remedy=f"Use one of: {', '.join(known)}.",
            )
        return load_theatre(name, settings.theatres)

    return load


def reader() -> Reader:
    """The default reader."""
    return RulesReader()


def picture(ledger: Ledger, of: Theatre) -> Picture:
    """The service that answers questions about control."""
    return Picture(ledger, of)


def review(ledger: Ledger, of: Theatre) -> Review:
    """The service that orders claims for reviewers and records what they decide."""
    return Review(ledger, of)


def people(ledger: Ledger) -> People:
    """The people of a ledger's database: who may come in, and what they did."""
    return People(ledger)


def leases(ledger: Ledger) -> Leases:
    """Who works on which claim just now, beside a ledger."""
    return Leases(ledger)


def examples() -> Path:
    """The folder of example data: beside the package in a wheel, at the root of a checkout.

    Raises:
        SettingsError: ``settings.no-examples`` where neither is there.
    """
    inside = Path(str(files("contested"))) / "examples"
    for folder in (inside, inside.parents[2] / "examples"):
        if (folder / "dispatches").is_dir():
            return folder
    raise SettingsError(
        "The example data are not installed",
        code="settings.no-examples",
        remedy="Install contested from its wheel, or run from a checkout.",
    )
