"""Which field of a boundary file says what: detected from the publishers' known forms, or given by hand.

Must never read a file. Invariant: a map names fields that are in the file, and always one for the id and the name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

import msgspec

from contested.errors import TheatreError

USES = ("id", "name", "local_name", "parent", "parent_name")

# For each publisher, what a field is called. Newer COD-AB files are lower case, with the local name in adm2_name1;
# older ones upper case with a language, ADM2_EN; the oldest of all are admin2Pcode and admin2Name_en.
_KNOWN: tuple[tuple[str, Mapping[str, str]], ...] = (
    (
        "OCHA COD-AB",
        {
            "id": r"adm2_pcode",
            "name": r"adm2_name|adm2_en|adm2_name_en|adm2_(?:fr|es|pt)",
            "local_name": r"adm2_name1|adm2_(?!en|pcode|ref|alt|name)[a-z]{2}",
            "parent": r"adm1_pcode",
            "parent_name": r"adm1_name|adm1_en|adm1_name_en|adm1_(?:fr|es|pt)",
        },
    ),
    (
        "OCHA COD-AB",
        {
            "id": r"admin2pcode",
            "name": r"admin2name_en|admin2name_(?:fr|es|pt)|admin2name",
            "local_name": r"admin2name_(?!en)[a-z]{2}",
            "parent": r"admin1pcode",
            "parent_name": r"admin1name_en|admin1name_(?:fr|es|pt)|admin1name",
        },
    ),
    ("geoBoundaries", {"id": r"shapeiso|shapeid", "name": r"shapename"}),
    (
        "a pack of contested",
        {
            "id": r"pcode",
            "name": r"name",
            "local_name": r"local_name",
            "parent": r"adm1_pcode",
            "parent_name": r"adm1_name",
        },
    ),
    (
        "a first level of OCHA COD-AB",
        {"id": r"adm1_pcode", "name": r"adm1_name|adm1_en|adm1_(?:fr|es|pt)", "local_name": r"adm1_name1"},
    ),
)
_YEAR = re.compile(r"(?:valid_?on|valid_?from|date|boundaryyearrepresented)", re.IGNORECASE)
_COUNTRY = re.compile(r"(?:adm0_pcode|admin0pcode|iso2|iso3|shapegroup)", re.IGNORECASE)


class FieldMap(msgspec.Struct, frozen=True, kw_only=True):
    """A field of the file by what it is taken for.

    Attributes:
        publisher: Whose form it is, or "given by hand".
        fields: Field by use, one of ``USES``.
    """

    publisher: str
    fields: Mapping[str, str]

    def value(self, properties: Mapping[str, object], use: str) -> str:
        """What a feature says, as text without white space around it; "" where it says nothing."""
        value = properties.get(self.fields.get(use, ""))
        return "" if value is None else " ".join(str(value).split())

    def year_in(self, properties: Sequence[Mapping[str, object]]) -> int | None:
        """The newest year that the features say they are valid for."""
        years = []
        for one in properties:
            named = sorted(
                (name for name in one if _YEAR.fullmatch(name)), key=lambda name: "valid" not in name.lower()
            )
            text = next((str(one[name]) for name in named if one[name]), "")
            found = re.match(r"(?:19|20)\d\d", text)
            years += [int(found[0])] if found else []
        return max(years, default=None)

    def country_in(self, properties: Sequence[Mapping[str, object]]) -> str:
        """The only country code that the features name; "" where they name none, or several."""
        codes = {
            str(value).strip().upper()
            for one in properties
            for name, value in one.items()
            if _COUNTRY.fullmatch(name) and value
        }
        short = {code for code in codes if len(code) == 2} or codes
        return short.pop() if len(short) == 1 else ""


def parse_fields(text: str) -> dict[str, str]:
    """A map written by hand: ``id=CODE,name=LABEL,parent=PROV_CODE``.

    >>> parse_fields("id=CODE, name=LABEL")
    {'id': 'CODE', 'name': 'LABEL'}

    Raises:
        TheatreError: ``theatre.bad-field-map``.
    """
    found = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        use, equals, field = (piece.strip() for piece in part.partition("="))
        if use not in USES or not equals or not field:
            raise TheatreError(
                f"{part!r} in the field map says nothing",
                code="theatre.bad-field-map",
                remedy=f"Write use=FIELD, separated by commas; uses are {', '.join(USES)}.",
            )
        found[use] = field
    return found


def detect(properties: Sequence[Mapping[str, object]], given: Mapping[str, str], *, file: str) -> FieldMap:
    """The field map of a file.

    Raises:
        TheatreError: ``theatre.unknown-fields``, naming the fields that are there.
    """
    present = list(dict.fromkeys(name for one in properties for name in one))
    absent = next((field for field in given.values() if field not in present), None)
    if absent is not None:
        raise _unknown(file, f"there is no field {absent}", present)
    for publisher, patterns in _KNOWN:
        found = {use: field for use in USES if (field := _field(properties, present, patterns.get(use, "")))}
        if found.keys() >= {"id", "name"}:
            return FieldMap(publisher=publisher, fields={**found, **given})
    if given.keys() >= {"id", "name"}:
        return FieldMap(publisher="given by hand", fields=dict(given))
    raise _unknown(file, "its fields are of no publisher known here", present)


def _field(properties: Sequence[Mapping[str, object]], present: Sequence[str], pattern: str) -> str | None:
    """The first field, by the order of the pattern's words, that is there and filled."""
    for word in filter(None, re.split(r"\|(?![^()]*\))", pattern)):
        for name in present:
            if re.fullmatch(word, name, re.IGNORECASE) and _is_filled(properties, name, word):
                return name
    return None


def _is_filled(properties: Sequence[Mapping[str, object]], name: str, word: str) -> bool:
    values = [one.get(name) for one in properties]
    if word == "shapeiso":  # often empty, and then the id has to serve
        return all(values) and len(set(map(str, values))) == len(values)
    return any(value not in (None, "") for value in values)


def _unknown(file: str, what: str, present: Sequence[str]) -> TheatreError:
    return TheatreError(
        f"{file}: {what}; it has {', '.join(present[:30]) or 'none'}",
        code="theatre.unknown-fields",
        remedy="Say which is which: --field-map id=CODE,name=LABEL,parent=PROVINCE_CODE,parent_name=PROVINCE.",
        file=file,
    )
