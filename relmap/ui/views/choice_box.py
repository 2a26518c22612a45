"""A box to choose one of several words, which cuts its words short with dots where there is no room for them.

Qt's own cuts them in the middle of a letter. The whole words are in its list, in its tooltip and in what is read aloud.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from relmap.ui.guard import guarded
from relmap.ui.keys import types_something
from relmap.ui.panels.dress import scaled

_NARROWEST = 78


class ChoiceBox(QComboBox):
    """As wide as its longest words, and narrower where it has to be."""

    def __init__(self, parent: QWidget, spoken: str) -> None:
        """`spoken` is what is read aloud before the chosen words."""
        super().__init__(parent)
        self.setAccessibleName(spoken)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.currentTextChanged.connect(self._tell)

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        wanted = super().sizeHint()
        return QSize(min(wanted.width(), scaled(_NARROWEST)), wanted.height())

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    @guarded
    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel moves what the box stands in, and never chooses something else on the way."""
        event.ignore()

    @guarded
    def paintEvent(self, event: QPaintEvent) -> None:
        option, painter = QStyleOptionComboBox(), QStylePainter(self)
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self._fitting(option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def _fitting(self, option: QStyleOptionComboBox) -> str:
        field = QStyle.SubControl.SC_ComboBoxEditField
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, self).width() - 2
        return self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)

    def _tell(self, _words: str = "") -> None:
        """The tooltip says what is cut short."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        self.setToolTip("" if self._fitting(option) == option.currentText else self.currentText())

    @guarded(default=False)
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and types_something(event):
            event.accept()  # a letter chooses the words that begin with it
            return True
        return super().event(event)
