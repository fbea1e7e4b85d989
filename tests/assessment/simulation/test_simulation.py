from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise

import numpy as np
import pytest

from contested.assessment.calibration import calibrate
from contested.assessment.simulation.press import (
    MINISTRY,
    RETAKES,
    TAKES,
    PressSettings,
    Tellers,
    print_world,
)
from contested.assessment.simulation.telling import FIRST_DAY, tell, truth_csv
from contested.assessment.simulation.world import CONTESTED, GOVERNMENT, INSURGENT, WorldSettings, make_world
from contested.assessment.weights import standard
from contested.errors import QueryError
from contested.ledger.door import check_claim, check_report
from contested.model.observation import Observation

LATE = datetime(2100, 1, 1, tzinfo=UTC)


def world(seed: int = 3, districts: int = 60, days: int = 60):
    return make_world(np.arange(districts) // 12, days, WorldSettings(), np.random.default_rng(seed))


def test_the_same_seed_makes_the_same_world_and_the_same_press() -> None:
    one, other = world(), world()
    assert (one.control == other.control).all()
    printed = [print_world(one, PressSettings(), np.random.default_rng(4)) for _ in range(2)]
    assert all((a == b).all() for a, b in zip(*printed, strict=True))
    assert not (world(9).control == one.control).all()


def test_a_world_has_falls_recaptures_and_fighting() -> None:
    made = world(districts=200, days=120)
    holder = made.holder_before
    assert ((holder[:, :-1] == GOVERNMENT) & (holder[:, 1:] == INSURGENT)).sum() > 20
    assert ((holder[:, :-1] == INSURGENT) & (holder[:, 1:] == GOVERNMENT)).sum() > 10
    assert 0.005 < (made.control == CONTESTED).mean() < 0.2


def test_recaptures_come_soon_after_falls_where_the_settings_say_so() -> None:
    settings = WorldSettings(counterattack=0.0005, counterattack_soon=0.2)
    made = make_world(np.arange(300) // 12, 120, settings, np.random.default_rng(3))
    held = made.holder_before
    lags = []
    for row in held:
        turns = np.flatnonzero(row[1:] != row[:-1]) + 1
        lags += [int(b - a) for a, b in pairwise(turns) if row[b] == GOVERNMENT]
    assert len(lags) > 20
    assert np.median(lags) <= 15


def test_who_never_tells_of_recaptures_says_all_else_as_before() -> None:
    silent = Tellers(gainer=0.0, officials=0.0, loser=0.0, monitors=0.0, residents=0.0, outlets=0.0)
    made = world(districts=200, days=120)
    printed = print_world(
        made, PressSettings(recaptures=silent, government_bias=0.0, false_claims=1.0), np.random.default_rng(1)
    )
    by_ministry = (printed.proposition == RETAKES) & (printed.speaker == MINISTRY)
    assert not by_ministry.any()
    assert (printed.proposition == TAKES).any()


def test_news_of_recaptures_keeps_its_day_where_no_list_bears_it() -> None:
    settings = PressSettings(undated=0.5, vague=0.5, recaptures_listed=0.0)
    printed = print_world(world(districts=200, days=120), settings, np.random.default_rng(1))
    dated = (printed.first >= 0) & (printed.last - printed.first <= 1)
    assert dated[printed.proposition == RETAKES].all()
    assert not dated[printed.proposition == TAKES].all()


@pytest.mark.parametrize("claims", [50, 5000])
def test_as_many_claims_are_printed_as_asked_for_and_none_after_the_last_day(claims) -> None:
    printed = print_world(world(), PressSettings(), np.random.default_rng(1), claims)
    assert len(printed.place) == claims
    assert int(printed.published.max()) < 60
    assert (printed.last <= printed.published).all()


def test_what_is_told_passes_the_ledger_s_door(theatre) -> None:
    units = theatre.districts_of("401")[:60]
    printed = print_world(world(), PressSettings(), np.random.default_rng(1), 800)
    told = list(tell(printed, units, theatre, FIRST_DAY))
    assert sum(len(claims) for _, claims in told) == 800
    assert len({report.id for report, _ in told}) == len(told)
    for report, claims in told:
        check_report(report)
        for claim in claims:
            check_claim(claim, report)
    assert len(list(truth_csv(world(), units, theatre))) == 60 * 60 + 1


def test_calibrating_refuses_too_little_and_scores_on_what_it_never_saw(theatre) -> None:
    units = theatre.districts_of("401")[:60]
    made = world()
    printed = print_world(made, PressSettings(), np.random.default_rng(1))
    observations = [
        Observation(claim=claim, report=report, seq=1, recorded_at=LATE)
        for report, claims in tell(printed, units, theatre, FIRST_DAY)
        for claim in claims
    ]
    with pytest.raises(QueryError) as refused:
        calibrate(observations[:50], theatre, standard(), known_at=LATE)
    assert refused.value.code == "query.too-thin"
    fitted = calibrate(observations, theatre, standard(), known_at=LATE)
    assert (fitted.labelled, fitted.before, fitted.after) == (False, None, None)
    assert fitted.weights.version == "fitted/1"
    assert fitted.weights.dynamics == standard().dynamics
