"""The quiet line above the add strip: what a tool expects, what was just done, what a removal would take along.

It never takes the focus and asks nothing that has to be answered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QWidget

from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled

SHOWN_MS = 7000
Choice = tuple[str, Callable[[], object]]

_WIDEST, _NARROWEST = 720, 110
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
"""Where the buttons stand: below the words where these would be pressed together beside them."""


class Messages(QFrame):
    """One line over a canvas. `resized` is said when it wants another place, `left` when it goes with the focus."""

    resized = Signal()
    left = Signal()

    def __init__(self, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("messages")
        self.setAutoFillBackground(True)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self._buttons: list[QPushButton] = []
        self._row = QBoxLayout(_BESIDE, self)
        self._row.setContentsMargins(16, 8, 10, 8)
        self._row.addWidget(self._label, 1)
        self._hint = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.clear)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty when it says nothing."""
        return self._label.text() if not self.isHidden() else ""

    def tell(self, words: str, choices: Sequence[Choice] = (), *, stays: bool = False) -> None:
        """Say something for a while, or until it is cleared; `choices` are buttons."""
        self._show(words, choices)
        if stays:
            self._timer.stop()
        else:
            self._timer.start()

    def hint(self, words: str) -> None:
        """Say what a tool expects; it comes back after a passing message, until an empty hint."""
        before, self._hint = self._hint, words
        if words or (before and self.words == before):
            self.clear()

    def clear(self) -> None:
        """Say nothing, or the hint that still holds."""
        self._timer.stop()
        if self._hint:
            self._show(self._hint, ())
        else:
            self.hide()
            self._label.clear()
            self.setAccessibleName("")

    def choose(self, number: int) -> None:
        """Press one of the buttons, counted from 0."""
        self._buttons[number].click()

    def _show(self, words: str, choices: Sequence[Choice]) -> None:
        self._label.setText(words)
        self.setAccessibleName(words)
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = [self._button(word, act) for word, act in choices]
        self.show()
        self.raise_()
        self.resized.emit()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def _button(self, word: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(escaped(word), self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the focus where it was
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._chosen(act))
        self._row.addWidget(button)
        return button

    def _chosen(self, act: Callable[[], object]) -> None:
        if any(button.hasFocus() for button in self._buttons):
            self.left.emit()
        self.clear()
        act()

    def wanted_size(self, width: int) -> QSize:
        """The size it wants in a canvas of this width, in pixels."""
        margins = self._row.contentsMargins()
        edges = QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        hints = [button.sizeHint() for button in self._buttons]
        one_line = self._label.fontMetrics().horizontalAdvance(self._label.text()) + 8
        beside = sum(hint.width() + self._row.spacing() for hint in hints)
        room = min(width, _WIDEST) - edges.width()
        below = room - beside < min(one_line, scaled(_NARROWEST))
        self._row.setDirection(_BELOW if below else _BESIDE)
        if below:
            wide = min(max([one_line, *(hint.width() for hint in hints)]), room)
            high = sum(hint.height() + self._row.spacing() for hint in hints)
            return edges + QSize(wide, self._label.heightForWidth(wide) + high)
        text = min(one_line, room - beside)
        height = max([self._label.heightForWidth(text), *(hint.height() for hint in hints)])
        return edges + QSize(text + beside, height)
