"""The closed word classes of ``frames/words.toml``, and the small tests on tokens that need no parser."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from contested.model.vocabulary import Stance
from contested.reading.tokens import Token

AUXILIARIES = frozenset(
    "is are was were be been being am has have had having do does did will would shall should can"
    " could may might must isn't aren't wasn't weren't hasn't haven't hadn't doesn't don't didn't"
    " won't wouldn't can't couldn't 're 've remains remained".split()
)
ADVERBS = frozenset(
    "itself himself herself themselves"
    " also later earlier then often repeatedly separately now so far again already meanwhile further"
    " publicly recently frequently not n't however still only just even never immediately reportedly"
    " apparently previously since initially subsequently flatly quickly swiftly today yesterday"
    " tonight formally strongly all both largely almost completely fully briefly finally firmly mostly"
    " usually".split()
)
DETERMINERS = frozenset(
    "the a an this that these those its their his her our another some any no several many both all each".split()
)
PREPOSITIONS = frozenset(
    "in on at by of for from with to near into over across against between during after before around"
    " under through towards toward amid among outside inside along within without despite following"
    " via about since until as off".split()
)
SUBORDINATORS = frozenset(
    "that but while as because when where after before although though which who whom whose if unless"
    " until so and or than".split()
)
_IRREGULAR = frozenset(
    "took fell came went left held began broke made gave got put led rose sent met lost won drove"
    " fled fought shot struck hit blew kept became brought set saw found withdrew overran retook threw"
    " stood ran cut spread comes goes takes falls has remains continues faces begins seeks leads looms"
    " imperils deteriorates uses shows works agreed promised committed rejected helped".split()
)


@cache
def _lists() -> dict[str, Any]:
    raw = files("contested.reading").joinpath("frames/words.toml").read_text(encoding="utf-8")
    return {
        section: {name: frozenset(text.split()) for name, text in rows.items()}
        for section, rows in tomllib.loads(raw).items()
    }


def cue_stances() -> dict[str, Stance]:
    """Forms of verbs of saying, with what they make of their content."""
    return _cue_stances()


@cache
def _cue_stances() -> dict[str, Stance]:
    cues = _lists()["cues"]
    meaning = {
        "asserts": Stance.ASSERTS, "commits": Stance.ASSERTS, "denies": Stance.DENIES, "disputes": Stance.DISPUTES,
        "accuses": Stance.ACCUSES,
    }  # fmt: skip
    return {form: stance for name, stance in meaning.items() for form in cues[name]}


@cache
def stand_cues() -> frozenset[str]:
    """Forms by which somebody takes a stand ("agreed", "asked"); they are cues for people who mark a text."""
    return frozenset(_lists()["cues"]["stands"])


@cache
def weak_cues() -> frozenset[str]:
    """Forms that are also nouns or other verbs; a cue only between a speaker and what is said."""
    return frozenset(_lists()["cues"]["weak"])


@cache
def word_class(section: str, name: str) -> frozenset[str]:
    """One list of ``frames/words.toml``."""
    return frozenset(_lists()[section][name])


def is_finite(token: Token) -> bool:
    """It may be a finite verb: an auxiliary, a verb of saying, or a common past form; participles don't count."""
    return (
        token.low in AUXILIARIES
        or token.low in _IRREGULAR
        or (token.low in cue_stances() and token.low not in weak_cues())
    )
