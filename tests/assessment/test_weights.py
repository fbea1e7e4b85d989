from __future__ import annotations

import math

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contested.assessment.coding import Coded
from contested.assessment.evidence import spread
from contested.assessment.weights import COLUMNS, read_weights, standard
from contested.assessment.weights_file import weights_toml
from contested.errors import FileRefused


def columns(first: int, last: int, *, lasts: bool) -> Coded:
    one = np.ones(1, dtype=np.int64)
    yes = np.ones(1, dtype=np.bool_)
    return Coded(one, one, one, one * 1.0, one * first, one * last, yes & lasts, one, one, yes, one[:, None])


def test_every_row_of_the_table_has_a_reason() -> None:
    table = standard()
    assert all(len(row.reason) > 20 for row in (*table.rows(), *table.factors.values()))
    for part in (table.dynamics, table.spread):
        assert set(part.reasons) == set(part.__struct_fields__) - {"reasons"}


def test_an_admission_weighs_more_than_anything_and_a_denial_by_the_loser_least() -> None:
    ratio = {(r.proposition, r.relation.value): math.log(r.if_so / r.if_not) for r in standard().rows()}
    assert (
        max(ratio["takes", how] for how in ("third party", "own voice", "beneficiary"))
        < ratio["takes", "against interest"]
    )
    assert 0 < ratio["denies", "beneficiary"] < min(ratio["takes", "beneficiary"], ratio["retakes", "beneficiary"])


def test_recaptures_are_told_less_often_than_falls() -> None:
    rates = {(r.proposition, r.relation): r.if_changed for r in standard().rows()}
    assert all(rates["retakes", how] < rates["takes", how] for _, how in rates)


def test_a_written_table_reads_back_the_same(tmp_path) -> None:
    file = tmp_path / "weights.toml"
    file.write_text(weights_toml(standard(), "Made for a test.\nTwo lines."), encoding="utf-8")
    assert msgspec.structs.replace(read_weights(file), claim=()) == msgspec.structs.replace(standard(), claim=())
    assert read_weights(file).rows() == standard().rows()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (("if_not = 0.00001000", "if_not = 0.0"), "between 0 and 1"),
        (("if_not = 0.00001000", "if_not = nan"), "between 0 and 1"),
        (("if_changed = 0.25000000", "if_changed = 0.000001"), "if_changed"),
        (('proposition = "takes"', 'proposition = "holds"'), "exactly once"),
        (("knots = 12", "knots = 0"), "at least 1"),
        (("surest = 0.99", "surest = 1.0"), "surest"),
        (("version =", "version ="), None),
        (("[dynamics]", "[dynamic]"), "dynamic"),
        (("version", "=version"), "no table"),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused_with_the_reason(tmp_path, change, why) -> None:
    file = tmp_path / "weights.toml"
    file.write_text(weights_toml(standard(), "A test.").replace(*change, 1), encoding="utf-8")
    if why is None:
        assert read_weights(file)
        return
    with pytest.raises(FileRefused, match=why) as refused:
        read_weights(file)
    assert refused.value.code == "input.bad-weights"


def test_a_table_that_is_not_there_is_refused(tmp_path) -> None:
    with pytest.raises(FileRefused) as refused:
        read_weights(tmp_path / "none.toml")
    assert refused.value.code == "input.unreadable-weights"


@given(st.integers(0, 4000), st.booleans())
def test_a_voice_is_spread_over_its_days_the_last_among_them_and_its_shares_are_one(length, lasts) -> None:
    over = spread(columns(first=10, last=10 + length, lasts=lasts), standard())
    assert over.share.sum() == pytest.approx(1.0)
    assert over.chance.sum() == pytest.approx(1.0)
    assert int(over.day.max()) == 10 + length
    assert int(over.day.min()) >= 10
    assert len(set(over.day.tolist())) == len(over.day) <= standard().spread.knots
    assert len(COLUMNS) == 4
