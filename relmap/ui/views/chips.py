"""Words and chips painted on a card in one running line, and a list in which each chip can be gone to.

A chip stands for another thing: a click chooses it, Left and Right go from chip to chip of the current card, Enter or
a double click asks for its place on the map. What the card says aloud has every chip in it, so nothing is only painted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from relmap.ui.guard import guarded
from relmap.ui.panels.dress import scaled
from relmap.ui.selection import Selection
from relmap.ui.sentences import Chip
from relmap.ui.theme import theme
from relmap.ui.views.rows import ROW, CardDelegate, Row, RowList, Rows
from relmap.ui.views.running import Placed
from relmap.ui.views.writing import card_font


class Chipped(Protocol):
    """A row with chips."""

    @property
    def id(self) -> str: ...
    @property
    def spoken(self) -> str: ...
    @property
    def chips(self) -> tuple[Chip, ...]: ...


def paint_placed(painter: QPainter, placed: Iterable[Placed], font: QFont, ink: QColor, chosen: str) -> None:
    """Paint words and chips; the chip of the id `chosen` has a strong edge."""
    worn = theme()
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    for one in placed:
        inner = one.box
        if one.chip.id:
            inner = one.box.adjusted(scaled(10), 0, -scaled(10), 0)
            body = one.box.adjusted(1, scaled(2), -1, -scaled(2))
            marked = one.chip.id == chosen
            painter.setPen(
                QPen(worn.colour("accent") if marked else worn.stroke(one.chip.tone), 2.4 if marked else 1.1)
            )
            painter.setBrush(worn.ground(one.chip.tone))
            painter.drawRoundedRect(body, body.height() / 2, body.height() / 2)
        painter.setPen(worn.words(one.chip.tone) if one.chip.id else ink)
        shown = metrics.elidedText(one.chip.words, Qt.TextElideMode.ElideRight, inner.width() + 2)
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(inner, int(flags), shown)


class ChipCard(CardDelegate):
    """Paints cards with chips; a view says which stand where."""

    def __init__(self, selection: Selection) -> None:
        """Mark the chip that is chosen."""
        super().__init__()
        self._chosen = selection

    def placed(self, row: Any, box: QRectF, *, rightward: bool) -> tuple[Placed, ...]:
        """Every word and chip of a row, on a card with this box."""
        raise NotImplementedError

    def inside(self, rect: QRect) -> QRectF:
        """The box of a card in the rectangle of its row, as it is painted."""
        edge = scaled(self.EDGE)
        return QRectF(rect).adjusted(edge, 0, -edge, -scaled(self.GAP))

    def chip_at(self, row: Any, rect: QRect, at: QPointF, *, rightward: bool) -> Chip | None:
        """The chip at a point, or None."""
        placed = self.placed(row, self.inside(rect), rightward=rightward)
        return next((one.chip for one in placed if one.chip.id and one.box.contains(at)), None)

    def paint_row(self, painter: QPainter, placed: Iterable[Placed], font: QFont | None = None) -> None:
        """Paint words, faded, and chips."""
        paint_placed(painter, placed, font or card_font(), theme().colour("faded"), self._chosen.only or "")


class ChipList(RowList):
    """A list of cards with chips."""

    def __init__(self, model: Rows, card: ChipCard, selection: Selection, words: str, parent: QWidget) -> None:
        """As a list of cards."""
        self._pressed = QPointF(-1, -1)
        self._card = card
        self._finding_back = False
        super().__init__(model, card, selection, words, parent)

    @property
    def chip(self) -> Chip | None:
        """The chip of the current card that is chosen."""
        chosen = self._chosen.only
        return next((chip for chip in self._chips() if chip.id == chosen), None)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show rows, keeping the current card, though it may be one of its chips that is chosen."""
        index = self.currentIndex()
        before = self._id(index)
        super().show_rows(rows)
        number = self._rows.row_of(before) if before and not self.currentIndex().isValid() else None
        if number is not None:
            self._finding_back = True
            flags = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(self._rows.index(number, 0), flags.ClearAndSelect)
            self._finding_back = False
            self._follow(self._chosen.ids)

    def _went(self, index: QModelIndex, before: QModelIndex) -> None:
        if not self._finding_back:
            super()._went(index, before)

    def _chips(self) -> tuple[Chip, ...]:
        index = self.currentIndex()
        row: Chipped | None = index.data(ROW) if index.isValid() else None
        return tuple(_without_own(row)) if row is not None else ()

    def _follow(self, ids: object) -> None:
        row: Chipped | None = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        if self.chip is None and (row is None or row.id != self._chosen.only):
            super()._follow(ids)
        elif row is not None:
            self.selectionModel().select(self.currentIndex(), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.viewport().update()

    def _clicked(self, index: QModelIndex) -> None:
        chip = self._chip_at(index, self._pressed)
        if chip is None:
            super()._clicked(index)
        else:
            self._chosen.set([chip.id])

    def _ask(self, index: QModelIndex) -> None:
        chip = self.chip
        if chip is None:
            super()._ask(index)
        else:
            self.asked.emit(chip.id)

    def _chip_at(self, index: QModelIndex, at: QPointF) -> Chip | None:
        row: Chipped | None = index.data(ROW) if index.isValid() else None
        if row is None:
            return None
        found = self._card.chip_at(row, self.visualRect(index), at, rightward=self.isRightToLeft())
        return found if found is not None and found.id != row.id else None

    def _step(self, step: int) -> None:
        """Go to the next chip or the one before; before the first stands the card itself."""
        row: Chipped | None = self.currentIndex().data(ROW) if self.currentIndex().isValid() else None
        if row is None or not row.id:
            return
        ids = [row.id, *(chip.id for chip in self._chips())]
        at = ids.index(self._chosen.only) if self._chosen.only in ids else 0
        self._chosen.set([ids[max(0, min(len(ids) - 1, at + step))]])

    @guarded
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position()
        super().mousePressEvent(event)

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_step(event):
            event.accept()  # before the window takes it for a step in time
            return True
        return super().event(event)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_step(event):
            onward = (event.key() == Qt.Key.Key_Right) != self.isRightToLeft()
            self._step(1 if onward else -1)
        else:
            super().keyPressEvent(event)


def _without_own(row: Chipped) -> Iterator[Chip]:
    """The chips of a row that lead elsewhere, each thing once."""
    seen = {row.id, ""}
    for chip in row.chips:
        if chip.id not in seen:
            seen.add(chip.id)
            yield chip


def _is_step(event: QKeyEvent) -> bool:
    plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return plain and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
