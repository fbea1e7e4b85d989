"""One speaker on one thing is one utterance, in whatever outlets and words; nothing else is."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.assessment.utterances import utterances
from contested.model.claim import Quantity, with_id
from contested.model.observation import Observation
from contested.model.vocabulary import Kind, Side, Stance

OFFICIAL = {"speaker": "Fawad Aman", "role": "defence ministry deputy spokesman", "side": Side.GOVERNMENT}
ACCUSED = {"kind": Kind.ACCUSATION, "stance": Stance.ACCUSES, "says": None, "event": None}


def changed(observation: Observation, **more) -> Observation:
    claim = with_id(msgspec.structs.replace(observation.claim, **more))
    return msgspec.structs.replace(observation, claim=claim)


def counted(observe, low: int | None, high: int | None = None, **more) -> Observation:
    said = {"kind": Kind.CASUALTIES, "says": None, "words": f"{low} rebels killed in {more.get('outlet')}"}
    return changed(observe(**(OFFICIAL | said | more)), quantity=Quantity(low, high, "killed", f"{low} killed"))


def sizes(*observations: Observation) -> list[int]:
    return sorted(len(one.claims) for one in utterances(observations))


def test_relays_of_one_speaker_on_one_place_are_one_across_outlets_and_wordings(observe):
    said = [observe(**OFFICIAL, outlet=o, words=f"It fell, in the words of {o}.") for o in ("A", "B", "C")]
    (one,) = utterances(said)
    assert one.outlets == ("A", "B", "C")
    assert one.id == "said-" + min(said_.claim.id for said_ in said)
    assert one.because == "one official line: defence ministry; the same said of Panjwai"


def test_two_speakers_places_stances_and_holders_stay_apart(observe):
    first = observe(**OFFICIAL)
    assert sizes(first, observe(speaker="Hasti Mohammad", side=Side.GOVERNMENT, role="governor")) == [1, 1]
    assert sizes(first, observe(**OFFICIAL, place="AF2701")) == [1, 1]
    assert sizes(first, observe(**OFFICIAL, stance=Stance.DENIES)) == [1, 1]
    assert sizes(first, observe(**OFFICIAL, says="islamic-republic")) == [1, 1]


def test_what_is_said_again_a_week_later_is_another_utterance(observe):
    first = observe(**OFFICIAL, published="2021-07-04")
    assert sizes(first, observe(**OFFICIAL, outlet="B", published="2021-07-06")) == [2]
    assert sizes(first, observe(**OFFICIAL, outlet="B", published="2021-07-11")) == [1, 1]
    assert sizes(first, observe(**OFFICIAL, outlet="B", event="2021-06-28")) == [1, 1]
    assert sizes(first, observe(**OFFICIAL, outlet="B", event=None)) == [2]


def test_relays_of_one_count_differ_a_little_and_other_counts_are_other_utterances(observe):
    exact = counted(observe, 212, 214, outlet="A")
    assert sizes(exact, counted(observe, 201, outlet="B")) == [2]
    assert sizes(exact, counted(observe, 143, outlet="B")) == [1, 1]
    assert sizes(exact, counted(observe, 224, 224, outlet="B")) == [1, 1]
    few = counted(observe, 1, 1, outlet="A", words="one policeman died")
    assert sizes(few, counted(observe, 1, 1, outlet="B", words="an attacker was shot")) == [1, 1]


def test_without_a_place_or_count_the_words_have_to_agree(observe):
    words = "the army gave the town up on purpose and left its stores behind"
    first = changed(observe(**OFFICIAL, **ACCUSED, words=words), places=())
    relay = changed(
        observe(**OFFICIAL, **ACCUSED, outlet="B", words=f"{words}, and nobody was punished"), places=()
    )
    other = changed(
        observe(**OFFICIAL, **ACCUSED, outlet="B", words="rebels shelled a clinic with mortars"), places=()
    )
    stranger = changed(observe(speaker="Taj Mohammad", side=Side.GOVERNMENT, **ACCUSED, words=words), places=())
    assert sizes(first, relay, other, stranger) == [1, 1, 2]


def test_two_officials_of_one_office_who_share_a_common_first_name_are_two(observe):
    said = {"role": "council member", "side": Side.GOVERNMENT}
    assert sizes(
        observe(speaker="Abdul Ahad Elbek", **said), observe(speaker="Abdul Mannan Qate", **said, outlet="B")
    ) == [1, 1]


def test_an_agency_in_its_own_voice_is_one_in_all_prints_and_two_agencies_are_two(observe):
    printed = [observe(speaker=None, outlet=o, family="wire-1") for o in ("A", "B")]
    assert sizes(*printed, observe(speaker=None, outlet="C", family="wire-2")) == [1, 2]


def test_a_date_that_is_none_is_no_date(observe):
    assert sizes(observe(**OFFICIAL), changed(observe(**OFFICIAL, outlet="B"), event="soon")) == [2]


@given(st.data())
@settings(max_examples=25, deadline=None)
def test_every_claim_is_in_one_utterance_whatever_the_order(observe, data):
    several = [
        observe(
            **OFFICIAL,
            outlet=outlet,
            published=f"2021-07-{day:02}",
            place=place,
            event=None,
            words=f"{outlet} {day}",
        )
        for outlet in "AB"
        for day in (1, 3, 6, 9, 14)
        for place in ("AF2704", "AF2701")
    ]
    found = utterances(several)
    assert found == utterances(data.draw(st.permutations(several)))
    assert sorted(c.claim.id for one in found for c in one.claims) == sorted(o.claim.id for o in several)
    assert len(found) == 4
