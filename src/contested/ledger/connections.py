"""A ledger's connections: who reads, who writes, and what counts as one transaction.

Owns transactions. Must never look at rows. Invariant: what is written within one ``_writing`` is all or nothing,
and every driver error leaves as a ``LedgerError``.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Engine, MetaData
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError

from contested.ledger.asking import Asking, asking, asking_over
from contested.ledger.beside import Beside
from contested.ledger.database import WRITES
from contested.ledger.faults import damaged_rows, translated_faults
from contested.ledger.writing import Append

_Self = TypeVar("_Self", bound="Connections")


class _Open(threading.local):
    """The batch that a thread has open: its connection, and the stamp that everything in it bears."""

    connection: Connection | None = None
    recorded_at: int | None = None


class Connections:
    """What ``Ledger`` reads and writes through."""

    def __init__(self, engine: Engine, url: str, clock: Callable[[], datetime]) -> None:
        self.url = url
        self._engine = engine
        self._clock = clock
        self._open = _Open()

    @property
    def _batch(self) -> Connection | None:
        """The connection of the batch that this thread has open: other threads see what is committed."""
        return self._open.connection

    def __enter__(self: _Self) -> _Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection; what was recorded stays."""
        self._engine.dispose()

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        """A transaction that sees one moment, or the batch that is open."""
        with damaged_rows(self.url), translated_faults(self.url):
            if self._batch is not None:
                yield self._batch
            else:
                with self._engine.connect() as connection, connection.begin():
                    yield connection

    @contextmanager
    def _asking(self) -> Iterator[Asking]:
        """The short way for single questions."""
        with damaged_rows(self.url), translated_faults(self.url):
            if self._batch is not None:
                yield asking_over(self._batch)
            else:
                with asking(self._engine) as ask:
                    yield ask

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with translated_faults(self.url):
            if self._batch is not None:
                with self._batch.begin_nested():  # a record that fails takes nothing else of the batch with it
                    yield self._batch
            else:
                writer = self._engine.connect().execution_options(**WRITES)
                with writer as connection, connection.begin():
                    yield connection

    def beside(self, tables: MetaData, appended: Sequence[str]) -> Beside:
        """Tables of somebody else in the same database, which are no part of the ledger."""
        return Beside(self._engine, self.url, tables, appended)

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Record several reports in one transaction: all of them or, if the block fails, none.

        It belongs to the thread that opened it. What the block itself raises comes out as it is.
        """
        if self._batch is not None:
            raise RuntimeError("a batch is open already")
        with translated_faults(self.url):
            connection = self._engine.connect().execution_options(**WRITES)
        try:
            with translated_faults(self.url):
                transaction = connection.begin()
            self._open.connection, self._open.recorded_at = connection, None
            try:
                yield
            except BaseException:
                self._end_batch()
                with suppress(DBAPIError):  # a database that went away has given up the transaction itself
                    transaction.rollback()
                raise
            self._end_batch()
            with translated_faults(self.url):
                transaction.commit()
        finally:
            self._end_batch()
            connection.close()

    def _end_batch(self) -> None:
        self._open.connection = self._open.recorded_at = None

    def _append(self, connection: Connection) -> Append:
        """Rows to be appended, stamped once for the whole transaction: at its first write, alone at the head."""
        append = Append(connection, self._clock(), self._open.recorded_at)
        if self._batch is not None:
            self._open.recorded_at = append.recorded_at
        return append
