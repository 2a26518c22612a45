"""What says that another time than today is shown, in words, with the way back; it stands where things are added."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QPushButton, QWidget

from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.words import say

_WIDEST = 760
_NARROWEST = 170
"""Words narrower than this have the button below them."""
_BORDER = 2


class PastBanner(QFrame):
    """A sentence and a button over the foot of a canvas, hidden while it is today. `back_wanted`: lead back."""

    back_wanted = Signal()

    def __init__(self, canvas: QWidget) -> None:
        """Wait, hidden, over `canvas`."""
        super().__init__(canvas)
        self.setObjectName("messages")
        self.setAutoFillBackground(True)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setWordWrap(True)
        self.back = QPushButton(escaped(say("Back to today")), self)
        self.back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back.setToolTip(say("Back to today (Esc)"))
        self.back.clicked.connect(self.back_wanted)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(16, 8, 10, 8)
        self._row.setSpacing(12)
        self._row.addWidget(self._label, 1)
        self._row.addWidget(self.back)
        self.hide()

    @property
    def words(self) -> str:
        """What it says now; empty while it is today."""
        return self._label.text()

    def say_where(self, words: str) -> None:
        """Say where it is; empty words hide it."""
        if words == self._label.text():
            return
        self._label.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(words))
        if words:
            self.raise_()
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def fit(self, width: int) -> QSize:
        """The size it wants in a canvas of this width, in pixels."""
        button, gap, margins = self.back.sizeHint(), self._row.spacing(), self._row.contentsMargins()
        edges = margins.left() + margins.right() + 2 * _BORDER
        room = min(width, scaled(_WIDEST)) - edges
        beside = button.width() + gap if room - button.width() - gap >= scaled(_NARROWEST) else 0
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        words = min(room - beside, self._label.fontMetrics().horizontalAdvance(self._label.text()) + 8)
        height = self._label.heightForWidth(words)
        height = max(height, button.height()) if beside else height + gap + button.height()
        return QSize(words + beside + edges, height + margins.top() + margins.bottom() + 2 * _BORDER)
