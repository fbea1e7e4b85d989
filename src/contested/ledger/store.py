"""The ledger: records whole reports with their claims, and answers what was recorded.

Joins the half that appends (``recording``) to the half that answers (``answering``) over the same connections, and
the shelves on which other rooms keep what follows from it (``keeping``).
"""

from __future__ import annotations

from contested.ledger.answering import Answering
from contested.ledger.bulk import Loaded
from contested.ledger.keeping import Keeping
from contested.ledger.recording import Receipt, Recording

__all__ = ["Ledger", "Loaded", "Receipt"]


class Ledger(Recording, Answering, Keeping):
    """An open ledger; get one from ``opening.open_ledger`` and use it in a ``with`` block.

    Any number of threads and processes may read. One writes at a time; others wait, then get ``LedgerBusy``.
    ``batch`` belongs to the thread that opened it.
    """
