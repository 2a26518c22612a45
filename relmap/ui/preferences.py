"""The small sheet of preferences: how the windows look, and when the case locks itself.

It floats over the canvas and changes things at once.
"""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QWidget,
)

from relmap.settings import LARGEST_TEXT, SMALLEST_TEXT, Settings, ThemeChoice
from relmap.ui.guard import guarded
from relmap.ui.theme import themes
from relmap.words import say, say_n

STEPS = 10
MINUTES = (5, 10, 15, 30, 60)


class Preferences(QFrame):
    """Writes into `settings` and says `changed` with the name of what changed, `left` when it is put away."""

    changed = Signal(str)
    left = Signal()

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        """Show `settings` over `parent`."""
        super().__init__(parent)
        self.setObjectName("sheet")
        self.setAutoFillBackground(True)
        self.setAccessibleName(say("Settings"))
        self._settings = settings
        title = QLabel(say("Settings"), self)
        title.setProperty("look", "title")
        form = QFormLayout(self)
        form.setContentsMargins(20, 16, 20, 16)
        form.setSpacing(10)
        head = QHBoxLayout()
        head.addWidget(title, 1)
        form.addRow(head)
        form.addRow(say("Colours"), self._theme())
        form.addRow(say("Size of text"), self._text())
        form.addRow(say("Lock after"), self._locking())
        for name, words in _switches():
            form.addRow(self._switch(name, words))
        done = QPushButton(say("Done"), self)
        done.clicked.connect(self._leave)  # made last, for the last step of Tab; it stands above, which saves a row
        head.addWidget(done)
        self.hide()

    def renew(self) -> None:
        """Show the settings as they are now."""
        for box in self.findChildren(QCheckBox):
            box.setChecked(bool(getattr(self._settings, box.objectName())))
        self._choice.setCurrentIndex(self._choice.findData(self._settings.theme))
        self._size.setValue(round(self._settings.text_scale * STEPS))
        self._show_lock()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._leave()
        else:
            super().keyPressEvent(event)

    def _leave(self) -> None:
        self.left.emit()
        self.hide()

    def _theme(self) -> QComboBox:
        words = {
            "system": say("As the computer has it"),
            "light": say("Light"),
            "dark": say("Dark"),
            "high-contrast": say("High contrast, light"),
            "high-contrast-dark": say("High contrast, dark"),
        }
        self._choice = QComboBox(self)
        self._choice.setAccessibleName(say("Colours"))
        for name in get_args(ThemeChoice):
            self._choice.addItem(words[name], name)
        self.setFocusProxy(self._choice)
        self._choice.activated.connect(lambda: self._set("theme", self._choice.currentData()))
        return self._choice

    def _text(self) -> QSlider:
        self._size = QSlider(Qt.Orientation.Horizontal, self)
        self._size.setRange(round(SMALLEST_TEXT * STEPS), round(LARGEST_TEXT * STEPS))
        self._size.setPageStep(1)
        self._size.setTracking(False)
        self._size.valueChanged.connect(lambda value: self._set("text_scale", value / STEPS))
        return self._size

    def _locking(self) -> QComboBox:
        self._lock = QComboBox(self)
        self._lock.setAccessibleName(say("Lock after"))
        self._lock.setToolTip(say("Ctrl+Alt+L locks at any time; sleep always does."))
        for minutes in MINUTES:
            self._lock.addItem(
                say_n("{n} minute without a touch", "{n} minutes without a touch", minutes), float(minutes)
            )
        self._lock.addItem(say("never by itself"), 0.0)
        self._lock.activated.connect(lambda: self._set("lock_after_minutes", self._lock.currentData()))
        return self._lock

    def _show_lock(self) -> None:
        """The time that is set, also where it is none of those that are offered."""
        minutes = self._settings.lock_after_minutes
        index = self._lock.findData(minutes)
        if index < 0:
            index = sum(1 for offered in MINUTES if offered < minutes)
            self._lock.insertItem(index, say("{n} minutes without a touch", n=f"{minutes:g}"), minutes)
        self._lock.setCurrentIndex(index)

    def _switch(self, name: str, words: str) -> QCheckBox:
        box = QCheckBox(words, self)
        box.setObjectName(name)
        box.toggled.connect(lambda on: self._set(name, on))
        return box

    def _set(self, name: str, value: object) -> None:
        if getattr(self._settings, name) != value:
            setattr(self._settings, name, value)
            if name == "theme":
                themes().choose(self._settings.theme)
            elif name == "text_scale":
                themes().scale_text(self._settings.text_scale)
            self.changed.emit(name)


def _switches() -> tuple[tuple[str, str], ...]:
    return (
        ("motion", say("Things move when the map is arranged")),
        ("rings", say("Rings: distance means closeness")),
        ("legend", say("Legend on the map")),
    )
