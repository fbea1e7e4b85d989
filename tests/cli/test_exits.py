"""Every exit code by a case a user can run into; the table is in docs/reference/errors.md."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest

from contested.cli.exits import exit_code, told_errors
from contested.errors import ClaimRefused, InputError, LedgerBusy, SettingsError, TheatreError

TEXT = "Panjwai district fell to the Taliban on Sunday, officials said."


def _error(told, code, *parts):
    """The errors of a command are one line: what happened, to which thing, a remedy, the code."""
    (line,) = told.err.splitlines()
    assert line.startswith("error: ")
    assert line.endswith(f"[{code}]")
    for part in parts:
        assert str(part) in line


def test_0_done(contested, docs):
    assert contested("read", docs({"id": "1", "text": TEXT})).code == 0
    assert contested("--version") == (0, "contested 0.1.0\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ("nonsense",),
        ("read", "--nonsense"),
        ("read", "--format", "xml", "x"),
        ("ingest",),
        ("explain",),
        ("control", "--clock", "utterance"),
        ("demo", "--port", "many"),
    ],
)
def test_2_wrong_use_of_the_command_line(contested, words):
    told = contested(*words)
    assert told.code == 2
    assert "Error: " in told.err
    assert "--help" in told.err


def test_3_some_of_the_input_was_refused_and_the_rest_was_done(contested, docs):
    told = contested("read", docs("{", {"id": "1", "text": TEXT}))
    assert told.code == 3
    assert len(told.lines) == 1
    _error(told, "docs.not-json", "docs.jsonl, line 1")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("read",), "input.none"),
        (("annotate",), "input.none"),
        (("control", "--as-of", "2021-02-30"), "query.bad-day"),
        (("control", "--as-of", "2021-07-04T18:00Z"), "query.bad-day"),
        (("control", "--known-at", "yesterday"), "query.bad-time"),
        (("tallies", "--known-at", "2021-07-04T25:00Z"), "query.bad-time"),
        (("control", "--set", "1000"), "query.unknown-set"),
        (("explain", "Nowhere"), "query.unknown-place"),
        (("explain", ""), "query.unknown-place"),
        (("explain", "Arghandab"), "query.ambiguous-place"),
    ],
)
def test_4_the_input_or_the_question_cannot_be_used(contested, filled, words, code):
    asked = words if words[0] in ("read", "annotate") else (*words, "--ledger", filled)
    told = contested(*asked)
    assert (told.code, told.out) == (4, "")
    _error(told, code)


def test_4_the_output_cannot_be_written(contested, docs, tmp_path):
    told = contested("read", docs({"id": "1", "text": TEXT}), "--output", tmp_path / "no" / "claims.jsonl")
    assert told.code == 4
    _error(told, "output.not-writable", "claims.jsonl")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("sqlite:////nowhere/at/all.db", "ledger.missing"),
        ("sqlite://", "ledger.bad-url"),
        ("sqlite:///:memory:", "ledger.bad-url"),
        ("mysql://user:secret@host/db", "ledger.unsupported-database"),
        ("what://is/this", "ledger.unsupported-database"),
    ],
)
def test_5_the_ledger_cannot_be_used(contested, url, code):
    for words in (("control",), ("tallies",), ("explain", "Panjwai"), ("ledger", "verify")):
        told = contested(*words, "--ledger", url)
        assert (told.code, told.out) == (5, "")
        _error(told, code)
        assert "secret" not in told.err


def test_5_nothing_is_written_to_a_file_that_is_no_ledger(contested, docs, tmp_path):
    other = tmp_path / "letter.txt"
    other.write_bytes(b"Dear Sir or Madam, this is not a database but a letter to you.")
    told = contested("ingest", docs({"id": "1", "text": TEXT}), "--ledger", other)
    assert told.code == 5
    _error(told, "ledger.not-a-ledger", other)
    assert other.read_bytes().startswith(b"Dear Sir")


def test_6_the_theatre_is_not_there_or_does_not_hold_together(contested, docs, filled, tmp_path):
    told = contested("control", "--theatre", "atlantis", "--ledger", filled)
    assert told.code == 6
    _error(told, "theatre.not-found", "atlantis", "afghanistan")
    assert contested("read", docs({"id": "1", "text": TEXT}), "--theatre", "atlantis").code == 6
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "theatre.toml").write_text("title = 3")
    told = contested("control", "--theatre", pack, "--ledger", filled)
    assert told.code == 6
    _error(told, "theatre.invalid", "theatre.toml")


def test_7_the_settings_cannot_be_used(contested, docs, monkeypatch, tmp_path):
    monkeypatch.setenv("CONTESTED_THEATRE", " ")
    told = contested("read", docs({"id": "1", "text": TEXT}))
    assert told.code == 7
    _error(told, "settings.empty", "CONTESTED_THEATRE")
    monkeypatch.delenv("CONTESTED_THEATRE")
    told = contested("ingest", docs({"id": "1", "text": TEXT}), "--ledger", docs() / "below" / "ledger.db")
    assert told.code == 7
    _error(told, "settings.ledger-folder", "below")
    told = contested("ingest", docs({"id": "1", "text": TEXT}), "--ledger", tmp_path / "what?.db")
    assert told.code == 7
    _error(told, "settings.ledger-path", "what?.db")


def test_the_exit_code_of_an_error_follows_from_who_can_act_on_it():
    assert exit_code(InputError("", code="a.b", remedy="")) == 4
    assert exit_code(ClaimRefused("", code="a.b", remedy="", report_id="")) == 4
    assert exit_code(LedgerBusy("", code="a.b", remedy="", url="")) == 5
    assert exit_code(TheatreError("", code="a.b", remedy="")) == 6
    assert exit_code(SettingsError("", code="a.b", remedy="")) == 7


def test_an_interrupt_is_told_in_a_word_and_exits_130(capsys):
    with pytest.raises(SystemExit) as end, told_errors():
        raise KeyboardInterrupt
    assert end.value.code == 130
    assert capsys.readouterr().err == "interrupted\n"


def test_a_defect_is_not_dressed_up_as_something_else():
    with pytest.raises(ZeroDivisionError), told_errors():
        raise ZeroDivisionError


@pytest.mark.skipif(os.name == "nt", reason="there is no such signal on Windows")
def test_an_interrupted_ingest_leaves_a_whole_ledger(examples, tmp_path, contested):
    path = tmp_path / "ledger.db"
    words = ("ingest", examples / "afghanistan-2021", examples / "dispatches", "--ledger", path)
    command = [sys.executable, "-m", "contested", *map(str, words)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        until = time.monotonic() + 30
        while not path.exists() and time.monotonic() < until:
            time.sleep(0.005)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (130, b"interrupted\n")
    assert contested(*words).code == 0
    assert contested("ledger", "verify", "--ledger", path).code == 0
