"""The strip over the foot of the canvas from which things are added: a key, an icon and a word for each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from relmap.ui.actions import Actions, escaped


class AddStrip(QFrame):
    """Buttons for some commands, in order."""

    def __init__(self, actions: Actions, names: Iterable[str], parent: QWidget) -> None:
        """Show the commands `names` of the table."""
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAutoFillBackground(True)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(2)
        for name in names:
            row.addWidget(_StripButton(actions.action(name), self))


class _StripButton(QPushButton):
    def __init__(self, action: QAction, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "strip")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(action.toolTip())
        words = action.text().replace("&&", "&")
        self.setAccessibleName(words)
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 10, 4)
        row.setSpacing(7)
        cap = QLabel(key, self)
        cap.setObjectName("key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        word = QLabel(escaped(words), self)
        word.setTextFormat(Qt.TextFormat.PlainText)
        for label in (cap, word):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)
        self.setMinimumWidth(row.sizeHint().width())
        self.clicked.connect(action.trigger)
