"""Who counts as the same speaker: names that differ in spelling, officials nobody names, official lines.

Owns the keys under which speakers meet. Two claims share a speaker if they share a key, so the answer never
depends on the order in which claims are looked at. Must never look at places or days.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from contested.model.claim import Speaker
from contested.model.observation import Observation
from contested.model.vocabulary import Side

_WORD = re.compile(r"[^\W\d_]+")
_HONORIFICS = frozenset(
    """mr mrs ms dr sir prof professor gen general lt maj major col colonel capt captain brig brigadier haji hajji
    mullah mawlawi maulvi maulana mawlana qari ustad engineer eng dipl amir commander governor president minister
    the al""".split()
)
_ANONYMOUS = frozenset(
    """official officials authority authorities source sources resident residents witness witnesses unnamed
    anonymous commander commanders lawmaker lawmakers member members councillor councillors elder elders police
    soldier soldiers officer officers people locals spokesman spokesmen spokesperson spokespersons spokeswoman
    footage video""".split()
)
_BODIES = {
    "defence": "defence ministry",
    "defense": "defence ministry",
    "mod": "defence ministry",
    "interior": "interior ministry",
    "moi": "interior ministry",
    "president": "presidency",
    "presidential": "presidency",
    "palace": "presidency",
    "border": "border service",
}
_GOVERNMENT_ITSELF = frozenset({"government", "afghan", "kabul", "administration", "statement", "a", "the"})
_MOVEMENT_ITSELF = frozenset({"statement", "group", "movement", "militants", "insurgents", "a", "the"})
_OF_MEDIUM = re.compile(r"\b(?:sources?|correspondents?|reporters?) (?:of|at|for) (?P<medium>.+)", re.IGNORECASE)
_CONTAINER = re.compile(r"\s*\(.*\)\s*$")


class SpeakerKey(NamedTuple):
    """One way in which a speaker can be recognised.

    Attributes:
        key: Equal for equal speakers.
        because: What sharing it means, in words.
    """

    key: str
    because: str


def speaker_keys(observation: Observation) -> tuple[SpeakerKey, ...]:
    """All keys of a claim's speaker, the most telling first; never empty."""
    claim, report = observation.claim, observation.report
    return _keys(claim.speaker, claim.via, report.wire_family, report.outlet, report.id)


@lru_cache(maxsize=65536)  # each picture asks again for the same claims
def _keys(
    speaker: Speaker | None, via: str | None, wire_family: str | None, outlet: str | None, report_id: str
) -> tuple[SpeakerKey, ...]:
    if speaker is None or speaker.side == Side.MEDIA:
        return _own_voice(speaker, wire_family, outlet, report_id)
    party = speaker.party or speaker.side.value
    words = _words(speaker.name)
    line = _official_line(speaker.name, speaker.role, speaker.side, party)
    if line is not None:
        return (SpeakerKey(f"line|{party}|{line}", f"one official line: {line}"),)
    if _is_anonymous(words):
        medium = _OF_MEDIUM.search(speaker.role or "")
        if medium and speaker.side == Side.UNKNOWN:
            carrier = _CONTAINER.sub("", medium["medium"])
            return (SpeakerKey(f"own|{name_key(carrier)}", f"one medium ({carrier}) and its unnamed sources"),)
        carriers = [wire_family, via, outlet]
        return tuple(
            SpeakerKey(
                f"unnamed|{party}|{name_key(carrier)}", f"unnamed speakers of one party, all carried by {carrier}"
            )
            for carrier in carriers
            if carrier
        ) or (SpeakerKey(f"unnamed|{party}|{report_id}", "unnamed speakers of one party in one report"),)
    because = f"one speaker: {speaker.name}"
    keys = [SpeakerKey(f"person|{party}|{name_key(speaker.name)}", because)]
    role = name_key(speaker.role or "")
    parts = [_skeleton(word) for word in words if word not in _HONORIFICS]
    if role and parts:
        keys.append(SpeakerKey(f"role|{party}|{role}|{parts[0]}", because))
        keys.append(SpeakerKey(f"role|{party}|{role}|{parts[-1]}", because))
    return tuple(keys)


def is_named(observation: Observation) -> bool:
    """Whether somebody answers for the claim by name: a person, a body, or an outlet in its own voice."""
    speaker = observation.claim.speaker
    return speaker is None or not _is_anonymous(_words(speaker.name))


@lru_cache(maxsize=16384)
def name_key(name: str) -> str:
    """A key that spellings of one name share; honorifics dropped, vowels and doubled letters ignored.

    >>> name_key("Hasti Mohammad") == name_key("Hasti Muhammad") == name_key("Haji Hasti Mohamad")
    True
    >>> name_key("Rohgul Khairzad") == name_key("Roh Gul Kheirzad")
    True
    >>> name_key("Ahmad") == name_key("Mohammad")
    False
    """
    words = [word for word in _words(name) if word not in _HONORIFICS] or _words(name)
    skeleton = "".join(_skeleton(word) for word in words)
    return skeleton if len(skeleton) > 2 else "".join(words) or name.strip().casefold()


def _own_voice(
    speaker: Speaker | None, wire_family: str | None, outlet: str | None, report_id: str
) -> tuple[SpeakerKey, ...]:
    medium = speaker.name if speaker else _CONTAINER.sub("", outlet or "")
    keys = []
    if wire_family:
        keys.append(SpeakerKey(f"family|{wire_family}", f"one agency text ({wire_family})"))
    if medium:
        keys.append(SpeakerKey(f"own|{name_key(medium)}", f"one medium in its own voice ({medium})"))
    return tuple(keys) or (SpeakerKey(f"own|{report_id}", "one report in its own voice"),)


def _official_line(name: str, role: str | None, side: Side, party: str) -> str | None:
    """The body for which a speaker is only the mouth, or None for one who speaks for themselves."""
    words = frozenset(_words(f"{name} {role or ''}"))
    speaks_for = any(word.startswith("spokes") for word in words)
    bare = frozenset(_words(name))
    if side == Side.GOVERNMENT and bare and bare <= _GOVERNMENT_ITSELF:
        return "government"
    if side == Side.INSURGENT and bare and bare <= _MOVEMENT_ITSELF:
        return party
    if side == Side.INSURGENT and (speaks_for or "movement" in words or name_key(name) == name_key(party)):
        return party
    if not speaks_for and not words & {"ministry", "mod", "moi", "palace", "directorate"}:
        return None
    bodies = sorted({_BODIES[word] for word in words if word in _BODIES})
    return " and ".join(bodies) or None


def _is_anonymous(words: tuple[str, ...]) -> bool:
    return not words or any(word in _ANONYMOUS for word in words)


@lru_cache(maxsize=16384)  # a few thousand speakers make a million claims
def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", text).casefold()
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def _skeleton(word: str) -> str:
    """Consonants of a transliterated word, one letter for sounds that are written in several ways."""
    sounds = word.replace("ph", "f").replace("gh", "g").replace("kh", "x").replace("dh", "d").replace("q", "k")
    kept = [c for i, c in enumerate(sounds) if c not in "aeiouyw" or (i == 0 and c not in "yw")]
    skeleton = "".join(c for i, c in enumerate(kept) if i == 0 or c != kept[i - 1])
    initial = skeleton[:1].translate(str.maketrans("aeiou", "aaaaa"))
    return initial + skeleton[1:] if skeleton else word
