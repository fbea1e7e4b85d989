"""Words with a trigger that are no claim, and the reason that is given for each."""

from __future__ import annotations

import pytest

from contested.model.vocabulary import Kind, Stance
from contested.reading.clauses import Clause
from contested.reading.proposition import Proposition
from contested.reading.propositions import find_propositions, said_anyway
from contested.theatre.theatre import Theatre


def reasons(sentence, theatre: Theatre, *, attributed: bool) -> list[str]:
    _, unread = find_propositions(sentence, (sentence.start, sentence.end), theatre, attributed=attributed)
    return [u.reason.partition(": ")[2] for u in unread]


OWN_VOICE_ONLY = [
    ("The officers must decide soon.", "setting in the outlet's own voice"),
    ("The army will retaliate very soon.", "the outlet's own forecast"),
    ("The Taliban took more ground.", "vague progress without a place"),
]
ALWAYS = [
    ("It is not clear how the town fell.", "said not to be known"),
    ("Fighters took a long rest.", "nothing it can act on (territory)"),
    ("On Sunday prices fell to new lows.", "its subject is no territory"),
    ("Nobody spoke of the attack.", "spoken of as known, not claimed to have happened"),
]


@pytest.mark.parametrize(("text", "reason"), OWN_VOICE_ONLY + ALWAYS)
def test_what_the_outlet_says_in_passing_is_no_claim(
    passage, afghanistan: Theatre, text: str, reason: str
) -> None:
    assert reasons(passage(text), afghanistan, attributed=False) == [reason]


@pytest.mark.parametrize("text", [text for text, _ in OWN_VOICE_ONLY])
def test_the_same_words_of_a_cited_source_are_a_claim(passage, afghanistan: Theatre, text: str) -> None:
    sentence = passage(text)
    found, unread = find_propositions(sentence, (sentence.start, sentence.end), afghanistan, attributed=True)
    assert len(found) == 1
    assert unread == []


@pytest.mark.parametrize(("text", "reason"), ALWAYS)
def test_some_words_are_no_claim_whoever_says_them(passage, afghanistan: Theatre, text: str, reason: str) -> None:
    assert reasons(passage(text), afghanistan, attributed=True) == [reason]


def test_a_pronoun_in_a_subordinate_clause_is_no_claim_even_of_a_cited_source(
    passage, afghanistan: Theatre
) -> None:
    sentence = passage("The town was quiet while they clashed in fear.")
    assert reasons(sentence, afghanistan, attributed=True) == ["a subordinate clause about a pronoun"]


def test_a_stretch_without_triggers_gives_neither_claims_nor_reasons(passage, afghanistan: Theatre) -> None:
    sentence = passage("The weather was fine on Sunday.")
    assert find_propositions(sentence, (sentence.start, sentence.end), afghanistan, attributed=True) == ([], [])


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Forty prisoners escaped from a jail in Kandahar.", "detention.escape"),
        ("Forty prisoners broke out of the prison.", "detention.escape"),
        ("Residents escaped the shelling.", "displacement"),
        ("The police recaptured 19 of the prisoners.", "detention.recapture"),
        ("The army recaptured Panjwai district.", "control.retake"),
        ("Commandos are still inside the compound.", "status.present"),
        ("Doctors are still inside the compound.", None),
        ("The villages belong to the Taliban.", "status.belongs"),
        ("The lorries belong to the Taliban.", None),
        ("The NATO mission ends in September.", "withdrawal.end"),
        ("The last of the troops left at noon.", "withdrawal.end"),
        ("The last of the guests stayed.", None),
        ("Three nurses are still missing.", "other.missing"),
        ("The letter was short of a page.", None),
        ("None of the groups has admitted the blast.", "responsibility.none"),
        ("The group denied any role in the blast.", "responsibility.claim"),
        ("The mine was planted by the Taliban.", "responsibility.claim"),
        ("The rice was planted in May.", None),
        ("The group claimed the attack.", "responsibility.claim"),
    ],
)
def test_the_row_that_reads_a_sentence(passage, afghanistan: Theatre, text: str, row: str | None) -> None:
    sentence = passage(text)
    found, _ = find_propositions(sentence, (sentence.start, sentence.end), afghanistan, attributed=True)
    assert [p.frame for p in found] == ([row] if row else [])


def test_only_the_stretch_asked_for_is_read(passage, afghanistan: Theatre) -> None:
    sentence = passage("The Taliban captured Panjwai; the army retook Nahrin.")
    end = sentence.text.index(";")
    found, _ = find_propositions(sentence, (sentence.start, end), afghanistan, attributed=True)
    assert [p.frame for p in found] == ["control.take"]


@pytest.mark.parametrize(
    ("text", "kind", "stance", "actor"),
    [
        ("the Taliban", Kind.RESPONSIBILITY, None, "the Taliban"),
        ("Taliban fighters", Kind.RESPONSIBILITY, None, "Taliban fighters"),
        ("the Taliban for the shelling", Kind.ACCUSATION, Stance.ACCUSES, "the Taliban"),
        ("the army of leaving the town", Kind.ACCUSATION, Stance.ACCUSES, "the army"),
    ],
)
def test_whoever_is_blamed_with_no_deed_named_is_held_responsible(
    passage, marked, text: str, kind: Kind, stance: Stance | None, actor: str
) -> None:
    sentence = passage(text + ".")
    (made,) = said_anyway(sentence, (sentence.start, sentence.end - 1), Stance.ACCUSES)
    assert (made.kind, made.stance) == (kind, stance)
    assert (marked(sentence, made.actor) or "").startswith(actor)


@pytest.mark.parametrize("stance", [s for s in Stance if s is not Stance.ACCUSES])
def test_without_a_charge_nobody_is_blamed(passage, stance: Stance) -> None:
    sentence = passage("the Taliban.")
    assert said_anyway(sentence, (sentence.start, sentence.end), stance) == []


def test_a_judge_sees_every_clause_in_order_and_has_the_last_word(passage, afghanistan: Theatre) -> None:
    sentence = passage("The Taliban captured Panjwai district; the weather was fine.")
    heard: list[tuple[str, list[str]]] = []

    def judge(clause: Clause, made: list[Proposition]) -> list[Proposition]:
        heard.append((sentence.text[clause.start : clause.end], [p.frame for p in made]))
        return []

    found, unread = find_propositions(
        sentence, (sentence.start, sentence.end), afghanistan, attributed=True, judge=judge
    )
    assert heard == [("The Taliban captured Panjwai district", ["control.take"]), ("the weather was fine", [])]
    assert found == []
    assert [sentence.text[u.start : u.end] for u in unread] == ["captured"]
