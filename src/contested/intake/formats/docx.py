"""Word documents (.docx) to their text.

Owns the part of the package that holds the text. The chain counts in ``word/document.xml``, which lies compressed
in the file. Deleted words of tracked changes are left out. Invariant: no more is unpacked than ``MOST_BYTES``.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from contested.errors import InputError
from contested.intake.chain import ChainBuilder, Clean
from contested.intake.dates import believed, read_moment
from contested.intake.formats.unpacking import TooMuch, unpack
from contested.intake.formats.xml_ import UnsafeXml, parse_xml, see_safe
from contested.intake.given import Found, Given, storable

MOST_BYTES = 30 * 1024 * 1024
_PIECE = re.compile(
    r"<w:(?P<gone>delText|del|instrText)\b[^>]*+(?<!/)>.*?</w:(?P=gone)>"
    r"|<w:t(?:\s[^>]*+)?(?<!/)>(?P<text>[^<]*+)</w:t>"
    r"|(?P<end></w:p>)|<w:(?P<space>tab|br|cr)(?:\s[^>]*+)?/?>",
    re.DOTALL,
)
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-z]{2,4});")


def read_docx(given: Given) -> Iterator[Found | InputError]:
    """The one text."""
    try:
        with given.open() as file, zipfile.ZipFile(file) as package:
            body = unpack(package, "word/document.xml", MOST_BYTES)
            core = unpack(package, "docProps/core.xml", 1024 * 1024, missing=b"")
        see_safe(body)
        title, created = _core(core)
    except TooMuch as error:
        yield given.refuse(str(error), "intake.swells", "See whether it is what you meant.")
        return
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, OSError, EOFError) as error:
        yield given.refuse(
            f"is a Word document that cannot be unpacked ({error})",
            "intake.bad-docx",
            "See whether it was saved whole.",
        )
        return
    except (UnsafeXml, expat.ExpatError) as error:
        yield given.refuse(
            f"is a Word document with XML that is not safe or not whole ({error})",
            "intake.bad-xml",
            "Save it anew with an office program.",
        )
        return
    published, notices = believed(created, given.now)
    yield Found(
        clean=_clean(storable(body.decode("utf-8", "replace"))),
        raw=given.evidence or given.raw,
        title=title,
        url=given.url,
        published=published,
        label=given.label,
        notices=notices,
    )


def _clean(source: str) -> Clean:
    builder, waiting = ChainBuilder(source), ""
    for found in _PIECE.finditer(source):
        if found["end"]:
            waiting = "\n\n"
        elif found["space"]:
            waiting = waiting or ("\t" if found["space"] == "tab" else "\n")
        elif found["text"]:
            if len(builder):
                builder.add(waiting)
            waiting = ""
            done = found.start("text")
            for character in _CHARACTER.finditer(source, done, found.end("text")):
                builder.keep(done, character.start())
                builder.spell(html.unescape(character[0]), character.start(), character.end())
                done = character.end()
            builder.keep(done, found.end("text"))
    return builder.build("word/document.xml", "utf-8")


def _core(raw: bytes) -> tuple[str | None, str | None]:
    """Title and the moment it was last changed, as the package says."""
    if not raw:
        return None, None
    said = {str(one.tag).rpartition("}")[2]: (one.text or "").strip() for one in parse_xml(raw)}
    return said.get("title") or None, read_moment(said.get("modified") or said.get("created"))
