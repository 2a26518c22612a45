"""Themes: every word and stroke has the contrast it needs, the font loads, icons take the colour of their role."""

from __future__ import annotations

from itertools import product

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from relmap.resources import resource
from relmap.ui.icons import dress, icon, pixmap
from relmap.ui.theme import (
    FAMILY,
    THEME_NAMES,
    TONES,
    ColourRole,
    Theme,
    ThemeName,
    begin_themes,
    install_fonts,
    load_theme,
    palette,
    stylesheet,
    themes,
    ui_font,
)

GROUNDS: tuple[ColourRole, ...] = ("paper", "panel", "rail", "field", "person", "shade")
STROKES: tuple[ColourRole, ...] = (
    "tie", "warm", "distant", "selection", "focus", "edge", "person_edge", "veil",
)  # fmt: skip
# Not measured, because each is said in another way too or carries no meaning: line, ring, power (words say who
# adapts), ghost, disabled (WCAG exempts it), mid and its kin (bevels).


def luminance(colour: QColor) -> float:
    """The relative luminance of WCAG 2."""

    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    return 0.2126 * linear(colour.redF()) + 0.7152 * linear(colour.greenF()) + 0.0722 * linear(colour.blueF())


def contrast(one: QColor, other: QColor) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def text_pairs(theme: Theme) -> dict[str, tuple[QColor, QColor]]:
    """Every colour of words with every ground it may stand on."""
    plain = product(("ink", "faded"), (*GROUNDS, *(f"{tone}_ground" for tone in TONES)))
    buttons = [("ink", "hover"), ("ink", "pressed"), ("on_accent", "accent"), ("on_accent", "accent_hover")]
    tones = [
        (f"{tone}_ink", ground) for tone in TONES for ground in ("paper", "panel", "rail", "person", f"{tone}_ground")
    ]
    accent = [("accent", ground) for ground in ("paper", "panel", "rail")]
    pairs = [*plain, *buttons, *tones, *accent]
    return {f"{word} on {ground}": (theme.colours[word], theme.colours[ground]) for word, ground in pairs}


def stroke_pairs(theme: Theme) -> dict[str, tuple[QColor, QColor]]:
    """Every stroke that carries meaning, with every ground it is drawn on."""
    plain = product(STROKES, ("paper", "panel", "person", "field"))
    tones = [(tone, ground) for tone in TONES for ground in ("paper", "panel", "rail", f"{tone}_ground")]
    pairs = [*plain, *tones]
    return {f"{mark} on {ground}": (theme.colours[mark], theme.colours[ground]) for mark, ground in pairs}


@pytest.mark.parametrize("name", THEME_NAMES)
def test_words_and_strokes_have_enough_contrast(name: ThemeName) -> None:
    theme = load_theme(name)
    for_words, for_strokes = (7.0, 4.5) if name.startswith("high") else (4.5, 3.0)
    weak = {pair: round(contrast(*both), 2) for pair, both in text_pairs(theme).items() if contrast(*both) < for_words}
    weak |= {
        pair: round(contrast(*both), 2) for pair, both in stroke_pairs(theme).items() if contrast(*both) < for_strokes
    }
    assert not weak


def test_contrast_knows_its_extremes() -> None:
    assert contrast(QColor("#000000"), QColor("#ffffff")) == pytest.approx(21.0)
    assert contrast(QColor("#C28A00"), QColor("#FBF9F6")) == pytest.approx(2.88, abs=0.01)


def test_themes_are_light_or_dark_as_they_say() -> None:
    for name in THEME_NAMES:
        theme = load_theme(name)
        assert theme.dark == (luminance(theme.colour("paper")) < 0.2)


def test_a_colour_is_a_copy() -> None:
    theme = load_theme("light")
    theme.colour("paper").setRed(0)
    assert theme.colour("paper").name() == "#fbf9f6"


def test_the_palette_fills_every_role_that_fusion_draws_with(qapp: QApplication) -> None:
    made = palette(load_theme("dark"))
    assert made.color(QPalette.ColorRole.Window).name() == "#26232c"
    for role in ("Light", "Midlight", "Mid", "Dark", "Shadow"):
        assert made.isBrushSet(QPalette.ColorGroup.Active, getattr(QPalette.ColorRole, role))
    disabled = made.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text)
    assert disabled == load_theme("dark").colour("disabled")


@pytest.mark.parametrize("name", THEME_NAMES)
def test_the_style_sheet_has_no_empty_places(name: ThemeName) -> None:
    assert "$" not in stylesheet(load_theme(name))


def test_the_shipped_font_loads_in_all_its_weights(qapp: QApplication) -> None:
    assert install_fonts() == FAMILY
    assert QFontInfo(ui_font()).family() == FAMILY
    widths = set()
    for weight in (QFont.Weight.Normal, QFont.Weight.Medium, QFont.Weight.DemiBold, QFont.Weight.Bold):
        font = ui_font(8.0)
        font.setWeight(weight)
        widths.add(QFontMetrics(font).horizontalAdvance("My needs are too much"))
    assert len(widths) == 4  # each weight is a drawing of its own, not a smeared one
    assert (resource("fonts") / "LICENSE").exists()


def test_scripts_that_the_font_lacks_still_have_a_width(qapp: QApplication) -> None:
    metrics = QFontMetrics(ui_font())
    for word in ("Mère", "Đỗ", "мама", "אמא", "أمي", "妈妈", "엄마"):
        assert metrics.horizontalAdvance(word) > 0


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_controls_are_large_enough_to_hit(qtbot: QtBot, light: Theme, text_scale: float) -> None:
    themes().scale_text(text_scale)
    try:
        for widget in (QPushButton("Cover"), QLineEdit(), QToolButton()):
            qtbot.addWidget(widget)
            widget.ensurePolished()
            assert widget.sizeHint().height() >= 32 * text_scale
    finally:
        themes().scale_text(1.0)


def test_a_change_of_theme_is_told_once(qtbot: QtBot, light: Theme) -> None:
    told: list[Theme] = []
    themes().changed.connect(told.append)
    themes().choose("high-contrast")
    themes().choose("high-contrast")
    themes().choose("light")
    themes().changed.disconnect(told.append)
    assert [theme.name for theme in told] == ["high-contrast", "light"]


def test_system_follows_the_desktop(qtbot: QtBot, light: Theme) -> None:
    themes().choose("system")
    dark = QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
    assert themes().current.dark == dark
    themes().choose("light")


def test_themes_begin_only_once(qapp: QApplication) -> None:
    assert begin_themes(qapp, "dark") is begin_themes(qapp, "light") is themes()


def inked(picture: QPixmap) -> set[str]:
    """The colours of the fully covered pixels of a picture."""
    image = picture.toImage()
    places = product(range(image.width()), range(image.height()))
    colours = (image.pixelColor(x, y) for x, y in places)
    return {colour.name() for colour in colours if colour.alpha() == 255}


@pytest.mark.parametrize("path", sorted(resource("icons").glob("*.svg")), ids=lambda path: path.stem)
def test_every_icon_draws_in_the_colour_it_is_given(qapp: QApplication, path: object) -> None:
    name = getattr(path, "stem", "")
    assert "currentColor" in resource("icons", f"{name}.svg").read_text(encoding="utf-8")
    assert inked(pixmap(name, QColor("#ff0000"), 48)) == {"#ff0000"}


def test_an_icon_has_the_colour_of_its_role(light: Theme) -> None:
    shown = icon("map", "accent", 20).pixmap(20)
    assert light.colour("accent").name() in inked(shown)


def test_a_dressed_button_follows_the_theme(qtbot: QtBot, light: Theme) -> None:
    button = QToolButton()
    qtbot.addWidget(button)
    dress(button, "search")
    dress(button, "house", "ink")
    before = inked(button.icon().pixmap(40))
    themes().choose("dark")
    after = inked(button.icon().pixmap(40))
    themes().choose("light")
    assert (before, after) == ({light.colour("ink").name()}, {load_theme("dark").colour("ink").name()})
