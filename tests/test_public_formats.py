"""docs/reference/formats.md names the keys and columns that the program writes and reads, in their order."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from typer.testing import CliRunner

from contested.cli.app import app
from contested.intake.coded import REPORT_COLUMNS
from contested.intake.coded_claim import CLAIM_COLUMNS
from contested.intake.coded_tally import TALLY_COLUMNS
from contested.intake.docs_jsonl import _READ
from contested.ledger import told

FALL = {
    "id": "1",
    "text": "Panjwai district fell to the Taliban on Sunday, officials said.",
    "published": "2021-07-04",
}


@pytest.fixture(scope="module")
def tables(root) -> dict[str, list[list[list[str]]]]:
    """Heading to its tables; a table is a list of rows, a row the names in code font of each cell."""
    found: dict[str, list[list[list[str]]]] = {}
    heading, inside = "", False
    for line in (root / "docs" / "reference" / "formats.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ")
        is_row = line.startswith("|")
        if is_row and not inside:
            found.setdefault(heading, []).append([])
        inside = is_row
        if is_row and "`" in line:
            found[heading][-1].append([" ".join(re.findall(r"`([^`]+)`", cell)) for cell in line.split("|")[1:-1]])
    return found


@pytest.fixture(scope="module")
def ledger(tmp_path_factory, root) -> str:
    path = tmp_path_factory.mktemp("formats") / "ledger.db"
    _run("ingest", root / "examples" / "afghanistan-2021", root / "examples" / "dispatches", "--ledger", path)
    return str(path)


@pytest.fixture(scope="module")
def docs(tmp_path_factory) -> str:
    path = tmp_path_factory.mktemp("docs") / "docs.jsonl"
    path.write_text(json.dumps(FALL) + "\n", encoding="utf-8")
    return str(path)


def _run(*words: object) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == 0, result.output
    return result.stdout


def _keys(table: Sequence[Sequence[str]]) -> list[str]:
    return [key for row in table for key in row[0].split()]


def _when(ledger: str) -> tuple[str, ...]:
    return ("--ledger", ledger, "--as-of", "2021-07-04", "--known-at", "2021-07-05")


def test_docs_jsonl(tables):
    assert set(_keys(tables["docs.jsonl"][0])) == _READ | {"oracle_places"}


def test_coded_folders(tables):
    columns = {row[0]: tuple(row[1].split()) for row in tables["Folders of coded claims"][0]}
    assert columns == {
        "reports.csv": REPORT_COLUMNS,
        "claims.csv": CLAIM_COLUMNS,
        "tallies.csv": TALLY_COLUMNS,
    }


def test_read(tables, docs):
    line = json.loads(_run("read", docs).splitlines()[0])
    assert _keys(tables["read"][0]) == list(line)
    named = {row[0]: row[2].split() for row in tables["read"][0]}
    assert named["speaker"] == list(line["speaker"])
    assert named["places"][:3] == list(line["places"][0])


def test_annotate(tables, docs):
    line = json.loads(_run("annotate", "--why", docs))
    assert _keys(tables["annotate"][0]) == list(line)
    named = {row[0]: row[2].split() for row in tables["annotate"][0]}
    for layer in ("attributions", "times", "places"):
        assert named[layer] == list(line[layer][0])


def test_control_in_its_three_formats(tables, ledger):
    picture = json.loads(_run("control", "--format", "json", *_when(ledger)))
    top, entry = tables["control json"]
    assert _keys(top) == list(picture)
    assert _keys(entry) == list(picture["places"][0])
    header = _run("control", "--format", "csv", *_when(ledger)).splitlines()[0]
    assert header.split(",") == [*_keys(top)[:-1], *_keys(entry)]
    geojson = json.loads(_run("control", "--format", "geojson", *_when(ledger)))
    assert set(geojson) == {"type", *_keys(top)[:-1], "licences", "features"}
    assert list(geojson["features"][0]["properties"]) == [*_keys(entry), "also"]


def test_explain(tables, ledger):
    explained = json.loads(_run("explain", "AF1905", "--format", "json", *_when(ledger)))
    top, voice = tables["explain json"]
    assert _keys(top) == list(explained)
    assert _keys(voice) == list(explained["voices"][0])
    said = _keys(voice)[_keys(voice).index("claim") : _keys(voice).index("words_are") + 1]
    assert list(explained["set_aside"][0]) == ["reason", *said]


def test_tallies(tables, ledger):
    told = json.loads(_run("tallies", "--format", "json", *_when(ledger)))
    assert list(told) == ["known_at", "tallies"]
    assert _keys(tables["tallies json"][0]) == list(told["tallies"][0])
    accounted = {row[0]: row[2].split() for row in tables["tallies json"][0]}["accounted"]
    assert accounted == list(told["tallies"][0]["accounted"])


def test_incidents(tables, ledger):
    told = json.loads(_run("incidents", "--format", "json", *_when(ledger)))
    assert list(told) == ["theatre", "as_of", "known_at", "incidents"]
    assert _keys(tables["incidents json"][0]) == list(told["incidents"][0])
    named = {row[0]: row[2].split() for row in tables["incidents json"][0]}
    assert named["claims"] == list(told["incidents"][0]["claims"][0])
    assert named["tolls"] == list(next(toll for one in told["incidents"] for toll in one["tolls"]))


def test_disputes(tables, ledger):
    told = json.loads(_run("disputes", "--format", "json", *_when(ledger)))
    assert _keys(tables["disputes json"][0]) == list(told)


def test_ingest(tables, docs, tmp_path):
    summary = json.loads(_run("ingest", docs, "--format", "json", "--ledger", tmp_path / "l.db"))
    assert _keys(tables["ingest json"][0]) == list(summary)


def test_ledger_info(tables, ledger):
    info = json.loads(_run("ledger", "info", "--format", "json", "--ledger", ledger))
    assert _keys(tables["ledger info json"][0]) == list(info)


def test_ledger_dump(tables, ledger):
    further = {row[0]: row[1].split() for row in tables["ledger dump"][0]}
    kept = {
        json.loads(line)["type"]: json.loads(line)
        for line in _run("ledger", "dump", "--ledger", ledger).splitlines()
    }
    assert set(kept) <= set(further)
    # What no command records yet is held to what the ledger would tell of it.
    assert {kind: further.pop(kind) for kind in set(further) - set(kept)} == {
        kind: list(told._PLAIN[kind]) for kind in ("ruling", "supersession")
    }
    assert further.pop("raw") == list(kept.pop("raw"))
    for kind, row in kept.items():
        assert ["type", "id", "seq", "recorded_at", *further[kind], "prev", "hash"] == list(row)
