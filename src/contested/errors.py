"""Every error this program raises on purpose, grouped by who can act on it.

    ContestedError
    ├── InputError              whoever gave the input: a file, a row, a question
    │   ├── FileRefused         a whole file: missing, empty, not UTF-8
    │   ├── RowRefused          one line or row of a file; the other rows are kept
    │   └── QueryError          a time, a place or a format that was asked for
    ├── AccessError             whoever asks: not logged in, without the right, a form that is not ours
    ├── ClaimRefused            a reader or coder: a claim that breaks an invariant
    ├── TheatreError            whoever made or chose the theatre pack
    ├── LedgerError             whoever keeps the ledger
    │   ├── LedgerMissing       there is none at that address
    │   ├── NotALedger          there is a file, but it holds something else
    │   ├── LedgerBusy          somebody else is writing
    │   └── LedgerBroken        a row was changed behind the program's back
    ├── ModelError              whoever installed or chose the model that parses sentences
    └── SettingsError           whoever set the environment

Each has a stable ``code`` (used in logs, JSON, the command line and docs/reference/errors.md), says what
happened and to which thing, and carries a ``remedy``: what to do next.
"""

from __future__ import annotations


class ContestedError(Exception):
    """Base of all errors raised on purpose.

    Attributes:
        code: Stable dotted name, such as ``claim.quote-not-in-report``.
        remedy: What the reader of the message can do next, one sentence.
    """

    def __init__(self, message: str, *, code: str, remedy: str) -> None:
        super().__init__(message)
        self.code = code
        self.remedy = remedy

    @property
    def message(self) -> str:
        """What happened, to which thing."""
        return str(self.args[0])

    def __str__(self) -> str:
        return f"{self.message} [{self.code}] {self.remedy}"


class InputError(ContestedError):
    """What was given cannot be used as it is."""


class FileRefused(InputError):
    """A whole file cannot be used.

    Attributes:
        path: The file as it was named.
    """

    def __init__(self, message: str, *, code: str, remedy: str, path: str) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.path = path


class RowRefused(InputError):
    """One line or row of a file cannot be used; the rest of the file can.

    Attributes:
        path: The file as it was named.
        line: Line number in the file, from 1 (a CSV row's first line).
    """

    def __init__(self, message: str, *, code: str, remedy: str, path: str, line: int) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.path = path
        self.line = line


class QueryError(InputError):
    """A question cannot be answered as it was put: a time, a place, a format."""


class AccessError(ContestedError):
    """Who asks has not proved who they are, or may not do this.

    Attributes:
        wait_s: Seconds after which asking again can help; None where waiting does not.
    """

    def __init__(self, message: str, *, code: str, remedy: str, wait_s: int | None = None) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.wait_s = wait_s


class ClaimRefused(ContestedError):
    """A claim breaks an invariant; it is never recorded.

    Attributes:
        report_id: The report it was read in.
        span: Half-open code point offsets into the report's text, where the claim has one.
    """

    def __init__(
        self, message: str, *, code: str, remedy: str, report_id: str, span: tuple[int, int] | None = None
    ) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.report_id = report_id
        self.span = span


class TheatreError(ContestedError):
    """A theatre pack is missing or does not hold together.

    Attributes:
        file: The pack's file it is about, such as ``units.csv``; None for a pack that is not there.
        line: Line number in it, from 1; None where no line can be named.
    """

    def __init__(
        self, message: str, *, code: str, remedy: str, file: str | None = None, line: int | None = None
    ) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.file = file
        self.line = line


class LedgerError(ContestedError):
    """The ledger cannot be used as asked.

    Attributes:
        url: The ledger's address.
    """

    def __init__(self, message: str, *, code: str, remedy: str, url: str) -> None:
        super().__init__(message, code=code, remedy=remedy)
        self.url = url


class LedgerMissing(LedgerError):
    """There is no ledger at that address."""


class NotALedger(LedgerError):
    """Something is there, but it is no ledger of this program."""


class LedgerBusy(LedgerError):
    """Another writer holds the ledger."""


class LedgerBroken(LedgerError):
    """A row is not what was recorded."""


class ModelError(ContestedError):
    """A model for parsing sentences is missing, broken, or made on labels that are not known here."""


class SettingsError(ContestedError):
    """The environment holds a value that cannot be used."""
