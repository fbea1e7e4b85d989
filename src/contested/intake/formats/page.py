"""A web page to the text of its article: by trafilatura, for precision, traced back to the markup.

Owns which lines of a page are its report. Must never let words of another report in: links to other stories,
comments, captions. Invariant: each line of the text stands in the page's visible text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import islice
from typing import Any

from contested.errors import InputError
from contested.intake.chain import ChainBuilder, Clean
from contested.intake.charset import decode_any
from contested.intake.dates import believed
from contested.intake.extras import needed
from contested.intake.formats.furniture import cut_furniture, is_not_here, is_wall, mostly_links
from contested.intake.formats.markup import Markup, dense
from contested.intake.formats.page_head import read_head
from contested.intake.given import Found, Given, storable

MAX_PAGE_BYTES = 10 * 1024 * 1024
"""A page larger than this is no article: parsing it costs gigabytes."""
MOST_ELEMENTS = 30_000
"""Nor is a page of more elements: the work on a page grows faster than their number."""


def read_page(given: Given) -> Iterator[Found | InputError]:
    """The report on a page, or the refusal of a page that has none.

    Yields:
        One ``Found``; or a refusal: intake.too-large, intake.no-body, intake.cookie-wall, intake.nul-byte,
            intake.bad-xml.
    """
    if len(given.raw) > MAX_PAGE_BYTES:
        yield given.refuse(
            "is a page of more than 10 MB", "intake.too-large", "Save the article alone, or print it to a PDF."
        )
        return
    needed("trafilatura", "web-sources", given.name)
    decoded = decode_any(given.raw, given.charset)
    if decoded.text.count("\0") > len(decoded.text) // 1000:
        yield given.refuse(
            "holds NUL bytes and is no page", "intake.nul-byte", "See whether it was saved whole, and as what."
        )
        return
    if "<!ENTITY" in decoded.text[:65536]:
        yield given.refuse(
            "is a page that declares entities", "intake.bad-xml", "Open it in a browser, and give the saved page."
        )
        return
    encoding = None if decoded.lossy else decoded.encoding
    tree = _tree(decoded.text)
    if tree is not None and sum(1 for _ in islice(tree.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        yield given.refuse(
            f"is a page of more than {MOST_ELEMENTS} elements",
            "intake.too-large",
            "Save the article alone, or print it to a PDF.",
        )
        return
    head = None if tree is None else read_head(tree, decoded.text, given.url)
    clean = None if head is None else _body(tree, decoded.text, head.headlines, encoding)
    if head is None or clean is None or not clean.text.strip() or is_not_here(clean.text):
        yield given.refuse(
            "is a page without an article",
            "intake.no-body",
            "See whether the text stands in it, or is loaded later.",
        )
        return
    if is_wall(clean.text):
        yield given.refuse(
            "is a notice that stands before the article: cookies, a robot check or a login",
            "intake.cookie-wall",
            "Open it in a browser, and give the saved page.",
        )
        return
    published, notices = believed(head.published, given.now)
    if decoded.lossy:
        notices += ("some of its bytes fit no encoding and were replaced.",)
    yield Found(
        clean=clean,
        raw=given.evidence or given.raw,
        title=head.title,
        outlet=head.outlet,
        url=head.url,
        published=published,
        language=head.language,
        label=given.label or head.url,
        notices=notices,
    )


def _tree(source: str) -> Any:
    from trafilatura import load_html  # noqa: PLC0415 - an extra, and slow to import

    try:
        return load_html(storable(source))
    except (ValueError, RecursionError):
        return None


def _body(tree: Any, source: str, headlines: Sequence[str], encoding: str | None) -> Clean | None:
    pruned = cut_furniture(deepcopy(tree))
    lines = _lines(pruned, precisely=True, headlines=headlines)
    if not lines and not mostly_links(pruned):
        # Posts of a few words without paragraphs: precision is kept by the links, which a list of stories has.
        lines = _lines(pruned, precisely=False, headlines=headlines)
    return trace_text(lines, source, "the page", encoding) if lines else None


def _lines(tree: Any, *, precisely: bool, headlines: Sequence[str]) -> list[str]:
    """The lines of the article, without its headline, which is the report's title."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - an extra, and slow to import

    found = bare_extraction(
        deepcopy(tree),
        favor_precision=precisely,
        favor_recall=not precisely,
        include_comments=False,
        include_tables=True,
        with_metadata=False,
    )
    lines = [_unmarked(line) for line in (getattr(found, "text", None) or "").splitlines()]
    lines = [line for line in lines if line]
    if lines and any(dense(lines[0]) == dense(headline) for headline in headlines):
        lines = lines[1:]
    return lines


def trace_text(lines: list[str], source: str, part: str, encoding: str | None) -> Clean:
    """Lines of an extracted text as paragraphs, each traced to where it stands in the markup."""
    markup, builder, after = Markup(source), ChainBuilder(source), 0
    for line in lines:
        if len(builder):
            builder.add("\n\n")
        after = markup.trace_line(line, after, builder)
    return builder.build(part, encoding)


def _unmarked(line: str) -> str:
    """The line without the list and table marks that the extraction sets before and between its words."""
    stripped = line.strip()
    if stripped.startswith("- "):
        stripped = stripped[2:]
    if stripped.startswith("|") or stripped.endswith("|"):
        cells = [cell.strip() for cell in stripped.strip("|").split("|")]
        stripped = "" if all(set(cell) <= set("-: ") for cell in cells) else " ".join(filter(None, cells))
    return " ".join(stripped.split())
