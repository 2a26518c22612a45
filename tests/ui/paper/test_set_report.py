"""How a report is set on sheets: it fits where it should, nothing is cut, and no heading stands alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from relmap.reports.blocks import Block, Break, Direction, Facts, Grid, Heading, Items, Picture, Report, Space, Words
from relmap.ui.folio.pdf import pdf_bytes
from relmap.ui.folio.sheet import MARGIN, SHEETS, paper_theme
from relmap.ui.paper.set_report import LARGEST, USUAL, Drawing, SetReport
from tests.ui.paper.sheaf import Square, page, painted, read_by_pdfium, read_by_poppler, set_page

LONG = "It was hunger first, and by the time it got to me it was manners. " * 6


def ink(image: QImage, left: int, top: int, right: int, bottom: int) -> int:
    """How many dots of a part are not white."""
    white = 0xFFFFFFFF
    return sum(image.pixel(x, y) != white for x in range(left, right) for y in range(top, bottom))


def test_a_short_page_is_set_large_on_one_sheet(light: object) -> None:
    bound = set_page(page(Heading(1, "A page"), Words("A line."), sheets=1))
    assert (bound.count, bound.points) == (1, LARGEST)


def test_a_page_that_should_fit_is_set_smaller_until_it_does(light: object) -> None:
    paragraphs = [Words(LONG) for _ in range(12)]
    free = set_page(page(*paragraphs))
    bound = set_page(page(*paragraphs, sheets=1))
    assert bound.count == 1
    assert 9.0 <= bound.points < LARGEST
    assert free.points == USUAL


def test_what_does_not_fit_at_nine_points_takes_a_second_sheet(light: object) -> None:
    bound = set_page(page(*[Words(LONG) for _ in range(17)], sheets=1))
    assert bound.count == 2
    assert bound.points >= 9.0


@pytest.mark.parametrize("lines", range(30, 44))
def test_no_heading_stands_alone_at_the_foot(lines: int, tmp_path: Path, light: object) -> None:
    filling = [Words(f"line {number}") for number in range(lines)]
    bound = set_page(page(*filling, Heading(2, "Alone?"), Heading(3, "Nor this"), Words("It has company.")))
    whole = pdf_bytes(bound)
    text = "\n".join(read_by_poppler(whole, tmp_path / "page.pdf"))
    first, _, second = text.partition("1 of 2")
    on_second = bound.count == 2 and "Alone?" in second
    assert ("Nor this" in second, "company" in second) == (on_second, on_second) if on_second else "company" in first


def test_every_paragraph_of_a_long_page_is_painted_wherever_sheets_break(light: object) -> None:
    blocks: list[Block] = []
    for number in range(24):
        blocks += [Heading(2, f"Heading{number}."), Words(f"Words{number}.", quote=True)]
        blocks += [Facts(tuple((f"Label{number}.{row}.", LONG[:120]) for row in range(number % 6 + 1)))]
        blocks += [Heading(3, f"Below{number}."), Items((f"Item{number}.", LONG)), Words(LONG[: number * 9])]
    bound = set_page(page(*blocks))
    assert bound.count > 5
    read = read_by_pdfium(pdf_bytes(bound))
    told = [f"{kind}{number}." for kind in ("Heading", "Words", "Below", "Item") for number in range(24)]
    assert [words for words in told if words not in read] == []


@pytest.mark.parametrize(("words", "from_the_right"), [("אמא שלי, 14.", True), ("My mother, 14.", False)])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_words_are_read_from_their_own_side(
    words: str, from_the_right: bool, direction: Direction, light: object
) -> None:
    """Whichever way the page is read: else the full stop of a quotation stands at its beginning."""
    image = painted(set_page(page(Words(words), direction=direction)))
    middle, low = image.width() // 2, image.height() // 2
    on_the_left, on_the_right = ink(image, 0, 0, middle, low) > 0, ink(image, middle, 0, image.width(), low) > 0
    assert (on_the_left, on_the_right) == (not from_the_right, from_the_right)


def test_no_row_is_cut_and_the_head_of_a_table_stands_on_each_sheet_of_it(light: object) -> None:
    rows = tuple((f"Row{number}. {LONG[:200]}", f"Cell{number}.") for number in range(60))
    bound = set_page(page(Grid(("Topmost", "Other"), rows)))
    assert bound.count > 2
    sheets = read_by_pdfium(pdf_bytes(bound)).split("at the foot")
    assert read_by_pdfium(pdf_bytes(bound)).count("Topmost") == bound.count
    for number in range(60):
        (sheet,) = [one for one in sheets if f"Row{number}." in one]
        assert f"Cell{number}." in sheet


def test_a_cell_longer_than_a_sheet_is_shown_whole(light: object) -> None:
    words = " ".join(f"w{number}" for number in range(2500))
    bound = set_page(page(Facts((("What was said", words), ("After", "Afterwards")))))
    assert bound.count > 2
    read = read_by_pdfium(pdf_bytes(bound)).split()
    assert [word for word in read if word.startswith("w") and word[1:].isdigit()] == words.split()
    assert "Afterwards" in read


def test_an_attribution_stands_on_the_sheet_of_its_quotation(light: object) -> None:
    for lines in range(34, 48):
        filling = [Words(f"line {number}") for number in range(lines)]
        bound = set_page(page(*filling, Words("As it was said.", quote=True), Words("Whose words.", small=True)))
        first = read_by_pdfium(pdf_bytes(bound)).split("at the foot")[0]
        assert ("As it was said" in first) == ("Whose words" in first)


def test_nothing_is_painted_on_the_margins_but_the_foot(light: object) -> None:
    report = page(
        Heading(1, "W" * 60), Words("x" * 400), Facts((("label" * 9, "y" * 300),)), Items(("z" * 300,)),
        Grid(("a" * 50, "b" * 50, "c" * 50), (("d" * 90, "e" * 90, "f" * 90),)), Picture("map", "map", "", 400),
    )  # fmt: skip
    bound = set_page(report)
    for place in range(bound.count):
        image, margin = painted(bound, place), int(MARGIN) - 1
        right = image.width() - margin
        assert ink(image, 0, 0, margin, image.height()) == 0
        assert ink(image, right, 0, image.width(), image.height()) == 0
        assert ink(image, 0, 0, image.width(), margin) == 0


def test_a_picture_keeps_its_shape_and_stays_on_the_sheet(light: object) -> None:
    image = painted(set_page(page(Picture("map", "map", "", 60))))
    teal = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == 0xFF2F6F73]
    width = max(x for x, _ in teal) - min(x for x, _ in teal) + 1
    height = max(y for _, y in teal) - min(y for _, y in teal) + 1
    assert abs(width - 60 / 25.4 * 72) <= 2
    assert abs(width - height) <= 2


def test_a_picture_that_is_too_high_is_put_part_by_part(light: object) -> None:
    """Three parts, of which two have room on a sheet: each is painted once, as wide as it asks."""

    class Strips:
        def of(self, _picture: Picture) -> Drawing:
            return ThreeSquares()

    class ThreeSquares(Square):
        def height(self, width: float) -> float:
            return 3.0 * width

        def parts(self, width: float, height: float) -> tuple[Drawing, ...]:
            assert self.height(width) > height
            return (Square(), Square(), Square())

    bound = SetReport(page(Picture("chart", "life", "", 120)), SHEETS["A4"], paper_theme(), Strips())
    teal = 0xFF2F6F73
    sheets = [painted(bound, place) for place in range(bound.count)]
    dots = sum(
        image.pixel(x, y) == teal for image in sheets for x in range(image.width()) for y in range(image.height())
    )
    side = 120 / 25.4 * 72
    assert bound.count == 2
    assert abs(dots - 3 * side * side) < 3 * 6 * side


def test_a_break_begins_a_new_sheet_but_never_an_empty_one(light: object) -> None:
    assert set_page(page(Break(), Words("one"))).count == 1
    assert set_page(page(Words("one"), Break(), Words("two"))).count == 2
    assert set_page(page(Words("one"), Break(), Facts((("a", "b"),)))).count == 2


def test_an_empty_report_is_one_sheet(light: object) -> None:
    assert set_page(page()).count == 1


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_facts_begin_at_the_side_where_the_language_begins(direction: str, light: object) -> None:
    rightward = direction == "rtl"
    words = ("שם", "נועה") if rightward else ("Name", "Noa")
    report = page(Facts((words,)), language="he" if rightward else "en", direction="rtl" if rightward else "ltr")
    image = painted(set_page(report))
    middle = image.width() // 2
    end = image.height() // 2  # without the foot
    left, right = ink(image, 0, 0, middle, end), ink(image, middle, 0, image.width(), end)
    assert (right > left) is rightward


def test_markup_in_words_stays_words(tmp_path: Path, light: object) -> None:
    written = "<b>not bold</b> <img src='file:///etc/passwd'> &amp;"
    pdf = pdf_bytes(set_page(page(Words(written), Facts(((written, written),)))))
    assert " ".join(read_by_poppler(pdf, tmp_path / "page.pdf")).count("<b>not bold</b>") == 3
    assert b"/Subtype /Image" not in pdf


def test_a_watermark_is_under_every_sheet(light: object) -> None:
    blocks: tuple[Block, ...] = (Words("one"), Break(), Words("two"))
    report = Report("A page", "en", "ltr", blocks, "", "Reduced-identity copy")
    assert read_by_pdfium(pdf_bytes(set_page(report))).count("Reduced-identity copy") == 2


def test_lines_to_write_on_are_drawn(light: object) -> None:
    def ruled(bound: SetReport) -> int:
        image = painted(bound)
        middle = image.width() // 2
        return sum(image.pixel(middle, y) != 0xFFFFFFFF for y in range(image.height() // 2))

    assert ruled(set_page(page(Words("x")))) == 0
    assert ruled(set_page(page(Words("x"), Space(5)))) >= 5
