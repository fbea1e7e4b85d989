"""Members of zip files, never larger than a bound.

Owns the unpacking. Must never trust the sizes that a zip file states of itself. Invariant: no more than the bound
is read out of a member.
"""

from __future__ import annotations

import zipfile


class TooMuch(Exception):
    """More comes out than the bound allows: a zip bomb, or something that is no report."""


def unpack(package: zipfile.ZipFile, name: str, most_bytes: int, *, missing: bytes | None = None) -> bytes:
    """The bytes of a member.

    Args:
        package: The open zip file.
        name: The member.
        most_bytes: No more is read.
        missing: What stands in for a member that is not there; None raises ``KeyError``.

    Raises:
        TooMuch: it is larger.
        KeyError: there is none of that name.
    """
    try:
        info = package.getinfo(name)
    except KeyError:
        if missing is None:
            raise
        return missing
    if info.file_size > most_bytes:
        raise TooMuch(f"holds {name[:80]!r}, which unpacks to more than {most_bytes // 1024 // 1024} MB")
    with package.open(info) as member:
        raw = member.read(most_bytes + 1)
    if len(raw) > most_bytes:
        raise TooMuch(f"holds {name[:80]!r}, which unpacks to more than {most_bytes // 1024 // 1024} MB")
    return raw
