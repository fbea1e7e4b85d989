"""Forms that bring files: HTML's multipart encoding, out of a body that is there whole.

Owns that encoding. Must never keep a file on a disk, nor use a name that was sent as a path. Invariant: every
part comes out once, as a field or as a file, or the whole form is refused.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.parser import BytesParser
from email.policy import HTTP

import msgspec

from contested.errors import InputError

MEDIA_TYPE = "multipart/form-data"
_MOST_PARTS = 1_000


class Part(msgspec.Struct, frozen=True):
    """One part of a form.

    Attributes:
        name: Of its field.
        body: As it came.
        file_name: What the sender calls the file, without folders; None for a field.
    """

    name: str
    body: bytes
    file_name: str | None = None


def parts(content_type: str, body: bytes) -> Iterator[Part]:
    """The parts of a form, in order; a file field that was left empty gives none.

    Args:
        content_type: The header, which says what stands between the parts.
        body: Of the request.

    Raises:
        InputError: web.bad-form.
    """
    head = b"Content-Type: " + content_type.encode("latin-1", "replace") + b"\r\n\r\n"
    message = BytesParser(policy=HTTP).parsebytes(head + body)
    if not message.is_multipart() or message.defects:
        raise _bad("its parts have no clear bounds")
    for number, part in enumerate(message.iter_parts()):
        name = part.get_param("name", header="content-disposition")
        if not isinstance(name, str) or number >= _MOST_PARTS:
            raise _bad("a part of it bears no name, or there are too many")
        payload = part.get_payload(decode=True)
        raw = payload if isinstance(payload, bytes) else b""
        called = part.get_filename()
        if called is None:
            yield Part(name, raw)
        elif raw or called:
            yield Part(name, raw, called.replace("\\", "/").rpartition("/")[2][:200])


def _bad(why: str) -> InputError:
    return InputError(
        f"The form cannot be read: {why}",
        code="web.bad-form",
        remedy="Open its page again and send it from there.",
    )
