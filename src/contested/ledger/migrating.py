"""Migrations: from the tables of an older program to those of this one.

Owns the call of Alembic; the steps are in ``migrations/versions``, each dated. Must never commit. Invariant: a
step changes how rows are kept, never what they tell: every line of a dump stays what it was, hashes included.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy.engine import Connection

from contested.ledger import derived
from contested.ledger.database import drop_guards, set_guards
from contested.ledger.schema import REVISION

_FIRST = "0001"
_STEPS = Path(__file__).parent / "migrations"


def upgrade(connection: Connection) -> None:
    """Bring the tables up to the newest step, and make the derived tables anew.

    Steps change tables alone. Guards and derived tables are those of this program, set when all steps are taken.
    """
    # Alembic takes a sixth of a second to import, and only a migration needs it.
    from alembic.config import Config  # noqa: PLC0415
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415
    from sqlalchemy import inspect  # noqa: PLC0415

    script = ScriptDirectory(str(_STEPS))
    unmarked = not inspect(connection).has_table("alembic_version")
    held = None if unmarked else connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    drop_guards(connection)
    derived.drop(connection)
    if held == REVISION:  # what is derived may still be that of an older program
        derived.make(connection)
        set_guards(connection)
        derived.rebuild(connection)
        return

    def steps(revision: Any, _context: Any) -> Any:
        # Ledgers of the first schema were made before migrations were recorded.
        return script._upgrade_revs("head", _FIRST if unmarked else revision)

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection)
        if unmarked:
            environment.get_context()._ensure_version_table()
            connection.exec_driver_sql(f"INSERT INTO alembic_version VALUES ('{_FIRST}')")  # noqa: S608 - our own
        environment.run_migrations()
    derived.make(connection)
    set_guards(connection)
    derived.rebuild(connection)
