from __future__ import annotations

import json

import pytest

from contested.errors import FileRefused, InputError, RowRefused
from contested.intake import docs_jsonl
from contested.intake.docs_jsonl import read_docs
from contested.model.identity import bytes_id

DOC = {
    "id": "000",
    "text": "Panjwai fell.\r\nIt did \u2028 indeed.",
    "title": "T",
    "outlet": "Example Wire",
    "url": "https://example.org/1",
    "published": "2021-07-04",
    "theatre": "world",
}


def _read(tmp_path, *lines: bytes | str | dict):
    path = tmp_path / "docs.jsonl"
    encoded = [json.dumps(line) if isinstance(line, dict) else line for line in lines]
    path.write_bytes(b"\n".join(line.encode() if isinstance(line, str) else line for line in encoded))
    return list(read_docs(path, "afghanistan"))


def test_a_document_becomes_a_report_with_its_text_untouched(tmp_path):
    (item,) = _read(tmp_path, DOC)
    assert item.report.text == DOC["text"]
    assert item.report.external_id == "000"
    assert (item.report.outlet, item.report.title, item.report.theatre) == ("Example Wire", "T", "world")
    assert item.report.published == "2021-07-04"
    assert item.line == 1
    assert item.report.raw_sha256 == bytes_id(item.raw)
    assert json.loads(item.raw) == DOC


def test_nulls_missing_keys_number_ids_and_extra_keys_are_fine(tmp_path):
    (item,) = _read(tmp_path, {"id": 7, "text": "x", "published": None, "oracle_places": [[0, 1]]})
    assert (item.report.external_id, item.report.published, item.report.theatre) == ("7", None, "afghanistan")
    assert item.extra == {"oracle_places": [[0, 1]]}


def test_an_empty_file_gives_nothing_and_blank_lines_are_passed_over(tmp_path):
    assert _read(tmp_path) == []
    assert [item.line for item in _read(tmp_path, "", DOC, "  ", "\r", DOC, "")] == [2, 5]


def test_a_byte_order_mark_is_allowed(tmp_path):
    (item,) = _read(tmp_path, b"\xef\xbb\xbf" + json.dumps(DOC).encode())
    assert item.report.external_id == "000"


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{not json", "docs.not-json"),
        ('{"id": "1", "text": "x"} trailing', "docs.not-json"),
        ("[" * 100_000, "docs.not-json"),
        ("[1, 2]", "docs.not-an-object"),
        ("null", "docs.not-an-object"),
        (b'{"id": "1", "text": "\xff"}', "intake.not-utf8"),
        ({"text": "x"}, "docs.missing-id"),
        ({"id": True, "text": "x"}, "docs.missing-id"),
        ({"id": "1"}, "docs.missing-text"),
        ({"id": "1", "text": 5}, "docs.missing-text"),
        ({"id": "1", "text": " \n"}, "intake.empty-report"),
        ({"id": "1", "text": "x", "outlet": ["y"]}, "docs.wrong-type"),
        ({"id": "1", "text": "x", "published": 20210704}, "docs.wrong-type"),
        ({"id": "1", "text": "x", "published": "2021-02-30"}, "docs.impossible-date"),
        ({"id": "1", "text": "x", "published": "yesterday"}, "docs.impossible-date"),
        ({"id": "1", "text": "a\0b"}, "docs.bad-character"),
        ('{"id": "1", "text": "a", "title": "\\u0000"}', "docs.bad-character"),
    ],
)
def test_a_bad_line_is_refused_by_its_number_and_the_others_are_kept(tmp_path, line, code):
    first, refusal, last = _read(tmp_path, DOC, line, DOC)
    assert isinstance(refusal, RowRefused)
    assert (refusal.code, refusal.line) == (code, 2)
    assert "line 2" in refusal.message
    assert refusal.remedy
    assert (first.line, last.line) == (1, 3)


def test_half_a_surrogate_pair_is_refused(tmp_path):
    (refusal,) = _read(tmp_path, '{"id": "1", "text": "a \\ud83d b"}')
    assert isinstance(refusal, InputError)
    (item,) = _read(tmp_path, '{"id": "1", "text": "a \\ud83c\\udfd4 b"}')
    assert item.report.text == "a \N{SNOW CAPPED MOUNTAIN} b"


def test_a_line_that_is_too_long_is_left_out_and_the_next_one_read(tmp_path, monkeypatch):
    monkeypatch.setattr(docs_jsonl, "MAX_BYTES", 300)
    first, refusal, last = _read(tmp_path, DOC, {"id": "1", "text": "x" * 1000}, DOC)
    assert (refusal.code, refusal.line) == ("intake.too-large", 2)
    assert (first.line, last.line) == (1, 3)


def test_a_missing_file_is_one_refusal(tmp_path):
    (refusal,) = read_docs(tmp_path / "none.jsonl", "afghanistan")
    assert isinstance(refusal, FileRefused)
    assert refusal.code == "intake.missing-file"
