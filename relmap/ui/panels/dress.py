"""The panels' own part of the style, and how a label or button is told which part of it to wear.

Colours and sizes come from the theme in use; the rules stand in `resources/themes/panels.qss`.
"""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QToolButton

from relmap.resources import resource
from relmap.ui.guard import guarded
from relmap.ui.panels.wrapped import WrappedButton
from relmap.ui.theme import BASE_SIZE, SMALLEST_CONTROL, Theme, Tone, themes

_SPARE = 3  # metrics round down
_WIDEST = 4000


def panel_sheet(theme: Theme, text_scale: float) -> str:
    """The style sheet of the panels in a theme; `text_scale` is 0.8 to 2.0."""
    sheet = Template(resource("themes", "panels.qss").read_text(encoding="utf-8"))
    sizes = {
        "small_size": round((BASE_SIZE - 2) * text_scale),
        "title_size": round((BASE_SIZE + 5) * text_scale),
        "control": max(SMALLEST_CONTROL - 4, round((SMALLEST_CONTROL - 8) * text_scale)),
    }
    return sheet.substitute({role: colour.name() for role, colour in theme.colours.items()}, **sizes)


def scaled(pixels: float) -> int:
    """A length that grows with the text."""
    return round(pixels * themes().text_scale)


def plain_label(text: str, look: str = "", tone: Tone | None = None) -> QLabel:
    """A label that shows plain text, wraps, and never reads it as anything else."""
    label = _Words()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setText(text)
    label.setProperty("look", look)
    if tone is not None:
        label.setProperty("tone", tone)
    return label


class _Words(QLabel):
    """A label that would like to stand on one line, and wraps where there is no room."""

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        self.ensurePolished()
        beside = self.contentsMargins().left() + self.contentsMargins().right()
        width = max((self.fontMetrics().horizontalAdvance(line) for line in self.text().splitlines()), default=0)
        wanted = min(width + beside + 2 + _SPARE, _WIDEST)
        return QSize(wanted, max(self.heightForWidth(wanted), self.fontMetrics().height()))

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), scaled(60)), self.fontMetrics().height())


def quiet_button(words: str, *, name: str = "", spoken: str = "") -> QToolButton:
    """A button that is only words until it is pointed at; `words` are ours, not a person's."""
    button = WrappedButton(words)
    button.setAccessibleName(spoken or words)
    button.setObjectName(name)
    button.setProperty("look", "quiet")
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button
