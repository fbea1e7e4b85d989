"""What an ingest did: counts and the list of what was refused."""

from __future__ import annotations

import msgspec

from contested.errors import ContestedError, FileRefused, RowRefused


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that was not recorded, and why.

    Attributes:
        code: The error's stable code.
        file: The file it stands in, as it was named.
        line: Its line, from 1, where it has one.
        message: What happened, to which thing.
        remedy: What to do next.
    """

    code: str
    file: str
    line: int | None
    message: str
    remedy: str


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """A report that was recorded and not read for claims, and why.

    Attributes:
        report: What its giver calls it, else its id.
        file: The file it stands in, as it was named.
        line: Its line, from 1, where it has one.
        language: Of the report.
    """

    report: str
    file: str
    line: int | None
    language: str | None
    reason: str


class Summary(msgspec.Struct, kw_only=True):
    """Counts of an ingest. What was there already is counted apart; what was refused is listed.

    Attributes:
        reports_read: Reports that a reader read now; the others came coded, or had been read before.
        unread: Reports that were recorded and not read, because they are in a language the reader does not know.
        notices: What was set aside or cut off on the way in, in whole sentences; nothing was refused for it.
        families_found: Findings on wire families that are new or have changed, on whatever report.
    """

    reports_read: int = 0
    reports_new: int = 0
    reports_known: int = 0
    claims_new: int = 0
    claims_known: int = 0
    tallies_new: int = 0
    tallies_known: int = 0
    unread: list[Unread] = msgspec.field(default_factory=list)
    notices: list[str] = msgspec.field(default_factory=list)
    families_found: int = 0
    refusals: list[Refusal] = msgspec.field(default_factory=list)

    @property
    def whole(self) -> bool:
        """Nothing was refused."""
        return not self.refusals

    def refuse(self, error: ContestedError, *, file: str, line: int | None = None) -> None:
        """List an error; what it knows of its own place comes before what the caller knows."""
        if isinstance(error, FileRefused | RowRefused):
            file = error.path
        if isinstance(error, RowRefused):
            line = error.line
        self.refusals.append(
            Refusal(code=error.code, file=file, line=line, message=error.message, remedy=error.remedy)
        )
