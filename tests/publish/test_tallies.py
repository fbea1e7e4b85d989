from __future__ import annotations

import json
from datetime import UTC, datetime

from contested.model.assessment import TallyAccount
from contested.model.tally import Tally, with_id
from contested.publish.tallies import tallies_json


def test_each_tally_stands_beside_what_is_accounted_for() -> None:
    tally = with_id(
        Tally(claimant="TRT World", scope="Kandahar", unit="district", holder="taliban", low=5, high=5)
    )
    account = TallyAccount(
        tally_id=tally.id,
        low=1,
        expected=1.2,
        high=16,
        names=("Panjwai",),
        verdict="unaccounted",
        explanation="4.",
    )
    found = json.loads(json.dumps(tallies_json([(tally, account)], known_at=datetime(2021, 7, 5, tzinfo=UTC))))
    assert found["known_at"] == "2021-07-05T00:00:00Z"
    (row,) = found["tallies"]
    assert (row["claimant"], row["low"]) == ("TRT World", 5)
    assert (row["accounted"]["low"], row["accounted"]["names"]) == (1, ["Panjwai"])
