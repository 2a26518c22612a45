"""What is printed in a PDF reads back as it was written, letter for letter, in every script, by two other programs."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from relmap.reports.blocks import Facts, Grid, Heading, Items, Picture, Words
from relmap.ui.folio.pdf import pdf_bytes
from relmap.ui.folio.recording import Piece
from relmap.ui.folio.text_layer import TextLayerError, text_layer_steps
from tests.ui.paper.sheaf import page, read_by_pdfium, read_by_poppler, set_page

WRITTEN = [
    "Office affinity, fi fl ffi: “quoted” Ann’s 12–15 — naïve",
    "nai\u0308ve e\u0301 as two signs each",
    "אני שווה משהו רק כשאני מועילה",
    "لا أستحق الحب إلا إذا كنت مفيدة",
    "只有我有用的时候，我才有价值",
    "⽤ and 用 are not the same sign",
    "한국어 사랑",
    "Việt Nam ữ ệ ẫ",
    "Ελληνικά Русский",
]
BY_POPPLER = ["ไทยภาษาไทย กำลัง", "मैं तभी कीमती हूँ जब"]
"""Scripts whose letters change places: poppler reads what the place says, PDFium has its own spaces in them."""
BY_PDFIUM = ["לא היום, אמרה סבתא", "soft\u00adhyphen"]
"""Poppler moves a comma between two Hebrew words; a hyphen that is not drawn only PDFium reads."""


@pytest.mark.qt_log_ignore("OpenType support missing", extend=True)
@pytest.mark.parametrize("text", [*WRITTEN, *BY_POPPLER, *BY_PDFIUM])
def test_a_line_reads_back_letter_for_letter(text: str, tmp_path: Path, light: object) -> None:
    pdf = pdf_bytes(set_page(page(Words(text))))
    if text not in BY_PDFIUM:
        assert text in read_by_poppler(pdf, tmp_path / "page.pdf")
    if text not in BY_POPPLER:
        assert text in read_by_pdfium(pdf).replace("\ufffe", "\u00ad")  # PDFium's own sign for a hyphen at a break


def test_everything_reads_back_in_order(tmp_path: Path, light: object) -> None:
    report = page(
        Heading(1, "First"), Words("Second"), Facts((("Third", "Fourth"),)), Heading(2, "Fifth"),
        Grid(("Sixth", "Seventh"), (("Eighth", "Ninth"),)), Items(("Tenth", "Eleventh")), Words("Twelfth"),
    )  # fmt: skip
    read = " ".join(read_by_poppler(pdf_bytes(set_page(report)), tmp_path / "page.pdf"))
    order = "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth Eleventh Twelfth"
    places = [read.index(word) for word in order.split(" ")]
    assert places == sorted(places)


def test_a_long_text_over_several_sheets_loses_nothing(tmp_path: Path, light: object) -> None:
    words = [f"w{number}" for number in range(1500)]
    bound = set_page(page(Words(" ".join(words))))
    assert bound.count > 1
    read = " ".join(read_by_poppler(pdf_bytes(bound), tmp_path / "page.pdf")).split()
    assert [word for word in read if word.startswith("w")] == words


def test_the_file_says_its_language_and_nothing_of_who_made_it(light: object) -> None:
    pdf = pdf_bytes(set_page(page(Words("שלום"), language="he", direction="rtl")))
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert str(document.Root.Lang) == "he"
        assert "/Metadata" not in document.Root
        assert not any(str(value) for value in document.docinfo.values())
    for private in (b"Qt", b"relmap", b"CreationDate", b"Producer"):
        assert private not in pdf


def test_a_page_with_a_picture_and_no_words_can_be_written(light: object) -> None:
    assert pdf_bytes(set_page(page(Picture("map", "map", "", 60)))).startswith(b"%PDF")


def test_words_that_do_not_belong_to_the_page_are_noticed(light: object) -> None:
    pdf = pdf_bytes(set_page(page(Words("three words here"))))
    with pytest.raises(TextLayerError):
        list(text_layer_steps(pdf, [[Piece("other", tuple("other"))]], "en"))
