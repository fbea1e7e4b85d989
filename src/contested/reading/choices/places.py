"""The places a claim may be about, each with what speaks for it.

Owns the options: the places of the claim's own words, of its sentence, of what the report said before, and no
place.
Must never choose among them. Invariant: no place twice; "no place" is always the first option.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from contested.model.claim import Claim, ClaimPlace
from contested.model.vocabulary import PlaceLevel
from contested.reading.choices.first_guess import MOVES, counts_over, guess_places, of_claim, without_setting
from contested.reading.choices.model import Option
from contested.reading.context import ReportContext, pointing_word
from contested.reading.passages import Passage, Span
from contested.reading.place_names import PlaceName, most_specific_first, places_in
from contested.reading.proposition import Proposition
from contested.reading.saying import Attribution
from contested.theatre.theatre import Theatre

Places = tuple[ClaimPlace, ...]

_OLDER = 10  # places named before that are looked at, latest first
_WHOLE = re.compile(
    r"\b(?:total|since|so far|overall|nationwide|country|war|conflict|nation|worldwide|year|month|both sides"
    r"|all sides)\b"
)
_WORD_BEFORE = re.compile(r"([a-z]+|[,(:])(?: the| a| an)?(?: \w+ern)? ?$")


class _Group(msgspec.Struct):
    places: Places
    features: set[str]


def place_options(
    passage: Passage,
    proposition: Proposition,
    attribution: Attribution | None,
    earlier: Sequence[Claim],
    context: ReportContext,
    theatre: Theatre,
) -> list[Option[Places]]:
    """What the claim may be about, each place once with all that speaks for it.

    Args:
        passage: The sentence.
        proposition: What is claimed.
        attribution: Whose words it is; None for the outlet.
        earlier: Claims already made from the same sentence, in order.
        context: What the report has said so far.
        theatre: Where names are looked up.
    """
    names = places_in(passage, (passage.start, passage.end), theatre)
    if counts_over(proposition):
        names = of_claim(passage, proposition, names)
    groups: dict[str, _Group] = {}
    for places, features in (
        *_of_sentence(passage, proposition, attribution, names),
        *_of_earlier(earlier),
        *_of_context(passage, proposition, attribution, context),
    ):
        key = places[0].name.casefold()
        group = groups.setdefault(key, _Group(places, set()))
        group.features |= features
    common = _claim_features(passage, proposition, attribution, context)
    nowhere = {f"none&{c}" for c in common} | {"none", f"none&own={_some(names, proposition.clause)}"}
    nowhere |= {f"none&sent={_some(names, (passage.start, passage.end))}", f"none&earlier={bool(earlier)}"}
    if earlier:
        nowhere.add(f"none&earlier-placed={bool(earlier[-1].places)}&k={proposition.kind.value}")
    guess = guess_places(passage, proposition, attribution, earlier, context, names)
    if guess:
        groups.setdefault(guess[0].name.casefold(), _Group(guess, set()))
    else:
        nowhere |= {"guess", f"guess&k={proposition.kind.value}", "guess&none"}
    options: list[Option[Places]] = [Option((), frozenset(nowhere))]
    kind = f"k={proposition.kind.value}"
    for group in groups.values():
        level = group.places[0].level
        own = {f"level={level.value if level else '-'}", f"grounded={group.places[0].id is not None}"}
        if group.places[0].id == theatre.country_id or (level is PlaceLevel.COUNTRY and len(groups) == 1):
            own.add("country-alone")
        features = group.features | own
        heads = {f for f in features if f.startswith(("at=", "back=", "claim=", "office"))}
        features |= {f"{h}&{x}" for h in heads for x in (kind, *own, *common)}
        if guess and guess[0].name.casefold() == group.places[0].name.casefold():
            features |= {"guess", f"guess&{kind}", *(f"guess&{h}" for h in heads if "&" not in h)}
        options.append(Option(group.places, frozenset(features)))
    return options


def _some(names: Sequence[PlaceName], span: Span) -> str:
    count = sum(span[0] <= n.start and n.end <= span[1] for n in names)
    return str(count) if count < 2 else "more"


def _claim_features(
    passage: Passage, proposition: Proposition, attribution: Attribution | None, context: ReportContext
) -> list[str]:
    """What the claim itself says of where it may be."""
    words = passage.low[slice(*proposition.clause)]
    pointed = pointing_word(passage.low, proposition.clause)
    found = [f"k={proposition.kind.value}", f"points={pointed or '-'}", f"said={attribution is not None}"]
    found.append(f"new-paragraph={context.is_new_paragraph(passage.paragraph)}")
    found.append(f"frame={proposition.frame}")
    if _WHOLE.search(words):
        found.append("whole")
    if proposition.quantity:
        found.append(f"unit={proposition.quantity.unit}")
    return found


def _of_sentence(
    passage: Passage, proposition: Proposition, attribution: Attribution | None, names: Sequence[PlaceName]
) -> Iterator[tuple[Places, set[str]]]:
    by_stretch: dict[str, list[PlaceName]] = {}
    for name in names:
        by_stretch.setdefault(_stretch(name, proposition, attribution), []).append(name)
    for stretch, found in by_stretch.items():
        ordered = most_specific_first(found)
        for n, name in enumerate(found):
            rank = next((i for i, p in enumerate(ordered) if p.name.casefold() == name.place.name.casefold()), 9)
            others = tuple(p for p in ordered if p.name.casefold() != name.place.name.casefold())
            before = _preposition(passage, name)
            countries = name.place.level is PlaceLevel.COUNTRY
            others = without_setting(others, proposition) if not countries else others
            if not countries and all(p.level is PlaceLevel.COUNTRY for p in others):
                others = others if proposition.kind in MOVES else ()
            yield (name.place, *others), {
                f"at={stretch}", f"at={stretch}&prep={before}", f"at={stretch}&nth={min(n, 3)}",
                f"at={stretch}&rank={min(rank, 3)}", f"at={stretch}&of={min(len(found), 4)}&rank={min(rank, 2)}",
                f"prep={before}", f"prep={before}&k={proposition.kind.value}",
                f"at={stretch}&after={_after(passage, name)}",
            }  # fmt: skip


def _stretch(name: PlaceName, proposition: Proposition, attribution: Attribution | None) -> str:
    """Which part of the sentence a name stands in, seen from the claim."""
    span, clause = proposition.span, proposition.clause
    if span[0] <= name.start and name.end <= span[1]:
        return "span"
    if clause[0] <= name.start and name.end <= clause[1]:
        return "clause"
    if attribution and attribution.source and attribution.source[0] <= name.start < attribution.source[1]:
        return "source"
    if attribution and any(a <= name.start < b for a, b in attribution.content):
        return "said-before" if name.start < clause[0] else "said-after"
    return "before" if name.start < clause[0] else "after"


def _preposition(passage: Passage, name: PlaceName) -> str:
    found = _WORD_BEFORE.search(passage.low, max(passage.start, name.start - 30), name.start)
    return found[1] if found else "-"


def _after(passage: Passage, name: PlaceName) -> str:
    found = re.compile(r"['’]s\b|[^\w ]| (?:province|district|city|[a-z]+)").match(passage.low, name.end)
    return found[0].strip() if found else "-"


def _of_earlier(earlier: Sequence[Claim]) -> Iterator[tuple[Places, set[str]]]:
    """Where the claims before it in the sentence were."""
    for back, claim in enumerate(reversed(earlier[-3:])):
        if claim.places:
            yield (
                claim.places,
                {f"claim=earlier{min(back, 1)}", f"claim=earlier{min(back, 1)}&was={claim.kind.value}"},
            )


def _of_context(
    passage: Passage, proposition: Proposition, attribution: Attribution | None, context: ReportContext
) -> Iterator[tuple[Places, set[str]]]:
    speaker = attribution.speaker.name if attribution and attribution.speaker else None
    if speaker and context.office_of(speaker):
        yield context.office_of(speaker), {"office"}
    last = context.last_claims
    for back, told in enumerate(reversed(last[-4:])):
        if told.places and told.sentence != passage.start:
            same = told.speaker == speaker
            away = min(passage.paragraph - told.paragraph, 3)
            where = f"claim=last{min(back, 2)}"
            yield (
                told.places[:1],
                {
                    where,
                    f"{where}&away={away}",
                    f"{where}&away={away}&same={same}",
                    f"{where}&was={told.kind.value}",
                },
            )
    pointed = pointing_word(passage.low, proposition.clause)
    fitting = 0
    for back, mention in enumerate(context.latest_mentions(_OLDER)):
        fits = mention.fits(pointed)
        away = min(passage.paragraph - mention.paragraph, 3)
        features = {
            f"back=m&n={min(back, 4)}", f"back=m&away={away}", f"back=m&claimed={mention.claims > 0}",
            f"back=m&often={min(mention.times, 4)}", f"back=m&lead={mention.lead}",
            f"back=m&n={min(back, 4)}&away={away}", f"back=m&lead={mention.lead}&often={min(mention.times, 4)}",
        }  # fmt: skip
        if pointed:
            features |= {
                f"back=fits{fits}",
                f"back=fits{fits}&w={pointed}",
                f"back=fits{fits}&n={min(fitting, 2)}",
            }
            fitting += fits
        yield (mention.place,), features
