"""The default reader, sentence by sentence: what is claimed, by whom, of which place, with which number."""

from __future__ import annotations

import pytest

from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.vocabulary import Kind, Outcome, PlaceLevel, Stance
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre


def read(
    text: str, *, title: str | None = None, outlet: str | None = None, theatre: str = "afghanistan"
) -> list[Claim]:
    report = Report(id="r", text=text, published="2021-07-04", title=title, outlet=outlet)
    claims = list(RulesReader().read(report, load_theatre(theatre)))
    assert all(claim.span and text[claim.span[0] : claim.span[1]] == claim.quote for claim in claims)
    return claims


def only(text: str, **given: str) -> Claim:
    (claim,) = read(text, **given)
    return claim


@pytest.mark.parametrize(
    ("text", "place", "holder", "outcome"),
    [
        ("Taliban fighters captured Panjwai district overnight.", "AF2704", "taliban", Outcome.TAKES),
        ("Panjwai district fell to the Taliban on Sunday.", "AF2704", "taliban", Outcome.TAKES),
        ("Panjwai district has fallen.", "AF2704", "taliban", Outcome.TAKES),
        ("Panjwai district was captured on Saturday.", "AF2704", "taliban", Outcome.TAKES),
        ("The fall of Panjwai district on Sunday came without a fight.", "AF2704", "taliban", Outcome.TAKES),
        ("Government forces lost Panjwai district on Sunday.", "AF2704", "taliban", Outcome.TAKES),
        ("Government forces retook Panjwai district on Sunday.", "AF2704", "islamic-republic", Outcome.RETAKES),
        ("Panjwai district was retaken by commandos.", "AF2704", "islamic-republic", Outcome.RETAKES),
        ("Panjwai district was cleared of the Taliban.", "AF2704", "islamic-republic", Outcome.RETAKES),
        ("Panjwai district is in Taliban hands.", "AF2704", "taliban", Outcome.HOLDS),
        ("Panjwai district remains in government hands.", "AF2704", "islamic-republic", Outcome.HOLDS),
        ("Panjwai district is under the control of the Taliban.", "AF2704", "taliban", Outcome.HOLDS),
        ("Panjwai district has come under Taliban control.", "AF2704", "taliban", Outcome.TAKES),
        ("The siege of Panjwai district has been lifted.", "AF2704", "islamic-republic", Outcome.HOLDS),
        ("Taliban fighters besieged Panjwai district.", "AF2704", None, Outcome.CONTESTS),
    ],
)
def test_who_holds_the_place_after_it(text: str, place: str, holder: str | None, outcome: Outcome) -> None:
    claim = only(text)
    assert (claim.places[0].id, claim.holder, claim.outcome) == (place, holder, outcome)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine people were killed in Kunduz. The Taliban denied this.", Kind.CASUALTIES),
        ("The Taliban attacked a convoy, police said. The Taliban denied the claim.", Kind.CLASH_OR_ATTACK),
        ("Panjwai district fell, police said. The ministry denied this.", Kind.TERRITORY_DENIAL_OR_DISPUTE),
    ],
)
def test_a_denial_of_this_is_of_the_kind_of_what_was_said(text: str, kind: Kind) -> None:
    *_, denied = read(text)
    assert (denied.kind, denied.stance) == (kind, Stance.DENIES)


def test_who_is_blamed_with_no_deed_named_is_held_responsible() -> None:
    claim = only("Residents blamed the Taliban.")
    assert (claim.kind, claim.stance, claim.actor) == (Kind.RESPONSIBILITY, Stance.ACCUSES, "the Taliban")


def test_an_admission_is_against_interest() -> None:
    claim = only("Panjwai district governor Hasti Mohammad said the Taliban captured Panjwai district.")
    assert claim.speaker is not None
    assert claim.speaker.name == "Hasti Mohammad"
    assert claim.against_interest


def test_a_boast_is_not_against_interest() -> None:
    assert not only("The Taliban said they captured Panjwai district.").against_interest


def test_they_in_somebodys_words_is_the_speaker() -> None:
    claim = only("The Taliban said they captured Panjwai district.")
    assert (claim.actor, claim.holder) == ("Taliban", "taliban")


@pytest.mark.parametrize(
    ("text", "holder"),
    [
        ("The interior ministry denied that Panjwai district had fallen.", "islamic-republic"),
        ("Panjwai district has not fallen, the interior ministry said.", "islamic-republic"),
        ("Reports that Panjwai district had been retaken were false, the Taliban said.", "taliban"),
    ],
)
def test_a_denial_defends_its_speaker(text: str, holder: str) -> None:
    claim = only(text)
    assert claim.kind is Kind.TERRITORY_DENIAL_OR_DISPUTE
    assert (claim.stance, claim.holder, claim.outcome) == (Stance.DENIES, holder, Outcome.HOLDS)


def test_a_denial_and_what_is_said_with_it_are_one_claim() -> None:
    text = (
        "The ministry denied the reports and said Panjwai district was still under the control of the government."
    )
    claim = only(text)
    assert (claim.stance, claim.holder) == (Stance.DENIES, "islamic-republic")


@pytest.mark.parametrize(
    "text",
    [
        "Panjwai district could fall within days, officials said.",
        "The Taliban want to capture Panjwai district, officials said.",
        "The Taliban were threatening on Sunday to capture Panjwai district.",
    ],
)
def test_what_is_feared_or_tried_gives_nobody_the_place(text: str) -> None:
    assert all(claim.holder is None for claim in read(text))


@pytest.mark.parametrize(
    ("text", "low", "high", "of"),
    [
        ("The Taliban control roughly a third of all 421 districts.", 140, 140, 421),
        ("The Taliban claim to have seized more than 100 out of nearly 400 districts.", 101, None, 400),
        ("Taliban fighters captured some 11 districts, according to TOLO News.", 11, 11, None),
        ("Panjwai is the fifth district in Kandahar province to fall to the insurgents.", 5, 5, None),
        ("At least nine districts have fallen, sources told Ariana News.", 9, None, None),
    ],
)
def test_tallies_keep_their_bounds_and_their_base(text: str, low: int, high: int | None, of: int | None) -> None:
    claim = only(text)
    assert claim.kind is Kind.CONTROL_TALLY
    assert claim.place_level is PlaceLevel.DISTRICT
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.of) == (low, high, of)


def test_a_rank_is_counted_in_the_province_it_names() -> None:
    claim = only("Panjwai is the fifth district in Kandahar province to fall to the insurgents.")
    assert [place.name for place in claim.places] == ["Kandahar"]


def test_a_kill_count_is_a_claim_of_whoever_counts() -> None:
    claim = only(
        "The Defence Ministry said on Saturday that 224 Taliban fighters were killed in the last 24 hours."
    )
    assert claim.kind is Kind.CASUALTIES
    assert claim.speaker is not None
    assert claim.speaker.name.endswith("Defence Ministry")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high, claim.quantity.unit) == (224, 224, "killed")
    assert claim.event == "2021-07-02/2021-07-03"  # counted from the day of saying, not of printing
    assert not claim.against_interest


def test_several_fates_are_several_claims() -> None:
    text = "The blast in Kabul killed 12 policemen and wounded 30, officials said."
    counts = [(c.quantity.low, c.quantity.unit) for c in read(text) if c.quantity]
    assert counts == [(12, "killed"), (30, "wounded")]


def test_one_of_each_killed_is_two_claims() -> None:
    text = "Fighters attacked a checkpoint, with one policeman and one insurgent killed in the exchange of fire."
    quotes = [c.quote for c in read(text) if c.kind is Kind.CASUALTIES]
    assert quotes == ["one policeman", "one insurgent killed in the exchange of fire"]


def test_none_reported_is_a_count_of_nought() -> None:
    claim = only("No casualties were reported from Panjwai.")
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high) == (0, 0)


def test_more_than_n_people_is_at_least_one_more() -> None:
    claim = only("More than 300 Afghan soldiers fled to Tajikistan, the border guard said.")
    assert claim.kind is Kind.RETREAT_OR_FLIGHT
    assert claim.quantity is not None
    assert (claim.quantity.low, claim.quantity.high) == (301, None)


def test_captions_links_and_furniture_are_not_read() -> None:
    caption = "Taliban fighters captured Panjwai district, a soldier stands guard."
    text = "\n\n".join(
        [
            "Taliban captured Panjwai district",
            caption,
            "Reuters",
            caption,
            "Nothing happened in Kabul.",
            "READ MORE: Taliban captured Ghorak district",
            "Loading...",
            "Route 6",
        ]
    )
    assert read(text, title="Taliban captured Panjwai district") == []


def test_the_outlets_own_name_is_no_relay() -> None:
    text = "A security official told Example Wire that the Taliban captured Panjwai district."
    assert only(text, outlet="Example Wire").via is None


def test_the_area_is_the_place_named_before() -> None:
    first, second = read("The Taliban captured Panjwai district, its governor said. He said troops fled the area.")
    assert first.places[0].id == second.places[0].id == "AF2704"


def test_a_place_that_is_in_no_pack_keeps_its_words() -> None:
    claim = only("Forces of the government captured Exampleville on Friday.", theatre="world")
    assert [(place.name, place.id) for place in claim.places] == [("Exampleville", None)]
    assert claim.kind is Kind.CONTROL_CHANGE


def test_countries_that_act_are_no_places() -> None:
    claim = only("US troops vacated the base at Bagram on Friday, the United States said.")
    assert "US" not in [place.id for place in claim.places]


def test_a_trigger_that_gives_no_claim_says_why() -> None:
    report = Report(id="r", text="The officers must decide soon.", published="2021-07-04")
    claims, unread = RulesReader().read_with_reasons(report, load_theatre("afghanistan"))
    assert claims == []
    assert [(u.frame, "own voice" in u.reason) for u in unread] == [("other.demand", True)]


@pytest.mark.parametrize(
    "text", ["", "   \n\n", "\x00", "?!...", "a" * 5_000, "\u202e\u0627\u0644", "(" * 500, '"' * 301]
)
def test_odd_texts_give_nothing_and_do_not_fail(text: str) -> None:
    assert read(text) == []


def test_a_very_long_report_is_read() -> None:
    sentence = "The Taliban captured Panjwai district on Sunday, officials said. "
    assert len(read(sentence * 300)) == 300


def test_a_statement_before_the_comma_is_no_part_of_the_speakers_name() -> None:
    claim = only("The Taliban captured Panjwai district, a security official said.")
    assert claim.speaker is not None
    assert (claim.speaker.name, claim.holder) == ("security official", "taliban")


def test_a_capital_that_opens_a_sentence_makes_no_place() -> None:
    assert read("The temperature fell to five degrees.") == []


def test_a_short_statement_to_an_agency_is_no_credit_line() -> None:
    assert only("Officials told Reuters Panjwai district had fallen.").holder == "taliban"


def test_a_share_of_the_ground_is_counted_over_the_country() -> None:
    claim = only("The Taliban control 40 percent of the territory, officials said.")
    assert (claim.kind, claim.place_level) == (Kind.CONTROL_TALLY, PlaceLevel.COUNTRY)


@pytest.mark.parametrize(
    ("text", "kind", "quote"),
    [
        ("Seven were captured, the mayor said.", Kind.SURRENDER_OR_DETENTION, "Seven were captured"),
        (
            "Three aid workers were let go after a day, the agency said.",
            Kind.SURRENDER_OR_DETENTION,
            "Three aid workers were let go",
        ),
        (
            "Some 900 families have left Kunduz since May, officials said.",
            Kind.DISPLACEMENT,
            "Some 900 families have left Kunduz since May",
        ),
        (
            "Two shells fell on the market in Herat on Friday.",
            Kind.CLASH_OR_ATTACK,
            "Two shells fell on the market in Herat on Friday",
        ),
        ("We will not sign, the president said.", Kind.COMMITMENT, "We will not sign"),
        (
            "The army will retake Panjwai in days, a commander of the army said.",
            Kind.COMMITMENT,
            "The army will retake Panjwai in days",
        ),
    ],
)
def test_happenings_are_read_in_other_words_too(text: str, kind: Kind, quote: str) -> None:
    assert [(c.kind, c.quote) for c in read(text)] == [(kind, quote)]


def test_what_others_will_do_is_a_forecast() -> None:
    (only,) = read("The Taliban will capture Panjwai, the police chief of Panjwai said.")
    assert only.kind is Kind.OTHER


def test_a_number_taken_back_is_no_toll() -> None:
    (only,) = read("The shell killed 22 people, not 31, the mayor said.")
    assert only.quantity is not None
    assert (only.quantity.low, only.quantity.high) == (22, 22)


def test_who_is_pushed_out_loses_the_place() -> None:
    (only,) = read("Taliban fighters were driven out of Nahrin district on Sunday.")
    assert (only.kind, only.holder) == (Kind.CONTROL_CHANGE, "islamic-republic")


def test_the_forces_of_the_speaker_are_the_speakers() -> None:
    (only,) = read("The Taliban said their fighters had captured Nahrin district.")
    assert (only.actor, only.actor_party, only.holder) == ("their fighters", "taliban", "taliban")


def test_a_compound_word_is_no_trigger() -> None:
    (only,) = read("Warplanes struck a Taliban-held village near Herat on Sunday.")
    assert only.kind is Kind.CLASH_OR_ATTACK
