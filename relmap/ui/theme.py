"""Colours, type and the calm paper look of every widget, from the theme files under `resources/themes`.

Code names colours by what they are for, never by their value; the files alone hold values, and a test proves their
contrast. The map's own painters ask `theme().colour("paper")` and friends. This module draws nothing itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Template
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, get_args

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from relmap.resources import resource
from relmap.settings import ThemeChoice

if TYPE_CHECKING:
    from PySide6.QtCore import Qt

ThemeName = Literal["light", "dark", "high-contrast", "high-contrast-dark"]
Tone = Literal["diminishing", "affirming", "mixed", "role", "new", "context", "room", "plain"]
ColourRole = Literal[
    "paper", "panel", "rail", "field", "hover", "pressed",
    "line", "ring", "ink", "faded", "disabled",
    "edge", "accent", "on_accent", "accent_hover", "selection", "focus",
    "person", "person_edge", "tie", "warm", "distant", "power", "ghost", "veil", "shade",
    "light", "midlight", "mid", "dark", "shadow",
    "diminishing", "diminishing_ground", "diminishing_ink",
    "affirming", "affirming_ground", "affirming_ink",
    "mixed", "mixed_ground", "mixed_ink",
    "role", "role_ground", "role_ink",
    "new", "new_ground", "new_ink",
    "context", "context_ground", "context_ink",
    "room", "room_ground", "room_ink",
    "plain", "plain_ground", "plain_ink",
]  # fmt: skip

THEME_NAMES: tuple[ThemeName, ...] = get_args(ThemeName)
TONES: tuple[Tone, ...] = get_args(Tone)
FAMILY = "Atkinson Hyperlegible Next"
BASE_SIZE = 14  # device-independent pixels at a text scale of 1
THUMB = 60
"""How high a button for a thumb is, in pixels."""
SMALLEST_CONTROL = 32
ICON_SIZE = 20
_HALF = 128  # of a colour's lightness, 0 to 255


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of colours; `colour` for any role, `stroke`, `ground` and `words` for the tones of the map."""

    name: ThemeName
    dark: bool
    colours: Mapping[str, QColor]

    def colour(self, role: ColourRole) -> QColor:
        """A copy of the colour of a role."""
        return self.colours[role].toRgb()

    def stroke(self, tone: Tone) -> QColor:
        """The line and the shapes of a tone."""
        return self.colours[tone].toRgb()

    def ground(self, tone: Tone) -> QColor:
        """What a card, ticket or pill of a tone is filled with."""
        return self.colours[f"{tone}_ground"].toRgb()

    def words(self, tone: Tone) -> QColor:
        """Text in the colour of a tone; readable on its own ground, on paper, panel and rail."""
        return self.colours[f"{tone}_ink"].toRgb()


@cache
def load_theme(name: ThemeName) -> Theme:
    """The theme of a file under `resources/themes`. Raises FileNotFoundError, or ValueError for a faulty file."""
    table = tomllib.loads(resource("themes", f"{name}.toml").read_text(encoding="utf-8"))
    values = dict(table["colours"])
    for tone, parts in table["tones"].items():
        values |= {tone: parts["stroke"], f"{tone}_ground": parts["ground"], f"{tone}_ink": parts["ink"]}
    wrong = set(values) ^ set(get_args(ColourRole))
    if wrong:
        raise ValueError(f"theme {name}: missing or unknown colours: {', '.join(sorted(wrong))}")
    colours = {role: QColor(value) for role, value in values.items()}
    unreadable = [role for role, colour in colours.items() if not colour.isValid()]
    if unreadable:
        raise ValueError(f"theme {name}: not a colour: {', '.join(unreadable)}")
    return Theme(name, table["dark"], MappingProxyType(colours))


_PALETTE: dict[QPalette.ColorRole, ColourRole] = {
    QPalette.ColorRole.Window: "panel",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "field",
    QPalette.ColorRole.AlternateBase: "rail",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "faded",
    QPalette.ColorRole.Button: "rail",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.BrightText: "on_accent",
    QPalette.ColorRole.ToolTipBase: "panel",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "on_accent",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "role_ink",
    QPalette.ColorRole.Light: "light",
    QPalette.ColorRole.Midlight: "midlight",
    QPalette.ColorRole.Mid: "mid",
    QPalette.ColorRole.Dark: "dark",
    QPalette.ColorRole.Shadow: "shadow",
}

_DISABLED = (
    QPalette.ColorRole.WindowText,
    QPalette.ColorRole.Text,
    QPalette.ColorRole.ButtonText,
    QPalette.ColorRole.HighlightedText,
)


def palette(theme: Theme) -> QPalette:
    """What the Fusion style needs of a theme, its bevels and disabled states included."""
    result = QPalette()
    for role, ours in _PALETTE.items():
        result.setColor(role, theme.colour(ours))
    for role in _DISABLED:
        result.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    result.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Highlight, theme.colour("mid"))
    return result


def stylesheet(theme: Theme, text_scale: float = 1.0) -> str:
    """The widget style of a theme; every control grows with the text, and none is lower than 32 pixels."""
    sheet = Template(resource("themes", "widgets.qss").read_text(encoding="utf-8"))
    values = {role: colour.name() for role, colour in theme.colours.items()}
    ink, on_accent = ("light", "dark") if theme.dark else ("dark", "light")
    values["chevron"] = resource("themes", f"chevron-{ink}.svg").as_posix()
    values["check"] = resource("themes", f"check-{on_accent}.svg").as_posix()
    mark = max(16, round(16 * text_scale))
    thumb = max(THUMB, round(40 * text_scale))  # a finger does not grow with the text
    sizes = {
        "text_size": round(BASE_SIZE * text_scale),
        "small_size": round((BASE_SIZE - 2) * text_scale),
        "title_size": round((BASE_SIZE + 6) * text_scale),
        "large_size": round((BASE_SIZE + 4) * text_scale),
        "thumb": thumb,
        "thumb_radius": thumb // 2,
        "large_icon": round(ICON_SIZE * 1.4 * text_scale),
        "case_size": round((BASE_SIZE + 2) * text_scale),
        "word_size": round((BASE_SIZE + 14) * text_scale),
        "control": max(SMALLEST_CONTROL, round(SMALLEST_CONTROL * text_scale)),
        "mark": mark,
        "mark_radius": (mark + 2) // 2,
        "knob_radius": (mark + 4) // 2,
        "knob_margin": (mark - 2) // 2,
        "icon": round(ICON_SIZE * text_scale),
    }
    return sheet.substitute(values, **sizes)


@cache
def install_fonts() -> str:
    """Load the shipped font and give its family; scripts that it lacks are left to the system's own fonts."""
    for path in sorted(resource("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            return QGuiApplication.font().family()
    return FAMILY


def ui_font(text_scale: float = 1.0) -> QFont:
    """The font of every widget; `text_scale` is 0.8 to 2.0."""
    font = QFont(install_fonts())
    font.setPixelSize(round(BASE_SIZE * text_scale))
    return font


def apply_theme(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Dress the whole application, in the style Fusion: font, palette and style sheet."""
    app.setFont(ui_font(text_scale))
    app.setPalette(palette(theme))
    app.setStyleSheet(stylesheet(theme, text_scale))


class Themes(QObject):
    """The theme in use and the wish behind it; `changed` carries the new `Theme`, after the widgets are dressed."""

    changed = Signal(object)

    def __init__(self, app: QApplication, choice: ThemeChoice = "light", text_scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._choice: ThemeChoice = choice
        self._text_scale = text_scale
        app.setStyle("Fusion")
        self._desktop_is_dark = app.palette().window().color().lightness() < _HALF
        self._current = load_theme(self._wanted())
        app.styleHints().colorSchemeChanged.connect(self._follow)
        self._dress()

    @property
    def current(self) -> Theme:
        """The theme that the windows wear."""
        return self._current

    @property
    def choice(self) -> ThemeChoice:
        """What the person chose; "system" follows the desktop's light or dark."""
        return self._choice

    @property
    def text_scale(self) -> float:
        """How large the text is, 0.8 to 2.0."""
        return self._text_scale

    def choose(self, choice: ThemeChoice) -> None:
        """Wear another theme from now on."""
        self._choice = choice
        self._renew(load_theme(self._wanted()))

    def scale_text(self, text_scale: float) -> None:
        """Make all text larger or smaller, 0.8 to 2.0."""
        if text_scale != self._text_scale:
            self._text_scale = text_scale
            self._dress()

    def _wanted(self) -> ThemeName:
        if self._choice != "system":
            return self._choice
        return "dark" if self._desktop_is_dark else "light"

    def _follow(self, scheme: Qt.ColorScheme) -> None:
        self._desktop_is_dark = scheme.name == "Dark"
        if self._choice == "system":
            self._renew(load_theme(self._wanted()))

    def _renew(self, theme: Theme) -> None:
        if theme is not self._current:
            self._current = theme
            self._dress()

    def _dress(self) -> None:
        apply_theme(self._app, self._current, self._text_scale)
        self.changed.emit(self._current)


class _Wardrobe:
    """Where the one `Themes` of the running application is found."""

    themes: Themes | None = None


def themes() -> Themes:
    """The one `Themes` of the running application; in light, if nobody has begun it. Raises RuntimeError before one."""
    worn = _Wardrobe.themes
    if worn is not None and isValid(worn):
        return worn
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("there is no application yet")
    _Wardrobe.themes = Themes(app)
    return _Wardrobe.themes


def begin_themes(app: QApplication, choice: ThemeChoice, text_scale: float = 1.0) -> Themes:
    """Dress the application as the settings wish; called by the composition root."""
    worn = _Wardrobe.themes
    if worn is None or not isValid(worn):
        worn = _Wardrobe.themes = Themes(app, choice, text_scale)
        return worn
    worn.choose(choice)
    worn.scale_text(text_scale)
    return worn


def theme() -> Theme:
    """The theme in use; light where nothing was chosen."""
    return themes().current
