from hypothesis import given
from hypothesis import strategies as st

from contested.reading.parse.rows import BLOCK, ROWS, Rows


@given(st.lists(st.integers(0, 40), max_size=30))
def test_each_word_has_a_row_of_its_own_and_is_read_once_each_way(lengths: list[int]) -> None:
    rows = Rows(lengths)
    held = [list(range(rows.count))[of] for of in rows.of]
    assert [len(of) for of in held] == lengths
    assert len({row for of in held for row in of}) == sum(lengths)
    assert rows.count % BLOCK == 0
    read = [rows.steps[step, :blocks].ravel().tolist() for step, blocks in enumerate(rows.blocks)]
    assert sorted(both for of_step in read for both in of_step) == list(range(2 * rows.count))
    step_of = {both: step for step, of_step in enumerate(read) for both in of_step}
    for of in held:
        assert [step_of[2 * row] for row in of] == list(range(len(of)))
        assert [step_of[2 * row + 1] for row in reversed(of)] == list(range(len(of)))


def test_short_sentences_do_not_wait_for_long_ones() -> None:
    rows = Rows([3] * ROWS + [40] * ROWS)
    assert rows.blocks[:4] == [2] * 4
    assert set(rows.blocks[4:]) == {1}
