"""What the parse adds to the frames of saying, and what it must leave alone."""

from __future__ import annotations

import pytest

from contested.model.report import Report
from contested.reading.attribution import find_attributions
from contested.reading.layers import ToAnnotate, layers_line, layers_lines
from contested.reading.parsed_passages import parse_passages
from contested.reading.passages import read_passages
from contested.reading.speakers import Speakers


def spoken(text, theatre, *, parse):
    passages = read_passages(Report(id="r", text=text, published="2021-07-04"), theatre)
    found = find_attributions(passages, theatre, Speakers(theatre), parse=parse)
    return [
        (a.speaker.name if a.speaker else None, [text[s:e] for s, e in a.content], a.frame)
        for of_sentence in found
        for a in of_sentence
    ]


def test_the_parse_finds_who_speaks_behind_a_relative_clause(afghanistan):
    text = "Soldiers I met on the road say the last gunmen pulled out on Friday night."
    assert spoken(text, afghanistan, parse=None) == []
    (found,) = spoken(text, afghanistan, parse=parse_passages)
    assert found == ("Soldiers I met on the road", ["the last gunmen pulled out on Friday night"], "parse")


@pytest.mark.parametrize(
    "text",
    [
        "The governor said that the town had fallen.",
        "The town has fallen, the governor said.",
        "The army put its tanks in the yard.",
        "Nobody knows what happened in Panjwai.",
    ],
)
def test_where_the_frames_have_it_or_nobody_speaks_nothing_is_added(afghanistan, text):
    assert spoken(text, afghanistan, parse=parse_passages) == spoken(text, afghanistan, parse=None)


def test_sentences_without_an_open_cue_are_never_parsed(afghanistan):
    def refuse(_passages):
        raise AssertionError("parsed without need")

    text = "The governor said that the town had fallen. Fighting went on in Herat."
    assert len(spoken(text, afghanistan, parse=refuse)) == 1


def test_layers_are_the_same_alone_and_together(afghanistan):
    texts = [
        "Soldiers I met on the road say the last gunmen pulled out on Friday night.",
        "The governor fretted that the road was cut. He condemned the attack on Herat.",
        "",
        'The mayor said, "We hold the town."',
    ]
    reports = [Report(id=str(n), text=text, published="2021-07-04") for n, text in enumerate(texts)]
    together = layers_lines([ToAnnotate(report, afghanistan) for report in reports])
    assert together == [layers_line(report, afghanistan) for report in reports]


def test_verbs_of_no_list_are_marked_by_their_clause(afghanistan):
    text = "The governor fretted that the road was cut."
    (found,) = layers_line(Report(id="r", text=text, published="2021-07-04"), afghanistan)["attributions"]
    marked = {role: [text[a:b] for a, b in found[role]] for role in ("source", "cue", "content")}
    assert marked == {"source": ["The governor"], "cue": ["fretted"], "content": ["that the road was cut"]}
