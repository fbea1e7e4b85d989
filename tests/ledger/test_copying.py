"""What was dumped is loaded as it was, into either database; what was changed on the way is refused."""

from __future__ import annotations

import msgspec
import pytest

from contested.errors import LedgerBroken, LedgerError
from contested.ledger.copying import read_dump
from contested.ledger.opening import load_ledger, open_ledger


def _lines(url: str) -> list[bytes]:
    with open_ledger(url) as ledger:
        return [msgspec.json.encode(row) for row in ledger.dump()]


def test_a_loaded_dump_is_the_ledger_it_was_taken_from_hashes_included(filled, database):
    lines, url = _lines(filled), database.new_url()
    assert load_ledger(url, read_dump(lines, url)) == sum(b'"type":"raw"' not in line for line in lines)
    assert _lines(url) == lines
    with open_ledger(filled) as first, open_ledger(url) as second:
        assert first.info() == second.info()
        assert first.observations() == second.observations()
        assert first.search("ministry", every=True) == second.search("ministry", every=True) != []


def test_a_loaded_ledger_goes_on(filled, database, make):
    url = database.new_url()
    load_ledger(url, read_dump(_lines(filled), url))
    with open_ledger(url) as ledger:
        ledger.record(make.report("A later report."))
        ledger.verify()


@pytest.mark.parametrize("position", [0, 2, 4, -1])
def test_a_line_that_was_changed_removed_or_moved_is_refused_and_nothing_is_kept(filled, database, position):
    lines = _lines(filled)
    position %= len(lines)
    row = msgspec.json.decode(lines[position])
    changed = msgspec.json.encode(row | {"theatre": "world"})
    broken = [
        [*lines[:position], changed, *lines[position + 1 :]],
        [*lines[position + 1 :], lines[position]],
    ]
    if position != len(lines) - 1:  # a chain alone cannot show that its end is gone
        broken.append([*lines[:position], *lines[position + 1 :]])
    for spoilt in broken:
        if spoilt == lines:
            continue
        url = database.new_url()
        with pytest.raises(LedgerError):
            load_ledger(url, read_dump(spoilt, url))
        with open_ledger(url, create=True) as ledger:
            assert ledger.info()["entries"] == 1


def test_a_dump_with_a_false_quote_is_refused_even_with_hashes_made_anew(filled, database):
    from contested.ledger.chain import link

    rows = [msgspec.json.decode(line) for line in _lines(filled)]
    head = "0" * 64
    for row in rows:
        if row["type"] == "raw":
            continue
        if row.get("quote") == "Panjwai fell":
            row["quote"] = "Panjwai held"
        row["prev"], row["hash"] = head, link(head, row)
        head = row["hash"]
    with pytest.raises((LedgerBroken, LedgerError)):
        load_ledger(database.new_url(), rows)


def test_a_dump_is_not_loaded_into_a_ledger(filled):
    with pytest.raises(LedgerError) as refused:
        load_ledger(filled, iter(()))
    assert refused.value.code == "ledger.not-empty"


@pytest.mark.parametrize(
    "lines", [[], [b"{"], [b"[]"], [b"\xff"], [b'{"type": "claim"}'], [b'{"type": "gossip", "id": "x"}']]
)
def test_what_is_no_dump_is_refused(tmp_path, lines):
    url = f"sqlite:///{tmp_path}/new.db"
    with pytest.raises(LedgerError) as refused:
        load_ledger(url, read_dump(lines, url))
    assert refused.value.code == "ledger.bad-dump"
    assert refused.value.remedy


def test_a_dump_of_a_newer_program_is_refused(filled, tmp_path):
    from contested.ledger.chain import link

    first = msgspec.json.decode(_lines(filled)[0]) | {"id": "999"}
    with pytest.raises(LedgerError) as refused:
        load_ledger(f"sqlite:///{tmp_path}/new.db", [first | {"hash": link("0" * 64, first)}])
    assert refused.value.code == "ledger.newer-schema"
