"""What ``control``, ``explain`` and ``tallies`` have in common: a ledger asked about a day, as known at a moment.

Owns the order in which what was asked is checked: the settings, the day and the moment, the theatre, the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import NamedTuple

from contested import bootstrap
from contested.cli.options import day_asked, moment_asked
from contested.picture.service import Picture
from contested.settings import read_settings
from contested.theatre.theatre import Theatre


class Question(NamedTuple):
    """A picture to ask, and the day and moment it is asked about."""

    picture: Picture
    theatre: Theatre
    day: date
    moment: datetime


@contextmanager
def question(
    as_of: str | None, known_at: str | None, ledger: str | None, theatre: str | None
) -> Iterator[Question]:
    """The question as the options put it; the ledger is open until the block ends.

    Raises:
        SettingsError: for the environment.
        QueryError: for a day or moment that is none.
        TheatreError: for the theatre.
        LedgerError: for the ledger.
    """
    settings = read_settings()
    day, moment = day_asked(as_of), moment_asked(known_at)
    chosen = bootstrap.theatre(settings, theatre)
    with bootstrap.open_for_reading(settings, ledger) as opened:
        yield Question(bootstrap.picture(opened, chosen), chosen, day, moment)
