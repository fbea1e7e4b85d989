"""Exit codes, and how an error is told on a terminal. Documented in docs/reference/errors.md.

0 done; 1 a defect of this program; 2 wrong use of the command line; 3 some rows were refused and the others kept;
4 the input or the question cannot be used; 5 the ledger; 6 the theatre pack; 7 the settings or the address to
serve at; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from contested.cli.output import harmless
from contested.errors import ContestedError, LedgerError, SettingsError, TheatreError
from contested.ingest.summary import Refusal

REFUSED_SOME = 3
BAD_PACK = 6
INTERRUPTED = 130
_CODES: tuple[tuple[type[ContestedError], int], ...] = (
    (LedgerError, 5),
    (TheatreError, BAD_PACK),
    (SettingsError, 7),
    (ContestedError, 4),
)


def exit_code(error: ContestedError) -> int:
    """The exit code of an error, by whoever can act on it."""
    return next(code for kind, code in _CODES if isinstance(error, kind))


@contextmanager
def told_errors() -> Iterator[None]:
    """Tells an error in one line on standard error and exits with its code; ends quietly when nobody reads on.

    It goes around each command, inside Typer, which would answer a closed pipe with an exit code of its own.
    """
    try:
        yield
        sys.stdout.flush()
    except ContestedError as error:
        tell(error.code, error.message, error.remedy)
        raise SystemExit(exit_code(error)) from error
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        raise SystemExit(INTERRUPTED) from None
    except BrokenPipeError:
        # The reader of our output has gone ("| head"): no error of ours.
        raise SystemExit(0) from None
    finally:
        _let_go_of_closed_pipe()


def _let_go_of_closed_pipe() -> None:
    """Point standard output at nothing if its reader has gone: the interpreter flushes it once more at its end."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(code: str, message: str, remedy: str) -> None:
    """One error on standard error: what happened, to what, what to do next, and its stable code."""
    stop = "" if message.endswith((".", "!", "?")) else "."
    line = f"error: {message}{stop} {remedy} [{code}]"
    print(harmless(line.replace("\n", "�")), file=sys.stderr)


def tell_refusals(refusals: Sequence[Refusal]) -> None:
    """Each refused row on standard error."""
    for refusal in refusals:
        tell(refusal.code, refusal.message, refusal.remedy)


def tell_notices(notices: Sequence[str]) -> None:
    """Each thing that was set aside on standard error; none of them changes the exit code."""
    for notice in notices:
        print(harmless(f"note: {notice}".replace("\n", "�")), file=sys.stderr)


def exit_for(refusals: Sequence[object]) -> None:
    """Exit 3 where something was refused; return where nothing was."""
    if refusals:
        raise SystemExit(REFUSED_SOME)
