"""A small sheet of words beside something in a picture: what a point stands for, while it is pointed at or reached."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLabel, QWidget

from relmap.ui.panels.dress import plain_label, scaled

_WIDEST, _NARROWEST = 320, 120


class WordSheet:
    """Words over a picture; hidden until there are some."""

    def __init__(self, picture: QWidget) -> None:
        """Lie over `picture`."""
        self._picture = picture
        self._label: QLabel = plain_label("", "spoken")
        self._label.setParent(picture)
        self._label.hide()

    @property
    def words(self) -> str:
        """What is shown; empty where nothing is."""
        return self._label.text() if self._label.isVisible() else ""

    def show_beside(self, box: QRect, words: str) -> None:
        """Show words above a box of the picture, or below it where there is no room."""
        room = self._picture.visibleRegion().boundingRect()
        self._label.setText(words)
        most = max(scaled(_NARROWEST), room.width() - 2 * scaled(10))
        width = min(scaled(_WIDEST), most, self._label.sizeHint().width() + scaled(18))
        height = self._label.heightForWidth(width)
        x = max(room.left() + scaled(6), min(box.center().x() - width // 2, room.right() - width - scaled(6)))
        above = box.top() - height - scaled(8)
        y = above if above >= room.top() else min(box.bottom() + scaled(8), max(room.top(), room.bottom() - height))
        self._label.setGeometry(QRect(QPoint(x, y), QSize(width, height)))
        self._label.show()
        self._label.raise_()

    def hide(self) -> None:
        """Show nothing, and keep no word."""
        self._label.setText("")
        self._label.hide()
