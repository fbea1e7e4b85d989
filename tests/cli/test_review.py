from __future__ import annotations

import pytest

KEYS = [
    *(
        "claim",
        "report",
        "outlet",
        "published",
        "kind",
        "stance",
        "speaker",
        "words",
        "places",
        "event",
        "outcome",
    ),
    *("holder", "confidence", "points", "reasons", "changes"),
]


@pytest.fixture(scope="module")
def made(contested, examples, tmp_path_factory):
    path = tmp_path_factory.mktemp("reviewed") / "ledger.db"
    told = contested("ingest", examples / "dispatches", "--ledger", path)
    assert told.code == 0, told.err
    return path


@pytest.fixture
def own(made, tmp_path):
    copy = tmp_path / "ledger.db"
    copy.write_bytes(made.read_bytes())
    return copy


@pytest.fixture
def first(contested, own):
    return contested("review", "list", "--limit", 1, "--ledger", own).lines[0]["claim"]


def test_the_queue_has_the_documented_keys_and_keeps_its_limit(contested, made):
    told = contested("review", "list", "--format", "jsonl", "--limit", 5, "--ledger", made)
    assert told.code == 0, told.err
    assert len(told.lines) == 5
    assert all(list(line) == KEYS for line in told.lines)
    points = [line["points"] for line in told.lines]
    assert points == sorted(points, reverse=True)


def test_the_table_says_why_and_what_to_do_next(contested, made):
    told = contested("review", "list", "--format", "table", "--place", "Panjwai", "--ledger", made)
    title, head, *_, last = told.out.splitlines()
    assert title.endswith("claims wait for a ruling")
    assert head.split() == ["points", "claim", "place", "speaker", "words", "because"]
    assert "contested review show" in last


def test_show_gives_the_words_in_context_and_the_map_without_the_claim(contested, own, first):
    told = contested("review", "show", first[:10], "--ledger", own)
    assert told.code == 0, told.err
    assert "Nobody has ruled on it." in told.out
    assert "If it were rejected:" in told.out
    shown = contested("review", "show", first, "--format", "json", "--ledger", own).json
    assert shown["claim"] == first
    assert shown["stands"] is True
    assert shown["if_rejected"]
    assert shown["rulings"] == []


def test_a_ruling_changes_control_and_its_undoing_puts_it_back(contested, own, first):
    item = contested("review", "show", first, "--format", "json", "--ledger", own).json
    change = next(change for change in item["if_rejected"] if change["moved"])
    asked = ("control", "--as-of", change["day"], "--format", "json", "--ledger", own)

    def places():
        return contested(*asked).json["places"]

    def state():
        return next(place["state"] for place in places() if place["place"] == change["place"])

    before = places()
    assert state() == change["before"]["state"]
    told = contested("review", "reject", first, "--by", "Ann", "--note", "a plan", "--ledger", own)
    assert told.code == 0, told.err
    assert "Ann rejected it (“a plan”)" in told.out
    assert "->" in told.out
    assert state() == change["after"]["state"]
    told = contested("review", "undo", first, "--by", "Ben", "--ledger", own)
    assert told.code == 0, told.err
    assert "Ben undid the ruling on it" in told.out
    assert places() == before


def test_who_has_not_seen_the_ruling_is_told_it_in_words(contested, own, first):
    told = contested("review", "accept", first, "--by", "Ann", "--yes", "--ledger", own)
    ruling = told.out.rpartition("[ruling ")[2].strip("]\n")
    refused = contested("review", "reject", first, "--by", "Ben", "--yes", "--ledger", own)
    assert refused.code == 4
    assert "Ann accepted it" in refused.err
    assert f"--after {ruling}" in refused.err
    assert "[ruling.overruled]" in refused.err
    allowed = contested("review", "reject", first, "--by", "Ben", "--after", ruling, "--ledger", own)
    assert allowed.code == 0, allowed.err


def test_duplicate_unverifiable_and_amend_are_recorded(contested, own):
    lines = contested("review", "list", "--limit", 4, "--ledger", own).lines
    one, two, three, four = (line["claim"] for line in lines)
    for words in (
        ("duplicate", one, "--of", two),
        ("unverifiable", three),
        ("amend", four, "--set", "event=2021-07-01", "--set", "via=a radio"),
    ):
        told = contested("review", *words, "--by", "Ann", "--yes", "--ledger", own)
        assert told.code == 0, told.err
    assert "stands in its place" in told.out
    shown = contested("review", "show", three, "--format", "json", "--ledger", own).json
    assert shown["rulings"][0]["decision"] == "unverifiable"
    assert shown["stands"] is True
    assert contested("ledger", "verify", "--ledger", own).code == 0
    assert contested("ledger", "info", "--format", "json", "--ledger", own).json["rulings"] == 4


def test_a_claim_is_added_by_hand_or_refused_by_its_field(contested, own):
    add = (
        "review",
        "add",
        "--report",
        "01-panjwai.txt",
        "--kind",
        "control_status",
        "--by",
        "Ann",
        "--ledger",
        own,
    )
    told = contested(
        *add, "--place", "Panjwai", "--set", "statement=The centre is held", "--set", "holder=taliban"
    )
    assert told.code == 0, told.err
    wrong = contested(*add, "--place", "Atlantis", "--set", "statement=x")
    assert wrong.code == 4
    assert "place 'Atlantis'" in wrong.err
    unknown = contested(*add, "--set", "colour=red")
    assert unknown.code == 4
    assert "[ruling.unknown-slot]" in unknown.err


def test_an_unknown_claim_and_a_missing_ledger_are_told_with_their_codes(contested, own, tmp_path):
    assert "[ruling.unknown-claim]" in contested("review", "show", "ffffffff", "--ledger", own).err
    missing = contested("review", "list", "--ledger", tmp_path / "none.db")
    assert missing.code == 5
    assert not missing.out


def test_an_empty_queue_says_what_to_do(contested, tmp_path):
    empty = tmp_path / "empty.db"
    assert contested("ledger", "init", "--ledger", empty).code == 0
    told = contested("review", "list", "--format", "table", "--ledger", empty)
    assert told.code == 0, told.err
    assert "contested ingest" in told.out
    assert contested("review", "list", "--format", "jsonl", "--ledger", empty).out == ""
