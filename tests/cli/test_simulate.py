from __future__ import annotations


def test_a_made_up_war_becomes_a_whole_ledger_with_its_truth_and_calibrates(contested, tmp_path):
    url, truth, table = tmp_path / "made.db", tmp_path / "truth.csv", tmp_path / "weights.toml"
    made = contested(
        "simulate", "--districts", "90", "--days", "90", "--seed", "3", "--ledger", url, "--truth", truth
    )
    assert made.code == 0
    assert "All of it is made up." in made.out
    assert contested("ledger", "verify", "--ledger", url).code == 0
    assert len(truth.read_text(encoding="utf-8").splitlines()) == 90 * 90 + 1
    told = contested("calibrate", "--ledger", url, "--truth", truth, "--write", table, "--format", "json")
    assert told.code == 0
    assert told.json["cases"] > 500
    assert 0 < told.json["after"]["brier"] < 1
    asked = ("--as-of", "2021-07-01", "--known-at", "2021-07-02", "--ledger", url, "--weights", table)
    assert contested("control", *asked, "--format", "json").code == 0


def test_more_districts_than_the_theatre_has_are_refused(contested, tmp_path):
    told = contested(
        "simulate", "--districts", "999", "--truth", tmp_path / "t.csv", "--ledger", tmp_path / "l.db"
    )
    assert told.code == 4
    assert "query.too-many-districts" in told.err
