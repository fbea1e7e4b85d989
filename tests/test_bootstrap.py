from __future__ import annotations

import pytest

from contested import bootstrap
from contested.errors import LedgerMissing, SettingsError, TheatreError
from contested.settings import Settings, ledger_url


@pytest.fixture
def settings(tmp_path) -> Settings:
    return Settings(ledger=ledger_url(tmp_path / "own.db"), theatre="world")


def test_what_is_asked_for_wins_over_the_settings(settings, tmp_path):
    assert bootstrap.ledger_address(settings, None) == settings.ledger
    assert bootstrap.ledger_address(settings, "sqlite:////x.db") == "sqlite:////x.db"
    assert bootstrap.ledger_address(settings, str(tmp_path / "b.db")) == f"sqlite:///{tmp_path}/b.db"
    assert bootstrap.theatre(settings).name == "world"
    assert bootstrap.theatre(settings, "afghanistan").name == "afghanistan"


def test_a_ledger_to_be_read_must_exist_and_one_to_be_written_is_made_with_its_folder(settings, tmp_path):
    deep = str(tmp_path / "a" / "b" / "ledger.db")
    with pytest.raises(LedgerMissing):
        bootstrap.open_for_reading(settings, deep)
    assert not (tmp_path / "a").exists()
    with bootstrap.open_for_writing(settings, deep) as ledger:
        assert ledger.info()["reports"] == 0
    with bootstrap.open_for_reading(settings, deep) as ledger:
        ledger.verify()


def test_a_folder_that_cannot_be_made_is_told_with_a_remedy(settings, tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError) as error:
        bootstrap.open_for_writing(settings, str(tmp_path / "file" / "ledger.db"))
    assert error.value.code == "settings.ledger-folder"


def test_an_option_given_with_nothing_is_an_error_and_not_the_default(settings):
    for ask in (bootstrap.ledger_address, bootstrap.theatre):
        with pytest.raises(SettingsError) as error:
            ask(settings, " ")
        assert error.value.code == "settings.empty"


def test_an_unknown_theatre_is_an_error(settings):
    with pytest.raises(TheatreError):
        bootstrap.theatre(settings, "atlantis")


def test_the_examples_lie_where_they_are_looked_for(examples):
    assert bootstrap.examples() == examples
    assert (bootstrap.examples() / "afghanistan-2021" / "claims.csv").is_file()


def test_the_reader_says_which_version_it_is():
    assert bootstrap.reader().version == "rules/1"
