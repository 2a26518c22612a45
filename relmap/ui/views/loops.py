"""Patterns as cards: each a loop in the client's own words that can be read round, with its stories beneath.

A step nobody has put into words keeps its place with a faint "…": it is not missing, only not said yet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from relmap.analysis.patterns import Loop, Told, loops, loose_stories
from relmap.model.source import Source
from relmap.read.search import folded
from relmap.ui.panels.dress import scaled
from relmap.ui.sentences import DOT, Chip, hole, read_out, sentence, thing_chip, tie_chips
from relmap.ui.texts import field_word, title_of, when_words
from relmap.ui.theme import theme
from relmap.ui.views.chips import ChipCard
from relmap.ui.views.running import Placed, place, placed_height
from relmap.ui.views.writing import card_font, line_height, write, written_height
from relmap.words import say

UNSAID = "…"
_RINGS = (
    (560, ((0, 0), (1, 0), (2, 0), (2, 1), (1, 1), (0, 1))),
    (380, ((0, 0), (1, 0), (1, 1), (1, 2), (0, 2), (0, 1))),
)
"""The least width of a loop of three columns, or of two, with the column and line of each step."""
_MOST_LINES = 4
_STORY_LINES = 4


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a loop: what it is, and the words for it, if there are any."""

    label: str
    words: str


@dataclass(frozen=True, slots=True)
class LoopRow:
    """A pattern as its card shows it."""

    id: str
    title: str
    steps: tuple[Step, ...]
    seen: tuple[Chip, ...]
    spoken: str

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What can be gone to."""
        return tuple(piece for piece in self.seen if piece.id)


@dataclass(frozen=True, slots=True)
class StoryRow:
    """A told story under its pattern: its words, with whom, and when."""

    id: str
    words: str
    line: tuple[Chip, ...]
    spoken: str

    @property
    def chips(self) -> tuple[Chip, ...]:
        """What can be gone to."""
        return tuple(piece for piece in self.line if piece.id)


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Words above the rows that follow."""

    spoken: str
    id: str = ""
    chips: tuple[Chip, ...] = ()


PatternRow = LoopRow | StoryRow | HeadingRow


def pattern_rows(source: Source, wanted: str, order: str) -> tuple[PatternRow, ...]:
    """Every pattern with its stories, then the stories of none; with `wanted`, only what has those words."""
    found = list(loops(source))
    if order == "name":
        found.sort(key=lambda loop: folded(title_of(source, loop.pattern)))
    if order == "here":
        found.sort(key=lambda loop: not loop.here)
    return (*_with_stories(source, found, wanted), *_loose(source, wanted))


def _with_stories(source: Source, found: Sequence[Loop], wanted: str) -> Iterator[PatternRow]:
    for loop in found:
        row = _loop_row(source, loop)
        stories = [_story_row(source, told) for told in loop.stories]
        if wanted not in folded(row.spoken):
            stories = [story for story in stories if wanted in folded(story.spoken)]
        if stories or wanted in folded(row.spoken):
            yield row
            yield from stories


def _loose(source: Source, wanted: str) -> Iterator[PatternRow]:
    rows = [_story_row(source, told) for told in loose_stories(source)]
    rows = [row for row in rows if wanted in folded(row.spoken)]
    if rows:
        yield HeadingRow(say("Stories that belong to no pattern"))
    yield from rows


def _loop_row(source: Source, loop: Loop) -> LoopRow:
    steps = tuple(Step(field_word("patterns", name), (words or "").strip()) for name, words in loop.steps)
    title, seen = title_of(source, loop.pattern), tuple(_seen(source, loop))
    told = [say("{label}: {words}", label=step.label, words=step.words) for step in steps if step.words]
    return LoopRow(loop.pattern, title, steps, seen, ". ".join((title, *told, *([read_out(seen)] if seen else ()))))


def _seen(source: Source, loop: Loop) -> Iterator[Chip]:
    """With whom it is seen, and when it was here too."""
    sessions = [thing_chip(source, id) for id in loop.here]
    if loop.only_here:
        yield from sentence(say("Only seen here so far: {sessions}", sessions=hole("sessions")), sessions=sessions)
        return
    ties = tie_chips(source, loop.seen_with)
    if ties:
        yield from sentence(say("Seen with {people}", people=hole("people")), people=ties)
    if ties and sessions:
        yield DOT
    if sessions:
        yield from sentence(say("Here too: {sessions}", sessions=hole("sessions")), sessions=sessions)


def _story_row(source: Source, told: Told) -> StoryRow:
    words = (told.narrative or "").strip() or title_of(source, told.episode)
    tie = tie_chips(source, [told.relationship])
    when = when_words(told.happened, told.happened_said)
    if when:
        line = sentence(say("With {who}, {when}", who=hole("who"), when=when), who=tie)
    else:
        line = sentence(say("With {who}", who=hole("who")), who=tie)
    if told.told_in is not None and source.get(told.told_in) is not None:
        session = [thing_chip(source, told.told_in)]
        line += (DOT, *sentence(say("told in {session}", session=hole("session")), session=session))
    return StoryRow(told.episode, words, line, f"{words} {read_out(line)}")


# painting


class LoopCard(ChipCard):
    """Paints patterns, stories and headings."""

    def card_height(self, row: Any, width: int) -> int:
        pad = scaled(14)
        if isinstance(row, HeadingRow):
            return round(line_height(card_font(bold=True)) + scaled(12))
        if isinstance(row, StoryRow):
            room = _story_room(QRectF(0, 0, width, 0), rightward=False)
            return round(_story_top(row, room) + placed_height(self._line(row, room)) + scaled(10))
        inner = width - 2 * pad
        seen = placed_height(self._line(row, QRectF(0, 0, inner, 0)))
        return round(_steps_top(row, inner) + _steps_height(row, inner) + (seen + scaled(12) if seen else 0) + pad)

    def placed(self, row: Any, box: QRectF, *, rightward: bool) -> tuple[Placed, ...]:
        if isinstance(row, StoryRow):
            room = _story_room(box, rightward=rightward)
            room.setTop(box.top() + _story_top(row, room))
            return self._line(row, room, rightward=rightward)
        if isinstance(row, LoopRow):
            room = box.adjusted(scaled(14), 0, -scaled(14), 0)
            top = _steps_top(row, room.width()) + _steps_height(row, room.width()) + scaled(12)
            room.setTop(box.top() + top)
            return self._line(row, room, rightward=rightward)
        return ()

    def paint_card(self, painter: QPainter, box: QRectF, row: Any) -> None:
        rightward = painter.layoutDirection() == Qt.LayoutDirection.RightToLeft
        worn = theme()
        if isinstance(row, HeadingRow):
            write(painter, box.adjusted(0, scaled(8), 0, 0), row.spoken, card_font(bold=True), worn.colour("faded"), 1)
        elif isinstance(row, StoryRow):
            room = _story_room(box, rightward=rightward)
            self._paint_thread(painter, box, rightward=rightward)
            write(painter, room.adjusted(0, scaled(9), 0, 0), row.words, card_font(), worn.colour("ink"), _STORY_LINES)
            self.paint_row(painter, self.placed(row, box, rightward=rightward))
        elif isinstance(row, LoopRow):
            room = box.adjusted(scaled(14), scaled(12), -scaled(14), 0)
            write(painter, room, row.title, card_font(2, bold=True), worn.colour("ink"), 2)
            _paint_steps(painter, box.adjusted(scaled(14), 0, -scaled(14), 0), row, rightward=rightward)
            self.paint_row(painter, self.placed(row, box, rightward=rightward))

    def _line(self, row: LoopRow | StoryRow, room: QRectF, *, rightward: bool = False) -> tuple[Placed, ...]:
        pieces = row.seen if isinstance(row, LoopRow) else row.line
        return place(pieces, room, card_font(), rightward=rightward)

    def _paint_thread(self, painter: QPainter, box: QRectF, *, rightward: bool) -> None:
        """A short line at the side that shows what a story hangs on."""
        x = box.right() - scaled(18) if rightward else box.left() + scaled(18)
        painter.setPen(QPen(theme().colour("edge"), scaled(2), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(x, box.top() + scaled(14)), QPointF(x, box.bottom() - scaled(14)))


def _story_room(box: QRectF, *, rightward: bool) -> QRectF:
    near, far = scaled(34), scaled(14)
    return box.adjusted(far if rightward else near, 0, -near if rightward else -far, 0)


def _story_top(row: StoryRow, room: QRectF) -> float:
    return scaled(9) + written_height(row.words, card_font(), room.width(), _STORY_LINES) + scaled(4)


def _steps_top(row: LoopRow, width: float) -> float:
    return scaled(12) + written_height(row.title, card_font(2, bold=True), width, 2) + scaled(8)


def _steps_height(row: LoopRow, width: float) -> float:
    boxes = _step_boxes(row, width)
    return max(box.bottom() for box in boxes)


def _step_boxes(row: LoopRow, width: float) -> tuple[QRectF, ...]:
    """Where each step stands, from the left top of the loop: there along the top, and round again."""
    ring = next((ring for least, ring in _RINGS if width >= scaled(least)), None)
    if ring is None:
        return _stacked(row, width)
    gap, columns = scaled(26), max(column for column, _ in ring) + 1
    each = (width - (columns - 1) * gap) / columns
    lines: dict[int, float] = {}
    for step, (_, line) in zip(row.steps, ring, strict=True):
        lines[line] = max(lines.get(line, 0.0), _step_height(step, each))
    tops = {line: sum(lines[above] + gap for above in range(line)) for line in lines}
    return tuple(QRectF(column * (each + gap), tops[line], each, lines[line]) for column, line in ring)


def _stacked(row: LoopRow, width: float) -> tuple[QRectF, ...]:
    boxes, top, side = [], 0.0, scaled(24)
    for step in row.steps:
        height = _step_height(step, width - side)
        boxes.append(QRectF(side, top, width - side, height))
        top += height + scaled(6)
    return tuple(boxes)


def _step_height(step: Step, width: float) -> float:
    inner = width - 2 * scaled(10)
    label = written_height(step.label, _label_font(), inner, 2)
    words = written_height(step.words or UNSAID, card_font(), inner, _MOST_LINES)
    return 2 * scaled(8) + label + scaled(2) + words


def _label_font() -> Any:
    return card_font(-2)


def _paint_steps(painter: QPainter, room: QRectF, row: LoopRow, *, rightward: bool) -> None:
    boxes = [
        box.translated(room.left(), room.top() + _steps_top(row, room.width()))
        for box in _step_boxes(row, room.width())
    ]
    stacked = boxes[1].left() == boxes[0].left()
    if rightward:
        boxes = [box.translated(room.left() + room.right() - box.left() - box.right(), 0) for box in boxes]
    for step, box in zip(row.steps, boxes, strict=True):
        _paint_step(painter, box, step)
    if stacked:
        _paint_way_back(painter, boxes, rightward=rightward)
    else:
        _paint_arrows(painter, boxes)


def _paint_step(painter: QPainter, box: QRectF, step: Step) -> None:
    worn = theme()
    painter.setPen(QPen(worn.colour("line"), 1.0))
    painter.setBrush(worn.colour("paper") if step.words else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, scaled(8), scaled(8))
    inner = box.adjusted(scaled(10), scaled(8), -scaled(10), 0)
    inner.setTop(inner.top() + write(painter, inner, step.label, _label_font(), worn.colour("faded"), 2) + scaled(2))
    ink = worn.colour("ink" if step.words else "faded")
    write(painter, inner, step.words or UNSAID, card_font(), ink, _MOST_LINES)


def _paint_arrows(painter: QPainter, boxes: Sequence[QRectF]) -> None:
    for here, there in zip(boxes, (*boxes[1:], boxes[0]), strict=True):
        level = abs(here.center().y() - there.center().y()) < abs(here.center().x() - there.center().x())
        if level:
            onward = here.center().x() < there.center().x()
            start = QPointF(here.right() if onward else here.left(), (here.top() + here.bottom()) / 2)
            end = QPointF(there.left() if onward else there.right(), start.y())
        else:
            down = here.center().y() < there.center().y()
            start = QPointF(here.center().x(), here.bottom() if down else here.top())
            end = QPointF(here.center().x(), there.top() if down else there.bottom())
        _paint_arrow(painter, start, end)


def _paint_arrow(painter: QPainter, start: QPointF, end: QPointF) -> None:
    along = end - start
    length = (along.x() ** 2 + along.y() ** 2) ** 0.5 or 1.0
    unit = along / length
    across, tip, tail = QPointF(-unit.y(), unit.x()), end - unit * scaled(4), start + unit * scaled(4)
    painter.setPen(_arrow_pen(theme().colour("accent")))
    painter.drawLine(tail, tip)
    for side in (1, -1):
        painter.drawLine(tip, tip - unit * scaled(5) + across * side * scaled(4))


def _paint_way_back(painter: QPainter, boxes: Sequence[QRectF], *, rightward: bool) -> None:
    """From the last step of a stack up to the first again, along the side."""
    first, last, sign = boxes[0], boxes[-1], -1 if rightward else 1
    edge = first.right() if rightward else first.left()
    out = edge - sign * scaled(14)
    painter.setPen(_arrow_pen(theme().colour("accent")))
    painter.drawPolyline(
        [
            QPointF(edge - sign * scaled(3), last.center().y()),
            QPointF(out, last.center().y()),
            QPointF(out, first.center().y()),
        ]
    )
    _paint_arrow(painter, QPointF(out - sign * scaled(4), first.center().y()), QPointF(edge, first.center().y()))


def _arrow_pen(colour: QColor) -> QPen:
    return QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
