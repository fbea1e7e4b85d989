"""The questions that must be answered while somebody waits: claims of a place, of every place, by their words.

Owns the SQL that runs over the derived tables. Must never insert. Invariant: rejected, amended, duplicate and
superseded claims are left out unless they are asked for, and nothing known later than asked is ever in an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime

import msgspec

from contested.errors import QueryError
from contested.ledger.asking import Asking
from contested.ledger.moments import from_micros, to_micros
from contested.ledger.overlays import decision, stands
from contested.ledger.words import has_a_word, query

NO_END = 2**63 - 1
"""A moment and a ``seq`` that nothing lies behind."""
_MOST_BOUND = 500  # values in one IN list: well under every database's limit of variables


class Standing(msgspec.Struct, frozen=True, gc=False):
    """The claim that is current for a place; ``Ledger.cited`` tells what it says.

    Attributes:
        since_us: When what it says began; where that is unknown, when it became known.
    """

    seq: int
    since_us: int
    known_from_us: int


class Citation(msgspec.Struct, frozen=True, gc=False):
    """A claim as it is shown: its words, who said them, who printed them.

    Attributes:
        since: When what it says began; where that is unknown, when it became known.
        decision: Of the newest ruling on it; None where no reviewer has seen it.
    """

    seq: int
    claim_id: str
    report_id: str
    kind: str
    stance: str
    words: str
    speaker_name: str | None
    speaker_role: str | None
    speaker_side: str | None
    via: str | None
    event: str | None
    outcome: str | None
    holder: str | None
    outlet: str | None
    url: str | None
    published: str | None
    place: str | None
    since_us: int | None
    known_from_us: int | None
    decision: str | None

    @property
    def since(self) -> datetime | None:
        """``since_us`` as a moment (UTC)."""
        return None if self.since_us is None else from_micros(self.since_us)

    @property
    def known_from(self) -> datetime | None:
        """``known_from_us`` as a moment (UTC)."""
        return None if self.known_from_us is None else from_micros(self.known_from_us)


class Known(msgspec.Struct, frozen=True):
    """Up to when something counts as known: a moment of publication, and the last ``seq`` looked at."""

    by_us: int = NO_END
    seen: int = NO_END


_SHOWN = """claims.seq, claims.id, reports.id, claims.kind, claims.stance,
  coalesce(claims.quote, claims.statement), claims.speaker_name, claims.speaker_role, claims.speaker_side,
  claims.via, claims.event, claims.outcome, claims.holder, reports.outlet, reports.url, reports.published"""
_DECISION = decision("claims.seq")
_JOINED = "JOIN claims ON claims.seq = t.claim_seq JOIN reports ON reports.seq = claims.report_seq"
_STANDS = f"(:every = 1 OR ({stands('t.claim_seq')}))"

_NEWEST = f"""SELECT {_SHOWN}, t.place, coalesce(claims.valid_from, t.known_from), t.known_from, {_DECISION}
FROM cache_newest t {_JOINED}
WHERE t.place = :place AND t.known_from <= :known AND t.claim_seq <= :seen AND {_STANDS}
ORDER BY t.known_from DESC, t.claim_seq DESC LIMIT :limit"""  # noqa: S608 - fixed words, values are bound

_TIMELINE = f"""SELECT {_SHOWN}, t.place, t.since, t.known_from, {_DECISION}
FROM cache_timeline t {_JOINED}
WHERE t.place = :place AND t.since >= :start AND t.since < :end
  AND t.known_from <= :known AND t.claim_seq <= :seen AND {_STANDS}
ORDER BY t.since, t.known_from, t.claim_seq LIMIT :limit"""  # noqa: S608

# A walk from place to place by the index, and in each one step to its newest claim: never a scan.
_PLACES = """WITH RECURSIVE places(place) AS (
  SELECT min(place) FROM cache_timeline
  UNION ALL
  SELECT (SELECT min(n.place) FROM cache_timeline n WHERE n.place > places.place)
  FROM places WHERE places.place IS NOT NULL)"""
_LAST_THERE = f"""SELECT c.since, c.known_from, c.claim_seq FROM cache_timeline c
    WHERE c.place = places.place AND c.since <= :before AND c.known_from <= :known AND c.claim_seq <= :seen
      AND {stands("c.claim_seq")}
    ORDER BY c.since DESC, c.known_from DESC, c.claim_seq DESC LIMIT 1"""  # noqa: S608
_STANDING = {
    "sqlite": f"""SELECT t.place, t.since, t.known_from, t.claim_seq
  FROM places CROSS JOIN cache_timeline t
  WHERE t.place = places.place AND (t.since, t.known_from, t.claim_seq) = ({_LAST_THERE})""",  # noqa: S608
    "postgresql": f"""SELECT places.place, t.since, t.known_from, t.claim_seq
  FROM places CROSS JOIN LATERAL ({_LAST_THERE}) t""",  # noqa: S608
}
# MATERIALIZED, or SQLite looks at claims before it knows which one is asked for.
_CURRENT = {
    dialect: f"""{_PLACES}, t AS MATERIALIZED ({standing})
SELECT {_SHOWN}, t.place, t.since, t.known_from, {_DECISION} FROM t {_JOINED}"""  # noqa: S608
    for dialect, standing in _STANDING.items()
}

_KNOWN = "coalesce(reports.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = claims.seq))"
_WITHOUT_PLACE = f"SELECT {_SHOWN}, NULL, claims.valid_from, {_KNOWN}, {_DECISION}"
_FOUND = f"""WHERE {_KNOWN} <= :known AND (:every = 1 OR ({stands("claims.seq")}))"""
_REPORTS = "JOIN reports ON reports.seq = claims.report_seq"

_CITED = f"{_WITHOUT_PLACE} FROM claims {_REPORTS} WHERE claims.seq IN (%s)"

# Newest first is the order of the index itself, so a search ends at the last row it gives. CROSS keeps it so.
_SEARCH_SQLITE = f"""{_WITHOUT_PLACE}
FROM cache_search CROSS JOIN claims ON claims.seq = cache_search.rowid {_REPORTS}
{_FOUND} AND cache_search MATCH :words AND cache_search.rowid <= :seen
ORDER BY cache_search.rowid DESC LIMIT :limit"""
# MATERIALIZED keeps the planner from walking all claims backwards in the hope of meeting matches soon.
_MATCHES = """WITH matches AS MATERIALIZED (SELECT seq, words FROM cache_words
  WHERE words @@ CAST(:words AS tsquery) AND seq <= :seen)"""
_SEARCH_POSTGRES = f"""{_MATCHES}
{_WITHOUT_PLACE} FROM matches JOIN claims ON claims.seq = matches.seq {_REPORTS} {_FOUND}
ORDER BY matches.seq DESC LIMIT :limit"""
# A rank has to be worked out for every match, so it is for no more than the newest of them.
_RANKED_AT_MOST = 2000
_RANKED = f"""found AS MATERIALIZED (%s)
{_WITHOUT_PLACE} FROM found JOIN claims ON claims.seq = found.seq {_REPORTS} {_FOUND}
ORDER BY found.rank, claims.seq DESC LIMIT :limit"""
_RANKS_SQLITE = f"""SELECT rowid AS seq, bm25(cache_search) AS rank FROM cache_search
  WHERE cache_search MATCH :words AND rowid <= :seen ORDER BY rowid DESC LIMIT {_RANKED_AT_MOST}"""  # noqa: S608
_RANKS_POSTGRES = f"""SELECT m.seq, -ts_rank(m.words, CAST(:words AS tsquery)) AS rank
  FROM (SELECT seq, words FROM matches ORDER BY seq DESC LIMIT {_RANKED_AT_MOST}) m"""  # noqa: S608
_SEARCHES = {
    ("sqlite", False): _SEARCH_SQLITE,
    ("sqlite", True): "WITH " + _RANKED % _RANKS_SQLITE,
    ("postgresql", False): _SEARCH_POSTGRES,
    ("postgresql", True): f"{_MATCHES}, " + _RANKED % _RANKS_POSTGRES,
}


def _answers(ask: Asking, asked: str, bound: dict[str, object]) -> list[Citation]:
    return [Citation(*row) for row in ask.rows(asked, bound)]


def newest(ask: Asking, place: str, known: Known, limit: int, *, every: bool) -> list[Citation]:
    """Claims of a place, the one known last first."""
    bound: dict[str, object] = {
        "place": place,
        "known": known.by_us,
        "seen": known.seen,
        "every": int(every),
        "limit": limit,
    }
    return _answers(ask, _NEWEST, bound)


def over_time(
    ask: Asking, place: str, between: tuple[int, int], known: Known, limit: int, *, every: bool
) -> list[Citation]:
    """Control claims of a place by when what they say began, half-open."""
    bound: dict[str, object] = {
        "place": place,
        "start": between[0],
        "end": between[1],
        "known": known.by_us,
        "seen": known.seen,
        "every": int(every),
        "limit": limit,
    }
    return _answers(ask, _TIMELINE, bound)


def _as_of(before: datetime, known: Known) -> dict[str, object]:
    # Nothing known at K speaks of what began after K: the clamp keeps the index from walking over later claims.
    at_most = min(to_micros(before) - 1, known.by_us)
    return {"before": at_most, "known": known.by_us, "seen": known.seen}


def current(ask: Asking, before: datetime, known: Known) -> dict[str, Citation]:
    """The newest control claim of each place that has one, by place."""
    found = _answers(ask, _CURRENT[ask.dialect], _as_of(before, known))
    return {str(one.place): one for one in sorted(found, key=lambda one: str(one.place))}


def standing(ask: Asking, before: datetime, known: Known) -> dict[str, Standing]:
    """Which claim ``current`` would give for each place, straight from the index."""
    rows = ask.rows(f"{_PLACES} {_STANDING[ask.dialect]}", _as_of(before, known))
    return {place: Standing(seq, since, known_from) for place, since, known_from, seq in rows}


def cited(ask: Asking, seqs: Iterable[int]) -> dict[int, Citation]:
    """Claims as they are shown, by ``seq``."""
    wanted = list(seqs)
    found: dict[int, Citation] = {}
    for start in range(0, len(wanted), _MOST_BOUND):
        some = wanted[start : start + _MOST_BOUND]
        names = [f"seq{n}" for n in range(len(some))]
        listed = ", ".join(f":{name}" for name in names)
        bound: dict[str, object] = {"seen": NO_END, **dict(zip(names, some, strict=True))}
        found |= {one.seq: one for one in _answers(ask, _CITED % listed, bound)}
    return found


def search(ask: Asking, words: str, known: Known, limit: int, *, ranked: bool, every: bool) -> list[Citation]:
    """Claims whose words hold all the words asked for, the one recorded last first, or the best match first.

    Raises:
        QueryError: query.no-words.
    """
    bound: dict[str, object] = {
        "words": _match(words, ask.dialect),
        "known": known.by_us,
        "seen": known.seen,
        "every": int(every),
        "limit": limit,
    }
    return _answers(ask, _SEARCHES[ask.dialect, ranked], bound)


def _match(words: str, dialect: str) -> str:
    """A query of the database out of what somebody typed: all words, "phrases in quotes" as they stand."""
    wanted = [quoted or single for quoted, single in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    wanted = [each for each in wanted if has_a_word(each)]
    if dialect == "sqlite":
        match = " AND ".join(f'"{each}"' for each in wanted)  # FTS5 cuts it as it cut the texts
    else:
        match = query(wanted) if wanted else ""
    if not match:
        raise QueryError(
            f"{words!r} holds no word to search for.", code="query.no-words", remedy="Give at least one word."
        )
    return match


def seen_by(ask: Asking, moment: datetime) -> int:
    """The last ``seq`` recorded by a moment, inclusive; 0 for none."""
    # Times of recording never run backwards along seq, so the last one is found by halving; and entries never
    # change, so that it does not matter that each question sees a moment of its own.
    low, high = 0, int(ask.rows("SELECT coalesce(max(seq), 0) FROM entries", {})[0][0])
    wanted = to_micros(moment)
    while low < high:
        middle = (low + high + 1) // 2
        if ask.rows("SELECT recorded_at FROM entries WHERE seq = :seq", {"seq": middle})[0][0] <= wanted:
            low = middle
        else:
            high = middle - 1
    return low


def known(ask: Asking, known_at: datetime | None, clock: str) -> Known:
    """What counts as known at a moment (inclusive) by a clock; everything where there is none.

    Raises:
        QueryError: query.unknown-clock.
    """
    if clock not in ("published", "recorded"):
        raise QueryError(
            f"{clock!r} is no clock of the ledger.",
            code="query.unknown-clock",
            remedy="Ask by 'published' or 'recorded'.",
        )
    if known_at is None:
        return Known()
    if clock == "published":
        return Known(by_us=to_micros(known_at))
    return Known(seen=seen_by(ask, known_at))
