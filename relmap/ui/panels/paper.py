"""A text field that looks like the paper it lies on: it grows with its words, and each language runs its own way.

Plain text only. A key costs no more than Qt itself needs, however long the text is: nothing here reads the whole text
while somebody types. Words that were spoken stand in quotation marks, which are painted and never stored.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QStyle, QStyleOptionFrame, QTextEdit

from relmap.ui.guard import guarded
from relmap.ui.texts import quoted

MOST_LINES = 14
_MARGIN = 1
_PARAGRAPH = "\u2029"


class Paper(QPlainTextEdit):
    """`typed` at every change by hand, `left` when it loses the focus or Enter is meant so, `dropped` at Esc."""

    typed = Signal()
    left = Signal()
    dropped = Signal()

    def __init__(self, *, one_line: bool = False, spoken: bool = False) -> None:
        """`one_line`: Enter settles it (Shift+Enter still breaks the line). `spoken`: in quotation marks."""
        super().__init__()
        self._one_line, self._spoken = one_line, spoken
        self._displaying = self._disputed = False
        self._revision = self.document().revision()
        self.setProperty("look", "paper")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(_MARGIN)
        self._marks = quoted("\0").split("\0") if spoken else ["", ""]
        self.textChanged.connect(self._changed)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)

    def words(self) -> str:
        """The whole text, code point for code point."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n")

    def show_words(self, text: str) -> None:
        """Show a text; the cursor stays, and nothing happens where it is the same."""
        if text == self.words():
            return
        place = self.textCursor().position()
        self._displaying = True
        self.setPlainText(text)
        self._displaying = False
        if self.hasFocus():
            cursor = self.textCursor()
            cursor.setPosition(min(place, max(0, self.document().characterCount() - 1)))
            self.setTextCursor(cursor)
        self._turn()
        self._underline()
        self._grow()

    def mark_disputed(self, disputed: bool) -> None:
        """Draw a wavy line under the words, or none."""
        self._disputed = disputed
        self._underline()

    # following the words

    def _changed(self) -> None:
        revision = self.document().revision()
        if revision == self._revision:
            return  # a new font or direction is said to be a change of the text, too
        self._revision = revision
        self._turn()
        if not self._displaying:
            self.typed.emit()

    def _turn(self) -> None:
        """Begin at the side where the first strong character begins."""
        rightward = self.document().firstBlock().textDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if rightward else Qt.AlignmentFlag.AlignLeft
        option = self.document().defaultTextOption()
        if option.alignment() != side | Qt.AlignmentFlag.AlignAbsolute:
            option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
            self.document().setDefaultTextOption(option)

    def _underline(self) -> None:
        wave = QTextEdit.ExtraSelection()
        wave.cursor = self.textCursor()
        wave.cursor.select(QTextCursor.SelectionType.Document)
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        form.setUnderlineColor(self.palette().text().color())
        wave.format = form
        self.setExtraSelections([wave] if self._disputed else [])

    def _grow(self) -> None:
        line = self.fontMetrics().lineSpacing()
        text = self._text_height(MOST_LINES * line)
        outside = self.viewportMargins().top() + self.viewportMargins().bottom()
        wanted = round(text + 2 * self.document().documentMargin()) + outside + self._chrome()
        if self.height() != wanted or self.minimumHeight() != wanted:
            self.setFixedHeight(wanted)
        policy = Qt.ScrollBarPolicy
        tall = text >= MOST_LINES * line
        wished = policy.ScrollBarAsNeeded if tall else policy.ScrollBarAlwaysOff
        if self.verticalScrollBarPolicy() != wished:
            self.setVerticalScrollBarPolicy(wished)

    def _chrome(self) -> int:
        """How much of the height is the style's, not the text's."""
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        inner = self.style().subElementRect(QStyle.SubElement.SE_ShapedFrameContents, option, self)
        return option.rect.height() - inner.height()

    def _text_height(self, most: float) -> float:
        """How high the words are, counted no further than `most`."""
        height = 0.0
        block: QTextBlock = self.document().firstBlock()
        while block.isValid() and height < most:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        return min(height, most)

    # what Qt asks

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(4 * self.fontMetrics().averageCharWidth(), self.fontMetrics().lineSpacing())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._set_room_for_marks()
        self._grow()

    @guarded
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_marks"):
            self._set_room_for_marks()
            self._grow()

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._not_ours(event):
            event.ignore()
            return False
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        broken = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        meant = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if enter and (meant or (self._one_line and not broken)):
            self.left.emit()
        elif enter and broken and not self.isReadOnly():
            self.insertPlainText("\n")  # Qt would put in a line separator, which is no line break elsewhere
        elif event.key() == Qt.Key.Key_Escape:
            self.dropped.emit()
            event.ignore()
        else:
            super().keyPressEvent(event)

    @guarded
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._spoken and not self.document().isEmpty():
            painter = QPainter(self.viewport())
            painter.setFont(self.font())
            painter.setPen(self.palette().text().color())
            self._paint_mark(painter, QTextCursor.MoveOperation.Start, self._marks[0])
            self._paint_mark(painter, QTextCursor.MoveOperation.End, self._marks[1])
            painter.end()

    def _not_ours(self, event: QKeyEvent) -> bool:
        """An undo that this field has nothing left for is the case's own."""
        document = self.document()
        undo = event.matches(QKeySequence.StandardKey.Undo) and not document.isUndoAvailable()
        return undo or (event.matches(QKeySequence.StandardKey.Redo) and not document.isRedoAvailable())

    def _set_room_for_marks(self) -> None:
        if self._spoken:
            room = max(self.fontMetrics().horizontalAdvance(mark) for mark in self._marks) + 1
            if self.document().documentMargin() != room:
                self._displaying = True
                self.document().setDocumentMargin(room)
                self.setViewportMargins(0, 1 - room, 0, 1 - room)  # the marks need room at the sides only
                self.document().clearUndoRedoStacks()  # a margin is no writing
                self._displaying = False

    def _paint_mark(self, painter: QPainter, where: QTextCursor.MoveOperation, mark: str) -> None:
        cursor = self.textCursor()
        cursor.movePosition(where)
        box: QRect = self.cursorRect(cursor)
        rightward = cursor.block().textDirection() == Qt.LayoutDirection.RightToLeft
        before = (where == QTextCursor.MoveOperation.Start) != rightward
        width = painter.fontMetrics().horizontalAdvance(mark)
        left = box.left() - width if before else box.left() + 1
        painter.drawText(left, box.top() + painter.fontMetrics().ascent(), mark)
