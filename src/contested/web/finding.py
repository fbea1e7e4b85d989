"""Searching the words of claims: what the ledger finds, without what only a withheld name would match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from contested.ledger.citations import Citation
from contested.model.observation import Observation
from contested.web.holdings import Holdings

_LOOKED_AT = 1000
"""Matches asked of the ledger: some are of other theatres, or match a name that is not shown."""


class Searched(Protocol):
    """A ledger that can be searched."""

    def search(self, words: str, *, known_at: datetime | None = None, limit: int = 50) -> Sequence[Citation]:
        """Claims whose words hold all the words asked for, the one recorded last first."""
        ...


def found(
    ledger: Searched, held: Holdings, words: str, *, known_at: datetime | None, limit: int
) -> list[Observation]:
    """Claims whose words hold all the words asked for, the one recorded last first.

    A claim that is found only by the name of a private person is left out: otherwise the mask could be read by
    asking for names.

    Raises:
        QueryError: ``query.no-words``.
    """
    wanted = set(_words(words))
    rows: list[Observation] = []
    for citation in ledger.search(words, known_at=known_at, limit=_LOOKED_AT):
        observation = held.by_claim.get(citation.claim_id)
        if observation is None:
            continue
        if wanted <= set(_words(held.mask.words(observation.claim.words))):
            rows.append(observation)
            if len(rows) == limit:
                break
    return rows


def _words(text: str) -> list[str]:
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return re.findall(r"\w+", bare.casefold())
