from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

GOLD = Path(__file__).parents[1] / "golden" / "wire" / "reports.jsonl"


@pytest.fixture(scope="module")
def lines(contested, filled):
    told = contested("families", "--format", "jsonl", "--ledger", filled)
    assert told.code == 0, told.err
    return told.lines


def test_there_is_one_line_a_report_with_the_documented_keys(lines):
    assert all(list(line) == ["report", "family", "reason"] for line in lines)
    assert all(line["reason"] for line in lines)
    assert len(lines) == 337 + 15


def test_coded_families_are_printed_as_coded_by_their_report_number(lines):
    coded = [line for line in lines if line["report"].isdigit()]
    assert len(coded) == 337
    families = Counter(line["family"] for line in coded)
    assert len(families.keys() - {None}) == 38
    assert next(line for line in coded if line["report"] == "1")["family"] == "AFP-20210704-panjwai"
    assert all("text is not here" in line["reason"] for line in coded if line["family"] is None)


def test_a_reprint_stands_with_its_original_and_says_why(lines):
    told = {line["report"]: line for line in lines}
    one, other = told["01-panjwai.txt"], told["07-courier-reprint.txt"]
    assert one["family"] == other["family"] is not None
    assert "01-panjwai.txt" in other["reason"]
    assert told["02-badakhshan.txt"]["family"] is None


def test_the_table_puts_families_together_and_has_no_escape_codes(contested, filled):
    told = contested("families", "--format", "table", "--ledger", filled)
    title, head, *rows = told.out.splitlines()
    assert title.startswith("352 reports, 39 wire families")
    assert head.split() == ["report", "outlet", "published", "family", "reason"]
    assert len(rows) == 352
    assert "\x1b" not in told.out


def test_no_ledger_is_an_error_with_its_code(contested, tmp_path):
    told = contested("families", "--ledger", tmp_path / "none.db")
    assert told.code == 5
    assert "[ledger.missing]" in told.err


def test_ingest_says_what_it_left_unread(contested, tmp_path):
    told = contested("ingest", GOLD, "--ledger", tmp_path / "a.db")
    assert told.code == 0
    assert "2 kept unread, in another language" in told.out
    assert "not read: nawa-fa of" in told.err
