from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from contested.model.claim import ClaimPlace, Speaker
from contested.model.vocabulary import Kind, Side

HOSTILE = (
    "</title></style><script>alert('x')</script><img src=x onerror=alert(1)>&\"'{{ 7654321*7 }}"
    "<a href=javascript:alert(1)>"
)
PAGES = ("/", "/districts", "/district/AF2704", "/tallies", "/sources", "/search", "/unplaced", "/about", "/api")


class Page(HTMLParser):
    """All tags with their attributes, and the text between them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for seen, attrs in self.tags if seen == tag]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_holds_to_the_policy_and_asks_nothing_of_other_hosts(client, asked, path) -> None:
    answer = client.get(path, params=asked)
    assert answer.status_code == 200
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    page = Page(answer.text)
    assert len(page.all("h1")) == 1
    assert page.all("html")[0]["lang"] == "en"
    for tag, attrs in page.tags:
        assert "style" not in attrs, tag
        assert not [name for name in attrs if name.startswith("on")]
        for name in ("src", "action"):
            assert (attrs.get(name) or "/").startswith("/")
        if tag == "link":
            assert attrs["href"].startswith("/static/")
        if tag == "a" and "href" in attrs:
            assert re.match(r"https?://|/|#", attrs["href"]), attrs
    scripts = re.findall(r"<script[^>]*>(.*?)</script>", answer.text, re.DOTALL)
    assert set(scripts) <= {""}
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PAGES)
def test_every_link_within_the_site_leads_somewhere(client, asked, path) -> None:
    links = {
        a["href"] for a in Page(client.get(path, params=asked).text).all("a") if a.get("href", "").startswith("/")
    }
    for link in sorted(links)[:: max(1, len(links) // 12)]:
        assert client.get(link).status_code == 200, link


def test_each_district_of_the_map_is_a_path_with_its_code_that_leads_to_its_page(client, asked) -> None:
    html = client.get("/", params=asked).text
    drawn = re.findall(r'<a href="([^"]+)"><path [^>]*data-pcode="(\w+)"', html)
    assert len(drawn) == 398
    for href, place in drawn:
        assert href == f"/district/{place}?as_of=2021-07-04&amp;known_at=2021-07-05T00:00:00Z"


def test_a_colour_leads_to_words_with_their_speaker_and_on_to_the_sentence(client, asked) -> None:
    html = client.get("/district/AF2704", params=asked).text
    voice = re.search(r'<li class="voice[^>]*>(?:(?!</li>).)*Hasti Mohammad.*?</li>', html, re.DOTALL)[0]
    assert re.search(r"<b>Hasti Mohammad</b>, [\w ]+", voice)
    assert "<blockquote><p>" in voice
    assert "against interest" in voice
    assert "not reviewed" in voice
    link = re.search(r'href="(/report/\w+)[^"#]*#(c-\w+)"', voice)
    report = client.get(link[1]).text
    assert f'id="{link[2]}"' in report
    assert re.search(r"<mark[^>]*>[^<]*Taliban fighters took", report)


def test_the_page_without_parameters_is_about_the_newest_day_that_is_told_of(client, library) -> None:
    html = client.get("/").text
    assert f'data-as-of="{library.holdings().days[1]}"' in html
    assert client.get("/?as_of=&known_at=").status_code == 200


def test_hostile_text_stays_text_on_every_page(small, a_report, a_claim) -> None:
    report = a_report(f"Panjwai {HOSTILE} fell", outlet=HOSTILE, url="javascript:alert(1)", title=HOSTILE)
    speaker = Speaker(HOSTILE, HOSTILE, HOSTILE, Side.GOVERNMENT)
    words = f"Panjwai {HOSTILE} fell"
    claims = [
        a_claim(report, words, speaker=speaker, via=HOSTILE),
        a_claim(report, words, speaker=speaker, places=(ClaimPlace(HOSTILE, None, None),)),
        a_claim(report, words, kind=Kind.CONTROL_TALLY, speaker=speaker, outcome=None, holder=None),
    ]
    client, _ = small((report, claims))
    for path in (
        *PAGES,
        f"/report/{report.id}",
        "/search?q=Panjwai",
        f"/search?q={HOSTILE}",
        f"/district/{HOSTILE}",
    ):
        answer = client.get(path)
        page = Page(answer.text)
        assert not page.all("img"), path
        assert all(set(attrs) == {"type", "src"} for attrs in page.all("script")), path
        assert not [a for a in page.all("a") if (a.get("href") or "").startswith("javascript")], path
        assert "53580247" not in page.text
    assert "alert(1)" in Page(client.get("/district/AF2704").text).text


def test_an_empty_ledger_says_on_every_page_what_to_do_next(small) -> None:
    client, _ = small()
    for path in ("/", "/tallies", "/sources", "/search?q=fell", "/unplaced", "/district/AF2704"):
        answer = client.get(path)
        assert answer.status_code == 200
        assert 'class="empty"' in answer.text, path
    assert "contested ingest" in client.get("/").text


def test_a_district_that_nobody_spoke_of_yet_says_what_became_known_later(client) -> None:
    html = client.get("/district/AF2704", params={"as_of": "2021-05-01", "known_at": "2021-05-02"}).text
    assert "no evidence for either side" in html
    assert "became known later" in html


def test_tallies_are_shown_in_one_set_at_a_time(client, asked) -> None:
    html = client.get("/tallies", params={**asked, "set": "421"}).text
    assert "421 districts and district centres" in html
    assert 'aria-current="true"' in html
    assert client.get("/tallies", params={**asked, "page": "2"}).status_code == 200
    assert client.get("/tallies", params={**asked, "scope": "nowhere at all"}).status_code == 200


def test_what_could_not_be_placed_is_shown_with_what_it_may_be(client, asked) -> None:
    html = client.get("/unplaced", params=asked).text
    assert re.search(r'<b>Baharak</b>: may be <a href="/district/\w+', html)
    assert ">Afghanistan</b>: " not in html


def test_search_says_what_it_found_and_lists_an_outlet_page_by_page(client) -> None:
    assert "claims hold these words" in client.get("/search?q=governor").text
    page = client.get("/search?outlet=Kabul+Now")
    older = re.search(r'class="button" href="([^"]+)">Older', page.text)[1].replace("&amp;", "&")
    assert client.get(older).status_code == 200
    assert "holds no word" in client.get("/search?q=...").text


def test_a_theatre_without_polygons_is_drawn_as_dots(small, afghanistan) -> None:
    import dataclasses

    from starlette.testclient import TestClient

    from contested.web.app import make_app
    from contested.web.library import Library

    _, ledger = small()
    bare = dataclasses.replace(afghanistan, read_polygons=lambda _: {})
    html = TestClient(make_app(Library(ledger, bare)), base_url="http://127.0.0.1").get("/").text
    assert len(re.findall(r'<a href="/district/\w+[^"]*"><circle [^>]*data-pcode=', html)) == 401


def test_all_files_of_the_pages_are_served_with_their_types(client) -> None:
    for name, media_type in (
        ("style.css", "text/css"),
        ("map.js", "text/javascript"),
        ("mark.svg", "image/svg+xml"),
    ):
        answer = client.get(f"/static/{name}")
        assert answer.headers["content-type"].startswith(media_type)
        assert client.get(f"/static/{name}", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    for name in ("nothing.css", "..%2Fapp.py", "__init__.py"):
        assert client.get(f"/static/{name}").status_code == 404
    assert client.get("/robots.txt").text.startswith("User-agent")
    assert client.get("/healthz").text == "ok\n"
