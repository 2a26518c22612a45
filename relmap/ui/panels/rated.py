"""A question for today with its line, and how it was answered over the sessions. Raters are never averaged."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from relmap.edits.rating import rate
from relmap.model.ratings import current_rating
from relmap.model.seats import clients
from relmap.model.therapy import Rating
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
        self._dimension, self._tone, self._always = dimension, tone, always
        self._editors: dict[str | None, ScoreEditor] = {}

    def key(self) -> Hashable:
        source = self.desk.source
        if source.get(self.id) is None or not self._in_sight():
            return None
        answers = [(rater, self._lines(rater)) for rater in self._raters()]
        return tuple(answers), self.desk.can_write

    def fill(self, box: QVBoxLayout) -> None:
        self._editors.clear()
        for rater in self._raters():
            name = title_of(self.desk.source, rater) if rater is not None and len(self._raters()) > 1 else ""
            if name:
                box.addWidget(plain_label(name, "small"))
            editor = ScoreEditor(rating_question(self._dimension), self._tone)
            editor.setObjectName(f"{self.id}:{self._dimension}:{rater or ''}")
            editor.settled.connect(partial(self._rate, rater))
            editor.lock(not self.desk.can_write)
            editor.remark(self._remark(self._newest(rater)))
            self._editors[rater] = editor
            box.addWidget(editor)
            self._add_history(box, rater)

    def refresh(self) -> None:
        """Look again, and show each number as it stands now."""
        super().refresh()
        for rater, editor in self._editors.items():
            newest = self._newest(rater)
            editor.display(None if newest is None else newest.value)

    def offers(self) -> list[Offer]:
        if self._in_sight():
            return []
        return [Offer(offered(rating_question(self._dimension)), lambda _: self.open(self.id, self._dimension))]

    def _in_sight(self) -> bool:
        if self._always or (self.id, self._dimension) in self.desk.opened:
            return True
        return any(self._newest(rater) is not None for rater in self._raters())

    def _raters(self) -> list[str | None]:
        found: list[str | None] = [person.id for person in clients(self.desk.source)]
        return found or [None]

    def _newest(self, rater: str | None) -> Rating | None:
        several = len(self._raters()) > 1
        return current_rating(self.desk.source, self.id, self._dimension, rater if several else None)

    def _lines(self, rater: str | None) -> Hashable:
        newest = self._newest(rater)
        points = ratings_over_time(self.desk.source, self.id, self._dimension, rater)
        return points, self._remark(newest)

    def _remark(self, newest: Rating | None) -> str:
        """Where the number comes from, when it is not of today."""
        if newest is None or newest.session == self.desk.document.running:
            return ""
        if newest.session is None:
            return say("given between sessions")
        return say("from {session}", session=title_of(self.desk.source, newest.session))

    def _add_history(self, box: QVBoxLayout, rater: str | None) -> None:
        points = ratings_over_time(self.desk.source, self.id, self._dimension, rater)
        if sum(point.value is not None for point in points) < _FEWEST_POINTS:
            return
        line = Sparkline(self._tone)
        line.show_points(points)
        box.addWidget(line)
        ends = QWidget()
        row = Flow(ends, spread=True)
        row.addWidget(plain_label(points[0].title, "small"))
        row.addWidget(plain_label(points[-1].title, "small"))
        box.addWidget(ends)

    def _rate(self, rater: str | None) -> None:
        value = self._editors[rater].value()
        number = value if isinstance(value, int) else None
        by = rater if len(self._raters()) > 1 else None
        self.attempt(lambda: rate(self.desk.document, self.id, self._dimension, number, rated_by=by))
        self.refresh()
