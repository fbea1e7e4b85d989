from __future__ import annotations

import pytest

from contested.intake.wire_agencies import agency_named, credited, is_credit_line, relays


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("KABUL, July 4 (Reuters) - The town fell.", ("Reuters",)),
        ("The town fell.\n\nAP contributed to this report.", ("AP",)),
        ("The town fell.\n\n(Reporting by Jane Doe; Editing by John Roe)", ()),
        ("The town fell on Sunday - AFP", ("AFP",)),
        ("The town fell.\n\nSource: Agence France-Presse", ("AFP",)),
        ("The town fell.\n\nWith inputs from agencies (AFP, Reuters)", ("AFP", "Reuters")),
        ("The town fell, according to AFP.\nNo more is known of it.", ()),
        ("We gave them a map (ap included) and left.\nNothing else.", ()),
    ],
)
def test_a_text_is_credited_to_the_agencies_it_names_as_its_makers(text, agencies):
    assert credited(text) == agencies


@pytest.mark.parametrize(
    ("text", "agencies"),
    [
        ("The town fell, according to AFP.", ["AFP"]),
        ("Reuters reported that it fell.", ["Reuters"]),
        ("He told the Associated Press that it had fallen.", ["AP"]),
        ("The town fell.", []),
    ],
)
def test_a_relay_is_found_with_its_words(text, agencies):
    found = relays(text)
    assert [relay.agency for relay in found] == agencies
    assert all(text[slice(*relay.span)] == relay.words for relay in found)


def test_short_names_count_in_capitals_only():
    assert agency_named("AP") == "AP"
    assert agency_named("ap") is None
    assert agency_named("Ria was there") is None


@pytest.mark.parametrize(
    "line", ["(Reporting by A B; Editing by C D)", "Reuters", "READ MORE: The fall", "© 2021 Daily"]
)
def test_lines_that_tell_nothing_are_known(line):
    assert is_credit_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "Reporting from the front is dangerous.",
        "Sources said it fell.",
        "Writing and reading are forbidden by them.",
    ],
)
def test_sentences_are_no_credit_lines(line):
    assert not is_credit_line(line)
