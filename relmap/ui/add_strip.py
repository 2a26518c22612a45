"""The strip over the foot of the canvas from which things are added: a key, an icon and a word for each."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from relmap.ui.actions import Actions
from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped


class AddStrip(QFrame):
    """Buttons for some commands, in order; in a narrow canvas they stand in two rows, or show only their keys."""

    def __init__(self, actions: Actions, names: Iterable[str], parent: QWidget) -> None:
        """Show the commands `names` of the table."""
        super().__init__(parent)
        self.setObjectName("strip")
        self.setAutoFillBackground(True)
        self._buttons = [_StripButton(actions.action(name), self) for name in names]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 5, 8, 5)
        self._grid.setSpacing(2)
        self._arrange(len(self._buttons))

    def set_least(self, height: int) -> None:
        """Make every button at least this high, in pixels: a finger needs more than a pointer."""
        for button in self._buttons:
            button.set_least(height)

    def fit(self, width: int) -> QSize:
        """Arrange the buttons for a canvas of this width; the size it then wants."""
        margins = self._grid.contentsMargins()
        room = width - margins.left() - margins.right()
        count = len(self._buttons)
        for button in self._buttons:
            button.show_words(True)
        rows = next((rows for rows in (1, MOST_ROWS) if self._wanted(-(-count // rows)) <= room), 0)
        for button in self._buttons:
            button.show_words(rows > 0)
        rows = rows or (1 if self._wanted(count) <= room else MOST_ROWS)
        self._arrange(-(-count // rows))
        return self._grid.sizeHint()

    def _wanted(self, columns: int) -> int:
        """How wide the buttons are in this many columns."""
        widths = [button.sizeHint().width() for button in self._buttons]
        return sum(max(widths[column::columns]) + self._grid.spacing() for column in range(columns))

    def _arrange(self, columns: int) -> None:
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // columns, place % columns)
        self._grid.activate()


MOST_ROWS = 2
FOCUS_RING = 2


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
        cap = QLabel(key.replace("Shift+", "⇧"), self)
        cap.setObjectName("key")
        cap.setAlignment(Qt.AlignmentFlag.AlignCenter)
        cap.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        word = QLabel(escaped(words), self)
        word.setTextFormat(Qt.TextFormat.PlainText)
        word.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._word = word
        self._least = 0
        for label in (cap, word):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            row.addWidget(label)
        self.clicked.connect(action.trigger)

    def set_least(self, height: int) -> None:
        """Be at least this high."""
        self._least = height
        self.updateGeometry()

    def show_words(self, shown: bool) -> None:
        """Show key and word, or the key alone; the tooltip says both."""
        self._word.setVisible(shown)

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        layout = self.layout()
        if layout is None:
            return super().sizeHint()
        return layout.sizeHint().expandedTo(QSize(self._least, max(self._least, super().sizeHint().height()))) + QSize(
            2 * FOCUS_RING, 0
        )

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
