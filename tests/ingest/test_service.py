from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import ClaimRefused, TheatreError
from contested.ingest.service import ingest
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.claim import Claim, with_id
from contested.model.report import Report
from contested.model.vocabulary import Kind, Stance
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre

EXAMPLE = Path(__file__).parents[2] / "examples" / "afghanistan-2021"


class FellReader:
    """Claims each sentence that holds "fell"; counts how often it was asked."""

    languages = frozenset({"en"})

    def __init__(self, version: str = "fell/1") -> None:
        self.version = version
        self.asked = 0

    def read(self, report: Report, theatre: Theatre) -> Sequence[Claim]:
        self.asked += 1
        return [
            with_id(
                Claim(
                    id="",
                    report_id=report.id,
                    kind=Kind.CONTROL_CHANGE,
                    stance=Stance.ASSERTS,
                    quote=found[0],
                    span=found.span(),
                    reader=self.version,
                )
            )
            for found in re.finditer(r"[^.\n]*\bfell\b[^.\n]*", report.text)
        ]


class CarelessReader(FellReader):
    """Gets the first quote of each report wrong."""

    def read(self, report: Report, theatre: Theatre) -> Sequence[Claim]:
        first, *rest = super().read(report, theatre)
        return [with_id(msgspec.structs.replace(first, quote=first.words.upper())), *rest]


class RefusingReader(FellReader):
    """Finds its own mistake, as readers that check themselves do."""

    def read(self, report: Report, theatre: Theatre) -> Sequence[Claim]:
        raise ClaimRefused(
            "A quote is wrong.", code="claim.quote-not-in-report", remedy="Mend.", report_id=report.id
        )


def _url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/ledger/ledger.db"


def _ingest(paths, ledger: Ledger, reader=None, **more):
    return ingest(paths, ledger, reader or FellReader(), load_theatre, "afghanistan", **more)


def _docs(tmp_path: Path, *docs: dict[str, object] | str, name: str = "docs.jsonl") -> Path:
    path = tmp_path / name
    path.write_text("\n".join(doc if isinstance(doc, str) else json.dumps(doc) for doc in docs))
    return path


def _content(ledger: Ledger) -> set[tuple[object, object]]:
    return {(row["type"], row["id"]) for row in ledger.dump()}


def test_reports_are_read_and_recorded_and_a_second_time_adds_and_reads_nothing(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("Panjwai fell. Zhari held. Maiwand fell.")
    docs = _docs(tmp_path, {"id": "1", "text": "Dand fell."}, {"id": "2", "text": "Nothing happened."})
    reader = FellReader()
    with open_ledger(_url(tmp_path), create=True) as ledger:
        first = _ingest([text, docs], ledger, reader)
        assert (first.reports_read, first.reports_new, first.claims_new) == (3, 3, 3)
        assert first.whole
        before = ledger.info()
        second = _ingest([text, docs], ledger, reader)
        assert (second.reports_read, second.reports_new, second.reports_known) == (0, 0, 3)
        assert (second.claims_new, second.claims_known) == (0, 3)
        assert reader.asked == 3
        assert ledger.info() == before
        ledger.verify()


def test_a_new_version_of_the_reader_reads_again_and_adds_only_what_is_new(tmp_path):
    text = tmp_path / "a.txt"
    text.write_text("Panjwai fell.")
    with open_ledger(_url(tmp_path), create=True) as ledger:
        _ingest([text], ledger)
        later = FellReader("fell/2")
        summary = _ingest([text], ledger, later)
        assert later.asked == 1
        assert (summary.claims_new, summary.claims_known) == (0, 1)
        assert ledger.info()["readings"] == 2


def test_the_coded_example_goes_in_once_and_whole(tmp_path):
    with open_ledger(_url(tmp_path), create=True) as ledger:
        summary = _ingest([EXAMPLE], ledger)
        assert (summary.reports_new, summary.claims_new, summary.tallies_new) == (337, 963, 171)
        assert summary.reports_read == 0
        assert summary.whole
        head = ledger.info()["head"]
        again = _ingest([EXAMPLE], ledger)
        assert (again.reports_known, again.claims_known, again.tallies_known) == (337, 963, 171)
        assert ledger.info()["head"] == head
        assert len(ledger.observations(place="AF2704")) == 17
        ledger.verify()


def test_what_is_refused_is_listed_with_file_line_and_remedy_and_the_rest_goes_in(tmp_path):
    docs = _docs(
        tmp_path,
        {"id": "1", "text": "Dand fell."},
        "{broken",
        {"id": "3", "text": "Marja fell.", "theatre": "atlantis"},
        {"id": "4", "text": "Zhari fell."},
    )
    missing = tmp_path / "missing.txt"
    with open_ledger(_url(tmp_path), create=True) as ledger:
        summary = _ingest([missing, docs], ledger)
        assert [(refusal.code, refusal.file, refusal.line) for refusal in summary.refusals] == [
            ("intake.missing-file", str(missing), None),
            ("docs.not-json", str(docs), 2),
            ("intake.unknown-theatre", str(docs), 3),
        ]
        assert all(refusal.remedy for refusal in summary.refusals)
        assert summary.claims_new == 2
        assert not summary.whole


def test_a_text_file_of_an_unknown_theatre_is_refused(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("---\ntheatre: atlantis\n---\nIt fell.")
    with open_ledger(_url(tmp_path), create=True) as ledger:
        (refusal,) = _ingest([path], ledger).refusals
        assert (refusal.code, refusal.file, refusal.line) == ("intake.unknown-theatre", str(path), None)
        assert ledger.info()["reports"] == 0


def test_an_unknown_default_theatre_is_an_error_before_anything_is_recorded(tmp_path):
    with open_ledger(_url(tmp_path), create=True) as ledger, pytest.raises(TheatreError):
        ingest([EXAMPLE], ledger, FellReader(), load_theatre, "atlantis")


def test_a_claim_that_is_not_in_its_report_is_refused_again_each_time_and_the_others_are_kept(tmp_path):
    docs = _docs(tmp_path, {"id": "1", "text": "Dand fell. Zhari fell."})
    with open_ledger(_url(tmp_path), create=True) as ledger:
        for new, known in ((1, 0), (0, 1)):
            summary = _ingest([docs], ledger, CarelessReader())
            (refusal,) = summary.refusals
            assert (refusal.code, refusal.line) == ("claim.quote-not-in-report", 1)
            assert (summary.claims_new, summary.claims_known) == (new, known)
        assert _ingest([docs], ledger, FellReader()).whole


def test_a_reader_that_refuses_its_own_work_loses_no_report(tmp_path):
    docs = _docs(tmp_path, {"id": "1", "text": "Dand fell."})
    with open_ledger(_url(tmp_path), create=True) as ledger:
        summary = _ingest([docs], ledger, RefusingReader())
        assert [refusal.code for refusal in summary.refusals] == ["claim.quote-not-in-report"]
        assert ledger.info()["reports"] == 1
        assert _ingest([docs], ledger, FellReader()).claims_new == 1


def test_more_reports_than_fit_one_transaction_all_go_in_and_progress_counts_them(tmp_path):
    docs = _docs(tmp_path, *({"id": number, "text": f"Place {number} fell."} for number in range(250)))
    met: list[int] = []
    with open_ledger(_url(tmp_path), create=True) as ledger:
        summary = _ingest([docs], ledger, progress=lambda count, _file: met.append(count))
        assert summary.reports_new == summary.claims_new == 250
        assert met == list(range(1, 251))
        assert [report.external_id for report in ledger.reports()] == [str(number) for number in range(250)]


def test_the_same_report_twice_in_one_batch_is_one_report(tmp_path):
    same = {"id": "1", "text": "Dand fell."}
    with open_ledger(_url(tmp_path), create=True) as ledger:
        summary = _ingest([_docs(tmp_path, same, same)], ledger)
        assert (summary.reports_new, summary.reports_known, summary.claims_new, summary.claims_known) == (
            1,
            1,
            1,
            1,
        )


@settings(max_examples=10, deadline=None)
@given(order=st.permutations(range(5)))
def test_the_order_of_the_input_never_changes_what_is_recorded(tmp_path_factory, order):
    folder = tmp_path_factory.mktemp("order")
    docs = [{"id": str(number), "text": f"Place {number} fell. It fell again."} for number in range(5)]
    contents = []
    for name, some in (("a", docs), ("b", [docs[number] for number in order])):
        with open_ledger(f"sqlite:///{folder}/{name}.db", create=True) as ledger:
            _ingest([_docs(folder, *some, name=f"{name}.jsonl")], ledger)
            contents.append({row for row in _content(ledger) if row[0] != "raw"})
    assert contents[0] == contents[1]
