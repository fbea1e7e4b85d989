import random
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contested.errors import ModelError
from contested.reading.parse.encoder import Encoder
from contested.reading.parse.parser import Parser, default_parser
from contested.reading.parse.rows import ROWS, Rows
from contested.reading.parse.splitter import default_splitter
from contested.reading.parse.weights import from_bytes, shipped

TEXTS = [
    "Taliban fighters seized three districts of Badakhshan on Sunday, a council head said.",
    "The ministry denied that its troops had fled.",
    "No.",
    "Two police posts were burned by insurgents, according to residents who had left the town the night before.",
    "“We will not surrender,” the commander told reporters; his men, he added, had food for a month.",
    "KABUL FELL WITHOUT A FIGHT, OFFICIALS SAID",
    "Больше ничего не известно.",
    "قال المتحدث إن المدينة سقطت",
    "300 soldiers crossed into Tajikistan",
]


@pytest.fixture(scope="module")
def parser() -> Parser:
    return default_parser()


def one(parser: Parser, text: str) -> object:
    return parser.parse(text, [(0, len(text))])[0]


def is_tree(heads: tuple[int, ...]) -> bool:
    for word in range(len(heads)):
        seen, at = set(), word
        while heads[at] != at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at]
    return sum(head == k for k, head in enumerate(heads)) == (1 if heads else 0)


def test_a_plain_sentence_is_understood(parser: Parser) -> None:
    text = "The Taliban captured the district, the governor said."
    (view,) = parser.views(text, [(0, len(text))])
    said = {w.text: k for k, w in enumerate(view.words)}
    assert view.subjects(said["captured"]) == (said["Taliban"],)
    assert view.patients(said["captured"]) == (said["district"],)
    assert view.content(said["said"]) == said["captured"]
    assert view.subjects(said["said"]) == (said["governor"],)


def test_a_passive_has_its_agent_and_patient(parser: Parser) -> None:
    text = "Two outposts were not captured by the insurgents."
    (view,) = parser.views(text, [(0, len(text))])
    said = {w.text: k for k, w in enumerate(view.words)}
    assert view.agents(said["captured"]) == (said["insurgents"],)
    assert view.patients(said["captured"]) == (said["outposts"],)
    assert view.is_negated(said["captured"])


def test_a_name_is_one_word_with_the_offsets_of_all_of_it(parser: Parser) -> None:
    text = "On Monday district governor Hasti Mohammad fled."
    start, end = text.index("district"), text.index(" fled")
    (view,) = parser.views(text, [(0, len(text))], names=[(start, end)])
    name = view.at(start)
    assert name is not None
    assert (view.words[name].start, view.words[name].end) == (start, end)
    assert view.words[name].text == "district governor Hasti Mohammad"
    fled = view.at(text.index("fled"))
    assert fled is not None
    assert view.subjects(fled) == (name,)


def test_a_sentence_gets_the_same_parse_in_any_batch(parser: Parser) -> None:
    alone = [one(parser, text) for text in TEXTS]
    rng = random.Random(5)
    for _ in range(4):
        order = [rng.randrange(len(TEXTS)) for _ in range(rng.randint(2, 3 * ROWS))]
        text, spans = "", []
        for k in order:
            spans.append((len(text), len(text) + len(TEXTS[k])))
            text += TEXTS[k] + "\n"
        for k, span, parsed in zip(order, spans, parser.parse(text, spans), strict=True):
            shifted = tuple((a - span[0], b - span[0]) for a, b in parsed.spans)
            assert (shifted, parsed.heads, parsed.relations, parsed.tags) == (
                alone[k].spans,  # type: ignore[attr-defined]
                alone[k].heads,  # type: ignore[attr-defined]
                alone[k].relations,  # type: ignore[attr-defined]
                alone[k].tags,  # type: ignore[attr-defined]
            )


def test_vectors_are_the_same_to_the_last_bit_in_any_column_and_batch() -> None:
    encoder, fresh = Encoder(shipped("english.npz")), Encoder(shipped("english.npz"))
    sentence = "Taliban fighters seized three districts".split()
    alone = Rows([len(sentence)])
    alone_low = fresh.lower([sentence], [[3] * len(sentence)], alone)
    alone_high = fresh.upper(alone_low, alone)
    others = [text.split() for text in TEXTS] * 3
    for place in range(2 * ROWS):
        words = [*others[:place], sentence, *others[place : 3 * ROWS]]
        rows = Rows([len(w) for w in words])
        low = encoder.lower(words, [[3] * len(w) for w in words], rows)
        assert np.array_equal(low[rows.of[place]], alone_low[alone.of[0]])
        high = encoder.upper(low, rows)
        assert np.array_equal(high[rows.of[place]], alone_high[alone.of[0]])
        arcs = encoder.bent("arc_head", high)
        assert np.array_equal(arcs[rows.of[place]], fresh.bent("arc_head", alone_high)[alone.of[0]])


def test_words_that_were_forgotten_are_learned_again_alike() -> None:
    weights = shipped("english.npz")
    small = Parser(weights, Encoder(weights, remembered=8))
    for text in TEXTS * 2:
        assert one(small, text) == one(default_parser(), text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_a_tree_that_holds_every_character(text: str) -> None:
    parsed = default_parser().parse(text, [(0, len(text))])[0]
    assert is_tree(parsed.heads)
    assert "".join(text[a:b] for a, b in parsed.spans) == "".join(text.split())
    assert len(parsed.heads) == len(parsed.spans) == len(parsed.relations) == len(parsed.tags)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00\x01\x02", "\u200f\u202e\u00ad", "(" * 400, "\ud800", "ALL CAPITALS " * 60, "а" * 500]
)
def test_strange_text_is_parsed_without_an_error(parser: Parser, text: str) -> None:
    assert is_tree(parser.parse(text, [(0, len(text))])[0].heads)
    assert parser.views(text, [(0, len(text))])[0].root == next(
        (k for k, head in enumerate(parser.parse(text, [(0, len(text))])[0].heads) if head == k), None
    )


def test_no_sentences_give_no_trees(parser: Parser) -> None:
    assert parser.parse("Some text.", []) == []


def test_a_sentence_of_ten_thousand_words_is_one_tree_in_linear_time(parser: Parser) -> None:
    sentence = "the army said that rebels took the town , and " * 1_000
    took = []
    for text in (sentence[: len(sentence) // 4], sentence):
        started = time.process_time()
        parsed = parser.parse(text, [(0, len(text))])[0]
        took.append(time.process_time() - started)
        assert is_tree(parsed.heads)
    assert len(parsed.spans) == 10_000
    assert took[1] < 12 * took[0] + 0.5


def test_sentences_are_found_in_running_text(parser: Parser) -> None:
    text = "The town fell on Monday. Officials said it was calm. No one was hurt."
    words = parser.words(text)
    starts = default_splitter().starts(text, words)
    assert [text[a:b] for (a, b), s in zip(words, starts, strict=True) if s] == ["The", "Officials", "No"]
    assert default_splitter().starts("", []) == []


def test_threads_may_share_a_parser() -> None:
    weights = shipped("english.npz")
    small = Parser(weights, Encoder(weights, remembered=40))
    wanted = [one(default_parser(), text) for text in TEXTS]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: one(small, text), TEXTS * 6))
    assert found == wanted * 6


@pytest.mark.parametrize("raw", [b"", b"no model", b"PK\x03\x04 and no more"])
def test_a_file_that_is_no_model_is_refused(raw: bytes) -> None:
    with pytest.raises(ModelError) as refused:
        from_bytes(raw)
    assert refused.value.code == "model.broken"


def test_a_model_cut_short_is_refused() -> None:
    raw = (resources.files("contested.reading") / "models" / "sentences.npz").read_bytes()
    with pytest.raises(ModelError) as refused:
        from_bytes(raw[: len(raw) // 2])
    assert refused.value.code == "model.broken"


def test_a_model_that_is_not_there_is_named() -> None:
    with pytest.raises(ModelError, match=r"absent\.npz") as refused:
        shipped("absent.npz")
    assert refused.value.code == "model.missing"


@pytest.mark.parametrize("statement", ["import contested.cli.app", "import contested.reading.reader"])
def test_nothing_of_the_parser_is_imported_before_a_sentence_is_parsed(statement: str) -> None:
    code = f"import sys; {statement}; sys.exit(any(m in sys.modules for m in ('spacy', 'torch')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
