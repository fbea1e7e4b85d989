from __future__ import annotations

import pytest

from contested.errors import InputError
from contested.model.ruling import Ruling, with_id
from contested.model.vocabulary import Decision
from contested.review.choice import Choice, choice_of, decision_of, in_force, is_undoing, note_of, reason_of, told


def _ruling(choice: Choice = Choice.REJECT, *, after: str | None = None, **marks: str | None) -> Ruling:
    mark = "unverifiable" if choice is Choice.UNVERIFIABLE else marks.get("mark")
    reason = reason_of(marks.get("note"), mark=mark, about=marks.get("about"))
    decision = decision_of(choice)
    return with_id(Ruling(claim_id="c", decision=decision, reviewer="Ann", reason=reason, after=after))


def test_unverifiable_stands_in_the_ledger_as_read_rightly_and_is_told_apart():
    ruling = _ruling(Choice.UNVERIFIABLE, note="one voice, no name")
    assert ruling.decision is Decision.ACCEPT
    assert choice_of(ruling) is Choice.UNVERIFIABLE
    assert note_of(ruling) == "one voice, no name"
    assert choice_of(_ruling(Choice.ACCEPT, note="unverifiable")) is Choice.ACCEPT


@pytest.mark.parametrize("note", ["[undo abc]", "[unverifiable] so", "  [with 12ab] x", "[withdrawn 12]"])
def test_a_typed_mark_is_refused(note):
    with pytest.raises(InputError) as refused:
        reason_of(note)
    assert refused.value.code == "ruling.bad-note"


def test_other_brackets_are_just_a_note():
    assert note_of(_ruling(note="[sic] as printed")) == "[sic] as printed"


def test_an_undoing_counts_only_where_it_names_what_it_follows():
    first = _ruling()
    undoing = _ruling(Choice.ACCEPT, mark="undo", about=first.id, after=first.id)
    false = _ruling(Choice.ACCEPT, mark="undo", about="abcdef", after=first.id)
    assert is_undoing(undoing)
    assert not is_undoing(false)
    assert in_force([first, undoing]) == []
    assert in_force([first, false]) == [first, false]


def test_undoing_puts_the_ruling_before_in_force():
    first = _ruling(Choice.ACCEPT)
    second = _ruling(Choice.REJECT, after=first.id)
    undoing = _ruling(Choice.ACCEPT, mark="undo", about=second.id, after=second.id)
    assert in_force([first, second, undoing]) == [first]


def test_a_ruling_is_told_with_who_and_why():
    assert told(_ruling(note="a plan")) == "Ann rejected it (“a plan”)"
