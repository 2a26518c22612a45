"""The inspector: what is selected, editable in place, with room for everything and no form to complete.

It follows the feed it looks at, the present or the past, and holds ids only. The window calls `flush()` before it
closes, locks, covers, switches views or undoes; `look_at()` when it shows another feed.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from relmap.model.vocabulary import Author
from relmap.read.projection import Delta
from relmap.store.document import Document
from relmap.ui.bind import Bindings
from relmap.ui.feed import Feed
from relmap.ui.guard import guarded
from relmap.ui.later import later
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import panel_sheet
from relmap.ui.panels.plans import panel_for, panel_for_none, panel_for_several, shape_of
from relmap.ui.panels.section import Panel
from relmap.ui.selection import Selection
from relmap.ui.theme import themes
from relmap.words import say

_NARROWEST = 250


def _client() -> Author:
    return "client"


class Inspector(QScrollArea):
    """The panel of the selection. `life_asked` carries a lesson whose life somebody wants to see.

    `left`: somebody wants the keyboard back where they were.
    """

    life_asked = Signal(str)
    left = Signal()

    def __init__(
        self,
        document: Document,
        feed: Feed,
        selection: Selection,
        author: Callable[[], Author] = _client,
        parent: QWidget | None = None,
    ) -> None:
        """Write to `document`, show what `feed` lets be seen; `author`: whose words are being taken down."""
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAccessibleName(say("What is selected"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bindings = Bindings(document, feed.projection, self)
        self._desk = Desk(document, feed.projection, selection, self._bindings, author)
        self._desk.open_life = self.life_asked.emit
        self._feed: Feed | None = feed
        self._panel: Panel | None = None
        self._shown: object = None
        self._stale = False
        self._page = QWidget()
        self._page.setObjectName("inspector_page")
        self._box = QVBoxLayout(self._page)
        self._box.setContentsMargins(0, 0, 0, 0)
        self.setWidget(self._page)
        feed.changed.connect(self._follow)
        selection.changed.connect(self._select)
        themes().changed.connect(self._wear)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._see)
        self._wear()
        self._select()

    @property
    def panel(self) -> Panel | None:
        """The panel that is shown."""
        return self._panel

    @property
    def pending(self) -> bool:
        """Whether something was typed that is not stored yet."""
        return self._bindings.pending

    def flush(self) -> bool:
        """Store whatever is being typed; False when something could not be stored and still stands in its field."""
        return self._bindings.flush()

    def look_at(self, feed: Feed) -> None:
        """Follow another feed, as that of the past, which can only be read."""
        self._let_go_of_panel()
        if self._feed is not None:
            self._feed.changed.disconnect(self._follow)
        self._feed = feed
        self._desk.source = feed.projection
        self._bindings.look_at(feed.projection)
        feed.changed.connect(self._follow)
        self._select()

    def close_case(self) -> bool:
        """Store what is being typed and keep no word of the case any longer; False where something was not stored."""
        stored = self.flush()
        if self._feed is not None:
            self._feed.changed.disconnect(self._follow)
            self._feed = None
        self._let_go_of_panel()
        self._bindings.forget()
        return stored

    def focus_title(self) -> bool:
        """Give the title the focus, ready to be written in; False where there is none to write in."""
        title = self._panel.findChild(QWidget, "title") if self._panel is not None else None
        if title is None or title.focusProxy() is None:
            return False
        title.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def enter_or_leave(self) -> None:
        """Bring the keyboard to the first field, or back out again."""
        if self._page.isAncestorOf(QApplication.focusWidget() or self):
            self.left.emit()
            return
        fields = (field for field in self._page.findChildren(QWidget) if field.isVisibleTo(self._page))
        first = next((field for field in fields if field.focusPolicy() & Qt.FocusPolicy.TabFocus), None)
        if not self.focus_title() and first is not None:
            first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    # following

    def _follow(self, delta: Delta) -> None:
        self._bindings.follow(delta)
        if not self.isVisible():
            self._stale = True
        elif self._shape() != self._shown:
            self._select()
        elif self._panel is not None:
            self._panel.refresh()

    def _select(self, _ids: object = None) -> None:
        if self._feed is None:
            return
        self._stale = False
        self._let_go_of_panel()
        self._desk.opened.clear()
        self._shown = self._shape()
        ids = self._ids()
        if len(ids) == 1:
            self._panel = panel_for(self._desk, ids[0])
        else:
            self._panel = panel_for_several(self._desk, ids) if ids else panel_for_none(self._desk)
        self._box.addWidget(self._panel)
        self._panel.show()
        self.verticalScrollBar().setValue(0)

    def _ids(self) -> tuple[str, ...]:
        return tuple(id for id in self._desk.selection.ids if self._desk.source.get(id) is not None)

    def _shape(self) -> object:
        return tuple((id, shape_of(self._desk, id)) for id in self._ids()), self._desk.can_write

    def _let_go_of_panel(self) -> None:
        if self._panel is not None:
            panel, self._panel = self._panel, None
            self._bindings.release(panel)
            panel.hide()
            self._box.removeWidget(panel)
            panel.deleteLater()

    def _see(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Scroll to whatever takes the focus, once it stands in its place."""
        if now is not None and self._page.isAncestorOf(now):
            later(now, lambda: self.ensureWidgetVisible(now, 8, 40))

    def _wear(self) -> None:
        worn = themes()
        self.setStyleSheet(panel_sheet(worn.current, worn.text_scale))
        self.setMinimumWidth(round(_NARROWEST * (1 + (worn.text_scale - 1) / 3)))

    # what Qt asks

    @guarded
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    @guarded
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._select()
