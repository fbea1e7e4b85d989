"""Which reports a reader leaves alone because they are in a language it does not read.

Owns that one refusal. A rule for English fires on Spanish too, now and then, and makes a claim that nobody made;
so a report known to be in another language gives no claims. A report whose language is not known is read.
"""

from __future__ import annotations

from collections.abc import Set

from contested.model.report import Report

_ENGLISH = frozenset({"en", "eng", "english"})
_UNKNOWN = frozenset({"", "und", "mul", "zxx"})


def why_unread(report: Report, languages: Set[str], reader: str) -> str | None:
    """Why a report is not read; None where it is.

    Args:
        report: Its ``language`` is BCP 47 ("en-GB", "fa"), or None.
        languages: What the reader reads, as ISO 639 codes.
        reader: Its name and version, for the message.
    """
    first = (report.language or "").strip().lower().replace("_", "-").split("-")[0]
    code = "en" if first in _ENGLISH else first
    if code in _UNKNOWN or code in languages:
        return None
    return f"it is in another language ({report.language}), and {reader} reads {', '.join(sorted(languages))} only"
