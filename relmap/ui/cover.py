"""The cover: a calm sheet over one window, for when somebody comes in or a screen is shared.

It is no lock. What is below is not painted over but taken away, for the eye and for a screen reader, and no key but
its own is taken. It knows nothing of a case.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from relmap import NAME
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.words import say

_WIDEST = 420
_ON = frozenset({Qt.Key.Key_B, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class Cover(QFrame):
    """`went_on`: the person wants to see again; `lock_wanted`: rather lock. It follows the size of its window."""

    went_on = Signal()
    lock_wanted = Signal()

    def __init__(self, window: QWidget, *, locks: bool) -> None:
        """Wait, hidden, over `window`; `locks` offers to lock."""
        super().__init__(window)
        self._window = window
        self.setObjectName("cover")
        self.setAutoFillBackground(True)
        self.setAcceptDrops(True)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)
        self.setAccessibleName(say("Covered"))
        self._on = _button(say("Go on"), "eye", self)
        self._on.setProperty("look", "primary")
        self._on.clicked.connect(self.went_on)
        self._lock = _button(say("Lock"), "lock", self)
        self._lock.setProperty("look", "quiet")
        self._lock.clicked.connect(self.lock_wanted)
        self._locks = locks
        self._choice = _button("", "", self)
        self._choice.clicked.connect(self._choose)
        self._act: Callable[[], object] = lambda: None
        self._told = QLabel(self)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setWordWrap(True)
        self._told.setProperty("look", "complaint")
        self._lay_out()
        self.forget()
        self.setFocusProxy(self._on)
        self.hide()

    def rise(self) -> None:
        """Stand over the whole window, at once."""
        self._window.installEventFilter(self)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()
        self._on.setFocus(Qt.FocusReason.OtherFocusReason)
        self.repaint()

    def sink(self) -> None:
        """Go, and forget what was said."""
        self._window.removeEventFilter(self)
        self.hide()
        self.forget()

    def tell(self, words: str, choice: str, act: Callable[[], object]) -> None:
        """Say a sentence on the cover, with one thing that can be done about it."""
        self._told.setText(words)
        self._choice.setText(escaped(choice))
        self._act = act
        self._told.show()
        self._choice.show()
        self._lock.hide()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def forget(self) -> None:
        """Say nothing any longer."""
        self._act = lambda: None
        self._told.hide()
        self._told.clear()
        self._choice.hide()
        self._lock.setVisible(self._locks)

    @property
    def words(self) -> str:
        """What it says beside that it covers; empty when that is nothing."""
        return self._told.text()

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self._window:
            self.setGeometry(self._window.rect())
        return False

    @guarded(default=True)
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # no shortcut of the window is one here
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Its own keys; every other one ends here."""
        event.accept()
        key, modifiers = event.key(), event.modifiers()
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        if key == Qt.Key.Key_L and modifiers & control and modifiers & alt:
            self.lock_wanted.emit()
        elif key in _ON and not event.isAutoRepeat():
            self.went_on.emit()

    @guarded
    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        event.accept()

    @guarded
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Taken here, so that it goes to nobody below, and dropped nowhere."""
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    @guarded
    def dropEvent(self, event: QDropEvent) -> None:
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()

    def _choose(self) -> None:
        act = self._act
        self.forget()
        act()

    def _lay_out(self) -> None:
        mark, title = QLabel(NAME, self), QLabel(say("Covered"), self)
        mark.setProperty("look", "word")
        title.setProperty("look", "faded")
        middle = QWidget(self)
        middle.setMaximumWidth(scaled(_WIDEST))
        column = QVBoxLayout(middle)
        column.setSpacing(14)
        for label in (mark, title, self._told):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(10)
        for button in (self._on, self._choice, self._lock):
            column.addWidget(button)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(middle)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.addStretch(1)
        whole.addLayout(row)
        whole.addStretch(1)


def _button(words: str, icon: str, parent: QWidget) -> QPushButton:
    button = QPushButton(escaped(words), parent)
    button.setMinimumWidth(scaled(240))
    button.setAutoDefault(True)
    button.setAccessibleName(words)
    if icon:
        dress(button, icon, "on_accent" if icon == "eye" else "ink")
    return button
