"""What the recogniser makes of a clause, keeps or replaces; that it never says who holds a place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.model.claim import Claim
from contested.model.report import Report
from contested.model.vocabulary import Kind, Outcome, Stance
from contested.reading.clauses import split_clauses
from contested.reading.proposition import CONTROL, Proposition
from contested.reading.propositions import find_triggers_of, read_clause
from contested.reading.recognition.model import NO_CLAIM, Model
from contested.reading.recognition.recognise import Recogniser
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre
from contested.theatre.theatre import Theatre


def certain_of(kind: str) -> Model:
    """A model that takes every clause for one kind."""
    return Model((NO_CLAIM, *(k.value for k in Kind)), {"bias": tuple(9000 * (k == kind) for k in _OUTCOMES)}, "")


_OUTCOMES = (NO_CLAIM, *(k.value for k in Kind))
UNDECIDED = Model(_OUTCOMES, {}, "a test")


def judged(sentence, theatre: Theatre, model: Model) -> list[Proposition]:
    span = (sentence.start, sentence.end)
    recogniser = Recogniser(sentence, model)
    return [
        p
        for clause in split_clauses(sentence, span, find_triggers_of(sentence, span))
        for p in recogniser.judge(clause, read_clause(sentence, clause, theatre, attributed=True)[0], None)
    ]


def read(text: str, model: Model | None = None, theatre: str = "afghanistan") -> list[Claim]:
    report = Report(id="r", text=text, published="2021-07-04")
    return list(RulesReader(model).read(report, load_theatre(theatre)))


def recognised(claims: list[Claim]) -> list[Claim]:
    return [claim for claim in claims if (claim.rule or "").startswith("recognised.")]


def test_what_a_row_reads_stands_where_nothing_likelier_is_known(passage, afghanistan: Theatre) -> None:
    (kept,) = judged(passage("Taliban fighters captured Panjwai district."), afghanistan, UNDECIDED)
    assert (kept.frame, kept.outcome, kept.recognised) == ("control.take", Outcome.TAKES, False)
    assert kept.likelihood == round(1 / len(_OUTCOMES), 3)


def test_what_a_row_reads_stands_where_its_kind_is_the_likeliest(passage, afghanistan: Theatre) -> None:
    sentence = passage("Taliban fighters captured Panjwai district.")
    (kept,) = judged(sentence, afghanistan, certain_of("control_change"))
    assert (kept.frame, kept.outcome) == ("control.take", Outcome.TAKES)


def test_what_is_hardly_that_kind_gives_way_to_what_is_likely(passage, afghanistan: Theatre) -> None:
    sentence = passage("Taliban fighters captured Panjwai district.")
    (instead,) = judged(sentence, afghanistan, certain_of("surrender_or_detention"))
    assert (instead.kind, instead.frame) == (
        Kind.SURRENDER_OR_DETENTION,
        "recognised.surrender_or_detention",
    )
    assert (instead.outcome, instead.gainer, instead.loser) == (None, None, None)


def test_a_row_that_knows_who_took_them_stands_where_either_name_makes_a_tally(passage, afghanistan) -> None:
    sentence = passage("Taliban fighters captured three districts.")
    (kept,) = judged(sentence, afghanistan, certain_of("control_change"))
    assert (kept.kind, kept.frame, kept.outcome) == (Kind.CONTROL_TALLY, "control.take", Outcome.TAKES)
    assert kept.likelihood is not None
    assert kept.likelihood > 0.9


def test_no_claim_is_never_made_of_what_a_row_reads(passage, afghanistan: Theatre) -> None:
    sentence = passage("Taliban fighters captured Panjwai district.")
    assert [p.frame for p in judged(sentence, afghanistan, certain_of(NO_CLAIM))] == ["control.take"]


@pytest.mark.parametrize(("model", "made"), [(UNDECIDED, 0), (certain_of(NO_CLAIM), 0), (certain_of("other"), 1)])
def test_what_no_row_reads_is_claimed_where_a_kind_is_likely(
    passage, afghanistan, model: Model, made: int
) -> None:
    assert len(judged(passage("Baggage carts clogged the only bridge."), afghanistan, model)) == made


def test_two_words_carry_nothing(passage, afghanistan: Theatre) -> None:
    assert judged(passage("Carts waited."), afghanistan, certain_of("other")) == []
    assert len(judged(passage("Carts waited there."), afghanistan, certain_of("other"))) == 1


def test_what_was_claimed_before_in_the_sentence_counts(passage, afghanistan: Theatre) -> None:
    first, then = "casualties", "displacement"
    model = Model(
        _OUTCOMES,
        {
            "before:": tuple(9000 * (k == first) for k in _OUTCOMES),
            f"before:{first}": tuple(9000 * (k == then) for k in _OUTCOMES),
        },
        "a test",
    )
    sentence = passage("Shells rained upon the quay, while lorries rattled out of the gates.")
    assert [p.kind.value for p in judged(sentence, afghanistan, model)] == [first, then]


def test_the_doer_is_what_stands_before_the_verb(passage, marked, afghanistan: Theatre) -> None:
    sentence = passage("Two armoured columns were waiting behind the ridge.")
    (made,) = judged(sentence, afghanistan, certain_of("clash_or_attack"))
    assert marked(sentence, made.actor) == "Two armoured columns"


def test_a_charge_accuses(passage, afghanistan: Theatre) -> None:
    (made,) = judged(passage("Baggage carts clogged the bridge."), afghanistan, certain_of("accusation"))
    assert made.stance is Stance.ACCUSES


def test_each_count_of_a_toll_is_a_claim_of_its_own(passage, marked, afghanistan: Theatre) -> None:
    sentence = passage("The blast killed 12 policemen and wounded 30 civilians.")
    made = judged(sentence, afghanistan, certain_of("casualties"))
    assert [p.quantity.low for p in made if p.quantity] == [12, 30]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nine of the twelve districts went the same way.", Kind.CONTROL_TALLY),
        ("The district went the same way.", Kind.CONTROL_CHANGE),
    ],
)
@pytest.mark.parametrize("likely", ["control_change", "control_tally"])
def test_a_number_of_units_makes_a_tally_and_nothing_else_does(
    passage, afghanistan: Theatre, text: str, kind: Kind, likely: str
) -> None:
    (made,) = judged(passage(text), afghanistan, certain_of(likely))
    assert made.kind is kind


def test_words_that_no_row_reads_are_claimed_by_the_shipped_model() -> None:
    text = (
        "Rebels captured Maruf district on Sunday. "
        "Families were streaming out of Zaranj on foot, an aid worker said. The mayor likes music."
    )
    (claim,) = recognised(read(text))
    assert (claim.kind, claim.quote) == (Kind.DISPLACEMENT, "Families were streaming out of Zaranj on foot")
    assert claim.speaker is not None
    assert claim.speaker.name == "aid worker"


def test_whoever_denies_what_was_only_recognised_is_not_said_to_hold_the_place() -> None:
    text = "Rebels captured Maruf district. The army denied that the bazaar of Panjwai district was now their own."
    *_, denied = read(text, certain_of("control_status"))
    assert (denied.rule, denied.kind, denied.stance) == (
        "recognised.control_status+before",
        Kind.TERRITORY_DENIAL_OR_DISPUTE,
        Stance.DENIES,
    )
    assert (denied.holder, denied.outcome) == (None, None)


def test_whoever_denies_what_a_row_reads_is_said_to_hold_the_place() -> None:
    *_, denied = read("The army denied that Panjwai district had fallen.", certain_of("control_change"))
    assert (denied.rule, denied.holder) == ("control.fall+before", "islamic-republic")


SPEECH = st.sampled_from(
    ["", "The governor said that ", "The defence ministry denied that ", "The Taliban rejected reports that ",
     "It was reported that ", "Residents accused the army, saying that "]
)  # fmt: skip
DEEDS = st.sampled_from(
    ["Taliban fighters captured Panjwai district", "Panjwai district has fallen", "the bazaar is in their hands",
     "five of the districts of Kandahar fell to the Taliban", "the army was back in Maruf district",
     "nothing moved on the road to Panjwai", "the rebels will seize Maruf district"]
)  # fmt: skip


@given(st.lists(st.tuples(SPEECH, DEEDS), min_size=1, max_size=3), st.sampled_from(sorted(CONTROL)))
@settings(max_examples=60, deadline=None)
def test_what_is_only_recognised_says_nobody_holds_a_place(told: list[tuple[str, str]], kind: Kind) -> None:
    text = " ".join(f"{speech}{deed}."[0].upper() + f"{speech}{deed}."[1:] for speech, deed in told)
    for claim in recognised(read(text, certain_of(kind.value))):
        assert (claim.holder, claim.outcome, claim.against_interest) == (None, None, False)


@given(st.lists(st.tuples(SPEECH, DEEDS), min_size=1, max_size=3))
@settings(max_examples=25, deadline=None)
def test_reading_twice_gives_the_same_claims(told: list[tuple[str, str]]) -> None:
    text = " ".join(f"{speech}{deed}." for speech, deed in told)
    assert read(text) == read(text)
