"""Two times side by side: two maps that move together, each with its own caption, and what differs between them.

Each side has a past and a scene of its own; nothing here can write. When it goes out of sight it lets go of all it has
read, and comes back with the same two times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout, QWidget

from relmap.analysis.difference import Difference, difference
from relmap.model.people import Person, Relationship
from relmap.model.privacy import Audience
from relmap.model.seats import ties_of
from relmap.model.source import Source
from relmap.read.projection import Projection
from relmap.read.sessions import Stop
from relmap.read.standing import Place, first_places
from relmap.read.titles import one_line
from relmap.store.document import Document
from relmap.store.past import Past
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.later import later
from relmap.ui.looking_back import LookingBack, name_of
from relmap.ui.map.ground import Ground
from relmap.ui.map.scene import MapScene
from relmap.ui.map.view import MapView
from relmap.ui.mnemonics import escaped
from relmap.ui.panels.dress import plain_label, scaled
from relmap.ui.texts import capital, title_of
from relmap.ui.theme import Theme, themes
from relmap.ui.views.choice_box import ChoiceBox
from relmap.words import say, say_n

_STEP = 60
_ZOOM = 1.25
_MOST, _LONGEST = 6, 36
Way = Literal["left", "right"]


@dataclass(frozen=True, slots=True)
class Style:
    """How the maps of the desk look, so that these look alike: their ground, and the places they have found."""

    ground: Ground
    found: dict[str, Place]


class Compare(QFrame):
    """Two times of one case. `left`: it is to be closed."""

    left = Signal()

    def __init__(self, document: Document, looking: LookingBack, audience: Audience, parent: QWidget) -> None:
        """Read from `document` what `audience` may see; the stops are those of `looking`."""
        super().__init__(parent)
        self.setObjectName("page")
        self.setAccessibleName(say("Two times side by side"))
        self._document, self._looking, self._audience = document, looking, audience
        self._style = Style(Ground(), {})
        self.earlier, self.later = _Side(say("Earlier"), self), _Side(say("Later"), self)
        self._sides = (self.earlier, self.later)
        self._words = plain_label("", "title")
        self._names = plain_label("")
        self._note = plain_label(say("What is alike on both sides is faded. It can be read, not changed."), "faded")
        self._linking = False
        self._lay_out()
        for side in self._sides:
            side.view.viewed.connect(lambda side=side: self._link(side))
            side.box.activated.connect(self._chosen)
        looking.refreshed.connect(self._renew)
        themes().changed.connect(self._wear)

    @property
    def words(self) -> str:
        """What differs, in words."""
        return self._words.text()

    def begin(self, style: Style, stop: Stop | None) -> None:
        """Compare the stop that is looked at, or the last one but one, with what comes after it."""
        self._style = style
        self._fill()
        place = self._place_of(stop)
        last = self.later.box.count() - 1
        self.earlier.box.setCurrentIndex(max(0, place if place < last else last - 1))
        self.later.box.setCurrentIndex(last)

    def show_stop(self, stop: Stop | None) -> None:
        """Show another time on the left, as the bar at the foot has it."""
        self.earlier.box.setCurrentIndex(self._place_of(stop))
        self._chosen(0)

    def compare(self) -> None:
        """Show the two chosen times."""
        first = first_places(self._document)
        for side in self._sides:
            side.show_time(self._document, self._audience, self._revision(side), self._style, first)
        differ = self._difference()
        self.earlier.emphasise(differ.changed | differ.moved, differ.gone)
        self.later.emphasise(differ.changed | differ.moved, differ.added)
        self._words.setText(words_of(differ))
        self._names.setText("\n".join(self._named(differ)))
        self._names.setVisible(bool(differ))
        self.setAccessibleDescription(f"{self._words.text()}\n{self._names.text()}")

    def fit(self) -> None:
        """Show both maps whole, at the same size."""
        area = self.earlier.scene.bounds().united(self.later.scene.bounds())
        if not area.isEmpty():
            self.earlier.view.show_area(area)

    def close_case(self) -> None:
        """Keep no word of the case."""
        for side in self._sides:
            side.let_go()
            side.box.clear()
        self._words.clear()
        self._names.clear()
        self.setAccessibleDescription("")

    # what Qt asks

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.compare()
        later(self, self.fit)
        self.earlier.box.setFocus()

    @guarded
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        later(self, self.fit)  # when both maps have their new size

    @guarded
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        for side in self._sides:
            side.let_go()

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        view, key = self.earlier.view, event.key()
        pans = {
            Qt.Key.Key_Left: (_STEP, 0),
            Qt.Key.Key_Right: (-_STEP, 0),
            Qt.Key.Key_Up: (0, _STEP),
            Qt.Key.Key_Down: (0, -_STEP),
        }
        if key == Qt.Key.Key_Escape:
            self.left.emit()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            view.zoom_by(_ZOOM)
        elif key == Qt.Key.Key_Minus:
            view.zoom_by(1 / _ZOOM)
        elif key in pans:
            view.pan_by(*pans[Qt.Key(key)])
        else:
            super().keyPressEvent(event)

    # inside

    def _lay_out(self) -> None:
        self._words.setWordWrap(True)
        close = QPushButton(escaped(say("Close the comparison")), self)
        close.setToolTip(say("Close the comparison (Esc)"))
        close.clicked.connect(self.left)
        said = QVBoxLayout()
        said.addWidget(self._words)
        said.addWidget(self._names)
        said.addWidget(self._note)
        head = QHBoxLayout()
        head.setContentsMargins(scaled(18), scaled(10), scaled(18), scaled(6))
        head.addLayout(said, 1)
        head.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)
        both = QSplitter(Qt.Orientation.Horizontal, self)
        for side in self._sides:
            both.addWidget(side.panel)
            both.setStretchFactor(both.count() - 1, 1)
        both.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(both, 1)

    def _fill(self) -> None:
        stops = self._stops()
        for side in self._sides:
            chosen = side.box.currentIndex()
            side.box.clear()
            for stop in stops:
                side.box.addItem(capital(name_of(stop)) if stop is not None else say("Today"))
            side.box.setCurrentIndex(min(max(0, chosen), len(stops) - 1))

    def _stops(self) -> list[Stop | None]:
        return [*(halt.stop for halt in self._looking.halts if halt.held), None]

    def _place_of(self, stop: Stop | None) -> int:
        stops = self._stops()
        return stops.index(stop) if stop in stops else len(stops) - 1

    def _revision(self, side: _Side) -> int:
        stop = self._stops()[side.box.currentIndex()]
        return stop.revision if stop is not None else self._document.revision

    def _difference(self) -> Difference:
        earlier, later = self.earlier.source, self.later.source
        return difference(earlier, later) if earlier is not None and later is not None else Difference()

    def _named(self, differ: Difference) -> Iterator[str]:
        """The first of what differs by name, as they are called at the later time they are there."""
        earlier, later = self.earlier.source, self.later.source
        if earlier is None or later is None:
            return
        for words, ids, source in (
            (say("Added"), differ.added, later),
            (say("Changed"), differ.changed, later),
            (say("Moved"), differ.moved, later),
            (say("Gone"), differ.gone, earlier),
        ):
            titles = sorted({one_line(title_of(source, id), _LONGEST) for id in ids})
            if len(titles) > _MOST:
                titles = [*titles[: _MOST - 1], say("and {n} more", n=len(titles) - _MOST + 1)]
            if titles:
                yield say("{what}: {title}", what=words, title="; ".join(titles))

    def _chosen(self, _index: int) -> None:
        """The earlier of the two is always on the left."""
        if self.earlier.box.currentIndex() > self.later.box.currentIndex():
            swapped = self.later.box.currentIndex(), self.earlier.box.currentIndex()
            self.earlier.box.setCurrentIndex(swapped[0])
            self.later.box.setCurrentIndex(swapped[1])
        self.compare()

    def _renew(self) -> None:
        """The case went on, or something of it was erased or covered."""
        if self.isVisible():
            self._fill()
            self.compare()

    def _link(self, moved: _Side) -> None:
        if self._linking:
            return
        self._linking = True
        try:
            for side in self._sides:
                if side is not moved:
                    side.view.show_like(moved.view)
        finally:
            self._linking = False

    def _wear(self, theme: Theme) -> None:
        for side in self._sides:
            side.scene.set_theme(theme)


class _Side(QObject):
    """One of the two: a choice of times, a map, and the past it shows."""

    def __init__(self, name: str, page: Compare) -> None:
        super().__init__(page)
        self.box = ChoiceBox(page, name)
        self.panel = QWidget(page)
        row = QHBoxLayout()
        row.setContentsMargins(scaled(18), 0, scaled(18), scaled(8))
        row.addWidget(plain_label(name, "faded"))
        row.addWidget(self.box)
        row.addStretch(1)
        self.scene = MapScene(themes().current, self)
        self.scene.motion = False
        self.view = MapView(self.scene, self.panel)
        column = QVBoxLayout(self.panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.view, 1)
        self.view.setAccessibleName(name)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._past: Past | None = None
        self._feed: Feed | None = None

    @property
    def source(self) -> Projection | None:
        """What this side shows."""
        return self._feed.projection if self._feed is not None else None

    def show_time(
        self, document: Document, audience: Audience, revision: int, style: Style, first: Mapping[str, Place]
    ) -> None:
        """Show the case right after a revision."""
        self.scene.found = style.found
        self.scene.ground = style.ground
        if self._past is None:
            self._past = Past(document)
            self._past.seek(revision)
            self._feed = Feed(Projection(self._past, audience), self)
            self.scene.follow(self._feed, first)
        else:
            self._past.seek(revision)

    def emphasise(self, differ: frozenset[str], alone: frozenset[str]) -> None:
        """Fade all but what differs and what is `alone` on this side; nothing where all is alike."""
        source = self.source
        if source is not None:
            kept = differ | _ends(source, differ) | alone | _ends(source, alone) | _ties(source, alone)
            self.scene.set_emphasis(kept or None)

    def let_go(self) -> None:
        """Keep nothing of the case."""
        self.scene.unfollow()
        self.scene.show(())
        self.scene.set_emphasis(None)
        feed, self._feed, self._past = self._feed, None, None
        if feed is not None:
            feed.close()
            feed.projection.close()
            feed.deleteLater()


def words_of(differ: Difference) -> str:
    """What differs, counted: `3 added, 2 changed, 1 gone`."""
    counted: list[tuple[int, Callable[[int], str]]] = [
        (len(differ.added), lambda n: say_n("{n} added", "{n} added", n)),
        (len(differ.changed), lambda n: say_n("{n} changed", "{n} changed", n)),
        (len(differ.moved), lambda n: say_n("{n} moved", "{n} moved", n)),
        (len(differ.gone), lambda n: say_n("{n} gone", "{n} gone", n)),
    ]
    parts = [words(n) for n, words in counted if n]
    return ", ".join(parts) if parts else say("Nothing differs between these two times.")


def _ties(source: Source, ids: frozenset[str]) -> frozenset[str]:
    """The ties of all the people among some things."""
    return frozenset(tie.id for id in ids if isinstance(source.get(id), Person) for tie in ties_of(source, id))


def _ends(source: Source, ids: frozenset[str]) -> frozenset[str]:
    """The two people of each tie among some things."""
    ties = (tie for id in ids if isinstance(tie := source.get(id), Relationship))
    return frozenset(end for tie in ties for end in (tie.a, tie.b))
