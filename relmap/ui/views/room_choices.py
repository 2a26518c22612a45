"""The line above the thread: what of it is shown, and writing down an hour that did not take place.

Tiles stand side by side where there is room for them in one line; where there is not, one box says the same.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QMenu, QToolButton, QWidget

from relmap.model.vocabulary import Held
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.panels.tile import Tile
from relmap.ui.texts import capital, value_word
from relmap.ui.views.choice_box import ChoiceBox
from relmap.ui.views.room_rows import SHOWS, Show
from relmap.words import say

_NOT_HERE: tuple[Held, ...] = ("cancelled", "no_show", "hour_kept")


class RoomChoices(QWidget):
    """`shows` carries what is to be shown; `noted` how an hour did not take place."""

    shows = Signal(str)
    noted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin with everything."""
        super().__init__(parent)
        self._anything = True
        self.tiles: dict[Show, Tile] = {}
        self.box = ChoiceBox(self, say("What is shown"))
        self.box.activated.connect(lambda _: self.shows.emit(self.box.currentData()))
        self.adding = self._adding()
        row = QHBoxLayout(self)
        row.setContentsMargins(scaled(22), 0, scaled(22), scaled(8))
        row.setSpacing(scaled(8))
        group = QButtonGroup(self)
        for show, words in SHOWS:
            self.box.addItem(escaped(words()), show)
            tile = self.tiles[show] = Tile(words(), "room")
            tile.make_choice()
            tile.clicked.connect(partial(self._clicked, show))
            group.addButton(tile)
            row.addWidget(tile)
        row.addWidget(self.box)
        row.addStretch(1)
        row.addWidget(self.adding)
        self.choose("all")

    def choose(self, show: Show) -> None:
        """Say what is shown."""
        self.tiles[show].setChecked(True)
        self.box.setCurrentIndex(self.box.findData(show))

    def offer(self, *, anything: bool, can_write: bool) -> None:
        """Whether there is anything to choose from, and whether an hour can be written down."""
        self._anything = anything
        self.adding.setEnabled(can_write)
        self._make_room()

    def stops(self) -> tuple[QWidget, ...]:
        """What Tab stops at, in its order."""
        return (*self.tiles.values(), self.box, self.adding)

    def _clicked(self, show: Show, _checked: bool = False) -> None:
        self.shows.emit(show)

    def _adding(self) -> QToolButton:
        words = say("An hour that did not take place")
        button = QToolButton(self)
        button.setText(escaped(words))
        button.setAccessibleName(words)
        button.setToolTip(words)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setProperty("look", "quiet")
        dress(button, "plus", size=16)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(button)
        for held in _NOT_HERE:
            action = menu.addAction(escaped(capital(value_word("held", held, "sessions"))))
            action.triggered.connect(partial(self._note, held))
        button.setMenu(menu)
        return button

    def _note(self, held: Held, _checked: bool = False) -> None:
        self.noted.emit(held)

    def _make_room(self) -> None:
        """Tiles and words where they fit into one line, a box and a sign where they do not."""
        tiles = sum(tile.sizeHint().width() + scaled(8) for tile in self.tiles.values())
        room = self.width() - 2 * scaled(22)
        words = self.adding.fontMetrics().horizontalAdvance(self.adding.text()) + scaled(48)
        in_line = tiles + scaled(48) <= room
        for tile in self.tiles.values():
            tile.setVisible(self._anything and in_line)
        self.box.setVisible(self._anything and not in_line)
        beside = tiles if in_line else self.box.sizeHint().width()
        spelt = beside + words <= room
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if spelt else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.adding.setToolButtonStyle(style)

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(60), super().minimumSizeHint().height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
