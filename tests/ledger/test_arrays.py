"""Control claims as arrays say what the rows say."""

from __future__ import annotations

from contested.ledger.moments import to_micros
from contested.ledger.opening import open_ledger
from contested.model.claim import ClaimPlace
from contested.model.vocabulary import Decision, Kind


def test_arrays_hold_every_control_claim_of_each_place_in_order(database, make):
    with open_ledger(database.new_url(), create=True) as ledger:
        assert len(ledger.control_arrays().seq) == 0
        report = make.report()
        both = make.claim(report, holder="taliban", places=(ClaimPlace("Zhari", "B"), ClaimPlace("Panjwai", "A")))
        unnamed = make.claim(report, kind=Kind.CONTROL_STATUS, event=None, places=(ClaimPlace("Zhari", "B"),))
        clash = make.claim(report, kind=Kind.CLASH_OR_ATTACK)
        nowhere = make.claim(report, places=(ClaimPlace("somewhere"),))
        ledger.record(report, [both, unnamed, clash, nowhere])
        seqs = {seen.claim.id: seen.seq for seen in ledger.observations()}
        known = to_micros(ledger.observations()[0].known_from)
        arrays = ledger.control_arrays()
        assert (arrays.places, arrays.holders) == (("A", "B"), ("taliban",))
        assert arrays.place.tolist() == [0, 1, 1]
        assert arrays.seq.tolist() == [seqs[both.id], seqs[both.id], seqs[unnamed.id]]
        assert arrays.holder.tolist() == [0, 0, -1]
        assert arrays.kind.tolist() == [0, 0, 1]
        assert arrays.known_from_us.tolist() == [known] * 3
        assert arrays.since_us.tolist()[2] == known > arrays.since_us.tolist()[0]
        ledger.rule(make.ruling(both, decision=Decision.REJECT))
        assert ledger.control_arrays().seq.tolist() == [seqs[unnamed.id]]
        assert len(ledger.control_arrays(every=True).seq) == 3
