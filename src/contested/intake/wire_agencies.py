"""News agencies, and the three ways a report owns up to one: a credit line, a credit in it, a relay.

Owns the names of agencies. Must never call a relay ("according to AFP") a copy: whoever relays writes words of
their own. Invariant: a pure function of the text.
"""

from __future__ import annotations

import re

import msgspec

_NAMES = {
    "AFP": "afp|agence france-presse|agence france presse",
    "Reuters": "reuters|thomson reuters",
    "AP": "ap|associated press",
    "dpa": "dpa|deutsche presse-agentur",
    "UPI": "upi|united press international",
    "EFE": "efe|agencia efe",
    "ANSA": "ansa",
    "Xinhua": "xinhua",
    "TASS": "tass|itar-tass",
    "Interfax": "interfax",
    "Interfax-Ukraine": "interfax-ukraine",
    "Ukrinform": "ukrinform",
    "RIA Novosti": "ria novosti|ria",
    "Anadolu": "anadolu|anadolu agency|aa",
    "PTI": "pti|press trust of india",
    "ANI": "ani|asian news international",
    "IANS": "ians",
    "Kyodo": "kyodo|kyodo news",
    "Yonhap": "yonhap",
    "IRNA": "irna",
    "Mehr": "mehr|mehr news agency|mna",
    "Tasnim": "tasnim",
    "Fars": "fars|fars news agency",
    "SANA": "sana|syrian arab news agency",
    "SUNA": "suna|sudan news agency",
    "Pajhwok": "pajhwok|pajhwok afghan news",
    "Bakhtar": "bakhtar|bakhtar news agency",
    "Khaama": "khaama|khaama press",
    "PA": "pa|pa media|press association",
    "AAP": "aap|australian associated press",
}
_CASED = frozenset("ap aa ani ria sana suna pa aap efe mna ians ansa dpa fars tass".split())
"""Names that are also words or parts of names: they count in capitals only, or as an agency writes itself."""

_BY_NAME = {name: agency for agency, names in _NAMES.items() for name in names.split("|")}
_ANY = "|".join(re.escape(name) for name in sorted(_BY_NAME, key=len, reverse=True))
_NAME = re.compile(rf"(?<![\w-])(?:the )?({_ANY})(?![\w-])", re.IGNORECASE)
_CREDIT_LINE = re.compile(
    r"""^\W*(?:
        (?:(?:additional|and|reporting|writing|editing|compiled|translated)\ )+by\b.{0,300}
      | (?:sources?|agencies|via|photo|image|video)\s*[:/].{0,80}
      | with\ (?:agencies|inputs?\ from|agency\ inputs|reporting\ by)\b.{0,80}
      | .{2,80}\bcontributed\ to\ this\ (?:report|story|article).{0,60}
      | this\ (?:story|article|report)\ (?:was|is|has\ been)\ .{0,120}\b(?:feed|agency|wire|staff|edited)\b.{0,120}
      | (?:copyright\b|©|\(c\)|all\ rights\ reserved|all\ content\ by\b).{0,200}
      | (?:loading|advertisement)\W*|(?:read\ more|sign\ up|subscribe|follow\ us|share\ this|also\ read)\b.{0,120}
      | (?:correction|clarification)\s*:.{0,300}
    )\W*$""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETED = re.compile(r"[(\[]\s*([^()\[\]]{2,60})\s*[)\]]")
_RELAY = re.compile(
    r"\b(?:according to|citing|quoted by|quoting|told|reported by|as reported by)\s+"
    rf"(?:the\s+)?(?:news agency\s+)?({_ANY})(?![\w-])"
    rf"|(?<![\w-])({_ANY})\s+(?:news agency\s+)?(?:reported|reports|quoted|quotes|said|says|cited)\b",
    re.IGNORECASE,
)


_LONG = tuple(name for name in _BY_NAME if name not in _CASED)
_WRITTEN = tuple({name.upper() for name in _CASED} | {_BY_NAME[name] for name in _CASED})


class Relay(msgspec.Struct, frozen=True):
    """Where a report passes on what an agency wrote.

    Attributes:
        agency: Its short name.
        span: Half-open code point offsets of the words that say so.
        words: Those words.
    """

    agency: str
    span: tuple[int, int]
    words: str


def agency_named(words: str) -> str | None:
    """The agency that a few words name, by its short name; None where they name none.

    >>> agency_named("Agence France-Presse"), agency_named("the ap of it")
    ('AFP', None)
    """
    found = _NAME.search(words)
    return _known(found[1]) if found else None


def _known(name: str) -> str | None:
    low = name.lower()
    if low in _CASED and not (name.isupper() or name == _BY_NAME[low]):
        return None
    return _BY_NAME[low]


def is_credit_line(paragraph: str) -> bool:
    """Whether a paragraph says who made or owns the report, or invites elsewhere, and tells nothing."""
    if len(paragraph) > 400:
        return False
    if _CREDIT_LINE.match(paragraph):
        return True
    bare = paragraph.strip(" \t-–—|/()[].,:*•")
    return len(bare) < 40 and bare.lower() in _BY_NAME


def credited(text: str) -> tuple[str, ...]:
    """The agencies credited with a text, sorted: in brackets near its head or end, or in a credit line."""
    found: set[str] = set()
    paragraphs = [p for p in text.split("\n") if p.strip()]
    head, tail = paragraphs[:3], paragraphs[-4:]
    for start in head:
        for inside in _BRACKETED.finditer(start[:160]):
            found |= _agencies_in(inside[1])
    for end in [*tail, *head]:
        if is_credit_line(end):
            found |= _agencies_in(end)
    for end in tail[-2:]:
        for inside in _BRACKETED.finditer(end[-80:]):
            found |= _agencies_in(inside[1])
        last = re.search(r"[-–—]\s*([\w /-]{2,30})\W*$", end[-60:])
        if last and last[1].strip().lower() in _BY_NAME:
            found |= _agencies_in(last[1])
    return tuple(sorted(found))


def _agencies_in(words: str) -> set[str]:
    return {agency for name in _NAME.findall(words) if (agency := _known(name))}


def relays(text: str) -> tuple[Relay, ...]:
    """Where a text passes on an agency's account in words of its own, in text order."""
    if not _may_name_one(text):
        return ()
    found = []
    for match in _RELAY.finditer(text):
        agency = _known(match[1] or match[2])
        if agency:
            found.append(Relay(agency, match.span(), match[0]))
    return tuple(found)


def _may_name_one(text: str) -> bool:
    """A quick look before the patterns are tried: most reports name no agency."""
    low = text.lower()
    return any(name in low for name in _LONG) or any(name in text for name in _WRITTEN)
