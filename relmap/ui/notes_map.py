"""What the window of process notes asks of the map: what a thing is called, what is chosen there, and to be led to it.

It reads the case as the therapist may see it today, and holds ids alone. It knows nothing of process notes; of a thing
that the map does not show, covered or gone, it says the same.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from relmap.model.integrity import session_key
from relmap.model.therapy import Session
from relmap.read.projection import Projection
from relmap.read.titles import shown_title
from relmap.store.document import Document
from relmap.ui.feed import Feed
from relmap.ui.opening_words import session_words
from relmap.ui.selection import Selection
from relmap.ui.texts import capital
from relmap.ui.theme import Tone
from relmap.ui.tones import tone_of
from relmap.words import say


class NotesMap(QObject):
    """The map beside the notes; `changed` when something on it may be called otherwise, `chosen` when the choice is."""

    changed = Signal()
    chosen = Signal()

    def __init__(
        self, document: Document, feed: Feed, selection: Selection, show: Callable[[str], object], parent: QObject
    ) -> None:
        """Follow `feed`, which shows today; `show` leads to a thing on the map."""
        super().__init__(parent)
        self._document, self._feed, self._selection, self.show = document, feed, selection, show
        feed.changed.connect(self._tell_changed)
        selection.changed.connect(self._tell_chosen)

    def close_case(self) -> None:
        """Follow no longer."""
        self._feed.changed.disconnect(self._tell_changed)
        self._selection.changed.disconnect(self._tell_chosen)

    def has(self, id: str) -> bool:
        """Whether the map shows it."""
        return self._projection.get(id) is not None

    def title(self, id: str) -> str:
        """What a thing is called, in a few words."""
        return shown_title(self._projection, id) if self.has(id) else say("something that is not on the map now")

    def session_title(self, id: str) -> str:
        """A session by its number and day."""
        if not isinstance(self._projection.get(id), Session):
            return say("a session that is not on the map now")
        return capital(session_words(self._projection, id))

    def tone(self, id: str) -> Tone:
        """The tone a thing has everywhere."""
        entity = self._projection.get(id)
        return tone_of(entity) if entity is not None else "plain"

    def is_session(self, id: str) -> bool:
        """Whether it is a session of the map."""
        return isinstance(self._projection.get(id), Session)

    @property
    def choice(self) -> str | None:
        """The one thing that is chosen on the map, or None."""
        return self._selection.only

    @property
    def sessions(self) -> tuple[str, ...]:
        """Every session, the last one first."""
        return tuple(row.id for row in sorted(self._projection.all(Session), key=session_key, reverse=True))

    @property
    def running(self) -> str | None:
        """The session that runs, or None."""
        running = self._document.running
        return running if running is not None and self.has(running) else None

    @property
    def hour(self) -> str | None:
        """The session that runs, else the last one that took place, else None."""
        if self.running is not None:
            return self.running
        held = (id for id in self.sessions if self._projection.need(Session, id).held == "held")
        return next(held, None)

    @property
    def _projection(self) -> Projection:
        return self._feed.projection

    def _tell_changed(self, _delta: object) -> None:
        self.changed.emit()

    def _tell_chosen(self, _ids: object) -> None:
        self.chosen.emit()
