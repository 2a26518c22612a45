"""What says that another time than today is shown, in words, with the way back; it stands where things are added."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from relmap.ui.mnemonics import escaped
from relmap.words import say

_WIDEST = 760


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
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 10, 8)
        row.setSpacing(12)
        row.addWidget(self._label, 1)
        row.addWidget(self.back)
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
        layout = self.layout()
        if layout is None:
            return self.sizeHint()
        margins = layout.contentsMargins()
        beside = margins.left() + margins.right() + layout.spacing() + self.back.sizeHint().width()
        room = max(160, min(width, _WIDEST) - beside)
        metrics = self._label.fontMetrics()
        words = min(room, metrics.horizontalAdvance(self._label.text()) + 8)
        height = max(self._label.heightForWidth(words), metrics.height(), self.back.sizeHint().height())
        return QSize(min(width, words + beside), height + margins.top() + margins.bottom())
