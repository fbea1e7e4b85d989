"""The timeline of a district as SVG: who was believed to hold it, how surely, and when each voice speaks.

Owns the drawing. Height is the probability of the stated state, so that doubt is seen and not only coloured; what
each band means is also told in words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from itertools import groupby

from markupsafe import Markup

from contested.model.vocabulary import ControlState
from contested.publish.page_values import ShownVoice
from contested.publish.words import day_words
from contested.web.belief import BeliefDay
from contested.web.question import Question

_WIDTH, _LEFT, _RIGHT = 780, 110, 10
_TOP, _BAND, _LANE = 10, 110, 26
_LANES = ("insurgent", "contested", "government")
Scale = Callable[[date], float]
"""Where a day begins, from left to right."""


def belief_chart(
    days: Sequence[BeliefDay], voices: Sequence[ShownVoice], asked: Question, names: Mapping[ControlState, str]
) -> Markup:
    """The chart; nothing where nobody was ever heard.

    Args:
        days: The verdicts in order.
        voices: The voices of the day asked about, in the order of the page.
        asked: The question, whose day is marked.
        names: What each state is called in this picture.
    """
    if not any(day.state != "unknown" for day in days) or len(days) < 2:
        return Markup("")
    first, last = days[0].day, days[-1].day
    scale = (_WIDTH - _LEFT - _RIGHT) / ((last - first).days + 1)

    def x(day: date) -> float:
        return _LEFT + min(max((day - first).days, 0), (last - first).days + 1) * scale

    height = _TOP + _BAND + 12 + 3 * _LANE + 30
    parts = [_grid(first, last, x, height), _bands(days, x, names), _lanes(names), _dots(voices, x)]
    if first <= asked.as_of <= last:
        at = x(asked.as_of + timedelta(days=1))
        parts.append(
            Markup('<line class="asked" x1="{0:.1f}" x2="{0:.1f}" y1="4" y2="{1}"/>').format(at, height - 26)
        )
    return Markup('<svg class="timeline" viewBox="0 0 {} {}" role="group" aria-label="{}">{}</svg>').format(
        _WIDTH,
        height,
        f"Belief from {day_words(first)} to {day_words(last)}; below it, what each voice speaks of",
        Markup("").join(parts),
    )


def _bands(days: Sequence[BeliefDay], x: Scale, names: Mapping[ControlState, str]) -> Markup:
    """One bar for each run of days with the same verdict."""
    parts = []
    runs = [list(run) for _, run in groupby(days, key=lambda d: (d.state, round(d.probability, 2), d.grade))]
    starts = [run[0].day for run in runs] + [days[-1].day + timedelta(days=1)]
    for number, run in enumerate(runs):
        day = run[0]
        if day.state == "unknown":
            continue
        left, right = x(starts[number]), x(starts[number + 1])
        tall = day.probability * _BAND
        thin = " thin" if day.grade in ("weak", "contested", "discounted") and day.state != "contested" else ""
        told = (
            f"{day_words(run[0].day)} to {day_words(run[-1].day)}: {names[ControlState(day.state)]}, "
            f"{day.likelihood} ({round(day.probability * 100)} in 100); {day.grade}"
        )
        parts.append(
            Markup(
                '<rect class="s-{}{}" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}">'
                "<title>{}</title></rect>"
            ).format(day.state, thin, left, _TOP + _BAND - tall, max(right - left, 0.2) + 0.3, tall, told)
        )
    return Markup('<g class="belief">{}</g>').format(Markup("").join(parts))


def _lanes(names: Mapping[ControlState, str]) -> Markup:
    parts = [
        Markup('<text x="8" y="{}">certain</text><text x="8" y="{}">even</text>').format(
            _TOP + 8, _TOP + _BAND / 2 + 4
        )
    ]
    for number, state in enumerate(_LANES):
        y = _TOP + _BAND + 12 + number * _LANE + _LANE / 2
        label = names[ControlState(state)]
        parts.append(
            Markup('<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/><text x="8" y="{t}">{}</text>').format(
                _LEFT, _WIDTH - _RIGHT, label if len(label) < 18 else f"{label[:16]}…", y=y, t=y + 4
            )
        )
    return Markup("").join(parts)


def _dots(voices: Sequence[ShownVoice], x: Scale) -> Markup:
    """A dot for each voice on the lane of what it says, leading to its words."""
    parts = []
    met: dict[tuple[str, int], int] = {}
    for voice in voices:
        lane = voice.side if voice.side in _LANES else "insurgent"
        day = date.fromisoformat(voice.last_day)
        at = x(day + timedelta(days=1))
        crowd = met[lane, round(at / 9)] = met.get((lane, round(at / 9)), -1) + 1
        row = _LANES.index(lane)
        y = _TOP + _BAND + 12 + row * _LANE + _LANE / 2 + (crowd % 3 - 1) * (6 if crowd else 0)
        parts.append(
            Markup(
                '<a href="#v-{}" aria-label="{}"><circle class="says s-{}" cx="{:.1f}" cy="{:.1f}" r="{}">'
                "<title>{}</title></circle></a>"
            ).format(
                voice.claim_id,
                f"{voice.speaker}: {voice.says}",
                lane,
                at + (crowd // 3) * 7,
                y,
                7 if voice.decisive else 5.5,
                f"{voice.speaker}: {voice.says} ({voice.event})",
            )
        )
    return Markup("").join(parts)


def _grid(first: date, last: date, x: Scale, height: int) -> Markup:
    """Lines at the first day of each month, or of each year where there are many."""
    parts = [
        Markup('<line class="grid" x1="{}" x2="{}" y1="{y}" y2="{y}"/>').format(
            _LEFT, _WIDTH - _RIGHT, y=_TOP + _BAND * (1 - share)
        )
        for share in (0, 0.5, 1)
    ]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    every = max(1, -(-months // 9))
    for number in range(0, months + 1, every):
        year, month = divmod(first.year * 12 + first.month - 1 + number, 12)
        if not 1 <= year <= 9999:
            continue
        day = date(year, month + 1, 1)
        if not first <= day <= last:
            continue
        at = x(day)
        label = f"{day:%b} {day.year}" if number == 0 or month == 0 or every > 1 else f"{day:%B}"
        parts.append(
            Markup(
                '<line class="grid" x1="{0:.1f}" x2="{0:.1f}" y1="4" y2="{1}"/>'
                '<text x="{0:.1f}" y="{2}">{3}</text>'
            ).format(at, height - 26, height - 8, label)
        )
    return Markup("").join(parts)
