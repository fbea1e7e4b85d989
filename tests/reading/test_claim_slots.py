"""Places, times and people of a claim: what its own words give, and what it takes from the words before it."""

from __future__ import annotations

import pytest

from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.vocabulary import Kind, PlaceLevel
from contested.reading.rules import RulesReader
from contested.theatre.theatre import Theatre


@pytest.fixture
def read(afghanistan: Theatre):
    def claims(text: str) -> list[Claim]:
        report = Report(id="r", text=text, published="2021-07-04", outlet="Example Wire")
        return list(RulesReader().read(report, afghanistan))

    return claims


@pytest.mark.parametrize(
    ("text", "places", "level"),
    [
        ("The Taliban captured Panjwai district in Kandahar province.", ["Panjwai", "Kandahar"], "district"),
        ("The Taliban captured districts in Takhar province.", ["Takhar"], "district"),
        ("The Taliban captured the border crossing in Takhar province.", ["Takhar"], "border_crossing"),
        ("The Taliban captured three provincial capitals.", [], "city"),
        ("The Taliban control half of the territory.", [], "country"),
        ("Gunmen attacked the airport in the city of Kandahar.", ["Kandahar"], "other"),
        ("The Taliban have killed 12 soldiers this month.", [], None),
        ("The Taliban promised to protect the peace.", [], None),
    ],
)
def test_places_and_the_level_of_what_is_claimed(read, text: str, places: list[str], level: str | None) -> None:
    (claim,) = read(text)
    assert [place.name for place in claim.places] == places
    assert claim.place_level == (PlaceLevel(level) if level else None)


def test_the_dead_are_where_the_fight_was(read) -> None:
    attack, killed = read("Fighters attacked a convoy in Panjwai and killed 12 soldiers.")
    assert attack.kind is Kind.CLASH_OR_ATTACK
    assert killed.kind is Kind.CASUALTIES
    assert killed.places == attack.places


def test_a_promise_has_no_place_of_its_own(read) -> None:
    *_, promise = read("Fighters took Panjwai district and pledged to protect the people.")
    assert promise.kind is Kind.COMMITMENT
    assert promise.places == ()


@pytest.mark.parametrize(
    ("text", "event", "said_at"),
    [
        ("The Taliban captured Panjwai on Saturday.", "2021-07-03", None),
        ("On Saturday, officials said, the Taliban captured Panjwai.", "2021-07-03", None),
        ("Officials said on Saturday that the Taliban captured Panjwai.", "2021-07-03", "2021-07-03"),
        ("Officials said on Saturday that the Taliban captured Panjwai on Friday.", "2021-07-02", "2021-07-03"),
        (
            "Officials said on Saturday that the Taliban captured Panjwai a day earlier.",
            "2021-07-02",
            "2021-07-03",
        ),
        ("Since May, the Taliban captured Panjwai on Saturday.", "2021-07-03", None),
        ("After days of siege since May the Taliban captured Panjwai on Saturday.", "2021-07-03", None),
        ("The Taliban now control Panjwai.", "2021-07-04", None),
        ("The Taliban captured Panjwai.", None, None),
    ],
)
def test_the_time_of_the_event_and_the_time_of_saying(read, text: str, event, said_at) -> None:
    (claim,) = read(text)
    assert (claim.event, claim.said_at) == (event, said_at)


def test_what_is_said_again_of_a_place_happened_when_it_did_first(read) -> None:
    text = "The Taliban captured Panjwai district on Saturday. Twelve soldiers were killed in Panjwai district."
    first, second = read(text)
    assert first.event == second.event == "2021-07-03"


@pytest.mark.parametrize(
    ("text", "actor", "party"),
    [
        ("The Taliban said they captured Panjwai district.", "Taliban", "taliban"),
        ("Residents said they captured a thief in Panjwai district.", None, None),
        ("Officials said they captured Panjwai district from the army.", "Officials", "taliban"),
        ("Panjwai district fell on Saturday.", "Taliban", None),
    ],
)
def test_who_acts(read, text: str, actor: str | None, party: str | None) -> None:
    claims = [claim for claim in read(text) if claim.kind is Kind.CONTROL_CHANGE]
    assert [(claim.actor, claim.actor_party) for claim in claims] == ([(actor, party)] if actor else [])


@pytest.mark.parametrize(
    ("text", "via"),
    [
        ("A security official told Reuters that the Taliban captured Panjwai.", "Reuters"),
        ("A security official told Example Wire that the Taliban captured Panjwai.", None),
        ("A security official said on Twitter the Taliban captured Panjwai.", None),
        ("The Taliban captured Panjwai, the spokesman said on Twitter.", "Twitter"),
    ],
)
def test_who_relayed_it(read, text: str, via: str | None) -> None:
    (claim,) = read(text)
    assert claim.via == via


def test_a_claim_of_the_table_is_surer_than_one_that_is_only_recognised(read) -> None:
    text = (
        "Two soldiers were killed. The mayor said armed men had robbed families on the road to Panjwai district."
    )
    table, recognised = read(text)
    assert recognised.rule.startswith("recognised.")
    assert recognised.confidence < table.confidence <= 1


def test_the_dead_of_an_attack_on_a_site_are_of_the_town_it_is_called_after(read) -> None:
    text = (
        "Gunmen attacked Bagram airbase in Bagram on Sunday."
        " Two policemen were killed in the attack, officials said."
    )
    *_, killed = read(text)
    assert killed.quote == "Two policemen were killed in the attack"
    assert killed.places[0].name == "Bagram"
