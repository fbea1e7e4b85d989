from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import InputError
from contested.people import names


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Ada   Example ", "Ada Example"),
        ("Ａｄａ", "Ada"),  # full width
        ("Zoe\u0301", "Zoé"),  # composed
        ("o'brien-2.x_y", "o'brien-2.x_y"),
        ("شبنم", "شبنم"),
        ("ada@example.org", "ada@example.org"),
        ("田中はなこ", "田中はなこ"),
        ("Мар\u02bcян", "Мар\u02bcян"),
        ("علی ۲", "علی ۲"),
        ("Ɗan Ɓauchi", "Ɗan Ɓauchi"),
    ],
)
def test_a_name_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert names.clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "a",
        "x" * 65,
        "Robert'); DROP TABLE people;--",
        "a\x00b",
        "ada\u200bb",  # zero width
        "ada\u202eb",  # turns the direction of writing
        "ad\nmin\x1b[31m",
        "<script>",
        "=cmd",
        "аda",  # its first letter is Cyrillic
        "admιn",  # and its iota Greek
        "1234",
        "ada١",  # an Arabic digit behind Latin letters
        "ᴀdᴀ",  # small capitals of phonetics
        "' OR 1=1",
        "😀😀",
        "\ud800\ud800",
    ],
)
def test_what_is_no_name_is_refused(typed: str) -> None:
    with pytest.raises(InputError) as refused:
        names.clean(typed)
    assert refused.value.code == "people.bad-name"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Ada", "ADA"), ("ada example", "ａｄａ　Example"), ("STRASSE", "straße"), ("Zoé", "ZOE\u0301")],
)
def test_one_name_typed_in_two_ways_has_one_key(one: str, other: str) -> None:
    assert names.key(one) == names.key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("coco", "сосо"),  # Cyrillic throughout
        ("MAPIA", "ΜΑΡΙΑ"),  # Greek throughout
        ("bill", "bi11"),
        ("Ada Example", "ada.example"),
        ("modern", "modem"),
        ("jose", "José"),
        ("b0b", "bob"),
        ("đavid", "david"),
        ("ɑda", "ada"),
        ("søren", "soren"),
    ],
)
def test_names_that_look_alike_have_one_look(one: str, other: str) -> None:
    assert names.key(one) != names.key(other)
    assert names.looks(one) == names.looks(other)


def test_names_that_look_different_have_different_looks() -> None:
    told = ["ada", "bob", "ahmad", "mohammad", "mohamad", "شبنم", "Анна", "Елена", "Ελένη", "li", "lu"]
    assert len({names.looks(name) for name in told}) == len(told)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80))
def test_any_text_has_a_key_and_a_look_and_a_clean_name_is_its_own(typed: str) -> None:
    assert names.key(names.key(typed)) == names.key(typed)
    names.looks(typed)
    try:
        kept = names.clean(typed)
    except InputError:
        return
    assert names.clean(kept) == kept
    assert names.key(kept) == names.key(typed)
    assert names.looks(kept)
