from __future__ import annotations

import math
from datetime import UTC, date, datetime, timedelta

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from contested.assessment.control import explain_control
from contested.model.assessment import DistrictAssessment
from contested.model.claim import with_id
from contested.model.observation import Observation
from contested.model.vocabulary import ControlState, Kind, PlaceLevel, Side, Stance

AS_OF = date(2021, 7, 20)
KNOWN = datetime(2021, 8, 1, tzinfo=UTC)
EXAMPLES = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

SPEAKERS = [
    ("Hasti Mohammad", "district governor", Side.GOVERNMENT),
    ("Hasti Muhammad", "district governor", Side.GOVERNMENT),
    ("officials", None, Side.GOVERNMENT),
    ("Fawad Aman", "MoD spokesman", Side.GOVERNMENT),
    ("Taliban", "movement", Side.INSURGENT),
    ("Zabihullah Mujahid", "Taliban spokesman", Side.INSURGENT),
    ("Border Service", None, Side.NEIGHBOURING_STATE),
    ("unnamed sources", "sources of TOLOnews", Side.UNKNOWN),
    (None, None, Side.MEDIA),
]


@st.composite
def stories(draw: st.DrawFn) -> dict[str, object]:
    """The parts of one claim about Panjwai."""
    name, role, side = draw(st.sampled_from(SPEAKERS))
    says = draw(st.sampled_from(["taliban", "islamic-republic", None]))
    last = date(2021, 7, draw(st.integers(1, 19)))
    first = last - timedelta(days=draw(st.sampled_from([0, 0, 1, 9, 40])))
    loses = (side == Side.GOVERNMENT and says == "taliban") or (
        side == Side.INSURGENT and says == "islamic-republic"
    )
    return {
        "says": says,
        "speaker": name,
        "role": role,
        "side": side,
        "admits": loses and draw(st.booleans()),
        "event": f"{first}/{last}" if first != last else str(last),
        "published": str(last + timedelta(days=draw(st.integers(0, 3)))),
        "stance": draw(
            st.sampled_from(
                [Stance.ASSERTS, Stance.ASSERTS, Stance.DENIES, Stance.DISPUTES, Stance.REPORTS_UNVERIFIED]
            )
        ),
        "kind": draw(st.sampled_from([Kind.CONTROL_CHANGE, Kind.CONTROL_STATUS])),
        "level": draw(st.sampled_from([PlaceLevel.DISTRICT, PlaceLevel.DISTRICT_CENTRE])),
        "outlet": draw(st.sampled_from(["A", "B", "C"])),
        "family": draw(st.sampled_from([None, "AFP-1"])),
        "words": draw(st.sampled_from(["It fell.", "It was taken.", "It is held."])),
    }


def assess(theatre, observations: list[Observation]) -> DistrictAssessment:
    told = explain_control(observations, theatre, "AF2704", as_of=AS_OF, known_at=KNOWN)
    return told.assessment


@EXAMPLES
@given(data=st.data(), told=st.lists(stories(), max_size=9))
def test_the_order_of_claims_changes_nothing(theatre, observe, data, told) -> None:
    observations = [observe(**parts) for parts in told]
    shuffled = data.draw(st.permutations(observations))
    assert assess(theatre, shuffled) == assess(theatre, observations)


@EXAMPLES
@given(data=st.data(), told=st.lists(stories(), min_size=1, max_size=8))
def test_one_more_copy_changes_nothing_but_the_list_of_copies(theatre, observe, data, told) -> None:
    observations = [observe(**parts) for parts in told]
    before = assess(theatre, observations)
    original = data.draw(st.sampled_from(observations))
    assume(original.claim.speaker is not None or original.report.wire_family is not None)
    report = msgspec.structs.replace(
        original.report, id="f" * 32, outlet=original.report.outlet, published="2021-07-25"
    )
    copy = msgspec.structs.replace(
        original, claim=with_id(msgspec.structs.replace(original.claim, report_id=report.id)), report=report
    )
    after = assess(theatre, [*observations, copy])
    if copy.claim.event is not None:
        assert (after.state, after.party, after.grade) == (before.state, before.party, before.grade)
        assert after.probability == before.probability
        assert after.voices == before.voices


@EXAMPLES
@given(told=st.lists(stories(), min_size=1, max_size=8), ago=st.integers(0, 19))
def test_an_independent_corroboration_never_lowers_belief(theatre, observe, told, ago) -> None:
    observations = [observe(**parts) for parts in told]
    before = assess(theatre, observations)
    assume(before.state != ControlState.UNKNOWN)
    day = str(AS_OF - timedelta(days=ago))
    witness = observe(
        before.party,
        speaker="Independent Monitor",
        side=Side.INTERNATIONAL_ORG,
        event=day,
        published=day,
        outlet="Monitor",
        kind=Kind.CONTROL_CHANGE if before.party else Kind.CONTROL_STATUS,
    )
    after = assess(theatre, [*observations, witness])
    assert (after.state, after.party) == (before.state, before.party)
    assert after.probability >= before.probability


@EXAMPLES
@given(told=st.lists(stories(), max_size=9))
def test_every_number_is_finite_and_every_claim_in_one_voice(theatre, observe, told) -> None:
    place = assess(theatre, [observe(**parts) for parts in told])
    assert 0 < place.probability < 1
    assert all(math.isfinite(c.weight) for c in place.contributions)
    copies = [(c.voice.says, o.claim.id, o.report.id) for c in place.contributions for o in c.voice.copies]
    assert len({c.voice.key for c in place.contributions}) == len(place.contributions)
    assert any(c.decisive for c in place.contributions) == (place.state != ControlState.UNKNOWN)
    assert len(copies) == len(told) or len(set(copies)) <= len(told)
