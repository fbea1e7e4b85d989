"""Which language a report is in, so that one in another language is kept and marked, and never mis-read.

Owns the detection. English is told by its function words, which costs microseconds; the model (py3langid) is
loaded only for a text that is not plainly English. Must never guess: a headline, a list of names or a text of a
few words has no language. Invariant: offline, a pure function of the text; what the giver says wins.
"""

from __future__ import annotations

import re
import unicodedata

import msgspec

from contested.intake.item import Item

_SAMPLE = 3_000
"""Code points looked at: more change nothing in practice."""
_STRONG = frozenset("the of and to was were that said with from which by has had their they is are been".split())
_ENGLISH_SHARE = 0.08
"""Share of such words in English news: about .25. In other languages written in Latin letters: under .03."""
_LEAST_WORDS = 8
_LEAST_LETTERS = 12
_NAMES_SHARE = 0.6
"""With so many capitals it is a list of names; German news has about .35."""
_MARGIN = 20.0
"""By how much (log-odds) the model must prefer another language of Latin letters over English."""
_WORD = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]+")
_ONE_OF = {"uzs": "uz", "arz": "ar", "ary": "ar", "nn": "no", "yue": "zh", "wuu": "zh", "sdh": "ku", "hbo": "he"}
_NAMED = {"english": "en", "eng": "en", "persian": "fa", "dari": "fa", "prs": "fa", "pashto": "ps", "arabic": "ar"}


def detect_language(text: str) -> str | None:
    """The language of a text as an ISO 639 code; None where it cannot be told.

    >>> detect_language("The army said that it had been driven from the town by a larger force.")
    'en'
    >>> detect_language("Kabul, Herat, Kandahar") is None
    True
    """
    sample = text[:_SAMPLE]
    if sample.isupper():
        sample = sample.lower()
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    if letters < _LEAST_LETTERS:
        return None
    latin = sum(map(len, _LATIN.findall(sample))) / letters
    if latin < 0.5:
        return _by_model(sample, other_script=True)
    share = sum(word.lower() in _STRONG for word in words) / len(words)
    if share >= _ENGLISH_SHARE and len(words) >= 5:
        return "en"
    names = sum(word[0].isupper() for word in words) / len(words)
    if len(words) < _LEAST_WORDS or names > _NAMES_SHARE:
        return None
    return _by_model(sample, other_script=False)


def language_code(given: str | None) -> str | None:
    """The language of a tag or name as givers write it ("en-GB", "English", "prs"); None where it names none.

    >>> language_code("en_US"), language_code("Dari"), language_code("und")
    ('en', 'fa', None)
    """
    if not given:
        return None
    first = re.split(r"[-_ ]", given.strip().lower())[0]
    code = _NAMED.get(first, first)
    return code if re.fullmatch(r"[a-z]{2,3}", code) and code not in ("und", "mul", "zxx") else None


def marked(item: Item) -> Item:
    """The item with its report's language, if nobody stated it and it can be told; coded reports as they are."""
    report = item.report
    if report is None or report.language is not None or item.claims is not None or not report.text:
        return item
    language = detect_language(report.text)
    if language is None:
        return item
    return msgspec.structs.replace(item, report=msgspec.structs.replace(report, language=language))


def _by_model(sample: str, *, other_script: bool) -> str | None:
    from py3langid import rank  # noqa: PLC0415 - it takes a second to load, and English needs none of it

    scores: dict[str, float] = dict(rank(unicodedata.normalize("NFC", sample)))
    if other_script:  # not English, whatever else: languages of Latin letters are out
        scores.pop("en", None)
    best = max(sorted(scores), key=lambda language: scores[language])
    best = _ONE_OF.get(best, best)
    if best in ("en", "zxx"):
        return "en" if best == "en" else None
    if not other_script and scores[best] - scores["en"] < _MARGIN:
        return None
    return best
