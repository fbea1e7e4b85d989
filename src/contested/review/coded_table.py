"""Tables of coded claims that a reviewer brings in: what they would record, and what is wrong with which cell.

Owns the way from the bytes of two tables to reports with claims; the tables are those of ``contested ingest``
(``intake.coded``). Must never record. Invariant: every row comes out once, as a claim or as a refusal that names
its table and line.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from contested.errors import ClaimRefused, InputError, RowRefused
from contested.intake.coded import read_coded
from contested.ledger.store import Ledger
from contested.model.claim import Claim
from contested.model.report import Report
from contested.theatre.theatre import Theatre

CLAIMS, REPORTS = "claims.csv", "reports.csv"


class Refusal(NamedTuple):
    """A row, or a whole table, that cannot be used.

    Attributes:
        line: In the table, from 1; None for a whole table.
    """

    message: str
    remedy: str
    code: str
    line: int | None


class Brought(NamedTuple):
    """What two tables hold.

    Attributes:
        records: Reports with those of their claims that are new, in the order of the table.
        known: How many claims are in the ledger already.
        refusals: In the order of the tables.
    """

    records: list[tuple[Report, list[Claim]]]
    known: int
    refusals: list[Refusal]

    @property
    def claims(self) -> list[Claim]:
        """The claims that are new."""
        return [claim for _, claims in self.records for claim in claims]


def read_tables(claims: bytes, reports: bytes, ledger: Ledger, theatre: Theatre) -> Brought:
    """What the two tables would add to a ledger."""
    records: list[tuple[Report, list[Claim]]] = []
    refusals: list[Refusal] = []
    known = 0
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / CLAIMS).write_bytes(claims)
        (folder / REPORTS).write_bytes(reports)
        for item in read_coded(folder, theatre):
            if isinstance(item, InputError):
                refusals.append(_refusal(item, folder))
                continue
            if item.report is None:
                continue
            good: list[Claim] = []
            for claim in item.claims or ():
                refused = ledger.check(claim, item.report)
                if refused is not None:
                    refusals.append(_refused_claim(refused, claim))
                elif ledger.claim(claim.id) is not None:
                    known += 1
                else:
                    good.append(claim)
            if good:
                records.append((item.report, good))
    return Brought(records, known, refusals)


def _refusal(error: InputError, folder: Path) -> Refusal:
    message = error.message.replace(f"{folder}/", "").replace(str(folder), "the tables")
    return Refusal(message, error.remedy, error.code, error.line if isinstance(error, RowRefused) else None)


def _refused_claim(error: ClaimRefused, claim: Claim) -> Refusal:
    message = f"{CLAIMS}, the claim with claim_no {claim.external_id!r}: {error.message}"
    return Refusal(message, error.remedy, error.code, None)
