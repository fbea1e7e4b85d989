from __future__ import annotations

from pathlib import Path

import pytest

from contested.intake.item import Item
from contested.intake.language import detect_language, language_code, marked
from contested.intake.text import read_text
from contested.model.report import Report


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les forces gouvernementales ont repris la ville de Gao jeudi, selon des habitants.", "fr"),
        ("Una mina mató el domingo a tres pastores cerca de Suchitoto, dijo el párroco.", "es"),
        ("Українські військові відбили вночі три атаки поблизу Вугледара.", "uk"),
        ("جنگجویان طالبان مرکز ولسوالی ناوه را پس از سه روز محاصره تصرف کردند.", "fa"),
        ("د طالبانو جنګیالیو د شنبې په سهار د ناوې ولسوالۍ مرکز ونیو", "ps"),
        ("سيطرت قوات الدعم السريع على السوق الكبير في مدينة الجنينة يوم الخميس.", "ar"),
        ("စစ်တပ်က မြို့ကို သိမ်းပိုက်လိုက်သည်", "my"),
        ("THE TALIBAN SAID ON SUNDAY THAT THEY HAD TAKEN THE DISTRICT FROM THE ARMY.", "en"),
    ],
)
def test_a_language_is_told(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1234 5678 91011",
        "Dand fell.",
        "Dand, Zhari, Panjwai, Maiwand, Spin Boldak, Khakrez, Ghorak, Nesh",
        "x" * 200,
    ],
)
def test_names_numbers_and_a_few_words_have_none(text):
    assert detect_language(text) is None


def test_all_english_reports_at_hand_are_english(root: Path):
    texts = [*root.glob("examples/*/*.txt"), *root.glob("tests/golden/claims/*/report.txt")]
    assert len(texts) > 40
    assert {detect_language(path.read_text("utf-8")) for path in texts} == {"en"}


def test_what_the_giver_says_wins(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("---\nlanguage: prs\n---\nThe army said that the town was lost to the rebels.")
    assert marked(read_text(path, "afghanistan")).report.language == "prs"


def test_reports_coded_by_hand_stay_as_they_are():
    item = Item(path="a", report=Report(id="1", text=""), claims=())
    assert marked(item) is item


def test_tags_and_names_become_codes():
    assert [language_code(given) for given in ("en-GB", "English", "prs", "und", "", None, "gibberish")] == [
        *("en", "en", "fa"),
        *(None, None, None, None),
    ]
