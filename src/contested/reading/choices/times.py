"""The times a claim may have happened at, each with what speaks for it.

Owns the options: times of the clause and the sentence, the day of saying, what was told before, publication,
and no
time. Must never choose among them, nor resolve a time. Invariant: no time twice; "no time" is always the first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from contested.model.claim import Claim, ClaimPlace
from contested.reading.choices.first_guess import guess_time
from contested.reading.choices.model import Option
from contested.reading.context import ReportContext, pointing_word
from contested.reading.passages import Passage
from contested.reading.proposition import Proposition
from contested.reading.saying import Attribution
from contested.reading.times import TimeMention, find_times

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"\d{4}-\d{2}")
_WORD_BEFORE = re.compile(r"([a-z]+)(?: the| a| an)? ?$")
_TENSES = (
    ("future", re.compile(r"\b(?:will|would|shall|should|must|may|might|could|can|plans?|to be)\b")),
    ("pluperfect", re.compile(r"\bhad\b")),
    ("perfect", re.compile(r"\b(?:has|have)\b")),
    ("present", re.compile(r"\b(?:is|are|remains?|continues?|holds?|controls?)\b")),
    (
        "past",
        re.compile(
            r"\b(?:was|were|\w+ed|took|fell|fled|shot|hit|struck|killed|left|broke|blew|began|came|went)\b"
        ),
    ),
)
_WHOLE = re.compile(r"\b(?:total|since|so far|overall|in all|altogether|brings?|bringing|raises?|conflict|war)\b")


def time_options(
    passage: Passage,
    proposition: Proposition,
    attribution: Attribution | None,
    said: str | None,
    places: Sequence[ClaimPlace],
    earlier: Sequence[Claim],
    context: ReportContext,
    published: date | None,
) -> list[Option[str | None]]:
    """When it may have happened, each time once with all that speaks for it; arguments as in ``claim_times``."""
    found: dict[str, set[str]] = {}
    for value, features in (
        *_of_words(passage, proposition, attribution, said, published),
        *_of_report(passage, attribution, said, places, earlier, context, published),
    ):
        found.setdefault(value, set()).update(features)
    own = [t for t in passage.times if _inside(t, proposition)]
    common = [
        f"k={proposition.kind.value}", f"tense={_tense(passage.low[slice(*proposition.clause)])}",
        f"said={attribution is not None}", f"frame={proposition.frame}",
        f"points={pointing_word(passage.low, proposition.clause) or '-'}", f"own={bool(own)}",
        f"new={context.is_new_paragraph(passage.paragraph)}",
    ]  # fmt: skip
    if _WHOLE.search(passage.low, *proposition.clause):
        common.append("whole")
    common.append(f"{common[0]}&{common[1]}")
    common.append(f"{common[0]}&{common[2]}")
    none = {"none", *(f"none&{c}" for c in common)}
    none |= {f"none&value={t.value}" for t in own if not t.edtf}
    none |= {f"none&earlier={earlier[-1].event is not None}"} if earlier else set()
    guess = guess_time(passage, proposition, said, tuple(places), earlier, context, published)
    if guess is None:
        none |= {"guess", f"guess&k={proposition.kind.value}", "guess&none"}
    else:
        found.setdefault(guess, set()).add("at=guess")
    options: list[Option[str | None]] = [Option(None, frozenset(none))]
    for value, seen in found.items():
        features = seen | {f"shape={_shape(value)}", f"day={_day_of(value, published)}"}
        if value == guess:
            features |= {"guess", f"guess&k={proposition.kind.value}"}
            features |= {f"guess&{f}" for f in features if f.startswith("at=") and "&" not in f}
        heads = {f for f in features if f.startswith("at=")}
        shape = (f"shape={_shape(value)}", f"day={_day_of(value, published)}")
        options.append(Option(value, frozenset(features | {f"{h}&{c}" for h in heads for c in (*common, *shape)})))
    return options


def _inside(t: TimeMention, proposition: Proposition) -> bool:
    return proposition.clause[0] <= t.start and t.end <= proposition.clause[1]


def _of_words(
    passage: Passage,
    proposition: Proposition,
    attribution: Attribution | None,
    said: str | None,
    published: date | None,
) -> Iterator[tuple[str, set[str]]]:
    anchor = date.fromisoformat(said) if said else published
    own = find_times(passage.text, *proposition.clause, anchor) if said else ()
    for number, seen in enumerate(passage.times):
        t = next((o for o in own if o.start == seen.start), seen)
        where = _stretch(t, proposition, attribution)
        before = _word_before(passage, t)
        known = t.edtf
        if not known:
            if t.value == "PRESENT_REF" and anchor:
                yield anchor.isoformat(), {f"at=present-{where}"}
            continue
        if known.endswith("/..") and published:
            yield f"{known[:-3]}/{published.isoformat()}", {f"at=open-{where}", f"at=open-{where}&prep={before}"}
        elif (
            before in ("since", "began", "from")
            and published
            and _DAY.fullmatch(known)
            and known < published.isoformat()
        ):
            yield f"{known}/{published.isoformat()}", {f"at=since-{where}", f"at=since-{where}&prep={before}"}
        yield known, {
            f"at={where}", f"at={where}&prep={before}", f"at={where}&nth={min(number, 2)}", f"prep={before}",
            f"at={where}&last={seen is passage.times[-1]}", f"at={where}&opens={t.start - passage.start < 14}",
        }  # fmt: skip


def _stretch(t: TimeMention, proposition: Proposition, attribution: Attribution | None) -> str:
    span, clause = proposition.span, proposition.clause
    if span[0] <= t.start and t.end <= span[1]:
        return "span"
    if clause[0] <= t.start and t.end <= clause[1]:
        return "clause"
    if attribution is None:
        return "before" if t.start < clause[0] else "after"
    if any(a <= t.start < b for a, b in attribution.content):
        return "said-before" if t.start < clause[0] else "said-after"
    if attribution.cue and abs(t.start - attribution.cue[1]) < 40:
        return "cue"
    return "outside-before" if t.start < clause[0] else "outside-after"


def _of_report(
    passage: Passage,
    attribution: Attribution | None,
    said: str | None,
    places: Sequence[ClaimPlace],
    earlier: Sequence[Claim],
    context: ReportContext,
    published: date | None,
) -> Iterator[tuple[str, set[str]]]:
    if said:
        yield said, {"at=said"}
    if published:
        yield published.isoformat(), {"at=published"}
    for back, claim in enumerate(reversed(earlier[-2:])):
        if claim.event:
            same = claim.places[:1] == tuple(places[:1])
            yield (
                claim.event,
                {f"at=earlier{back}", f"at=earlier{back}&was={claim.kind.value}", f"at=earlier{back}&same={same}"},
            )
    speaker = attribution.speaker.name if attribution and attribution.speaker else None
    for back, told in enumerate(reversed([c for c in context.last_claims[-4:] if c.sentence != passage.start])):
        if told.event and back < 3:
            away = min(passage.paragraph - told.paragraph, 3)
            place = "none" if not places else str(told.places[:1] == tuple(places[:1]))
            where = f"at=last{back}"
            yield told.event, {
                where, f"{where}&away={away}", f"{where}&place={place}", f"{where}&away={away}&place={place}",
                f"{where}&same={told.speaker == speaker}&away={away}", f"{where}&was={told.kind.value}",
            }  # fmt: skip
    day = context.day_meant(tuple(places))
    if day:
        yield day, {"at=place"}
    if context.first_event:
        yield context.first_event, {"at=lead"}
    for paragraph, value in context.last_times:
        yield value, {"at=told", f"at=told&away={min(passage.paragraph - paragraph, 3)}"}


def _word_before(passage: Passage, t: TimeMention) -> str:
    found = _WORD_BEFORE.search(passage.low, max(passage.start, t.start - 24), t.start)
    first = passage.low[t.start : t.end].split()[0]
    return (
        first
        if first in ("since", "until", "between", "last", "this", "overnight", "early", "late")
        else found[1]
        if found
        else "-"
    )


def _tense(words: str) -> str:
    return next((name for name, pattern in _TENSES if pattern.search(words)), "-")


def _shape(value: str) -> str:
    if _DAY.fullmatch(value):
        return "day"
    if value.startswith("../") or value.endswith("/.."):
        return "open"
    return (
        "interval"
        if "/" in value
        else "month"
        if _MONTH.fullmatch(value)
        else "year"
        if len(value) == 4
        else "other"
    )


def _day_of(value: str, published: date | None) -> str:
    """How far before publication it ended."""
    last = value.rpartition("/")[2]
    if published is None or not _DAY.fullmatch(last[:10]):
        return "-"
    away = (published - date.fromisoformat(last[:10])).days
    return (
        "later" if away < 0 else str(away) if away < 3 else "week" if away < 8 else "month" if away < 32 else "old"
    )
