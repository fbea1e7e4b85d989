"""Markdown to the text that a reader sees, each stretch of it traced to where it stands.

Owns the marks that are taken away: of headings, emphasis, links, images, quotations, lists, code, comments. What
it does not know stays as it stands. Invariant: every character of the text stands in the file, in the same order.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from contested.errors import FileRefused, InputError
from contested.intake.chain import ChainBuilder, Clean
from contested.intake.charset import decode_any
from contested.intake.front_matter import split_front_matter
from contested.intake.given import Found, Given

_FENCE = re.compile(r" {0,3}(```|~~~)")
_OPENING = re.compile(
    r"[ \t]*(?:>[ \t]?)*[ \t]*(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d{1,4}[.)][ \t]+)?"
)
_RULE = re.compile(r"[ \t]*(?:(?:[-*_=][ \t]*){3,}|\|?[ \t:|-]{3,}\|?|\[[^\]]{1,99}\]:[ \t]+\S.*)$")
# Bounded everywhere, so that no line can make it slow.
_INLINE = re.compile(
    r"!\[[^\]\n]{0,300}\]\([^()\s]{0,500}(?:\s[^()\n]{0,200})?\)"
    r"|\[(?P<label>[^\[\]\n]{1,500})\](?:\([^()\s]{0,500}(?:\s[^()\n]{0,200})?\)|\[[^\]\n]{0,99}\])"
    r"|<(?P<auto>https?://[^<>\s]{1,500})>"
    r"|</?[A-Za-z][^<>\n]{0,300}>|<!--.{0,2000}?-->"
    r"|(?P<code>`[^`\n]{1,300}`)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|<>-])"
    r"|(?P<mark>\*{1,3}|~~|(?<!\w)_{1,3}(?=\w)|(?<=[\w.,!?”\"])_{1,3}(?!\w))"
)
_SPACED_STAR = re.compile(r"\s")


def read_markdown(given: Given) -> Iterator[Found | InputError]:
    """The one text, with the head that text files may have (docs/reference/formats.md)."""
    decoded = decode_any(given.raw, given.charset)
    source = decoded.text
    try:
        head, body = split_front_matter(source.replace("\r\n", "\n").replace("\r", "\n"), Path(given.name))
    except FileRefused:
        head, body = _other_head(source)
    start = _start_of(source, body)
    encoding = None if decoded.lossy else decoded.encoding
    clean = markdown_text(source, "the file", encoding, start=start)
    heading = re.search(r"^ {0,3}#[ \t]+(.+?)[ \t#]*$", source[start:], re.MULTILINE)
    yield Found(
        clean=clean,
        raw=given.evidence or given.raw,
        title=head.get("title") or (heading[1].strip() if heading else None),
        outlet=head.get("outlet"),
        url=head.get("url") or given.url,
        published=head.get("published"),
        language=head.get("language"),
        label=given.label,
        extra={"theatre": head["theatre"]} if head.get("theatre") else {},
    )


def markdown_text(source: str, part: str, encoding: str | None, *, start: int = 0) -> Clean:
    """The text of Markdown from an offset on."""
    builder, fenced, at = ChainBuilder(source), False, start
    blank = 0
    for line in source[start:].splitlines(keepends=True):
        shown = line.rstrip("\r\n")
        fence = _FENCE.match(shown)
        if fence:
            fenced = not fenced
        elif not shown.strip() or _RULE.fullmatch(shown):
            blank += 1
        elif not fenced:
            _line(builder, shown, at, blank)
            blank = 0
        at += len(line)
    return builder.build(part, encoding)


def _line(builder: ChainBuilder, line: str, at: int, blank: int) -> None:
    opening = _OPENING.match(line)
    begin = opening.end() if opening else 0
    if len(builder):
        builder.add("\n\n" if blank else "\n")
    end = len(line.rstrip(" \t#" if line.lstrip().startswith("#") else None))
    done = begin
    for found in _INLINE.finditer(line, begin, end):
        if found["mark"] and _is_a_star_alone(line, found.start(), found.end()):
            continue
        builder.keep(at + done, at + found.start())
        for group, trim in (("label", 0), ("auto", 0), ("code", 1), ("escaped", 0)):
            if found[group]:
                builder.keep(at + found.start(group) + trim, at + found.end(group) - trim)
        done = found.end()
    builder.keep(at + done, at + end)


def _is_a_star_alone(line: str, start: int, end: int) -> bool:
    """A mark with white space on both sides marks nothing: "3 * 4"."""
    before, after = line[start - 1 : start] or " ", line[end : end + 1] or " "
    return before.isspace() and after.isspace()


def _other_head(source: str) -> tuple[dict[str, str], str]:
    """The head of a page made by another tool: its keys are not ours, so nothing is taken from it."""
    found = re.match(r"---[ \t]*\r?\n.*?\n---[ \t]*\r?\n", source, re.DOTALL)
    return {}, source[found.end() :] if found else source


def _start_of(source: str, body: str) -> int:
    """Where the body begins in the source, whose line ends may be longer."""
    lines = body.count("\n")
    at = len(source)
    normal = source.replace("\r\n", "\n").replace("\r", "\n")
    skipped = normal[: len(normal) - len(body)].count("\n")
    if lines == normal.count("\n") and len(normal) == len(body):
        return 0
    at = 0
    for _ in range(skipped):
        found = re.compile(r"\r\n|\r|\n").search(source, at)
        at = found.end() if found else len(source)
    return at
