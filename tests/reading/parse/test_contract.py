"""The same questions to the same sentences, parsed by the labels of each scheme (contract.txt)."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from contested.errors import ModelError
from contested.reading.parse import clearnlp, ud
from contested.reading.parse.schemes import adapter_for
from contested.reading.parse.spacy_ import view_of
from contested.reading.parse.tree import Word
from contested.reading.parse.view import ParseView, TreeView

UD_LABELS = {"nsubj", "obj", "obl", "case", "aux:pass", "nsubj:pass", "flat", "root"}
CLEARNLP_LABELS = {"nsubj", "dobj", "pobj", "prep", "nsubjpass", "auxpass", "attr", "ROOT"}


class Sentence(NamedTuple):
    """A sentence of contract.txt."""

    text: str
    rows: list[list[str]]
    questions: list[str]

    def words(self) -> list[Word]:
        """With their offsets."""
        found, at = [], 0
        for form, pos, tag, *_ in self.rows:
            at = self.text.index(form, at)
            found.append(Word(at, at + len(form), form, pos, tag))
            at += len(form)
        return found

    def view(self, scheme: str) -> ParseView:
        """Through one of the adapters."""
        column = 3 if scheme == "ud" else 5
        heads = [int(row[column]) - 1 if row[column] != "0" else k for k, row in enumerate(self.rows)]
        adapter = ud.tree if scheme == "ud" else clearnlp.tree
        return TreeView(adapter(self.words(), heads, [row[column + 1] for row in self.rows]))


def sentences() -> list[Sentence]:
    found: list[Sentence] = []
    for line in (Path(__file__).parent / "contract.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("= "):
            found.append(Sentence(line[2:], [], []))
        elif line.startswith("? "):
            found[-1].questions.append(line[2:])
        elif line and not line.startswith("# "):
            found[-1].rows.append(line.split())
    return found


def answer(view: ParseView, question: str, word: int, text: str) -> str:
    """In the words of contract.txt."""
    said = [w.text for w in view.words]
    several = {
        "subjects": view.subjects,
        "agents": view.agents,
        "patients": view.patients,
        "auxiliaries": view.auxiliaries,
        "conjuncts": view.conjuncts,
    }
    if question in several:
        return " ".join(said[k] for k in several[question](word)) or "nobody"
    if question == "obliques":
        return " ".join(f"{p.replace(' ', '-')} {said[k]}" for p, k in view.obliques(word))
    if question in ("content", "governor"):
        found = view.content(word) if question == "content" else view.governor(word)
        return "nobody" if found is None else said[found]
    if question in ("negated", "passive"):
        return "yes" if (view.is_negated(word) if question == "negated" else view.is_passive(word)) else "no"
    if question in ("phrase", "whole"):
        start, end = view.noun_phrase(word) if question == "phrase" else view.whole_phrase(word)
        return text[start:end]
    if question == "name_head":
        return said[view.name_head(word)]
    return {"modal": view.modal, "preposition": view.preposition}[question](word) or "nobody"


CASES = sentences()


@pytest.mark.parametrize("scheme", ["ud", "clearnlp"])
@pytest.mark.parametrize("sentence", CASES, ids=[s.text[:40] for s in CASES])
def test_both_schemes_give_the_same_answers(sentence: Sentence, scheme: str) -> None:
    view = sentence.view(scheme)
    said = [w.text for w in view.words]
    assert sentence.questions
    for line in sentence.questions:
        asked, wanted = line.split(": ", 1)
        question, _, about = asked.partition(" ")
        if question == "root":
            assert view.root is not None
            assert said[view.root] == wanted
        else:
            assert answer(view, question, said.index(about), sentence.text) == wanted, line


def test_the_contract_holds_twenty_sentences_and_more() -> None:
    assert len(CASES) >= 20


@pytest.mark.parametrize("scheme", ["ud", "clearnlp"])
@pytest.mark.parametrize("sentence", CASES, ids=[s.text[:40] for s in CASES])
def test_every_tree_has_one_root_and_exact_offsets(sentence: Sentence, scheme: str) -> None:
    view = sentence.view(scheme)
    assert [view.head(k) for k in range(len(view.words))].count(None) == 1
    for k, word in enumerate(view.words):
        assert sentence.text[word.start : word.end] == word.text
        assert view.at(word.start) == k
        seen, at = set(), k
        while view.head(at) is not None:
            assert at not in seen
            seen.add(at)
            at = view.head(at)  # type: ignore[assignment]


@pytest.mark.parametrize("scheme", ["ud", "clearnlp"])
@pytest.mark.parametrize("sentence", CASES, ids=[s.text[:40] for s in CASES])
def test_a_document_of_spacy_reads_as_its_rows_do(sentence: Sentence, scheme: str) -> None:
    spacy = pytest.importorskip("spacy", reason="spaCy is an extra")
    column = 3 if scheme == "ud" else 5
    vocab = spacy.vocab.Vocab()
    doc = spacy.tokens.Doc(
        vocab,
        words=[row[0] for row in sentence.rows],
        pos=[row[1] for row in sentence.rows],
        tags=[row[2] for row in sentence.rows],
        heads=[int(row[column]) - 1 if row[column] != "0" else k for k, row in enumerate(sentence.rows)],
        deps=[row[column + 1] for row in sentence.rows],
    )
    adapter = adapter_for(UD_LABELS if scheme == "ud" else CLEARNLP_LABELS, parser="test")
    read = view_of(doc, adapter, [(w.start, w.end) for w in sentence.words()])
    plain = sentence.view(scheme)
    numbers = range(len(plain.words))
    assert [read.head(k) for k in numbers] == [plain.head(k) for k in numbers]
    assert [read.link(k) for k in numbers] == [plain.link(k) for k in numbers]
    assert list(read.words) == list(plain.words)


@pytest.mark.parametrize(
    "labels", [[], ["nsubj", "ROOT", "punct"], ["SBJ", "OBJ", "NMOD", "PMOD"], UD_LABELS | CLEARNLP_LABELS]
)
def test_labels_of_no_one_scheme_are_refused(labels: list[str]) -> None:
    with pytest.raises(ModelError, match=re.escape("'strange'")) as refused:
        adapter_for(labels, parser="strange")
    assert refused.value.code == "model.unknown-scheme"
