"""The bar at the bottom: the way through the therapy, or through the years of a life, and play.

It shows where `LookingBack` is and asks it to go elsewhere; it decides nothing and reads no past.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QWidget,
)

from relmap.model.source import Source
from relmap.ui.actions import Actions
from relmap.ui.guard import guarded
from relmap.ui.icons import dress
from relmap.ui.looking_back import Clock, LookingBack
from relmap.ui.panels.dress import scaled
from relmap.ui.scrub_line import ScrubLine, line_name
from relmap.ui.scrub_points import session_points, year_points
from relmap.ui.theme import themes
from relmap.words import say

NARROW = 620
CLOCKS: tuple[Clock, ...] = ("sessions", "life")


class Scrubber(QFrame):
    """Play, the clock, the line, and beside it what can be done with two times."""

    def __init__(self, looking: LookingBack, source: Source, actions: Actions, parent: QWidget) -> None:
        """Follow `looking`; `source` is the present, from which titles are read."""
        super().__init__(parent)
        self.setObjectName("scrubber")
        self.setAccessibleName(say("The therapy over time"))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._looking, self._source = looking, source
        self._play = QToolButton(self)
        self._play.setAccessibleName(say("Play"))
        self._play.clicked.connect(looking.play)
        self._clocks = _Clocks(looking, self)
        self.line = ScrubLine(self)
        self.line.chosen.connect(self._go)
        self._kind = _KindWords(self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.line)
        self._stack.addWidget(self._kind)
        self._hide = _command(actions, "absent_hidden", self)
        self._compare = _command(actions, "compare", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 10, 2)
        row.setSpacing(8)
        for widget, stretch in (
            (self._play, 0),
            (self._clocks, 0),
            (self._stack, 1),
            (self._hide, 0),
            (self._compare, 0),
        ):
            row.addWidget(widget, stretch)
        row.setAlignment(self._clocks, Qt.AlignmentFlag.AlignVCenter)
        looking.moved.connect(self.show_place)
        looking.refreshed.connect(self.renew)
        looking.played.connect(self._played)
        themes().changed.connect(self._wear)
        self._played(False)

    def renew(self) -> None:
        """Show the sessions or years as they are now."""
        looking = self._looking
        if looking.clock == "life":
            self._show_years()
        else:
            self._show_sessions()
        self._clocks.show_chosen(looking.clock)
        self._hide.setVisible(looking.clock == "life" and bool(looking.lifetimes.turns))
        goes = self._stack.currentWidget() is self.line
        self._play.setEnabled(goes)
        self._play.setVisible(goes)  # what is said instead needs the room

    def show_place(self) -> None:
        """Show where it is; other points where the clock is another."""
        if self._clocks.chosen != self._looking.clock:
            self.renew()
        else:
            self.line.show_place(self._index())

    def close_case(self) -> None:
        """Keep no word of the case."""
        self._played(False)
        self.line.forget()

    # what Qt asks

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._clocks.set_compact(self.width() / themes().text_scale < NARROW)

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._looking.playing:
            self._looking.pause()
        elif event.key() == Qt.Key.Key_Escape and self._looking.away:
            self._looking.to_today()
        else:
            super().keyPressEvent(event)

    @guarded(default=False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click anywhere, but on the button itself, stops what plays."""
        pressed = event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
        if pressed and isinstance(watched, QWidget) and watched is not self._play:
            self._looking.pause()
        return False

    # inside

    def _show_sessions(self) -> None:
        points = session_points(self._source, self._looking.halts)
        if not any(point.open_ for point in points[:-1]):
            self._say_kindly(no_sessions(), say("Sessions will stand here."))
            return
        self._stack.setCurrentWidget(self.line)
        self.line.show_points(points, self._index(), line_name(years=False))

    def _show_years(self) -> None:
        years = self._looking.lifetimes
        if not years.turns:
            self._say_kindly(no_years(), say("Years will stand here."))
            return
        self._stack.setCurrentWidget(self.line)
        self.line.show_points(year_points(self._source, years), self._index(), line_name(years=True))

    def _say_kindly(self, words: str, short: str) -> None:
        self.line.forget()
        self._kind.show_words(words, short)
        self._stack.setCurrentWidget(self._kind)

    def _index(self) -> int:
        looking = self._looking
        if looking.clock == "life":
            years = looking.lifetimes
            return (looking.year if looking.year is not None else years.last + 1) - years.first
        halts = looking.halts
        return next((place for place, halt in enumerate(halts) if halt.stop == looking.stop), len(halts))

    def _go(self, index: int) -> None:
        looking = self._looking
        looking.pause()
        if looking.clock == "life":
            year = looking.lifetimes.first + index
            gone = looking.life(year if year <= looking.lifetimes.last else None)
        else:
            halts = looking.halts
            gone = looking.go_to_session(halts[index].stop if index < len(halts) else None)
        if not gone:
            self.line.show_place(self._index())

    def _played(self, on: bool) -> None:
        dress(self._play, "pause" if on else "play", "accent")
        words = say("Stop here") if on else say("Play")
        self._play.setAccessibleName(words)
        self._play.setToolTip(words)
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
            if on:
                application.installEventFilter(self)

    def _wear(self, _theme: object) -> None:
        self._clocks.set_compact(self.width() / themes().text_scale < NARROW)
        self.line.updateGeometry()
        self.update()


def no_sessions() -> str:
    """What is said where no session was held yet."""
    return say("Each session will have its place here, and the map as it stood then.")


def no_years() -> str:
    """What is said where nothing of a life is dated."""
    return say("Nothing here has a date of its own yet. Years will appear as dates are told.")


class _KindWords(QLabel):
    """A sentence where there is no line yet; a shorter one, and the whole as tooltip, where it would be cut."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._whole = self._short = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("look", "faded")
        self.setWordWrap(True)

    def show_words(self, whole: str, short: str) -> None:
        """Say something else."""
        self._whole, self._short = whole, short
        self.setAccessibleName(whole)
        self._fit()

    def _fit(self) -> None:
        self.setText(self._whole)
        if self.heightForWidth(self.width()) > self.height():
            self.setText(self._short)
        self.setToolTip("" if self.text() == self._whole else self._whole)

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @guarded(default=QSize)
    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(110), self.fontMetrics().height())


class _Clocks(QFrame):
    """The two clocks; where there is no room only the one that goes, and a click then goes to the other."""

    def __init__(self, looking: LookingBack, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("segments")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(say("Clock"))
        self._looking = looking
        self._compact = False
        self.chosen: Clock = "sessions"
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        tips = {
            "sessions": say("Move by session: the map as it stood then"),
            "life": say("Move by years of life: what was there then, as known now"),
        }
        for clock, words in (("sessions", say("Sessions")), ("life", say("Life"))):
            button = QToolButton(self)
            button.setText(words)
            button.setProperty("look", "segment")
            button.setProperty("clock", clock)
            button.setCheckable(True)
            button.setToolTip(tips[clock])
            self._group.addButton(button)
            row.addWidget(button)
        self._group.buttonClicked.connect(lambda button: self._clicked(button.property("clock")))
        self.show_chosen("sessions")

    def show_chosen(self, clock: Clock) -> None:
        """Check the button of a clock."""
        self.chosen = clock
        for button in self._group.buttons():
            button.setChecked(button.property("clock") == clock)
            button.setVisible(button.isChecked() or not self._compact)

    def set_compact(self, compact: bool) -> None:
        """Show only the clock that goes."""
        if compact != self._compact:
            self._compact = compact
            self.show_chosen(self.chosen)

    def _clicked(self, clock: Clock) -> None:
        other: Iterable[Clock] = (each for each in CLOCKS if each != self.chosen)
        self._looking.set_clock(next(iter(other)) if self._compact else clock)
        self.show_chosen(self._looking.clock)


def _command(actions: Actions, name: str, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setDefaultAction(actions.action(name))
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
    return button
