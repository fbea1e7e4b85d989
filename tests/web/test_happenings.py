"""Incidents, disputes and records: pages and answers say what the command says, and mask whom it masks."""

from __future__ import annotations

import json
from html import unescape

import pytest
from typer.testing import CliRunner

from contested.cli.app import app
from contested.web.api.happening_shapes import DisputesAnswer, IncidentsAnswer
from contested.web.api.shapes import SourcesAnswer

ASKED = ["--as-of", "2021-07-04", "--known-at", "2021-07-05T00:00Z", "--format", "json"]


@pytest.mark.parametrize(("name", "shape"), [("incidents", IncidentsAnswer), ("disputes", DisputesAnswer)])
def test_the_api_says_what_the_command_says(client, asked, ledger_address, name, shape) -> None:
    answer = client.get(f"/api/v1/{name}", params={**asked, **({"limit": 500} if name == "incidents" else {})})
    assert answer.status_code == 200
    shape.model_validate(answer.json(), strict=True)
    told = CliRunner().invoke(app, [name, "--ledger", ledger_address, *ASKED])
    assert told.exit_code == 0, told.output
    said = json.loads(told.stdout)
    assert {key: answer.json()[key] for key in said} == said


def test_incidents_come_in_pages_that_hold_each_once(client, asked) -> None:
    first = client.get("/api/v1/incidents", params=asked | {"limit": 40}).json()
    ids = [incident["incident"] for incident in first["incidents"]]
    for number in range(2, first["pages"] + 1):
        more = client.get("/api/v1/incidents", params=asked | {"limit": 40, "page": number}).json()
        ids += [incident["incident"] for incident in more["incidents"]]
    assert len(ids) == len(set(ids)) == first["total"]
    assert client.get("/api/v1/incidents", params=asked | {"page": 9999}).json()["incidents"] == []


def test_a_place_and_a_sort_narrow_the_incidents(client, asked) -> None:
    there = client.get("/api/v1/incidents", params=asked | {"place": "Panjwai", "sort": "territory"}).json()
    assert there["total"] >= 1
    assert {(i["place"], i["sort"]) for i in there["incidents"]} == {("AF2704", "territory")}
    unknown = client.get("/api/v1/incidents", params=asked | {"place": "Atlantis"})
    assert unknown.json()["error"]["code"] == "query.unknown-place"
    assert client.get("/api/v1/incidents", params=asked | {"sort": "rumour"}).status_code == 422


def test_incidents_are_listed_with_who_says_so_and_what_each_counts(client, asked) -> None:
    page = unescape(client.get("/incidents", params=asked).text)
    assert "Panjwai" in page
    assert "Who counts" in page
    assert "/report/" in page
    narrowed = client.get("/incidents", params=asked | {"province": "AF27", "sort": "territory"}).text
    assert "Kandahar" in narrowed
    assert "Badakhshan</a>" not in narrowed
    assert client.get("/incidents", params=asked | {"page": 2}).status_code == 200


def test_both_sides_of_a_dispute_stand_beside_each_other(client, asked) -> None:
    page = unescape(client.get("/disputes", params=asked).text)
    panjwai = page[page.index("Panjwai") :]
    assert panjwai.index("Taliban fighters took the Panjwai district") < panjwai.index("had not been lost")
    assert "stands against" in page


def test_sources_have_the_record_that_others_give_them(client, asked) -> None:
    answer = client.get("/api/v1/sources", params=asked).json()
    SourcesAnswer.model_validate(answer, strict=True)
    judged = [r for r in answer["records"] if r["share"] is not None]
    assert judged
    for record in judged:
        assert record["share"] == pytest.approx(
            record["borne_out"] / (record["borne_out"] + record["contradicted"]), abs=1e-4
        )
        assert sum(month["open"] for month in record["by_month"].values()) == record["open"]
    page = client.get("/sources", params=asked).text
    assert "how often others bore them out" in page
    assert "in 100" in page


def test_where_nothing_was_known_each_page_says_what_to_do_next(client) -> None:
    nothing = {"as_of": "2001-01-01", "known_at": "2001-01-02T00:00Z"}
    for path in ("/incidents", "/disputes", "/sources"):
        page = client.get(path, params=nothing).text
        assert 'class="empty"' in page
        assert "contested ingest" in page


def test_private_persons_are_withheld_from_incidents_and_disputes(client, library) -> None:
    asked = {"as_of": "2021-08-20", "known_at": "2021-08-26T00:00Z"}
    private = {
        o.claim.speaker.name
        for o in library.holdings().claims
        if o.claim.speaker and library.holdings().mask.speaker(o.claim.speaker) == "a resident"
    }
    assert private
    for path in ("/incidents", "/disputes", "/api/v1/incidents?limit=500", "/api/v1/disputes", "/api/v1/sources"):
        text = unescape(client.get(path, params=None if "?" in path else asked).text)
        assert not [name for name in private if name in text], path
