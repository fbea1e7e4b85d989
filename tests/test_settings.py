from __future__ import annotations

from pathlib import Path

import pytest

from contested.errors import SettingsError
from contested.settings import Settings, default_ledger, default_theatres, ledger_url, read_settings


def test_without_an_environment_the_ledger_is_a_persons_own_and_the_theatre_afghanistan():
    settings = read_settings({})
    assert settings == Settings(ledger=default_ledger(), theatre="afghanistan")
    assert settings.ledger.startswith("sqlite:////")
    assert settings.ledger.endswith("/ledger.db")


def test_the_environment_is_taken_without_the_white_space_around_it():
    given = {"CONTESTED_LEDGER": " sqlite:////tmp/a.db\n", "CONTESTED_THEATRE": " world "}
    assert read_settings(given) == Settings(ledger="sqlite:////tmp/a.db", theatre="world")


def test_a_persons_own_packs_lie_in_the_config_folder_or_where_the_environment_says(tmp_path):
    assert read_settings({}).theatres == default_theatres()
    assert default_theatres().name == "theatres"
    assert read_settings({"CONTESTED_THEATRES": f" {tmp_path} "}).theatres == tmp_path


@pytest.mark.parametrize(
    "name", ["CONTESTED_LEDGER", "CONTESTED_THEATRE", "CONTESTED_THEATRES", "CONTESTED_OPEN_READING"]
)
@pytest.mark.parametrize("value", ["", " ", "\t\n"])
def test_a_variable_set_to_nothing_is_an_error_that_names_it(name, value):
    with pytest.raises(SettingsError, match=name) as error:
        read_settings({name: value})
    assert error.value.code == "settings.empty"
    assert name in error.value.remedy


@pytest.mark.parametrize(("value", "open_"), [("yes", True), (" NO ", False)])
def test_reading_is_open_unless_the_environment_says_no(value, open_):
    assert read_settings({}).open_reading
    assert read_settings({"CONTESTED_OPEN_READING": value}).open_reading is open_


@pytest.mark.parametrize("value", ["1", "true", "nein"])
def test_what_is_neither_yes_nor_no_closes_or_opens_nothing(value):
    with pytest.raises(SettingsError) as error:
        read_settings({"CONTESTED_OPEN_READING": value})
    assert error.value.code == "settings.not-yes-or-no"


def test_this_process_is_asked_where_no_environment_is_given(monkeypatch):
    monkeypatch.setenv("CONTESTED_THEATRE", "world")
    assert read_settings().theatre == "world"


def test_a_path_becomes_an_absolute_address(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert ledger_url(Path("a b.db")) == f"sqlite:///{tmp_path}/a b.db"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert ledger_url(Path("~/l.db")) == f"sqlite:///{tmp_path}/l.db"


def test_a_path_that_an_address_cannot_hold_is_refused():
    with pytest.raises(SettingsError) as error:
        ledger_url(Path("what?.db"))
    assert error.value.code == "settings.ledger-path"
