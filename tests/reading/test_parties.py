"""Who holds a place by what is said of it, and whom it hurts."""

from __future__ import annotations

import pytest

from contested.model.claim import Speaker
from contested.model.vocabulary import Kind, Outcome, Side
from contested.reading.parties import holder_of, is_against_interest, opponent, party_of_span, party_on
from contested.reading.proposition import Proposition
from contested.theatre.theatre import Theatre

REPUBLIC, TALIBAN = "islamic-republic", "taliban"


def test_the_two_sides_are_each_others_opponents(afghanistan: Theatre) -> None:
    assert party_on(afghanistan, Side.INSURGENT) == opponent(afghanistan, REPUBLIC) == TALIBAN
    assert party_on(afghanistan, Side.GOVERNMENT) == opponent(afghanistan, TALIBAN) == REPUBLIC


@pytest.mark.parametrize("party", [None, "press", "nobody-known"])
def test_an_outsider_has_no_opponent(afghanistan: Theatre, party: str | None) -> None:
    assert opponent(afghanistan, party) is None


def test_words_that_are_missing_name_no_party(passage, afghanistan: Theatre) -> None:
    assert party_of_span(passage("They went home."), None, afghanistan) is None


@pytest.mark.parametrize(
    ("gainer", "loser", "outcome", "frame", "expected"),
    [
        ("Taliban", None, Outcome.TAKES, "control.take", (TALIBAN, Outcome.TAKES)),
        ("Taliban", "army", Outcome.TAKES, "control.take", (TALIBAN, Outcome.TAKES)),
        (None, "army", Outcome.LOSES, "control.lose", (TALIBAN, Outcome.TAKES)),
        (None, "Taliban", Outcome.RETAKES, "control.cleared", (REPUBLIC, Outcome.RETAKES)),
        (None, None, Outcome.TAKES, "control.fall", (TALIBAN, Outcome.TAKES)),
        (None, None, Outcome.RETAKES, "control.retake", (REPUBLIC, Outcome.RETAKES)),
        (None, None, Outcome.HOLDS, "status.siege-lifted", (REPUBLIC, Outcome.HOLDS)),
        (None, None, Outcome.HOLDS, "status.control", (None, Outcome.HOLDS)),
        ("Taliban", None, Outcome.CONTESTS, "control.enter", (None, Outcome.CONTESTS)),
        ("Reuters", None, Outcome.TAKES, "control.take", (None, Outcome.TAKES)),
    ],
)
def test_who_holds_it_after_it(passage, afghanistan: Theatre, gainer, loser, outcome, frame, expected) -> None:
    sentence = passage("The Taliban fought the army there, Reuters said.")

    def span(words: str | None) -> tuple[int, int] | None:
        start = sentence.text.index(words) if words else 0
        return (start, start + len(words)) if words else None

    proposition = Proposition(
        span=(0, 5),
        clause=(0, 5),
        kind=Kind.CONTROL_CHANGE,
        frame=frame,
        outcome=outcome,
        gainer=span(gainer),
        loser=span(loser),
    )
    assert holder_of(proposition, sentence, afghanistan) == expected


@pytest.mark.parametrize(
    ("kind", "unreal"), [(Kind.CONTROL_CHANGE, True), (Kind.CASUALTIES, False), (Kind.OTHER, False)]
)
def test_what_is_planned_or_about_something_else_has_no_holder(passage, afghanistan, kind, unreal) -> None:
    proposition = Proposition(
        span=(0, 5), clause=(0, 5), kind=kind, frame="f", outcome=Outcome.TAKES, unreal=unreal
    )
    assert holder_of(proposition, passage("They went home."), afghanistan) == (None, None)


GOVERNOR = Speaker("Hasti Mohammad", "governor", REPUBLIC, Side.GOVERNMENT)


@pytest.mark.parametrize(
    ("kind", "holder", "actor", "target", "expected"),
    [
        (Kind.CONTROL_CHANGE, TALIBAN, None, None, True),
        (Kind.CONTROL_CHANGE, REPUBLIC, None, None, False),
        (Kind.CONTROL_CHANGE, None, None, None, False),
        (Kind.RETREAT_OR_FLIGHT, None, REPUBLIC, None, True),
        (Kind.RETREAT_OR_FLIGHT, None, TALIBAN, None, False),
        (Kind.CASUALTIES, None, TALIBAN, REPUBLIC, True),
        (Kind.CASUALTIES, None, REPUBLIC, TALIBAN, False),
        (Kind.SURRENDER_OR_DETENTION, None, None, REPUBLIC, True),
        (Kind.ACCUSATION, None, REPUBLIC, None, True),
        (Kind.CLASH_OR_ATTACK, None, REPUBLIC, REPUBLIC, False),
    ],
)
def test_what_hurts_the_speakers_own_side(afghanistan, kind, holder, actor, target, expected: bool) -> None:
    assert is_against_interest(kind, GOVERNOR, holder, actor, target, afghanistan) is expected


@pytest.mark.parametrize("speaker", [None, Speaker("residents", None, None, Side.CIVILIAN)])
def test_nobody_outside_the_war_speaks_against_their_interest(afghanistan, speaker) -> None:
    assert not is_against_interest(Kind.CONTROL_CHANGE, speaker, TALIBAN, None, None, afghanistan)
