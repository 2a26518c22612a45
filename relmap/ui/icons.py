"""The shipped one-colour icons, tinted by colour role; they follow the theme without anybody's help.

The files under `resources/icons` draw with `currentColor`; here that word becomes the colour of a role. What a
button says is never said by its icon alone, so nothing here has words.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache

from PySide6.QtCore import QByteArray, QObject, QRectF
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton

from relmap.resources import resource
from relmap.ui.theme import ICON_SIZE, ColourRole, Theme, ThemeName, load_theme, theme, themes


@cache
def _drawing(name: str) -> str:
    return resource("icons", f"{name}.svg").read_text(encoding="utf-8")


@lru_cache(maxsize=512)
def renderer(name: str, colour: str) -> QSvgRenderer:
    """What paints an icon in a colour (`#rrggbb`) onto any painter, the map's included. Raises FileNotFoundError."""
    return QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", colour).encode()))


def icon(name: str, role: ColourRole = "ink", size: int = ICON_SIZE) -> QIcon:
    """An icon in a role of the present theme, `size` pixels wide, sharp on the densest screen and at any text size."""
    return _icon(name, role, size, theme().name, _largest())


def pixmap(name: str, colour: QColor, size: int = ICON_SIZE, ratio: float = 1.0) -> QPixmap:
    """An icon as a picture, `size` device-independent pixels wide, for a screen of density `ratio`."""
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.fill(QColor(0, 0, 0, 0))
    painter = QPainter(picture)
    renderer(name, colour.name()).render(painter, QRectF(picture.rect()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def dress(target: QAbstractButton | QAction, name: str, role: ColourRole = "ink", size: int = ICON_SIZE) -> None:
    """Give a button or action an icon that is tinted anew whenever the theme changes."""
    for worn in target.children():
        if isinstance(worn, _Tint):
            worn.deleteLater()
    _Tint(target, name, role, size)


class _Tint(QObject):
    """Lives and dies with its button, so that no signal outlasts what it paints."""

    def __init__(self, target: QAbstractButton | QAction, name: str, role: ColourRole, size: int) -> None:
        super().__init__(target)
        self._target, self._name, self._role, self._size = target, name, role, size
        themes().changed.connect(self.renew)
        self.renew(theme())

    def renew(self, worn: Theme) -> None:
        self._target.setIcon(_icon(self._name, self._role, self._size, worn.name, _largest()))


def _largest() -> int:
    """How many times its size an icon may be shown: no picture is painted that nobody can see."""
    application = QGuiApplication.instance()
    density = application.devicePixelRatio() if isinstance(application, QGuiApplication) else 1.0
    return math.ceil(density * max(1.0, themes().text_scale))


@lru_cache(maxsize=512)
def _icon(name: str, role: ColourRole, size: int, theme_name: ThemeName, largest: int) -> QIcon:
    worn = load_theme(theme_name)
    result = QIcon()
    for times in sorted({1, largest}):
        result.addPixmap(pixmap(name, worn.colour(role), size * times), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, worn.colour("disabled"), size * times), QIcon.Mode.Disabled)
    return result
