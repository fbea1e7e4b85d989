"""Any quote can be shown where it stands in the original, and the originals can be taken away and checked."""

from __future__ import annotations

import hashlib
import html
import io
import json
import zipfile

import pytest

from contested.errors import FileRefused, QueryError
from contested.ingest.evidence import evidence_for
from contested.ingest.evidence_export import export_evidence
from contested.ingest.service import ingest
from contested.intake.fetching.fetch import Fetcher
from contested.intake.fetching.pace import Pace
from contested.intake.gathering import Gathering
from contested.intake.sources import read_source
from contested.ledger.opening import open_ledger
from contested.reading.rules import RulesReader
from contested.theatre.load import load_theatre

SAID = "Panjwai district fell to the Taliban on Sunday, the governor said."
PAGE = (
    "<html><head><title>T</title></head><body><nav>Menu</nav><article>"
    "<p>Panjwai district fell to the&nbsp;<b>Taliban</b> on Sunday, the governor said.</p>"
    "<p>The ministry denied that the district had fallen, and said that troops were still inside its walls.</p>"
    "</article></body></html>"
)
MAIL = (
    f"From: Press <p@m.example>\nDate: Sun, 04 Jul 2021 18:00:00 +0430\nSubject: S\nMessage-ID: <1@m>\n\n{SAID}\n"
)
RSS = (
    f"<rss version='2.0'><channel><title>W</title><item><guid>1</guid><description>&lt;p&gt;{SAID}&lt;/p&gt;"
    "</description></item></channel></rss>"
)


@pytest.fixture
def ledger(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path}/ledger.db", create=True) as opened:
        yield opened


def _in(ledger, named, reads=read_source):
    summary = ingest([named], ledger, RulesReader(), load_theatre, "afghanistan", reads=reads)
    assert summary.whole, summary.refusals
    return [row["id"] for row in ledger.dump() if row["type"] == "claim"]


@pytest.mark.parametrize(
    ("name", "raw", "in_raw"),
    [
        ("a.txt", f"---\r\noutlet: W\r\n---\r\nFirst.\r\n\r\n{SAID}".encode(), True),
        ("bom.txt", b"\xef\xbb\xbf" + SAID.encode(), True),
        ("a.md", f"# H\n\n**{SAID}**\n".encode(), True),
        ("a.html", PAGE.encode(), True),
        ("wide.html", PAGE.replace("Menu", "Çå").encode("utf-16"), True),
        ("a.eml", MAIL.encode(), False),
        ("a.jsonl", json.dumps({"id": "1", "text": f"é\n{SAID}"}).encode(), False),
        ("feed.xml", RSS.encode(), False),
    ],
)
def test_the_words_are_shown_in_the_original_of_every_format(ledger, tmp_path, name, raw, in_raw):
    path = tmp_path / name
    path.write_bytes(raw)
    for claim_id in _in(ledger, path):
        found = evidence_for(ledger, claim_id[:12])
        assert found.same_text, found.why_not
        kept = ledger.raw(found.raw_sha256)
        assert hashlib.sha256(kept).hexdigest() == found.raw_sha256
        assert found.shown is not None
        if "<" not in found.shown.original:
            assert html.unescape(found.shown.original).split() == found.claim.quote.split()
        assert (found.shown.raw_span is not None) == in_raw
        if found.shown.raw_span:
            start, end = found.shown.raw_span
            encoding = "utf-16-le" if name == "wide.html" else "utf-8"
            assert kept[start:end].decode(encoding) == found.shown.original


def test_of_a_fetched_page_the_address_moment_headers_and_body_are_told(ledger, site):
    site["/old"] = site.Answer(b"", 301, {"Location": "/a"})
    site["/a"] = PAGE
    with Fetcher(pace=Pace(0), private_allowed=True) as fetcher:
        claim_id = _in(ledger, f"{site.url}/old", Gathering(lambda: fetcher).read)[0]
    found = evidence_for(ledger, claim_id)
    assert found.same_text
    got = found.retrieved
    assert (got.url, got.asked, got.hops) == (f"{site.url}/a", f"{site.url}/old", f"301 {site.url}/old")
    assert got.payload_sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert got.headers[0] == "HTTP/1.1 200 OK"
    raw = ledger.raw(found.raw_sha256)
    assert raw[slice(*found.shown.raw_span)].decode() == found.shown.original
    assert "&nbsp;<b>Taliban" in found.shown.original


RELIEF = json.dumps(
    {"data": [{"id": "7", "fields": {"title": "T", "body": SAID, "source": [{"name": "Example Aid"}]}}]}
)


@pytest.mark.parametrize(
    ("raw", "media_type", "in_raw"),
    [
        (SAID.encode(), "text/plain; charset=utf-8", True),
        (f"# H\n\n**{SAID}**\n".encode(), "text/markdown", True),
        (MAIL.encode(), "message/rfc822", False),
        (RSS.encode(), "application/rss+xml", False),
        (RSS.replace("&lt;p&gt;", "").replace("&lt;/p&gt;", "").encode(), "text/xml", True),
        (RELIEF.encode(), "application/json", False),
    ],
)
def test_whatever_was_fetched_its_evidence_says_when_from_where_and_shows_the_words(
    ledger, site, raw, media_type, in_raw
):
    site["/a"] = site.Answer(raw, 200, {"Content-Type": media_type, "X-Served-By": "press"})
    with Fetcher(pace=Pace(0), private_allowed=True) as fetcher:
        claim_id = _in(ledger, f"{site.url}/a", Gathering(lambda: fetcher).read)[0]
    found = evidence_for(ledger, claim_id)
    assert found.same_text, found.why_not
    assert found.retrieved.url == f"{site.url}/a"
    assert found.retrieved.at.endswith("Z")
    assert "x-served-by: press" in found.retrieved.headers
    kept = ledger.raw(found.raw_sha256)
    assert found.retrieved.payload_sha256 in kept.decode()
    assert html.unescape(found.shown.original).replace("*", "") == found.claim.quote
    assert (found.shown.raw_span is not None) == in_raw
    if in_raw:
        assert kept[slice(*found.shown.raw_span)].decode() == found.shown.original


def test_dateline_byline_agency_and_language_are_told_as_the_report_has_them(ledger, tmp_path):
    path = tmp_path / "a.txt"
    path.write_text(f"By Jane Doe and John Roe\n\nKABUL, July 4, 2021 (Reuters) - The night was long.\n\n{SAID}\n")
    found = evidence_for(ledger, _in(ledger, path)[0])
    assert found.dateline == "KABUL, July 4, 2021 (Reuters)"
    assert (found.byline, found.agencies) == (("Jane Doe", "John Roe"), ("Reuters",))
    assert (found.report.language, found.report.published) == ("en", "2021-07-04")


def test_an_address_of_documents_gives_them(ledger, site):
    site["/docs"] = site.Answer(
        json.dumps({"id": "1", "text": SAID}).encode(), 200, {"Content-Type": "application/x-ndjson"}
    )
    with Fetcher(pace=Pace(0), private_allowed=True) as fetcher:
        assert _in(ledger, f"{site.url}/docs", Gathering(lambda: fetcher).read)


def test_where_the_text_comes_out_otherwise_the_words_are_still_found_and_it_is_said(
    ledger, tmp_path, monkeypatch
):
    from contested.intake import derivation

    path = tmp_path / "a.html"
    path.write_bytes(PAGE.encode())
    claim_id = _in(ledger, path)[0]
    real = derivation.texts_in

    def otherwise(kind, given):
        for found in real(kind, given):
            changed = derivation.msgspec.structs.replace(found.clean, text=found.clean.text.upper())
            yield derivation.msgspec.structs.replace(found, clean=changed)

    monkeypatch.setattr(derivation, "texts_in", otherwise)
    found = evidence_for(ledger, claim_id)
    assert not found.same_text
    assert "another text now" in found.why_not
    assert found.shown.original.startswith("Panjwai district fell")


def test_a_coded_claim_says_that_it_has_no_original(ledger, examples):
    claim_id = _in(ledger, examples / "afghanistan-2021")[0]
    found = evidence_for(ledger, claim_id)
    assert (found.raw_sha256, found.shown) == (None, None)
    assert "coded by hand" in found.why_not
    with pytest.raises(QueryError) as caught:
        evidence_for(ledger, "0" * 32)
    assert caught.value.code == "query.unknown-claim"


def test_an_export_to_a_folder_holds_what_its_hashes_say(ledger, tmp_path):
    (tmp_path / "a.html").write_bytes(PAGE.encode())
    _in(ledger, tmp_path / "a.html")
    exported = export_evidence(ledger, None, tmp_path / "out")
    assert exported == (1, 0)
    lines = (tmp_path / "out" / "SHA256SUMS").read_text().splitlines()
    assert len(lines) == 4
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((tmp_path / "out" / name).read_bytes()).hexdigest() == digest
    with pytest.raises(FileRefused) as caught:
        export_evidence(ledger, None, tmp_path / "out")
    assert caught.value.code == "output.exists"


def test_an_export_as_wacz_is_an_archive_that_is_read_back_to_the_same_text(ledger, tmp_path, site, afghanistan):
    site["/a"] = PAGE
    with Fetcher(pace=Pace(0), private_allowed=True) as fetcher:
        _in(ledger, f"{site.url}/a", Gathering(lambda: fetcher).read)
    path = tmp_path / "out.wacz"
    export_evidence(ledger, None, path)
    (report,) = ledger.reports()
    (item,) = read_source(path, afghanistan)
    assert item.report.text == ledger.report(report.id).text
    assert item.report.url == f"{site.url}/a"
    with zipfile.ZipFile(path) as package:
        described = json.loads(package.read("datapackage.json"))
        for resource in described["resources"]:
            digest = hashlib.sha256(package.read(resource["path"])).hexdigest()
            assert resource["hash"] == f"sha256:{digest}"
        line = package.read("indexes/index.cdx").decode().splitlines()[0]
        fields = json.loads(line.split(" ", 2)[2])
        start, length = int(fields["offset"]), int(fields["length"])
        packed = package.read("archive/data.warc.gz")[start : start + length]
    from warcio.archiveiterator import ArchiveIterator

    (record,) = ArchiveIterator(io.BytesIO(packed))
    assert record.rec_headers.get_header("WARC-Target-URI") == fields["url"]
