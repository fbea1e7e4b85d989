from __future__ import annotations

import csv
import io
import json
import time

import pytest

from contested.model.claim import Speaker
from contested.model.vocabulary import Side
from contested.publish.control import control_json
from contested.web.api import shapes
from contested.web.question import question

SHAPES = {
    "/api/v1/control": shapes.ControlAnswer,
    "/api/v1/map": shapes.MapAnswer,
    "/api/v1/claims?limit=500": shapes.ClaimsAnswer,
    "/api/v1/reports?limit=500": shapes.ReportsAnswer,
    "/api/v1/search?q=fell": shapes.SearchAnswer,
    "/api/v1/families": shapes.FamiliesAnswer,
    "/api/v1/sources": shapes.SourcesAnswer,
    "/api/v1/theatre": shapes.TheatreAnswer,
    "/api/v1/timeline/AF2704": shapes.TimelineAnswer,
}


@pytest.mark.parametrize("path", SHAPES)
def test_every_answer_has_the_shape_that_is_described(client, asked, path) -> None:
    answer = client.get(path, params=asked if "?" not in path else None)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    SHAPES[path].model_validate(answer.json(), strict=True)


def test_control_is_what_the_command_prints(client, library, asked) -> None:
    answer = client.get("/api/v1/control", params=asked)
    picture = library.holdings().picture.control(
        question(**asked, clock="published", district_set=None).as_of,
        question(**asked, clock="published", district_set=None).known_at,
    )
    assert answer.json() == json.loads(json.dumps(control_json(picture)))
    assert len(answer.json()["places"]) == 401


def test_a_picture_is_asked_for_again_with_its_tag_and_not_sent_again(client, asked) -> None:
    first = client.get("/api/v1/control", params=asked)
    tag = first.headers["etag"]
    again = client.get("/api/v1/control", params=asked, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    other = client.get("/api/v1/control", params={**asked, "as_of": "2021-07-05"}, headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert client.get("/api/v1/control", params=asked, headers={"If-None-Match": "W/" + tag}).status_code == 304


def test_what_is_pressed_is_the_same_and_has_a_tag_of_its_own(client, asked) -> None:
    pressed = client.get("/api/v1/control", params=asked, headers={"Accept-Encoding": "gzip"})
    plain = client.get("/api/v1/control", params=asked, headers={"Accept-Encoding": "identity"})
    assert pressed.headers["content-encoding"] == "gzip"
    assert pressed.json() == plain.json()
    assert pressed.headers["etag"] != plain.headers["etag"]


def test_every_claim_comes_once_from_cursor_to_cursor(client, library) -> None:
    seen, cursor = [], None
    while True:
        params = {"limit": 400, "kind": "control_change"} | ({"cursor": cursor} if cursor else {})
        page = client.get("/api/v1/claims", params=params).json()
        seen += [claim["claim"] for claim in page["claims"]]
        cursor = page["next"]
        if cursor is None:
            break
    expected = [o.claim.id for o in library.holdings().claims if o.claim.kind == "control_change"]
    assert seen == expected[::-1]


@pytest.mark.parametrize("cursor", ["nonsense", "####", "LTEuYQ", "é", "AAAA" * 40])
def test_a_cursor_that_is_none_is_refused(client, cursor) -> None:
    answer = client.get("/api/v1/claims", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["error"]["code"]) == (400, "web.bad-cursor")


def test_a_cursor_of_another_question_is_refused(client) -> None:
    cursor = client.get("/api/v1/claims", params={"limit": 1}).json()["next"]
    answer = client.get("/api/v1/claims", params={"limit": 1, "kind": "casualties", "cursor": cursor})
    assert answer.status_code == 400
    assert "another question" in answer.json()["error"]["message"]
    answer = client.get("/api/v1/reports", params={"after": "0" * 32})
    assert answer.json()["error"]["code"] == "web.bad-cursor"


def test_claims_are_cut_down_to_what_is_asked_for(client) -> None:
    for name, value, key in [
        ("stance", "denies", "stance"),
        ("outlet", "Kabul Now", "outlet"),
        ("party", "taliban", "party"),
    ]:
        rows = client.get("/api/v1/claims", params={name: value}).json()["claims"]
        assert rows
        assert {row[key] for row in rows} == {value}
    rows = client.get("/api/v1/claims", params={"place": "AF2704", "reader": "machine"}).json()["claims"]
    assert rows
    assert all(any(p["id"] == "AF2704" for p in row["places"]) for row in rows)
    assert {row["review"] for row in rows} == {"read by machine, not reviewed"}
    unplaced = client.get("/api/v1/claims", params={"placed": "false", "limit": 500}).json()["claims"]
    assert unplaced
    assert all(row["places"] and all(p["id"] is None for p in row["places"]) for row in unplaced)
    early = client.get("/api/v1/claims", params={"known_at": "2021-06-01", "limit": 500}).json()["claims"]
    assert early
    assert max(row["known_from"] for row in early) <= "2021-06-01T00:00:00Z"


def test_a_list_holds_still_while_the_ledger_grows(small, a_report, a_claim) -> None:
    reports = [a_report(f"Panjwai fell, says number {n}") for n in range(4)]
    client, ledger = small(*((r, [a_claim(r, "Panjwai fell")]) for r in reports[:3]))
    first = client.get("/api/v1/claims", params={"limit": 2}).json()
    ledger.record(reports[3], [a_claim(reports[3], "Panjwai fell")])
    second = client.get("/api/v1/claims", params={"limit": 2, "cursor": first["next"]}).json()
    shown = [claim["report"] for claim in first["claims"] + second["claims"]]
    assert shown == [reports[2].id, reports[1].id, reports[0].id]
    assert client.get("/api/v1/claims").json()["claims"][0]["report"] == reports[3].id


def test_the_answer_follows_the_ledger_as_it_grows(small, asked, a_report, a_claim) -> None:
    client, ledger = small()
    before = client.get("/api/v1/map", params=asked)
    assert {place["state"] for place in before.json()["places"].values()} == {"unknown"}
    report = a_report("Panjwai fell")
    ledger.record(report, [a_claim(report, "Panjwai fell")])
    after = client.get("/api/v1/map", params=asked, headers={"If-None-Match": before.headers["etag"]})
    assert after.status_code == 200
    assert after.json()["places"]["AF2704"]["state"] == "insurgent"
    assert after.json()["head"] != before.json()["head"]


def test_csv_cells_cannot_run_in_a_spreadsheet(small, a_report, a_claim) -> None:
    report = a_report("=cmd() and Panjwai fell", outlet="=HYPERLINK(1)", title="@x")
    claim = a_claim(
        report, "=cmd() and Panjwai fell", speaker=Speaker("+1", "-2", "islamic-republic", Side.GOVERNMENT)
    )
    client, _ = small((report, [claim]))
    answer = client.get("/api/v1/claims.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert "attachment" in answer.headers["content-disposition"]
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert row["words"] == "'=cmd() and Panjwai fell"
    assert not any(value.lstrip(" ").startswith(("=", "+", "-", "@")) for value in row.values())
    assert client.get("/api/v1/claims.csv", params={"kind": "other"}).text == ""


def test_lines_of_json_are_all_claims_in_the_order_of_the_record(client, library) -> None:
    lines = client.get("/api/v1/claims.jsonl").text.splitlines()
    assert [json.loads(line)["claim"] for line in lines] == [o.claim.id for o in library.holdings().claims]


def test_geojson_has_a_feature_for_each_drawn_district_and_the_licences(client, asked) -> None:
    answer = client.get("/api/v1/control.geojson", params=asked)
    assert answer.headers["content-type"] == "application/geo+json"
    assert len(answer.json()["features"]) == 398
    assert answer.json()["licences"]


def test_a_private_person_is_withheld_wherever_claims_are_given(small, a_report, a_claim) -> None:
    resident = Speaker("Gul Ahmad", "a shopkeeper", None, Side.CIVILIAN)
    text = "Panjwai fell, Gul Ahmad said. A policeman saw Gul Ahmad run."
    report = a_report(text, title="Gul Ahmad speaks")
    claims = [
        a_claim(report, "Panjwai fell", speaker=resident),
        a_claim(report, "A policeman saw Gul Ahmad run", start=30, event=None),
    ]
    client, _ = small((report, claims))
    for path in (
        "/api/v1/claims",
        "/api/v1/claims.csv",
        "/api/v1/claims.jsonl",
        f"/api/v1/claims/{claims[1].id}",
        f"/api/v1/reports/{report.id}",
        "/api/v1/reports",
        "/api/v1/search?q=policeman",
        "/api/v1/explain/AF2704?as_of=2021-07-04",
        "/",
        "/districts",
        "/district/AF2704",
        f"/report/{report.id}",
        "/search?q=Panjwai",
        "/search?q=policeman",
        "/unplaced",
        "/sources",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        assert "Gul Ahmad" not in answer.text, path
    assert "[name withheld] run" in client.get(f"/report/{report.id}").text


def test_a_withheld_name_cannot_be_found_by_asking_for_it(small, a_report, a_claim) -> None:
    resident = Speaker("Gul Ahmad", "a shopkeeper", None, Side.CIVILIAN)
    report = a_report("Panjwai fell, and Gul Ahmad saw it")
    client, _ = small((report, [a_claim(report, "Panjwai fell, and Gul Ahmad saw it", speaker=resident)]))
    assert len(client.get("/api/v1/search", params={"q": "panjwai"}).json()["claims"]) == 1
    assert client.get("/api/v1/search", params={"q": "Gul"}).json()["claims"] == []


def test_changes_tell_the_head_at_once_and_end_when_asked_to(client, library) -> None:
    began = time.monotonic()
    with client.stream("GET", "/api/v1/changes", params={"seconds": 1}) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.headers["cache-control"] == "no-store"
        text = "".join(answer.iter_text())
    assert f'event: picture\ndata: {{"head":"{library.ledger.head()}"}}' in text
    assert time.monotonic() - began < 10


def test_head_answers_like_get_without_a_body(client, asked) -> None:
    got, head = client.get("/api/v1/control", params=asked), client.head("/api/v1/control", params=asked)
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["etag"] == got.headers["etag"]


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "options"])
def test_nothing_but_reading_is_answered(client, method) -> None:
    answer = getattr(client, method)("/api/v1/control")
    assert (answer.status_code, answer.json()["error"]["code"]) == (405, "web.method")
    assert answer.headers["allow"] == "GET, HEAD"
