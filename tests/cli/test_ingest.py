from __future__ import annotations

import csv
import json
import shutil

import pytest

TEXT = "Panjwai district fell to the Taliban on Sunday, officials said."


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/ledger.db"


@pytest.fixture
def coded(tmp_path, examples):
    """The coded example, its first rows only, to be broken by a test."""
    folder = tmp_path / "coded"
    folder.mkdir()
    for name in ("claims.csv", "reports.csv"):
        shutil.copy(examples / "afghanistan-2021" / name, folder / name)
    with (folder / "claims.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    return folder, head, rows[:6]


def _write(path, head, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([head, *rows])


def _summary(contested, *words):
    told = contested("ingest", *words, "--format", "json")
    return told, json.loads(told.out)


def test_the_same_input_twice_adds_nothing(contested, examples, url):
    first, before = _summary(contested, examples / "dispatches", "--ledger", url)
    head = contested("ledger", "info", "--format", "json", "--ledger", url).json
    second, after = _summary(contested, examples / "dispatches", "--ledger", url)
    assert (first.code, second.code) == (0, 0)
    assert (after["reports_new"], after["claims_new"], after["tallies_new"]) == (0, 0, 0)
    assert after["claims_known"] == before["claims_new"] > 100
    assert contested("ledger", "info", "--format", "json", "--ledger", url).json == head


def test_text_files_documents_and_coded_folders_go_in_together(contested, docs, examples, url, tmp_path):
    text = tmp_path / "a.txt"
    text.write_text(f"---\noutlet: Wire\npublished: 2021-07-04\n---\n{TEXT}")
    told, summary = _summary(
        contested, text, docs({"id": "1", "text": TEXT}), examples / "afghanistan-2021", "--ledger", url
    )
    assert told.code == 0
    assert summary["reports_new"] == 2 + 337
    assert summary["tallies_new"] == 171
    info = contested("ledger", "info", "--format", "json", "--ledger", url).json
    assert (info["reports"], info["claims"]) == (339, summary["claims_new"])


def test_one_text_printed_by_two_outlets_is_two_reports(contested, docs, url):
    both = docs({"id": "1", "text": TEXT, "outlet": "A"}, {"id": "2", "text": TEXT, "outlet": "B"})
    _, summary = _summary(contested, both, "--ledger", url)
    assert summary["reports_new"] == 2


def test_the_theatre_asked_for_holds_where_a_line_names_none(contested, docs, url):
    both = docs({"id": "1", "text": TEXT}, {"id": "2", "text": f"{TEXT} ", "theatre": "afghanistan"})
    assert contested("ingest", both, "--theatre", "world", "--ledger", url).code == 0
    reports = [row for row in contested("ledger", "dump", "--ledger", url).lines if row["type"] == "report"]
    assert {row["external_id"]: row["theatre"] for row in reports} == {"1": "world", "2": "afghanistan"}


def test_bad_lines_are_listed_with_file_line_code_and_remedy_and_good_ones_are_kept(contested, docs, url):
    path = docs(
        {"id": "1", "text": TEXT},
        "{not json",
        {"id": "3", "text": ""},
        {"id": "4", "text": TEXT, "published": "2021-02-30"},
        {"id": "5", "text": TEXT, "outlet": "B"},
    )
    told, summary = _summary(contested, path, "--ledger", url)
    assert told.code == 3
    assert [(r["code"], r["file"], r["line"]) for r in summary["refusals"]] == [
        ("docs.not-json", str(path), 2),
        ("intake.empty-report", str(path), 3),
        ("docs.impossible-date", str(path), 4),
    ]
    assert all(r["remedy"] for r in summary["refusals"])
    assert summary["reports_new"] == 2
    for refusal in summary["refusals"]:
        line = next(line for line in told.err.splitlines() if line.endswith(f"[{refusal['code']}]"))
        assert line.startswith(f"error: {path}, line {refusal['line']}")
        assert refusal["remedy"] in line


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "intake.empty-report"),
        (b" \n\t\n", "intake.empty-report"),
        (b"Panjwai \xff\xfe fell", "intake.not-utf8"),
        (b"Panjwai \0 fell", "intake.nul-byte"),
        (b"---\npublished: 2021-02-30\n---\nIt fell.", "intake.impossible-date"),
        (b"---\noutlet: Wire\nIt fell.", "intake.bad-front-matter"),
        (b"---\ntheatre: atlantis\n---\nIt fell.", "intake.unknown-theatre"),
        (None, "intake.missing-file"),
    ],
)
def test_a_bad_report_file_is_named_with_its_remedy_and_the_next_file_goes_in(contested, tmp_path, url, raw, code):
    bad, good = tmp_path / "bad.txt", tmp_path / "good.txt"
    if raw is not None:
        bad.write_bytes(raw)
    good.write_text(TEXT)
    told, summary = _summary(contested, bad, good, "--ledger", url)
    (refusal,) = summary["refusals"]
    assert told.code == 3
    assert (refusal["code"], refusal["file"]) == (code, str(bad))
    assert refusal["remedy"] in told.err
    assert str(bad) in told.err
    assert (summary["reports_new"], summary["claims_new"]) == (1, 1)


def test_coded_rows_with_an_unknown_place_or_an_impossible_date_are_listed_and_the_others_kept(
    contested, coded, url
):
    folder, head, rows = coded
    rows[1][head.index("pcode")] = "AF9999"
    rows[3][head.index("event_from")] = "2021-06-31"
    _write(folder / "claims.csv", head, rows)
    told, summary = _summary(contested, folder, "--ledger", url)
    assert told.code == 3
    assert [(r["code"], r["file"], r["line"]) for r in summary["refusals"]] == [
        ("coded.unknown-place", str(folder / "claims.csv"), 3),
        ("coded.impossible-date", str(folder / "claims.csv"), 5),
    ]
    assert (summary["reports_new"], summary["claims_new"]) == (337, 4)
    assert "'AF9999'" in told.err
    assert "'2021-06-31'" in told.err


def test_the_plain_summary_is_one_line_and_refusals_stand_on_standard_error(contested, docs, url):
    told = contested("ingest", docs({"id": "1", "text": TEXT}, "{"), "--ledger", url)
    (line,) = told.out.splitlines()
    assert line.startswith("1 reports new, 0 already there; 1 claims new, 0 already there; ")
    assert line.endswith("; 1 refused")
    assert told.err.count("\n") == 1


def test_a_file_name_with_control_characters_moves_no_cursor(contested, tmp_path, url):
    path = tmp_path / "a\x1b[2J\nb.txt"
    path.write_text("")
    told = contested("ingest", path, "--ledger", url)
    assert told.err.count("\n") == 1
    assert "\x1b" not in told.err


def test_a_refused_file_whose_name_is_not_utf8_can_be_told_as_json(contested, tmp_path, url):
    path = tmp_path / "a\udcff.txt"
    path.write_text("")
    told, summary = _summary(contested, path, "--ledger", url)
    assert told.code == 3
    assert summary["refusals"][0]["file"].endswith("a\\udcff.txt")


def test_the_folder_of_a_new_ledger_is_made(contested, docs, tmp_path):
    path = tmp_path / "deep" / "down" / "ledger.db"
    assert contested("ingest", docs({"id": "1", "text": TEXT}), "--ledger", path).code == 0
    assert path.is_file()
    assert contested("ledger", "verify", "--ledger", f"sqlite:///{path}").code == 0
