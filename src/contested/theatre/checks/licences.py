"""Licence lines: stated, known, and fit to be shown beside other data.

Must never judge the law: it reads the words of ``licences`` and says what they leave open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from contested.theatre.checks.finding import Finding, Severity
from contested.theatre.pack import Pack

_KNOWN = re.compile(
    r"\bCC[ -]?(?:0|BY)\b|\bPDDL\b|\bODbL\b|\bODC-BY\b|\bODC Attribution|\bOpen Database Licen[cs]e|"
    r"\bOpen Government Licen[cs]e|\bOGL\b|\bEtalab\b|\bGODL\b|\bMIT\b|\bApache[ -]|\bBSD\b|\bGFDL\b|"
    r"\bpublic domain\b|\bCreative Commons\b|\bunder its licen[cs]e\b|\bCopernicus\b",
    re.IGNORECASE,
)
_NARROW = re.compile(r"\bCC[ -]BY[ -](?:[A-Z]{2}[ -])*(?:NC|ND)\b|non-?commercial|no[ -]?deriv", re.IGNORECASE)
_UNSTATED = re.compile(r"\bnot stated\b|\bunknown\b|\btodo\b|\btbd\b", re.IGNORECASE)


def licence_findings(pack: Pack) -> Iterator[Finding]:
    """What the licence lines leave open."""
    for line in pack.sheet.licences:
        at = pack.sheet.line_of(line)
        if _KNOWN.search(line) and not _UNSTATED.search(line):
            if _NARROW.search(line):
                yield Finding(
                    severity=Severity.WARNING,
                    code="theatre.licence-narrow",
                    message=f"the licence {line!r} forbids some uses of maps and tables made with the pack",
                    remedy="See that everyone who publishes with it may, or take data under a wider licence.",
                    file="theatre.toml",
                    line=at,
                )
            continue
        unstated = not line.strip() or _UNSTATED.search(line)
        yield Finding(
            severity=Severity.ERROR if unstated else Severity.WARNING,
            code="theatre.licence-unstated" if unstated else "theatre.licence-unknown",
            message=f"the licence line {line!r} "
            + ("does not state a licence" if unstated else "names no licence known here"),
            remedy="Name the source and its licence, such as 'OCHA COD-AB, CC BY-IGO 3.0'.",
            file="theatre.toml",
            line=at,
        )
