import sys
from typing import Any

import pytest

from contested.errors import ModelError
from contested.reading.parse import spacy_
from contested.reading.parse.tree import Link

LABELS = ["nsubj", "obj", "obl", "case", "flat", "aux:pass", "nsubj:pass", "punct"]


@pytest.fixture(scope="module")
def pipeline() -> Any:
    """A pipeline with a parser that has learned its labels and nothing else."""
    spacy = pytest.importorskip("spacy", reason="spaCy is an extra")
    made = spacy.blank("en")
    parser = made.add_pipe("parser")
    for label in LABELS:
        parser.add_label(label)
    made.initialize()
    return made


def test_views_have_one_root_and_the_offsets_of_the_text(pipeline: Any) -> None:
    text = "Then they left. The governor Hasti Mohammad fled on Sunday."
    name = (text.index("Hasti"), text.index(" fled"))
    first, second = spacy_.SpacyParser(pipeline).views(text, [(0, 15), (16, len(text))], names=[name])
    for view in (first, second):
        assert [view.link(k) for k in range(len(view.words))].count(Link.ROOT) == 1
        assert all(text[w.start : w.end] == w.text for w in view.words)
    assert [w.text for w in first.words] == ["Then", "they", "left", "."]
    assert [w.text for w in second.words][2] == "Hasti Mohammad"


def test_a_pipeline_without_a_parser_is_refused() -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is an extra")
    with pytest.raises(ModelError) as refused:
        spacy_.SpacyParser(spacy.blank("en"))
    assert refused.value.code == "model.unknown-scheme"


def test_a_saved_pipeline_is_loaded_from_its_folder(pipeline: Any, tmp_path: Any) -> None:
    pipeline.to_disk(tmp_path / "mine")
    view = spacy_.load(str(tmp_path / "mine")).views("They fled.", [(0, 10)])[0]
    assert [w.text for w in view.words] == ["They", "fled", "."]


def test_a_model_that_is_not_installed_is_named() -> None:
    pytest.importorskip("spacy", reason="spaCy is an extra")
    with pytest.raises(ModelError, match="en_core_web_none") as refused:
        spacy_.load("en_core_web_none")
    assert refused.value.code == "model.missing"


def test_without_spacy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "spacy", None)
    with pytest.raises(ModelError) as refused:
        spacy_.load("en_core_web_sm")
    assert refused.value.code == "model.spacy-missing"
    assert "contested[spacy]" in refused.value.remedy
