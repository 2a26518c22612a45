"""A question for today with its line, and how it was answered over the sessions. Raters are never averaged."""

from __future__ import annotations

import datetime
from collections.abc import Hashable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.edits.rating import rate
from relmap.model.ratings import current_rating
from relmap.model.seats import clients
from relmap.model.therapy import Rating
from relmap.read.sessions import noted_at
from relmap.ui.panels.desk import Desk
from relmap.ui.panels.dress import plain_label
from relmap.ui.panels.flow import Flow
from relmap.ui.panels.score import ScoreEditor
from relmap.ui.panels.section import Offer, Section, offered
from relmap.ui.panels.sparkline import Sparkline, ratings_over_time
from relmap.ui.texts import rating_question, title_of
from relmap.ui.theme import Tone
from relmap.words import say

_FEWEST_POINTS = 2


class Rated(Section):
    """One dimension of one thing, for each client."""

    def __init__(
        self, desk: Desk, id: str, dimension: str, *, tone: Tone = "plain", always: bool = True, ruled: bool = False
    ) -> None:
        """`always`: the question stands there though nobody asked it yet; else it is offered."""
        super().__init__(desk, id, ruled=ruled)
        self.dimension, self.tone, self._always = dimension, tone, always
        self._answers: list[_Answer] = []

    def key(self) -> Hashable:
        if self.desk.source.get(self.id) is None or not self._in_sight():
            return None
        return tuple(self._raters()), self.desk.can_write

    def fill(self, box: QVBoxLayout) -> None:
        self._answers = [_Answer(self, rater, self._name(rater)) for rater in self._raters()]
        for answer in self._answers:
            box.addWidget(answer)

    def refresh(self) -> None:
        """Look again, and show each number as it stands now."""
        super().refresh()
        if self.key() is None:
            self._answers = []
        for answer in self._answers:
            answer.show_newest()

    def offers(self) -> list[Offer]:
        if self._in_sight():
            return []
        return [Offer(offered(rating_question(self.dimension)), lambda _: self.open(self.id, self.dimension))]

    def _in_sight(self) -> bool:
        if self._always or (self.id, self.dimension) in self.desk.opened:
            return True
        return any(self._newest(rater) is not None for rater in self._raters())

    def _raters(self) -> list[str | None]:
        asked = self.desk.rater
        found: list[str | None] = [one.id for one in clients(self.desk.source) if asked in (None, one.id)]
        return found or [None]

    def _name(self, rater: str | None) -> str:
        return title_of(self.desk.source, rater) if rater is not None and self._several() else ""

    def _several(self) -> bool:
        return len(clients(self.desk.source)) > 1

    def _newest(self, rater: str | None) -> Rating | None:
        return current_rating(self.desk.source, self.id, self.dimension, rater if self._several() else None)


class _Answer(QWidget):
    """One client's number today, and the line of their numbers over the sessions."""

    def __init__(self, rated: Rated, rater: str | None, name: str) -> None:
        super().__init__()
        self._rated, self._rater, self._alone = rated, rater, not name
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        if name:
            box.addWidget(plain_label(name, "small"))
        self._editor = ScoreEditor(rating_question(rated.dimension), rated.tone, answer=say("not today"))
        self._editor.setObjectName(f"{rated.id}:{rated.dimension}")
        self._editor.settled.connect(self._rate)
        self._editor.lock(not rated.desk.can_write)
        box.addWidget(self._editor)
        self._line = Sparkline(rated.tone)
        self._ends = QWidget()
        row = Flow(self._ends, spread=True)
        self._first, self._last = plain_label("", "small"), plain_label("", "small")
        row.addWidget(self._first)
        row.addWidget(self._last)
        box.addWidget(self._line)
        box.addWidget(self._ends)

    def show_newest(self) -> None:
        """Show the newest number, where it is from, and all before it."""
        desk, rated = self._rated.desk, self._rated
        newest = current_rating(desk.source, rated.id, rated.dimension, None if self._alone else self._rater)
        self._editor.display(None if newest is None else newest.value)
        self._editor.remark(self._remark(newest))
        points = ratings_over_time(desk.source, rated.id, rated.dimension, self._rater, self._noted)
        enough = sum(point.value is not None for point in points) >= _FEWEST_POINTS
        self._line.setVisible(enough)
        self._ends.setVisible(enough)
        if enough:
            self._line.show_points(points)
            self._first.setText(points[0].title)
            self._last.setText(points[-1].title)

    def _remark(self, newest: Rating | None) -> str:
        """Where the number comes from, when it is not of today."""
        document = self._rated.desk.document
        if newest is None or (newest.session == document.running and self._is_of_today(newest)):
            return ""
        if newest.session is None:
            return say("given between sessions; not asked today")
        session = title_of(self._rated.desk.source, newest.session)
        return say("from {session}; not asked today", session=session)

    def _is_of_today(self, newest: Rating) -> bool:
        """Whether a number given between sessions is of this very day, so that another one would replace it."""
        if newest.session is not None:
            return True
        day = self._noted(newest.id)
        return day in (None, datetime.datetime.now().astimezone().date().isoformat())

    def _noted(self, id: str) -> str | None:
        """The day on which something was first stored."""
        at = noted_at(self._rated.desk.document, id)
        return at.date().isoformat() if at is not None else None

    def _rate(self) -> None:
        value = self._editor.value()
        number = value if isinstance(value, int) else None
        rated, by = self._rated, None if self._alone else self._rater
        rated.attempt(lambda: rate(rated.desk.document, rated.id, rated.dimension, number, rated_by=by))
        self.show_newest()
