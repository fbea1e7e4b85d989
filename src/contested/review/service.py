"""The review service: the queue of a ledger, what a ruling would change, and the rulings themselves.

Owns the order of a review: look, see what it would change, rule. Invariant: every ruling names the one that the
reviewer had seen, so that nobody overrules another unknowingly; an undoing puts the picture back as it was before.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from contested.errors import InputError
from contested.ledger.store import Ledger
from contested.model.claim import Claim
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.ruling import Ruling, in_force, with_id
from contested.model.vocabulary import Decision, Kind
from contested.review import choice as choices
from contested.review.choice import Choice
from contested.review.coded_table import Brought
from contested.review.effect import Change, of_exchange
from contested.review.queue import Item
from contested.review.record import Record
from contested.review.slots import blank, filled
from contested.review.weighing import Weighing
from contested.theatre.theatre import Theatre

_SHORTEST = 6
"""Letters of a ruling's id that are enough to say that one has seen it."""


class Seen(NamedTuple):
    """A claim as a reviewer sees it.

    Attributes:
        observation: The claim with its report's data.
        report: The report with its text.
        rulings: Every ruling on it, the oldest first.
        ruled_at: When each of them was recorded.
        in_force: The ruling that counts; None where nobody has ruled, or every ruling was undone.
        item: Its reasons and what its rejection would change; None where it does not stand any more.
    """

    observation: Observation
    report: Report
    rulings: list[Ruling]
    ruled_at: list[datetime]
    in_force: Ruling | None
    item: Item | None

    @property
    def newest(self) -> str | None:
        """The id of the newest ruling: what a ruling made on this sight has to name."""
        return self.rulings[-1].id if self.rulings else None

    def around(self, length: int) -> tuple[str, str]:
        """The report's words before and after the quote, some hundred characters each, cut at words."""
        span, text = self.observation.claim.span, self.report.text
        if span is None:
            return "", ""
        before = text[max(0, span[0] - length) : span[0]]
        after = text[span[1] : span[1] + length]
        if span[0] > length:
            before = "…" + before.partition(" ")[2]
        if span[1] + length < len(text):
            after = after.rpartition(" ")[0] + "…"
        return before, after


class Plan(NamedTuple):
    """A ruling that can be made, before it is.

    Attributes:
        rulings: In the order in which they are recorded; the first is the one asked for.
        claim: A claim that comes in with them, or None.
        report: Its report.
        changes: What changes on the map, the greatest change first.
    """

    rulings: tuple[Ruling, ...]
    claim: Claim | None
    report: Report | None
    changes: list[Change]


class Review:
    """Reviews the claims of one ledger about one theatre."""

    def __init__(self, ledger: Ledger, theatre: Theatre) -> None:
        self.ledger = ledger
        self.theatre = theatre
        self._record: Record | None = None
        self._reading = threading.Lock()

    def record(self) -> Record:
        """What the ledger holds for reviewers now; read again only when its head has moved."""
        head = self.ledger.head()
        record = self._record
        if record is None or record.head != head:
            with self._reading:
                record = self._record
                if record is None or record.head != head:
                    record = self._record = Record.of(self.ledger, self.theatre, record)
        return record

    def queue(self, place: str | None = None) -> list[Item]:
        """Every claim that waits for a ruling, the one that would change the picture most first.

        Args:
            place: Only claims that name this place id.
        """
        return [
            item
            for item in self.record().queue()
            if place is None or any(named.id == place for named in item.observation.claim.places)
        ]

    def see(self, claim_id: str) -> Seen:
        """One claim, by its id or an unshared beginning of it, whether it stands or not.

        Raises:
            InputError: ruling.unknown-claim.
            QueryError: query.ambiguous-claim.
        """
        claim = self._claim(claim_id)
        record = self.record()
        observation = record.by_claim.get(claim.id)
        if observation is None:
            every = self.ledger.observations(theatre=self.theatre.name, every=True)
            observation = next((o for o in every if o.claim.id == claim.id), None)
        report = self.ledger.report(claim.report_id)
        if observation is None or report is None:
            raise InputError(
                f"The claim {claim_id!r} is not about {self.theatre.title}.",
                code="ruling.other-theatre",
                remedy="Name the theatre of its report with --theatre.",
            )
        told = self.ledger.rulings_at(claim.id)
        rulings = [ruling for _, ruling in told]
        force = in_force(rulings)
        return Seen(
            observation,
            report,
            rulings,
            [moment for moment, _ in told],
            force[-1] if force else None,
            record.item_of(claim.id),
        )

    def plan(
        self,
        claim_id: str,
        choice: Choice,
        *,
        by: str,
        seen: str | None,
        note: str | None = None,
        other: str | None = None,
        slots: Mapping[str, str] | None = None,
    ) -> Plan:
        """What a choice would record and change; records nothing.

        Args:
            claim_id: The claim.
            choice: What is said of it.
            by: Who says so.
            seen: The newest ruling on it that this person has seen; None for none.
            note: Why.
            other: For a duplicate, the claim that stands for both.
            slots: For an amendment, what is filled in anew.

        Raises:
            InputError: ruling.unknown-claim, -overruled, -no-name, -amended-already, -nothing-amended,
                -claim-exists, -other-claim, -bad-note, -bad-slot, -duplicate-of-duplicate.
            ClaimRefused: the amended claim breaks an invariant.
        """
        claim = self._claim(claim_id)
        rulings = self.ledger.rulings(claim.id)
        self._see_that_it_was_seen(claim.id, rulings, seen)
        force = in_force(rulings)
        if force and choices.choice_of(force[-1]) is Choice.AMEND:
            raise InputError(
                f"Of the claim {claim.id[:12]}: {choices.told(force[-1])}, "
                f"and {(force[-1].other_claim_id or '')[:12]} stands in its place.",
                code="ruling.amended-already",
                remedy="Rule on the claim that stands in its place, or undo the amendment first.",
            )
        reason = choices.reason_of(note)
        if choice is Choice.AMEND:
            return self._amendment(claim, rulings, slots or {}, _name(by), reason)
        other_id = self._other(claim, choice, other)
        ruling = with_id(
            Ruling(
                claim_id=claim.id,
                decision=choices.decision_of(choice),
                other_claim_id=other_id,
                reviewer=_name(by),
                reason=reason,
                after=rulings[-1].id if rulings else None,
            )
        )
        if choice in (Choice.REJECT, Choice.DUPLICATE):
            return Plan((ruling,), None, None, self._changes(out={claim.id}))
        return Plan((ruling,), None, None, self._changes(back={claim.id}))

    def plan_undo(self, claim_id: str, *, by: str, seen: str | None, note: str | None = None) -> Plan:
        """What undoing the ruling in force on a claim would record and change; records nothing.

        Raises:
            InputError: ruling.nothing-to-undo, -ruled-since, and as ``plan``.
        """
        claim = self._claim(claim_id)
        rulings = self.ledger.rulings(claim.id)
        self._see_that_it_was_seen(claim.id, rulings, seen)
        force = in_force(rulings)
        if not force:
            raise InputError(
                f"Nobody has ruled on the claim {claim.id[:12]}, or every ruling on it was undone.",
                code="ruling.nothing-to-undo",
                remedy="Choose a claim with a ruling; `contested review show CLAIM` lists them.",
            )
        if choices.came_with(force[-1]) or choices.withdrawn_with(force[-1]):
            raise InputError(
                f"The ruling on {claim.id[:12]} came with an amendment of another claim.",
                code="ruling.came-with-another",
                remedy="Rule on this claim, or undo the amendment of the other.",
            )
        back = force[-2] if len(force) > 1 else None
        name = _name(by)
        undoing = with_id(
            Ruling(
                claim_id=claim.id,
                decision=Decision.UNDO,
                reviewer=name,
                reason=choices.reason_of(note),
                after=rulings[-1].id,  # an earlier ruling may be in force again: it follows the newest
            )
        )
        undone = force[-1]
        planned: list[Ruling] = [undoing]
        out: set[str] = set()
        if choices.choice_of(undone) is Choice.AMEND and undone.other_claim_id:
            planned.append(self._withdrawal(undone, name))
            out.add(undone.other_claim_id)
        stands = back is None or choices.choice_of(back) in (Choice.ACCEPT, Choice.UNVERIFIABLE)
        changes = self._changes(out=out | (set() if stands else {claim.id}), back={claim.id} if stands else set())
        return Plan(tuple(planned), None, None, changes)

    def plan_claim(
        self, report_id: str, kind: Kind, slots: Mapping[str, str], *, by: str, note: str | None = None
    ) -> Plan:
        """As ``plan_coded``, of a report of the ledger by its id, the beginning of it, or its giver's name for it.

        Raises:
            InputError: ruling.unknown-report, and as ``plan_coded``.
        """
        return self.plan_coded(self.find_report(report_id), kind, slots, by=by, note=note)

    def plan_coded(
        self, report: Report, kind: Kind, slots: Mapping[str, str], *, by: str, note: str | None = None
    ) -> Plan:
        """What a claim coded by hand would change; records nothing. Who codes a claim has ruled on it.

        Args:
            report: Of the ledger, or a new one, which is recorded with the claim.
            kind: What sort of claim it is.
            slots: What it says.
            by: Who codes it.
            note: Why.

        Raises:
            InputError: ruling.bad-slot, -claim-exists, -no-words, -no-name.
            ClaimRefused: the claim breaks an invariant.
        """
        name = _name(by)
        claim = filled(blank(report, kind), slots, report, self.theatre)
        if not claim.words:
            raise InputError(
                "The claim has neither a quote nor a statement.",
                code="ruling.no-words",
                remedy="Give the report's exact words as quote, or your own as statement.",
            )
        self._see_that_it_is_new(claim)
        self._see_that_it_may_be(claim, report)
        ruling = with_id(
            Ruling(
                claim_id=claim.id,
                decision=choices.decision_of(Choice.ACCEPT),
                reviewer=name,
                reason=choices.reason_of(note),
            )
        )
        return Plan((ruling,), claim, report, self._changes(new=self._observed(claim, report)))

    def carry_out(self, plan: Plan) -> Ruling:
        """Record what was planned, all of it or nothing. Returns the ruling asked for.

        Raises:
            InputError: ruling.overruled: somebody ruled since it was planned, told in words.
        """
        try:
            with self.ledger.batch():
                if plan.claim is not None and plan.report is not None:
                    self.ledger.record(plan.report, [plan.claim])
                for ruling in plan.rulings:
                    self.ledger.rule(ruling)
        except InputError as error:
            if error.code == "ruling.overruled":
                for ruling in plan.rulings:
                    self._see_that_it_was_seen(ruling.claim_id, self.ledger.rulings(ruling.claim_id), ruling.after)
            raise
        return plan.rulings[0]

    def effect_of(self, brought: Brought) -> list[Change]:
        """What the new claims of tables would change on the map, the greatest change first."""
        record = self.record()
        come = [self._observed(claim, report) for report, claims in brought.records for claim in claims]
        return of_exchange(Weighing([*record.standing, *come], self.theatre), gone=(), come=come) if come else []

    def bring_in(self, brought: Brought, *, by: str, note: str | None = None) -> int:
        """Record the new claims of tables, all of them or none, each with the ruling of who coded it.

        Returns how many. One that somebody recorded in the meantime adds nothing.

        Raises:
            InputError: ruling.no-name, ruling.bad-note.
        """
        name, reason, recorded = _name(by), choices.reason_of(note), 0
        with self.ledger.batch():
            for report, claims in brought.records:
                new = [claim for claim in claims if self.ledger.claim(claim.id) is None]
                self.ledger.record(report, new)
                for claim in new:
                    accept = Ruling(
                        claim_id=claim.id,
                        decision=choices.decision_of(Choice.ACCEPT),
                        reviewer=name,
                        reason=reason,
                    )
                    self.ledger.rule(with_id(accept))
                recorded += len(new)
        return recorded

    def _amendment(
        self, claim: Claim, rulings: list[Ruling], slots: Mapping[str, str], name: str, reason: str | None
    ) -> Plan:
        report = self.find_report(claim.report_id)
        amended = filled(claim, slots, report, self.theatre)
        if amended.id == claim.id:
            raise InputError(
                f"The amended claim says what {claim.id[:12]} says.",
                code="ruling.nothing-amended",
                remedy="Change a slot with --set slot=value, or accept the claim.",
            )
        of_amended = self.ledger.rulings(amended.id)
        again = of_amended and choices.withdrawn_with(of_amended[-1])
        if not again:
            self._see_that_it_is_new(amended)
        self._see_that_it_may_be(amended, report)
        ruling = with_id(
            Ruling(
                claim_id=claim.id,
                decision=choices.decision_of(Choice.AMEND),
                other_claim_id=amended.id,
                reviewer=name,
                reason=reason,
                after=rulings[-1].id if rulings else None,
            )
        )
        beside = with_id(
            Ruling(
                claim_id=amended.id,
                decision=choices.decision_of(Choice.ACCEPT),
                reviewer=name,
                reason=choices.reason_of(None, mark="with", about=ruling.id),
                after=of_amended[-1].id if of_amended else None,
            )
        )
        changes = self._changes(out={claim.id}, new=self._observed(amended, report))
        return Plan((ruling, beside), amended, report, changes)

    def _withdrawal(self, amendment: Ruling, name: str) -> Ruling:
        """The ruling that takes an amended claim out again, if nobody has ruled on it since."""
        on_it = self.ledger.rulings(amendment.other_claim_id or "")
        force = in_force(on_it)
        if not force or choices.came_with(force[-1]) != amendment.id:
            raise InputError(
                f"The claim {(amendment.other_claim_id or '')[:12]} that the amendment made was ruled on since.",
                code="ruling.ruled-since",
                remedy="Undo that ruling first.",
            )
        return with_id(
            Ruling(
                claim_id=amendment.other_claim_id or "",
                decision=choices.decision_of(Choice.REJECT),
                reviewer=name,
                reason=choices.reason_of(None, mark="withdrawn", about=amendment.id),
                after=on_it[-1].id,
            )
        )

    def _other(self, claim: Claim, choice: Choice, other: str | None) -> str | None:
        if choice is not Choice.DUPLICATE:
            if other is not None:
                raise InputError(
                    f"To {choice.value} a claim names no other claim.",
                    code="ruling.other-claim",
                    remedy="Leave --of out; it goes with duplicate.",
                )
            return None
        if other is None:
            raise InputError(
                f"The claim {claim.id[:12]} is called a duplicate, but not of which claim.",
                code="ruling.other-claim",
                remedy="Name the claim that stands for both with --of.",
            )
        kept = self._claim(other)
        if kept.id == claim.id:
            raise InputError(
                f"The claim {claim.id[:12]} cannot be a duplicate of itself.",
                code="ruling.other-claim",
                remedy="Name the other claim with --of.",
            )
        if kept.id not in self.record().by_claim:
            raise InputError(
                f"The claim {kept.id[:12]} does not stand any more, so nothing would stand for both.",
                code="ruling.duplicate-of-fallen",
                remedy="Name a claim that stands with --of.",
            )
        return kept.id

    def _changes(
        self,
        *,
        out: set[str] | None = None,
        back: set[str] | None = None,
        new: Observation | None = None,
    ) -> list[Change]:
        """What changes on the map when some claims go, some come back and one is new."""
        record = self.record()
        leave = [record.by_claim[claim_id] for claim_id in out or () if claim_id in record.by_claim]
        wanted = {claim_id for claim_id in back or () if claim_id not in record.by_claim}
        every = self.ledger.observations(theatre=self.theatre.name, every=True) if wanted else []
        come = [o for o in every if o.claim.id in wanted] + ([new] if new else [])
        if not leave and not come:
            return []
        weighing = Weighing([*record.standing, *come], self.theatre) if come else record.weighing
        return of_exchange(weighing, gone=leave, come=come)

    def _observed(self, claim: Claim, report: Report) -> Observation:
        """A claim that is not recorded yet as it will be observed."""
        like = self.record().by_report.get(report.id)
        recorded_at = max((o.recorded_at for o in self.record().standing), default=None) or datetime.now(UTC)
        about = like or msgspec.structs.replace(report, text="")
        return Observation(claim=claim, report=about, seq=2**62, recorded_at=recorded_at)

    def _see_that_it_may_be(self, claim: Claim, report: Report) -> None:
        refusal = self.ledger.check(claim, report)
        if refusal is not None:
            raise refusal

    def _see_that_it_is_new(self, claim: Claim) -> None:
        if self.ledger.claim(claim.id) is not None:
            raise InputError(
                f"The same claim is in the ledger already, as {claim.id[:12]}.",
                code="ruling.claim-exists",
                remedy=f"Rule on that claim, or call this one a duplicate of it: --of {claim.id[:12]}.",
            )

    def _see_that_it_was_seen(self, claim_id: str, rulings: list[Ruling], seen: str | None) -> None:
        newest = rulings[-1] if rulings else None
        if newest is None and seen is None:
            return
        if (
            newest is not None
            and seen is not None
            and len(seen) >= _SHORTEST
            and newest.id.startswith(seen.lower())
        ):
            return
        if newest is None:
            raise InputError(
                f"Nobody has ruled on the claim {claim_id[:12]}, so no ruling {seen!r} can have been seen.",
                code="ruling.overruled",
                remedy="Look at it again: `contested review show CLAIM`.",
            )
        raise InputError(
            f"Somebody has ruled on the claim {claim_id[:12]}: {choices.told(newest)}.",
            code="ruling.overruled",
            remedy=f"If you have seen that and rule otherwise, add --after {newest.id[:12]}.",
        )

    def _claim(self, claim_id: str) -> Claim:
        found = self.ledger.claim(claim_id)
        if found is None:
            raise InputError(
                f"There is no claim {claim_id!r} in this ledger.",
                code="ruling.unknown-claim",
                remedy="Give its id, or enough letters of its beginning; `contested review list` prints them.",
            )
        return found

    def find_report(self, named: str) -> Report:
        """A report by its id, the beginning of it, or what its giver calls it.

        Raises:
            InputError: ruling.unknown-report.
        """
        found = self.ledger.report(named)
        if found is None:
            alike = [
                r for r in self.ledger.reports() if named and (r.external_id == named or r.id.startswith(named))
            ]
            found = self.ledger.report(alike[0].id) if len(alike) == 1 else None
        if found is None or found.theatre != self.theatre.name:
            raise InputError(
                f"There is no one report {named!r} about {self.theatre.title} in this ledger.",
                code="ruling.unknown-report",
                remedy="Give its id, or its name as `contested families` prints it; ingest a new one first.",
            )
        return found


def _name(by: str) -> str:
    name = " ".join(by.split())
    if not name:
        raise InputError(
            "A ruling needs the name of who makes it.",
            code="ruling.no-name",
            remedy="Say who you are with --by.",
        )
    return name
