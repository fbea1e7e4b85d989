from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from contested.errors import InputError, QueryError
from contested.intake.coded import read_coded
from contested.model.claim import Claim, ClaimPlace, Quantity, with_id
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.tally import Tally
from contested.model.vocabulary import ControlState, Grade, Kind, PlaceLevel, Relation
from contested.picture.service import Picture
from contested.theatre.load import load_theatre

EXAMPLES = Path(__file__).parents[2] / "examples" / "afghanistan-2021"
DAY = date(2021, 7, 4)
EVENING = datetime(2021, 7, 5, tzinfo=UTC)
RECORDED = datetime(2026, 11, 22, tzinfo=UTC)


class Shelf:
    """Claims and tallies in memory, where a ledger would be."""

    def __init__(self, observations: Sequence[Observation], tallies: Sequence[Tally] = ()) -> None:
        self._observations = list(observations)
        self._tallies = list(tallies)

    def observations(self, *, theatre: str | None = None) -> list[Observation]:
        return [o for o in self._observations if theatre in (None, o.report.theatre)]

    def tallies(self) -> list[Tally]:
        return self._tallies


@pytest.fixture(scope="module")
def shelf() -> Shelf:
    """The coded claims of the examples."""
    observations, tallies = [], []
    for item in read_coded(EXAMPLES, load_theatre("afghanistan")):
        assert not isinstance(item, InputError)
        tallies.extend(item.tallies)
        for claim in item.claims or ():
            observations.append(
                Observation(claim=claim, report=item.report, seq=len(observations), recorded_at=RECORDED)
            )
    return Shelf(observations, tallies)


@pytest.fixture(scope="module")
def picture(shelf: Shelf) -> Picture:
    return Picture(shelf, load_theatre("afghanistan"))


def test_panjwai_is_taliban_on_the_fourth_of_july_because_its_own_officials_say_so(picture) -> None:
    told = picture.explain("Panjwai", DAY, EVENING)
    verdict = told.assessment
    assert (verdict.place, verdict.state, verdict.party) == ("AF2704", ControlState.INSURGENT, "taliban")
    assert verdict.grade == Grade.CONFIRMED
    assert verdict.voices >= 3
    admitting = {
        c.voice.lead.claim.speaker.role
        for c in verdict.contributions
        if c.relation == Relation.AGAINST_INTEREST and c.decisive
    }
    assert {"Panjwai district governor", "Kandahar provincial council head"} <= admitting
    (denial,) = [c for c in verdict.contributions if not c.supports]
    assert denial.voice.lead.claim.speaker.role == "Interior ministry spokesman"
    assert denial.weight < 0


def test_one_agency_text_of_the_governor_in_many_outlets_is_one_voice(picture) -> None:
    verdict = picture.explain("AF2704", DAY, EVENING).assessment
    governor = [c for c in verdict.contributions if c.voice.lead.claim.speaker.role == "Panjwai district governor"]
    assert len(governor) == 1
    assert len(governor[0].voice.copies) >= 4


def test_what_was_not_yet_published_was_not_yet_known(picture) -> None:
    before = picture.control(DAY, datetime(2021, 7, 4, tzinfo=UTC))
    panjwai = next(p for p in before.places if p.place == "AF2704")
    assert panjwai.state == ControlState.UNKNOWN


def test_explaining_says_the_same_as_the_whole_picture(picture) -> None:
    whole = {p.place: p for p in picture.control(DAY, EVENING).places}
    for place in ("AF2704", "AF1702", "AF0303", "AF0101"):
        assert picture.explain(place, DAY, EVENING).assessment == whole[place]


def test_a_crossing_is_set_aside_and_does_not_colour_its_district(picture) -> None:
    told = picture.explain("AF3213", date(2021, 7, 9), datetime(2021, 7, 11, tzinfo=UTC))
    assert any("crossing" in a.reason for a in told.set_aside)


def test_capitals_that_fell_in_august_are_taliban_after_it(
    picture,
) -> None:
    late = {p.place: p for p in picture.control(date(2021, 8, 16), datetime(2021, 9, 1, tzinfo=UTC)).places}
    for capital in ("AF3401", "AF2801", "AF1901", "AF0101", "AF2701", "AF3201"):  # Zaranj ... Kabul, Herat
        assert late[capital].state == ControlState.INSURGENT, late[capital].name


def test_tallies_known_that_evening_stand_newest_first_beside_what_is_accounted_for(picture) -> None:
    found = picture.tallies(EVENING, as_of=DAY)
    assert found
    assert all((tally.published or "") <= "2021-07-04" for tally, _ in found if tally.published)
    kandahar = next(a for t, a in found if t.scope == "Kandahar" and t.low == 5)
    assert "Panjwai" in kandahar.names
    rough = [a for t, a in found if t.denominator == "~400" and t.stock_or_flow == "stock"]
    assert rough
    assert {a.verdict for a in rough} == {"not comparable"}


def test_tallies_are_read_from_reports_for_which_nobody_compiled_any() -> None:
    words = "Panjwai is the fifth district of Kandahar to fall in recent weeks"
    report = Report(id="a" * 32, text=words, outlet="Example Wire", published="2021-07-04")
    claim = with_id(
        Claim(
            id="",
            report_id=report.id,
            kind=Kind.CONTROL_TALLY,
            stance="asserts",
            quote=words,
            span=(0, len(words)),
            places=(ClaimPlace("Kandahar", "AF27", PlaceLevel.PROVINCE),),
            holder="taliban",
            quantity=Quantity(5, 5, "district", "fifth"),
        )
    )
    seen = Observation(claim=claim, report=report, seq=1, recorded_at=RECORDED)
    picture = Picture(Shelf([seen]), load_theatre("afghanistan"))
    ((tally, account),) = picture.tallies(EVENING)
    assert (tally.scope_id, tally.low, tally.stock_or_flow) == ("AF27", 5, "flow")
    assert account.verdict == "unaccounted"
    assert "5 are missing" in account.explanation


def test_the_page_holds_a_section_for_every_coloured_district_and_no_resident_s_name(picture, shelf) -> None:
    html = picture.page(date(2021, 7, 5), datetime(2021, 7, 6, tzinfo=UTC))
    coloured = picture.control(date(2021, 7, 5), datetime(2021, 7, 6, tzinfo=UTC)).places
    for place in coloured:
        assert f'id="d-{place.place}"' in html
    assert "Najibullah" not in html
    assert "Hasti Mohammad" in html or "Hasti Muhammad" in html


def test_an_empty_shelf_gives_an_empty_picture_and_bad_questions_are_refused() -> None:
    empty = Picture(Shelf([]), load_theatre("afghanistan"))
    assert {p.state for p in empty.control(DAY, EVENING).places} == {ControlState.UNKNOWN}
    assert empty.tallies(EVENING) == []
    assert "0 of 401 districts" in empty.page(DAY, EVENING)
    for ask in (
        lambda: empty.control(DAY, EVENING, district_set="12"),
        lambda: empty.explain("Arghandab", DAY, EVENING),
    ):
        with pytest.raises(QueryError):
            ask()


def test_incidents_and_disputes_are_those_of_the_place_and_moment_asked_about(picture) -> None:
    everywhere = picture.incidents(DAY, EVENING)
    there = picture.incidents(DAY, EVENING, place="Panjwai")
    assert {incident.place for incident in there} == {"AF2704"}
    assert there == [incident for incident in everywhere if incident.place == "AF2704"]
    assert len(everywhere) > len(picture.incidents(DAY, datetime(2021, 6, 1, tzinfo=UTC)))
    opposed = picture.disputes(DAY, EVENING, place="AF27")
    assert "AF2704" in {dispute.place for dispute in opposed.places}
    assert all(dispute.place.startswith("AF27") for dispute in opposed.places)
    assert len(picture.disputes(DAY, EVENING).denials) > len(opposed.denials) > 0


def test_asking_for_incidents_or_disputes_of_nowhere_is_refused(picture) -> None:
    for ask in (picture.incidents, picture.disputes):
        with pytest.raises(QueryError, match="is no district"):
            ask(DAY, EVENING, place="Nowhere")
        with pytest.raises(QueryError, match="no clock"):
            ask(DAY, EVENING, "sundial")


def test_sources_are_judged_by_what_was_known(picture) -> None:
    found = {(record.name, record.gains): record for record in picture.sources(DAY, EVENING)}
    assert found["Taliban", True].total.borne_out > 10
    early = {
        (record.name, record.gains): record for record in picture.sources(DAY, datetime(2021, 6, 15, tzinfo=UTC))
    }
    assert early["Taliban", True].total.borne_out < found["Taliban", True].total.borne_out
