"""The canvas of the desk: the map or another view, and what floats over its edges. It places, it never decides."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from relmap.ui.add_strip import AddStrip
from relmap.ui.guard import guarded
from relmap.ui.in_sight import InSight
from relmap.ui.map.desk_view import DeskView
from relmap.ui.marks_strip import MarksStrip
from relmap.ui.messages import Messages
from relmap.ui.panels.dress import scaled
from relmap.ui.past_banner import PastBanner
from relmap.ui.todays_marks import TodaysMarks

EDGE = 14
_AROUND = QSize(2 * EDGE, 2 * EDGE)
_ROOMY = 360
_LOWEST_SHEET = 170
_MAP_BESIDE = 560
"""A narrower map than this is not worth keeping clear of a sheet at its side."""
_PAGE_BESIDE = 480
"""Nor is a narrower page worth keeping clear of the marks."""


class Canvas(QFrame):
    """A map view with an add strip at its foot, messages above that, a legend in a corner and sheets over it all.

    `page_came` carries a page that is shown for the first time.
    """

    page_came = Signal(QWidget)

    def __init__(self, view: DeskView, parent: QWidget) -> None:
        """Hold `view`."""
        super().__init__(parent)
        self.setObjectName("canvas")
        self.view = view
        self._stack = InSight(self)
        self._stack.addWidget(view)
        self._edges: list[QWidget] = []
        self.messages = Messages(self)
        self._strip: AddStrip | None = None
        self._legend: QWidget | None = None
        self._banner: PastBanner | None = None
        self._marks: MarksStrip | None = None
        self._listing: TodaysMarks | None = None
        self._sheets: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._stack)
        self.messages.resized.connect(self.lay_out)

    def set_strip(self, strip: AddStrip) -> None:
        """Float `strip` over the foot of the map."""
        self._strip = strip
        self._edges.append(strip)
        self.lay_out()

    def set_legend(self, legend: QWidget) -> None:
        """Float `legend` in the lower left corner of the map."""
        self._legend = legend
        self._edges.append(legend)
        self.lay_out()

    def set_side(self, marks: MarksStrip, listing: TodaysMarks) -> None:
        """Float `marks` over the right edge of the map while they are wanted, and `listing` beside them."""
        self._marks, self._listing = marks, listing
        self.lay_out()

    def set_banner(self, banner: PastBanner) -> None:
        """Let `banner` stand where the strip is while it says something: nothing can be added then."""
        self._banner = banner
        self.lay_out()

    def say_where(self, words: str) -> None:
        """Say which time is shown; empty words mean today."""
        if self._banner is not None:
            self._banner.say_where(words)
            if self._strip is not None:
                self._strip.setVisible(self.shows_map and not words)
            self.lay_out()

    @property
    def shows_map(self) -> bool:
        """Whether the map is in sight, and not another view."""
        return self._stack.currentWidget() is self.view

    def show_page(self, page: QWidget | None) -> None:
        """Show another view instead of the map, or the map again."""
        if page is not None and self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
            self.page_came.emit(page)
        self._stack.setCurrentWidget(page or self.view)
        for edge in self._edges:
            edge.setVisible(self.shows_map and not (edge is self._strip and self._looks_back))
        self.lay_out()

    def show_sheet(self, sheet: QWidget) -> None:
        """Float a sheet over the map, in the middle above the strip."""
        if sheet not in self._sheets:
            self._sheets.append(sheet)
        sheet.adjustSize()
        sheet.show()
        sheet.raise_()
        self.lay_out()

    def put_sheets_away(self) -> None:
        """Hide every sheet, and the list of marks; what was typed in them has been stored before."""
        for sheet in (*self._sheets, self._listing):
            if sheet is not None:
                sheet.hide()
        self.lay_out()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc that nobody on a page wanted leads back to today."""
        if event.key() == Qt.Key.Key_Escape and self._banner is not None and self._looks_back:
            self._banner.back_wanted.emit()
        else:
            super().keyPressEvent(event)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.lay_out()

    def lay_out(self) -> None:
        """Put everything that floats in its place."""
        foot = self.height() - EDGE
        if self._banner is not None and self._looks_back:
            foot = self._lay_out_banner(self._banner, foot)
        elif self._strip is not None and self.shows_map:
            size = self._strip.fit(self.width() - 2 * EDGE)
            self._strip.setGeometry(QRect(QPoint((self.width() - size.width()) // 2, foot - size.height()), size))
            foot -= size.height() + EDGE // 2
        side = self._lay_out_side()
        self._lay_out_legend()
        self._lay_out_message(foot, side)
        self._lay_out_sheets()
        below = self.height() - foot
        if self.shows_map:
            self._column.setContentsMargins(0, 0, 0, 0)
        else:
            self._column.setContentsMargins(0, 0, self._beside_page(side), below if self._looks_back else 0)
        self.view.set_insets(QMargins(self._beside(side), 0, side, below))

    def _lay_out_message(self, foot: int, side: int) -> None:
        """In the middle of what is free above the strip; beside the legend or above it, and beside a sheet."""
        if self.messages.isHidden():
            return
        left, right = EDGE, self.width() - side - EDGE
        size = self.messages.wanted_size(right - left)
        for edge in (self._beside(side), self._legend_until(foot - size.height())):
            if edge and right - edge - EDGE >= size.width():
                left = max(left, edge + EDGE)
        at = QPoint(left + (right - left - size.width()) // 2, foot - size.height())
        above = self._legend.y() - EDGE // 2 - size.height() if self._legend is not None else 0
        if self._legend_until(at.y()) > at.x() and above > self.height() // 3:
            at.setY(above)
        self.messages.setGeometry(QRect(at, size))

    def _legend_until(self, y: int) -> int:
        """Where the legend ends at the right, if it reaches below `y`."""
        legend = self._legend
        reaches = legend is not None and self.shows_map and legend.geometry().bottom() >= y
        return legend.geometry().right() if legend is not None and reaches else 0

    def _lay_out_side(self) -> int:
        """Place what stands at the right edge; gives how wide the marks are with the room beside them."""
        if self._marks is None or self._listing is None:
            return 0
        roomy_page = self.width() - self._marks.sizeHint().width() >= scaled(_PAGE_BESIDE)
        shown = self._marks.wanted and (self.shows_map or roomy_page)
        foot = self._strip.y() if self._strip is not None and self.shows_map else self.height()
        self._marks.setVisible(shown)
        side = 0
        if shown:
            size = self._marks.fit(foot - 2 * EDGE)
            side = size.width() + EDGE
            self._marks.setGeometry(QRect(QPoint(self.width() - side, max(EDGE, (foot - size.height()) // 2)), size))
        if not self._listing.isHidden():
            beside, whole = QSize(self.width() - side, foot), self.size()
            around = QSize(2 * EDGE, 2 * EDGE)
            roomy = self._listing.is_at_ease(beside - around)
            room = beside if roomy else whole  # where there is little room it may cover the rest
            size = self._listing.fit(room - around)
            self._listing.setGeometry(QRect(QPoint(room.width() - EDGE - size.width(), EDGE), size))
            self._listing.raise_()
        return side

    def _beside_page(self, side: int) -> int:
        """How much of a page's right edge is left to the marks: those in sight, and their list where there is room."""
        if self._listing is None or self._listing.isHidden():
            return side
        covered = self.width() - self._listing.x()
        return covered if self.width() - covered >= scaled(_PAGE_BESIDE) else side

    @property
    def _looks_back(self) -> bool:
        return self._banner is not None and bool(self._banner.words)

    def _lay_out_banner(self, banner: PastBanner, foot: int) -> int:
        """Over the map it covers no more than the strip did; a page makes room for it."""
        size = banner.fit(self.width() - 2 * EDGE)
        banner.setGeometry(QRect(QPoint((self.width() - size.width()) // 2, foot - size.height()), size))
        return foot - size.height() - EDGE // 2

    def _lay_out_legend(self) -> None:
        if self._legend is None or not self.shows_map:
            return
        wanted = self._legend.sizeHint()
        foot = self.height() - EDGE
        below = self._banner if self._looks_back else self._strip
        if below is not None and below.x() < 2 * EDGE + wanted.width():
            foot = below.y() - EDGE // 2  # no room beside it: stand above it
        size = wanted.boundedTo(QSize(self.width() // 2, foot - EDGE))
        self._legend.setGeometry(QRect(QPoint(EDGE, foot - size.height()), size))

    def _lay_out_sheets(self) -> None:
        for sheet in self._sheets:
            if sheet.property("beside"):
                self._lay_out_beside(sheet)
                continue
            size = sheet.sizeHint().expandedTo(QSize(360, 0)).boundedTo(self.size())
            free = self.height() - size.height()
            at = QPoint((self.width() - size.width()) // 2, max(min(EDGE, free), free // 3))
            sheet.setGeometry(QRect(at, size))
            sheet.raise_()  # over the list of marks, which came before

    def _beside(self, side: int) -> int:
        """How much of the left edge a sheet covers, where there is room for a map beside it."""
        beside = [one for one in self._sheets if one.property("beside") and not one.isHidden()]
        right = max((EDGE + min(one.sizeHint().width(), self.width() - 2 * EDGE) for one in beside), default=0)
        return right if self.width() - side - right >= scaled(_MAP_BESIDE) else 0

    def _lay_out_beside(self, sheet: QWidget) -> None:
        """At the left edge, where most of the map stays in sight."""
        foot = self._legend.y() if self._legend is not None and self.shows_map else self.height()
        if self._strip is not None and self.shows_map and self._strip.x() < sheet.sizeHint().width() + 2 * EDGE:
            foot = min(foot, self._strip.y())
        wanted = sheet.sizeHint()
        if not self.messages.isHidden() and self.messages.x() < EDGE + wanted.width():
            foot = self._above_message(sheet)
            sheet.setGeometry(QRect(QPoint(EDGE, EDGE), wanted.boundedTo(QSize(self.width(), foot) - _AROUND)))
            return
        if foot - 2 * EDGE < min(wanted.height(), scaled(_ROOMY)):
            foot = self.height()  # better over what stands at the foot than too low to read
        sheet.setGeometry(QRect(QPoint(EDGE, EDGE), wanted.boundedTo(QSize(self.width() - 2 * EDGE, foot - 2 * EDGE))))

    def _above_message(self, sheet: QWidget) -> int:
        """Where a sheet over a message ends; in a low window the message goes down over what stands at the foot."""
        if self.messages.y() - 2 * EDGE < max(sheet.minimumSizeHint().height(), scaled(_LOWEST_SHEET)):
            self.messages.move(self.messages.x(), self.height() - EDGE // 2 - self.messages.height())
        return self.messages.y() + EDGE // 2
