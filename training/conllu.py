"""Reads CoNLL-U: sentences with their words, trees, exact spacing and paragraphs. Reads only."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

# Subtypes that a reading of who did what to whom can use; the others are cut off before training.
KEPT_SUBTYPES = frozenset(
    "nsubj:pass csubj:pass aux:pass obl:agent compound:prt acl:relcl nmod:poss obl:unmarked nmod:unmarked".split()
)


@dataclass(frozen=True)
class Word:
    """One syntactic word. ``head`` is an index into the sentence; the root's is its own."""

    text: str
    upos: str
    xpos: str
    head: int
    relation: str
    space_after: bool
    piece: bool = False  # of a written word that holds several ("don't")


@dataclass(frozen=True)
class Tree:
    """One sentence with its dependency tree. ``opens_paragraph``: blank line before it in the raw text."""

    words: tuple[Word, ...]
    opens_paragraph: bool
    joined: bool = field(default=False)

    @property
    def text(self) -> str:
        """The sentence as it was written, without the space after it."""
        return "".join(w.text + " " * w.space_after for w in self.words).rstrip(" ")


def read(path: Path) -> list[Tree]:
    """All trees of a file, gzipped or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        return list(_trees(lines))


def _trees(lines: Iterator[str]) -> Iterator[Tree]:
    rows: list[list[str]] = []
    opens = False
    for ended in lines:
        line = ended.rstrip("\n")
        if line.startswith(("# newpar", "# newdoc")):
            opens = True
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Tree(_words(rows), opens)
            rows, opens = [], False
    if rows:
        yield Tree(_words(rows), opens)


def _words(rows: list[list[str]]) -> tuple[Word, ...]:
    """The syntactic words; the space after a written word of several pieces goes to its last piece."""
    last_piece: dict[int, bool] = {}
    pieces: set[int] = set()
    words: list[Word] = []
    for row in rows:
        if "-" in row[0]:
            first, last = map(int, row[0].split("-"))
            pieces |= set(range(first, last + 1))
            last_piece |= dict.fromkeys(range(first, last), False)
            last_piece[last] = "SpaceAfter=No" not in row[9]
    for row in rows:
        if not row[0].isdigit():
            continue
        number, head = int(row[0]), int(row[6])
        space = last_piece.get(number, "SpaceAfter=No" not in row[9])
        words.append(
            Word(
                text=row[1],
                upos=row[3],
                xpos=row[4],
                head=head - 1 if head else number - 1,
                relation="ROOT" if not head else row[7],
                space_after=space,
                piece=number in pieces,
            )
        )
    return tuple(words)


def trained_relation(relation: str) -> str:
    """The relation as the parser learns it: with its subtype only where that is of use."""
    return relation if relation in KEPT_SUBTYPES else relation.split(":", maxsplit=1)[0]


def paragraphs(trees: list[Tree]) -> list[list[Tree]]:
    """The trees, one list a paragraph."""
    blocks: list[list[Tree]] = []
    for tree in trees:
        if tree.opens_paragraph or not blocks:
            blocks.append([])
        blocks[-1].append(tree)
    return blocks


def raw_text(trees: list[Tree]) -> str:
    """The text as it was written: a blank line before each paragraph, one space between sentences where spaced."""
    pieces: list[str] = []
    for tree in trees:
        if tree.opens_paragraph and pieces:
            pieces[-1] = pieces[-1].rstrip(" ")
            pieces.append("\n\n")
        pieces.append("".join(w.text + " " * w.space_after for w in tree.words))
    return "".join(pieces).rstrip()


def with_texts(tree: Tree, texts: list[str]) -> Tree:
    """The same tree with other letters."""
    return replace(tree, words=tuple(replace(w, text=t) for w, t in zip(tree.words, texts, strict=True)))
