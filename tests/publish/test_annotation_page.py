from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from contested.model.claim import Claim, ClaimPlace, Quantity, Speaker, with_id
from contested.model.report import Report
from contested.model.vocabulary import Kind, PlaceLevel, Side, Stance
from contested.publish.annotation_page import AnnotatedReport, annotation_page

TEXT = "Panjwai fell on Sunday, the governor said.\nMore than 300 soldiers fled to Kandahar."
HOSTILE = (
    "</style></title></p></div><script>alert('x')</script><img src=x onerror=alert(1)>&\"'{{ 7*7 }}\x00\ud800"
)


class Tags(HTMLParser):
    """All tags with their attributes, and the text of the part with the marked text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.inside = False
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.seen.append((tag, dict(attrs)))
        self.inside = self.inside or (tag == "div" and dict(attrs).get("class") == "text")

    def handle_endtag(self, tag) -> None:
        self.inside = self.inside and tag != "div"

    def handle_data(self, data) -> None:
        self.text += data if self.inside else ""

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for seen, attrs in self.seen if seen == tag]


def span(words: str, text: str = TEXT) -> list[int]:
    return [text.index(words), text.index(words) + len(words)]


def layers(**changed: object) -> dict[str, object]:
    return {
        "id": "1",
        "sentences": [[0, 42], [43, len(TEXT)]],
        "attributions": [
            {"source": [span("the governor")], "cue": [span("said")], "content": [span("Panjwai fell on Sunday")]}
        ],
        "times": [{"span": span("Sunday"), "type": "DATE", "value": "2021-07-04", "edtf": "2021-07-04"}],
        "quantities": [
            {
                "span": span("More than 300"),
                "value": 300.0,
                "low": 301.0,
                "high": None,
                "change": ">",
                "unit": "soldier",
            }
        ],
        "places": [
            {"span": span("Panjwai"), "name": "Panjwai", "id": "AF2704", "lat": 1, "lon": 2, "level": "district"},
            {"span": span("Kandahar"), "name": "Kandahar", "id": None, "lat": None, "lon": None, "level": None},
        ],
    } | changed


def claim(words: str = "Panjwai fell on Sunday", text: str = TEXT, **changed: object) -> Claim:
    start = text.index(words)
    slots: dict[str, object] = {
        "id": "",
        "report_id": "r",
        "kind": Kind.CONTROL_CHANGE,
        "stance": Stance.ASSERTS,
        "quote": words,
        "span": (start, start + len(words)),
        "speaker": Speaker("the governor", "governor of Panjwai", "islamic-republic", Side.GOVERNMENT),
        "places": (ClaimPlace("Panjwai", "AF2704", PlaceLevel.DISTRICT),),
        "against_interest": True,
    }
    return with_id(Claim(**(slots | changed)))


def report(**changed: object) -> Report:
    slots = {"id": "r", "text": TEXT, "title": "A fall", "outlet": "Daily", "published": "2021-07-04"}
    return Report(**(slots | changed))


def page(*given: AnnotatedReport) -> str:
    return "".join(annotation_page(given))


@pytest.fixture(scope="module")
def plain() -> str:
    unread = [
        {"span": span("fled"), "words": "fled", "frame": "retreat.flee", "reason": "its subject is no forces"}
    ]
    return page(AnnotatedReport(report=report(), layers=layers(unread=unread), claims=[claim()]))


def test_the_page_is_self_contained_and_allows_no_script(plain):
    tags = Tags(plain)
    assert plain.startswith("<!DOCTYPE html>")
    assert tags.all("script") == []
    assert not any(name.startswith("on") or name in ("style", "src") for _, attrs in tags.seen for name in attrs)
    style = re.search(r"<style>(.*?)</style>", plain, re.DOTALL)[1]
    policy = next(a["content"] for a in tags.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "url(" not in style
    assert "@import" not in style


def test_each_address_is_there_once_and_each_link_and_description_leads_to_one(plain):
    tags = Tags(plain)
    ids = [attrs["id"] for _, attrs in tags.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = {attrs["href"][1:] for attrs in tags.all("a") if (attrs.get("href") or "").startswith("#")}
    described = {one for _, attrs in tags.seen for one in (attrs.get("aria-describedby") or "").split()}
    labelled = {attrs["aria-labelledby"] for _, attrs in tags.seen if "aria-labelledby" in attrs}
    assert {"r1-C1", "r1-c1", "r1-W1"} <= links
    assert links | described | labelled <= set(ids)


def test_source_cue_and_content_lead_round(plain):
    leads = {a["id"]: a["href"][1:] for a in Tags(plain).all("a") if re.fullmatch(r"r1-a1-\d", a.get("id") or "")}
    at, seen = "r1-a1-0", []
    for _ in leads:
        seen.append(at)
        at = leads[at]
    assert at == "r1-a1-0"
    assert len(set(seen)) == 3


def test_an_attribution_with_one_part_leads_to_the_list():
    alone = [{"source": [], "cue": [span("said")], "content": []}]
    html = page(AnnotatedReport(report=report(), layers=layers(attributions=alone)))
    assert 'id="r1-a1-0" href="#r1-A1"' in html


def test_values_are_there_on_focus_and_in_the_lists(plain):
    tips = {a["data-tip"] for a in Tags(plain).all("a") if "data-tip" in a}
    assert tips == {
        "time: DATE 2021-07-04, EDTF 2021-07-04",
        "quantity: 301 to open soldier, value 300, more or at least (>)",
        "place: AF2704, district",
        "place: undecided, level open",
    }
    assert "retreat.flee: its subject is no forces" in plain
    assert "A fall" in plain
    assert "Daily" in plain
    assert "published 2021-07-04" in plain


def test_a_claim_stands_beside_the_text_with_kind_stance_and_speaker(plain):
    card = plain[plain.index('id="r1-C1"') :]
    card = card[: card.index("</li>")]
    for words in (
        "control change",
        "asserts",
        "against interest",
        "the governor, governor of Panjwai",
        "government",
    ):
        assert words in card
    assert card.count('href="#r1-c1"') == 2


def test_candidates_of_an_undecided_place_are_named_where_the_layer_has_them():
    places = [{"span": [0, 7], "name": "Panjwai", "id": None, "level": "district", "candidates": ["A1", "B2"]}]
    html = page(AnnotatedReport(report=report(), layers=layers(places=places)))
    assert "undecided, district; may be A1, B2" in html


def test_what_was_dropped_is_shown_only_where_it_was_asked_for(plain):
    assert "Seen, but nothing read" in plain
    assert "Seen, but nothing read" not in page(AnnotatedReport(report=report(), layers=layers()))
    none = page(AnnotatedReport(report=report(), layers=layers(unread=[])))
    assert "Every trigger gave a claim." in none


def test_a_hostile_report_is_only_text():
    text = HOSTILE + "\r\n" + TEXT
    whole = [0, len(text)]
    hostile_layers = {
        "id": HOSTILE,
        "sentences": [whole],
        "attributions": [{"source": [whole], "cue": [], "content": [whole]}],
        "times": [{"span": whole, "type": HOSTILE, "value": HOSTILE, "edtf": HOSTILE}],
        "quantities": [
            {"span": whole, "value": 1, "low": None, "high": 2, "change": HOSTILE, "unit": HOSTILE, "of": 3}
        ],
        "places": [{"span": whole, "name": HOSTILE, "id": HOSTILE, "level": HOSTILE}],
        "unread": [{"span": whole, "words": HOSTILE, "frame": HOSTILE, "reason": HOSTILE}],
    }
    quote = text.encode("utf-8", "replace").decode()
    made = claim(
        quote,
        quote,
        speaker=Speaker(HOSTILE[:-1], HOSTILE[:-2], None, Side.UNKNOWN),
        actor=HOSTILE[:-1],
        via=HOSTILE[:-1],
        places=(ClaimPlace(HOSTILE[:-1]),),
        quantity=Quantity(None, None, None, HOSTILE[:-1]),
    )
    hostile = report(text=text, title=HOSTILE, outlet=HOSTILE, url="javascript:alert(1)")
    html = page(AnnotatedReport(report=hostile, layers=hostile_layers, claims=[made]))
    html.encode("utf-8")
    tags = Tags(html)
    assert tags.all("script") == tags.all("img") == []
    assert len(tags.all("style")) == len(tags.all("title")) == 1
    assert "javascript:" not in html
    assert "{{ 7*7 }}" in html
    assert not any(name.startswith("on") for _, attrs in tags.seen for name in attrs)
    assert tags.text == re.sub("[\x00\ud800]", "\ufffd", text)


def test_an_empty_report_and_no_reports_still_make_a_page():
    empty = {key: [] for key in ("sentences", "attributions", "times", "quantities", "places")} | {"id": "e"}
    html = page(AnnotatedReport(report=report(text="", title=None, published=None, outlet=None), layers=empty))
    assert Tags(html).text == ""
    assert "None was read." in html
    assert page().endswith("</html>")
