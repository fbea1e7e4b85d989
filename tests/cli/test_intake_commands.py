"""``ingest`` with what is not a plain file, ``watch`` and ``evidence``, as a person types them."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import pytest

SAID = "Panjwai district fell to the Taliban on Sunday, the governor said."
BODY = f"<article><p>{SAID}</p><p>{SAID} It was dark.</p></article>"
PAGE = f"<html><head><title>T</title></head><body>{BODY}</body></html>"


@pytest.fixture
def url(tmp_path) -> str:
    return f"sqlite:///{tmp_path}/ledger.db"


def _summary(contested, *words):
    told = contested("ingest", *words, "--format", "json")
    return told, json.loads(told.out)


def test_a_dry_run_says_what_would_be_new_and_writes_nothing(contested, tmp_path, url):
    (tmp_path / "a.txt").write_text(SAID)
    (tmp_path / "b.html").write_text(PAGE)
    (tmp_path / "same.txt").write_text(SAID)
    words = (tmp_path / "a.txt", tmp_path / "b.html", tmp_path / "same.txt", "--ledger", url)
    told, would = _summary(contested, *words, "--dry-run")
    assert told.code == 0
    assert not (tmp_path / "ledger.db").exists()
    _, did = _summary(contested, *words)
    same = ("reports_new", "reports_known", "claims_new", "reports_read")
    assert {key: would[key] for key in same} == {key: did[key] for key in same}
    head = contested("ledger", "info", "--ledger", url).out
    _, again = _summary(contested, *words, "--dry-run")
    assert (again["reports_new"], again["claims_new"]) == (0, 0)
    assert contested("ledger", "info", "--ledger", url).out == head
    assert contested("ingest", *words, "--dry-run").out.startswith("dry run, nothing recorded: 0 reports new")


def test_patterns_names_with_newlines_and_bad_files_go_together(contested, tmp_path, url):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a\nb.html").write_text(PAGE)
    (tmp_path / "deep" / "nul.md").write_bytes(b"words \0 words")
    (tmp_path / "deep" / "bomb.docx").write_bytes(b"PK\x03\x04bomb")
    (tmp_path / "deep" / "c.txt").write_text(SAID)
    told, summary = _summary(contested, f"{tmp_path}/**/*.*", "--ledger", url)
    assert told.code == 3
    assert {one["code"] for one in summary["refusals"]} == {"intake.bad-docx"} | (
        {"intake.not-utf8", "intake.unsupported-format"} & {one["code"] for one in summary["refusals"]}
    )
    assert summary["reports_new"] == 3
    assert all(line.startswith(("error: ", "note: ", "not read: ")) for line in told.err.splitlines())


def test_an_address_is_refused_when_it_is_private_and_read_when_that_is_allowed(contested, site, url):
    site["/a"] = PAGE
    told, summary = _summary(contested, f"{site.url}/a", "--ledger", url)
    assert told.code == 3
    assert [one["code"] for one in summary["refusals"]] == ["intake.private-address"]
    told, summary = _summary(contested, f"{site.url}/a", "--allow-private-addresses", "--ledger", url)
    assert (told.code, summary["reports_new"]) == (0, 1)


def test_a_date_that_cannot_be_is_a_note_and_no_refusal(contested, tmp_path, url):
    head = '<meta property="article:published_time" content="2170-01-01T00:00:00Z">'
    (tmp_path / "a.html").write_text(PAGE.replace("<title>", f"{head}<title>"))
    told, summary = _summary(contested, tmp_path / "a.html", "--ledger", url)
    assert told.code == 0
    assert "note: " in told.err
    assert "2170" in summary["notices"][0]


def test_standard_input_is_read(contested, monkeypatch, url):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    _, summary = _summary(contested, "-", "--ledger", url)
    assert (summary["reports_new"], summary["refusals"]) == (1, [])


def test_on_a_terminal_there_is_a_bar_and_a_table(contested, tmp_path, url, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    from contested.cli.progress import progress_bar

    shown = Terminal()
    monkeypatch.setattr(sys, "stderr", shown)
    (tmp_path / "a.txt").write_text(SAID)
    with progress_bar([str(tmp_path / "a.txt"), "-"]) as told:
        assert told is not None
        told(1, "/x/na\x1b[2Jme.txt")
    assert "\x1b[2J" not in shown.getvalue()
    from contested.cli import ingest as command

    monkeypatch.setattr("contested.cli.output.on_terminal", lambda: True)
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    summary = command.Wishes()
    assert summary.most_pages == 500
    from contested.errors import InputError
    from contested.ingest.summary import Summary

    counted = Summary(reports_new=1)
    counted.refuse(InputError("x", code="intake.no-body", remedy="y"), file="a")
    command.print_summary(counted)
    assert "refused 1: intake.no-body" in out.getvalue()


def test_watch_once_reads_a_feed_and_a_second_time_nothing(contested, site, tmp_path, url):
    feed = (
        f"<rss version='2.0'><channel><title>W</title><item><guid>1</guid><description>{SAID}</description></item>"
    )
    site["/feed"] = (feed + "</channel></rss>").encode()
    path = tmp_path / "feeds.toml"
    path.write_text(f'[[feed]]\nurl = "{site.url}/feed"\nread = "item"\n')
    words = ("watch", path, "--once", "--allow-private-addresses", "--ledger", url)
    first, second = contested(*words), contested(*words)
    assert (first.code, second.code) == (0, 0)
    assert "1 reports new, 0 refused; {'done': 1}" in first.out
    assert "0 reports new, 0 refused; {'done': 1}" in second.out
    path.write_text(path.read_text() + 'theatre = "atlantis"\n')
    assert contested(*words).code == 6
    path.write_text("nonsense")
    refused = contested(*words)
    assert (refused.code, "[intake.bad-feeds]" in refused.err) == (4, True)


def test_evidence_prints_the_words_in_the_original_and_writes_it_out(contested, tmp_path, url):
    (tmp_path / "a.html").write_text(PAGE.replace("the governor", "the\x1b[31m governor"))
    assert contested("ingest", tmp_path / "a.html", "--ledger", url).code == 0
    rows = contested("ledger", "dump", "--ledger", url).lines
    claim = next(row["id"] for row in rows if row["type"] == "claim")
    told = contested("evidence", claim[:10], "--ledger", url, "--output", tmp_path / "out.wacz")
    assert told.code == 0
    assert ">>>Panjwai district fell" in told.out
    assert "made anew from the raw bytes: the same" in told.out
    assert "\x1b" not in told.out
    assert (tmp_path / "out.wacz").is_file()
    assert contested("evidence", claim, "--format", "json", "--ledger", url).json["same_text"] is True
    assert contested("evidence", "--all", "--output", tmp_path / "all", "--ledger", url).code == 0
    assert contested("evidence", "--ledger", url).code == 4
    assert "[query.unknown-claim]" in contested("evidence", "f" * 32, "--ledger", url).err


def test_without_the_extras_pages_are_refused_by_the_name_of_the_extra_and_text_is_read(tmp_path, url):
    (tmp_path / "a.html").write_text(PAGE)
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "b.txt").write_text(SAID)
    program = """
import sys
for name in ("trafilatura", "httpx", "pypdfium2", "feedparser", "warcio", "protego", "htmldate", "lxml"):
    sys.modules[name] = None
from contested.__main__ import main
main()
"""
    words = ["ingest", str(tmp_path), "https://x.example/a", "--ledger", url, "--format", "json"]
    done = subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, check=False)
    summary = json.loads(done.stdout)
    assert (done.returncode, summary["reports_new"]) == (3, 1), done.stderr
    assert {one["code"] for one in summary["refusals"]} == {"intake.missing-extra"}
    remedies = " ".join(one["remedy"] for one in summary["refusals"])
    assert "contested[web-sources]" in remedies
    assert "contested[pdf]" in remedies
