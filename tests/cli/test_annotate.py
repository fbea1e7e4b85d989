from __future__ import annotations

import json
import re
from html import unescape

from markupsafe import escape

TEXT = (
    "KABUL - Panjwai district in Kandahar province fell to the Taliban on Sunday, officials said. "
    "More than 300 soldiers fled to Tajikistan."
)
KEYS = ["id", "sentences", "attributions", "times", "quantities", "places"]


def _spans(line):
    yield from line["sentences"]
    for attribution in line["attributions"]:
        yield from (*attribution["source"], *attribution["cue"], *attribution["content"])
    for layer in ("times", "quantities", "places"):
        yield from (entry["span"] for entry in line[layer])


def test_a_document_gives_one_line_with_the_documented_layers(contested, docs, tmp_path):
    out = tmp_path / "layers.jsonl"
    told = contested("annotate", "--input", docs({"id": "1", "text": TEXT, "published": "2021-07-04"}))
    (line,) = told.lines
    assert list(line) == KEYS
    assert line["id"] == "1"
    assert all(0 <= start < end <= len(TEXT) for start, end in _spans(line))
    assert {tuple(time) for time in line["times"]} == {("span", "type", "value", "edtf")}
    (many,) = [q for q in line["quantities"] if TEXT[slice(*q["span"])] == "More than 300"]
    assert (many["low"], many["high"], many["change"]) == (301, None, ">")
    assert [TEXT[slice(*place["span"])] for place in line["places"]] == [
        "KABUL",
        "Panjwai",
        "Kandahar",
        "Tajikistan",
    ]
    assert line["places"][1]["id"] == "AF2704"
    same = contested(
        "annotate", "--input", docs({"id": "1", "text": TEXT, "published": "2021-07-04"}), "--output", out
    )
    assert same.out == ""
    assert out.read_text(encoding="utf-8") == told.out


def test_oracle_places_get_one_entry_each_and_no_others(contested, docs):
    spans = [[TEXT.index("Tajikistan"), TEXT.index("Tajikistan") + 10], [8, 15]]
    (line,) = contested("annotate", docs({"id": "1", "text": TEXT, "oracle_places": spans})).lines
    assert [place["span"] for place in line["places"]] == spans


def test_oracle_places_outside_the_text_are_left_out(contested, docs):
    bad = [[5, 5], [0, 10**9], ["a", 3], [1], None, [8, 15]]
    told = contested("annotate", docs({"id": "1", "text": TEXT, "oracle_places": bad}))
    assert told.code == 0
    assert [place["span"] for place in told.lines[0]["places"]] == [[8, 15]]


def test_why_says_for_each_trigger_without_a_claim_the_reason(contested, examples):
    told = contested("annotate", "--why", examples / "dispatches")
    unread = [entry for line in told.lines for entry in line["unread"]]
    assert unread
    for entry in unread:
        assert list(entry) == ["span", "words", "frame", "reason"]
        assert entry["reason"]


def test_documents_come_out_in_the_order_they_came_in(contested, docs):
    given = docs(*({"id": str(number), "text": TEXT} for number in (3, 1, 2)))
    assert [line["id"] for line in contested("annotate", given).lines] == ["3", "1", "2"]


def test_the_world_without_its_extra_says_once_what_would_bring_it(contested, docs, monkeypatch):
    from contested.theatre.world import store

    path = docs({"id": "a", "text": "Rebels left Aleppo."}, {"id": "b", "text": "Rebels left Homs."})
    monkeypatch.setattr(store, "cities_file", lambda: None)
    told = contested("annotate", "--theatre", "world", "--input", path)
    assert told.code == 0
    assert told.err.count("contested[world]") == 1
    monkeypatch.undo()
    assert "contested[world]" not in contested("annotate", "--theatre", "world", "--input", path).err


def test_html_writes_one_page_with_the_text_whole_and_no_lines(contested, docs, tmp_path):
    page = tmp_path / "seen.html"
    given = docs({"id": "1", "text": TEXT, "published": "2021-07-04"}, {"id": "2", "text": "<script>x</script>"})
    told = contested("annotate", "--html", page, given)
    assert (told.code, told.out) == (0, "")
    html = page.read_text(encoding="utf-8")
    (whole,) = re.findall(r'id="r1-text">(.*?)</div>', html, re.DOTALL)
    assert unescape(re.sub(r"<[^>]*>", "", whole)) == TEXT
    assert 'id="r1-C1"' in html
    assert "<script" not in html
    assert "Seen, but nothing read" not in html


def test_html_with_output_writes_both_and_why_is_in_both(contested, examples, tmp_path):
    page, lines = tmp_path / "seen.html", tmp_path / "layers.jsonl"
    told = contested("annotate", "--why", "--html", page, "--output", lines, examples / "dispatches")
    assert told.code == 0
    html = page.read_text(encoding="utf-8")
    written = [json.loads(line) for line in lines.read_text(encoding="utf-8").splitlines()]
    assert html.count("<article ") == len(written)
    assert html.count("Seen, but nothing read") == len(written)
    reasons = [entry["reason"] for line in written for entry in line["unread"]]
    assert reasons
    assert all(str(escape(reason)) in html for reason in reasons)


def test_lines_and_page_in_one_file_are_refused(contested, docs, tmp_path):
    page = tmp_path / "seen.html"
    told = contested("annotate", "--html", page, "--output", page, docs({"id": "1", "text": TEXT}))
    assert told.code != 0
    assert "output.not-writable" in told.err
    assert not page.exists()


def test_a_page_that_fails_half_way_leaves_no_file(contested, tmp_path):
    page = tmp_path / "seen.html"
    told = contested("annotate", "--html", page)
    assert told.code != 0
    assert "input.none" in told.err
    assert list(tmp_path.iterdir()) == []
