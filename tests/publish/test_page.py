from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from contested.model.assessment import TallyAccount
from contested.model.claim import Speaker
from contested.model.tally import Tally, with_id
from contested.model.vocabulary import Side
from contested.publish.page import page_html

HOSTILE = "</style></title><script>alert('x')</script><img src=x onerror=alert(1)>&\"'{{ 7*7 }}"


class Tags(HTMLParser):
    """All tags with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.seen.append((tag, dict(attrs)))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for seen, attrs in self.seen if seen == tag]


def test_the_page_is_self_contained_and_allows_no_script(pictured, told, theatre) -> None:
    html = page_html(pictured(told()), theatre)
    tags = Tags(html)
    assert tags.all("script") == []
    assert not any(name.startswith("on") or name == "style" for _, attrs in tags.seen for name in attrs)
    assert not any("src" in attrs for _, attrs in tags.seen)
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    policy = next(a["content"] for a in tags.all("meta") if a.get("http-equiv") == "Content-Security-Policy")
    assert f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'" in policy
    assert "default-src 'none'" in policy
    assert "url(http" not in style
    assert "@import" not in style


def test_each_link_within_the_page_leads_somewhere(pictured, told, theatre) -> None:
    tags = Tags(page_html(pictured(told()), theatre))
    ids = [attrs["id"] for _, attrs in tags.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    inner = {attrs["href"][1:] for attrs in tags.all("a") if attrs["href"].startswith("#")}
    assert "d-AF2704" in inner
    assert inner <= set(ids)
    patterns = set(re.findall(r"url\(#([\w-]+)\)", page_html(pictured(told()), theatre)))
    assert patterns <= set(ids)


def test_a_voice_has_its_quote_speaker_role_and_source(pictured, told, theatre) -> None:
    html = page_html(pictured(told()), theatre)
    section = html[html.index('id="d-AF2704"') :]
    assert "<blockquote><p>The district centre fell overnight</p></blockquote>" in section
    assert "<b>Hasti Mohammad</b>, district governor" in section
    assert 'href="https://example.org/story"' in section
    assert "against interest" in section
    assert "Not reviewed" in section


def test_a_coder_s_words_are_marked_as_such(pictured, told, theatre) -> None:
    html = page_html(pictured(told(quoted=False)), theatre)
    assert '<blockquote class="coded">' in html
    assert "a coder’s words" in html


def test_hostile_text_stays_text_everywhere(pictured, told, theatre) -> None:
    voice = told(
        words=HOSTILE,
        speaker=Speaker(HOSTILE, HOSTILE, HOSTILE, Side.GOVERNMENT),
        outlet=HOSTILE,
        title=HOSTILE,
        url="javascript:alert(1)",
    )
    tally = with_id(
        Tally(
            claimant=HOSTILE,
            publisher=HOSTILE,
            scope=HOSTILE,
            unit=HOSTILE,
            holder=HOSTILE,
            words=HOSTILE,
            url="javascript:alert(1)",
            as_of="2021-07-04",
            claim_id="x",
            denominator=HOSTILE,
        )
    )
    account = TallyAccount(
        tally_id=tally.id, low=0, expected=0, high=0, names=(HOSTILE,), verdict="consistent", explanation=HOSTILE
    )
    html = page_html(pictured(voice, name=HOSTILE, admin1=HOSTILE), theatre, [(tally, account)])
    tags = Tags(html)
    assert tags.all("script") == []
    assert tags.all("img") == []
    assert len(tags.all("style")) == 1
    assert "javascript:" not in html
    assert "49" not in re.findall(r"&amp;[^<]*", html)[0]
    assert "{{ 7*7 }}" in html


def test_private_persons_are_not_named_but_their_words_are_kept(pictured, told, theatre) -> None:
    resident = told(
        words="Giran left at dawn", speaker=Speaker("Giran", "resident of Panjwai", "civilians", Side.CIVILIAN)
    )
    html = page_html(pictured(resident), theatre)
    assert "Giran" not in html
    assert "[name withheld] left at dawn" in html
    assert "a resident" in html


def test_the_page_says_what_it_shows_and_what_a_colour_does_not_mean(pictured, told, theatre) -> None:
    html = page_html(pictured(told()), theatre)
    assert "Afghanistan on 4 July 2021" in html
    assert "the end of 4 July 2021 (UTC), by publication" in html
    assert "It does not mean" in html
    assert "no reviewer has seen these claims" in html
    assert all(line.split(",")[0] in html for line in theatre.licences)


@pytest.mark.parametrize("count", [0, 1])
def test_a_picture_with_little_or_nothing_in_it_is_still_a_page(pictured, told, theatre, count) -> None:
    html = page_html(pictured(*[told()] * count), theatre)
    assert f"{count} of 401 districts" in html
    assert html.count('<article class="district') == count


def test_only_words_of_a_report_stand_in_quotation_marks_beside_a_tally(pictured, told, theatre) -> None:
    parts = {
        "claimant": "TOLO",
        "scope": "Afghanistan",
        "as_of": "2021-07-04",
        "holder": "taliban",
        "claim_id": "c",
    }
    read = with_id(Tally(**parts, unit="share of districts", low=140, high=140, words="a third of all districts"))
    coded = with_id(Tally(**parts, unit="district", low=11, high=11, words="TOLO counts eleven", external_id="58"))
    account = TallyAccount(tally_id="", low=1, expected=1, high=9, verdict="unaccounted", explanation="")
    html = page_html(pictured(told()), theatre, [(read, account), (coded, account)])
    assert "<q>a third of all districts</q>" in html
    assert "a share of districts (140) held by the Taliban" in html
    assert "<q>TOLO counts eleven</q>" not in html
    assert "TOLO counts eleven (a coder’s words)" in html
