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


def test_claims_are_printed_with_the_utterance_they_relay_across_outlets(contested, filled):
    told = contested("families", "--claims", "--format", "jsonl", "--ledger", filled)
    assert told.code == 0, told.err
    assert all(
        list(line) == ["claim", "report", "utterance", "speaker", "outlet", "reason"] for line in told.lines
    )
    assert len(told.lines) == contested("ledger", "info", "--ledger", filled, "--format", "json").json["claims"]
    reason = "one speaker: Hasti Mohammad; the same said of Panjwai"
    relays = [one for one in told.lines if one["reason"] == reason and one["utterance"]]
    by_utterance = Counter(one["utterance"] for one in relays)
    (fall, times), *_ = by_utterance.most_common()
    assert times >= 5
    assert len({one["outlet"] for one in relays if one["utterance"] == fall}) == times
    assert {one["speaker"] for one in relays} == {"Hasti Mohammad", "Hasti Muhammad"}


def test_the_table_of_utterances_has_those_that_are_relayed(contested, filled):
    title, head, *rows = contested(
        "families", "--claims", "--format", "table", "--ledger", filled
    ).out.splitlines()
    assert "of them in more than one claim" in title
    assert head.split() == ["claims", "outlets", "known", "words", "reason"]
    assert all(int(row.split()[0]) > 1 for row in rows)
    assert int(rows[0].split()[1]) >= int(rows[-1].split()[1])
