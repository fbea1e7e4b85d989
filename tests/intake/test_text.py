from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import FileRefused
from contested.intake.files import MAX_BYTES
from contested.intake.text import read_text
from contested.model.identity import bytes_id

HEAD = """---
title: Panjwai falls: a report
outlet: Example Wire
url: https://example.org/1
published: 2021-07-04T13:40Z
language: en
---
"""


def _write(tmp_path, content: bytes | str, name="report.txt"):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def _refused(path) -> FileRefused:
    with pytest.raises(FileRefused) as refused:
        read_text(path, "afghanistan")
    assert str(path) in refused.value.message
    assert refused.value.remedy
    return refused.value


def test_a_file_without_front_matter_is_a_report_named_by_its_file(tmp_path):
    path = _write(tmp_path, "Panjwai fell.\n")
    item = read_text(path, "afghanistan")
    assert item.report.text == "Panjwai fell.\n"
    assert item.report.external_id == "report.txt"
    assert (item.report.outlet, item.report.url, item.report.published) == (None, None, None)
    assert item.report.theatre == "afghanistan"
    assert item.claims is None
    assert item.report.raw_sha256 == bytes_id(item.raw) == bytes_id(path.read_bytes())


def test_front_matter_describes_the_report_and_is_not_part_of_its_text(tmp_path):
    report = read_text(_write(tmp_path, HEAD + "Title\n\n  Text.\n"), "afghanistan").report
    assert report.text == "Title\n\n  Text.\n"
    assert report.title == "Panjwai falls: a report"
    assert report.outlet == "Example Wire"
    assert report.published == "2021-07-04T13:40Z"
    assert report.language == "en"


def test_front_matter_may_name_the_theatre_and_leave_values_empty(tmp_path):
    report = read_text(_write(tmp_path, "---\ntheatre: world\noutlet:\n\n---\nText"), "afghanistan").report
    assert (report.theatre, report.outlet) == ("world", None)


def test_line_ends_and_byte_order_mark_do_not_change_the_report(tmp_path):
    plain = read_text(_write(tmp_path, HEAD + "One.\n\nTwo.\n"), "x").report
    for number, content in enumerate(
        (
            b"\xef\xbb\xbf" + (HEAD + "One.\n\nTwo.\n").encode(),
            (HEAD + "One.\n\nTwo.\n").replace("\n", "\r\n").encode(),
            (HEAD + "One.\n\nTwo.\n").replace("\n", "\r").encode(),
        )
    ):
        same = read_text(_write(tmp_path, content, f"{number}.txt"), "x").report
        assert (same.id, same.text) == (plain.id, plain.text)
        assert same.raw_sha256 != plain.raw_sha256


@settings(deadline=None, max_examples=60)
@given(
    text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"), min_size=1).filter(str.strip)
)
def test_the_text_after_front_matter_is_kept_exactly(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("kept") / "r.txt"
    path.write_bytes((HEAD + text).encode())
    assert read_text(path, "x").report.text == text


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "intake.empty-report"),
        (b" \n\t\n", "intake.empty-report"),
        (HEAD.encode(), "intake.empty-report"),
        (b"abc\xff def", "intake.not-utf8"),
        ("Panjwai fell".encode("utf-16"), "intake.not-utf8"),
        (b"abc\0def", "intake.nul-byte"),
        (b"---\nauthor: X\n---\nText", "intake.bad-front-matter"),
        (b"---\nno colon here\n---\nText", "intake.bad-front-matter"),
        (b"---\ntitle: a\ntitle: b\n---\nText", "intake.bad-front-matter"),
        (b"---\ntitle: a\nText", "intake.bad-front-matter"),
        (b"---", "intake.bad-front-matter"),
        (b"---\npublished: 2021-02-30\n---\nText", "intake.impossible-date"),
        (b"---\npublished: last Sunday\n---\nText", "intake.impossible-date"),
    ],
)
def test_a_file_that_cannot_be_a_report_is_refused_by_its_code(tmp_path, content, code):
    assert _refused(_write(tmp_path, content)).code == code


def test_the_byte_that_is_not_utf8_is_named(tmp_path):
    assert "byte 3" in _refused(_write(tmp_path, b"abc\xff def")).message


def test_a_missing_file_a_folder_and_a_broken_link_are_refused(tmp_path):
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    assert _refused(tmp_path / "nothing.txt").code == "intake.missing-file"
    assert _refused(tmp_path / "link").code == "intake.missing-file"
    assert _refused(tmp_path).code == "intake.is-a-folder"
    assert _refused(tmp_path / ("x" * 5000)).code == "intake.missing-file"


def test_a_symbolic_link_is_followed(tmp_path):
    (tmp_path / "link.txt").symlink_to(_write(tmp_path, "Text."))
    assert read_text(tmp_path / "link.txt", "x").report.text == "Text."


def test_a_file_over_fifty_megabytes_is_refused_without_being_decoded(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    assert _refused(path).code == "intake.too-large"


@pytest.mark.parametrize(
    "name", ["table.xlsx", "table.tsv", "old.doc", "photo.JPG", "some.zip", "archive.warc.gz"]
)
def test_formats_that_are_not_read_are_named_as_such(tmp_path, name):
    assert _refused(_write(tmp_path, "<html>", name)).code == "intake.unsupported-format"
