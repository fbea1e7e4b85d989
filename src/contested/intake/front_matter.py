"""The head of a text report: ``key: value`` lines between two lines of three dashes.

Owns what may stand there. Invariant: the text after it is returned exactly as it stood.
"""

from __future__ import annotations

from pathlib import Path

from contested.errors import FileRefused
from contested.model.instants import known_from

KEYS = ("title", "outlet", "url", "published", "language", "theatre")
_FENCE = "---"


def _bad(path: Path, line: int, what: str) -> FileRefused:
    return FileRefused(
        f"The front matter of {path}, line {line}, {what}.",
        code="intake.bad-front-matter",
        remedy=f"Write 'key: value' lines between two lines of ---; the keys are {', '.join(KEYS)}.",
        path=str(path),
    )


def split_front_matter(text: str, path: Path) -> tuple[dict[str, str], str]:
    r"""The head's values by key, and the text after it; no values where the text has no head.

    Args:
        text: With line ends normalised to ``\n``.
        path: For messages.

    Raises:
        FileRefused: intake.bad-front-matter, intake.impossible-date.

    >>> split_front_matter("---\noutlet: Example Wire\n---\nText", Path("a.txt"))
    ({'outlet': 'Example Wire'}, 'Text')
    """
    first, _, rest = text.partition("\n")
    if first.rstrip() != _FENCE:
        return {}, text
    values: dict[str, str] = {}
    number = 1
    while rest:
        line, _, rest = rest.partition("\n")
        number += 1
        if line.rstrip() == _FENCE:
            _check_published(values, path)
            return {key: value for key, value in values.items() if value}, rest
        if not line.strip():
            continue
        key, colon, value = line.partition(":")
        key = key.strip()
        if not colon:
            raise _bad(path, number, f"is no 'key: value': {line[:60]!r}")
        if key not in KEYS:
            raise _bad(path, number, f"has the unknown key {key[:60]!r}")
        if key in values:
            raise _bad(path, number, f"gives {key!r} twice")
        values[key] = value.strip()
    raise _bad(path, number, "never ends: a line of --- is missing")


def _check_published(values: dict[str, str], path: Path) -> None:
    if values.get("published"):
        try:
            known_from(values["published"])
        except ValueError as error:
            raise FileRefused(
                f"{path} was published at {values['published']!r}, which is no day and no moment.",
                code="intake.impossible-date",
                remedy="Write a day (2021-07-04) or a moment (2021-07-04T18:00Z), or leave it out.",
                path=str(path),
            ) from error
