"""The review in the browser, as plain forms: what a person without scripts can do, and what two do at once.

reviewers: browsers of Ann and Bo, logged in, over a copy of the dispatches' ledger.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from starlette.testclient import TestClient

from contested import bootstrap
from contested.ingest.service import ingest
from contested.ledger.opening import open_ledger
from contested.ledger.store import Ledger
from contested.model.vocabulary import Decision
from contested.people.passwords import Passwords
from contested.people.person import Role
from contested.people.service import People
from contested.review import choice as choices
from contested.review.service import Review
from contested.theatre.theatre import Theatre
from contested.web.app import make_app
from contested.web.library import Library
from contested.web.people_access import Access

PASSWORD = "four plain words here"
HOST = "http://127.0.0.1"


class Reviewers(NamedTuple):
    ann: TestClient
    bo: TestClient
    reader: TestClient
    ledger: Ledger
    review: Review
    app: Any


@pytest.fixture(scope="session")
def dispatches(tmp_path_factory: pytest.TempPathFactory, examples: Path, afghanistan: Theatre) -> Path:
    path = tmp_path_factory.mktemp("review-pages") / "ledger.db"
    with open_ledger(f"sqlite:///{path}", create=True) as opened:
        ingest([str(examples / "dispatches")], opened, bootstrap.reader(), lambda _: afghanistan, "afghanistan")
        people = People(opened, passwords=Passwords(1, 8, 1))
        for name, role in (("Ann", Role.REVIEWER), ("Bo", Role.REVIEWER), ("Rea", Role.READER)):
            people.directory.add(name, PASSWORD, role, by="a test")
    return path


@pytest.fixture
def reviewers(dispatches: Path, tmp_path: Path, afghanistan: Theatre) -> Iterator[Reviewers]:
    copy = tmp_path / "ledger.db"
    copy.write_bytes(dispatches.read_bytes())
    with open_ledger(f"sqlite:///{copy}") as ledger:
        people = People(ledger, passwords=Passwords(1, 8, 1))
        app = make_app(Library(ledger, afghanistan), access=Access(people, True, False))

        def log_in(name: str) -> TestClient:
            browser = TestClient(app, base_url=HOST, follow_redirects=False)
            answer = send(browser, "/login", "/login", name=name, password=PASSWORD)
            assert answer.status_code == 303, answer.text
            return browser

        yield Reviewers(
            log_in("Ann"), log_in("Bo"), log_in("Rea"), ledger, bootstrap.review(ledger, afghanistan), app
        )


def fields_of(page: str, action: str) -> dict[str, str]:
    """What a browser would send of the form with an action, without any of its buttons."""
    form = next(f for f in re.findall(r"<form\b.*?</form>", page, re.DOTALL) if f'action="{action}"' in f)
    found: dict[str, str] = {}
    for tag in re.findall(r"<input\b[^>]*>", form):
        if ('type="radio"' in tag and " checked" not in tag) or 'type="file"' in tag:
            continue
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name:
            found[unescape(name[1])] = unescape(value[1]) if value else ""
    for name, text in re.findall(r'<textarea\b[^>]*name="([^"]*)"[^>]*>\n?(.*?)</textarea>', form, re.DOTALL):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select\b[^>]*name="([^"]*)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = unescape(chosen[1]) if chosen else ""
    return found


def send(browser: TestClient, page: str, to: str, **changed: str) -> Any:
    """Send a form of a page as a browser does, with some fields changed."""
    fields = fields_of(browser.get(page).text, to) | changed
    return browser.post(to, data=fields, headers={"Origin": HOST})


def confirmed(browser: TestClient, preview: Any, to: str) -> Any:
    """Send the form of a preview."""
    assert preview.status_code == 200, preview.text
    return browser.post(to, data=fields_of(preview.text, to), headers={"Origin": HOST})


def first(reviewers: Reviewers) -> str:
    return reviewers.review.queue()[0].observation.claim.id


def rule(browser: TestClient, claim: str, **fields: str) -> Any:
    preview = send(browser, f"/review/{claim}", f"/review/{claim}", **fields)
    return confirmed(browser, preview, f"/review/{claim}/confirm")


def test_only_reviewers_come_in(reviewers) -> None:
    claim = first(reviewers)
    nobody = TestClient(reviewers.app, base_url=HOST, follow_redirects=False)
    for path in (
        "/review",
        f"/review/{claim}",
        "/review/add",
        "/review/upload",
        "/review/rulings",
        "/review/next",
    ):
        assert nobody.get(path).headers["location"].startswith("/login?next="), path
        assert reviewers.reader.get(path).status_code == 403, path
        assert reviewers.ann.get(path).status_code in (200, 303), path
    assert "/review" not in reviewers.reader.get("/").text
    assert 'href="/review"' in reviewers.ann.get("/").text


def test_the_queue_stands_in_the_order_that_most_changes_the_picture(reviewers) -> None:
    page = reviewers.ann.get("/review").text
    listed = re.findall(r'href="/review/([0-9a-f]{32})" data-open', page)
    assert listed == [item.observation.claim.id for item in reviewers.review.queue()[:25]]
    second = reviewers.ann.get("/review?page=2").text
    assert listed[0] not in second
    assert 'start="26"' in second
    assert reviewers.ann.get("/review?page=99999").status_code == 200
    narrowed = reviewers.ann.get("/review?kind=control_change&province=AF27").text
    chosen = re.findall(r'href="/review/([0-9a-f]{32})" data-open', narrowed)
    assert 0 < len(chosen) < len(listed)
    assert "None of the" in reviewers.ann.get("/review?kind=commitment&province=AF34").text


def test_a_claim_is_shown_in_its_context_with_what_its_loss_would_change(reviewers) -> None:
    item = reviewers.review.queue()[0]
    page = unescape(reviewers.ann.get(f"/review/{item.observation.claim.id}").text)
    assert f"<mark>{item.observation.claim.words}</mark>" in page
    for reason in item.reasons:
        assert reason.detail in page
    assert item.changes[0].before.name in page
    assert 'aria-label="Before:' in page
    for key in "aruds":
        assert f'data-key="{key}"' in page


def test_a_ruling_is_shown_with_its_effect_before_anything_is_recorded(reviewers) -> None:
    claim = first(reviewers)
    preview = send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="reject", note="a plan")
    assert reviewers.ledger.rulings() == []
    assert "another holder" in preview.text
    answer = confirmed(reviewers.ann, preview, f"/review/{claim}/confirm")
    assert answer.status_code == 303
    (ruling,) = reviewers.ledger.rulings()
    assert (ruling.claim_id, ruling.decision, ruling.reviewer, ruling.reason) == (
        claim,
        Decision.REJECT,
        "Ann",
        "a plan",
    )
    following = answer.headers["location"]
    assert following.startswith(f"/review/{first(reviewers)}?done=")
    assert "Ann rejected it (“a plan”)" in unescape(reviewers.ann.get(following).text)
    log = unescape(reviewers.ann.get("/review/rulings").text)
    assert "Ann rejected it (“a plan”)" in log
    assert "UTC" in log


@pytest.mark.parametrize("choice", ["accept", "unverifiable"])
def test_a_claim_read_rightly_changes_nothing_on_the_map(reviewers, choice) -> None:
    claim = first(reviewers)
    preview = send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice=choice)
    assert "Nothing changes on the map." in preview.text
    confirmed(reviewers.ann, preview, f"/review/{claim}/confirm")
    assert choices.choice_of(reviewers.ledger.rulings()[0]).value == choice
    assert first(reviewers) != claim


def test_a_duplicate_names_the_claim_that_stands_for_both(reviewers) -> None:
    claim, other = (item.observation.claim.id for item in reviewers.review.queue()[:2])
    refused = send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="duplicate")
    assert refused.status_code == 422
    assert 'href="#other-typed"' in refused.text
    unknown = send(
        reviewers.ann, f"/review/{claim}", f"/review/{claim}", **{"choice": "duplicate", "other-typed": "zzzzzz"}
    )
    assert unknown.status_code == 422
    answer = rule(reviewers.ann, claim, **{"choice": "duplicate", "other-typed": other[:12]})
    assert answer.status_code == 303
    assert reviewers.ledger.rulings()[0].other_claim_id == other


def test_an_amendment_changes_only_what_was_changed(reviewers) -> None:
    claim = first(reviewers)
    untouched = send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="amend")
    assert untouched.status_code == 422
    assert "ruling.nothing-amended" not in untouched.text
    assert "says what" in untouched.text
    answer = rule(reviewers.ann, claim, **{"choice": "amend", "slot-place": "AF2704", "slot-event": "2021-07-02"})
    assert answer.status_code == 303
    was = reviewers.ledger.claim(claim)
    amended = reviewers.ledger.claim(reviewers.ledger.rulings(claim)[0].other_claim_id)
    assert [place.id for place in amended.places] == ["AF2704"]
    assert amended.event == "2021-07-02"
    assert (amended.quote, amended.span, amended.speaker, amended.holder) == (
        was.quote,
        was.span,
        was.speaker,
        was.holder,
    )


def test_each_slot_that_cannot_be_used_is_told_beside_its_field(reviewers) -> None:
    claim = first(reviewers)
    typed = {"slot-place": "Arghandab", "slot-low": "many", "slot-event": "July", "note": "as the map has it"}
    refused = send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="amend", **typed)
    assert refused.status_code == 422
    page = unescape(refused.text)
    for slot in ("place", "low", "event"):
        assert f'href="#slot-{slot}"' in page
        assert f'id="wrong-{slot}"' in page
        assert f'value="{typed[f"slot-{slot}"]}"' in page
    assert "as the map has it" in page
    assert 'name="place-0"' in page
    again = send(
        reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="amend", **{"slot-place": "Arghandab"}
    )
    picked = re.search(
        r'<option value="(Arghandab \(AF\d+\))">Arghandab, a district of Kandahar', unescape(again.text)
    )
    answer = rule(reviewers.ann, claim, **{"choice": "amend", "slot-place": "Arghandab", "place-0": picked[1]})
    assert answer.status_code == 303


def test_an_undoing_is_another_ruling_and_leaves_the_queue_as_it_was(reviewers) -> None:
    def order() -> list[tuple[object, ...]]:
        return [(item.observation.claim.id, item.reasons, item.changes) for item in reviewers.review.queue()]

    before, claim = order(), first(reviewers)
    rule(reviewers.ann, claim, choice="reject")
    seen = reviewers.ledger.rulings(claim)[-1].id
    page = reviewers.bo.get(f"/review/{claim}").text
    undo = {**fields_of(page, f"/review/{claim}"), "choice": "undo", "seen": seen}
    preview = reviewers.bo.post(f"/review/{claim}", data=undo, headers={"Origin": HOST})
    assert "Undo the ruling in force?" in preview.text
    confirmed(reviewers.bo, preview, f"/review/{claim}/confirm")
    assert order() == before
    assert len(reviewers.ledger.rulings(claim)) == 2
    assert "Bo undid the ruling on it" in reviewers.bo.get(f"/review/{claim}").text


def test_two_who_look_at_one_claim_know_of_each_other(reviewers) -> None:
    claim = first(reviewers)
    reviewers.ann.get(f"/review/{claim}")
    assert "Ann is working on this claim" in reviewers.bo.get(f"/review/{claim}").text
    assert "Ann is working on it until" in reviewers.bo.get("/review").text
    assert reviewers.bo.get("/review/next").headers["location"] != f"/review/{claim}"
    assert "is working on this claim" not in reviewers.ann.get(f"/review/{claim}").text
    taken = send(reviewers.bo, f"/review/{claim}", f"/review/{claim}/take")
    assert taken.status_code == 303
    assert "Bo is working on this claim" in reviewers.ann.get(f"/review/{claim}").text
    reviewers.bo.get(f"/review/next?after={claim}")
    assert "is working on this claim" not in reviewers.ann.get(f"/review/{claim}").text


def test_of_two_rulings_at_once_the_second_is_told_of_the_first(reviewers) -> None:
    claim = first(reviewers)
    preview = send(reviewers.bo, f"/review/{claim}", f"/review/{claim}", choice="accept", note="it is so")
    rule(reviewers.ann, claim, choice="reject", note="a plan")
    refused = confirmed(reviewers.bo, preview, f"/review/{claim}/confirm")
    assert refused.status_code == 409
    page = unescape(refused.text)
    assert "Ann rejected it (“a plan”)" in page
    assert "it is so" in page
    assert len(reviewers.ledger.rulings(claim)) == 1
    again = {**fields_of(refused.text, f"/review/{claim}"), "choice": "accept"}
    again["seen"] = reviewers.ledger.rulings(claim)[-1].id
    answer = reviewers.bo.post(f"/review/{claim}", data=again, headers={"Origin": HOST})
    assert confirmed(reviewers.bo, answer, f"/review/{claim}/confirm").status_code == 303
    assert [r.reviewer for r in reviewers.ledger.rulings(claim)] == ["Ann", "Bo"]


def test_skipping_goes_down_the_queue_and_round(reviewers) -> None:
    order = [item.observation.claim.id for item in reviewers.review.queue()]
    assert reviewers.ann.get("/review/next").headers["location"] == f"/review/{order[0]}"
    assert reviewers.ann.get(f"/review/next?after={order[0]}").headers["location"] == f"/review/{order[1]}"
    assert reviewers.ann.get(f"/review/next?after={order[-1]}").headers["location"] == f"/review/{order[0]}"
    assert reviewers.ann.get("/review/next?after=nonsense").headers["location"] == f"/review/{order[0]}"


def test_what_is_no_claim_and_no_choice_is_told(reviewers) -> None:
    claim = first(reviewers)
    assert reviewers.ann.get("/review/zzzz").status_code == 404
    assert reviewers.ann.get(f"/review/{claim[:12]}").headers["location"] == f"/review/{claim}"
    assert send(reviewers.ann, f"/review/{claim}", f"/review/{claim}").status_code == 422
    assert send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="bless").status_code == 422
    marked = send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", choice="accept", note="[undo 123abc] x")
    assert marked.status_code == 422
    assert 'id="wrong-note"' in marked.text
    forged = reviewers.ann.post(f"/review/{claim}/confirm", data={"choice": "reject"}, headers={"Origin": HOST})
    assert forged.status_code == 403
    assert reviewers.ledger.rulings() == []


def test_a_form_of_ten_megabytes_is_refused(reviewers) -> None:
    claim = first(reviewers)
    assert send(reviewers.ann, f"/review/{claim}", f"/review/{claim}", note="x" * 10_000_000).status_code == 413


def _adding(**changed: str) -> dict[str, str]:
    return {
        "slot-kind": "control_status",
        "slot-statement": "The district council says Panjwai is in government hands",
        "slot-speaker": "district council",
        "slot-speaker_party": "islamic-republic",
        "slot-place": "Panjwai",
        "slot-holder": "islamic-republic",
        "slot-outcome": "holds",
        "slot-event": "2021-07-04",
        "report-outlet": "Example Gazette",
        "report-published": "2021-07-05",
        **changed,
    }


def test_a_claim_is_coded_by_hand_with_its_report(reviewers) -> None:
    preview = send(reviewers.ann, "/review/add", "/review/add", **_adding())
    assert "a new report" in preview.text
    assert "Panjwai" in preview.text
    assert len(reviewers.ledger.rulings()) == 0
    answer = confirmed(reviewers.ann, preview, "/review/add")
    assert answer.status_code == 303
    (ruling,) = reviewers.ledger.rulings()
    claim = reviewers.ledger.claim(ruling.claim_id)
    assert (ruling.reviewer, claim.statement, claim.places[0].id, claim.holder) == (
        "Ann",
        "The district council says Panjwai is in government hands",
        "AF2704",
        "islamic-republic",
    )
    assert reviewers.ledger.report(claim.report_id).outlet == "Example Gazette"
    assert reviewers.ann.get(answer.headers["location"]).status_code == 200
    twice = send(reviewers.ann, "/review/add", "/review/add", **_adding())
    assert twice.status_code == 422
    assert "already" in twice.text


def test_a_quote_of_a_report_that_is_there_is_found_in_its_text(reviewers) -> None:
    report = reviewers.ledger.reports()[0]
    whole = reviewers.ledger.report(report.id)
    words = " ".join(whole.text.split("\n\n")[1].split()[:6])
    page = reviewers.ann.get(f"/review/add?report={report.id}").text
    assert words in unescape(page)
    typed = {"slot-kind": "other", "slot-quote": words, "report": report.id}
    preview = send(reviewers.ann, "/review/add", "/review/add", **typed)
    assert preview.status_code == 200, preview.text
    confirmed(reviewers.ann, preview, "/review/add")
    claim = reviewers.ledger.claim(reviewers.ledger.rulings()[0].claim_id)
    assert whole.text[claim.span[0] : claim.span[1]] == words


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"report-outlet": ""}, "report"),
        ({"report-published": "yesterday"}, "report-published"),
        ({"report-url": "javascript:alert(1)"}, "report-url"),
        ({"slot-place": "Atlantis"}, "slot-place"),
        ({"slot-holder": "nobody"}, "slot-holder"),
        ({"slot-statement": ""}, "slot-quote"),
        ({"slot-quote": "words"}, "slot-quote"),
        ({"slot-low": "5", "slot-high": "3"}, "slot-high"),
        ({"slot-kind": "rumour"}, "slot-kind"),
    ],
)
def test_what_is_wrong_with_a_coded_claim_is_told_beside_its_field(reviewers, changed, field) -> None:
    refused = send(reviewers.ann, "/review/add", "/review/add", **_adding(**changed))
    assert refused.status_code == 422
    assert f'href="#{field}"' in refused.text
    assert reviewers.ledger.rulings() == []


REPORTS = "report_no,outlet,url,title,published,wire_family,language\n1,Gazette,,Fighting,2021-07-05,,en\n"
HEADER = (
    "claim_no,report_no,kind,statement,speaker,speaker_role,speaker_party,via,stance,actor,target,place_name,pcode,"
    "place_level,outcome,holder,event_from,event_to,quantity_low,quantity_high,quantity_unit,denominator,"
    "against_interest,note\n"
)
GOOD = "1,1,control_status,Panjwai holds,council,,islamic-republic,,asserts,,,Panjwai,AF2704,district,holds,"
GOOD += "islamic-republic,2021-07-04,2021-07-04,,,,,false,\n"


def _tables(browser: TestClient, claims: str, reports: str = REPORTS, **fields: str) -> Any:
    sent = fields_of(browser.get("/review/upload").text, "/review/upload") | fields
    files = {"claims": ("claims.csv", claims.encode()), "reports": ("reports.csv", reports.encode())}
    return browser.post("/review/upload", data=sent, files=files, headers={"Origin": HOST})


def test_a_table_is_shown_with_its_effect_and_then_recorded_under_ones_name(reviewers) -> None:
    shown = _tables(reviewers.ann, HEADER + GOOD)
    assert shown.status_code == 200
    assert "1 new claims in 1 reports" in shown.text
    assert "Panjwai" in shown.text
    assert reviewers.ledger.rulings() == []
    sent = fields_of(shown.text, "/review/upload") | {"confirmed": "yes"}
    answer = reviewers.ann.post("/review/upload", data=sent, headers={"Origin": HOST})
    assert answer.headers["location"] == "/review/upload?recorded=1"
    (ruling,) = reviewers.ledger.rulings()
    assert ruling.reviewer == "Ann"
    assert reviewers.ledger.claim(ruling.claim_id).words == "Panjwai holds"
    again = _tables(reviewers.ann, HEADER + GOOD)
    assert "1 are in the ledger already" in again.text


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (GOOD.replace("AF2704", "AF9999"), "claims.csv, line 3, names in pcode the place 'AF9999'"),
        (GOOD.replace("holds,islamic-republic", "holds,nobody"), "claims.csv, line 3, names in holder the party"),
        (GOOD.replace("2021-07-04,2021", "4 July,2021"), "claims.csv, line 3, has event_from '4 July'"),
        (GOOD.replace("control_status", "rumour"), "claims.csv, line 3, has the unknown kind 'rumour'"),
        (GOOD.replace(",false,", ",perhaps,"), "claims.csv, line 3, has against_interest 'perhaps'"),
        ("9,1,too few\n", "claims.csv, line 3, has 3 cells"),
    ],
)
def test_a_row_that_cannot_be_used_is_told_by_line_and_column(reviewers, row, told) -> None:
    shown = _tables(reviewers.ann, HEADER + GOOD + row.replace("1,1,", "2,1,", 1))
    assert shown.status_code == 422
    page = unescape(shown.text)
    assert told in page
    assert "/tmp" not in page
    assert "1 row cannot be used" in page
    assert "Record the 1 good ones" in page


def test_tables_that_are_none_are_told(reviewers) -> None:
    assert "coded.wrong-columns" in _tables(reviewers.ann, "a,b\n1,2\n").text
    assert "The table of claims is empty" in _tables(reviewers.ann, "").text
    sent = fields_of(reviewers.ann.get("/review/upload").text, "/review/upload")
    files = {"claims": ("claims.csv", b"\xff\xfe\x00"), "reports": ("reports.csv", REPORTS.encode())}
    answer = reviewers.ann.post("/review/upload", data=sent, files=files, headers={"Origin": HOST})
    assert answer.status_code == 422
    assert "Traceback" not in answer.text


def test_pages_of_reviewers_are_kept_by_nobody(reviewers) -> None:
    for path in ("/review", f"/review/{first(reviewers)}", "/review/add", "/review/upload", "/review/rulings"):
        answer = reviewers.ann.get(path)
        assert answer.headers["cache-control"] == "no-store", path
        assert "script-src 'self'" in answer.headers["content-security-policy"]


def test_when_every_claim_is_ruled_on_the_queue_says_what_to_do_next(
    small: Callable[..., Any], afghanistan: Theatre
) -> None:
    _, ledger = small()
    people = People(ledger, passwords=Passwords(1, 8, 1))
    people.directory.add("Ann", PASSWORD, Role.REVIEWER, by="a test")
    app = make_app(Library(ledger, afghanistan), access=Access(people, True, False))
    ann = TestClient(app, base_url=HOST, follow_redirects=False)
    send(ann, "/login", "/login", name="Ann", password=PASSWORD)
    assert "No claim waits for a ruling" in ann.get("/review").text
    assert ann.get("/review/next").headers["location"] == "/review"
    assert "Nobody has ruled yet" in ann.get("/review/rulings").text


def test_pages_say_how_much_of_what_they_show_reviewers_have_seen(reviewers) -> None:
    item = reviewers.review.queue()[0]
    place = item.changes[0].before.place
    day = {"as_of": item.changes[0].day.isoformat()}
    assert "No reviewer has seen what it rests on" in reviewers.reader.get(f"/district/{place}", params=day).text
    assert "No reviewer has seen what they rest on" in reviewers.reader.get("/districts", params=day).text
    rule(reviewers.ann, item.observation.claim.id, choice="unverifiable")
    seen = reviewers.reader.get(f"/district/{place}", params=day).text
    assert "Reviewers have looked at how" in seen
    assert "called unverifiable" in seen
    assert "Reviewers have looked at how 1 of the" in reviewers.reader.get("/districts", params=day).text
