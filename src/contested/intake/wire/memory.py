"""What is remembered of texts from one program to the next: their sketches, and how pairs of them overlap.

Owns the form in which that is put away: pieces of bytes, each of them whole in itself, in whatever order. Must
never be asked for a truth: everything here follows from the reports' texts. Invariant: a piece made by another
version of the program, or one that cannot be read, is not believed; what two pieces both hold is the same.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from hashlib import blake2b

import msgspec
import numpy as np

from contested.intake.wire.overlap import Overlap
from contested.intake.wire.sketch import Owned, Text

MADE_BY = f"near-copies/1 sketch/1 unicode/{unicodedata.unidata_version} {sys.byteorder}"
"""What must be equal for a remembered sketch to be the one that would be made now; raise it with any change of
``words``, ``sketch``, ``overlap``, ``wire_agencies`` or ``dateline`` (a test compares a sketch with one kept)."""
_TOGETHER = 1000
"""Texts and overlaps in one piece: about 1 MB."""


class _Text(msgspec.Struct, frozen=True, array_like=True):
    digest: bytes
    key: bytes
    runs: bytes
    units: bytes
    unit_words: bytes
    own: int
    anchors: bytes
    figures: list[int]
    credits: tuple[str, ...]
    relayed: tuple[str, ...]


class _Overlap(msgspec.Struct, frozen=True, array_like=True):
    pair: bytes
    words: int
    share: float
    other_share: float
    opens: tuple[bool, bool, bool, bool]
    closeness: float
    standing: bytes
    other_standing: bytes


class _Piece(msgspec.Struct, frozen=True, array_like=True):
    made_by: str
    texts: list[_Text]
    reports: list[tuple[str, bytes]]
    overlaps: list[_Overlap]
    apart: list[bytes]


_ENCODER = msgspec.msgpack.Encoder()
_DECODER = msgspec.msgpack.Decoder(_Piece)


class Memory:
    """Sketches by report, and overlaps by pair of wordings.

    Attributes:
        overlaps: By the keys of both wordings, one behind the other; None where they share next to nothing.
    """

    def __init__(self) -> None:
        self.overlaps: dict[bytes, Overlap | None] = {}
        self._texts: dict[bytes, Owned] = {}
        self._reports: dict[str, bytes] = {}
        self._put_away: tuple[set[bytes], set[str], set[bytes]] = (set(), set(), set())

    def read(self, pieces: Iterable[bytes | None]) -> bool:
        """Take in what was put away; None is a piece that was damaged. Whether all of it could be believed.

        If not, nothing is remembered.
        """
        for raw in pieces:
            piece = _decoded(raw)
            if piece is None:
                self.forget()
                return False
            self._texts.update((one.digest, _owned(one)) for one in piece.texts)
            self._reports.update(piece.reports)
            self.overlaps.update((one.pair, _overlap(one)) for one in piece.overlaps)
            self.overlaps.update(dict.fromkeys(piece.apart))
        self._reports = {key: digest for key, digest in self._reports.items() if digest in self._texts}
        self._put_away = (set(self._texts), set(self._reports), set(self.overlaps))
        return True

    def forget(self) -> None:
        """Remember nothing."""
        for one in (self._texts, self._reports, self.overlaps, *self._put_away):
            one.clear()

    def __contains__(self, report_id: str) -> bool:
        return report_id in self._reports

    def of(self, report_id: str) -> Owned | None:
        """The sketch of a report's text, where it is remembered."""
        digest = self._reports.get(report_id)
        return None if digest is None else self._texts[digest]

    def learn(self, report_id: str, text: str) -> Owned:
        """The sketch of a report's text, made now unless another report has the same text."""
        digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        owned = self._texts.get(digest)
        if owned is None:
            owned = self._texts[digest] = Owned.of(text)
        self._reports[report_id] = digest
        return owned

    def news(self) -> list[bytes]:
        """What was learned since it was read or last asked for, in pieces to be put away."""
        texts, reports, overlaps = self._put_away
        new_texts = [digest for digest in self._texts if digest not in texts]
        new_reports = sorted(key for key in self._reports if key not in reports)
        new_overlaps = [pair for pair in self.overlaps if pair not in overlaps]
        most = max(len(new_texts), len(new_reports), len(new_overlaps))
        pieces = []
        for start in range(0, most, _TOGETHER):
            some = slice(start, start + _TOGETHER)
            laid = [(pair, self.overlaps[pair]) for pair in new_overlaps[some]]
            piece = _Piece(
                MADE_BY,
                [_text(digest, self._texts[digest]) for digest in new_texts[some]],
                [(key, self._reports[key]) for key in new_reports[some]],
                [_pair(pair, one) for pair, one in laid if one is not None],
                [pair for pair, one in laid if one is None],
            )
            pieces.append(_ENCODER.encode(piece))
        texts.update(new_texts)
        reports.update(new_reports)
        overlaps.update(new_overlaps)
        return pieces


def _decoded(raw: bytes | None) -> _Piece | None:
    try:
        piece = None if raw is None else _DECODER.decode(raw)
    except msgspec.DecodeError:
        return None
    return piece if piece is not None and piece.made_by == MADE_BY else None


def same_sketch(one: Owned, other: Owned) -> bool:
    """Whether two sketches are equal in everything."""
    return _ENCODER.encode(_text(b"", one)) == _ENCODER.encode(_text(b"", other))


def _text(digest: bytes, owned: Owned) -> _Text:
    text = owned.text
    return _Text(
        digest,
        text.key,
        text.runs.tobytes(),
        text.units.tobytes(),
        text.unit_words.tobytes(),
        text.own,
        text.anchors.tobytes(),
        sorted(text.figures),
        owned.credits,
        owned.relayed,
    )


def _owned(kept: _Text) -> Owned:
    text = Text(
        key=kept.key,
        runs=np.frombuffer(kept.runs, dtype=np.uint32),
        units=np.frombuffer(kept.units, dtype=np.int16),
        unit_words=np.frombuffer(kept.unit_words, dtype=np.int32),
        own=kept.own,
        anchors=np.frombuffer(kept.anchors, dtype=np.uint32),
        figures=frozenset(kept.figures),
    )
    return Owned(text, kept.credits, kept.relayed)


def _pair(pair: bytes, laid: Overlap) -> _Overlap:
    return _Overlap(
        pair,
        laid.words,
        laid.share,
        laid.other_share,
        (laid.opens, laid.other_opens, laid.first, laid.other_first),
        laid.closeness,
        laid.standing.tobytes(),
        laid.other_standing.tobytes(),
    )


def _overlap(kept: _Overlap) -> Overlap:
    opens, other_opens, first, other_first = kept.opens
    return Overlap(
        words=kept.words,
        share=kept.share,
        other_share=kept.other_share,
        opens=opens,
        other_opens=other_opens,
        first=first,
        other_first=other_first,
        closeness=kept.closeness,
        standing=np.frombuffer(kept.standing, dtype=np.bool_),
        other_standing=np.frombuffer(kept.other_standing, dtype=np.bool_),
    )
