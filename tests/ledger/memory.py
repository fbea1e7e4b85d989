"""A ledger in memory: an independent statement, in lists and dictionaries, of what a ledger means.

Shares with the real one the frozen values, the checks of the door, the hash of the chain and the values that its
interface takes and gives, and nothing else: no SQL, no rows, no derived tables, no indexes. It may be slow.
Invariant: the same calls with the same clock give the same answers and the same dump as a ledger on any database.
"""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from contested import __version__
from contested.errors import ClaimRefused, ContestedError, InputError, LedgerBroken, LedgerBusy, QueryError
from contested.ledger.bulk import Record
from contested.ledger.chain import GENESIS, link
from contested.ledger.citations import Citation
from contested.ledger.door import check_amended, check_claim, check_report, check_said, check_tally
from contested.ledger.store import Loaded, Receipt
from contested.model.claim import Claim
from contested.model.edtf import bounds
from contested.model.identity import bytes_id, content_id
from contested.model.instants import format_instant, known_from
from contested.model.observation import Observation
from contested.model.report import Report
from contested.model.ruling import FamilyMember, Ruling, Supersession
from contested.model.tally import Tally

Told = dict[str, Any]
_ENDLESS = 2**63
_CONTROL = ("control_change", "control_status")
_COUNTED = {
    "reports": "report",
    "claims": "claim",
    "tallies": "tally",
    "rulings": "ruling",
    "supersessions": "supersession",
    "families": "family",
    "readers": "reader",
    "readings": "reading",
}


class Entry(msgspec.Struct, frozen=True):
    """One step of the chain, with the value that was recorded and how it was told then."""

    seq: int
    kind: str
    id: str
    recorded_at: datetime
    value: Any
    told: Told
    prev: str
    hash: str


class State:
    """Everything that is recorded; a copy of it is a transaction."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.raw: dict[str, bytes] = {}

    def copied(self) -> State:
        state = State()
        state.entries, state.raw = list(self.entries), dict(self.raw)
        return state

    def of(self, kind: str, seen: int = _ENDLESS) -> list[Entry]:
        return [entry for entry in self.entries if entry.kind == kind and entry.seq <= seen]

    def find(self, kind: str, row_id: str) -> Entry | None:
        return next((entry for entry in self.of(kind) if entry.id == row_id), None)

    def stamp(self, now: datetime) -> datetime:
        """What a transaction bears that writes now: later than everything before it."""
        return max(now, self.entries[-1].recorded_at + timedelta(microseconds=1)) if self.entries else now

    def append(self, kind: str, row_id: str, value: Any, at: datetime) -> None:
        last = self.entries[-1] if self.entries else None
        seq, prev = len(self.entries) + 1, last.hash if last else GENESIS
        told = {"type": kind, "id": row_id, "seq": seq, "recorded_at": format_instant(at), **_told(kind, value)}
        self.entries.append(Entry(seq, kind, row_id, at, value, told, prev, link(prev, told)))


class Shelf:
    """What several open ledgers share: what is committed, and who writes."""

    def __init__(self, schema: int, now: datetime) -> None:
        self.state = State()
        self.writer: MemoryLedger | None = None
        self.state.append("schema", str(schema), {"program": __version__}, now)


class MemoryLedger:
    """The public interface of ``contested.ledger.store.Ledger``."""

    def __init__(self, shelf: Shelf, url: str, clock: Callable[[], datetime]) -> None:
        self.url = url
        self._shelf = shelf
        self._clock = clock
        self._batch: State | None = None
        self._stamp: datetime | None = None

    def __enter__(self) -> MemoryLedger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        pass

    @property
    def _state(self) -> State:
        return self._shelf.state if self._batch is None else self._batch

    @contextmanager
    def _writing(self) -> Iterator[State]:
        if self._shelf.writer not in (None, self):
            raise LedgerBusy("Another writes.", code="ledger.busy", remedy="Wait.", url=self.url)
        state = self._state.copied()
        yield state
        if self._batch is None:
            self._shelf.state = state
        else:
            self._batch = state

    def _now(self, state: State) -> datetime:
        """The stamp of the transaction that is under way."""
        stamp = self._stamp or state.stamp(self._clock())
        if self._batch is not None:
            self._stamp = stamp
        return stamp

    @contextmanager
    def batch(self) -> Iterator[None]:
        if self._batch is not None:
            raise RuntimeError("a batch is open already")
        with self._writing() as state:
            self._shelf.writer, self._batch = self, state
        try:
            yield
            self._shelf.state = self._state
        finally:
            self._shelf.writer = self._batch = self._stamp = None

    # What is recorded

    def record(
        self,
        report: Report,
        claims: Sequence[Claim] = (),
        tallies: Sequence[Tally] = (),
        *,
        raw: bytes | None = None,
        read_by: str | None = None,
    ) -> Receipt:
        _check(Record(report=report, claims=claims, tallies=tallies, raw=raw))
        with self._writing() as state:
            now = self._now(state)
            before = state.copied()
            _enter_report(state, report, raw, now)
            for claim in claims:
                _enter_claim(state, claim, now)
            _enter_tallies(state, tallies, now)
            _enter_reading(state, report, read_by, now)
        return Receipt(
            new_report=before.find("report", report.id) is None,
            new_claims=len(state.of("claim")) - len(before.of("claim")),
            new_tallies=len(state.of("tally")) - len(before.of("tally")),
        )

    def load(self, records: Iterable[Record], *, claims_together: int = 100_000) -> Loaded:
        """Each run of records is one transaction; its tallies come last, and may name any claim of it."""
        if self._batch is not None:
            raise RuntimeError("a batch is open: it and a load cannot be one transaction")
        first, size = self.info(), 0
        runs: list[list[Record]] = [[]]
        for record in records:
            if size >= claims_together:
                runs.append([])
                size = 0
            runs[-1].append(record)
            size += 1 + len(record.claims)
        for run in filter(None, runs):
            for record in run:
                _check(record)
            with self._writing() as state:
                now = self._now(state)
                for record in run:
                    _enter_report(state, record.report, record.raw, now)
                    for claim in record.claims:
                        _enter_claim(state, claim, now)
                    _enter_reading(state, record.report, record.read_by, now)
                _enter_tallies(state, [tally for record in run for tally in record.tallies], now)
        return Loaded(**{name: self.info()[name] - first[name] for name in ("reports", "claims", "tallies")})

    def record_tallies(self, tallies: Sequence[Tally]) -> Receipt:
        for tally in tallies:
            check_tally(tally)
        before = self.info()["tallies"]
        with self._writing() as state:
            _enter_tallies(state, tallies, self._now(state))
        return Receipt(new_tallies=self.info()["tallies"] - before)

    def check(self, claim: Claim, report: Report) -> ClaimRefused | None:
        try:
            check_claim(claim, report)
        except ClaimRefused as refusal:
            return refusal
        return None

    def rule(self, ruling: Ruling, *, amended: tuple[Report, Claim] | None = None) -> bool:
        check_said(ruling)
        if amended is not None:
            check_report(amended[0])
            check_claim(amended[1], amended[0])
            check_amended(ruling, amended[1])
        with self._writing() as state:
            if state.find("ruling", ruling.id):
                return False
            now = self._now(state)
            if amended is not None:
                _enter_claim(state, amended[1], now)
            _see_all(state, "claim", ruling.claim_id, ruling.other_claim_id)
            said = [entry.value for entry in state.of("ruling") if entry.value.claim_id == ruling.claim_id]
            _see_follows(said, ruling)
            if ruling.decision == "undo" and not _undone(said):
                raise InputError("Nothing is in force.", code="ruling.nothing-to-undo", remedy="Undo another.")
            state.append("ruling", ruling.id, ruling, now)
        return True

    def supersede(self, supersession: Supersession) -> bool:
        check_said(supersession)
        with self._writing() as state:
            if state.find("supersession", supersession.id):
                return False
            kind, old = supersession.row_type, supersession.old_id
            _see_all(state, kind, old, supersession.new_id)
            if any((one.value.row_type, one.value.old_id) == (kind, old) for one in state.of("supersession")):
                raise InputError("Superseded already.", code="ruling.overruled", remedy="Supersede the new row.")
            state.append("supersession", supersession.id, supersession, self._now(state))
        return True

    def place_in_family(self, member: FamilyMember) -> bool:
        check_said(member)
        with self._writing() as state:
            if state.find("family", member.id):
                return False
            _see_all(state, "report", member.report_id)
            _see_follows(
                [one.value for one in state.of("family") if one.value.report_id == member.report_id], member
            )
            state.append("family", member.id, member, self._now(state))
        return True

    # What was recorded

    def has_been_read(self, report_id: str, reader: str) -> bool:
        said = {"report": report_id, "reader": reader}
        return any(entry.value == said for entry in self._state.of("reading"))

    def claims_in(self, report_id: str) -> int:
        return sum(entry.value.report_id == report_id for entry in self._state.of("claim"))

    def rulings(self, claim_id: str | None = None) -> list[Ruling]:
        said = [entry.value for entry in self._state.of("ruling")]
        return [ruling for ruling in said if claim_id in (None, ruling.claim_id)]

    def supersessions(self) -> list[Supersession]:
        return [entry.value for entry in self._state.of("supersession")]

    def families(self) -> dict[str, FamilyMember]:
        return {entry.value.report_id: entry.value for entry in self._state.of("family")}

    def tallies(self, *, every: bool = False) -> list[Tally]:
        said = [entry.value for entry in self._state.of("tally")]
        return [tally for tally in said if every or self._tally_stands(tally)]

    def reports(self) -> list[Report]:
        return [msgspec.structs.replace(entry.value, text="") for entry in self._state.of("report")]

    def report(self, report_id: str) -> Report | None:
        found = self._state.find("report", report_id)
        return found.value if found else None

    def claim(self, claim_id: str) -> Claim | None:
        wanted = claim_id.strip().lower()
        found = [entry.value for entry in self._state.of("claim") if wanted and entry.id.startswith(wanted)]
        if len(found) > 1:
            raise QueryError("Several begin so.", code="query.ambiguous-claim", remedy="Give more of it.")
        return found[0] if found else None

    def raw(self, sha256: str) -> bytes | None:
        return self._state.raw.get(sha256)

    def schema(self) -> int:
        return max(int(entry.id) for entry in self._state.of("schema"))

    def info(self) -> dict[str, Any]:
        counts = {name: len(self._state.of(kind)) for name, kind in _COUNTED.items()}
        last = self._state.entries[-1]
        return counts | {"entries": last.seq, "head": last.hash, "schema": self.schema()}

    def content(self) -> str:
        held = [entry for entry in self._state.entries if entry.kind not in ("schema", "reader")]
        return hashlib.sha256("".join(sorted(f"{one.kind} {one.id}\n" for one in held)).encode()).hexdigest()

    def dump(self) -> Iterator[Told]:
        return iter(_dumped(self._state))

    def verify(self) -> None:
        head, last = GENESIS, None
        for number, entry in enumerate(self._state.entries, start=1):
            told = {**entry.told, **_told(entry.kind, entry.value)}
            hashed = link(head, told)
            late = last is not None and entry.recorded_at < last
            if (entry.seq, entry.prev, entry.hash) != (number, head, hashed) or told != entry.told or late:
                raise LedgerBroken(
                    f"{entry.kind} {entry.id}", code="ledger.broken-chain", remedy=".", url=self.url
                )
            head, last = hashed, entry.recorded_at
        for sha256, raw in self._state.raw.items():
            if bytes_id(raw) != sha256:
                raise LedgerBroken(f"raw {sha256}", code="ledger.broken-chain", remedy=".", url=self.url)

    # Questions as of and as known

    def observations(
        self, *, theatre: str | None = None, place: str | None = None, every: bool = False
    ) -> list[Observation]:
        families = self.families()
        ruled = {one.claim_id: _in_force(self.rulings(one.claim_id)) for one in self.rulings()}
        found = []
        for entry in self._state.of("claim"):
            claim, report = entry.value, self.report(entry.value.report_id)
            if theatre not in (None, report.theatre) or (place and place not in {one.id for one in claim.places}):
                continue
            if not every and not self._stands(claim, _ENDLESS):
                continue
            family = families[report.id].family if report.id in families else report.wire_family
            report = msgspec.structs.replace(report, text="", wire_family=family)
            found.append(
                Observation(
                    claim=claim,
                    report=report,
                    seq=entry.seq,
                    recorded_at=entry.recorded_at,
                    ruling=ruled.get(claim.id),
                )
            )
        return found

    def newest(
        self,
        place: str,
        *,
        known_at: datetime | None = None,
        clock: str = "published",
        limit: int = 100,
        every: bool = False,
    ) -> list[Citation]:
        found = [entry for entry in self._known(known_at, clock, every) if place in _places(entry)]
        found.sort(key=lambda entry: (self._known_from(entry), entry.seq), reverse=True)
        return [self._cite(entry, known_at, clock, place) for entry in found[:limit]]

    def timeline(
        self,
        place: str,
        start: datetime,
        end: datetime,
        *,
        known_at: datetime | None = None,
        clock: str = "published",
        limit: int = 1000,
        every: bool = False,
    ) -> list[Citation]:
        found = [
            entry
            for entry in self._known(known_at, clock, every)
            if entry.value.kind in _CONTROL and place in _places(entry) and start <= self._since(entry) < end
        ]
        found.sort(key=self._order)
        return [self._cite(entry, known_at, clock, place) for entry in found[:limit]]

    def current(
        self, before: datetime, *, known_at: datetime | None = None, clock: str = "published"
    ) -> dict[str, Citation]:
        found: dict[str, Entry] = {}
        for entry in self._known(known_at, clock, every=False):
            since = self._since(entry)
            if entry.value.kind not in _CONTROL or since >= before:
                continue
            if known_at is not None and clock == "published" and since > known_at:
                continue  # nobody can know at K what begins after K
            for place in _places(entry):
                if place not in found or self._order(entry) > self._order(found[place]):
                    found[place] = entry
        return {place: self._cite(found[place], known_at, clock, place) for place in sorted(found)}

    def search(
        self,
        words: str,
        *,
        known_at: datetime | None = None,
        clock: str = "published",
        limit: int = 50,
        ranked: bool = False,
        every: bool = False,
    ) -> list[Citation]:
        """``ranked`` says which come first where the limit cuts; here it is the order of recording."""
        phrases = [_words(quoted or single) for quoted, single in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
        phrases = [phrase for phrase in phrases if phrase]
        if not phrases:
            raise QueryError("No word.", code="query.no-words", remedy="Give one.")
        found = []
        for entry in reversed(self._known(known_at, clock, every)):
            held = _words(entry.value.words)
            if all(_holds(held, phrase) for phrase in phrases):
                cited = self._cite(entry, known_at, clock, None)
                since = bounds(entry.value.event)[0]
                found.append(msgspec.structs.replace(cited, since_us=_micros(since) if since else None))
        return found[:limit]

    def _known(self, known_at: datetime | None, clock: str, every: bool) -> list[Entry]:
        """Claims that were known and, unless every one is wanted, stood; in the order of recording."""
        seen = self._seen(known_at, clock)
        return [
            entry
            for entry in self._state.of("claim", seen)
            if (known_at is None or clock == "recorded" or self._known_from(entry) <= known_at)
            and (every or self._stands(entry.value, seen))
        ]

    def _seen(self, known_at: datetime | None, clock: str) -> int:
        if clock not in ("published", "recorded"):
            raise QueryError(f"{clock!r} is no clock.", code="query.unknown-clock", remedy="Ask by another.")
        if known_at is None or clock == "published":
            return _ENDLESS
        return sum(entry.recorded_at <= known_at for entry in self._state.entries)

    def _stands(self, claim: Claim, seen: int) -> bool:
        rulings = [one.value for one in self._state.of("ruling", seen) if one.value.claim_id == claim.id]
        ruled = _in_force(rulings)
        gone = {(one.value.row_type, one.value.old_id) for one in self._state.of("supersession", seen)}
        stays = ruled is None or ruled.decision in ("accept", "unverifiable")
        return stays and not gone & {("claim", claim.id), ("report", claim.report_id)}

    def _tally_stands(self, tally: Tally) -> bool:
        gone = {(one.value.row_type, one.value.old_id) for one in self._state.of("supersession")}
        read_from = self._state.find("claim", tally.claim_id) if tally.claim_id else None
        stands = read_from is None or self._stands(read_from.value, _ENDLESS)
        return stands and not gone & {("tally", tally.id), ("report", tally.report_id)}

    def _known_from(self, entry: Entry) -> datetime:
        report = self.report(entry.value.report_id)
        return known_from(report.published) if report.published else entry.recorded_at

    def _since(self, entry: Entry) -> datetime:
        return bounds(entry.value.event)[0] or self._known_from(entry)

    def _order(self, entry: Entry) -> tuple[datetime, datetime, int]:
        return self._since(entry), self._known_from(entry), entry.seq

    def _cite(self, entry: Entry, known_at: datetime | None, clock: str, place: str | None) -> Citation:
        claim, report = entry.value, self.report(entry.value.report_id)
        rulings = self._state.of("ruling", self._seen(known_at, clock))
        ruled = _in_force([one.value for one in rulings if one.value.claim_id == claim.id])
        return Citation(
            seq=entry.seq,
            claim_id=claim.id,
            report_id=report.id,
            kind=claim.kind.value,
            stance=claim.stance.value,
            words=claim.words,
            speaker_name=claim.speaker.name if claim.speaker else None,
            speaker_role=claim.speaker.role if claim.speaker else None,
            speaker_side=claim.speaker.side.value if claim.speaker else None,
            via=claim.via,
            event=claim.event,
            outcome=claim.outcome.value if claim.outcome else None,
            holder=claim.holder,
            outlet=report.outlet,
            url=report.url,
            published=report.published,
            place=place,
            since_us=_micros(self._since(entry)),
            known_from_us=_micros(self._known_from(entry)),
            decision=ruled.decision.value if ruled else None,
        )


def _undone(rulings: list[Ruling]) -> list[Ruling]:
    """What is left of rulings when each undoing has taken the last one that was left, itself aside."""
    for at, ruling in enumerate(rulings):
        if ruling.decision == "undo":
            return _undone(rulings[: max(0, at - 1)] + rulings[at + 1 :])
    return rulings


def _in_force(rulings: list[Ruling]) -> Ruling | None:
    left = _undone(rulings)
    return left[-1] if left else None


def _check(record: Record) -> None:
    check_report(record.report, record.raw)
    for claim in record.claims:
        check_claim(claim, record.report)
    for tally in record.tallies:
        check_tally(tally)


def _enter_report(state: State, report: Report, raw: bytes | None, now: datetime) -> None:
    if state.find("report", report.id):
        return
    if report.raw_sha256 is not None:
        if raw is None and report.raw_sha256 not in state.raw:
            raise InputError("No raw bytes.", code="report.raw-missing", remedy="Give them.")
        if raw is not None:
            state.raw[report.raw_sha256] = raw
    state.append("report", report.id, report, now)


def _enter_reader(state: State, reader: str, now: datetime) -> None:
    if not state.find("reader", reader):
        state.append("reader", reader, {"program": __version__}, now)


def _enter_claim(state: State, claim: Claim, now: datetime) -> None:
    if not state.find("claim", claim.id):
        _see_all(state, "report", claim.report_id)
        _enter_reader(state, claim.reader, now)
        state.append("claim", claim.id, claim, now)


def _enter_tallies(state: State, tallies: Sequence[Tally], now: datetime) -> None:
    for tally in tallies:
        if state.find("tally", tally.id):
            continue
        named = (("report", tally.report_id), ("claim", tally.claim_id))
        if any(row_id is not None and not state.find(kind, row_id) for kind, row_id in named):
            raise InputError("Names what is not there.", code="tally.unknown-report", remedy="Record it.")
        state.append("tally", tally.id, tally, now)


def _enter_reading(state: State, report: Report, reader: str | None, now: datetime) -> None:
    if reader is None:
        return
    row_id = content_id("reading", report.id, reader)
    if not state.find("reading", row_id):
        _enter_reader(state, reader, now)
        state.append("reading", row_id, {"report": report.id, "reader": reader}, now)


def _see_all(state: State, kind: str, *named: str | None) -> None:
    if any(row_id is not None and not state.find(kind, row_id) for row_id in named):
        raise InputError("Not in the ledger.", code=f"ruling.unknown-{kind}", remedy="Name one that is.")


def _see_follows(said: Sequence[Any], new: Ruling | FamilyMember) -> None:
    if new.after != (said[-1].id if said else None):
        raise InputError("Somebody spoke in the meantime.", code="ruling.overruled", remedy="Look at it.")


def _places(entry: Entry) -> set[str]:
    return {place.id for place in entry.value.places if place.id is not None}


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _holds(words: list[str], phrase: list[str]) -> bool:
    return any(words[at : at + len(phrase)] == phrase for at in range(len(words)))


def _micros(moment: datetime) -> int:
    return (moment - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _dumped(state: State) -> list[Told]:
    told, kept = [], set()
    for entry in state.entries:
        sha256 = entry.value.raw_sha256 if entry.kind == "report" else None
        if sha256 is not None and sha256 not in kept:
            kept.add(sha256)
            told.append({"type": "raw", "id": sha256, "base64": base64.b64encode(state.raw[sha256]).decode()})
        told.append(copy.deepcopy(entry.told) | {"prev": entry.prev, "hash": entry.hash})
    return told


def _told(kind: str, value: Any) -> Told:
    """A row as a dump tells it, but for what every row has."""
    if isinstance(value, dict):
        return dict(value)
    told = msgspec.to_builtins(value)
    del told["id"]
    if kind == "report":
        return told | {"known_from": _instant(known_from(value.published) if value.published else None)}
    for name in ("report", "claim", "other_claim"):
        if f"{name}_id" in told:
            told[name] = told.pop(f"{name}_id")
    if kind == "tally":
        return told | {"known_from": _instant(known_from(value.published) if value.published else None)}
    if kind == "claim":
        told["places"] = [{"position": number, **place} for number, place in enumerate(told["places"])]
        told["span"] = list(value.span) if value.span else None
        told["valid_from"], told["valid_to"] = map(_instant, bounds(value.event))
    return told


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else format_instant(moment)


class Refusal(msgspec.Struct, frozen=True):
    """An answer that was refused: by which code."""

    code: str


def answer(call: Callable[[], Any]) -> Any:
    """What a call gives, or with which code it is refused; for comparing one ledger with another."""
    try:
        return call()
    except ContestedError as error:
        return Refusal(error.code)
