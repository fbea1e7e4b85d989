"""What a page says of itself: title, outlet, address, language, and the moment it was published.

Owns which of a page's contradicting statements is believed. Must never read the body for a date before the
metadata have been asked. Invariant: a moment with a zone comes before a day, and what cannot be read is None.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from contested.intake.dates import read_moment

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "cxenseparse:recs:publishtime",
    "date",
)
_NEWS = frozenset({"newsarticle", "article", "reportagenewsarticle", "liveblogposting", "blogposting", "webpage"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


class PageHead(msgspec.Struct, kw_only=True):
    """What a page says of itself.

    Attributes:
        headlines: All that it calls itself: its title, and the headings of the first rank.
    """

    headlines: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    published: str | None = None


def read_head(tree: Any, source: str, url: str | None) -> PageHead:
    """The head of a page.

    Args:
        tree: The page as an lxml tree.
        source: The same as text.
        url: Where it was fetched, if it was; else the page's own canonical address stands in.
    """
    named = _named_values(tree)
    data = list(_linked_data(tree))
    canonical = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None) or named.get("og:url")
    language = (tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()
    headings = [_line(" ".join(heading.itertext())) for heading in tree.xpath("//h1")[:5]]
    called = [_of(data, "headline"), named.get("og:title"), *headings, _text(tree, "//title")]
    return PageHead(
        headlines=tuple(line for line in map(_line, called) if line),
        title=next((line for line in map(_line, called) if line), None),
        outlet=_line(named.get("og:site_name") or _publisher(data) or named.get("application-name")),
        url=url or (str(canonical) if canonical and canonical.startswith(("http://", "https://")) else None),
        language=str(language) if _LANGUAGE.fullmatch(language) else None,
        published=_published(tree, named, data) or _day_by_htmldate(source, url or canonical),
    )


def _named_values(tree: Any) -> dict[str, str]:
    named: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().casefold()
        content = (meta.get("content") or "").strip()
        if name and content:
            named.setdefault(name, content[:500])
    return named


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of JSON-LD that are articles, outermost first."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()")[:20]:
        try:
            waiting = [json.loads(script)]
        except (ValueError, RecursionError):
            continue
        seen = 0
        while waiting and seen < 200:
            seen += 1
            one = waiting.pop(0)
            if isinstance(one, list):
                waiting.extend(one)
            elif isinstance(one, dict):
                waiting.extend(value for key, value in one.items() if key in ("@graph", "mainEntity"))
                kinds = one.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and kind.casefold() in _NEWS for kind in kinds):
                    yield one


def _of(data: list[dict[str, Any]], key: str) -> str | None:
    return next((one[key] for one in data if isinstance(one.get(key), str) and one[key].strip()), None)


def _publisher(data: list[dict[str, Any]]) -> str | None:
    for one in data:
        publisher = one.get("publisher")
        if isinstance(publisher, dict) and isinstance(publisher.get("name"), str):
            return str(publisher["name"])
    return None


def _published(tree: Any, named: dict[str, str], data: list[dict[str, Any]]) -> str | None:
    given = [_of(data, "datePublished"), *(named.get(name) for name in _PUBLISHED)]
    given += tree.xpath("//time[@pubdate]/@datetime | //*[@itemprop='datePublished']/@datetime")[:1]
    given += tree.xpath("(//article | //main)//header//time/@datetime")[:1]
    read = [moment for moment in map(read_moment, map(_plain, given)) if moment]
    return next((moment for moment in read if "T" in moment), read[0] if read else None)


def _day_by_htmldate(source: str, url: str | None) -> str | None:
    from htmldate import find_date  # noqa: PLC0415 - an extra, and slow to import

    try:
        return find_date(source, original_date=True, extensive_search=False, url=url)
    except Exception:
        return None


def _text(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return " ".join(found[0].itertext()) if found else None


def _plain(text: str | None) -> str | None:
    """A string of Python's own: what lxml finds remembers its tree."""
    return None if text is None else str(text)


def _line(text: str | None) -> str | None:
    flat = " ".join(text.split())[:500] if text else ""
    return flat or None
