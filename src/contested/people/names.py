"""Names of people: how one is written, when two are the same, and when two only look the same.

Owns normalisation. Invariant: two names with one ``key`` are one name however they are typed, and no two people
have names that look alike, because rulings are read by their names.
"""

from __future__ import annotations

import unicodedata

from contested.errors import InputError

LONGEST = 64
_MARKS = frozenset(" ._-'’@+")
# Letters of other scripts, and digits, that are drawn like a Latin letter, large or small; after case folding.
_PAIRS = (
    "аa вb сc ԁd еe һh нh іi јj кk мm оo рp ԛq ѕs тt уy үy ѵv ԝw хx "  # Cyrillic
    "αa βb εe ζz ηh ιi κk μm νn οo ρp τt υy χx ωw "  # Greek
    "աw եe հh յj ոn օo սu ցg "  # Armenian
    "ɑa ɓb ƀb đd ɗd ɖd ðd ɛe ƒf ɡg ɢg ħh ʜh ɨi ɩi ɪi ƙk łl ʟl ɴn ŋn øo þp ʀr ŧt ʋu ʏy ƴy "  # Latin
    "0o 1l il ıl |l 5s"
)
_DRAWN_AS = str.maketrans({pair[0]: "l" if pair[1] == "i" else pair[1] for pair in _PAIRS.split()})
_PHONETIC = (range(0x1D00, 0x1DC0), range(0xA720, 0xA800))
"""Letters of no name, many of which are drawn like others."""
_WRITTEN_TOGETHER = {"HIRAGANA": "CJK", "KATAKANA": "CJK", "HANGUL": "CJK", "BOPOMOFO": "CJK"}


def clean(name: str) -> str:
    """A name as it is kept and shown.

    Raises:
        InputError: people.bad-name.
    """
    told = " ".join(unicodedata.normalize("NFKC", name).split())
    why = _wrong(told)
    if why:
        raise InputError(
            f"The name {told[:LONGEST]!r} {why}",
            code="people.bad-name",
            remedy=f"Use 2 to {LONGEST} letters and digits of one script; space . _ - ' @ + may stand between.",
        )
    return told


def key(name: str) -> str:
    """What is compared: one key for every way of typing a name. Never refuses: anything may be typed at a login.

    >>> key("  ＡＤＡ Example ") == key("ada example")
    True
    """
    told = unicodedata.normalize("NFKC", storable(name[: 4 * LONGEST]))
    return " ".join(unicodedata.normalize("NFKC", told.casefold()).split())


def storable(text: str) -> str:
    """A text without what no database keeps: NUL, and halves of surrogate pairs."""
    return text.replace("\0", "\ufffd").encode(errors="replace").decode()


def looks(name: str) -> str:
    """What a name is drawn as, roughly: names with one look cannot be told apart on a screen.

    >>> looks("аdа") == looks("ada")
    True
    """
    bare = unicodedata.normalize("NFD", key(name))
    kept = "".join(c for c in bare if unicodedata.category(c)[0] in "LN" and unicodedata.category(c) != "Lm")
    return kept.translate(_DRAWN_AS).replace("rn", "m").replace("vv", "w") or key(name)


def _wrong(told: str) -> str | None:
    if not 2 <= len(told) <= LONGEST:
        return f"has {len(told)} characters"
    for character in told:
        letter = unicodedata.category(character)[0] in "LM" and not any(
            ord(character) in some for some in _PHONETIC
        )
        if not letter and not _may_stand(character):
            return f"holds {_shown(character)}"
    if not unicodedata.category(told[0]).startswith("L"):
        return "does not begin with a letter"
    scripts = {
        _script(c) for c in told if unicodedata.category(c)[0] == "L" or (c.isdecimal() and not c.isascii())
    }
    scripts.discard("MODIFIER")  # an apostrophe that is a letter
    if len(scripts) > 1:
        return f"mixes {' and '.join(sorted(script.capitalize() for script in scripts))} letters"
    return None


def _may_stand(character: str) -> bool:
    return character in _MARKS or unicodedata.category(character) == "Nd"


def _shown(character: str) -> str:
    return repr(character) if character.isprintable() else f"U+{ord(character):04X}"


def _script(character: str) -> str:
    """The script of a letter or digit, as its Unicode name begins; scripts that are written together are one."""
    words = unicodedata.name(character, "UNNAMED").removeprefix("EXTENDED ").replace("-", " ").split(" ")
    return _WRITTEN_TOGETHER.get(words[0], words[0])
