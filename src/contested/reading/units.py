"""The unit of an amount: what stands beside the number, or the noun that is counted.

Measures and currencies go by the names of ``measures``; a counted noun is given with its adjectives, in lower
case, its last word in the singular ("more than 300 Afghan soldiers": "afghan soldier"). Without a parser the end
of a noun phrase is found by closed word classes and by plural endings; where that finds no noun there is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from contested.reading.measures import CURRENCIES, MEASURES, of_sign
from contested.reading.number_words import is_number_word
from contested.reading.numbers import SIGNS, Amount
from contested.reading.tokens import Token, spells
from contested.reading.words import ADVERBS, AUXILIARIES, PREPOSITIONS, SUBORDINATORS, cue_stances

_PLURALS = {
    "people": "people", "men": "man", "women": "woman", "children": "child", "policemen": "policeman",
    "servicemen": "serviceman", "gunmen": "gunman", "police": "police", "troops": "troop",
    "lives": "life", "wives": "wife", "feet": "foot", "teeth": "tooth", "aircraft": "aircraft", "cattle": "cattle",
    "sheep": "sheep", "businessmen": "businessman", "spokesmen": "spokesman", "clergymen": "clergyman",
    "fishermen": "fisherman", "youth": "youth", "militia": "militia", "media": "media", "data": "data",
    "staff": "staff", "crew": "crew", "horsepower": "horsepower", "personnel": "personnel",
    "series": "series", "species": "species", "yen": "yen", "bodies": "body", "buses": "bus", "gas": "gas",
}  # fmt: skip
_FATES = frozenset("dead killed wounded injured missing displaced homeless hurt detained captured".split())
_PRONOUNS = frozenset(
    "he she it they we i you who which what him them us me his her its their our my your this that these those"
    " there here".split()
)
_STOPS = (
    ADVERBS | AUXILIARIES | PREPOSITIONS | SUBORDINATORS | _PRONOUNS
    | frozenset("a an the not no nor each every all both either such per less least ago old".split())
)  # fmt: skip
_NOT_IN_UNIT = frozenset("more most other additional further different own same".split())
_STEPS_OVER = frozenset("of the its their his her our these those other".split())
_NO_PLURAL = ("ss", "us", "is", "'s", "ous")
_LETTERS = {
    "m": "metre", "t": "metric ton", "g": "gram", "l": "litre", "p": "penny", "c": "celsius", "in": "inch",
    "s": "second", "h": "hour",
}  # fmt: skip
_LONGEST_PHRASE = 5
_PER = frozenset("a an per each every /".split())
_SHARES = {"share": "share", "year": "year", "day": "day", "hour": "hour", "month": "month", "week": "week",
           "barrel": "barrel", "ton": "ton", "tonne": "metric ton", "dozen": "dozen", "pound": "pound-mass",
           "gallon": "gallon", "person": "person", "head": "head", "second": "second", "minute": "minute",
           "annum": "year", "capita": "capita"}  # fmt: skip


def unit_of(tokens: Sequence[Token], amount: Amount) -> str | None:
    """The unit of an amount of these tokens, or None where nothing is counted.

    >>> from contested.reading.numbers import find_amounts
    >>> from contested.reading.tokens import tokenize
    >>> words = tokenize("At least 30 Afghan soldiers fled 12 km; a 44-year-old was paid $5 a day.")
    >>> [unit_of(words, a) for a in find_amounts(words)]
    ['afghan soldier', 'kilometre', 'year of age', 'dollar per day']
    """
    at = amount.last
    if amount.unit:
        unit = _stated(tokens, amount)
    else:
        if at < len(tokens) and tokens[at].text in "-‐‑":
            spaced = tokens[at].start > tokens[at - 1].end  # "30 - year bonds" of texts that were taken apart
            at += not spaced or (at + 1 < len(tokens) and tokens[at + 1].low in MEASURES)
        elif at + 2 < len(tokens) and tokens[at].text + tokens[at + 2].text in ("[]", "<>"):
            at += tokens[at + 1].low in MEASURES  # "20 [kg]"
        if _is_age(tokens, amount, at):
            return _age(tokens, at)
        if at < len(tokens) and tokens[at].text in SIGNS:
            unit, at = of_sign(tokens[at].text, ""), at + 1
        else:
            found = _measure(tokens, at)
            if found is None:
                return _noun(tokens, at, amount)
            unit, at = found
            if unit == "pound-mass" and tokens[amount.last - 1].low in ("million", "billion"):
                unit = "pound sterling"
    rate = _rate(tokens, at)
    return f"{unit} per {rate}" if rate else unit


def _stated(tokens: Sequence[Token], amount: Amount) -> str:
    """The sign or code that stands with the number, made exact by the word beside it ("C $", "% points")."""
    sign = amount.unit or ""
    if sign == "%":
        follows = tokens[amount.last].low if amount.last < len(tokens) else ""
        return "percentage point" if follows in ("point", "points") else "percentage"
    first = next((i for i in range(amount.first, amount.last) if tokens[i].low == sign), amount.first)
    if not first or (tokens[first - 1].low == "a" and tokens[first - 1].end < tokens[first].start):
        return of_sign(sign, "")  # "a $ 48 million contract" is not Australian
    return of_sign(sign, tokens[first - 1].low)


# ---------------------------------------------------------------- ages


def _is_age(tokens: Sequence[Token], amount: Amount, at: int) -> bool:
    if amount.first and tokens[amount.first - 1].low in ("aged", "age") and _unit_of_time(tokens, at) is None:
        return not (at < len(tokens) and tokens[at].low in MEASURES)
    if _unit_of_time(tokens, at) is None:
        return tokens[at].low.endswith("-old") if at < len(tokens) else False
    after = at + 1
    return tokens[at].low.endswith("-old") or any(
        spells(tokens, after, words) for words in ("old", "- old", "of age", "- olds", "younger", "older")
    )


def _age(tokens: Sequence[Token], at: int) -> str:
    return f"{_unit_of_time(tokens, at) or 'year'} of age"


def _unit_of_time(tokens: Sequence[Token], at: int) -> str | None:
    if at >= len(tokens):
        return None
    word = tokens[at].low.partition("-")[0]
    unit = MEASURES.get(word)
    return unit if unit in ("day", "week", "month", "year") else None


# ---------------------------------------------------------------- measures


def _measure(tokens: Sequence[Token], at: int) -> tuple[str, int] | None:
    """The measure or currency at ``at``, longest form first, and the index after it."""
    for length in (3, 2, 1):
        if at + length > len(tokens):
            continue
        words = " ".join(t.low for t in tokens[at : at + length])
        unit = CURRENCIES.get(words) or MEASURES.get(words)
        if unit is None and length == 1:
            unit = _glued_measure(tokens, at) or MEASURES.get(words.partition("-")[0] if "-" in words else "")
        if unit:
            return unit, at + length
    return None


def _glued_measure(tokens: Sequence[Token], at: int) -> str | None:
    """Letters that are words elsewhere, read right after the digits only ("5m", but "5 in Kabul")."""
    glued = tokens[at].start == tokens[at - 1].end
    return _LETTERS.get(tokens[at].low) if glued or tokens[at].low in ("m", "g", "l") else None


def _rate(tokens: Sequence[Token], at: int) -> str | None:
    """Read "a share", "per year": what the measure is taken by."""
    if spells(tokens, at, "- a -"):
        at += 1
    if at + 1 < len(tokens) and tokens[at].low in _PER:
        at += 2 if tokens[at + 1].text == "-" else 1
        compared = at + 1 < len(tokens) and tokens[at + 1].low in ("earlier", "ago", "later", "before", "after")
        return None if compared or at >= len(tokens) else _SHARES.get(tokens[at].low)
    return None


# ---------------------------------------------------------------- nouns


def _noun(tokens: Sequence[Token], at: int, amount: Amount) -> str | None:
    if at < len(tokens) and tokens[at].low in _FATES and not _begins_phrase(tokens, at + 1):
        return tokens[at].low
    start = at
    steps = 0
    while start < len(tokens) and steps < 4:
        if steps and spells(tokens, start + 1, "'s"):
            start, steps = start + 2, steps + 1  # "one of Kabul's districts", "of the valley's 160 villages"
            continue
        low = tokens[start].low
        whole = steps > 1 and (tokens[start].text[0].isdecimal() or is_number_word(tokens, start))
        if not whole and (low not in _STEPS_OVER or (low == "of" and start != at)):
            break
        start, steps = start + 1, steps + 1
    if steps == 1 and tokens[at].low == "of" and not _is_vague(tokens, amount):
        share = amount.value is not None and 0 < amount.value < 1
        if not share or start >= len(tokens) or tokens[start].is_capital:
            return None  # "a third of Kabul": a name is no unit; but "two-thirds of voters"
    words: list[str] = []
    for i in range(start, min(start + _LONGEST_PHRASE, len(tokens))):
        token = tokens[i]
        if not token.is_word or token.text[0].isdecimal() or token.low in _STOPS:
            break
        if token.low in cue_stances() and (i > start or not _is_plural(token.low)):
            break  # a verb of saying; but "1,100 calls"
        if token.low not in _NOT_IN_UNIT:
            words.append(token.low)
        if _is_plural(token.low) and not (i + 1 < len(tokens) and _is_plural(tokens[i + 1].low)):
            return " ".join([*words[:-1], _singular(token.low)])
    return _singular_phrase(words) if amount.value == 1 or at > amount.last else None


def _is_vague(tokens: Sequence[Token], amount: Amount) -> bool:
    """Only in "dozens of homes" is what follows "of" the thing counted."""
    return amount.low is None and amount.high is None and amount.last > amount.first and bool(tokens)


def _begins_phrase(tokens: Sequence[Token], i: int) -> bool:
    return (
        i < len(tokens) and tokens[i].is_word and tokens[i].low not in _STOPS and not tokens[i].low.endswith("ed")
    )


def _singular_phrase(words: list[str]) -> str | None:
    """The words up to the first that looks like a verb: "one policeman killed"."""
    kept: list[str] = []
    for word in words:
        if kept and word.endswith(("ed", "ing")):
            break
        kept.append(word)
    return " ".join(kept) or None


def _is_plural(word: str) -> bool:
    if word in _PLURALS:
        return True
    return len(word) > 3 and word.endswith("s") and not word.endswith(_NO_PLURAL)


def _singular(noun: str) -> str:
    if noun in _PLURALS:
        return _PLURALS[noun]
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes", "zes")):
        return noun[:-2]
    return noun[:-1]
