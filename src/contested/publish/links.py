"""Links and cells that cannot do harm: web addresses only, and spreadsheet cells that hold no formula.

Must never let an address with another scheme, or a cell that a spreadsheet would run, leave the program.
"""

from __future__ import annotations

from urllib.parse import urlsplit

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_url(url: str | None) -> str | None:
    """The address if it is a plain http or https one, else None.

    >>> safe_url("javascript:alert(1)") is None
    True
    """
    if url is None or any(ord(c) <= 32 or ord(c) == 127 for c in url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def safe_cell(value: object) -> object:
    """A value for a CSV cell; text that a spreadsheet would run as a formula gets an apostrophe before it.

    >>> safe_cell("=cmd()")
    "'=cmd()"
    >>> safe_cell(-1.5)
    -1.5
    """
    if isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA):
        return f"'{value}"
    return value
