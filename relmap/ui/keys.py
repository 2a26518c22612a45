"""Which keys a field for words keeps for itself, and which it leaves to the commands of its window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

_COMMANDS = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
)


def types_something(event: QKeyEvent) -> bool:
    """Whether a key types a letter. Ctrl with Alt is AltGr on some keyboards, so that it may."""
    letters = event.text()
    return bool(letters) and letters.isprintable() and event.modifiers() not in _COMMANDS


def left_to_the_window(event: QKeyEvent, *, can_undo: bool, can_redo: bool) -> bool:
    """Whether a key that Qt's text fields would take is the window's: Ctrl+K, and an undo with nothing left here."""
    keys = QKeySequence.StandardKey
    if event.matches(keys.DeleteEndOfLine):
        return True
    return (event.matches(keys.Undo) and not can_undo) or (event.matches(keys.Redo) and not can_redo)
