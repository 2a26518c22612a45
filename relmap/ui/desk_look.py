"""How the desk looks: what is shown of the map, the panel, the size of text, and the place of the window.

It writes into the preferences and shows at once what they say. It knows nothing of a case.
"""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QByteArray, QObject
from PySide6.QtWidgets import QSplitter

from relmap.settings import LARGEST_TEXT, SMALLEST_TEXT, Settings
from relmap.ui.actions import Actions
from relmap.ui.canvas import Canvas
from relmap.ui.legend_corner import LegendCorner
from relmap.ui.map.scene import MapScene
from relmap.ui.panels.inspector import Inspector
from relmap.ui.theme import Theme, themes
from relmap.words import say

FIRST_SIZE = (1440, 900)
NARROWEST_PANEL = 260
WIDEST_PANEL = 0.36
"""Share of the window that the panel takes at the most when the window opens: the picture takes the screen."""
_SHOWN = ("rings", "sectors", "context_layer", "legend", "inspector_shown", "motion")


class Desk(Protocol):
    """What can look one way or another: the therapist's window."""

    actions_: Actions
    canvas: Canvas
    inspector: Inspector
    legend: LegendCorner
    scene: MapScene
    settings: Settings
    split: QSplitter

    def restoreGeometry(self, geometry: QByteArray) -> bool: ...
    def saveGeometry(self) -> QByteArray: ...
    def resize(self, width: int, height: int) -> None: ...
    def width(self) -> int: ...


class DeskLook(QObject):
    """The looks of one window."""

    def __init__(self, desk: QObject) -> None:
        """Nothing is shown before `furnish`."""
        super().__init__(desk)

    def furnish(self, desk: Desk) -> None:
        """Show what the preferences say."""
        self._desk = desk
        themes().changed.connect(self._wear)
        for setting in _SHOWN:
            self.apply(setting)

    def toggle(self, setting: str) -> None:
        """Switch something that is shown on or off."""
        settings = self._desk.settings
        setattr(settings, setting, not getattr(settings, setting))
        self.apply(setting)

    def apply(self, setting: str) -> None:
        """Show what one of the preferences says."""
        desk, shown = self._desk, bool(getattr(self._desk.settings, setting))
        if setting == "rings":
            desk.scene.set_rings(shown)
        elif setting == "sectors":
            desk.scene.set_sectors(_sectors() if shown else ())
        elif setting == "context_layer":
            desk.scene.set_context_layer(shown)
        elif setting == "legend":
            desk.legend.set_open(shown)
            desk.canvas.lay_out()
        elif setting == "inspector_shown":
            desk.inspector.setVisible(shown)
        elif setting == "motion":
            desk.scene.motion = shown
        desk.actions_.renew()

    def scale_text(self, step: int) -> None:
        """Make all text a tenth larger or smaller."""
        settings = self._desk.settings
        wanted = round(settings.text_scale + step / 10, 1)
        settings.text_scale = max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted))
        themes().scale_text(settings.text_scale)

    def restore(self) -> None:
        """Put the window where it was, and the panel at its width."""
        desk, settings = self._desk, self._desk.settings
        if not desk.restoreGeometry(QByteArray.fromBase64(settings.window_geometry.encode())):
            desk.resize(*FIRST_SIZE)
        wanted = max(settings.inspector_width, round(NARROWEST_PANEL * settings.text_scale))
        width = max(NARROWEST_PANEL, min(wanted, round(desk.width() * WIDEST_PANEL)))
        desk.split.setSizes([max(1, desk.width() - width), width])

    def remember(self) -> None:
        """Note where the window is, and the width of the panel."""
        desk, settings = self._desk, self._desk.settings
        settings.window_geometry = bytes(desk.saveGeometry().toBase64().data()).decode()
        if settings.inspector_shown:
            settings.inspector_width = max(desk.split.sizes()[1], NARROWEST_PANEL)

    def _wear(self, theme: Theme) -> None:
        self._desk.scene.set_theme(theme)


def _sectors() -> tuple[str, ...]:
    return (say("family"), say("friends"), say("work"), say("here"), say("faith"), say("school"))
