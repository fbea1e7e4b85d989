"""A table of weights as the text of a file, in the form of ``weights.toml``."""

from __future__ import annotations

import json

from contested.assessment.weights import COLUMNS, Weights


def weights_toml(weights: Weights, said: str) -> str:
    """The table as TOML, with a remark at its head.

    Args:
        weights: The table.
        said: What it was fitted to; each line becomes a comment.
    """
    lines = [f"# {line}" for line in said.splitlines()]
    lines += [f"version = {_text(weights.version)}", ""]
    for name, part in (("dynamics", weights.dynamics), ("spread", weights.spread)):
        fields = {field: getattr(part, field) for field in part.__struct_fields__}
        reasons = fields.pop("reasons")
        lines += [f"[{name}]", *(f"{field} = {value!r}" for field, value in fields.items())]
        lines += [f"[{name}.reasons]", *(f"{field} = {_text(reason)}" for field, reason in reasons.items()), ""]
    lines.append("[factors]")
    for name, row in weights.factors.items():
        lines.append(f"{name} = {{ value = {row.value!r}, reason = {_text(row.reason)} }}")
    for claim in weights.rows():
        lines += ["", "[[claim]]"]
        lines += [f"proposition = {_text(claim.proposition)}", f"relation = {_text(claim.relation.value)}"]
        lines += [f"{column} = {getattr(claim, column):.8f}" for column in COLUMNS]
        lines.append(f"reason = {_text(claim.reason)}")
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)
