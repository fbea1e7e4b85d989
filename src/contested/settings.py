"""The only reader of the environment. Everything else is told what it needs."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec
import platformdirs

from contested.errors import SettingsError


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What the environment says.

    Attributes:
        ledger: Address of the ledger (``CONTESTED_LEDGER``); default a file in the platform's data folder.
        theatre: Theatre of reports that name none (``CONTESTED_THEATRE``); default ``afghanistan``.
    """

    ledger: str
    theatre: str


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process.

    Raises:
        SettingsError: ``settings.empty`` for a variable that is set to nothing but white space.
    """
    given = os.environ if environment is None else environment
    for name in ("CONTESTED_LEDGER", "CONTESTED_THEATRE"):
        if name in given and not given[name].strip():
            raise SettingsError(
                f"{name} is set but empty",
                code="settings.empty",
                remedy=f"Unset {name}, or give it a value (docs/reference/settings.md).",
            )
    return Settings(
        ledger=given.get("CONTESTED_LEDGER", "").strip() or default_ledger(),
        theatre=given.get("CONTESTED_THEATRE", "").strip() or "afghanistan",
    )


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
