"""A lesson's life on the page: the picture of it, and beneath it the same events as a list, in the order of time."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from relmap.analysis.numbers import Noted
from relmap.analysis.threads import LessonLife, lesson_life
from relmap.model.lessons import Lesson
from relmap.model.people import Case
from relmap.model.source import Source
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.map.quotes import marks_for
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.texts import capital, title_of, value_word
from relmap.ui.theme import Tone, theme, themes
from relmap.ui.views import life_words
from relmap.ui.views.life_picture import LifePicture
from relmap.ui.views.life_words import Event, Part
from relmap.ui.views.rows import CardDelegate, RowList, Rows
from relmap.ui.views.writing import card_font, line_height, write, written_height
from relmap.words import say

_WHEN = 150
_NARROW = 420
_TIGHT = 620
_LEAST_LIST = 140
_LINE_AT = 0.66
"""Where in a low window the line through time stands at first."""
_TONES: dict[Part, Tone] = {
    "taught": "plain",
    "made_of": "plain",
    "asks": "role",
    "gap": "plain",
    "lived": "new",
    "here_too": "room",
    "truer": "affirming",
    "older": "diminishing",
}


class LessonLifeView(QWidget):
    """The life of one lesson. `left` says that somebody wants the list of lessons back."""

    asked = Signal(str)
    left = Signal()

    def __init__(self, selection: Selection, noted: Noted, parent: QWidget | None = None) -> None:
        """Choose in `selection`; `noted`: the day on which something was first stored."""
        super().__init__(parent)
        self._noted = noted
        self.lesson = ""
        self._source: Source | None = None
        self._begins, self._shown = True, ""
        self.back = QPushButton(say("All lessons"))
        self.there = QPushButton(say("Show on the map"))
        self._title, self._kind = _OneLine("title"), _OneLine("faded")
        self.picture = LifePicture(selection)
        self.paper = QScrollArea()
        self.events = Rows(self)
        self.card = _EventCard()
        self.list = RowList(self.events, self.card, selection, say("This life in words"), self)
        self._lay_out()
        self.back.clicked.connect(self.left)
        self.there.clicked.connect(lambda: self.asked.emit(self.lesson))
        for part in (self.picture, self.list):
            part.asked.connect(self.asked)
        self.picture.reached.connect(self._reveal)
        self.paper.verticalScrollBar().rangeChanged.connect(self._to_the_start)
        self.paper.horizontalScrollBar().rangeChanged.connect(self._to_the_start)

    def choose(self, lesson: str) -> None:
        """Another lesson is to be shown, from the beginning of its life."""
        self.lesson, self._begins = lesson, True

    def show_lesson(self, source: Source, lesson: str) -> bool:
        """Show the life of a lesson; False where it cannot be seen."""
        entity = source.get(lesson)
        if not isinstance(entity, Lesson) or entity.veil != "none":
            self.forget()
            return False
        anew = self._shown != lesson
        self.lesson, self._source, self._shown = lesson, source, lesson
        life = lesson_life(source, lesson, self._noted)
        self._title.show_words(_in_marks(source, entity))
        facts = [value_word("valence", life.valence, "lessons"), value_word("state", life.state, "lessons")]
        if entity.gloss:
            facts.insert(0, entity.gloss)
        if entity.disputed:
            facts.append(say("not quite"))
        self._kind.show_words(" · ".join(facts))
        self.card.valence = life.valence
        self.list.show_rows(life_words.events(source, life))
        self._paint_life(life)
        if anew:
            self.list.scrollToTop()
            self._to_the_start()
        return True

    def forget(self) -> None:
        """Keep no word of the case."""
        self.lesson, self._source, self._begins, self._shown = "", None, True, ""
        self._title.show_words("")
        self._kind.show_words("")
        self.events.show(())
        self.picture.forget()

    # inside

    def _lay_out(self) -> None:
        dress(self.back, "chevron-left")
        dress(self.there, "map")
        for button in (self.back, self.there):
            button.setProperty("look", "quiet")
        head = QHBoxLayout()
        head.setContentsMargins(scaled(14), 0, scaled(22), scaled(4))
        head.addWidget(self.back)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._title)
        words.addWidget(self._kind)
        head.addLayout(words, 1)
        head.addWidget(self.there)
        self.paper.setWidget(self.picture)
        for ground in (self.paper.viewport(), self.picture):
            ground.setAutoFillBackground(False)
        self.paper.setFrameShape(QFrame.Shape.NoFrame)
        self.paper.setObjectName("life")
        self.paper.setCornerWidget(QWidget())
        self.paper.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(scaled(4))
        column.addLayout(head)
        column.addWidget(self.paper, 100)
        column.addWidget(self.list, 1)
        self.list.setMinimumHeight(_LEAST_LIST)
        self.setMinimumHeight(_LEAST_LIST)  # whatever stands above it on a low page keeps its room
        self.setFocusProxy(self.picture)
        for one, other in pairwise((self.back, self.there, self.picture, self.list)):
            self.setTabOrder(one, other)

    def _paint_life(self, life: LessonLife) -> None:
        if self._source is None:
            return
        self.picture.show_life(self._source, life, self._room())
        bar = self.paper.horizontalScrollBar().sizeHint().height()
        self.paper.setMaximumHeight(self.picture.height() + bar)

    def _fit(self) -> None:
        if self._source is not None and self._source.get(self.lesson) is not None:
            self._paint_life(lesson_life(self._source, self.lesson, self._noted))

    def _room(self) -> QSize:
        return QSize(max(self.width() - 2, 200), self.paper.height())

    def _to_the_start(self) -> None:
        """Begin where time begins, until somebody has gone elsewhere."""
        if not self._begins:
            return
        bar = self.paper.horizontalScrollBar()
        bar.setValue(bar.minimum())  # of a picture that runs the other way, this is its right
        plan, height = self.picture.plan, self.paper.viewport().height()
        if plan is not None:
            base = round(plan.base * themes().text_scale)
            self.paper.verticalScrollBar().setValue(base - round(height * _LINE_AT))

    def _reveal(self, box: QRect) -> None:
        self._begins = False
        at = box.center()
        self.paper.ensureVisible(at.x(), at.y(), box.width() // 2 + scaled(20), min(box.height() // 2, 80) + scaled(10))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for button, words in ((self.back, say("All lessons")), (self.there, say("Show on the map"))):
            button.setText(words if event.size().width() > scaled(_TIGHT) else "")
            button.setAccessibleName(words)
            button.setToolTip(words)
        if event.size().width() != event.oldSize().width():
            self._fit()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class _OneLine(QLabel):
    """Words on one line, with an ellipsis where there is no room for all of them."""

    def __init__(self, look: str) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setAccessibleName(words)
        self._fit()

    def _fit(self) -> None:
        self.ensurePolished()
        self.setText(self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width()))

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def _in_marks(source: Source, lesson: Lesson) -> str:
    """A lesson's words in the quotation marks of their own language."""
    words = title_of(source, lesson.id)
    if not lesson.text:
        return words
    cases = source.all(Case)
    opening, closing = marks_for(words, lesson.language or (cases[0].language if cases else None))
    return opening + words + closing


class _EventCard(CardDelegate):
    """Paints one event: when, what, and what else there is to it."""

    GAP = 2
    valence: Tone = "plain"

    def card_height(self, row: Event, width: int) -> int:
        when, words, line = self._heights(row, width)
        narrow = width < scaled(_NARROW)
        return round((when + words + line if narrow else max(when, words + line)) + 2 * scaled(7))

    def paint_card(self, painter: QPainter, box: QRectF, row: Event) -> None:
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        worn, tone = theme(), self.valence if row.part == "felt" else _TONES.get(row.part, "plain")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(worn.stroke(tone))
        x = box.right() - scaled(12) if rightward else box.left() + scaled(12)
        radius, first = scaled(3.4), box.top() + scaled(7) + line_height(card_font()) / 2
        painter.drawEllipse(QRectF(x - radius, first - radius, 2 * radius, 2 * radius))
        inner = self._inner(box, rightward=rightward)
        when, words = capital(row.when), capital(row.title)
        colour = worn.colour("faded" if row.part == "gap" else "ink")
        if box.width() < scaled(_NARROW):
            inner.setTop(inner.top() + write(painter, inner, when, card_font(-1), worn.colour("faded"), 2))
        else:
            near, inner = self._beside(inner, rightward=rightward)
            write(painter, near, when, card_font(-1), worn.colour("faded"), 4)
        inner.setTop(inner.top() + write(painter, inner, words, card_font(), colour, 3))
        write(painter, inner, row.line, card_font(-1), worn.colour("faded"), 4)

    def _heights(self, row: Event, width: int) -> tuple[float, float, float]:
        narrow = width < scaled(_NARROW)
        inner = width - scaled(24) - scaled(12)
        room = inner if narrow else inner - scaled(_WHEN) - scaled(12)
        when = written_height(capital(row.when), card_font(-1), inner if narrow else scaled(_WHEN), 2 if narrow else 4)
        words = written_height(capital(row.title), card_font(), room, 3)
        return when, words, written_height(row.line, card_font(-1), room, 4)

    def _inner(self, box: QRectF, *, rightward: bool) -> QRectF:
        start, end = (scaled(12), scaled(24)) if rightward else (scaled(24), scaled(12))
        return box.adjusted(start, scaled(7), -end, -scaled(7))

    def _beside(self, inner: QRectF, *, rightward: bool) -> tuple[QRectF, QRectF]:
        when, gap = scaled(_WHEN), scaled(12)
        if rightward:
            near = QRectF(inner.right() - when, inner.top(), when, inner.height())
            return near, inner.adjusted(0, 0, -when - gap, 0)
        return QRectF(inner.left(), inner.top(), when, inner.height()), inner.adjusted(when + gap, 0, 0, 0)
