from __future__ import annotations

import pytest

from contested.errors import InputError
from contested.model.ruling import Ruling, in_force, with_id
from contested.model.vocabulary import Decision
from contested.review.choice import Choice, choice_of, decision_of, is_undoing, note_of, reason_of, told


def _ruling(decision: Decision = Decision.REJECT, after: str | None = None, reason: str | None = None) -> Ruling:
    return with_id(Ruling(claim_id="c", decision=decision, reviewer="Ann", reason=reason, after=after))


@pytest.mark.parametrize("choice", list(Choice))
def test_a_choice_comes_back_out_of_its_ruling(choice):
    ruling = _ruling(decision_of(choice), reason=reason_of("a note"))
    assert choice_of(ruling) is choice
    assert note_of(ruling) == "a note"
    assert told(ruling).startswith("Ann ")
    assert not is_undoing(ruling)


@pytest.mark.parametrize("note", ["[undo abc]", "[unverifiable] so", "  [with 12ab] x", "[withdrawn 12]"])
def test_a_typed_mark_is_refused(note):
    with pytest.raises(InputError) as refused:
        reason_of(note)
    assert refused.value.code == "ruling.bad-note"


def test_an_undoing_says_so():
    undoing = _ruling(Decision.UNDO, after=_ruling().id, reason="seen again")
    assert is_undoing(undoing)
    assert told(undoing) == "Ann undid the ruling on it (“seen again”)"


def test_marks_of_before_the_ledger_knew_the_words_are_read():
    first = _ruling()
    called = _ruling(Decision.ACCEPT, reason="[unverifiable] so")
    assert choice_of(called) is Choice.UNVERIFIABLE
    assert note_of(called) == "so"
    undoing = _ruling(Decision.ACCEPT, after=first.id, reason=f"[undo {first.id}] a slip")
    assert told(undoing) == "Ann undid the ruling on it (“a slip”)"
    assert not is_undoing(_ruling(Decision.ACCEPT, after=first.id, reason="[undo abcdef]"))


def test_an_undoing_puts_the_ruling_before_in_force():
    first = _ruling()
    second = _ruling(Decision.ACCEPT, after=first.id)
    undoing = _ruling(Decision.UNDO, after=second.id)
    again = _ruling(Decision.UNDO, after=undoing.id)
    assert in_force([first, second, undoing]) == [first]
    assert in_force([first, second, undoing, again]) == []
    assert in_force([first, second, undoing, again, first]) == [first]
