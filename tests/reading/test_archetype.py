"""The archetype report of 4 July 2021, read as a user reads it. Skipped where the data for work are absent."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def text(shared) -> str:
    return json.loads((shared / "dev" / "docs" / "000.json").read_text(encoding="utf-8"))["text"]


@pytest.fixture(scope="module")
def read_file(shared, text, tmp_path_factory):
    """The claims of the archetype, as ``contested read`` writes them."""
    folder = tmp_path_factory.mktemp("archetype")
    given = json.loads((shared / "dev" / "docs" / "000.json").read_text(encoding="utf-8"))
    document = {key: given[key] for key in ("id", "text", "title", "outlet", "url", "published")}
    (folder / "docs.jsonl").write_text(json.dumps(document | {"theatre": "afghanistan"}) + "\n", encoding="utf-8")
    command = ["read", "--format", "jsonl", "--input", folder / "docs.jsonl", "--output", folder / "claims.jsonl"]
    subprocess.run([sys.executable, "-m", "contested", *map(str, command)], check=True, capture_output=True)
    return folder / "claims.jsonl"


@pytest.fixture(scope="module")
def claims(read_file):
    return [json.loads(line) for line in read_file.read_text(encoding="utf-8").splitlines()]


def test_every_quote_is_exactly_its_span(claims, text):
    assert claims
    for claim in claims:
        assert text[slice(*claim["span"])] == claim["quote"]


def test_at_least_26_of_the_38_gold_claims_are_aligned_by_the_scorer(shared, read_file, tmp_path):
    for part in ("docs", "gold"):
        (tmp_path / part).mkdir()
        given = (shared / "dev" / part / "000.json").read_bytes()
        (tmp_path / part / "000.json").write_bytes(given)
    command = [
        *(sys.executable, shared / "score" / "score_claims.py", "--docs", tmp_path / "docs"),
        *("--gold", tmp_path / "gold", "--predictions", read_file, "--json", tmp_path / "out.json"),
    ]
    done = subprocess.run([*map(str, command)], check=True, capture_output=True, text=True)
    result = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert result["gold_claims"] == 38
    assert result["aligned"] >= 26, done.stdout
    assert result["wrong_spans"] == 0
    assert result["non_verbatim"] == 0


def test_the_kill_count_is_a_claim_of_the_defence_ministry(claims):
    (killed,) = [claim for claim in claims if claim["kind"] == "casualties" and "224" in claim["quote"]]
    assert (killed["quantity"]["low"], killed["quantity"]["high"]) == (224, 224)
    assert "Defence Ministry" in killed["speaker"]["name"]
    assert (killed["speaker"]["side"], killed["stance"]) == ("government", "asserts")


def test_more_than_300_is_at_least_301(claims):
    lows = [
        claim["quantity"]["low"] for claim in claims if "more than 300" in claim["quote"] and claim["quantity"]
    ]
    assert 301 in lows


def test_the_two_tallies_keep_their_denominators(claims):
    tallies = [claim for claim in claims if claim["kind"] == "control_tally"]
    (third,) = [claim for claim in tallies if "421" in claim["quote"]]
    (hundred,) = [claim for claim in tallies if "nearly 400" in claim["quote"]]
    assert third["claim"] != hundred["claim"]
    assert third["quantity"]["of"] == 421
    assert third["quantity"]["low"] == pytest.approx(140, abs=1)
    assert (hundred["quantity"]["of"], hundred["quantity"]["low"], hundred["quantity"]["high"]) == (400, 101, None)
    assert hundred["speaker"]["side"] == "insurgent"


def test_nothing_is_read_from_captions_teasers_and_leftovers_of_the_page(claims, text):
    caption = "An Afghan soldier stands guard"
    for words in (caption, "READ MORE", "Loading...", "Route 6", "Reuters\n"):
        at = text.find(words)
        assert at >= 0
        while at >= 0:
            end = text.find("\n", at)
            end = len(text) if end < 0 else end
            for claim in claims:
                assert claim["span"][1] <= at or claim["span"][0] >= end, claim["quote"]
            at = text.find(words, end)
