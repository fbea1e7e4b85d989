from __future__ import annotations

import csv
from pathlib import Path

import pytest

from contested.errors import FileRefused, InputError, RowRefused
from contested.intake.coded import REPORT_COLUMNS, read_coded
from contested.intake.coded_claim import CLAIM_COLUMNS, quantity_words
from contested.intake.coded_tally import TALLY_COLUMNS
from contested.intake.item import Item
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Side, Stance
from contested.theatre.load import load_theatre

EXAMPLE = Path(__file__).parents[2] / "examples" / "afghanistan-2021"

REPORT = {"report_no": "1", "outlet": "Example Wire", "url": "https://example.org/1", "published": "2021-07-04"}
CLAIM = {
    "claim_no": "1",
    "report_no": "1",
    "kind": "control_change",
    "statement": "The governor says Panjwai fell",
    "speaker": "Hasti Mohammad",
    "speaker_role": "governor",
    "speaker_party": "islamic-republic",
    "stance": "asserts",
    "actor": "taliban",
    "target": "islamic-republic",
    "place_name": "Panjwai",
    "pcode": "AF2704",
    "place_level": "district",
    "outcome": "takes",
    "holder": "taliban",
    "event_from": "2021-07-03",
    "event_to": "2021-07-04",
    "quantity_low": "101",
    "quantity_unit": "districts",
    "denominator": "~400",
    "against_interest": "true",
}
TALLY = {
    "tally_no": "1",
    "claimant": "Taliban",
    "scope": "Badakhshan",
    "as_of": "2021-07",
    "published": "2021-07",
    "unit": "district",
    "denominator": "~400",
    "holder_party": "taliban",
    "low": "100.5",
    "stock_or_flow": "stock",
    "baseline_date": "2021-05-01",
}


def _table(path: Path, columns, rows, extra: str = "") -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
        file.write(extra)


def _read(tmp_path, claims=(CLAIM,), reports=(REPORT,), tallies=None, extra: str = ""):
    _table(tmp_path / "reports.csv", REPORT_COLUMNS, reports)
    _table(tmp_path / "claims.csv", CLAIM_COLUMNS, claims, extra)
    if tallies is not None:
        _table(tmp_path / "tallies.csv", TALLY_COLUMNS, tallies)
    batch = list(read_coded(tmp_path, load_theatre("afghanistan")))
    items = [found for found in batch if isinstance(found, Item)]
    return items, [found for found in batch if isinstance(found, InputError)]


def test_a_row_becomes_a_claim_with_everything_it_says(tmp_path):
    (item,), refusals = _read(tmp_path)
    assert refusals == []
    (claim,) = item.claims
    assert (claim.kind, claim.stance, claim.outcome) == (Kind.CONTROL_CHANGE, Stance.ASSERTS, Outcome.TAKES)
    assert claim.statement == "The governor says Panjwai fell"
    assert claim.quote is None
    assert (claim.speaker.name, claim.speaker.party, claim.speaker.side) == (
        "Hasti Mohammad",
        "islamic-republic",
        Side.GOVERNMENT,
    )
    (place,) = claim.places
    assert (place.name, place.id, place.level) == ("Panjwai", "AF2704", PlaceLevel.DISTRICT)
    assert claim.event == "2021-07-03/2021-07-04"
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.of) == (101, None, 400)
    assert claim.quantity.verbatim == "at least 101 districts of ~400"
    assert (claim.holder, claim.actor_party, claim.target_party) == ("taliban", "taliban", "islamic-republic")
    assert claim.against_interest
    assert (claim.reader, claim.external_id) == ("coded/1", "1")
    assert claim.report_id == item.report.id
    assert item.report.external_id == "1"
    assert item.raw is None


def test_empty_cells_are_none(tmp_path):
    bare = dict.fromkeys(CLAIM, "") | {
        "claim_no": "1",
        "report_no": "1",
        "kind": "other",
        "stance": "asserts",
        "statement": "Somebody says something",
        "against_interest": "false",
    }
    (item,), refusals = _read(tmp_path, [bare])
    (claim,) = item.claims
    assert refusals == []
    empty = (claim.speaker, claim.event, claim.quantity, claim.outcome, claim.holder, claim.place_level, claim.via)
    assert empty == (None,) * 7
    assert claim.places == ()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"pcode": "AF9999"}, "coded.unknown-place"),
        ({"pcode": "af2704"}, "coded.unknown-place"),
        ({"event_from": "2021-02-30"}, "coded.impossible-date"),
        ({"event_to": "4 July"}, "coded.impossible-date"),
        ({"event_to": "2021-07-01"}, "coded.impossible-date"),
        ({"kind": "gossip"}, "coded.unknown-kind"),
        ({"kind": ""}, "coded.unknown-kind"),
        ({"stance": "whispers"}, "coded.unknown-stance"),
        ({"outcome": "wobbles"}, "coded.unknown-outcome"),
        ({"place_level": "hamlet"}, "coded.unknown-place_level"),
        ({"speaker_party": "martians"}, "coded.unknown-party"),
        ({"holder": "martians"}, "coded.unknown-party"),
        ({"report_no": "99"}, "coded.unknown-report"),
        ({"report_no": ""}, "coded.unknown-report"),
        ({"quantity_low": "a few"}, "coded.not-a-number"),
        ({"quantity_low": "9" * 30}, "coded.not-a-number"),
        ({"quantity_high": "5"}, "coded.bounds-turned-round"),
        ({"against_interest": "maybe"}, "coded.not-yes-or-no"),
        ({"statement": ""}, "coded.missing-cell"),
        ({"claim_no": ""}, "coded.missing-cell"),
        ({"claim_no": "1"}, "coded.number-twice"),
    ],
)
def test_a_bad_row_is_refused_by_its_line_and_the_good_ones_are_kept(tmp_path, change, code):
    rows = [CLAIM, CLAIM | {"claim_no": "2"} | change, CLAIM | {"claim_no": "3"}]
    (item,), (refusal,) = _read(tmp_path, rows)
    assert isinstance(refusal, RowRefused)
    assert (refusal.code, refusal.line) == (code, 3)
    assert refusal.path.endswith("claims.csv")
    assert refusal.remedy
    assert [claim.external_id for claim in item.claims] == ["1", "3"]


def test_rows_of_the_wrong_width_are_refused_and_blank_lines_passed_over(tmp_path):
    (item,), refusals = _read(tmp_path, extra="2,1,only three\r\n\r\n" + "x," * 40 + "\r\n")
    assert [(refusal.code, refusal.line) for refusal in refusals] == [
        ("coded.wrong-width", 3),
        ("coded.wrong-width", 5),
    ]
    assert len(item.claims) == 1


def test_an_unclosed_quote_and_a_huge_cell_are_refused_by_the_line_they_start_at(tmp_path):
    (item,), (refusal,) = _read(tmp_path, extra='2,1,"never closed\r\nmore\r\n')
    assert (refusal.code, refusal.line) == ("coded.bad-csv", 3)
    assert len(item.claims) == 1
    _, refusals = _read(tmp_path, extra="2,1," + "x" * 200_000 + "\r\n3,1,short\r\n")
    assert [(found.code, found.line) for found in refusals] == [("coded.bad-csv", 3), ("coded.wrong-width", 4)]


def test_claims_of_a_refused_report_are_refused_with_it(tmp_path):
    reports = [REPORT | {"published": "2021-06-31"}, REPORT | {"report_no": "2"}]
    items, refusals = _read(tmp_path, [CLAIM, CLAIM | {"claim_no": "2", "report_no": "2"}], reports)
    assert [refusal.code for refusal in refusals] == ["coded.impossible-date", "coded.unknown-report"]
    assert [claim.external_id for item in items for claim in item.claims] == ["2"]


def test_two_rows_for_one_report_are_one_report_and_its_claims_come_once(tmp_path):
    claims = [CLAIM, CLAIM | {"claim_no": "2", "report_no": "2"}]
    items, refusals = _read(tmp_path, claims, [REPORT, REPORT | {"report_no": "2"}])
    assert refusals == []
    assert [len(item.claims) for item in items] == [2, 0]
    assert len({item.report.id for item in items}) == 1


def test_a_tally_keeps_its_base_as_text_and_its_month_as_a_month(tmp_path):
    items, refusals = _read(tmp_path, tallies=[TALLY, TALLY | {"tally_no": "2", "holder_party": "contested"}])
    assert refusals == []
    first, second = items[-1].tallies
    assert items[-1].report is None
    assert (first.denominator, first.low, first.as_of, first.baseline) == ("~400", 100.5, "2021-07", "2021-05-01")
    assert first.published == "2021-07-31"
    assert (first.scope, first.scope_id) == ("Badakhshan", "AF17")
    assert second.holder == "contested"


def test_a_tally_that_restates_a_claim_names_it_and_shows_its_words(tmp_path):
    restating = TALLY | {"report_no": "1", "note": "claim 1; approximate", "low": "101"}
    other_count = restating | {"tally_no": "2", "low": "94"}
    elsewhere = restating | {"tally_no": "3", "report_no": "", "note": "claim 1"}
    (with_report, alone), _ = _read(tmp_path, tallies=[restating, other_count, elsewhere])
    (claim,) = with_report.claims
    assert [tally.claim_id for tally in (*with_report.tallies, *alone.tallies)] == [claim.id, claim.id, None]
    assert [tally.words for tally in with_report.tallies] == [claim.statement, None]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"holder_party": "martians"}, "coded.unknown-party"),
        ({"holder_party": ""}, "coded.missing-cell"),
        ({"as_of": "July"}, "coded.impossible-date"),
        ({"published": "2021-13"}, "coded.impossible-date"),
        ({"low": "about half"}, "coded.not-a-number"),
        ({"low": "nan"}, "coded.not-a-number"),
        ({"high": "3"}, "coded.bounds-turned-round"),
        ({"stock_or_flow": "ebb"}, "coded.unknown-stock_or_flow"),
        ({"report_no": "99"}, "coded.unknown-report"),
    ],
)
def test_a_bad_tally_is_refused_by_its_line(tmp_path, change, code):
    items, (refusal,) = _read(tmp_path, tallies=[TALLY | change, TALLY | {"tally_no": "2"}])
    assert (refusal.code, refusal.line) == (code, 2)
    assert [tally.external_id for item in items for tally in item.tallies] == ["2"]


def test_missing_files_and_columns_are_refused_by_name(tmp_path):
    (tmp_path / "claims.csv").write_text("claim_no,report_no\n1,1\n")
    batch = list(read_coded(tmp_path, load_theatre("afghanistan")))
    assert [type(refusal) for refusal in batch] == [FileRefused, FileRefused]
    assert [refusal.code for refusal in batch] == ["intake.missing-file", "coded.wrong-columns"]
    assert "statement" in batch[1].message


def test_bytes_that_are_no_text_are_refused(tmp_path):
    _read(tmp_path)
    (tmp_path / "claims.csv").write_bytes(b"claim_no\0")
    assert [r.code for r in read_coded(tmp_path, load_theatre("afghanistan")) if isinstance(r, FileRefused)] == [
        "intake.nul-byte"
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((224, 224, "killed", None), "224 killed"),
        ((None, 300, "fighters", None), "up to 300 fighters"),
        ((212, 213, "district centres", "419"), "212 to 213 district centres of 419"),
        ((None, None, "families", None), "families"),
    ],
)
def test_counts_without_words_of_their_own_get_some(given, words):
    assert quantity_words(*given) == words


def test_the_shipped_example_goes_in_whole():
    batch = list(read_coded(EXAMPLE, load_theatre("afghanistan")))
    assert [found for found in batch if isinstance(found, InputError)] == []
    assert len({item.report.id for item in batch if item.report}) == 337
    assert len({claim.id for item in batch for claim in item.claims or ()}) == 963
    assert len({tally.id for item in batch for tally in item.tallies}) == 171
    again = list(read_coded(EXAMPLE, load_theatre("afghanistan")))
    assert again == batch
