"""Shelter: every window of an open case covered at once, and the way from there to the lock.

It keeps the list of the windows. Covering takes their contents away rather than painting over them, stores what was
being typed, and lets go of what was half made. What locking closes is not known here: whoever listens to `locked` does
that.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QClipboard, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QToolTip, QWidget
from shiboken6 import isValid

from relmap import NAME
from relmap.ui.cover import Cover
from relmap.words import say

_PASSING = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip, Qt.WindowType.SplashScreen})
_MOST_POPUPS = 20
EVERYWHERE = "Ctrl+B"
"""Covers from anywhere in every window, while words are typed too; the single letter B does where none are."""
Keep = Callable[[], bool]
Cancel = Callable[[], object]


class Shelter(QObject):
    """`changed`: covered now, or not any longer. `locked`: everything is covered and stored, and is to be closed."""

    changed = Signal(bool)
    locked = Signal()

    def __init__(self, parent: QObject) -> None:
        """Nothing is covered, and no window known."""
        super().__init__(parent)
        self._windows: list[_Window] = []
        self._covered = self._insists = False

    @property
    def covered(self) -> bool:
        """Whether all windows are covered."""
        return self._covered

    def take(self, window: QWidget, keep: Keep | None = None, cancel: Cancel | None = None) -> None:
        """Cover this top-level window with the others, now if they are.

        `keep` stores what is being typed there and says whether it could; `cancel` lets go of what is half made.
        The window's own children are taken away meanwhile: one that shows itself at any time has to stand in another.
        """
        self._windows = [one for one in self._windows if one.window is not window and isValid(one.window)]
        locks = not self._windows
        taken = _Window(self, window, keep or _nothing_typed, cancel or _nothing_half_made, locks)
        QShortcut(QKeySequence(EVERYWHERE), window, self.cover)
        self._windows.append(taken)
        if self._covered:
            taken.take_away()

    def covers(self, window: QWidget) -> bool:
        """Whether a window is one of those that are covered with the others."""
        return any(one.window is window for one in self._living())

    def toggle(self) -> None:
        """Cover, or go on."""
        if self._covered:
            self.uncover()
        else:
            self.cover()

    def cover(self) -> None:
        """Cover every window, at once; what is being typed is stored before."""
        if self._covered:
            return
        self._covered = True
        living = self._living()
        for one in living:
            one.note_focus()
        try:
            self._store()
            for one in living:
                one.cancel()
        finally:  # whatever went wrong, nothing stays in sight
            _close_passing()
            for one in living:
                one.take_away()
        self.changed.emit(True)

    def uncover(self) -> None:
        """Go on where everybody was."""
        if not self._covered:
            return
        self._covered = self._insists = False
        for one in self._living():
            one.bring_back()
        self.changed.emit(False)

    def lock(self) -> None:
        """Cover, store, and lock. What cannot be stored is said on the cover, and nothing of it is lost by itself."""
        self.cover()
        if self._store() or self._insists:
            _clear_our_clipboard()
            self.locked.emit()
            return
        words = say("What was typed last could not be stored, so this is covered and not locked.")
        self.tell(words, say("Lock without it"), self._lock_anyway)

    def tell(self, words: str, choice: str, act: Callable[[], object]) -> None:
        """Say a sentence on the cover of the first window, with one thing that can be done."""
        first = next(iter(self._living()), None)
        if first is not None:
            first.cover.tell(words, choice, act)

    def close_case(self) -> None:
        """Know no window any longer."""
        self._windows = []

    def _lock_anyway(self) -> None:
        self._insists = True
        self.lock()

    def _store(self) -> bool:
        kept = [one.keep() for one in self._living()]  # all, whatever the first says
        return all(kept)

    def _living(self) -> list[_Window]:
        self._windows = [one for one in self._windows if isValid(one.window)]
        return self._windows


@dataclass(eq=False)
class _Window:
    """One window with its cover, and what was taken away from it."""

    shelter: Shelter
    window: QWidget
    keep: Keep
    cancel: Cancel
    locks: bool
    taken: list[tuple[QWidget, Qt.WindowType, bool]] = field(default_factory=list)
    title: str = ""
    focus: QWidget | None = None

    @cached_property
    def cover(self) -> Cover:
        """The sheet, made when it is first wanted."""
        cover = Cover(self.window, locks=self.locks)
        cover.went_on.connect(self.shelter.uncover)
        cover.lock_wanted.connect(self.shelter.lock)
        return cover

    def note_focus(self) -> None:
        self.focus = self.window.focusWidget()

    def take_away(self) -> None:
        """Hide what the window shows, and keep it from being found by a screen reader.

        A hidden widget is still told to one; as a hidden popup of its own it is not. To give it another parent would
        do as well, but dresses every widget anew, which takes fifty times as long.
        """
        window, cover = self.window, self.cover
        if self.focus is None:
            self.focus = window.focusWidget()
        for child in window.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not cover and not child.isWindow():
                self.taken.append((child, child.windowFlags(), not child.isHidden()))
                child.hide()
                child.setWindowFlags(Qt.WindowType.Popup)
        self.title = window.windowTitle()
        window.setWindowTitle(NAME)
        cover.rise()

    def bring_back(self) -> None:
        """Show again what was shown, with the keyboard where it was."""
        for child, flags, shown in self.taken:
            if isValid(child):
                child.setWindowFlags(flags)
                child.setVisible(shown)
        self.taken = []
        self.window.setWindowTitle(self.title)
        self.cover.sink()
        focus, self.focus = self.focus, None
        if focus is not None and isValid(focus) and focus.isVisible():
            focus.setFocus(Qt.FocusReason.OtherFocusReason)


def _close_passing() -> None:
    """Close what stands in front for a moment: menus, lists to choose from, tooltips, and whatever asks for a file."""
    QToolTip.hideText()
    for _ in range(_MOST_POPUPS):
        popup = QApplication.activePopupWidget()
        if popup is None:
            break
        popup.close()
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isVisible():
            widget.reject()
        elif widget.windowType() in _PASSING and widget.isVisible():
            widget.hide()


def _clear_our_clipboard() -> None:
    """Empty the clipboard where what it offers came from here, and only there."""
    clipboard = QGuiApplication.clipboard()
    if clipboard.ownsClipboard():
        clipboard.clear(QClipboard.Mode.Clipboard)
    if clipboard.supportsSelection() and clipboard.ownsSelection():
        clipboard.clear(QClipboard.Mode.Selection)
    if clipboard.supportsFindBuffer() and clipboard.ownsFindBuffer():
        clipboard.clear(QClipboard.Mode.FindBuffer)


def _nothing_typed() -> bool:
    return True


def _nothing_half_made() -> None:
    return
