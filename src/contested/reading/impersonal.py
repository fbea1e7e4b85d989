"""Reports of nobody: "it was reported that", "the town has reportedly fallen", "reports say".

Owns the forms by which an outlet passes on what it lays at nobody's door. Must never name a speaker. Invariant:
such a report is always ``reports_unverified``.
"""

from __future__ import annotations

import re

from contested.model.vocabulary import Stance
from contested.reading.passages import Passage
from contested.reading.saying import Attribution

_HELD = "reported|believed|said|thought|understood|rumou?red"
_FOUND = "reported|believed|said|claimed|rumou?red|understood|learned"
_FORMS = (
    rf"\bit (?:has been|was|is|had been) (?:also |previously )?(?:{_FOUND}) that\b",
    r"\breportedly\b",
    rf"\b(?:is|are|was|were) (?:{_HELD}) to\b",
    r"\b(?:has|have) (?:also )?been reported (?=in|near|from)",
    r"\b(?:was|were) (?:also )?reported (?=in |near |from |last |across |around |overnight)",
    r"\breports (?:say|said|suggest|suggested|indicate)(?: that)?\b",
    r"\baccording to (?:unconfirmed |some |media |local )?reports\b",
)
_IMPERSONAL = re.compile("|".join(_FORMS))
_NEGATED = re.compile(r"\bno\b[^.]{0,60}$")


def find_impersonal(passage: Passage) -> Attribution | None:
    """The impersonal report that a sentence makes; its content follows "that", or is the whole sentence."""
    found = _IMPERSONAL.search(passage.low, passage.start, passage.end)
    if not found or passage.quoted(found.start()) or _NEGATED.search(passage.low[passage.start : found.start()]):
        return None
    start = found.end() if found[0].endswith("that") else passage.start
    said = passage.text[start : passage.end]
    content = (start + len(said) - len(said.lstrip()), passage.end)
    return Attribution(
        None, found.span(), (content,) if said else (), None, None, Stance.REPORTS_UNVERIFIED, "impersonal"
    )
