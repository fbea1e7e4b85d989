"""E-mail: one message (.eml) or a mailbox of them (.mbox), as mailing lists and press offices send them.

Owns which part of a message is its report, and which of its lines are somebody else's: quoted replies and
signatures are left out. The chain counts in the message's text part as its encoding is undone. Invariant: a
message that cannot be read is a refusal by its number, and the messages after it are read.
"""

from __future__ import annotations

import email
import email.policy
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import IO

from contested.errors import InputError
from contested.intake.chain import ChainBuilder, Clean
from contested.intake.charset import decode_any
from contested.intake.dates import believed, read_moment
from contested.intake.formats.page import read_page
from contested.intake.given import Found, Given

MOST_MESSAGE_BYTES = 20 * 1024 * 1024
_BROKEN_FROM = 55
"""A line of so many characters was broken for its width and goes on in the next one."""
_WROTE = re.compile(r"(?:On .{5,200} wrote:|-{2,} ?Original Message ?-{2,}|_{20,})\s*$", re.IGNORECASE)
_ESCAPED = re.compile(rb">+From ")
"""A line of a message that begins like a mailbox's own line, as mailboxes write it."""
_FOOTER = re.compile(r"(?:-- ?|_{10,}|-{10,})\s*$")


def read_message(given: Given) -> Iterator[Found | InputError]:
    """The one message of an .eml file."""
    yield from _message(given.raw, given, None)


def read_mailbox(given: Given) -> Iterator[Found | InputError]:
    """The messages of a mailbox (RFC 4155), in its order."""
    with given.open() as file:
        for number, raw in enumerate(_split(file), 1):
            if raw is None:
                yield given.refuse(
                    f"holds message {number}, which is larger than 20 MB",
                    "intake.too-large",
                    "Take its attachments out.",
                )
            else:
                yield from _message(raw, given, number)


def _split(file: IO[bytes]) -> Iterator[bytes | None]:
    """The messages' bytes without the line that begins each; None for one that is too large."""
    lines: list[bytes] = []
    size, met, blank = 0, False, True
    while line := file.readline(MOST_MESSAGE_BYTES):
        if blank and line.startswith(b"From "):
            if met:
                yield b"".join(lines) if size <= MOST_MESSAGE_BYTES else None
            lines, size, met = [], 0, True
        else:
            if _ESCAPED.match(line):
                line = line[1:]
            size += len(line)
            if size <= MOST_MESSAGE_BYTES:
                lines.append(line)
        blank = not line.strip()
    if met:
        yield b"".join(lines) if size <= MOST_MESSAGE_BYTES else None


def _message(raw: bytes, given: Given, number: int | None) -> Iterator[Found | InputError]:
    which = f"holds message {number}, which" if number else "is a message that"
    try:
        message = email.message_from_bytes(raw, policy=email.policy.default)
        assert isinstance(message, EmailMessage)
        part = message.get_body(preferencelist=("plain", "html"))
        payload = part.get_payload(decode=True) if part is not None else None
        said = {name: _header(message, name) for name in ("Subject", "From", "Date", "List-Id", "Message-ID")}
        kind, charset = (part.get_content_type(), part.get_content_charset()) if part is not None else ("", None)
    except (ValueError, LookupError, AttributeError, TypeError, IndexError, RecursionError) as error:
        yield given.refuse(
            f"{which} cannot be read ({error})", "intake.bad-mail", "See whether it was saved whole."
        )
        return
    if not isinstance(payload, bytes) or not payload.strip():
        yield given.refuse(
            f"{which} holds no text", "intake.empty-report", "Its attachments have to be given apart."
        )
        return
    published, notices = believed(read_moment(said["Date"]), given.now)
    clean = None
    if kind == "text/html":
        for found in read_page(Given(name=given.name, raw=payload, charset=charset, now=given.now)):
            if isinstance(found, Found):
                clean = found.clean
    else:
        decoded = decode_any(payload, charset)
        clean = _own_lines(decoded.text, None if decoded.lossy else decoded.encoding)
    if clean is None or not clean.text.strip():
        yield given.refuse(f"{which} holds nothing but quotations", "intake.empty-report", "Give what it answers.")
        return
    yield Found(
        clean=clean,
        raw=raw,
        title=said["Subject"],
        outlet=_outlet(said["List-Id"], said["From"]),
        published=published,
        label=(said["Message-ID"] or "").strip("<> ") or given.label,
        line=number,
        notices=notices,
    )


def _own_lines(source: str, encoding: str | None) -> Clean:
    """The lines that the sender wrote; lines broken for e-mail's width stay as they stand."""
    builder, at, blank, before = ChainBuilder(source), 0, 0, ""
    for line in source.splitlines(keepends=True):
        shown = line.rstrip()
        if _FOOTER.match(shown) or _WROTE.match(shown):
            break
        if not shown or shown.startswith(">"):
            blank += 1
        else:
            if len(builder):
                builder.add("\n\n" if blank else " " if len(before) >= _BROKEN_FROM else "\n")
            builder.keep(at, at + len(shown))
            blank, before = 0, shown
        at += len(line)
    return builder.build("the message's text part", encoding)


def _header(message: EmailMessage, name: str) -> str | None:
    value = message.get(name)
    return " ".join(str(value).split())[:500] or None if value is not None else None


def _outlet(list_id: str | None, sender: str | None) -> str | None:
    """The list that sent it, else the name of its sender, else the sender's domain."""
    if list_id:
        return list_id.partition("<")[0].strip(' "') or list_id.strip("<>")
    name = (sender or "").partition("<")[0].strip(' "')
    if name and "@" not in name:
        return name
    return (sender or "").rpartition("@")[2].strip("<> ") or None
