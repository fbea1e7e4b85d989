"""The command as a process: what it imports, what it writes into a pipe, and how it ends when nobody reads on."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from contested.cli.app import app

HEAVY = {
    "sqlalchemy",
    "rich.table",
    "ahocorasick",
    "jinja2",
    "http.server",
    "fastapi",
    "uvicorn",
    "shapely",
    "contested.reading.rules",
}
COMMANDS = (
    *("read", "annotate", "ingest", "control", "explain", "tallies", "ledger", "theatre", "demo", "serve"),
    *("families", "watch", "evidence", "simulate", "calibrate", "incidents", "disputes", "sources", "review"),
    *("user", "token", "audit"),
)


def _buffered() -> dict[str, str]:
    """An environment that leaves standard output buffered: a closed pipe is met only when it is flushed."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}


@pytest.mark.parametrize(
    "command",
    ["", *COMMANDS, "ledger info", "ledger verify", "ledger dump", "theatre new", "user add", "token add"],
)
def test_help_says_what_a_command_does(contested, command):
    told = contested(*command.split(), "--help")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Usage: contested {command}".rstrip())
    assert "\x1b" not in told.out


def test_help_names_every_command(contested):
    named = {group.name for group in (*app.registered_commands, *app.registered_groups)}
    assert named == set(COMMANDS)
    for command in COMMANDS:
        assert f"\n  {command} " in contested("--help").out


def test_help_imports_nothing_heavy():
    code = (
        "import sys\nsys.argv = ['contested', '--help']\n"
        "from contested.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "print('\\n'.join(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "contested.cli.app" in loaded
    assert not HEAVY & loaded


def test_without_a_command_the_help_is_shown_and_the_use_was_wrong(contested):
    told = contested()
    assert told.code == 2
    assert "Commands:" in told.out + told.err


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise on Windows")
@pytest.mark.parametrize("command", ["ledger dump", "control --format json --as-of 2021-07-04", "tallies"])
def test_output_closed_early_ends_quietly(filled, command):
    words = [sys.executable, "-m", "contested", *command.split(), "--ledger", filled]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=_buffered()) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        errors = process.stderr.read()
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.skipif(os.name == "nt", reason="pipes close otherwise on Windows")
def test_output_that_nobody_ever_reads_ends_quietly(filled):
    away, ours = os.pipe()
    os.close(away)
    words = [sys.executable, "-m", "contested", "ledger", "info", "--ledger", filled]
    done = subprocess.run(words, stdout=ours, stderr=subprocess.PIPE, env=_buffered(), check=False)
    os.close(ours)
    assert (done.returncode, done.stderr) == (0, b"")


def test_piped_output_is_utf8_whatever_the_locale_and_has_no_escape_codes(program, ask):
    for command in (("control", *ask), ("explain", "Panjwai", *ask)):
        done = program(*command, PYTHONIOENCODING="ascii", FORCE_COLOR="1", TERM="xterm-256color")
        assert (done.returncode, done.stderr) == (0, b"")
        assert "“" in done.stdout.decode("utf-8")
        assert b"\x1b" not in done.stdout
