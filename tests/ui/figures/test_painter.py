"""A figure of matplotlib painted by Qt: everything stands where matplotlib put it, and words stay words."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from matplotlib.artist import Artist
from matplotlib.collections import Collection, LineCollection, PathCollection
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Rectangle
from matplotlib.path import Path as Outline
from matplotlib.text import Text
from matplotlib.transforms import Bbox, IdentityTransform, TransformedBbox
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgGenerator, QSvgRenderer

from relmap.ui.figures.painter import PainterRenderer, paint_figure, words_width
from relmap.ui.folio.pdf import pdf_bytes
from relmap.ui.folio.sheet import Sheet
from tests.ui.paper.sheaf import read_by_pdfium, read_by_poppler

WIDE, TALL, FINE = 200, 100, 4
RED, BLUE, WHITE = "#cc0000", "#0000cc", "#ffffff"
SCRIPTS = [
    "Ann’s “office” – affinity",
    "אני שווה משהו רק כשאני מועילה",
    "لا أستحق الحب إلا إذا كنت مفيدة",
    "只有我有用的时候，我才有价值",
    "Việt Nam Ελληνικά Русский",
    "$x_1^2$ costs 5 $ and $\\alpha$",
]


def figure_of(*artists: Artist) -> Figure:
    """A figure 200 points wide and 100 tall, whose unit is a point, with y upwards as matplotlib has it."""
    figure = Figure(figsize=(WIDE / 72, TALL / 72), dpi=72)
    for artist in artists:
        figure.add_artist(artist)
    return figure


def painted(figure: Figure, zoom: float = FINE) -> QImage:
    """A figure as dots on white, so many to a point."""
    image = QImage(round(WIDE * zoom), round(TALL * zoom), QImage.Format.Format_RGB32)
    image.fill(QColor(WHITE))
    painter = QPainter(image)
    paint_figure(figure, painter, QRectF(image.rect()))
    painter.end()
    return image


def colour_at(image: QImage, x: float, y: float) -> str:
    """What is at a point, y upwards."""
    return image.pixelColor(round(x * FINE), round((TALL - y) * FINE)).name()


def inked(image: QImage) -> QRect:
    """The smallest box with everything that is not white."""
    dots = [
        (x, y) for y in range(image.height()) for x in range(image.width()) if image.pixelColor(x, y).lightness() < 200
    ]
    assert dots, "nothing was painted"
    xs, ys = [x for x, _ in dots], [y for _, y in dots]
    return QRect(min(xs), min(ys), max(xs) - min(xs) + 1, max(ys) - min(ys) + 1)


def box(x: float, y: float, width: float, height: float, **looks: object) -> Rectangle:
    return Rectangle((x, y), width, height, transform=IdentityTransform(), **{"facecolor": RED, **looks})  # type: ignore[arg-type]  # looks of any kind


def line(*points: tuple[float, float], **looks: object) -> Line2D:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wanted = {
        "color": RED,
        "transform": IdentityTransform(),
        "solid_capstyle": "butt",
        "dash_capstyle": "butt",
        **looks,
    }
    return Line2D(xs, ys, **wanted)  # type: ignore[arg-type]  # looks of any kind


def words(text: str, x: float = 20.0, y: float = 40.0, **looks: object) -> Text:
    wanted = {"fontsize": 9, "parse_math": False, "transform": IdentityTransform(), **looks}
    return Text(x, y, text, **wanted)  # type: ignore[arg-type]  # looks of any kind


def test_up_is_up(light: object) -> None:
    image = painted(figure_of(box(10, 60, 30, 30)))
    assert colour_at(image, 25, 75) == RED
    assert colour_at(image, 25, 25) == WHITE


@pytest.mark.parametrize("zoom", [1.0, 2.0, 3.5])
def test_a_figure_fills_what_it_is_given_at_any_size(zoom: float, light: object) -> None:
    found = inked(painted(figure_of(box(0, 0, WIDE, TALL, edgecolor="none")), zoom))
    assert (found.width(), found.height()) == (round(WIDE * zoom), round(TALL * zoom))


def test_it_stands_where_it_is_wanted(light: object) -> None:
    image = QImage(400, 300, QImage.Format.Format_RGB32)
    image.fill(QColor(WHITE))
    painter = QPainter(image)
    before = painter.transform()
    paint_figure(figure_of(box(0, 0, WIDE, TALL, edgecolor="none")), painter, QRectF(150, 100, WIDE, TALL))
    assert painter.transform() == before
    assert not painter.hasClipping()
    painter.end()
    assert inked(image) == QRect(150, 100, WIDE, TALL)


def test_what_is_clipped_stays_inside(light: object) -> None:
    cut = box(0, 0, WIDE, TALL)
    cut.set_clip_box(TransformedBbox(Bbox([[50, 20], [100, 60]]), IdentityTransform()))
    image = painted(figure_of(cut, line((0, 90), (WIDE, 90), color=BLUE, linewidth=4)))
    assert colour_at(image, 75, 40) == RED
    assert [colour_at(image, *at) for at in ((40, 40), (75, 70), (110, 40), (75, 10))] == [WHITE] * 4
    assert colour_at(image, 190, 90) == BLUE


def test_what_is_clipped_by_a_shape_stays_inside_it(light: object) -> None:
    cut = box(0, 0, WIDE, TALL)
    cut.set_clip_path(Circle((100, 50), 30, transform=IdentityTransform()))
    image = painted(figure_of(cut))
    assert colour_at(image, 100, 50) == RED
    assert colour_at(image, 122, 50) == RED
    assert colour_at(image, 126, 76) == WHITE, "inside the circle's box, outside the circle"


def test_dashes_are_as_long_as_they_were_asked_to_be(light: object) -> None:
    dashed = line((0, 50), (WIDE, 50), linewidth=4, linestyle=(0.0, (5.0, 2.5)))
    image = painted(figure_of(dashed))
    assert [colour_at(image, x, 50) for x in (10, 25, 35, 55)] == [RED, WHITE, RED, WHITE]
    moved = painted(figure_of(line((0, 50), (WIDE, 50), linewidth=4, linestyle=(5.0, (5.0, 2.5)))))
    assert [colour_at(moved, x, 50) for x in (5, 15, 35)] == [WHITE, RED, WHITE]


@pytest.mark.parametrize(("cap", "beyond"), [("butt", WHITE), ("projecting", RED), ("round", RED)])
def test_a_line_ends_as_it_should(cap: str, beyond: str, light: object) -> None:
    image = painted(figure_of(line((50, 50), (100, 50), linewidth=10, solid_capstyle=cap)))
    assert colour_at(image, 103, 50) == beyond


def test_no_line_is_no_line(light: object) -> None:
    image = painted(figure_of(box(50, 20, 50, 50, linewidth=0, edgecolor=BLUE)))
    assert inked(image) == QRect(50 * FINE, (TALL - 70) * FINE, 50 * FINE, 50 * FINE)


def test_what_is_half_there_lets_the_paper_through(light: object) -> None:
    image = painted(figure_of(box(0, 0, 50, 100, alpha=0.5, linewidth=0), box(60, 0, 50, 100, facecolor="#cc000080")))
    for x in (25, 85):
        mixed = QColor(colour_at(image, x, 50))
        assert mixed.red() > 200
        assert 120 <= mixed.green() <= 135


def test_a_gap_stays_a_gap(light: object) -> None:
    image = painted(figure_of(line((10, 50), (60, 50), (float("nan"), 50), (120, 50), (180, 50), linewidth=4)))
    assert [colour_at(image, x, 50) for x in (30, 90, 150)] == [RED, WHITE, RED]


def test_markers_stand_at_every_point(light: object) -> None:
    places = [(20.0, 20.0), (60.0, 80.0), (150.0, 50.0)]
    image = painted(figure_of(line(*places, linestyle="none", marker="s", markersize=8)))
    assert [colour_at(image, *at) for at in places] == [RED] * 3
    assert colour_at(image, 40, 50) == WHITE


def test_a_marker_is_not_upside_down(light: object) -> None:
    image = painted(figure_of(line((100, 50), linestyle="none", marker="^", markersize=40, markeredgewidth=0)))
    assert (colour_at(image, 90, 36), colour_at(image, 90, 64)) == (RED, WHITE)


def test_a_collection_has_its_colours_and_shapes(light: object) -> None:
    lines = LineCollection([[(0, 10), (WIDE, 10)], [(0, 30), (WIDE, 30)]], colors=[RED, BLUE], linewidths=4,
                           transform=IdentityTransform())  # fmt: skip
    circle = Outline.unit_circle()
    shapes = PathCollection([circle], sizes=[100, 400], offsets=[(50, 70), (150, 70)], facecolors=[BLUE, RED],
                            edgecolors="none", offset_transform=IdentityTransform())  # fmt: skip
    shapes.set_transform(IdentityTransform())
    image = painted(figure_of(lines, shapes))
    assert [colour_at(image, *at) for at in ((100, 10), (100, 30), (50, 70), (150, 70))] == [RED, BLUE, BLUE, RED]
    assert [colour_at(image, *at) for at in ((65, 70), (168, 70), (172, 70))] == [WHITE, RED, WHITE]


_STROKES: list[list[tuple[float, float]]] = [
    [(0, 10), (WIDE, 10)],
    [(7, 30), (WIDE, 90), (20, 80)],
    [(10, 50), (float("nan"), 50), (90, 50), (99, 60)],
]
_ROUND = Outline.unit_circle()


def lines_alike(times: int, **looks: Any) -> LineCollection:
    return LineCollection(_STROKES, colors=[RED] * times, linewidths=3, transform=IdentityTransform(), **looks)


def shapes_alike(times: int, **looks: Any) -> PathCollection:
    places = [(50, 40), (60, 50), (150, 60), (float("nan"), 3)]
    faces = [looks.pop("face", "#cc000080")] * times
    still = IdentityTransform()
    made = PathCollection([_ROUND], [300, 500, 900], offsets=places, offset_transform=still, facecolors=faces, **looks)
    made.set_transform(IdentityTransform())
    return made


@pytest.mark.parametrize(
    ("make", "looks"),
    [
        (lines_alike, {}),
        (lines_alike, {"linestyles": [(0.0, (3.0, 2.0))]}),
        (lines_alike, {"alpha": 0.4}),
        (shapes_alike, {"edgecolors": BLUE, "linewidths": 3}),
        (shapes_alike, {"edgecolors": "none"}),
        (shapes_alike, {"edgecolors": BLUE, "linewidths": 4, "face": "none"}),
    ],
)
def test_what_looks_alike_is_painted_as_if_each_were_painted_alone(
    make: Callable[..., Collection], looks: dict[str, Any], light: object
) -> None:
    """Two equal colours are not counted as one look, and take the long way of matplotlib."""
    quickly, slowly = (painted(figure_of(make(times, **looks))) for times in (1, 2))
    inked(quickly)
    dots = [(x, y) for x in range(0, quickly.width(), 2) for y in range(0, quickly.height(), 2)]
    other = [at for at in dots if abs(quickly.pixelColor(*at).green() - slowly.pixelColor(*at).green()) > 12]
    assert len(other) < 5, "but for the rims of strokes that cross"


def test_nothing_is_painted_of_an_empty_collection(light: object) -> None:
    image = painted(figure_of(LineCollection([], transform=IdentityTransform()), PathCollection([], sizes=[3])))
    assert {image.pixelColor(x, y).name() for x in range(0, 800, 9) for y in range(0, 400, 9)} == {WHITE}


def test_curves_are_round(light: object) -> None:
    image = painted(figure_of(Circle((100, 50), 40, facecolor=RED, linewidth=0, transform=IdentityTransform())))
    assert colour_at(image, 100 + 27, 50 + 27) == RED
    assert colour_at(image, 100 + 30, 50 + 30) == WHITE


# words


def test_words_stand_on_their_line_and_are_as_wide_as_was_said(light: object) -> None:
    found = inked(painted(figure_of(words("HHHHHHHH", va="baseline"))))
    assert abs(found.bottom() + 1 - (TALL - 40) * FINE) <= 1
    assert abs(found.left() - 20 * FINE) <= FINE
    assert abs(found.width() - words_width("HHHHHHHH", 9) * FINE) <= 1.5 * FINE


def test_words_run_where_they_are_turned(light: object) -> None:
    lying, upright = (inked(painted(figure_of(words("standing", 50, 20, rotation=turn)))) for turn in (0, 90))
    assert abs(lying.width() - upright.height()) <= 2
    assert abs(lying.height() - upright.width()) <= 2


@pytest.mark.parametrize("align", ["left", "center", "right"])
def test_words_keep_to_their_side(align: str, light: object) -> None:
    found = inked(painted(figure_of(words("HHHHHHHHHH", 100, 40, ha=align))))
    wide = words_width("HHHHHHHHHH", 9)
    left = {"left": 100.0, "center": 100 - wide / 2, "right": 100 - wide}[align]
    assert abs(found.left() / FINE - left) <= 1.5


def test_bold_words_are_bolder(light: object) -> None:
    def ink(weight: str) -> int:
        image = painted(figure_of(words("Morgen", weight=weight)))
        return sum(255 - image.pixelColor(x, y).lightness() for x in range(400) for y in range(150, 300))

    assert ink("bold") > 1.1 * ink("normal")


def test_words_have_the_same_place_at_every_size(light: object) -> None:
    figure = figure_of(words("the same place"))
    small, large = inked(painted(figure, 2.0)), inked(painted(figure, 6.0))
    assert abs(small.width() * 3 - large.width()) <= 6
    assert abs(small.left() * 3 - large.left()) <= 6


def test_measuring_says_what_painting_does(light: object) -> None:
    image = QImage(10, 10, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    renderer = PainterRenderer(painter, 10, 10)
    for text in SCRIPTS:
        wide, tall, below = renderer.get_text_width_height_descent(text, words("").get_fontproperties(), ismath=False)
        assert wide == pytest.approx(words_width(text, 9))
        assert 0 < below < tall
    painter.end()


@dataclass
class OnPaper:
    """A figure on a sheet of its own size."""

    figure: Figure
    sheet: Sheet = field(default_factory=lambda: Sheet("", WIDE * 2, TALL * 2))
    count: int = 1
    language: str = "en"

    def paint(self, painter: QPainter, _place: int = 0) -> None:
        paint_figure(self.figure, painter, QRectF(QPointF(), self.sheet.size))


def lines_of(texts: list[str]) -> Iterator[Text]:
    for number, text in enumerate(texts):
        yield words(text, 5, 85 - 15 * number, fontsize=7)


def test_in_a_pdf_words_of_every_script_read_back(tmp_path: Path, light: object) -> None:
    pdf = pdf_bytes(OnPaper(figure_of(*lines_of(SCRIPTS))))
    assert read_by_poppler(pdf, tmp_path / "figure.pdf") == SCRIPTS
    assert [text for text in SCRIPTS if text not in read_by_pdfium(pdf)] == []


def test_turned_words_read_back(tmp_path: Path, light: object) -> None:
    pdf = pdf_bytes(OnPaper(figure_of(words("אני שווה", 50, 20, rotation=90), words("standing", 80, 20, rotation=90))))
    assert {"אני שווה", "standing"} <= set(read_by_poppler(pdf, tmp_path / "figure.pdf"))


def test_in_an_svg_words_stay_words(light: object) -> None:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setViewBox(QRect(0, 0, WIDE, TALL))
    painter = QPainter(generator)
    paint_figure(figure_of(*lines_of(SCRIPTS), box(150, 10, 10, 10)), painter, QRectF(0, 0, WIDE, TALL))
    painter.end()
    root = ET.fromstring(bytes(buffer.data().data()))
    pieces = ["".join(one.itertext()) for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert "".join("".join(pieces).split()) == "".join("".join(SCRIPTS).split()), "Qt writes some lines word by word"
    assert QSvgRenderer(buffer.data()).isValid()
