"""The picture of a timeline: rows of marks under an axis of years, moved and zoomed by wheel, hand and keys.

It shows what it is given and tells what was chosen through the window's selection. It holds marks (ids and words), no
entity, and drops them when the case closes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from relmap.ui.guard import guarded
from relmap.ui.map.palette import Palette
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.theme import theme
from relmap.ui.views.time_axis import Axis, fitted
from relmap.ui.views.time_board import Board, Measures
from relmap.ui.views.time_marks import Mark
from relmap.ui.views.time_rows import ROOM_FOR_WORDS, Row
from relmap.ui.views.time_sheet import Sheet, paint_sheet
from relmap.ui.views.writing import card_font, line_height
from relmap.words import say

_MARGIN = 0.03
"""Share of the years that stays free before the first and after the last of them."""
_STEP = 1.5
_WHEEL = 1.0015
_PAN = 0.2
_NEAR = 3.0

_KEYS_KEPT = frozenset(
    {
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End,
        Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Plus,
        Qt.Key.Key_Minus, Qt.Key.Key_0,
    }
)  # fmt: skip
"""Keys that mean something here, and nothing to the window while the picture has the keyboard."""


class TimePicture(QAbstractScrollArea):
    """Rows of marks. `asked` carries the id of a thing whose place on the map somebody wants to see.

    `stretched`: somebody has brought all years into sight by hand, or (False) some of them.
    """

    asked = Signal(str)
    stretched = Signal(bool)

    def __init__(self, selection: Selection, parent: QWidget) -> None:
        """Begin with nothing."""
        super().__init__(parent)
        self._chosen = selection
        self._rows: tuple[Row, ...] = ()
        self._titles: Mapping[str, str] = {}
        self._years = (0.0, 1.0)
        self._today = 0.0
        self._scale = 0.0
        self._stretch: tuple[float, float] | None = None
        self._hits: list[tuple[QRectF, Mark]] = []
        self._hovered: Mark | None = None
        self._at = QPointF()
        self._pressed: QPointF | None = None
        self._dragged = False
        self._board = Board((), self._measures())
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # time runs to the right in every script
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(say("Timeline"))
        self.viewport().setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        selection.changed.connect(self._follow)

    # what it shows

    def show_rows(
        self, rows: Sequence[Row], titles: Mapping[str, str], years: tuple[float, float], today: float
    ) -> None:
        """Show rows with their headings over some years; where the years are the same, one stays where one was."""
        room = (years[1] - years[0]) * _MARGIN
        wide = (years[0] - room, years[1] + room)
        axis, stretch = self.axis, self._stretch
        everything = self._scale == 0.0 or (stretch is not None and _alike(stretch, self._whole()))
        self._rows, self._titles, self._years, self._today = tuple(rows), titles, wide, today
        self._hovered = None
        if everything:
            self._stretch = years
        self._scale = self._scale or 1.0
        self._lay_out()
        if self._stretch is None:
            self._move(axis.held(*wide, self._width()))
        self._describe()

    def forget(self) -> None:
        """Keep no word of the case."""
        self._rows, self._titles, self._hovered, self._hits = (), {}, None, []
        self._scale = 0.0
        self._lay_out()
        self.setAccessibleDescription("")

    @property
    def axis(self) -> Axis:
        """Which years are in sight, from the right edge of the headings."""
        return Axis(self._years[0] + self.horizontalScrollBar().value() / self._fine(), self._fine())

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark, row by row."""
        return tuple(self._board.marks())

    @property
    def hovered(self) -> Mark | None:
        """What the pointer is on."""
        return self._hovered

    def box_of(self, id: str) -> QRectF | None:
        """Where a thing is on the viewport, if it is in sight."""
        self.viewport().repaint()
        return next((box for box, mark in self._hits if mark.id == id), None)

    # moving

    def fit(self, first: float, last: float) -> None:
        """Show exactly these years, and keep doing so while the window changes its size."""
        self._stretch = (first, last)
        room = max((last - first) * _MARGIN, 0.02)
        axis = fitted(first - room, last + room, self._width())
        self._move(Axis(axis.first, axis.scale))

    def zoom_by(self, factor: float, x: float | None = None) -> None:
        """Zoom, keeping the year at `x` (pixels from the headings; the middle otherwise) where it is."""
        self._leave_stretch()
        at = self._width() / 2 if x is None else x
        self._move(self.axis.zoomed(factor, at, self._coarsest()))

    def pan_by(self, pixels: float) -> None:
        """Go on in time by some pixels."""
        self._leave_stretch()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() + round(pixels))
        self.viewport().update()

    def _leave_stretch(self) -> None:
        if self._stretch is not None:
            self._stretch = None
            self.stretched.emit(False)

    def reveal(self, id: str) -> None:
        """Bring a thing into sight, moving no further than needed."""
        found = self._board.place_of(frozenset([id]))
        if found is None:
            return
        band, place = found
        slot = self._board.slot(band, place, self.axis, self._width())
        edge = scaled(60)
        if slot.right < edge:
            self.pan_by(slot.right - 2 * edge)
        elif slot.left > self._width() - edge:
            self.pan_by(slot.left - self._width() + 3 * edge)
        bar, half = self.verticalScrollBar(), self._board.measures.line
        below = slot.y + half - bar.value() - self._height()
        if below > 0:
            bar.setValue(bar.value() + round(below))
        elif slot.y - half < bar.value():
            bar.setValue(round(slot.y - half))

    def _move(self, axis: Axis) -> None:
        self._scale = max(axis.scale, self._coarsest())
        self._set_ranges()
        self.horizontalScrollBar().setValue(round((axis.first - self._years[0]) * self._fine()))
        self.viewport().update()

    def _set_ranges(self) -> None:
        wide = (self._years[1] - self._years[0]) * self._fine()
        self.horizontalScrollBar().setRange(0, max(0, round(wide - self._width())))
        self.horizontalScrollBar().setPageStep(round(self._width()))
        self.verticalScrollBar().setRange(0, max(0, round(self._board.height - self._height())))
        self.verticalScrollBar().setPageStep(round(self._height()))
        self.verticalScrollBar().setSingleStep(round(self._board.measures.line))

    def _lay_out(self) -> None:
        years = (self._years[1] - self._years[0]) / (1 + 2 * _MARGIN)
        self._board = Board(self._rows, self._measures(), years * ROOM_FOR_WORDS)
        if self._stretch is not None and self._scale:
            self.fit(*self._stretch)
        self._set_ranges()
        self.viewport().update()

    def _measures(self) -> Measures:
        line = max(line_height(card_font(-2)) + scaled(3), scaled(20))
        return Measures(line, scaled(5), min(scaled(150), 0.3 * max(self.viewport().width(), 1)), line + scaled(10))

    def _fine(self) -> float:
        return self._scale or 1.0

    def _coarsest(self) -> float:
        return self._width() / max(self._years[1] - self._years[0], 1e-6)

    def _width(self) -> float:
        return max(self.viewport().width() - self._board.measures.heads, 1.0)

    def _height(self) -> float:
        return max(self.viewport().height() - self._board.measures.axis, 1.0)

    # choosing

    def _follow(self, _ids: object) -> None:
        if self._rows:
            if self._chosen.only:
                self.reveal(self._chosen.only)
            self._describe()
            self.viewport().update()

    def _describe(self) -> None:
        """Let whoever listens hear what is chosen."""
        mark = self._current()
        words = say("Arrow keys go from thing to thing.") if self.marks else say("Nothing has a date yet")
        self.setAccessibleDescription(mark.spoken if mark is not None else words)

    def _current(self) -> Mark | None:
        found = self._board.place_of(frozenset(self._chosen.ids)) if self._chosen.ids else None
        return found[1].mark if found is not None else None

    def _go(self, step: int) -> None:
        """To the next thing in time, or the one before."""
        marks = sorted(self.marks, key=_in_time)
        if not marks:
            return
        current = self._current()
        at = marks.index(current) + step if current is not None else (0 if step > 0 else len(marks) - 1)
        self._chosen.set([marks[min(max(at, 0), len(marks) - 1)].id])

    def _go_to_end(self, *, last: bool) -> None:
        """To the first thing in time, or the last."""
        marks = sorted(self.marks, key=_in_time)
        if marks:
            self._chosen.set([marks[-1 if last else 0].id])

    def _go_across(self, step: int) -> None:
        """To the thing nearest in time on the next line up or down."""
        lines: dict[float, list[Mark]] = {}
        for band in self._board.bands:
            for place in band.row.places:
                lines.setdefault(self._board.line_y(band, place), []).append(place.mark)
        current, order = self._current(), sorted(lines)
        if current is None or not order:
            self._go(step)
            return
        at = next(number for number, y in enumerate(order) if current in lines[y])
        there = lines[order[min(max(at + step, 0), len(order) - 1)]]
        year = _in_time(current)[0]
        self._chosen.set([min(there, key=lambda mark: abs(_in_time(mark)[0] - year)).id])

    def _headed_at(self, at: QPointF) -> Row | None:
        """Whose heading is there, if anybody's."""
        measures = self._board.measures
        if at.x() > measures.heads or at.y() < measures.axis:
            return None
        y = at.y() - measures.axis + self.verticalScrollBar().value()
        return next((band.row for band in self._board.between(y, y) if band.row.lane == "people"), None)

    def _mark_at(self, at: QPointF) -> Mark | None:
        near = QRectF(at.x() - _NEAR, at.y() - _NEAR, 2 * _NEAR, 2 * _NEAR)
        touched = [(box.width(), number, mark) for number, (box, mark) in enumerate(self._hits) if box.intersects(near)]
        return min(touched)[2] if touched else None

    # what Qt asks

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        sheet = Sheet(
            board=self._board,
            titles=self._titles,
            axis=self.axis,
            size=(self.viewport().width(), self.viewport().height()),
            down=self.verticalScrollBar().value(),
            today=self._today,
            chosen=frozenset(self._chosen.ids),
            hovered=self._hovered,
            at=(self._at.x(), self._at.y()),
            focused=self.hasFocus(),
            pens=Palette(theme()),
        )
        self._hits = paint_sheet(painter, sheet)
        painter.end()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()
        if self._stretch is None and self._scale:
            self._move(self.axis)

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        pixels, turned = event.pixelDelta(), event.angleDelta()
        mods, bar = event.modifiers(), self.verticalScrollBar()
        glides = event.phase() != Qt.ScrollPhase.NoScrollPhase and not pixels.isNull()
        if mods & Qt.KeyboardModifier.ControlModifier or (not glides and not mods and bar.maximum() == 0):
            x = event.position().x() - self._board.measures.heads
            self.zoom_by(_WHEEL ** turned.y(), max(x, 0.0))
        elif mods & Qt.KeyboardModifier.ShiftModifier or abs(turned.x()) > abs(turned.y()):
            self.pan_by(-(turned.x() or turned.y()))
        else:
            bar.setValue(bar.value() - (pixels.y() if glides else round(turned.y() / 2)))
        self._point(event.position())
        event.accept()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._do(event):
            event.ignore()

    def _do(self, event: QKeyEvent) -> bool:
        key, keys = event.key(), Qt.Key
        moved = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        across = {keys.Key_Left: -1, keys.Key_Right: 1}
        down = {keys.Key_Up: -1, keys.Key_Down: 1, keys.Key_PageUp: -8, keys.Key_PageDown: 8}
        if key in across and moved:
            self.pan_by(across[keys(key)] * _PAN * self._width())
        elif key in across:
            self._go(across[keys(key)])
        elif key in down:
            self._go_across(down[keys(key)])
        elif key in (keys.Key_Home, keys.Key_End):
            self._go_to_end(last=key == keys.Key_End)
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus):
            self.zoom_by(1 / _STEP if key == keys.Key_Minus else _STEP)
        elif key == keys.Key_0:
            self.fit(*self._whole())
            self.stretched.emit(True)
        elif key in (keys.Key_Return, keys.Key_Enter) and (current := self._current()) is not None:
            self.asked.emit(current.id)
        else:
            return False
        return True

    def _whole(self) -> tuple[float, float]:
        first, last = self._years
        room = (last - first) * _MARGIN / (1 + 2 * _MARGIN)
        return first + room, last - room

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_kept(event):
            event.accept()
            return True
        return super().event(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._dragged = event.position(), False

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None:
            moved = event.position() - self._pressed
            if self._dragged or moved.manhattanLength() > scaled(5):
                self._dragged = True
                self.pan_by(-moved.x())
                bar = self.verticalScrollBar()
                bar.setValue(bar.value() - round(moved.y()))
                self._pressed = event.position()
            return
        self._point(event.position())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is not None and not self._dragged:
            mark, row = self._mark_at(event.position()), self._headed_at(event.position())
            chosen = row.key if row is not None else mark.id if mark is not None else ""
            self._chosen.set([chosen] if chosen else ())
        self._pressed = None

    @guarded
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        mark = self._mark_at(event.position())
        if mark is not None:
            self.asked.emit(mark.id)

    @guarded
    def leaveEvent(self, event: QEvent) -> None:
        self._point(QPointF(-1.0, -1.0))

    @guarded
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(220), scaled(160))

    def _point(self, at: QPointF) -> None:
        """Say what is under the pointer."""
        row = self._headed_at(at)
        mark = row.places[0].mark if row is not None else self._mark_at(at)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if mark else Qt.CursorShape.ArrowCursor)
        if mark is not None or self._hovered is not None:
            self._hovered, self._at = mark, at
            self.viewport().update()


def _alike(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether two stretches are the same but for rounding."""
    return all(abs(a - b) < 1e-6 * max(1.0, abs(a)) for a, b in zip(one, other, strict=True))


def _is_kept(event: QKeyEvent) -> bool:
    return event.key() in _KEYS_KEPT and not event.modifiers() & Qt.KeyboardModifier.AltModifier


def _in_time(mark: Mark) -> tuple[float, float, str]:
    at = mark.at
    return (at.at.first, at.at.last, mark.id) if at is not None else (0.0, 0.0, mark.id)
