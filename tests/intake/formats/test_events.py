"""Tables of events as coded claims."""

from __future__ import annotations

import csv

import pytest

from contested.errors import InputError
from contested.intake.formats.acled import COLUMNS as ACLED
from contested.intake.formats.ged import COLUMNS as GED
from contested.intake.item import Item
from contested.intake.sources import read_source
from contested.ledger.door import check_claim, check_report
from contested.model.vocabulary import Kind, Outcome

GED_ROW = {
    "id": "4001",
    "type_of_violence": "1",
    "side_a": "Government of Afghanistan",
    "side_b": "Taleban",
    "source_date": "2021-07-05",
    "source_office": "Example Wire",
    "source_headline": "Fighting in Panjwai",
    "source_original": "police",
    "where_coordinates": "Panjwai town",
    "adm_1": "Kandahar province",
    "adm_2": "Panjwayi district",
    "where_prec": "2",
    "event_clarity": "1",
    "date_prec": "1",
    "date_start": "2021-07-03 00:00:00.000",
    "date_end": "2021-07-04 00:00:00.000",
    "best": "12",
    "low": "10",
    "high": "15",
}
ACLED_ROW = {
    "event_id_cnty": "AFG9",
    "event_date": "04 July 2021",
    "time_precision": "1",
    "event_type": "Battles",
    "sub_event_type": "Non-state actor overtakes territory",
    "actor1": "Taliban",
    "actor2": "Police Forces of Afghanistan",
    "admin1": "Kandahar",
    "admin2": "Panjwayi",
    "location": "Panjwayi",
    "geo_precision": "2",
    "source": "Example Wire; Other",
    "notes": "On 4 July, fighters took the district centre.",
    "fatalities": "0",
    "timestamp": "1625600000",
}


def table(path, *rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def read(path, theatre):
    found = list(read_source(path, theatre))
    for item in found:
        if isinstance(item, Item):
            check_report(item.report, item.raw)
            for claim in item.claims:
                check_claim(claim, item.report)
    return found


def test_a_row_of_ged_is_a_report_with_a_clash_its_bounds_place_and_speaker(tmp_path, afghanistan):
    (item,) = read(table(tmp_path / "ged.csv", GED_ROW), afghanistan)
    (claim,) = item.claims
    assert (item.report.outlet, item.report.published) == ("Example Wire", "2021-07-05")
    assert item.report.url == "urn:ucdp:ged:4001"
    assert (claim.kind, claim.event, claim.via) == (Kind.CLASH_OR_ATTACK, "2021-07-03/2021-07-04", "UCDP GED")
    assert (claim.quantity.low, claim.quantity.high, claim.speaker.name) == (10, 15, "police")
    assert claim.places[0].id in afghanistan.districts
    assert afghanistan.districts[claim.places[0].id].province_id


def test_several_sources_of_an_event_are_no_one_speaker(tmp_path, afghanistan):
    row = GED_ROW | {
        "source_office": "A;B",
        "source_date": "2021-07-05;2021-07-06",
        "source_original": "police;army",
    }
    (item,) = read(table(tmp_path / "ged.csv", row), afghanistan)
    assert (item.report.outlet, item.report.published) == ("UCDP GED", "2021-07-06")
    assert item.claims[0].speaker is None


@pytest.mark.parametrize(
    ("sub_event", "actor", "outcome", "holder"),
    [
        ("Non-state actor overtakes territory", "Taliban", Outcome.TAKES, "taliban"),
        ("Government regains territory", "Military Forces of Afghanistan", Outcome.RETAKES, "government"),
        ("Non-violent transfer of territory", "Taliban", Outcome.TAKES, "taliban"),
        ("Armed clash", "Taliban", None, None),
    ],
)
def test_the_sub_events_of_acled_about_territory_are_changes_of_control(
    tmp_path, afghanistan, sub_event, actor, outcome, holder
):
    row = ACLED_ROW | {"sub_event_type": sub_event, "actor1": actor}
    (item,) = read(table(tmp_path / "acled.csv", row), afghanistan)
    (claim,) = item.claims
    assert claim.outcome is outcome
    side = afghanistan.parties[claim.holder].side.value if claim.holder else None
    assert side == {"taliban": "insurgent", "government": "government", None: None}[holder]
    assert (claim.event, claim.via) == ("2021-07-04", "ACLED")
    assert item.report.published == "2021-07-06T19:33:20Z"
    assert claim.places[0].id in afghanistan.districts


def test_a_bad_row_is_refused_by_its_line_and_the_others_are_kept(tmp_path, afghanistan):
    rows = [ACLED_ROW, ACLED_ROW | {"event_date": "31 June 2021"}, ACLED_ROW | {"fatalities": "many"}]
    first, second, third = read(table(tmp_path / "acled.csv", *rows), afghanistan)
    assert isinstance(first, Item)
    assert [(one.code, one.line) for one in (second, third)] == [
        ("coded.impossible-date", 3),
        ("coded.not-a-number", 4),
    ]
    turned = GED_ROW | {"date_end": "2021-07-01"}
    (refusal,) = read(table(tmp_path / "ged.csv", turned), afghanistan)
    assert refusal.code == "coded.impossible-date"


def test_a_table_of_something_else_is_refused(tmp_path, afghanistan):
    (refusal,) = read(table(tmp_path / "budget.csv", {"year": "2021", "amount": "=cmd"}), afghanistan)
    assert isinstance(refusal, InputError)
    assert refusal.code == "intake.unknown-table"
    assert set(GED) & set(ACLED) == set()


def test_claims_csv_named_alone_stands_for_its_folder(examples, afghanistan):
    found = list(read_source(examples / "afghanistan-2021" / "claims.csv", afghanistan))
    assert sum(isinstance(item, Item) and item.report is not None for item in found) == 337
