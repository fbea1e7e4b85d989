"""Who acts, who is acted on, who gains a place and who loses it: the words of one sentence in each role."""

from __future__ import annotations

import pytest

from contested.model.vocabulary import Kind, Outcome, Stance
from contested.reading.proposition import Proposition
from contested.reading.propositions import find_propositions, said_anyway
from contested.theatre.theatre import Theatre


def only(sentence, theatre: Theatre) -> Proposition:
    (found,), _ = find_propositions(sentence, (sentence.start, sentence.end), theatre, attributed=True)
    return found


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Taliban fighters captured Panjwai district.", "Taliban fighters", None),
        ("Taliban fighters captured Panjwai from the army.", "Taliban fighters", "the army"),
        ("Panjwai district was captured by the Taliban.", "the Taliban", None),
        ("Panjwai district fell to the Taliban.", "the Taliban", None),
        ("The army lost Panjwai district.", None, "The army"),
        ("Panjwai district was cleared of the Taliban.", None, "the Taliban"),
        ("Panjwai district is in Taliban hands.", "Taliban", None),
        ("Panjwai district is under government control.", "government", None),
        ("The army repelled a Taliban attack.", "Taliban", "The army"),
        ("Clashes broke out between the Taliban and the army.", None, None),
        ("There were clashes between the Taliban and the army.", "the Taliban", "the army"),
        ("Three soldiers surrendered to the Taliban.", "Three soldiers", None),
        ("Taliban fighters attacked a police convoy.", "Taliban fighters", "a police convoy"),
        ("Taliban fighters attacked the town.", "Taliban fighters", None),
        ("More than 300 soldiers fled to Tajikistan.", "More than 300 soldiers", None),
        ("The Taliban fled to Tajikistan.", "The Taliban", None),
        ("The fall of Panjwai to the Taliban was sudden.", "the Taliban", None),
    ],
)
def test_actor_and_target(passage, marked, afghanistan: Theatre, text: str, actor, target) -> None:
    sentence = passage(text)
    found = only(sentence, afghanistan)
    assert (marked(sentence, found.actor), marked(sentence, found.target)) == (actor, target)


@pytest.mark.parametrize(
    ("text", "gainer", "loser"),
    [
        ("Taliban fighters captured Panjwai from the army.", "Taliban fighters", "the army"),
        ("Panjwai district fell to the Taliban.", "the Taliban", None),
        ("The army lost Panjwai district.", None, "The army"),
        ("Panjwai district is in Taliban hands.", "Taliban", None),
        ("Taliban fighters were trying to capture Panjwai district.", None, None),
        ("Taliban fighters have not captured Panjwai district.", None, None),
        ("Taliban fighters attacked a police convoy.", None, None),
    ],
)
def test_gainer_and_loser(passage, marked, afghanistan: Theatre, text: str, gainer, loser) -> None:
    sentence = passage(text)
    found = only(sentence, afghanistan)
    assert (marked(sentence, found.gainer), marked(sentence, found.loser)) == (gainer, loser)


@pytest.mark.parametrize(
    ("text", "kind", "stance", "outcome"),
    [
        ("Taliban fighters captured Panjwai district.", Kind.CONTROL_CHANGE, None, Outcome.TAKES),
        ("Taliban fighters captured 12 districts.", Kind.CONTROL_TALLY, None, Outcome.TAKES),
        ("Taliban fighters have not captured Panjwai.", Kind.CONTROL_CHANGE, Stance.DENIES, Outcome.HOLDS),
        ("Reports of the fall of Panjwai were false.", Kind.TERRITORY_DENIAL_OR_DISPUTE, Stance.DISPUTES, None),
        ("The fall of Panjwai is a lie.", Kind.CONTROL_CHANGE, Stance.DENIES, Outcome.HOLDS),
        ("Taliban fighters will capture Panjwai.", Kind.COMMITMENT, None, None),
        ("Taliban fighters tried to capture Panjwai.", Kind.CLASH_OR_ATTACK, None, None),
        ("Taliban fighters did not attack the convoy.", Kind.CLASH_OR_ATTACK, Stance.DENIES, None),
    ],
)
def test_the_verb_group_makes_kind_stance_and_outcome(
    passage, afghanistan: Theatre, text: str, kind: Kind, stance: Stance | None, outcome: Outcome | None
) -> None:
    found = only(passage(text), afghanistan)
    assert (found.kind, found.stance, found.outcome) == (kind, stance, outcome)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Meanwhile, the Taliban captured Panjwai district.", "the Taliban captured Panjwai district"),
        ("On Sunday, Taliban fighters captured Panjwai.", "Taliban fighters captured Panjwai"),
        ("The fall of Panjwai came on Sunday.", "The fall of Panjwai"),
        ("The Taliban captured Panjwai on Sunday.", "The Taliban captured Panjwai on Sunday"),
    ],
)
def test_the_shortest_stretch_that_carries_it(
    passage, marked, afghanistan: Theatre, text: str, words: str
) -> None:
    sentence = passage(text)
    assert marked(sentence, only(sentence, afghanistan).span) == words


@pytest.mark.parametrize(
    ("text", "actor", "victims"),
    [
        ("The blast killed 12 policemen.", "The blast", "policemen"),
        ("Taliban fighters killed 12 policemen.", "Taliban fighters", "policemen"),
        ("Twelve policemen were killed by the Taliban.", "the Taliban", "policemen"),
        ("Twelve policemen were killed.", None, "policemen"),
        ("Some of the policemen died.", None, "Some of the policemen"),
    ],
)
def test_who_killed_and_who_was_killed(passage, marked, afghanistan: Theatre, text: str, actor, victims) -> None:
    sentence = passage(text)
    found = only(sentence, afghanistan)
    assert found.kind is Kind.CASUALTIES
    assert (marked(sentence, found.actor), marked(sentence, found.target)) == (actor, victims)


def test_an_accusation_no_row_knows_is_still_one(passage, marked) -> None:
    sentence = passage("The army of selling them out.")
    span = (sentence.start, sentence.end - 1)
    (found,) = said_anyway(sentence, span, Stance.ACCUSES)
    assert (found.kind, marked(sentence, found.actor)) == (Kind.ACCUSATION, "The army of selling them out")
    assert said_anyway(sentence, span, Stance.ASSERTS) == []
