"""A number from 0 to 10 in somebody's own hands, where "not asked" is as plain an answer as any number.

Dragged, clicked, stepped with the arrow keys or typed; Delete takes it back. No number looks better than another.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QSizePolicy, QSlider, QWidget

from relmap.model.columns import Plain
from relmap.ui.guard import guarded
from relmap.ui.panels.dress import plain_label, quiet_button, scaled
from relmap.ui.panels.editors import PanelEditor
from relmap.ui.panels.flow import Flow
from relmap.ui.theme import Tone, theme
from relmap.words import say

HIGHEST = 10
_SECOND_DIGIT = 900
_KEYS = frozenset(
    {
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)


class ScoreLine(QSlider):
    """The line to drag along. `moved`: it moves and may go on; `meant`: this is the number, or None."""

    moved = Signal()
    meant = Signal()

    def __init__(self, label: str, tone: Tone) -> None:
        """`tone` colours the line up to the number."""
        super().__init__(Qt.Orientation.Horizontal)
        self._tone, self._label = tone, label
        self._asked = False
        self._dragging = False
        self._first_digit = QTimer(self)
        self._first_digit.setSingleShot(True)
        self._first_digit.setInterval(_SECOND_DIGIT)
        self.setRange(0, HIGHEST)
        self.setPageStep(1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_number(None)

    @property
    def number(self) -> int | None:
        """What it shows; None for not asked."""
        return self.value() if self._asked else None

    def show_number(self, number: int | None) -> None:
        """Show a number, or that nobody asked."""
        self._asked = number is not None
        if number is not None:
            self.setValue(number)
        shown = say("{value} of 10", value=number) if number is not None else say("not asked")
        self.setAccessibleName(say("{label} {value}", label=self._label, value=shown))
        self.setAccessibleDescription(say("Type 0 to 10, or Delete for not asked"))
        self.update()

    @guarded(default=QSize)
    def sizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(28))

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(60), scaled(28))

    # by hand

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_ours(event):
            event.accept()  # before a shortcut of the window takes it
            return True
        return super().event(event)

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._dragging = True
            self._follow(event.position().x())

    @guarded
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._follow(event.position().x())

    @guarded
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._dragging = False
            self.meant.emit()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = self._number_for(event)
        if number == self.number:
            super().keyPressEvent(event) if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Escape) else event.accept()
            return
        self.show_number(number)
        self.moved.emit()
        self.meant.emit()

    def _number_for(self, event: QKeyEvent) -> int | None:
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Up: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Down: -1}
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return None
        if key in steps:
            turned = -1 if self.isRightToLeft() and key in (Qt.Key.Key_Left, Qt.Key.Key_Right) else 1
            start = self.value() if self._asked else HIGHEST // 2
            return max(0, min(HIGHEST, start + steps[key] * turned))
        if key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return 0 if key == Qt.Key.Key_Home else HIGHEST
        return self._digit(event.text())

    def _digit(self, text: str) -> int | None:
        if len(text) != 1 or not text.isdecimal():
            return self.number
        ten = self._first_digit.isActive() and self.number == 1 and int(text) == 0
        self._first_digit.start()
        return HIGHEST if ten else int(text)

    def _follow(self, x: float) -> None:
        left, width = self._ends()
        share = (x - left) / max(1.0, width)
        number = round((1 - share if self.isRightToLeft() else share) * HIGHEST)
        self.show_number(max(0, min(HIGHEST, number)))
        self.moved.emit()

    # painting

    def _ends(self) -> tuple[float, float]:
        room = scaled(10)  # the knob's own radius, so that it stays inside at both ends
        return room, self.width() - 2 * room

    def _at(self, number: float) -> QPointF:
        left, width = self._ends()
        share = number / HIGHEST
        return QPointF(left + width * (1 - share if self.isRightToLeft() else share), self.height() / 2)

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        worn = theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        thick = scaled(6)
        painter.setPen(QPen(worn.colour("line"), thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        beyond = QPointF(scaled(7) * (-1 if self.isRightToLeft() else 1), 0)
        painter.drawLine(self._at(0) - beyond, self._at(HIGHEST) + beyond)
        stroke = worn.colour("accent") if self._tone == "plain" else worn.stroke(self._tone)
        if not self.isEnabled():
            stroke = worn.colour("faded")
        if self._asked:
            painter.setPen(QPen(stroke, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(self._at(0) - beyond, self._at(self.value()))
        self._paint_knob(painter, QPen(stroke, 2.0))
        painter.end()

    def _paint_knob(self, painter: QPainter, pen: QPen) -> None:
        worn = theme()
        radius = scaled(9)
        centre = self._at(self.value() if self._asked else HIGHEST / 2)
        if not self._asked:
            pen = QPen(worn.colour("edge"), 1.6, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(worn.colour("panel"))
        painter.drawEllipse(centre, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(worn.colour("focus"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = radius + scaled(3)
            painter.drawEllipse(QRectF(centre.x() - around, centre.y() - around, 2 * around, 2 * around))


def _is_ours(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and (event.text().isdecimal() or event.key() in _KEYS)


class ScoreEditor(PanelEditor):
    """A question, its number or "not asked", and the line to answer on."""

    def __init__(self, question: str, tone: Tone = "plain", *, answer: str = "") -> None:
        """`question` stands above the line; `answer`, as "not today", below it, as large, where it has words."""
        super().__init__()
        self.line = ScoreLine(question, tone)
        self._number: QLabel = plain_label("", "number")
        self._remark: QLabel = plain_label("", "small")
        self.unasked: QAbstractButton = (
            _no_number(question, answer)
            if answer
            else quiet_button(say("not asked"), spoken=say("{what} not asked", what=question))
        )
        self._answered = bool(answer)
        self._below = QWidget()
        above = QWidget()
        for holder, parts in ((above, (plain_label(question, "faded"), self._number)), (self._below, self._beneath())):
            row = Flow(holder, gap=4, spread=True)
            for part in parts:
                row.addWidget(part)
        for widget in (above, self.line, *((self.unasked,) if answer else ()), self._below):
            self.put_in(widget)
        self.setFocusProxy(self.line)
        self.line.moved.connect(self._moved)
        self.line.meant.connect(self.settled)
        self.unasked.clicked.connect(self._unask)
        self._tell()

    def _beneath(self) -> tuple[QWidget, ...]:
        """What stands on the line below the score."""
        return (self._remark,) if self._answered else (self._remark, self.unasked)

    def remark(self, words: str) -> None:
        """Say below the line that the number is of an earlier day, which cannot be taken back now; empty: it is not."""
        self._remark.setText(words)
        self._tell()

    def value(self) -> Plain:
        return self.line.number

    def display(self, value: Plain) -> None:
        self.line.show_number(value if isinstance(value, int) else None)
        self._tell()

    def lock(self, locked: bool) -> None:
        self.line.setEnabled(not locked)
        self.unasked.setEnabled(not locked)

    def _moved(self) -> None:
        self.remark("")
        self.typed.emit()

    def _unask(self) -> None:
        was = self.line.number
        if self._answered and self._remark.text():  # the number is of an earlier day, and stays that day's
            self._tell()
            return
        self.line.show_number(None)
        self._tell()
        if was is not None:
            self.typed.emit()
            self.settled.emit()

    def _tell(self) -> None:
        number = self.line.number
        self._number.setText(say("not asked") if number is None else say("{value} of 10", value=number))
        self._number.updateGeometry()
        of_today = number is not None and not self._remark.text()
        if self._answered:
            self.unasked.setChecked(not of_today)
            self._below.setVisible(bool(self._remark.text()))
        else:
            self.unasked.setVisible(of_today)
            self._below.setVisible(number is not None)


def _no_number(question: str, words: str) -> QPushButton:
    """An answer like any number: it is the one that stands as long as no number is given."""
    answer = QPushButton(words)
    answer.setProperty("look", "answer")
    answer.setCheckable(True)
    answer.setAccessibleName(say("{what} {answer}", what=question, answer=words))
    return answer
