from __future__ import annotations

import json
import os
from pathlib import Path

from contested.errors import FileRefused
from contested.intake.item import Item
from contested.intake.sources import read_source
from contested.theatre.load import load_theatre


def _read(path):
    return list(read_source(path, load_theatre("afghanistan")))


def test_the_files_of_a_folder_come_sorted_and_a_bad_one_does_not_stop_the_rest(tmp_path):
    (tmp_path / "b.txt").write_text("Text b.")
    (tmp_path / "a.txt").write_text("")
    (tmp_path / "c.jsonl").write_text(json.dumps({"id": "c", "text": "Text c."}))
    (tmp_path / "README.md").write_text("not a report")
    (tmp_path / "folder.txt").mkdir()
    first, second, third = _read(tmp_path)
    assert isinstance(first, FileRefused)
    assert first.code == "intake.empty-report"
    assert [found.report.external_id for found in (second, third) if isinstance(found, Item)] == ["b.txt", "c"]


def test_a_folder_with_claims_csv_is_coded(tmp_path):
    (tmp_path / "claims.csv").write_text("")
    (tmp_path / "a.txt").write_text("Text.")
    assert {refusal.code for refusal in _read(tmp_path)} == {"intake.missing-file", "coded.wrong-columns"}


def test_an_empty_folder_and_a_missing_path_are_refusals_not_exceptions(tmp_path):
    assert [refusal.code for refusal in _read(tmp_path)] == ["intake.empty-folder"]
    assert [refusal.code for refusal in _read(tmp_path / "none")] == ["intake.missing-file"]
    assert [refusal.code for refusal in _read(tmp_path / "none.jsonl")] == ["intake.missing-file"]


def test_a_file_name_with_a_newline_is_only_a_name(tmp_path):
    path = tmp_path / "a\nb.txt"
    path.write_text("Text.")
    (item,) = _read(path)
    assert item.report.external_id == "a\nb.txt"


def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").write_text("Text.")
    refusal, item = _read(tmp_path)
    assert (refusal.code, item.report.text) == ("intake.not-a-file", "Text.")
    assert [one.code for one in _read(Path("/dev/zero"))] == ["intake.not-a-file"]


def test_a_sitemap_on_the_disk_is_told_as_what_it_is(tmp_path):
    (tmp_path / "map.xml").write_text("<urlset><url><loc>https://x.example/a</loc></url></urlset>")
    assert [refusal.code for refusal in _read(tmp_path / "map.xml")] == ["intake.only-links"]


def test_a_json_file_is_one_document_however_it_is_laid_out(tmp_path):
    path = tmp_path / "000.json"
    path.write_text(json.dumps({"id": "000", "text": "Text.", "published": "2021-07-04"}, indent=2))
    (item,) = _read(path)
    assert isinstance(item, Item)
    assert (item.report.external_id, item.report.text) == ("000", "Text.")


def test_a_json_file_that_is_none_is_refused_by_its_name(tmp_path):
    path = tmp_path / "bad.json"
    path.write_text("{")
    (refusal,) = _read(path)
    assert (refusal.code, refusal.path) == ("docs.not-json", str(path))
