"""The client's window: the same map on a second screen or in a screen share, titled only "Map", with three buttons.

It looks through a projection of its own and can reach no verb: what its buttons mean is done at the desk, which listens
to its signals. It follows what the desk shows until it is moved by hand.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QMargins, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from relmap.read.projection import Delta
from relmap.read.related import related
from relmap.read.standing import Place
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.map.legend import Legend
from relmap.ui.map.looking_tool import LookingTool
from relmap.ui.map.order import things_in_order
from relmap.ui.map.scene import MapScene
from relmap.ui.map.view import MapView
from relmap.ui.messages import Messages
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import scaled
from relmap.ui.scrub_line import ScrubLine
from relmap.ui.scrub_points import Point
from relmap.ui.theme import Theme, themes, ui_font
from relmap.words import say

FIRST_SIZE = (1000, 720)
LARGER = 1.3
"""How much larger than at the desk words are here: the screen stands farther away."""
LEAST_WORDS = 12.5
_GAP = "\N{EN SPACE}"
"""Between an icon and its word."""
_EDGE = 18
_STEP = 60
_ZOOM = 1.25


class ClientWindow(QWidget):
    """`heard`, `off` and `not_quite` are the three buttons, the last with the id of what it means; `left`: closed.

    `strayed` says whether the picture was moved by hand, so that it does not follow the desk any more; `reshaped` that
    there is more or less room for it than before.
    """

    heard = Signal()
    off = Signal()
    not_quite = Signal(str)
    strayed = Signal(bool)
    reshaped = Signal()
    left = Signal()

    def __init__(self, feed: Feed) -> None:
        """Show what `feed` may see."""
        super().__init__()
        self.setObjectName("client_window")
        self.setWindowTitle(say("Map"))
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAutoFillBackground(True)
        self.resize(*FIRST_SIZE)
        self._feed = feed
        self.scene = MapScene(themes().current, self)
        self.scene.least = LEAST_WORDS
        self._whole = QWidget(self)  # all that is seen, so that a cover can take it away as one
        self.view = MapView(self.scene, self._whole)
        self.view.setAccessibleName(say("Map"))
        self._tool = LookingTool(self)
        self.messages = Messages(self._whole)
        self.buttons = _Buttons(self._whole)
        self.line = ScrubLine(self._whole)
        self._where = QLabel(self._whole)
        self._past = QFrame(self._whole)
        self._legend = _LegendCorner(self.scene, self._whole)
        self._follow = _quiet(say("Show what the desk shows"), "locate-fixed", self._whole)
        self._chosen = ""
        self._follows, self._asks, self._moving = True, False, False
        self._room = QSize()
        self._lay_out()
        self._wire()
        self.follow(feed)

    # what the desk tells it

    def follow(
        self, feed: Feed, first: Mapping[str, Place] | None = None, differs: frozenset[str] | None = None
    ) -> None:
        """Show another feed: the present, or a time that is looked back at."""
        if self._feed is not feed:
            self._feed.changed.disconnect(self._let_go_of)
            self._feed = feed
            feed.changed.connect(self._let_go_of)
        self.scene.follow(feed, first, differs)
        self._let_go_of(Delta())

    def show_time(self, words: str, points: Sequence[Point], index: int) -> None:
        """Say which time is shown, and where on the way it is; empty words mean today."""
        self._where.setText(words)
        if words:
            self.line.show_points(points, index, say("Where on the way this is"))
        else:
            self.line.forget()
        self._past.setVisible(bool(words))
        self.buttons.setEnabled(not words)
        self.place()

    def show_area(self, area: QRectF) -> None:
        """Show this part of the map, unless the picture was moved by hand."""
        if self._follows:
            self._by_desk(lambda: self.view.show_area(area, 0.0))

    def show_whole(self) -> None:
        """Show all of the map, unless the picture was moved by hand."""
        if self._follows:
            self._by_desk(self.view.fit)

    @property
    def follows(self) -> bool:
        """Whether it shows what the desk shows."""
        return self._follows

    def set_follows(self, follows: bool) -> None:
        """Show what the desk shows from now on, or stay here."""
        if follows != self._follows:
            self._follows = follows
            self._follow.setVisible(not follows)
            self.place()
            self.strayed.emit(not follows)

    def choose(self, id: str) -> None:
        """Set one thing off, as touched; with "not quite" waiting, that is the one that is meant."""
        waiting, self._asks = self._asks, False
        if waiting:
            self.messages.hint("")
        if waiting and id:
            self.not_quite.emit(id)
            id = ""
        self._chosen = id
        self.scene.set_selection([id] if id else [])
        self.scene.set_emphasis(None)

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._feed.changed.disconnect(self._let_go_of)
        self.scene.unfollow()
        self.scene.show(())
        self.scene.set_selection(())
        self.scene.set_emphasis(None)
        self.messages.hint("")
        self.messages.clear()
        self.show_time("", (), 0)

    # what Qt asks

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys().get(event.key())
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    @guarded(default=False)
    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002  # Qt names it
        return self._step_through(1 if next else -1) or super().focusNextPrevChild(next)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.place()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.place()

    @guarded
    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()

    # inside

    def _lay_out(self) -> None:
        self._where.setTextFormat(Qt.TextFormat.PlainText)
        self._where.setWordWrap(True)
        self._where.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.line.setEnabled(False)
        self._past.setObjectName("scrubber")
        self._past.setAutoFillBackground(True)
        told = QVBoxLayout(self._past)
        told.setContentsMargins(16, 6, 16, 4)
        told.addWidget(self._where)
        told.addWidget(self.line)
        self._past.hide()
        self._follow.hide()
        self.view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._whole)
        column = QVBoxLayout(self._whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.view, 1)
        column.addWidget(self._past)
        self._wear(themes().current)

    def _wire(self) -> None:
        self._feed.changed.connect(self._let_go_of)
        self.view.set_tool(self._tool)
        self._tool.chosen.connect(self.choose)
        self._tool.held.connect(self._show_who_else)
        self.view.viewed.connect(self._viewed)
        self.buttons.heard.clicked.connect(self.heard)
        self.buttons.off.clicked.connect(self.off)
        self.buttons.not_quite.clicked.connect(self._ask_what)
        self.messages.resized.connect(self.place)
        self._legend.resized.connect(self._renew_room)
        self._follow.clicked.connect(lambda: self.set_follows(True))
        themes().changed.connect(self._wear)

    def _keys(self) -> Mapping[int, Callable[[], object]]:
        key, view = Qt.Key, self.view
        return {
            key.Key_1: self.buttons.heard.click,
            key.Key_2: self.buttons.off.click,
            key.Key_3: self.buttons.not_quite.click,
            key.Key_Escape: lambda: self.choose(""),
            key.Key_Space: lambda: self._show_who_else(self._chosen),
            key.Key_0: view.fit,
            key.Key_Plus: lambda: view.zoom_by(_ZOOM),
            key.Key_Equal: lambda: view.zoom_by(_ZOOM),
            key.Key_Minus: lambda: view.zoom_by(1 / _ZOOM),
            key.Key_Left: lambda: view.pan_by(_STEP, 0),
            key.Key_Right: lambda: view.pan_by(-_STEP, 0),
            key.Key_Up: lambda: view.pan_by(0, _STEP),
            key.Key_Down: lambda: view.pan_by(0, -_STEP),
        }

    def _ask_what(self) -> None:
        if self._chosen:
            self.not_quite.emit(self._chosen)
            self.choose("")
        else:
            self._asks = True
            self.messages.hint(say("Touch what is not quite right."))

    def _show_who_else(self, id: str) -> None:
        """Fade everything that does not belong to a thing; again, or for nothing, nothing is faded."""
        found = related(self._feed.projection, id) if id else frozenset[str]()
        faded = self.scene.emphasis is not None
        self.scene.set_emphasis(None if faded or not found else found)

    def _step_through(self, step: int) -> bool:
        if not self.view.hasFocus():
            return False
        things = things_in_order(self.scene)
        index = things.index(self._chosen) + step if self._chosen in things else (0 if step > 0 else -1)
        if not 0 <= index < len(things) and not (index == -1 and not self._chosen and things):
            return False
        waiting, self._asks = self._asks, False  # going past a thing does not mean it
        self.choose(things[index])
        self._asks = waiting
        self.view.reveal(next(iter(sorted(self.scene.looks_of(things[index])))))
        return True

    def _let_go_of(self, delta: object) -> None:
        """What was chosen may be gone."""
        if self._chosen and self._feed.projection.get(self._chosen) is None:
            self.choose("")

    def _by_desk(self, act: Callable[[], object]) -> None:
        self._moving = True
        try:
            act()
        finally:
            self._moving = False

    def _viewed(self) -> None:
        if self._moving or not self.isVisible():
            return
        if self.view.viewport().size() != self._room:
            self._renew_room()
        else:
            self.set_follows(False)

    def _renew_room(self) -> None:
        self._room = self.view.viewport().size()
        self.place()
        self.reshaped.emit()

    def _wear(self, theme: Theme) -> None:
        self.setFont(ui_font(themes().text_scale * LARGER))
        self.scene.set_theme(theme)
        self.place()

    def place(self) -> None:
        """Put everything that floats in its place."""
        foot = self.view.height() - _EDGE
        size = self.buttons.fit(self.width() - 2 * _EDGE)
        self.buttons.setGeometry(QRect(QPoint((self.width() - size.width()) // 2, foot - size.height()), size))
        above = foot - size.height() - _EDGE // 2
        if not self.messages.isHidden():
            said = self.messages.wanted_size(self.width() - 2 * _EDGE)
            self.messages.setGeometry(QRect(QPoint((self.width() - said.width()) // 2, above - said.height()), said))
        legend = self._legend.sizeHint()
        low = foot if self.buttons.x() >= 2 * _EDGE + legend.width() else above
        legend = legend.boundedTo(QSize(self.width() // 2, low - _EDGE))
        self._legend.setGeometry(QRect(QPoint(_EDGE, low - legend.height()), legend))
        wish = self._follow.sizeHint()
        self._follow.setGeometry(QRect(QPoint(self.width() - _EDGE - wish.width(), _EDGE), wish))
        for floating in (self.buttons, self._legend, self._follow, self.messages):
            floating.raise_()
        beside = self._legend.geometry().right() if self._legend.is_open else 0
        self.view.set_insets(QMargins(beside, 0, 0, self.view.height() - above))


class _Buttons(QFrame):
    """The three that are the client's own, large enough for a thumb; below each other where there is no room."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("client_buttons")
        self.heard = self._button(say("I felt heard"), "ear", "1")
        self.off = self._button(say("That was off"), "message-circle", "2")
        self.not_quite = self._button(say("Not quite"), "pencil", "3")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(14)
        for button in (self.heard, self.off, self.not_quite):
            self._row.addWidget(button)

    def fit(self, width: int) -> QSize:
        """The size they want in a window of this width."""
        for icons_only in (False, True):
            for button in (self.heard, self.off, self.not_quite):
                button.setText("" if icons_only else f"{_GAP}{button.property('words')}")
            self._row.activate()
            if self.sizeHint().width() <= width:
                break
        return self.sizeHint().boundedTo(QSize(width, self.sizeHint().height()))

    def _button(self, words: str, icon: str, key: str) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("look", "client")
        button.setProperty("words", escaped(words))
        button.setAccessibleName(words)
        button.setToolTip(say("{words} ({key})", words=words, key=key))
        button.setMinimumSize(scaled(72), scaled(64))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setAutoDefault(True)
        dress(button, icon)
        return button


class _LegendCorner(QFrame):
    """What shapes and lines mean, when it is wanted."""

    resized = Signal()

    def __init__(self, scene: MapScene, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAutoFillBackground(True)
        self._legend = Legend(scene)
        self._scroll = QScrollArea(self)
        self._scroll.setWidget(self._legend)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._button = _quiet(say("Legend"), "list", self)
        self._button.setCheckable(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(6, 6, 6, 6)
        column.addWidget(self._scroll, 1)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._scroll.hide()
        self._button.toggled.connect(self._open)
        scene.altered.connect(self._follow_map)

    @property
    def is_open(self) -> bool:
        """Whether it says what shapes and lines mean."""
        return not self._scroll.isHidden()

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        button = self._button.sizeHint() + QSize(12, 12)
        if not self.is_open:
            return button
        legend = self._legend.sizeHint()
        return QSize(max(button.width(), legend.width() + 34), button.height() + legend.height() + 10)

    def _follow_map(self, _came: object, _gone: object) -> None:
        if self.is_open:
            self.resized.emit()

    def _open(self, shown: bool) -> None:
        self._scroll.setVisible(shown)
        self.resized.emit()


def _quiet(words: str, icon: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(_GAP + escaped(words))
    button.setAccessibleName(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    button.setMinimumHeight(scaled(44))
    dress(button, icon)
    return button
