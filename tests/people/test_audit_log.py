from __future__ import annotations

import pytest

from contested.errors import LedgerError
from contested.people.tables import audit


def test_lines_come_newest_first_a_page_at_a_time(people) -> None:
    for n in range(7):
        people.audit.note("Ada Example", "something.done", f"thing {n}")
    first = people.audit.newest(3)
    assert [d.subject for d in first] == ["thing 6", "thing 5", "thing 4"]
    assert [d.subject for d in people.audit.newest(3, before=first[-1].number)] == [
        "thing 3",
        "thing 2",
        "thing 1",
    ]
    assert people.audit.newest(about="nobody") == []


def test_the_database_refuses_to_change_or_remove_a_line(people) -> None:
    people.audit.note("Ada Example", "something.done")
    for change in (
        audit.update().values(actor="somebody else"),
        audit.delete(),
        audit.delete().where(audit.c.number == 1),
    ):
        with pytest.raises(LedgerError) as refused, people.audit._beside.writing() as connection:
            connection.execute(change)
        assert refused.value.code == "ledger.append-only"
    assert [d.actor for d in people.audit.newest()] == ["Ada Example"]


def test_the_database_refuses_to_replace_or_truncate(people, url) -> None:
    people.audit.note("Ada Example", "something.done")
    change = (
        "TRUNCATE people_audit"
        if url.startswith("postgres")
        else ("INSERT OR REPLACE INTO people_audit (number, done_at, actor, action) VALUES (1, 1, 'x', 'y')")
    )
    with pytest.raises(LedgerError), people.audit._beside.writing() as connection:
        connection.exec_driver_sql(change)
    assert [d.actor for d in people.audit.newest()] == ["Ada Example"]


def test_what_is_done_and_its_line_are_one_transaction(people, ada, password, monkeypatch) -> None:
    def fails(*_args, **_more) -> None:
        raise RuntimeError("the line cannot be written")

    monkeypatch.setattr(people.audit, "add", fails)
    with pytest.raises(RuntimeError):
        people.directory.add("Bo Example", password, None, by="a test")
    assert [a.name for a in people.directory.all()] == ["Ada Example"]


def test_a_long_line_is_cut_and_not_refused(people) -> None:
    people.audit.note("x" * 10_000, "something.done", "y" * 10_000, detail="z" * 10_000)
    assert len(people.audit.newest()[0].detail) == 500
