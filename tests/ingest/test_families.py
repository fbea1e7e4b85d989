from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import LedgerBusy
from contested.ingest.families import place_families
from contested.ingest.service import ingest
from contested.intake.wire.index import WireIndex
from contested.intake.wire.sketch import Owned
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.ruling import FamilyMember, with_id
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "golden" / "wire" / "reports.jsonl"
LINES = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines()]


class NoReader:
    """Reads nothing: families do not depend on claims."""

    version = "none/1"
    languages = frozenset({"en"})

    def read(self, report, theatre):
        return []


def _ingest(ledger, path, reader=None):
    return ingest([path], ledger, reader or NoReader(), load_theatre, "afghanistan")


def _docs(folder, lines, name="docs.jsonl"):
    path = folder / name
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def _families(ledger):
    called = {report.id: report.external_id for report in ledger.reports()}
    return {called[key]: (member.family, member.reason) for key, member in ledger.families().items()}


def test_ingest_places_each_report_and_a_second_time_records_nothing(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        summary = _ingest(ledger, GOLD)
        assert summary.families_found == len(LINES)
        found = _families(ledger)
        for one in LINES:
            for other in LINES:
                if one["family"] and one["family"] == other["family"]:
                    assert found[one["id"]][0] == found[other["id"]][0] is not None
        before = ledger.info()
        assert _ingest(ledger, GOLD).families_found == 0
        assert ledger.info() == before
        ledger.verify()


@settings(max_examples=4, deadline=None)
@given(order=st.permutations(LINES[:24]), cut=st.integers(1, 23))
def test_what_is_recorded_at_the_end_does_not_depend_on_order_or_batches(tmp_path_factory, order, cut):
    folder = tmp_path_factory.mktemp("order")
    ends = []
    for name, parts in (("a", [LINES[:24]]), ("b", [order[:cut], order[cut:]])):
        with open_ledger(f"sqlite:///{folder}/{name}.db", create=True) as ledger:
            for number, part in enumerate(parts):
                _ingest(ledger, _docs(folder, part, f"{name}{number}.jsonl"))
            ends.append(_families(ledger))
    assert ends[0] == ends[1]


def test_a_copy_that_comes_later_changes_the_finding_on_the_first_and_says_what_it_followed(tmp_path):
    first, second = LINES[0], LINES[1]
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, [first], "1.jsonl"))
        ((family, reason),) = _families(ledger).values()
        assert (family, "no other report" in reason) == (None, True)
        assert _ingest(ledger, _docs(tmp_path, [second], "2.jsonl")).families_found == 2
        assert len({family for family, _ in _families(ledger).values()} - {None}) == 1
        assert ledger.info()["families"] == 3


def test_coded_families_stay_as_they_are(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, ROOT / "examples" / "afghanistan-2021")
        assert ledger.families() == {}
        assert len({report.wire_family for report in ledger.reports()} - {None}) == 38


def test_a_finding_made_by_other_means_is_left_alone(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, LINES[:2]))
        report = ledger.reports()[0]
        newest = ledger.families()[report.id]
        by_hand = with_id(
            FamilyMember(
                report_id=report.id, family=None, reason="I know the author", method="by hand/1", after=newest.id
            )
        )
        ledger.place_in_family(by_hand)
        _ingest(ledger, _docs(tmp_path, LINES[2:5], "more.jsonl"))
        assert ledger.families()[report.id] == by_hand


def test_an_ingest_that_was_cut_off_before_the_families_is_completed_by_the_next(tmp_path, monkeypatch):
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        monkeypatch.setattr("contested.ingest.service.place_families", lambda ledger, wires: 0)
        _ingest(ledger, _docs(tmp_path, LINES[:3]))
        assert ledger.families() == {}
        monkeypatch.undo()
        assert _ingest(ledger, _docs(tmp_path, LINES[:3])).families_found == 3
        assert place_families(ledger) == 0


@pytest.mark.parametrize("reader", [NoReader(), RulesReader()])
def test_a_report_in_another_language_is_kept_marked_and_not_read(tmp_path, reader):
    text = (
        "Les talibans ont pris le district de Panjwai dimanche, ont dit des responsables du gouvernement afghan."
    )
    docs = _docs(
        tmp_path, [{"id": "fr", "text": text}, {"id": "en", "text": "The army left Dand, officials said."}]
    )
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        summary = _ingest(ledger, docs, reader)
        (unread,) = summary.unread
        assert (unread.report, unread.language, unread.line) == ("fr", "fr", 1)
        assert "another language" in unread.reason
        assert summary.reports_read == 1
        french, english = ledger.reports()
        assert (french.language, ledger.claims_in(french.id)) == ("fr", 0)
        assert english.language in ("en", None)
        assert not ledger.has_been_read(french.id, reader.version)


def test_the_reader_itself_says_why_it_reads_nothing_in_another_language(afghanistan, dispatches):
    report = next(iter(dispatches.values()))
    reader = RulesReader()
    assert reader.read(report, afghanistan)
    claims, (unread,) = reader.read_with_reasons(msgspec.structs.replace(report, language="ps-AF"), afghanistan)
    assert claims == []
    assert "another language (ps-AF)" in unread.reason
    assert reader.read(msgspec.structs.replace(report, language="en-GB"), afghanistan)


def test_a_publication_that_only_the_text_states_is_recorded(tmp_path):
    text = "Published: 4 July 2021 18:30 GMT+4:30\n\nThe army left Dand, officials said."
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, [{"id": "1", "text": text}]))
        assert ledger.reports()[0].published == "2021-07-04T14:00:00Z"


def test_an_index_kept_between_calls_finds_the_same(tmp_path):
    ends = []
    for name, wires in (("a", None), ("b", WireIndex())):
        with open_ledger(f"sqlite:///{tmp_path}/{name}.db", create=True) as ledger:
            for number, part in enumerate((LINES[:6], LINES[6:12])):
                docs = _docs(tmp_path, part, f"{number}.jsonl")
                ingest([docs], ledger, NoReader(), load_theatre, "afghanistan", wires=wires)
            ends.append(_families(ledger))
    assert ends[0] == ends[1]


def _kept(path):
    with sqlite3.connect(path) as db:
        held = db.execute("SELECT sha256, bytes FROM cache_kept").fetchall()
    db.close()
    return held


def test_a_second_program_reads_no_text_again_but_a_few_to_be_sure(tmp_path, monkeypatch):
    sketched = []
    made = Owned.of
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, LINES[:-1]))
    monkeypatch.setattr(Owned, "of", classmethod(lambda cls, text: sketched.append(text) or made(text)))
    with open_ledger(f"sqlite:///{tmp_path}/a.db") as ledger:
        assert _ingest(ledger, _docs(tmp_path, LINES[-1:], "more.jsonl")).families_found >= 1
        assert 1 <= len(sketched) <= 1 + 10 < len(LINES) - 1
        kept = _families(ledger)
    with open_ledger(f"sqlite:///{tmp_path}/b.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, LINES))
        assert _families(ledger) == kept


def _damaged(db):
    db.execute("UPDATE cache_kept SET bytes = x'00'")


def _of_another_version(db):
    raw = msgspec.msgpack.encode(["near-copies/0", [], [], [], []])
    db.execute("DELETE FROM cache_kept")
    db.execute("INSERT INTO cache_kept VALUES ('wire-sketches', ?, ?)", (hashlib.sha256(raw).hexdigest(), raw))


def _of_other_texts(db):
    """Whole, of this version, and wrong: every report is said to have the text of the first."""
    ((raw,),) = db.execute("SELECT bytes FROM cache_kept").fetchall()
    piece = msgspec.msgpack.decode(raw)
    piece[2] = [[key, piece[2][0][1]] for key, _ in piece[2]]
    raw = msgspec.msgpack.encode(piece)
    db.execute("DELETE FROM cache_kept")
    db.execute("INSERT INTO cache_kept VALUES ('wire-sketches', ?, ?)", (hashlib.sha256(raw).hexdigest(), raw))


@pytest.mark.parametrize("harm", [_damaged, _of_another_version, _of_other_texts])
def test_kept_sketches_that_disagree_with_the_ledger_are_made_anew(tmp_path, harm):
    ends = []
    for name in ("a", "b"):
        path = tmp_path / f"{name}.db"
        with open_ledger(f"sqlite:///{path}", create=True) as ledger:
            _ingest(ledger, _docs(tmp_path, LINES[:20]))
        if name == "b":
            with sqlite3.connect(path) as db:
                harm(db)
            db.close()
        with open_ledger(f"sqlite:///{path}") as ledger:
            _ingest(ledger, _docs(tmp_path, LINES[20:], "more.jsonl"))
            ends.append(_families(ledger))
            ledger.verify()
        if name == "b":
            reports = [row for _, raw in _kept(path) for row in msgspec.msgpack.decode(raw)[2]]
            assert len(reports) == len(LINES)
    assert ends[0] == ends[1]


def test_a_ledger_that_keeps_nothing_places_its_reports_all_the_same(tmp_path, monkeypatch):
    def busy(self, shelf, pieces):
        raise LedgerBusy("busy", code="ledger.busy", remedy="wait", url=self.url)

    monkeypatch.setattr(Ledger, "keep", busy)
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        assert _ingest(ledger, GOLD).families_found == len(LINES)


def test_two_programs_that_place_reports_at_once_agree_in_the_end(tmp_path, monkeypatch):
    from contested.ingest import families as room

    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, LINES[:20]))
        found, others = room.find_families, [LINES[20:30], LINES[30:]]

        def meanwhile(ledger, reports, index=None):
            findings = found(ledger, reports, index)
            if others:
                with open_ledger(ledger.url) as other:
                    _ingest(other, _docs(tmp_path, others.pop(), "other.jsonl"))
            return findings

        monkeypatch.setattr(room, "find_families", meanwhile)
        _ingest(ledger, _docs(tmp_path, LINES[10:25], "mine.jsonl"))
        assert others == []
        ends = _families(ledger)
        ledger.verify()
    monkeypatch.undo()
    with open_ledger(f"sqlite:///{tmp_path}/b.db", create=True) as ledger:
        _ingest(ledger, GOLD)
        assert _families(ledger) == ends


def test_a_run_that_is_cut_off_between_two_parts_leaves_no_old_report_with_a_stale_finding(tmp_path, monkeypatch):
    monkeypatch.setattr("contested.ingest.families._TOGETHER", 1)
    first, second = LINES[0], LINES[1]
    with open_ledger(f"sqlite:///{tmp_path}/a.db", create=True) as ledger:
        _ingest(ledger, _docs(tmp_path, [first], "1.jsonl"))
        placed = []

        def once(self, member):
            if placed:
                raise KeyboardInterrupt
            placed.append(member)
            return real(self, member)

        real = Ledger.place_in_family
        monkeypatch.setattr(Ledger, "place_in_family", once)
        with pytest.raises(KeyboardInterrupt):
            _ingest(ledger, _docs(tmp_path, [second], "2.jsonl"))
        monkeypatch.setattr(Ledger, "place_in_family", real)
        assert len(placed) == 1
        _ingest(ledger, _docs(tmp_path, [second], "2.jsonl"))
        assert len({family for family, _ in _families(ledger).values()}) == 1
        assert len(_families(ledger)) == 2
