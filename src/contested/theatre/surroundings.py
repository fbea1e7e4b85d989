"""What the words around a name say about it: its level, the province that holds it, whether it is a person's.

Reads text, decides nothing about units. Must never look across the end of a sentence. Offsets are code points,
half-open.
"""

from __future__ import annotations

import re
from functools import cached_property

from contested.model.vocabulary import PlaceLevel
from contested.theatre.fold import fold_word
from contested.theatre.table import PACKS
from contested.theatre.words import LevelWords

_SIDE = r"(?:(?:north|south|east|west)(?:[-\s]?(?:east|west))?(?:ern)?|central|border|neighbou?ring|capital)"
_BETWEEN = re.compile(
    r"\s*(?:,\s*(?:and\s+|or\s+)?|\s+and\s+(?:in\s+)?|\s+or\s+|\s+as\s+well\s+as\s+|\s*&\s*|\s*/\s*)"
)
_SENTENCE_END = re.compile(r"[.!?](?=[\s\"”’)]|$)|\n")
_TITLE = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|gen|general|col|colonel|maj|major|capt|captain|lt|brig|brigadier|mullah|mawlawi|maulvi|mawlavi"
    r"|maulawi|moulvi|haji|hajji|qari|sheikh|shaikh|sayed|sayyid|ustad|engineer|eng|marshal|commander|spokesman|spokesperson"
    r"|spokeswoman|governor|minister|president|chief|ambassador|secretary|councillor|councilor|lawmaker|analyst"
    r"|journalist|colonel|named|called)\.?,?\s+)$",
    re.IGNORECASE,
)
_CAPITALISED_BEFORE = re.compile(r"([^\W\d_][\w'’-]*)\s+$")
_CAPITALISED_AFTER = re.compile(r"\s+([^\W\d_][\w'’-]*)")
# Capitalised words that stand before a place name without being a given name.
_NO_GIVEN_NAME = frozenset(
    word
    for line in (PACKS / "before_places.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)

_NAMING_LEVELS = frozenset({PlaceLevel.DISTRICT, PlaceLevel.CITY, PlaceLevel.PROVINCE})
_INDEFINITE = re.compile(
    r"\b(?:an?|one|another|(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|last|next|every|each))"
    r"\s+(?:\w+\s+)?(?:districts?\s+(?:of|in)\s+)?$",
    re.IGNORECASE,
)


_PLACE_BEFORE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|into|towards?|captur\w+|seiz\w+|took|taken?|taking|retook|retak\w+|recaptur\w+"
    r"|los(?:e|es|ing|t)|clear\w+|storm\w+|overr[au]n\w*|besieg\w+|enter\w*|attack\w*|regain\w*|claim(?:s|ed)?|holds?"
    r"|left|leav(?:e|es|ing)|abandon\w*|(?:control|fall|loss|capture|storming|siege|cent(?:re|er)|parts)\s+of)\s+$",
    re.IGNORECASE,
)
_PLACE_AFTER = re.compile(
    r"\s+(?:(?:has|have|had|was|were|is|are)\s+)?(?:not\s+)?(?:been\s+)?(?:also\s+)?(?:fell|fallen|captured|seized|taken"
    r"|retaken|recaptured|overrun|cleared|regained|lost|besieged|abandoned|vacated|collapsed|won\s+back|gone\s+to"
    r"|Taliban-held|stays?\s+with|left\s+government\s+control|under\s|the\s+\w+\s+(?:districts?\s+)?to\s+fall)\b"
)
_OUTLET_AFTER = re.compile(r"\s+(?:Times|Post|Tribune|Herald|Gazette|Weekly|Daily|News|Radio|TV|Observer)\b")
_CITY_BEFORE = re.compile(
    r"\b(?:gates|outskirts|streets|edges?|suburbs|entrances?|skies|squares?)\s+(?:of|into|to)\s+$", re.IGNORECASE
)
# What stands last where a level is said before a name, but for "capital" and words of other scripts.
_ENDS_LEVEL = ("of", "called", "named", "the", "into", "to")


class Surroundings:
    """The words around names of one text.

    Attributes:
        text: The text.
    """

    def __init__(self, text: str, words: LevelWords, person_words: frozenset[str]) -> None:
        self.text = text
        self._words = words
        self._person_words = person_words
        self._shouting = text.isupper()

    @cached_property
    def _after(self) -> re.Pattern[str]:
        return re.compile(
            rf"(?:['’]s?)?[\s-]+(?:{_SIDE}\s+)*(?P<level>{self._words.pattern})(?![\w])(?P<headed>['’]s\s+capital)?",
            re.IGNORECASE,
        )

    @cached_property
    def _before(self) -> re.Pattern[str]:
        return re.compile(
            rf"\b(?P<level>{self._words.pattern})\s+(?:of|called|named)\s+(?:the\s+)?$"
            rf"|\b(?P<direct>{self._words.leading})\s+$"
            rf"|(?P<capital>\bcapitals?(?:\s+city|\s+of\s+[^\W\d_][\w-]*)?(?:\s+of)?,?\s+)$",
            re.IGNORECASE,
        )

    def level_after(self, end: int) -> tuple[PlaceLevel, bool] | None:
        """The level said just after a name, and whether it is said of several."""
        found = self._after.match(self.text, end)
        if not found:
            return None
        word = found["level"]
        level = self._words.level_of(word)
        if level is PlaceLevel.PROVINCE and re.match(r"\s+capital", self.text[found.end("level") :]):
            return (level, False)
        return (level, word.lower().endswith(("s", "ies"))) if level else None

    def level_within(self, start: int, end: int) -> PlaceLevel | None:
        """The level that a span itself says at its end ("Kandahar city"), as spans given by others may."""
        found = re.search(rf"\s(?P<level>{self._words.pattern})$", self.text[start:end], re.IGNORECASE)
        return self._words.level_of(found["level"]) if found else None

    def level_before(self, start: int) -> tuple[PlaceLevel, bool] | None:
        """The level said just before a name ("districts of"), and whether it is said of several."""
        window = self.text[max(0, start - 60) : start]
        if not window[-1:].isspace() or not self._may_say_level(window.lower()):
            return None
        found = self._before.search(window)
        if not found:
            return (PlaceLevel.CITY, False) if _CITY_BEFORE.search(window) else None
        if found["capital"]:
            return self._capital(window)
        if found["direct"]:
            level = self._words.level_of(found["direct"])
            return (level, False) if level else None
        named = _CAPITALISED_BEFORE.search(window[: found.start("level")])
        if named and named[1][0].isupper() and fold_word(named[1]) not in _NO_GIVEN_NAME and not self._shouting:
            return None  # in "Baharak district of Takhar" the word belongs to Baharak
        level = self._words.level_of(found["level"])
        return (level, found["level"].lower().endswith(("s", "ies"))) if level else None

    def _may_say_level(self, low: str) -> bool:
        """Most words before a name say no level; at their end alone that is seen."""
        last = low.rstrip().rpartition(" ")[2].rstrip(",")
        return last.endswith(_ENDS_LEVEL) or not last.isascii() or "capital" in low

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether two offsets lie in one sentence."""
        first, last = sorted((one, other))
        return last - first < 600 and _SENTENCE_END.search(self.text, first, last) is None

    def sentence(self, offset: int, longest: int = 400) -> str:
        """The sentence around an offset, no further than ``longest`` characters to either side."""
        low = max(0, offset - longest)
        starts = [found.end() for found in _SENTENCE_END.finditer(self.text, low, offset)]
        ends = _SENTENCE_END.search(self.text, offset, offset + longest)
        return self.text[starts[-1] if starts else low : ends.start() if ends else offset + longest]

    @staticmethod
    def _capital(window: str) -> tuple[PlaceLevel, bool] | None:
        """Tell "the provincial capital Taloqan", a city, from "the capital of Badghis"."""
        said = window.rstrip().lower()
        if said.endswith("of"):
            return None
        return PlaceLevel.CITY, said.rstrip(",").endswith("capitals")

    def is_one_of(self, start: int) -> bool:
        """Whether an indefinite word stands before a name: "a key Kandahar district" is one of Kandahar's."""
        return _INDEFINITE.search(self.text[max(0, start - 40) : start]) is not None

    def is_located(self, start: int, end: int) -> bool:
        """Whether the words beside a name speak of a place: "in Doab", "captured Nerkh", "Bangi has fallen"."""
        before = self.text[max(0, start - 30) : start]
        return bool(_PLACE_BEFORE.search(before) or _PLACE_AFTER.match(self.text, end))

    def named_by_level(self) -> list[tuple[int, int]]:
        """Capitalised names just before or after a level word ("Harawa district", "town of Harawa")."""
        if self._shouting:
            return []
        found = []
        for match in self._named.finditer(self.text):
            start, end = match.span("before" if match["before"] else "after")
            first = self.text[start:end].split()[0]
            while fold_word(first) in _NO_GIVEN_NAME or self._words.level_of(first):
                start += len(first) + 1
                if start >= end:
                    break
                first = self.text[start:end].split()[0]
            if start < end:
                found.append((start, end))
        return found

    @cached_property
    def _named(self) -> re.Pattern[str]:
        name = r"[A-Z][\w'’]+(?:[ -](?:(?:wa|e|i|ye|de|la|al|el)[ -])?[A-Z][\w'’]+){0,3}"
        levels = "|".join(
            re.escape(word)
            for word in sorted(self._words.by_word, key=len, reverse=True)
            if self._words.by_word[word] in _NAMING_LEVELS and word != "provincial"
        )
        return re.compile(
            rf"\b(?P<before>{name}) (?:{levels or '(?!)'})\b|\b(?:{levels or '(?!)'}) of (?P<after>{name})"
        )

    def links(self, end: int, start: int) -> bool:
        """Whether two names are listed together: "Badakhshan and Takhar"."""
        return start - end < 24 and _BETWEEN.fullmatch(self.text[end:start]) is not None

    def gap(self, end: int, start: int, longest: int = 90) -> str | None:
        """The words between two names of one sentence, lower case; None if a sentence ends there."""
        if not 0 <= start - end <= longest:
            return None
        between = self.text[end:start]
        return None if _SENTENCE_END.search(between) else between.lower().replace("\u00a0", " ")

    def is_outlet(self, end: int) -> bool:
        """Whether the word after a name makes it an outlet's: "Kandahar Times"."""
        return _OUTLET_AFTER.match(self.text, end) is not None

    def is_person(self, start: int, end: int) -> bool:
        """Whether a name is part of a person's: "governor Hasti Mohammad", "Ghani Khel" after a given name."""
        if self._shouting:
            return False
        before = self.text[max(0, start - 40) : start]
        neighbour = _CAPITALISED_AFTER.match(self.text, end)
        follows = neighbour[1] if neighbour and neighbour[1][0].isupper() else ""
        if fold_word(follows) in self._person_words:
            return True
        if follows and not self._words.level_of(follows) and _TITLE.search(before):
            return True
        given = _CAPITALISED_BEFORE.search(before) if before[-1:].isspace() else None
        if not given or not given[1][0].isupper():
            return False
        word = given[1].removesuffix("'s").removesuffix("’s")
        if word != given[1]:
            return False
        return fold_word(word) in self._person_words or (
            fold_word(word) not in _NO_GIVEN_NAME
            and not self._words.level_of(word)
            and not word.isupper()
            and not self._begins_sentence(start - (len(before) - given.start()))
        )

    def _begins_sentence(self, start: int) -> bool:
        before = self.text[:start].rstrip(" \t\"“‘'(")
        return not before or before[-1] in ".!?:\n—–-"
