"""The picture of a lesson's life as a widget: seen, pointed at, clicked, and walked along with the arrow keys.

What is chosen in it is chosen in the whole window. It holds words only for as long as a life is shown, and never
writes. The same events stand in words in the list beneath it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from relmap.analysis.threads import LessonLife
from relmap.model.source import Source
from relmap.ui.guard import guarded
from relmap.ui.map.lettering import Lettering
from relmap.ui.map.palette import Palette
from relmap.ui.selection import Selection
from relmap.ui.theme import theme, themes
from relmap.ui.views.life_layout import ARROW, CARD, EDGE, Layout, lay_out_card, lay_out_life, lay_out_truer, truer_room
from relmap.ui.views.life_painting import paint_plan
from relmap.ui.views.life_plan import Plan, Spot, mirrored
from relmap.ui.views.life_sessions import TOP, head_room, lay_out_sessions
from relmap.ui.views.word_sheet import WordSheet
from relmap.words import say

_LIFE_TOP = 124.0
_TAIL = 34.0
_STEPS = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_LEAPS = {Qt.Key.Key_PageDown: 10, Qt.Key.Key_PageUp: -10}
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)


def plan_of(source: Source, life: LessonLife, width: float, lettering: Lettering) -> Plan:
    """The picture of a life, from left to right; `width` is what is in sight, in units. Longer lives are wider."""
    above = [TOP + _LIFE_TOP] if life.made_of or life.older or not life.stops else []
    above += [head_room(here_too=bool(life.here_too))] if life.stops else []
    base = max([*above, truer_room(len(life.truer))])
    plan = Plan(base, life.valence, start=EDGE, foot=base + 76.0, arrow=bool(life.truer))
    layout = Layout(source, life, lettering, plan)
    card, below = lay_out_card(layout, lay_out_life(layout))
    tail = CARD[0] + ARROW if life.truer else _TAIL
    plan.end = lay_out_sessions(layout, card, below, tail, width) if life.stops else card
    if life.truer:
        plan.end = lay_out_truer(layout, plan.end)
    elif life.stops:
        plan.end += _TAIL
    plan.right = max(plan.right, plan.end) + EDGE
    plan.foot += EDGE
    return plan


class LifePicture(QWidget):
    """A painted life. `asked` carries the id of something whose place on the map somebody wants to see."""

    asked = Signal(str)
    reached = Signal(QRect)

    def __init__(self, selection: Selection, parent: QWidget | None = None) -> None:
        """Choose in `selection`."""
        super().__init__(parent)
        self._selection = selection
        self._plan: Plan | None = None
        self._cursor: int | None = None
        self._lettering = Lettering()
        self._words = WordSheet(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Minimum)
        self._speak()
        selection.changed.connect(self._follow)

    @property
    def plan(self) -> Plan | None:
        """What is painted; None where nothing is."""
        return self._plan

    @property
    def cursor_spot(self) -> Spot | None:
        """Where the keyboard is."""
        if self._plan is None or self._cursor is None or self._cursor >= len(self._plan.spots):
            return None
        return self._plan.spots[self._cursor]

    def show_life(self, source: Source, life: LessonLife, room: QSize) -> None:
        """Paint a life for a window of this size (pixels)."""
        before = self.cursor_spot
        scale = themes().text_scale
        plan = plan_of(source, life, room.width() / scale, self._lettering)
        width = max(plan.right, room.width() / scale)
        self._plan = mirrored(plan, width) if self.isRightToLeft() else plan
        self.setFixedSize(round(width * scale), max(round(plan.foot * scale), 1))
        same = (n for n, spot in enumerate(plan.spots) if before is not None and spot.id == before.id)
        self._cursor = next(same, None)
        self._words.hide()
        self._speak()
        self.update()

    def forget(self) -> None:
        """Keep no word of the case."""
        self._plan, self._cursor = None, None
        self._words.hide()
        self._speak()
        self.update()

    def box_of(self, number: int) -> QRect:
        """What a spot takes of the widget."""
        if self._plan is None:
            return QRect()
        box, scale = self._plan.spots[number].box, themes().text_scale
        return QRect(round(box.x * scale), round(box.y * scale), round(box.width * scale), round(box.height * scale))

    # choosing

    def go(self, number: int) -> None:
        """Bring the keyboard to a spot, and choose what it stands for."""
        if self._plan is None or not self._plan.spots:
            return
        self._cursor = max(0, min(number, len(self._plan.spots) - 1))
        spot = self._plan.spots[self._cursor]
        self._speak()
        self.reached.emit(self.box_of(self._cursor))
        if spot.id:
            self._selection.set([spot.id])
        self._show_words(self._cursor)
        self.update()

    def _follow(self, ids: object) -> None:
        chosen, spot = self._selection.only, self.cursor_spot
        if self._plan is not None and chosen is not None and (spot is None or spot.id != chosen):
            found = next((n for n, one in enumerate(self._plan.spots) if one.id == chosen), None)
            if found is not None:
                self._cursor = found
                self.reached.emit(self.box_of(found))
                self._speak()
        self.update()

    def _speak(self) -> None:
        """Be called by what the keyboard is at, so that it is read out when that changes."""
        spot, whole = self.cursor_spot, say("The picture of this life")
        self.setAccessibleName(spot.event.spoken if spot is not None else whole)
        self.setAccessibleDescription(
            whole if spot is not None else say("Arrow keys go along it, in the order of time")
        )

    def _show_words(self, number: int | None) -> None:
        """The words of a spot in a small sheet beside it; none where None."""
        if self._plan is None or number is None:
            self._words.hide()
            return
        self._words.show_beside(self.box_of(number), self._plan.spots[number].event.spoken)

    def _number_at(self, event: QMouseEvent) -> int | None:
        scale = themes().text_scale
        at = event.position()
        return self._plan.spot_at(at.x() / scale, at.y() / scale) if self._plan is not None else None

    # what Qt asks

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event)
        self.setCursor(Qt.CursorShape.ArrowCursor if number is None else Qt.CursorShape.PointingHandCursor)
        self._show_words(number)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._words.hide()

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        number = self._number_at(event)
        if event.button() == Qt.MouseButton.LeftButton and number is not None:
            self.go(number)

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        spot = self.cursor_spot if self._number_at(event) is not None else None
        if event.button() == Qt.MouseButton.LeftButton and spot is not None and spot.id:
            self.asked.emit(spot.id)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()  # before a shortcut of the window takes it
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._is_ours(event) or self._plan is None:
            super().keyPressEvent(event)
            return
        key, last = Qt.Key(event.key()), len(self._plan.spots) - 1
        spot = self.cursor_spot
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if spot is not None and spot.id:
                self.asked.emit(spot.id)
        elif key in _ENDS:
            self.go(0 if key == Qt.Key.Key_Home else last)
        else:
            self.go(self._stepped(key))

    def _stepped(self, key: Qt.Key) -> int:
        """Where a key leads in time; left and right change places where the picture runs from right to left."""
        if self._cursor is None:
            return 0
        step = {**_STEPS, **_LEAPS}[key]
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        return self._cursor + (-step if sideways and self.isRightToLeft() else step)

    def _is_ours(self, event: QKeyEvent) -> bool:
        known = {*_STEPS, *_LEAPS, *_ENDS, Qt.Key.Key_Return, Qt.Key.Key_Enter}
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.key() in known

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self._cursor is None and event.reason() in (
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        ):
            self.go(0)
        self.update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._words.hide()
        self.update()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._plan is None:
            return
        painter = QPainter(self)
        scale = themes().text_scale
        painter.scale(scale, scale)
        cursor = self._cursor if self.hasFocus() else None
        paint_plan(painter, self._plan, Palette(theme()), self._lettering, frozenset(self._selection.ids), cursor)
        painter.end()
