"""The questions that must be answered while somebody waits: claims of a place, of every place, by their words.

Owns the SQL that runs over the derived tables. Must never insert. Invariant: rejected, amended, duplicate and
superseded claims are left out unless they are asked for, and nothing known later than asked is ever in an answer.
"""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

import msgspec
from sqlalchemy import text
from sqlalchemy.engine import Connection

from contested.errors import QueryError
from contested.ledger.moments import from_micros, to_micros
from contested.ledger.overlays import STANDS

CONTROL = ("control_change", "control_status")
"""The kinds of claim that say who holds a place."""

_END = 2**63 - 1
_PARAMETER = re.compile(r"(?<!:):(\w+)")


class Citation(msgspec.Struct, frozen=True):
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

    by_us: int = _END
    seen: int = _END


_SHOWN = """claims.seq, claims.id, claims.report_id, claims.kind, claims.stance,
  coalesce(claims.quote, claims.statement), claims.speaker_name, claims.speaker_role, claims.speaker_side,
  claims.via, claims.event, claims.outcome, claims.holder, reports.outlet, reports.url, reports.published"""
_DECISION = """(SELECT g.decision FROM rulings g WHERE g.claim_id = claims.id AND g.seq <= :seen
  AND NOT EXISTS (SELECT 1 FROM rulings later WHERE later.after = g.id AND later.seq <= :seen))"""
_STANDING = " JOIN claims ON claims.seq = c.claim_seq"
_JOINED = "JOIN claims ON claims.seq = t.claim_seq JOIN reports ON reports.id = claims.report_id"

_NEWEST = f"""SELECT {_SHOWN}, t.place, t.since, t.known_from, {_DECISION}
FROM cache_timeline t {_JOINED}
WHERE t.place = :place AND t.known_from <= :known AND t.claim_seq <= :seen AND (:every = 1 OR ({STANDS}))
ORDER BY t.known_from DESC, t.claim_seq DESC LIMIT :limit"""  # noqa: S608 - fixed words, values are bound

_TIMELINE = f"""SELECT {_SHOWN}, t.place, t.since, t.known_from, {_DECISION}
FROM cache_timeline t {_JOINED}
WHERE t.kind = :kind AND t.place = :place AND t.since >= :start AND t.since < :end
  AND t.known_from <= :known AND t.claim_seq <= :seen AND (:every = 1 OR ({STANDS}))
ORDER BY t.since, t.known_from, t.claim_seq LIMIT :limit"""  # noqa: S608

_KNOWN = "coalesce(reports.known_from, (SELECT e.recorded_at FROM entries e WHERE e.seq = claims.seq))"

# A walk from place to place by the index, and in each one step to its newest claim: never a scan. MATERIALIZED, or
# SQLite takes that step again for each column that is asked of it.
_CURRENT = f"""WITH RECURSIVE places(place) AS (
  SELECT min(place) FROM cache_timeline WHERE kind = :kind
  UNION ALL
  SELECT (SELECT min(n.place) FROM cache_timeline n WHERE n.kind = :kind AND n.place > places.place)
  FROM places WHERE places.place IS NOT NULL),
at_place AS MATERIALIZED (SELECT places.place, (
    SELECT c.claim_seq FROM cache_timeline c{_STANDING}
    WHERE c.kind = :kind AND c.place = places.place AND c.since <= :before
      AND c.known_from <= :known AND c.claim_seq <= :seen AND ({STANDS})
    ORDER BY c.since DESC, c.known_from DESC, c.claim_seq DESC LIMIT 1) AS claim_seq
  FROM places WHERE places.place IS NOT NULL)
SELECT {_SHOWN}, at_place.place, coalesce(claims.valid_from, {_KNOWN}), {_KNOWN}, {_DECISION}
FROM at_place
JOIN claims ON claims.seq = at_place.claim_seq JOIN reports ON reports.id = claims.report_id"""  # noqa: S608

# Newest first is the order of the index itself, so a search ends at the last row it gives. CROSS keeps it so.
_SEARCH_SQLITE = f"""SELECT {_SHOWN}, NULL, claims.valid_from, {_KNOWN}, {_DECISION}
FROM cache_search CROSS JOIN claims ON claims.seq = cache_search.rowid
JOIN reports ON reports.id = claims.report_id
WHERE cache_search MATCH :words AND cache_search.rowid <= :seen AND {_KNOWN} <= :known
  AND (:every = 1 OR ({STANDS}))
ORDER BY cache_search.rowid DESC LIMIT :limit"""  # noqa: S608
# MATERIALIZED keeps the planner from walking all claims backwards in the hope of meeting matches soon.
_MATCHES = """WITH matches AS MATERIALIZED (SELECT seq FROM claims
  WHERE to_tsvector('simple', coalesce(quote, statement)) @@ to_tsquery('simple', :words) AND seq <= :seen)"""
_SEARCH_POSTGRES = f"""{_MATCHES}
SELECT {_SHOWN}, NULL, claims.valid_from, {_KNOWN}, {_DECISION}
FROM matches JOIN claims ON claims.seq = matches.seq JOIN reports ON reports.id = claims.report_id
WHERE {_KNOWN} <= :known AND (:every = 1 OR ({STANDS}))
ORDER BY matches.seq DESC LIMIT :limit"""  # noqa: S608
# A rank has to be worked out for every match, so it is for no more than the newest of them.
_RANKED_AT_MOST = 2000
_RANKED = f"""found AS MATERIALIZED (%s)
SELECT {_SHOWN}, NULL, claims.valid_from, {_KNOWN}, {_DECISION}
FROM found JOIN claims ON claims.seq = found.seq JOIN reports ON reports.id = claims.report_id
WHERE {_KNOWN} <= :known AND (:every = 1 OR ({STANDS}))
ORDER BY found.rank, claims.seq DESC LIMIT :limit"""  # noqa: S608
_RANKS_SQLITE = f"""SELECT rowid AS seq, bm25(cache_search) AS rank FROM cache_search
  WHERE cache_search MATCH :words AND rowid <= :seen ORDER BY rowid DESC LIMIT {_RANKED_AT_MOST}"""  # noqa: S608
_RANKS_POSTGRES = f"""SELECT m.seq, -ts_rank(to_tsvector('simple', coalesce(c.quote, c.statement)),
    to_tsquery('simple', :words)) AS rank
  FROM (SELECT seq FROM matches ORDER BY seq DESC LIMIT {_RANKED_AT_MOST}) m
  JOIN claims c ON c.seq = m.seq"""  # noqa: S608
_SEARCHES = {
    ("sqlite", False): _SEARCH_SQLITE,
    ("sqlite", True): "WITH " + _RANKED % _RANKS_SQLITE,
    ("postgresql", False): _SEARCH_POSTGRES,
    ("postgresql", True): f"{_MATCHES}, " + _RANKED % _RANKS_POSTGRES,
}


def _answers(connection: Connection, asked: str, bound: dict[str, object]) -> list[Citation]:
    """The rows of a query that has ``:name`` for each value, handed to the driver as it stands.

    Half the time of a fast query would otherwise go into its dressing.
    """
    if _nothing_was_said(connection):
        asked = _without_overlays(asked)
    if connection.dialect.name != "sqlite":
        asked = _PARAMETER.sub(r"%(\1)s", asked)
    return [Citation(*row) for row in connection.exec_driver_sql(asked, bound).fetchall()]


def _nothing_was_said(connection: Connection) -> bool:
    asked = "SELECT EXISTS (SELECT 1 FROM rulings) OR EXISTS (SELECT 1 FROM supersessions)"
    return not connection.exec_driver_sql(asked).scalar()


@lru_cache(maxsize=64)
def _without_overlays(asked: str) -> str:
    """The query for a ledger in which nobody has ruled on anything yet."""
    return asked.replace(STANDS, "1 = 1").replace(_DECISION, "NULL").replace(_STANDING, "")


def newest(connection: Connection, place: str, known: Known, limit: int, *, every: bool) -> list[Citation]:
    """Claims of a place, the one known last first."""
    bound: dict[str, object] = {
        "place": place,
        "known": known.by_us,
        "seen": known.seen,
        "every": int(every),
        "limit": limit,
    }
    return _answers(connection, _NEWEST, bound)


def over_time(
    connection: Connection, place: str, between: tuple[int, int], known: Known, limit: int, *, every: bool
) -> list[Citation]:
    """Control claims of a place by when what they say began, half-open."""
    found: list[Citation] = []
    for kind in CONTROL:
        bound: dict[str, object] = {
            "kind": kind,
            "place": place,
            "start": between[0],
            "end": between[1],
            "known": known.by_us,
            "seen": known.seen,
            "every": int(every),
            "limit": limit,
        }
        found += _answers(connection, _TIMELINE, bound)
    found.sort(key=lambda one: (one.since_us, one.known_from_us, one.seq))
    return found[:limit]


def current(connection: Connection, before: datetime, known: Known) -> dict[str, Citation]:
    """The newest control claim of each place that has one, by place."""
    found: dict[str, Citation] = {}
    # Nothing known at K speaks of what began after K: the clamp keeps the index from walking over later claims.
    at_most = min(to_micros(before) - 1, known.by_us)
    for kind in CONTROL:
        bound: dict[str, object] = {"kind": kind, "before": at_most, "known": known.by_us, "seen": known.seen}
        for one in _answers(connection, _CURRENT, bound):
            other = found.get(one.place or "")
            if other is None or _order(one) > _order(other):
                found[one.place or ""] = one
    return dict(sorted(found.items()))


def _order(one: Citation) -> tuple[int, int, int]:
    return one.since_us or 0, one.known_from_us or 0, one.seq


def search(
    connection: Connection, words: str, known: Known, limit: int, *, ranked: bool, every: bool
) -> list[Citation]:
    """Claims whose words hold all the words asked for, the one recorded last first, or the best match first.

    Raises:
        QueryError: query.no-words.
    """
    dialect = connection.dialect.name
    bound: dict[str, object] = {
        "words": _match(words, dialect),
        "known": known.by_us,
        "seen": known.seen,
        "every": int(every),
        "limit": limit,
    }
    return _answers(connection, _SEARCHES[dialect, ranked], bound)


def _match(words: str, dialect: str) -> str:
    """A query of the database out of what somebody typed: all words, "phrases in quotes" as they stand."""
    wanted = [re.findall(r"\w+", quoted or single) for quoted, single in re.findall(r'"([^"]+)"|([^\s"]+)', words)]
    wanted = [each for each in wanted if each]
    if not wanted:
        raise QueryError(
            f"{words!r} holds no word to search for.", code="query.no-words", remedy="Give at least one word."
        )
    if dialect == "sqlite":
        return " AND ".join('"' + " ".join(each) + '"' for each in wanted)
    return " & ".join("(" + " <-> ".join(f"'{word}'" for word in each) + ")" for each in wanted)


def seen_by(connection: Connection, moment: datetime) -> int:
    """The last ``seq`` recorded by a moment, inclusive; 0 for none."""
    # Times of recording never run backwards along seq, so the last one is found by halving.
    asked = text("SELECT recorded_at FROM entries WHERE seq = :seq")
    low, high = 0, int(connection.execute(text("SELECT coalesce(max(seq), 0) FROM entries")).scalar() or 0)
    wanted = to_micros(moment)
    while low < high:
        middle = (low + high + 1) // 2
        if int(connection.execute(asked, {"seq": middle}).scalar() or 0) <= wanted:
            low = middle
        else:
            high = middle - 1
    return low
