"""``contested theatre``: which packs there are, what is in one, what is wrong with one, and a new one."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from contested.cli.exits import told_errors

if TYPE_CHECKING:
    from collections.abc import Sequence

    from contested.theatre.checks.finding import Finding
    from contested.theatre.theatre import Theatre

app = typer.Typer(
    help="Theatre packs: list, look at, check and make them.", no_args_is_help=True, rich_markup_mode=None
)
PackArgument = Annotated[str, typer.Argument(metavar="NAME", help="A pack's name, or the path of its folder.")]


class TheatreFormat(StrEnum):
    """How an answer is printed."""

    TABLE = "table"
    JSON = "json"


FormatOption = Annotated[TheatreFormat, typer.Option("--format", help="How the answer is printed.")]


@app.command("list")
@told_errors()
def list_(format_: FormatOption = TheatreFormat.TABLE) -> None:
    """List the packs that can be asked for by name: the program's, and those in your own folder."""
    from contested.errors import TheatreError
    from contested.settings import read_settings
    from contested.theatre.sheet import read_sheet
    from contested.theatre.shelf import packs

    settings = read_settings()
    found = []
    for pack in packs(settings.theatres):
        try:
            title = read_sheet(pack.folder / "theatre.toml").title
        except TheatreError as error:
            title = f"(cannot be read: {error.message})"
        found.append(
            {"name": pack.name, "title": title, "own": pack.own, "hides": pack.hides, "path": str(pack.folder)}
        )
    if format_ is TheatreFormat.JSON:
        _print_json({"own_folder": str(settings.theatres), "packs": found})
        return
    from contested.cli.output import print_table

    print_table(
        f"Theatre packs: {len(found)}; your own go into {settings.theatres}",
        ("name", "title", "from"),
        [(str(one["name"]), str(one["title"]), _origin(one)) for one in found],
    )


def _origin(pack: dict[str, object]) -> str:
    if not pack["own"]:
        return "the program"
    return f"{pack['path']}, in place of the program's" if pack["hides"] else str(pack["path"])


@app.command("show")
@told_errors()
def show(name: PackArgument, format_: FormatOption = TheatreFormat.TABLE) -> None:
    """Show what a pack holds: levels, district sets, parties with their periods, names, sources, licences."""
    from contested import bootstrap
    from contested.settings import read_settings
    from contested.theatre.contents import contents

    theatre = bootstrap.theatre(read_settings(), name)
    if format_ is TheatreFormat.JSON:
        _print_json(contents(theatre))
    else:
        _print_contents(theatre)


def _print_contents(theatre: Theatre) -> None:
    from contested.cli.output import harmless, print_table
    from contested.theatre.contents import contents, level_words, period_words

    told = contents(theatre)
    vintage = f", units of {theatre.vintage}" if theatre.vintage else ""
    print(harmless(f"{theatre.title} ({theatre.name}){vintage}"))
    counted = ("provinces", "units", "places", "names", "actors", "sources")
    print(", ".join(f"{told[what]} {what}" for what in counted))
    polygons = told["polygons"]
    print(f"{polygons} polygons" if polygons else "no polygons: centre points alone")
    for level, words in level_words(theatre).items():
        print(harmless(f"  {level}: {', '.join(words)}"))
    if theatre.sets:
        print_table(
            "\nDistrict sets (* is the default)",
            ("set", "units", "title", "note"),
            [
                (s.id + ("*" if s.id == theatre.default_set else ""), str(s.count), s.title, s.note)
                for s in theatre.sets.values()
            ],
            right=("units",),
        )
    print_table(
        "\nParties",
        ("id", "name", "side", "period"),
        [(p.id, p.name, p.side.value, period_words(p)) for p in theatre.parties.values()],
    )
    print("\nLicences")
    for line in theatre.licences:
        print(harmless(f"  {line}"))


@app.command("check")
@told_errors()
def check(
    directory: Annotated[str, typer.Argument(metavar="DIR", help="A pack's folder, or its name.")],
    format_: FormatOption = TheatreFormat.TABLE,
) -> None:
    """Check a pack; every finding has a code. Exit 0 without errors, 6 with one or more."""
    from contested.settings import read_settings
    from contested.theatre.checks.whole import check_pack
    from contested.theatre.shelf import find_pack

    folder = find_pack(directory, read_settings().theatres)
    findings = check_pack(folder)
    if format_ is TheatreFormat.JSON:
        _print_json(
            {"pack": folder.name, "path": str(folder), **_counted(findings), "findings": findings},
        )
    else:
        _print_findings(folder.name, findings)
    _exit_for(findings)


def _counted(findings: Sequence[Finding]) -> dict[str, int]:
    from contested.theatre.checks.finding import Severity

    return {f"{severity.value}s": sum(f.severity is severity for f in findings) for severity in Severity}


def _print_findings(name: str, findings: Sequence[Finding]) -> None:
    from contested.cli.output import harmless
    from contested.theatre.checks.finding import many

    for finding in findings:
        where = f"{finding.file}{f', line {finding.line}' if finding.line else ''}: " if finding.file else ""
        message = finding.message.removeprefix(f"{name}/").removeprefix(where).removeprefix(f"{finding.file}, ")
        line = f"{finding.severity.value}: {where}{message}. {finding.remedy} [{finding.code}]"
        print(harmless(line.replace("\n", "�")))
    counted = ", ".join(many(number, what.removesuffix("s")) for what, number in _counted(findings).items())
    print(harmless(f"{name}: {counted}"))


def _exit_for(findings: Sequence[Finding]) -> None:
    from contested.cli.exits import BAD_PACK

    if _counted(findings)["errors"]:
        raise SystemExit(BAD_PACK)


@app.command("new")
@told_errors()
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="Name of a pack in your own folder, or a path such as ./sahel.")
    ],
    from_: Annotated[
        Path,
        typer.Option("--from", metavar="FILE", help="GeoJSON of OCHA COD-AB or geoBoundaries; .gz is taken too."),
    ],
    admin1: Annotated[
        Path | None,
        typer.Option("--admin1", metavar="FILE", help="The level above, where the file does not name it."),
    ] = None,
    field_map: Annotated[
        str,
        typer.Option(
            "--field-map",
            metavar="USE=FIELD,...",
            help="Which field is which; uses are id, name, local_name, parent, parent_name. Else detected.",
        ),
    ] = "",
    country: Annotated[
        str | None, typer.Option("--country", metavar="XX", help="ISO 3166-1 code. Else as the file says.")
    ] = None,
    title: Annotated[str | None, typer.Option("--title", help="Title. Else the country's name.")] = None,
    count: Annotated[
        int | None, typer.Option("--count", min=1, help="How many units there should be, by a list you trust.")
    ] = None,
    year: Annotated[
        int | None, typer.Option("--year", min=1800, max=2200, help="The year whose units these are.")
    ] = None,
    licence: Annotated[
        str | None, typer.Option("--licence", metavar="TEXT", help="Whose data they are, and their licence.")
    ] = None,
    simplify: Annotated[
        float,
        typer.Option("--simplify", metavar="METRES", min=0, help="Simplify polygons; common borders stay common."),
    ] = 0,
    mend: Annotated[bool, typer.Option("--mend", help="Make polygons valid that cross themselves.")] = False,
) -> None:
    """Make a pack from a boundary file, check it, and say what to mend. Exit 0 without errors, 6 with some."""
    from contested.settings import read_settings
    from contested.theatre.boundary_file import read_boundaries
    from contested.theatre.checks.whole import check_pack
    from contested.theatre.field_map import parse_fields
    from contested.theatre.new_pack import Wanted, country_name, write_pack

    folder = _folder(name, read_settings().theatres)
    file = read_boundaries(from_, parse_fields(field_map))
    above = read_boundaries(admin1) if admin1 else None
    wanted = Wanted(
        title=title or country_name(country or file.country) or folder.name,
        country=country,
        count=count,
        year=year,
        licence=licence,
        simplify_m=simplify,
        mend=mend,
    )
    write_pack(folder, file, above, wanted)
    fields = ", ".join(f"{use} from {field}" for use, field in file.fields.fields.items())
    print(f"{len(file.units)} units ({file.fields.publisher}: {fields}) written to {folder}")
    findings = check_pack(folder)
    _print_findings(folder.name, findings)
    _exit_for(findings)


def _folder(name: str, own: Path) -> Path:
    """Where a new pack goes: a bare name into the person's own folder, anything else is a path."""
    import re

    from contested.errors import TheatreError

    if "/" in name or "\\" in name:
        return Path(name).expanduser().absolute()
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
        raise TheatreError(
            f"{name!r} is no name for a pack",
            code="theatre.bad-name",
            remedy="Use lower-case letters, digits and hyphens, or give a path such as ./sahel.",
        )
    return own / name


def _print_json(value: object) -> None:
    import msgspec

    print(msgspec.json.encode(value).decode())
