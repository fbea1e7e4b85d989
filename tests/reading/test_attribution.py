"""Who is said to have said what: pairs of a sentence and (speaker, words), readable without programming."""

from __future__ import annotations

import pytest

from contested.model.report import Report
from contested.model.vocabulary import Side, Stance
from contested.reading.attribution import Attribution, find_attributions
from contested.reading.passages import read_passages
from contested.reading.speakers import Speakers
from contested.theatre.load import load_theatre


def attributions(text: str) -> list[Attribution]:
    theatre = load_theatre("afghanistan")
    report = Report(id="r", text=text, published="2021-07-04")
    passages = read_passages(report, theatre)
    found = find_attributions(passages, theatre, Speakers(theatre, shouting=any(p.shouting for p in passages)))
    return [a for of_sentence in found for a in of_sentence]


def said(text: str) -> list[tuple[str | None, str]]:
    return [(a.speaker.name if a.speaker else None, text[s:e]) for a in attributions(text) for s, e in a.content]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The police chief said that Panjwai had fallen.",
            [("police chief", "Panjwai had fallen")],
        ),
        (
            "Panjwai has fallen, officials said on Sunday.",
            [("officials", "Panjwai has fallen")],
        ),
        (
            "Panjwai district governor Hasti Mohammad said Afghan forces clashed with the Taliban.",
            [("Hasti Mohammad", "Afghan forces clashed with the Taliban")],
        ),
        (
            "Troops left the town, said Karim Noor, a member of the provincial council.",
            [("Karim Noor", "Troops left the town")],
        ),
        (
            "According to Example Wire News, the Taliban took the town.",
            [("Example Wire News", "the Taliban took the town")],
        ),
        (
            "The Taliban took the town, according to Karim Noor, a spokesman for the governor.",
            [("Karim Noor", "The Taliban took the town")],
        ),
        (
            "In Maruf, the two officials said, fighting was still going on.",
            [("two officials", "In Maruf, the two officials said, fighting was still going on")],
        ),
        (
            "Two officials told Reuters on condition of anonymity that the crossing had fallen.",
            [("Two officials", "the crossing had fallen")],
        ),
        (
            "The crossing has fallen, two officials told Reuters.",
            [("two officials", "The crossing has fallen")],
        ),
        (
            "Fighting has raged for weeks and the Taliban claim to have seized 100 districts.",
            [("Taliban", "seized 100 districts")],
        ),
        (
            "The council head confirmed the fall of Panjwai, but accused the army of leaving.",
            [("council head", "the fall of Panjwai"), ("council head", "the army of leaving")],
        ),
        (
            "Officials dispute the figures but acknowledge that troops have left some districts.",
            [("Officials", "dispute the figures"), ("Officials", "troops have left some districts")],
        ),
        (
            "Karim Noor, who heads the provincial council, confirmed that the town had fallen.",
            [("Karim Noor", "the town had fallen")],
        ),
        (
            "Farid Omar, the governor of Panjwai, said the town had fallen. Omar added that police fled.",
            [("Farid Omar", "the town had fallen"), ("Farid Omar", "police fled")],
        ),
        (
            "Farid Omar, the governor of Panjwai, said the town had fallen. He said police fled.",
            [("Farid Omar", "the town had fallen"), ("Farid Omar", "police fled")],
        ),
        (
            "Radio Kabul, in its Dari service at noon, said the town had fallen.",
            [("Radio Kabul", "the town had fallen")],
        ),
        (
            "The fall of the town was confirmed by Karim Noor, a member of the council.",
            [("Karim Noor", "The fall of the town")],
        ),
        (
            "The governor put the losses of the army at forty dead.",
            [("governor", "the losses of the army at forty dead")],
        ),
        (
            'The mayor said, "We hold the town."',
            [("mayor", '"We hold the town."')],
        ),
        (
            'The governor said the town had fallen. "We had no help," he said. "Nobody came."',
            [
                ("governor", "the town had fallen"),
                ("governor", '"We had no help,"'),
                ("governor", '"Nobody came."'),
            ],
        ),
        (
            "“They came at night. We had no help,” said Karim Noor, a police officer.",
            [("Karim Noor", "“They came at night."), ("Karim Noor", "We had no help,”")],
        ),
    ],
)
def test_speaker_and_words_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The Taliban took the town on Sunday.",
        "The United States continues to withdraw its troops.",
        "The claims of both sides differ.",
        "The Taliban claims about the district are many.",
        "A man called Najib lives there.",
        "No group claimed responsibility for the attack.",
        "There was no claim of responsibility.",
        "The army put its tanks in the yard.",
    ],
)
def test_words_that_are_cues_elsewhere_make_no_attribution(text: str) -> None:
    assert attributions(text) == []


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The ministry said that the town had fallen.", Stance.ASSERTS),
        ("The ministry denied that the town had fallen.", Stance.DENIES),
        ("The ministry questioned the Taliban's figures.", Stance.DISPUTES),
        ("The governor accused the army of leaving on purpose.", Stance.ACCUSES),
        ("It was reported that the town had fallen.", Stance.REPORTS_UNVERIFIED),
        ("Unconfirmed reports say that the town has fallen.", Stance.REPORTS_UNVERIFIED),
    ],
)
def test_the_verb_of_saying_gives_the_stance(text: str, stance: Stance) -> None:
    assert [a.stance for a in attributions(text)] == [stance]


def test_nobody_speaks_in_an_impersonal_report() -> None:
    (only,) = attributions("IT HAS BEEN REPORTED THAT THE AIRSTRIP WAS DESTROYED BY THE REBELS IN THE NIGHT.")
    assert only.speaker is None


@pytest.mark.parametrize(
    ("paragraphs", "speaker"),
    [
        (["The governor said the town had fallen.", "“We had no help at all that night.”"], "governor"),
        (["The governor said the town had fallen.", "It was quiet.", "“We had no help at all that night.”"], None),
        (
            [
                "The governor said the town had fallen.",
                "READ MORE: The fall of the town",
                "“We had no help at all that night.”",
            ],
            None,
        ),
    ],
)
def test_a_quotation_goes_on_from_the_paragraph_before_and_no_further(
    paragraphs: list[str], speaker: str | None
) -> None:
    names = [name for name, words in said("\n\n".join(paragraphs)) if words.startswith("“We")]
    assert names == ([speaker] if speaker else [])


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It was reported that the town had fallen.", "the town had fallen."),
        ("The town is believed to have fallen.", "The town is believed to have fallen."),
    ],
)
def test_an_impersonal_report_says_what_follows_that_or_the_whole_sentence(text: str, words: str) -> None:
    assert said(text) == [(None, words)]


def test_a_quotation_that_is_nobodys_is_not_given_to_nobody_twice() -> None:
    text = "“They came at night. We had no help,” reports said."
    assert said(text) == [(None, "We had no help,”")]


def test_what_is_denied_to_have_been_reported_is_no_report() -> None:
    assert attributions("No casualties were reportedly caused by the blast.") == []


def test_a_medium_that_was_told_is_the_relay_and_not_the_speaker() -> None:
    (only,) = attributions("A senior security official told Reuters that the crossing had fallen.")
    assert (only.via, only.speaker and only.speaker.name) == ("Reuters", "senior security official")


@pytest.mark.parametrize(
    ("text", "name", "role", "side"),
    [
        (
            "Kandahar provincial council head Sayed Jan confirmed the loss.",
            "Sayed Jan",
            "Kandahar provincial council head",
            Side.GOVERNMENT,
        ),
        (
            "Farid Omar, a Taliban spokesman, said the town was theirs.",
            "Farid Omar",
            "Taliban spokesman",
            Side.INSURGENT,
        ),
        ("The Taliban said the town was theirs.", "Taliban", None, Side.INSURGENT),
        ("Residents said the town was quiet.", "Residents", None, Side.CIVILIAN),
        ("The defence ministry said 12 men were killed.", "defence ministry", None, Side.GOVERNMENT),
    ],
)
def test_a_speaker_has_name_role_and_side(text: str, name: str, role: str | None, side: Side) -> None:
    (only,) = attributions(text)
    assert only.speaker is not None
    assert (only.speaker.name, only.speaker.role, only.speaker.side) == (name, role, side)


def test_an_office_named_before_its_holder_is_the_same_voice() -> None:
    text = (
        "The Taliban took Panjwai, its own governor said. "
        "Hasti Mohammad, the governor of Panjwai, said that troops had fled."
    )
    assert {speaker for speaker, _ in said(text)} == {"Hasti Mohammad"}


def test_an_office_that_two_people_hold_stays_open() -> None:
    text = (
        "The town has fallen, the governor said. Hasti Mohammad, the governor of Panjwai, denied it. "
        "Sheren Rufi, the governor of Bagram, said troops had fled."
    )
    assert said(text)[0][0] == "governor"


def test_of_two_governors_the_one_whose_district_is_named_is_meant() -> None:
    text = (
        "The Taliban took Panjwai, its own governor said. "
        "Sheren Rufi, the governor of Bagram, said troops had fled. "
        "Hasti Mohammad, the governor of Panjwai, said troops had fled."
    )
    assert said(text)[0][0] == "Hasti Mohammad"
