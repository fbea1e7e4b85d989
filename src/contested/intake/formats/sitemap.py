"""Sitemaps: the addresses that a site lists, newest first where it says when they changed.

Owns nothing but the list; the pages are fetched by whoever was asked to follow it. Invariant: no more addresses
than ``MOST_PAGES`` leave here, and it is said where there are more.
"""

from __future__ import annotations

from xml.parsers import expat

import msgspec

from contested.errors import InputError
from contested.intake.formats.xml_ import UnsafeXml, local_name, parse_xml
from contested.intake.given import Given

MOST_PAGES = 5000


class Sitemap(msgspec.Struct, frozen=True, kw_only=True):
    """Addresses of pages, and of further sitemaps."""

    pages: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def parse_sitemap(given: Given) -> Sitemap | InputError:
    """The addresses of a sitemap or of an index of sitemaps."""
    try:
        root = parse_xml(given.raw)
    except (UnsafeXml, expat.ExpatError) as error:
        return given.refuse(f"is no sitemap ({error})", "intake.bad-xml", "Give the address of a sitemap.")
    listed: list[tuple[str, str]] = []
    for one in root:
        said = {local_name(part): (part.text or "").strip() for part in one}
        if said.get("loc", "").startswith(("http://", "https://")):
            listed.append((said.get("lastmod", ""), said["loc"]))
    # Sorting is stable: pages without a date keep the order of the list, behind those that have one.
    listed.sort(key=lambda entry: entry[0], reverse=True)
    addresses = tuple(dict.fromkeys(url for _, url in listed))
    notices: tuple[str, ...] = ()
    if len(addresses) > MOST_PAGES:
        notices = (f"it lists {len(addresses)} addresses; the first {MOST_PAGES} were taken.",)
    if local_name(root) == "sitemapindex":
        return Sitemap(sitemaps=addresses[:MOST_PAGES], notices=notices)
    return Sitemap(pages=addresses[:MOST_PAGES], notices=notices)
