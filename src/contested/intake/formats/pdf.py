"""PDF with text to its text, page by page, by PDFium.

Owns how pages become paragraphs. A scan has no text and is refused as one: no letters are guessed from pictures.
The chain counts in the characters that PDFium gives for the pages, one after another; a PDF has no order of bytes
that could be traced further. Invariant: no more than ``MOST_PAGES`` are read, and it is said where there are more.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from contested.errors import InputError
from contested.intake.chain import ChainBuilder, Clean
from contested.intake.dates import believed, read_moment
from contested.intake.extras import needed
from contested.intake.given import Found, Given, storable

MOST_PAGES = 500
"""A report of more pages is a book; its first pages are read."""
MOST_CHARACTERS = 2_000_000
_FEWEST_A_PAGE = 20
_DATE = re.compile(r"D?:?(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)|([+-])(\d{2})'?(\d{2})?)?")
_HYPHENS = "-\u2010\u00ad\ufffe\x02"


def read_pdf(given: Given) -> Iterator[Found | InputError]:
    """The one text, or the refusal of a scan, of an encrypted file, of a broken one."""
    pdfium = needed("pypdfium2", "pdf", given.name)
    try:
        document = pdfium.PdfDocument(given.raw)
    except pdfium.PdfiumError as error:
        locked = "password" in str(error).casefold()
        yield given.refuse(
            "is a PDF under a password" if locked else f"is a PDF that cannot be read ({error})",
            "intake.bad-pdf",
            "Save it without a password." if locked else "See whether it was saved whole.",
        )
        return
    try:
        pages = len(document)
        source = "\f".join(_page_text(document, number) for number in range(min(pages, MOST_PAGES)))
        said = document.get_metadata_dict()
    except pdfium.PdfiumError as error:
        yield given.refuse(
            f"is a PDF that cannot be read ({error})", "intake.bad-pdf", "See whether it was saved whole."
        )
        return
    finally:
        document.close()
    if len("".join(source.split())) < _FEWEST_A_PAGE * min(pages, 3) or not pages:
        yield given.refuse(
            f"is a PDF of {pages} pages without text: a scan, most likely",
            "intake.no-text-in-pdf",
            "Have the letters recognised by another tool, and give the text.",
        )
        return
    published, notices = believed(_moment(said.get("CreationDate", "")), given.now)
    if pages > MOST_PAGES:
        notices += (f"it has {pages} pages; the first {MOST_PAGES} were read.",)
    if len(source) > MOST_CHARACTERS:
        source, notices = (
            source[:MOST_CHARACTERS],
            (*notices, f"its first {MOST_CHARACTERS} characters were read."),
        )
    yield Found(
        clean=_clean(storable(source)),
        raw=given.evidence or given.raw,
        title=(said.get("Title") or "").strip() or None,
        url=given.url,
        published=published,
        label=given.label,
        notices=notices,
    )


def _page_text(document: Any, number: int) -> str:
    page = document[number]
    try:
        text_page = page.get_textpage()
        try:
            return str(text_page.get_text_bounded()).replace("\r\n", "\n").replace("\r", "\n")
        finally:
            text_page.close()
    finally:
        page.close()


def _clean(source: str) -> Clean:
    """Lines joined to paragraphs: a sentence that ends short of the margin, or at the foot of a page, ends one."""
    builder = ChainBuilder(source)
    lines = [found.span() for found in re.finditer(r"[^\n\f]+", source) if found[0].strip()]
    widths = sorted(end - start for start, end in lines)
    margin = 0.75 * (widths[len(widths) * 9 // 10] if widths else 0)
    glue = ""
    for (start, end), (following, _) in zip(lines, [*lines[1:], (len(source), 0)], strict=True):
        line = source[start:end]
        begin, stop = end - len(line.lstrip()), start + len(line.rstrip())
        builder.add(glue)
        goes_on = source[following : following + 80].lstrip()[:1].islower()
        broken = source[stop - 1] in _HYPHENS and source[stop - 2 : stop - 1].isalpha() and goes_on
        _keep_joined(builder, begin, stop - 1 if broken else stop)
        ended = source[stop - 1] in ".!?:”\"'’"
        last = "\f" in source[end:following] or "\n\n" in source[end:following]
        glue = "" if broken else "\n\n" if ended and (last or stop - begin < margin) else " "
    return builder.build("the text that PDFium reads on the pages")


def _keep_joined(builder: ChainBuilder, start: int, end: int) -> None:
    """Keep a line without the marks that PDFium sets where it has joined a word that was broken itself."""
    done = start
    for found in re.finditer(r"[\x02\ufffe]", builder.source[start:end]):
        builder.keep(done, start + found.start())
        done = start + found.end()
    builder.keep(done, end)


def _moment(text: str) -> str | None:
    """The creation date of a PDF ("D:20210704134000+04'30'") as an ISO day or moment."""
    found = _DATE.match(text)
    if not found:
        return None
    year, month, day, hour, minute, _, zulu, sign, ahead, minutes = found.groups()
    if hour is None or (zulu is None and sign is None):
        return read_moment(f"{year}-{month}-{day}")
    zone = "Z" if zulu else f"{sign}{ahead}:{minutes or '00'}"
    return read_moment(f"{year}-{month}-{day}T{hour}:{minute}{zone}")
