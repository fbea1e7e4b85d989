"""How a question reaches the driver with little around it: half the time of a fast answer is dressing.

Owns the way of one SELECT to the driver and its rows back. Must never be used to write, nor for two statements
that have to see the same moment: on SQLite each is a transaction of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Engine
from sqlalchemy.engine import Connection

_PARAMETER = re.compile(r"(?<!:):(\w+)")


class Asking(NamedTuple):
    """A way to ask one database.

    Attributes:
        dialect: ``sqlite`` or ``postgresql``.
        rows: Gives all rows of a SELECT that has ``:name`` for each value.
    """

    dialect: str
    rows: Callable[[str, Mapping[str, object]], list[Any]]


@lru_cache(maxsize=256)
def _for_psycopg(asked: str) -> str:
    return _PARAMETER.sub(r"%(\1)s", asked)


@contextmanager
def asking(engine: Engine) -> Iterator[Asking]:
    """Ask over a connection of the pool; on PostgreSQL within one transaction."""
    if engine.dialect.name != "sqlite":
        with engine.connect() as connection, connection.begin():
            yield asking_over(connection)
        return
    held = engine.raw_connection()
    try:
        driver: Any = held.driver_connection
        yield Asking("sqlite", lambda asked, bound: driver.execute(asked, bound).fetchall())
    finally:
        held.close()


def asking_over(connection: Connection) -> Asking:
    """Ask within a transaction that is open: what it has written is seen."""

    def rows(asked: str, bound: Mapping[str, object]) -> list[Any]:
        if connection.dialect.name != "sqlite":
            asked = _for_psycopg(asked)
        return list(connection.exec_driver_sql(asked, dict(bound)).fetchall())

    return Asking(connection.dialect.name, rows)
