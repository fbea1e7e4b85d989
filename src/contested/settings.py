"""The only reader of the environment. Everything else is told what it needs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

from contested.errors import SettingsError


def default_theatres() -> Path:
    """Where a person's own theatre packs lie."""
    return Path(platformdirs.user_config_dir("contested")) / "theatres"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the environment says.

    Attributes:
        ledger: Address of the ledger (``CONTESTED_LEDGER``); default a file in the platform's data folder.
        theatre: Theatre of reports that name none (``CONTESTED_THEATRE``); default ``afghanistan``.
        theatres: Folder of a person's own packs (``CONTESTED_THEATRES``); default ``theatres`` in the platform's
            config folder. It need not exist.
        open_reading: Whether everybody may read what is served (``CONTESTED_OPEN_READING``: yes or no).
    """

    ledger: str
    theatre: str
    theatres: Path = msgspec.field(default_factory=default_theatres)
    open_reading: bool = True


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: ``settings.empty`` for a variable that is set to nothing but white space;
            ``settings.not-yes-or-no``.
    """
    given = os.environ if environment is None else environment
    for name in ("CONTESTED_LEDGER", "CONTESTED_THEATRE", "CONTESTED_THEATRES", "CONTESTED_OPEN_READING"):
        if name in given and not given[name].strip():
            raise SettingsError(
                f"{name} is set but empty",
                code="settings.empty",
                remedy=f"Unset {name}, or give it a value (docs/reference/settings.md).",
            )
    return Settings(
        ledger=given.get("CONTESTED_LEDGER", "").strip() or default_ledger(),
        theatre=given.get("CONTESTED_THEATRE", "").strip() or "afghanistan",
        theatres=_own_theatres(given.get("CONTESTED_THEATRES", "").strip()),
        open_reading=_yes_or_no("CONTESTED_OPEN_READING", given.get("CONTESTED_OPEN_READING", "yes")),
    )


def _yes_or_no(name: str, told: str) -> bool:
    word = told.strip().lower()
    if word not in ("yes", "no"):
        raise SettingsError(
            f"{name} is {told.strip()!r}", code="settings.not-yes-or-no", remedy=f"Set {name} to yes or to no."
        )
    return word == "yes"


def _own_theatres(given: str) -> Path:
    return Path(given).expanduser() if given else default_theatres()


def default_ledger() -> str:
    """The address of a person's own ledger."""
    return ledger_url(Path(platformdirs.user_data_dir("contested")) / "ledger.db")


def ledger_url(path: Path) -> str:
    """The address of a SQLite file.

    Raises:
        SettingsError: ``settings.ledger-path`` for a path that an address cannot hold.
    """
    if "?" in str(path):
        raise SettingsError(
            f"The path {path} of the ledger holds a question mark",
            code="settings.ledger-path",
            remedy="Choose a path without one: in an address, options follow it.",
        )
    return f"sqlite:///{path.expanduser().absolute()}"
