"""The letter keys of the canvas under a keyboard of another script.

Under a Greek, Cyrillic, Hebrew or Arabic layout the key on which P stands sends another letter, and no command has it.
Which key it was is told by its place, or on Windows by its virtual key, and the Latin letter of that key is meant.
"""

from __future__ import annotations

import unicodedata

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence

_ROWS = {24: "QWERTYUIOP", 38: "ASDFGHJKL", 52: "ZXCVBNM"}
_PLACES = {first + at: letter for first, row in _ROWS.items() for at, letter in enumerate(row)}
"""Scan codes as X11 and Wayland count the keys."""
_MAC = dict(zip("ASDFHGZXCV", range(10), strict=True)) | {"B": 11, "Q": 12, "W": 13, "E": 14, "R": 15, "Y": 16, "T": 17}
_MAC |= {"O": 31, "U": 32, "I": 34, "P": 35, "L": 37, "J": 38, "K": 40, "N": 45, "M": 46}
_MAC_PLACES = {code: letter for letter, code in _MAC.items()}


def latin_letter(event: QKeyEvent, platform: str) -> str:
    """The Latin letter of a key that sent a letter of another script; empty for every other key."""
    sent = event.text()
    plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
    if not plain or not sent.isalpha() or unicodedata.name(sent[0], "LATIN").startswith("LATIN"):
        return ""
    if platform == "windows":
        code = event.nativeVirtualKey()
        return chr(code) if ord("A") <= code <= ord("Z") else ""
    if platform == "cocoa":
        return _MAC_PLACES.get(event.nativeVirtualKey(), "")
    return _PLACES.get(event.nativeScanCode(), "")


def run_meant(actions: list[QAction], event: QKeyEvent) -> bool:
    """Do what stands on the key of a letter of another script; False where nothing does."""
    letter = latin_letter(event, QGuiApplication.platformName())
    if not letter:
        return False
    shifted = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
    meant = QKeySequence(f"Shift+{letter}" if shifted else letter)
    for action in actions:
        if meant in action.shortcuts() and (action.autoRepeat() or not event.isAutoRepeat()):
            action.trigger()
            return True
    return False
