"""Attributions with the words and marks that people underline."""

from __future__ import annotations

import pytest

from contested.model.report import Report
from contested.reading.layers import layers_line


def marked(text, theatre):
    line = layers_line(Report(id="r", text=text, published="2021-07-04"), theatre)
    return [
        {role: [text[a:b] for a, b in found[role]] for role in ("source", "cue", "content")}
        for found in line["attributions"]
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The governor said that the bazaar was quiet.", "The governor", "said", "that the bazaar was quiet"),
        ("The ministry has repeatedly denied that a base fell.", "The ministry", "has repeatedly denied", None),
        ('The mayor said, "We hold the town."', "The mayor", "said", '"We hold the town."'),
        (
            "Gul Agha, the governor of Farah, said fighting went on.",
            "Gul Agha, the governor of Farah,",
            "said",
            "fighting went on",
        ),
        (
            "Senator Ali Karim (Herat) said the road was cut.",
            "Senator Ali Karim (Herat)",
            "said",
            "the road was cut",
        ),
        ("Shoppers told reporters the bridge was gone.", "Shoppers", "told", "the bridge was gone"),
    ],
)
def test_roles_are_as_people_mark_them(afghanistan, text, source, cue, content):
    (found,) = marked(text, afghanistan)
    assert found["source"] == [source]
    assert found["cue"] == [cue]
    if content:
        assert found["content"] == [content]


def test_speech_inside_speech_belongs_to_both(afghanistan):
    outer, inner = marked(
        "The governor said the mayor was wrong when he said that the bridge had fallen.", afghanistan
    )
    assert outer["content"] == ["the mayor was wrong when he said that the bridge had fallen"]
    assert inner["content"] == ["that the bridge had fallen"]


def test_a_second_thing_said_is_not_inside_the_first(afghanistan):
    first, second = marked(
        "The governor said the town was quiet, and he added that a base had fallen.", afghanistan
    )
    assert first["content"] == ["the town was quiet"]
    assert second["content"] == ["that a base had fallen"]


def test_a_quotation_of_several_sentences_is_one_content(afghanistan):
    (found,) = marked('"We hold the town. We hold the road," the mayor said.', afghanistan)
    assert found["content"] == ['"We hold the town. We hold the road,"']


def test_a_quotation_goes_on_over_the_end_of_its_first_sentence(afghanistan):
    (found,) = marked('The mayor said, "We hold the town. We hold the road."', afghanistan)
    assert found["cue"] == ["said"]
    assert found["content"] == ['"We hold the town. We hold the road."']


def test_the_adverb_beside_the_cue_is_found_where_the_quotation_ends(afghanistan):
    (found,) = marked('"We hold the town. We hold the road," the mayor later said.', afghanistan)
    assert found["cue"] == ["later said"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        (
            '"We hold it," said David K. Gul, the mayor of a town that was shelled twice.',
            "David K. Gul, the mayor of a town that was shelled twice",
            "said",
            '"We hold it,"',
        ),
        ('The mayor added: "We hold it."', "The mayor", "added:", '"We hold it."'),
        ("The mayor said that, if asked, he would leave.", "The mayor", "said", "that, if asked, he would leave"),
        (
            "The mayor said at a meeting in Farah that the bridge was gone.",
            "The mayor",
            "said",
            "that the bridge was gone",
        ),
        ("The mayor called on residents to stay.", "The mayor", "called on", "residents to stay"),
        ("Residents attacked the mayor as a coward.", "Residents", "attacked", "the mayor as a coward"),
        ("GUL AGHA: We hold the town. Nobody else does.", "GUL AGHA", ":", "We hold the town. Nobody else does."),
    ],
)
def test_what_binds_a_role_is_marked_with_it(afghanistan, text, source, cue, content):
    (found,) = marked(text, afghanistan)
    assert (found["source"], found["cue"], found["content"]) == ([source], [cue], [content])


def test_a_label_without_words_marks_nothing_beyond_the_paragraph(afghanistan):
    assert marked("GUL AGHA:", afghanistan) == []
    (found,) = marked("GUL AGHA: We hold it.\nThe town was quiet.", afghanistan)
    assert found["content"] == ["We hold it."]
