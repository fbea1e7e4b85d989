"""The networks that are trained: word traits, two bidirectional LSTM layers, biaffine arcs and relations.

After Dozat and Manning 2017. A like network without the last finds where sentences start. The same arithmetic
without gradients is in ``contested.reading.parse.encoder``; a change here is a change there. PyTorch is needed for
training only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor, nn

from contested.reading.parse.forms import Traits


class Words(nn.Module):
    """The tables of word traits, and what each network is made of."""

    def __init__(self, config: dict[str, Any], known: int) -> None:
        super().__init__()
        size, rows = config["traits"], config["rows"]
        self.form = nn.Embedding(known + 1, size["form"])
        self.grams = nn.EmbeddingBag(rows["grams"], size["grams"], mode="mean")
        self.affixes = nn.ModuleList(
            nn.Embedding(rows[name], size[name]) for name in ("prefix", "suffix", "shape")
        )
        self.spacing = nn.Embedding(4, size["spacing"])
        for table in (self.form, self.grams, *self.affixes, self.spacing):
            nn.init.normal_(table.weight, std=0.3)
        hidden = config["hidden"]
        self.lower = nn.LSTM(sum(size.values()), hidden, bidirectional=True)
        self.upper = nn.LSTM(2 * hidden, hidden, bidirectional=True)
        self.dropout = float(config["dropout"])
        self.form_dropout = float(config["form_dropout"])

    def words(self, traits: Sequence[Traits]) -> Tensor:
        """One row a word type."""
        forms = torch.tensor([t.form for t in traits])
        if self.training:
            forms = forms * (torch.rand(forms.shape) >= self.form_dropout)
        offsets, flat = [0], []
        for t in traits:
            flat += t.grams
            offsets.append(len(flat))
        parts = [self.form(forms), self.grams(torch.tensor(flat), torch.tensor(offsets[:-1]))]
        for table, name in zip(self.affixes, ("prefix", "suffix", "shape"), strict=True):
            parts.append(table(torch.tensor([getattr(t, name) for t in traits])))
        return torch.cat(parts, dim=1)

    def layers(self, traits: Sequence[Traits], index: Tensor, spacing: Tensor) -> tuple[Tensor, Tensor]:
        """Vectors of the lower and the upper layer, [sentences, words, 2 x hidden]."""
        x = self.locked(torch.cat([self.words(traits)[index], self.spacing(spacing)], dim=2))
        low = self.locked(_run(self.lower, x))
        return low, self.locked(_run(self.upper, low))

    def locked(self, x: Tensor) -> Tensor:
        """Dropout with one mask for all words of a sentence."""
        if not self.training or not self.dropout:
            return x
        keep = 1.0 - self.dropout
        return x * torch.bernoulli(torch.full((x.shape[0], 1, x.shape[2]), keep)) / keep


class SentenceNetwork(Words):
    """Scores whether a sentence starts at each word."""

    def __init__(self, config: dict[str, Any], known: int) -> None:
        super().__init__(config, known)
        self.start = nn.Linear(2 * config["hidden"], 2)

    def forward(self, traits: Sequence[Traits], index: Tensor, spacing: Tensor) -> Tensor:
        """Scores of no and yes, [paragraphs, words, 2]."""
        scores: Tensor = self.start(self.layers(traits, index, spacing)[1])
        return scores


class Network(Words):
    """Scores arcs, relations, tags and sentence starts for a batch of sentences of the same length."""

    def __init__(self, config: dict[str, Any], known: int, tags: int, relations: int) -> None:
        super().__init__(config, known)
        hidden = config["hidden"]
        self.tag = nn.Linear(2 * hidden, tags)
        self.start = nn.Linear(2 * hidden, 2)
        arc, rel = config["arc"], config["relation"]
        self.arc_dependent = nn.Linear(2 * hidden, arc)
        self.arc_head = nn.Linear(2 * hidden, arc)
        self.rel_dependent = nn.Linear(2 * hidden, rel)
        self.rel_head = nn.Linear(2 * hidden, rel)
        self.arc_weight = nn.Parameter(torch.zeros(arc + 1, arc))
        self.rel_weight = nn.Parameter(torch.zeros(rel + 1, relations, rel + 1))
        self.root = nn.Parameter(torch.zeros(2 * hidden))
        nn.init.normal_(self.root, std=0.1)
        nn.init.orthogonal_(self.arc_weight)
        nn.init.normal_(self.rel_weight, std=0.02)

    def forward(self, traits: Sequence[Traits], index: Tensor, spacing: Tensor) -> dict[str, Tensor]:
        """Scores; ``index`` says which row of ``traits`` stands where, [sentences, words].

        Arcs are [sentences, words, 1 + words]: the first candidate head is the root.
        """
        low, high = self.layers(traits, index, spacing)
        heads = torch.cat([self.root.expand(high.shape[0], 1, -1), high], dim=1)
        arc_d = self.locked(nn.functional.leaky_relu(self.arc_dependent(high), 0.1))
        arc_h = self.locked(nn.functional.leaky_relu(self.arc_head(heads), 0.1))
        rel_d = self.locked(nn.functional.leaky_relu(self.rel_dependent(high), 0.1))
        rel_h = self.locked(nn.functional.leaky_relu(self.rel_head(heads), 0.1))
        arcs = _with_one(arc_d) @ self.arc_weight @ arc_h.transpose(1, 2)
        return {"arcs": arcs, "rel_d": rel_d, "rel_h": rel_h, "tags": self.tag(low), "starts": self.start(low)}

    def relations(self, rel_d: Tensor, rel_h: Tensor) -> Tensor:
        """Scores of the relations of paired rows of dependents and heads, [pairs, relations]."""
        left = _with_one(rel_d)
        mapped = (left @ self.rel_weight.flatten(1)).view(len(left), self.rel_weight.shape[1], -1)
        return torch.einsum("nrk,nk->nr", mapped, _with_one(rel_h))


def _run(layer: nn.LSTM, x: Tensor) -> Tensor:
    # Time first: PyTorch has a fast path for it on processors, and none for packed sequences.
    out: Tensor = layer(x.transpose(0, 1).contiguous())[0].transpose(0, 1)
    return out


def _with_one(x: Tensor) -> Tensor:
    return torch.cat([x, torch.ones(*x.shape[:-1], 1)], dim=-1)
