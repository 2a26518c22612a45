"""Buttons whose words go on in the next line where there is no room, as no button of Qt's does."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QSizePolicy, QToolButton

from relmap.ui.guard import guarded
from relmap.ui.mnemonics import escaped

_SPARE = 2  # metrics round down


class WrappedButton(QToolButton):
    """A button of words alone."""

    def __init__(self, words: str) -> None:
        """Show `words` as plain text."""
        super().__init__()
        self._words = escaped(words)
        self.setText(self._words)
        self.setSizePolicy(_policy(QSizePolicy.Policy.Maximum))

    @guarded(default=True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return _height(self, super().sizeHint(), self._words, width)

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return _whole(self, super().sizeHint(), self._words)

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return _least(self, super().sizeHint(), self._words)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _wrap(self, super().sizeHint(), self._words)


class WrappedTick(QCheckBox):
    """A box to tick, with words beside it."""

    def __init__(self, words: str) -> None:
        """Show `words` as plain text."""
        super().__init__()
        self._words = escaped(words)
        self.setText(self._words)
        self.setSizePolicy(_policy(QSizePolicy.Policy.Preferred))

    @guarded(default=True)
    def hasHeightForWidth(self) -> bool:
        return True

    @guarded(default=0)
    def heightForWidth(self, width: int) -> int:
        return _height(self, super().sizeHint(), self._words, width)

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return _whole(self, super().sizeHint(), self._words)

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return _least(self, super().sizeHint(), self._words)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        _wrap(self, super().sizeHint(), self._words)


def in_lines(words: str, metrics: QFontMetrics, room: int) -> str:
    """Words broken between two of them wherever a line would be wider than `room` pixels."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _size(longer, metrics).width() <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def _size(words: str, metrics: QFontMetrics) -> QSize:
    return metrics.size(Qt.TextFlag.TextShowMnemonic, words)


def _around(button: QAbstractButton, hint: QSize) -> QSize:
    """What a button takes beside its words; `hint` is Qt's own, for the words as they are broken now."""
    button.ensurePolished()
    return hint - _size(button.text(), button.fontMetrics())


def _broken(button: QAbstractButton, hint: QSize, words: str, width: int) -> str:
    return in_lines(words, button.fontMetrics(), width - _around(button, hint).width() + _SPARE)


def _whole(button: QAbstractButton, hint: QSize, words: str) -> QSize:
    return _around(button, hint) + _size(words, button.fontMetrics())


def _least(button: QAbstractButton, hint: QSize, words: str) -> QSize:
    """As wide as the longest word and as tall as one line."""
    widest = max(_size(word, button.fontMetrics()).width() for word in words.split(" "))
    return QSize(_around(button, hint).width() + widest, _whole(button, hint, words).height())


def _height(button: QAbstractButton, hint: QSize, words: str, width: int) -> int:
    around = _around(button, hint)
    return around.height() + _size(_broken(button, hint, words, width), button.fontMetrics()).height()


def _wrap(button: QAbstractButton, hint: QSize, words: str) -> None:
    broken = _broken(button, hint, words, button.width())
    if broken != button.text():
        button.setText(broken)


def _policy(wide: QSizePolicy.Policy) -> QSizePolicy:
    policy = QSizePolicy(wide, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    return policy
