"""A page as HTML: valid, whole for ears, and nothing of what somebody wrote is taken for markup."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from itertools import pairwise
from xml.etree.ElementTree import Element

import html5lib
import pytest

from relmap.edits.importing import take_in
from relmap.exchange.reading import parse_case
from relmap.read.projection import Projection
from relmap.reports.blocks import Block, Facts, Grid, Heading, Items, Picture, Report, Space, Words, texts
from relmap.reports.catalogue import KINDS
from relmap.reports.html import html_bytes
from relmap.reports.questions import Given, ReportKind
from relmap.resources import resource
from relmap.store.document import Document
from tests.casefiles import begun_document, empty_document
from tests.couplecase import couple_case

PNG = b"\x89PNG a picture"
WRITTEN = "<b>no</b> & \"quoted\" <script>alert('x')</script> ]]> \x07\x00 \u202e"


def page_of(report: Report) -> Element:
    """The page as a parser reads it that takes no mistake."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    read = parser.parse(html_bytes(report, lambda picture: PNG))
    assert isinstance(read, Element)
    return read


def told(element: Element) -> str:
    """All words of a part, as they are read."""
    return "".join(element.itertext())


def page(*blocks: Block, language: str = "en") -> Report:
    return Report("A page", language, "rtl" if language == "he" else "ltr", blocks, "at the foot")


@pytest.fixture(scope="module", params=["demo", "empty", "couple"])
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Document]:
    path = tmp_path_factory.mktemp("html") / "case.relmap"
    if request.param == "demo":
        document = empty_document(path)
        take_in(document, parse_case(resource("demo", "heron.json")), session=None)
    else:
        document = begun_document(path) if request.param == "empty" else couple_case(path).document
    with closing(document):
        yield document


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_page_is_valid_and_can_be_heard(case: Document, kind: ReportKind) -> None:
    with closing(Projection(case, "export")) as source:
        report = kind.read(source, {}, Given())
    read = page_of(report)
    assert (read.get("lang"), read.get("dir")) == (report.language, report.direction)
    assert read.findtext("head/title") == report.title
    levels = [int(part.tag[1]) for part in read.iter() if part.tag in ("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert len(read.findall("body/main")) == 1
    assert all(image.get("alt") for image in read.iter("img"))
    assert all(header.get("scope") in ("col", "row") for header in read.iter("th"))
    assert not list(read.iter("script")) + list(read.iter("link")) + list(read.iter("iframe"))
    whole = " ".join(told(read).split())
    assert [text for text in texts(report) if text and " ".join(text.split()) not in whole] == []


def test_what_somebody_wrote_stays_what_they_wrote() -> None:
    report = page(
        Heading(2, WRITTEN), Words(WRITTEN), Words(WRITTEN, lang="ig", quote=True), Items((WRITTEN,)),
        Facts(((WRITTEN, WRITTEN),)), Grid((WRITTEN,), ((WRITTEN,),), WRITTEN),
        Picture("map", "map", WRITTEN, 100), Space(2),
    )  # fmt: skip
    read = page_of(report)
    assert not list(read.iter("script")) + list(read.iter("b"))
    kept = WRITTEN.replace("\x07", "").replace("\x00", "")
    assert told(read).count(kept) == 10


def test_nothing_is_fetched_from_elsewhere() -> None:
    data = html_bytes(page(Words("x"), Picture("map", "map", "a map", 100)), lambda picture: PNG).decode()
    assert "http" not in data.replace('http-equiv="', "")
    assert 'src="data:image/png;base64,' in data
    assert "url(" not in data


def test_a_page_in_hebrew_says_so_and_a_quotation_says_its_own_language() -> None:
    read = page_of(page(Words("שלום"), Words("Onye aghala nwanne ya", lang="ig", quote=True), language="he"))
    assert (read.get("lang"), read.get("dir")) == ("he", "rtl")
    (quote,) = read.iter("blockquote")
    assert quote.get("lang") == "ig"
    assert [part.get("dir") for part in read.iter("p")] == ["auto", None]


def test_a_line_end_in_words_is_kept() -> None:
    read = page_of(page(Words("one\ntwo")))
    assert [told(part) for part in read.iter("p")] == ["one\ntwo"]


def test_a_watermark_is_said_first() -> None:
    report = Report("A page", "en", "ltr", (Heading(1, "A page"),), "", "Reduced-identity copy")
    main = page_of(report).find("body/main")
    assert main is not None
    assert told(main[0]) == "Reduced-identity copy"


def test_what_unicode_keeps_for_no_letter_is_left_out() -> None:
    words = "a\uffffb\ufdd0c\U0001fffed\x0be\u2028f\U0001f600"
    assert [told(part) for part in page_of(page(Words(words))).iter("p")] == ["abcde\u2028f\U0001f600"]
